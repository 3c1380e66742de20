//! Links and actions about anything: what the tables cannot forbid, the store does.

mod store_support;

use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::linking::between;
use quarterdeck::workbook::*;
use store_support::*;

fn subject(table: Table, id: Id) -> Subject {
    Subject { table, id }
}

fn risk(id: Id, reference: &str) -> Record {
    Record::Risk(Risk {
        id,
        revision: 0,
        reference: reference.into(),
        title: "Too few assessors".into(),
        cause: String::new(),
        event: String::new(),
        consequence: String::new(),
        category: String::new(),
        service: String::new(),
        owner: String::new(),
        treatment: Treatment::Treat,
        assurance: String::new(),
        opened_in: String::new(),
        closed_in: String::new(),
        closed_because: String::new(),
        placeholder: false,
        source: String::new(),
    })
}

fn linked(store: &Store, subject: Subject) -> Vec<Linked> {
    let period = PERIODS[1].to_owned();
    match store.answer(&Query::Linked { subject, period }).unwrap() {
        Data::Linked(linked) => linked,
        other => panic!("{other:?}"),
    }
}

/// A workbook with a risk linked to indicator 3, and the risk's id.
fn with_risk(path: &std::path::Path) -> (Store, Id) {
    let mut store = sample(path);
    let link = between(subject(Table::Risk, -5), subject(Table::Indicator, 3));
    let change = Change::new("risk").put(risk(-5, "R1")).put(Record::Link(link));
    let applied = store.apply(&change, &stamp(1)).unwrap();
    (store, applied.inserted[0].1)
}

#[test]
fn a_link_is_seen_from_both_ends_whatever_order_it_was_made_in() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = with_risk(&folder.path().join("report.qd"));
    let here = linked(&store, subject(Table::Indicator, 3));
    assert_eq!((here.len(), here[0].name.reference.as_str()), (1, "R1"));
    let there = linked(&store, subject(Table::Risk, id));
    assert_eq!(there[0].name.subject, subject(Table::Indicator, 3));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, id) = with_risk(&folder.path().join("report.qd"));
    let mut refused = |record: Record| store.apply(&Change::new("x").put(record), &stamp(2)).unwrap_err();
    let same = subject(Table::Risk, id);
    assert!(refused(Record::Link(between(same, same))).to_string().contains("linked to itself"));
    let missing = between(same, subject(Table::BudgetLine, 99));
    assert!(matches!(refused(Record::Link(missing)), StoreError::NotFound { .. }));
    let twice = between(same, subject(Table::Indicator, 3));
    assert!(refused(Record::Link(twice)).to_string().contains("linked already"));
    let nothing = between(same, subject(Table::Target, 1));
    assert!(refused(Record::Link(nothing)).to_string().contains("Nothing can be about a target"));
    let orphan = Action { subject: Table::Risk, subject_id: 99, ..action(1, PERIODS[1], None) };
    assert!(matches!(refused(Record::Action(orphan)), StoreError::NotFound { .. }));
    assert!(refused(risk(0, "r1")).to_string().contains("already the reference"));
}

#[test]
fn removing_what_is_linked_names_what_links_and_undo_brings_all_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let (mut store, id) = with_risk(&path);
    let before = dump(&path);
    let about = Action { subject: Table::Risk, subject_id: id, ..action(1, PERIODS[1], None) };
    store.apply(&Change::new("action").put(Record::Action(about)), &stamp(2)).unwrap();
    let refused = store.apply(&Change::new("x").remove(Table::Risk, id, 1), &stamp(3)).unwrap_err();
    let said = refused.to_string();
    assert!(said.starts_with("R1 cannot be removed"), "{said}");
    assert!(said.contains("an action, indicator AC/2"), "{said}");
    store.undo(&stamp(4)).unwrap();
    assert_eq!(dump(&path), before);
    // With its link in the same step it may go, and comes back as it was.
    let link = linked(&store, subject(Table::Risk, id))[0].link.clone();
    let change = Change::new("gone").remove(Table::Link, link.id, link.revision).remove(Table::Risk, id, 1);
    store.apply(&change, &stamp(5)).unwrap();
    assert!(linked(&store, subject(Table::Indicator, 3)).is_empty());
    store.undo(&stamp(6)).unwrap();
    assert_eq!(linked(&store, subject(Table::Indicator, 3)).len(), 1);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_left_over_is_found_by_the_check_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    drop(with_risk(&path));
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("DELETE FROM risk").unwrap();
    drop(other);
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    assert_eq!(store.verify().unwrap(), ["link 1 is about a risk that is not there"]);
}

#[test]
fn history_is_of_anything() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = with_risk(&folder.path().join("report.qd"));
    let window = Window { start: 0, length: 10 };
    let query = Query::History { about: Some(subject(Table::Risk, id)), window };
    match store.answer(&query).unwrap() {
        Data::History(list) => assert_eq!(list.rows[0].label, "risk"),
        other => panic!("{other:?}"),
    }
    match store.answer(&Query::Name { subject: subject(Table::Risk, id) }).unwrap() {
        Data::Name(name) => assert_eq!((name.short(), name.title), ("R1".into(), "Too few assessors".into())),
        other => panic!("{other:?}"),
    }
}
