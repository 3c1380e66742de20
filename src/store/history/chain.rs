//! The history as a chain: each step holds a hash of the one before and of
//! everything it wrote, so that a step which was altered, taken out or put in
//! afterwards is told by all that follow.
//!
//! The last hash stands for the whole history: noted outside the file (it is
//! printed with what is published), it also shows when somebody has worked out
//! a chain anew, which the file alone cannot.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::store::history::seal::{self, Hash};
use crate::store::rating::judging::Touched;
use crate::workbook::Id;

/// Where the chain begins, or goes on in a new format of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Start {
    pub id: Id,
    /// The last step there was.
    pub after: Id,
    pub format: i64,
    pub hash: Vec<u8>,
}

/// All beginnings, the first of them first.
pub(in crate::store) fn starts(connection: &Connection) -> rusqlite::Result<Vec<Start>> {
    let mut statement =
        connection.prepare_cached("SELECT id, after_operation, format, hash FROM chain_start ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok(Start { id: row.get(0)?, after: row.get(1)?, format: row.get(2)?, hash: row.get(3)? })
    })?;
    rows.collect()
}

/// The hash that the file holds for a step, if it holds one.
pub(in crate::store) fn link(connection: &Connection, operation: Id) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT hash FROM chain_link WHERE operation_id = ?1")?
        .query_row([operation], |row| row.get(0))
        .optional()
}

/// The hash that the step after `operation` is built on. Empty where there is none, which
/// [`verify`](crate::store::verify) will tell.
pub(in crate::store) fn head(connection: &Connection, operation: Id) -> rusqlite::Result<Vec<u8>> {
    let start: Option<Vec<u8>> = connection
        .prepare_cached("SELECT hash FROM chain_start WHERE after_operation = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([operation], |row| row.get(0))
        .optional()?;
    Ok(match start {
        Some(hash) => hash,
        None => link(connection, operation)?.unwrap_or_default(),
    })
}

/// Begins the chain, or goes on with it where the format of the rows has changed: whatever steps
/// there are get their links, and every row as it is now its seal.
pub(in crate::store) fn begin(connection: &Connection, format: u32) -> rusqlite::Result<()> {
    let last: Id = connection.query_row("SELECT ifnull(max(id), 0) FROM operation", [], |row| row.get(0))?;
    let id = latest_start(connection)? + 1;
    if id == 1 {
        for operation in 1..=last {
            put_link(connection, operation)?;
        }
    }
    if last > 0 {
        seal::all_rows(connection, id, None)?;
        seal::all_standings(connection, id, None)?;
    }
    let mut start = Start { id, after: last, format: format.into(), hash: Vec::new() };
    start.hash = hash_of_start(connection, &head(connection, last)?, &start)?.to_vec();
    connection.prepare("INSERT INTO chain_start VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        start.id,
        start.after,
        start.format,
        start.hash
    ])?;
    Ok(())
}

/// Adds the link of a step whose rows have all been written, and the seals it takes: of the rows
/// that it added in bulk and of the periods that it closed.
pub(in crate::store) fn add(
    connection: &Connection,
    operation: Id,
    touched: &Touched,
) -> rusqlite::Result<()> {
    let start = latest_start(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT record, min(first_id), max(last_id) FROM added WHERE operation_id = ?1 GROUP BY record",
    )?;
    let mut added = statement.query([operation])?;
    while let Some(row) = added.next()? {
        seal::rows(connection, start, Some(operation), row.get(0)?, (row.get(1)?, row.get(2)?))?;
    }
    for period in touched.closed() {
        seal::standings(connection, start, Some(operation), period)?;
    }
    put_link(connection, operation)
}

/// Adds the link of a step that changed no row and sealed none.
pub(in crate::store) fn add_bare(connection: &Connection, operation: Id) -> rusqlite::Result<()> {
    put_link(connection, operation)
}

/// Adds the link of the step that made the workbook.
pub(in crate::store) fn add_origin(connection: &Connection) -> rusqlite::Result<()> {
    let start = latest_start(connection)?;
    seal::all_rows(connection, start, Some(1))?;
    seal::all_standings(connection, start, Some(1))?;
    put_link(connection, 1)
}

fn latest_start(connection: &Connection) -> rusqlite::Result<Id> {
    connection.prepare_cached("SELECT ifnull(max(id), 0) FROM chain_start")?.query_row([], |row| row.get(0))
}

fn put_link(connection: &Connection, operation: Id) -> rusqlite::Result<()> {
    let before = head(connection, operation - 1)?;
    let hash = hash_of_step(connection, &before, operation)?;
    connection.prepare_cached("INSERT INTO chain_link VALUES (?1, ?2)")?.execute(params![operation, hash])?;
    Ok(())
}

/// What a step wrote: every row of these. The columns are named, so that one added in a later format
/// leaves the hashes there are.
const WRITTEN: [&str; 5] = [
    "SELECT id, at, who, kind, label, reason, reverses, undo_top, redo_top, below, changes FROM operation
     WHERE id = ?1",
    "SELECT id, operation_id, record, row_id, about, about_id, before, after FROM change
     WHERE operation_id = ?1 ORDER BY id",
    "SELECT id, operation_id, record, first_id, last_id, about, about_id FROM added
     WHERE operation_id = ?1 ORDER BY id",
    "SELECT operation_id, period, indicator_id, standing FROM as_reported
     WHERE operation_id = ?1 ORDER BY period, indicator_id",
    "SELECT id, start_id, operation_id, record, first_id, last_id, digest, marks FROM seal
     WHERE operation_id = ?1 ORDER BY id",
];

/// What a beginning wrote.
const SEALED: &str = "SELECT id, start_id, operation_id, record, first_id, last_id, digest, marks FROM seal
     WHERE operation_id IS NULL AND start_id = ?1 ORDER BY id";

/// The hash of a step on top of the one before.
pub(in crate::store) fn hash_of_step(
    connection: &Connection,
    before: &[u8],
    operation: Id,
) -> rusqlite::Result<Hash> {
    let mut hasher = Sha256::new();
    hasher.update(b"step");
    hasher.update(before);
    for sql in WRITTEN {
        add_rows(connection, &mut hasher, sql, operation)?;
    }
    Ok(hasher.finalize().into())
}

/// The hash of a beginning on top of what was before it.
pub(in crate::store) fn hash_of_start(
    connection: &Connection,
    before: &[u8],
    start: &Start,
) -> rusqlite::Result<Hash> {
    let mut hasher = Sha256::new();
    hasher.update(b"start");
    hasher.update(before);
    for number in [start.id, start.after, start.format] {
        hasher.update(number.to_le_bytes());
    }
    add_rows(connection, &mut hasher, SEALED, start.id)?;
    Ok(hasher.finalize().into())
}

/// Adds the rows of a query, and how many they are.
fn add_rows(connection: &Connection, hasher: &mut Sha256, sql: &str, key: Id) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([key])?;
    let (mut bytes, mut count) = (Vec::new(), 0_u64);
    while let Some(row) = rows.next()? {
        bytes.clear();
        seal::encode_row(&mut bytes, row, columns)?;
        hasher.update(&bytes);
        count += 1;
    }
    hasher.update(count.to_le_bytes());
    Ok(())
}

/// A hash as text, in hexadecimal.
pub(in crate::store) fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
