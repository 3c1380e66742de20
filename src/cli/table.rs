//! Lists for people and programs: one way to print rows as an aligned table,
//! as records of a field a line, as JSON or as CSV, a window at a time.

use std::io::Write;

use super::{Context, Failure, Out, Value};
use crate::domain::{Period, Rating};
use crate::ui::inert::{fit, inert_line, width};

/// A column of the table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub title: &'static str,
    /// Figures stand to the right.
    pub right: bool,
    /// Longer text is cut at so many columns; 0 never cuts.
    pub most: usize,
    /// Takes no room where no row says anything in it.
    pub if_any: bool,
}

/// A column of words.
pub const fn words(title: &'static str, most: usize) -> Column {
    Column { title, right: false, most, if_any: false }
}

/// A column of figures.
pub const fn figures(title: &'static str) -> Column {
    Column { title, right: true, most: 0, if_any: false }
}

/// A cell for people.
#[derive(Debug, Clone)]
pub struct Cell {
    pub text: String,
    /// Drawn in this rating's colour where colours are used.
    pub rating: Option<Rating>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, rating: None }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<Option<Period>> for Cell {
    fn from(period: Option<Period>) -> Self {
        period.map(Period::code).unwrap_or_default().into()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// `■ R`, or the symbol and the name of a state that is no colour.
pub fn rating_text(rating: Rating, ascii: bool) -> String {
    let symbol = if ascii { rating.ascii_symbol() } else { rating.symbol() };
    let name = if rating.is_colour() { rating.letters() } else { rating.title() };
    format!("{symbol} {name}")
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::Args)]
pub struct Format {
    /// Print JSON, for programs.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print CSV, for spreadsheets.
    #[arg(long)]
    pub csv: bool,
}

/// What a list is made of.
pub struct Listing<'a, T> {
    pub columns: &'a [Column],
    /// The cells of a row, one for each column.
    pub cells: &'a dyn Fn(&T) -> Vec<Cell>,
    /// Keys of the JSON objects and heads of the CSV columns.
    pub keys: &'a [&'static str],
    /// The values of a row, one for each key.
    pub values: &'a dyn Fn(&T) -> Vec<Value>,
    /// Said on standard error when there is no row at all.
    pub empty: &'a str,
}

impl<T> std::fmt::Debug for Listing<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listing").field("keys", &self.keys).finish_non_exhaustive()
    }
}

impl<T> Listing<'_, T> {
    /// Prints every row that `next` gives, a window at a time, until it gives none.
    pub fn print(
        &self,
        context: &Context,
        out: &mut Out,
        format: Format,
        next: &mut dyn FnMut() -> Result<Vec<T>, Failure>,
    ) -> Result<(), Failure> {
        match format {
            Format { json: true, .. } => self.json(out, next),
            Format { csv: true, .. } => self.csv(out, next),
            _ if context.plain => self.records(context, out, next),
            _ => self.table(context, out, next),
        }
    }

    fn json(&self, out: &mut Out, next: &mut dyn FnMut() -> Result<Vec<T>, Failure>) -> Result<(), Failure> {
        out.bytes(b"[")?;
        let mut first = true;
        loop {
            let rows = next()?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                out.bytes(if first { b"\n" } else { b",\n" })?;
                first = false;
                let object = Value::Object(self.keys.iter().copied().zip((self.values)(row)).collect());
                let text = super::value::escape(serde_json::to_string(&object)?);
                out.bytes(text.as_bytes())?;
            }
        }
        out.bytes(if first { b"]\n" } else { b"\n]\n" })
    }

    fn csv(&self, out: &mut Out, next: &mut dyn FnMut() -> Result<Vec<T>, Failure>) -> Result<(), Failure> {
        let mut writer = csv::Writer::from_writer(&mut *out);
        writer.write_record(self.keys)?;
        loop {
            let rows = next()?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                writer.write_record((self.values)(row).iter().map(Value::cell))?;
            }
        }
        Ok(writer.flush()?)
    }

    /// `Reference: AC/C7`, a field a line and an empty line between records.
    fn records(
        &self,
        context: &Context,
        out: &mut Out,
        next: &mut dyn FnMut() -> Result<Vec<T>, Failure>,
    ) -> Result<(), Failure> {
        let mut first = true;
        loop {
            let rows = next()?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                if !first {
                    out.gap()?;
                }
                first = false;
                for (column, cell) in self.columns.iter().zip((self.cells)(row)) {
                    let text = match cell.rating {
                        Some(rating) => rating.title().to_owned(),
                        None => cell.text,
                    };
                    if !text.is_empty() && text != "–" {
                        out.line(&format!("{}: {text}", column.title))?;
                    }
                }
            }
        }
        if first { self.nothing(context) } else { Ok(()) }
    }

    /// Columns as wide as the first window needs; later rows that are longer
    /// keep their whole text and stand out.
    fn table(
        &self,
        context: &Context,
        out: &mut Out,
        next: &mut dyn FnMut() -> Result<Vec<T>, Failure>,
    ) -> Result<(), Failure> {
        let tidy = |cell: &mut Cell| {
            cell.text = super::out::ascii(&inert_line(&cell.text), context.ascii).into_owned();
        };
        let mut widths: Option<Vec<usize>> = None;
        loop {
            let rows = next()?;
            if rows.is_empty() {
                break;
            }
            let mut rows: Vec<Vec<Cell>> = rows.iter().map(|row| (self.cells)(row)).collect();
            rows.iter_mut().flatten().for_each(tidy);
            let widths = match &widths {
                Some(widths) => widths,
                None => {
                    let found = self.widths(&rows);
                    let mut heads: Vec<Cell> =
                        self.columns.iter().map(|column| column.title.into()).collect();
                    heads
                        .iter_mut()
                        .zip(&found)
                        .filter(|(_, wide)| **wide == 0)
                        .for_each(|(head, _)| head.text.clear());
                    heads.iter_mut().for_each(tidy);
                    out.raw_line(&self.row(&heads, &found, false, context.ascii))?;
                    widths.insert(found)
                }
            };
            for row in &rows {
                out.raw_line(&self.row(row, widths, context.colour, context.ascii))?;
            }
        }
        if widths.is_none() { self.nothing(context) } else { Ok(()) }
    }

    fn widths(&self, rows: &[Vec<Cell>]) -> Vec<usize> {
        let widest = |(at, column): (usize, &Column)| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(&cell.text));
            let widest = cells.max().unwrap_or(0);
            if column.if_any && widest == 0 {
                return 0;
            }
            let widest = widest.max(width(column.title));
            if column.most == 0 { widest } else { widest.min(column.most) }
        };
        self.columns.iter().enumerate().map(widest).collect()
    }

    fn row(&self, cells: &[Cell], widths: &[usize], colour: bool, ascii: bool) -> String {
        let mut line = String::new();
        for ((cell, column), columns) in cells.iter().zip(self.columns).zip(widths) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            let text = if column.most > 0 { fit(&cell.text, *columns) } else { cell.text.clone() };
            // One column wide, as the mark it stands for.
            let text = if ascii { text.replace('…', "~") } else { text };
            let space = " ".repeat(columns.saturating_sub(width(&text)));
            let painted = match cell.rating.and_then(paint).filter(|_| colour) {
                Some(code) => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
                None => text,
            };
            let (before, after) = if column.right { (space.as_str(), "") } else { ("", space.as_str()) };
            line.push_str(before);
            line.push_str(&painted);
            line.push_str(after);
        }
        line.trim_end().to_owned()
    }

    fn nothing(&self, context: &Context) -> Result<(), Failure> {
        super::say(context, self.empty);
        Ok(())
    }
}

/// The terminal's own colour for a rating; the letters say it too.
fn paint(rating: Rating) -> Option<&'static str> {
    match rating.severity() {
        0 => Some("31"),
        1 | 2 => Some("33"),
        3 | 4 => Some("32"),
        _ => None,
    }
}

/// Rows of which there are only a few, as windows: all, then none.
pub fn at_once<T>(rows: Vec<T>) -> impl FnMut() -> Result<Vec<T>, Failure> {
    let mut rows = Some(rows);
    move || Ok(rows.take().unwrap_or_default())
}

impl Out {
    /// Writes a plain text that a generator has made, such as a completion script.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        Ok(self.write_all(text.as_bytes())?)
    }
}
