//! The history: what was done, by whom, and what each row was before.

use crate::domain::Period;
use crate::workbook::{Id, Record, Table};

/// One line of history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRow {
    pub id: Id,
    /// Local time, `2015-07-06T14:02:11`.
    pub at: String,
    pub who: String,
    pub label: String,
    pub reason: String,
    /// The operation this one undid or redid.
    pub reverses: Option<Id>,
    /// True when a later undo has taken it back.
    pub undone: bool,
    /// Rows it touched.
    pub changes: u64,
}

/// One operation with every row it touched.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationDetail {
    pub operation: OperationRow,
    /// At most 200; `operation.changes` says how many there are.
    pub changes: Vec<RowChange>,
    /// Codes of the periods whose report they change.
    pub periods: Vec<Period>,
}

/// A row before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct RowChange {
    pub table: Table,
    pub id: Id,
    /// What the row is about, for people: "AC/C7, Q1 2015/16".
    pub subject: String,
    /// None when the row was added.
    pub before: Option<Record>,
    /// None when the row was removed.
    pub after: Option<Record>,
}
