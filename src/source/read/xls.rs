//! Excel workbooks of before 2007 (xls).
//!
//! calamine reads these whole; the format itself ends at 65,536 rows of 256
//! columns. It does not say how numbers are shown.

use std::fs::File;
use std::io::BufReader;

use calamine::{DataType, Reader, Xls, XlsError};

use super::super::NumberFormat;
use super::excel;
use super::problem::{self, Stop, Told};
use super::tell::EventSink;

/// Reads a workbook.
pub(super) fn read(file: File, teller: &mut EventSink) -> Told {
    let mut workbook: Xls<_> = Xls::new(BufReader::new(file)).map_err(trouble)?;
    let sheets = excel::sheets(workbook.sheets_metadata())?;
    teller.file(sheets.clone(), "Excel 97–2003 workbook")?;
    for (place, sheet) in sheets.iter().enumerate() {
        if !teller.wants(place) {
            continue;
        }
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(trouble)?;
        let range = workbook.worksheet_range(&sheet.name).map_err(trouble)?;
        teller.sheet(place, &sheet.name, excel::areas(&merged), u32::try_from(range.height()).ok())?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (number, row) in (first_row + 1..).zip(range.rows()) {
            teller.begin_row(number);
            for (column, data) in (first_column as usize..).zip(row) {
                if !data.is_empty() {
                    teller.cell(column, excel::cell(data, (NumberFormat::Plain, None)))?;
                }
            }
            if !teller.end_row()? {
                break;
            }
        }
        teller.end_sheet()?;
    }
    Ok(())
}

fn trouble(error: XlsError) -> Stop {
    match error {
        XlsError::Password => problem::password(),
        _ => problem::damaged(),
    }
}
