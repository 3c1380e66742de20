//! The records of a workbook. Field names are the column names of the
//! tables; every record that a person edits carries the `revision` it was
//! read at (0 for one that does not exist yet).

mod chart;
mod checks;
mod committee;
mod delivery;
mod import;
mod indicator;
mod link;
pub(in crate::workbook) mod maybe_period;
mod money;
mod narrative;
mod organisation;
mod publication;
mod risk;
mod theme;
mod workbook;
mod year;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use chart::{ChartMark, ChartMarkKind};
pub use checks::{Acceptance, OwnWord, RuleOff};
pub use committee::{Meeting, Question};
pub use delivery::{Commitment, CommitmentRating, CommitmentScale, Milestone};
pub use import::{MappingRecord, ReturnForm};
pub use indicator::Indicator;
pub use link::{Link, Subject};
pub use money::{
    BudgetAmount, BudgetKind, BudgetLine, CapitalAmount, MonthlyAmount, PENCE_FIELDS, Saving, SavingPosition,
    SavingStatus, VarianceBase,
};
pub use narrative::{Section, SectionKind};
pub use organisation::{Group, GroupMember, Organisation};
pub use publication::{PageOf, Publication, Written, publication_checksum};
pub use risk::{Assessment, AssessmentKind, Control, ControlStatus, MatrixRecord, Risk, Treatment};
pub use theme::{IndicatorTheme, Theme};
pub use workbook::{BUDGET_TOLERANCE, RISK_THRESHOLD, Workbook};
pub use year::{SignOff, TargetReason};

use super::change::Table;
use crate::domain::dates::judged_on;
use crate::domain::{Basis, Confidence, Measurement, Period, Rating, ResultStatus};

/// Row id of a record in its table; 0 until it has been stored.
pub type Id = i64;

/// Whether figures of a period may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum PeriodStatus {
    #[default]
    Open,
    Closed,
    Published,
}

/// A period the workbook knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeriodRecord {
    pub id: Id,
    pub revision: i64,
    /// The period itself.
    pub code: Period,
    pub status: PeriodStatus,
    /// Why it was last reopened.
    pub reopened_because: String,
}

impl PeriodRecord {
    /// Whether figures and words of this period may be edited.
    pub fn is_open(&self) -> bool {
        self.status == PeriodStatus::Open
    }

    /// The day by which "overdue" and the like are judged in it, see [`judged_on`].
    pub fn judged_on(&self, workbook: &Workbook, today: NaiveDate) -> NaiveDate {
        let ends = |period: Period| period.span(workbook.first_month).to;
        let current = workbook.current_period.map(ends);
        judged_on(ends(self.code), self.is_open(), current, today)
    }
}

/// A target for a period; that of a year is the annual target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub period: Period,
    pub value: f64,
    /// True when carried forward from the earlier period, not set for this one.
    pub carried: bool,
    /// Where it came from: file, sheet and cell; empty where it was typed.
    #[serde(default)]
    pub source: String,
}

/// The figures of one indicator for one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultRecord {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub period: Period,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// The value as published, rounded as printed.
    pub stated: Option<f64>,
    /// Exactly what the source prints, for example `22.59/`.
    pub printed: String,
    /// Why there is no figure ("not held", "suppressed"); empty when there is one.
    pub missing_because: String,
    pub status: ResultStatus,
    /// First and last day covered, where it is not simply the period.
    pub covers_from: Option<NaiveDate>,
    pub covers_to: Option<NaiveDate>,
    /// Its basis where it differs from the indicator's.
    pub basis: Option<Basis>,
    /// Invented to make trends visible; marked wherever it is shown.
    pub illustrative: bool,
    /// Where it came from: file, sheet, row, column.
    pub source: String,
}

impl ResultRecord {
    /// The three figures the domain works with.
    pub fn measurement(&self) -> Measurement {
        Measurement { numerator: self.numerator, denominator: self.denominator, stated: self.stated }
    }
}

/// What was expected, in one period, of a later one or of the year.
///
/// Without a figure it withdraws the forecasts made before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    /// The period it is for.
    pub period: Period,
    /// The period it was made in; none where that was not kept.
    #[serde(default, with = "maybe_period")]
    pub made_in: Option<Period>,
    /// As stated; numerator and denominator, where both are given, go before it.
    pub value: Option<f64>,
    #[serde(default)]
    pub numerator: Option<f64>,
    #[serde(default)]
    pub denominator: Option<f64>,
    #[serde(default)]
    pub confidence: Confidence,
    #[serde(default)]
    pub reason: String,
}

impl Forecast {
    /// A forecast with a figure and nothing else said.
    pub fn stated(indicator_id: Id, period: Period, made_in: Option<Period>, value: Option<f64>) -> Self {
        Self {
            id: 0,
            revision: 0,
            indicator_id,
            period,
            made_in,
            value,
            numerator: None,
            denominator: None,
            confidence: Confidence::Unstated,
            reason: String::new(),
        }
    }

    /// The figure expected, unrounded; none where it withdraws those before.
    pub fn expected(&self, scale: f64) -> Option<f64> {
        Measurement { numerator: self.numerator, denominator: self.denominator, stated: self.value }
            .value(scale)
    }
}

/// A person's rating in place of the computed one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingOverride {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub period: Period,
    pub rating: Rating,
    pub reason: String,
    pub by: String,
    /// Local time, `2015-07-06T14:02:11`.
    pub at: String,
}

/// A figure the source prints that the program also computes, kept verbatim.
/// `indicator_id` is none for a figure of the whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Printed {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Option<Id>,
    pub period: Period,
    /// `target_variance`, `direction_of_travel`, `summary.strategic.green` …
    pub field: String,
    pub text: String,
}

/// Another organisation's figure: of a council that is compared with, or a published average.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub period: Period,
    /// As its [`Organisation`] is called.
    pub organisation: String,
    #[serde(default)]
    pub numerator: Option<f64>,
    #[serde(default)]
    pub denominator: Option<f64>,
    /// As published, else worked out; none where there is no figure.
    pub value: Option<f64>,
    /// Why there is none.
    #[serde(default)]
    pub missing_because: String,
    /// Where it came from: file, sheet and cell.
    #[serde(default)]
    pub source: String,
}

impl Benchmark {
    /// The figures it gives.
    pub fn measurement(&self) -> Measurement {
        Measurement { numerator: self.numerator, denominator: self.denominator, stated: self.value }
    }
}

/// What a piece of writing is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentaryKind {
    /// Why performance is as it is.
    Reasons,
    /// Why no action is proposed.
    NoActionBecause,
    /// What could help or hinder.
    RisksAndOpportunities,
}

impl CommentaryKind {
    /// What it is called over its words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Reasons => "Reasons",
            Self::NoActionBecause => "No action because",
            Self::RisksAndOpportunities => "Risks and opportunities",
        }
    }
}

/// Where a piece of writing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum CommentaryStatus {
    #[default]
    Draft,
    Submitted,
    Approved,
    Returned,
}

/// Words about an indicator in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commentary {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub period: Period,
    pub kind: CommentaryKind,
    pub text: String,
    pub status: CommentaryStatus,
    /// The period these words were carried from.
    #[serde(with = "maybe_period")]
    pub carried_from: Option<Period>,
}

/// Where a corrective action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    #[default]
    Planned,
    UnderWay,
    Done,
    Dropped,
}

/// A corrective action (proposed intervention) about an indicator, a risk, a
/// budget line, a commitment, a challenge of the narrative or a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    pub id: Id,
    pub revision: i64,
    /// What it is about; histories written before there was anything but indicators do not say.
    #[serde(default = "indicators")]
    pub subject: Table,
    #[serde(alias = "indicator_id")]
    pub subject_id: Id,
    /// Period it was raised in.
    pub period: Period,
    /// Period in which it was closed; none while it is open.
    #[serde(with = "maybe_period")]
    pub closed_in: Option<Period>,
    pub description: String,
    /// Older people, learning disabilities … or empty.
    pub client_group: String,
    /// A role; empty until someone takes it.
    pub owner: String,
    pub due: Option<NaiveDate>,
    pub status: ActionStatus,
    pub progress: String,
    /// What it should do to the indicator, in words.
    pub expected_effect: String,
    /// The value it should bring the indicator to, and by when.
    pub expected_value: Option<f64>,
    #[serde(with = "maybe_period")]
    pub expected_by: Option<Period>,
    /// What it should save by the end of the year, in pence; negative costs.
    #[serde(default)]
    pub effect: Option<i64>,
    /// The month it begins to, `2015/16-M09`.
    #[serde(default, with = "maybe_period")]
    pub effect_from: Option<Period>,
}

fn indicators() -> Table {
    Table::Indicator
}

impl Action {
    /// What it is about.
    pub fn about(&self) -> Subject {
        Subject { table: self.subject, id: self.subject_id }
    }
}

/// Whether a red has been dealt with this period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    Reviewed,
    Skipped,
}

/// A review of one indicator in one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub period: Period,
    pub state: ReviewState,
    /// Why it was skipped.
    pub reason: String,
    /// The figures as they were when reviewed (`Standing::fingerprint`).
    pub fingerprint: String,
    pub by: String,
    pub at: String,
}
