//! The control chart of an indicator, key by key.

use quarterdeck::app::Outside;
use quarterdeck::input::Scope;
use quarterdeck::workbook::chart::ChartSeries;
use quarterdeck::workbook::{ChartMarkKind, Data, Query};

use crate::harness::{Harness, QUARTER};

fn chart_of(reference: &str, width: u16, height: u16) -> Harness {
    let mut harness = Harness::new(width, height);
    harness.indicator(reference).keys("C").assert_scope(Scope::Chart);
    harness
}

fn series(harness: &Harness, reference: &str) -> ChartSeries {
    let indicator = harness.standing(reference).indicator_id;
    match harness
        .store()
        .answer(&Query::Chart { indicator, period: QUARTER.parse().unwrap(), kind: None })
        .unwrap()
    {
        Data::Chart(series) => *series,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_chart_says_what_it_shows() {
    let mut harness = chart_of("AC/C11", 120, 40);
    harness
        .assert_contains("Average Number of days")
        .assert_contains("upper limit 17.8")
        .assert_contains("This is a real change for the worse, not chance")
        .assert_contains("Selected point: Q1 2015/16")
        .assert_contains("▲ outside, high");
    harness.keys("esc").assert_scope(Scope::Indicators).assert_row("AC/C11");
}

#[test]
fn it_opens_from_the_detail_the_review_and_the_palette() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/S4").keys("enter C").assert_scope(Scope::Chart).assert_contains("AC/S4");
    harness.keys("esc").assert_scope(Scope::Detail).keys("3 C").assert_scope(Scope::Chart);
    harness.keys("esc").assert_scope(Scope::Review);
    harness.indicator("AC/S4").palette("control chart").assert_scope(Scope::Chart).assert_contains("AC/S4");
}

#[test]
fn the_cursor_goes_from_point_to_point() {
    let mut harness = chart_of("AC/C11", 120, 40);
    let end = harness.cursor().unwrap();
    harness.keys("left left").assert_contains("Selected point: Q3 2014/15").assert_contains("illustrative");
    assert!(harness.cursor().unwrap().x < end.x);
    harness.keys("home").assert_contains("Selected point: Q1 2013/14");
    harness.keys("left").assert_contains("Selected point: Q1 2013/14");
    harness.keys("pagedown").assert_contains("Selected point: Q1 2014/15");
    harness.keys("G").assert_contains("Selected point: Q1 2015/16");
    assert_eq!(harness.cursor(), Some(end));
    // The real cursor stands on the foot mark, and a click finds the point there.
    let at = harness.keys("left").cursor().unwrap();
    assert_eq!(harness.buffer()[at].symbol(), "^");
    harness.keys("home").mouse(quarterdeck::screens::MouseKind::Click, at.x, at.y - 2);
    assert_eq!(harness.cursor(), Some(at));
}

#[test]
fn a_note_is_an_ordinary_record() {
    let mut harness = chart_of("AC/C11", 120, 40);
    harness.keys("left left enter").assert_scope(Scope::Form).type_text("New contract").keys("ctrl-s");
    harness.assert_scope(Scope::Chart).assert_contains("New contract");
    assert_eq!(harness.history()[0], "AC/C11: note on Q3 2014/15");
    let marks = series(&harness, "AC/C11").marks;
    assert_eq!((marks[0].period.code().as_str(), marks[0].text.as_str()), ("2014/15-Q3", "New contract"));
    // Undone, done again, and taken away by emptying it.
    harness.keys("u").assert_lacks("New contract").keys("ctrl-r").assert_contains("New contract");
    harness.keys("c ctrl-a delete ctrl-s").assert_lacks("New contract");
    assert!(series(&harness, "AC/C11").marks.is_empty());
    harness.restart();
    harness.indicator("AC/C11").keys("u C").assert_contains("n");
    assert_eq!(series(&harness, "AC/C11").marks.len(), 1);
}

#[test]
fn a_closed_quarter_may_still_be_noted_on() {
    let mut harness = chart_of("AC/C11", 120, 40);
    harness.palette("close this period").keys("ctrl-s y enter");
    harness.times(3, "esc").indicator("AC/C11").keys("C c").type_text("Counted anew").keys("ctrl-s");
    assert_eq!(series(&harness, "AC/C11").marks.len(), 1, "{}", harness.screen());
}

#[test]
fn limits_start_anew_with_a_reason_and_run_on_again() {
    let mut harness = chart_of("AC/C11", 120, 40);
    harness.keys("home b").assert_says("this is the first result");
    harness.keys("right right right b").assert_scope(Scope::Form).keys("ctrl-s").assert_scope(Scope::Form);
    harness.type_text("New way of counting").keys("ctrl-s").assert_scope(Scope::Chart);
    harness.assert_contains("New limits New way of counting").assert_contains("of 6 results");
    let read = series(&harness, "AC/C11").read();
    assert_eq!(read.chart.phases.len(), 2);
    assert_eq!(harness.history()[0], "AC/C11: limits start anew at Q4 2013/14");
    harness.keys("b").assert_lacks("New way of counting").assert_contains("of 9 results");
    assert!(series(&harness, "AC/C11").mark(3, ChartMarkKind::Rebase).is_none());
    harness.keys("u").assert_contains("New way of counting");
}

#[test]
fn the_same_as_a_table_by_years_and_at_another_level() {
    let mut harness = chart_of("AC/S4", 120, 40);
    harness.assert_contains("7.4% to 11.7%").keys("%").assert_contains("99.8%").assert_says("99.8% sure");
    harness.keys("%").assert_says("95% sure").assert_contains("7.4% to 11.7%");
    harness
        .keys("t")
        .assert_contains("Signal")
        .assert_row("66 of 709")
        .keys("up up")
        .assert_row("Q3 2014/15");
    harness.keys("t v").assert_says("Points by year").assert_contains("No result for periods of this length");
    harness.keys("v").assert_says("Points by month").keys("v").assert_contains("9 results by quarter");
}

#[test]
fn an_earlier_quarter_ends_the_chart() {
    let mut harness = chart_of("AC/C11", 120, 40);
    harness.keys("[").assert_contains("Selected point: Q4 2014/15").assert_contains("8 results by quarter");
    harness.keys("]").assert_contains("9 results by quarter");
}

#[test]
fn everything_can_be_read_on_a_small_window() {
    let mut harness = chart_of("AC/C11", 80, 24);
    harness.assert_contains("This is a real change for the worse").assert_lacks("These are trial limits");
    harness.keys("tab").times(40, "down").assert_contains("7 results are illustrative");
    harness.resize(64, 18).times(40, "down").assert_contains("7 results are illustrative").resize(200, 60);
    harness.assert_contains("This is a real change for the worse");
}

#[test]
fn the_points_are_copied_for_a_spreadsheet() {
    let mut harness = chart_of("AC/C11", 120, 40);
    harness.outside();
    harness.keys("y").assert_says("copied");
    let Some(Outside::Clipboard(text)) = harness.outside().pop() else { panic!("nothing was copied") };
    assert_eq!(text.lines().count(), 10);
    assert!(text.lines().last().unwrap().starts_with("2015/16-Q1\t22.6\t18\t▲ outside, high"), "{text}");
}

#[test]
fn the_pane_says_whether_it_is_real() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/S4").assert_contains("Is it real?").assert_contains("fluctuation: similar to");
    harness.indicator("AC/C11").assert_contains("than the usual ups and");
}

#[test]
fn an_indicator_without_figures_has_no_chart_and_says_so() {
    let mut harness = chart_of("C28", 120, 40);
    harness.assert_contains("No result for periods of this length").keys("c b").assert_says("Not now");
    harness.keys("t v % esc").assert_scope(Scope::Indicators);
}

#[test]
fn a_changed_definition_is_marked_drawn_and_taken_back_by_the_same_key() {
    let mut harness = chart_of("AC/C11", 120, 40);
    harness.keys("left |").assert_contains("Definition of AC/C11 changed").assert_contains("2014/15-Q4");
    harness.keys("down").type_text("Weekends count").keys("ctrl-s").assert_scope(Scope::Chart);
    assert_eq!(harness.history()[0], "AC/C11: definition changed from Q4 2014/15");
    harness.assert_contains("║").assert_contains("the definition: Weekends count");
    // A second one in the same period is refused where it is typed.
    harness.keys("right |").assert_contains("2015/16-Q1").keys("ctrl-a delete").type_text("Q4 2014/15");
    harness.keys("down").type_text("x").keys("ctrl-s").assert_contains("breaks there already");
    harness.keys("ctrl-a delete").type_text("Q1 2015/16").keys("ctrl-s").assert_scope(Scope::Chart);
    assert_eq!(series(&harness, "AC/C11").breaks.len(), 2);
    // The same key takes each back, and u the taking back.
    harness.keys("|").assert_scope(Scope::Chart).keys("left |").assert_scope(Scope::Chart);
    assert!(series(&harness, "AC/C11").breaks.is_empty());
    harness.keys("u");
    assert_eq!(series(&harness, "AC/C11").breaks.len(), 1);
}

#[test]
fn the_limits_are_frozen_in_a_form_that_says_what_that_means_and_taken_back_by_the_same_key() {
    let mut harness = chart_of("AC/C11", 120, 40);
    // Too few results: refused before anything is typed.
    harness.keys("home right B").assert_says("freeze them later").assert_scope(Scope::Chart);
    // Four quarters on: by the results up to there, for a reason.
    harness.keys("G left left left B").assert_contains("Limits for AC/C11 from results up to Q2 2014/15");
    harness.assert_contains("every later one is").assert_contains("judged by them. B takes it back");
    harness.assert_contains("May be left empty").type_text("Before the new register").keys("ctrl-s");
    harness.assert_scope(Scope::Chart);
    assert_eq!(harness.history()[0], "AC/C11: limits are frozen at Q2 2014/15");
    let marks = series(&harness, "AC/C11").marks;
    let told: Vec<_> = marks.iter().map(|one| (one.kind, one.period.code(), one.text.as_str())).collect();
    assert_eq!(told, [(ChartMarkKind::Freeze, "2014/15-Q2".to_owned(), "Before the new register")]);
    harness.assert_contains("frozen here: Before the new");
    // Frozen at another point, the first goes.
    harness.keys("right B").assert_contains("up to Q3 2014/15").keys("ctrl-s");
    let marks = series(&harness, "AC/C11").marks;
    assert_eq!((marks.len(), marks[0].period.code().as_str()), (1, "2014/15-Q3"));
    // The same key takes it back, and u the taking back.
    harness.keys("B").assert_scope(Scope::Chart);
    assert!(series(&harness, "AC/C11").marks.is_empty());
    harness.keys("u");
    assert_eq!(series(&harness, "AC/C11").marks.len(), 1);
    // A file that may only be read refuses it.
    harness.keys("esc").assert_scope(Scope::Indicators);
}
