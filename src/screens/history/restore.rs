//! Restoring an earlier version, as a new change.
//!
//! Restoring means making the rows what they were *after* the change under
//! the cursor. Where they still are that — it is the latest change to all of
//! them — it means making them what they were *before* it.
//!
//! A row is stored only at the revision it is at now, so the present rows are
//! looked up first. If someone changes one of them meanwhile, the workbook
//! refuses the whole change and says so.

use super::changed::subject;
use crate::session::Session;
use crate::workbook::{Change, Edit, OperationDetail, OperationRow, Query, Record};

/// A restoring that is being prepared.
#[derive(Debug, Clone)]
pub(super) struct Restoring {
    detail: OperationDetail,
}

/// A restoring ready to be asked about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub(super) change: Change,
    /// What it touches, a line each.
    pub(super) lines: Vec<String>,
}

/// Whether two versions say the same, whichever revision they are.
fn same(one: Option<&Record>, other: Option<&Record>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.clone().at(0, 0) == other.clone().at(0, 0),
        (None, None) => true,
        _ => false,
    }
}

/// The closed period a change would write into, as people read it.
pub(super) fn closed_period(detail: &OperationDetail, session: &Session) -> Option<String> {
    let periods = session.opening.as_ref().map(|opening| &opening.periods)?;
    periods
        .iter()
        .find(|period| !period.is_open() && detail.periods.contains(&period.code))
        .map(|period| session.period_title(&period.code))
}

impl Restoring {
    /// Begins to prepare restoring a change.
    pub(super) fn new(detail: &OperationDetail) -> Self {
        Self { detail: detail.clone() }
    }

    /// The change being restored.
    pub(super) fn operation(&self) -> &OperationRow {
        &self.detail.operation
    }

    /// The question for the present rows.
    pub(super) fn question(&self) -> Query {
        let changes = self.detail.changes.iter();
        let records = changes.filter_map(|change| change.after.clone().or_else(|| change.before.clone()));
        Query::Present { records: records.collect() }
    }

    /// What to do, given the rows there are; `None` when everything is already as it was.
    pub(super) fn plan(&self, present: &[Option<Record>], when: &str) -> Option<Plan> {
        let changes = || {
            let changes = self.detail.changes.iter();
            changes.filter(|change| change.after.is_some() || change.before.is_some()).zip(present)
        };
        let latest = changes().all(|(change, now)| same(now.as_ref(), change.after.as_ref()));
        let label = &self.detail.operation.label;
        let label = if latest {
            format!("Restore from before: {label}, {when}")
        } else {
            format!("Restore {label} of {when}")
        };
        let mut plan = Plan { change: Change::new(label), lines: Vec::new() };
        for (change, present) in changes() {
            let wanted = if latest { &change.before } else { &change.after };
            if same(wanted.as_ref(), present.as_ref()) {
                continue;
            }
            let what = subject(change);
            match (wanted, present) {
                (Some(wanted), Some(present)) => {
                    let (id, revision) = present.identity();
                    plan.change.edits.push(Edit::Put(wanted.clone().at(id, revision)));
                    plan.lines.push(format!("- {what}"));
                }
                (Some(wanted), None) => {
                    plan.change.edits.push(Edit::Put(wanted.clone().at(0, 0)));
                    plan.lines.push(format!("- {what} (comes back)"));
                }
                (None, Some(present)) => {
                    let (id, revision) = present.identity();
                    plan.change.edits.push(Edit::Remove { table: change.table, id, revision });
                    plan.lines.push(format!("- {what} (is removed)"));
                }
                (None, None) => {}
            }
        }
        (!plan.change.edits.is_empty()).then_some(plan)
    }
}
