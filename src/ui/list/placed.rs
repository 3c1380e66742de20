//! Rows that are worked out together and told apart by their places: those of dialogs and of short lists.

use std::ops::Deref;

use super::{List, Row};

/// A row told by its place among rows that are worked out together; a heading is told by none.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed<T> {
    row: T,
    place: Option<usize>,
}

impl<T> Row for Placed<T> {
    type Key = usize;

    fn key(&self) -> Option<usize> {
        self.place
    }
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.row
    }
}

impl<T> List<Placed<T>> {
    /// Takes rows of which some are headings; the cursor stays where it is, or as near as can be.
    pub fn hold_placed(&mut self, rows: impl IntoIterator<Item = T>, is_heading: impl Fn(&T) -> bool) {
        let placed = |(at, row)| Placed { place: (!is_heading(&row)).then_some(at), row };
        self.hold(rows.into_iter().enumerate().map(placed).collect());
    }

    /// Place of the row under the cursor; none where there is none to be on.
    pub fn at(&self) -> Option<usize> {
        self.current().and_then(Row::key)
    }

    /// The row under the cursor; none where there is none to be on.
    pub fn here(&self) -> Option<&T> {
        self.current().filter(|placed| placed.place.is_some()).map(|placed| &placed.row)
    }

    /// The same, to be changed.
    pub fn here_mut(&mut self) -> Option<&mut T> {
        let at = self.at()?;
        self.rows.get_mut(at).map(|placed| &mut placed.row)
    }
}
