//! Building blocks: cells, columns and tables in few words.

use chrono::NaiveDate;

use crate::domain::dates::short_date;
use crate::domain::figures::format_value;
use crate::domain::money::{MoneyUnit, Pence, format_money, format_variation};
use crate::domain::{Rating, Unit};
use crate::report::document::*;
use crate::report::prose;
use crate::report::words::{fill, words as report_words};
use crate::workbook::figures::{figure, rating_because, variance};
use crate::workbook::{Detail, Id, Standing, Subject, Table as Kept};

/// A dash for what is not known.
pub const NONE: &str = "–";

/// A column.
pub fn column(heading: impl Into<String>, kind: ColumnKind, weight: u16) -> Column {
    Column { heading: heading.into(), kind, weight }
}

/// A column that holds figures.
pub fn figures(heading: impl Into<String>) -> Column {
    column(heading, ColumnKind::Figure, 9)
}

/// A column of money in thousands.
pub fn money_column(heading: &str, unit: MoneyUnit) -> Column {
    column(format!("{heading} ({})", unit.title()), ColumnKind::Money, 10)
}

/// A table without rows yet, whose first cells name its rows.
pub fn table(code: impl Into<String>, caption: impl Into<String>, columns: Vec<Column>) -> Table {
    Table { code: code.into(), caption: caption.into(), columns, row_headings: true, ..Table::default() }
}

/// A row.
pub fn row(cells: Vec<Cell>) -> Row {
    Row { cells, ..Row::default() }
}

/// A row about something with a reference of its own, edited there.
pub fn row_about(cells: Vec<Cell>, reference: &str, table: Kept, id: Id) -> Row {
    let anchor = (!reference.trim().is_empty()).then(|| reference.to_owned());
    Row { cells, anchor, source: Some(Subject { table, id }), ..Row::default() }
}

/// Text as typed.
pub fn prose_cell(text: &str) -> Cell {
    Cell { lines: prose::lines(text), ..Cell::default() }
}

/// Text as typed, or a dash.
pub fn words(text: &str) -> Cell {
    if text.trim().is_empty() { Cell::plain(NONE) } else { prose_cell(text) }
}

/// A whole number.
pub fn count(number: u64) -> Cell {
    let value = Value::Number { value: number as f64, unit: Unit::Number, decimals: 0, signed: false };
    Cell { value: Some(value), ..Cell::plain(format_value(number as f64, Unit::Number, 0)) }
}

/// A count with its share of a whole: `35% (7)`.
pub fn share(number: u64, of: u64) -> Cell {
    let mut cell = count(number);
    if let Some(percent) = (number * 200 + of).checked_div(2 * of) {
        cell.lines = vec![Line::plain(format!("{percent}% ({number})"))];
    }
    cell
}

/// The part of a bar that a cell counts, with what is to be known of it.
pub fn part(rating: Rating, number: u64, cell: &Cell) -> Part {
    Part { label: rating.title().to_owned(), rating, count: number, remarks: cell.remarks.clone() }
}

/// A figure of an indicator.
pub fn figure_cell(value: Option<f64>, standing: &Standing) -> Cell {
    let cell = Cell::plain(figure(value, standing));
    let (unit, decimals) = (standing.unit, standing.decimals);
    let value = value.map(|value| Value::Number { value, unit, decimals, signed: false });
    Cell { value, ..cell }
}

/// How far from the target, in words; the figure is signed as the result less the target.
pub fn variance_cell(standing: &Standing) -> Cell {
    let unit = if standing.variance_in_units { standing.unit } else { Unit::Percent };
    let value = standing.variance.map(|value| Value::Number { value, unit, decimals: 1, signed: true });
    Cell { value, ..Cell::plain(variance(standing)) }
}

/// How an indicator is rated, with the reason where a person says so and no figure does.
pub fn rating_cell_of(detail: &Detail) -> Cell {
    let words = rating_because(&detail.standing, detail.rating_override.as_ref());
    Cell { rating: Some(detail.standing.rating), ..Cell::plain(words) }
}

/// A rating's title with its colour.
pub fn rating_cell(rating: Rating) -> Cell {
    Cell { rating: Some(rating), ..Cell::plain(rating.title()) }
}

/// An amount, or a dash.
pub fn money(amount: Option<Pence>, unit: MoneyUnit, decimals: u32) -> Cell {
    let Some(pence) = amount else { return Cell::plain(NONE) };
    let value = Value::Money { pence, unit, decimals, signed: false };
    Cell { value: Some(value), ..Cell::plain(format_money(pence, unit, decimals)) }
}

/// A variation with its sign, or a dash.
pub fn change(amount: Option<Pence>, unit: MoneyUnit, decimals: u32) -> Cell {
    let Some(pence) = amount else { return Cell::plain(NONE) };
    let value = Value::Money { pence, unit, decimals, signed: true };
    Cell { value: Some(value), ..Cell::plain(format_variation(pence, unit, decimals)) }
}

/// A signed percentage, or a dash.
pub fn percent(value: Option<f64>) -> Cell {
    let Some(value) = value else { return Cell::plain(NONE) };
    let text = crate::domain::figures::format_change(value, Unit::Percent, 1);
    let value = Value::Number { value, unit: Unit::Percent, decimals: 1, signed: true };
    Cell { value: Some(value), ..Cell::plain(text) }
}

/// A day, or the words for none.
pub fn date(day: Option<NaiveDate>, none: &str) -> Cell {
    match day {
        Some(day) => Cell { value: Some(Value::Date(day)), ..Cell::plain(short_date(day)) },
        None => Cell::plain(none),
    }
}

/// Small print.
pub fn note(text: impl Into<String>) -> Block {
    Block::Text(Text { lines: vec![Line::plain(text)], kind: TextKind::Note, ..Text::default() })
}

/// Something that should be there and is not.
pub fn missing(text: impl Into<String>) -> Block {
    Block::Text(Text { lines: vec![Line::plain(text)], kind: TextKind::Missing, ..Text::default() })
}

/// Says how many of what is counted rest on invented figures; nothing where none do.
pub fn invented_counts(number: u64, things: &str) -> Option<Block> {
    let all = &report_words().illustrative;
    let template = if number == 1 { &all.counts_one } else { &all.counts };
    let count = format_value(number as f64, Unit::Number, 0);
    (number > 0).then(|| note(fill(template, &[("count", &count), ("things", things)])))
}

/// A caption that says where what it stands over is invented, in part or all of it.
pub fn captioned(caption: String, some: bool, all: bool) -> String {
    let template = match (some, all) {
        (false, _) => return caption,
        (true, false) => &report_words().illustrative.caption,
        (true, true) => &report_words().illustrative.caption_all,
    };
    fill(template, &[("caption", &caption)])
}

/// A label that stands out, before the words it is about.
pub fn labelled(label: &str, mut lines: Vec<Line>) -> Vec<Line> {
    match lines.first_mut() {
        Some(first) if first.bullet == 0 => first.runs.insert(0, Run::strong(format!("{label}: "))),
        Some(_) => lines.insert(0, Line { runs: vec![Run::strong(format!("{label}:"))], bullet: 0 }),
        None => {}
    }
    lines
}

/// "1 indicator", "2 indicators".
pub fn many(number: u64, one: &str, more: &str) -> String {
    format!("{} {}", format_value(number as f64, Unit::Number, 0), if number == 1 { one } else { more })
}
