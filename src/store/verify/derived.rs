//! What is worked out from the rows and kept: how indicators stand, counts of
//! that, the texts that lists are searched in, and counts of actions.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Look;
use crate::store::error::StoreError;
use crate::store::history::chain;
use crate::store::history::seal::{self, MARK, STANDINGS, Sealing};
use crate::store::rating::rating_context::{RatingContext, StoredFigures};
use crate::store::rows::codes::period_of;
use crate::store::rows::{standings, subject};
use crate::store::search::index;
use crate::workbook::standing::judge;
use crate::workbook::*;

pub(super) fn check(look: &mut Look<'_>) -> Result<(), StoreError> {
    look.begin("how the indicators stand")?;
    let rating_context = RatingContext::load(look.connection)?;
    open_periods(look, &rating_context)?;
    closed_periods(look, &rating_context)?;
    let known: Vec<i64> = rating_context.periods.iter().map(|(number, ..)| *number).collect();
    look.begin("counts and searches")?;
    tallies(look, &known)?;
    searches(look, &known)?;
    action_tally(look)
}

pub(super) fn title(period: i64) -> String {
    period_of(period).map_or_else(|| format!("period {period}"), crate::domain::Period::title)
}

fn name(connection: &Connection, indicator: Id) -> Result<String, StoreError> {
    let found = subject::name(connection, Subject { table: Table::Indicator, id: indicator })?;
    Ok(found.map_or_else(|| format!("indicator {indicator}"), |name| name.reference))
}

/// Open periods stand as their figures say.
fn open_periods(look: &mut Look<'_>, rating_context: &RatingContext) -> Result<(), StoreError> {
    let connection = look.connection;
    let mut expected: HashMap<i64, i64> = HashMap::new();
    let mut statement = connection.prepare("SELECT id FROM indicator ORDER BY id")?;
    let mut rows = statement.query([])?;
    let (mut judged, mut stored) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let indicator: Id = row.get(0)?;
        let Some(material) = StoredFigures::load(connection, indicator)? else { continue };
        for (number, period, record) in rating_context.periods.iter().filter(|(.., record)| record.is_open())
        {
            if !material.is_reported_in(*number) {
                continue;
            }
            look.step()?;
            *expected.entry(*number).or_default() += 1;
            judged.clear();
            standings::encode(
                &mut judged,
                *number,
                &judge(&material.inputs(rating_context, *period, record)?),
            )?;
            stored.clear();
            standings::stored_bytes(connection, *number, indicator, &mut stored)?;
            if judged != stored {
                let text = format!(
                    "{} does not stand in {} as its figures say",
                    name(connection, indicator)?,
                    title(*number)
                );
                look.find(FileFindingKind::Derived, text);
            }
        }
    }
    for (number, ..) in rating_context.periods.iter().filter(|(.., record)| record.is_open()) {
        let count: i64 = connection
            .prepare_cached("SELECT count(*) FROM standing WHERE period = ?1")?
            .query_row([number], |row| row.get(0))?;
        let more = count - expected.get(number).copied().unwrap_or(0);
        if more > 0 {
            look.find(
                FileFindingKind::Derived,
                format!("{more} indicators stand in {} that are not reported there", title(*number)),
            );
        }
    }
    Ok(())
}

/// Closed periods stand as they were reported.
fn closed_periods(look: &mut Look<'_>, rating_context: &RatingContext) -> Result<(), StoreError> {
    let connection = look.connection;
    let start = chain::starts(connection)?.pop().map_or(0, |start| start.id);
    for (number, ..) in rating_context.periods.iter().filter(|(.., record)| !record.is_open()) {
        let mut latest = connection.prepare_cached(
            "SELECT digest, marks FROM seal WHERE start_id = ?1 AND record = ?2 AND first_id = ?3
             ORDER BY id DESC LIMIT 1",
        )?;
        let mut rows = latest.query(rusqlite::params![start, STANDINGS, number])?;
        let Some(row) = rows.next()? else {
            look.find(FileFindingKind::Derived, format!("{} was closed, but by no step", title(*number)));
            continue;
        };
        let (digest, marks): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let (mut sealing, mut altered, mut at) = (Sealing::default(), Vec::new(), 0);
        standings::each_stored(connection, *number, |indicator, bytes| {
            let hash = seal::hash(bytes);
            if marks.get(at..at + MARK) != Some(&hash[..MARK]) {
                altered.push(indicator);
            }
            at += MARK;
            sealing.add(&hash);
            Ok(())
        })?;
        look.done += (at / MARK) as u64;
        look.step()?;
        if sealing.finish().0.as_slice() == digest {
            continue;
        }
        let count = marks.len() / MARK;
        let text = match altered.first() {
            // One that is gone or new moves all that follow.
            Some(first) if at == marks.len() => {
                format!(
                    "{} does not stand in {} as it was reported",
                    name(connection, *first)?,
                    title(*number)
                )
            }
            _ => format!("{} does not stand as it was reported, with {count} indicators", title(*number)),
        };
        look.find(FileFindingKind::Derived, text);
    }
    Ok(())
}

/// Counts of standings.
fn tallies(look: &mut Look<'_>, known: &[i64]) -> Result<(), StoreError> {
    let connection = look.connection;
    let mut counted: HashMap<[i64; 7], i64> = HashMap::new();
    let mut statement = connection
        .prepare("SELECT period, kind, service, rating, direction, review, severity FROM standing")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut key = [0; 7];
        for (at, slot) in key.iter_mut().enumerate() {
            *slot = row.get(at)?;
        }
        *counted.entry(key).or_default() += 1;
    }
    let strange = counted.keys().find(|key| !known.contains(&key[0]));
    if let Some(key) = strange {
        look.find(
            FileFindingKind::Derived,
            format!("indicators stand in {}, which the workbook does not have", title(key[0])),
        );
    }
    let mut kept = connection
        .prepare("SELECT period, kind, service, rating, direction, review, severity, count FROM tally")?;
    let mut rows = kept.query([])?;
    let mut wrong: Vec<i64> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut key = [0; 7];
        for (at, slot) in key.iter_mut().enumerate() {
            *slot = row.get(at)?;
        }
        if counted.remove(&key) != Some(row.get(7)?) {
            wrong.push(key[0]);
        }
    }
    wrong.extend(counted.keys().map(|key| key[0]));
    wrong.sort_unstable();
    wrong.dedup();
    for period in wrong {
        look.find(
            FileFindingKind::Derived,
            format!("the counts of {} are not those of its indicators", title(period)),
        );
    }
    Ok(())
}

/// What the filter searches.
fn searches(look: &mut Look<'_>, known: &[i64]) -> Result<(), StoreError> {
    let connection = look.connection;
    let last: Id = connection.query_row("SELECT ifnull(max(id), 0) FROM indicator", [], |row| row.get(0))?;
    let mut count = 0;
    for period in known {
        for chunk in 0..=last / index::LINES {
            look.tell()?;
            let (there, right) = index::is_current(connection, *period, chunk)?;
            count += i64::from(there);
            if !right {
                look.find(
                    FileFindingKind::Derived,
                    format!(
                        "what a search of {} looks through is not what its indicators say",
                        title(*period)
                    ),
                );
            }
        }
    }
    let kept: i64 = connection.query_row("SELECT count(*) FROM haystack", [], |row| row.get(0))?;
    if kept != count {
        look.find(FileFindingKind::Derived, "what searches look through has rows that belong to nothing");
    }
    Ok(())
}

/// Counts of actions.
fn action_tally(look: &mut Look<'_>) -> Result<(), StoreError> {
    const RIGHT: &str =
        "SELECT closed_in, period, ifnull(due, ''), trim(owner) = '', count(*) FROM \"action\"
                         GROUP BY 1, 2, 3, 4";
    const KEPT: &str = "SELECT closed_in, period, due, unowned, count FROM action_tally";
    let sql = format!(
        "SELECT count(*) FROM (SELECT * FROM ({RIGHT} EXCEPT {KEPT}) UNION ALL SELECT * FROM ({KEPT} EXCEPT {RIGHT}))"
    );
    let wrong: i64 = look.connection.query_row(&sql, [], |row| row.get(0))?;
    if wrong > 0 {
        look.find(FileFindingKind::Derived, "the counts of actions are not those of the actions there are");
    }
    Ok(())
}
