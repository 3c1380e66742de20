//! What every screen with a list and the row under the cursor beside it does alike: moving, finding,
//! marking, going into the pane and back, the mouse, and drawing the rows. A screen adds its columns, what
//! its pane says and its commands.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Effect, Mouse, MouseKind};
use crate::input::{Command, Key};
use crate::session::Notice;
use crate::ui::find::Find;
use crate::ui::frame::empty;
use crate::ui::list::{List, Row};
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::{Cell, Column, MARKER, Table, layout};
use crate::ui::theme::Theme;

/// A list, and the row under the cursor in full.
pub(super) struct ListDetail<T: Row> {
    pub list: List<T>,
    /// The columns as the rows need them.
    pub columns: Vec<Column>,
    pub find: Find,
    /// Marked for a change to many, as they were when marked.
    pub marks: BTreeMap<T::Key, T>,
    /// The pane has the keys.
    pub reading: bool,
    pub pane: ReadingPane,
    /// The part with the keys has the whole screen.
    pub zoom: bool,
    /// What is listed has to be asked for again.
    pub stale: bool,
}

impl<T: Row> Default for ListDetail<T> {
    fn default() -> Self {
        Self {
            list: List::default(),
            columns: Vec::new(),
            find: Find::default(),
            marks: BTreeMap::new(),
            reading: false,
            pane: ReadingPane::default(),
            zoom: false,
            stale: false,
        }
    }
}

impl<T: Row<Key: Ord> + Clone> ListDetail<T> {
    /// The row under the cursor.
    pub fn current(&self) -> Option<&T> {
        self.list.current()
    }

    /// Where the rows are, below the frame, the line of what is sought and the headings.
    pub fn rows_in(&self, list: Rect) -> Rect {
        let above = 2 + self.find.rows();
        Rect {
            x: list.x + 1,
            y: list.y + above,
            width: list.width.saturating_sub(2),
            height: list.height.saturating_sub(above + 1),
        }
    }

    /// Lists what it listed when it was left, with the cursor on the row it was on.
    pub fn come_back(&mut self, row: Option<T::Key>, find: String) {
        self.find.seek(find);
        if let Some(row) = row {
            self.list.seek(row);
        }
    }

    /// Goes into the pane, at its first line, or back to the list.
    pub fn read(&mut self, reading: bool) {
        self.reading = reading;
        self.pane.restart();
    }

    /// Goes to another row by keys that work in list and pane.
    pub fn step(&mut self, by: i64) {
        self.list.step(by);
        self.pane.restart();
    }

    /// Other rows are sought: from the first of them.
    pub fn sought(&mut self) {
        self.list.first();
        self.stale = true;
    }

    /// Does what list and pane do in every screen, `height` rows being in sight; none for what it leaves
    /// to the screen.
    pub fn update(&mut self, command: Command, height: u16) -> Option<Vec<Effect>> {
        if self.find.is_typing() {
            match self.find.update(command) {
                Some(changed) => self.stale |= changed,
                None if self.list.update(command, height) => self.pane.restart(),
                None => return None,
            }
            return Some(Vec::new());
        }
        match command {
            _ if !self.reading && self.list.update(command, height) => self.pane.restart(),
            Command::Back if self.reading => self.read(false),
            Command::Back if self.zoom => self.zoom = false,
            Command::Back if !self.marks.is_empty() => {
                self.marks.clear();
                return Some(vec![Effect::Say(Notice::info("Marks cleared."))]);
            }
            Command::Open | Command::NextPane | Command::PreviousPane => {
                self.read(!self.reading && self.current().is_some());
            }
            Command::Zoom => self.zoom = !self.zoom,
            // While one is read, the next is a key away.
            Command::Left if self.reading => self.step(-1),
            Command::Right if self.reading => self.step(1),
            Command::Filter => {
                self.read(false);
                self.find.begin();
            }
            Command::Mark => {
                if let Some((key, row)) = self.current().and_then(|row| Some((row.key()?, row.clone()))) {
                    if self.marks.remove(&key).is_none() {
                        self.marks.insert(key, row);
                    }
                    self.step(1);
                }
                let marked = self.marks.len();
                let said = format!("{marked} marked. M changes them, Esc clears the marks.");
                return Some(vec![Effect::Say(Notice::info(said))]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    /// A key that goes into the line where is typed what is sought.
    pub fn key(&mut self, key: Key) {
        if self.find.key(key) {
            self.sought();
        }
    }

    /// Pasted text that goes there.
    pub fn paste(&mut self, text: &str) {
        if self.find.paste(text) {
            self.sought();
        }
    }

    /// Follows the mouse over the rows drawn in `rows`; tells a click on one, and whether it was the second.
    pub fn mouse(&mut self, mouse: Mouse, rows: Rect) -> Option<MouseKind> {
        let before = self.list.selected();
        let clicked = self.list.mouse(mouse, rows);
        if self.list.selected() != before {
            self.pane.restart();
        }
        clicked
    }

    /// `2 marked, row 3 of 35`.
    pub fn note(&self) -> String {
        let row = match self.list.total() {
            0 => String::new(),
            total => format!("row {} of {total}", self.list.selected() + 1),
        };
        match self.marks.len() {
            0 => row,
            marked => format!("{marked} marked, {row}"),
        }
    }

    /// Draws the line of what is sought, the headings and the rows; `nothing` where there are none. Returns
    /// where the cursor belongs.
    pub fn draw<'a>(
        &'a self,
        (area, rows): (Rect, Rect),
        theme: &Theme,
        nothing: &str,
        cells: impl Fn(&'a T) -> Vec<Cell<'a>>,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let typed = self.find.draw(theme, Rect { height: 1, ..area }, buffer);
        let slots = layout(&self.columns, rows.width);
        let focused = !self.reading;
        let table =
            Table { theme, columns: &self.columns, slots: &slots, column: None, sorted: None, focused };
        table.head(Rect { y: rows.y.saturating_sub(1), height: 1, ..rows }, buffer);
        if self.list.is_empty() {
            empty(nothing, theme, rows, buffer);
        }
        let at = self.list.draw(rows, |row, here, selected| {
            let Some(row) = row else { return };
            let marked = row.key().is_some_and(|key| self.marks.contains_key(&key));
            table.row(&cells(row), selected, marked, here, buffer);
        });
        typed.or(at.map(|row| Position::new(row.x + MARKER, row.y)))
    }
}
