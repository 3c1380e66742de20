//! What history promises: nothing is rewritten, nobody is overwritten, and
//! the rules are kept with plain errors.

use crate::store::support::*;
use quarterdeck::domain::{Period, Rating};
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::*;

#[test]
fn a_reopened_period_is_restored_as_it_was_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut store = sample(&path);
    // Reported under one polarity, then the indicator is redefined.
    let row = detail(&store, 1, PERIODS[0]).indicator;
    let redefined =
        Indicator { polarity: quarterdeck::domain::Polarity::Lower, description: "New words".into(), ..row };
    let reported = indicators(&store, &list(PERIODS[0]));
    store.apply(&Change::new("redefine").put(Record::Indicator(redefined)), &stamp(1)).unwrap();
    assert_eq!(indicators(&store, &list(PERIODS[0])), reported, "a closed period changed");
    let before = dump(&path);
    let row = opening(&store).periods.remove(0);
    let open = |because: &str| {
        Record::Period(PeriodRecord {
            status: PeriodStatus::Open,
            reopened_because: because.into(),
            ..row.clone()
        })
    };
    let refused = store.apply(&Change::new("reopen").put(open(" ")), &stamp(1)).unwrap_err();
    assert!(matches!(refused, StoreError::Invalid { .. }), "{refused}");
    store.apply(&Change::new("reopen").put(open("late figures")), &stamp(1)).unwrap();
    assert_ne!(indicators(&store, &list(PERIODS[0])), reported);
    store.undo(&stamp(2)).unwrap();
    assert_eq!(dump(&path), before);
}

#[test]
fn history_cannot_be_altered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut store = sample(&path);
    let row = result_of(&store, 1, PERIODS[1]);
    store
        .apply(&Change::new("x").put(Record::Result(ResultRecord { numerator: Some(3.0), ..row })), &stamp(1))
        .unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    for sql in [
        "UPDATE operation SET who = 'x'",
        "DELETE FROM operation",
        "UPDATE change SET before = NULL",
        "DELETE FROM change",
    ] {
        let error = connection.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("the history cannot be changed"), "{sql}: {error}");
    }
}

#[test]
fn two_writers_never_overwrite_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut mine = sample(&path);
    let mut theirs = Store::open(&path, Access::ReadWrite).unwrap();
    let row = result_of(&mine, 1, PERIODS[1]);
    let set = |numerator: f64| Record::Result(ResultRecord { numerator: Some(numerator), ..row.clone() });
    assert!(!mine.changed_elsewhere());
    theirs.apply(&Change::new("theirs").put(set(7.0)), &Stamp { who: "Robin".into(), ..stamp(1) }).unwrap();
    assert!(mine.changed_elsewhere());
    assert!(!mine.changed_elsewhere());
    let before = dump(&path);
    let change = Change::new("mine").put(Record::Target(target(1, PERIODS[2], 4.0))).put(set(8.0));
    let Err(StoreError::Conflict(conflict)) = mine.apply(&change, &stamp(2)) else { panic!("no conflict") };
    assert_eq!(conflict.by, "Robin");
    assert_eq!((conflict.table, conflict.id), (Table::Result, row.id));
    let numerator = |record: &Option<Record>| match record {
        Some(Record::Result(row)) => row.numerator,
        other => panic!("{other:?}"),
    };
    assert_eq!((numerator(&conflict.mine), numerator(&conflict.theirs)), (Some(8.0), Some(7.0)));
    assert_eq!(dump(&path), before, "half applied");
    // The same figure entered by both is nobody's conflict, and nobody's step.
    assert_eq!(mine.apply(&Change::new("same").put(set(7.0)), &stamp(3)).unwrap().operation, 0);
    // A row both add is a conflict too: neither text is lost.
    theirs
        .apply(&Change::new("t").put(Record::Commentary(commentary(1, PERIODS[2], "Theirs."))), &stamp(4))
        .unwrap();
    let twice =
        mine.apply(&Change::new("m").put(Record::Commentary(commentary(1, PERIODS[2], "Mine."))), &stamp(5));
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    // Undo by the one takes back the other's latest step, and their copy is then stale.
    mine.undo(&stamp(6)).unwrap();
    assert_eq!(opening(&theirs).undo.as_deref(), Some("theirs"));
    let removed = theirs.apply(&Change::new("r").remove(Table::Result, row.id, row.revision), &stamp(7));
    assert!(matches!(removed, Err(StoreError::Conflict(_))));
}

#[test]
fn rules_are_kept_with_plain_errors() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut store = sample(&path);
    let before = dump(&path);
    let mut refused = |record: Record| store.apply(&Change::new("x").put(record), &stamp(1)).unwrap_err();
    let closed = refused(Record::Commentary(commentary(1, PERIODS[0], "Late words")));
    assert!(matches!(&closed, StoreError::PeriodClosed { period } if period == PERIODS[0]));
    let duplicate = refused(Record::Indicator(Indicator { reference: "ac/7".into(), ..indicator(0, 7) }));
    assert!(duplicate.to_string().contains("AC/7 is already the reference of “"), "{duplicate}");
    assert!(matches!(
        refused(Record::Target(target(999, PERIODS[1], 1.0))),
        StoreError::UnknownIndicator { id: 999 }
    ));
    assert!(matches!(
        refused(Record::Target(target(-5, PERIODS[1], 1.0))),
        StoreError::UnknownIndicator { id: -5 }
    ));
    // A period that the workbook does not have, and what a record holds until one is filled in.
    for code in ["2020/21-Q1", &Period::default().code()] {
        assert!(
            matches!(refused(Record::Target(target(1, code, 1.0))), StoreError::UnknownPeriod { .. }),
            "{code}"
        );
    }
    assert!(matches!(refused(Record::Target(target(1, "2016/17", f64::NAN))), StoreError::Invalid { .. }));
    assert!(matches!(
        refused(Record::Indicator(Indicator { scheme: "none such".into(), ..indicator(0, 50) })),
        StoreError::UnknownScheme { .. }
    ));
    assert_eq!(dump(&path), before);
    // An action raised in a closed period is still worked on.
    let action = detail(&store, 1, PERIODS[1]).actions.remove(0).action;
    assert_eq!(action.period, PERIODS[0].parse().unwrap());
    let later = Action { due: Some(day("2015-09-01")), ..action.clone() };
    store.apply(&Change::new("move").put(Record::Action(later)), &stamp(2)).unwrap();
    assert_eq!(detail(&store, 1, PERIODS[1]).actions[0].slipped, 1);
    store.undo(&stamp(3)).unwrap();
    assert_eq!(detail(&store, 1, PERIODS[1]).actions[0].slipped, 0);
    // What closed periods report cannot be removed from under them.
    let row = detail(&store, 1, PERIODS[1]).indicator;
    let removal = store.apply(&Change::new("x").remove(Table::Indicator, 1, row.revision), &stamp(4));
    assert!(matches!(removal, Err(StoreError::InUse { .. })), "{removal:?}");
}

#[test]
fn opening_the_next_period_is_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut edits = sample_edits();
    edits.retain(|edit| !matches!(edit, Edit::Put(Record::Period(row)) if row.code == PERIODS[2].parse().unwrap() || row.code == PERIODS[3].parse().unwrap()));
    let mut store = Store::create(&path, &workbook(), &edits, "Sample", &stamp(0)).unwrap();
    let before = dump(&path);
    let Data::CarryForward(counts) =
        store.answer(&Query::CarryForward { period: PERIODS[1].parse().unwrap() }).unwrap()
    else {
        panic!()
    };
    assert_eq!(counts.to, "2015/16-Q2".parse().unwrap());
    assert_eq!(counts.indicators, 12);
    assert_eq!(counts.not_due, 3);
    assert_eq!(counts.targets, 11, "one has a target for the year");
    assert_eq!(counts.open_actions, 12);
    let change = store
        .carry_forward(
            PERIODS[1].parse().unwrap(),
            CarryChoices { targets: true, commentary: true, narrative: false },
        )
        .unwrap();
    store.apply(&change, &stamp(1)).unwrap();
    assert_eq!(opening(&store).workbook.current_period, Some("2015/16-Q2".parse().unwrap()));
    let found = detail(&store, 2, "2015/16-Q2");
    assert!(found.target.unwrap().carried);
    let reds = indicators(
        &store,
        &ListRequest {
            filter: Filter { ratings: vec![Rating::Red, Rating::RedAmber], ..Filter::default() },
            ..list(PERIODS[1])
        },
    );
    assert_eq!(reds.total, counts.commentary);
    for red in reds.rows {
        assert_eq!(
            detail(&store, red.indicator_id, "2015/16-Q2").commentary[0].carried_from,
            Some(PERIODS[1].parse().unwrap())
        );
    }
    let again = store.carry_forward(
        PERIODS[1].parse().unwrap(),
        CarryChoices { targets: true, commentary: true, narrative: false },
    );
    assert!(matches!(again, Err(StoreError::Duplicate { .. })));
    store.undo(&stamp(2)).unwrap();
    assert_eq!(dump(&path), before);
}
