//! Everything a report may tell of a period, read from one state of the workbook.

use super::{BudgetLineDetail, BudgetRoom, CommitmentDetail, QuestionDetail, RiskDetail, Risks};
use crate::workbook::{Detail, PeriodRecord, Printed, Section, Workbook};

/// Indicators of a period that a report can tell of. Nobody reads more; a
/// workbook with more is reported a service at a time.
pub const MOST_REPORTED: u64 = 5_000;

/// What the sections of a report are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Material {
    pub workbook: Workbook,
    pub period: PeriodRecord,
    /// By type in the order types were first entered, then by reference.
    pub indicators: Vec<Detail>,
    /// By kind and position, with their texts.
    pub narrative: Vec<Section>,
    /// By plan and place in it.
    pub commitments: Vec<CommitmentDetail>,
    pub budget: BudgetRoom,
    /// Revenue lines at the top of the tree, with their months.
    pub spending: Vec<BudgetLineDetail>,
    pub risks: Risks,
    /// Risks at or above the register's threshold, worst first.
    pub register: Vec<RiskDetail>,
    /// Latest meeting first.
    pub questions: Vec<QuestionDetail>,
    /// Figures the source prints about the report as a whole.
    pub printed: Vec<Printed>,
    /// The operation it was read after.
    pub operation: i64,
}
