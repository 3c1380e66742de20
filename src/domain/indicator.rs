//! What is measured: units, polarity, basis and the result of one period.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::figures::{format_plain, parse_figure};
use super::{SAME, same};

/// What a value is written in. What kind of figure it is says [`Measure`](super::Measure).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share of the denominator, 0–100.
    #[default]
    Percent,
    /// A plain number: a count, a score, a ratio.
    Number,
    /// Events per `scale` of population.
    Rate,
    Days,
    Weeks,
    /// Pounds.
    Money,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Polarity {
    #[default]
    Higher,
    Lower,
    /// Aim to be inside `low..=high`; both ends count as met.
    Band {
        low: f64,
        high: f64,
    },
    /// No judgement is made.
    None,
}

/// What a result covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// This period alone.
    #[default]
    Discrete,
    /// Year to date.
    Cumulative,
    Rolling12,
    /// As at the end of the period.
    Snapshot,
    /// A named earlier window.
    Lagged,
    /// An estimate of the year end.
    Projection,
}

/// Which earlier result the direction of travel is judged against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    #[default]
    PreviousPeriod,
    SamePeriodLastYear,
    LastOutturn,
}

/// How often a result is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    Monthly,
    #[default]
    Quarterly,
    Annual,
}

impl From<super::PeriodKind> for Frequency {
    fn from(kind: super::PeriodKind) -> Self {
        match kind {
            super::PeriodKind::Month => Self::Monthly,
            super::PeriodKind::Quarter => Self::Quarterly,
            super::PeriodKind::Year => Self::Annual,
        }
    }
}

/// How firm a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ResultStatus {
    Provisional,
    #[default]
    Final,
    Estimate,
}

/// The first and last day a result covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// The figures of one result, as given. `stated` is the printed, rounded
/// value and is kept beside the computed one.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Measurement {
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    pub stated: Option<f64>,
}

/// Gives a plain enum its list, titles and codes from one table.
macro_rules! named {
    ($type:ident { $($variant:ident => $code:literal, $title:literal;)+ }) => {
        impl $type {
            /// Every one, in the order forms offer them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// For people.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }

            /// As stored and typed, in snake_case.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// From a code or a title, in any case; spaces and hyphens count as underscores.
            pub fn parse(text: &str) -> Option<Self> {
                let plain = |text: &str| {
                    text.trim().to_ascii_lowercase().replace(['-', ' '], "_")
                };
                let text = plain(text);
                Self::ALL.iter().copied().find(|x| x.code() == text || plain(x.title()) == text)
            }
        }
    };
}

pub(crate) use named;

named!(Unit {
    Percent => "percent", "percent";
    Number => "number", "number";
    Rate => "rate", "rate";
    Days => "days", "days";
    Weeks => "weeks", "weeks";
    Money => "money", "pounds";
});

named!(Basis {
    Discrete => "discrete", "this period alone";
    Cumulative => "cumulative", "year to date";
    Rolling12 => "rolling12", "rolling 12 months";
    Snapshot => "snapshot", "as at the end of the period";
    Lagged => "lagged", "an earlier window";
    Projection => "projection", "year-end projection";
});

named!(Comparator {
    PreviousPeriod => "previous_period", "previous period";
    SamePeriodLastYear => "same_period_last_year", "same period last year";
    LastOutturn => "last_outturn", "last year's outturn";
});

named!(Frequency {
    Monthly => "monthly", "monthly";
    Quarterly => "quarterly", "quarterly";
    Annual => "annual", "annual";
});

named!(ResultStatus {
    Provisional => "provisional", "provisional";
    Final => "final", "final";
    Estimate => "estimate", "estimate";
});

impl Polarity {
    /// For people: "higher is better", "lower is better", "aim for 10–20", "no judgement".
    pub fn title(self) -> String {
        match self {
            Self::Higher => "higher is better".to_owned(),
            Self::Lower => "lower is better".to_owned(),
            Self::Band { low, high } => {
                format!("aim for {}–{}", format_plain(low, 6), format_plain(high, 6))
            }
            Self::None => "no judgement".to_owned(),
        }
    }

    /// As typed in forms and on the command line: `higher`, `lower`, `10..20`, `none`.
    pub fn code(self) -> String {
        match self {
            Self::Higher => "higher".to_owned(),
            Self::Lower => "lower".to_owned(),
            Self::Band { low, high } => format!("{low}..{high}"),
            Self::None => "none".to_owned(),
        }
    }

    /// From a code or a title. A band is `10..20`, `10–20` or `10 to 20`, low
    /// end first.
    ///
    /// # Errors
    /// A sentence that says what may be written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plain = text.trim().to_ascii_lowercase();
        match plain.as_str() {
            "higher" | "higher is better" => return Ok(Self::Higher),
            "lower" | "lower is better" => return Ok(Self::Lower),
            "none" | "no judgement" => return Ok(Self::None),
            _ => {}
        }
        let ends = plain.strip_prefix("aim for ").unwrap_or(&plain);
        let ends = ["..", " to ", "–"].iter().find_map(|part| ends.split_once(part));
        let read = |end: &str| parse_figure(end).ok();
        let banded = ends.is_some();
        match ends.and_then(|(low, high)| Some((read(low)?, read(high)?))) {
            Some((low, high)) if low <= high => Ok(Self::Band { low, high }),
            Some(_) => Err("the low end of a band comes first, as in 10..20".to_owned()),
            None if banded => Err("a band needs a figure at both ends, as in 10..20".to_owned()),
            None => Err("write higher, lower, none or a band such as 10..20".to_owned()),
        }
    }

    /// Whether a value meets its target; on the target counts as met (house
    /// rule, common to the schemes). A band is its own target. None when
    /// there is no polarity or a figure is not a number.
    pub fn met(self, value: f64, target: f64) -> Option<bool> {
        if value.is_nan() {
            return None;
        }
        let at_least = |a: f64, b: f64| a >= b || same(a, b);
        match self {
            Self::Band { low, high } => Some(at_least(value, low) && at_least(high, value)),
            _ if target.is_nan() => None,
            Self::Higher => Some(at_least(value, target)),
            Self::Lower => Some(at_least(target, value)),
            Self::None => None,
        }
    }

    /// Rises as the value gets better: the value itself, its negative, or
    /// minus its distance from the band. Without polarity, the value.
    pub fn goodness(self, value: f64) -> f64 {
        match self {
            Self::Higher | Self::None => value,
            Self::Lower => -value,
            Self::Band { low, high } => {
                let outside = (low - value).max(value - high);
                // A hair's breadth outside is inside, as for `met`.
                if outside <= SAME * value.abs() { 0.0 } else { -outside }
            }
        }
    }
}

impl Measurement {
    /// scale × numerator ÷ denominator when both are given and the
    /// denominator is not 0, else the stated value; unrounded, and none
    /// rather than something that is not a finite number. `scale` is 1, 100,
    /// 1,000 or 100,000 (ASCOF: outcomes as a percentage or per 100,000).
    pub fn value(self, scale: f64) -> Option<f64> {
        let computed = match (self.numerator, self.denominator) {
            (Some(n), Some(d)) if d != 0.0 => Some(scale * n / d),
            _ => None,
        };
        computed.filter(|v| v.is_finite()).or(self.stated.filter(|v| v.is_finite()))
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Span {
    /// Length in months: exact for whole months, else rounded to the nearest
    /// (a month being 365.25 ÷ 12 days). 0 when it ends before it starts.
    pub fn months(self) -> u32 {
        if self.to < self.from {
            return 0;
        }
        if self.is_whole_months() {
            let index = |d: NaiveDate| i64::from(d.year()) * 12 + i64::from(d.month0());
            return u32::try_from(index(self.to) - index(self.from) + 1).unwrap_or(u32::MAX);
        }
        let days = (self.to - self.from).num_days() + 1;
        (days as f64 / (365.25 / 12.0)).round() as u32
    }

    /// `Jun 2015`, `Apr–Jun 2015`, `Oct 2014 – Mar 2015`; with days where it
    /// is not whole months: `6 Jul 2015 – 2 Aug 2015`.
    pub fn title(self) -> String {
        if !self.is_whole_months() || self.to < self.from {
            let day = super::dates::short_date;
            return format!("{} – {}", day(self.from), day(self.to));
        }
        let month = |d: NaiveDate| MONTHS[d.month0() as usize % 12];
        let (from, to) = (self.from, self.to);
        if from.year() != to.year() {
            format!("{} {} – {} {}", month(from), from.year(), month(to), to.year())
        } else if from.month() != to.month() {
            format!("{}–{} {}", month(from), month(to), to.year())
        } else {
            format!("{} {}", month(from), from.year())
        }
    }

    /// Whether it starts on the first and ends on the last day of a month.
    fn is_whole_months(self) -> bool {
        self.from.day() == 1 && self.to.succ_opt().is_none_or(|next| next.day() == 1)
    }
}

/// Three-letter name of a month of the calendar, 1–12.
pub(crate) fn month_name(month: u32) -> &'static str {
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}
