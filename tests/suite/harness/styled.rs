//! A screen as text that can be compared: glyphs, then for each row the runs
//! of styles by letter, then what each letter means.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

/// Rows of glyphs, without the spaces at their ends.
pub fn glyphs(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut row = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// Whether a cell would look the same in another style: a space that is
/// neither reversed nor underlined shows nothing but its background.
fn looks(cell: &Cell, style: Style) -> bool {
    const SHOWN: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED);
    let own = cell.style();
    own == style
        || (cell.symbol() == " "
            && own.bg == style.bg
            && !own.add_modifier.intersects(SHOWN)
            && !style.add_modifier.intersects(SHOWN))
}

/// Glyphs, styles and where the cursor is.
pub fn styled(buffer: &Buffer, cursor: Option<Position>) -> String {
    let area = buffer.area;
    let mut legend: Vec<Style> = Vec::new();
    let mut out = glyphs(buffer);
    match cursor {
        Some(at) => writeln!(out, "--- cursor {}, {}", at.x, at.y).unwrap(),
        None => writeln!(out, "--- no cursor").unwrap(),
    }
    for y in area.top()..area.bottom() {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for x in area.left()..area.right() {
            let cell = &buffer[(x, y)];
            if let Some((last, count)) = runs.last_mut()
                && looks(cell, legend[*last])
            {
                *count += 1;
                continue;
            }
            let at = legend.iter().position(|known| looks(cell, *known)).unwrap_or_else(|| {
                legend.push(cell.style());
                legend.len() - 1
            });
            runs.push((at, 1));
        }
        let row: Vec<String> = runs.iter().map(|(at, count)| format!("{}{count}", letter(*at))).collect();
        writeln!(out, "{}", row.join(" ")).unwrap();
    }
    for (at, style) in legend.iter().enumerate() {
        writeln!(out, "{} {}", letter(at), in_words(style)).unwrap();
    }
    out
}

fn letter(at: usize) -> char {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    LETTERS.get(at).map_or('?', |byte| char::from(*byte))
}

fn in_words(style: &Style) -> String {
    let colour =
        |colour: Option<ratatui::style::Color>| colour.map_or_else(|| "-".to_owned(), |c| c.to_string());
    let mut text = format!("{} on {}", colour(style.fg), colour(style.bg));
    if !style.add_modifier.is_empty() {
        write!(text, " {:?}", style.add_modifier).unwrap();
    }
    text
}
