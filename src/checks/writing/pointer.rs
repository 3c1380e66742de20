//! "See above": the order of a report changes, and what was above is not.

use super::*;
use crate::domain::validate::notes_to_self;

pub(in crate::checks) const CHECK: Check = Check {
    code: "see-above",
    family: Family::Writing,
    severity: CheckSeverity::Warning,
    looks_for: "“see above” and “see below”: the order of a report changes, and readers look one indicator up",
    to_do: "Write it out, or name the reference that is meant.",
    looks_at: LooksAt::Words(look),
};

/// Whether a note is one of these.
pub(super) fn is_pointer(note: &str) -> bool {
    let note = bare(note);
    note == "see above" || note == "see below"
}

fn look(_: &ReportMaterial, text: &Text, found: &mut Found) {
    let Some(note) = notes_to_self(&text.text).into_iter().find(|note| is_pointer(note)) else { return };
    let all = bare(&text.text) == bare(&note);
    let message = if all {
        format!("Nothing but “{note}” stands in the {}.", text.what)
    } else {
        format!("The reader is sent elsewhere in the {}: “{note}”.", text.what)
    };
    found.in_text(text, message, note, "");
}
