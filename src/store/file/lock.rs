//! Who has a workbook open: a small file beside it, locked while they do.
//!
//! It only advises. Two writers are kept apart row by row; the lock lets the
//! second one know before they start typing. The operating system lets go of
//! it when its process ends, however it ends.
//!
//! On some network shares locks are refused, or granted to everybody. That is
//! found out before a lock is relied on, and then the words in the file are
//! all there is: whoever takes the workbook over writes their own, and the
//! one before notices.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::store::backup::folder_of;
use crate::store::file::watch::Identity;
use crate::workbook::Stamp;

/// Who has a workbook open, where and since when (local time there).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct HeldBy {
    pub who: String,
    pub host: String,
    pub pid: u32,
    /// `2015-07-06T14:02:11`.
    pub since: String,
    /// Counts up while the workbook is open, so that others see it is.
    #[serde(default)]
    pub beat: u64,
}

impl HeldBy {
    /// Whether both are the same opening of the same workbook.
    fn is(&self, other: &Self) -> bool {
        (&self.who, &self.host, self.pid, &self.since) == (&other.who, &other.host, other.pid, &other.since)
    }

    /// "Robin on PC7 since 14:02 on 6 July 2015".
    fn told(&self) -> String {
        let who = if self.who.is_empty() { "Someone" } else { &self.who };
        let on = if self.host.is_empty() { String::new() } else { format!(" on {}", self.host) };
        let since = chrono::NaiveDateTime::parse_from_str(&self.since, "%Y-%m-%dT%H:%M:%S")
            .map_or_else(|_| String::new(), |at| format!(" since {}", at.format("%H:%M on %-d %B %Y")));
        format!("{who}{on}{since}")
    }
}

/// Why the lock could not be taken.
#[derive(Debug, Error)]
pub enum LockError {
    /// Another process has it. Fields are empty where the system hides them.
    #[error("{} has had it open", .0.told())]
    Held(HeldBy),
    /// Locks cannot be relied on here.
    #[error("locks do not work in {} ({why}), so it cannot be told whether someone else has it open{}", folder.display(), last(.claim.as_deref()))]
    NotWorking { folder: PathBuf, why: String, claim: Option<Box<HeldBy>> },
    /// Nothing can be written beside the workbook.
    #[error("nothing can be written beside it ({0})")]
    Unavailable(std::io::Error),
}

impl LockError {
    /// Locks on the workbook itself cannot be relied on.
    pub(in crate::store) fn not_working(workbook: &Path, why: String) -> Self {
        let claim = read_claim(&lock_path(workbook)).map(Box::new);
        Self::NotWorking { folder: folder_of(workbook).to_path_buf(), why, claim }
    }
}

fn last(claim: Option<&HeldBy>) -> String {
    claim.map_or_else(String::new, |claim| format!("; the last to say so is {}", claim.told()))
}

/// The lock, held until dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    // Locked; closing it lets go.
    file: File,
    holder: HeldBy,
    /// Whether the system keeps others out, or only the words do.
    works: bool,
}

/// How often it is looked at the lock before its words are written anew.
const LOOKS_A_BEAT: u64 = 10;
/// After so many looks at words that stay the same their writer has gone.
const LOOKS_UNTIL_GONE: u32 = 45;

impl Lock {
    /// Takes the lock of the workbook at `path`. `anyway` takes it over where
    /// locks cannot be relied on.
    ///
    /// # Errors
    /// [`LockError::Held`] when another process has it, and
    /// [`LockError::NotWorking`] when that cannot be told,
    /// [`LockError::Unavailable`] when there can be no lock file.
    pub fn take(path: &Path, stamp: &Stamp, anyway: bool) -> Result<Self, LockError> {
        let folder = folder_of(path);
        let lock_path = lock_path(path);
        let not_working = |why: String, claim: Option<HeldBy>| LockError::NotWorking {
            folder: folder.to_path_buf(),
            why,
            claim: claim.map(Box::new),
        };
        loop {
            let mut file = match open(&lock_path) {
                Ok(file) => file,
                Err(error) if lock_path.exists() => return Err(not_working(error.to_string(), None)),
                Err(error) => return Err(LockError::Unavailable(error)),
            };
            let before = read_holder(&mut file);
            let trouble = match file.try_lock() {
                Ok(()) => distrust(&lock_path, before.as_ref()),
                Err(TryLockError::WouldBlock) => return Err(LockError::Held(before.unwrap_or_default())),
                Err(TryLockError::Error(cause)) => Some(cause.to_string()),
            };
            // Its last holder may have removed the file between our opening
            // and locking it; then what we hold is a file nobody else can see.
            if Identity::of_open(&file) != Identity::of(&lock_path) {
                continue;
            }
            let works = trouble.is_none();
            if let Some(why) = trouble.filter(|_| !anyway) {
                if before.is_none() {
                    let _ = fs::remove_file(&lock_path);
                }
                return Err(not_working(why, before));
            }
            let holder = HeldBy {
                who: stamp.who.clone(),
                host: host(),
                pid: std::process::id(),
                since: stamp.at.format("%Y-%m-%dT%H:%M:%S").to_string(),
                beat: 0,
            };
            let mut lock = Self { path: lock_path, file, holder, works };
            return match lock.write() {
                Ok(()) => Ok(lock),
                // Locked all the same: others are kept out, without being told by whom.
                Err(_) if works => Ok(lock),
                Err(error) => Err(not_working(error.to_string(), None)),
            };
        }
    }

    /// Whether others are kept out by the system, and not by words alone.
    pub fn works(&self) -> bool {
        self.works
    }

    /// Whether it still is ours; else who has taken it over. To be asked every few seconds.
    pub fn look(&mut self) -> Result<(), HeldBy> {
        match read_claim(&self.path) {
            Some(claim) if !claim.is(&self.holder) => return Err(claim),
            Some(_) => {}
            // Removed by somebody tidying up: said again, so that the next one knows.
            None => {
                if let Ok(file) = open(&self.path)
                    && (!self.works || file.try_lock().is_ok())
                {
                    self.file = file;
                }
                let _ = self.write();
            }
        }
        self.holder.beat += 1;
        if self.holder.beat.is_multiple_of(LOOKS_A_BEAT) {
            // Not being able to is no reason to stop: the next look tries again.
            let _ = self.write();
        }
        Ok(())
    }

    fn write(&mut self) -> std::io::Result<()> {
        let text = serde_json::to_string(&self.holder).unwrap_or_default();
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())?;
        self.file.set_len(text.len() as u64)
    }
}

impl Lock {
    /// The lock's own file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked, so nobody can lock a file about to vanish unnoticed. What
        // another has taken over is theirs.
        if read_claim(&self.path).is_none_or(|claim| claim.is(&self.holder)) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Notices when whoever has a workbook open lets it go.
#[derive(Debug)]
pub(in crate::store) struct HolderWatch {
    path: PathBuf,
    works: bool,
    last: Option<HeldBy>,
    unchanged: u32,
}

impl HolderWatch {
    pub(in crate::store) fn new(workbook: &Path, works: bool) -> Self {
        let path = lock_path(workbook);
        Self { last: read_claim(&path), path, works, unchanged: 0 }
    }

    /// Whether the system says who has it, and not words alone.
    pub(in crate::store) fn works(&self) -> bool {
        self.works
    }

    /// Whether nobody has it open any more. To be asked every few seconds.
    pub(in crate::store) fn has_gone(&mut self) -> bool {
        let Ok(file) = File::open(&self.path) else { return !self.path.exists() };
        if self.works {
            // For as long as this takes only; the next to come is not kept out.
            return file.try_lock_shared().is_ok();
        }
        let claim = read_claim(&self.path);
        self.unchanged = if claim == self.last { self.unchanged + 1 } else { 0 };
        self.last = claim;
        self.unchanged >= LOOKS_UNTIL_GONE
    }
}

/// Why a lock that was granted keeps nobody out, or nothing when it does.
fn distrust(lock_path: &Path, before: Option<&HeldBy>) -> Option<String> {
    match open(lock_path).map(|second| second.try_lock()) {
        Ok(Err(TryLockError::WouldBlock)) => {}
        Ok(Ok(())) => return Some("they are granted twice".to_owned()),
        Ok(Err(TryLockError::Error(cause))) | Err(cause) => return Some(cause.to_string()),
    }
    // Words of one who is still there, and yet the lock is free: they are on another way to the
    // same folder, which passes no locks on.
    let claim = before?;
    let same_host = claim.host == host();
    let is_there = if same_host {
        claim.pid != std::process::id() && is_running(claim.pid)
    } else {
        was_just_written(lock_path)
    };
    is_there.then(|| format!("{} holds one, and it was granted again", claim.told()))
}

/// Whether a file was written less than a minute ago by its own disk's clock.
fn was_just_written(path: &Path) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".clock");
    let beside = PathBuf::from(beside);
    let now = open(&beside).and_then(|mut file| {
        file.write_all(b".")?;
        file.metadata()?.modified()
    });
    // Made for the time it was made at.
    let _ = fs::remove_file(&beside);
    let then = fs::metadata(path).and_then(|about| about.modified());
    let age = now.ok().zip(then.ok()).map(|(now, then)| now.duration_since(then).unwrap_or_default());
    age.is_some_and(|age| age.as_secs() < 60)
}

#[cfg(unix)]
fn is_running(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    false
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
    // Whoever may open the workbook must be able to see the lock: the folder and the umask decide.
    let opened = options.read(true).write(true).create(true).truncate(false).open(path);
    match opened {
        // A colleague's: to be looked at and locked, if not written.
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            File::open(path).map_err(|_| error)
        }
        other => other,
    }
}

fn read_claim(path: &Path) -> Option<HeldBy> {
    read_holder(&mut File::open(path).ok()?)
}

fn read_holder(file: &mut File) -> Option<HeldBy> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(4096).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
