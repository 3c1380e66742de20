//! What can go wrong with a workbook, in sentences for the person at the
//! keyboard: what happened, to which file, and what to do next.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

use crate::files::FileError;
use crate::workbook::{Conflict, Id, MajorStep};

/// Why the store could not do what was asked.
///
/// Unless a message says otherwise, nothing was changed.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("There is no workbook at {}. Check the name, or create one with `quarterdeck new`.", path.display())]
    Missing { path: PathBuf },
    #[error("{} is a folder, not a workbook. Name the file inside it.", path.display())]
    Folder { path: PathBuf },
    #[error("{} is empty, so it is not a workbook. It was left as it is; open another file, or a backup.", path.display())]
    Empty { path: PathBuf },
    #[error("{} is not a workbook: it {looks}. It was left as it is.", path.display())]
    NotAWorkbook { path: PathBuf, looks: String },
    #[error("{} belongs to {owner}, not to Quarterdeck. It was left as it is.", path.display())]
    OtherApplication { path: PathBuf, owner: String },
    #[error(
        "{} was made by a newer Quarterdeck: it needs one that reads format {found}, and this one reads up to {supported}. \
         The file was left as it is; install the newer version to open it.", path.display()
    )]
    TooNew { path: PathBuf, found: u32, supported: u32 },
    #[error(
        "This period has more than {most} indicators, and a report tells of at most so many. \
         Keep a workbook for each service and report them one by one."
    )]
    TooMuchToReport { most: u64 },
    #[error(
        "{} has been cut short: {found} bytes of {expected}. It was left as it is.", path.display()
    )]
    Truncated { path: PathBuf, found: u64, expected: u64 },
    #[error(
        "{} contains something Quarterdeck did not put there ({what}). It may be unsafe, so it was not opened; \
         open a backup, or ask where the file came from.", path.display()
    )]
    ForeignSchema { path: PathBuf, what: String },
    #[error("{} is damaged: {detail}. Nothing was changed.", path.display())]
    Damaged { path: PathBuf, detail: String },
    #[error("{} already exists. Nothing was changed; choose another name.", path.display())]
    Exists { path: PathBuf },
    /// A file could not be written, a new workbook or a copy of one.
    #[error(transparent)]
    File(FileError),
    #[error("{} is in use by another program. Nothing was changed; try again in a moment.", path.display())]
    Locked { path: PathBuf },
    #[error("{} cannot be changed: {because}. Nothing was changed; `quarterdeck backup` puts a whole copy where you may write.", path.display())]
    ReadOnly { path: PathBuf, because: String },
    #[error("The disk holding {} is full. Nothing was changed; free some space and try again.", path.display())]
    DiskFull { path: PathBuf },
    #[error(
        "{} was moved, renamed or deleted while it was open. Nothing more is saved to it; put it back, open it \
         where it is now, or back up what is open here.", path.display()
    )]
    Gone { path: PathBuf },
    #[error(
        "Another file was put in the place of {} while it was open. Nothing more is saved to it; \
         open it again to see what is in it now.", path.display()
    )]
    Replaced { path: PathBuf },
    #[error("An interrupted save of {} has to be taken back first. Nothing was changed; open the file again.", path.display())]
    Interrupted { path: PathBuf },
    #[error(
        "{} was not changed: {because}. Close it everywhere else, then say --take-over to change it all the same.",
        path.display()
    )]
    NoLocks { path: PathBuf, because: String },
    #[error(
        "{} needs room in the temporary folder {}, and there was none: {cause}. \
         Nothing was changed; free some space there, or name another folder in TMPDIR.", path.display(), folder.display()
    )]
    Temporary { path: PathBuf, folder: PathBuf, cause: String },
    #[error(
        "The disk reported an error while {} was saved to ({cause}), and it cannot be found out whether the \
         change is in it. Look at its history before making the change again.", path.display()
    )]
    Unsure { path: PathBuf, cause: String },
    #[error("Could not {doing} {}: {cause}. Nothing was changed; check the disk or the network share and try again.", path.display())]
    Io { path: PathBuf, doing: &'static str, cause: String },

    #[error("{} changed this after you opened it. Nothing was changed; compare the two and choose.", who(&.0.by))]
    Conflict(Box<Conflict>),
    #[error("{period} is closed. Nothing was changed; reopen the period, with a reason, to edit it.")]
    PeriodClosed { period: String },
    #[error("{what}. Nothing was changed; use the one there is, or choose another.")]
    Duplicate { what: String },
    #[error(
        "This workbook has no period {code}. Nothing was changed; open the period first, or check its code."
    )]
    UnknownPeriod { code: String },
    #[error(
        "This workbook has no indicator number {id}. Nothing was changed; it may have been removed meanwhile."
    )]
    UnknownIndicator { id: Id },
    #[error("There is no rating scheme “{code}”. Nothing was changed; choose one of the schemes listed.")]
    UnknownScheme { code: String },
    #[error("{what} is not in this workbook. It may have been removed meanwhile; go back and look again.")]
    NotFound { what: String },
    #[error("{what}. Nothing was changed.")]
    Invalid { what: String },
    #[error("{what} cannot be removed: {because}. Nothing was changed.")]
    InUse { what: String, because: String },
    #[error("There is nothing to undo.")]
    NothingToUndo,
    #[error("There is nothing to redo.")]
    NothingToRedo,
    /// A step that is reversed only once somebody has agreed to it.
    #[error("{} {} Nothing was changed.", .0.question(), .0.lines().join(" "))]
    AskFirst(Box<MajorStep>),
    #[error("Stopped before it was finished.")]
    Cancelled,
    /// Anything else SQLite says; given a path and a sentence at the edge of the store.
    #[error("The workbook could not be read or written: {0}. Nothing was changed.")]
    Sqlite(#[from] rusqlite::Error),
}

impl From<FileError> for StoreError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Exists { path } => Self::Exists { path },
            other => Self::File(other),
        }
    }
}

fn who(by: &str) -> &str {
    if by.is_empty() { "Someone" } else { by }
}

impl StoreError {
    /// Damage found inside the file; the path is added at the edge of the store.
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged { path: PathBuf::new(), detail: detail.into() }
    }

    /// A disk is full: the workbook's, or the one with the temporary folder, where SQLite sorts.
    fn full(workbook: &Path) -> Self {
        let temporary = std::env::temp_dir();
        match which_is_full(workbook, &[temporary, "/var/tmp".into()], free_bytes) {
            Some(folder) => {
                let (path, cause) = (workbook.to_path_buf(), "it is full".to_owned());
                Self::Temporary { path, folder, cause }
            }
            None => Self::DiskFull { path: workbook.to_path_buf() },
        }
    }

    /// The temporary folder cannot take what has to be put there.
    pub(super) fn temporary(workbook: &Path, cause: &str) -> Self {
        let folder = std::env::temp_dir();
        Self::Temporary { path: workbook.to_path_buf(), folder, cause: cause.to_owned() }
    }

    /// A record that makes no sense.
    pub(super) fn invalid(what: impl Into<String>) -> Self {
        Self::Invalid { what: what.into() }
    }

    /// Whether what was asked for is damaged, or stands where a workbook may have been.
    pub fn is_damage(&self) -> bool {
        self.damaged_file().is_some() && !matches!(self, Self::Missing { .. } | Self::Empty { .. })
    }

    /// The file that is damaged; true where it is certain that it was a workbook.
    pub(super) fn damaged_file(&self) -> Option<(&Path, bool)> {
        match self {
            Self::Damaged { path, .. } | Self::Truncated { path, .. } => Some((path, true)),
            Self::ForeignSchema { path, .. }
            | Self::Empty { path }
            | Self::NotAWorkbook { path, .. }
            | Self::OtherApplication { path, .. }
            | Self::Missing { path } => Some((path, false)),
            _ => None,
        }
    }

    /// Why one row of many is refused, where that is about the row and not about the file: what
    /// [`Display`](std::fmt::Display) says, without what becomes of the rest.
    pub(super) fn refusal(&self) -> Option<String> {
        match self {
            Self::PeriodClosed { period } => {
                Some(format!("{period} is closed; reopen the period to change it"))
            }
            Self::Duplicate { what } | Self::Invalid { what } => Some(what.clone()),
            Self::UnknownPeriod { code } => {
                Some(format!("this workbook has no period {code}; open it first"))
            }
            Self::UnknownScheme { code } => Some(format!("there is no rating scheme “{code}”")),
            Self::NotFound { what } => Some(format!("{what} is not in this workbook")),
            Self::InUse { what, because } => Some(format!("{what}: {because}")),
            _ => None,
        }
    }

    /// An operating system error while doing something to a file.
    pub(super) fn io(path: &Path, doing: &'static str, error: &std::io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::full(&path),
            std::io::ErrorKind::NotFound => Self::Missing { path },
            _ => Self::Io { path, doing, cause: error.to_string() },
        }
    }

    /// Says which file, and turns SQLite's codes into the cases above.
    pub(super) fn at(self, path: &Path) -> Self {
        let path = || path.to_path_buf();
        let error = match self {
            Self::Sqlite(error) => error,
            Self::Damaged { path: unnamed, detail } if unnamed.as_os_str().is_empty() => {
                return Self::Damaged { path: path(), detail };
            }
            other => return other,
        };
        let (code, extended, message) = match &error {
            rusqlite::Error::SqliteFailure(failure, message) => {
                (failure.code, failure.extended_code, message.clone().unwrap_or_else(|| failure.to_string()))
            }
            // A value no version of this program writes.
            rusqlite::Error::FromSqlConversionFailure(column, _, cause) => {
                return Self::Damaged {
                    path: path(),
                    detail: format!("column {column} holds a value it cannot ({cause})"),
                };
            }
            rusqlite::Error::IntegralValueOutOfRange(column, value) => {
                return Self::Damaged {
                    path: path(),
                    detail: format!("column {column} holds {value}, which it cannot"),
                };
            }
            rusqlite::Error::InvalidColumnType(_, column, kind) => {
                return Self::Damaged {
                    path: path(),
                    detail: format!("{column} holds a value of type {kind}"),
                };
            }
            _ => return Self::Sqlite(error),
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked { path: path() },
            ErrorCode::DiskFull => Self::full(&path()),
            ErrorCode::OperationInterrupted => Self::Cancelled,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                Self::Damaged { path: path(), detail: message }
            }
            ErrorCode::ReadOnly if extended == rusqlite::ffi::SQLITE_READONLY_DBMOVED => {
                Self::Replaced { path: path() }
            }
            ErrorCode::ReadOnly if extended == rusqlite::ffi::SQLITE_READONLY_ROLLBACK => {
                Self::Interrupted { path: path() }
            }
            ErrorCode::ReadOnly => {
                Self::ReadOnly { path: path(), because: "it was opened for reading only".into() }
            }
            ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::AuthorizationForStatementDenied => {
                Self::Io { path: path(), doing: "open", cause: message }
            }
            ErrorCode::SystemIoFailure => Self::Io { path: path(), doing: "read or write", cause: message },
            _ => Self::Sqlite(error),
        }
    }
}

/// Less than this is as good as nothing: SQLite writes by pages, and more than one.
const FULL: u64 = 256 * 1024;

/// The temporary folder that is full, where the workbook's own disk is not.
fn which_is_full(
    workbook: &Path,
    temporary: &[PathBuf],
    free: impl Fn(&Path) -> Option<u64>,
) -> Option<PathBuf> {
    let is_full = |folder: &Path| free(folder).is_some_and(|bytes| bytes < FULL);
    if is_full(super::backup::folder_of(workbook)) {
        return None;
    }
    temporary.iter().find(|folder| is_full(folder)).cloned()
}

/// Bytes that may still be written to the disk a folder is on.
#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(folder).ok()?;
    Some(about.f_bavail.saturating_mul(about.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disk_that_is_full_is_the_one_named() {
        let temporary = [PathBuf::from("/tmp"), PathBuf::from("/var/tmp")];
        for (full, named) in [
            (&["/share"][..], None),
            (&["/tmp"], Some("/tmp")),
            (&["/var/tmp"], Some("/var/tmp")),
            (&["/share", "/tmp"], None),
            // Neither is known to be: it is the workbook's that SQLite speaks of.
            (&[], None),
        ] {
            let free = |folder: &Path| {
                Some(if full.iter().any(|one| folder == Path::new(one)) { 4096 } else { 1 << 30 })
            };
            let found = which_is_full(Path::new("/share/adults.qd"), &temporary, free);
            assert_eq!(found, named.map(PathBuf::from), "{full:?}");
        }
    }
}
