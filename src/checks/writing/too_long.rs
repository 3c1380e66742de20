//! Longer than the report allows.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "too-long",
    family: Family::Writing,
    severity: CheckSeverity::Note,
    looks_for: "writing longer than the report allows: 150 words for reasons and comments, 80 for an action, 450 for \
                a section",
    to_do: "Shorten it: members read the first sentence.",
    looks_at: LooksAt::Words(look),
};

fn look(_: &ReportMaterial, text: &Text, found: &mut Found) {
    let Some(most) = rules().longest.get(text.what) else { return };
    let count = text.count();
    if count <= *most {
        return;
    }
    let message = format!("There are {count} words in the {}, where the report allows {most}.", text.what);
    found.in_text(text, message, count.to_string(), most.to_string());
}
