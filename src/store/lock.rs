//! Who has a workbook open: a small file beside it, locked while they do.
//!
//! It only advises. Two writers are kept apart row by row; the lock lets the
//! second one know before they start typing. The operating system lets go of
//! it when its process ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Who has a workbook open, where and since when (local time there).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct HeldBy {
    pub who: String,
    pub host: String,
    pub pid: u32,
    /// `2015-07-06T14:02:11`.
    pub since: String,
}

/// Why the lock could not be taken.
#[derive(Debug, Error)]
pub enum LockError {
    /// Another process has it. Fields are empty where the system hides them.
    #[error("{} has this workbook open on {} since {}.", .0.who, .0.host, .0.since)]
    Held(HeldBy),
    /// The lock file could not be made, for instance in a read-only folder.
    #[error("Could not make {}: {cause}.", path.display())]
    Unavailable { path: PathBuf, cause: std::io::Error },
}

/// The lock, held until dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    // Locked; closing it lets go.
    _file: File,
}

impl Lock {
    /// Takes the lock of the workbook at `path`.
    ///
    /// # Errors
    /// [`LockError::Held`] when another process has it, and
    /// [`LockError::Unavailable`] when there can be no lock file.
    pub fn take(path: &Path, who: &str, now: NaiveDateTime) -> Result<Self, LockError> {
        let lock_path = lock_path(path);
        let unavailable = |cause| LockError::Unavailable { path: lock_path.clone(), cause };
        loop {
            let mut file = open(&lock_path).map_err(unavailable)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held(read_holder(&mut file)));
                }
                Err(TryLockError::Error(cause)) => return Err(unavailable(cause)),
            }
            // Its last holder may have removed the file between our opening
            // and locking it; then what we hold is a file nobody else can see.
            if !is_still_there(&file, &lock_path) {
                continue;
            }
            let holder = HeldBy {
                who: who.to_owned(),
                host: host(),
                pid: std::process::id(),
                since: now.format("%Y-%m-%dT%H:%M:%S").to_string(),
            };
            let text = serde_json::to_string(&holder).unwrap_or_default();
            file.set_len(0).and_then(|()| file.write_all(text.as_bytes())).map_err(unavailable)?;
            return Ok(Self { path: lock_path, _file: file });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked, so nobody can lock a file about to vanish unnoticed.
        let _ = fs::remove_file(&self.path);
    }
}

/// `.report.qd.lock` beside `report.qd`.
fn lock_path(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".lock");
    path.with_file_name(name)
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn read_holder(file: &mut File) -> HeldBy {
    let mut text = String::new();
    let _ = file.rewind();
    let _ = file.take(4096).read_to_string(&mut text);
    serde_json::from_str(&text).unwrap_or_default()
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => ours.dev() == there.dev() && ours.ino() == there.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
