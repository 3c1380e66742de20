//! Restoring an earlier version, as a new change.
//!
//! Restoring means making the rows what they were *after* the change under
//! the cursor. Where they still are that — it is the latest change to all of
//! them — it means making them what they were *before* it.
//!
//! A row is stored only at the revision it is at now, so the present rows are
//! looked up first, one indicator and period at a time. A row that cannot be
//! looked up is put at the revision the history knows; if someone has changed
//! it since, the workbook refuses the whole change and says so.

use std::collections::BTreeSet;

use super::changed::subject;
use crate::domain::{Period, PeriodKind};
use crate::session::Session;
use crate::workbook::{Change, Detail, Edit, Id, OperationDetail, OperationRow, Query, Record, RowChange};

/// Indicators looked up at most; changes to more rows rest on the revisions the history knows.
const LOOK_UPS: usize = 40;

/// What is known of a row now.
#[derive(Debug, Clone, PartialEq)]
enum Now {
    Unknown,
    Gone,
    Is(Box<Record>),
}

/// A restoring that is being prepared.
#[derive(Debug, Clone)]
pub(super) struct Restoring {
    detail: OperationDetail,
    now: Vec<Now>,
    /// Still to be looked up; one at a time, because a newer question takes an older one's place.
    waiting: Vec<(Id, String)>,
}

/// A restoring ready to be asked about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub(super) change: Change,
    /// What it touches, a line each.
    pub(super) lines: Vec<String>,
}

/// The parts of a record that every table has.
fn parts(record: &mut Record) -> (&mut Id, &mut i64) {
    match record {
        Record::Workbook(row) => (&mut row.id, &mut row.revision),
        Record::Period(row) => (&mut row.id, &mut row.revision),
        Record::Indicator(row) => (&mut row.id, &mut row.revision),
        Record::Target(row) => (&mut row.id, &mut row.revision),
        Record::Result(row) => (&mut row.id, &mut row.revision),
        Record::Forecast(row) => (&mut row.id, &mut row.revision),
        Record::RatingOverride(row) => (&mut row.id, &mut row.revision),
        Record::Printed(row) => (&mut row.id, &mut row.revision),
        Record::Benchmark(row) => (&mut row.id, &mut row.revision),
        Record::Commentary(row) => (&mut row.id, &mut row.revision),
        Record::Action(row) => (&mut row.id, &mut row.revision),
        Record::Review(row) => (&mut row.id, &mut row.revision),
    }
}

/// The record with another id and revision.
fn at(record: &Record, id: Id, revision: i64) -> Record {
    let mut record = record.clone();
    let (its_id, its_revision) = parts(&mut record);
    (*its_id, *its_revision) = (id, revision);
    record
}

/// Id and revision of a record.
fn identity(record: &Record) -> (Id, i64) {
    let mut record = record.clone();
    let (id, revision) = parts(&mut record);
    (*id, *revision)
}

/// Whether two versions say the same, whichever revision they are.
fn same(one: Option<&Record>, other: Option<&Record>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => at(one, 0, 0) == at(other, 0, 0),
        (None, None) => true,
        _ => false,
    }
}

/// The indicator and period a row belongs to, where it has both.
fn home(record: &Record) -> Option<(Id, &str)> {
    match record {
        Record::Workbook(_) | Record::Period(_) => None,
        Record::Indicator(row) => Some((row.id, "")),
        Record::Target(row) => Some((row.indicator_id, &row.period)),
        Record::Result(row) => Some((row.indicator_id, &row.period)),
        Record::Forecast(row) => Some((row.indicator_id, &row.period)),
        Record::RatingOverride(row) => Some((row.indicator_id, &row.period)),
        Record::Printed(row) => row.indicator_id.map(|id| (id, row.period.as_str())),
        Record::Benchmark(row) => Some((row.indicator_id, &row.period)),
        Record::Commentary(row) => Some((row.indicator_id, &row.period)),
        Record::Action(row) => Some((row.indicator_id, &row.period)),
        Record::Review(row) => Some((row.indicator_id, &row.period)),
    }
}

/// The closed period a change would write into, as people read it.
pub(super) fn closed_period(detail: &OperationDetail, session: &Session) -> Option<String> {
    let periods = session.opening.as_ref().map(|opening| &opening.periods)?;
    let of = |change: &RowChange| {
        let record = change.after.as_ref().or(change.before.as_ref())?;
        // Actions outlive the period they were raised in.
        if matches!(record, Record::Action(_)) {
            None
        } else {
            home(record).map(|(_, period)| period.to_owned())
        }
    };
    let touched: BTreeSet<String> = detail.changes.iter().filter_map(of).collect();
    periods
        .iter()
        .find(|period| !period.is_open() && touched.contains(&period.code))
        .map(|period| session.period_title(&period.code))
}

impl Restoring {
    /// Begins to prepare restoring a change.
    pub(super) fn new(detail: &OperationDetail, session: &Session) -> Self {
        let mut waiting = BTreeSet::new();
        let mut now = Vec::with_capacity(detail.changes.len());
        for change in &detail.changes {
            let record = change.after.as_ref().or(change.before.as_ref());
            now.push(match (record, &session.opening) {
                (Some(Record::Workbook(_)), Some(opening)) => {
                    Now::Is(Box::new(Record::Workbook(opening.workbook.clone())))
                }
                (Some(Record::Period(row)), Some(opening)) => opening
                    .periods
                    .iter()
                    .find(|period| period.id == row.id)
                    .map_or(Now::Gone, |period| Now::Is(Box::new(Record::Period(period.clone())))),
                _ => Now::Unknown,
            });
            if let Some((indicator, period)) = record.and_then(home)
                && let Some(period) = asked_at(period, session)
            {
                waiting.insert((indicator, period));
            }
        }
        let waiting = if waiting.len() > LOOK_UPS { Vec::new() } else { waiting.into_iter().collect() };
        Self { detail: detail.clone(), now, waiting }
    }

    /// The change being restored.
    pub(super) fn operation(&self) -> &OperationRow {
        &self.detail.operation
    }

    /// The next thing to look up.
    pub(super) fn next(&mut self) -> Option<Query> {
        let (indicator, period) = self.waiting.pop()?;
        Some(Query::Detail { indicator, period })
    }

    /// Takes an indicator as it is now.
    pub(super) fn learn(&mut self, found: &Detail) {
        for (change, now) in self.detail.changes.iter().zip(&mut self.now) {
            let Some(record) = change.after.as_ref().or(change.before.as_ref()) else { continue };
            if home(record).is_some_and(|(indicator, _)| indicator == found.indicator.id) {
                let learnt = look_up(record, change.id, found);
                if learnt != Now::Unknown {
                    *now = learnt;
                }
            }
        }
    }

    /// What to do; `None` when everything is already as it was.
    pub(super) fn plan(&self, when: &str) -> Option<Plan> {
        let changes = || self.detail.changes.iter().zip(&self.now);
        let latest = changes().all(|(change, now)| match now {
            Now::Unknown => true,
            Now::Gone => change.after.is_none(),
            Now::Is(record) => same(Some(record), change.after.as_ref()),
        });
        let label = &self.detail.operation.label;
        let label = if latest {
            format!("Restore from before: {label}, {when}")
        } else {
            format!("Restore {label} of {when}")
        };
        let mut plan = Plan { change: Change::new(label), lines: Vec::new() };
        for (change, now) in changes() {
            let wanted = if latest { &change.before } else { &change.after };
            // Where nothing is known, the row is taken to be as this change left it.
            let present = match now {
                Now::Is(record) => Some(record.as_ref()),
                Now::Gone => None,
                Now::Unknown => change.after.as_ref(),
            };
            if same(wanted.as_ref(), present) {
                continue;
            }
            let what = subject(change);
            match (wanted, present) {
                (Some(wanted), Some(present)) => {
                    let (id, revision) = identity(present);
                    plan.change.edits.push(Edit::Put(at(wanted, id, revision)));
                    plan.lines.push(format!("- {what}"));
                }
                (Some(wanted), None) => {
                    plan.change.edits.push(Edit::Put(at(wanted, 0, 0)));
                    plan.lines.push(format!("- {what} (comes back)"));
                }
                (None, Some(present)) => {
                    let (id, revision) = identity(present);
                    plan.change.edits.push(Edit::Remove { table: change.table, id, revision });
                    plan.lines.push(format!("- {what} (is removed)"));
                }
                (None, None) => {}
            }
        }
        (!plan.change.edits.is_empty()).then_some(plan)
    }
}

/// The period to look an indicator up at so that a row of `period` is found.
fn asked_at(period: &str, session: &Session) -> Option<String> {
    let Ok(parsed) = Period::parse(period) else {
        // The indicator itself is the same whenever it is looked at.
        return Some(session.period.clone());
    };
    if parsed.kind() != PeriodKind::Year {
        return Some(period.to_owned());
    }
    // Figures of a year are part of each of its periods.
    let current = Period::parse(&session.period).ok()?;
    (current.whole_year() == parsed).then(|| session.period.clone())
}

/// A row as it is now, by what is known of its indicator. Where there can be
/// only one such row, the one there is counts, even if it was added anew.
fn look_up(record: &Record, id: Id, found: &Detail) -> Now {
    let here = |period: &str| found.standing.period == period;
    // Of a table shown whole for the period, what is not there is gone.
    let known = |record: Option<Record>, whole: bool| match record {
        Some(record) => Now::Is(Box::new(record)),
        None if whole => Now::Gone,
        None => Now::Unknown,
    };
    match record {
        Record::Workbook(_) | Record::Period(_) => Now::Unknown,
        Record::Indicator(_) => Now::Is(Box::new(Record::Indicator(found.indicator.clone()))),
        Record::Target(row) => {
            let targets = || found.target.iter().chain(&found.year_target);
            let one = targets().find(|target| target.period == row.period || target.id == id);
            known(one.cloned().map(Record::Target), here(&row.period))
        }
        Record::Forecast(row) => {
            let one = found.forecast.clone().filter(|found| found.period == row.period || found.id == id);
            known(one.map(Record::Forecast), false)
        }
        // Actions closed in other periods are not listed.
        Record::Action(_) => {
            let one = found.actions.iter().find(|row| row.action.id == id);
            known(one.map(|row| Record::Action(row.action.clone())), false)
        }
        Record::Result(row) if here(&row.period) => known(found.result.clone().map(Record::Result), true),
        Record::RatingOverride(row) if here(&row.period) => {
            known(found.rating_override.clone().map(Record::RatingOverride), true)
        }
        Record::Review(row) if here(&row.period) => known(found.review.clone().map(Record::Review), true),
        Record::Printed(row) if here(&row.period) => {
            let one = found.printed.iter().find(|found| found.id == id || found.field == row.field);
            known(one.cloned().map(Record::Printed), true)
        }
        Record::Benchmark(row) if here(&row.period) => {
            let one = found
                .benchmarks
                .iter()
                .find(|found| found.id == id || found.organisation == row.organisation);
            known(one.cloned().map(Record::Benchmark), true)
        }
        Record::Commentary(row) if here(&row.period) => {
            let one = found.commentary.iter().find(|found| found.id == id || found.kind == row.kind);
            known(one.cloned().map(Record::Commentary), true)
        }
        _ => Now::Unknown,
    }
}
