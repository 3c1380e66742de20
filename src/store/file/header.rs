//! The first look at a file: its first 100 bytes, before SQLite sees it.
//!
//! A file that is not ours is refused here, so that it is never locked,
//! recovered or written. Closing a raw handle drops this process's SQLite
//! locks on the same file, so the look is only taken while this process has
//! no connection to it ([`Registration`] keeps count).

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::store::error::StoreError;
use crate::store::file::vfs;

/// "QDCK", the SQLite application id of workbooks.
pub(in crate::store) const APPLICATION_ID: u32 = 0x5144_434B;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How often this process has a file open, and why it cannot be locked, if it cannot.
type OpenFile = (usize, Option<String>);

static OPEN_FILES: Mutex<Option<HashMap<PathBuf, OpenFile>>> = Mutex::new(None);

/// A file this process has a connection to, for as long as it lives.
#[derive(Debug)]
pub(in crate::store) struct Registration {
    path: PathBuf,
}

impl Registration {
    /// Counts a connection to `path`. Where it is the only one, `look` may read the file as such
    /// before anybody has a connection to it, and its answer is returned. With it comes why SQLite cannot
    /// lock the file, if it cannot.
    pub(in crate::store) fn after<T>(
        path: &Path,
        look: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<(Self, Option<T>, Option<String>), StoreError> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let mut guard = OPEN_FILES.lock().unwrap_or_else(PoisonError::into_inner);
        let files = guard.get_or_insert_default();
        let looked = if files.contains_key(&path) { None } else { Some(look()?) };
        let (count, trouble) = files.entry(path.clone()).or_insert_with(|| (0, vfs::trouble(&path)));
        *count += 1;
        let trouble = trouble.clone();
        Ok((Self { path }, looked, trouble))
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut guard = OPEN_FILES.lock().unwrap_or_else(PoisonError::into_inner);
        let files = guard.get_or_insert_default();
        if let Some((count, _)) = files.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                files.remove(&self.path);
            }
        }
    }
}

/// Whether a file that begins like this is a workbook, of whatever format.
pub(in crate::store) fn is_workbook(header: &[u8]) -> bool {
    header.len() == 100 && &header[..16] == MAGIC && number(header, 68) == APPLICATION_ID
}

/// What SQLite writes beside a file while it saves to it.
pub(in crate::store) const JOURNAL: &str = "-journal";
pub(in crate::store) const WAL: &str = "-wal";

/// Whether a save may have been interrupted: there is a journal with
/// something in it. The file itself is not to be judged then.
pub(in crate::store) fn may_be_interrupted(path: &Path) -> bool {
    let mut first = [0];
    // A journal whose save ended well is empty, or begins with a zero.
    fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() > 0)
        && File::open(beside(path, JOURNAL)).and_then(|mut file| file.read(&mut first)).is_ok()
        && first != [0]
}

/// Whether the file keeps its journal in a way that a reader cannot follow without writing.
pub(in crate::store) fn is_write_ahead(path: &Path) -> bool {
    let mut start = [0; 20];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start[18..] == [2, 2]
}

/// Refuses everything that is not a workbook this version can read. `name` is
/// what the file is called in messages. Returns its format.
pub(in crate::store) fn check(path: &Path, name: &Path, supported: u32) -> Result<u32, StoreError> {
    let owned = || name.to_path_buf();
    let about = fs::metadata(path).map_err(|error| StoreError::io(name, "open", &error))?;
    if about.is_dir() {
        return Err(StoreError::Folder { path: owned() });
    }
    if !about.is_file() {
        return Err(StoreError::NotAWorkbook {
            path: owned(),
            looks: "is a device or a pipe, not a file".into(),
        });
    }
    if about.len() == 0 {
        return Err(StoreError::Empty { path: owned() });
    }
    let mut header = Vec::with_capacity(100);
    File::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut header))
        .map_err(|error| StoreError::io(name, "read", &error))?;
    if header.len() < 16 || &header[..16] != MAGIC {
        return Err(StoreError::NotAWorkbook { path: owned(), looks: what_it_looks_like(&header) });
    }
    if header.len() < 100 {
        return Err(StoreError::Truncated { path: owned(), found: about.len(), expected: 4096 });
    }
    let application = number(&header, 68);
    if application != APPLICATION_ID {
        return Err(StoreError::OtherApplication { path: owned(), owner: application_name(application) });
    }
    let version = number(&header, 60);
    if version > supported {
        return Err(StoreError::TooNew { path: owned(), found: version, supported });
    }
    if version == 0 {
        return Err(StoreError::Damaged {
            path: owned(),
            detail: "it does not say which format it is in".into(),
        });
    }
    // A save that is going on may have written the header first.
    let saving = fs::metadata(beside(path, JOURNAL)).is_ok_and(|journal| journal.len() > 0);
    // SQLite's own rule for when the page count in the header is to be believed.
    let pages = if number(&header, 24) == number(&header, 92) { u64::from(number(&header, 28)) } else { 0 };
    let page_size = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65536,
        size => size,
    };
    let expected = pages * page_size;
    if !saving && about.len() < expected {
        return Err(StoreError::Truncated { path: owned(), found: about.len(), expected });
    }
    Ok(version)
}

/// `report.qd` with a suffix: `report.qd-journal`.
pub(in crate::store) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn number(header: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}

fn what_it_looks_like(start: &[u8]) -> String {
    match start {
        [b'P', b'K', 3, 4, ..] => "looks like a spreadsheet or another zip file; import it instead".into(),
        [b'%', b'P', b'D', b'F', ..] => "looks like a PDF".into(),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "looks like an older Office file".into(),
        _ if std::str::from_utf8(start).is_ok() => {
            "looks like text; a table of figures can be imported instead".into()
        }
        _ => "is not in a format Quarterdeck knows".into(),
    }
}

fn application_name(id: u32) -> String {
    let known = match id {
        0 => return "another program (an SQLite database that does not say whose)".into(),
        0x0F05_5111..=0x0F05_5113 => "Fossil",
        0x4250_5354 => "Bentley",
        0x4573_7269 => "Esri",
        0x4750_4B47 | 0x4750_3130 => "GeoPackage",
        0x4D50_4258 => "MBTiles",
        0x5F4D_544E => "Monotone",
        _ => "another program",
    };
    format!("{known} (application id 0x{id:08X})")
}
