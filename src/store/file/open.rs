//! The one door to a workbook, for the screen and the command line alike:
//! look at the file, take the lock, put an interrupted save back, check, and
//! only then read.
//!
//! Reading is a promise about what the file says, not a way of connecting to
//! it. A save that was interrupted is put back in the file where that can be
//! written, and in a private copy where it cannot; a file in an older format
//! is brought up to date in a private copy until somebody saves to it.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::store::error::StoreError;
use crate::store::file::header::{self, Registration};
use crate::store::file::interrupted::{self, Settled, TIMEOUT};
use crate::store::file::lock::HolderWatch;
use crate::store::file::private_copy::{PrivateCopy, Stamp as FileStamp};
use crate::store::file::vfs::Vfs;
use crate::store::file::watch::Identity;
use crate::store::rules::schema;
use crate::store::{Access, Lock, LockError, backup, migrate};
use crate::workbook::Stamp;

/// What a store has to say about its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileEvent<'a> {
    /// Something was done to the file that nobody asked for by name.
    Done(&'a str),
    /// Something is wrong that does not stop anybody.
    Problem(&'a str),
    /// A change with this label is in the file for good.
    Saved(&'a str),
}

/// Is told what happens to the file, at once.
pub type Listener = Box<dyn Fn(FileEvent<'_>)>;

/// Whether a lock is taken on a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locking<'a> {
    /// None.
    Not,
    /// Only found out whether locks work here; without them, nothing is written unasked.
    Probe(&'a Stamp),
    /// Held while the workbook is open, and read-only where another has it.
    Hold(&'a Stamp),
}

/// How a workbook is to be opened.
pub struct Door<'a> {
    pub access: Access,
    pub locking: Locking<'a>,
    /// Writes although it cannot be told whether someone else has it open.
    pub take_over: bool,
    pub listener: Listener,
}

impl std::fmt::Debug for Door<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Door");
        shown.field("access", &self.access).field("locking", &self.locking);
        shown.field("take_over", &self.take_over).finish_non_exhaustive()
    }
}

/// What a store reads from.
#[derive(Debug)]
pub(in crate::store) enum Source {
    /// The file itself.
    File,
    /// A copy of it as it was then.
    Copy {
        /// What is read, in the newest format, where an open file must keep its name.
        _read: Option<Box<PrivateCopy>>,
        /// The file in its own older format is to be found here, or else is the file itself.
        older: Option<Option<Box<PrivateCopy>>>,
        stamp: FileStamp,
    },
}

/// An opened file with what is known about it.
pub(in crate::store) struct Opened {
    pub connection: Connection,
    pub registration: Registration,
    pub access: Access,
    /// Why it is read-only although writing was asked for.
    pub read_only_because: Option<String>,
    pub source: Source,
    pub identity: Option<Identity>,
    pub lock: Option<Lock>,
    /// How the file itself is opened.
    pub vfs: Vfs,
    /// Watches for whoever has the lock to let it go.
    pub holder: Option<HolderWatch>,
}

/// Opens `path`, which must be a workbook in a format that `migrations` know.
pub(in crate::store) fn open(
    path: &Path,
    door: &Door<'_>,
    migrations: &[&str],
) -> Result<Opened, StoreError> {
    let supported = migrate::latest(migrations);
    let identity = Identity::of(path);
    let (registration, looked, trouble) = Registration::after(path, || {
        let interrupted = header::may_be_interrupted(path);
        if !interrupted {
            header::check(path, path, supported)?;
        }
        Ok((interrupted, header::is_write_ahead(path)))
    })?;
    let alone = looked.is_some();
    let (interrupted, write_ahead) = looked.unwrap_or_else(|| (header::may_be_interrupted(path), false));
    let mut obstacle = match door.access {
        Access::ReadWrite => obstacle_to_writing(path),
        Access::ReadOnly => None,
    };
    // Where the file itself cannot be locked, it is read apart from whoever writes it, or taken over.
    let trouble = trouble.map(|why| LockError::not_working(path, why));
    let take_over = door.take_over && obstacle.is_none() && door.access == Access::ReadWrite;
    let vfs = if trouble.is_some() && take_over { Vfs::Lockless } else { Vfs::Locking };
    let apart = trouble.is_some() && !take_over;
    let locked = match trouble.filter(|_| apart && door.access == Access::ReadWrite) {
        Some(trouble) => Err(trouble),
        None => lock(path, door, obstacle.is_none()),
    };
    let (lock, holder) = match locked {
        Ok(lock) => (lock, None),
        Err(LockError::Held(_)) if matches!(door.locking, Locking::Probe(_)) => (None, None),
        Err(error) if matches!(door.locking, Locking::Probe(_)) => {
            return Err(StoreError::NoLocks { path: path.to_path_buf(), because: error.to_string() });
        }
        Err(error) => {
            let works = matches!(error, LockError::Held(_));
            obstacle.get_or_insert(error.to_string());
            (None, Some(HolderWatch::new(path, works)))
        }
    };
    let access = if obstacle.is_some() { Access::ReadOnly } else { door.access };
    // Whoever only reads may put a save back too: nothing that was saved is changed by it.
    let unwritable = obstacle_to_writing(path);
    let name = name_of(path);
    let copy = if apart {
        if door.access == Access::ReadOnly {
            let folder = backup::folder_of(path).display();
            (door.listener)(FileEvent::Done(&format!(
                "{name} is read from a private copy, because locks do not work in {folder}."
            )));
        }
        Some(interrupted::in_copy(path, migrations)?)
    } else if interrupted {
        match interrupted::settle(path, unwritable.as_deref(), migrations, alone, vfs)? {
            Settled::Nothing => None,
            Settled::TakenBack => {
                (door.listener)(FileEvent::Done(&taken_back(path)));
                None
            }
            Settled::InCopy(copy) => {
                let because = unwritable.unwrap_or_else(|| "the file could not be written".to_owned());
                (door.listener)(FileEvent::Done(&format!(
                    "An interrupted save of {name} was taken back in a private copy, because {because}; \
                     nothing that had been saved is missing."
                )));
                obstacle.get_or_insert(because);
                Some(copy)
            }
        }
    } else if write_ahead && access == Access::ReadOnly {
        Some(PrivateCopy::of_bytes(path)?)
    } else {
        None
    };
    if interrupted && alone && copy.is_none() {
        header::check(path, path, supported)?;
    }
    let access = if obstacle.is_some() { Access::ReadOnly } else { door.access };
    let stamp = FileStamp::of(path);
    let connection = match &copy {
        Some(copy) => connect(copy.path(), Access::ReadWrite, Vfs::Lockless)?,
        None => connect(path, access, vfs)?,
    };
    schema::check_schema(&connection, path, migrations)?;
    let found = migrate::version(&connection)?;
    let (connection, source) = if found < supported {
        let (migrated, read, altered) = migrated_copy(&connection, path, migrations)?;
        if let Some(altered) = told_altered(&name, altered) {
            (door.listener)(FileEvent::Problem(&altered));
        }
        let then = match access {
            Access::ReadWrite => "the first change brings it up to date, and a copy is kept",
            Access::ReadOnly => "the file is left as it is",
        };
        (door.listener)(FileEvent::Done(&format!(
            "{name} is in the older format {found}: it is read from a private copy, and {then}."
        )));
        (migrated, Source::Copy { _read: nameless(read), older: Some(copy.map(Box::new)), stamp })
    } else {
        let source = match copy {
            Some(copy) => Source::Copy { _read: nameless(copy), older: None, stamp },
            None => Source::File,
        };
        (connection, source)
    };
    if let Source::Copy { .. } = source {
        connection.execute_batch("PRAGMA query_only = ON")?;
    }
    Ok(Opened {
        connection,
        registration,
        access,
        read_only_because: obstacle,
        source,
        identity,
        lock,
        vfs,
        holder,
    })
}

/// Takes the lock that is asked for. One that was only to be tried is let go at once.
fn lock(path: &Path, door: &Door<'_>, writable: bool) -> Result<Option<Lock>, LockError> {
    match door.locking {
        _ if door.access == Access::ReadOnly || !writable => Ok(None),
        Locking::Not => Ok(None),
        Locking::Probe(stamp) => {
            let lock = Lock::take(path, stamp, door.take_over)?;
            // Kept where only its words can tell anybody.
            Ok(Some(lock).filter(|lock| !lock.works()))
        }
        Locking::Hold(stamp) => Lock::take(path, stamp, door.take_over).map(Some),
    }
}

/// An older file, brought up to date where nobody else sees it.
fn migrated_copy(
    connection: &Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<(Connection, PrivateCopy, u64), StoreError> {
    let copy = PrivateCopy::of(connection, path)?;
    let mut connection = connect(copy.path(), Access::ReadWrite, Vfs::Lockless)?;
    let altered = migrate::run(&mut connection, migrations).map_err(|error| match error.at(path) {
        StoreError::DiskFull { .. } => StoreError::temporary(path, "it is full"),
        other => other,
    })?;
    schema::check_schema(&connection, path, migrations)?;
    Ok((connection, copy, altered))
}

/// A copy that is open needs no name any more where the system allows that: then nothing is left
/// behind, however this process ends.
fn nameless(copy: PrivateCopy) -> Option<Box<PrivateCopy>> {
    (!cfg!(unix)).then(|| Box::new(copy))
}

impl Source {
    /// The file in the format it is in, where what is read has been brought up to date.
    pub(in crate::store) fn older(&self, path: &Path, vfs: Vfs) -> Result<Option<Connection>, StoreError> {
        match self {
            Self::Copy { older: Some(Some(copy)), .. } => {
                connect(copy.path(), Access::ReadOnly, Vfs::Lockless).map(Some)
            }
            Self::Copy { older: Some(None), .. } => connect(path, Access::ReadOnly, vfs).map(Some),
            _ => Ok(None),
        }
    }
}

/// Brings the file itself up to date, after a backup beside it, and returns a
/// connection to write with and what is to be said about it.
pub(in crate::store) fn upgrade(
    path: &Path,
    vfs: Vfs,
    migrations: &[&str],
    listener: &Listener,
) -> Result<Connection, StoreError> {
    let mut connection = connect(path, Access::ReadWrite, vfs)?;
    schema::check_schema(&connection, path, migrations)?;
    let found = migrate::version(&connection)?;
    let kept = migrate::migrate(&mut connection, path, migrations)?;
    schema::check_schema(&connection, path, migrations)?;
    if let Some((kept, altered)) = kept {
        let name = name_of(path);
        listener(FileEvent::Done(&format!(
            "{name} was brought up to date from format {found} to {}; the file as it was is kept as {}.",
            migrate::latest(migrations),
            kept.display()
        )));
        if let Some(altered) = told_altered(&name, altered) {
            listener(FileEvent::Problem(&altered));
        }
    }
    Ok(connection)
}

/// That an older file was not as it had been written, before it was sealed anew.
fn told_altered(name: &str, altered: u64) -> Option<String> {
    let things = match altered {
        0 => return None,
        1 => "1 thing in it".to_owned(),
        many => format!("{many} things in it"),
    };
    Some(format!(
        "{name} had been altered by another program before it was brought up to date, {things}: \
         `quarterdeck verify` names them."
    ))
}

fn connect(path: &Path, access: Access, vfs: Vfs) -> Result<Connection, StoreError> {
    let connection = vfs.open(path, access)?;
    protect(&connection, access)?;
    Ok(connection)
}

/// What a file is called among others.
pub(in crate::store) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Memory for pages of the file: little, for it is fast enough.
pub(in crate::store) const CACHE: &str = "PRAGMA cache_size = -2000";
/// The same while very much is written.
pub(in crate::store) const ROOMY_CACHE: &str = "PRAGMA cache_size = -96000";

/// Settings for a file that may be hostile, on a disk that may lose power.
pub(in crate::store) fn protect(connection: &Connection, access: Access) -> Result<(), StoreError> {
    connection.busy_timeout(TIMEOUT)?;
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
        connection.execute_batch("PRAGMA locking_mode = NORMAL")?;
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

pub(in crate::store) fn taken_back(path: &Path) -> String {
    format!(
        "An interrupted save of {} was taken back; nothing that had been saved is missing.",
        name_of(path)
    )
}

/// Why the file cannot be written, if it cannot.
pub(in crate::store) fn obstacle_to_writing(path: &Path) -> Option<String> {
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
