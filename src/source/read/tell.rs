//! Between the readers and whoever listens: puts rows together, keeps them
//! within the limits and tells what is wanted of them.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::super::{Area, Cell, Event, Extras, Row, Shade, Sheet, Wanted};
use super::problem::{self, Stop, Told};

/// Cells in a row. Spreadsheets have four times as many columns; no table does.
pub(super) const MAX_COLUMNS: usize = 4096;
/// Rows of any one sheet; only csv files can have more than a spreadsheet's million.
pub(super) const MAX_ROWS: u32 = 5_000_000;
/// Merged cells of a sheet.
pub(super) const MAX_AREAS: usize = 100_000;
/// Bytes of one cell's text. Excel itself stops at 32,767 letters.
pub(super) const MAX_TEXT: usize = crate::domain::text::MAX;
/// Bytes of a row's texts together.
pub(super) const MAX_ROW_TEXT: usize = 16 * 1024 * 1024;
pub(super) const TOO_LONG: &str =
    "This cell holds more than 1 MB of text. Shorten it and import the file again.";
pub(super) const ROW_TOO_LONG: &str =
    "This row holds more than 16 MB of text. Shorten it and import the file again.";
const MAX_SHEETS: usize = 1024;
const MAX_NAME: usize = 1024;
/// What is told of a file in all, counting [`CELL_COST`] for each cell besides its text.
const MAX_TOLD: usize = 2 * 1024 * 1024 * 1024;
const CELL_COST: usize = 8;

/// What a reader tells through.
pub(super) struct EventSink<'a> {
    pub(super) wanted: &'a Wanted,
    tell: &'a mut dyn FnMut(&Event) -> ControlFlow<()>,
    /// The sheet being read.
    sheet: String,
    /// Rows of it told so far, and whether there were more.
    rows: u32,
    more: bool,
    /// The row being put together. Cells from `used` on are of earlier rows and
    /// kept for their memory: a row of a million is as a rule like the one before.
    row: Row,
    used: usize,
    /// Bytes of text in this row, and of everything told.
    text: usize,
    told: usize,
}

impl<'a> EventSink<'a> {
    pub(super) fn new(wanted: &'a Wanted, tell: &'a mut dyn FnMut(&Event) -> ControlFlow<()>) -> Self {
        Self {
            wanted,
            tell,
            sheet: String::new(),
            rows: 0,
            more: false,
            row: Row::default(),
            used: 0,
            text: 0,
            told: 0,
        }
    }

    fn event(&mut self, event: &Event) -> Told {
        match (self.tell)(event) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Closed),
        }
    }

    /// Begins the file.
    pub(super) fn file(&mut self, sheets: Vec<Sheet>, form: impl Into<String>) -> Told {
        if sheets.is_empty() {
            return Err(problem::damaged());
        }
        if sheets.len() > MAX_SHEETS || sheets.iter().any(|sheet| sheet.name.len() > MAX_NAME) {
            return Err(problem::bomb(&format!("It has more than {MAX_SHEETS} sheets, or endless names")));
        }
        self.event(&Event::File { sheets, form: form.into() })
    }

    /// Whether the sheet at this place is to be read.
    pub(super) fn wants(&self, place: usize) -> bool {
        self.wanted.sheets.as_ref().is_none_or(|sheets| sheets.iter().any(|one| usize::from(*one) == place))
    }

    /// Begins a sheet of about so many rows.
    pub(super) fn sheet(&mut self, place: usize, name: &str, merged: Vec<Area>, about: Option<u32>) -> Told {
        self.sheet_with(place, name, merged, about, Extras::default())
    }

    /// The same of one that says something besides its cells.
    pub(super) fn sheet_with(
        &mut self,
        place: usize,
        name: &str,
        merged: Vec<Area>,
        about: Option<u32>,
        extras: Extras,
    ) -> Told {
        name.clone_into(&mut self.sheet);
        (self.rows, self.more) = (0, false);
        self.begin_row(0);
        if merged.len() > MAX_AREAS {
            return Err(self.problem(
                0,
                format!(
                    "It has more than {MAX_AREAS} merged cells. \
                 Take the merging off, save it and import it again."
                ),
            ));
        }
        let about = about.map(|rows| rows.min(MAX_ROWS));
        self.event(&Event::Sheet { place: u16::try_from(place).unwrap_or(u16::MAX), merged, about, extras })
    }

    /// Begins a row.
    pub(super) fn begin_row(&mut self, number: u32) {
        self.row.number = number;
        (self.used, self.text) = (0, 0);
        self.row.shades.clear();
    }

    /// Notes the colour of a cell of the row.
    pub(super) fn shade(&mut self, column: usize, shade: Shade) {
        if let Ok(column) = u16::try_from(column)
            && usize::from(column) < MAX_COLUMNS
        {
            self.row.shades.push((column, shade));
        }
    }

    /// The number of the row being put together.
    pub(super) fn number(&self) -> u32 {
        self.row.number
    }

    /// Cells of it so far.
    pub(super) fn cells(&self) -> usize {
        self.used
    }

    fn slot(&mut self, column: usize) -> Result<&mut Cell, Stop> {
        if column >= MAX_COLUMNS {
            return Err(self.beyond(column));
        }
        if column >= self.row.cells.len() {
            self.row.cells.resize_with(column + 1, Cell::default);
        }
        if column >= self.used {
            self.row.cells[self.used..column].fill(Cell::Empty);
            self.used = column + 1;
        }
        Ok(&mut self.row.cells[column])
    }

    /// Puts a cell into the row.
    pub(super) fn cell(&mut self, column: usize, cell: Cell) -> Told {
        match cell {
            Cell::Empty => Ok(()),
            Cell::Text(text) => self.text(column, &text),
            Cell::Error(text) => {
                self.measure(column, &text)?;
                *self.slot(column)? = Cell::Error(text);
                Ok(())
            }
            other => {
                *self.slot(column)? = other;
                Ok(())
            }
        }
    }

    /// Puts a text into the row; an empty one is no cell.
    pub(super) fn text(&mut self, column: usize, text: &str) -> Told {
        if text.is_empty() {
            return Ok(());
        }
        self.measure(column, text)?;
        let cleaned = cleaned(text);
        let text = cleaned.as_ref();
        if text.is_empty() {
            return Ok(());
        }
        match self.slot(column)? {
            Cell::Text(old) => text.clone_into(old),
            other => *other = Cell::Text(text.to_owned()),
        }
        Ok(())
    }

    fn measure(&mut self, column: usize, text: &str) -> Told {
        self.text += text.len();
        if text.len() > MAX_TEXT {
            return Err(self.problem(column, TOO_LONG));
        }
        if self.text > MAX_ROW_TEXT {
            return Err(self.problem(column, ROW_TOO_LONG));
        }
        Ok(())
    }

    /// Tells the row, unless there is nothing in it. False: no more rows are wanted.
    pub(super) fn end_row(&mut self) -> Result<bool, Stop> {
        self.row.cells.truncate(self.used);
        while self.row.cells.last() == Some(&Cell::Empty) {
            self.row.cells.pop();
        }
        if self.row.cells.is_empty() {
            return Ok(true);
        }
        if self.wanted.rows.is_some_and(|most| self.rows >= most) {
            self.more = true;
            return Ok(false);
        }
        if self.rows >= MAX_ROWS {
            return Err(self
                .problem(0, "It has more than 5 million rows. Split it, or leave out what is not needed."));
        }
        self.rows += 1;
        self.told += self.text + CELL_COST * self.row.cells.len();
        if self.told > MAX_TOLD {
            return Err(
                self.problem(0, "It holds more than 2 GB. Split it, or leave out what is not needed.")
            );
        }
        let event = Event::Row(std::mem::take(&mut self.row));
        let told = self.event(&event);
        if let Event::Row(row) = event {
            self.row = row;
        }
        told.map(|()| true)
    }

    /// Tells the same row again, as the next one.
    pub(super) fn repeat_row(&mut self) -> Result<bool, Stop> {
        self.row.number = self.row.number.saturating_add(1);
        self.end_row()
    }

    /// Ends the sheet.
    pub(super) fn end_sheet(&mut self) -> Told {
        self.event(&Event::End { more: self.more })
    }

    /// A problem in the row being put together.
    pub(super) fn problem(&self, column: usize, text: impl Into<String>) -> Stop {
        problem::at(&self.sheet, self.row.number, column, text)
    }

    /// A cell where no table reaches.
    pub(super) fn beyond(&self, column: usize) -> Stop {
        self.problem(
            column,
            format!(
                "Its sheet claims a cell at {}{}, far beyond any table. \
                 Delete what lies beyond the table, save it and import it again.",
                letters(column),
                self.row.number
            ),
        )
    }
}

/// A column as spreadsheets name it: `A` to `Z`, `AA`.
fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        name.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name
}

/// A text without what nobody sees in it: carriage returns, spaces of no width, marks of byte order, soft hyphens.
fn cleaned(text: &str) -> Cow<'_, str> {
    const UNSEEN: [char; 7] =
        ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}', '\u{180e}'];
    let plain = text.is_ascii() || !text.contains(UNSEEN);
    let returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
    if plain && !returns {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter(|c| !UNSEEN.contains(c)).collect())
}
