//! Drafts that are waiting: opened from where they are listed, thrown away after a question, taken back.

use quarterdeck::input::Scope;

use crate::harness::Harness;
use crate::journeys::forms::go_to;

/// Where a draft is begun, and whether its editor or form is the one over the screen.
const BEGUN: &[(&str, &str)] = &[
    ("indicator AC/S5", "c"),
    ("indicator AC/S5", "a"),
    ("indicator AC/S5", "A"),
    ("3", "c"),
    ("9 down", "c"),
    ("7 down", "c"),
    ("5", "a"),
    ("6 down", "c"),
];

fn begin(harness: &mut Harness, place: &str, key: &str) -> bool {
    match place.strip_prefix("indicator ") {
        Some(reference) => harness.indicator(reference),
        None => harness.keys(place),
    };
    harness.keys(key);
    if harness.screen().contains("New indicator") {
        go_to(harness, "Reference");
    }
    let typing = matches!(harness.app().scope(), Scope::Writing | Scope::Form);
    harness.type_text("zebra");
    typing && harness.screen().contains("zebra")
}

#[test]
fn a_draft_listed_on_the_overview_is_opened_from_there() {
    for (place, key) in BEGUN {
        let mut harness = Harness::new(120, 40);
        if !begin(&mut harness, place, key) {
            panic!("{place} {key} begins nothing:\n{}", harness.screen());
        }
        harness.keys("esc").tick(2).keys("esc esc esc 1");
        harness.restart();
        let screen = harness.screen();
        assert!(screen.contains("Draft  "), "{place} {key}\n{screen}");
        harness.click("Draft  ").keys("enter");
        let screen = harness.screen();
        assert!(screen.contains("zebra"), "{place} {key}\n{screen}");
        assert!(matches!(harness.app().scope(), Scope::Writing | Scope::Form), "{place} {key}\n{screen}");
    }
}

#[test]
fn a_draft_of_another_period_is_opened_in_its_period() {
    let mut harness = Harness::new(120, 40);
    assert!(begin(&mut harness, "indicator AC/S5", "c"));
    harness.keys("esc").tick(2).keys("esc 1 [");
    harness.palette("drafts that are waiting").assert_contains("zebra").keys("enter");
    assert!(harness.screen().contains("zebra"), "{}", harness.screen());
    assert_eq!(harness.app().session().period, crate::harness::QUARTER.parse().unwrap());
}

#[test]
fn a_draft_is_thrown_away_only_when_asked_by_its_name_and_can_be_taken_back() {
    let mut harness = Harness::new(120, 40);
    assert!(begin(&mut harness, "indicator AC/S5", "c"));
    harness.keys("esc").tick(2).keys("esc 1");
    harness.palette("throw a draft away").keys("enter");
    harness.assert_contains("Throw away the draft of AC/S5 reasons?").assert_contains("zebra");
    harness.keys("n esc");
    assert_eq!(harness.app().session().drafts.len(), 1);
    harness.palette("throw a draft away").keys("enter y");
    assert!(harness.app().session().drafts.is_empty(), "{}", harness.screen());
    assert!(harness.says().contains("AC/S5 reasons"), "{}", harness.says());
    assert!(!harness.screen().contains("zebra"), "{}", harness.screen());
    harness.palette("drafts that are waiting").assert_contains("takes it back").keys("enter");
    assert_eq!(harness.app().session().drafts.len(), 1);
    assert!(harness.app().session().thrown_away.is_empty());
    harness.restart().assert_contains("AC/S5 reasons");
}
