//! What things are called, and what they are linked with.

use crate::domain::{Period, Rating};
use crate::workbook::{Link, Subject};

/// Words found in a text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundWords {
    /// The record whose text it is.
    pub record: Subject,
    /// What the record is about: itself, or what it belongs to.
    pub about: SubjectName,
    /// The field, as the record calls it.
    pub field: String,
    /// The field, as people call it.
    pub label: String,
    /// All of the text.
    pub text: String,
    /// The period that shows it, where that is not the one that was asked for.
    pub period: Option<Period>,
}

impl FoundWords {
    /// What they are about, in a few words; what kind of thing it is where it has no name.
    pub fn whose(&self) -> String {
        match self.about.short() {
            name if name.is_empty() => self.record.table.noun().to_owned(),
            name => name,
        }
    }
}

/// What a subject is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectName {
    pub subject: Subject,
    /// Empty for what has none, as budget lines.
    pub reference: String,
    pub title: String,
}

impl SubjectName {
    /// Its reference, or the beginning of its title.
    pub fn short(&self) -> String {
        const MAX: usize = 40;
        if !self.reference.is_empty() {
            return self.reference.clone();
        }
        let title = self.title.trim();
        if title.chars().count() <= MAX {
            return title.to_owned();
        }
        let kept: String = title.chars().take(MAX - 1).collect();
        format!("{}…", kept.trim_end())
    }
}

/// The other end of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    pub link: Link,
    pub name: SubjectName,
    /// Of an indicator, a commitment or a budget line; none where there is none.
    pub rating: Rating,
    /// How it stands, in a few words: "20 H", "+192 (26.2%)".
    pub stands: String,
}
