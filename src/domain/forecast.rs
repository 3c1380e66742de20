//! What is expected of a later period: how confident that is, and where it leads from today's result.

use serde::{Deserialize, Serialize};

use super::comparison::direction;
use super::{Basis, Direction, Measure, Period, PeriodKind, Polarity};

/// How confident whoever made a forecast is that its target will be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    #[default]
    Unstated,
    OnCourse,
    AtRisk,
    WillMiss,
}

/// Refuses a forecast, made in one period, for a period that is not to come: it has to end later, or
/// to be the year that is under way.
///
/// # Errors
/// A sentence without its stop.
pub fn is_to_come(about: Period, made_in: Period) -> Result<(), String> {
    if about == made_in.whole_year() || about > made_in {
        return Ok(());
    }
    Err(if about == made_in {
        format!(
            "{} is the period of the result itself: a forecast is for a later one, or for the year",
            about.title()
        )
    } else {
        format!(
            "{} is past in {}: a forecast is for a later period, or for the year",
            about.title(),
            made_in.title()
        )
    })
}

/// Where a forecast leads from the result of today: the direction from one to the other.
///
/// Not comparable where the two do not measure the same stretch of time: counts and money that add up,
/// when they run through the year or the forecast is for a period of another length.
pub fn trajectory(
    forecast: Option<f64>,
    now: Option<f64>,
    polarity: Polarity,
    of: (Measure, Basis),
    (about, made_in): (Period, Period),
) -> Direction {
    let (measure, basis) = of;
    let alike = match basis {
        _ if !measure.adds_up() || about == made_in => true,
        Basis::Discrete => about.kind() == made_in.kind(),
        // The period that ends a year holds all of it.
        Basis::Cumulative => about.kind() == PeriodKind::Year && made_in.ends_year(),
        _ => true,
    };
    direction(forecast, now, polarity, alike)
}

/// The word for a [`trajectory`]; empty where there is nothing to compare.
pub fn trajectory_word(trajectory: Direction) -> &'static str {
    match trajectory {
        Direction::Improving => "improving",
        Direction::Same => "static",
        Direction::Worsening => "declining",
        Direction::Increasing => "rising",
        Direction::Decreasing => "falling",
        Direction::NotComparable => "not comparable",
        Direction::None => "",
    }
}
