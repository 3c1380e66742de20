//! Cells copied from a spreadsheet, and where they go in a table: headings say which columns, references
//! which rows; without them the block goes down and right from the cursor.

use crate::domain::naming::plain;

/// A column of a table that figures go into.
#[derive(Debug)]
pub struct Field {
    pub title: &'static str,
    /// What else it is called above a column.
    pub also: &'static [&'static str],
    /// A cell of it may hold this field and the next: `42/231`.
    pub and_next: bool,
}

/// Most rows, and most cells, that are taken at once.
pub const ROWS: usize = 2_000;
const CELLS: usize = 20_000;

/// What the columns of references are headed with.
const REFERENCES: &[&str] =
    &["ref", "reference", "ref no", "indicator ref", "line", "saving", "code", "id", "month"];

/// Copied cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    rows: Vec<Vec<String>>,
    /// An empty cell empties the one it goes into, not leaves it.
    pub empties: bool,
}

/// Which row a line of a block is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowName {
    /// That many rows below the first.
    Below(u64),
    /// The one of this reference.
    As(String),
}

/// A line of a block: the fields its cells go into, and texts there is no column for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub row: RowName,
    pub cells: Vec<(usize, String)>,
    pub beyond: Vec<String>,
}

/// A block as it lies in a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlockLayout {
    pub lines: Vec<Line>,
    /// What was left out and why, as sentences.
    pub notes: Vec<String>,
    /// The first field it goes into.
    pub start: usize,
    /// Headings say which columns it goes into: it cannot be moved.
    pub headed: bool,
    /// An empty cell empties the one it goes into, not leaves it.
    pub empties: bool,
}

impl BlockLayout {
    /// How many rows it reaches down from the first.
    pub fn reach(&self) -> u32 {
        let below = self.lines.iter().filter_map(|line| match line.row {
            RowName::Below(rows) => u32::try_from(rows + 1).ok(),
            RowName::As(_) => None,
        });
        below.max().unwrap_or(0)
    }

    /// The references that its lines name.
    pub fn references(&self) -> Vec<String> {
        let named = self.lines.iter().filter_map(|line| match &line.row {
            RowName::As(name) => Some(name.clone()),
            RowName::Below(_) => None,
        });
        named.collect()
    }
}

impl Clip {
    /// Reads a pasted text: lines, and tabs between cells; quotes around cells that hold either.
    ///
    /// # Errors
    /// A sentence where it is more than a table takes at once.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let (mut rows, mut cells) = (Vec::new(), 0);
        // The blank lines of a block are rows of it, which the reader leaves out.
        let mut next_line = 1;
        let mut record = csv::StringRecord::new();
        let unreadable = |error: csv::Error| format!("What was copied cannot be read: {error}.");
        while reader.read_record(&mut record).map_err(unreadable)? {
            let after = reader.position().line();
            let lines = 1 + record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
            while next_line + lines < after && rows.len() <= ROWS {
                rows.push(Vec::new());
                next_line += 1;
            }
            next_line = after;
            cells += record.len();
            rows.push(record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
            if rows.len() > ROWS || cells > CELLS {
                return Err(format!(
                    "More than {ROWS} rows or {CELLS} cells are not pasted into cells at once: copy fewer, or \
                     press 1 and paste there, which imports a table."
                ));
            }
        }
        while rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
            rows.pop();
        }
        Ok(Self { rows, empties: false })
    }

    /// Of cells there are already.
    pub fn of(rows: Vec<Vec<String>>) -> Self {
        Self { rows, empties: true }
    }

    /// The one cell of it in every row of so many, as a spreadsheet fills what is selected.
    #[must_use]
    pub fn over(self, rows: usize) -> Self {
        match self.rows.first() {
            Some(one) if self.rows.len() == 1 => Self { rows: vec![one.clone(); rows.max(1)], ..self },
            _ => self,
        }
    }

    /// Whether it is one cell, which is not a block.
    pub fn is_one_cell(&self) -> bool {
        matches!(self.rows.as_slice(), [row] if row.len() < 2)
    }

    /// How many cells of each row are filled at most.
    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Whether the first row is headings, and all of what they say is not for cells of this table: a table
    /// to import.
    pub fn is_a_table(&self, fields: &[Field], known: &[&str]) -> bool {
        let Some(headings) = self.headings(fields) else { return false };
        let strange = |cell: &&String| {
            !cell.is_empty()
                && field_of(cell, fields).is_none()
                && !is_reference(cell)
                && !known.iter().any(|title| plain(title) == plain(cell))
        };
        headings.iter().any(|cell| strange(&cell))
    }

    /// The first row, where it is headings.
    fn headings(&self, fields: &[Field]) -> Option<&[String]> {
        let [first, _, ..] = self.rows.as_slice() else { return None };
        let names = first.iter().any(|cell| field_of(cell, fields).is_some() || is_reference(cell));
        let words = first.iter().any(|cell| !cell.is_empty())
            && first.iter().all(|cell| cell.is_empty() || !is_figure(cell));
        let figures_below = self.rows[1..].iter().flatten().any(|cell| is_figure(cell));
        (names || words && figures_below).then_some(first)
    }

    /// Where it goes, from a field on; headings that name fields say it themselves. Without them it passes over
    /// fields that are `hidden`: nobody sees them between the others.
    pub fn lay(&self, fields: &[Field], start: usize, hidden: &[usize]) -> BlockLayout {
        let mut notes = Vec::new();
        let headings = self.headings(fields);
        let body = &self.rows[usize::from(headings.is_some())..];
        let width = self.width();
        let mut to: Vec<Option<usize>> = vec![None; width];
        let mut headed = false;
        let mut names = None;
        if let Some(headings) = headings {
            names = headings.iter().position(|cell| is_reference(cell));
            for (at, cell) in headings.iter().enumerate() {
                to[at] = field_of(cell, fields);
            }
            headed = to.iter().any(Option::is_some);
            let left: Vec<&str> = (0..headings.len())
                .filter(|at| to[*at].is_none() && Some(*at) != names && !headings[*at].is_empty())
                .map(|at| headings[at].as_str())
                .collect();
            if headed && !left.is_empty() {
                notes.push(format!("Left out, as they are not typed into here: {}.", left.join(", ")));
            } else if !headed {
                notes.push(format!("The first line is taken as headings: {}.", headings.join(", ")));
            }
        }
        if names.is_none() && width > 1 && !headed {
            names = names_its_rows(body).then_some(0);
        }
        let open: Vec<usize> = (0..fields.len()).filter(|field| !hidden.contains(field)).collect();
        // A position in `open`.
        let last = open.len().saturating_sub(1);
        let mut from = open.iter().position(|field| *field >= start).unwrap_or(last);
        if !headed {
            let columns: Vec<usize> = (0..width).filter(|at| Some(*at) != names).collect();
            let wanted = from;
            let mut placed = place(&columns, body, fields, &open[from..]);
            while from > 0 && placed.iter().any(|(_, field)| field.is_none()) {
                from -= 1;
                placed = place(&columns, body, fields, &open[from..]);
            }
            // Not from the second half of what one cell may hold whole.
            if from != wanted && from > 0 && fields[open[from - 1]].and_next {
                from -= 1;
                placed = place(&columns, body, fields, &open[from..]);
            }
            if from != wanted {
                notes.push(format!(
                    "{} columns do not fit from {} on: they go in from {} on.",
                    columns.len(),
                    fields[open[wanted]].title,
                    fields[open[from]].title
                ));
            }
            for (column, field) in placed {
                to[column] = field;
            }
        }
        let mut lines = Vec::new();
        for (number, row) in (0_u64..).zip(body) {
            let name = names.and_then(|at| row.get(at)).cloned().unwrap_or_default();
            if is_total(&name) || row.first().is_some_and(|first| is_total(first)) {
                let called = row.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
                notes.push(format!("“{called}” is left out: totals are worked out here."));
                continue;
            }
            let (mut cells, mut beyond) = (Vec::new(), Vec::new());
            for (at, text) in row.iter().enumerate().filter(|(at, _)| Some(*at) != names) {
                match to[at] {
                    Some(field) => cells.push((field, text.clone())),
                    None if !headed && !text.is_empty() => beyond.push(text.clone()),
                    None => {}
                }
            }
            let said = cells.iter().any(|(_, text)| self.empties || !text.is_empty()) || !beyond.is_empty();
            if said && names.is_some() {
                lines.push(Line { row: RowName::As(name), cells, beyond });
            } else if said {
                lines.push(Line { row: RowName::Below(number), cells, beyond });
            }
        }
        let start = open.get(from).copied().unwrap_or_default();
        BlockLayout { lines, notes, start, headed, empties: self.empties }
    }
}

/// The field of each column, of those that are open from one on; none where there are no more.
fn place(
    columns: &[usize],
    body: &[Vec<String>],
    fields: &[Field],
    open: &[usize],
) -> Vec<(usize, Option<usize>)> {
    let mut at = 0;
    let of = |column: usize| {
        let here = open.get(at).copied();
        let both = here.is_some_and(|field| fields[field].and_next)
            && body.iter().any(|row| row.get(column).is_some_and(|cell| cell.contains('/')));
        at += if both { 2 } else { 1 };
        (column, here)
    };
    columns.iter().copied().map(of).collect()
}

fn field_of(heading: &str, fields: &[Field]) -> Option<usize> {
    let heading = plain(heading);
    let is = |name: &str| plain(name) == heading;
    (!heading.is_empty())
        .then(|| fields.iter().position(|field| is(field.title) || field.also.iter().any(|name| is(name))))?
}

fn is_reference(heading: &str) -> bool {
    REFERENCES.contains(&plain(heading).as_str())
}

/// Whether the first cell of every row names the row: none of them is a figure.
fn names_its_rows(body: &[Vec<String>]) -> bool {
    let mut first = body.iter().filter_map(|row| row.first()).filter(|cell| !cell.is_empty()).peekable();
    first.peek().is_some() && first.all(|cell| !is_figure(cell))
}

/// Whether a text is meant as a figure, well or badly written: `1,234`, `£3k`, `(29)`, `87.5%`, `42/231`.
fn is_figure(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    text.starts_with('=')
        || matches!(text, "-" | "–" | "n/a")
        || (letters <= 2
            && text.chars().any(|letter| letter.is_ascii_digit())
            && !text.starts_with(char::is_alphabetic))
}

fn is_total(name: &str) -> bool {
    let words = plain(name);
    matches!(words.split(' ').next(), Some("total" | "totals" | "subtotal" | "sum")) || words == "grand total"
}

#[cfg(test)]
mod tests;
