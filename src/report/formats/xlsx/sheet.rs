//! A sheet: the tables of a section, one under the other.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};

use super::figures::{Figure, figure};
use super::{letters, plain};
use crate::report::document::{Align, Cell, Column, ColumnKind, Meta, Row, Section, Table};
use crate::report::formats::fonts::{Face, Fonts};
use crate::report::formats::pdf::flow::titled;
use crate::report::formats::pdf::lines_in;
use crate::report::formats::pdf::text::Look;
use crate::report::formats::scene::Paint;

/// Rows and columns that Excel has.
const ROWS: u32 = 1_048_576;
const COLUMNS: usize = 16_384;

/// Size of the letters, in points.
const SIZE: f32 = 10.0;
/// Tallest row that Excel knows, in points.
const TALLEST: f32 = 409.0;

/// Puts the tables of a section on a sheet.
pub fn fill(
    sheet: &mut Worksheet,
    section: &Section,
    tables: &[&Table],
    meta: &Meta,
    fonts: &Fonts,
) -> Result<(), XlsxError> {
    let heading = letters(14.0).set_bold().set_font_color(Paint::NAVY.number());
    sheet.write_string_with_format(0, 0, plain(&titled(section)), &heading)?;
    let widths = widths(tables, fonts);
    let grid = Grid { widths: &widths, fonts };
    let alone = tables.len() == 1;
    let mut row = 1;
    for table in tables {
        let caption = letters(10.0).set_bold();
        sheet.write_string_with_format(row, 0, plain(&table.caption), &caption)?;
        let first = row + 1;
        let begins = headings(sheet, table, first, grid)?;
        let mut next = begins;
        for row in table.rows.iter().take((ROWS - begins.min(ROWS)) as usize) {
            cells(sheet, table, row, next)?;
            let texts = row.cells.iter().map(Cell::shown).enumerate();
            sheet.set_row_height(next, grid.height(texts, row.total))?;
            next += 1;
        }
        if alone && !table.form {
            let last = next.saturating_sub(1).max(begins - 1);
            sheet.autofilter(begins - 1, 0, last, last_column(table))?;
            sheet.set_freeze_panes(begins, u16::from(table.row_headings && table.columns.len() > 2))?;
            sheet.set_repeat_rows(first, begins - 1)?;
        }
        row = next + 1;
        if row + 4 > ROWS {
            break;
        }
    }
    for (column, width) in (0u16..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    print(sheet, meta)
}

/// The columns of a sheet, to find how high its rows are: programs differ in whether they find out themselves.
#[derive(Clone, Copy)]
struct Grid<'a> {
    /// In letters, as Excel counts.
    widths: &'a [f64],
    fonts: &'a Fonts,
}

impl Grid<'_> {
    /// Height of a row whose columns have these texts, in points.
    fn height(&self, texts: impl Iterator<Item = (usize, String)>, bold: bool) -> f32 {
        let face = if bold { Face::Bold } else { Face::Regular };
        let lines = texts.map(|(at, text)| {
            let width = self.widths.get(at).copied().unwrap_or(8.0);
            lines_in(&text, Look::new(face, SIZE, Paint::BLACK), inner(width), self.fonts)
        });
        (lines.max().unwrap_or(1) as f32 * 12.9 + 3.0).clamp(15.0, TALLEST)
    }
}

/// Points for the text of a column as wide as `letters`: 7 dots for each, less the room at its sides.
fn inner(letters: f64) -> f32 {
    letters as f32 * 5.25 - 3.0
}

/// How a sheet is printed: across one sheet of A4, with the foot of the report's pages.
pub fn print(sheet: &mut Worksheet, meta: &Meta) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    // `&` begins an instruction in a footer.
    let facts = meta.facts();
    let stands = facts.as_ref().map_or("", |facts| facts.footer.as_str());
    let escaped = |text: &str| plain(text).replace('&', "&&");
    // Excel takes 255 letters; how it stands comes first, so that it is never what is cut.
    let words: String = escaped(&meta.footer).chars().take(150).collect();
    let gap = if stands.is_empty() { "" } else { "  " };
    let words = format!("{}{gap}{}", escaped(stands), words.trim_end_matches('&'));
    sheet.set_footer(format!("&L{words}&RPage &P of &N"));
    Ok(())
}

fn last_column(table: &Table) -> u16 {
    table.columns.len().clamp(1, COLUMNS) as u16 - 1
}

fn heading_format(align: Align) -> Format {
    letters(10.0)
        .set_bold()
        .set_font_color(Paint::NAVY.number())
        .set_background_color(Paint::PALE.number())
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(across(align))
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(Paint::NAVY.number())
}

fn across(align: Align) -> FormatAlign {
    match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

/// Puts the headings; answers the row after them. A form has none.
fn headings(sheet: &mut Worksheet, table: &Table, mut row: u32, grid: Grid<'_>) -> Result<u32, XlsxError> {
    if table.form {
        return Ok(row);
    }
    if !table.groups.is_empty() {
        let mut column = 0u16;
        for group in &table.groups {
            let last = column.saturating_add(group.span.max(1) - 1).min(last_column(table));
            if column > last {
                break;
            }
            let format = heading_format(if last > column { Align::Centre } else { Align::Left });
            if last > column {
                sheet.merge_range(row, column, row, last, &plain(&group.heading), &format)?;
            } else {
                sheet.write_string_with_format(row, column, plain(&group.heading), &format)?;
            }
            column = last + 1;
        }
        row += 1;
    }
    for (at, column) in (0u16..).zip(table.columns.iter().take(COLUMNS)) {
        let format = heading_format(column.kind.align());
        sheet.write_string_with_format(row, at, plain(&column.heading), &format)?;
    }
    let texts = table.columns.iter().map(|column| column.heading.clone()).enumerate();
    // The sign of the filter takes room of its own.
    sheet.set_row_height(row, grid.height(texts, true) + 2.0)?;
    Ok(row + 1)
}

fn cells(sheet: &mut Worksheet, table: &Table, row: &Row, at: u32) -> Result<(), XlsxError> {
    for (place, (cell, column)) in (0u16..).zip(row.cells.iter().zip(&table.columns).take(COLUMNS)) {
        let mut format = format(cell, column);
        if place == 0 && table.form {
            format = format.set_bold().set_background_color(Paint::PALE.number());
        }
        if row.total {
            format = format
                .set_bold()
                .set_border_top(FormatBorder::Medium)
                .set_border_top_color(Paint::NAVY.number());
        }
        if !cell.remarks.is_empty() {
            let comment =
                Note::new(plain(&cell.remarks_told())).set_author("Quarterdeck").add_author_prefix(false);
            sheet.insert_note(at, place, &comment)?;
        }
        let printed = cell.marked_text();
        let found = cell.value.as_ref().filter(|_| cell.rating.is_none());
        match found.and_then(|value| figure(value, &printed)) {
            Some((Figure::Number(number), form)) => {
                sheet.write_number_with_format(at, place, number, &format.set_num_format(form))?;
            }
            Some((Figure::Date(date), form)) => {
                sheet.write_datetime_with_format(at, place, date, &format.set_num_format(form))?;
            }
            None => {
                // As text even where it looks like a figure, so that `AC/S3`, `1/2` and `007` stay as printed.
                let format = format.set_num_format("@");
                sheet.write_string_with_format(at, place, plain(&cell.shown()), &format)?;
            }
        }
    }
    Ok(())
}

fn format(cell: &Cell, column: &Column) -> Format {
    let format = letters(10.0)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(across(cell.align.unwrap_or_else(|| column.kind.align())))
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(Paint::RULE.number());
    match cell.rating {
        Some(rating) => {
            let (back, front) = Paint::tint(rating);
            format.set_background_color(back.number()).set_font_color(front.number())
        }
        None => format,
    }
}

/// Widths of columns, in letters: wide enough for words, and for prose to be read.
fn widths(tables: &[&Table], fonts: &Fonts) -> Vec<f64> {
    let length = |text: &str, face: Face| f64::from(fonts.width(face, SIZE, text) + 3.0) / 5.25;
    let mut widths: Vec<f64> = Vec::new();
    for table in tables {
        for (at, column) in table.columns.iter().take(COLUMNS).enumerate() {
            let words = column.heading.split_whitespace().map(|word| length(word, Face::Bold));
            let heading = words.fold(0.0, f64::max) + 2.5;
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(Cell::shown);
            let (mut longest, mut letters) = (length(&column.heading, Face::Bold) / 2.0, 0);
            for text in cells {
                let lines = text.lines().map(|line| length(line, Face::Regular) * 1.06);
                longest = lines.fold(longest, f64::max);
                letters = letters.max(text.chars().count());
            }
            let most = match column.kind {
                // A text that would be taller than a row can be is given more room.
                _ if letters > 1_500 => 120.0,
                ColumnKind::Prose => 70.0,
                ColumnKind::Words | ColumnKind::Rating => 34.0,
                ColumnKind::Reference | ColumnKind::Figure | ColumnKind::Money | ColumnKind::Date => 22.0,
            };
            let width = (longest + 1.0).min(most).max(heading).clamp(6.0, 120.0);
            match widths.get_mut(at) {
                Some(wide) => *wide = wide.max(width),
                None => widths.push(width),
            }
        }
    }
    widths
}
