//! How a child tells its parent what it has read.
//!
//! A byte with the version, then a frame for each event: four bytes with the
//! length of what follows, a byte with the event's kind, and its parts. Whole
//! numbers take seven bits to a byte, texts are their length and their UTF-8.
//!
//! The child may have been taken over by the file it reads. Whatever bytes
//! come, [`Decoder`] returns an event or an error and takes no more memory
//! than a few times the largest frame.

use std::io::{self, Read, Write};

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use super::{Area, Cell, Event, Number, NumberFormat, Problem, Row, Sheet};

const VERSION: u8 = 1;
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
        Event::Sheet { place, merged, about } => {
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
        }
        Event::Row(row) => {
            out.push(tag::ROW);
            put_number(out, row.number.into());
            put_count(out, row.cells.len());
            for cell in &row.cells {
                put_cell(out, cell);
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

/// The parts of a frame; none when it does not hold what it should.
struct Parts<'a, 's> {
    rest: &'a [u8],
    spare: &'s mut Vec<Cell>,
}

impl<'a> Parts<'a, '_> {
    fn event(&mut self) -> Option<Event> {
        Some(match self.byte()? {
            tag::FILE => {
                let sheets = (0..self.count(MAX_SHEETS)?)
                    .map(|_| Some(Sheet { name: self.text()?.to_owned(), hidden: self.flag()? }))
                    .collect::<Option<_>>()?;
                Event::File { sheets, form: self.text()?.to_owned() }
            }
            tag::SHEET => {
                let place = self.small()?;
                let about = match self.number()? {
                    0 => None,
                    more => Some(u32::try_from(more - 1).ok()?),
                };
                // Each takes four bytes at the least.
                let merged = (0..self.count(self.rest.len() / 4)?)
                    .map(|_| {
                        Some(Area {
                            first_row: self.small()?,
                            last_row: self.small()?,
                            first_column: self.small()?,
                            last_column: self.small()?,
                        })
                    })
                    .collect::<Option<_>>()?;
                Event::Sheet { place, merged, about }
            }
            tag::ROW => {
                let number = self.small()?;
                let count = self.count(MAX_CELLS)?;
                let mut cells = std::mem::take(self.spare);
                for at in 0..count {
                    let used = cells.get_mut(at).map(std::mem::take);
                    let cell = self.cell(used)?;
                    match cells.get_mut(at) {
                        Some(place) => *place = cell,
                        None => cells.push(cell),
                    }
                }
                cells.truncate(count);
                Event::Row(Row { number, cells })
            }
            tag::END => Event::End { more: self.flag()? },
            tag::DONE => Event::Done,
            tag::PROBLEM => {
                let text = self.text()?.to_owned();
                let place = match self.flag()? {
                    true => Some((self.text()?.to_owned(), self.small()?, self.small()?)),
                    false => None,
                };
                Event::Problem(Problem { place, text })
            }
            _ => return None,
        })
    }

    /// A cell. The text of one that is `used` up is written over.
    fn cell(&mut self, used: Option<Cell>) -> Option<Cell> {
        Some(match self.byte()? {
            tag::EMPTY => Cell::Empty,
            tag::TEXT => {
                let text = self.text().filter(|text| !text.is_empty())?;
                let mut own = if let Some(Cell::Text(used)) = used { used } else { String::new() };
                own.clear();
                own.push_str(text);
                Cell::Text(own)
            }
            tag::NUMBER => {
                let value = f64::from_le_bytes(self.array()?);
                let shown = match self.byte()? {
                    tag::PLAIN => NumberFormat::Plain,
                    tag::PERCENT => NumberFormat::Percent,
                    tag::POUNDS => NumberFormat::Pounds,
                    _ => return None,
                };
                let decimals = match self.byte()? {
                    tag::DECIMALS_UNKNOWN => None,
                    known @ 0..=15 => Some(known),
                    _ => return None,
                };
                Cell::Number(Number {
                    value: Some(value).filter(|value| value.is_finite())?,
                    shown,
                    decimals,
                })
            }
            tag::DATE => Cell::Date(NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(self.array()?))?),
            tag::FALSE => Cell::Flag(false),
            tag::TRUE => Cell::Flag(true),
            tag::ERROR => Cell::Error(self.text()?.to_owned()),
            _ => return None,
        })
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*first)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn small<N: TryFrom<u64>>(&mut self) -> Option<N> {
        N::try_from(self.number()?).ok()
    }

    fn count(&mut self, most: usize) -> Option<usize> {
        self.small().filter(|count| *count <= most)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.small()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }
}
