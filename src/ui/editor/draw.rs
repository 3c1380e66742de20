//! Drawing the editor and finding places in it with the mouse.

use super::layout::Row;
use super::text::Pos;
use super::{Editor, bullets, find::Find};
use crate::ui::field::FieldStyle;
use crate::ui::inert;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// How the editor looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EditorStyle {
    /// The text and the empty space round it.
    pub text: Style,
    /// Selected text, and the current match.
    pub selection: Style,
    /// Text that was found.
    pub matched: Style,
    /// Guidance in an empty editor.
    pub placeholder: Style,
    /// List bullets.
    pub bullet: Style,
    /// Words that are known to be misspelt.
    pub misspelt: Style,
}

const FIND_LABEL: &str = "Find: ";

/// The part of the area for the text, and the part for the find line.
fn split(area: Rect, find: bool) -> (Rect, Option<Rect>) {
    if !find {
        return (area, None);
    }
    let text = Rect { height: area.height.saturating_sub(1), ..area };
    (text, Some(Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area }))
}

/// Draws one grapheme; returns the columns it took, or nothing if it did not fit.
fn put(buf: &mut Buffer, x: u16, right: u16, y: u16, grapheme: &str, style: Style) -> Option<u16> {
    let (shown, wide) = inert::cell(grapheme);
    if usize::from(x) + wide > usize::from(right) {
        if x < right {
            buf[(x, y)].set_symbol("…").set_style(style);
        }
        return None;
    }
    if wide == 1 {
        buf[(x, y)].set_symbol(&shown).set_style(style);
    } else {
        buf.set_string(x, y, &shown, style);
    }
    Some(wide as u16)
}

impl Editor {
    /// Draws the editor, scrolled so that the cursor shows unless the wheel moved the view away.
    ///
    /// Returns where the terminal's own cursor belongs, always inside the area; `None` when the
    /// cursor is scrolled out of view or there is no room.
    pub fn view(&self, area: Rect, buf: &mut Buffer, style: &EditorStyle) -> Option<Position> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return None;
        }
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                buf[(x, y)].set_symbol(" ").set_style(style.text);
            }
        }
        let (text_area, find_area) = split(area, self.find.is_some());
        let in_text = self.view_text(text_area, buf, style);
        match (&self.find, find_area) {
            (Some(find), Some(row)) => Some(view_find(find, row, buf, style)),
            _ => in_text,
        }
    }

    fn view_text(&self, area: Rect, buf: &mut Buffer, style: &EditorStyle) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        self.size.set((area.width, area.height));
        if self.text.is_empty() && !self.placeholder.is_empty() {
            self.top.set(0);
            self.view_placeholder(area, buf, style);
            return Some(area.as_position());
        }
        let mut layout = self.layout.borrow_mut();
        layout.fit(&self.text, usize::from(area.width));
        let height = usize::from(area.height);
        let at = layout.row_of(self.cursor);
        let mut top = self.top.get().min(layout.rows().saturating_sub(height));
        if self.follow.get() {
            top = top.min(at).max((at + 1).saturating_sub(height));
        }
        self.top.set(top);

        for (y, row) in (area.top()..area.bottom()).zip(layout.rows_from(&self.text, top)) {
            self.view_row(row, Rect { y, height: 1, ..area }, buf, style);
        }
        if at < top || at >= top + height {
            return None;
        }
        let row = layout.row(&self.text, at);
        let column = layout.column(&self.text, row, self.cursor.byte).min(usize::from(area.width) - 1);
        Some(Position::new(area.x + column as u16, area.y + (at - top) as u16))
    }

    fn view_row(&self, row: Row, area: Rect, buf: &mut Buffer, style: &EditorStyle) {
        let line = self.text.line(row.line);
        let bullet = bullets::prefix(line).unwrap_or(0);
        let selection = self.selection().unwrap_or_default();
        let selected = |byte: usize| {
            let pos = Pos { row: row.line, byte };
            selection.0 <= pos && pos < selection.1
        };
        let found: Vec<(usize, usize, bool)> = self
            .find
            .as_ref()
            .map(|find| {
                let here = |(from, to, _): &(usize, usize, bool)| *from < row.end && *to > row.start;
                find.on_line(row.line).filter(here).collect()
            })
            .unwrap_or_default();
        let misspelt = self.misspelt(row.line);
        let mut x = area.x + row.indent as u16;
        for (at, grapheme) in inert::graphemes(&line[row.start..row.end]) {
            let byte = row.start + at;
            let mut look = if byte < bullet { style.text.patch(style.bullet) } else { style.text };
            if misspelt.iter().any(|(from, to)| (*from..*to).contains(&byte)) {
                look = look.patch(style.misspelt);
            }
            if let Some((.., current)) = found.iter().find(|(from, to, _)| (*from..*to).contains(&byte)) {
                look = look.patch(style.matched);
                if *current {
                    look = look.patch(style.selection);
                }
            }
            if selected(byte) {
                look = look.patch(style.selection);
            }
            match put(buf, x, area.right(), area.y, grapheme, look) {
                Some(wide) => x += wide,
                None => return,
            }
        }
        // A selected line end shows as one selected column.
        if row.end == line.len() && selected(line.len()) && x < area.right() {
            buf[(x, area.y)].set_style(style.text.patch(style.selection));
        }
    }

    fn view_placeholder(&self, area: Rect, buf: &mut Buffer, style: &EditorStyle) {
        let look = style.text.patch(style.placeholder);
        let text = super::text::Text::new(&self.placeholder);
        let mut layout = super::layout::Layout::default();
        layout.fit(&text, usize::from(area.width));
        for (y, row) in (area.top()..area.bottom()).zip(layout.rows_from(&text, 0)) {
            let mut x = area.x + row.indent as u16;
            for (_, grapheme) in inert::graphemes(&text.line(row.line)[row.start..row.end]) {
                match put(buf, x, area.right(), y, grapheme, look) {
                    Some(wide) => x += wide,
                    None => break,
                }
            }
        }
    }

    /// The place in the text under a point, which may lie outside the area while dragging.
    fn place_at(&self, position: Position, area: Rect) -> Pos {
        let (area, _) = split(area, self.find.is_some());
        self.wrap_to_width();
        let layout = self.layout.borrow();
        let down = i64::from(position.y) - i64::from(area.y);
        let number = (self.top.get() as i64 + down).max(0) as usize;
        if number >= layout.rows() {
            return self.text.end();
        }
        let row = layout.row(&self.text, number);
        layout.at_column(&self.text, row, usize::from(position.x.saturating_sub(area.x)))
    }

    /// Puts the cursor where the mouse was pressed; `area` is the one last drawn in.
    pub fn click(&mut self, position: Position, area: Rect) {
        let (text_area, _) = split(area, self.find.is_some());
        if text_area.contains(position) {
            let to = self.place_at(position, area);
            self.go(to, false);
        }
    }

    /// Selects from where the mouse was pressed to where it is now; beyond the area it scrolls.
    pub fn drag(&mut self, position: Position, area: Rect) {
        let to = self.place_at(position, area);
        self.go(to, true);
    }

    /// Selects the word under the mouse.
    pub fn double_click(&mut self, position: Position, area: Rect) {
        let (from, to) = self.text.word_at(self.place_at(position, area));
        self.go(from, false);
        self.go(to, true);
    }

    /// Moves the view by visual rows, leaving the cursor where it is; the next key brings it back.
    pub fn scroll(&mut self, rows: i32) {
        self.wrap_to_width();
        let last = self.layout.borrow().rows().saturating_sub(usize::from(self.size.get().1));
        let top = (self.top.get() as i64 + i64::from(rows)).clamp(0, last as i64);
        self.top.set(top as usize);
        self.follow.set(false);
    }
}

fn view_find(find: &Find, row: Rect, buf: &mut Buffer, style: &EditorStyle) -> Position {
    let status = find.status().to_string();
    let label = FIND_LABEL.len() as u16;
    let count = inert::width(&status) as u16 + 2;
    let mut field = row;
    if row.width > label + 8 {
        buf.set_string(row.x, row.y, FIND_LABEL, style.text);
        field.x += label;
        field.width -= label;
    }
    if field.width > count + 8 {
        field.width -= count;
        buf.set_string(field.right() + 2, row.y, &status, style.text);
    }
    find.field.view(field, buf, &FieldStyle { text: style.text, selection: style.selection })
}
