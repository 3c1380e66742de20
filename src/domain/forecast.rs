//! What is expected of a later period: how confident that is, and where it leads from today's result.

use std::sync::OnceLock;

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

/// Words around a confidence that add nothing to it.
const AROUND: [&str; 8] = ["forecast", "forecasted", "year", "end", "rated", "rating", "currently", "we"];

#[derive(Default, Deserialize)]
struct File {
    reading: Vec<Reading>,
}

#[derive(Deserialize)]
struct Reading {
    confidence: Confidence,
    phrases: Vec<String>,
}

impl Confidence {
    /// From the words of an officer or of a file, listed in `assets/confidence.toml`: "on course", "Off track –
    /// two posts vacant", "amber forecast".
    ///
    /// # Errors
    /// Words that say none of them: a sentence without its stop.
    pub fn read(text: &str) -> Result<Self, String> {
        static READINGS: OnceLock<Vec<Reading>> = OnceLock::new();
        // A file that did not parse would read nothing; a test reads every phrase.
        let readings = READINGS.get_or_init(|| {
            toml::from_str::<File>(include_str!("../../assets/confidence.toml")).unwrap_or_default().reading
        });
        let before = text.trim().split([':', ';', ',', '.', '(', '–', '—']).next().unwrap_or_default();
        let before = before.split(" - ").next().unwrap_or_default().replace('_', " ");
        let all = super::absence::words(&before);
        let core: Vec<&str> = all.split(' ').filter(|word| !AROUND.contains(word)).collect();
        let core = core.join(" ");
        let found = readings
            .iter()
            .find(|reading| reading.phrases.contains(&all))
            .or_else(|| readings.iter().find(|reading| reading.phrases.contains(&core)));
        found.map(|reading| reading.confidence).ok_or_else(|| {
            format!("“{}” is no confidence: write on course, at risk or will miss", super::shown(text.trim()))
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_says_its_confidence_however_it_is_written() {
        let file: File = toml::from_str(include_str!("../../assets/confidence.toml")).unwrap();
        for reading in &file.reading {
            for phrase in &reading.phrases {
                for text in [
                    phrase.clone(),
                    phrase.to_uppercase(),
                    format!(" {phrase} – two posts are vacant"),
                    format!("{phrase} (see the action plan)"),
                    phrase.replace(' ', "_"),
                ] {
                    assert_eq!(Confidence::read(&text), Ok(reading.confidence), "{text}");
                }
            }
        }
        for (text, confidence) in [
            ("Amber forecast", Confidence::AtRisk),
            ("Forecast to be met", Confidence::OnCourse),
            ("Year end red", Confidence::WillMiss),
        ] {
            assert_eq!(Confidence::read(text), Ok(confidence), "{text}");
        }
        for text in ["", "maybe", "high", "not on", "on", "on course at risk", "75%", "track on"] {
            assert!(Confidence::read(text).is_err(), "{text}");
        }
    }
}
