//! The line above a list that narrows it as one types.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::field::{Field, FieldStyle};
use super::frame::{line, take_left};
use super::theme::{Role, Theme};
use crate::input::{Command, Key};

/// What a list is narrowed to, and the line it is typed in.
#[derive(Debug, Clone, Default)]
pub struct Find {
    text: String,
    /// The line being typed, with the text to go back to.
    typed: Option<(Field, String)>,
}

impl Find {
    /// What is sought; empty for everything.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether keys go into the line now.
    pub fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

    /// Rows of the screen it takes: one while there is something to show.
    pub fn rows(&self) -> u16 {
        u16::from(self.is_typing() || !self.text.is_empty())
    }

    /// Begins to type, with what was sought before.
    pub fn begin(&mut self) {
        self.typed = Some((Field::new(&self.text), self.text.clone()));
    }

    /// Seeks a text, the line being closed.
    pub fn seek(&mut self, text: String) {
        self.text = text;
        self.typed = None;
    }

    /// Closes the line, keeping what was typed.
    pub fn close(&mut self) {
        self.typed = None;
    }

    /// Seeks nothing and closes the line.
    pub fn clear(&mut self) {
        self.text.clear();
        self.typed = None;
    }

    /// Keeps or takes back what was typed; true where the list changes by it,
    /// none for a command that is not the line's.
    pub fn update(&mut self, command: Command) -> Option<bool> {
        match command {
            Command::Accept => {
                self.typed = None;
                Some(false)
            }
            Command::Back => {
                let before = self.typed.take().map(|(_, before)| before)?;
                let changed = before != self.text;
                self.text = before;
                Some(changed)
            }
            _ => None,
        }
    }

    /// Takes a key; true where the list changes by it.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some((field, _)) = &mut self.typed {
            field.handle(key);
        }
        self.follow()
    }

    /// Takes pasted text; true where the list changes by it.
    pub fn paste(&mut self, text: &str) -> bool {
        if let Some((field, _)) = &mut self.typed {
            field.paste(text);
        }
        self.follow()
    }

    fn follow(&mut self) -> bool {
        let Some((field, _)) = &self.typed else { return false };
        let text = field.text();
        let changed = text != self.text;
        self.text = text;
        changed
    }

    /// Draws the line in the first row of `area`. Returns the cursor while typing.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        if self.rows() == 0 || area.is_empty() {
            return None;
        }
        let spot = Rect { x: area.x + 1, height: 1, width: area.width.saturating_sub(2), ..area };
        line("Find:", theme.style(Role::Dim), spot, buffer);
        let (_, rest) = take_left(spot, 5, 1);
        match &self.typed {
            Some((field, _)) => {
                let style =
                    FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Matched) };
                Some(field.view(rest, buffer, &style))
            }
            None => {
                line(&format!("{}   F clears", self.text), theme.style(Role::Strong), rest, buffer);
                None
            }
        }
    }
}
