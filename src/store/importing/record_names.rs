//! What rows that are imported are called by others of their file.

use std::collections::HashMap;

use crate::domain::naming::plain;
use crate::workbook::staged::BETWEEN;
use crate::workbook::*;

/// What other rows call it by. A budget line is told by its kind and, below another line, by that one.
pub(super) fn names_of(record: &Record) -> Vec<String> {
    match record {
        Record::Risk(one) => vec![plain(&one.reference)],
        Record::BudgetLine(one) => {
            let alone = line_name(one.kind, &one.name);
            let below = one.parent_id.map(|parent| below(parent, &one.name));
            std::iter::once(alone).chain(below).collect()
        }
        Record::Commitment(one) => vec![plain(&one.description)],
        Record::Meeting(one) => vec![plain(&Meeting::called(&one.name, one.held_on))],
        Record::Saving(one) => vec![plain(&one.reference)],
        _ => Vec::new(),
    }
}

fn line_name(kind: BudgetKind, name: &str) -> String {
    let kind = match kind {
        BudgetKind::Revenue => "revenue",
        BudgetKind::Capital => "capital",
    };
    format!("{kind}{BETWEEN}{}", plain(name))
}

/// A line of this name below another.
pub(super) fn below(parent: Id, name: &str) -> String {
    format!("{parent}{BETWEEN}{}", plain(name))
}

/// The budget line of a key: its kind, and the names of the lines down to it.
pub(super) fn line_of(by_name: &HashMap<String, Id>, key: &str) -> Option<Id> {
    let mut parts = key.split(BETWEEN);
    let kind = parts.next().unwrap_or_default();
    let mut found: Option<Id> = None;
    for name in parts {
        let alone = || by_name.get(&format!("{kind}{BETWEEN}{}", plain(name)));
        found = match found {
            Some(parent) => by_name.get(&below(parent, name)).or_else(alone).copied(),
            None => alone().copied(),
        };
    }
    found
}

/// The reference that no other row of its table has; upper and lower case are one.
pub(super) fn own_reference(record: &Record) -> Option<String> {
    let reference = match record {
        Record::Risk(one) => &one.reference,
        Record::Commitment(one) => &one.reference,
        Record::Saving(one) => &one.reference,
        _ => return None,
    };
    (!reference.is_empty()).then(|| reference.to_ascii_lowercase())
}
