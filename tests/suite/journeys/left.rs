//! Leaving and coming back: another start, and another workbook and back, find the screen, the row, the
//! order and the filter as they were left.

use quarterdeck::screens::SCREENS;

use crate::harness::Harness;

/// Keys that leave a screen otherwise than it opens: order, filter and row.
fn keys(screen: &str) -> &'static str {
    match screen {
        "Overview" => "tab down",
        "Indicators" => "left left s down down down esc",
        "Review" => "n n n",
        "Actions" => "/ c a r e enter down down",
        "Risks" => "t down down down s",
        "Budget" => "down down down",
        "Delivery" => "s down down down",
        "Questions" => "down down",
        "Narrative" => "down down down",
        "History" => "",
        "Checks" => "v down down",
        "Compare" => "",
        other => panic!("no keys for {other}"),
    }
}

fn body(harness: &Harness) -> String {
    // Without the line that says what was said, and the hints.
    let screen = harness.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[..lines.len() - 3].join("\n")
}

#[test]
fn every_screen_is_come_back_to_as_it_was_left() {
    for entry in SCREENS {
        let mut harness = Harness::new(120, 40);
        harness.keys(&entry.key.to_string()).keys(keys(entry.title));
        let (left, cursor) = (body(&harness), harness.cursor());
        harness.come_back();
        assert_eq!(body(&harness), left, "{}", entry.title);
        assert_eq!(harness.cursor(), cursor, "{}", entry.title);
    }
}

#[test]
fn every_screen_is_as_it_was_left_when_another_was_on_screen() {
    let mut harness = Harness::new(120, 40);
    for entry in SCREENS {
        harness.keys(&entry.key.to_string()).keys(keys(entry.title));
    }
    harness.keys("1 [");
    let seen = |harness: &mut Harness| -> Vec<String> {
        let see = |entry: &quarterdeck::screens::Entry| {
            // Not how far a list is scrolled: that follows the cursor.
            harness.keys(&entry.key.to_string());
            let screen = harness.screen();
            let headings: Vec<&str> = screen.lines().skip(2).take(2).collect();
            let row: String = harness.cursor_line().chars().take(60).collect();
            format!("{}\n{row}", headings.join("\n"))
        };
        SCREENS.iter().map(see).collect()
    };
    harness.keys("]");
    let before = seen(&mut harness);
    harness.keys("1").come_back();
    for ((before, after), entry) in before.iter().zip(seen(&mut harness)).zip(SCREENS) {
        assert_eq!(*before, after, "{}", entry.title);
    }
}

#[test]
fn a_filter_and_a_period_are_come_back_to() {
    let mut harness = Harness::new(120, 40);
    harness.keys("2 [ /").type_text("days").keys("enter down");
    let (left, period) = (body(&harness), harness.app().session().period);
    assert!(left.contains("days"), "{left}");
    harness.come_back();
    assert_eq!(body(&harness), left);
    assert_eq!(harness.app().session().period, period);
}

#[test]
fn another_workbook_and_back_is_where_one_was_and_what_is_gone_is_left_out() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 t down down");
    let left = body(&harness);
    let other = harness.file.with_file_name("other.qd");
    let first = harness.file.clone();
    quarterdeck::jobs::places::create_sample_of(
        &other,
        quarterdeck::jobs::places::Sample::Regional,
        &quarterdeck::workbook::Stamp { who: "jm".to_owned(), at: crate::harness::start_time() },
    )
    .unwrap();
    harness.come_back_to(Some(&other)).assert_contains("[1 Overview]").keys("2 down");
    harness.keys("ctrl-o down enter");
    assert_eq!(body(&harness), left);
    harness.keys("ctrl-o down enter").assert_contains("[2 Indicators]");
    harness.keys("ctrl-o down enter");
    // Another workbook in the same place was left nowhere.
    harness.come_back_to(Some(&other));
    std::fs::copy(&other, &first).unwrap();
    harness.keys("ctrl-o down enter").assert_contains("[1 Overview]");
}
