//! Restoring an earlier version, as a new change.
//!
//! Restoring means making the rows what they were *after* the change that is
//! restored. Where they still are that — it is the latest change to all of
//! them — it means making them what they were *before* it.
//!
//! A row is stored only at the revision it is at now, so the present rows are
//! looked up first. If someone changes one of them meanwhile, the workbook
//! refuses the whole change and says so.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::dates::short_date;
use crate::workbook::{Change, Edit, OperationDetail, PeriodRecord, Query, Record, RowChange};

/// A restoring that is being prepared.
#[derive(Debug, Clone)]
pub struct Restoring {
    detail: OperationDetail,
}

/// A restoring ready to be asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub change: Change,
    /// What it touches, a line each.
    pub lines: Vec<String>,
}

/// Whether two versions say the same, whichever revision they are.
fn same(one: Option<&Record>, other: Option<&Record>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.clone().at(0, 0) == other.clone().at(0, 0),
        (None, None) => true,
        _ => false,
    }
}

/// What one row is called: "AC/C7, Q1 2015/16: words".
pub fn row_name(change: &RowChange) -> String {
    format!("{}: {}", change.subject, change.table.noun())
}

/// When a step was made; none where that cannot be read.
pub fn moment(at: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(at.get(..19)?, "%Y-%m-%dT%H:%M:%S").ok()
}

/// When a step was made, as people say it on a day: its time alone on that day itself.
pub fn short_time(at: &str, today: NaiveDate) -> String {
    match moment(at) {
        None => at.to_owned(),
        Some(at) if at.date() == today => at.format("%H:%M").to_string(),
        Some(at) => format!("{} {}", short_date(at.date()), at.format("%H:%M")),
    }
}

impl Restoring {
    /// Begins to prepare restoring a change.
    pub fn new(detail: &OperationDetail) -> Self {
        Self { detail: detail.clone() }
    }

    /// The closed period that it would write into, as people read it.
    pub fn closed_period(&self, periods: &[PeriodRecord]) -> Option<String> {
        periods
            .iter()
            .find(|period| !period.is_open() && self.detail.periods.contains(&period.code))
            .map(|one| one.code.title())
    }

    /// The question for the present rows.
    pub fn question(&self) -> Query {
        let changes = self.detail.changes.iter();
        let records = changes.filter_map(|change| change.after.clone().or_else(|| change.before.clone()));
        Query::Present { records: records.collect() }
    }

    /// What to do on a day, given the rows there are; `None` when everything is already as it was.
    pub fn plan(&self, present: &[Option<Record>], today: NaiveDate) -> Option<Plan> {
        let when = short_time(&self.detail.operation.at, today);
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
            let what = row_name(change);
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
