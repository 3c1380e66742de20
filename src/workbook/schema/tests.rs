//! What is held of every description.

#[cfg(test)]
use std::fmt::Debug;

use chrono::NaiveDate;

use super::{Described, Typed, When, infos};
use crate::workbook::*;

fn when() -> When {
    When::new(NaiveDate::from_ymd_opt(2015, 10, 1).unwrap_or_default(), 4)
}

/// Each field of a record, read from its own text, is what it was.
fn is_kept<R: Described + PartialEq + Debug>(record: &R) {
    let when = when();
    for field in R::FIELDS {
        let (info, text) = (&field.info, (field.get)(record));
        let mut again = record.clone();
        let typed = Typed { text: text.trim(), info, when: &when, unit: None };
        if let Err(why) = (field.set)(&mut again, &typed) {
            panic!("{} cannot be “{text}”, as it is: {why}", info.code);
        }
        assert_eq!(again, *record, "{} read from “{text}”", info.code);
    }
}

#[test]
fn what_is_read_from_the_text_of_a_field_is_the_field() {
    let samples = [crate::sample::workbook(), crate::sample::regional()].map(Result::unwrap);
    let mut described = std::collections::BTreeSet::new();
    for record in samples.iter().flat_map(|(_, edits)| edits).filter_map(|edit| match edit {
        Edit::Put(record) => Some(record),
        Edit::Remove { .. } => None,
    }) {
        if !infos(record.table()).is_empty() {
            described.insert(record.table());
        }
        match record {
            Record::Indicator(indicator) => is_kept(indicator),
            Record::Risk(risk) => is_kept(risk),
            Record::Control(control) => is_kept(control),
            Record::Commitment(commitment) => is_kept(commitment),
            Record::Action(action) => is_kept(action),
            Record::Meeting(meeting) => is_kept(meeting),
            Record::Question(question) => is_kept(question),
            Record::BudgetLine(line) => is_kept(line),
            Record::BudgetAmount(amount) => is_kept(amount),
            Record::CapitalAmount(amount) => is_kept(amount),
            Record::Saving(saving) => is_kept(saving),
            Record::SavingPosition(position) => is_kept(position),
            Record::Milestone(milestone) => is_kept(milestone),
            Record::Section(section) => is_kept(section),
            Record::Theme(theme) => is_kept(theme),
            Record::Organisation(organisation) => is_kept(organisation),
            Record::Group(group) => is_kept(group),
            other => {
                assert!(infos(other.table()).is_empty(), "{:?} is described and not tried", other.table())
            }
        }
    }
    // Of which no sample has one.
    let reached =
        Milestone { done_on: Some(when().today), description: "A step".into(), ..Milestone::default() };
    is_kept(&reached);
    described.insert(Table::Milestone);
    assert!(Table::ALL.iter().all(|table| infos(*table).is_empty() || described.contains(table)));
    is_kept(&Indicator::default());
}

#[test]
fn every_field_has_words_and_one_name_everywhere() {
    for &table in Table::ALL {
        let infos = infos(table);
        for (at, info) in infos.iter().enumerate() {
            let (code, first) = (info.code, info.label.chars().next());
            assert!(first.is_some_and(char::is_uppercase), "{table:?} {code}: “{}”", info.label);
            assert!(
                info.help.is_empty() || info.help.ends_with(['.', '…']),
                "{table:?} {code}: “{}”",
                info.help
            );
            assert!(
                !info.alone || !info.flag.contains(|c: char| !c.is_ascii_lowercase() && c != '-'),
                "{code}: --{}",
                info.flag
            );
            assert!(
                !info.key.contains(|c: char| !c.is_ascii_lowercase() && c != '_'),
                "{code}: {}",
                info.key
            );
            for other in &infos[..at] {
                assert!(
                    other.code != code && other.flag != info.flag && other.key != info.key,
                    "{table:?} {code}"
                );
                assert_ne!(other.label, info.label, "{table:?}: {code} and {}", other.code);
            }
        }
    }
}
