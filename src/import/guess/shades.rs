//! Cells that are filled with the colours of ratings.

use std::collections::HashSet;

use crate::import::reading::Reading;
use crate::source::{Cell, Row};

/// Says where colours are read as words and, in a table without a column of ratings, which results are rated by them:
/// those of which most are coloured, and not all alike.
pub(super) fn find<'a>(reading: &mut Reading, rows: impl Iterator<Item = &'a Row> + Clone) {
    let has_ratings = reading.place_of("rating").is_some();
    for column in &mut reading.columns {
        let place = column.column.place;
        let filled = rows
            .clone()
            .filter(|row| row.cells.get(usize::from(place)).is_some_and(|cell| *cell != Cell::Empty))
            .count();
        let shades = rows.clone().filter_map(|row| shade_of(row, place));
        let (count, different) = (shades.clone().count(), shades.collect::<HashSet<_>>().len());
        match column.field.map(|field| field.code) {
            Some("rating") if count > 0 => column.notes.push("its colours are read as words".to_owned()),
            Some("result") if !has_ratings && different > 1 && count * 2 >= filled => {
                column.shaded = true;
                column.notes.push("its colours are kept as its ratings as printed".to_owned());
            }
            _ => {}
        }
    }
}

fn shade_of(row: &Row, place: u16) -> Option<crate::source::Shade> {
    row.shades.iter().find(|(column, _)| *column == place).map(|(_, shade)| *shade)
}
