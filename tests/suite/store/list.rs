//! The indicator list: every window is a part of the one whole list.

use crate::store::support::*;
use quarterdeck::domain::{Period, Rating};
use quarterdeck::workbook::*;

const SORTS: [SortBy; 14] = [
    SortBy::Worst,
    SortBy::Reference,
    SortBy::Description,
    SortBy::Kind,
    SortBy::Service,
    SortBy::Owner,
    SortBy::Covers,
    SortBy::Previous,
    SortBy::Target,
    SortBy::Value,
    SortBy::Variance,
    SortBy::Direction,
    SortBy::Benchmark,
    SortBy::Review,
];

#[test]
fn windows_agree_with_the_whole_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let store = sample(&path);
    for sort in SORTS {
        for descending in [false, true] {
            for text in ["", "care"] {
                let filter = Filter { text: text.into(), ..Filter::default() };
                let whole = ListRequest { sort, descending, filter, ..list(PERIODS[1]) };
                // A store that has answered nothing yet, so that no order is remembered.
                let fresh =
                    quarterdeck::store::Store::open(&path, quarterdeck::store::Access::ReadOnly).unwrap();
                let all = indicators(&store, &whole);
                assert_eq!(all.rows.len() as u64, all.total);
                assert_eq!(all.unfiltered, 12);
                for start in 0..=all.total {
                    for length in [1_u32, 3, 100] {
                        let window = Window { start, length };
                        let part = indicators(&fresh, &ListRequest { window, ..whole.clone() });
                        let from = usize::try_from(part.start).unwrap();
                        assert_eq!(
                            part.rows,
                            all.rows[from..from + part.rows.len()],
                            "{sort:?} {start} {length}"
                        );
                        assert!(start == all.total || part.start == start);
                        assert_eq!(part.total, all.total);
                    }
                }
                for (position, row) in all.rows.iter().enumerate() {
                    let request = ListRequest {
                        around: Some(row.indicator_id),
                        window: Window { start: 0, length: 3 },
                        ..whole.clone()
                    };
                    let part = indicators(&fresh, &request);
                    let place = position - usize::try_from(part.start).unwrap();
                    assert_eq!(part.rows[place], *row);
                }
            }
        }
    }
}

#[test]
fn worst_is_first_and_missing_values_are_last() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("report.qd"));
    let rows = indicators(&store, &list(PERIODS[1])).rows;
    assert!(rows.is_sorted_by_key(|row| row.rating.severity()));
    for descending in [false, true] {
        let request = ListRequest { sort: SortBy::Value, descending, ..list(PERIODS[1]) };
        let rows = indicators(&store, &request).rows;
        assert!(rows.is_sorted_by_key(|row| row.value.is_none()));
        assert!(rows.last().unwrap().value.is_none());
    }
}

#[test]
fn filters_mean_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("report.qd"));
    let all = indicators(&store, &list(PERIODS[1])).rows;
    let references = |filter: Filter| {
        let list = indicators(&store, &ListRequest { filter, sort: SortBy::Reference, ..list(PERIODS[1]) });
        assert_eq!(list.total as usize, list.rows.len());
        list.rows.into_iter().map(|row| row.reference).collect::<Vec<_>>()
    };
    let text = |text: &str| references(Filter { text: text.into(), ..Filter::default() });
    let expect = |words: &[&str]| {
        let mut expected: Vec<String> = all
            .iter()
            .filter(|row| {
                let whole = format!("{}\n{}\n{}", row.reference, row.description, row.owner).to_lowercase();
                words.iter().all(|word| whole.contains(word))
            })
            .map(|row| row.reference.clone())
            .collect();
        expected.sort_by(|one, other| quarterdeck::domain::reference::compare(one, other));
        expected
    };
    assert_eq!(text("AC/1"), expect(&["ac/1"]));
    assert_eq!(text("  health   TRANSFERS "), expect(&["health", "transfers"]));
    assert_eq!(text("%"), expect(&["%"]));
    assert_eq!(text("done_on"), expect(&["done_on"]));
    assert_eq!(text("e_on"), expect(&["e_on"]));
    assert_eq!(text("ärger"), expect(&["ärger"]), "letters beyond ASCII fold too");
    assert!(!text("ärger").is_empty());
    assert_eq!(text("_"), expect(&["_"]));
    assert_eq!(text("no such"), Vec::<String>::new());
    let reds = references(Filter { ratings: vec![Rating::Red], ..Filter::default() });
    let mut expected: Vec<String> =
        all.iter().filter(|row| row.rating == Rating::Red).map(|row| row.reference.clone()).collect();
    expected.sort_by(|one, other| quarterdeck::domain::reference::compare(one, other));
    assert_eq!(reds, expected);
    assert!(!reds.is_empty());
    let both = references(Filter {
        kinds: vec!["Critical".into()],
        services: vec!["Care".into(), "Homes".into()],
        owners: vec!["Head of Health".into(), "Nobody".into()],
        text: "ac".into(),
        ..Filter::default()
    });
    let expected = all.iter().filter(|row| {
        row.kind == "Critical"
            && ["Care", "Homes"].contains(&row.service.as_str())
            && row.owner == "Head of Health"
    });
    assert_eq!(both.len(), expected.count());
}

#[test]
fn remembered_orders_are_forgotten_when_the_workbook_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut store = sample(&path);
    let mut other = quarterdeck::store::Store::open(&path, quarterdeck::store::Access::ReadWrite).unwrap();
    let request = ListRequest {
        sort: SortBy::Value,
        filter: Filter { text: "ac".into(), ..Filter::default() },
        ..list(PERIODS[1])
    };
    indicators(&store, &request);
    let mut row = result_of(&store, 1, PERIODS[1]);
    row.numerator = Some(99.9);
    other.apply(&Change::new("elsewhere").put(Record::Result(row)), &stamp(1)).unwrap();
    let there = indicators(&other, &request);
    assert_eq!(indicators(&store, &request), there);
    let mut row = result_of(&store, 1, PERIODS[1]);
    row.numerator = Some(0.1);
    store.apply(&Change::new("here").put(Record::Result(row)), &stamp(1)).unwrap();
    assert_eq!(indicators(&store, &request), indicators(&other, &request));
}

#[test]
fn retired_indicators_leave_later_periods_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sample(&folder.path().join("report.qd"));
    let row = detail(&store, 3, PERIODS[1]).indicator;
    let retired = Indicator {
        retired_from: Some(Period::parse(PERIODS[2]).unwrap()),
        retired_because: "Merged".into(),
        ..row
    };
    store.apply(&Change::new("retire").put(Record::Indicator(retired)), &stamp(1)).unwrap();
    let has = |code: &str| indicators(&store, &list(code)).rows.iter().any(|row| row.indicator_id == 3);
    assert_eq!(PERIODS.map(has), [true, true, false, false]);
}
