//! What the import asks of the program, and what it is told.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::domain::Period;
use crate::domain::figures::format_plain;
use crate::import::mapping::Mapping;
use crate::import::{FilePreview, Known};
use crate::workbook::import_outcome::{ImportOutcome, OnConflict};
use crate::workbook::staged::Rows;

/// Something the import wants done, away from the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportRequest {
    /// Files that could be imported.
    Files,
    /// A first look at a file.
    Look(PathBuf),
    /// A first look at a text that was pasted.
    Pasted(String),
    /// Reads all of it and says what importing would do.
    Preview(Box<ImportOrder>),
    /// Imports what was previewed.
    Apply(Box<ImportOrder>),
    /// Stops what is in hand.
    Stop,
}

/// A file and how it is to be imported.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOrder {
    pub path: PathBuf,
    /// As was said and remembered; what it leaves open is found out as it was for the look.
    pub mapping: Mapping,
    pub on_conflict: OnConflict,
    /// Name under which its reading is kept; empty to keep nothing.
    pub keep_as: String,
}

/// A file that could be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFound {
    pub path: PathBuf,
    pub changed: Option<NaiveDateTime>,
    /// Bytes.
    pub size: u64,
}

/// What the import is told.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportEvent {
    /// The latest first.
    Files(Vec<FileFound>),
    Looked(Box<Looked>),
    Progress(ImportProgress),
    Previewed(Box<Previewed>),
    Applied(Box<Previewed>),
    /// It could not be done, as a sentence.
    Failed(String),
    Stopped,
}

/// A first look at a file, and what is known besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    pub path: PathBuf,
    pub look: FilePreview,
    pub known: Known,
    /// How files were understood before.
    pub mappings: Vec<Mapping>,
}

/// What importing would do, or has done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Previewed {
    pub arrival: ImportOutcome,
    pub rows: Rows,
    /// Names of the sheets that places count.
    pub sheets: Vec<String>,
    /// The period most figures are of.
    pub period: Option<Period>,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProgress {
    /// "Reading", "Comparing", "Importing".
    pub doing: &'static str,
    /// Rows, or things that they say.
    pub done: u64,
    /// About how many there are; none while that is not known.
    pub total: Option<u64>,
    /// A second; none before that can be told.
    pub speed: Option<u64>,
}

impl ImportProgress {
    /// "Reading: 12,000 of 48,970".
    pub fn sentence(&self) -> String {
        let plain = |number: u64| format_plain(number as f64, 0);
        match self.total {
            Some(total) => format!("{}: {} of {}", self.doing, plain(self.done), plain(total.max(self.done))),
            None => format!("{}: {} rows", self.doing, plain(self.done)),
        }
    }

    /// "Reading: 12,000 of 48,970, 24,000 a second"; none as long as no speed can be told.
    pub fn with_speed(&self) -> Option<String> {
        let speed = format_plain(self.speed? as f64, 0);
        Some(format!("{}, {speed} a second", self.sentence()))
    }
}
