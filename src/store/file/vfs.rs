//! How a database file is opened: with SQLite's locks on it, or without.
//!
//! SQLite locks parts of the file itself, which some network shares refuse.
//! There a workbook is read from a private copy, and written only by whoever
//! takes it over. A file that nobody else can know of needs no locks anywhere.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::store::Access;

/// SQLite's own way to open a file without locks.
const LOCKLESS: &str = "unix-none";
/// What keeps its journal in a -wal file cannot be opened without locks in any other way.
const ALONE: &str = "PRAGMA locking_mode = EXCLUSIVE";

/// Whether SQLite locks a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Vfs {
    Locking,
    Lockless,
}

impl Vfs {
    /// Opens a file that is there.
    pub(in crate::store) fn open(self, path: &Path, access: Access) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
            | match access {
                Access::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
                Access::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
            };
        match self {
            Self::Lockless if cfg!(unix) => {
                let connection = Connection::open_with_flags_and_vfs(path, flags, LOCKLESS)?;
                if access == Access::ReadWrite {
                    connection.execute_batch(ALONE)?;
                }
                Ok(connection)
            }
            _ => Connection::open_with_flags(path, flags),
        }
    }
}

/// Opens a file of ours that nobody else knows of, or makes it.
pub(in crate::store) fn open_private(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match cfg!(unix) {
        true => Connection::open_with_flags_and_vfs(path, flags, LOCKLESS),
        false => Connection::open_with_flags(path, flags),
    }?;
    connection.execute_batch(ALONE)?;
    Ok(connection)
}

/// Why SQLite cannot lock a file, if it cannot. Only to be asked while this process has no connection
/// to it, whose locks would go.
#[cfg(unix)]
pub(in crate::store) fn trouble(path: &Path) -> Option<String> {
    use rustix::fs::{FlockOperation, fcntl_lock};
    use rustix::io::Errno;
    let file = std::fs::File::open(path).ok()?;
    match fcntl_lock(&file, FlockOperation::NonBlockingLockShared) {
        // Another program has it: they work.
        Ok(()) | Err(Errno::AGAIN | Errno::ACCESS | Errno::INTR) => None,
        Err(error) => Some(std::io::Error::from(error).to_string()),
    }
}

#[cfg(not(unix))]
pub(in crate::store) fn trouble(_: &Path) -> Option<String> {
    None
}
