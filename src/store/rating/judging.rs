//! Which standings a change affects, and judging them anew.
//!
//! Open periods always stand as their figures say now. Closed and published
//! periods keep what was reported, until they are reopened.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::domain::PeriodKind;
use crate::store::bulk::deferred_indexes::DeferredIndexes;
use crate::store::bulk::inserted_rows::InsertedRows;
use crate::store::bulk::pipeline::{BATCH, pipelined};
use crate::store::error::StoreError;
use crate::store::rating::rating_context::{RatingContext, StoredFigures};
use crate::store::rows::codes::period_number;
use crate::store::rows::row;
use crate::store::rows::standings::{self, Writing};
use crate::store::search::index::{Growing, Stale};
use crate::workbook::standing::judge;
use crate::workbook::*;

/// A run of period numbers, both ends included.
type Run = (i64, i64);

const ALWAYS: Run = (i64::MIN, i64::MAX);

/// What a change has touched, as far as standings go.
#[derive(Debug, Default)]
pub(in crate::store) struct Touched {
    /// Every indicator in every open period.
    everything: bool,
    /// Every indicator in these periods.
    periods: BTreeSet<i64>,
    /// These, although they are not open: they have just been added.
    even_closed: BTreeSet<i64>,
    /// Those of `periods` that keep what they reported.
    reopened: BTreeSet<i64>,
    /// Those that the change leaves closed.
    closed: BTreeSet<i64>,
    indicators: BTreeMap<Id, Run>,
}

impl Touched {
    /// Every indicator in every open period.
    pub(in crate::store) fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// Notes that a row changed from `before` to `after`.
    pub(in crate::store) fn note(&mut self, before: Option<&Record>, after: Option<&Record>) {
        match (before, after) {
            (Some(Record::Workbook(before)), Some(Record::Workbook(after))) => {
                let judged_alike = before.scheme == after.scheme
                    && before.first_month == after.first_month
                    && before.review_ratings == after.review_ratings
                    && before.compare_with == after.compare_with;
                self.everything |= !judged_alike;
            }
            (before, Some(Record::Period(after))) => {
                let number = period_number(after.code);
                if after.is_open() {
                    self.closed.remove(&number);
                } else {
                    self.closed.insert(number);
                }
                match before {
                    Some(Record::Period(before)) if !before.is_open() && after.is_open() => {
                        self.periods.insert(number);
                        self.reopened.insert(number);
                    }
                    Some(_) => {}
                    None => {
                        self.periods.insert(number);
                        self.even_closed.insert(number);
                    }
                }
            }
            (before, after) => {
                let of_group = |record: &Record| matches!(record, Record::Group(_) | Record::GroupMember(_));
                self.everything |= [before, after].into_iter().flatten().any(of_group);
                for record in [before, after].into_iter().flatten() {
                    self.note_row(record);
                }
            }
        }
    }

    /// Numbers of the periods that the change leaves closed, of those it changes.
    pub(in crate::store) fn closed(&self) -> impl Iterator<Item = i64> {
        self.closed.iter().copied()
    }

    fn note_row(&mut self, record: &Record) {
        let Some(indicator) = row::indicator_of(record) else {
            return;
        };
        if self.indicators.get(&indicator) == Some(&ALWAYS) {
            return;
        }
        let about = row::period_of_record(record);
        let run = match (record, about) {
            (Record::Indicator(_), _) => ALWAYS,
            // Whatever lies across a break is no longer compared, or compared again.
            (Record::ChartMark(mark), _) if mark.kind == ChartMarkKind::Break => ALWAYS,
            // A result is also what later ones are compared with, up to a
            // year of months later as last year's outturn.
            // The own figure of a group's workbook is worked out from its members'.
            (Record::Result(_) | Record::Benchmark(_), Some(period)) => {
                let year = i64::from(period.financial_year().0);
                (period_number(period), (year + 2) * 1000)
            }
            (Record::Target(_), Some(period)) if period.kind() == PeriodKind::Year => {
                let year = i64::from(period.financial_year().0);
                (year * 1000, year * 1000 + 999)
            }
            (Record::Target(_) | Record::RatingOverride(_) | Record::Review(_), Some(period)) => {
                (period_number(period), period_number(period))
            }
            _ => return,
        };
        let known = self.indicators.entry(indicator).or_insert(run);
        *known = (known.0.min(run.0), known.1.max(run.1));
    }
}

/// A period's number, an indicator, and how that stands in it if it is reported there.
type Judged = (i64, Id, Option<Standing>);

/// Judges anew what `touched` names, for the operation `operation`.
pub(in crate::store) fn refresh(
    connection: &Connection,
    writing: &mut Writing<'_>,
    operation: Id,
    touched: &Touched,
    inserted_rows: &InsertedRows<'_>,
) -> Result<(), StoreError> {
    let rating_context = RatingContext::load(connection)?;
    let affected = |number: i64, record: &PeriodRecord, run: Option<Run>| {
        let whole = touched.periods.contains(&number) || (touched.everything && record.is_open());
        let own = run.is_some_and(|(from, to)| record.is_open() && (from..=to).contains(&number));
        whole || own
    };
    let (mut stale, mut growing) = (Stale::default(), Growing::default());
    // Periods that nothing stands in yet.
    let mut fresh = BTreeSet::new();
    for number in &touched.even_closed {
        let sql = "SELECT EXISTS (SELECT 1 FROM standing WHERE period = ?1)";
        if !connection.prepare_cached(sql)?.query_row([number], |row| row.get::<_, bool>(0))? {
            fresh.insert(*number);
        }
    }
    let ids = indicators(connection, touched)?;
    let lifted =
        DeferredIndexes::defer_for(connection, (ids.len() as i64).saturating_mul(fresh.len() as i64))?;
    if lifted.is_some() {
        writing.count();
    }
    let wanted = |number: i64, record: &PeriodRecord, run: Option<Run>| {
        affected(number, record, run) && (record.is_open() || touched.even_closed.contains(&number))
    };
    let judge_some = |some: Vec<(Id, Option<StoredFigures>)>| -> Result<Vec<Judged>, StoreError> {
        let mut judged = Vec::new();
        for (indicator, read) in some {
            let material = read.or_else(|| inserted_rows.figures(indicator));
            let run = touched.indicators.get(&indicator).copied();
            for (number, period, record) in
                rating_context.periods.iter().filter(|(number, _, record)| wanted(*number, record, run))
            {
                let reported = material.as_ref().filter(|material| material.is_reported_in(*number));
                let after = reported
                    .map(|material| {
                        Ok::<_, StoreError>(judge(&material.inputs(&rating_context, *period, record)?))
                    })
                    .transpose()?;
                judged.push((*number, indicator, after));
            }
        }
        // As they lie in the file, which writes them the faster for it.
        judged.sort_by_key(|(number, ..)| *number);
        Ok(judged)
    };
    let mut write = |judged: &[Judged]| -> Result<(), StoreError> {
        for (number, indicator, after) in judged {
            let (number, indicator) = (*number, *indicator);
            let before = match fresh.contains(&number) || inserted_rows.has(indicator) {
                true => None,
                false => standings::load(connection, number, indicator)?,
            };
            if before == *after {
                continue;
            }
            if before.is_some() {
                writing.lose_count();
            }
            if touched.reopened.contains(&number) {
                standings::keep_as_reported(connection, operation, number, indicator, before.as_ref())?;
            }
            match after {
                Some(after) if fresh.contains(&number) => {
                    growing.add(connection, number, indicator, after.texts())?;
                }
                after if before.as_ref().map(Standing::texts) != after.as_ref().map(Standing::texts) => {
                    stale.note(number, indicator);
                }
                _ => {}
            }
            match after {
                Some(after) => writing.put(number, after)?,
                None => standings::remove(connection, number, indicator)?,
            }
        }
        Ok(())
    };
    // Of those just added, everything is known without reading.
    let load = |id: &Id| -> Result<(Id, Option<StoredFigures>), StoreError> {
        Ok((*id, if inserted_rows.has(*id) { None } else { StoredFigures::load(connection, *id)? }))
    };
    // Another thread judges while this one reads the next and writes the last.
    pipelined(
        ids.chunks(BATCH).map(|some| some.iter().map(load).collect::<Result<Vec<_>, _>>()),
        judge_some,
        |judged| match judged {
            Ok(judged) => write(judged),
            Err(_) => std::mem::replace(judged, Ok(Vec::new())).map(drop),
        },
    )?;
    if let Some(lifted) = lifted {
        lifted.rebuild(connection, writing.counted())?;
    }
    growing.finish(connection)?;
    Ok(stale.refresh(connection)?)
}

/// The indicators that may stand otherwise than they did, those among them that are gone.
fn indicators(connection: &Connection, touched: &Touched) -> Result<Vec<Id>, StoreError> {
    if !touched.everything && touched.periods.is_empty() {
        return Ok(touched.indicators.keys().copied().collect());
    }
    let mut statement = connection.prepare_cached("SELECT id FROM indicator ORDER BY id")?;
    let mut ids: Vec<Id> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let there = ids.len();
    for id in touched.indicators.keys() {
        if ids[..there].binary_search(id).is_err() {
            ids.push(*id);
        }
    }
    Ok(ids)
}
