//! Cells that are empty and say what stands above them: where cells are merged, and where they were.

use std::borrow::Cow;

use crate::source::{Area, Cell, Row};

/// Merged cells hold their text in the first row only.
pub(super) fn fill_down(row: &Row, merged: &mut [(Area, Option<Cell>)], carried: &[u16]) -> Row {
    let mut row = row.clone();
    for (area, first) in merged.iter_mut() {
        if !(area.first_row..=area.last_row).contains(&row.number) || !carried.contains(&area.first_column) {
            continue;
        }
        let at = usize::from(area.first_column);
        if row.number == area.first_row {
            *first = row.cells.get(at).cloned();
        } else if let Some(cell) = first {
            if row.cells.len() <= at {
                row.cells.resize(at + 1, Cell::Empty);
            }
            if matches!(row.cells[at], Cell::Empty) {
                row.cells[at] = cell.clone();
            }
        }
    }
    row
}

/// Puts into the empty cells of these columns what stood above them. One that is filled ends what the levels
/// below it said.
pub(super) fn say_again<'r>(row: &'r Row, columns: &[u16], above: &mut Vec<Cell>) -> Cow<'r, Row> {
    let mut row = Cow::Borrowed(row);
    above.resize(columns.len(), Cell::Empty);
    for (level, at) in columns.iter().map(|at| usize::from(*at)).enumerate() {
        match row.cells.get(at) {
            Some(cell) if *cell != Cell::Empty => {
                if above[level] != *cell {
                    above[level..].fill(Cell::Empty);
                    above[level] = cell.clone();
                }
            }
            _ if above[level] == Cell::Empty => {}
            _ => {
                let row = row.to_mut();
                if row.cells.len() <= at {
                    row.cells.resize(at + 1, Cell::Empty);
                }
                row.cells[at] = above[level].clone();
            }
        }
    }
    row
}
