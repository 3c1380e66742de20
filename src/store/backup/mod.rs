//! Copies of a workbook that are known to be good.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode};

use super::error::StoreError;
use crate::files::{FileError, Target, Unfinished};

/// Copies an open workbook to `to`, which must not exist: SQLite's backup into a file that is not in
/// its place yet, opened and checked, then put there whole.
///
/// That file is in the system's temporary folder, because copying page by page onto a network share
/// can take for ever; only a finished, checked copy travels.
pub(super) fn copy(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    fill(connection, Unfinished::elsewhere(Target::workbook(to)?)?)
}

/// Copies an open workbook into a file, checks the copy and puts it in its place.
pub(super) fn fill(connection: &Connection, unfinished: Unfinished) -> Result<(), StoreError> {
    let full = |error: rusqlite::Error| match error.sqlite_error_code() {
        // Of the disk the copy is on, not of the workbook's.
        Some(ErrorCode::DiskFull) => unfinished.error(std::io::ErrorKind::StorageFull.into()).into(),
        _ => StoreError::from(error),
    };
    let copied = (|| {
        let mut copy = Connection::open(unfinished.path())?;
        // It is thrown away if anything happens to it; what is kept is forced to disk once, at the end.
        copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
        Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::from_millis(2), None)?;
        drop(copy);
        let copy = Connection::open(unfinished.path())?;
        copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))
    })();
    remove_leftovers(unfinished.path());
    let verdict = copied.map_err(full)?;
    if verdict != "ok" {
        return Err(StoreError::damaged(format!("a copy of it does not check ({verdict})")));
    }
    unfinished.place().map_err(|error: FileError| StoreError::from(error))
}

/// The folder a file is in; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    crate::files::folder_of(path)
}

/// Removes what SQLite may have left beside a temporary file.
pub(super) fn remove_leftovers(path: &Path) {
    for suffix in ["-journal", "-wal", "-shm"] {
        let _ = fs::remove_file(super::header::beside(path, suffix));
    }
}
