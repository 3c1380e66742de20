//! Themes on screen: made, filled, ordered, renamed and removed with keys.

use crate::harness::Harness;
use crate::journeys::forms::go_to;

/// Opens the list of themes and adds one, under another where that is said.
fn add(harness: &mut Harness, name: &str, under: &str) {
    harness.keys("# enter").type_text(name);
    if !under.is_empty() {
        go_to(harness, "Under");
        harness.type_text(under);
    }
    harness.keys("ctrl-s");
    harness.assert_says("Add the theme");
    // The list comes back with the cursor on it.
    assert!(harness.cursor_line().contains(name), "{}", harness.screen());
    harness.keys("esc");
}

#[test]
fn themes_are_made_and_filled_ordered_and_removed_on_screen() {
    let mut harness = Harness::new(120, 60);
    harness.keys("2");
    add(&mut harness, "Live well", "");
    add(&mut harness, "Safe homes", "");
    add(&mut harness, "Carers", "Live");
    harness.keys("#");
    let screen = harness.screen();
    let at = |name: &str| screen.find(name).unwrap_or_else(|| panic!("no {name}:\n{screen}"));
    assert!(at("Live well") < at("   Carers") && at("   Carers") < at("Safe homes"), "{screen}");
    harness.keys("esc");

    // An indicator is filed in its form; what there is not is asked about once.
    harness.keys("E");
    go_to(&mut harness, "Theme");
    harness.type_text("Roads").keys("ctrl-s");
    harness.assert_says("There is no theme “Roads” yet: Ctrl-S again makes it.");
    go_to(&mut harness, "Theme");
    harness.keys("ctrl-a delete").type_text("live well / CARERS").keys("ctrl-s");
    harness.assert_says("under Live well > Carers");

    // The place is typed; the name in other letter case is the same theme.
    harness.keys("#").keys("down down down").keys("enter");
    harness.assert_contains("Theme Safe homes");
    go_to(&mut harness, "Place");
    harness.keys("ctrl-a delete").type_text("1").keys("ctrl-s");
    harness.assert_says("Move the theme Safe homes to place 1");
    harness.keys("# down enter ctrl-a delete").type_text("LIVE WELL").keys("ctrl-s");
    harness.assert_contains("already");
    harness.keys("esc");

    // Removing one that has indicators says what happens to them, and u brings all of it back.
    harness.keys("# down down enter");
    harness.assert_contains("1 indicator is filed under it.");
    go_to(&mut harness, "Remove");
    harness.type_text("remove it; its indicators go").keys("ctrl-s");
    harness.assert_contains("name the theme that takes its indicators");
    go_to(&mut harness, "Indicators to");
    harness.type_text("Safe homes").keys("ctrl-s");
    harness.assert_says("1 indicator under Safe homes");
    harness.keys("u");
    harness.assert_says("Undone");
    harness.keys("#");
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
        movement.wholes.into_iter().find(|part| part.table == quarterdeck::workbook::Table::Indicator);
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

#[test]
fn a_theme_that_is_not_there_is_made_with_the_second_ctrl_s_and_undone_with_it() {
    let mut harness = Harness::new(120, 40);
    harness.keys("2 /").type_text("AC/C7").keys("enter E");
    go_to(&mut harness, "Theme");
    harness.type_text("Live well / Carers").keys("ctrl-s");
    harness.assert_says("There is no theme “Live well > Carers” yet: Ctrl-S again makes it.");
    // Another name is asked about anew.
    harness.type_text("!").keys("ctrl-s");
    harness.assert_says("There is no theme “Live well > Carers!” yet");
    harness.keys("backspace ctrl-s ctrl-s");
    harness.assert_says("under the new theme Live well > Carers");
    assert_eq!(harness.detail("AC/C7").theme.to_string(), "Live well > Carers");
    harness.keys("u");
    assert_eq!(harness.detail("AC/C7").theme.to_string(), "");
    harness.keys("#").assert_lacks("Live well");
    // A new indicator may bring its theme, too.
    harness.keys("esc A");
    go_to(&mut harness, "Reference");
    harness.type_text("N/1");
    go_to(&mut harness, "Description");
    harness.type_text("Homes visited");
    go_to(&mut harness, "Theme");
    harness.type_text("Safe homes").keys("ctrl-s ctrl-s");
    assert_eq!(harness.detail("N/1").theme.to_string(), "Safe homes");
}

#[test]
fn indicators_are_moved_within_their_theme_and_lists_keep_that_order() {
    let mut harness = Harness::new(120, 40);
    let file = |harness: &mut Harness, reference: &str| {
        harness.keys("2 /").type_text(reference).keys("enter E");
        go_to(harness, "Theme");
        harness.type_text("Live well").keys("ctrl-s ctrl-s esc");
    };
    for reference in ["AC/C7", "AC/S17", "AC/C2"] {
        file(&mut harness, reference);
    }
    let order = |harness: &Harness| -> Vec<String> {
        let request = quarterdeck::workbook::ListRequest {
            period: harness.period(),
            sort: quarterdeck::workbook::SortBy::Theme,
            descending: false,
            filter: Default::default(),
            window: quarterdeck::workbook::Window { start: 0, length: 3 },
            around: None,
        };
        let query = quarterdeck::workbook::Query::Indicators(request);
        let quarterdeck::workbook::Data::Indicators(list) = harness.store().answer(&query).unwrap() else {
            panic!()
        };
        list.rows.into_iter().map(|row| row.reference).collect()
    };
    assert_eq!(order(&harness), ["AC/C7", "AC/S17", "AC/C2"]);
    harness.keys("/").type_text("AC/C2").keys("enter K");
    harness.assert_says("Move AC/C2 to place 2 of 3 in Live well");
    assert_eq!(order(&harness), ["AC/C7", "AC/C2", "AC/S17"]);
    harness.keys("K K").assert_says("AC/C2 is the first of Live well.");
    assert_eq!(order(&harness), ["AC/C2", "AC/C7", "AC/S17"]);
    harness.assert_row("AC/C2").keys("J");
    assert_eq!(order(&harness), ["AC/C7", "AC/C2", "AC/S17"]);
    harness.keys("u u");
    assert_eq!(order(&harness), ["AC/C7", "AC/C2", "AC/S17"]);
    harness.keys("esc /").type_text("AC/S4").keys("enter K");
    harness.assert_says("AC/S4 is under no theme");
}
