//! Words that stand, word for word, under another indicator too.

use std::collections::HashMap;

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "same-words-as-another",
    family: Family::Writing,
    severity: CheckSeverity::Note,
    looks_for: "reasons or actions that are word for word those of another indicator",
    to_do: "Say what is this indicator’s own, or name the other one.",
    looks_at: LooksAt::All(look),
};

/// Texts shorter than this are alike by chance.
const LETTERS: usize = 40;

fn look(_: &ReportMaterial, across: &Across, found: &mut Found) {
    let mut first: HashMap<String, &Text> = HashMap::new();
    // By subject and what it is, so that three actions copied are one finding.
    let mut copies: Vec<(&Text, &Text, usize)> = Vec::new();
    let ours = |text: &&Text| {
        text.subject.table == Table::Indicator
            && matches!(text.what, "reasons" | "action")
            && text.text.len() >= LETTERS
    };
    for text in across.texts.iter().filter(ours) {
        let other = *first.entry(format!("{} {}", text.what, bare(&text.text))).or_insert(text);
        if other.subject == text.subject {
            continue;
        }
        let known = copies.iter_mut().find(|(one, from, _)| {
            one.subject == text.subject && one.what == text.what && from.subject == other.subject
        });
        match known {
            Some((.., count)) => *count += 1,
            None => copies.push((text, other, 1)),
        }
    }
    for (text, other, count) in copies {
        let (what, field) = match (text.what, count) {
            ("action", 1) => ("One of its actions is".to_owned(), "actions"),
            ("action", many) => (format!("{many} of its actions are"), "actions"),
            _ => ("Its reasons are".to_owned(), "reasons"),
        };
        let message = format!("{what} word for word what stands under {}.", other.reference);
        let field = format!("{field} as {}", other.reference);
        found.say(text.subject, &text.reference, field, message, count.to_string(), other.reference.clone());
    }
}
