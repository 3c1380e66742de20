//! Excel workbooks (xlsx, xlsm), a cell at a time.

use std::fs::File;
use std::io::BufReader;

use calamine::{DataType, Reader, Xlsx, XlsxCellReader, XlsxError};

use super::super::NumberFormat;
use super::looks::{Looks, SymbolFont, is_sign, signs};
use super::problem::{self, Stop, Told};
use super::tell::{EventSink, MAX_COLUMNS};
use super::{excel, shown, xlsx_extras};

/// Rows of a sheet.
const MAX_ROWS: u32 = 1_048_576;

/// Reads a workbook.
pub(super) fn read(file: File, teller: &mut EventSink) -> Told {
    // Read before calamine has the file: it does not tell what is hidden, nor notes.
    let extras = xlsx_extras::read(&file, teller);
    let mut workbook: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(trouble)?;
    let sheets = excel::sheets(workbook.sheets_metadata())?;
    teller.file(sheets.clone(), "Excel workbook")?;
    for (place, sheet) in sheets.iter().enumerate() {
        if !teller.wants(place) {
            continue;
        }
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(trouble)?;
        let mut cells = workbook.worksheet_cells_reader(&sheet.name).map_err(trouble)?;
        let about = cells.dimensions().end.0.checked_add(1);
        let extras = extras.get(&sheet.name).cloned().unwrap_or_default();
        teller.sheet_with(
            place,
            &sheet.name,
            excel::areas(&merged),
            about.filter(|rows| *rows > 1),
            extras,
        )?;
        rows(&mut cells, teller)?;
        teller.end_sheet()?;
    }
    Ok(())
}

/// The rows of a sheet. Its cells come row by row, as Excel writes them and
/// wants them; a sheet in another order could not be told as it is read.
fn rows(cells: &mut XlsxCellReader<BufReader<File>>, teller: &mut EventSink) -> Told {
    let formats: Vec<(NumberFormat, Option<u8>)> = cells
        .styles()
        .iter()
        .map(|style| {
            style
                .number_format
                .as_ref()
                .map_or_else(Default::default, |format| shown::by_code(&format.format_code))
        })
        .collect();
    let looks: Vec<Looks> = cells.styles().iter().map(Looks::of).collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(trouble)? {
        let (row, column) = cell.get_position();
        let data = cell.get_value();
        let looks = looks.get(style).copied().unwrap_or_default();
        let (number, column) = (row.saturating_add(1), column as usize);
        // Cells that are only coloured may lie anywhere.
        if data.is_empty() && (looks.fill.is_none() || column >= MAX_COLUMNS) {
            continue;
        }
        if number != teller.number() {
            if number < teller.number() {
                return Err(problem::damaged());
            }
            if !teller.end_row()? {
                return Ok(());
            }
            teller.begin_row(number);
        }
        if number > MAX_ROWS || column >= MAX_COLUMNS {
            return Err(teller.beyond(column));
        }
        if let Some(shade) = looks.fill {
            teller.shade(column, shade);
        }
        match data.get_string() {
            Some(text) if looks.font != SymbolFont::None || looks.letters.is_some() => {
                let text = signs(looks.font, text);
                if let Some(shade) = looks.letters.filter(|_| looks.fill.is_none() && is_sign(&text)) {
                    teller.shade(column, shade);
                }
                teller.text(column, &text)?;
            }
            // As names of budget lines stand below each other in a file of text.
            Some(text) if looks.indent > 0 => {
                teller.text(column, &format!("{:1$}{text}", "", usize::from(looks.indent) * 2))?;
            }
            Some(text) => teller.text(column, text)?,
            None => {
                let format = formats.get(style).copied().unwrap_or_default();
                teller.cell(column, excel::cell(data, format))?;
            }
        }
    }
    teller.end_row().map(|_| ())
}

fn trouble(error: XlsxError) -> Stop {
    match error {
        XlsxError::Password => problem::password(),
        _ => problem::damaged(),
    }
}
