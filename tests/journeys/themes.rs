//! Themes on screen: made, filled, ordered, renamed and removed with keys.

use crate::forms::go_to;
use crate::harness::Harness;

/// Opens the list of themes and adds one, under another where that is said.
fn add(harness: &mut Harness, name: &str, under: &str) {
    harness.keys("T enter").type_text(name);
    if !under.is_empty() {
        go_to(harness, "Under");
        harness.type_text(under);
    }
    harness.keys("ctrl-s");
    harness.assert_says("Add the theme");
}

#[test]
fn themes_are_made_and_filled_ordered_and_removed_on_screen() {
    let mut harness = Harness::new(120, 60);
    harness.keys("2");
    add(&mut harness, "Live well", "");
    add(&mut harness, "Safe homes", "");
    add(&mut harness, "Carers", "Live");
    harness.keys("T");
    let screen = harness.screen();
    let at = |name: &str| screen.find(name).unwrap_or_else(|| panic!("no {name}:\n{screen}"));
    assert!(at("Live well") < at("   Carers") && at("   Carers") < at("Safe homes"), "{screen}");
    harness.keys("esc");

    // An indicator is filed in its form; what there is not is refused with what there is.
    harness.keys("E");
    go_to(&mut harness, "Theme");
    harness.type_text("Roads").keys("ctrl-s");
    harness.assert_contains("there is no theme “Roads”");
    go_to(&mut harness, "Theme");
    harness.keys("ctrl-a delete").type_text("live well / CARERS").keys("ctrl-s");
    harness.assert_says("under Live well > Carers");

    // The place is typed; the name in other letter case is the same theme.
    harness.keys("T").keys("down down down").keys("enter");
    harness.assert_contains("Theme Safe homes");
    go_to(&mut harness, "Place");
    harness.keys("ctrl-a delete").type_text("1").keys("ctrl-s");
    harness.assert_says("Move the theme Safe homes to place 1");
    harness.keys("T down enter ctrl-a delete").type_text("LIVE WELL").keys("ctrl-s");
    harness.assert_contains("already");
    harness.keys("esc");

    // Removing one that has indicators says what happens to them, and u brings all of it back.
    harness.keys("T down down enter");
    harness.assert_contains("1 indicator is filed under it.");
    go_to(&mut harness, "Remove");
    harness.type_text("remove it; its indicators go").keys("ctrl-s");
    harness.assert_contains("name the theme that takes its indicators");
    go_to(&mut harness, "Indicators to");
    harness.type_text("Safe homes").keys("ctrl-s");
    harness.assert_says("1 indicator under Safe homes");
    harness.keys("u");
    harness.assert_says("Undone");
    harness.keys("T");
    harness.assert_contains("   Carers");
}
