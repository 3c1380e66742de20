//! The workbook file: the only place that speaks SQL.
//!
//! A [`Store`] is one connection to one file. Rows change only through
//! [`Store::apply`], [`Store::undo`] and [`Store::redo`], each one whole
//! transaction that also writes the history, judges the standings it affects
//! and keeps their counts. Questions go through [`Store::answer`].
//!
//! Must not know: the terminal, the clock. Who and when arrive as a
//! [`Stamp`](crate::workbook::Stamp), today's date with the question.

#[macro_use]
mod stored;

mod added;
mod arrive;
mod backup;
mod carry;
mod chain;
mod codes;
mod create;
mod error;
mod guard;
mod guard_risks;
mod guard_rooms;
mod haystack;
mod header;
mod judging;
mod just_added;
mod lock;
mod material;
mod migrate;
mod open;
mod operation;
mod read;
mod refusal;
mod row;
mod seal;
mod side_by_side;
mod sieve;
mod slow_parts;
mod standing_row;
mod subject;
mod undo;
mod verify;
mod write;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rusqlite::{Connection, InterruptHandle};

pub use arrive::Tell;
pub use create::Bulk;
pub use error::StoreError;
pub use lock::{HeldBy, Lock, LockError};
pub use read::CheckRun;
pub use verify::TellVerify;

use crate::workbook::Id;

/// How a workbook is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    ReadWrite,
    ReadOnly,
}

/// An open workbook.
pub struct Store {
    // Closed before the registration lets others look at the raw file.
    connection: Connection,
    path: PathBuf,
    access: Access,
    read_only_because: Option<String>,
    upgraded_from_backup: Option<PathBuf>,
    data_version: Cell<i64>,
    orders: RefCell<read::Orders>,
    bench: RefCell<Option<(Id, Rc<material::Bench>)>>,
    _registration: header::Registration,
    _in_use: crate::files::InUse,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.path)
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

/// Stops a slow question from another thread.
pub struct Interrupt(InterruptHandle);

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupt")
    }
}

impl Interrupt {
    /// Makes whatever the store is doing now return [`StoreError::Cancelled`].
    pub fn cancel(&self) {
        self.0.interrupt();
    }
}

impl Store {
    /// Opens the workbook at `path`, bringing an older one up to date after a
    /// backup. Where it cannot be written it is opened for reading, and
    /// [`Store::read_only_because`] says why.
    ///
    /// Whether it is damaged inside is not checked here, so that a large file
    /// opens at once; [`Store::verify`] does that.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Folder`], [`StoreError::Empty`],
    /// [`StoreError::NotAWorkbook`], [`StoreError::OtherApplication`],
    /// [`StoreError::TooNew`], [`StoreError::TooOldToRead`],
    /// [`StoreError::Truncated`], [`StoreError::ForeignSchema`],
    /// [`StoreError::Damaged`], [`StoreError::Locked`], [`StoreError::Io`].
    /// The file is as it was then.
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        Self::open_with(path, access, migrate::MIGRATIONS)
    }

    fn open_with(path: &Path, access: Access, migrations: &[&str]) -> Result<Self, StoreError> {
        let opened = open::open(path, access, migrations).map_err(|error| error.at(path))?;
        let store = Self {
            connection: opened.connection,
            path: path.to_path_buf(),
            access: opened.access,
            read_only_because: opened.read_only_because,
            upgraded_from_backup: opened.backup,
            data_version: Cell::new(0),
            orders: RefCell::default(),
            bench: RefCell::default(),
            _registration: opened.registration,
            _in_use: crate::files::InUse::note(path),
        };
        store.data_version.set(store.read_data_version()?);
        Ok(store)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether changes can be made.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Why no changes can be made; none when they can.
    pub fn read_only_because(&self) -> Option<&str> {
        match (self.access, &self.read_only_because) {
            (Access::ReadWrite, _) => None,
            (Access::ReadOnly, Some(because)) => Some(because),
            (Access::ReadOnly, None) => Some("it was opened for reading only"),
        }
    }

    /// Where the file was copied to before it was brought up to date; none if it was already.
    pub fn upgraded_from_backup(&self) -> Option<&Path> {
        self.upgraded_from_backup.as_deref()
    }

    /// Copies the workbook as it is now to `to`, which must not exist. The
    /// copy is checked before it appears there.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::DiskFull`], [`StoreError::Io`],
    /// or [`StoreError::Damaged`] when the copy does not check.
    pub fn backup_to(&self, to: &Path) -> Result<(), StoreError> {
        backup::copy(&self.connection, to).map_err(|error| error.at(&self.path))
    }

    /// Whether another program has changed the file since this was last asked
    /// (or since it was opened). False where that cannot be told.
    pub fn changed_elsewhere(&self) -> bool {
        self.read_data_version().is_ok_and(|now| self.data_version.replace(now) != now)
    }

    /// A handle with which another thread can stop a slow question.
    pub fn interrupt_handle(&self) -> Interrupt {
        Interrupt(self.connection.get_interrupt_handle())
    }

    /// Changes whenever another connection commits.
    fn read_data_version(&self) -> Result<i64, StoreError> {
        self.connection
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(|error| StoreError::from(error).at(&self.path))
    }
}
