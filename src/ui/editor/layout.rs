//! Soft wrapping: which part of which line is on each visual row.
//!
//! Wrapping is kept per line and redone only for lines an edit touched, so a key costs the line it
//! is typed in rather than the whole text.

use super::bullets;
use super::text::{Pos, Text, Touched};
use crate::ui::inert;

/// Where each visual row of one line starts; empty until the line is wrapped. The first is 0.
type Starts = Vec<usize>;

/// The wrapping of a text at one width.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    width: usize,
    lines: Vec<Starts>,
}

/// One visual row: the part of a line from `start` to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub line: usize,
    pub start: usize,
    pub end: usize,
    /// Columns it stands in from the edge: the rows of a bullet hang below its words.
    pub indent: usize,
}

impl Layout {
    /// Brings the wrapping up to date for a width.
    pub fn fit(&mut self, text: &Text, width: usize) {
        if self.width != width || self.lines.len() != text.lines().len() {
            self.width = width;
            self.lines = vec![Starts::new(); text.lines().len()];
        }
        for (starts, line) in self.lines.iter_mut().zip(text.lines()) {
            if starts.is_empty() {
                *starts = wrap(line, width);
            }
        }
    }

    /// Forgets the wrapping of the lines an edit touched.
    pub fn touch(&mut self, touched: Touched) {
        if touched.row + touched.old > self.lines.len() {
            self.lines.clear();
            return;
        }
        if touched.old == touched.new {
            self.lines[touched.row..touched.row + touched.old].iter_mut().for_each(Vec::clear);
            return;
        }
        let fresh = std::iter::repeat_n(Starts::new(), touched.new);
        self.lines.splice(touched.row..touched.row + touched.old, fresh);
    }

    /// Forgets everything, for a new text.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// Visual rows in all.
    pub fn rows(&self) -> usize {
        self.lines.iter().map(Vec::len).sum()
    }

    /// The visual row a place is on. A place where a line was broken belongs to the lower row.
    pub fn row_of(&self, pos: Pos) -> usize {
        let above: usize = self.lines[..pos.row].iter().map(Vec::len).sum();
        above + self.lines[pos.row].partition_point(|start| *start <= pos.byte) - 1
    }

    /// The visual row with a number, the last one if there are fewer.
    pub fn row(&self, text: &Text, number: usize) -> Row {
        self.rows_from(text, number).next().unwrap_or_else(|| {
            let line = self.lines.len() - 1;
            let start = self.lines[line].last().copied().unwrap_or(0);
            let indent = if start == 0 { 0 } else { hanging(text.line(line), self.width) };
            Row { line, start, end: text.line(line).len(), indent }
        })
    }

    /// Visual rows from a number on.
    pub fn rows_from<'a>(&'a self, text: &'a Text, number: usize) -> impl Iterator<Item = Row> + 'a {
        let mut skip = number;
        let mut first = 0;
        while first < self.lines.len() && skip >= self.lines[first].len() {
            skip -= self.lines[first].len();
            first += 1;
        }
        (first..self.lines.len()).flat_map(move |line| {
            let starts = &self.lines[line];
            let from = if line == first { skip } else { 0 };
            let indent = if starts.len() > 1 { hanging(text.line(line), self.width) } else { 0 };
            (from..starts.len()).map(move |i| Row {
                indent: if i == 0 { 0 } else { indent },
                line,
                start: starts[i],
                end: starts.get(i + 1).copied().unwrap_or_else(|| text.line(line).len()),
            })
        })
    }

    /// Columns between a row's start and a place on it.
    pub fn column(&self, text: &Text, row: Row, byte: usize) -> usize {
        row.indent + measure(&text.line(row.line)[row.start..byte])
    }

    /// The place on a visual row nearest to a column, never past the row's last grapheme when the
    /// line goes on below (that place belongs to the next row).
    pub fn at_column(&self, text: &Text, row: Row, column: usize) -> Pos {
        let line = text.line(row.line);
        let goes_on = row.end < line.len() || self.lines[row.line].last() != Some(&row.start);
        let mut used = row.indent;
        let mut byte = row.start;
        for (at, grapheme) in inert::graphemes(&line[row.start..row.end]) {
            byte = row.start + at;
            let wide = inert::cell(grapheme).1;
            // The right half of a wide grapheme means the place after it.
            if used + wide.div_ceil(2) > column {
                return Pos { row: row.line, byte };
            }
            used += wide;
        }
        Pos { row: row.line, byte: if goes_on { byte } else { row.end } }
    }
}

/// Columns of raw text as drawn.
pub(super) fn measure(raw: &str) -> usize {
    if raw.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return raw.len();
    }
    inert::graphemes(raw).map(|(_, grapheme)| inert::cell(grapheme).1).sum()
}

/// Columns that the rows of a line after its first stand in from the edge: those of its bullet, unless
/// that leaves too little room.
pub(super) fn hanging(line: &str, width: usize) -> usize {
    let bullet = bullets::prefix(line).map_or(0, |bytes| measure(&line[..bytes]));
    if bullet * 3 <= width { bullet } else { 0 }
}

/// Breaks one line after spaces, or within a word that is wider than a row.
///
/// One column is kept for the cursor behind the last character of a full row; the space that ends
/// a row may stand in it.
fn wrap(line: &str, width: usize) -> Starts {
    let mut wrapper = Wrapper::new(width, hanging(line, width));
    if line.len() < wrapper.limit && line.is_ascii() && !line.bytes().any(|b| b.is_ascii_control()) {
        return wrapper.starts;
    }
    if line.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        // Grapheme segmentation is most of the cost of wrapping; plain text does not need it.
        for (at, byte) in line.bytes().enumerate() {
            wrapper.take(at, at + 1, 1, byte == b' ');
        }
    } else {
        for (at, grapheme) in inert::graphemes(line) {
            let wide = inert::cell(grapheme).1;
            // A no-break space is kept with its words.
            let space = matches!(grapheme, " " | "\t" | "\u{3000}");
            wrapper.take(at, at + grapheme.len(), wide, space);
        }
    }
    wrapper.finish(line.len())
}

struct Wrapper {
    limit: usize,
    /// Columns that all rows but the first begin with.
    indent: usize,
    starts: Starts,
    used: usize,
    /// The byte after the last space of this row, and the columns used up to it.
    gap: Option<(usize, usize)>,
}

impl Wrapper {
    fn new(width: usize, indent: usize) -> Wrapper {
        Wrapper { limit: width.saturating_sub(1).max(1), indent, starts: vec![0], used: 0, gap: None }
    }

    /// Begins another row.
    fn begin(&mut self, at: usize) {
        self.starts.push(at);
        self.used = self.indent;
    }

    fn take(&mut self, at: usize, end: usize, wide: usize, space: bool) {
        let hangs = space && self.used == self.limit;
        let edge = if self.starts.len() > 1 { self.indent } else { 0 };
        if self.used > edge && self.used + wide > self.limit && !hangs {
            match self.gap.take() {
                // Move the word begun on this row down, if it is not the row.
                Some((byte, used)) if !space && byte < at => {
                    let moved = self.used - used;
                    self.begin(byte);
                    self.used += moved;
                    if self.used + wide > self.limit {
                        self.begin(at);
                    }
                }
                _ => self.begin(at),
            }
        }
        self.used += wide;
        if space {
            self.gap = Some((end, self.used));
        }
    }

    fn finish(mut self, len: usize) -> Starts {
        // A space hanging at the end of the text: what is typed next goes on a row of its own.
        if self.used > self.limit && self.gap.is_some_and(|(end, _)| end == len) {
            self.starts.push(len);
        }
        self.starts
    }
}
