//! A copy of a workbook that only this process sees. What must not be done to
//! the file itself, or cannot be, is done to the copy: taking back an
//! interrupted save in a folder that may not be written, bringing an older
//! format up to date for somebody who only reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::Connection;
use rusqlite::backup::Backup;
use tempfile::TempDir;

use super::error::StoreError;
use super::header::{JOURNAL, WAL, beside};

/// How often a file that changes while it is copied is copied again.
const ATTEMPTS: usize = 5;

/// A workbook in a folder of its own, which goes with this value.
#[derive(Debug)]
pub(super) struct PrivateCopy {
    file: PathBuf,
    _folder: TempDir,
}

impl PrivateCopy {
    fn empty(workbook: &Path) -> Result<Self, StoreError> {
        let folder = tempfile::Builder::new()
            .prefix(".quarterdeck-read-")
            .tempdir()
            .map_err(|error| StoreError::temporary(workbook, &error.to_string()))?;
        Ok(Self { file: folder.path().join("copy.qd"), _folder: folder })
    }

    /// The bytes of the file and of the journal beside it, as they are. This
    /// process must have no connection to the file: closing it would drop
    /// that connection's locks.
    pub(super) fn of_bytes(workbook: &Path) -> Result<Self, StoreError> {
        let copy = Self::empty(workbook)?;
        for _ in 0..ATTEMPTS {
            let before = Stamp::of(workbook);
            for suffix in [JOURNAL, WAL, ""] {
                copy_if_there(&beside(workbook, suffix), &beside(&copy.file, suffix))
                    .map_err(|failed| failed.explain(workbook))?;
            }
            // Unchanged meanwhile, the parts belong together.
            if Stamp::of(workbook) == before {
                return Ok(copy);
            }
        }
        Err(StoreError::Locked { path: workbook.to_path_buf() })
    }

    /// What a connection sees.
    pub(super) fn of(connection: &Connection, workbook: &Path) -> Result<Self, StoreError> {
        let copy = Self::empty(workbook)?;
        let mut target = Connection::open(&copy.file)
            .map_err(|error| StoreError::temporary(workbook, &error.to_string()))?;
        let target = Backup::new(connection, &mut target)?.run_to_completion(1000, Duration::ZERO, None);
        match target.map_err(|error| StoreError::from(error).at(workbook)) {
            Err(StoreError::DiskFull { .. }) => Err(StoreError::temporary(workbook, "it is full")),
            other => other.map(|()| copy),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.file
    }
}

/// Which end of a copying failed.
enum Failed {
    Reading(std::io::Error),
    Writing(std::io::Error),
}

impl Failed {
    fn explain(self, workbook: &Path) -> StoreError {
        match self {
            Self::Reading(error) => StoreError::io(workbook, "read", &error),
            Self::Writing(error) => StoreError::temporary(workbook, &error.to_string()),
        }
    }
}

fn copy_if_there(from: &Path, to: &Path) -> Result<(), Failed> {
    let mut source = match fs::File::open(from) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let _ = fs::remove_file(to);
            return Ok(());
        }
        Err(error) => return Err(Failed::Reading(error)),
    };
    let mut target = fs::File::create(to).map_err(Failed::Writing)?;
    std::io::copy(&mut source, &mut target).map(drop).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Failed::Writing(error),
        _ => Failed::Reading(error),
    })
}

/// Tells whether a file, or its journal, was written since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp([Option<(u64, Option<SystemTime>)>; 3]);

impl Stamp {
    pub(super) fn of(workbook: &Path) -> Self {
        Self(["", JOURNAL, WAL].map(|suffix| {
            let about = fs::metadata(beside(workbook, suffix)).ok()?;
            Some((about.len(), about.modified().ok()))
        }))
    }
}
