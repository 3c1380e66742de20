//! A definition that was written anew, while results before and after are compared as if it had not been.

use super::*;
use crate::domain::SeriesBreak;
use crate::domain::series_break::parted_because;
use crate::workbook::ResultRecord;

pub(in crate::checks) const CHECK: Check = Check {
    code: "definition-changed",
    family: Family::LikeForLike,
    severity: CheckSeverity::Note,
    looks_for: "a definition that has been changed, and no period from which that change counts",
    to_do: "Mark the period from which it counts (| on the chart), or accept this where only the words changed.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let Some(earlier) = &one.earlier_definition else { return };
    // What a break parts from this period is not compared with it.
    let compared =
        |result: &ResultRecord| parted_because(&one.breaks, result.period, one.standing.period).is_none();
    if !one.history.iter().any(compared) {
        return;
    }
    let since = one.breaks.iter().max_by_key(|one| SeriesBreak::month_of(one.from));
    let than = since.map_or_else(
        || "it was at first".to_owned(),
        |one| format!("results since {} were first reported under", one.from.title()),
    );
    let message = format!(
        "The definition is another one than {than}, and earlier results are compared with later ones as if it \
         had not changed."
    );
    found.about(one, "definition", message, shown(earlier), shown(&one.indicator.definition));
}

/// The beginning of a long text.
fn shown(text: &str) -> String {
    let mut kept: String = text.trim().chars().take(80).collect();
    if kept.len() < text.trim().len() {
        kept.push('…');
    }
    kept
}
