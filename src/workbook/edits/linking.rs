//! Linking two things, and letting go of a link.

use crate::domain::reference::is_distinct_name;
use crate::workbook::{Change, Link, Record, Subject, SubjectName, Table};

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

/// The words of a record that link themselves with what they name, and what they are about. None for
/// records that have no words of ours: names, figures, and what others print.
///
/// No record is left to a catch-all, so that a new one has to say which it is.
pub fn words(record: &Record) -> Option<(Subject, Vec<&str>)> {
    let of = |table, id| Subject { table, id };
    let (about, words): (Subject, Vec<&String>) = match record {
        Record::Question(one) => (
            of(Table::Question, one.id),
            vec![&one.cited, &one.question, &one.reply, &one.promise, &one.resolution],
        ),
        Record::Meeting(one) => (of(Table::Meeting, one.id), vec![&one.resolution]),
        Record::Action(one) => (one.about(), vec![&one.description, &one.progress, &one.expected_effect]),
        Record::Section(one) => {
            (of(Table::Section, one.id), vec![&one.heading, &one.text, &one.action_required])
        }
        Record::Indicator(one) => (of(Table::Indicator, one.id), vec![&one.definition, &one.retired_because]),
        Record::Commentary(one) => (of(Table::Indicator, one.indicator_id), vec![&one.text]),
        Record::RatingOverride(one) => (of(Table::Indicator, one.indicator_id), vec![&one.reason]),
        Record::Review(one) => (of(Table::Indicator, one.indicator_id), vec![&one.reason]),
        Record::Result(one) => (of(Table::Indicator, one.indicator_id), vec![&one.missing_because]),
        Record::ChartMark(one) => (of(Table::Indicator, one.indicator_id), vec![&one.text]),
        Record::TargetReason(one) => (of(Table::Indicator, one.indicator_id), vec![&one.reason]),
        Record::Risk(one) => (
            of(Table::Risk, one.id),
            vec![&one.title, &one.cause, &one.event, &one.consequence, &one.assurance, &one.closed_because],
        ),
        Record::Assessment(one) => (of(Table::Risk, one.risk_id), vec![&one.reason]),
        Record::Control(one) => (of(Table::Risk, one.risk_id), vec![&one.description]),
        Record::Commitment(one) => (of(Table::Commitment, one.id), vec![&one.description]),
        Record::CommitmentRating(one) => {
            (of(Table::Commitment, one.commitment_id), vec![&one.commentary, &one.path_to_green])
        }
        Record::Milestone(one) => (of(Table::Commitment, one.commitment_id), vec![&one.description]),
        Record::BudgetAmount(one) => (of(Table::BudgetLine, one.line_id), vec![&one.comment]),
        Record::CapitalAmount(one) => (of(Table::BudgetLine, one.line_id), vec![&one.comment]),
        Record::Saving(one) => (of(Table::Saving, one.id), vec![&one.description]),
        Record::SavingPosition(one) => (of(Table::Saving, one.saving_id), vec![&one.comment]),
        Record::Workbook(_)
        | Record::Period(_)
        | Record::Target(_)
        | Record::Forecast(_)
        | Record::Printed(_)
        | Record::Benchmark(_)
        | Record::Matrix(_)
        | Record::BudgetLine(_)
        | Record::MonthlyAmount(_)
        | Record::Link(_)
        | Record::Mapping(_)
        | Record::Return(_)
        | Record::Publication(_)
        | Record::Acceptance(_)
        | Record::RuleOff(_)
        | Record::OwnWord(_)
        | Record::Organisation(_)
        | Record::Group(_)
        | Record::GroupMember(_)
        | Record::Theme(_)
        | Record::IndicatorTheme(_)
        | Record::SignOff(_) => return None,
    };
    let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
    Some((about, words))
}

/// What a record can be named by in what is written: its reference, or the name of a budget line where
/// that can be no word of any text (see [`is_distinct_name`]). What a question cites is another's
/// reference.
pub fn named_by(record: &Record) -> Option<(Table, &str)> {
    let (table, name): (Table, &String) = match record {
        Record::Indicator(one) => (Table::Indicator, &one.reference),
        Record::Risk(one) => (Table::Risk, &one.reference),
        Record::Saving(one) => (Table::Saving, &one.reference),
        Record::Commitment(one) => (Table::Commitment, &one.reference),
        Record::BudgetLine(one) if is_distinct_name(&one.name) => (Table::BudgetLine, &one.name),
        _ => return None,
    };
    Some((table, name.as_str()))
}

/// What the links of a step were made by, as the end of a sentence: `AC/S9, R1 and 3 more`; each
/// reference is named once. Empty without any.
pub fn in_words(references: &[String]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for reference in references {
        if !named.contains(&reference.as_str()) {
            named.push(reference);
        }
    }
    let others = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    match (named.as_slice(), others) {
        ([], _) => String::new(),
        ([one], _) => (*one).to_owned(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (named, others) => format!("{} and {others} more", named.join(", ")),
    }
}

/// The label of a step whose words linked themselves with what has these references.
pub fn label_with_links(label: &str, references: &[String]) -> String {
    match in_words(references) {
        named if named.is_empty() => label.to_owned(),
        named => format!("{label}, linked with {named}"),
    }
}

/// What an import would link, or has linked, as a sentence; empty where nothing is named.
pub fn links_found(references: &[String]) -> String {
    let count = match references.len() {
        0 => return String::new(),
        1 => "1 reference found".to_owned(),
        count => format!("{count} references found"),
    };
    format!("Links: {count}, to {}.", in_words(references))
}
