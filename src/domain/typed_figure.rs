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
    /// Another unit, by the name that an average in it has: `45 secs`, `432.1 kg`, `97.4 FTE`, `4.2/5`.
    Named(&'static str),
    /// `5 people`, `12 cases`.
    Things,
    /// `5 per 1,000`; so many.
    Rate(u32),
}

/// What a figure is to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InUnit<'a> {
    pub unit: Unit,
    /// Of an average: "hours"; may be empty.
    pub name: &'a str,
}

impl From<Unit> for InUnit<'static> {
    fn from(unit: Unit) -> Self {
        Self { unit, name: "" }
    }
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
    ("months", Written::Named("months")),
    ("month", Written::Named("months")),
    ("years", Written::Named("years")),
    ("year", Written::Named("years")),
    ("hours", Written::Named("hours")),
    ("hour", Written::Named("hours")),
    ("hrs", Written::Named("hours")),
    ("hr", Written::Named("hours")),
    ("minutes", Written::Named("minutes")),
    ("minute", Written::Named("minutes")),
    ("mins", Written::Named("minutes")),
    ("min", Written::Named("minutes")),
    ("seconds", Written::Named("seconds")),
    ("second", Written::Named("seconds")),
    ("secs", Written::Named("seconds")),
    ("sec", Written::Named("seconds")),
    ("percentage points", Written::Named("percentage points")),
    ("% points", Written::Named("percentage points")),
    ("ppts", Written::Named("percentage points")),
    ("ppt", Written::Named("percentage points")),
    ("pp", Written::Named("percentage points")),
    ("points", Written::Named("points")),
    ("kilograms", Written::Named("kg")),
    ("kgs", Written::Named("kg")),
    ("kg", Written::Named("kg")),
    ("tonnes", Written::Named("tonnes")),
    ("tonne", Written::Named("tonnes")),
    ("ftes", Written::Named("FTE")),
    ("fte", Written::Named("FTE")),
    ("wte", Written::Named("WTE")),
    ("miles", Written::Named("miles")),
    ("km", Written::Named("km")),
    ("kwh", Written::Named("kWh")),
    ("mwh", Written::Named("MWh")),
    ("litres", Written::Named("litres")),
    ("out of 3", Written::Named("out of 3")),
    ("out of 4", Written::Named("out of 4")),
    ("out of 5", Written::Named("out of 5")),
    ("out of 7", Written::Named("out of 7")),
    ("out of 10", Written::Named("out of 10")),
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
    fn said(self) -> String {
        match self {
            Self::Percent => "a percentage".to_owned(),
            Self::Pounds => "money".to_owned(),
            Self::Days => "in days".to_owned(),
            Self::Weeks => "in weeks".to_owned(),
            Self::Named(name) => in_named(name),
            Self::Things => "a count".to_owned(),
            Self::Rate(_) => "a rate".to_owned(),
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
            Self::Named(name) => format!("{figure} {name}"),
            Self::Things | Self::Rate(_) => figure,
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
            Self::Named(_) | Self::Things => unit == Unit::Number,
            Self::Rate(_) => unit == Unit::Rate,
        }
    }

    /// Whether a figure written so may be one in this unit: no minutes among hours.
    pub fn is_in(self, wanted: InUnit<'_>) -> bool {
        let other = |name: &str| match without_words(&format!("1 {}", wanted.name)).1 {
            Some(Self::Named(known)) => known != name,
            _ => false,
        };
        self.suits(wanted.unit) && !matches!(self, Self::Named(name) if other(name))
    }
}

/// "in minutes", "out of 5".
fn in_named(name: &str) -> String {
    if name.starts_with("out of") { name.to_owned() } else { format!("in {name}") }
}

/// A score of so many: `4.2/5` is 4.2 out of 5. No count has a part after the point.
pub fn score(numerator: f64, denominator: f64) -> Option<Written> {
    let is_score = numerator.fract() != 0.0 && numerator > 0.0 && numerator < denominator;
    let name = format!("out of {denominator}");
    let found = WORDS.iter().find(|(word, _)| is_score && *word == name);
    found.map(|(_, written)| *written)
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
pub fn contradiction<'a>(
    text: &str,
    written: Option<Written>,
    wanted: impl Into<InUnit<'a>>,
) -> Option<String> {
    let wanted = wanted.into();
    let written = written.filter(|written| !written.is_in(wanted))?;
    let own = match wanted.name {
        name if wanted.unit == Unit::Number && !name.is_empty() => in_named(name),
        _ => unit_said(wanted.unit).to_owned(),
    };
    Some(format!(
        "“{}” is {}, and this figure is {own}: write the figure alone",
        super::shown(text),
        written.said(),
    ))
}

/// Why a numerator or denominator may not be written so: it may be of anything that is counted, in
/// money or in days, but is no share itself.
pub fn contradiction_of_part(text: &str, written: Option<Written>) -> Option<String> {
    contradiction(text, written.filter(|it| matches!(it, Written::Percent | Written::Rate(_))), Unit::Number)
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

/// The unit that words alone name, as they would behind a figure: `secs`, `FTE`, `out of 5`.
pub fn unit_named(text: &str) -> Option<Written> {
    let after = format!("1 {}", text.trim());
    let (figure, written) = parted(&after);
    written.filter(|_| figure.trim() == "1")
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
        let per: String = lower[at + 5..].chars().filter(char::is_ascii_digit).collect();
        return (figure, Some(Written::Rate(per.parse().unwrap_or_default())));
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
pub fn read_figure<'a>(text: &str, unit: impl Into<InUnit<'a>>) -> Result<Option<f64>, String> {
    let wanted = unit.into();
    let (text, unit) = (text.trim(), wanted.unit);
    if text.is_empty() {
        return Ok(None);
    }
    let (value, written) = read_written(text).map_err(|error| error.to_string())?;
    if let Some(why) = contradiction(text, written, wanted) {
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
            ("45 secs", Unit::Number, 45.0),
            ("2.5 hrs", Unit::Number, 2.5),
            ("432.1kg", Unit::Number, 432.1),
            ("97.4 FTE", Unit::Number, 97.4),
            ("3.1pp", Unit::Number, 3.1),
            ("4.2 out of 5", Unit::Number, 4.2),
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
            ("3 months", Unit::Percent, "is in months"),
            ("3 months", Unit::Days, "is in months, and this figure is in days"),
            ("97.4 FTE", Unit::Money, "is in FTE, and this figure is in pounds"),
            ("4.2 out of 5", Unit::Percent, "is out of 5, and this figure is a percentage"),
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
    fn a_figure_in_another_unit_than_its_average_is_refused() {
        let hours = InUnit { unit: Unit::Number, name: "hours" };
        assert_eq!(read_figure("2.5 hrs", hours), Ok(Some(2.5)));
        assert_eq!(read_figure("2.5", hours), Ok(Some(2.5)));
        let why = read_figure("45 mins", hours).unwrap_err();
        assert!(why.contains("“45 mins” is in minutes, and this figure is in hours"), "{why}");
        // A name of its own says nothing of units that are known.
        assert_eq!(read_figure("45 mins", InUnit { unit: Unit::Number, name: "score" }), Ok(Some(45.0)));
        assert_eq!(score(4.2, 5.0), Some(Written::Named("out of 5")));
        assert_eq!((score(4.0, 5.0), score(5.5, 5.0), score(4.2, 709.0)), (None, None, None));
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
