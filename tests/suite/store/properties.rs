//! Random steps: everything can be taken back and put back, and what is
//! worked out always agrees with what was entered.

use crate::store::support::*;
use proptest::prelude::*;
use quarterdeck::domain::{Period, Rating};
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::*;

/// A step described by small numbers, made into a change that fits the workbook as it is.
#[derive(Debug, Clone)]
enum Step {
    Figure { indicator: i64, period: usize, numerator: Option<i32> },
    Target { indicator: i64, period: usize, value: i32 },
    Words { indicator: i64, period: usize, text: String },
    Override { indicator: i64, period: usize },
    Review { indicator: i64, period: usize },
    Status { period: usize, open: bool },
    Describe { indicator: i64, text: String, retire: bool },
    Act { indicator: i64, day: Option<u32>, owner: bool, close: bool },
    New { number: i64 },
    Scheme { tolerance: bool },
    Carry { targets: bool, commentary: bool },
    Undo,
    Redo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let indicator = 1..=INDICATORS;
    let period = 0..PERIODS.len();
    let step = prop_oneof![
        4 => (indicator.clone(), period.clone(), proptest::option::of(0..500)).prop_map(|(indicator, period, numerator)|
            Step::Figure { indicator, period, numerator }),
        2 => (indicator.clone(), period.clone(), 0..500).prop_map(|(indicator, period, value)| Step::Target { indicator, period, value }),
        2 => (indicator.clone(), period.clone(), ".{0,12}").prop_map(|(indicator, period, text)| Step::Words { indicator, period, text }),
        1 => (indicator.clone(), period.clone()).prop_map(|(indicator, period)| Step::Override { indicator, period }),
        2 => (indicator.clone(), period.clone()).prop_map(|(indicator, period)| Step::Review { indicator, period }),
        2 => (period, any::<bool>()).prop_map(|(period, open)| Step::Status { period, open }),
        2 => (indicator, ".{0,8}", any::<bool>()).prop_map(|(indicator, text, retire)| Step::Describe { indicator, text, retire }),
        2 => (1..=INDICATORS, proptest::option::of(1..28_u32), any::<bool>(), any::<bool>()).prop_map(
            |(indicator, day, owner, close)| Step::Act { indicator, day, owner, close }),
        1 => (100..200_i64).prop_map(|number| Step::New { number }),
        1 => any::<bool>().prop_map(|tolerance| Step::Scheme { tolerance }),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(targets, commentary)| Step::Carry { targets, commentary }),
        2 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ];
    proptest::collection::vec(step, 1..25)
}

/// Does a step; errors of the rules (closed periods, duplicates) are part of the game.
fn take(store: &mut Store, step: Step, minute: u32) -> Result<(), StoreError> {
    let stamp = stamp(minute);
    let change = match step {
        Step::Undo => return store.undo(&stamp).map(drop),
        Step::Redo => return store.redo(&stamp).map(drop),
        Step::Carry { targets, commentary } => {
            let from = opening(store).workbook.current_period.unwrap();
            store.carry_forward(from, CarryChoices { targets, commentary, narrative: targets })?
        }
        Step::Figure { indicator, period, numerator } => {
            let code = PERIODS[period];
            match (detail(store, indicator, code).result, numerator) {
                (Some(row), Some(numerator)) => Change::new("figure")
                    .put(Record::Result(ResultRecord { numerator: Some(f64::from(numerator) / 3.0), ..row })),
                (Some(row), None) => Change::new("no figure").remove(Table::Result, row.id, row.revision),
                (None, numerator) => Change::new("new figure").put(Record::Result(result(
                    indicator,
                    code,
                    f64::from(numerator.unwrap_or(1)) / 7.0,
                ))),
            }
        }
        Step::Target { indicator, period, value } => {
            let code = PERIODS[period];
            match detail(store, indicator, code).target {
                Some(row) => Change::new("target")
                    .put(Record::Target(Target { value: f64::from(value) / 10.0, ..row })),
                None => {
                    Change::new("new target").put(Record::Target(target(indicator, code, f64::from(value))))
                }
            }
        }
        Step::Words { indicator, period, text } => {
            let code = PERIODS[period];
            match detail(store, indicator, code).commentary.pop() {
                Some(row) => Change::new("words").put(Record::Commentary(Commentary { text, ..row })),
                None => Change::new("new words").put(Record::Commentary(commentary(indicator, code, &text))),
            }
        }
        Step::Override { indicator, period } => {
            let code = PERIODS[period];
            match detail(store, indicator, code).rating_override {
                Some(row) => Change::new("no override").remove(Table::RatingOverride, row.id, row.revision),
                None => Change::new("override").put(Record::RatingOverride(RatingOverride {
                    id: 0,
                    revision: 0,
                    indicator_id: indicator,
                    period: code.parse().unwrap(),
                    rating: Rating::Red,
                    reason: "so".into(),
                    by: "Sam".into(),
                    at: "2015-07-06T14:02:11".into(),
                })),
            }
        }
        Step::Review { indicator, period } => {
            let found = detail(store, indicator, PERIODS[period]);
            let row = found.review.unwrap_or(Review {
                id: 0,
                revision: 0,
                indicator_id: indicator,
                period: PERIODS[period].parse().unwrap(),
                state: ReviewState::Reviewed,
                reason: String::new(),
                fingerprint: String::new(),
                by: "Sam".into(),
                at: String::new(),
            });
            Change::new("review")
                .put(Record::Review(Review { fingerprint: found.standing.fingerprint, ..row }))
        }
        Step::Status { period, open } => {
            let row = opening(store)
                .periods
                .into_iter()
                .find(|row| row.code == PERIODS[period].parse().unwrap())
                .unwrap();
            let status = if open { PeriodStatus::Open } else { PeriodStatus::Closed };
            Change::new("status").put(Record::Period(PeriodRecord {
                status,
                reopened_because: "checked".into(),
                ..row
            }))
        }
        Step::Describe { indicator, text, retire } => {
            let row = detail(store, indicator, PERIODS[1]).indicator;
            let retired_from = retire.then(|| Period::parse(PERIODS[2]).unwrap());
            Change::new("describe").put(Record::Indicator(Indicator {
                description: text,
                retired_from,
                ..row
            }))
        }
        Step::Act { indicator, day, owner, close } => {
            let Some(row) = detail(store, indicator, PERIODS[3]).actions.pop() else {
                return Ok(());
            };
            Change::new("act").put(Record::Action(Action {
                due: day.map(|day| chrono::NaiveDate::from_ymd_opt(2015, 9, day).unwrap()),
                owner: if owner { "Lead".into() } else { " ".into() },
                closed_in: close.then(|| Period::parse(PERIODS[1]).unwrap()),
                ..row.action
            }))
        }
        Step::New { number } => Change::new("new")
            .put(Record::Indicator(indicator(-1, number)))
            .put(Record::Target(target(-1, PERIODS[2], 5.0)))
            .put(Record::Result(result(-1, PERIODS[2], 6.0))),
        Step::Scheme { tolerance } => {
            let row = opening(store).workbook;
            let scheme = if tolerance { "tolerance" } else { "four-colour" }.to_owned();
            Change::new("scheme").put(Record::Workbook(Workbook { scheme, ..row }))
        }
    };
    store.apply(&change, &stamp).map(drop)
}

/// The tally is what counting would give.
fn assert_tally_is_exact(path: &std::path::Path) {
    let connection = rusqlite::Connection::open(path).unwrap();
    let counted = "SELECT period, kind, service, rating, direction, review, severity, count(*) FROM standing
                   GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7";
    assert_eq!(rows(&connection, "", "SELECT * FROM tally", None), rows(&connection, "", counted, None));
    let counted = "SELECT closed_in, period, ifnull(due, ''), trim(owner) = '', count(*) FROM action
                   GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4";
    let kept = rows(&connection, "", "SELECT * FROM action_tally", None);
    assert_eq!(kept, rows(&connection, "", counted, None));
}

/// Standings of open periods are what judging everything anew gives: a new
/// workbook of the same rows has the same ones.
fn assert_standings_are_exact(store: &Store, path: &std::path::Path) {
    let open: Vec<String> = opening(store)
        .periods
        .into_iter()
        .filter(PeriodRecord::is_open)
        .map(|period| period.code.code())
        .collect();
    // Setting another scheme and back judges everything in every open period.
    let copy = path.with_extension("copy");
    store.backup_to(&copy).unwrap();
    let mut other = Store::open(&copy, Access::ReadWrite).unwrap();
    let workbook = opening(&other).workbook;
    let scheme = workbook.scheme.clone();
    let away = Workbook { scheme: "fixed-bands".into(), first_month: 1, ..workbook };
    other.apply(&Change::new("away").put(Record::Workbook(away)), &stamp(1)).unwrap();
    let back = Workbook { scheme, first_month: 4, ..opening(&other).workbook };
    other.apply(&Change::new("back").put(Record::Workbook(back)), &stamp(1)).unwrap();
    for code in open {
        assert_eq!(indicators(store, &list(&code)), indicators(&other, &list(&code)));
    }
    drop(other);
    std::fs::remove_file(copy).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_brings_back_the_beginning(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.qd");
        let mut store = sample(&path);
        let mut seen = vec![dump(&path)];
        for (minute, step) in steps.into_iter().enumerate() {
            match take(&mut store, step, u32::try_from(minute).unwrap()) {
                Ok(()) | Err(StoreError::NothingToUndo | StoreError::NothingToRedo | StoreError::PeriodClosed { .. }
                    | StoreError::Duplicate { .. } | StoreError::Invalid { .. }) => {}
                Err(error) => panic!("{error}"),
            }
            assert_tally_is_exact(&path);
        }
        assert_standings_are_exact(&store, &path);
        let end = dump(&path);
        let mut undone = 0;
        while opening(&store).undo.is_some() {
            store.undo(&stamp(1)).unwrap();
            undone += 1;
            assert_tally_is_exact(&path);
        }
        prop_assert_eq!(&dump(&path), &seen.remove(0));
        for _ in 0..undone {
            store.redo(&stamp(2)).unwrap();
        }
        prop_assert_eq!(dump(&path), end);
        prop_assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn many_standings_are_counted_as_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.qd");
    let generated = quarterdeck::sample::generated(5_200, 1);
    let rows: Vec<Edit> = generated.records().map(Edit::Put).collect();
    let mut store = Store::create(&path, &generated.workbook(), &rows, "New", &stamp(1)).unwrap();
    assert_tally_is_exact(&path);
    // So many that index and triggers are taken down meanwhile.
    let quarters = ["2026/27-Q1", "2026/27-Q2", "2026/27-Q3", "2026/27-Q4"];
    let new = quarters.into_iter().fold(Change::new("Next year"), |change, code| {
        change.put(Record::Period(PeriodRecord {
            id: 0,
            revision: 0,
            code: code.parse().unwrap(),
            status: PeriodStatus::Open,
            reopened_because: String::new(),
        }))
    });
    store.apply(&new, &stamp(2)).unwrap();
    assert_tally_is_exact(&path);
    store.undo(&stamp(3)).unwrap();
    assert_tally_is_exact(&path);
    // Some are written in place of others.
    let mut workbook = opening(&store).workbook;
    workbook.review_ratings.clear();
    store.apply(&new.put(Record::Workbook(workbook)), &stamp(4)).unwrap();
    assert_tally_is_exact(&path);
}
