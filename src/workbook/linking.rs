//! Linking two things, and letting go of a link.

use super::{Change, Link, Record, Subject, SubjectName, Table};

/// How many references a label names before it counts the others.
const NAMED: usize = 3;

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

/// The words of a record that link themselves with what they name, and what they are about: questions
/// and replies, actions, commentary, narrative and risks. None for other records.
pub fn words(record: &Record) -> Option<(Subject, Vec<&str>)> {
    let of = |table, id| Subject { table, id };
    let (about, words): (Subject, Vec<&String>) = match record {
        Record::Question(one) => (
            of(Table::Question, one.id),
            vec![&one.cited, &one.question, &one.reply, &one.promise, &one.resolution],
        ),
        Record::Action(one) => (one.about(), vec![&one.description, &one.progress, &one.expected_effect]),
        Record::Commentary(one) => (of(Table::Indicator, one.indicator_id), vec![&one.text]),
        Record::Section(one) => {
            (of(Table::Section, one.id), vec![&one.heading, &one.text, &one.action_required])
        }
        Record::Risk(one) => (
            of(Table::Risk, one.id),
            vec![&one.title, &one.cause, &one.event, &one.consequence, &one.assurance, &one.closed_because],
        ),
        Record::Assessment(one) => (of(Table::Risk, one.risk_id), vec![&one.reason]),
        Record::Control(one) => (of(Table::Risk, one.risk_id), vec![&one.description]),
        _ => return None,
    };
    Some((about, words.into_iter().map(String::as_str).collect()))
}

/// The label of a step whose words linked themselves with what has these references.
pub fn label_with_links(label: &str, references: &[String]) -> String {
    let others = references.len().saturating_sub(NAMED);
    let named = references.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>();
    match (named.as_slice(), others) {
        ([], _) => label.to_owned(),
        ([one], _) => format!("{label}, linked with {one}"),
        ([first @ .., last], 0) => format!("{label}, linked with {} and {last}", first.join(", ")),
        (named, others) => format!("{label}, linked with {} and {others} more", named.join(", ")),
    }
}
