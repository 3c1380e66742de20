//! Risks, their assessments and controls, and the matrix they are rated on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Id, maybe_period};
use crate::domain::Period;

/// What is done about a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// The source does not say.
    #[default]
    Unstated,
    Treat,
    Tolerate,
    Transfer,
    Terminate,
}

/// Something that may happen and what it would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    pub id: Id,
    pub revision: i64,
    pub reference: String,
    pub title: String,
    pub cause: String,
    pub event: String,
    pub consequence: String,
    /// Strategic, service, project … as the council words it.
    pub category: String,
    pub service: String,
    /// A role.
    pub owner: String,
    pub treatment: Treatment,
    /// How and when a board is assured: "Quarterly".
    pub assurance: String,
    /// The first period whose register has it.
    #[serde(with = "maybe_period")]
    pub opened_in: Option<Period>,
    /// The period in which it was closed; none while it is open.
    #[serde(with = "maybe_period")]
    pub closed_in: Option<Period>,
    pub closed_because: String,
    /// Counted in the source without being described there.
    pub placeholder: bool,
    pub source: String,
}

/// Which state of affairs an assessment rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentKind {
    /// Before any control.
    Inherent,
    /// As things are.
    #[default]
    Current,
    /// Where the treatment is to bring it.
    Target,
}

/// Impact and probability of a risk from a period on, until the next assessment of its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    pub id: Id,
    pub revision: i64,
    pub risk_id: Id,
    pub period: Period,
    pub kind: AssessmentKind,
    /// From 1 to the number of steps of the matrix; none where the source leaves a gap.
    pub impact: Option<u32>,
    pub probability: Option<u32>,
    /// The score the source prints.
    pub stated_score: Option<u32>,
    /// The band the source prints ("Medium High"), verbatim; empty where it prints none.
    pub stated_label: String,
    /// The words printed beside impact and probability, verbatim.
    pub stated_impact: String,
    pub stated_probability: String,
    /// The cell the source's own heat map counts it in, where impact and probability as printed
    /// lead elsewhere.
    pub mapped_impact: Option<u32>,
    pub mapped_probability: Option<u32>,
    /// Why it was moved here.
    pub reason: String,
    /// Invented to make history visible; marked wherever it is shown.
    pub illustrative: bool,
}

/// Where a control stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ControlStatus {
    #[default]
    InPlace,
    UnderWay,
    Planned,
    Ended,
}

/// A control action: what keeps a risk down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Control {
    pub id: Id,
    pub revision: i64,
    pub risk_id: Id,
    /// The first period it is shown in.
    pub period: Period,
    /// The period in which it was ended, or empty.
    #[serde(with = "maybe_period")]
    pub closed_in: Option<Period>,
    /// Order within the risk.
    pub position: u32,
    pub description: String,
    /// A role; empty until someone takes it.
    pub owner: String,
    pub due: Option<NaiveDate>,
    pub status: ControlStatus,
}

/// The risk matrix from a period on, until the next one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatrixRecord {
    pub id: Id,
    pub revision: i64,
    /// The period it applies from.
    pub period: Period,
    /// Axes, labels, bands and cells as TOML, the form of `assets/matrices`.
    pub definition: String,
}
