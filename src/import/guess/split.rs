//! A column whose words make several measures of one name: Percentage and Tonnes of "Waste recycled".

use std::collections::HashSet;

use super::Clue;
use super::figures::{field, give};
use crate::domain::measure_words::unit_in_words;
use crate::import::mapping::{Mapping, NOTHING};
use crate::import::reading::{ColumnReading, Reading, SPLIT};
use crate::import::words::plain;
use crate::source::{Cell, Row};

/// More different words are names, and no ways of measuring.
const FEW: usize = 8;

/// Finds the column that parts rows of one name, where the names alone come more than once.
pub(super) fn find<'a>(
    reading: &mut Reading,
    clues: &[Clue],
    mapping: &Mapping,
    rows: impl Iterator<Item = &'a Row> + Clone,
) {
    if let Some(said) = mapping.fixed.get(SPLIT) {
        reading.fixed.insert(SPLIT.to_owned(), (said.clone(), "as you said".to_owned()));
        return;
    }
    let has = |code: &str| reading.place_of(code).is_some();
    if has("measure_type") || has("period") || has("organisation") || has("reference") {
        return;
    }
    let Some(named) = reading.place_of("description") else { return };
    let place = |at: usize| usize::from(reading.columns[at].column.place);
    let text = |row: &Row, at: usize| match row.cells.get(place(at)) {
        Some(Cell::Text(text)) => plain(text),
        _ => String::new(),
    };
    let all = || rows.clone().filter(|row| !text(row, named).is_empty());
    let count = all().count();
    let differ = |wanted: &dyn Fn(&Row) -> String| all().map(wanted).collect::<HashSet<_>>().len();
    if count < 2 || differ(&|row| text(row, named)) == count {
        return;
    }
    let parts = |at: &usize| {
        let (column, clue) = (&reading.columns[*at], &clues[*at]);
        let is_free = column.field.is_none_or(|field| matches!(field.code, "unit" | "kind" | "theme"));
        let is_pair = |row: &Row| format!("{}\u{1f}{}", text(row, named), text(row, *at));
        *at != named
            && is_free
            && clue.when.is_none()
            && clue.content.texts == clue.content.filled
            && clue.content.filled > 0
            && differ(&is_pair) == count
    };
    let Some(other) = (0..clues.len()).find(parts) else { return };
    let is_unit = |at: usize| {
        let values = &clues[at].content.values;
        !clues[at].content.many
            && values.len() <= FEW
            && values.iter().all(|value| unit_in_words(value).is_some())
    };
    // The names are the column that is no list of units.
    let (name, part) = match is_unit(named) && !is_unit(other) && !clues[named].said {
        true => (other, named),
        false => (named, other),
    };
    if name != named {
        give(
            &mut reading.columns[name],
            field("description"),
            90,
            "the other column says how it is measured",
        );
        let unit = field("unit").filter(|_| !has_unit(reading));
        give(&mut reading.columns[part], unit, 90, "its words are units");
    } else if is_unit(part) && !has_unit(reading) {
        give(&mut reading.columns[part], field("unit"), 90, "its words are units");
    }
    let name = ColumnReading::name(&reading.columns[part]);
    let why = "rows of one name differ in it, so each of its words is a measure of its own; --fixed split=nothing else";
    reading.fixed.insert(SPLIT.to_owned(), (name, why.to_owned()));
}

fn has_unit(reading: &Reading) -> bool {
    reading.place_of("unit").is_some()
}

/// Place of the column that parts rows of one name.
pub fn place_of_parts(reading: &Reading) -> Option<u16> {
    let named = reading.fixed(SPLIT).filter(|named| *named != NOTHING)?;
    let found = reading.columns.iter().find(|column| plain(&column.name()) == plain(named))?;
    Some(found.column.place)
}
