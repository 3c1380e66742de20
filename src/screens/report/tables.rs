//! Tables in the preview: side by side where there is room for every word,
//! else a record for each row.

use super::lines::{Lines, Look, Piece, paragraph};
use crate::report::document::{Align, Cell, Row, Table};
use crate::ui::frame::wrapped;
use crate::ui::inert::width;
use crate::ui::theme::Role;
use crate::workbook::Subject;

/// Columns between two cells.
const GAP: u16 = 2;
/// A word that is longer is broken.
const LONGEST: usize = 15;

pub(super) fn draw(lines: &mut Lines, table: &Table, around: Option<Subject>) {
    lines.say_of(&table.caption, Role::Strong, around);
    match widths(table, lines.width) {
        Some(widths) => grid(lines, table, &widths, around),
        None => records(lines, table, around),
    }
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(width).max().unwrap_or(0).min(LONGEST)
}

/// Room for each column; none where they cannot stand beside each other.
fn widths(table: &Table, room: u16) -> Option<Vec<u16>> {
    let least: Vec<u16> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            let words = cells.map(|cell| longest_word(&cell.shown())).max().unwrap_or(0);
            let heading = if table.form { 0 } else { longest_word(&column.heading) };
            words.max(heading).max(3) as u16
        })
        .collect();
    let natural: Vec<u16> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            let widest = cells
                .flat_map(|cell| cell.shown().lines().map(width).collect::<Vec<_>>())
                .chain((!table.form).then(|| width(&column.heading).min(14)))
                .max()
                .unwrap_or(0);
            u16::try_from(widest).unwrap_or(u16::MAX)
        })
        .collect();
    let gaps = GAP * (table.columns.len().saturating_sub(1)) as u16;
    let free = room.checked_sub(least.iter().sum::<u16>() + gaps)?;
    let wants: Vec<u32> =
        natural.iter().zip(&least).map(|(all, least)| u32::from(all.saturating_sub(*least))).collect();
    let total: u32 = wants.iter().sum();
    if total <= u32::from(free) {
        return Some(least.iter().zip(&wants).map(|(least, want)| least + *want as u16).collect());
    }
    // What is left goes where it is wanted most; long texts want no more than each other.
    let wants: Vec<u32> = wants.iter().map(|want| (*want).min(60)).collect();
    let total: u32 = wants.iter().sum::<u32>().max(1);
    Some(
        least
            .iter()
            .zip(&wants)
            .map(|(least, want)| least + (u32::from(free) * want / total) as u16)
            .collect(),
    )
}

fn starts(widths: &[u16]) -> Vec<u16> {
    let mut at = 0;
    widths
        .iter()
        .map(|wide| {
            let start = at;
            at += wide + GAP;
            start
        })
        .collect()
}

/// Pieces of a cell: line by line, its column, its letters.
fn cell_lines(cell: &Cell, room: u16) -> Vec<(u16, String)> {
    if cell.rating.is_some() {
        return cell
            .shown()
            .lines()
            .flat_map(|line| wrapped(line, room, usize::MAX))
            .map(|text| (0, text))
            .collect();
    }
    cell.marked().iter().flat_map(|line| paragraph(line, room)).collect()
}

fn grid(lines: &mut Lines, table: &Table, widths: &[u16], around: Option<Subject>) {
    let starts = starts(widths);
    if !table.form {
        let headings: Vec<Vec<String>> = table
            .columns
            .iter()
            .zip(widths)
            .map(|(column, wide)| wrapped(&column.heading, *wide, usize::MAX))
            .collect();
        let high = headings.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..high {
            let pieces = headings
                .iter()
                .enumerate()
                .filter_map(|(at, texts)| {
                    // Headings stand on the line above the first row.
                    let text = texts.get((row + texts.len()).checked_sub(high)?)?.clone();
                    let shift = shift(table.columns[at].kind.align(), widths[at], &text);
                    Some(Piece { at: starts[at] + shift, text, look: Look::As(Role::Column) })
                })
                .collect();
            lines.push(pieces, around, None);
        }
    }
    for row in &table.rows {
        lines.turn_to_anchor(row.anchor.as_deref());
        let (source, mark) = (row.source.or(around), lines.mark_of(row.anchor.as_deref()));
        let cells: Vec<Vec<(u16, String)>> =
            row.cells.iter().zip(widths).map(|(cell, wide)| cell_lines(cell, *wide)).collect();
        let high = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..high {
            let pieces = cells
                .iter()
                .enumerate()
                .filter_map(|(at, texts)| {
                    let (indent, text) = texts.get(line)?.clone();
                    let align = row.cells[at].align.unwrap_or(table.columns[at].kind.align());
                    let shift = if indent == 0 { shift(align, widths[at], &text) } else { indent };
                    Some(Piece { at: starts[at] + shift, text, look: look(row, at) })
                })
                .collect();
            lines.push(pieces, source, mark.filter(|_| line == 0));
        }
    }
}

fn shift(align: Align, room: u16, text: &str) -> u16 {
    let free = room.saturating_sub(width(text) as u16);
    match align {
        Align::Left | Align::Centre => 0,
        Align::Right => free,
    }
}

fn look(row: &Row, at: usize) -> Look {
    match row.cells.get(at).and_then(|cell| cell.rating) {
        Some(rating) => Look::Rated(rating),
        None if row.total || at == 0 => Look::As(Role::Strong),
        None => Look::As(Role::Text),
    }
}

/// A record for each row: its first cell, then every other as a label with its words; short ones
/// stand beside each other.
fn records(lines: &mut Lines, table: &Table, around: Option<Subject>) {
    for row in &table.rows {
        lines.blank();
        lines.turn_to_anchor(row.anchor.as_deref());
        let source = row.source.or(around);
        let mut mark = lines.mark_of(row.anchor.as_deref());
        let mut first = Some(look(row, 0));
        for (indent, text) in
            row.cells.first().map(|cell| cell_lines(cell, lines.prose())).unwrap_or_default()
        {
            let look = first.take().unwrap_or(Look::As(Role::Text));
            lines.push(vec![Piece { at: indent, text, look }], source, mark.take());
        }
        let mut beside: Vec<Piece> = Vec::new();
        let room = lines.prose();
        for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate().skip(1) {
            let shown = cell.shown();
            if shown.is_empty() {
                continue;
            }
            let label = format!("{} ", column.heading);
            let wide = (width(&label) + width(&shown)) as u16;
            let from = beside.last().map_or(2, |piece| piece.at + width(&piece.text) as u16 + 3);
            let name = |at: u16| Piece { at, text: label.clone(), look: Look::As(Role::Dim) };
            let value = |from: u16, shown: String| Piece {
                at: from + width(&label) as u16,
                text: shown,
                look: look(row, at),
            };
            if shown.contains('\n') || wide + 2 > room {
                lines.push_any(&mut beside, source);
                lines.push(vec![name(2)], source, None);
                for (indent, text) in cell_lines(cell, room.saturating_sub(4)) {
                    lines.push(vec![Piece { at: 4 + indent, text, look: look(row, at) }], source, None);
                }
            } else if from + wide <= room {
                beside.extend([name(from), value(from, shown)]);
            } else {
                lines.push_any(&mut beside, source);
                beside.extend([name(2), value(2, shown)]);
            }
        }
        lines.push_any(&mut beside, source);
    }
}
