//! Linking two things, and letting go of a link.

use super::{Change, Link, Record, Subject, SubjectName, Table};

/// Links two things.
pub fn link(one: &SubjectName, other: &SubjectName) -> Change {
    Change::new(format!("Link {} with {}", one.short(), other.short()))
        .put(Record::Link(between(one.subject, other.subject)))
}

/// Takes a link away; `names` are those of its ends.
pub fn unlink(link: &Link, names: (&str, &str)) -> Change {
    Change::new(format!("Unlink {} from {}", names.1, names.0)).remove(Table::Link, link.id, link.revision)
}

/// The link of two things, in the order links are kept in.
pub fn between(one: Subject, other: Subject) -> Link {
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    Link {
        id: 0,
        revision: 0,
        one: one.table,
        one_id: one.id,
        other: other.table,
        other_id: other.id,
        note: String::new(),
    }
}
