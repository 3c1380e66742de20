//! How a child tells its parent what it has read.
//!
//! A byte with the version, then a frame for each event: four bytes with the
//! length of what follows, a byte with the event's kind, and its parts. Whole
//! numbers take seven bits to a byte, texts are their length and their UTF-8.
//!
//! The child may have been taken over by the file it reads. Whatever bytes
//! come, [`Decoder`] returns an event or an error and takes no more memory
//! than a few times the largest frame.

mod parts;

use std::io::{self, Read, Write};

use chrono::Datelike;
use thiserror::Error;

use super::{Cell, Event, Extras, NumberFormat};
use parts::Parts;

const VERSION: u8 = 2;
/// No reader tells a row of more than 16 MB of text and 4,096 cells.
const MAX_FRAME: usize = 20 * 1024 * 1024;
const MAX_CELLS: usize = 4096;
const MAX_SHEETS: usize = 65_536;
/// Gathered before it is written, and read at a time.
const CHUNK: usize = 64 * 1024;

/// Kinds of events, cells and ways numbers are shown.
mod tag {
    pub(super) const FILE: u8 = 1;
    pub(super) const SHEET: u8 = 2;
    pub(super) const ROW: u8 = 3;
    pub(super) const END: u8 = 4;
    pub(super) const DONE: u8 = 5;
    pub(super) const PROBLEM: u8 = 6;

    pub(super) const EMPTY: u8 = 0;
    pub(super) const TEXT: u8 = 1;
    pub(super) const NUMBER: u8 = 2;
    pub(super) const DATE: u8 = 3;
    pub(super) const FALSE: u8 = 4;
    pub(super) const TRUE: u8 = 5;
    pub(super) const ERROR: u8 = 6;

    pub(super) const PLAIN: u8 = 0;
    pub(super) const PERCENT: u8 = 1;
    pub(super) const POUNDS: u8 = 2;
    pub(super) const DECIMALS_UNKNOWN: u8 = 255;
}

/// Why no event could be made of what came.
#[derive(Debug, Error)]
pub enum WireError {
    #[error("nothing could be read: {0}")]
    Io(#[from] io::Error),
    #[error("it is told in version {0}, which is not ours")]
    Version(u8),
    #[error("it ends in the middle")]
    CutShort,
    #[error("what is told makes no sense")]
    Nonsense,
}

/// Writes events.
#[derive(Debug)]
pub struct Encoder<W> {
    output: W,
    gathered: Vec<u8>,
}

impl<W: Write> Encoder<W> {
    pub fn new(output: W) -> Self {
        let mut gathered = Vec::with_capacity(2 * CHUNK);
        gathered.push(VERSION);
        Self { output, gathered }
    }

    /// Adds an event. Rows are gathered until there are enough of them, or something else comes.
    pub fn event(&mut self, event: &Event) -> io::Result<()> {
        let start = self.gathered.len();
        self.gathered.extend([0; 4]);
        put_event(&mut self.gathered, event);
        let length = self.gathered.len() - start - 4;
        if length > MAX_FRAME {
            self.gathered.truncate(start);
            return Err(io::Error::new(io::ErrorKind::InvalidData, "an event larger than any may be"));
        }
        // It fits: it is far below what four bytes can say.
        let length = u32::try_from(length).unwrap_or_default();
        self.gathered[start..start + 4].copy_from_slice(&length.to_le_bytes());
        // Rows come by the thousand; all else is waited for.
        if self.gathered.len() < CHUNK && matches!(event, Event::Row(_)) {
            return Ok(());
        }
        self.output.write_all(&self.gathered)?;
        self.gathered.clear();
        self.output.flush()
    }
}

fn put_event(out: &mut Vec<u8>, event: &Event) {
    match event {
        Event::File { sheets, form } => {
            out.push(tag::FILE);
            put_count(out, sheets.len());
            for sheet in sheets {
                put_text(out, &sheet.name);
                out.push(u8::from(sheet.hidden));
            }
            put_text(out, form);
        }
        Event::Sheet { place, merged, about, extras } => {
            out.push(tag::SHEET);
            put_number(out, (*place).into());
            put_number(out, about.map_or(0, |about| u64::from(about) + 1));
            put_count(out, merged.len());
            for area in merged {
                put_number(out, area.first_row.into());
                put_number(out, area.last_row.into());
                put_number(out, area.first_column.into());
                put_number(out, area.last_column.into());
            }
            put_extras(out, extras);
        }
        Event::Row(row) => {
            out.push(tag::ROW);
            put_number(out, row.number.into());
            put_count(out, row.cells.len());
            for cell in &row.cells {
                put_cell(out, cell);
            }
            put_count(out, row.shades.len());
            for (column, shade) in &row.shades {
                put_number(out, u64::from(*column));
                out.push(*shade as u8);
            }
        }
        Event::End { more } => out.extend([tag::END, u8::from(*more)]),
        Event::Done => out.push(tag::DONE),
        Event::Problem(problem) => {
            out.push(tag::PROBLEM);
            put_text(out, &problem.text);
            out.push(u8::from(problem.place.is_some()));
            if let Some((sheet, row, column)) = &problem.place {
                put_text(out, sheet);
                put_number(out, (*row).into());
                put_number(out, (*column).into());
            }
        }
    }
}

fn put_extras(out: &mut Vec<u8>, extras: &Extras) {
    put_count(out, extras.hidden_rows.len());
    for (first, last) in &extras.hidden_rows {
        put_number(out, u64::from(*first));
        put_number(out, u64::from(*last));
    }
    put_count(out, extras.hidden_columns.len());
    for (first, last) in &extras.hidden_columns {
        put_number(out, u64::from(*first));
        put_number(out, u64::from(*last));
    }
    put_count(out, extras.notes.len());
    for (row, column, text) in &extras.notes {
        put_number(out, u64::from(*row));
        put_number(out, u64::from(*column));
        put_text(out, text);
    }
}

fn put_cell(out: &mut Vec<u8>, cell: &Cell) {
    match cell {
        Cell::Empty => out.push(tag::EMPTY),
        Cell::Text(text) => {
            out.push(tag::TEXT);
            put_text(out, text);
        }
        Cell::Number(number) => {
            out.push(tag::NUMBER);
            out.extend(number.value.to_le_bytes());
            out.push(match number.shown {
                NumberFormat::Plain => tag::PLAIN,
                NumberFormat::Percent => tag::PERCENT,
                NumberFormat::Pounds => tag::POUNDS,
            });
            out.push(number.decimals.unwrap_or(tag::DECIMALS_UNKNOWN));
        }
        Cell::Date(date) => {
            out.push(tag::DATE);
            out.extend(date.num_days_from_ce().to_le_bytes());
        }
        Cell::Flag(flag) => out.push(if *flag { tag::TRUE } else { tag::FALSE }),
        Cell::Error(text) => {
            out.push(tag::ERROR);
            put_text(out, text);
        }
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_count(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn put_count(out: &mut Vec<u8>, count: usize) {
    put_number(out, count as u64);
}

/// Seven bits to a byte, the lowest first; the eighth says that more follow.
fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads events.
#[derive(Debug)]
pub struct Decoder<R> {
    input: R,
    buffer: Vec<u8>,
    /// What of the buffer has been read and not yet taken.
    from: usize,
    to: usize,
    version_seen: bool,
    /// Cells of a row that is done with; their texts are written over.
    spare: Vec<Cell>,
}

impl<R: Read> Decoder<R> {
    pub fn new(input: R) -> Self {
        Self { input, buffer: vec![0; 2 * CHUNK], from: 0, to: 0, version_seen: false, spare: Vec::new() }
    }

    /// What it reads from.
    pub fn input_mut(&mut self) -> &mut R {
        &mut self.input
    }

    /// Takes back the cells of a row that is done with: a million rows need no more memory than one.
    pub fn recycle(&mut self, cells: Vec<Cell>) {
        self.spare = cells;
    }

    /// The next event; none where the input ends after one.
    ///
    /// # Errors
    /// When the input cannot be read, ends in the middle of an event, or holds none.
    pub fn event(&mut self) -> Result<Option<Event>, WireError> {
        if !self.version_seen {
            match self.take(1)? {
                None => return Ok(None),
                Some([VERSION]) => self.version_seen = true,
                Some(other) => return Err(WireError::Version(other[0])),
            }
        }
        let Some(length) = self.take(4)? else { return Ok(None) };
        let length = length.iter().rev().fold(0, |length, byte| length << 8 | usize::from(*byte));
        if length > MAX_FRAME {
            return Err(WireError::Nonsense);
        }
        let mut spare = std::mem::take(&mut self.spare);
        let frame = self.take(length)?.ok_or(WireError::CutShort)?;
        let mut parts = Parts { rest: frame, spare: &mut spare };
        let event = parts.event().filter(|_| parts.rest.is_empty());
        event.map(Some).ok_or(WireError::Nonsense)
    }

    /// The next bytes; none where the input has ended before them.
    fn take(&mut self, length: usize) -> Result<Option<&[u8]>, WireError> {
        while self.to - self.from < length {
            if self.from > 0 {
                self.buffer.copy_within(self.from..self.to, 0);
                (self.from, self.to) = (0, self.to - self.from);
            }
            if self.to == self.buffer.len() {
                // Only as bytes come, whatever length was claimed.
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
            match self.input.read(&mut self.buffer[self.to..]) {
                Ok(0) if self.from == self.to => return Ok(None),
                Ok(0) => return Err(WireError::CutShort),
                Ok(read) => self.to += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.from += length;
        Ok(Some(&self.buffer[self.from - length..self.from]))
    }
}
