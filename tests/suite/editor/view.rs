//! What the editor draws, and where the terminal's cursor goes.

use crate::editor::support::{area, draw, editor, press, shown};
use proptest::prelude::*;
use quarterdeck::input::key::{Handled, Key};
use quarterdeck::ui::editor::Editor;
use ratatui::layout::Position;
use ratatui::style::Color;

fn at(x: u16, y: u16) -> Option<Position> {
    Some(Position::new(x, y))
}

#[test]
fn wraps_at_words_with_room_for_the_cursor() {
    let mut editor = editor("the first quarter of the year|");
    let (rows, cursor, _) = draw(&editor, 11, 5);
    assert_eq!(rows, ["the first", "quarter of", "the year", "", ""]);
    assert_eq!(cursor, at(8, 2));
    press(&mut editor, "<Up>");
    assert_eq!(draw(&editor, 11, 5).1, at(8, 1));
    press(&mut editor, "<Up><Up><Up>");
    assert_eq!(draw(&editor, 11, 5).1, at(8, 0));
    // Home and End are of the row that is seen.
    press(&mut editor, "<Down><Home>");
    assert_eq!(draw(&editor, 11, 5).1, at(0, 1));
    press(&mut editor, "<End>");
    assert_eq!(draw(&editor, 11, 5).1, at(10, 1));
    press(&mut editor, "<Ctrl-End><Up><Shift-Up>");
    assert_eq!(editor.selected_text().as_deref(), Some("t quarter "));
}

#[test]
fn words_and_spaces_at_the_edge() {
    // A full row: the cursor stands in the column kept for it.
    assert_eq!(draw(&editor("abcdefghi|"), 10, 2).1, at(9, 0));
    // A space may hang there; what is typed next goes below, and so does the cursor.
    assert_eq!(draw(&editor("abcdefghi |"), 10, 2).1, at(0, 1));
    assert_eq!(draw(&editor("abcdefghi x|"), 10, 2).0, ["abcdefghi", "x"]);
    assert_eq!(draw(&editor("abcdefghijkl|"), 10, 3).0, ["abcdefghi", "jkl", ""]);
    assert_eq!(draw(&editor("ab cdefghijklmno|"), 10, 3).0, ["ab", "cdefghijk", "lmno"]);
    assert_eq!(draw(&editor("a     b|"), 4, 3).0, ["a", "  b", ""]);
    for width in 1..4 {
        draw(&editor("日本語 a👩‍👩‍👧b|\n\u{9b}"), width, 3);
    }
}

#[test]
fn wide_and_combined_characters_keep_the_cursor_true() {
    assert_eq!(draw(&editor("日本|語"), 20, 1).1, at(4, 0));
    assert_eq!(draw(&editor("cafe\u{301}|"), 20, 1).1, at(4, 0));
    assert_eq!(draw(&editor("a👩‍👩‍👧|b"), 20, 1).1, at(3, 0));
    assert_eq!(draw(&editor("日本語日本語|"), 8, 3).0, ["日本語", "日本語", ""]);
}

#[test]
fn nothing_raw_reaches_the_screen() {
    let (rows, cursor, _) = draw(&editor("\u{1b}[2J \u{202e}x\u{200b}\u{301}\u{7f}|\r"), 60, 1);
    assert_eq!(rows, ["␛[2J ⟦U+202E⟧x⟦U+200B⟧◌\u{301}␡"]);
    assert_eq!(cursor.unwrap().x as usize, 24);
    let tower = format!("a{}b|", "\u{301}".repeat(1000));
    let editor = editor(&tower);
    assert_eq!(draw(&editor, 20, 1).1, at(2, 0));
    assert_eq!(editor.text().chars().count(), 1002);
}

#[test]
fn scrolls_to_the_cursor_and_by_the_wheel() {
    let text: Vec<String> = (1..=30).map(|n| format!("line {n}")).collect();
    let mut editor = Editor::new(&text.join("\n"));
    assert_eq!(draw(&editor, 20, 5).0[0], "line 1");
    press(&mut editor, "<PgDn>");
    assert_eq!(editor.cursor(), (4, 0));
    press(&mut editor, "<Ctrl-End>");
    let (rows, cursor, _) = draw(&editor, 20, 5);
    assert_eq!((rows[4].as_str(), cursor), ("line 30", at(7, 4)));
    editor.scroll(-10);
    let (rows, cursor, _) = draw(&editor, 20, 5);
    assert_eq!((rows[0].as_str(), cursor), ("line 16", None));
    editor.scroll(1000);
    assert_eq!(draw(&editor, 20, 5).0[4], "line 30");
    editor.scroll(-1000);
    assert_eq!(draw(&editor, 20, 5).0[0], "line 1");
    press(&mut editor, "<Left>");
    assert!(draw(&editor, 20, 5).1.is_some());
    // A smaller window shows the cursor still.
    assert_eq!(draw(&editor, 20, 2).1, at(6, 1));
    assert_eq!(draw(&editor, 0, 0).1, None);
}

#[test]
fn the_mouse_places_drags_and_picks_words() {
    let mut editor = editor("|the first quarter of the year\nend");
    draw(&editor, 11, 5);
    let point = |x: u16, y: u16| Position::new(3 + x, 2 + y);
    editor.click(point(3, 1), area(11, 5));
    assert_eq!(shown(&editor), "the first qua|rter of the year\nend");
    editor.click(point(10, 0), area(11, 5));
    assert_eq!(shown(&editor), "the first| quarter of the year\nend");
    editor.click(point(9, 3), area(11, 5));
    assert_eq!(editor.cursor(), (1, 3));
    editor.click(point(9, 4), area(11, 5));
    assert_eq!(editor.cursor(), (1, 3));
    editor.click(point(50, 50), area(11, 5));
    assert_eq!(editor.cursor(), (1, 3), "outside");
    editor.click(point(4, 0), area(11, 5));
    editor.drag(point(7, 1), area(11, 5));
    assert_eq!(editor.selected_text().as_deref(), Some("first quarter"));
    editor.double_click(point(5, 2), area(11, 5));
    assert_eq!(editor.selected_text().as_deref(), Some("year"));
    editor.drag(Position::new(0, 0), area(11, 5));
    assert!(editor.selected_text().is_some());
}

#[test]
fn styles_for_selection_bullets_and_guidance() {
    let mut editor = editor("- one|\ntwo");
    let (_, _, buf) = draw(&editor, 10, 2);
    assert_eq!(buf[(3, 2)].fg, Color::Green);
    assert_eq!(buf[(5, 2)].fg, Color::Reset);
    press(&mut editor, "<Ctrl-A>");
    let (_, _, buf) = draw(&editor, 10, 2);
    assert_eq!(buf[(8, 2)].bg, Color::Blue, "the line end is selected too");
    assert_eq!(buf[(9, 2)].bg, Color::Reset);

    let empty = Editor::new("").with_placeholder("Most significant reason first.");
    let (rows, cursor, buf) = draw(&empty, 17, 3);
    assert_eq!(rows, ["Most significant", "reason first.", ""]);
    assert_eq!((cursor, buf[(3, 2)].fg), (at(0, 0), Color::DarkGray));
    let mut typed = empty.clone();
    press(&mut typed, "x");
    assert_eq!(draw(&typed, 17, 3).0, ["x", "", ""]);
}

#[test]
fn find_as_typed() {
    let mut editor = editor("|A red, a Red and a RED thing\nred");
    press(&mut editor, "<Ctrl-F>");
    assert_eq!(editor.find_status().unwrap().to_string(), "");
    assert_eq!(editor.handle(Key::char('r')), Handled::Moved);
    press(&mut editor, "ed");
    assert_eq!(editor.find_status().unwrap().to_string(), "1 of 4");
    let (rows, cursor, buf) = draw(&editor, 40, 4);
    assert!(rows[3].starts_with("Find: red") && rows[3].ends_with("1 of 4"), "{:?}", rows[3]);
    assert_eq!(cursor, at(9, 3));
    assert_eq!((buf[(5, 2)].fg, buf[(5, 2)].bg), (Color::Yellow, Color::Blue));
    assert_eq!((buf[(12, 2)].fg, buf[(12, 2)].bg), (Color::Yellow, Color::Reset));
    press(&mut editor, "<F3>\n");
    assert_eq!(editor.find_status().unwrap().to_string(), "3 of 4");
    press(&mut editor, "<Shift-F3>");
    assert_eq!(editor.find_status().unwrap().to_string(), "2 of 4");
    press(&mut editor, "<Esc>");
    assert_eq!(editor.find_status(), None);
    assert_eq!(editor.cursor(), (0, 9));
    press(&mut editor, "<F3>");
    assert_eq!(editor.cursor(), (0, 19));
    press(&mut editor, "<Shift-F3><Shift-F3><Shift-F3>");
    assert_eq!(editor.cursor(), (1, 0), "round the start");
    // The last query waits, and the first character typed replaces it.
    press(&mut editor, "<Ctrl-F>");
    assert_eq!(editor.find_status().unwrap().total, 4);
    press(&mut editor, "zzz");
    assert_eq!(editor.find_status().unwrap().to_string(), "no matches");
    assert_eq!(editor.cursor(), (1, 0));
    press(&mut editor, "<Esc>");
    assert_eq!(editor.handle(Key::parse("Esc").unwrap()), Handled::Ignored);
    assert!(!editor.text().contains("zzz"));
}

proptest! {
    #[test]
    fn wrapping_loses_nothing(text in "[a-d 日é\n]{0,60}", width in 3u16..12) {
        let editor = Editor::new(&text);
        let (rows, ..) = draw(&editor, width, 100);
        let squeeze = |s: &str| s.replace([' ', '\n'], "");
        prop_assert_eq!(squeeze(&rows.concat()), squeeze(&text));
    }

    #[test]
    fn a_click_on_the_cursor_leaves_it(text in "[a-d 日é\n]{0,60}", row in 0usize..8, col in 0usize..30, width in 3u16..12) {
        let mut editor = Editor::default();
        editor.set_text_and_cursor(&text, (row, col));
        let cursor = draw(&editor, width, 6).1.unwrap();
        let before = editor.cursor();
        editor.click(Position::new(cursor.x + 3, cursor.y + 2), area(width, 6));
        prop_assert_eq!(editor.cursor(), before);
    }
}
