//! A red without reasons.

use super::figures::shown;
use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "red-without-reasons",
    family: Family::Completeness,
    severity: CheckSeverity::Error,
    looks_for: "an indicator with a rating that is reviewed, and not a word about why",
    to_do: "Write the reasons: c on the indicator.",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    if !is_red(report, one) || !one.words(CommentaryKind::Reasons).is_empty() {
        return;
    }
    let rating = crate::workbook::figures::rating(&one.standing);
    let figures = match (one.standing.value, one.standing.target) {
        (Some(value), Some(target)) => {
            format!(
                " ({} against a target of {})",
                shown(value, &one.indicator),
                shown(target, &one.indicator)
            )
        }
        _ => String::new(),
    };
    let message = format!("It is {rating}{figures}, and nothing says why.");
    found.about(one, "reasons", message, one.standing.rating.title(), "no reasons");
}
