//! How numbers of an old Excel workbook (xls) are shown, and which of its rows and columns are hidden: calamine tells
//! neither. Records are gone through once; what is not as expected is passed over, and numbers are then plain.

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::super::{Extras, NumberFormat};
use super::shown;

/// A workbook's stream is held in memory, and no larger one is looked through.
const MAX: u64 = 128 * 1024 * 1024;

type Format = (NumberFormat, Option<u8>);

/// What a sheet says besides the values of its cells.
#[derive(Default)]
pub(super) struct SheetFormats {
    /// By row and column, both from 0: the number of the format of cells.
    cells: HashMap<(u16, u16), u16>,
    pub(super) extras: Extras,
}

/// The formats of a workbook.
#[derive(Default)]
pub(super) struct Formats {
    /// By the number of the format of cells.
    formats: Vec<Format>,
    /// In the order of all its sheets.
    pub(super) sheets: Vec<SheetFormats>,
}

impl Formats {
    /// How the number in a cell is shown; row and column from 0.
    pub(super) fn of(&self, sheet: usize, row: u32, column: usize) -> Format {
        let place = u16::try_from(row).ok().zip(u16::try_from(column).ok());
        let format = place.and_then(|place| self.sheets.get(sheet)?.cells.get(&place));
        format.and_then(|format| self.formats.get(usize::from(*format))).copied().unwrap_or_default()
    }
}

/// Reads the formats of a workbook.
pub(super) fn read(file: impl Read + Seek) -> Option<Formats> {
    let mut compound = cfb::CompoundFile::open(file).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| compound.exists(name))?;
    let mut stream = Vec::new();
    compound.open_stream(name).ok()?.take(MAX).read_to_end(&mut stream).ok()?;
    let mut codes: HashMap<u16, String> = HashMap::new();
    let (mut numbers, mut begins) = (Vec::new(), Vec::new());
    for (kind, data) in records(&stream, 0) {
        match kind {
            FORMAT => {
                if let Some((number, code)) = format_code(data) {
                    codes.insert(number, code);
                }
            }
            XF => numbers.push(short(data, 2)?),
            SHEET => begins.push(long(data, 0)?),
            END => break,
            _ => {}
        }
    }
    let format = |number: &u16| match codes.get(number) {
        Some(code) => shown::by_code(code),
        None => shown::by_code(built_in(*number)),
    };
    let formats = numbers.iter().map(format).collect();
    let sheets = begins.iter().map(|begin| sheet(&stream, *begin as usize)).collect();
    Some(Formats { formats, sheets })
}

const FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
const SHEET: u16 = 0x0085;
const END: u16 = 0x000a;

fn sheet(stream: &[u8], begin: usize) -> SheetFormats {
    let mut found = SheetFormats::default();
    let mut depth = 0;
    for (kind, data) in records(stream, begin) {
        match kind {
            // Charts within the sheet have a beginning and an end of their own.
            0x0809 => depth += 1,
            END => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
            }
            _ if depth > 1 => {}
            // A number, a short number, a formula.
            0x0203 | 0x027e | 0x0006 => {
                if let (Some(row), Some(column), Some(format)) =
                    (short(data, 0), short(data, 2), short(data, 4))
                {
                    found.cells.insert((row, column), format);
                }
            }
            // Several short numbers.
            0x00bd => {
                let (Some(row), Some(first)) = (short(data, 0), short(data, 2)) else { continue };
                for (column, at) in (first..).zip((4..data.len().saturating_sub(2)).step_by(6)) {
                    if let Some(format) = short(data, at) {
                        found.cells.insert((row, column), format);
                    }
                }
            }
            0x0208 => {
                if let (Some(row), Some(about)) = (short(data, 0), short(data, 12))
                    && about & 0x20 != 0
                {
                    let row = u32::from(row) + 1;
                    match found.extras.hidden_rows.last_mut() {
                        Some((_, last)) if *last + 1 == row => *last = row,
                        _ => found.extras.hidden_rows.push((row, row)),
                    }
                }
            }
            0x007d => {
                if let (Some(first), Some(last), Some(about)) =
                    (short(data, 0), short(data, 2), short(data, 8))
                    && about & 1 != 0
                {
                    found.extras.hidden_columns.push((first, last));
                }
            }
            _ => {}
        }
    }
    found
}

/// The records of a stream from a place on: what each is, and its bytes.
fn records(stream: &[u8], begin: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = begin;
    std::iter::from_fn(move || {
        let kind = short(stream, at)?;
        let length = usize::from(short(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

/// The number of a format and its code, of Excel 97 or of Excel 5.
fn format_code(data: &[u8]) -> Option<(u16, String)> {
    let number = short(data, 0)?;
    let letters = usize::from(short(data, 2)?);
    let latin = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    let code = match data.get(4) {
        Some(1) if data.len() >= 5 + letters * 2 => {
            let units =
                data[5..5 + letters * 2].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|letter| letter.unwrap_or('?')).collect()
        }
        Some(0) if data.len() >= 5 + letters => latin(&data[5..5 + letters]),
        _ => latin(data.get(3..3 + usize::from(*data.get(2)?))?),
    };
    Some((number, code))
}

/// Formats that are not written out.
fn built_in(number: u16) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        37 | 38 => "#,##0",
        39 | 40 => "#,##0.00",
        _ => "General",
    }
}
