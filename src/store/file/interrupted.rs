//! A save that a crash or a power cut interrupted: the journal beside the
//! file holds what was there before, and has to be put back before anything
//! is read.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::file::header;
use crate::store::file::private_copy::PrivateCopy;
use crate::store::file::vfs::Vfs;
use crate::store::rules::schema;
use crate::store::{Access, migrate};

/// What became of a save that may have been interrupted.
#[derive(Debug)]
pub(in crate::store) enum Settled {
    /// There was none: another program is writing, or has just done.
    Nothing,
    /// The file is as it was before it.
    TakenBack,
    /// The file cannot be written; this copy of it is as it was before.
    InCopy(PrivateCopy),
}

impl Settled {
    pub(in crate::store) fn is_taken_back(&self) -> bool {
        matches!(self, Self::TakenBack)
    }
}

/// How long another program's lock is waited for.
pub(in crate::store) const TIMEOUT: Duration = Duration::from_secs(5);

/// Takes back an interrupted save: tried and checked on a copy first, so that
/// a journal that does not belong to the file never touches it. `alone` says
/// that this process has no other connection to it.
pub(in crate::store) fn settle(
    path: &Path,
    obstacle: Option<&str>,
    migrations: &[&str],
    alone: bool,
    vfs: Vfs,
) -> Result<Settled, StoreError> {
    if !is_interrupted(path, vfs) {
        return Ok(Settled::Nothing);
    }
    let copy = match alone {
        true => PrivateCopy::of_bytes(path),
        false => Err(StoreError::Locked { path: path.into() }),
    };
    let copy = match copy {
        Ok(copy) => Some(put_back_in(copy, path, migrations)?),
        Err(error) if obstacle.is_some() => return Err(error),
        // No room for a copy: then as SQLite does by itself, and checked after.
        Err(_) => None,
    };
    match (obstacle, copy) {
        (Some(_), Some(copy)) => Ok(Settled::InCopy(copy)),
        (_, copy) => match roll_back(path, vfs) {
            Ok(()) if copy.is_some() => Ok(Settled::TakenBack),
            Ok(()) => check(path, path, migrations, vfs).map(|()| Settled::TakenBack),
            Err(error) => match (error.at(path), copy) {
                (error @ (StoreError::Locked { .. } | StoreError::Damaged { .. }), _) => Err(error),
                (_, Some(copy)) => Ok(Settled::InCopy(copy)),
                (error, None) => Err(error),
            },
        },
    }
}

/// A copy of the file as it was last saved, whoever is writing to it.
pub(in crate::store) fn in_copy(path: &Path, migrations: &[&str]) -> Result<PrivateCopy, StoreError> {
    let copy = PrivateCopy::of_bytes(path)?;
    match header::may_be_interrupted(copy.path()) {
        true => put_back_in(copy, path, migrations),
        false => Ok(copy),
    }
}

fn put_back_in(copy: PrivateCopy, path: &Path, migrations: &[&str]) -> Result<PrivateCopy, StoreError> {
    roll_back(copy.path(), Vfs::Lockless)
        .and_then(|()| check(copy.path(), path, migrations, Vfs::Lockless))
        .map_err(|error| match error.at(path) {
            StoreError::Damaged { detail, .. } => {
                StoreError::damaged(format!("a save was interrupted and cannot be taken back, {detail}"))
                    .at(path)
            }
            other => other,
        })?;
    Ok(copy)
}

/// Whether there is a save to take back, by SQLite's own rule: it refuses a
/// reader that may not write for this very reason.
fn is_interrupted(path: &Path, vfs: Vfs) -> bool {
    vfs.open(path, Access::ReadOnly)
        .is_ok_and(|connection| connection.busy_timeout(TIMEOUT).is_ok() && stops(&connection))
}

/// Whether an interrupted save stops a connection that only reads.
pub(in crate::store) fn stops(connection: &Connection) -> bool {
    matches!(touch(connection), Err(rusqlite::Error::SqliteFailure(failure, _))
        if failure.extended_code == rusqlite::ffi::SQLITE_READONLY_ROLLBACK)
}

/// Reads as little as makes SQLite look at the journal first.
fn touch(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT count(*) FROM sqlite_schema")?.query_row([], |row| row.get(0))
}

fn roll_back(path: &Path, vfs: Vfs) -> Result<(), StoreError> {
    let connection = vfs.open(path, Access::ReadWrite)?;
    connection.busy_timeout(TIMEOUT)?;
    connection.execute_batch("PRAGMA synchronous = EXTRA")?;
    touch(&connection)?;
    Ok(())
}

/// Whether the file at `path`, known to people as `name`, is a sound workbook.
fn check(path: &Path, name: &Path, migrations: &[&str], vfs: Vfs) -> Result<(), StoreError> {
    header::check(path, name, migrate::latest(migrations))?;
    let connection = vfs.open(path, Access::ReadOnly)?;
    connection.busy_timeout(TIMEOUT)?;
    schema::check_schema(&connection, name, migrations)?;
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::damaged(verdict)) }
}
