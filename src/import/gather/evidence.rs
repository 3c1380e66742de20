//! What unit an indicator is in, by its words and by its figures.

use crate::domain::{Polarity, Unit};
use crate::import::words::words;
use crate::workbook::Indicator;

/// What the figures of an indicator tell of its unit.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    pub percents: u32,
    pub pounds: u32,
    pub decimals: u8,
    /// A file said the unit itself.
    pub unit_said: bool,
    /// Numerator, denominator and result where all three are given.
    samples: Vec<(f64, f64, f64)>,
}

/// As many as are worth comparing.
const SAMPLES: usize = 12;

impl Evidence {
    /// Notes a result.
    pub fn note(&mut self, numerator: Option<f64>, denominator: Option<f64>, stated: Option<f64>) {
        if let (Some(numerator), Some(denominator), Some(stated)) = (numerator, denominator, stated)
            && self.samples.len() < SAMPLES
            && denominator > 0.0
            && numerator > 0.0
            && stated > 0.0
        {
            self.samples.push((numerator, denominator, stated));
        }
    }

    /// Sets unit, scale and decimals of an indicator that is new.
    pub fn decide(&self, indicator: &mut Indicator) {
        let all = words(&indicator.description);
        let says = |wanted: &[&str]| {
            all.windows(wanted.len()).any(|part| part.iter().zip(wanted).all(|(a, b)| a == b))
        };
        let scale = self.scale();
        if !self.unit_said {
            let rate = [
                (&["per", "100", "000"][..], 100_000.0),
                (&["per", "10", "000"], 10_000.0),
                (&["per", "1", "000"], 1_000.0),
                (&["per", "1000"], 1_000.0),
                (&["per", "100000"], 100_000.0),
            ]
            .into_iter()
            .find(|(words, _)| says(words));
            let share = says(&["percentage"])
                || says(&["proportion"])
                || says(&["%"])
                || says(&["percent"])
                || says(&["per", "cent"]);
            let (unit, by_words) = if self.percents > 0 {
                (Unit::Percent, 100.0)
            } else if let Some((_, scale)) = rate {
                (Unit::Rate, scale)
            } else if scale == Some(100.0) || (share && scale.is_none()) {
                (Unit::Percent, 100.0)
            } else if matches!(scale, Some(1_000.0 | 10_000.0 | 100_000.0)) {
                (Unit::Rate, scale.unwrap_or(1.0))
            } else if self.pounds > 0 || says(&["£"]) || says(&["cost"]) || says(&["spend"]) {
                (Unit::Money, 1.0)
            } else if says(&["days"]) {
                (Unit::Days, 1.0)
            } else if says(&["weeks"]) {
                (Unit::Weeks, 1.0)
            } else {
                (Unit::Number, 1.0)
            };
            indicator.unit = unit;
            indicator.scale = if scale_is_allowed(scale.unwrap_or(by_words)) {
                scale.unwrap_or(by_words)
            } else {
                by_words
            };
        } else if let Some(scale) = scale {
            indicator.scale = scale;
        }
        indicator.decimals = u32::from(self.decimals.min(3));
    }

    /// The scale by which most results are what their numerator and denominator make.
    fn scale(&self) -> Option<f64> {
        let near = |scale: f64| {
            let fits = self.samples.iter().filter(|(numerator, denominator, stated)| {
                // Published counts are rounded to 5, so a result may be some way off.
                (scale * numerator / denominator / stated).ln().abs() < 0.25
            });
            fits.count()
        };
        let (count, scale) = [100.0, 1.0, 1_000.0, 10_000.0, 100_000.0]
            .map(|scale| (near(scale), scale))
            .into_iter()
            .rev()
            .max_by_key(|(count, _)| *count)?;
        (count > 0 && count * 2 > self.samples.len()).then_some(scale)
    }
}

fn scale_is_allowed(scale: f64) -> bool {
    [1.0, 100.0, 1_000.0, 10_000.0, 100_000.0].contains(&scale)
}

/// Which way is better, as a table says it: `High`, `Up`, `Lower is better`, `desc`.
///
/// # Errors
/// What to write instead.
pub fn polarity(text: &str) -> Result<Polarity, String> {
    let all = words(text);
    let has = |wanted: &[&str]| all.iter().any(|word| wanted.contains(&word.as_str()));
    let up = has(&[
        "high",
        "higher",
        "highest",
        "up",
        "bigger",
        "more",
        "increase",
        "increasing",
        "ascending",
        "asc",
        "max",
        "maximise",
        "above",
        "positive",
        "↑",
    ]);
    let down = has(&[
        "low",
        "lower",
        "lowest",
        "down",
        "smaller",
        "less",
        "fewer",
        "decrease",
        "decreasing",
        "descending",
        "desc",
        "min",
        "minimise",
        "below",
        "negative",
        "reduce",
        "↓",
    ]);
    if let Some((low, high)) = band(text) {
        return Ok(Polarity::Band { low, high });
    }
    match (up, down) {
        (true, false) => Ok(Polarity::Higher),
        (false, true) => Ok(Polarity::Lower),
        _ if text.contains(['↑', '▲']) => Ok(Polarity::Higher),
        _ if text.contains(['↓', '▼']) => Ok(Polarity::Lower),
        _ if has(&[
            "none",
            "neutral",
            "neither",
            "context",
            "contextual",
            "monitor",
            "na",
            "n",
            "maintain",
        ]) || all.is_empty() =>
        {
            Ok(Polarity::None)
        }
        _ => Err("write higher, lower, a band such as 5 to 10, or none".to_owned()),
    }
}

/// `5 to 10`, `between 80 and 90`.
fn band(text: &str) -> Option<(f64, f64)> {
    let lower = text.to_lowercase();
    let lower = lower.trim().trim_start_matches("between").trim();
    let (low, high) = [" to ", " and ", "-", "–"].iter().find_map(|between| lower.split_once(between))?;
    let read = |text: &str| crate::domain::figures::parse_figure(text).ok();
    let (low, high) = (read(low)?, read(high)?);
    (low < high).then_some((low, high))
}
