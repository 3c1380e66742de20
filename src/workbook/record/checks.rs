//! What people have decided about findings: accepted, rules off, words of their own.

use serde::{Deserialize, Serialize};

use super::{Id, Subject};
use crate::domain::Period;
use crate::workbook::Table;

/// A finding that somebody has looked at and lets stand, for a reason. It
/// stands as long as the figures are those it was accepted for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Acceptance {
    pub id: Id,
    pub revision: i64,
    pub period: Period,
    /// Code of the check.
    pub code: String,
    /// What the finding is about.
    pub subject: Table,
    pub subject_id: Id,
    pub field: String,
    /// The figures that disagreed when it was accepted.
    pub fingerprint: String,
    pub reason: String,
    pub by: String,
    /// Local time, `2015-07-06T14:02:11`.
    pub at: String,
}

impl Acceptance {
    /// What the finding is about.
    pub fn about(&self) -> Subject {
        Subject { table: self.subject, id: self.subject_id }
    }
}

/// A check that this workbook does without, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleOff {
    pub id: Id,
    pub revision: i64,
    pub code: String,
    pub reason: String,
    pub by: String,
    pub at: String,
}

/// A word that is right in this workbook: a name, a system, a term of the house.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnWord {
    pub id: Id,
    pub revision: i64,
    pub word: String,
}
