//! The steps of the history and the chain they make.

use rusqlite::{Connection, Row};

use super::Look;
use crate::store::error::StoreError;
use crate::store::history::chain::{self, Start, hexadecimal};
use crate::store::history::operation::Kind;
use crate::workbook::{FileFindingKind, Id};

/// The last step that put the workbook together from a damaged one; 0 where none did.
pub(super) fn last_recovery(connection: &Connection) -> rusqlite::Result<Id> {
    connection.query_row(
        "SELECT ifnull(max(id), 0) FROM operation WHERE kind = ?1",
        [Kind::Recovery],
        |row| row.get(0),
    )
}

pub(super) fn check(look: &mut Look<'_>) -> Result<(), StoreError> {
    look.begin("the history")?;
    let starts = chain::starts(look.connection)?;
    match starts.first() {
        Some(start) => look.found.chained_after = start.after,
        None => look.find(FileFindingKind::History, "the beginning of the chain of the history is missing"),
    }
    // The hash worked out and the hash the file holds, of the step before.
    let mut before = (Vec::new(), Vec::new());
    let mut left = starts.iter().peekable();
    let mut next: Id = 1;
    {
        let connection = look.connection;
        let mut steps =
            connection.prepare("SELECT id, label, who, at, kind, reason FROM operation ORDER BY id")?;
        let mut rows = steps.query([])?;
        loop {
            while let Some(start) = left.next_if(|start| start.after < next) {
                before = of_start(look, start, &before)?;
            }
            let Some(row) = rows.next()? else { break };
            look.step()?;
            let id: Id = row.get(0)?;
            if id != next {
                look.find(FileFindingKind::History, missing(next, id - 1));
            }
            next = id.saturating_add(1);
            if let kind @ (Kind::Recovery | Kind::Found) = row.get(4)? {
                told_by_step(look, kind, id, row)?;
            }
            let stored = chain::link(connection, id)?;
            let on = |hash: &[u8]| chain::hash_of_step(connection, hash, id).map(|hash| hash.to_vec());
            let mut hash = on(&before.0)?;
            // What follows an altered step is not altered itself.
            if before.0 != before.1 && stored.as_ref() != Some(&hash) {
                hash = on(&before.1)?;
            }
            if stored.as_ref() != Some(&hash) {
                let (label, who, at): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
                let why = if stored.is_some() {
                    "is not as it was written"
                } else {
                    "has lost its place in the chain"
                };
                look.find(
                    FileFindingKind::History,
                    format!("step {id} of the history (“{label}”, {who}, {}) {why}", at.replace('T', " ")),
                );
            }
            let stored = stored.unwrap_or_default();
            look.found.links.push((id, hexadecimal(&stored)));
            before = (hash, stored);
        }
    }
    for start in left {
        look.find(
            FileFindingKind::History,
            format!("the chain of the history goes on after step {}, which is missing", start.after),
        );
    }
    look.found.steps = u64::try_from(next - 1).unwrap_or(0);
    look.found.head = hexadecimal(&before.1);
    strays(look, next - 1)
}

/// What a step says that was written for this: what a recovery could not read, or what had been altered
/// before the file was brought to a newer format.
fn told_by_step(look: &mut Look<'_>, kind: Kind, id: Id, row: &Row<'_>) -> Result<(), StoreError> {
    let (label, at, reason): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(5)?);
    let at = at.replace('T', " ");
    if kind == Kind::Recovery || id <= look.recovered {
        look.found
            .recorded
            .push(format!("Recorded by step {id} ({at}): {label}. {}", reason.replace('\n', " ")));
        return Ok(());
    }
    for line in reason.lines() {
        look.find(FileFindingKind::Row, format!("{line} (found when step {id} was made, {at})"));
    }
    Ok(())
}

fn of_start(
    look: &mut Look<'_>,
    start: &Start,
    before: &(Vec<u8>, Vec<u8>),
) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    let hash = chain::hash_of_start(look.connection, &before.1, start)?.to_vec();
    let hash = if hash == start.hash {
        hash
    } else {
        chain::hash_of_start(look.connection, &before.0, start)?.to_vec()
    };
    if hash != start.hash {
        look.find(
            FileFindingKind::History,
            format!("the chain of the history does not begin as it was written, after step {}", start.after),
        );
    }
    Ok((hash, start.hash.clone()))
}

fn missing(from: Id, to: Id) -> String {
    match from == to {
        true => format!("step {from} of the history is missing"),
        false => format!("steps {from} to {to} of the history are missing"),
    }
}

/// What belongs to steps that are not there, the last of which is `last`.
fn strays(look: &mut Look<'_>, last: Id) -> Result<(), StoreError> {
    let links: Vec<Id> = look
        .connection
        .prepare("SELECT operation_id FROM chain_link WHERE operation_id NOT IN (SELECT id FROM operation) LIMIT 20")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for step in links.into_iter().filter(|step| *step > last || *step < 1) {
        look.find(FileFindingKind::History, missing(step, step));
    }
    let kept = [
        ("change", "operation_id", "operation"),
        ("added", "operation_id", "operation"),
        ("as_reported", "operation_id", "operation"),
        ("seal", "operation_id", "operation"),
        ("seal", "start_id", "chain_start"),
    ];
    for (table, column, of) in kept {
        let sql = format!(
            "SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {of})"
        );
        let count: i64 = look.connection.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            look.find(
                FileFindingKind::History,
                format!("{count} lines of the history ({table}) belong to steps that are missing"),
            );
        }
    }
    Ok(())
}
