//! The list of a screen: rows that are told apart by what they are about, and a cursor that stays with its
//! row wherever that comes to stand.
//!
//! The list may be a million rows long: it knows how long it is, holds the rows near the cursor, and says
//! which window to ask for when the cursor comes close to the edge of what it holds. Where each row is
//! held is worked out when the rows come, never for a key.

mod placed;

pub use placed::Placed;

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::mouse::{Mouse, MouseKind};
use super::theme::{Role, Theme};
use crate::input::Command;
use crate::workbook::{List as Loaded, Window};

/// Rows asked for at a time, at least: a screenful or more on both sides of the cursor.
const WINDOW: u32 = 120;
/// Ask again when fewer loaded rows than this lie beyond the cursor, or a screenful if that is more.
const MARGIN: u64 = 40;

/// A row of a list.
pub trait Row {
    /// What it is told by from one answer to the next.
    type Key: Clone + Debug + Eq + Hash;

    /// None for a heading, on which the cursor does not stand.
    fn key(&self) -> Option<Self::Key>;
}

/// What the cursor does when rows come.
#[derive(Debug, Clone, PartialEq)]
enum Stay<K> {
    /// It stays with the row it is on.
    Row,
    /// It stays at its position, whatever comes to stand there.
    Position,
    /// It goes to this row; true where the row was just made.
    Sought(K, bool),
}

/// A cursor and the loaded rows of a list.
#[derive(Debug, Clone)]
pub struct List<T: Row> {
    start: u64,
    rows: Vec<T>,
    /// Where each row is held.
    places: HashMap<T::Key, usize>,
    total: u64,
    unfiltered: u64,
    selected: u64,
    stay: Stay<T::Key>,
    /// First row on screen when last drawn, so that the list does not jump.
    top: Cell<u64>,
    /// Rows on screen then.
    height: Cell<u16>,
    loaded: bool,
    /// There may be more rows than `total`, which are being counted.
    counting: bool,
    /// The window last asked for, so that it is not asked for twice.
    asked: Option<Window>,
    /// Whether the cursor last went up.
    upwards: bool,
}

impl<T: Row> Default for List<T> {
    fn default() -> Self {
        Self {
            start: 0,
            rows: Vec::new(),
            places: HashMap::new(),
            total: 0,
            unfiltered: 0,
            selected: 0,
            stay: Stay::Row,
            top: Cell::new(0),
            height: Cell::new(0),
            loaded: false,
            counting: false,
            asked: None,
            upwards: false,
        }
    }
}

impl<T: Row> List<T> {
    // ---- What is held --------------------------------------------------

    /// The window to load for the cursor as it stands, whatever is held.
    pub fn window(&mut self) -> Window {
        let length = WINDOW.max(u32::from(self.height.get()) * 3);
        let start = self.selected.saturating_sub(u64::from(length) / 2);
        let window = Window { start, length };
        self.asked = Some(window);
        window
    }

    /// The window to load if the rows around the cursor are not all held.
    pub fn wanted(&mut self) -> Option<Window> {
        if !self.loaded || self.counting || self.total == 0 {
            return None;
        }
        let margin = MARGIN.max(u64::from(self.height.get()));
        let from = self.selected.saturating_sub(margin);
        let to = (self.selected + margin).min(self.total);
        if from >= self.start && to <= self.start + self.rows.len() as u64 {
            return None;
        }
        let before = self.asked;
        let window = self.window();
        (before != Some(window)).then_some(window)
    }

    /// Whether rows that are on screen when `height` are visible are not held.
    pub fn lacks(&self, height: u16) -> bool {
        let top = self.top_for(height);
        let bottom = (top + u64::from(height)).min(self.total);
        top < self.start || bottom > self.start + self.rows.len() as u64
    }

    /// Takes loaded rows, of a list that is narrowed by a filter or is not. True where the filter hides
    /// the row that was just made: it is sought on, for when the filter has been cleared.
    pub fn receive(&mut self, list: Loaded<T>, filtered: bool) -> bool {
        let here = self.current().and_then(Row::key);
        self.start = list.start;
        self.rows = list.rows;
        self.places = self.rows.iter().enumerate().filter_map(|(at, row)| Some((row.key()?, at))).collect();
        self.total = list.total;
        self.unfiltered = list.unfiltered;
        self.loaded = true;
        self.counting = false;
        self.asked = None;
        let stay = std::mem::replace(&mut self.stay, Stay::Row);
        let place = |key: &T::Key| self.places.get(key).map(|at| self.start + *at as u64);
        let found = match &stay {
            Stay::Row => here.as_ref().and_then(place),
            Stay::Position => None,
            Stay::Sought(key, _) => place(key),
        };
        let hidden = found.is_none() && filtered && matches!(stay, Stay::Sought(_, true));
        // An answer from before a filter was cleared does not have it yet.
        let too_early = !filtered && self.total < self.unfiltered;
        if found.is_none() && matches!(stay, Stay::Sought(..)) && (hidden || too_early) {
            self.stay = stay;
        }
        self.place(found.unwrap_or(self.selected));
        hidden
    }

    /// Takes the top of a list that is still being counted.
    pub fn receive_top(&mut self, list: Loaded<T>) {
        self.receive(list, true);
        self.counting = true;
    }

    /// Takes all rows of a list that is held whole, the cursor staying with its row.
    pub fn hold(&mut self, rows: Vec<T>) {
        let total = rows.len() as u64;
        self.receive(Loaded { start: 0, rows, total, unfiltered: total }, false);
    }

    /// The loaded rows.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// Rows of the whole list.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Rows before filtering.
    pub fn unfiltered(&self) -> u64 {
        self.unfiltered
    }

    /// Whether any rows have come, be it none.
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Whether there may be more rows than [`List::total`].
    pub fn is_counting(&self) -> bool {
        self.counting
    }

    /// Whether there are no rows in it, and not only none yet.
    pub fn is_empty(&self) -> bool {
        self.loaded && self.total == 0 && !self.counting
    }

    // ---- The cursor ----------------------------------------------------

    /// Position of the row under the cursor.
    pub fn selected(&self) -> u64 {
        self.selected
    }

    /// The row under the cursor, when it is loaded.
    pub fn current(&self) -> Option<&T> {
        self.row(self.selected)
    }

    /// The row at a position of the whole list, when it is loaded.
    pub fn row(&self, position: u64) -> Option<&T> {
        let offset = position.checked_sub(self.start)?;
        self.rows.get(usize::try_from(offset).ok()?)
    }

    /// The row the cursor comes to when it goes on as it last went.
    pub fn next(&self) -> Option<&T> {
        let to = if self.upwards { self.selected.checked_sub(1)? } else { self.selected + 1 };
        self.row(to)
    }

    /// Position of a row, when it is loaded.
    pub fn position(&self, key: &T::Key) -> Option<u64> {
        self.places.get(key).map(|at| self.start + *at as u64)
    }

    /// Puts the cursor on a row, now where it is held, else when it comes.
    pub fn seek(&mut self, key: T::Key) {
        if let Some(position) = self.position(&key) {
            self.place(position);
        }
        self.stay = Stay::Sought(key, false);
    }

    /// Puts the cursor on a row that was just made, when it comes.
    pub fn added(&mut self, key: T::Key) {
        self.stay = Stay::Sought(key, true);
    }

    /// The row that the next rows are to be around, if one is sought.
    pub fn sought(&self) -> Option<T::Key> {
        match &self.stay {
            Stay::Sought(key, _) => Some(key.clone()),
            Stay::Row | Stay::Position => None,
        }
    }

    /// Seeks the row under the cursor, wherever it comes to stand, unless another is sought.
    pub fn seek_current(&mut self) {
        if let (None, Some(key)) = (self.sought(), self.current().and_then(Row::key)) {
            self.seek(key);
        }
    }

    /// Keeps the cursor at its position when rows come, whatever comes to stand there.
    pub fn stay_here(&mut self) {
        self.stay = Stay::Position;
    }

    /// Puts the cursor on the first row, whatever that comes to be.
    pub fn first(&mut self) {
        self.place(0);
        self.stay = Stay::Position;
    }

    /// Moves the cursor by rows, down when positive.
    pub fn step(&mut self, by: i64) {
        self.upwards = by < 0;
        self.go(self.selected.saturating_add_signed(by));
    }

    /// Whether the cursor may stand there.
    fn can(&self, position: u64) -> bool {
        self.row(position).is_none_or(|row| row.key().is_some())
    }

    /// Puts the cursor on a position, or the last row; on the nearest that is no heading.
    pub fn go(&mut self, position: u64) {
        self.stay = Stay::Row;
        self.place(position);
    }

    /// Puts the cursor on the first loaded row that `test` picks, if there is one.
    pub fn go_where(&mut self, test: impl Fn(&T) -> bool) {
        if let Some(at) = self.rows.iter().position(test) {
            self.go(self.start + at as u64);
        }
    }

    fn place(&mut self, position: u64) {
        let to = position.min(self.total.saturating_sub(1));
        let mut below = to..self.total;
        let mut above = (0..to).rev();
        let found = if self.upwards {
            std::iter::once(to)
                .chain(above)
                .find(|at| self.can(*at))
                .or_else(|| below.find(|at| self.can(*at)))
        } else {
            below.find(|at| self.can(*at)).or_else(|| above.find(|at| self.can(*at)))
        };
        self.selected = found.unwrap_or(to);
    }

    /// Puts the cursor back on a row of a list that is not loaded yet.
    pub fn restore(&mut self, position: u64) {
        self.selected = position;
    }

    /// The first row on screen when `height` rows are visible, with the cursor among them, and a heading
    /// just above it.
    pub fn top_for(&self, height: u16) -> u64 {
        self.height.set(height);
        let height = u64::from(height.max(1));
        let mut top = self.top.get().min(self.total.saturating_sub(height));
        if self.selected < top {
            top = self.selected;
        } else if self.selected >= top + height {
            top = self.selected + 1 - height;
        }
        if top == self.selected {
            while top > 0 && !self.can(top - 1) && self.selected + 1 < top + height {
                top -= 1;
            }
        }
        self.top.set(top);
        top
    }

    /// Does a moving command where `height` rows are in sight. True if it was one.
    pub fn update(&mut self, command: Command, height: u16) -> bool {
        let by = command.rows(height);
        if let Some(by) = by {
            self.step(by);
            self.top_for(height);
        }
        by.is_some()
    }

    /// Does a moving command where as many rows are in sight as were drawn last.
    pub fn moved(&mut self, command: Command) -> bool {
        self.update(command, self.height.get())
    }

    /// Follows the mouse over rows drawn in `area`: the wheel, and a click on a row, which it tells.
    pub fn mouse(&mut self, mouse: Mouse, area: Rect) -> Option<MouseKind> {
        if let Some(by) = mouse.kind.wheel() {
            self.step(by);
            return None;
        }
        let position = self.position_at(mouse.at, area)?;
        let clicked = matches!(mouse.kind, MouseKind::Click | MouseKind::DoubleClick);
        (clicked && self.can(position)).then(|| {
            self.go(position);
            mouse.kind
        })
    }

    fn position_at(&self, at: Position, area: Rect) -> Option<u64> {
        let position = self.top_for(area.height) + u64::from(at.y.checked_sub(area.y)?);
        (area.contains(at) && position < self.total).then_some(position)
    }

    /// Draws the rows in sight: each, or none where it is not loaded, with its line on screen and whether
    /// the cursor is on it. Returns the line of the cursor.
    pub fn draw<'a>(&'a self, area: Rect, mut row: impl FnMut(Option<&'a T>, Rect, bool)) -> Option<Rect> {
        let mut cursor = None;
        for (y, position) in (area.y..area.bottom()).zip(self.top_for(area.height)..self.total) {
            let here = Rect { y, height: 1, ..area };
            let selected = position == self.selected;
            if selected {
                cursor = Some(here);
            }
            row(self.row(position), here, selected);
        }
        cursor
    }
}

/// Marks a row as the one under the cursor: `>` and reverse, never colour alone.
pub fn mark(theme: &Theme, row: Rect, buffer: &mut Buffer) -> Style {
    let style = theme.style(Role::Selected);
    if !row.is_empty() {
        buffer.set_style(Rect { height: 1, ..row }, style);
        buffer.set_stringn(row.x, row.y, ">", 1, style);
    }
    style
}

#[cfg(test)]
mod tests;
