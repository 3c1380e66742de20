//! Putting a backup in place of a workbook, or beside it.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::kept::Backups;
use super::{check, copy_into, fill, remove_leftovers};
use crate::files::{self, FileError, Target, Unfinished};
use crate::store::error::StoreError;
use crate::store::file::header;
use crate::store::{Access, Lock, LockError, Store, migrate};
use crate::workbook::Stamp;
use crate::workbook::backup::Occasion;

impl Backups {
    /// Puts the backup `from` in place of the workbook at `file`, which nobody has open. What is there
    /// now is kept first; returns where, in words, unless there was nothing.
    ///
    /// # Errors
    /// Where the backup is not whole, or what is there cannot be kept; nothing is changed then.
    pub fn restore(&self, file: &Path, from: &Path, stamp: &Stamp) -> Result<Option<PathBuf>, StoreError> {
        if files::is_same_file(file, from) {
            return Err(StoreError::invalid(format!("{} is the workbook itself", from.display())));
        }
        let source = open_backup(from)?;
        let target = Target::restored(file)?;
        let kept = match file.exists() {
            true => Some(self.keep_present(file, stamp)?),
            false => None,
        };
        let unfinished = Unfinished::beside(target)?;
        // A journal there belongs to what is replaced, and would be played into what comes.
        copy_into(&source, &unfinished, &|| true).map_err(|error| error.at(from))?;
        remove_leftovers(file);
        unfinished.place()?;
        Ok(kept)
    }

    /// The same, while nobody else has the workbook; says what was done.
    ///
    /// # Errors
    /// A sentence.
    pub fn restore_alone(&self, file: &Path, from: &Path, stamp: &Stamp) -> Result<String, String> {
        // Where there can be no lock, the folder cannot be written to either, and that is said.
        let lock = match Lock::take(file, stamp, false) {
            Err(held @ LockError::Held(_)) => {
                return Err(format!("{held} Nothing was restored; close it there first."));
            }
            other => other.ok(),
        };
        let kept = self.restore(file, from, stamp).map_err(|error| error.to_string())?;
        drop(lock);
        let restored = format!("{} is as the backup {} has it.", file.display(), from.display());
        Ok(match kept {
            Some(kept) => format!("{restored} What was there before is kept as {}.", kept.display()),
            None => restored,
        })
    }

    /// Puts a copy of a backup at `to`, where there is nothing yet.
    ///
    /// # Errors
    /// As [`Backups::restore`], and where there is something.
    pub fn restore_beside(&self, to: &Path, from: &Path) -> Result<(), StoreError> {
        let source = open_backup(from)?;
        fill(&source, Unfinished::beside(Target::workbook(to)?)?).map_err(|error| error.at(from))
    }

    /// Keeps what is there now: as a backup among the others, or as it is where it cannot be read.
    fn keep_present(&self, file: &Path, stamp: &Stamp) -> Result<PathBuf, StoreError> {
        let kept = Store::open(file, Access::ReadOnly).and_then(|store| {
            let uuid: String =
                store.connection.query_row("SELECT uuid FROM workbook", [], |row| row.get(0))?;
            self.keep(&store.connection, &uuid, file, Occasion::Restore, stamp.at, &|| true)
        });
        if let Ok(path) = kept {
            return Ok(path);
        }
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = |number: u32| {
            let more = if number > 1 { format!("-{number}") } else { String::new() };
            file.with_file_name(format!("{stem}.damaged-{}{more}.qd", stamp.at.format("%Y-%m-%d-%H%M%S")))
        };
        let to = (1..).map(name).find(|path| !path.exists()).unwrap_or_default();
        // The journal first: it is part of what can be read.
        for suffix in ["-journal", ""] {
            let (from, to) = (header::beside(file, suffix), header::beside(&to, suffix));
            if suffix.is_empty() || std::fs::metadata(&from).is_ok_and(|about| about.len() > 0) {
                copy_bytes(&from, &to)?;
            }
        }
        Ok(to)
    }
}

fn copy_bytes(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut source = File::open(from).map_err(|error| FileError::io(from, error))?;
    Ok(Target::workbook(to)?.write(
        |out| std::io::copy(&mut source, out).map(drop).map_err(|error| FileError::io(to, error)),
        |error| error,
    )?)
}

/// A backup, opened and checked.
fn open_backup(from: &Path) -> Result<Connection, StoreError> {
    header::check(from, from, migrate::latest(migrate::MIGRATIONS))?;
    let open = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let source = Connection::open_with_flags(from, flags)?;
        check(&source, from)?;
        Ok(source)
    };
    open().map_err(|error: StoreError| error.at(from))
}
