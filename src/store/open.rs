//! Opening a workbook: the careful part, before anything is read from it.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::header::{self, Registration};
use super::{Access, backup, migrate};

/// An opened file with what is known about it.
pub(super) struct Opened {
    pub connection: Connection,
    pub registration: Registration,
    pub access: Access,
    /// Why it is read-only although writing was asked for.
    pub read_only_because: Option<String>,
    /// The backup made before the file was brought up to date.
    pub backup: Option<std::path::PathBuf>,
}

/// Opens `path`, which must be a workbook in a format that `migrations` know.
pub(super) fn open(path: &Path, wanted: Access, migrations: &[&str]) -> Result<Opened, StoreError> {
    let supported = migrate::latest(migrations);
    let (registration, _) = Registration::after(path, || header::check(path, supported))?;
    let obstacle = match wanted {
        Access::ReadWrite => obstacle_to_writing(path),
        Access::ReadOnly => None,
    };
    let access = if obstacle.is_some() { Access::ReadOnly } else { wanted };
    let flags = match access {
        Access::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let mut connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    protect(&connection, access)?;
    migrate::check_schema(&connection, path, migrations)?;
    let found = migrate::version(&connection)?;
    let mut kept = None;
    if found < supported {
        if access == Access::ReadOnly {
            let because = obstacle.unwrap_or_else(|| "it was to be opened for reading only".into());
            return Err(StoreError::TooOldToRead { path: path.to_path_buf(), found, because });
        }
        kept = migrate::migrate(&mut connection, path, migrations)?;
        migrate::check_schema(&connection, path, migrations)?;
    }
    Ok(Opened { connection, registration, access, read_only_because: obstacle, backup: kept })
}

/// Memory for pages of the file: little, for it is fast enough.
pub(super) const CACHE: &str = "PRAGMA cache_size = -2000";
/// The same while very much is written.
pub(super) const ROOMY_CACHE: &str = "PRAGMA cache_size = -96000";

/// Settings for a file that may be hostile, on a disk that may lose power.
pub(super) fn protect(connection: &Connection, access: Access) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // One plan for a statement whatever is bound to it. Without this, SQLite compiles a cached
    // statement anew whenever a parameter changes, which was two thirds of the time of a detail.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    migrate::add_functions(connection)?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
         PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;
         PRAGMA temp_store = FILE;",
    )?;
    connection.execute_batch(CACHE)?;
    if access == Access::ReadWrite {
        let journal: String = connection.query_row("PRAGMA journal_mode = TRUNCATE", [], |row| row.get(0))?;
        let synchronous: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
        // Without these two a power cut can lose a save that was shown as saved.
        if !journal.eq_ignore_ascii_case("truncate") || synchronous != 3 {
            return Err(StoreError::damaged(format!(
                "it insists on journal mode {journal}, synchronous {synchronous}"
            )));
        }
    }
    Ok(())
}

/// Why the file cannot be written, if it cannot.
fn obstacle_to_writing(path: &Path) -> Option<String> {
    let folder = backup::folder_of(path);
    // Asked, not tried: opening the file ourselves would drop SQLite's locks.
    if !may_write(path) {
        return Some(format!("{} is read-only", path.display()));
    }
    if !may_write(folder) {
        return Some(format!(
            "no journal can be created in {}, because the folder is read-only",
            folder.display()
        ));
    }
    None
}

#[cfg(unix)]
fn may_write(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn may_write(path: &Path) -> bool {
    // The read-only mark means nothing on folders there.
    std::fs::metadata(path).is_ok_and(|about| about.is_dir() || !about.permissions().readonly())
}
