//! What was just made in a list: the cursor goes to it, and a filter that would hide it is taken off with
//! a word.

use super::Effect;
use crate::session::Notice;
use crate::workbook::{Id, Table};

/// The row that was just made, until the list with it has come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NewRow(Option<Id>);

impl NewRow {
    /// Notes the first row of a table among those that were made, which the list is to be around.
    pub fn note(&mut self, rows: &[(Table, Id)], table: Table) -> Option<Id> {
        self.0 = rows.iter().find(|(of, _)| *of == table).map(|(_, id)| *id);
        self.0
    }

    /// Whether it is this row.
    pub fn is(self, row: Id) -> bool {
        self.0 == Some(row)
    }

    /// Whether a row that was looked for is the new one and was not found: the filter hides it.
    pub fn is_hidden(&mut self, sought: Id, found: bool) -> bool {
        self.0.take_if(|new| *new == sought).is_some() && !found
    }
}

/// Said where a filter is taken off for what was just made.
pub(super) fn unfiltered_for_new() -> Effect {
    Effect::Say(Notice::info("Filter cleared: what was added does not match it."))
}
