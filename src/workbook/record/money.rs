//! Budget lines and their figures. Money is whole pence throughout.

use serde::{Deserialize, Serialize};

use super::{Id, maybe_period};
use crate::domain::Period;
use crate::domain::money::total;

/// Fields of these records and of actions that hold whole pence.
pub const PENCE_FIELDS: &[&str] = &[
    "original",
    "revised",
    "forecast",
    "stated_variation",
    "rounding",
    "slippage_in",
    "slippage",
    "additions",
    "deletions",
    "accelerations",
    "slippage_out",
    "stated_revised",
    "stated_latest",
    "stated_variance",
    "budget",
    "actual",
    "target",
    "effect",
];

/// Which budget a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum BudgetKind {
    #[default]
    Revenue,
    Capital,
}

/// A line of a budget; lines with lines below them are subtotals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetLine {
    pub id: Id,
    pub revision: i64,
    pub kind: BudgetKind,
    /// The subtotal it counts into; none at the top.
    pub parent_id: Option<Id>,
    /// Order among its neighbours.
    pub position: u32,
    pub name: String,
    pub service: String,
    /// Budget holder: a role.
    pub owner: String,
    /// Percent of the revised budget by which a forecast may be over before it is red; the
    /// workbook's own when none.
    pub tolerance: Option<f64>,
    /// The period from which it is no longer used, or empty.
    #[serde(with = "maybe_period")]
    pub retired_from: Option<Period>,
}

/// Revenue figures of a line for a period, in pence. On a subtotal these are
/// what the source prints; its true figures are worked out from its lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetAmount {
    pub id: Id,
    pub revision: i64,
    pub line_id: Id,
    pub period: Period,
    pub original: Option<i64>,
    pub revised: Option<i64>,
    pub forecast: Option<i64>,
    /// Variation as printed, in pence.
    pub stated_variation: Option<i64>,
    /// Percentage as printed: -2.6 for `-2.6%`.
    pub stated_percent: Option<f64>,
    /// Why it varies.
    pub comment: String,
    /// What the figures are rounded to, in pence: 100,000 in a table in £000, 1 where they are exact.
    pub rounding: i64,
    /// True when carried forward from the earlier period.
    pub carried: bool,
    pub source: String,
}

/// What a capital variance is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum VarianceBase {
    Original,
    Revised,
    #[default]
    Latest,
}

/// Capital figures of a line for a period, in pence.
///
/// revised = original + slippage brought forward; latest = revised + slippage in the year +
/// additions − deletions (as printed, of either sign) + accelerations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CapitalAmount {
    pub id: Id,
    pub revision: i64,
    pub line_id: Id,
    pub period: Period,
    pub original: Option<i64>,
    /// Brought forward from last year.
    pub slippage_in: Option<i64>,
    /// Slippage within the year as reported this period: more spending is positive.
    pub slippage: Option<i64>,
    pub additions: Option<i64>,
    pub deletions: Option<i64>,
    pub accelerations: Option<i64>,
    pub forecast: Option<i64>,
    /// Put off to next year.
    pub slippage_out: Option<i64>,
    pub stated_revised: Option<i64>,
    pub stated_latest: Option<i64>,
    pub stated_variance: Option<i64>,
    /// What the source says its variance is measured from.
    pub variance_base: VarianceBase,
    pub comment: String,
    pub rounding: i64,
    pub carried: bool,
    pub source: String,
}

/// Budget, actual and forecast of a revenue line for one month, in pence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonthlyAmount {
    pub id: Id,
    pub revision: i64,
    pub line_id: Id,
    /// A month.
    pub period: Period,
    pub budget: Option<i64>,
    pub actual: Option<i64>,
    pub forecast: Option<i64>,
    /// Invented to make a profile visible; marked wherever it is shown.
    pub illustrative: bool,
    pub source: String,
}

impl MonthlyAmount {
    /// Adds the amounts of another line in the same month. What is too large to add up is left empty.
    pub fn add(&mut self, other: &Self) {
        let sum = |own: &mut Option<i64>, more| *own = total([*own, more]).unwrap_or(None);
        sum(&mut self.budget, other.budget);
        sum(&mut self.actual, other.actual);
        sum(&mut self.forecast, other.forecast);
        self.illustrative |= other.illustrative;
    }
}

/// A saving that the budget counts on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saving {
    pub id: Id,
    pub revision: i64,
    pub reference: String,
    pub description: String,
    pub service: String,
    /// A role.
    pub owner: String,
    /// The first period that reports it.
    #[serde(with = "maybe_period")]
    pub opened_in: Option<Period>,
    /// The period in which it was closed, or empty.
    #[serde(with = "maybe_period")]
    pub closed_in: Option<Period>,
    pub source: String,
}

/// Where a saving stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum SavingStatus {
    Achieved,
    #[default]
    OnTrack,
    AtRisk,
    Undeliverable,
}

/// A saving from a period on, until the next position; amounts in pence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavingPosition {
    pub id: Id,
    pub revision: i64,
    pub saving_id: Id,
    pub period: Period,
    pub target: Option<i64>,
    /// What it is now expected to save this year.
    pub forecast: Option<i64>,
    pub status: SavingStatus,
    pub comment: String,
}
