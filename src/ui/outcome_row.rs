//! A row of what a file would bring or has brought: a sign, a name, what is said of it, and where it
//! stands. Where the room is short the name gives way, so that figures are seen whole.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::{clip, line, write};
use super::inert::{inert_line, width};
use super::theme::{Role, Theme};

/// What stands in a row.
#[derive(Debug, Clone)]
pub struct OutcomeRow {
    /// One column: `!`, `+`.
    pub sign: &'static str,
    pub role: Role,
    pub name: String,
    pub text: String,
    /// At the right edge.
    pub place: String,
}

/// A name keeps this many columns, whatever is said of it.
const NAME: u16 = 16;

impl OutcomeRow {
    /// A row that has a sign and a name.
    pub fn new(sign: &'static str, role: Role, name: impl Into<String>) -> Self {
        Self { sign, role, name: name.into(), text: String::new(), place: String::new() }
    }

    /// Draws the row; `base` is the style of all of it where it is under the cursor.
    pub fn draw(&self, theme: &Theme, base: Option<Style>, row: Rect, buffer: &mut Buffer) {
        let style = |role: Role| base.unwrap_or_else(|| theme.style(role));
        let inner = Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row };
        line(self.sign, style(self.role), Rect { width: 1.min(inner.width), ..inner }, buffer);
        let words = Rect { x: inner.x + 2, width: inner.width.saturating_sub(2), ..inner };
        let right = width(&self.place) as u16;
        let room = words.width.saturating_sub(if right > 0 { right + 2 } else { 0 });
        let said = width(&inert_line(&self.text)).min(usize::from(u16::MAX)) as u16;
        // Prose is cut before a name is; figures are not.
        let figures = self.text.contains(|c: char| c.is_ascii_digit()) && said <= room;
        let for_name = if figures { room.saturating_sub(said + 2).max(NAME.min(room)) } else { room };
        let name = clip(&inert_line(&self.name), usize::from(for_name));
        let used = write(&name, style(self.role), room, words.x, words.y, buffer);
        let left = (words.x + room).saturating_sub(used + 2);
        if left > 4 {
            line(&self.text, style(Role::Dim), Rect { x: used + 2, width: left, ..words }, buffer);
        }
        if right > 0 && right < words.width {
            let place = Rect { x: words.right() - right, width: right, ..words };
            line(&self.place, style(Role::Dim), place, buffer);
        }
    }
}
