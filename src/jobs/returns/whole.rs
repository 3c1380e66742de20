//! Forms are small: they are read whole, by the child that reads everything else too.

use crate::jobs::import::SourceFile;
use crate::returns::SheetRows;
use crate::source::{Event, Sheet, Wanted};

/// Rows of a file that is read whole.
const MAX_ROWS: usize = 200_000;

/// Every sheet of a file with all its rows.
///
/// # Errors
/// A sentence when the file cannot be read.
pub fn sheets(file: &SourceFile) -> Result<Vec<SheetRows>, String> {
    let mut sheets: Vec<SheetRows> = Vec::new();
    let mut at = None;
    let mut rows = 0_usize;
    for event in file.child(&Wanted::default())? {
        match event {
            Event::File { sheets: all, .. } => {
                let empty = |sheet: Sheet| SheetRows { name: sheet.name, rows: Vec::new() };
                sheets = all.into_iter().map(empty).collect();
            }
            Event::Sheet { place, .. } => at = Some(usize::from(place)),
            Event::Row(row) => {
                rows += 1;
                if rows > MAX_ROWS {
                    return Err(format!("{}: it has more rows than any form.", file.name()));
                }
                if let Some(sheet) = at.and_then(|at| sheets.get_mut(at)) {
                    sheet.rows.push(row);
                }
            }
            Event::Problem(problem) => return Err(file.told(&problem)),
            Event::End { .. } | Event::Done => {}
        }
    }
    Ok(sheets)
}
