//! A pane of text: laid out when it is drawn, never for a key; scrolled by keys and by the wheel.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame::Pane;
use super::rich::{Line, draw};
use super::theme::Theme;
use crate::input::Command;

/// How far a text is scrolled in its pane, and how long it is.
#[derive(Debug, Clone, Default)]
pub struct ReadingPane {
    /// The first line wanted in sight.
    top: Cell<usize>,
    /// The lines it last had, and for which width and focus.
    length: Cell<Option<(u16, bool, usize)>>,
}

/// Where a text is drawn, and how many lines it has there: asked where it has not been drawn since it
/// changed.
pub type Text<F> = (Rect, F);

impl ReadingPane {
    /// Another text is read, from its first line.
    pub fn restart(&self) {
        self.top.set(0);
        self.length.set(None);
    }

    /// Whether it has been drawn since it was begun.
    pub fn is_known(&self) -> bool {
        self.length.get().is_some()
    }

    /// Does a moving command; true if it was one.
    pub fn update(&self, command: Command, text: Text<impl FnOnce() -> usize>) -> bool {
        let by = command.rows(text.0.height);
        if let Some(by) = by {
            self.scroll(by, text);
        }
        by.is_some()
    }

    /// Scrolls by lines, down where positive, as far as there are any; true if it moved.
    pub fn scroll(&self, by: i64, (inside, lines): Text<impl FnOnce() -> usize>) -> bool {
        let known = self.length.get().filter(|(width, focused, _)| *focused && *width == inside.width);
        let length = known.map_or_else(lines, |(.., length)| length);
        self.length.set(Some((inside.width, true, length)));
        let most = length.saturating_sub(usize::from(inside.height));
        let top = self.top.get().min(most);
        self.top.set((top as i64).saturating_add(by).clamp(0, most as i64) as usize);
        self.top.get() != top
    }

    /// Scrolls as little as brings a line into sight.
    pub fn show(&self, line: usize, inside: Rect) {
        let lowest = (line + 1).saturating_sub(usize::from(inside.height));
        self.top.set(self.top.get().clamp(lowest.min(line), line));
    }

    /// The first line in sight, of so many.
    pub fn first(&self, lines: usize, inside: Rect, focused: bool) -> usize {
        self.length.set(Some((inside.width, focused, lines)));
        self.top.get().min(lines.saturating_sub(usize::from(inside.height)))
    }

    /// Draws the pane and the text in it; at its foot how much is out of sight and which key shows it, or
    /// the pane's own note. Returns where the cursor belongs.
    pub fn draw(
        &self,
        pane: Pane,
        lines: &[Line],
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let inside = pane.inside(area);
        let first = self.first(lines.len(), inside, pane.focused);
        let how = if pane.focused { "↓" } else { "Tab, then ↓" };
        let note = match lines.len().saturating_sub(first + usize::from(inside.height)) {
            0 => pane.note.to_owned(),
            1 => format!("1 more line: {how}"),
            many => format!("{many} more lines: {how}"),
        };
        Pane { note: &note, ..pane }.draw(theme, area, buffer);
        draw(&lines[first..], 0, inside, buffer);
        inside.as_position()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_once_and_scrolled_no_further_than_it_goes() {
        let inside = Rect::new(2, 1, 40, 10);
        let pane = ReadingPane::default();
        let mut counted = 0;
        let mut count = || {
            counted += 1;
            25
        };
        for _ in 0..100 {
            assert!(pane.update(Command::Down, (inside, &mut count)));
        }
        assert!(!pane.update(Command::Open, (inside, &mut count)));
        assert_eq!((pane.top.get(), counted), (15, 1));
        assert!(pane.update(Command::PageUp, (inside, || 0)), "it is known how long it is");
        assert_eq!(pane.top.get(), 6);
        pane.update(Command::HalfUp, (inside, || 0));
        assert_eq!(pane.top.get(), 2);
        pane.show(24, inside);
        assert_eq!(pane.top.get(), 15);
        // Another width, another number of lines.
        pane.update(Command::Last, (Rect { width: 20, ..inside }, || 50));
        assert_eq!(pane.top.get(), 40);
        pane.restart();
        assert!(!pane.scroll(1, (inside, || 3)), "all of it is in sight");
    }
}
