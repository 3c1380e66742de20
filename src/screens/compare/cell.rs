//! What a cell of the comparison says in each view, and its colour: a word or a sign always goes
//! with it.

use crate::domain::Direction;
use crate::domain::compare::AgainstAverage;
use crate::domain::figures::format_difference;
use crate::ui::facts::{direction_words, travel_role};
use crate::ui::inert::width;
use crate::ui::table::Cell;
use crate::ui::theme::{Role, Theme};
use crate::workbook::ComparedMeasure;
use crate::workbook::compare::Entry;

/// What is shown of every organisation in every measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub(super) enum View {
    #[default]
    Value,
    Rank,
    Quartile,
    Difference,
    Direction,
}

impl View {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Value => "Value",
            Self::Rank => "Rank",
            Self::Quartile => "Quartile",
            Self::Difference => "Difference from the average",
            Self::Direction => "Direction of travel",
        }
    }

    pub(super) fn next(self) -> Self {
        match self {
            Self::Value => Self::Rank,
            Self::Rank => Self::Quartile,
            Self::Quartile => Self::Difference,
            Self::Difference => Self::Direction,
            Self::Direction => Self::Value,
        }
    }
}

/// The most for a reason why there is no value, which takes "not reportable"; the pane has it whole.
const REASON: usize = 14;

/// What a shortened reason does not end with.
const STOPS: [char; 3] = [',', ':', ';'];

/// As many whole words of a reason as there is room for in a column.
fn short_reason(reason: &str) -> String {
    if width(reason) <= REASON && !reason.is_empty() {
        return reason.to_owned();
    }
    let mut short = String::new();
    for word in reason.split_whitespace() {
        let longer = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
        if width(longer.trim_end_matches(STOPS)) > REASON {
            break;
        }
        short = longer;
    }
    // "merged into Quayside" is merged.
    let short = [" into", " on", " by", " for", " in"]
        .iter()
        .find_map(|word| short.strip_suffix(word))
        .unwrap_or(&short);
    if matches!(short, "" | "not" | "no") {
        "no figure".to_owned()
    } else {
        short.trim_end_matches(STOPS).to_owned()
    }
}

/// The cell of an organisation in a measure; without a value the reason, in every view.
pub(super) fn cell(view: View, measure: &ComparedMeasure, entry: &Entry, theme: &Theme) -> Cell<'static> {
    let Some(value) = entry.value else {
        return Cell::new(short_reason(&entry.reason())).style(theme.style(Role::Dim));
    };
    match view {
        View::Value => Cell::new(measure.figure(value)),
        View::Rank => rank(measure, entry, theme),
        View::Quartile => quartile(measure, entry, theme),
        View::Difference => difference(measure, entry, theme),
        View::Direction => direction(entry, theme),
    }
}

fn none(text: &'static str, theme: &Theme) -> Cell<'static> {
    Cell::new(text).style(theme.style(Role::Dim))
}

/// `3 of 14`.
pub(super) fn rank(measure: &ComparedMeasure, entry: &Entry, theme: &Theme) -> Cell<'static> {
    match entry.place {
        Some(place) => Cell::new(format!("{} of {}", place.rank, place.of)),
        None if measure.no_rank.is_some() => none("no rank", theme),
        None => none("", theme),
    }
}

/// The rank in the period compared with.
pub(super) fn rank_before(entry: &Entry, theme: &Theme) -> Cell<'static> {
    match entry.place_before {
        Some(place) => Cell::new(format!("{} of {}", place.rank, place.of)),
        None => none("–", theme),
    }
}

/// `3 of 14 ○ Q2`.
pub(super) fn rank_and_quartile(measure: &ComparedMeasure, entry: &Entry, theme: &Theme) -> Cell<'static> {
    match entry.place.and_then(|place| place.quartile) {
        Some(_) => {
            let quartile = quartile(measure, entry, theme);
            let text = format!("{} {}", rank(measure, entry, theme).text, quartile.text);
            Cell { text: text.into(), ..quartile }
        }
        None => rank(measure, entry, theme),
    }
}

/// The sign and number of a quartile: shapes from round to square as it gets worse.
pub(super) fn quartile(measure: &ComparedMeasure, entry: &Entry, theme: &Theme) -> Cell<'static> {
    let Some(place) = entry.place else { return rank(measure, entry, theme) };
    let (text, role) = match place.quartile {
        Some(1) => ("● Q1", Role::Better),
        Some(2) => ("○ Q2", Role::Text),
        Some(3) => ("▲ Q3", Role::Text),
        Some(_) => ("■ Q4", Role::Worse),
        None => ("too few", Role::Dim),
    };
    Cell::new(text).style(theme.style(role))
}

/// The difference, and what the interval says of it: `-6.7% worse`.
pub(super) fn difference(measure: &ComparedMeasure, entry: &Entry, theme: &Theme) -> Cell<'static> {
    let Some(difference) = entry.difference else { return none("no average", theme) };
    let change = format_difference(difference, measure.indicator.unit(), measure.indicator.decimals);
    let (text, role) = match entry.against_average {
        Some(against @ AgainstAverage::Better) => (format!("{change} {}", against.code()), Role::Better),
        Some(against @ AgainstAverage::Worse) => (format!("{change} {}", against.code()), Role::Worse),
        Some(against @ AgainstAverage::Similar) => (format!("{change} {}", against.code()), Role::Text),
        // Above or below: the sign says so.
        _ => (change, Role::Text),
    };
    Cell::new(text).style(theme.style(role))
}

/// `↑ better`.
pub(super) fn direction(entry: &Entry, theme: &Theme) -> Cell<'static> {
    if entry.direction == Direction::None {
        return none("–", theme);
    }
    Cell::new(direction_text(entry, theme)).style(theme.style(travel_role(entry.direction)))
}

/// The direction of travel in words, with the arrow of the figure.
pub(super) fn direction_text(entry: &Entry, theme: &Theme) -> String {
    let movement = match (entry.value, entry.before) {
        (Some(now), Some(before)) if now > before => 1,
        (Some(now), Some(before)) if now < before => -1,
        _ => 0,
    };
    // What counts as the same is drawn level, whatever hair lies between.
    let movement = if entry.direction == Direction::Same { 0 } else { movement };
    direction_words(entry.direction, movement, theme)
}
