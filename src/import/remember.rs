//! Keeping how a file was understood, for the next file of its kind.

use super::mapping::{ColumnRule, Mapping, NOTHING, Only};
use super::reading::Reading;
use super::words::plain;
use crate::import::written_time;

/// Fits from here on count as a file of the same kind.
const SAME_KIND: f64 = 0.8;

/// A heading without its period, which is another one next time.
fn timeless(heading: &str) -> String {
    plain(&written_time::find(heading).map_or_else(|| heading.to_owned(), |found| found.rest))
}

/// The headings of a sheet, without periods, each once.
pub fn shape(reading: &Reading) -> Vec<String> {
    let mut shape: Vec<String> = Vec::new();
    for column in &reading.columns {
        let heading = timeless(&column.column.name);
        if !heading.is_empty() && !shape.contains(&heading) {
            shape.push(heading);
        }
    }
    shape
}

/// Everything that was understood, spelled out, so that it is read the same way next time. Which
/// period it was is left out, unless a person is to say so again: next time it is another.
pub fn remembered(name: &str, mapping: &Mapping, readings: &[Reading]) -> Mapping {
    let mut kept = mapping.clone();
    kept.name = name.to_owned();
    kept.fixed.remove("period");
    kept.fixed.remove("year");
    // Sheets are found by what is in them; where one was chosen by name, that name counts.
    let Some(reading) = readings.first() else { return kept };
    kept.becomes = reading.becomes().to_owned();
    kept.shape = shape(reading);
    for column in &reading.columns {
        // A column of a period is known by its heading, which says another one next time.
        let timed = written_time::find(&column.column.name).is_some();
        if timed || column.column.name.is_empty() || mapping.rule(&column.name()).is_some() {
            continue;
        }
        kept.columns.push(ColumnRule {
            named: column.name(),
            is: column.field.map_or(NOTHING, |field| field.code).to_owned(),
            decimal_comma: column.style.decimal_comma.then_some(true),
            shares: column.style.shares.then_some(true),
            first_of_two: column.style.first_of_two.then_some(true),
            sign: Some(column.style.sign).filter(|_| column.is_signed()),
            ..ColumnRule::default()
        });
    }
    for rows in &reading.only {
        let column = reading.columns[rows.place].name();
        if !kept.only.iter().any(|only| plain(&only.column) == plain(&column)) {
            kept.only.push(Only { column, is: rows.values.clone() });
        }
    }
    if let Some((organisation, _)) = reading.fixed.get("organisation") {
        kept.fixed.entry("organisation".to_owned()).or_insert_with(|| organisation.clone());
    }
    kept
}

/// The mapping that was made for files like this one.
pub fn recognise<'a>(mappings: &'a [Mapping], readings: &[Reading]) -> Option<&'a Mapping> {
    let shapes: Vec<Vec<String>> = readings.iter().map(shape).collect();
    mappings
        .iter()
        .filter_map(|mapping| {
            let fits = shapes.iter().map(|shape| mapping.fits(shape)).fold(0.0, f64::max);
            (fits >= SAME_KIND).then_some((fits, mapping))
        })
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, mapping)| mapping)
}
