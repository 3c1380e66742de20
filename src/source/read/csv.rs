//! Text with a delimiter between cells: csv, by whichever program.
//!
//! The records are found by `csv-core`, driven by hand: while a record grows
//! its memory is ours, so a quotation mark that is never closed is told and
//! does not swallow the file. A million rows are as many calls and no more
//! memory than the longest of them.

use std::fs::File;
use std::io::{BufRead, Cursor, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::super::Sheet;
use super::problem::{self, Stop, Told};
use super::tell::{EventSink, MAX_COLUMNS, MAX_ROW_TEXT, MAX_TEXT, ROW_TOO_LONG, TOO_LONG};
use super::{delimiter, encoding};

/// What is looked at to find the delimiter.
const HEAD: u64 = 64 * 1024;

/// Reads a text file as one sheet of this name.
pub(super) fn read(file: File, name: &str, teller: &mut EventSink) -> Told {
    let trouble = |error| problem::unreadable(&error);
    let length = file.metadata().map_or(0, |file| file.len());
    let mut text = encoding::open(file).map_err(trouble)?;
    let mut head = Vec::new();
    (&mut text.reader).take(HEAD).read_to_end(&mut head).map_err(trouble)?;
    if !looks_like_text(&head) {
        return Err(problem::whole(
            "It is not a spreadsheet or a CSV file, and nothing else that is known here. \
             Open it in the program it came from, save it as .xlsx or CSV and import that.",
        ));
    }
    let declared = delimiter::declared(&head);
    let whole = (head.len() as u64) < HEAD;
    let delimiter = teller
        .wanted
        .delimiter
        .filter(u8::is_ascii)
        .or(declared)
        .unwrap_or_else(|| delimiter::find(&head, whole));
    let form = format!("CSV, {}, {}", delimiter::called(delimiter), text.encoding);
    let about = about_rows(&head, length);
    let mut records = Records {
        text: Cursor::new(head).chain(text.reader),
        core: ReaderBuilder::new().delimiter(delimiter).build(),
        certain: text.certain,
        line: 1,
        returned: false,
        record: vec![0; 4096],
        ends: vec![0; MAX_COLUMNS + 1],
    };
    teller.file(vec![Sheet { name: name.to_owned(), hidden: false }], form)?;
    if !teller.wants(0) {
        return Ok(());
    }
    teller.sheet(0, name, Vec::new(), about)?;
    let mut rows = 0;
    while records.next(teller)? {
        // The line that only names the delimiter is no row.
        if declared.is_some() && teller.number() == 1 {
            continue;
        }
        rows += 1;
        if !teller.end_row()? {
            break;
        }
    }
    if rows == 0 {
        return Err(problem::empty());
    }
    teller.end_sheet()
}

/// Rows of a file of this length, if all of it is like its head.
fn about_rows(head: &[u8], length: u64) -> Option<u32> {
    let lines = memchr::memchr_iter(b'\n', head).count().max(1) as u64;
    u32::try_from((length * lines).checked_div(head.len() as u64)?).ok()
}

/// Whether there are hardly any control characters. A few may have got in; zeros are told where they stand.
fn looks_like_text(head: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 1..=8 | 14..=31);
    head.iter().filter(control).count() <= 8 + head.len() / 20
}

/// The records of a text.
struct Records<R> {
    text: R,
    core: Reader,
    /// Whether all of it must be UTF-8.
    certain: bool,
    /// The line that is read next, and whether a carriage return was the last byte before it.
    line: u32,
    returned: bool,
    /// The texts of a record's cells one after the other, and where each ends.
    record: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: BufRead> Records<R> {
    /// Puts the next record into the teller's row; false at the end of the text.
    fn next(&mut self, teller: &mut EventSink) -> Result<bool, Stop> {
        self.skip_line_ends()?;
        teller.begin_row(self.line);
        let (mut filled, mut cells) = (0, 0);
        loop {
            let input = self.text.fill_buf().map_err(|error| problem::unreadable(&error))?;
            // The last line ends with the text, if it does not by itself.
            let over = input.is_empty();
            let input = if over { b"\n" } else { input };
            let (result, taken, written, ended) =
                self.core.read_record(input, &mut self.record[filled..], &mut self.ends[cells..]);
            if !over {
                self.line = self.line.saturating_add(lines(&input[..taken], &mut self.returned));
                self.text.consume(taken);
            }
            filled += written;
            cells += ended;
            if cells > MAX_COLUMNS {
                return Err(teller.problem(
                    MAX_COLUMNS,
                    format!(
                        "This row has more than {MAX_COLUMNS} cells. \
                         Check what stands between its cells, and import it again."
                    ),
                ));
            }
            match result {
                ReadRecordResult::Record => {
                    self.put(filled, cells, teller)?;
                    return Ok(true);
                }
                // Only where a quotation mark is open is a line end part of a cell.
                ReadRecordResult::InputEmpty if over && written > 0 => {
                    return Err(self.unclosed(filled, cells, "to the end of the file", teller));
                }
                ReadRecordResult::InputEmpty if over => return Ok(false),
                ReadRecordResult::End => return Ok(false),
                ReadRecordResult::OutputFull => self.more_room(filled, cells, teller)?,
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputEndsFull => {}
            }
        }
    }

    /// Makes room for a record that has filled what there is.
    fn more_room(&mut self, filled: usize, cells: usize, teller: &mut EventSink) -> Told {
        if filled - self.begun(cells) > MAX_TEXT {
            let (_, _, written, _) = self.core.read_record(b"\n", &mut [0; 2], &mut [0; 2]);
            return Err(match written {
                0 => teller.problem(cells, TOO_LONG),
                _ => self.unclosed(filled, cells, "for more than 1 MB", teller),
            });
        }
        if filled >= MAX_ROW_TEXT {
            return Err(teller.problem(cells, ROW_TOO_LONG));
        }
        self.record.resize(self.record.len() * 2, 0);
        Ok(())
    }

    /// Where the text of the cell being read begins.
    fn begun(&self, cells: usize) -> usize {
        cells.checked_sub(1).map_or(0, |last| self.ends[last])
    }

    /// Goes to the line the next record begins on, over empty ones.
    fn skip_line_ends(&mut self) -> Told {
        loop {
            let input = self.text.fill_buf().map_err(|error| problem::unreadable(&error))?;
            let ends = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.line = self.line.saturating_add(lines(&input[..ends], &mut self.returned));
            let stop = ends < input.len() || input.is_empty();
            self.text.consume(ends);
            if stop {
                return Ok(());
            }
        }
    }

    fn unclosed(&self, filled: usize, cells: usize, until: &str, teller: &mut EventSink) -> Stop {
        // Line ends in the cells before it are lines of the file.
        let begun = self.begun(cells).min(filled);
        let line = teller.number().saturating_add(lines(&self.record[..begun], &mut false));
        teller.begin_row(line);
        teller.problem(
            cells,
            format!(
                "The quotation mark that opens this cell on line {line} is not closed {until}. \
                 Close or remove it and import the file again."
            ),
        )
    }

    fn put(&self, filled: usize, cells: usize, teller: &mut EventSink) -> Told {
        let (record, ends) = (&self.record[..filled], &self.ends[..cells]);
        let column_of = |byte: usize| ends.partition_point(|end| *end <= byte);
        if let Some(byte) = memchr::memchr(0, record) {
            return Err(teller.problem(
                column_of(byte),
                "This cell holds a zero byte, which no text does. \
                 Save the file anew in the program it came from and import that.",
            ));
        }
        let text = std::str::from_utf8(record);
        if let (Err(error), true) = (text, self.certain) {
            return Err(teller.problem(
                column_of(error.valid_up_to()),
                "This cell is not UTF-8, as the file says it is: it is damaged, or was cut short. \
                 Save it anew in the program it came from and import that.",
            ));
        }
        let mut begun = 0;
        for (column, end) in ends.iter().enumerate() {
            match text {
                // Cells end at a delimiter, which is never inside a letter.
                Ok(text) => teller.text(column, text.get(begun..*end).unwrap_or_default())?,
                Err(_) => teller.text(column, &encoding::cell(&record[begun..*end]))?,
            }
            begun = *end;
        }
        Ok(())
    }
}

/// Lines that end in these bytes: in a line feed, a carriage return or both,
/// of which the first may have been the last byte before.
fn lines(bytes: &[u8], returned: &mut bool) -> u32 {
    let mut lines = 0;
    for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
        let before = at.checked_sub(1).map_or(*returned, |before| bytes[before] == b'\r');
        lines += u32::from(bytes[at] == b'\r' || !before);
    }
    *returned = bytes.last().map_or(*returned, |last| *last == b'\r');
    lines
}
