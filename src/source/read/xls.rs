//! Excel workbooks of before 2007 (xls).
//!
//! calamine reads these whole; the format itself ends at 65,536 rows of 256
//! columns. It does not say how numbers are shown, which is read beside it.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use calamine::{DataType, Reader, Xls, XlsError};

use super::problem::{self, Stop, Told};
use super::tell::EventSink;
use super::{excel, xls_formats};

/// Reads a workbook.
pub(super) fn read(file: File, teller: &mut EventSink) -> Told {
    let formats = xls_formats::read(&file);
    let form = match &formats {
        Some(_) => "Excel 97–2003 workbook",
        None => "Excel 97–2003 workbook, of which the formats of numbers cannot be read",
    };
    let formats = formats.unwrap_or_default();
    let file = Renamed::new(file).map_err(|error| problem::unreadable(&error))?;
    let mut workbook: Xls<_> = Xls::new(BufReader::new(file)).map_err(trouble)?;
    let all = workbook.sheets_metadata().to_vec();
    let sheets = excel::sheets(&all)?;
    teller.file(sheets.clone(), form)?;
    for (place, sheet) in sheets.iter().enumerate() {
        if !teller.wants(place) {
            continue;
        }
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(trouble)?;
        let range = workbook.worksheet_range(&sheet.name).map_err(trouble)?;
        // Charts and macros are sheets there too.
        let at = all.iter().position(|one| one.name == sheet.name).unwrap_or(place);
        let extras = formats.sheets.get(at).map(|sheet| sheet.extras.clone()).unwrap_or_default();
        let about = u32::try_from(range.height()).ok();
        teller.sheet_with(place, &sheet.name, excel::areas(&merged), about, extras)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (number, row) in (first_row + 1..).zip(range.rows()) {
            teller.begin_row(number);
            for (column, data) in (first_column as usize..).zip(row) {
                if !data.is_empty() {
                    teller.cell(column, excel::cell(data, formats.of(at, number - 1, column)))?;
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

/// The file with the name of its book as calamine looks for it: names in its directory are the same in any case.
struct Renamed {
    file: File,
    at: u64,
    /// Where names stand that are written otherwise.
    names: Vec<(u64, Vec<u8>)>,
}

impl Renamed {
    fn new(mut file: File) -> std::io::Result<Self> {
        let mut names = Vec::new();
        let mut reader = BufReader::with_capacity(64 * 1024, &file);
        let (mut entry, mut at) = ([0; 128], 0);
        // Entries of the directory are 128 bytes, and begin with the name.
        while reader.read_exact(&mut entry).is_ok() {
            for name in ["Workbook", "Book"] {
                let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
                let there = &entry[..wanted.len()];
                if there.eq_ignore_ascii_case(&wanted) && there != wanted.as_slice() {
                    names.push((at, wanted));
                }
            }
            at += 128;
        }
        drop(reader);
        file.rewind()?;
        Ok(Self { file, at: 0, names })
    }
}

impl Read for Renamed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        for (begins, name) in &self.names {
            for (byte, place) in name.iter().zip(*begins..) {
                if let Some(there) = place.checked_sub(self.at).and_then(|at| usize::try_from(at).ok())
                    && there < read
                {
                    buffer[there] = *byte;
                }
            }
        }
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Renamed {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

fn trouble(error: XlsError) -> Stop {
    match error {
        XlsError::Password => problem::password(),
        _ => problem::damaged(),
    }
}
