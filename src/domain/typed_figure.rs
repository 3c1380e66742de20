//! What a typed figure says of itself: the unit it is written in, and how far it is from the last.
//!
//! Cells, forms, the command line and returned forms all read here.

use super::figures::{FigureError, format_value, parse_figure};
use super::indicator::Unit;

/// The unit a figure is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Written {
    /// `85%`, `85 per cent`.
    Percent,
    /// `£85`.
    Pounds,
    Days,
    Weeks,
    /// Another measure of time.
    Time,
    /// `5 people`, `12 cases`.
    Things,
    /// `5 per 1,000`.
    Rate,
}

/// Words after a figure, the longest first where one ends another.
const WORDS: &[(&str, Written)] = &[
    ("per cent", Written::Percent),
    ("percent", Written::Percent),
    ("pounds", Written::Pounds),
    ("working days", Written::Days),
    ("days", Written::Days),
    ("day", Written::Days),
    ("weeks", Written::Weeks),
    ("week", Written::Weeks),
    ("months", Written::Time),
    ("month", Written::Time),
    ("years", Written::Time),
    ("year", Written::Time),
    ("hours", Written::Time),
    ("hour", Written::Time),
    ("minutes", Written::Time),
    ("people", Written::Things),
    ("persons", Written::Things),
    ("clients", Written::Things),
    ("cases", Written::Things),
    ("case", Written::Things),
    ("homes", Written::Things),
    ("households", Written::Things),
];

/// Figures this many times the last, or less than its so manieth part, are asked about: a digit
/// too many or too few is ten times, give or take the digit.
const TIMES: f64 = 9.5;

impl Written {
    /// As the middle of a sentence: "“85%” is a percentage".
    fn said(self) -> &'static str {
        match self {
            Self::Percent => "a percentage",
            Self::Pounds => "money",
            Self::Days => "in days",
            Self::Weeks => "in weeks",
            Self::Time => "a time",
            Self::Things => "a count",
            Self::Rate => "a rate",
        }
    }

    /// A figure as it would be written so, for messages.
    pub fn shown(self, value: f64) -> String {
        let figure = format_value(value, Unit::Number, super::figures::decimals_of(value).min(6));
        match self {
            Self::Percent => format!("{figure}%"),
            Self::Pounds => match figure.strip_prefix('-') {
                Some(less) => format!("-£{less}"),
                None => format!("£{figure}"),
            },
            Self::Days => format!("{figure} days"),
            Self::Weeks => format!("{figure} weeks"),
            Self::Time | Self::Things | Self::Rate => figure,
        }
    }

    /// Whether a figure of a unit may be written so.
    pub fn suits(self, unit: Unit) -> bool {
        match self {
            Self::Percent => unit == Unit::Percent,
            Self::Pounds => unit == Unit::Money,
            Self::Days => unit == Unit::Days,
            Self::Weeks => unit == Unit::Weeks,
            // An average may be in months, hours or years.
            Self::Time | Self::Things => unit == Unit::Number,
            Self::Rate => unit == Unit::Rate,
        }
    }
}

/// What a figure of a unit is, as the end of a sentence.
fn unit_said(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "a percentage",
        Unit::Number => "a plain number",
        Unit::Rate => "a rate",
        Unit::Days => "in days",
        Unit::Weeks => "in weeks",
        Unit::Money => "in pounds",
    }
}

/// Why a figure written so is none of a unit; none where it may be.
pub fn contradiction(text: &str, written: Option<Written>, unit: Unit) -> Option<String> {
    let written = written.filter(|written| !written.suits(unit))?;
    Some(format!(
        "“{}” is {}, and this figure is {}: write the figure alone",
        super::shown(text),
        written.said(),
        unit_said(unit)
    ))
}

/// Why a numerator or denominator may not be written so: it may be of anything that is counted, in
/// money or in days, but is no share itself.
pub fn contradiction_of_part(text: &str, written: Option<Written>) -> Option<String> {
    contradiction(text, written.filter(|it| matches!(it, Written::Percent | Written::Rate)), Unit::Number)
}

/// Reads a figure with the unit it is written in, if any.
///
/// # Errors
/// As [`parse_figure`].
pub fn read_written(text: &str) -> Result<(f64, Option<Written>), FigureError> {
    let (figure, written) = parted(text);
    Ok((parse_figure(figure)?, written))
}

/// The figure, and the unit that the words behind it or its own signs say.
pub fn parted(text: &str) -> (&str, Option<Written>) {
    let (figure, words) = without_words(text);
    let written = match figure {
        percent if percent.contains('%') => Some(Written::Percent),
        pounds if words.is_none() && pounds.contains('£') => Some(Written::Pounds),
        _ => words,
    };
    (figure, written)
}

/// The figure and the unit in words behind it.
fn without_words(text: &str) -> (&str, Option<Written>) {
    let text = text.trim();
    // Letters alone are no unit of anything; `1.2m` is a figure.
    let digits = |text: &str| {
        text.trim_end_matches(['k', 'K', 'm', 'M', 'b', 'B', 'n', 'N'])
            .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '%'))
    };
    let before = |at: usize| text.get(..at).map(str::trim_end).filter(|before| digits(before));
    let lower = text.to_ascii_lowercase();
    if let Some(at) = lower.find(" per ")
        && lower[at + 5..].starts_with(|c: char| c.is_ascii_digit())
        && let Some(figure) = before(at)
    {
        return (figure, Some(Written::Rate));
    }
    WORDS
        .iter()
        .filter(|(word, _)| lower.ends_with(word))
        .find_map(|(word, written)| Some((before(text.len() - word.len())?, Some(*written))))
        .unwrap_or((text, None))
}

/// Reads a figure of a unit as typed; none where nothing is.
///
/// # Errors
/// As [`parse_figure`]; for a figure written in another unit (`85%` of money, `£3` of a percentage,
/// `5 days` of a count); for a shortened figure where the unit has none.
pub fn read_figure(text: &str, unit: Unit) -> Result<Option<f64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (value, written) = read_written(text).map_err(|error| error.to_string())?;
    if let Some(why) = contradiction(text, written, unit) {
        return Err(format!("{why}."));
    }
    if !matches!(unit, Unit::Money | Unit::Number) && text.ends_with(['k', 'K', 'm', 'M', 'n', 'N']) {
        return Err(format!("“{}” has a k or an m: write the figure in full.", super::shown(text)));
    }
    Ok(Some(value))
}

/// The unit a numerator is written in: of an amount per head, money too.
pub fn numerator_unit(unit: Unit, text: &str) -> Unit {
    if unit == Unit::Money && text.contains('£') { Unit::Money } else { Unit::Number }
}

/// Whether a figure is about ten times another or more, or a tenth of it or less. Nothing is no
/// times anything.
pub fn is_jump(new: f64, last: f64) -> bool {
    let times = (new / last).abs();
    times.is_finite() && times > 0.0 && !(1.0 / TIMES..TIMES).contains(&times)
}

/// "£75 where it was £1.31m", where a figure is that far from the last one.
pub fn jump(new: Option<f64>, last: Option<f64>, unit: Unit) -> Option<String> {
    let (new, last) = (new?, last?);
    is_jump(new, last).then(|| format!("{} where it was {}", briefly(new, unit), briefly(last, unit)))
}

/// A figure in a sentence: as it would be typed, large amounts of money in millions.
fn briefly(value: f64, unit: Unit) -> String {
    let decimals = super::figures::decimals_of(value).min(2);
    let (part, letter) = match value.abs() {
        large if unit == Unit::Money && large >= 1e9 => (1e9, "bn"),
        large if unit == Unit::Money && large >= 1e6 => (1e6, "m"),
        _ => return format_value(value, unit, decimals),
    };
    let digits = super::figures::format_plain(value.abs() / part, 2);
    format!("{}£{digits}{letter}", if value < 0.0 { "-" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_contradicts_is_refused_by_name() {
        for (text, unit, value) in [
            ("85%", Unit::Percent, 85.0),
            ("85 per cent", Unit::Percent, 85.0),
            ("85 percent", Unit::Percent, 85.0),
            ("85", Unit::Percent, 85.0),
            ("£85", Unit::Money, 85.0),
            ("£1.3m", Unit::Money, 1_300_000.0),
            ("(£29k)", Unit::Money, -29_000.0),
            ("85 pounds", Unit::Money, 85.0),
            ("5 days", Unit::Days, 5.0),
            ("5.5 Working days", Unit::Days, 5.5),
            ("2 weeks", Unit::Weeks, 2.0),
            ("12 cases", Unit::Number, 12.0),
            ("1.2k", Unit::Number, 1_200.0),
            ("1.2k people", Unit::Number, 1_200.0),
            ("3.5 months", Unit::Number, 3.5),
            ("4.5 per 1,000", Unit::Rate, 4.5),
        ] {
            assert_eq!(read_figure(text, unit), Ok(Some(value)), "{text}");
        }
        for (text, unit, words) in [
            ("85%", Unit::Money, "“85%” is a percentage, and this figure is in pounds"),
            ("85 per cent", Unit::Money, "is a percentage"),
            ("85%", Unit::Number, "is a percentage, and this figure is a plain number"),
            ("85%", Unit::Days, "is a percentage, and this figure is in days"),
            ("85%", Unit::Rate, "is a percentage"),
            ("£3", Unit::Percent, "“£3” is money, and this figure is a percentage"),
            ("£3k", Unit::Number, "is money"),
            ("(£3)", Unit::Days, "is money"),
            ("5 days", Unit::Number, "“5 days” is in days, and this figure is a plain number"),
            ("5 days", Unit::Weeks, "is in days, and this figure is in weeks"),
            ("5 days", Unit::Percent, "is in days"),
            ("2 weeks", Unit::Days, "is in weeks"),
            ("3 months", Unit::Percent, "is a time"),
            ("3 months", Unit::Days, "is a time, and this figure is in days"),
            ("85% people", Unit::Number, "is a percentage"),
            ("12 people", Unit::Percent, "is a count"),
            ("4 per 1,000", Unit::Number, "is a rate"),
            ("930k", Unit::Percent, "has a k or an m"),
            ("days", Unit::Days, "not a figure"),
            ("about 5 days", Unit::Days, "not a figure"),
        ] {
            let error = read_figure(text, unit).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
        }
        assert_eq!(read_figure("  ", Unit::Money), Ok(None));
    }

    #[test]
    fn a_figure_about_ten_times_the_last_is_a_jump() {
        for (new, last, jumps) in [
            (75.0, 1_310_000.0, true),
            (5_950.0, 59.5, true),
            (0.595, 59.5, true),
            (595.0, 59.5, true),
            (1_318.0, 131.0, true),
            (131.0, 1_318.0, true),
            (-595.0, 59.5, true),
            (120.0, 59.5, false),
            (59.5, 59.5, false),
            (9.0, 1.0, false),
            (1.0, 9.0, false),
            (5.0, 0.0, false),
            (0.0, 5.0, false),
        ] {
            assert_eq!(is_jump(new, last), jumps, "{new} after {last}");
        }
        let said = |new, last, unit| jump(Some(new), Some(last), unit).unwrap_or_default();
        assert_eq!(said(75.0, 1_310_000.0, Unit::Money), "£75 where it was £1.31m");
        assert_eq!(said(1.2e10, 1.31e9, Unit::Money), "");
        assert_eq!(said(1.31e10, 1.31e9, Unit::Money), "£13.1bn where it was £1.31bn");
        assert_eq!(said(5950.0, 59.5, Unit::Percent), "5,950% where it was 59.5%");
        assert_eq!(said(3.0, 12_345.0, Unit::Number), "3 where it was 12,345");
        assert_eq!(jump(None, Some(1.0), Unit::Number), None);
    }
}
