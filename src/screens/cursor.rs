//! The cursor of a short list held whole, and how its row is marked.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::input::Command;
use crate::ui::theme::{Role, Theme};

/// A cursor in a short list held whole, some of whose rows may be headings.
#[derive(Debug, Clone, Default)]
pub(super) struct Cursor {
    at: usize,
    /// First row on screen; kept between draws so that the list does not jump.
    top: Cell<usize>,
}

impl Cursor {
    /// Position of the row under the cursor.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Puts the cursor on a row, or on the nearest that can be taken.
    pub(super) fn go(&mut self, to: usize, length: usize, can: impl Fn(usize) -> bool) {
        let to = to.min(length.saturating_sub(1));
        self.at =
            (to..length).find(|&row| can(row)).or_else(|| (0..to).rev().find(|&row| can(row))).unwrap_or(to);
    }

    /// Does a moving command in a list `height` rows high on screen. True if it was one.
    pub(super) fn update(
        &mut self,
        command: Command,
        height: u16,
        length: usize,
        can: impl Fn(usize) -> bool,
    ) -> bool {
        let by = command.rows(height);
        if let Some(by) = by {
            self.step(by, length, can);
        }
        by.is_some()
    }

    /// Moves by rows, passing over those that cannot be taken.
    pub(super) fn step(&mut self, by: i64, length: usize, can: impl Fn(usize) -> bool) {
        let last = length.saturating_sub(1) as i64;
        let to = (self.at as i64).saturating_add(by).clamp(0, last.max(0)) as usize;
        if by < 0 {
            match (0..=to).rev().find(|&row| row < length && can(row)) {
                Some(row) => self.at = row,
                None => self.go(to, length, can),
            }
        } else {
            self.go(to, length, can);
        }
    }

    /// First row on screen, so that the cursor is on screen too; a heading
    /// just above the cursor is shown with it.
    pub(super) fn top(&self, height: u16, length: usize, can: impl Fn(usize) -> bool) -> usize {
        let height = usize::from(height.max(1));
        let mut top = self.top.get().min(length.saturating_sub(height));
        if self.at < top {
            top = self.at;
        }
        if self.at >= top + height {
            top = self.at + 1 - height;
        }
        if top == self.at {
            while top > 0 && !can(top - 1) && self.at + 1 < top + height {
                top -= 1;
            }
        }
        self.top.set(top);
        top
    }

    /// The row a mouse points at, in a list drawn in `list`.
    pub(super) fn row_at(&self, at: Position, list: Rect, length: usize) -> Option<usize> {
        let row = self.top.get() + usize::from(at.y.checked_sub(list.y)?);
        (list.contains(at) && row < length).then_some(row)
    }
}

/// Marks a row as the one under the cursor: `>` and reverse, never colour alone.
pub(super) fn mark(theme: &Theme, row: Rect, buffer: &mut Buffer) -> Style {
    let style = theme.style(Role::Selected);
    if !row.is_empty() {
        buffer.set_style(Rect { height: 1, ..row }, style);
        buffer.set_stringn(row.x, row.y, ">", 1, style);
    }
    style
}
