//! No result, and no reason why there is none.

use super::*;
use crate::domain::Rating;

pub(in crate::checks) const CHECK: Check = Check {
    code: "no-result",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "an indicator that is due without a result, and without a word why there is none",
    to_do: "Enter the figure, or why there is none (D on the indicator); retire the indicator if it is no longer reported.",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let due = one.indicator.frequency.reports_in(report.period);
    if one.standing.value.is_some() || !one.standing.missing_because.trim().is_empty() || !due {
        return;
    }
    // A group's workbook reports its members: it has a figure of its own where one is published.
    let members = report.comparison.as_ref().filter(|found| found.group.as_ref().is_some_and(|one| one.ours));
    if members
        .is_some_and(|found| found.measures.iter().any(|measure| measure.indicator.id == one.indicator.id))
    {
        return;
    }
    let shown = match (one.standing.rating, one.standing.overridden) {
        (rating, true) => format!(", yet it is rated {} by hand", rating.title()),
        (Rating::AwaitingData | Rating::None, false) => String::new(),
        (rating, false) => format!(", and it is shown as “{}”", rating.title().to_lowercase()),
    };
    let message = format!("There is no result for {}, and no reason why{shown}.", report.period.title());
    found.about(one, "result", message, one.standing.rating.code(), "no result");
}
