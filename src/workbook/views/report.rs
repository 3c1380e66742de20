//! Everything a report may tell of a period, read from one state of the workbook.

use chrono::NaiveDate;

use crate::domain::{Direction, Rating};
use crate::workbook::movement::Movement;
use crate::workbook::views::part::{By, belongs};
use crate::workbook::views::{
    BudgetLineDetail, BudgetView, CommitmentDetail, QuestionDetail, RiskDetail, Risks,
};
use crate::workbook::{Comparison, Detail, Id, PeriodRecord, Printed, Section, Standing, Workbook};

/// Indicators of a period that a report can tell of. Nobody reads more; a
/// workbook with more is reported a service at a time.
pub const MAX_REPORTED: u64 = 5_000;

/// What the sections of a report are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportInputs {
    pub workbook: Workbook,
    pub period: PeriodRecord,
    /// Day it was closed, where it is closed and that is known.
    pub closed_on: Option<NaiveDate>,
    /// By type in the order types were first entered, then by reference.
    pub indicators: Vec<Detail>,
    /// Organisations beside each other, of this period or the latest year before it that has figures.
    pub comparison: Option<Comparison>,
    /// By kind and position, with their texts.
    pub narrative: Vec<Section>,
    /// By plan and place in it.
    pub commitments: Vec<CommitmentDetail>,
    pub budget: BudgetView,
    /// Revenue and capital lines with their months, in the order of `budget`.
    pub spending: Vec<BudgetLineDetail>,
    pub risks: Risks,
    /// What is counted beside the period before.
    pub movement: Movement,
    /// Risks at or above the register's threshold, worst first.
    pub register: Vec<RiskDetail>,
    /// Latest meeting first.
    pub questions: Vec<QuestionDetail>,
    /// Figures the source prints about the report as a whole.
    pub printed: Vec<Printed>,
    /// The operation it was read after.
    pub operation: i64,
    /// Parts that are left out ([`ReportInputs::of_part`]), with how many indicators they have.
    pub left_out: Vec<(String, usize)>,
    /// The workbook's own service, where the report is of another part, whose name then is the service's.
    pub own_service: Option<String>,
    /// What the parts are of; none for everything.
    pub parted_by: Option<By>,
}

/// A figure of the printed summary that is not what its indicators come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryDifference {
    /// `Strategic`, `Overall`.
    pub row: String,
    /// `Green`, `Improving or the same`.
    pub column: String,
    /// Verbatim.
    pub printed: String,
    pub counted: u64,
}

/// The count in a printed cell such as `35% (7)` or `7`.
pub fn printed_count(cell: &str) -> Option<u64> {
    match cell.split_once('(') {
        Some((_, count)) => count.trim().trim_end_matches(')').trim().parse().ok(),
        None if cell.contains('%') => None,
        None => cell.trim().parse().ok(),
    }
}

impl ReportInputs {
    /// The months and actions of a budget line.
    pub fn spending_of(&self, line: Id) -> Option<&BudgetLineDetail> {
        self.spending.iter().find(|detail| detail.line.id == line)
    }

    /// Whether a service is the workbook's own: so named or a unit of it, or not named. Everything is,
    /// where no indicator names the workbook's service.
    pub fn is_own(&self, service: &str) -> bool {
        let own = &self.workbook.service;
        let is_used = self.indicators.iter().any(|one| belongs(&one.standing.service, own));
        !is_used || service.trim().is_empty() || belongs(service, own)
    }

    /// Whether every indicator is of the workbook's own service.
    pub fn tells_of_own_alone(&self) -> bool {
        self.indicators.iter().all(|one| self.is_own(&one.standing.service))
    }

    /// Where the summary that the source prints (fields `summary.TYPE.COLUMN`) and the indicators
    /// differ, in the order of the source.
    pub fn summary_differences(&self) -> Vec<SummaryDifference> {
        let cells = self.printed.iter().filter_map(|printed| {
            let (row, column) = printed.field.strip_prefix("summary.")?.split_once('.')?;
            Some((row, column, printed.text.as_str()))
        });
        // The source counts its own service, whatever else is told of.
        let of_own: Vec<&Standing> = self.indicators.iter().map(|detail| &detail.standing).collect();
        let of_own: Vec<&Standing> = of_own.into_iter().filter(|one| self.is_own(&one.service)).collect();
        let mut all = Vec::new();
        for (row, column, text) in cells {
            let kind = row.replace('_', " ");
            let of = of_own.iter().filter(|one| row == "overall" || one.kind.eq_ignore_ascii_case(&kind));
            let rating = Rating::ALL.into_iter().find(|rating| rating.code() == column);
            let holds = |one: &Standing| matches!(one.direction, Direction::Improving | Direction::Same);
            let (name, counted) = match (column, rating) {
                (_, Some(rating)) => (rating.title(), of.filter(|one| one.rating == rating).count()),
                ("improving_or_same", _) => ("Improving or the same", of.filter(|one| holds(one)).count()),
                ("worsening", _) => {
                    ("Worsening", of.filter(|one| one.direction == Direction::Worsening).count())
                }
                ("expected", _) => ("Expected", of.filter(|one| one.rating != Rating::NotDue).count()),
                _ => continue,
            };
            let counted = counted as u64;
            if printed_count(text).is_some_and(|printed| printed != counted) {
                let mut letters = kind.chars();
                let first = letters.next().map(|first| first.to_ascii_uppercase());
                all.push(SummaryDifference {
                    row: first.into_iter().chain(letters).collect(),
                    column: name.to_owned(),
                    printed: text.to_owned(),
                    counted,
                });
            }
        }
        all
    }
}
