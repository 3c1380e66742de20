//! Copies of a workbook that are known to be good.

mod kept;
mod restore;
mod thin;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::StoreError;
use super::migrate;
use crate::files::{Target, Unfinished};
use crate::store::file::header;
use crate::store::file::vfs::open_private;
use crate::store::rules::schema;

pub use kept::Backups;
pub(super) use kept::Keeping;

/// Pages copied at a time: nobody who writes waits longer than for these.
const PAGES: i32 = 1000;

/// Copies an open workbook to `to`, which must not exist: SQLite's backup into a file that is not in
/// its place yet, opened and checked, then put there whole.
///
/// That file is in the system's temporary folder, because copying page by page onto a network share
/// can take for ever; only a finished, checked copy travels.
pub(super) fn copy(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    fill(connection, Unfinished::elsewhere(Target::workbook(to)?)?)
}

/// Copies an open workbook into a file, checks the copy and puts it in its place.
fn fill(connection: &Connection, unfinished: Unfinished) -> Result<(), StoreError> {
    copy_into(connection, &unfinished, &|| true)?;
    Ok(unfinished.place()?)
}

/// Copies an open workbook into a file and checks the copy, while `going` says to go on.
fn copy_into(
    connection: &Connection,
    unfinished: &Unfinished,
    going: &dyn Fn() -> bool,
) -> Result<(), StoreError> {
    let copied = (|| {
        let mut copy = open_private(unfinished.path())?;
        // It is thrown away if anything happens to it; what is kept is forced to disk once, at the end.
        copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
        let backup = Backup::new(connection, &mut copy)?;
        loop {
            match backup.step(PAGES)? {
                StepResult::Done => break,
                StepResult::More if going() => {}
                _ if !going() => return Err(StoreError::Cancelled),
                // Somebody is writing: it begins anew when they have.
                _ => std::thread::park_timeout(Duration::from_millis(2)),
            }
        }
        drop(backup);
        drop(copy);
        check(&open_private(unfinished.path())?, unfinished.path())
    })();
    remove_leftovers(unfinished.path());
    copied.map_err(|error| match error {
        // Of the disk the copy is on, not of the workbook's.
        StoreError::Sqlite(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
            unfinished.error(std::io::ErrorKind::StorageFull.into()).into()
        }
        StoreError::Damaged { detail, .. } => {
            StoreError::damaged(format!("a copy of it does not check ({detail})"))
        }
        other => other,
    })
}

/// Whether a copy is sound, and a workbook.
fn check(copy: &Connection, path: &Path) -> Result<(), StoreError> {
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StoreError::damaged(verdict));
    }
    schema::check_schema(copy, path, migrate::MIGRATIONS)
}

/// Whether the file is a sound workbook.
fn is_good(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    header::check(path, path, migrate::latest(migrate::MIGRATIONS)).is_ok()
        && Connection::open_with_flags(path, flags).is_ok_and(|connection| check(&connection, path).is_ok())
}

/// `report.before-v2.qd` beside `report.qd`, numbered if it exists.
pub(super) fn name_before(path: &Path, to: u32) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension =
        path.extension().map_or_else(|| "qd".to_owned(), |text| text.to_string_lossy().into_owned());
    let mut name = path.with_file_name(format!("{stem}.before-v{to}.{extension}"));
    let mut attempt = 1;
    while name.exists() {
        attempt += 1;
        name = path.with_file_name(format!("{stem}.before-v{to}-{attempt}.{extension}"));
    }
    name
}

/// The folder a file is in; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    crate::files::folder_of(path)
}

/// Removes what SQLite may have left beside a temporary file.
pub(super) fn remove_leftovers(path: &Path) {
    for suffix in ["-journal", "-wal", "-shm"] {
        let _ = fs::remove_file(crate::store::file::header::beside(path, suffix));
    }
}
