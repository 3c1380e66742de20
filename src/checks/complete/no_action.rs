//! A red without an action.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "red-without-action",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "an indicator with a rating that is reviewed, without an action and without a word why there is none",
    to_do: "Add an action (a on the indicator), or say why there is none (- in the review).",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    if !is_red(report, one)
        || !one.actions.is_empty()
        || !one.words(CommentaryKind::NoActionBecause).is_empty()
    {
        return;
    }
    let rating = crate::workbook::figures::rating(&one.standing);
    let message = format!("It is {rating}, and no action is proposed.");
    found.about(one, "actions", message, one.standing.rating.title(), "no action");
}
