//! Narrative sections of a period's report.

use serde::{Deserialize, Serialize};

use super::{CommentaryStatus, Id, maybe_period};
use crate::domain::Period;

/// What a section of the report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    Achievement,
    /// With the action it requires.
    Challenge,
    Summary,
    Finance,
    Risk,
    Equalities,
    CustomerExperience,
    /// The officer's own.
    #[default]
    Own,
}

/// A piece of the report's narrative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub id: Id,
    pub revision: i64,
    pub period: Period,
    pub kind: SectionKind,
    /// Order within its kind.
    pub position: u32,
    pub heading: String,
    pub text: String,
    /// What a challenge requires to be done; empty for other kinds.
    pub action_required: String,
    pub status: CommentaryStatus,
    /// The period these words were carried from.
    #[serde(with = "maybe_period")]
    pub carried_from: Option<Period>,
    pub source: String,
}
