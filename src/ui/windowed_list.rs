//! A cursor over a long list of which only a window is loaded.
//!
//! The list may be a million rows long: the list knows how long it is, holds
//! the rows near the cursor, and says which window to ask for when the cursor
//! comes close to the edge of what it holds.

use crate::workbook::{List, Window};

/// Rows asked for at a time, at least: a screenful or more on both sides of the cursor.
const WINDOW: u32 = 120;
/// Ask again when fewer loaded rows than this lie beyond the cursor, or a screenful if that is more.
const MARGIN: u64 = 40;

/// A cursor and the loaded part of a list.
#[derive(Debug, Clone)]
pub struct WindowedList<T> {
    start: u64,
    rows: Vec<T>,
    total: u64,
    unfiltered: u64,
    selected: u64,
    /// First row on screen.
    top: u64,
    loaded: bool,
    /// There may be more rows than `total`, which are being counted.
    counting: bool,
    /// The window last asked for, so that it is not asked for twice.
    asked: Option<Window>,
    /// Whether the cursor last went up.
    upwards: bool,
    /// Rows on screen, when last told.
    height: u16,
}

impl<T> Default for WindowedList<T> {
    fn default() -> Self {
        Self {
            start: 0,
            rows: Vec::new(),
            total: 0,
            unfiltered: 0,
            selected: 0,
            top: 0,
            loaded: false,
            counting: false,
            asked: None,
            upwards: false,
            height: 0,
        }
    }
}

impl<T> WindowedList<T> {
    /// The window to load for the cursor as it stands, whatever is held.
    pub fn window(&mut self) -> Window {
        let length = WINDOW.max(u32::from(self.height) * 3);
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
        let margin = MARGIN.max(u64::from(self.height));
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

    /// The row the cursor comes to when it goes on as it last went.
    pub fn next(&self) -> Option<&T> {
        let to = if self.upwards { self.selected.checked_sub(1)? } else { self.selected + 1 };
        self.row(to)
    }

    /// Takes a loaded window.
    pub fn receive(&mut self, list: List<T>) {
        self.start = list.start;
        self.rows = list.rows;
        self.total = list.total;
        self.unfiltered = list.unfiltered;
        self.loaded = true;
        self.counting = false;
        self.asked = None;
        self.selected = self.selected.min(self.total.saturating_sub(1));
    }

    /// Takes the top of a list that is still being counted.
    pub fn receive_top(&mut self, list: List<T>) {
        self.receive(list);
        self.counting = true;
    }

    /// Whether there may be more rows than [`WindowedList::total`].
    pub fn is_counting(&self) -> bool {
        self.counting
    }

    /// Puts the cursor on the loaded row that `test` picks. True if there is one.
    pub fn select_where(&mut self, test: impl Fn(&T) -> bool) -> bool {
        match self.rows.iter().position(test) {
            Some(position) => {
                self.selected = self.start + position as u64;
                true
            }
            None => false,
        }
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

    /// The loaded rows.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    pub fn selected(&self) -> u64 {
        self.selected
    }

    pub fn total(&self) -> u64 {
        self.total
    }

    /// Rows before filtering.
    pub fn unfiltered(&self) -> u64 {
        self.unfiltered
    }

    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Moves the cursor by rows, down when positive.
    pub fn step(&mut self, rows: i64) {
        self.upwards = rows < 0;
        self.go(self.selected.saturating_add_signed(rows));
    }

    /// Puts the cursor on a position, or the last row.
    pub fn go(&mut self, position: u64) {
        self.selected = position.min(self.total.saturating_sub(1));
    }

    /// Puts the cursor back on a row of a list that is not loaded yet.
    pub fn restore(&mut self, position: u64) {
        self.selected = position;
    }

    pub fn first(&mut self) {
        self.selected = 0;
    }

    /// Keeps the cursor on screen when `height` rows are visible.
    pub fn follow(&mut self, height: u16) {
        self.height = height;
        self.top = self.top_for(height);
    }

    /// The first row on screen when `height` rows are visible, with the cursor among them.
    pub fn top_for(&self, height: u16) -> u64 {
        let height = u64::from(height.max(1));
        let highest = self.total.saturating_sub(height);
        let mut top = self.top.min(highest);
        if self.selected < top {
            top = self.selected;
        } else if self.selected >= top + height {
            top = self.selected + 1 - height;
        }
        top
    }

    /// Does a moving command. True if it was one.
    pub fn update(&mut self, command: crate::input::Command, height: u16) -> bool {
        let Some(by) = command.rows(height) else { return false };
        self.step(by);
        self.follow(height);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(start: u64, length: u64, total: u64) -> List<u64> {
        List { start, rows: (start..start + length).collect(), total, unfiltered: total }
    }

    #[test]
    fn asks_for_more_only_near_the_edge() {
        let mut roll = WindowedList::default();
        let window = roll.window();
        assert_eq!(window, Window { start: 0, length: 120 });
        roll.receive(list(0, 120, 1_000_000));
        roll.step(80);
        assert_eq!(roll.wanted(), None);
        roll.step(20);
        assert_eq!(roll.wanted(), Some(Window { start: 40, length: 120 }));
        assert_eq!(roll.wanted(), None, "not twice");
        assert!(!roll.lacks(30), "what is on screen is there");
        assert_eq!(roll.next(), Some(&101));
        roll.step(-1);
        assert_eq!(roll.next(), Some(&98), "as it last went");
        roll.step(i64::MAX);
        assert!(roll.lacks(30));
        assert_eq!(roll.wanted(), Some(Window { start: 999_939, length: 120 }));
        assert_eq!(roll.current(), None);
        roll.receive(list(999_939, 61, 1_000_000));
        assert_eq!(roll.current(), Some(&999_999));
        assert_eq!(roll.wanted(), None);
    }

    #[test]
    fn a_tall_screen_asks_for_more() {
        let mut roll = WindowedList::<u64>::default();
        roll.follow(90);
        assert_eq!(roll.window().length, 270);
    }

    #[test]
    fn the_cursor_stays_inside_and_on_screen() {
        let mut roll = WindowedList::default();
        roll.receive(list(0, 5, 5));
        roll.step(-3);
        assert_eq!(roll.selected(), 0);
        roll.step(99);
        assert_eq!(roll.selected(), 4);
        assert_eq!(roll.top_for(3), 2);
        roll.receive(list(0, 0, 0));
        assert_eq!(roll.selected(), 0);
        assert_eq!(roll.current(), None);
    }
}
