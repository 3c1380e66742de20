//! Files that runs which were killed left half-written: how they are known,
//! and their removal.
//!
//! A file being written is called `.quarterdeck-MACHINE-PROCESS-….tmp`. It is
//! a leftover when that process of this machine is gone; one of another
//! machine, or of a number that has been given to another process, when it is
//! older than a day. In which folders something is being written stands in
//! notes in the user's own folder, so that the next start sweeps those.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// How names of unfinished files begin, in every release.
const PREFIX: &str = ".quarterdeck-";
pub(super) const SUFFIX: &str = ".tmp";
/// What SQLite may have left beside one.
const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

static NOTES: OnceLock<PathBuf> = OnceLock::new();
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// How the names of this process begin.
pub(super) fn prefix() -> String {
    format!("{PREFIX}{}-{}-", machine(), std::process::id())
}

/// This machine, or this container on it, in eight letters.
fn machine() -> &'static str {
    static MACHINE: OnceLock<String> = OnceLock::new();
    MACHINE.get_or_init(|| {
        let mut text = host();
        // Containers of one name on one disk count their processes apart.
        if let Ok(space) = fs::read_link("/proc/self/ns/pid") {
            text.push_str(&space.to_string_lossy());
        }
        // FNV-1a: the same number in every release.
        let hash = text
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        format!("{hash:08x}")
    })
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    String::new()
}

#[cfg(unix)]
fn is_gone(process: u32) -> bool {
    let process = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    process.is_some_and(|process| rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn is_gone(_: u32) -> bool {
    false
}

/// A folder in which something is being written, for as long as it is.
#[derive(Debug)]
pub(super) struct Noted {
    folder: PathBuf,
    note: Option<PathBuf>,
}

impl Noted {
    /// To be made before the file is, or whoever is killed in between leaves it unnoted.
    pub(super) fn new(folder: &Path) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(folder.clone());
        let note = NOTES.get().and_then(|notes| {
            let note = notes.join(format!("{}{}{SUFFIX}", prefix(), NUMBER.fetch_add(1, Ordering::Relaxed)));
            super::private_folder(notes).ok()?;
            // Without the note it is found when something is next written to the folder.
            fs::write(&note, folder.as_os_str().as_encoded_bytes()).ok()?;
            Some(note)
        });
        Self { folder, note }
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = all.iter().position(|one| *one == self.folder) {
            all.swap_remove(at);
        }
        if let Some(note) = &self.note {
            let _ = fs::remove_file(note);
        }
    }
}

/// Says where notes of unfinished files are kept, and removes those that earlier runs left. Once.
pub fn keep_notes_in(folder: &Path) {
    if NOTES.set(folder.to_path_buf()).is_err() {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let note = entry.path();
        let Some(name) = note.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if !is_leftover(&name, &note) {
            continue;
        }
        // A folder of no readable name is swept when something is next written there.
        if let Ok(folder) = fs::read_to_string(&note) {
            sweep(Path::new(&folder));
        }
        let _ = fs::remove_file(&note);
    }
}

/// Removes from a folder what runs that were killed left there.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if let Some(name) = entry.file_name().to_str()
            && name.starts_with(PREFIX)
            && is_leftover(name, &entry.path())
        {
            remove(&entry.path());
        }
    }
}

/// Removes what this process has not finished, on the way out.
pub fn remove_unfinished() {
    let folders = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for entry in folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(&prefix())) {
            remove(&entry.path());
        }
    }
}

fn remove(path: &Path) {
    // It does no harm if it cannot be removed.
    let _ = match path.is_dir() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    };
    for suffix in BESIDE {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = fs::remove_file(PathBuf::from(name));
    }
}

/// Whether a file of this name is nobody's any more.
fn is_leftover(name: &str, path: &Path) -> bool {
    let Some(rest) = name.strip_prefix(PREFIX) else { return false };
    let old = || {
        let age = fs::symlink_metadata(path).ok()?.modified().ok()?.elapsed().ok()?;
        Some(age > A_DAY)
    };
    let mut parts = rest.split('-');
    match (parts.next(), parts.next().and_then(|process| process.parse::<u32>().ok())) {
        (Some(on), Some(process)) if on == machine() => {
            process != std::process::id() && (is_gone(process) || old() == Some(true))
        }
        _ => old() == Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_writes_any_more_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        // Numbers of processes stay below this.
        let gone = u32::MAX >> 1;
        let ours = format!("{PREFIX}{}-{}-a.tmp", machine(), std::process::id());
        let dead = format!("{PREFIX}{}-{gone}-b.tmp", machine());
        let journal = format!("{dead}-journal");
        let theirs = format!("{PREFIX}00000000-{gone}-c.tmp");
        let kept = ["report.html".to_owned(), ".other-1-2-3.tmp".to_owned(), ours, theirs];
        for name in kept.iter().chain([&dead, &journal]) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        sweep(folder.path());
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let mut kept = kept.to_vec();
        kept.sort();
        assert_eq!(left, kept);
    }
}
