//! Every change that can be made to a workbook, as data.
//!
//! A change is one labelled step: it is applied whole or not at all, appears
//! as one line in the history and is undone as one.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::record::*;

/// The tables a person can edit, one per record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    Workbook,
    Period,
    Indicator,
    Target,
    Result,
    Forecast,
    RatingOverride,
    Printed,
    Benchmark,
    Commentary,
    Action,
    Review,
}

/// A record of any table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Workbook(Workbook),
    Period(PeriodRecord),
    Indicator(Indicator),
    Target(Target),
    Result(ResultRecord),
    Forecast(Forecast),
    RatingOverride(RatingOverride),
    Printed(Printed),
    Benchmark(Benchmark),
    Commentary(Commentary),
    Action(Action),
    Review(Review),
}

/// One row put or removed.
#[allow(clippy::large_enum_variant, reason = "changes are short-lived and mostly puts")]
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Stores the record. An `id` of 0 or below inserts; a negative id is a
    /// placeholder that other edits of the same change may refer to. A
    /// positive id updates, provided the row is still at the record's `revision`.
    Put(Record),
    /// Removes the row, provided it is still at `revision`.
    Remove { table: Table, id: Id, revision: i64 },
}

/// One labelled step.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened, for people: "AC/C7 reasons", "Mark AC/C7 reviewed".
    pub label: String,
    /// Why, where a reason was asked for; otherwise empty.
    pub reason: String,
    pub edits: Vec<Edit>,
}

impl Change {
    /// A step with no edits yet.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), reason: String::new(), edits: Vec::new() }
    }

    /// Adds the reason the person gave.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// Adds a record to be stored.
    #[must_use]
    pub fn put(mut self, record: Record) -> Self {
        self.edits.push(Edit::Put(record));
        self
    }

    /// Adds a row to be removed.
    #[must_use]
    pub fn remove(mut self, table: Table, id: Id, revision: i64) -> Self {
        self.edits.push(Edit::Remove { table, id, revision });
        self
    }
}

/// What to carry forward when the next period is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarryChoices {
    /// Copy the period's own targets where the year has none, marked as carried.
    pub targets: bool,
    /// Copy the words of the reds as drafts, marked as carried.
    pub commentary: bool,
}

/// Who made a change and when (local time).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub who: String,
    pub at: NaiveDateTime,
}

/// What applying, undoing or redoing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Sequence number of the new operation.
    pub operation: Id,
    /// Its label; for an undo, the label of what was undone.
    pub label: String,
    /// Ids given to inserted rows, in the order of the edits.
    pub inserted: Vec<(Table, Id)>,
}

/// Another person changed a row after it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub table: Table,
    pub id: Id,
    /// The record as this change would have left it; none for a removal.
    pub mine: Option<Record>,
    /// The record as it stands; none if it was removed.
    pub theirs: Option<Record>,
    /// Who made the latest change to it, and when.
    pub by: String,
    pub at: String,
}
