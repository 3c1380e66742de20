//! Organisations beside each other, for the regional report and the scorecard
//! of one council. A file for each kind of section; here is what they share.

mod counts;
mod headlines;
mod matrix;
mod sheets;

pub(super) use counts::build as counts;
pub(super) use headlines::build as headlines;
pub(super) use matrix::build as matrix;
pub(super) use sheets::build as sheets;

use crate::domain::Unit;
use crate::domain::compare::Place;
use crate::domain::figures::{format_difference, format_value};
use crate::report::build::Sources;
use crate::report::builders::{NONE, note};
use crate::report::document::*;
use crate::report::words::{CompareWords, words};
use crate::workbook::Comparison;
use crate::workbook::compare::ComparedMeasure;

/// What there is to compare; none where no other organisation has a figure.
fn comparison<'a>(sources: &Sources<'a>) -> Option<&'a Comparison> {
    sources.material.comparison.as_ref().filter(|found| !found.measures.is_empty())
}

fn all_words() -> &'static CompareWords {
    &words().compare
}

/// "2A People new to reablement …".
fn name(measure: &ComparedMeasure) -> String {
    // One that a file names by its code alone is described by that.
    if measure.indicator.reference == measure.indicator.description {
        return measure.indicator.reference.clone();
    }
    format!("{} {}", measure.indicator.reference, measure.indicator.description).trim().to_owned()
}

/// A figure of a measure, or a dash.
fn figure_cell(measure: &ComparedMeasure, value: Option<f64>) -> Cell {
    let Some(value) = value else { return Cell::plain(NONE) };
    let (unit, decimals) = (measure.indicator.unit(), measure.indicator.decimals);
    let text = format_value(value, unit, decimals);
    Cell { value: Some(Value::Number { value, unit, decimals, signed: false }), ..Cell::plain(text) }
}

/// A figure less another, with its sign, or a dash. A spreadsheet holds points as they are printed.
fn difference_cell(measure: &ComparedMeasure, difference: Option<f64>) -> Cell {
    let Some(value) = difference else { return Cell::plain(NONE) };
    let (unit, decimals) = (measure.indicator.unit(), measure.indicator.decimals);
    let text = format_difference(value, unit, decimals);
    let unit = if unit == Unit::Percent { Unit::Number } else { unit };
    Cell { value: Some(Value::Number { value, unit, decimals, signed: true }), ..Cell::plain(text) }
}

/// A rank as `3rd of 14`, which a spreadsheet holds as 3; a dash without one.
fn place_cell(place: Option<Place>) -> Cell {
    let Some(place) = place else { return Cell::plain(NONE) };
    let rank = Value::Number { value: f64::from(place.rank), unit: Unit::Number, decimals: 0, signed: false };
    Cell { value: Some(rank), ..Cell::plain(place.title()) }
}

/// Notes on a comparison: who has no figure in which measure, and why some have no rank or quartile.
fn reservations(comparison: &Comparison) -> Vec<Block> {
    let mut notes: Vec<Block> = Vec::new();
    for measure in &comparison.measures {
        let missing: Vec<String> = comparison.missing(measure).iter().map(|one| one.title()).collect();
        if !missing.is_empty() {
            let (reference, names) = (measure.indicator.reference.as_str(), missing.join(", "));
            notes.push(note(filled(&all_words().missing, &[("reference", reference), ("names", &names)])));
        }
        notes.extend(measure.unranked().map(note));
    }
    notes
}

/// A text of the assets with its placeholders filled in.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    crate::report::words::fill(text, values)
}
