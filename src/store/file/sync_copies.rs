//! Copies that sync tools leave beside a workbook when it was changed in two
//! places: told by what they hold, for every tool names them differently.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::store::backup::folder_of;
use crate::store::file::header::is_workbook;
use crate::store::file::open::name_of;
use crate::store::file::watch::Mark;
use crate::store::{Store, StoreError};

/// Files with a like name that are looked into, at most.
const LOOKED_INTO: usize = 8;
/// Copies of our own making, by what follows the workbook's name.
const OURS: [&str; 3] = [".backup-", ".before-", ".kept-"];

impl Store {
    /// A sentence about another copy of this workbook beside it that was changed separately; each is
    /// told once. Quick while nothing has come to the folder.
    pub fn look_beside(&mut self) -> Option<String> {
        let folder = folder_of(&self.path);
        let changed = fs::metadata(folder).and_then(|about| about.modified()).ok();
        if self.folder_changed.is_some() && self.folder_changed == changed {
            return None;
        }
        self.folder_changed = changed;
        let (mut said, mut told) = (None, Vec::new());
        for candidate in candidates(&self.path).into_iter().filter(|one| !self.told_beside.contains(one)) {
            if let Ok(Some((who, at))) = self.separate_work(&candidate) {
                said.get_or_insert_with(|| {
                    format!(
                        "{} beside it is another copy of this workbook, with changes that are not in this \
                         one (the latest by {who}, {at}). Look at its history, make here what is missing, \
                         and move the copy out of the folder.",
                        name_of(&candidate)
                    )
                });
                told.push(candidate);
            }
        }
        self.told_beside.extend(told);
        said
    }

    /// Who made the latest change of a copy, and when, if that is a copy of this workbook and the
    /// change is not in this one.
    fn separate_work(&self, candidate: &Path) -> Result<Option<(String, String)>, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let copy = Connection::open_with_flags(candidate, flags)?;
        let uuid = |connection: &Connection| -> rusqlite::Result<String> {
            connection.query_row("SELECT uuid FROM workbook", [], |row| row.get(0))
        };
        let Some(latest) = Mark::latest(&copy)? else { return Ok(None) };
        let theirs = uuid(&copy)?;
        self.reading(|ours| {
            let separate = uuid(ours)? == theirs && !latest.is_in(ours)?;
            Ok(separate.then(|| latest.who_and_when()))
        })
    }
}

/// Workbooks beside this one whose names begin alike.
fn candidates(path: &Path) -> Vec<PathBuf> {
    let Some(stem) = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()) else {
        return Vec::new();
    };
    let like = |found: &PathBuf| {
        let Some(name) = found.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            return false;
        };
        found.file_name() != path.file_name()
            && found.extension() == path.extension()
            && name.strip_prefix(&stem).is_some_and(|rest| !OURS.iter().any(|ours| rest.starts_with(ours)))
    };
    let entries = fs::read_dir(folder_of(path)).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(like).take(LOOKED_INTO).collect();
    found.retain(|path| {
        let mut header = Vec::new();
        let file = fs::File::open(path).and_then(|file| file.take(100).read_to_end(&mut header));
        file.is_ok() && is_workbook(&header)
    });
    found.sort();
    found
}
