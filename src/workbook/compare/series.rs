//! One measure over its periods: an organisation beside the middle of its group.

use super::{ComparedMeasure, Comparison};
use crate::domain::compare::Spread;
use crate::workbook::record::Id;

/// A measure in every period of a length in which somebody has a figure, oldest first. Each comparison
/// has that one measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ComparedSeries {
    pub indicator: Id,
    pub periods: Vec<Comparison>,
}

/// What one period has.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesPoint {
    /// For people: `2024/25`.
    pub period: String,
    /// The organisation's value; none where it has none.
    pub value: Option<f64>,
    /// `3rd of 14`; empty without a place.
    pub place: String,
    /// Of the group's values; none where nobody has one.
    pub spread: Option<Spread>,
}

impl ComparedSeries {
    /// The points of an organisation.
    pub fn points(&self, organisation: &str) -> Vec<SeriesPoint> {
        let points = self.periods.iter().map(|comparison| {
            let measure = comparison.measures.first();
            let at = comparison.organisations.iter().position(|one| one.organisation.name == organisation);
            let entry = measure.zip(at).and_then(|(measure, at)| measure.entries.get(at));
            SeriesPoint {
                period: comparison.period.title(),
                value: entry.and_then(|entry| entry.value),
                place: entry.and_then(|entry| entry.place).map(|place| place.title()).unwrap_or_default(),
                spread: measure.and_then(|measure| measure.spread),
            }
        });
        points.collect()
    }

    /// How the organisation and the median of its group moved from the first period with both to the last,
    /// and the periods in which the organisation has no figure.
    pub fn sentence(&self, organisation: &str, measure: &ComparedMeasure) -> String {
        let points = self.points(organisation);
        let both: Vec<(&SeriesPoint, f64, f64)> =
            points.iter().filter_map(|point| Some((point, point.value?, point.spread?.median))).collect();
        let reference = &measure.indicator.reference;
        let mut sentence = match (both.first(), both.last()) {
            (Some((first, was, median_was)), Some((last, now, median))) if first.period != last.period => {
                let figure = |value: f64| measure.figure(value);
                let place = |point: &SeriesPoint| match point.place.as_str() {
                    "" => String::new(),
                    place => format!(" ({place})"),
                };
                format!(
                    "{reference}: {organisation} from {}{} in {} to {}{} in {}; the median of the group from {} to {}",
                    figure(*was),
                    place(first),
                    first.period,
                    figure(*now),
                    place(last),
                    last.period,
                    figure(*median_was),
                    figure(*median)
                )
            }
            (Some((only, ..)), _) => {
                format!("{reference}: {organisation} has a figure beside others in {} alone", only.period)
            }
            _ => format!("{reference}: {organisation} has no figure beside others in any period"),
        };
        let missing: Vec<&str> = points
            .iter()
            .filter(|point| point.value.is_none() && !both.is_empty())
            .map(|point| point.period.as_str())
            .collect();
        if !missing.is_empty() {
            sentence.push_str(&format!("; no figure in {}", missing.join(", ")));
        }
        sentence.push('.');
        sentence
    }
}
