//! Finding one's way: numbers that open lists, filters, orders, palette, help.

use quarterdeck::app::Outside;
use quarterdeck::input::Scope;
use quarterdeck::screens::MouseKind;

use crate::harness::Harness;

/// Rows a list says it has.
fn rows_listed(harness: &Harness) -> u64 {
    let screen = harness.screen();
    let Some((_, rest)) = screen.split_once("─ row ") else { return 0 };
    let count = rest.split_once(" of ").unwrap().1;
    count.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// A number as the overview writes it: `18`, `18,`, `R6` or `/8`.
fn number(word: &str) -> Option<u64> {
    word.trim_start_matches(|letter: char| letter.is_ascii_uppercase() || letter == '/')
        .trim_end_matches(',')
        .parse()
        .ok()
}

/// The number the cursor is on.
fn number_at_cursor(harness: &Harness) -> Option<u64> {
    let at = harness.cursor()?;
    let digit =
        |x: u16| harness.buffer()[(x, at.y)].symbol().starts_with(|letter: char| letter.is_ascii_digit());
    let first = (0..at.x).rev().take_while(|x| digit(*x)).last().unwrap_or(at.x);
    let text: String = (first..(at.x + 18).min(harness.buffer().area.width))
        .map(|x| harness.buffer()[(x, at.y)].symbol())
        .collect();
    text.split_whitespace().take(3).find_map(number)
}

#[test]
fn every_number_on_the_overview_opens_a_list_of_that_many() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut harness = Harness::new(width, height);
        harness.keys("tab");
        let first = harness.cursor();
        let mut opened = Vec::new();
        loop {
            let line = harness.cursor_line();
            // A row of a type has several numbers side by side.
            let at = harness.cursor().unwrap();
            // Several numbers in a row are several links.
            let here: String =
                line.chars().skip(usize::from(at.x)).take_while(|letter| *letter != '│').collect();
            let numbers = here.split_whitespace().filter_map(number).count();
            // Rows of the report's boxes say several numbers in one link, or begin a row of the heat map.
            let report = at.x > 80 && at.y > 13 || width < 112 && at.x > 8 && (12..=15).contains(&at.y);
            // A row of what has moved is one link, to where it can be seen.
            let moved = width >= 112 && at.x < 48 && at.y > 31 || here.contains(" moved");
            let counted = here.contains(" now, ") || here.contains(" moved");
            let links =
                if line.contains("Review") || at.x <= 3 || report || moved { 1 } else { numbers.max(1) };
            for step in 0..links {
                let before = harness.cursor();
                let number = number_at_cursor(&harness);
                harness.keys("enter");
                let scope = harness.app().scope();
                match scope {
                    Scope::Indicators | Scope::Actions if moved && !counted => {}
                    Scope::Indicators | Scope::Actions => {
                        assert_eq!(Some(rows_listed(&harness)), number, "{before:?}\n{}", harness.screen());
                        opened.push(number.unwrap_or_default());
                    }
                    Scope::Review => {
                        harness.assert_contains("of 18");
                    }
                    Scope::Detail | Scope::History => {}
                    Scope::Risks | Scope::Budget | Scope::Delivery | Scope::Questions | Scope::Narrative => {
                        assert!(report || moved, "{}", harness.screen());
                    }
                    Scope::Choice => assert!(moved, "{}", harness.screen()),
                    Scope::Checks => assert!(line.contains("errors"), "{}", harness.screen()),
                    other => panic!("{other:?}\n{}", harness.screen()),
                }
                if scope == Scope::Choice {
                    harness.keys("esc");
                }
                harness.keys("1");
                assert_eq!(harness.cursor(), before, "the cursor is where it was");
                if step + 1 < links {
                    harness.keys("right");
                    assert_eq!(
                        harness.cursor().map(|at| at.y),
                        before.map(|at| at.y),
                        "{}",
                        harness.screen()
                    );
                }
            }
            harness.times(links - 1, "left").keys("down");
            if harness.cursor() == first {
                break;
            }
            assert!(opened.len() < 200, "going down never comes round");
        }
        assert!(opened.len() >= 30, "{width} x {height}: only these numbers were opened: {opened:?}");
    }
}

#[test]
fn what_moved_is_not_looked_for_unasked_among_more_indicators_than_that() {
    use quarterdeck::workbook::{Data, Query};
    let harness = Harness::new(120, 40);
    let (period, today) = (harness.period(), harness.now().date());
    let asked = |most: u64| {
        let query = Query::Movement { period, today, most };
        let Data::Movement(found) = harness.store().answer(&query).unwrap() else { panic!("no movement") };
        found
    };
    assert!(asked(26).nothing_before.unwrap().contains("quarterdeck overview"));
    assert!(asked(26).wholes.is_empty());
    let all = asked(27);
    let counted: u64 = all.wholes[0].change.counts.iter().map(|count| count.now).sum();
    assert_eq!((all.nothing_before, counted), (None, 27));
}

#[test]
fn a_filter_narrows_as_typed_and_escape_puts_all_back() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/S5").keys("/").assert_scope(Scope::FilterLine);
    harness.type_text("tele").assert_contains("2 of 27").assert_contains("AC/S17").assert_lacks("AC/S5 ");
    harness.keys("esc").assert_scope(Scope::Indicators).assert_row("AC/S5").assert_contains("of 27");
    // Enter keeps it, and the row under the cursor can be worked on.
    harness.keys("/").type_text("tele").keys("down enter").assert_row("AC/S18").assert_contains("2 of 27");
    harness.keys("F").assert_says("Filter cleared").assert_row("AC/S18");
    harness
        .keys("/")
        .type_text("zzzz")
        .assert_contains("0 of 27")
        .keys("enter")
        .keys("esc")
        .assert_contains("of 27");
}

#[test]
fn order_filter_and_row_are_kept_through_opening_and_coming_back() {
    let mut harness = Harness::new(80, 24);
    harness.keys("2").column("Ref").keys("s").assert_says("Ordered by Ref");
    harness.keys("/").type_text("ac/c").keys("enter down down");
    let row = harness.cursor_line();
    harness.keys("enter").assert_scope(Scope::Detail).keys("esc").assert_scope(Scope::Indicators);
    assert_eq!(harness.cursor_line(), row);
    harness.keys("s").assert_says("highest first");
    harness.keys("1 2").assert_scope(Scope::Indicators);
}

#[test]
fn every_column_sorts_both_ways() {
    let mut harness = Harness::new(220, 50);
    harness.keys("2").times(20, "left");
    for _ in 0..15 {
        for _ in 0..2 {
            harness.keys("s");
            assert!(!harness.says().is_empty());
            assert_eq!(rows_listed(&harness), 27);
        }
        harness.keys("right");
    }
}

#[test]
fn the_filter_builder_shows_only_what_is_ticked() {
    let mut harness = Harness::new(120, 50);
    harness.keys("2 f").assert_contains("Show only").keys("space enter").assert_says("Showing Red");
    assert_eq!(rows_listed(&harness), 17);
    // What is ticked stays ticked, and two kinds of tick narrow together.
    harness.keys("f").assert_contains("[x] Red").assert_contains("1 of 38 ticked");
    while !harness.cursor_line().contains("Critical") {
        harness.keys("down");
    }
    harness.keys("space enter").assert_says("Red, Critical");
    assert_eq!(rows_listed(&harness), 6);
    harness.keys("esc");
    assert_eq!(rows_listed(&harness), 27);
}

#[test]
fn actions_are_filtered_found_and_edited() {
    let mut harness = Harness::new(120, 40);
    harness.keys("4");
    assert_eq!(rows_listed(&harness), 41);
    harness.keys("f down down down enter").assert_contains("without a date");
    assert_eq!(rows_listed(&harness), 39);
    harness.keys("F /").type_text("assessors").keys("enter");
    assert_eq!(rows_listed(&harness), 1);
    harness.keys("e").assert_contains("Action for AC/C7").keys("tab").type_text("Head of Care").keys("tab");
    harness.type_text("+2w").keys("ctrl-s").assert_contains("20 Jul 2015");
    harness.keys("x").assert_contains("Close an action").keys("tab").type_text("Done in June").keys("ctrl-s");
    assert_eq!(rows_listed(&harness), 0);
    harness.keys("F");
    assert_eq!(rows_listed(&harness), 40);
}

#[test]
fn an_invalid_date_is_said_under_its_field_and_traps_nobody() {
    let mut harness = Harness::new(120, 40);
    harness
        .keys("r a")
        .type_text("Recruit")
        .keys("tab")
        .type_text("Head of Care")
        .keys("tab")
        .type_text("31/02/2016")
        .keys("tab");
    let (_, due) = harness.find("31/02/2016");
    assert!(
        harness.line(due + 1).contains('!') || harness.line(due + 1).contains("date"),
        "{}",
        harness.screen()
    );
    harness
        .keys("shift-tab shift-tab")
        .assert_row("Owner")
        .keys("ctrl-s")
        .assert_scope(Scope::Form)
        .assert_row("Due");
    harness.keys("ctrl-a").type_text("6 aug").keys("ctrl-s").assert_scope(Scope::Review);
    let due: Vec<_> = harness.detail("AC/C7").actions.iter().filter_map(|row| row.action.due).collect();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].to_string(), "2015-08-06");
}

#[test]
fn the_palette_finds_commands_and_indicators() {
    let mut harness = Harness::new(120, 40);
    harness.keys(":").assert_scope(Scope::Palette).type_text("dol").assert_contains("AC/C7").keys("enter");
    harness.assert_contains("[2 Indicators]").assert_contains("AC/C7");
    harness.keys("ctrl-p").type_text("history").keys("esc").assert_contains("[2 Indicators]");
    // One that cannot be used says why, and stays.
    harness.keys(":").paste("redo what was undone").assert_contains("there is nothing to redo").keys("enter");
    harness.assert_says("Not now").assert_scope(Scope::Palette);
}

#[test]
fn the_help_lists_exactly_the_keys_that_work_and_runs_them() {
    for (go, scope) in
        [("1", "Overview"), ("2", "Indicators"), ("3", "Review"), ("4", "Actions"), ("0", "History")]
    {
        let mut harness = Harness::new(200, 60);
        harness.keys(go);
        let (here, facts) = (harness.app().scope(), harness.app().facts());
        harness.keys("?").assert_contains(&format!("Help: {scope}"));
        let mut listed = harness.screen();
        for _ in 0..4 {
            listed += &harness.keys("pagedown").screen();
        }
        for row in quarterdeck::input::help(here) {
            let usable = row.unavailable(&facts).is_none();
            let works = row.keys.iter().any(|text| {
                let key = quarterdeck::input::Key::parse(text).unwrap();
                quarterdeck::input::resolve(here, key, &facts)
                    .is_some_and(|found| found.command == row.command)
            });
            // A long title is wrapped, so its beginning is looked for.
            let title: String = row.title.chars().take(18).collect();
            assert_eq!(listed.contains(title.trim()), usable && works, "{scope}: {}\n{listed}", row.title);
        }
    }
    let mut harness = Harness::new(120, 40);
    harness.keys("2 ? /").type_text("zoom pane").keys("esc").assert_scope(Scope::Help);
    harness.keys("/").type_text("why this").keys("enter enter").assert_contains("189 more applications");
}

#[test]
fn all_ways_of_moving_move_every_list() {
    for go in ["2", "4"] {
        let mut harness = Harness::new(80, 24);
        harness.keys(go).keys("g");
        let top = harness.cursor_line();
        for (there, back) in [
            ("down", "up"),
            ("j", "k"),
            ("pagedown", "pageup"),
            ("ctrl-d", "ctrl-u"),
            ("end", "home"),
            ("G", "g"),
        ] {
            harness.keys(there);
            assert_ne!(harness.cursor_line(), top, "{go} {there}");
            harness.keys(back);
            assert_eq!(harness.cursor_line(), top, "{go} {back}");
        }
        harness.mouse(MouseKind::ScrollDown, 10, 8);
        assert_ne!(harness.cursor_line(), top);
        harness.mouse(MouseKind::ScrollUp, 10, 8);
        assert_eq!(harness.cursor_line(), top);
    }
}

#[test]
fn the_mouse_chooses_opens_and_switches() {
    let mut harness = Harness::new(120, 40);
    harness.click("2 Indicators").assert_contains("[2 Indicators]").click("AC/S5").assert_row("AC/S5");
    let (x, y) = harness.find("AC/S4");
    harness
        .mouse(MouseKind::Click, x, y)
        .mouse(MouseKind::DoubleClick, x, y)
        .assert_scope(Scope::Detail)
        .assert_contains("AC/S4");
    harness.click("0 History").assert_contains("[0 History]");
}

#[test]
fn a_row_is_copied_for_a_spreadsheet() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/C7").keys("y").assert_says("AC/C7 copied");
    let copied = harness.outside();
    assert!(
        copied.iter().any(|one| matches!(one, Outside::Clipboard(text) if text.contains("AC/C7\t"))),
        "{copied:?}"
    );
}

#[test]
fn themes_show_at_once_and_escape_puts_back() {
    let mut harness = Harness::new(120, 40);
    let before = harness.styled();
    harness.palette("high contrast or none").assert_contains("Colours").keys("down down");
    assert_ne!(harness.app().theme_name(), "dark");
    harness.keys("esc");
    assert_eq!(harness.app().theme_name(), "dark");
    harness.keys("1");
    assert_eq!(harness.styled(), before);
    for (name, _) in quarterdeck::ui::theme::themes() {
        let mut harness = Harness::with(80, 24, |setup| setup.theme.clone_from(&name));
        harness.keys("2 3 c esc ? esc 4 0").assert_contains("History");
    }
}

#[test]
fn a_change_is_restored_from_the_history_as_a_new_one() {
    let mut harness = Harness::new(140, 40);
    harness.indicator("AC/C7").column("Target").keys("e").type_text("90").keys("enter");
    harness.indicator("AC/C7").column("Target").keys("e").type_text("80").keys("enter");
    assert_eq!(harness.standing("AC/C7").target, Some(80.0));
    let count = harness.history().len();
    harness
        .indicator("AC/C7")
        .keys("H")
        .assert_contains("Changes to AC/C7")
        .keys("down i")
        .assert_contains("90");
    harness.keys("y");
    assert_eq!(harness.standing("AC/C7").target, Some(90.0));
    assert_eq!(harness.history().len(), count + 1, "nothing is taken out of the history");
    harness.keys("u");
    assert_eq!(harness.standing("AC/C7").target, Some(80.0));
    harness.keys("F /").type_text("sample").assert_contains("Sample workbook").keys("esc");
}
