//! A save that a crash or a power cut interrupted: the journal beside the
//! file holds what was there before, and has to be put back before anything
//! is read.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::private_copy::PrivateCopy;
use super::{header, migrate, schema};

/// What became of a save that may have been interrupted.
#[derive(Debug)]
pub(super) enum Settled {
    /// There was none: another program is writing, or has just done.
    Nothing,
    /// The file is as it was before it.
    TakenBack,
    /// The file cannot be written; this copy of it is as it was before.
    InCopy(PrivateCopy),
}

impl Settled {
    pub(super) fn is_taken_back(&self) -> bool {
        matches!(self, Self::TakenBack)
    }
}

/// How long another program's lock is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Takes back an interrupted save: tried and checked on a copy first, so that
/// a journal that does not belong to the file never touches it. `alone` says
/// that this process has no other connection to it.
pub(super) fn settle(
    path: &Path,
    obstacle: Option<&str>,
    migrations: &[&str],
    alone: bool,
) -> Result<Settled, StoreError> {
    if !is_interrupted(path) {
        return Ok(Settled::Nothing);
    }
    let copy =
        if alone { PrivateCopy::of_bytes(path) } else { Err(StoreError::Locked { path: path.into() }) };
    let copy = match copy {
        Ok(copy) => {
            take_back(copy.path()).and_then(|()| check(copy.path(), path, migrations)).map_err(|error| {
                match error.at(path) {
                    StoreError::Damaged { detail, .. } => StoreError::damaged(format!(
                        "a save was interrupted and cannot be taken back, {detail}"
                    ))
                    .at(path),
                    other => other,
                }
            })?;
            Some(copy)
        }
        Err(error) if obstacle.is_some() => return Err(error),
        // No room for a copy: then as SQLite does by itself, and checked after.
        Err(_) => None,
    };
    match (obstacle, copy) {
        (Some(_), Some(copy)) => Ok(Settled::InCopy(copy)),
        (_, copy) => match take_back(path) {
            Ok(()) if copy.is_some() => Ok(Settled::TakenBack),
            Ok(()) => check(path, path, migrations).map(|()| Settled::TakenBack),
            Err(error) => match (error.at(path), copy) {
                (error @ (StoreError::Locked { .. } | StoreError::Damaged { .. }), _) => Err(error),
                (_, Some(copy)) => Ok(Settled::InCopy(copy)),
                (error, None) => Err(error),
            },
        },
    }
}

/// Whether there is a save to take back, by SQLite's own rule: it refuses a
/// reader that may not write for this very reason.
fn is_interrupted(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags);
    connection.is_ok_and(|connection| connection.busy_timeout(PATIENCE).is_ok() && stops(&connection))
}

/// Whether an interrupted save stops a connection that only reads.
pub(super) fn stops(connection: &Connection) -> bool {
    matches!(touch(connection), Err(rusqlite::Error::SqliteFailure(failure, _))
        if failure.extended_code == rusqlite::ffi::SQLITE_READONLY_ROLLBACK)
}

/// Reads as little as makes SQLite look at the journal first.
fn touch(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT count(*) FROM sqlite_schema")?.query_row([], |row| row.get(0))
}

fn take_back(path: &Path) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("PRAGMA synchronous = EXTRA")?;
    touch(&connection)?;
    Ok(())
}

/// Whether the file at `path`, known to people as `name`, is a sound workbook.
fn check(path: &Path, name: &Path, migrations: &[&str]) -> Result<(), StoreError> {
    header::check(path, name, migrate::latest(migrations))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    schema::check_schema(&connection, name, migrations)?;
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::damaged(verdict)) }
}
