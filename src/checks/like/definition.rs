//! A definition that was written anew, while results before and after are compared as if it had not been.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "definition-changed",
    family: Family::LikeForLike,
    severity: CheckSeverity::Note,
    looks_for: "a definition that has been changed, and no period from which the change counts",
    to_do: "Mark the period from which it counts (D on the chart), or accept this where only the words changed.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (Some(first), true) = (&one.first_definition, one.breaks.is_empty()) else { return };
    if one.history.is_empty() {
        return;
    }
    let message = "The definition is another one than it was at first, and earlier results are compared with later \
                   ones as if it had not changed.";
    found.about(one, "definition", message.to_owned(), shown(first), shown(&one.indicator.definition));
}

/// The beginning of a long text.
fn shown(text: &str) -> String {
    let mut kept: String = text.trim().chars().take(80).collect();
    if kept.len() < text.trim().len() {
        kept.push('…');
    }
    kept
}
