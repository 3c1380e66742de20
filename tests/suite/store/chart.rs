//! Charts in the file: marks as ordinary records, and no more read than is shown.

use crate::store::support::*;
use quarterdeck::domain::PeriodKind;
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::chart::{ChartSeries, MAX_POINTS};
use quarterdeck::workbook::steps::chart::{no_rebase, note_on_point, rebase};
use quarterdeck::workbook::*;

fn series(store: &Store, indicator: Id, period: &str, kind: Option<PeriodKind>) -> ChartSeries {
    match store.answer(&Query::Chart { indicator, period: period.parse().unwrap(), kind }).unwrap() {
        Data::Chart(series) => *series,
        other => panic!("{other:?}"),
    }
}

fn mark(period: &str, kind: ChartMarkKind, text: &str) -> Record {
    let (period, text) = (period.to_owned(), text.to_owned());
    Record::ChartMark(ChartMark {
        id: 0,
        revision: 0,
        indicator_id: 3,
        period: period.parse().unwrap(),
        kind,
        text,
    })
}

#[test]
fn marks_are_kept_undone_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut store = sample(&path);
    let result = Record::Result(result(3, PERIODS[2], 5.0));
    store.apply(&Change::new("result").put(result), &stamp(0)).unwrap();
    let chart = series(&store, 3, PERIODS[2], None);
    let at = chart.position(PERIODS[2].parse().unwrap()).unwrap();
    store.apply(&note_on_point(&chart, at, " Snow "), &stamp(1)).unwrap();
    store.apply(&rebase(&chart, at, "New register"), &stamp(2)).unwrap();
    let chart = series(&store, 3, PERIODS[2], None);
    assert_eq!(chart.mark(at, ChartMarkKind::Note).unwrap().text, "Snow");
    // The same words again are no step; others are one, on the same row.
    assert_eq!(store.apply(&note_on_point(&chart, at, "Snow"), &stamp(3)).unwrap().operation, 0);
    store.apply(&note_on_point(&chart, at, "Snow and ice"), &stamp(4)).unwrap();
    assert_eq!(series(&store, 3, PERIODS[2], None).marks.len(), 2);
    store.apply(&no_rebase(&chart, at), &stamp(5)).unwrap();
    assert_eq!(series(&store, 3, PERIODS[2], None).marks.len(), 1);
    store.undo(&stamp(6)).unwrap();
    assert_eq!(series(&store, 3, PERIODS[2], None).marks.len(), 2);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    drop(store);
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    assert_eq!(series(&store, 3, PERIODS[2], None).marks.len(), 2);
    // A chart that ends earlier does not show what comes later.
    assert!(series(&store, 3, PERIODS[0], None).marks.is_empty());
}

#[test]
fn a_mark_makes_sense_or_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sample(&folder.path().join("report.qd"));
    let mut put = |record: Record| store.apply(&Change::new("x").put(record), &stamp(1));
    assert!(
        put(mark(PERIODS[1], ChartMarkKind::Note, "  ")).unwrap_err().to_string().contains("needs words")
    );
    let mut orphan = mark(PERIODS[1], ChartMarkKind::Note, "x");
    if let Record::ChartMark(mark) = &mut orphan {
        mark.indicator_id = 99;
    }
    assert!(matches!(put(orphan).unwrap_err(), StoreError::UnknownIndicator { id: 99 }));
    put(mark(PERIODS[1], ChartMarkKind::Note, "mine")).unwrap();
    // Written by someone else meanwhile: both are shown.
    let twice = put(mark(PERIODS[1], ChartMarkKind::Note, "yours")).unwrap_err();
    assert!(matches!(twice, StoreError::Conflict(_)), "{twice}");
    let unknown = Query::Chart { indicator: 99, period: PERIODS[1].parse().unwrap(), kind: None };
    assert!(matches!(store.answer(&unknown).unwrap_err(), StoreError::UnknownIndicator { id: 99 }));
}

#[test]
fn a_closed_period_is_noted_on_but_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sample(&folder.path().join("report.qd"));
    let record = opening(&store)
        .periods
        .into_iter()
        .find(|record| record.code == PERIODS[1].parse().unwrap())
        .unwrap();
    let closed = PeriodRecord { status: PeriodStatus::Closed, ..record };
    store.apply(&Change::new("close").put(Record::Period(closed)), &stamp(1)).unwrap();
    store
        .apply(&Change::new("note").put(mark(PERIODS[1], ChartMarkKind::Note, "Strike")), &stamp(2))
        .unwrap();
    let late = Change::new("late").put(Record::Target(target(3, PERIODS[1], 77.0)));
    assert!(matches!(store.apply(&late, &stamp(3)).unwrap_err(), StoreError::PeriodClosed { .. }));
}

#[test]
fn only_the_latest_points_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.qd");
    let generated = quarterdeck::sample::generated(2, 300);
    let rows: Vec<Edit> = generated.records().map(Edit::Put).collect();
    Store::create(&path, &generated.workbook(), &rows, "New", &stamp(0)).unwrap();
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    let last = opening(&store).periods.pop().unwrap().code;
    let chart = series(&store, 1, &last.code(), None);
    assert_eq!(chart.points.len(), MAX_POINTS);
    assert_eq!(chart.points.last().unwrap().period.code(), "2025/26-Q4");
}
