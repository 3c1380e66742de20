//! A definition that changed from a period on.

use super::{Fault, Patch, Reading, When};
use crate::domain::SeriesBreak;
use crate::workbook::Change;
use crate::workbook::chart::ChartSeries;
use crate::workbook::steps::chart::break_series;

/// Marks that an indicator's definition changed.
///
/// Fields: `from` (the first period of the new definition), `note` (what changed); both are needed.
///
/// # Errors
/// Every field that is refused: a period with nothing before it, one in which the series breaks already.
pub fn series_break(series: &ChartSeries, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let (mut from, mut note) = (None, String::new());
    let mut reading = Reading::new(patch, when);
    reading.period("from", &mut from);
    reading.needed("note", &mut note);
    if note.is_empty() && patch.get("note").is_none() {
        reading.refuse("note", super::NEEDED);
    }
    match (from, series.first) {
        _ if patch.get("from").is_none_or(str::is_empty) => reading.refuse("from", super::NEEDED),
        (None, _) => {}
        (_, None) => reading.refuse("from", "there is no figure yet, so there is nothing that it would part"),
        (Some(at), Some(first)) if SeriesBreak::month_of(at) <= SeriesBreak::month_of(first) => {
            reading.refuse(
                "from",
                format!(
                    "the first figure is of {}: a break begins later, or it parts nothing",
                    first.title()
                ),
            );
        }
        (Some(at), Some(_)) => {
            if let Some(known) = series.breaks.iter().find(|known| known.begins_with(at)) {
                reading.refuse(
                    "from",
                    format!(
                        "the series breaks there already ({}: {}); take that one back first",
                        known.from.title(),
                        known.note
                    ),
                );
            }
        }
    }
    reading.done()?;
    match from {
        Some(at) => Ok(break_series(series, at, note.trim())),
        None => Err(vec![("from", super::NEEDED.to_owned())]),
    }
}
