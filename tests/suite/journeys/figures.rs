//! Figures in cells, with the habits of a spreadsheet.

use quarterdeck::domain::Rating;
use quarterdeck::input::Scope;

use super::forms::go_to;
use crate::harness::Harness;

fn at(reference: &str, column: &str) -> Harness {
    let mut harness = Harness::new(220, 40);
    harness.indicator(reference).column(column);
    harness
}

#[test]
fn enter_saves_and_goes_down() {
    let mut harness = at("AC/S17", "Result");
    harness.keys("f2").assert_scope(Scope::Cell).type_text("120").keys("enter");
    harness.assert_scope(Scope::Indicators).assert_row("AC/S5");
    assert_eq!(harness.detail("AC/S17").result.unwrap().stated, Some(120.0));
    harness.keys("u");
    assert_eq!(harness.detail("AC/S17").result.unwrap().stated, Some(119.0));
}

#[test]
fn a_result_that_is_worked_out_is_not_typed_over_unsaid() {
    let mut harness = at("AC/C7", "Result");
    let before = harness.detail("AC/C7").result;
    harness.keys("e").type_text("19").keys("enter");
    assert!(!harness.says().is_empty() && harness.app().scope() == Scope::Cell, "{}", harness.screen());
    assert_eq!(harness.detail("AC/C7").result, before);
}

#[test]
fn typing_replaces_and_f2_goes_into_the_figure() {
    let mut harness = at("AC/S17", "Target");
    assert_eq!(harness.standing("AC/S17").target, Some(270.0));
    harness.keys("e f2 end").type_text("5").keys("enter");
    harness.assert_says("2,705 where it was 270: Enter again to keep it").keys("enter");
    assert_eq!(harness.standing("AC/S17").target, Some(2705.0));
}

#[test]
fn tab_saves_and_goes_right() {
    let mut harness = at("AC/C7", "Target");
    harness.keys("e").type_text("99").keys("tab").assert_row("AC/C7");
    assert_eq!(harness.standing("AC/C7").target, Some(99.0));
    // The next figure to type into is the fraction.
    harness.keys("e").type_text("422/709").keys("tab");
    harness.assert_says("Numerator 422 where it was 42: Tab again to keep it.").keys("tab");
    let result = harness.detail("AC/C7").result.unwrap();
    assert_eq!((result.numerator, result.denominator), (Some(422.0), Some(709.0)));
    harness.keys("e").assert_scope(Scope::Cell);
}

#[test]
fn escape_leaves_the_cell_alone() {
    let mut harness = at("AC/C7", "Result");
    let before = harness.history();
    harness.keys("e").type_text("77").keys("esc").assert_scope(Scope::Indicators).assert_row("AC/C7");
    assert_eq!(harness.history(), before);
}

#[test]
fn an_untouched_cell_saves_nothing_and_still_moves_on() {
    let mut harness = at("AC/C7", "Result");
    let before = harness.history();
    harness.keys("f2 enter").assert_row("AC/S17");
    assert_eq!(harness.history(), before);
}

#[test]
fn bad_figures_are_refused_where_they_were_typed() {
    for text in ["abc", "12,5", "NaN", "1e400", "=1+1"] {
        let mut harness = at("AC/C7", "Result");
        let before = harness.detail("AC/C7").result;
        harness.keys("e").type_text(text).keys("enter").assert_scope(Scope::Cell).assert_row(text);
        assert!(!harness.says().is_empty(), "{text}: nothing said");
        assert_eq!(harness.detail("AC/C7").result, before, "{text}");
        harness.keys("esc").assert_scope(Scope::Indicators);
    }
}

#[test]
fn nothing_is_divided_by_nought() {
    let mut harness = at("AC/C7", "Num/Den");
    let before = harness.detail("AC/C7").result;
    harness.keys("e").type_text("5/0").keys("enter").assert_says("The denominator is 0: it must be above 0.");
    harness.assert_scope(Scope::Cell);
    assert_eq!(harness.detail("AC/C7").result, before);
}

#[test]
fn more_than_all_of_them_is_saved_and_said() {
    let mut harness = at("AC/C7", "Num/Den");
    harness.keys("e").type_text("240/231").keys("enter").assert_says("look again");
    assert_eq!(harness.detail("AC/C7").result.unwrap().numerator, Some(240.0));
}

#[test]
fn a_worked_out_column_says_why_it_is_not_typed_into() {
    let mut harness = at("AC/C7", "Ref");
    harness.keys("e").assert_says("Not now").assert_scope(Scope::Indicators);
}

#[test]
fn a_paste_into_a_cell_never_submits_it() {
    let mut harness = at("AC/C7", "Result");
    let before = harness.history();
    harness.keys("e").paste("42\r\n43\t44\r\n").assert_scope(Scope::Cell);
    assert_eq!(harness.history(), before);
    harness.keys("esc");
}

#[test]
fn the_figures_form_holds_what_cells_hold() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/C7").keys("D").assert_contains("Figures for AC/C7");
    harness
        .keys("ctrl-a")
        .type_text("50")
        .keys("tab ctrl-a")
        .type_text("0")
        .keys("ctrl-s")
        .assert_scope(Scope::Form);
    harness.assert_row("Denominator").keys("ctrl-a").type_text("100").keys("ctrl-s");
    let standing = harness.standing("AC/C7");
    assert_eq!((standing.numerator, standing.denominator), (Some(50.0), Some(100.0)));
}

#[test]
fn an_override_needs_a_reason_and_shows_it() {
    let mut harness = Harness::new(140, 50);
    harness.indicator("AC/C7").keys("o").assert_contains("Override the rating of AC/C7");
    harness.keys("right right").keys("ctrl-s").assert_says("this is needed").assert_contains("> Because");
    harness.type_text("Audit found the count wrong").keys("ctrl-s");
    let standing = harness.standing("AC/C7");
    assert_eq!(standing.computed_rating, Rating::Red);
    assert_ne!(standing.rating, Rating::Red);
    harness.indicator("AC/C7").assert_contains("because Audit found");
    // The computed rating can be gone back to.
    harness.keys("o");
    while !harness.contains("as computed") {
        harness.keys("left");
    }
    harness.keys("ctrl-s");
    assert_eq!(harness.standing("AC/C7").rating, Rating::Red);
}

#[test]
fn why_names_the_rule_and_the_distance() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/C7").keys("w").assert_contains("189 more applications would make this Green");
    harness.keys("esc").assert_scope(Scope::Indicators);
}

#[test]
fn an_indicator_is_added_edited_and_retired() {
    let mut harness = Harness::new(120, 40);
    harness.keys("2 A").assert_contains("New indicator").keys("ctrl-s").assert_says("this is needed");
    harness.type_text("AC/X1").keys("tab").type_text("People waiting for equipment").keys("ctrl-s");
    harness.assert_scope(Scope::Indicators);
    assert_eq!(harness.standing("AC/X1").description, "People waiting for equipment");
    harness.indicator("AC/X1").keys("E tab ctrl-a").type_text("People waiting").keys("ctrl-s");
    assert_eq!(harness.standing("AC/X1").description, "People waiting");
    // A reference is used once.
    harness
        .keys("A")
        .type_text("AC/X1")
        .keys("tab")
        .type_text("Again")
        .keys("ctrl-s")
        .assert_scope(Scope::Form);
    assert!(!harness.says().is_empty());
    harness.keys("esc").indicator("AC/X1").keys("x").assert_contains("Retire AC/X1").keys("ctrl-s");
    harness.assert_says("this is needed").type_text("Replaced").keys("ctrl-s");
    assert!(!harness.list(Default::default()).iter().any(|row| row.reference == "AC/X1"));
    harness.keys("u");
    assert!(harness.list(Default::default()).iter().any(|row| row.reference == "AC/X1"));
}

#[test]
fn an_owner_is_set_for_marked_indicators_as_one_step() {
    let mut harness = Harness::new(120, 40);
    harness
        .keys("2 g space space space")
        .assert_says("3 marked")
        .keys("M")
        .type_text("Head of Everything")
        .keys("ctrl-s");
    let owned = |harness: &Harness| {
        harness.list(Default::default()).iter().filter(|row| row.owner == "Head of Everything").count()
    };
    assert_eq!(owned(&harness), 3);
    harness.keys("esc u");
    assert_eq!(owned(&harness), 0);
}

#[test]
fn a_forecast_for_another_period_holds_what_is_expected_of_that_one() {
    let mut harness = Harness::new(120, 60);
    let made = |harness: &Harness| -> Vec<(String, Option<f64>)> {
        let made = harness.detail("AC/C7").forecasts_made;
        made.into_iter().map(|made| (made.period.code(), made.value)).collect()
    };
    harness.indicator("AC/C7").keys("D");
    go_to(&mut harness, "Forecast");
    harness.type_text("90");
    go_to(&mut harness, "Confidence");
    harness.type_text("at risk").keys("ctrl-s");
    assert_eq!(made(&harness), [("2015/16".to_owned(), Some(90.0))]);
    // Its period alone says nothing of the figure: that of the year is not copied, and not touched.
    harness.keys("D");
    go_to(&mut harness, "Forecast for");
    harness.type_text("Q3 2015/16").assert_lacks("Forecast             90").assert_contains("(x) not said");
    harness.keys("ctrl-s").assert_contains("say what is expected of that period");
    assert_eq!(made(&harness), [("2015/16".to_owned(), Some(90.0))]);
    // A word that is no figure is refused, and so is a period that is past or here; nothing typed is lost.
    go_to(&mut harness, "Forecast");
    for (period, figure, why) in [
        ("Q3 2015/16", "most", "figure"),
        ("Q4 2014/15", "60", "Q4 2014/15 is past in Q1 2015/16"),
        ("2014/15", "60", "2014/15 is past in Q1 2015/16"),
        ("Q1 2015/16", "60", "the period of the result itself"),
        ("the autumn", "60", "is not a period"),
    ] {
        go_to(&mut harness, "Forecast");
        harness.keys("ctrl-a").type_text(figure);
        go_to(&mut harness, "Forecast for");
        harness.keys("ctrl-a").type_text(period).keys("ctrl-s").assert_contains(why);
        harness.assert_contains(figure).assert_contains(period);
        assert_eq!(made(&harness).len(), 1, "{period}");
    }
    go_to(&mut harness, "Forecast for");
    harness.keys("ctrl-a").type_text("Q3 2015/16").keys("ctrl-s");
    let both = [("2015/16".to_owned(), Some(90.0)), ("2015/16-Q3".to_owned(), Some(60.0))];
    assert_eq!(made(&harness), both);
    // Its own figure comes with the period the next time, and the year's when the period is taken out.
    harness.keys("D");
    go_to(&mut harness, "Forecast for");
    harness.type_text("Q3 2015/16").assert_contains("Forecast             60");
    go_to(&mut harness, "Forecast because");
    harness.type_text("Two left.");
    go_to(&mut harness, "Forecast for");
    harness
        .keys("ctrl-a delete")
        .assert_contains("Forecast             90")
        .assert_contains("(x) at risk")
        .keys("ctrl-s");
    assert_eq!(made(&harness), both);
    assert_eq!(harness.detail("AC/C7").forecasts_made[0].reason, "Two left.");
}
