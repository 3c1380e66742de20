//! Figures as they stand in other people's cells.

use crate::domain::Absence;
use crate::domain::bound::{Bound, bounded};
use crate::domain::capital::Sign;
use crate::domain::figures::parse_figure;
use crate::domain::typed_figure::{Written, parted, score};
use crate::source::{Cell, NumberFormat};

use super::words::without_notes;
use super::written_time::{self, WrittenTime};

/// How the figures of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Style {
    /// `5,8` is five and eight tenths.
    pub decimal_comma: bool,
    /// 0.5952 stands for 59.52%.
    pub shares: bool,
    /// Of `7.7 (7.6)` the first counts.
    pub first_of_two: bool,
    /// What one stands for: 1,000 in a column of £000. None is 1.
    pub times: Option<f64>,
    /// Whether the column's name says which way its amounts go.
    pub sign: Sign,
    /// What its heading says of all its figures.
    pub firmness: Firmness,
    /// They are targets: `<18` says what is to be reached and hides no small number.
    pub targets: bool,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum CellFigure {
    /// Nothing at all.
    Nothing,
    Figure(Figure),
    /// `422/709`, `119/`.
    Fraction(Option<f64>, Option<f64>),
    /// There is no figure, for this reason: `suppressed [c]`.
    Missing(String),
}

/// A figure and how it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// In its unit: 59.52 for 59.52%.
    pub value: f64,
    /// The unit it is written in, where it says so.
    pub written: Option<Written>,
    /// Decimals written or shown, where that can be told.
    pub decimals: Option<u8>,
    /// Said to be provisional or an estimate.
    pub firmness: Firmness,
    /// What is said around it: `≥80%`. Of a band the value is its upper end.
    pub bound: Option<Bound>,
}

/// What a mark beside a figure says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Firmness {
    #[default]
    Unsaid,
    Provisional,
    Estimate,
}

/// Reads a cell.
///
/// # Errors
/// What is wrong with it, as the rest of a sentence that begins with the value.
pub fn read(cell: &Cell, style: Style) -> Result<CellFigure, String> {
    Ok(match read_as_printed(cell, style)? {
        CellFigure::Figure(figure) => {
            let firmness = if figure.firmness == Firmness::Unsaid { style.firmness } else { figure.firmness };
            CellFigure::Figure(Figure { value: style.sign.apply(figure.value), firmness, ..figure })
        }
        other => other,
    })
}

fn read_as_printed(cell: &Cell, style: Style) -> Result<CellFigure, String> {
    match cell {
        Cell::Empty => Ok(CellFigure::Nothing),
        Cell::Number(number) => {
            if !number.value.is_finite() {
                return Err("it is not a number".to_owned());
            }
            let written = match number.shown {
                NumberFormat::Percent => Some(Written::Percent),
                NumberFormat::Pounds => Some(Written::Pounds),
                _ => None,
            };
            let percent = written == Some(Written::Percent);
            let mut value = number.value;
            let mut decimals = number.decimals;
            if percent || style.shares {
                value *= 100.0;
            }
            if style.shares && !percent {
                decimals = decimals.map(|decimals| decimals.saturating_sub(2));
            }
            value = without_tail(value * style.times.filter(|_| !percent).unwrap_or(1.0));
            // Shown as it is: with the decimals it has, or what it is many times of comes to.
            let decimals = decimals.filter(|_| percent || style.times.is_none());
            let decimals = decimals.or_else(|| Some(own_decimals(value)));
            Ok(CellFigure::Figure(Figure {
                value,
                written,
                decimals,
                firmness: Firmness::Unsaid,
                bound: None,
            }))
        }
        Cell::Text(text) => read_text(text, style),
        Cell::Error(text) if text.trim() == "#N/A" => {
            Ok(CellFigure::Missing("not available (#N/A)".to_owned()))
        }
        Cell::Error(_) => Err("a formula failed there; mend it in the file".to_owned()),
        Cell::Date(_) => Err("it is a date, not a figure".to_owned()),
        Cell::Flag(_) => Err("it is a yes or no, not a figure".to_owned()),
    }
}

/// Twelve digits count: beyond them a file holds what binary arithmetic left over.
pub fn without_tail(value: f64) -> f64 {
    let whole = value.fract() == 0.0 && value.abs() < 1e11;
    if whole || !value.is_finite() {
        return value;
    }
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// Decimals of a value as it would be written out.
fn own_decimals(value: f64) -> u8 {
    let written = value.to_string();
    let after = written.split_once('.').map_or(0, |(_, after)| after.len());
    u8::try_from(after).unwrap_or(15).min(15)
}

/// A figure in digits and nothing else, as most are: `-1047.25`.
fn plain_digits(text: &str) -> Option<Figure> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // More would be rounded, and is read with care.
    let short = whole.len() + after.len() <= 11 && after.len() <= 6;
    (short && !whole.is_empty() && all(whole) && all(after)).then_some(())?;
    // Nought is not less than nought.
    let value = text.parse::<f64>().ok()? + 0.0;
    let decimals = u8::try_from(after.len()).ok();
    Some(Figure { value, written: None, decimals, firmness: Firmness::Unsaid, bound: None })
}

fn read_text(text: &str, style: Style) -> Result<CellFigure, String> {
    if text.len() > 200 {
        return Err("it is a text, not a figure".to_owned());
    }
    let text = text.trim();
    if text.is_empty() {
        return Ok(CellFigure::Nothing);
    }
    if (Style { targets: false, ..style }) == Style::default()
        && let Some(figure) = plain_digits(text)
    {
        return Ok(CellFigure::Figure(figure));
    }
    let hides = |text: &str| !(style.targets && text.starts_with(['<', '≤']));
    if let Some(reason) = missing(text).filter(|_| hides(text)) {
        return Ok(CellFigure::Missing(reason));
    }
    if text.starts_with('#') {
        return Err(match text.trim_matches('#') {
            "" => "the column was too narrow when it was saved, and the figure is not in the file",
            _ => "a formula failed there; mend it in the file",
        }
        .to_owned());
    }
    let text = without_notes(text);
    let text = text.trim();
    if let Some(reason) = missing(text).filter(|_| hides(text)) {
        return Ok(CellFigure::Missing(reason));
    }
    let figures = |text: &str| {
        if let Some(found) = fraction(text, style)? {
            return Ok(found);
        }
        let (text, firmness) = firmness(text);
        let around = bounded(text).filter(|_| written_time::read(text).is_none());
        match around {
            Some((Bound::Between { .. }, _)) if !style.targets => {
                return Err("there are two figures in one cell; keep the one that counts".to_owned());
            }
            Some(_) if !style.targets => {
                return Err(
                    "it says above or below which figure it is, and not the figure; write that".to_owned()
                );
            }
            _ => {}
        }
        let (bound, text) = around.map_or((None, text), |(bound, rest)| (Some(bound), rest));
        figure(text, style).map(|figure| CellFigure::Figure(Figure { firmness, bound, ..figure }))
    };
    // Words with a digit in them ("not due until Q4") are a reason only where they are no figure.
    let in_words = text.starts_with(char::is_alphabetic) && Absence::of(text).is_some();
    figures(text).or_else(|why| if in_words { Ok(CellFigure::Missing(text.to_owned())) } else { Err(why) })
}

/// Why there is no figure, if that is what a text says.
pub fn missing(text: &str) -> Option<String> {
    let plain = text.trim().to_lowercase();
    let plain = plain.trim_end_matches('.');
    // `(none set)` says what `none set` says.
    let inside = plain.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    let plain = inside.filter(|inside| inside.contains(' ')).unwrap_or(plain);
    let reason = match plain {
        "[x]" | "x" => "not available",
        "[c]" | "c" | "[s]" | "*" | "**" | "***" => "suppressed",
        "[z]" | "z" => "not applicable",
        "[w]" => "withdrawn",
        "[u]" | "[low]" | "[k]" => "too few to be reliable",
        ":" | ".." | "…" | "" => "not available",
        "-" | "–" | "—" | "−" | "‑" | "--" => "not given",
        "na" | "n/a" | "n.a" | "#n/a" => "not applicable or not available",
        "null" | "none" | "(blank)" => "not given",
        // In words, kept as they stand; of a target, or a state that is said.
        "new" | "monitor only" | "no target" | "no target set" | "none set" | "not set" => {
            return Some(text.trim().to_owned());
        }
        words if !words.contains(|c: char| c.is_ascii_digit()) && Absence::of(words).is_some() => {
            return Some(text.trim().to_owned());
        }
        // `<5` hides a small number and says no more.
        small if small.starts_with(['<', '≤']) && small.len() <= 6 => "too few to be shown",
        _ => return None,
    };
    // A reason written in letters is its own mark.
    Some(format!("{reason} ({})", text.trim()))
}

/// `422/709`, `422 of 709`; `4.2/5`, which is a score; none where it is no fraction.
fn fraction(text: &str, style: Style) -> Result<Option<CellFigure>, String> {
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text);
    let lower = text.to_lowercase();
    let split = ["/", "÷", " out of ", " of "]
        .iter()
        .find_map(|between| lower.split_once(between).map(|(before, after)| (before.trim(), after.trim())));
    let Some((numerator, denominator)) = split else { return Ok(None) };
    let digits = |half: &str| half.chars().any(|c| c.is_ascii_digit());
    if !digits(numerator) && !digits(denominator) || denominator.contains('/') {
        return Ok(None);
    }
    if numerator.len() == 4 && matches!(written_time::read(text), Some(WrittenTime::Period(_))) {
        return Err("it is a year, not a figure".to_owned());
    }
    if numerator.contains('%') || denominator.contains('%') {
        return Err("there are two percentages in one cell; keep the one that counts".to_owned());
    }
    let half = |half: &str| {
        if half.is_empty() { Ok(None) } else { figure(half, style).map(|figure| Some(figure.value)) }
    };
    let (above, below) = (half(numerator)?, half(denominator)?);
    if let (Some(value), Some(of)) = (above, below)
        && let Some(written) = score(value, of)
    {
        return figure(numerator, style)
            .map(|figure| Some(CellFigure::Figure(Figure { written: Some(written), ..figure })));
    }
    Ok(Some(CellFigure::Fraction(above, below)))
}

/// A text without what it says at its ends of how firm a figure is, and that.
pub fn firmness(text: &str) -> (&str, Firmness) {
    for (mark, firmness) in [
        ("[r]", Firmness::Unsaid),
        ("(r)", Firmness::Unsaid),
        ("[p]", Firmness::Provisional),
        ("(p)", Firmness::Provisional),
        ("[e]", Firmness::Estimate),
        ("(e)", Firmness::Estimate),
    ] {
        if text.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark)) {
            return (text[mark.len()..].trim_start(), firmness);
        }
    }
    for (mark, firmness) in [
        ("(provisional)", Firmness::Provisional),
        ("(unaudited)", Firmness::Provisional),
        ("(final)", Firmness::Unsaid),
        (" revised", Firmness::Unsaid),
        (" final", Firmness::Unsaid),
        ("(revised)", Firmness::Unsaid),
        ("provisional", Firmness::Provisional),
        ("(p)", Firmness::Provisional),
        ("[p]", Firmness::Provisional),
        ("(estimate)", Firmness::Estimate),
        ("(est)", Firmness::Estimate),
        ("(est.)", Firmness::Estimate),
        ("(estimated)", Firmness::Estimate),
        ("estimate", Firmness::Estimate),
        ("estimated", Firmness::Estimate),
        ("est", Firmness::Estimate),
        ("est.", Firmness::Estimate),
        ("(e)", Firmness::Estimate),
        ("[e]", Firmness::Estimate),
        ("(r)", Firmness::Unsaid),
        ("[r]", Firmness::Unsaid),
    ] {
        let at = text.len().wrapping_sub(mark.len());
        if text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(mark)) {
            return (text[..at].trim_end(), firmness);
        }
    }
    (text, Firmness::Unsaid)
}

/// One figure, with the unit it is written in.
fn figure(text: &str, style: Style) -> Result<Figure, String> {
    let first = text.split('(').next().filter(|_| style.first_of_two && has_two(text)).unwrap_or(text);
    // Ledgers print CR behind what takes away, and DR behind what adds.
    let (first, credit) = ledger_sign(first);
    let (digits, unit) = parted(first);
    let mut written = digits.to_owned();
    if style.decimal_comma {
        written = written
            .chars()
            .map(|c| {
                if c == ',' {
                    '.'
                } else if c == '.' {
                    ','
                } else {
                    c
                }
            })
            .collect();
    }
    let value = parse_figure(&written).map_err(|error| {
        if is_clock(&written) {
            "it is a length of time: write it as one number in the unit of the indicator, such as 0.5 for 30 minutes in \
             hours"
                .to_owned()
        } else if has_two(&written) {
            "there are two figures in one cell; keep the one that counts".to_owned()
        } else if exponent(&written) {
            "write it out in digits".to_owned()
        } else {
            error.why
        }
    })?;
    let percent = unit == Some(Written::Percent);
    let mut value = if credit { -value } else { value };
    if style.shares && !percent {
        value *= 100.0;
    }
    let decimals = written
        .split_once('.')
        .map_or(0, |(_, after)| after.chars().take_while(char::is_ascii_digit).count());
    let says_size = says_size(&written);
    let times = style.times.filter(|_| !percent && !says_size);
    let value = without_tail(value * times.unwrap_or(1.0));
    // The decimals of "£61.0m" are those of millions: it is shown in pounds.
    let decimals = if says_size || times.is_some() { usize::from(own_decimals(value)) } else { decimals };
    Ok(Figure {
        value,
        written: unit,
        decimals: Some(u8::try_from(decimals).unwrap_or(15).min(15)),
        firmness: Firmness::Unsaid,
        bound: None,
    })
}

/// A figure without the CR or DR of a ledger behind it, and whether that makes it less than nought.
fn ledger_sign(text: &str) -> (&str, bool) {
    let text = text.trim();
    let at = text.len().saturating_sub(2);
    let figure = || text[..at].trim_end();
    let is_figure = |figure: &str| {
        figure
            .trim_end_matches(['k', 'K', 'm', 'M', 'b', 'B', 'n', 'N'])
            .ends_with(|c: char| c.is_ascii_digit() || c == ')')
    };
    match text.get(at..) {
        Some(sign) if sign.eq_ignore_ascii_case("cr") && is_figure(figure()) => {
            // What is printed with a minus besides stays as it is.
            (figure(), !figure().contains(['-', '−', '(']))
        }
        Some(sign) if sign.eq_ignore_ascii_case("dr") && is_figure(figure()) => (figure(), false),
        _ => (text, false),
    }
}

/// `£3k`, `£1.2m`: thousands and millions of its own.
fn says_size(text: &str) -> bool {
    text.trim_end_matches([')', ' ']).ends_with(['k', 'K', 'm', 'M', 'n', 'N'])
}

/// `7.7 (7.6)`, `7.7 (:)`.
pub fn has_two(text: &str) -> bool {
    text.split_once('(').is_some_and(|(before, after)| {
        let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        digits(before) && (digits(after) || after.strip_suffix(')').and_then(missing).is_some())
    })
}

/// `00:00:30`, `36:15`.
fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(':').collect();
    (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

fn exponent(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'e' | 'E')) && text.parse::<f64>().is_ok()
}
