//! Commitments: commissioning intentions, actions of a delivery plan.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Id, maybe_period};
use crate::domain::{Period, Rating};

/// The words a commitment is rated in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentScale {
    /// Green met, Green Amber and Red Amber delayed, Red at risk of not being delivered.
    #[default]
    FourColour,
    /// Complete, on track, at risk, off track.
    Delivery,
}

/// Something the council has said it will do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    pub id: Id,
    pub revision: i64,
    pub reference: String,
    /// The plan it stands in: "Commissioning intentions", "Delivery plan".
    pub plan: String,
    pub description: String,
    pub scale: CommitmentScale,
    pub service: String,
    /// A role.
    pub owner: String,
    pub due: Option<NaiveDate>,
    /// Order within the plan.
    pub position: u32,
    /// The first period that reports it.
    #[serde(with = "maybe_period")]
    pub opened_in: Option<Period>,
    /// The period in which it was closed, or empty.
    #[serde(with = "maybe_period")]
    pub closed_in: Option<Period>,
    /// Counted in the source without being described there.
    pub placeholder: bool,
    pub source: String,
}

/// How a commitment is rated in one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommitmentRating {
    pub id: Id,
    pub revision: i64,
    pub commitment_id: Id,
    pub period: Period,
    pub rating: Rating,
    pub commentary: String,
    pub path_to_green: String,
    /// Invented to make history visible; marked wherever it is shown.
    pub illustrative: bool,
}

/// A step on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    pub id: Id,
    pub revision: i64,
    pub commitment_id: Id,
    pub position: u32,
    pub description: String,
    pub due: Option<NaiveDate>,
    /// The day it was reached; none while it is not.
    pub done_on: Option<NaiveDate>,
}
