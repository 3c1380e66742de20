//! Commitments: rated, explained, given milestones, changed many at once.

use chrono::NaiveDate;
use quarterdeck::domain::Rating;
use quarterdeck::domain::commitment::Movement;
use quarterdeck::input::Scope;
use quarterdeck::workbook::{
    CommitmentDetail, CommitmentRow, Data, DeliveryView, Query, printed_notes, tally_commitments,
};

use crate::harness::Harness;

fn room_of(harness: &Harness, period: &str) -> DeliveryView {
    match harness.store().answer(&Query::Delivery { period: period.parse().unwrap() }).unwrap() {
        Data::Delivery(room) => room,
        other => panic!("{other:?}"),
    }
}

fn row(harness: &Harness, reference: &str) -> CommitmentRow {
    let room = room_of(harness, &harness.period().code());
    room.rows.into_iter().find(|row| row.reference == reference).unwrap()
}

fn one(harness: &Harness, reference: &str) -> CommitmentDetail {
    let query = Query::CommitmentDetail { id: row(harness, reference).id, period: harness.period() };
    match harness.store().answer(&query).unwrap() {
        Data::CommitmentDetail { detail: Some(detail), .. } => *detail,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_plans_are_there_as_published_and_what_does_not_add_up_is_said() {
    let mut harness = Harness::new(200, 60);
    harness.keys("7").assert_contains("35 in 2 plans").assert_contains("prints Green 100% (5); 6 listed");
    harness.assert_contains("(↑ better)").assert_contains("(illustrative)");
    harness.keys("G").assert_contains("23  79%").assert_contains("prints On track 80%; 23 of 29 is 79%");
    let room = room_of(&harness, &harness.period().code());
    let tallies = tally_commitments(room.rows.iter().map(|row| (row.plan.as_str(), row.scale, row.rating)));
    let counts: Vec<Vec<u64>> =
        tallies.iter().map(|tally| tally.counts.iter().map(|(_, count)| *count).collect()).collect();
    assert_eq!(counts, [[6, 0, 0, 0], [1, 23, 5, 0]]);
    assert_eq!(printed_notes(&tallies[0], &room.printed).len(), 2);
    assert_eq!(printed_notes(&tallies[1], &room.printed).len(), 1);
    assert!(room.rows.iter().skip(6).all(|row| row.placeholder && row.owner.is_empty()));
}

#[test]
fn an_older_period_shows_how_it_was_then() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 [").assert_contains("▲ RA").assert_lacks("Action 1");
    let before = room_of(&harness, "2014/15-Q4");
    assert_eq!(before.rows.len(), 6);
    assert!(before.rows.iter().all(|row| row.illustrative && row.movement == Movement::New));
    harness.keys("e").assert_says("closed");
}

#[test]
fn status_path_owner_and_date_are_one_step() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 e right right tab").type_text("Two more providers by September");
    harness.keys("tab").type_text("Head of Commissioning").keys("tab").type_text("30/09/2015").keys("ctrl-s");
    harness.assert_says("CI1 updated").assert_row("▲ RA");
    let detail = one(&harness, "CI1");
    let rating = detail.rating.as_ref().unwrap();
    assert_eq!(
        (rating.rating, rating.path_to_green.as_str()),
        (Rating::RedAmber, "Two more providers by September")
    );
    assert!(rating.commentary.starts_with("Preparations"), "what was written stays");
    assert_eq!(detail.commitment.owner, "Head of Commissioning");
    assert_eq!((detail.movement, row(&harness, "CI1").has_path), (Movement::Worse, true));
    harness.keys("u").assert_row("● G");
    assert_eq!(one(&harness, "CI1").commitment.due, None);
}

#[test]
fn without_a_way_back_it_says_so() {
    let mut harness = Harness::new(120, 40);
    harness
        .keys("7 e right right ctrl-s")
        .assert_row("! Home support")
        .assert_contains("none yet: e says how");
    harness.keys("f").times(8, "down").assert_contains("Without a path to green");
}

#[test]
fn why_is_written_in_the_writing_screen_and_kept_as_a_draft() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 c").assert_scope(Scope::Writing).assert_contains("Home support").keys("ctrl-a delete");
    harness.type_text("Bids are in.").keys("esc").assert_contains("draft, not yet saved").keys("c ctrl-s");
    assert_eq!(one(&harness, "CI1").rating.unwrap().commentary, "Bids are in.");
    assert!(harness.drafts_on_disk().is_empty());
}

#[test]
fn milestones_are_added_reached_and_deleted() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 +").type_text("Market day").keys("tab").type_text("+1w").keys("ctrl-n");
    harness
        .type_text("Contract let")
        .keys("tab")
        .type_text("+1m")
        .keys("ctrl-s")
        .assert_contains("0 of 2 reached");
    harness.assert_row("Contract let").keys("x").assert_row("reached 6 Jul 2015");
    assert_eq!((row(&harness, "CI1").milestones_done, row(&harness, "CI1").milestones), (1, 2));
    harness
        .keys("x")
        .assert_contains("0 of 2 reached")
        .keys("k e end")
        .type_text(" for providers")
        .keys("ctrl-s");
    harness.assert_row("Market day for providers").keys("delete enter").assert_contains("0 of 2 reached");
    harness.keys("delete y").assert_contains("0 of 1 reached").keys("u").assert_contains("0 of 2 reached");
    // One due in the past is marked.
    harness.tick(10 * 86_400).keys("esc 1 7 enter").assert_contains("! due");
}

#[test]
fn a_change_to_many_lists_what_it_touches_and_is_one_step() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 space space").assert_says("2 marked").times(4, "down").keys("space M");
    // The first of what both scales offer after “as it is”: four colours, then the delivery words.
    harness
        .assert_contains("Change 3 commitments")
        .keys("right right tab")
        .type_text("Head of Care")
        .keys("ctrl-s");
    harness
        .assert_contains("Change 3 commitments?")
        .assert_contains("CI1: green to green amber; owner Head of Care");
    harness.assert_contains("Action 1: owner Head of Care").assert_contains("keeps its status");
    let steps = harness.history().len();
    harness.keys("n");
    assert_eq!((harness.history().len(), row(&harness, "CI1").rating), (steps, Some(Rating::Green)));
    harness
        .keys("M right right tab")
        .type_text("Head of Care")
        .keys("ctrl-s y")
        .assert_says("3 commitments changed");
    assert_eq!(harness.history().len(), steps + 1);
    for reference in ["CI1", "CI2"] {
        let row = row(&harness, reference);
        assert_eq!((row.rating, row.owner.as_str()), (Some(Rating::GreenAmber), "Head of Care"));
    }
    assert_eq!(row(&harness, "Action 1").rating, Some(Rating::AtRisk));
    harness.assert_lacks("marked,").keys("u");
    assert_eq!(row(&harness, "CI2").rating, Some(Rating::Green));
    assert_eq!(row(&harness, "Action 1").owner, "");
}

#[test]
fn a_change_to_many_needs_something_to_change_and_something_that_differs() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 M ctrl-s").assert_contains("choose a status, or fill in owner or date");
    harness.keys("right ctrl-s").assert_says("Nothing would change");
    harness
        .keys("M tab tab")
        .type_text("31/02/2016")
        .keys("ctrl-s")
        .assert_contains("29 Feb 2016")
        .keys("esc");
    harness.keys("M tab tab").type_text("+2w").keys("ctrl-s").assert_contains("due 20 Jul 2015").keys("y");
    assert_eq!(row(&harness, "CI1").due, NaiveDate::from_ymd_opt(2015, 7, 20));
    harness.keys("M tab tab").type_text("-").keys("ctrl-s").assert_contains("CI1: no date").keys("y");
    assert_eq!(row(&harness, "CI1").due, None);
}

#[test]
fn commitments_are_added_edited_closed_and_opened() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 A").type_text("CI7").keys("tab tab").type_text("A new thing").keys("ctrl-s");
    let added = one(&harness, "CI7");
    assert_eq!(added.commitment.plan, "Commissioning intentions");
    assert_eq!(added.rating, None);
    harness.keys("A").type_text("ci7").keys("tab tab").type_text("Again").keys("ctrl-s").assert_says("CI7");
    harness.keys("esc 1 7 g x").assert_says("CI1 closed").assert_contains("Closed in");
    harness.keys("x").assert_says("open again");
    harness.keys("delete").assert_says("rated in an earlier period");
    harness.keys("/").type_text("a new thing").keys("enter delete y").assert_says("CI7 deleted");
}

#[test]
fn filters_and_orders() {
    let mut harness = Harness::new(120, 40);
    harness.keys("7 f down space enter").assert_contains("29 of 35").keys("F");
    harness.keys("s").assert_says("Worst first").keys("g").assert_row("▲ AR").keys("s s s s");
    harness.keys("/").type_text("accommodation nothing").assert_contains("None of these").keys("esc");
    harness
        .keys("/")
        .type_text("mental health")
        .keys("enter")
        .assert_row("CI5")
        .keys("esc")
        .assert_row("CI5");
}

#[test]
fn a_rating_of_another_scale_is_refused_with_the_words_there_are() {
    use quarterdeck::workbook::steps::delivery::rate_and_write;
    let harness = Harness::new(80, 24);
    let change = rate_and_write(&one(&harness, "CI1"), Some(Rating::AtRisk), None);
    let error = harness.other_program().apply(&change, &harness.stamp("pat")).unwrap_err().to_string();
    assert!(error.contains("CI1 cannot be rated At risk"), "{error}");
    assert!(error.contains("Green, Green Amber, Red Amber, Red"), "{error}");
}
