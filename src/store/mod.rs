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
mod rows;

mod bulk;
mod file;
mod history;
mod rating;
mod rules;
mod search;

mod backup;
mod error;
mod importing;
mod migrate;
mod read;
mod recover;
mod verify;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rusqlite::{Connection, InterruptHandle};

pub use crate::store::file::create::Bulk;
pub use crate::store::file::lock::{HeldBy, Lock, LockError};
pub use crate::store::file::open::{Door, FileEvent, Listener, Locking};
pub use crate::store::file::watch::Seen;
pub use backup::Backups;
pub use error::StoreError;
pub use importing::Tell;
pub use read::CheckRun;
pub use recover::{Recovered, recover};
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
    // Closed before the registration lets others look at the raw file, and before the lock is let go.
    connection: Connection,
    source: file::open::Source,
    vfs: file::vfs::Vfs,
    path: PathBuf,
    access: Access,
    read_only_because: Option<String>,
    listener: Listener,
    data_version: Cell<i64>,
    orders: RefCell<read::Orders>,
    rating_context: RefCell<Option<(Id, Rc<rating::rating_context::RatingContext>)>>,
    /// The file that was opened, to know it again by.
    identity: Option<file::watch::Identity>,
    mark: RefCell<Option<file::watch::Mark>>,
    /// What was last found wrong with the file's place.
    lost: Option<Seen>,
    /// The file was written over where it lies, with another history.
    foreign: bool,
    holder: Option<file::lock::HolderWatch>,
    /// When the folder last changed, and the copies in it that were told of.
    folder_changed: Option<std::time::SystemTime>,
    told_beside: Vec<PathBuf>,
    lock: Option<Lock>,
    _registration: file::header::Registration,
    _in_use: crate::files::InUse,
    /// Where backups are made by themselves, if they are.
    backups: Option<Backups>,
    backed_up_on: Option<chrono::NaiveDate>,
    notes: Vec<String>,
    keeping: Option<backup::Keeping>,
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
    /// Whether something has to be done before the workbook at `path` can be read: an interrupted
    /// save be taken back, or an older format be brought up to date in a copy.
    ///
    /// # Errors
    /// What the first look at the file says, as [`Store::enter`].
    pub fn needs_work(path: &Path) -> Result<bool, StoreError> {
        let supported = migrate::latest(migrate::MIGRATIONS);
        let look = || {
            Ok(file::header::may_be_interrupted(path)
                || file::header::check(path, path, supported)? < supported)
        };
        Ok(file::header::Registration::after(path, look)?.1.unwrap_or(false))
    }

    /// Opens the workbook at `path` without a lock and without a word. See [`Store::enter`].
    ///
    /// # Errors
    /// As [`Store::enter`].
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        Self::open_with(path, access, migrate::MIGRATIONS)
    }

    fn open_with(path: &Path, access: Access, migrations: &[&str]) -> Result<Self, StoreError> {
        let door = Door { access, locking: Locking::Not, take_over: false, listener: Box::new(|_| ()) };
        Self::enter_with(path, door, migrations)
    }

    /// Opens the workbook at `path`. An interrupted save is taken back first.
    /// Where the file cannot be written, or another has it, it is opened for
    /// reading, and [`Store::read_only_because`] says why. One in an older
    /// format is read from a copy and brought up to date by the first change.
    ///
    /// Whether it is damaged inside is not checked here, so that a large file
    /// opens at once; [`Store::verify`] does that.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Folder`], [`StoreError::Empty`],
    /// [`StoreError::NotAWorkbook`], [`StoreError::OtherApplication`],
    /// [`StoreError::TooNew`], [`StoreError::Truncated`],
    /// [`StoreError::ForeignSchema`], [`StoreError::Damaged`],
    /// [`StoreError::Locked`], [`StoreError::NoLocks`],
    /// [`StoreError::Temporary`], [`StoreError::Io`].
    /// What the file says is as it was then.
    pub fn enter(path: &Path, door: Door<'_>) -> Result<Self, StoreError> {
        Self::enter_with(path, door, migrate::MIGRATIONS)
    }

    fn enter_with(path: &Path, door: Door<'_>, migrations: &[&str]) -> Result<Self, StoreError> {
        let opened = file::open::open(path, &door, migrations).map_err(|error| error.at(path))?;
        let store = Self {
            connection: opened.connection,
            source: opened.source,
            vfs: opened.vfs,
            path: path.to_path_buf(),
            access: opened.access,
            read_only_because: opened.read_only_because,
            listener: door.listener,
            data_version: Cell::new(0),
            orders: RefCell::default(),
            rating_context: RefCell::default(),
            identity: opened.identity,
            mark: RefCell::default(),
            lost: None,
            foreign: false,
            holder: opened.holder,
            folder_changed: None,
            told_beside: Vec::new(),
            lock: opened.lock,
            _registration: opened.registration,
            _in_use: crate::files::InUse::note(path),
            backups: None,
            backed_up_on: None,
            notes: Vec::new(),
            keeping: None,
        };
        store.data_version.set(store.read_data_version()?);
        let mark = store.reading(|connection| Ok(file::watch::Mark::latest(connection)?))?;
        *store.mark.borrow_mut() = mark;
        Ok(store)
    }

    /// Another program may be killed in the middle of a save while we only read: a reader cannot
    /// read on until that is taken back.
    fn take_back_interrupted(&self, connection: &Connection) -> Result<(), StoreError> {
        if self.access == Access::ReadWrite || !file::interrupted::stops(connection) {
            return Ok(());
        }
        let obstacle = file::open::obstacle_to_writing(&self.path);
        if obstacle.is_none()
            && file::interrupted::settle(&self.path, None, migrate::MIGRATIONS, false, self.vfs)?
                .is_taken_back()
        {
            (self.listener)(FileEvent::Done(&file::open::taken_back(&self.path)));
        }
        Ok(())
    }

    /// Before the first change to a file in an older format: brings the file itself up to date.
    fn bring_up_to_date(&mut self) -> Result<(), StoreError> {
        if self.access == Access::ReadOnly || matches!(self.source, file::open::Source::File) {
            return Ok(());
        }
        self.connection = file::open::upgrade(&self.path, self.vfs, migrate::MIGRATIONS, &self.listener)?;
        self.source = file::open::Source::File;
        *self.orders.borrow_mut() = read::Orders::default();
        *self.rating_context.borrow_mut() = None;
        self.data_version.set(self.read_data_version()?);
        Ok(())
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

    /// The file of the lock that is held.
    pub fn lock_file(&self) -> Option<PathBuf> {
        self.lock.as_ref().map(|lock| lock.path().to_path_buf())
    }

    /// Whether the workbook could be written if it were taken over: locks do not work where it is.
    pub fn may_be_taken_over(&self) -> bool {
        self.holder.as_ref().is_some_and(|holder| !holder.works())
    }

    /// Copies the workbook as it is now to `to`, which must not exist. The
    /// copy is checked before it appears there.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::DiskFull`], [`StoreError::Io`],
    /// or [`StoreError::Damaged`] when the copy does not check.
    pub fn backup_to(&self, to: &Path) -> Result<(), StoreError> {
        // An older file stays in the format it is in.
        let older = self.source.older(&self.path, self.vfs).map_err(|error| error.at(&self.path))?;
        backup::copy(older.as_ref().unwrap_or(&self.connection), to).map_err(|error| error.at(&self.path))
    }

    /// Whether another program has changed the file since this was last asked
    /// (or since it was opened). False where that cannot be told.
    pub fn changed_elsewhere(&self) -> bool {
        self.has_new_version().unwrap_or(false)
    }

    fn has_new_version(&self) -> Result<bool, StoreError> {
        self.read_data_version().map(|now| self.data_version.replace(now) != now)
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
