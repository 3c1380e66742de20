//! Periods: moving between them, closing, reopening, opening the next.

use quarterdeck::input::Scope;
use quarterdeck::workbook::PeriodStatus;

use crate::harness::Harness;

#[test]
fn brackets_move_between_quarters_and_say_where_they_end() {
    let mut harness = Harness::new(120, 40);
    harness.keys("[").assert_contains("Q4 2014/15");
    let earlier = harness.period();
    harness.keys("2").assert_contains("Q4 2014/15").keys("]");
    assert_eq!(harness.period(), "2015/16-Q1".parse().unwrap());
    harness.times(30, "[").assert_says("first period in the workbook");
    harness.times(30, "]").assert_says("last period");
    assert_ne!(earlier, harness.period());
}

#[test]
fn a_closed_period_is_read_only_says_why_and_is_reopened_with_a_reason() {
    let mut harness = Harness::new(140, 40);
    harness
        .palette("close this period")
        .assert_contains("Close Q1 2015/16?")
        .assert_contains("18 reds are not reviewed");
    harness.keys("enter").assert_lacks("closed)");
    harness.palette("close this period").keys("y").assert_contains("closed");
    harness.indicator("AC/C7");
    for key in ["c", "a", "D", "o"] {
        harness.keys(key).assert_says("this period is closed").assert_scope(Scope::Indicators);
    }
    harness.column("Result").keys("e").assert_says("this period is closed").assert_scope(Scope::Indicators);
    harness.keys("3 r").assert_says("this period is closed");
    harness
        .palette("reopen this period")
        .assert_contains("Reopen Q1 2015/16")
        .keys("enter")
        .assert_contains("Write why");
    harness.type_text("A late result").keys("enter").assert_says("Reopen Q1 2015/16");
    let opening = harness.app().session().clone();
    let record = opening.period_record().unwrap();
    assert_eq!((record.status, record.reopened_because.as_str()), (PeriodStatus::Open, "A late result"));
    harness.indicator("AC/C7").keys("c").assert_scope(Scope::Writing);
}

#[test]
fn the_next_period_opens_with_targets_and_actions_carried() {
    let mut harness = Harness::new(120, 40);
    let target = harness.standing("AC/C7").target;
    let open = harness.detail("AC/C7").actions.len();
    harness
        .palette("open the next period")
        .assert_contains("Open Q2 2015/16")
        .assert_contains("41 stay open");
    harness.keys("enter");
    assert_eq!(harness.period(), "2015/16-Q2".parse().unwrap());
    harness.assert_contains("Q2 2015/16");
    let next = harness.standing("AC/C7");
    assert_eq!((next.target, next.value), (target, None));
    assert_eq!(harness.detail("AC/C7").actions.len(), open);
    harness.keys("[");
    assert_eq!(harness.standing("AC/C7").target, target);
    // It is one step, and asked about once however long the key is held down.
    harness.keys("u u u").assert_contains("Take back “Open Q2 2015/16”?").keys("n");
    assert_eq!(harness.period(), "2015/16-Q1".parse().unwrap());
    harness.keys("u u y");
    harness.times(5, "]").assert_says("last period");
    assert_eq!(harness.period(), "2015/16-Q1".parse().unwrap(), "{}", harness.screen());
}

#[test]
fn undoing_the_next_period_while_looking_at_it_leaves_somewhere_to_be() {
    let mut harness = Harness::new(120, 40);
    harness.palette("open the next period").keys("enter");
    assert_eq!(harness.period(), "2015/16-Q2".parse().unwrap());
    harness.keys("u y 1 2 3 4 0 1");
    assert!(
        harness.app().session().period_record().is_some(),
        "the period on screen is gone:\n{}",
        harness.screen()
    );
}

#[test]
fn the_review_of_each_quarter_is_its_own() {
    let mut harness = Harness::new(120, 40);
    harness
        .keys("r n n")
        .assert_contains("3 of 18")
        .keys("[")
        .assert_lacks("of 18")
        .keys("]")
        .assert_contains("of 18");
}

#[test]
fn the_workbooks_own_settings_are_changed_and_undone() {
    let mut harness = Harness::new(120, 40);
    harness.palette("workbook settings").assert_scope(Scope::Form).keys("ctrl-s");
    let before = harness.history().len();
    harness.palette("workbook settings").keys("ctrl-a").type_text("Exampleton").keys("ctrl-s");
    assert_eq!(harness.history().len(), before + 1);
    harness.keys("u");
    assert_eq!(harness.history().len(), before + 2);
}

#[test]
fn every_screen_judges_what_is_overdue_by_the_day_of_its_period() {
    let mut harness = Harness::new(200, 60);
    harness.keys("7 +").type_text("Market day").keys("tab").type_text("13/8/2015").keys("ctrl-s");
    harness.keys("8 /").type_text("256,000").keys("enter");
    harness.keys("+ tab").type_text("Head of Finance").keys("tab").type_text("13/8/2015").keys("ctrl-s");
    harness.indicator("AC/C7").keys("a").type_text("Ask again").keys("tab tab");
    harness.type_text("13/8/2015").keys("ctrl-s");
    // Each screen, how to get there, and what it says of what is late.
    let screens = [
        (Scope::Overview, "1", "", "1 overdue"),
        (Scope::Delivery, "7", "enter", "! due 13 Aug"),
        (Scope::Questions, "8 /", "256,000", ", 1 overdue"),
        (Scope::Actions, "4 /", "Ask again", "! 13 Aug 2015"),
        (Scope::Indicators, "2", "AC/C7", "! overdue"),
    ];
    let look = |harness: &mut Harness, (scope, keys, text, _): (Scope, &str, &str, &str)| {
        match scope {
            Scope::Indicators => harness.indicator(text),
            Scope::Delivery => harness.keys(keys).keys(text),
            _ if text.is_empty() => harness.keys(keys),
            _ => harness.keys(keys).keys("ctrl-a").type_text(text).keys("enter"),
        };
        harness.screen()
    };
    let says = |harness: &mut Harness| {
        screens.map(|screen| {
            harness.keys("esc esc 1");
            look(harness, screen).contains(screen.3)
        })
    };
    assert_eq!(says(&mut harness), [false; 5]);
    harness.tick(365 * 86_400);
    assert_eq!(says(&mut harness), [true; 5]);
    // Another period is the current one: this one is judged by its last day, however late it is.
    harness.keys("esc esc 1").palette("open the next period").keys("enter");
    assert_eq!(says(&mut harness), [true; 5]);
    harness.keys("esc esc 1 [").assert_contains("Q1 2015/16");
    assert_eq!(says(&mut harness), [false; 5]);
}
