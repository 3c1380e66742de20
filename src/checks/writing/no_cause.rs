//! Reasons that give no reason.

use super::*;
use crate::checks::phrases;

pub(in crate::checks) const CHECK: Check = Check {
    code: "no-cause-given",
    family: Family::Writing,
    severity: CheckSeverity::Note,
    looks_for: "reasons for a red that say the cause is not known, or name no cause at all",
    to_do: "Say why it is as it is, and when the cause will be known if it is not.",
    looks_at: LooksAt::Each(look),
};

/// Shorter texts are found for other things.
const WORDS: usize = 4;

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    if !crate::checks::complete::is_red(report, one) {
        return;
    }
    let reasons = one.words(CommentaryKind::Reasons);
    if reasons.split_whitespace().count() < WORDS {
        return;
    }
    let rules = rules();
    let has = |signs: &'static [String]| phrases::find(reasons, signs).map(str::to_lowercase);
    let (message, stated) = match (has(&rules.cause_unknown), has(&rules.cause_signs)) {
        (Some(sign), _) => (format!("The reasons say of the cause no more than “{sign}”."), sign),
        (None, None) => {
            let begins = text::first_words(reasons, 8);
            (format!("The reasons name no cause: “{begins}”"), begins)
        }
        (None, Some(_)) => return,
    };
    found.about(one, "reasons", message, stated, "");
}
