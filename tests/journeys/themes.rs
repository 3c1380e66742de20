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

/// Rows a list says it has.
fn rows_listed(harness: &Harness) -> u64 {
    let screen = harness.screen();
    let (_, rest) = screen.split_once("─ row ").unwrap_or_else(|| panic!("no list:\n{screen}"));
    let count = rest.split_once(" of ").unwrap().1;
    count.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// Goes down to the row of a group in the box of ratings.
fn down_to(harness: &mut Harness, name: &str) {
    for _ in 0..200 {
        let in_box = harness.cursor().is_some_and(|at| at.x < 44 && at.y < 16);
        if in_box && harness.cursor_line().starts_with(&format!("│>{name}")) {
            return;
        }
        harness.keys("down");
    }
    panic!("no row of {name}:\n{}", harness.screen());
}

#[test]
fn the_overview_has_a_row_for_each_theme_whose_numbers_open_its_list() {
    let mut harness = Harness::new(120, 60);
    harness.keys("2");
    add(&mut harness, "Live well", "");
    add(&mut harness, "Carers", "Live");
    harness.keys("home E");
    go_to(&mut harness, "Theme");
    harness.type_text("Carers").keys("ctrl-s 1");
    harness.assert_contains("Live well").assert_contains("  Carers").assert_contains("(no theme)");
    // From the first box down to the rows of the themes.
    harness.keys("tab");
    down_to(&mut harness, "Live well");
    harness.keys("right right right right enter");
    harness.assert_scope(quarterdeck::input::Scope::Indicators);
    assert_eq!(rows_listed(&harness), 1);
    harness.assert_contains("Live well");
    harness.keys("1");
    down_to(&mut harness, "(no theme)");
    harness.keys("enter");
    assert_eq!(rows_listed(&harness), 26);
}

#[test]
fn a_row_of_what_has_moved_opens_exactly_those_indicators() {
    let mut harness = Harness::new(160, 60);
    let movement = harness.movement();
    let whole =
        movement.wholes().into_iter().find(|part| part.table == quarterdeck::workbook::Table::Indicator);
    let alike = whole.unwrap().change.alike();
    assert!(alike.len() > 1, "{alike:?}");
    for one in alike.iter().filter(|one| one.what != "gone") {
        harness.keys("1 home");
        let begins = format!("{} {}", one.items.len(), one.what);
        for _ in 0..200 {
            if harness.cursor_line().contains(&begins) && harness.cursor_line().contains(&one.items[0].1) {
                break;
            }
            harness.keys("down");
        }
        harness.keys("enter").assert_scope(quarterdeck::input::Scope::Indicators);
        assert_eq!(rows_listed(&harness), one.items.len() as u64, "{one:?}\n{}", harness.screen());
        for (_, name) in &one.items {
            harness.assert_contains(name);
        }
        harness.assert_contains(&format!("{begins} since"));
        // Narrowed further, it is still of these.
        harness.keys("esc");
        assert_eq!(rows_listed(&harness), 27);
    }
}
