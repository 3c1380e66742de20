//! What is expected of a later period: how confident that is, and where it leads from today's result.

use serde::{Deserialize, Serialize};

use super::comparison::direction;
use super::{Basis, Direction, Measure, Period, PeriodKind, Polarity, Reportable};

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

/// "8 of 9 on track now, 7 of 10 expected by year end; 2 have no forecast". None where none is forecast.
///
/// `year_end` counts the indicators that have a forecast, by the rating of that; `now` all of them.
pub fn now_and_year_end(now: &Reportable, year_end: &Reportable) -> Option<String> {
    let of = |counted: &Reportable| format!("{} of {}", counted.on_track, counted.reportable);
    if year_end.reportable == 0 {
        return None;
    }
    let mut said = match now.reportable {
        0 => "None reportable now".to_owned(),
        _ => format!("{} on track now", of(now)),
    };
    said.push_str(&format!(", {} expected by year end", of(year_end)));
    match now.total().saturating_sub(year_end.reportable) {
        0 => {}
        1 => said.push_str("; 1 has no forecast"),
        more => said.push_str(&format!("; {more} have no forecast")),
    }
    Some(said)
}
