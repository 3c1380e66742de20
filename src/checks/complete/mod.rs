//! What is missing.

pub(super) mod bare_actions;
pub(super) mod blank_cell;
pub(super) mod challenges;
pub(super) mod commitments;
pub(super) mod no_action;
pub(super) mod no_benchmark;
pub(super) mod no_controls;
pub(super) mod no_reasons;
pub(super) mod no_result;
pub(super) mod no_risk_target;
pub(super) mod no_treatment;
pub(super) mod overdue;
pub(super) mod promises;
pub(super) mod risk_gap;
pub(super) mod risk_target;
pub(super) mod sections;
pub(super) mod variance_comment;
pub(super) mod worse_forecast;

use super::{Across, Check, Family, Found, LooksAt, figures, text};
use crate::workbook::*;

/// Whether a rating is one that members ask about: the colours that the workbook reviews. A state that
/// is no colour has checks of its own.
pub(super) fn is_red(report: &ReportMaterial, one: &IndicatorMaterial) -> bool {
    one.standing.rating.is_colour() && report.workbook.review_ratings.contains(&one.standing.rating)
}

/// The risks that the register lists, with what is written about them: at or above the threshold,
/// and more than a count.
fn listed(report: &ReportMaterial) -> impl Iterator<Item = (&RiskRow, &Risk)> {
    report.risk_rows().filter(|(row, _)| report.risks.at_threshold(row) && !row.placeholder)
}

/// Whether an action is still to be done.
fn is_open(action: &Action) -> bool {
    !matches!(action.status, ActionStatus::Done | ActionStatus::Dropped)
}

/// "1 action", "3 actions".
fn actions(count: usize) -> String {
    if count == 1 { "1 action".to_owned() } else { format!("{count} actions") }
}
