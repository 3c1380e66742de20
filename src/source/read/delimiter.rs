//! Which letter stands between the cells of a csv file.

use std::collections::BTreeMap;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::tell::MAX_COLUMNS;

/// What may stand there, and what it is called in the plural. Where two would
/// do as well the first is taken: commas come last, for they also stand in words.
const DELIMITERS: [(u8, &str); 4] =
    [(b'\t', "tabs"), (b';', "semicolons"), (b'|', "pipes"), (b',', "commas")];

/// Rows that are looked at.
const LOOKED_AT: usize = 1000;

/// What a delimiter is called.
pub(super) fn called(delimiter: u8) -> String {
    let known = DELIMITERS.iter().find(|(one, _)| *one == delimiter);
    known.map_or_else(|| format!("“{}” between cells", char::from(delimiter)), |(_, name)| (*name).to_owned())
}

/// The delimiter in the line `sep=;`, which Excel takes and writes above a table.
pub(super) fn declared(head: &[u8]) -> Option<u8> {
    match head {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r' | b'\n', ..] => Some(*delimiter),
        _ => None,
    }
}

/// Finds the delimiter that divides most rows into the same number of cells,
/// and of several such the one that makes most cells. A comma where none does.
pub(super) fn find(head: &[u8], whole: bool) -> u8 {
    let mut best = (b',', (0, 0));
    for (delimiter, _) in DELIMITERS {
        let agreeing = agreeing(head, delimiter, whole);
        if agreeing > best.1 {
            best = (delimiter, agreeing);
        }
    }
    best.0
}

/// How many rows have the number of cells that is most usual, and that number;
/// rows of one cell are not divided at all and do not count.
fn agreeing(head: &[u8], delimiter: u8, whole: bool) -> (usize, usize) {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut often = BTreeMap::<usize, usize>::new();
    let mut rest = head;
    for _ in 0..LOOKED_AT {
        let Some(cells) = cells(&mut reader, &mut rest, whole) else { break };
        if cells > 1 {
            *often.entry(cells).or_default() += 1;
        }
    }
    often.into_iter().map(|(cells, rows)| (rows, cells)).max().unwrap_or_default()
}

/// Cells of the next row; none where the rows end, or where the last is not whole.
fn cells(reader: &mut Reader, rest: &mut &[u8], whole: bool) -> Option<usize> {
    let mut text = [0; 4096];
    let mut ends = [0; MAX_COLUMNS];
    let mut cells = 0;
    loop {
        if rest.is_empty() && !whole {
            return None;
        }
        let (result, taken, _, ended) = reader.read_record(rest, &mut text, &mut ends);
        *rest = &rest[taken..];
        cells += ended;
        match result {
            ReadRecordResult::Record => return Some(cells),
            ReadRecordResult::End => return None,
            // At the end of the text this asks once more, with nothing, for what is left.
            ReadRecordResult::InputEmpty
            | ReadRecordResult::OutputFull
            | ReadRecordResult::OutputEndsFull => {}
        }
    }
}
