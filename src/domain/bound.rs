//! What is said around a figure that is to be reached: `≥80%`, `no more than 12`, `80% or more`, `92-97`.
//!
//! Cells, forms and the command line all read here.

use super::figures::parse_figure;
use super::indicator::Polarity;
use super::typed_figure::{InUnit, parted, read_figure};

/// What a target says of the figures that meet it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    AtLeast,
    AtMost,
    /// Both ends are good; low before high.
    Between {
        low: f64,
        high: f64,
    },
}

/// Before a figure. Where one begins another, the longer is first.
const BEFORE: &[(&str, Bound)] = &[
    ("≥", Bound::AtLeast),
    (">=", Bound::AtLeast),
    ("=>", Bound::AtLeast),
    (">", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("no less than", Bound::AtLeast),
    ("not fewer than", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
    ("not below", Bound::AtLeast),
    ("minimum of", Bound::AtLeast),
    ("minimum", Bound::AtLeast),
    ("min.", Bound::AtLeast),
    ("min", Bound::AtLeast),
    ("more than", Bound::AtLeast),
    ("greater than", Bound::AtLeast),
    ("higher than", Bound::AtLeast),
    ("over", Bound::AtLeast),
    ("above", Bound::AtLeast),
    ("≤", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("=<", Bound::AtMost),
    ("<", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("not more than", Bound::AtMost),
    ("no more than", Bound::AtMost),
    ("not above", Bound::AtMost),
    ("not exceeding", Bound::AtMost),
    ("maximum of", Bound::AtMost),
    ("maximum", Bound::AtMost),
    ("max.", Bound::AtMost),
    ("max", Bound::AtMost),
    ("less than", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("lower than", Bound::AtMost),
    ("under", Bound::AtMost),
    ("below", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("within", Bound::AtMost),
];

/// Behind a figure and its unit.
const BEHIND: &[(&str, Bound)] = &[
    ("+", Bound::AtLeast),
    ("or more", Bound::AtLeast),
    ("or above", Bound::AtLeast),
    ("or over", Bound::AtLeast),
    ("or higher", Bound::AtLeast),
    ("or greater", Bound::AtLeast),
    ("and above", Bound::AtLeast),
    ("and over", Bound::AtLeast),
    ("minimum", Bound::AtLeast),
    ("or less", Bound::AtMost),
    ("or fewer", Bound::AtMost),
    ("or below", Bound::AtMost),
    ("or under", Bound::AtMost),
    ("or lower", Bound::AtMost),
    ("and below", Bound::AtMost),
    ("and under", Bound::AtMost),
    ("maximum", Bound::AtMost),
    ("max", Bound::AtMost),
];

/// Between the two ends of a range.
const BETWEEN: &[&str] = &["..", " to ", " and ", "–", "—", "-"];

impl Bound {
    /// Which way is better where a target is written so.
    pub fn polarity(self) -> Polarity {
        match self {
            Self::AtLeast => Polarity::Higher,
            Self::AtMost => Polarity::Lower,
            Self::Between { low, high } => Polarity::Band { low, high },
        }
    }

    /// Why a target written so is none of an indicator of this polarity; none where it may be. The rest of a
    /// sentence that begins with the target.
    pub fn contradiction(self, polarity: Polarity) -> Option<String> {
        let own = self.polarity();
        if own == polarity {
            return None;
        }
        let says = match self {
            Self::AtLeast => "it says that higher is better",
            Self::AtMost => "it says that lower is better",
            Self::Between { .. } => "it is a band to aim for",
        };
        let (code, title) = (own.code(), polarity.title());
        let figure = if matches!(self, Self::Between { .. }) { "one figure" } else { "the figure alone" };
        Some(match polarity {
            Polarity::None => {
                format!(
                    "{says}, and the indicator has no way that is better: set its polarity to {code}, or write {figure}"
                )
            }
            _ => format!(
                "{says}, and for this indicator {}: write {figure}, or set its polarity to {code}",
                title.to_lowercase()
            ),
        })
    }
}

/// What is said around a figure, and the figure with its unit; of a range its upper end, which is the one that
/// has the unit. None where there is nothing but a figure.
pub fn bounded(text: &str) -> Option<(Bound, &str)> {
    let text = text.trim();
    let is_figure = |text: &str| parse_figure(parted(text).0).is_ok();
    let begins = |word: &str| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    for (word, bound) in BEFORE.iter().filter(|(word, _)| begins(word)) {
        let rest = text[word.len()..].trim_start();
        if is_figure(rest) {
            return Some((*bound, rest));
        }
    }
    for (word, bound) in BEHIND {
        let at = text.len().wrapping_sub(word.len());
        if text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(word)) {
            let rest = text[..at].trim_end();
            if is_figure(rest) {
                return Some((*bound, rest));
            }
        }
    }
    range(text)
}

/// `92-97`, `10..20`, `between 90% and 95%`.
fn range(text: &str) -> Option<(Bound, &str)> {
    let inner = match text.get(..8) {
        Some(begin) if begin.eq_ignore_ascii_case("between ") => text[8..].trim_start(),
        _ => text,
    };
    BETWEEN.iter().find_map(|between| {
        // A sign before the first figure is its own.
        let at = inner.get(1..)?.find(between)? + 1;
        let (low, high) = (inner[..at].trim_end(), inner[at + between.len()..].trim_start());
        let read = |text: &str| parse_figure(parted(text).0).ok();
        let (low, high_value) = (read(low)?, read(high)?);
        // A minus that stands apart from its figure is a range.
        (low < high_value).then_some((Bound::Between { low, high: high_value }, high))
    })
}

/// Reads a target as typed, which may say which way is better where that agrees with the indicator; none where
/// nothing is.
///
/// # Errors
/// As [`read_figure`]; for one that says otherwise than the indicator's polarity, and for a band, which is its
/// own target.
pub fn read_target<'a>(
    text: &str,
    unit: impl Into<InUnit<'a>>,
    polarity: Polarity,
) -> Result<Option<f64>, String> {
    match bounded(text) {
        None => read_figure(text, unit),
        Some((bound, figure)) => match (bound.contradiction(polarity), bound) {
            (Some(why), _) => Err(format!("“{}”: {why}.", super::shown(text.trim()))),
            (None, Bound::Between { .. }) => {
                Err("the band that is aimed for is the target: leave this empty.".to_owned())
            }
            (None, _) => read_figure(figure, unit),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Unit;

    #[test]
    fn what_stands_around_a_figure_says_which_way_is_better() {
        for (text, polarity, figure) in [
            ("≥80%", Polarity::Higher, "80%"),
            (">= 80 %", Polarity::Higher, "80 %"),
            ("> 95%", Polarity::Higher, "95%"),
            ("At least 90", Polarity::Higher, "90"),
            ("no less than £1.2m", Polarity::Higher, "£1.2m"),
            ("min. 60%", Polarity::Higher, "60%"),
            ("80% or more", Polarity::Higher, "80%"),
            ("10+", Polarity::Higher, "10"),
            ("100 and above", Polarity::Higher, "100"),
            ("<18", Polarity::Lower, "18"),
            ("≤ 3.5 days", Polarity::Lower, "3.5 days"),
            ("No more than 1,200", Polarity::Lower, "1,200"),
            ("Below 5%", Polarity::Lower, "5%"),
            ("up to 20 working days", Polarity::Lower, "20 working days"),
            ("max 3 days", Polarity::Lower, "3 days"),
            ("5 or fewer", Polarity::Lower, "5"),
            ("26 weeks or less", Polarity::Lower, "26 weeks"),
            ("92-97", Polarity::Band { low: 92.0, high: 97.0 }, "97"),
            ("92% – 97%", Polarity::Band { low: 92.0, high: 97.0 }, "97%"),
            ("10..20", Polarity::Band { low: 10.0, high: 20.0 }, "20"),
            ("1.5 to 2.5 days", Polarity::Band { low: 1.5, high: 2.5 }, "2.5 days"),
            ("Between 1,000 and 1,200", Polarity::Band { low: 1_000.0, high: 1_200.0 }, "1,200"),
            ("-5 to 5", Polarity::Band { low: -5.0, high: 5.0 }, "5"),
        ] {
            let (bound, rest) = bounded(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((bound.polarity(), rest), (polarity, figure), "{text}");
        }
        for text in [
            "80%",
            "-29",
            "(29)",
            "£1,047",
            "over there",
            "97-92",
            "upper quartile",
            "n/a",
            "min",
            "1-2-3",
            "",
            "≥",
            "+5",
            "12 months to March",
            "more",
            "5 per 1,000",
        ] {
            assert_eq!(bounded(text), None, "{text}");
        }
    }

    #[test]
    fn a_target_that_says_otherwise_than_its_indicator_is_refused() {
        let read = |text, polarity| read_target(text, Unit::Percent, polarity);
        assert_eq!(read("≥80%", Polarity::Higher), Ok(Some(80.0)));
        assert_eq!(read("80", Polarity::Lower), Ok(Some(80.0)));
        assert_eq!(read(" ", Polarity::Lower), Ok(None));
        for (text, polarity, words) in [
            (
                "≥80%",
                Polarity::Lower,
                "it says that higher is better, and for this indicator lower is better",
            ),
            (
                "< 5",
                Polarity::Higher,
                "lower is better, and for this indicator higher is better: write the figure alone",
            ),
            ("< 5", Polarity::None, "set its polarity to lower"),
            ("92-97", Polarity::Higher, "a band to aim for"),
            ("92-97", Polarity::Band { low: 92.0, high: 98.0 }, "set its polarity to 92..97"),
            ("92-97", Polarity::Band { low: 92.0, high: 97.0 }, "leave this empty"),
            ("≥80 days", Polarity::Higher, "is in days"),
            ("eighty", Polarity::Higher, "not a figure"),
        ] {
            let why = read(text, polarity).unwrap_err();
            assert!(why.contains(words), "{text}: {why}");
        }
    }
}
