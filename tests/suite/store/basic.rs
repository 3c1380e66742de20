//! Creating, changing, undoing and asking, on real files.

use crate::store::support::*;
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::*;

#[test]
fn create_apply_undo_redo_across_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut store = sample(&path);
    let first = dump(&path);
    assert!(matches!(store.undo(&stamp(1)), Err(StoreError::NothingToUndo)));

    let mut row = result_of(&store, 1, "2015/16-Q1");
    row.numerator = Some(10.0);
    let applied = store.apply(&Change::new("AC/1 result").put(Record::Result(row)), &stamp(2)).unwrap();
    assert_eq!(applied.operation, 2);
    let second = dump(&path);
    assert_ne!(first, second);
    drop(store);

    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    let undone = store.undo(&stamp(3)).unwrap();
    assert_eq!(undone.label, "AC/1 result");
    assert_eq!(dump(&path), first);
    drop(store);

    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert!(matches!(store.undo(&stamp(4)), Err(StoreError::NothingToUndo)));
    store.redo(&stamp(5)).unwrap();
    assert_eq!(dump(&path), second);
    assert!(matches!(store.redo(&stamp(6)), Err(StoreError::NothingToRedo)));
    store.undo(&stamp(7)).unwrap();
    assert_eq!(dump(&path), first);

    let history =
        store.answer(&Query::History { about: None, window: Window { start: 0, length: 50 } }).unwrap();
    let Data::History(list) = history else { panic!() };
    assert_eq!(list.total, 5);
    let labels: Vec<(&str, bool)> = list.rows.iter().map(|row| (row.label.as_str(), row.undone)).collect();
    assert_eq!(
        labels,
        [
            ("Undid: AC/1 result", false),
            ("Redid: AC/1 result", true),
            // Undoing the redo put this undo back in force.
            ("Undid: AC/1 result", false),
            ("AC/1 result", true),
            ("Sample", false),
        ]
    );
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn every_question_has_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let store = sample(&path);
    let period = "2015/16-Q1".to_owned();
    let window = Window { start: 0, length: 100 };
    let today = day("2015-07-06");
    let questions = [
        Query::Opening,
        Query::Overview { period: period.parse().unwrap(), today },
        Query::Indicators(list(&period)),
        Query::ReviewQueue { period: period.parse().unwrap() },
        Query::Detail { indicator: 1, period: period.parse().unwrap() },
        Query::Actions(ActionRequest {
            period: period.parse().unwrap(),
            today,
            owner: String::new(),
            about: None,
            filter: ActionFilter::Open,
            text: "plan".into(),
            window,
        }),
        Query::History { about: Some(Subject { table: Table::Indicator, id: 1 }), window },
        Query::Operation { id: 1 },
        Query::Find { text: "ac/1".into(), period: period.parse().unwrap(), limit: 5 },
        Query::CarryForward { period: "2015/16-Q2".parse().unwrap() },
        Query::Values { field: ValueField::Owner },
    ];
    for question in questions {
        store.answer(&question).unwrap_or_else(|error| panic!("{question:?}: {error}"));
    }
    let Data::Find(found) = store
        .answer(&Query::Find { text: "ac/1".into(), period: period.parse().unwrap(), limit: 3 })
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(found[0].reference, "AC/1");
}
