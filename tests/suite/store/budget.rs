//! Budgets in the file: what a period shows, what is refused, totals of any lines.

use std::collections::HashMap;

use crate::store::support::{dump, period, stamp, workbook};
use proptest::prelude::*;
use quarterdeck::domain::Rating;
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::budget_steps::{
    MonthField, empty_line, open_months, remove_line, set_budget, set_months, spread,
};
use quarterdeck::workbook::views::budget::{capital, ordered, revenue};
use quarterdeck::workbook::*;

const Q1: &str = "2015/16-Q1";
const Q2: &str = "2015/16-Q2";

/// A line of a placeholder id, under another.
fn line(id: Id, parent: Option<Id>, name: &str) -> BudgetLine {
    let position = u32::try_from(id.unsigned_abs()).unwrap();
    BudgetLine { id, name: name.to_owned(), ..empty_line(BudgetKind::Revenue, parent, position, "Adults") }
}

fn amount(line_id: Id, period: &str, revised: i64, forecast: i64) -> BudgetAmount {
    BudgetAmount {
        id: 0,
        revision: 0,
        line_id,
        period: period.parse().unwrap(),
        original: None,
        revised: Some(revised),
        forecast: Some(forecast),
        stated_variation: None,
        stated_percent: None,
        comment: String::new(),
        rounding: 1,
        carried: false,
        source: String::new(),
    }
}

fn month(line_id: Id, period: &str) -> MonthlyAmount {
    MonthlyAmount {
        id: 0,
        revision: 0,
        line_id,
        period: period.parse().unwrap(),
        budget: Some(100),
        actual: Some(90),
        forecast: None,
        illustrative: false,
        source: String::new(),
    }
}

/// A total with two lines and their figures for the first quarter.
fn store(folder: &tempfile::TempDir) -> Store {
    let path = folder.path().join("money.qd");
    let edits: Vec<Edit> = [
        period(Q1, PeriodStatus::Open),
        period(Q2, PeriodStatus::Open),
        Record::BudgetLine(line(-1, None, "Adults")),
        Record::BudgetLine(line(-2, Some(-1), "Care")),
        Record::BudgetLine(line(-3, Some(-1), "Staff")),
        Record::BudgetAmount(amount(-2, Q1, 10_000, 10_300)),
        Record::BudgetAmount(amount(-3, Q1, 5_000, 4_900)),
    ]
    .into_iter()
    .map(Edit::Put)
    .collect();
    Store::create(&path, &workbook(), &edits, "New", &stamp(0)).unwrap();
    Store::open(&path, Access::ReadWrite).unwrap()
}

fn room(store: &Store, period: &str) -> BudgetView {
    match store.answer(&Query::Budget { period: period.parse().unwrap() }).unwrap() {
        Data::Budget(room) => *room,
        other => panic!("{other:?}"),
    }
}

fn row(store: &Store, period: &str, name: &str) -> BudgetRow {
    room(store, period).revenue.into_iter().find(|row| row.node.line.name == name).unwrap()
}

fn close(store: &mut Store, code: &str) {
    let Data::Opening(opening) = store.answer(&Query::Opening).unwrap() else { panic!() };
    let record = opening.periods.into_iter().find(|period| period.code == code.parse().unwrap()).unwrap();
    let change =
        Change::new("Close").put(Record::Period(PeriodRecord { status: PeriodStatus::Closed, ..record }));
    store.apply(&change, &stamp(5)).unwrap();
}

#[test]
fn a_period_shows_its_figures_or_the_latest_before_them_in_the_year() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let total = row(&store, Q1, "Adults");
    assert_eq!((total.revised.figure, total.forecast.figure), (Some(15_000), Some(15_200)));
    assert_eq!(total.variation, Some(200));
    assert_eq!(total.rating, Rating::Amber);
    // Nothing newer in the second quarter: as it stood, until something is entered.
    let care = row(&store, Q2, "Care");
    assert_eq!(care.amount.as_ref().unwrap().period, Q1.parse().unwrap());
    let change = set_budget(&care.node.line, care.amount.as_ref(), Q2.parse().unwrap(), |new| {
        new.forecast = Some(11_000)
    });
    store.apply(&change, &stamp(1)).unwrap();
    assert_eq!(row(&store, Q2, "Care").forecast.figure, Some(11_000));
    assert_eq!(row(&store, Q2, "Care").revised.figure, Some(10_000));
    assert_eq!(row(&store, Q1, "Care").forecast.figure, Some(10_300));
    assert_eq!(row(&store, Q2, "Adults").forecast.figure, Some(15_900));
}

#[test]
fn a_closed_quarter_and_its_months_stay_as_reported() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let care = row(&store, Q1, "Care");
    let id = care.node.line.id;
    let put = |period: &str| Change::new("Month").put(Record::MonthlyAmount(month(id, period)));
    // Months need no period of their own in the workbook.
    store.apply(&put("2015/16-M02"), &stamp(1)).unwrap();
    close(&mut store, Q1);
    let change =
        set_budget(&care.node.line, care.amount.as_ref(), Q1.parse().unwrap(), |new| new.forecast = Some(1));
    let refused = store.apply(&change, &stamp(6));
    assert!(matches!(refused, Err(StoreError::PeriodClosed { .. })), "{refused:?}");
    let refused = store.apply(&put("2015/16-M03"), &stamp(7));
    assert!(matches!(refused, Err(StoreError::PeriodClosed { .. })), "{refused:?}");
    store.apply(&put("2015/16-M04"), &stamp(8)).unwrap();
    let refused = store.apply(&put("2015/16-Q2"), &stamp(9));
    assert!(refused.unwrap_err().to_string().contains("not a month"));
    // Spreading leaves the reported months alone.
    let Data::Opening(opening) = store.answer(&Query::Opening).unwrap() else { panic!() };
    let Data::BudgetLine(detail) =
        store.answer(&Query::BudgetLine { line: id, period: Q2.parse().unwrap() }).unwrap()
    else {
        panic!()
    };
    let open = open_months(&detail.months, &opening.periods);
    assert_eq!(open, (3..12).collect::<Vec<_>>());
    let figures = spread(&detail, MonthField::Budget, false, &open).unwrap();
    // One reported month holds 100 of the 10,000.
    assert_eq!(figures.iter().filter_map(|(.., amount)| *amount).sum::<i64>(), 9_900);
    store.apply(&set_months(&detail.line, &detail.months, &figures, "spread"), &stamp(9)).unwrap();
    store.undo(&stamp(9)).unwrap();
    // What was spent later was not known then.
    let of = |period: &str| match store
        .answer(&Query::BudgetLine { line: id, period: period.parse().unwrap() })
        .unwrap()
    {
        Data::BudgetLine(detail) => detail.months,
        other => panic!("{other:?}"),
    };
    assert_eq!((of(Q1)[1].actual, of(Q1)[3].actual), (Some(90), None));
    assert_eq!(of(Q2)[3].actual, Some(90));
    // A line added since is not in the closed quarter.
    store.apply(&Change::new("Add").put(Record::BudgetLine(line(-1, None, "New"))), &stamp(10)).unwrap();
    assert_eq!(room(&store, Q1).revenue.len(), 3);
    assert_eq!(room(&store, Q2).revenue.len(), 4);
}

#[test]
fn a_circle_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let (adults, care) = (row(&store, Q1, "Adults").node.line, row(&store, Q1, "Care").node.line);
    let circle = BudgetLine { parent_id: Some(care.id), ..adults.clone() };
    let error = store.apply(&Change::new("Move").put(Record::BudgetLine(circle)), &stamp(1)).unwrap_err();
    assert!(error.to_string().contains("Adults") && error.to_string().contains("Care"), "{error}");
    let itself = BudgetLine { parent_id: Some(adults.id), ..adults };
    store.apply(&Change::new("Move").put(Record::BudgetLine(itself)), &stamp(2)).unwrap_err();
}

#[test]
fn deleting_takes_what_hangs_on_a_line_and_undo_brings_back_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let care = row(&store, Q1, "Care").node.line;
    let about = Subject { table: Table::BudgetLine, id: care.id };
    let action =
        Action { description: "Fewer".to_owned(), ..steps::empty_action(about, Q1.parse().unwrap()) };
    store
        .apply(
            &Change::new("More")
                .put(Record::MonthlyAmount(month(care.id, "2015/16-M01")))
                .put(Record::Action(action)),
            &stamp(1),
        )
        .unwrap();
    // Alone it cannot go: something is tied to it.
    let alone = store.apply(&remove_line(&care, &[]), &stamp(2)).unwrap_err();
    assert!(alone.to_string().contains("action"), "{alone}");
    let path = folder.path().join("money.qd");
    let before = dump(&path);
    let Data::BudgetLineRows { rows, ties, .. } =
        store.answer(&Query::BudgetLineRows { line: care.id }).unwrap()
    else {
        panic!()
    };
    assert_eq!((rows.len(), ties), (3, vec!["action “Fewer”".to_owned()]));
    store.apply(&remove_line(&care, &rows), &stamp(3)).unwrap();
    assert_eq!(room(&store, Q1).revenue.len(), 2);
    assert_eq!(row(&store, Q1, "Adults").forecast.figure, Some(4_900));
    store.undo(&stamp(4)).unwrap();
    let after = dump(&path);
    // Revisions go on, so that nobody's older copy fits; everything else is as it was.
    assert_eq!(before.len(), after.len());
    assert_eq!(row(&store, Q1, "Adults").forecast.figure, Some(15_200));
}

#[test]
fn the_summary_tells_the_largest_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let Data::Money(money) = store.answer(&Query::Money { period: Q1.parse().unwrap() }).unwrap() else {
        panic!()
    };
    assert_eq!((money.revised, money.forecast, money.variation), (Some(15_000), Some(15_200), Some(200)));
    assert_eq!((money.rating, money.over, money.lines), (Rating::Amber, 1, 3));
    assert_eq!(money.largest[0].name, "Care");
    assert_eq!(money.largest[0].rating, Rating::Red);
    assert_eq!(money.savings_target, None);
}

#[test]
fn totals_too_large_to_add_up_are_left_out_and_said() {
    let lines = vec![BudgetLine { id: 1, ..line(-1, None, "Huge") }, part(2, 1), part(3, 1)];
    let amounts = [amount(2, Q1, i64::MAX, 0), amount(3, Q1, 1, 0)];
    let rows = revenue(lines, amounts.into_iter().map(|row| (row.line_id, row)).collect(), 2.0);
    assert_eq!(rows[0].revised.figure, None);
    assert_eq!(rows[0].forecast.figure, Some(0));
    assert!(rows[0].too_large);
    assert!(rows[0].notes(Default::default())[0].contains("too large to add up"));
}

#[test]
fn what_was_put_off_is_to_be_brought_forward() {
    let lines = vec![BudgetLine { id: 1, kind: BudgetKind::Capital, ..line(-1, None, "Homes") }];
    let put_off = HashMap::from([(1, 50_000)]);
    let rows = capital(lines.clone(), HashMap::new(), &put_off);
    assert!(rows[0].notes(Default::default())[0].contains("nothing is brought forward yet"));
    let mut own = CapitalAmount { line_id: 1, period: Q1.parse().unwrap(), ..CapitalAmount::default() };
    own.slippage_in = Some(50_000);
    let rows = capital(lines, HashMap::from([(1, own)]), &put_off);
    assert_eq!(rows[0].notes(Default::default()), Vec::<String>::new());
}

/// A line of a stored id.
fn part(id: Id, parent: Id) -> BudgetLine {
    BudgetLine { id, ..line(-1, Some(parent), &format!("Part {id}")) }
}

/// Any forest: every line under an earlier one, or at the top.
fn forest() -> impl Strategy<Value = Vec<(Option<usize>, Option<i64>)>> {
    prop::collection::vec(
        (prop::option::of(any::<prop::sample::Index>()), prop::option::of(-1_000_000_i64..1_000_000)),
        1..40,
    )
    .prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(at, (parent, amount))| (parent.filter(|_| at > 0).map(|index| index.index(at)), amount))
            .collect()
    })
}

proptest! {
    #[test]
    fn every_total_is_the_sum_of_the_lines_below_it(rows in forest()) {
        let id = |at: usize| at as Id + 1;
        let lines: Vec<BudgetLine> = rows
            .iter()
            .enumerate()
            .map(|(at, (parent, _))| BudgetLine { id: id(at), parent_id: parent.map(id), ..line(-1, None, "x") })
            .collect();
        let mut amounts = HashMap::new();
        for (at, (_, figure)) in rows.iter().enumerate() {
            if let Some(figure) = figure {
                amounts.insert(id(at), amount(id(at), Q1, *figure, -figure));
            }
        }
        let nodes = ordered(lines.clone());
        prop_assert_eq!(nodes.len(), rows.len());
        for (at, node) in nodes.iter().enumerate() {
            // Every subtotal stands before its lines.
            prop_assert!(node.parent.is_none_or(|parent| parent < at));
        }
        for row in revenue(lines, amounts.clone(), 2.0) {
            let is_below = |mut at: usize| loop {
                if id(at) == row.node.line.id { break true; }
                match rows[at].0 { Some(parent) => at = parent, None => break false }
            };
            let leaf = |at: usize| rows.iter().all(|(parent, _)| *parent != Some(at));
            let below: Vec<i64> =
                (0..rows.len()).filter(|at| leaf(*at) && is_below(*at)).filter_map(|at| rows[at].1).collect();
            if row.node.is_total() && !below.is_empty() && row.node.below > 0 {
                let own = amounts.get(&row.node.line.id).and_then(|own| own.revised);
                // Lines without figures leave subtotals their printed ones, which then count.
                let quoted = rows.iter().enumerate().any(|(at, (_, figure))| !leaf(at) && figure.is_some());
                if !quoted {
                    prop_assert_eq!(row.revised.lines, Some(below.iter().sum::<i64>()));
                    prop_assert_eq!(own, None);
                }
            }
        }
    }

    #[test]
    fn capital_totals_are_sums_step_by_step(steps in prop::collection::vec((-1_000_i64..1_000, -1_000_i64..1_000), 1..20)) {
        let mut lines = vec![BudgetLine { id: 1, kind: BudgetKind::Capital, ..line(-1, None, "All") }];
        let mut amounts = HashMap::new();
        for (at, (original, slippage)) in steps.iter().enumerate() {
            let id = at as Id + 2;
            lines.push(BudgetLine { kind: BudgetKind::Capital, ..part(id, 1) });
            let mut own = CapitalAmount { line_id: id, period: Q1.parse().unwrap(), ..CapitalAmount::default() };
            (own.original, own.slippage) = (Some(*original), Some(*slippage));
            amounts.insert(id, own);
        }
        let rows = capital(lines, amounts, &HashMap::new());
        let sum: i64 = steps.iter().map(|(original, slippage)| original + slippage).sum();
        prop_assert_eq!(rows[0].chain.latest, Some(sum));
        prop_assert_eq!(rows[1..].iter().filter_map(|row| row.chain.latest).sum::<i64>(), sum);
    }
}
