//! What is typed: letters at choices, days, and figures that cannot be right.

use quarterdeck::input::Scope;
use quarterdeck::workbook::edits::{Figures, set_figures};
use quarterdeck::workbook::{Data, Query, QuestionFilter, QuestionRequest};

use crate::harness::Harness;

/// Presses Tab until the cursor is in the field of this label.
fn field<'h>(harness: &'h mut Harness, label: &str) -> &'h mut Harness {
    for _ in 0..30 {
        if harness.cursor_line().contains(&format!("> {label}")) {
            return harness;
        }
        harness.keys("tab");
    }
    panic!("no field {label}\n{}", harness.screen());
}

fn new_indicator(harness: &mut Harness) {
    harness.keys("2 A").assert_scope(Scope::Form);
}

#[test]
fn letters_at_a_choice_gather_and_select_only_what_they_match() {
    let mut harness = Harness::new(120, 40);
    new_indicator(&mut harness);
    let chosen = |harness: &Harness| harness.cursor_line();
    field(&mut harness, "Basis").type_text("roll");
    assert!(chosen(&harness).contains("rolling"), "{}", chosen(&harness));
    // However slowly, they go on with the word; another key begins another, which may begin any word.
    harness.tick(2).type_text("ing");
    assert!(chosen(&harness).contains("rolling"), "{}", chosen(&harness));
    harness.keys("backspace").type_text("12");
    assert!(chosen(&harness).contains("rolling 12"), "{}", chosen(&harness));
    harness.keys("backspace").type_text("snap");
    assert!(chosen(&harness).contains("as at the end"), "{}", chosen(&harness));
    // What matches nothing is refused by name, and what was chosen stays.
    harness.keys("backspace").type_text("xyz").assert_says("No choice here is “xyz”: nothing was changed.");
    harness.tick(2).type_text("year").assert_says("Backspace begins again");
    assert!(chosen(&harness).contains("as at the end"), "{}", chosen(&harness));
    harness.tick(2).paste("discrete");
    assert!(chosen(&harness).contains("this period alone"), "{}", chosen(&harness));
    harness.paste("something else").assert_says("No choice here is");
    assert!(chosen(&harness).contains("this period alone"), "{}", chosen(&harness));
}

#[test]
fn prose_typed_on_a_rating_or_a_tick_sets_nothing() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/C7").palette("override the rating").assert_scope(Scope::Form);
    let before = harness.cursor_line();
    for prose in ["On track again because the team is back", "green, as the Chair said", "red tape was cut"] {
        harness.keys("backspace").type_text(prose);
        assert_eq!(harness.cursor_line(), before, "{prose}");
        // With more than a second between the letters, too.
        harness.keys("backspace");
        for letter in prose.chars() {
            harness.tick(2).type_text(&letter.to_string());
        }
        assert_eq!(harness.cursor_line(), before, "{prose}, slowly");
    }
    harness.keys("ctrl-s").assert_scope(Scope::Form);
    harness.keys("esc");
    let mut harness = Harness::new(120, 40);
    harness.palette("settings").assert_scope(Scope::Form);
    let at = field(&mut harness, "Review Red").cursor_line();
    harness.tick(2).type_text("yes and no, not exactly");
    assert_eq!(harness.cursor_line(), at);
    harness.keys("backspace").type_text("n");
    assert!(harness.cursor_line().contains("[ ] no"), "{}", harness.cursor_line());
    harness.keys("backspace space");
    assert!(harness.cursor_line().contains("[x] yes"), "{}", harness.cursor_line());
}

#[test]
fn every_list_to_choose_from_goes_by_letters() {
    let mut harness = Harness::new(120, 40);
    // Periods, each shown as the cursor comes to it.
    harness.palette("go to another period").assert_scope(Scope::Choice).type_text("q4 2014");
    assert!(harness.cursor_line().contains("Q4 2014/15"), "{}", harness.screen());
    harness.keys("esc");
    harness.palette("colours").assert_scope(Scope::Choice).type_text("high");
    assert!(harness.cursor_line().to_lowercase().contains("high contrast"), "{}", harness.screen());
    harness.keys("backspace").type_text("qqq").assert_says("No choice here is “qqq”");
    assert!(harness.cursor_line().to_lowercase().contains("high contrast"), "{}", harness.screen());
    harness.keys("esc");
    // Filters: letters go, Space ticks.
    harness.keys("2 f").assert_scope(Scope::Choice).type_text("red");
    let line = harness.cursor_line();
    assert!(line.contains("Red"), "{line}");
    harness.keys("space");
    assert!(harness.cursor_line().contains("[x]"), "{}", harness.cursor_line());
}

#[test]
fn a_rating_that_is_not_offered_is_not_taken_for_another() {
    let mut harness = Harness::new(120, 40);
    let nothing =
        Figures { numerator: Some(None), denominator: Some(None), stated: Some(None), ..Figures::default() };
    let change = set_figures(&harness.detail("AC/S17"), &nothing);
    harness.other_program().apply(&change, &harness.stamp("kp")).unwrap();
    harness.tick(120);
    let awaiting = harness.standing("AC/S17");
    assert!(!awaiting.rating.is_colour(), "{:?}", awaiting.rating);
    harness.indicator(&awaiting.reference).keys("o").assert_scope(Scope::Form);
    harness.assert_contains("choose one");
    harness.keys("tab").type_text("It was said so").keys("ctrl-s").assert_says("choose a rating");
    assert_eq!(harness.standing(&awaiting.reference).rating, awaiting.rating);
}

#[test]
fn the_day_a_text_comes_to_stands_beside_it_as_it_is_typed() {
    // A Monday, 6 July 2015.
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/C7").keys("a").assert_scope(Scope::Form);
    for (typed, day) in [
        ("fri", "Fri 10 Jul 2015"),
        ("end of september", "Wed 30 Sep 2015"),
        ("mid aug", "Sat 15 Aug 2015"),
        ("Q3", "Thu 31 Dec 2015"),
        ("in 2 weeks", "Mon 20 Jul 2015"),
        ("14 jun", "Tue 14 Jun 2016"),
    ] {
        field(&mut harness, "Due").keys("ctrl-u").type_text(typed);
        assert!(harness.cursor_line().contains(day), "{typed}: {}", harness.cursor_line());
    }
    field(&mut harness, "Due").keys("ctrl-u").type_text("29/2/2015").keys("tab");
    harness.assert_contains("There is no 29 February in 2015");
    field(&mut harness, "Due").keys("ctrl-u").type_text("next friday").keys("tab");
    harness.assert_contains("may be Fri 10 Jul 2015 or Fri 17 Jul 2015");
}

#[test]
fn a_meeting_was_held_in_the_past() {
    let mut harness = Harness::new(120, 40);
    harness.keys("8 A").assert_scope(Scope::Form);
    field(&mut harness, "Meeting").type_text("a new meeting");
    field(&mut harness, "New meeting").type_text("Scrutiny Board");
    field(&mut harness, "Held on").type_text("14 oct");
    assert!(harness.cursor_line().contains("Tue 14 Oct 2014"), "{}", harness.cursor_line());
    harness.keys("tab tab tab tab tab").type_text("Why?").keys("ctrl-s");
    let request = QuestionRequest {
        period: harness.period(),
        today: harness.now().date(),
        filter: QuestionFilter::All,
        text: String::new(),
    };
    let Data::Questions(log) = harness.other_program().answer(&Query::Questions(request)).unwrap() else {
        panic!("no questions")
    };
    let held = log.meetings.iter().find(|meeting| meeting.name == "Scrutiny Board").unwrap().held_on;
    assert_eq!(held.unwrap().to_string(), "2014-10-14");
}

#[test]
fn a_figure_far_from_the_last_is_kept_by_a_second_key_only() {
    let mut harness = Harness::new(220, 40);
    harness.indicator("AC/S17").column("Result");
    let before = harness.history();
    harness.keys("f2").type_text("11900").keys("enter").assert_scope(Scope::Cell);
    harness.assert_says("11,900 where it was 119: Enter again to keep it.");
    assert_eq!(harness.history(), before);
    // Typed on, it is another figure, and asked about again.
    harness.type_text("0").keys("enter").assert_says("119,000 where it was 119: Enter again");
    harness.keys("backspace enter").assert_says("11,900 where it was 119").keys("enter");
    assert_eq!(harness.detail("AC/S17").result.unwrap().stated, Some(11_900.0));
    // In the form, too.
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/S17").keys("D").assert_scope(Scope::Form);
    field(&mut harness, "Target").keys("ctrl-u").type_text("27").keys("ctrl-s");
    harness.assert_says("Target 27 where it was 270: Ctrl-S again to keep it.").assert_scope(Scope::Form);
    assert_eq!(harness.standing("AC/S17").target, Some(270.0));
    harness.keys("ctrl-s");
    assert_eq!(harness.standing("AC/S17").target, Some(27.0));
}

#[test]
fn a_unit_that_contradicts_is_refused_in_cell_and_form() {
    for (reference, column, typed, why) in [
        ("AC/S17", "Result", "85%", "“85%” is a percentage, and this figure is a plain number"),
        ("AC/S17", "Target", "5 days", "“5 days” is in days, and this figure is a plain number"),
        ("AC/C7", "Target", "£3", "“£3” is money, and this figure is a percentage"),
        ("AC/C7", "Num/Den", "85%/100", "“85%” is a percentage"),
    ] {
        let mut harness = Harness::new(220, 40);
        harness.indicator(reference).column(column);
        let before = harness.history();
        harness.keys("e").type_text(typed).keys("enter").assert_scope(Scope::Cell).assert_says(why);
        assert_eq!(harness.history(), before, "{typed}");
    }
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/C7").keys("D").assert_scope(Scope::Form);
    field(&mut harness, "Target").keys("ctrl-u").type_text("£3").keys("tab");
    harness.assert_contains("“£3” is money, and this figure is a percentage");
}

#[test]
fn an_amount_far_from_the_last_is_asked_about_in_the_budget() {
    let mut harness = Harness::new(160, 40);
    harness.keys("6").assert_scope(Scope::Budget);
    let figures = |harness: &Harness| harness.history();
    let before = figures(&harness);
    for _ in 0..40 {
        harness.keys("f2");
        if harness.app().scope() == Scope::Cell {
            break;
        }
        harness.keys("down");
    }
    harness.assert_scope(Scope::Cell).type_text("7").keys("enter").assert_says("where it was £");
    harness.assert_says("Enter again to keep it.").assert_scope(Scope::Cell);
    assert_eq!(figures(&harness), before);
    harness.keys("enter");
    assert_ne!(figures(&harness), before);
}

#[test]
fn an_amount_far_from_the_last_is_asked_about_in_forms_and_pasted_months() {
    // A saving, in its form.
    let mut harness = Harness::new(120, 40);
    harness.keys("6 v v E").assert_scope(Scope::Form);
    let before = harness.history();
    field(&mut harness, "Target").keys("ctrl-u").type_text("85%").keys("ctrl-s");
    harness.assert_scope(Scope::Form).assert_contains("it is a percentage");
    field(&mut harness, "Target").keys("ctrl-u").type_text("£3,300").keys("ctrl-s");
    harness.assert_says("Target £3,300 where it was £3.3m: Ctrl-S again to keep it.");
    assert_eq!(harness.history(), before);
    harness.keys("ctrl-s").assert_scope(Scope::Budget);
    assert_ne!(harness.history(), before);
    // The steps of a capital line.
    let mut harness = Harness::new(120, 40);
    harness.keys("6 v c").assert_scope(Scope::Form);
    let before = harness.history();
    field(&mut harness, "Slippage").keys("ctrl-u").type_text("45,700").keys("ctrl-s");
    harness.assert_says("Slippage in year £45,700 where it was £457,000: Ctrl-S again to keep it.");
    assert_eq!(harness.history(), before);
    harness.keys("ctrl-s").assert_scope(Scope::Budget);
    assert_ne!(harness.history(), before);
    // A block of months that nothing is replaced by, and one that replaces.
    let mut harness = Harness::new(120, 40);
    harness.keys("6");
    while !harness.cursor_line().contains("Safeguarding") {
        harness.keys("down");
    }
    harness.keys("t").assert_scope(Scope::Months);
    let before = harness.history();
    harness.keys("left").paste(&["9876543"; 12].join("\t")).assert_scope(Scope::Question);
    harness.assert_contains("budget £9.88bn where it was £").keys("n");
    assert_eq!(harness.history(), before);
}

#[test]
fn the_figure_an_action_should_bring_about_is_in_its_indicators_unit() {
    for (reference, typed, why) in [
        ("AC/S17", "85%", "“85%” is a percentage, and this figure is a plain number"),
        ("AC/C7", "£3", "“£3” is money, and this figure is a percentage"),
    ] {
        let mut harness = Harness::new(120, 40);
        harness.indicator(reference).keys("a").assert_scope(Scope::Form).type_text("Visit sooner");
        let before = harness.history();
        field(&mut harness, "Bringing it to").type_text(typed).keys("ctrl-s");
        harness.assert_scope(Scope::Form).assert_contains(why);
        assert_eq!(harness.history(), before);
        field(&mut harness, "Bringing it to").keys("ctrl-u").type_text("90").keys("ctrl-s");
        assert_ne!(harness.history(), before);
    }
}

#[test]
fn a_line_feed_is_enter_everywhere() {
    let mut harness = crate::harness::Harness::new(120, 40);
    harness.keys("2 ctrl-j").assert_scope(quarterdeck::input::Scope::Detail);
}

#[test]
fn a_word_is_deleted_by_the_keys_of_every_terminal() {
    for key in ["ctrl-backspace", "alt-backspace", "ctrl-w", "ctrl-h"] {
        let mut editor = crate::harness::Harness::new(120, 40);
        editor.keys("r c ctrl-a delete").type_text("Demand rose sharply").keys(key);
        editor.assert_contains("Demand rose").assert_lacks("sharply");
        let mut field = crate::harness::Harness::new(120, 40);
        field
            .keys("2 /")
            .type_text("social careless")
            .keys(key)
            .assert_contains("social")
            .assert_lacks("careless");
    }
}
