//! Whether typed figures and words make sense. Returns every finding, not the first.

use serde::{Deserialize, Serialize};

use super::figures::{decimals_of, format_value};
use super::indicator::{Measurement, Unit};
use super::measure::Measure;

/// Whether a finding stops the figure from being kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be right.
    Error,
    /// It may be right, and wants a second look.
    Warning,
}

/// Something to say about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `numerator`, `denominator`, `stated` or `scale`.
    pub field: &'static str,
    pub severity: Severity,
    /// One sentence, with the numbers that disagree.
    pub message: String,
}

/// Everything doubtful about the figures of one result (house rules). The
/// stated figure is taken to be printed to as many decimals as it has.
pub fn figures(
    numerator: Option<f64>,
    denominator: Option<f64>,
    stated: Option<f64>,
    measure: Measure,
    scale: f64,
) -> Vec<Finding> {
    figures_to(numerator, denominator, stated, measure, scale, None)
}

/// As [`figures`], knowing to how many decimals the stated figure is printed
/// (70.0 and 70 are the same number, printed differently).
pub fn figures_to(
    numerator: Option<f64>,
    denominator: Option<f64>,
    stated: Option<f64>,
    measure: Measure,
    scale: f64,
    decimals: Option<u32>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut say = |field: &'static str, severity: Severity, message: String| {
        found.push(Finding { field, severity, message });
    };
    for (field, figure) in [("numerator", numerator), ("denominator", denominator), ("stated", stated)] {
        if figure.is_some_and(|f| !f.is_finite()) {
            say(field, Severity::Error, format!("The {field} is not a number."));
        }
    }
    if !(scale.is_finite() && scale > 0.0) {
        say("scale", Severity::Error, "The scale must be above 0: 1, 100 or what a rate is per.".into());
    }
    let plain = |f: f64| format_value(f, Unit::Number, decimals_of(f));
    if let Some(d) = denominator.filter(|d| *d <= 0.0) {
        let message = format!("The denominator is {}: it must be above 0.", plain(d));
        say("denominator", Severity::Error, message);
    }
    if measure == Measure::Percentage
        && let (Some(n), Some(d)) = (numerator, denominator)
        && n > d
        && d > 0.0
    {
        let message = format!("{} of {} is more than all of them.", plain(n), plain(d));
        say("numerator", Severity::Warning, message);
    }
    if measure.is_count() {
        if let (Some(n), Some(d)) = (numerator, denominator.filter(|d| *d > 0.0)) {
            let message = format!(
                "This is a count, which has no denominator: {} of {} would be taken for {}.",
                plain(n),
                plain(d),
                plain(super::figures::round_half_up(scale * n / d, 2))
            );
            say("denominator", Severity::Warning, message);
        }
        let parts = stated.or(numerator.filter(|_| denominator.is_none())).filter(|f| f.fract() != 0.0);
        if let Some(figure) = parts.filter(|figure| figure.is_finite()) {
            let message = format!("{} is no whole number, and this is a count.", plain(figure));
            say("stated", Severity::Warning, message);
        }
    }
    let measured = Measurement { numerator, denominator, stated: None };
    let computed = measured.value(scale).filter(|_| denominator.is_some_and(|d| d > 0.0));
    if measure == Measure::Percentage
        && let Some(s) = stated.filter(|s| *s > 100.0)
    {
        let message = format!("{}% is over 100%.", plain(s));
        say("stated", Severity::Warning, message);
    }
    if let (Some(s), Some(c)) = (stated.filter(|s| s.is_finite()), computed) {
        let decimals = decimals.unwrap_or_else(|| decimals_of(s)).min(12);
        let half_a_unit = 0.5 * 10f64.powi(-(decimals as i32));
        // The slack keeps an exact half, either way, within the rounding.
        let slack = super::SAME * s.abs().max(c.abs());
        if (s - c).abs() > half_a_unit + slack {
            let unit = measure.unit("");
            let message = format!(
                "{} is stated, but the numerator and denominator make {}.",
                format_value(s, unit, decimals),
                format_value(c, unit, decimals.max(2))
            );
            say("stated", Severity::Warning, message);
        }
    }
    found
}

/// Words that look like the writer's notes to self, quoted as they stand, in
/// order: "TBC", "see above", "(check James)", "xxx", "to follow", "??"
/// (house rule, from notes that published reports have carried).
pub fn notes_to_self(text: &str) -> Vec<String> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    let words = words(text);
    for (i, &(at, word)) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let next = words.get(i + 1);
        let whole = |end: &(usize, &str)| text.get(at..end.0 + end.1.len());
        match lower.as_str() {
            "tbc" | "tbd" | "todo" | "fixme" => found.push((at, word)),
            _ if lower.chars().count() >= 3 && lower.chars().all(|c| c == 'x') => {
                found.push((at, word));
            }
            "see" => {
                let wanted = next.filter(|n| ["above", "below"].iter().any(|w| n.1.eq_ignore_ascii_case(w)));
                found.extend(wanted.and_then(whole).map(|quote| (at, quote)));
            }
            // "to follow" is a note only where nothing is said to be followed.
            "to" => {
                let wanted = next.filter(|n| {
                    let after = text.get(n.0 + n.1.len()..).unwrap_or("").trim_start();
                    let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
                    n.1.eq_ignore_ascii_case("follow") && ends
                });
                found.extend(wanted.and_then(whole).map(|quote| (at, quote)));
            }
            "check" | "insert" | "confirm" | "query" => {
                found.extend(bracketed(text, at).map(|quote| (at, quote)));
            }
            _ => {}
        }
    }
    let mut from = 0;
    while let Some(at) = text[from..].find("??").map(|i| i + from) {
        let run = text[at..].bytes().take_while(|b| *b == b'?').count();
        found.push((at, &text[at..at + run]));
        from = at + run;
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, quote)| quote.to_owned()).collect()
}

/// Words with the byte they start at.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                words.push((from, &text[from..i]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The whole bracket when the word at `at` is the first in it and it closes
/// within 120 bytes.
fn bracketed(text: &str, at: usize) -> Option<&str> {
    let before = text[..at].trim_end();
    let close = match before.chars().next_back()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let end = at + text[at..].find(close)?;
    (end - at <= 120).then(|| &text[before.len() - 1..=end])
}
