//! What came of checking a whole file: is it as this program wrote it?

use super::record::{Id, Publication};
use crate::domain::dates::format_date;

/// What a file was checked for and how it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verification {
    /// What is not as it was written; empty where all is.
    pub findings: Vec<FileFinding>,
    /// Gaps that a step of the history has recorded: what a recovery could not read. They are told, and are
    /// nobody's tampering.
    pub recorded: Vec<String>,
    /// Further findings beyond those that are listed.
    pub more: u64,
    /// Steps of the history.
    pub steps: u64,
    /// Rows of all tables that a person can edit.
    pub rows: u64,
    /// The hash that stands for the whole history, in hexadecimal.
    pub head: String,
    /// The step after which the chain begins: nothing that was altered before it can be told from
    /// the chain. 0 where it begins with the workbook.
    pub chained_after: Id,
    /// Hash of every step, in hexadecimal, of which the beginning is looked for: see
    /// [`Verification::step_of`].
    pub links: Vec<(Id, String)>,
    pub publications: Vec<PublicationEntry>,
}

impl Verification {
    /// Whether all is as it was written.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many findings there are, those that are not listed too.
    pub fn count(&self) -> u64 {
        u64::try_from(self.findings.len()).unwrap_or(u64::MAX).saturating_add(self.more)
    }

    /// The sentences of the findings, with a last one where there are more of them.
    pub fn sentences(&self) -> Vec<String> {
        let more = (self.more > 0).then(|| format!("and {} more", self.more));
        self.findings.iter().map(|finding| finding.text.clone()).chain(more).collect()
    }

    /// What came of it, for people: the findings, or that there are none and what that goes for.
    /// `file` is what the workbook is called.
    pub fn words(&self, file: &str) -> Vec<String> {
        let mut words = self.sentences();
        if !self.is_sound() {
            words.push(format!(
                "{file} is not as it was written: restore a backup from before it was altered."
            ));
            words.extend(self.recorded.iter().cloned());
            return words;
        }
        let steps = match self.steps {
            1 => "1 step".to_owned(),
            steps => format!("{steps} steps"),
        };
        let rows = self.rows;
        words.push(format!("{file} is sound: {steps} and {rows} rows are as they were written."));
        words.extend(self.recorded.iter().cloned());
        if self.chained_after > 0 && self.recorded.is_empty() {
            words.push(format!(
                "The chain of its history begins after step {}, when the file was brought to this format: \
                 what was altered before that can only be told from the rows.",
                self.chained_after
            ));
        }
        words.extend(self.publications.iter().map(|entry| entry.unchanged(self.chained_after)));
        words.push(format!("Fingerprint of the history: {}", fingerprint(&self.head)));
        words
    }

    /// The step whose fingerprint somebody has noted, however it was spaced and as long as it is at
    /// least a short one.
    pub fn step_of(&self, noted: &str) -> Option<Id> {
        let noted: String =
            noted.chars().filter(char::is_ascii_hexdigit).map(|c| c.to_ascii_lowercase()).collect();
        let found = self.links.iter().find(|(_, hash)| noted.len() >= SHORT && hash.starts_with(&noted));
        found.map(|(step, _)| *step)
    }
}

/// What kind of thing is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFindingKind {
    /// The file itself: pages, indexes, what its tables say of each other.
    Damage,
    /// A row of a table.
    Row,
    /// A step of the history or the chain of them.
    History,
    /// Something worked out from the rows.
    Derived,
    /// What was published.
    Publication,
}

impl FileFindingKind {
    /// A word for programs to read.
    pub fn code(self) -> &'static str {
        match self {
            Self::Damage => "damage",
            Self::Row => "row",
            Self::History => "history",
            Self::Derived => "derived",
            Self::Publication => "publication",
        }
    }
}

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFinding {
    pub kind: FileFindingKind,
    /// A sentence without a full stop.
    pub text: String,
}

/// How far a check of a file, or its recovery, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifyProgress {
    /// What is looked at.
    pub doing: &'static str,
    /// Of [`VerifyProgress::total`]: rows, steps and standings, or pages.
    pub done: u64,
    pub total: u64,
}

/// A publication in the list of all.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicationEntry {
    pub publication: Publication,
    /// The step of the history that published it.
    pub step: Id,
    /// The hash of that step, in hexadecimal, which stands for everything up to it.
    pub history: String,
}

impl PublicationEntry {
    fn unchanged(&self, chained_after: Id) -> String {
        let one = &self.publication;
        let day = one.at.get(..10).and_then(|day| day.parse().ok());
        let on = day.map_or_else(|| one.at.clone(), format_date);
        let title = one.title();
        let before = if self.step <= chained_after { ", as far as its checksum tells" } else { "" };
        format!("The {title}: unchanged since it was published on {on}{before} ({}).", one.fingerprint())
    }
}

/// Letters of a short fingerprint.
const SHORT: usize = 16;

/// The beginning of a hash as people read and note it: "3f2a 91bc 04de 77a1".
pub fn fingerprint(hash: &str) -> String {
    let short: Vec<char> = hash.chars().take(SHORT).collect();
    short.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
