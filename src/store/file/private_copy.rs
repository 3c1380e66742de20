//! A copy of a workbook that only this process sees. What must not be done to
//! the file itself, or cannot be, is done to the copy: taking back an
//! interrupted save in a folder that may not be written, bringing an older
//! format up to date for somebody who only reads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::files::Scratch;
use crate::store::error::StoreError;
use crate::store::file::header::{JOURNAL, WAL, beside};
use crate::store::file::vfs::open_private;

/// How often a file that changes while it is copied is copied again.
const ATTEMPTS: usize = 5;
/// What the copy is called in its folder.
const NAME: &str = "copy.qd";

/// A workbook in a folder of its own, which goes with this value, or after a kill with the next start.
#[derive(Debug)]
pub(in crate::store) struct PrivateCopy {
    file: PathBuf,
    folder: Scratch,
}

impl PrivateCopy {
    fn empty(workbook: &Path) -> Result<Self, StoreError> {
        let folder = Scratch::new().map_err(|error| StoreError::temporary(workbook, &error.to_string()))?;
        Ok(Self { file: folder.path().join(NAME), folder })
    }

    /// The bytes of the file and of the journal beside it, as they are. This
    /// process must have no connection to the file: closing it would drop
    /// that connection's locks.
    pub(in crate::store) fn of_bytes(workbook: &Path) -> Result<Self, StoreError> {
        for _ in 0..ATTEMPTS {
            let before = Stamp::of(workbook);
            let copy = Self::empty(workbook)?;
            for suffix in [JOURNAL, WAL, ""] {
                copy.take(workbook, suffix)?;
            }
            // Unchanged meanwhile, the parts belong together.
            if Stamp::of(workbook) == before {
                return Ok(copy);
            }
        }
        Err(StoreError::Locked { path: workbook.to_path_buf() })
    }

    /// Takes what lies beside the workbook under a suffix, if it does.
    fn take(&self, workbook: &Path, suffix: &str) -> Result<(), StoreError> {
        let mut source = match fs::File::open(beside(workbook, suffix)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !suffix.is_empty() => return Ok(()),
            Err(error) => return Err(StoreError::io(workbook, "read", &error)),
        };
        let taken = self.folder.take(&format!("{NAME}{suffix}"), &mut source);
        taken.map(drop).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                StoreError::temporary(workbook, &error.to_string())
            }
            _ => StoreError::io(workbook, "read", &error),
        })
    }

    /// What a connection sees.
    pub(in crate::store) fn of(connection: &Connection, workbook: &Path) -> Result<Self, StoreError> {
        let copy = Self::empty(workbook)?;
        let mut target =
            open_private(&copy.file).map_err(|error| StoreError::temporary(workbook, &error.to_string()))?;
        let target = Backup::new(connection, &mut target)?.run_to_completion(1000, Duration::ZERO, None);
        match target.map_err(|error| StoreError::from(error).at(workbook)) {
            Err(StoreError::DiskFull { .. }) => Err(StoreError::temporary(workbook, "it is full")),
            other => other.map(|()| copy),
        }
    }

    pub(in crate::store) fn path(&self) -> &Path {
        &self.file
    }
}

/// Tells whether a file, or its journal, was written since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Stamp([Option<(u64, Option<SystemTime>)>; 3]);

impl Stamp {
    pub(in crate::store) fn of(workbook: &Path) -> Self {
        Self(["", JOURNAL, WAL].map(|suffix| {
            let about = fs::metadata(beside(workbook, suffix)).ok()?;
            Some((about.len(), about.modified().ok()))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run that is killed leaves its copy behind under a name that the next one sweeps.
    #[test]
    fn a_copy_that_nobody_reads_any_more_is_swept() {
        let place = tempfile::tempdir().unwrap();
        let workbook = place.path().join("a.qd");
        fs::write(&workbook, "x").unwrap();
        let copy = PrivateCopy::of_bytes(&workbook).unwrap();
        let folder = copy.path().parent().unwrap().to_path_buf();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let own = format!("-{}-", std::process::id());
        assert!(name.contains(&own), "{name}");
        // Numbers of processes stay below this.
        let left = folder.with_file_name(name.replace(&own, &format!("-{}-", u32::MAX >> 1)));
        fs::create_dir(&left).unwrap();
        fs::write(left.join(NAME), "x").unwrap();
        crate::files::sweep(left.parent().unwrap());
        assert!(!left.exists() && copy.path().exists());
        drop(copy);
        assert!(!folder.exists());
    }
}
