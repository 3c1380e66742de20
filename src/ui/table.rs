//! Tables: columns that keep their numbers whole. When the width is short,
//! columns go one by one, least needed first, and only words are cut (with …).

mod layout;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::write;
use super::inert::{fit_left, inert_line, width};
use super::theme::{Glyph, Role, Theme};
pub use layout::{beside, fitted, layout, layout_with_sign, needed};

/// Which side a column's text sits on: words left, figures right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub title: &'static str,
    /// Columns of the terminal it needs.
    pub width: u16,
    /// Columns that the words in it could use; 0 where that is not known.
    pub wants: u16,
    /// Takes its share of what is left over, in these parts; 0 stays as it is.
    pub grows: u16,
    pub align: Align,
    /// 0 is never dropped; otherwise the highest goes first.
    pub drop: u8,
    /// Takes no room where no row says anything in it.
    pub if_any: bool,
}

impl Column {
    /// A column of words.
    pub const fn words(title: &'static str, width: u16, grows: u16, drop: u8) -> Self {
        Self { title, width, wants: 0, grows, align: Align::Left, drop, if_any: false }
    }
    /// A column of words that is there only where a row has any.
    pub const fn if_any(title: &'static str, width: u16, drop: u8) -> Self {
        Self { if_any: true, ..Self::words(title, width, 0, drop) }
    }
    /// A column of figures.
    pub const fn figures(title: &'static str, width: u16, drop: u8) -> Self {
        Self { title, width, wants: 0, grows: 0, align: Align::Right, drop, if_any: false }
    }
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub style: Style,
    /// Keeps its own style on the selected row.
    pub chip: bool,
}

impl<'a> Cell<'a> {
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }
    #[must_use]
    pub fn chip(mut self, style: Style) -> Self {
        self.style = style;
        self.chip = true;
        self
    }
}

/// Where a column landed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Position in the columns given.
    pub column: usize,
    /// From the left edge of the area.
    pub x: u16,
    pub width: u16,
}

/// Room for the row marker before the first column.
pub const MARKER: u16 = 2;

/// Where a cell is typed into: as wide as what is typed, to the left where its column is too narrow.
pub fn typing_place(slot: &Slot, typed: &str, row: Rect) -> Rect {
    // The cursor stands behind the last letter.
    let needed = (width(typed) + 1).min(usize::from(row.width)) as u16;
    let wide = slot.width.max(needed);
    let right = (row.x + slot.x + slot.width).min(row.right());
    Rect { x: right.saturating_sub(wide).max(row.x), width: wide.min(row.width), height: 1, ..row }
}

/// A table ready to draw.
pub struct Table<'a> {
    pub theme: &'a Theme,
    pub columns: &'a [Column],
    pub slots: &'a [Slot],
    /// The column under the cursor.
    pub column: Option<usize>,
    /// The column the rows are ordered by, and whether downwards.
    pub sorted: Option<(usize, bool)>,
    /// Whether the keys go to this table.
    pub focused: bool,
}

impl Table<'_> {
    /// Draws the headings.
    pub fn head(&self, area: Rect, buffer: &mut Buffer) {
        for slot in self.slots {
            let column = &self.columns[slot.column];
            let mut style = self.theme.style(Role::Dim);
            let mut title = column.title.to_owned();
            if let Some((sorted, descending)) = self.sorted
                && sorted == slot.column
            {
                let arrow = self.theme.glyph(if descending { Glyph::Down } else { Glyph::Up });
                title = if column.align == Align::Left {
                    format!("{title}{arrow}")
                } else {
                    format!("{arrow}{title}")
                };
                style = self.theme.style(Role::Strong);
            }
            if self.column == Some(slot.column) && self.focused {
                style = style.patch(self.theme.style(Role::Column)).patch(self.theme.style(Role::Strong));
            }
            put(buffer, area, slot, column.align, &title, style);
        }
    }

    /// Draws one row at the top of `area`.
    pub fn row(&self, cells: &[Cell], selected: bool, marked: bool, area: Rect, buffer: &mut Buffer) {
        let base = if selected && self.focused {
            self.theme.style(Role::Selected)
        } else {
            self.theme.style(Role::Text)
        };
        if selected {
            if self.focused {
                buffer.set_style(Rect { height: 1, ..area }, base);
            }
            buffer.set_stringn(area.x, area.y, ">", 1, base);
        }
        if marked {
            buffer.set_stringn(area.x + 1, area.y, self.theme.glyph(Glyph::Marked), 1, base);
        }
        for slot in self.slots {
            let Some(cell) = cells.get(slot.column) else { continue };
            let mut style = if cell.chip {
                cell.style
            } else if selected && self.focused {
                base
            } else {
                cell.style
            };
            if selected && self.focused && self.column == Some(slot.column) {
                style = style.patch(self.theme.style(Role::Column)).patch(self.theme.style(Role::Strong));
            }
            put(buffer, area, slot, self.columns[slot.column].align, &cell.text, style);
        }
    }
}

fn put(buffer: &mut Buffer, area: Rect, slot: &Slot, align: Align, text: &str, style: Style) {
    let inert = inert_line(text);
    let mut wide = width(&inert) as u16;
    let cut;
    let text = if wide <= slot.width {
        inert.as_ref()
    } else {
        wide = slot.width;
        cut = fit_left(&inert, usize::from(slot.width));
        cut.as_str()
    };
    let x = area.x + slot.x;
    // The style fills the slot, the text only its own cells.
    buffer.set_style(Rect { x, width: slot.width, height: 1, ..area }, style);
    let before = if align == Align::Right { slot.width - wide } else { 0 };
    write(text, style, slot.width - before, x + before, area.y, buffer);
}

/// The widest of some texts, in terminal columns.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>) -> u16 {
    texts.into_iter().map(width).max().unwrap_or(0).min(usize::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_seen_whole() {
        let row = Rect { x: 10, y: 3, width: 60, height: 1 };
        let slot = Slot { column: 2, x: 20, width: 8 };
        assert_eq!(typing_place(&slot, "7", row), Rect { x: 30, y: 3, width: 8, height: 1 });
        assert_eq!(typing_place(&slot, "850/1000", row), Rect { x: 29, y: 3, width: 9, height: 1 });
        assert_eq!(typing_place(&slot, &"9".repeat(80), row).width, 60);
    }
}
