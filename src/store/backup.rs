//! Copies of a workbook that are known to be good.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::StoreError;

/// Copies an open workbook to `to`, which must not exist: SQLite's backup
/// into a temporary file, opened and checked, then put in place whole.
///
/// The temporary file is in the system's temporary folder, because copying
/// page by page onto a network share can take forever; only a finished,
/// checked copy travels.
pub(super) fn copy(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::Exists { path: to.to_path_buf() });
    }
    let local = tempfile::Builder::new()
        .prefix(".quarterdeck-backup-")
        .tempfile()
        .map_err(|error| StoreError::io(&std::env::temp_dir(), "write a temporary copy in", &error))?;
    {
        let mut copy = Connection::open(local.path())?;
        Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::from_millis(2), None)?;
    }
    {
        let copy = Connection::open(local.path())?;
        let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::damaged(format!("a copy of it does not check ({verdict})")));
        }
    }
    place(local.path(), to)
}

/// Copies a finished file into place: beside its destination first, synced,
/// then renamed without replacing anything.
fn place(from: &Path, to: &Path) -> Result<(), StoreError> {
    let folder = folder_of(to);
    let failed = |error: &std::io::Error| StoreError::io(to, "write the backup", error);
    let mut beside = tempfile::Builder::new()
        .prefix(".quarterdeck-backup-")
        .tempfile_in(folder)
        .map_err(|error| failed(&error))?;
    let mut source = File::open(from).map_err(|error| failed(&error))?;
    std::io::copy(&mut source, beside.as_file_mut()).map_err(|error| failed(&error))?;
    beside.as_file().sync_all().map_err(|error| failed(&error))?;
    match beside.persist_noclobber(to) {
        Ok(_) => sync_folder(folder),
        Err(refused) if refused.error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(StoreError::Exists { path: to.to_path_buf() });
        }
        Err(refused) => return Err(failed(&refused.error)),
    }
    Ok(())
}

/// The folder a file is in; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a rename last through a power cut, where the system can.
pub(super) fn sync_folder(folder: &Path) {
    // Windows cannot open folders this way and does not need it.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Removes what SQLite may have left beside a temporary file.
pub(super) fn remove_leftovers(path: &Path) {
    for suffix in ["-journal", "-wal", "-shm"] {
        let _ = fs::remove_file(super::header::beside(path, suffix));
    }
}
