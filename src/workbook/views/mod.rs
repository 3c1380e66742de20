//! What each part of the service report is shown as: a file for each.

mod actions;
pub mod budget;
pub mod checks;
mod committee;
mod delivery;
mod history;
mod links;
mod money;
mod narrative;
mod part;
mod part_lines;
pub mod projections;
mod report;
pub mod returns;
pub mod risks;

pub use actions::{ActionCounts, ActionFilter, ActionRequest, ActionRow};
pub use budget::{BudgetLineDetail, BudgetRow, BudgetView, CapitalRow, SavingRow};
pub use checks::{CheckReport, CheckSeverity, Finding, IndicatorMaterial, ReportMaterial};
pub use committee::{
    AskedBefore, PrintedOn, PromiseSummary, QuestionDetail, QuestionFilter, QuestionLog, QuestionRequest,
    QuestionRow, citation,
};
pub use delivery::{
    CommitmentDetail, CommitmentRow, DeliveryView, PastRating, PlanTally, printed_notes,
    tally as tally_commitments,
};
pub use history::{OperationDetail, OperationRow, RowChange};
pub use links::{FoundWords, Linked, SubjectName};
pub use money::{MoneySummary, Overspend};
pub use narrative::{NarrativeSummary, SectionHead};
pub use part::{By, Part};
pub use projections::{Projection, Reported};
pub use report::{MAX_REPORTED, ReportInputs, SummaryDifference, printed_count};
pub use returns::{OwnerDue, ReturnRow, ReturnState, ReturnsView, owner_name};
pub use risks::{RiskDetail, RiskRow, RiskSummary, Risks};
