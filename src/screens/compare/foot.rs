//! The pane below: one organisation in one measure in words, and the counts of the measure.

use super::cell::direction_text;
use crate::domain::Direction;
use crate::domain::compare::Place;
use crate::domain::figures::{format_difference, format_plain};
use crate::ui::rich::{Line, Rich, run};
use crate::ui::theme::{Role, Theme};
use crate::workbook::{ComparedMeasure, Comparison};

/// Columns for labels.
const LABEL: u16 = 11;

/// An organisation in a measure, then the counts of all in it: so many columns wide.
pub(super) fn lines(
    comparison: &Comparison,
    measure: &ComparedMeasure,
    organisation: Option<usize>,
    picture: Option<String>,
    theme: &Theme,
    wide: u16,
) -> Vec<Line> {
    let mut rich = Rich::new(theme, wide, LABEL);
    rich.text(&measure.indicator.description, Role::Strong);
    if let Some(at) = organisation {
        of_organisation(&mut rich, comparison, measure, at);
    }
    for sentence in picture.into_iter().chain(comparison.sentences(measure)) {
        rich.text(&sentence, Role::Text);
    }
    for note in comparison.notes.iter().chain([&comparison.directions_sentence()]) {
        rich.text(note, Role::Dim);
    }
    rich.lines
}

fn of_organisation(rich: &mut Rich, comparison: &Comparison, measure: &ComparedMeasure, at: usize) {
    let theme = rich.theme;
    let Some(entry) = measure.entries.get(at) else { return };
    let Some(value) = entry.value else {
        rich.fact_in("No value", &entry.missing_because, Role::Strong);
        return;
    };
    let plain = |figure: f64| format_plain(figure, 2);
    let of = match (entry.numerator, entry.denominator) {
        (Some(numerator), Some(denominator)) => {
            format!(" ({} of {})", plain(numerator), plain(denominator))
        }
        _ => String::new(),
    };
    let mut runs = vec![run(format!("{}{of}", measure.figure(value)), theme.style(Role::Strong))];
    if let Some(place) = entry.place {
        runs.push(run(format!("  {}", place.sentence_part()), theme.style(Role::Text)));
    }
    if let (Some(place), Some(nation)) = (entry.national, &comparison.nation) {
        runs.push(run(format!("; {nation} {}", place.sentence_part()), theme.style(Role::Text)));
    }
    rich.runs("Value", runs);
    if let (Some(average), Some(difference)) = (measure.average(), entry.difference) {
        let change = format_difference(difference, measure.indicator.unit(), measure.indicator.decimals);
        let verdict = entry.against_average.map_or("", |against| against.code());
        let interval = match entry.interval {
            Some(interval) => {
                let (low, high) = (measure.figure(interval.low), measure.figure(interval.high));
                format!(", 95% interval {low} to {high}")
            }
            None => String::new(),
        };
        let figure = measure.figure(average.value);
        let average = average.of.with_figure(&figure);
        rich.fact("Beside", &format!("{average}: {change}, {verdict}{interval}"));
    }
    if entry.direction != Direction::None {
        let was = entry.before.map(|before| format!(", was {}", measure.figure(before))).unwrap_or_default();
        let rank = entry.place_before.map(|place| format!(" ({})", Place::title(place))).unwrap_or_default();
        rich.fact("Travel", &format!("{}{was}{rank}", direction_text(entry, theme)));
    }
}
