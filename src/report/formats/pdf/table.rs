//! Tables, measured: columns, heading rows and rows, before they are put on pages.

use super::super::scene::Paint;
use super::columns::{Need, share, squeeze};
use super::page::{A4, Page, TOP};
use super::stack::{Setter, Stack, Style};
use crate::report::document::{Align, Cell, Column, ColumnKind, Line, Run, Table};

/// Left and right of a cell's text.
pub const PAD: f32 = 4.0;
/// Above and below it.
pub const LIFT: f32 = 3.2;
/// Room beyond the letters of a word, for programs that set them a little wider than we measure.
const SLACK: f32 = 1.015;
/// Room for the headings, the words and the caption above a table that stays whole.
const ABOVE: f32 = 165.0;
/// Sizes that are tried, until the longest words fit beside each other.
const SIZES: [f32; 6] = [9.5, 9.0, 8.5, 8.0, 7.5, 7.0];

/// A cell, set.
#[derive(Debug)]
pub struct SetCell {
    pub stack: Stack,
    pub x: f32,
    pub width: f32,
    pub fill: Option<Paint>,
    /// Columns that it stands over.
    pub span: u16,
    /// Heads its row or its columns.
    pub heads: bool,
}

/// A row, set.
#[derive(Debug)]
pub struct SetRow {
    pub cells: Vec<SetCell>,
    /// With the room above and below.
    pub height: f32,
    pub total: bool,
}

/// A table, set.
#[derive(Debug)]
pub struct SetTable {
    /// Shown again on every page that the table goes on.
    pub head: Vec<SetRow>,
    pub rows: Vec<SetRow>,
}

impl SetTable {
    /// Sets a table as wide as `width`.
    pub fn new(table: &Table, width: f32, setter: Setter<'_>) -> Self {
        let (size, widths) = fit(table, width, setter);
        Self::at(table, size, &widths, setter)
    }

    /// Sets a table in letters of a size, with columns of these widths.
    fn at(table: &Table, size: f32, widths: &[f32], setter: Setter<'_>) -> Self {
        let mut head = Vec::new();
        if !table.form {
            if !table.groups.is_empty() {
                head.push(groups(table, widths, size, setter));
            }
            head.push(headings(table, widths, size, setter));
        }
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(&table.columns).enumerate();
            let cells = cells.map(|(at, (cell, column))| {
                let heads = at == 0 && (table.row_headings || table.form);
                let style = style(column, cell, size, heads && table.form || row.total);
                let fill = cell.rating.map(|rating| Paint::tint(rating).0);
                let fill = fill.or((heads && table.form).then_some(Paint::PALE));
                (setter.stack(&shown(cell), style, inner(widths, at, 1)), fill, 1, heads)
            });
            set_row(cells.collect(), widths, row.total)
        });
        let rows = rows.collect();
        Self { head, rows }
    }

    /// Height of the whole table.
    pub fn height(&self) -> f32 {
        self.head_height() + self.rows.iter().map(|row| row.height).sum::<f32>()
    }

    /// Height of the heading rows.
    pub fn head_height(&self) -> f32 {
        self.head.iter().map(|row| row.height).sum()
    }
}

/// The lines of a cell, the sign of its rating before them and never parted from them.
pub fn shown(cell: &Cell) -> Vec<Line> {
    let mut lines = cell.marked();
    if let (Some(rating), Some(first)) = (cell.rating, lines.first_mut()) {
        first.runs.insert(0, Run::plain(format!("{}\u{a0}", rating.symbol())));
    }
    lines
}

fn style(column: &Column, cell: &Cell, size: f32, bold: bool) -> Style {
    let paint = cell.rating.map_or(Paint::BLACK, |rating| Paint::tint(rating).1);
    let whole = matches!(column.kind, ColumnKind::Reference | ColumnKind::Figure | ColumnKind::Money);
    let align = cell.align.unwrap_or_else(|| column.kind.align());
    Style { align, whole, strong: bold, ..Style::plain(size, paint) }
}

fn heading_style(size: f32, align: Align) -> Style {
    Style { align, ..Style::plain(size, Paint::NAVY).bold() }
}

/// The largest size of letters at which every word fits, and the widths of the columns at it; of a
/// table that is to stay whole, the largest at which it stands on one page, if there is one.
pub fn fit(table: &Table, width: f32, setter: Setter<'_>) -> (f32, Vec<f32>) {
    let mut narrow = Vec::new();
    let mut first = None;
    for size in SIZES {
        let needs = needs(table, size, setter);
        if let Some(widths) = share(&needs, width) {
            let fits = !table.whole
                || SetTable::at(table, size, &widths, setter).height() <= page_height(width) - ABOVE;
            if fits {
                return (size, widths);
            }
            first.get_or_insert((size, widths));
        }
        narrow = squeeze(&needs, width);
    }
    first.unwrap_or((SIZES[SIZES.len() - 1], narrow))
}

/// Height of a page's text, by the width of what is printed on it.
fn page_height(width: f32) -> f32 {
    let page = Page { landscape: width > A4.0, items: Vec::new() };
    page.bottom() - TOP
}

fn needs(table: &Table, size: f32, setter: Setter<'_>) -> Vec<Need> {
    let columns = table.columns.iter().enumerate().map(|(at, column)| {
        let mut need = Need { least: 0.0, most: 0.0, weight: f32::from(column.weight.max(1)) };
        let mut hold = |(least, most): (f32, f32)| {
            need.least = need.least.max(least * SLACK + 2.0 * PAD + 0.8);
            need.most = need.most.max(most * SLACK + 2.0 * PAD + 0.8);
        };
        if !table.form {
            let heading = [Line::plain(&*column.heading)];
            let (least, most) = setter.extent(&heading, heading_style(size, Align::Left));
            // A heading does not stretch its column: it wraps.
            hold((least, least.max(most * 0.35)));
        }
        for row in &table.rows {
            if let Some(cell) = row.cells.get(at) {
                let bold = row.total || at == 0 && table.form;
                hold(setter.extent(&shown(cell), style(column, cell, size, bold)));
            }
        }
        need
    });
    columns.collect()
}

fn groups(table: &Table, widths: &[f32], size: f32, setter: Setter<'_>) -> SetRow {
    let mut at = 0;
    let cells = table.groups.iter().map(|group| {
        let span = group.span.max(1);
        let style = heading_style(size, if span > 1 { Align::Centre } else { Align::Left });
        let stack = setter.plain(&group.heading, style, inner(widths, at, span));
        at += usize::from(span);
        (stack, Some(Paint::PALE), span, true)
    });
    set_row(cells.collect(), widths, false)
}

fn headings(table: &Table, widths: &[f32], size: f32, setter: Setter<'_>) -> SetRow {
    let cells = table.columns.iter().enumerate().map(|(at, column)| {
        let style = heading_style(size, column.kind.align());
        (setter.plain(&column.heading, style, inner(widths, at, 1)), Some(Paint::PALE), 1, true)
    });
    set_row(cells.collect(), widths, false)
}

fn inner(widths: &[f32], from: usize, span: u16) -> f32 {
    let across: f32 = widths.iter().skip(from).take(usize::from(span)).sum();
    (across - 2.0 * PAD).max(1.0)
}

fn set_row(cells: Vec<(Stack, Option<Paint>, u16, bool)>, widths: &[f32], total: bool) -> SetRow {
    let tallest = cells.iter().map(|(stack, ..)| stack.height).fold(0.0, f32::max);
    let mut x = 0.0;
    let mut at = 0;
    let cells = cells.into_iter().map(|(stack, fill, span, heads)| {
        let width: f32 = widths.iter().skip(at).take(usize::from(span)).sum();
        let cell = SetCell { stack, x, width, fill, span, heads };
        x += width;
        at += usize::from(span);
        cell
    });
    let cells = cells.collect();
    SetRow { cells, height: tallest.max(8.0) + 2.0 * LIFT, total }
}
