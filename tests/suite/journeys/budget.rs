//! Money: the tree, cells, months, words, lines and savings, key by key.

use quarterdeck::domain::Rating;
use quarterdeck::input::Scope;
use quarterdeck::workbook::{
    BudgetAmount, BudgetLineDetail, BudgetRow, BudgetView, Change, Data, Query, Record, SavingStatus,
    Subject, Table,
};

use crate::harness::{Harness, QUARTER};

/// Thousands of pounds in pence.
const K: i64 = 100_000;

fn room(harness: &Harness) -> BudgetView {
    match harness.store().answer(&Query::Budget { period: QUARTER.parse().unwrap() }).unwrap() {
        Data::Budget(room) => *room,
        other => panic!("{other:?}"),
    }
}

fn row(harness: &Harness, name: &str) -> BudgetRow {
    room(harness).revenue.into_iter().find(|row| row.node.line.name == name).unwrap()
}

fn detail(harness: &Harness, name: &str) -> BudgetLineDetail {
    let line = row(harness, name).node.line.id;
    match harness.store().answer(&Query::BudgetLine { line, period: QUARTER.parse().unwrap() }).unwrap() {
        Data::BudgetLine(detail) => *detail,
        other => panic!("{other:?}"),
    }
}

/// The budget with the cursor on a line's forecast.
fn at(name: &str) -> Harness {
    let mut harness = Harness::new(120, 40);
    harness.keys("6");
    go(&mut harness, name);
    harness
}

fn go(harness: &mut Harness, name: &str) {
    harness.keys("g");
    for _ in 0..30 {
        if harness.cursor_line().contains(name) {
            return;
        }
        harness.keys("j");
    }
    panic!("no {name} in\n{}", harness.screen());
}

#[test]
fn the_published_table_and_its_total_are_on_screen() {
    let mut harness = Harness::new(120, 40);
    harness.keys("6").assert_scope(Scope::Budget);
    for text in ["81,756", "81,686", "84,920", "+3,234", "+4.0%", "(1,062)", "(189)", "+26.2%"] {
        harness.assert_contains(text);
    }
    // The sum of the rounded lines stands beside the total; that it differs by one is no finding.
    harness.assert_contains("lines: 84,919").assert_lacks("The source prints 84,920");
    // A percentage printed without its minus is one.
    go(&mut harness, "Social Care Management");
    harness.assert_contains("The source prints 7.4%");
}

#[test]
fn a_cell_is_typed_into_and_the_total_follows_and_is_undone() {
    let mut harness = at("Safeguarding");
    harness.keys("e").assert_scope(Scope::Cell).type_text("930").keys("enter");
    harness.assert_scope(Scope::Budget).assert_row("Customer Care");
    assert_eq!(row(&harness, "Safeguarding").forecast.figure, Some(930 * K));
    harness.assert_contains("84,925").assert_contains("The dashboard prints 3,234");
    go(&mut harness, "Adults and Communities");
    harness.assert_contains("printed: 84,920");
    harness.keys("u").assert_contains("lines: 84,919");
    assert_eq!(row(&harness, "Safeguarding").forecast.figure, Some(924 * K));
}

/// Presses a key again where the figure is asked about, being far from the last.
fn keep(harness: &mut Harness, key: &str) {
    if harness.app().scope() == Scope::Cell {
        harness.assert_says("again to keep it").keys(key);
    }
}

#[test]
fn money_is_understood_as_officers_write_it() {
    let mut harness = at("Customer Care");
    for (text, pence) in [
        ("(29)", -29 * K),
        ("-29", -29 * K),
        ("1,234", 1_234 * K),
        ("1.2m", 1_200 * K),
        ("£3k", 3 * K),
        ("£29", 2_900),
    ] {
        harness.keys("e").type_text(text).keys("enter");
        keep(&mut harness, "enter");
        harness.keys("k");
        assert_eq!(row(&harness, "Customer Care").forecast.figure, Some(pence), "{text}");
    }
    // In another unit a plain number means something else.
    harness.keys("U").assert_says("£m").keys("e").type_text("0.5").keys("enter");
    keep(&mut harness, "enter");
    harness.keys("k");
    assert_eq!(row(&harness, "Customer Care").forecast.figure, Some(500 * K));
    harness.keys("U e").type_text("85.50").keys("enter");
    keep(&mut harness, "enter");
    harness.keys("k");
    assert_eq!(row(&harness, "Customer Care").forecast.figure, Some(8_550));
    // Emptied, it is not entered.
    harness.keys("e delete enter");
    assert_eq!(row(&harness, "Customer Care").forecast.figure, None);
    assert_eq!(row(&harness, "Customer Care").rating, Rating::None);
}

#[test]
fn letters_are_refused_with_a_sentence_and_stay_in_the_cell() {
    let mut harness = at("Customer Care");
    harness.keys("e").type_text("three").keys("enter").assert_scope(Scope::Cell);
    harness.assert_says("not an amount").assert_contains("three");
    harness.keys("esc").assert_scope(Scope::Budget);
    assert_eq!(row(&harness, "Customer Care").forecast.figure, Some(332 * K));
}

#[test]
fn totals_and_worked_out_cells_are_not_typed_into() {
    let mut harness = at("Adults and Communities");
    harness.keys("e").assert_scope(Scope::Budget).assert_says("totals from their lines");
    go(&mut harness, "Safeguarding");
    harness.keys("right e").assert_scope(Scope::Budget).assert_says("worked out");
}

#[test]
fn tab_goes_from_figure_to_figure() {
    let mut harness = at("Customer Care");
    harness.keys("left left");
    for (typed, key) in [("1", "tab"), ("2", "tab"), ("3", "enter")] {
        harness.keys("e").type_text(typed).keys(key);
        keep(&mut harness, key);
    }
    harness.assert_row("Customer Finance");
    let row = row(&harness, "Customer Care");
    assert_eq!(
        [row.original.figure, row.revised.figure, row.forecast.figure],
        [Some(K), Some(2 * K), Some(3 * K)]
    );
}

#[test]
fn the_tree_folds_and_opens() {
    let mut harness = at("Safeguarding");
    // From a line, folding goes to its subtotal first.
    harness.keys("space").assert_row("Adults and Communities").assert_contains("Safeguarding");
    harness.keys("space").assert_lacks("Customer Finance").assert_contains("+ Adults and Communities");
    harness.keys("space").assert_contains("Customer Finance");
    // On the names, Left and Right do the same.
    harness.keys("left left left left left").assert_lacks("Customer Finance");
    harness.keys("right").assert_contains("Customer Finance");
}

#[test]
fn months_are_typed_pasted_and_spread() {
    let mut harness = at("Safeguarding");
    harness.keys("t").assert_scope(Scope::Months).assert_contains("illustrative");
    // It opens at the first month without an actual.
    harness.keys("e").type_text("80").keys("enter");
    assert_eq!(detail(&harness, "Safeguarding").months[3].actual, Some(80 * K));
    // A row of twelve fills the year, and asks before it replaces.
    let twelve: Vec<String> = (1..=12).map(|n| format!("{n}")).collect();
    harness.keys("left").paste(&twelve.join("\t")).assert_scope(Scope::Question);
    harness.assert_contains("12 figures into budget").keys("n");
    assert_ne!(detail(&harness, "Safeguarding").months[0].budget, Some(K));
    harness.paste(&twelve.join("\t")).keys("y");
    let months = detail(&harness, "Safeguarding").months;
    assert_eq!(months[11].budget, Some(12 * K));
    harness.assert_contains("less than the revised budget");
    // Spread evenly, the pennies add up again.
    harness.keys("i").assert_scope(Scope::Choice).keys("enter");
    let months = detail(&harness, "Safeguarding").months;
    assert_eq!(months.iter().filter_map(|month| month.budget).sum::<i64>(), 732 * K);
    harness.keys("right right i enter");
    let months = detail(&harness, "Safeguarding").months;
    let spent: i64 = months.iter().filter_map(|month| month.actual).sum();
    let ahead: i64 = months[4..].iter().filter_map(|month| month.forecast).sum();
    assert_eq!(spent + ahead, 924 * K);
    // A typed month is no longer marked as invented.
    assert!(!months[4].illustrative && months[0].illustrative);
    harness.keys("u u").keys("esc").assert_scope(Scope::Budget);
}

#[test]
fn a_pasted_month_far_from_its_neighbours_in_the_block_is_asked_about() {
    let mut harness = at("Safeguarding");
    harness.keys("t").assert_scope(Scope::Months);
    let before: Vec<i64> =
        detail(&harness, "Safeguarding").months.iter().filter_map(|month| month.budget).collect();
    // Each within ten times of what is stored, and one of them far from its neighbours.
    let mut block: Vec<i64> = before.iter().map(|pence| pence / K / 4).collect();
    block[5] = before[5] / K * 5;
    let text: Vec<String> = block.iter().map(i64::to_string).collect();
    harness.keys("left left").paste(&text.join("\t")).assert_contains("where Month 5 2015/16 is");
    harness.keys("n");
    let after: Vec<i64> =
        detail(&harness, "Safeguarding").months.iter().filter_map(|month| month.budget).collect();
    assert_eq!(after, before);
}

#[test]
fn a_bad_paste_changes_nothing() {
    let mut harness = at("Safeguarding");
    let before = detail(&harness, "Safeguarding").months;
    harness.keys("t").paste("1\n2\nthree").assert_says("row 3, column 1");
    harness.paste(&"1\n".repeat(13)).assert_says("13 months do not fit");
    assert_eq!(detail(&harness, "Safeguarding").months, before);
}

#[test]
fn a_comment_is_written_kept_as_a_draft_and_saved() {
    let mut harness = at("Customer Care");
    harness.keys("c").assert_scope(Scope::Writing).type_text(" Two of them are filled now.").keys("esc");
    harness.assert_contains("draft, not yet saved");
    assert_eq!(
        row(&harness, "Customer Care").amount.unwrap().comment,
        "Posts were vacant for part of the year."
    );
    harness.restart().keys("6");
    go(&mut harness, "Customer Care");
    harness.keys("c").assert_contains("Two of them are filled now").keys("ctrl-s");
    assert!(row(&harness, "Customer Care").amount.unwrap().comment.ends_with("filled now."));
    harness.keys("u");
    assert!(!row(&harness, "Customer Care").amount.unwrap().comment.ends_with("filled now."));
}

#[test]
fn an_action_about_a_line_stands_beside_it() {
    let mut harness = at("Safeguarding");
    harness
        .keys("a")
        .type_text("Ask the courts for fewer")
        .keys("ctrl-s")
        .assert_contains("Ask the courts for fewer");
    let line = row(&harness, "Safeguarding").node.line.id;
    let found = detail(&harness, "Safeguarding").actions;
    assert_eq!(found[0].action.about(), Subject { table: Table::BudgetLine, id: line });
    // What it saves stands in the recovery plan.
    let mut action = found[0].action.clone();
    action.effect = Some(50 * K);
    action.effect_from = Some("2015/16-M09".parse().unwrap());
    let change = Change::new("Effect").put(Record::Action(action));
    harness.other_program().apply(&change, &harness.stamp("jm")).unwrap();
    harness.tick(60).keys("j k enter");
    harness.keys("G").assert_contains("saves £50k this year from Dec");
    harness.keys("z G").assert_contains("£924k forecast less £50k from 1 action, so £874k");
}

#[test]
fn lines_are_added_moved_retired_and_deleted_with_what_hangs_on_them() {
    let mut harness = at("Safeguarding");
    harness.keys("A").type_text("Community DoLS").keys("ctrl-s").assert_contains("Community DoLS");
    let added = row(&harness, "Community DoLS");
    assert_eq!(added.node.path, "Adults and Communities / Community DoLS");
    go(&mut harness, "Community DoLS");
    harness.keys("e").type_text("5").keys("enter");
    go(&mut harness, "Community DoLS");
    harness.keys("K");
    let names: Vec<String> = room(&harness).revenue.into_iter().map(|row| row.node.line.name).collect();
    let place = |name: &str| names.iter().position(|one| one == name).unwrap();
    assert_eq!(place("Community DoLS") + 1, place("Safeguarding"));
    // Something tied to it is named, and keeping it is the default.
    harness.keys("a").type_text("Count them again").keys("ctrl-s");
    harness.keys("delete").assert_scope(Scope::Question);
    harness.assert_contains("Count them again").assert_contains("1 period").keys("enter");
    assert_eq!(row(&harness, "Community DoLS").forecast.figure, Some(5 * K));
    harness.keys("delete y");
    assert!(room(&harness).revenue.iter().all(|row| row.node.line.name != "Community DoLS"));
    harness.keys("u");
    assert_eq!(row(&harness, "Community DoLS").forecast.figure, Some(5 * K));
    assert_eq!(detail(&harness, "Community DoLS").actions.len(), 1);
    // A subtotal is not deleted from above its lines.
    go(&mut harness, "Adults and Communities");
    harness.keys("delete").assert_scope(Scope::Budget).assert_says("12 lines below it");
    go(&mut harness, "Customer Care");
    harness.keys("x y");
    assert!(room(&harness).revenue.iter().all(|row| row.node.line.name != "Customer Care"));
    harness.keys("u");
    assert_eq!(row(&harness, "Customer Care").forecast.figure, Some(332 * K));
}

#[test]
fn a_line_cannot_be_put_under_itself() {
    let mut harness = at("Adults and Communities");
    harness.keys("E tab").assert_contains("At the top");
    // Right goes through the other lines, all of which are under it.
    harness
        .keys("right ctrl-s")
        .assert_scope(Scope::Form)
        .assert_contains("is itself under “Adults and Communities”");
    harness.keys("left ctrl-s").assert_scope(Scope::Budget);
}

#[test]
fn capital_and_savings_are_a_key_away() {
    let mut harness = Harness::new(120, 40);
    harness.keys("6 v").assert_contains("3,044.91").assert_contains("(0.25)").assert_contains("+456.75");
    harness.assert_contains("dashboard prints 936");
    harness.keys("e").type_text("3,000").keys("enter");
    let chain = &room(&harness).capital[0].chain;
    assert_eq!(chain.from_latest, Some(-4_491_000));
    harness.keys("u v").assert_contains("undeliverable").assert_contains("MTFS-2");
    harness.keys("j e").type_text("1m").keys("enter");
    assert_eq!(room(&harness).savings[1].shortfall(), Some(2_000 * K));
    harness.keys("E tab tab left ctrl-s");
    assert_eq!(room(&harness).savings[1].status(), SavingStatus::AtRisk);
    harness.keys("A").type_text("MTFS-3").keys("tab").type_text("Fewer desks").keys("ctrl-s");
    assert_eq!(room(&harness).savings.len(), 3);
    harness.keys("v").assert_contains("Safeguarding");
}

#[test]
fn a_capital_line_has_months_and_says_where_its_year_may_end() {
    let mut harness = Harness::new(120, 40);
    harness.keys("6 v");
    let line = room(&harness).capital.iter().find(|row| !row.node.is_total()).unwrap().node.line.clone();
    go(&mut harness, &line.name);
    harness.keys("tab G").assert_contains("Where the year may end").assert_contains("needs the first");
    harness.keys("esc t").assert_scope(Scope::Months);
    // The latest budget is what is spread; a month spent, then the projections.
    harness.keys("left i").assert_contains("the latest budget").keys("enter right g e").type_text("100");
    harness
        .keys("enter esc tab g")
        .times(12, "down")
        .assert_contains("£100k spent in 1 of 12 months, so £1,200k");
    harness.keys("esc u u").keys("tab G").assert_contains("needs the first");
}

#[test]
fn a_closed_period_keeps_its_figures() {
    let mut harness = at("Safeguarding");
    harness.palette("close this period").keys("y");
    assert!(!harness.contains("(open)"));
    harness.keys("6");
    go(&mut harness, "Safeguarding");
    harness.keys("e").assert_scope(Scope::Budget).assert_says("closed");
    harness.keys("t e").assert_says("closed");
    assert_eq!(row(&harness, "Safeguarding").forecast.figure, Some(924 * K));
}

#[test]
fn an_older_period_shows_no_later_figures() {
    let mut harness = Harness::new(120, 40);
    harness.keys("6 [").assert_lacks("81,686").assert_contains("No revenue budget for this period");
    harness.keys("]").assert_contains("81,686");
}

/// Another program enters a forecast.
fn enter(harness: &Harness, name: &str, forecast: i64) {
    let amount = row(harness, name).amount.unwrap();
    let change =
        Change::new("Theirs").put(Record::BudgetAmount(BudgetAmount { forecast: Some(forecast), ..amount }));
    harness.other_program().apply(&change, &harness.stamp("kl")).unwrap();
}

#[test]
fn two_officers_typing_into_one_cell_lose_nothing() {
    let mut harness = at("Safeguarding");
    harness.keys("e").type_text("930");
    enter(&harness, "Safeguarding", 940 * K);
    harness.keys("enter").assert_scope(Scope::Cell).assert_says("kl changed this first");
    assert_eq!(row(&harness, "Safeguarding").forecast.figure, Some(940 * K));
    harness.keys("enter").assert_scope(Scope::Budget);
    assert_eq!(row(&harness, "Safeguarding").forecast.figure, Some(930 * K));
    // Noticed before it was saved over, it is said all the same.
    go(&mut harness, "Safeguarding");
    harness.keys("e").type_text("950");
    enter(&harness, "Safeguarding", 960 * K);
    harness.tick(3).keys("enter").assert_scope(Scope::Cell).assert_says("Someone else has entered 960");
    harness.keys("esc");
    assert_eq!(row(&harness, "Safeguarding").forecast.figure, Some(960 * K));
}
