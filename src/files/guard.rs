//! What must never be written over: workbooks, what belongs to one, and what
//! is being read, by whatever path or link they are named.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Content, FileError, folder_of};

/// How every SQLite database begins.
const DATABASE: &[u8; 16] = b"SQLite format 3\0";
/// How a rollback journal begins.
const JOURNAL: &[u8; 8] = &[0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];
/// "QDCK": the application id of workbooks, at byte 68 of a database.
const WORKBOOK: [u8; 4] = *b"QDCK";
/// What SQLite keeps beside a database, by the ends of their names.
const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

/// Which file it is, however it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Identity {
    path: PathBuf,
    /// Device and number on it; none where the system has no such thing.
    node: Option<(u64, u64)>,
}

impl Identity {
    fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        Some(Self { path: fs::canonicalize(path).ok()?, node: node(&about) })
    }

    fn is(&self, other: &Self) -> bool {
        self.path == other.path || (self.node.is_some() && self.node == other.node)
    }
}

#[cfg(unix)]
fn node(about: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn node(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// Whether two paths name one file or folder.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    match (Identity::of(one), Identity::of(other)) {
        (Some(one), Some(other)) => one.is(&other),
        _ => false,
    }
}

static IN_USE: Mutex<Vec<Identity>> = Mutex::new(Vec::new());

/// Notes, for as long as it lives, that this process has a database open. Such a file is never
/// opened to see what it is: closing it again would drop the database's own locks on it.
#[derive(Debug)]
pub struct InUse(Option<Identity>);

impl InUse {
    /// Notes the file at `path`.
    pub fn note(path: &Path) -> Self {
        let identity = Identity::of(path);
        IN_USE.lock().unwrap_or_else(PoisonError::into_inner).extend(identity.clone());
        Self(identity)
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        let mut all = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = all.iter().position(|one| Some(one) == self.0.as_ref()) {
            all.swap_remove(at);
        }
    }
}

/// Whether this process has the file open as a database.
pub(super) fn is_in_use(path: &Path) -> bool {
    let Some(identity) = Identity::of(path) else { return false };
    IN_USE.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|one| one.is(&identity))
}

/// What a file that is there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Workbook,
    /// Another program's, or the journal of one.
    Database,
    Other,
}

fn kind(path: &Path) -> Kind {
    if is_in_use(path) {
        return Kind::Workbook;
    }
    let mut start = Vec::with_capacity(100);
    // What cannot be read cannot be told from any other file.
    let _ = File::open(path).and_then(|file| file.take(100).read_to_end(&mut start));
    if start.starts_with(JOURNAL) {
        return Kind::Database;
    }
    match (start.starts_with(DATABASE), start.get(68..72)) {
        (true, Some(id)) if id == WORKBOOK => Kind::Workbook,
        (true, _) => Kind::Database,
        _ => Kind::Other,
    }
}

/// Where a path leads: links followed, `..` taken out. The file need not be there, its folder must.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, FileError> {
    let named = || path.to_path_buf();
    if path.is_dir() {
        return Err(FileError::Folder { path: named() });
    }
    if let Ok(at) = fs::canonicalize(path) {
        return Ok(at);
    }
    if path.symlink_metadata().is_ok_and(|about| about.is_symlink()) {
        return Err(FileError::LeadsNowhere { path: named() });
    }
    let folder = folder_of(path);
    let name = path.file_name().ok_or_else(|| FileError::Folder { path: named() })?;
    let folder =
        fs::canonicalize(folder).map_err(|_| FileError::NoFolder { folder: folder.to_path_buf() })?;
    if !folder.is_dir() {
        return Err(FileError::NoFolder { folder });
    }
    Ok(folder.join(name))
}

/// Where a path leads, unless writing there would destroy something.
pub(super) fn check(path: &Path, content: Content, reading: &[&Path]) -> Result<PathBuf, FileError> {
    let named = || path.to_path_buf();
    let at = resolve(path)?;
    if let Some(workbook) = owner(&at) {
        return Err(FileError::Companion { path: named(), workbook });
    }
    let about = fs::metadata(&at).ok();
    if about.as_ref().is_some_and(|about| !about.is_file()) {
        return Err(FileError::Special { path: named() });
    }
    if about.is_some() {
        match kind(&at) {
            // Whoever makes a workbook is told that there is one.
            Kind::Workbook if content == Content::Workbook => {
                return Err(FileError::Exists { path: named() });
            }
            Kind::Workbook => return Err(FileError::Workbook { path: named() }),
            Kind::Database => return Err(FileError::Database { path: named() }),
            Kind::Other => {}
        }
        if reading.iter().any(|one| is_same_file(one, &at)) {
            return Err(FileError::BeingRead { path: named() });
        }
        if !may_write(&at) {
            return Err(FileError::ReadOnly { path: named() });
        }
    }
    // Also one too damaged to be known for what it is.
    let is_named_so = at.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("qd"));
    if content == Content::Other && is_named_so {
        return Err(FileError::WorkbookName { path: named() });
    }
    Ok(at)
}

/// The workbook whose journal or lock file is kept at this place, whether or not there is one now.
fn owner(at: &Path) -> Option<PathBuf> {
    let name = at.file_name()?.to_str()?;
    let lower = name.to_ascii_lowercase();
    let whose = BESIDE
        .iter()
        .find_map(|suffix| lower.strip_suffix(suffix).map(|base| &name[..base.len()]))
        .or_else(|| {
        let inner = lower.strip_prefix('.')?.strip_suffix(".lock")?;
        name.get(1..=inner.len())
    })?;
    let workbook = at.with_file_name(whose);
    (!whose.is_empty() && workbook.is_file() && kind(&workbook) != Kind::Other).then_some(workbook)
}

#[cfg(unix)]
fn may_write(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn may_write(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.permissions().readonly())
}
