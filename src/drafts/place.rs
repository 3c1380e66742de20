//! Where a workbook is: what tells it from a copy of itself.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Draft, fnv};

/// Where a workbook is. A copy of a workbook has the same identity and another place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Its path without links, or as it was given where that cannot be found out.
    pub path: String,
    /// What the system knows the file by, wherever it is moved on its disk; empty where it says nothing.
    pub file: String,
}

/// How a draft's workbook is related to the one that is open, both having the same identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// They are one.
    Same,
    /// They are one that was moved or renamed, or whose draft does not say its place as today's do.
    Moved,
    /// One is a copy of the other, or they cannot be told apart.
    Copy,
}

impl Place {
    /// Where the file at a path is.
    pub fn of(path: &Path) -> Self {
        let canonical = path.canonicalize().ok();
        Self {
            path: canonical.as_deref().unwrap_or(path).display().to_string(),
            file: file_id(path).unwrap_or_default(),
        }
    }

    /// A number for the path, for the names of files; empty where no path is known.
    pub fn token(&self) -> String {
        if self.path.is_empty() { String::new() } else { format!("{:016x}", fnv(self.path.as_bytes())) }
    }

    /// How the workbook of a draft is related to the one here.
    pub fn relation(&self, draft: &Draft) -> Relation {
        if draft.place == self.token() {
            return Relation::Same;
        }
        if !draft.workbook_file.is_empty() && draft.workbook_file == self.file {
            return Relation::Moved;
        }
        // A draft from before places were kept names its workbook's path, perhaps by a link.
        let here = || Place::of(Path::new(&draft.workbook_path)).path == self.path;
        if draft.place.is_empty() && (draft.workbook_path.is_empty() || here()) {
            return Relation::Moved;
        }
        Relation::Copy
    }
}

#[cfg(unix)]
fn file_id(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let about = std::fs::metadata(path).ok()?;
    Some(format!("{}:{}", about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn file_id(_path: &Path) -> Option<String> {
    // What the system calls a file cannot be asked for here without leaving the standard library.
    None
}
