//! What is kept of an indicator beside its figures: why the target of a year is what it is, and who has
//! signed off.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::domain::Period;

/// Why the target of an indicator for a year was set as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetReason {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    /// The year.
    pub period: Period,
    pub reason: String,
}

/// That a role has signed off what is reported of an indicator in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignOff {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub period: Period,
    /// A role, never a name.
    pub role: String,
    /// Day it was signed; nothing stores it without.
    pub signed_on: Option<NaiveDate>,
    /// The result that was signed, unrounded; none where there was none.
    pub value: Option<f64>,
    /// The target that it was signed beside.
    pub target: Option<f64>,
    /// Who recorded it, as the history names them.
    pub by: String,
    /// When it was recorded.
    pub at: String,
}
