//! An organisation's figure beside one that all are compared with.

use crate::domain::Polarity;
use crate::domain::change::{Case, Interval};
use crate::domain::figures::format_plain;

/// Whose or what kind of figure organisations are compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AverageOf {
    /// Published, of the organisation of this name: England, West Midlands.
    Published(String),
    /// Of one council, of this name, that is compared with.
    Organisation(String),
    /// Worked out from the numerators and denominators of so many organisations.
    Pooled { of: u32 },
    /// The middle of so many organisations, of which not all have numerators and denominators.
    Median { of: u32 },
}

impl AverageOf {
    /// Whether it is as somebody published it, and not worked out here.
    pub fn is_published(&self) -> bool {
        matches!(self, Self::Published(_) | Self::Organisation(_))
    }

    /// For programs and narrow columns: `England`, `pooled of 14`, `median of 14`.
    pub fn title(&self) -> String {
        match self {
            Self::Published(name) | Self::Organisation(name) => name.trim().to_owned(),
            Self::Pooled { of } => format!("pooled of {of}"),
            Self::Median { of } => format!("median of {of}"),
        }
    }

    /// In a sentence, after "the", with the figure it is: `England average of 65.0%`, `median of 7.2 among 14`.
    pub fn with_figure(&self, figure: &str) -> String {
        match self {
            Self::Published(name) => format!("{} average of {figure}", name.trim()),
            Self::Organisation(name) => format!("{} figure of {figure}", name.trim()),
            Self::Pooled { of } => format!("pooled value of {figure} among {of}"),
            Self::Median { of } => format!("median of {figure} among {of}"),
        }
    }
}

/// Where a value lies beside another, as both are written: a reader who sees 7.2 beside 7.2 is told
/// that they are the same, whatever decimals are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Position {
    Above,
    Same,
    Below,
}

impl Position {
    /// Of a value beside a figure, both with so many decimals.
    pub fn of(value: f64, figure: f64, decimals: u32) -> Self {
        // Only figures that may be written alike are written to see: there may be tens of thousands.
        let unit = 10_f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX));
        let near = (value - figure).abs() <= unit;
        if near && format_plain(value, decimals) == format_plain(figure, decimals) {
            Self::Same
        } else if value > figure {
            Self::Above
        } else {
            Self::Below
        }
    }
}

/// How an organisation's figure compares with the average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgainstAverage {
    /// Its 95% interval lies on the better side.
    Better,
    /// The average lies inside its 95% interval: chance may explain the difference.
    Similar,
    /// Its 95% interval lies on the worse side.
    Worse,
    Above,
    Same,
    Below,
}

impl AgainstAverage {
    /// For programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Similar => "similar",
            Self::Worse => "worse",
            Self::Above => "above",
            Self::Same => "same",
            Self::Below => "below",
        }
    }
}

/// A comparison with the average, and the interval it was made with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    pub against: AgainstAverage,
    /// 95% interval of the value, in the unit; none where the counts are not given.
    pub interval: Option<Interval>,
}

/// Compares a figure with the average: better, similar or worse by whether the average lies inside
/// the 95% interval of what was counted (Public Health England, Technical guide: confidence
/// intervals, comparing with a benchmark, 2018), and above, the same or below where the counts are
/// not given. Where no way is better, really higher is above and really lower below.
pub fn compare(case: &Case<'_>, average: f64) -> Compared {
    let value = case.now.value;
    let Ok(estimate) = case.estimate() else {
        let against = match Position::of(value, average, case.spec.decimals) {
            Position::Above => AgainstAverage::Above,
            Position::Same => AgainstAverage::Same,
            Position::Below => AgainstAverage::Below,
        };
        return Compared { against, interval: None };
    };
    let gain = case.polarity.goodness(value) - case.polarity.goodness(average);
    let against = match case.polarity {
        _ if estimate.interval.contains(average) => AgainstAverage::Similar,
        Polarity::None if value > average => AgainstAverage::Above,
        Polarity::None => AgainstAverage::Below,
        _ if gain > 0.0 => AgainstAverage::Better,
        _ if gain < 0.0 => AgainstAverage::Worse,
        // Both inside the band that is aimed for.
        _ => AgainstAverage::Similar,
    };
    Compared { against, interval: Some(estimate.interval) }
}
