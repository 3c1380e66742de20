//! How files are understood, and the forms that were sent out for figures.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::domain::Period;

/// How a file is understood, under the name it was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MappingRecord {
    pub id: Id,
    pub revision: i64,
    pub name: String,
    /// As TOML, the form of [`crate::import::Mapping`].
    pub definition: String,
}

/// A form sent to an owner for the figures of a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnForm {
    pub id: Id,
    pub revision: i64,
    pub period: Period,
    /// A role, as indicators name it; empty for indicators without one.
    pub owner: String,
    /// Name of the form, without its folder.
    pub file: String,
    /// The operation it was made from.
    pub version: Id,
    /// Local time.
    pub sent_at: String,
    /// When it is to be back.
    pub due: Option<NaiveDate>,
    /// Local time at which it first came back with something in it; empty while it is out.
    pub collected_at: String,
}
