//! Notes to self and placeholders.

use super::*;
use crate::domain::validate::notes_to_self;

pub(in crate::checks) const CHECK: Check = Check {
    code: "note-to-self",
    family: Family::Writing,
    severity: CheckSeverity::Error,
    looks_for: "notes to self and placeholders left in the words: “(check …)”, “TBC”, “xxx”, “??”",
    to_do: "Do what the note asks for, and take it out.",
    looks_at: LooksAt::Words(look),
};

fn look(_: &ReportMaterial, text: &Text, found: &mut Found) {
    let notes: Vec<String> =
        notes_to_self(&text.text).into_iter().filter(|note| !super::pointer::is_pointer(note)).collect();
    if notes.is_empty() {
        return;
    }
    let notes = quoted(&notes);
    let message = format!("A note is left in the {}: {notes}.", text.what);
    found.in_text(text, message, notes, "");
}
