//! Which standings a change affects, and judging them anew.
//!
//! Open periods always stand as their figures say now. Closed and published
//! periods keep what was reported, until they are reopened.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::codes::period_number;
use super::error::StoreError;
use super::haystack::Stale;
use super::material::{Bench, Material};
use super::row;
use super::slow_parts::SlowParts;
use super::standing_row::{self, Words};
use crate::domain::{Period, PeriodKind};
use crate::workbook::standing::judge;
use crate::workbook::*;

/// A run of period numbers, both ends included.
type Run = (i64, i64);

const ALWAYS: Run = (i64::MIN, i64::MAX);

/// What a change has touched, as far as standings go.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Every indicator in every open period.
    everything: bool,
    /// Every indicator in these periods.
    periods: BTreeSet<i64>,
    /// These, although they are not open: they have just been added.
    even_closed: BTreeSet<i64>,
    /// Those of `periods` that keep what they reported.
    reopened: BTreeSet<i64>,
    indicators: BTreeMap<Id, Run>,
}

impl Touched {
    /// Notes that a row changed from `before` to `after`.
    pub(super) fn note(&mut self, before: Option<&Record>, after: Option<&Record>) {
        match (before, after) {
            (Some(Record::Workbook(before)), Some(Record::Workbook(after))) => {
                let judged_alike = before.scheme == after.scheme
                    && before.first_month == after.first_month
                    && before.review_ratings == after.review_ratings;
                self.everything |= !judged_alike;
            }
            (before, Some(Record::Period(after))) => {
                let Some(number) = after.period().map(period_number) else {
                    return;
                };
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
                for record in [before, after].into_iter().flatten() {
                    self.note_row(record);
                }
            }
        }
    }

    fn note_row(&mut self, record: &Record) {
        let Some(indicator) = row::indicator_of(record) else {
            return;
        };
        let about = row::period_code_of(record).and_then(|code| Period::parse(code).ok());
        let run = match (record, about) {
            (Record::Indicator(_), _) => ALWAYS,
            // A result is also what later ones are compared with, up to a
            // year of months later as last year's outturn.
            (Record::Result(_), Some(period)) => {
                let year = i64::from(period.financial_year().0);
                (period_number(period), (year + 2) * 1000)
            }
            (Record::Target(_), Some(period)) if period.kind() == PeriodKind::Year => {
                let year = i64::from(period.financial_year().0);
                (year * 1000, year * 1000 + 999)
            }
            (
                Record::Target(_) | Record::RatingOverride(_) | Record::Benchmark(_) | Record::Review(_),
                Some(period),
            ) => (period_number(period), period_number(period)),
            _ => return,
        };
        let known = self.indicators.entry(indicator).or_insert(run);
        *known = (known.0.min(run.0), known.1.max(run.1));
    }
}

/// A period's number, and how an indicator stands in it if it is reported there.
type Judged = (i64, Option<Standing>);

/// Takes `things` one after the other, has another thread work on each, and does something with
/// what came of it: here again and in the same order.
fn side_by_side<T: Send, U: Send>(
    things: impl Iterator<Item = rusqlite::Result<T>>,
    work: impl Fn(T) -> U + Send,
    mut then: impl FnMut(U) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    /// So many are under way that neither thread waits for the other, and memory does not notice.
    const UNDER_WAY: usize = 64;
    std::thread::scope(|scope| {
        let (sender, inbox) = std::sync::mpsc::channel::<T>();
        let (outbox, receiver) = std::sync::mpsc::channel::<U>();
        scope.spawn(move || inbox.into_iter().map(work).try_for_each(|done| outbox.send(done)));
        let mut under_way = 0;
        for thing in things {
            if sender.send(thing?).is_err() {
                break;
            }
            under_way += 1;
            while under_way >= UNDER_WAY
                && let Ok(done) = receiver.recv()
            {
                under_way -= 1;
                then(done)?;
            }
        }
        drop(sender);
        receiver.into_iter().try_for_each(&mut then)
    })
}

/// Judges anew what `touched` names, for the operation `operation`.
pub(super) fn refresh(
    connection: &Connection,
    words: &mut Words,
    operation: Id,
    touched: &Touched,
) -> Result<(), StoreError> {
    let bench = Bench::load(connection)?;
    let affected = |number: i64, record: &PeriodRecord, run: Option<Run>| {
        let whole = touched.periods.contains(&number) || (touched.everything && record.is_open());
        let own = run.is_some_and(|(from, to)| record.is_open() && (from..=to).contains(&number));
        whole || own
    };
    let mut stale = Stale::default();
    let all = touched.everything || !touched.periods.is_empty();
    // Periods that nothing stands in yet.
    let mut fresh = BTreeSet::new();
    for number in &touched.even_closed {
        let sql = "SELECT EXISTS (SELECT 1 FROM standing WHERE period = ?1)";
        if !connection.prepare_cached(sql)?.query_row([number], |row| row.get::<_, bool>(0))? {
            fresh.insert(*number);
        }
    }
    let count: i64 = connection.query_row("SELECT count(*) FROM indicator", [], |row| row.get(0))?;
    let lifted = SlowParts::lift_for(connection, count.saturating_mul(fresh.len() as i64))?;
    let bench = &bench;
    let fresh = &fresh;
    let wanted = |number: i64, record: &PeriodRecord, run: Option<Run>| {
        affected(number, record, run) && (record.is_open() || touched.even_closed.contains(&number))
    };
    // How an indicator stands in each period that is judged anew.
    let judge_all = |indicator: Id, material: Option<&Material>| -> Result<Vec<Judged>, StoreError> {
        let run = touched.indicators.get(&indicator).copied();
        let periods = bench.periods.iter().filter(|(number, _, record)| wanted(*number, record, run));
        periods
            .map(|(number, period, record)| {
                let reported = material.filter(|material| material.is_reported_in(*number));
                let after = reported
                    .map(|material| Ok::<_, StoreError>(judge(&material.inputs(bench, *period, record)?)))
                    .transpose()?;
                Ok((*number, after))
            })
            .collect()
    };
    let mut write = |indicator: Id, judged: Vec<Judged>| -> Result<(), StoreError> {
        for (number, after) in judged {
            let before = match fresh.contains(&number) {
                true => None,
                false => standing_row::load(connection, number, indicator)?,
            };
            if before == after {
                continue;
            }
            if touched.reopened.contains(&number) {
                standing_row::keep_as_reported(connection, operation, number, indicator, before.as_ref())?;
            }
            fn texts(standing: &Standing) -> [&str; 3] {
                [&standing.reference, &standing.description, &standing.owner]
            }
            if before.as_ref().map(texts) != after.as_ref().map(texts) {
                stale.note(number, indicator);
            }
            match after {
                Some(after) => standing_row::put(connection, words, number, &after)?,
                None => standing_row::remove(connection, number, indicator)?,
            }
        }
        Ok(())
    };
    if all {
        let mut statement = connection.prepare_cached("SELECT id FROM indicator ORDER BY id")?;
        let ids = statement.query_map([], |row| row.get(0))?;
        let load = |id: rusqlite::Result<Id>| -> rusqlite::Result<(Id, Option<Material>)> {
            let id = id?;
            Ok((id, Material::load(connection, id)?))
        };
        // Another thread judges while this one reads the next and writes the last.
        side_by_side(
            ids.map(load),
            |(id, material): (Id, Option<Material>)| {
                judge_all(id, material.as_ref()).map(|judged| (id, judged))
            },
            |judged| judged.and_then(|(id, judged)| write(id, judged)),
        )?;
    }
    for indicator in touched.indicators.keys() {
        // Those there are have been judged; one that is gone stands nowhere.
        let material = Material::load(connection, *indicator)?;
        if !all || material.is_none() {
            write(*indicator, judge_all(*indicator, material.as_ref())?)?;
        }
    }
    if let Some(lifted) = lifted {
        lifted.put_back(connection)?;
    }
    Ok(stale.refresh(connection)?)
}
