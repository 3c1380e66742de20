//! Last quarter's words once more.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "same-words-as-before",
    family: Family::Writing,
    severity: CheckSeverity::Warning,
    looks_for: "reasons that are word for word those of the period before",
    to_do: "Say what has happened since: c on the indicator.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let now = one.words(CommentaryKind::Reasons);
    let then = one.earlier.iter().find(|words| words.kind == CommentaryKind::Reasons);
    let Some(then) = then.filter(|then| !now.is_empty() && bare(&then.text) == bare(now)) else { return };
    let period = then.period.title();
    let message = format!("The reasons are word for word those of {period}.");
    found.about(one, "reasons", message, text::first_words(now, 12), period);
}
