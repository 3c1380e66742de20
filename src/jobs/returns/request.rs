//! What returns ask of the program, and what they are told.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::domain::Period;
use crate::returns::settle::Settled;
use crate::returns::{Collected, Filled};
use crate::workbook::{Applied, ReturnRow, ReturnState};

/// Something to be done, away from the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum ReturnsRequest {
    Send(SendOrder),
    /// Reads the forms in a folder and says what collecting them would do.
    Look(CollectOrder),
    /// Collects what was looked at.
    Collect(CollectOrder),
    /// Stops what is being read.
    Stop,
}

impl ReturnsRequest {
    /// The same with the folder as it is found on disk.
    #[must_use]
    pub fn in_folder(mut self, find: impl Fn(&Path) -> PathBuf) -> Self {
        let folder = match &mut self {
            Self::Send(order) => &mut order.folder,
            Self::Look(order) | Self::Collect(order) => &mut order.from,
            Self::Stop => return self,
        };
        *folder = find(folder);
        self
    }
}

/// Forms to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendOrder {
    pub period: Period,
    /// Names of owners; empty for all that have one.
    pub owners: Vec<String>,
    /// Where the files go.
    pub folder: PathBuf,
    /// When they are to be back.
    pub due: Option<NaiveDate>,
    /// Also to those who have one already, and over files that are there.
    pub replace: bool,
}

/// Forms to be collected.
#[derive(Debug, Clone, PartialEq)]
pub struct CollectOrder {
    pub period: Period,
    /// A folder of forms, or one form.
    pub from: PathBuf,
    /// Conflicts as they were settled.
    pub settled: Vec<Settled>,
    /// What was looked at ([`fingerprint`]): if it is something else by now, nothing is changed.
    pub looked_at: Option<u64>,
}

/// What they are told.
#[derive(Debug, Clone, PartialEq)]
pub enum ReturnsEvent {
    /// Forms are being read.
    Reading(FormsRead),
    Sent(Box<Sent>),
    Looked(Box<Collection>),
    /// It was no longer what had been looked at, so nothing was changed: this is what it is now.
    ChangedSince(Box<Collection>),
    Collected(Box<Collection>),
    /// It could not be done, as a sentence.
    Failed(String),
}

/// How many of the forms have been read, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormsRead {
    pub done: u64,
    pub total: u64,
}

impl FormsRead {
    /// `Reading the forms: 12 of 50`.
    pub fn words(self) -> String {
        format!("Reading the forms: {} of {}", self.done, self.total)
    }
}

/// Forms that were sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub period: Period,
    pub folder: PathBuf,
    pub due: Option<NaiveDate>,
    pub forms: Vec<SentForm>,
    /// Owners who had one already, and got none now.
    pub had_one: Vec<String>,
    /// Indicators that nobody answers for, of which a figure is due.
    pub without_owner: u64,
    pub applied: Applied,
}

/// A form that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentForm {
    pub owner: String,
    pub path: PathBuf,
    pub indicators: usize,
    /// Actions that are still open.
    pub actions: usize,
}

/// Forms that came back, and what collecting them does or would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Collection {
    pub period: Period,
    pub from: PathBuf,
    /// Every spreadsheet there, by name.
    pub files: Vec<FileSeen>,
    /// Those of them that are collected; lines and refusals count them.
    pub forms: Vec<Filled>,
    pub collected: Collected,
    /// How the returns stand: afterwards, where something was collected.
    pub rows: Vec<ReturnRow>,
    /// The step that was made.
    pub applied: Option<Applied>,
    /// It is not what was looked at before, so nothing was changed.
    pub changed_since: bool,
}

/// A file in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSeen {
    /// Without its folder.
    pub name: String,
    pub what: FileIs,
    /// Something to know of it, or nothing.
    pub note: String,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileIs {
    /// A form of this owner with something filled in.
    Filled(String),
    /// A form of this owner as it was sent.
    Untouched(String),
    /// A form that cannot be taken, or a file that cannot be read: why.
    Refused(String),
    /// Something else.
    Other,
}

impl Collection {
    /// Owners whose form is still out, and not among those that are collected.
    pub fn waiting(&self) -> impl Iterator<Item = &ReturnRow> {
        let here = |owner: &str| {
            self.files.iter().any(|file| matches!(&file.what, FileIs::Filled(of) if of == owner))
        };
        self.rows
            .iter()
            .filter(|row| matches!(row.state, ReturnState::Missing | ReturnState::Out))
            .filter(move |row| !here(&row.due.owner))
    }

    /// Files that could not be taken, and why.
    pub fn refused_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|file| match &file.what {
            FileIs::Refused(why) => Some((file.name.as_str(), why.as_str())),
            _ => None,
        })
    }
}

/// Stands for everything that collecting would do: the same number for the same cells on both sides.
pub fn fingerprint(collected: &Collected) -> u64 {
    let mut hasher = DefaultHasher::new();
    for line in &collected.lines {
        (line.key, line.mine.stored(), line.theirs.stored(), line.conflict).hash(&mut hasher);
    }
    collected.refused.len().hash(&mut hasher);
    hasher.finish()
}
