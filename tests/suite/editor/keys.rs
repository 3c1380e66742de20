//! What keys do to a text.

use crate::editor::support::{check, editor, press, shown};
use proptest::prelude::*;
use quarterdeck::input::key::{Handled, Key, KeyCode};
use quarterdeck::ui::editor::Editor;

#[test]
fn typing_and_letters_are_letters() {
    check("|", "q?:/1[", "q?:/1[|");
    check("ab|cd", "X\nY", "abX\nY|cd");
    let mut editor = editor("|");
    for key in ["Esc", "Tab", "Shift-Tab", "Ctrl-S", "F1", "Alt-x", "Ctrl-E", "F6"] {
        assert_eq!(editor.handle(Key::parse(key).unwrap()), Handled::Ignored, "{key}");
    }
    assert_eq!(editor.handle(Key::char('q')), Handled::Changed);
    assert_eq!(editor.handle(Key::plain(KeyCode::Home)), Handled::Moved);
}

#[test]
fn moving() {
    check("one two|\nthree", "<Right>", "one two\n|three");
    check("one two\n|three", "<Left>", "one two|\nthree");
    check("one, two|", "<Ctrl-Left>", "one, |two");
    check("one, two|", "<Ctrl-Left><Ctrl-Left>", "one|, two");
    check("|one, two", "<Ctrl-Right>", "one|, two");
    check("one two|\nthree", "<Ctrl-Right>", "one two\n|three");
    check("on|e\ntwo", "<Home>", "|one\ntwo");
    check("on|e\ntwo", "<End>", "one|\ntwo");
    check("on|e\ntwo", "<Ctrl-End>", "one\ntwo|");
    check("one\ntw|o", "<Ctrl-Home>", "|one\ntwo");
    check("long line\nab\nlong |line", "<Up><Up>", "long |line\nab\nlong line");
    check("|only", "<Up><Left>", "|only");
    check("only|", "<Down><Right>", "only|");
}

#[test]
fn by_grapheme() {
    check("cafe\u{301}|s", "<Left>", "caf|e\u{301}s");
    check("caf|e\u{301}s", "<Right>", "cafe\u{301}|s");
    check("cafe\u{301}|s", "<Backspace>", "caf|s");
    check("caf|e\u{301}s", "<Del>", "caf|s");
    check("a👩‍👩‍👧|b", "<Backspace>", "a|b");
    check("a|👩‍👩‍👧b", "<Right><Del>", "a👩‍👩‍👧|");
    check("日本|語", "<Left><Del>", "日|語");
    // A terminal sends an emoji's parts one by one.
    check("|", "👩\u{200d}👧<Backspace>", "|");
    check("|", "e\u{301}<Ctrl-Z>", "|");
}

#[test]
fn deleting() {
    check("one\n|two", "<Backspace>", "one|two");
    check("one|\ntwo", "<Del>", "one|two");
    check("one two|", "<Ctrl-Backspace>", "one |");
    check("|one two", "<Ctrl-Del>", "|two");
    check("|x", "<Backspace>", "|x");
}

#[test]
fn selecting() {
    let mut editor = editor("one |two\nthree");
    press(&mut editor, "<Shift-Right><Shift-Right>");
    assert_eq!(editor.selected_text().as_deref(), Some("tw"));
    press(&mut editor, "<Shift-Down>");
    assert!(editor.selected_text().unwrap().starts_with("two\n"));
    press(&mut editor, "<Ctrl-A>");
    assert_eq!(editor.selected_text().as_deref(), Some("one two\nthree"));
    press(&mut editor, "<Left>");
    assert_eq!(editor.selected_text(), None);
    assert_eq!(shown(&editor), "|one two\nthree");
    check("one |two three", "<Ctrl-Shift-Right>X", "one X|three");
    check("one two|", "<Shift-Home><Backspace>", "|");
    check("one\n|two\nthree", "<Ctrl-Shift-End><Del>", "one\n|");
    check("one |two", "<Shift-End><Right>", "one two|");
    check("one |two", "<Shift-End>\n", "one \n|");
}

#[test]
fn copying() {
    let mut editor = editor("|one two");
    press(&mut editor, "<Ctrl-C>");
    assert_eq!(editor.take_clipboard(), None);
    press(&mut editor, "<Ctrl-Shift-Right><Ctrl-C>");
    assert_eq!(editor.take_clipboard().as_deref(), Some("one "));
    assert_eq!(editor.take_clipboard(), None);
    press(&mut editor, "<Ctrl-X><End><Ctrl-V><Ctrl-V>");
    assert_eq!(shown(&editor), "twoone one |");
    press(&mut editor, "<Ctrl-Z><Ctrl-Z><Ctrl-Z>");
    assert_eq!(editor.text(), "one two");
}

#[test]
fn undo_goes_by_words() {
    let mut editor = editor("|");
    press(&mut editor, "the first quarter");
    for left in ["the first ", "the ", ""] {
        press(&mut editor, "<Ctrl-Z>");
        assert_eq!(editor.text(), left);
    }
    press(&mut editor, "<Ctrl-Z>");
    press(&mut editor, "<Ctrl-Y><Ctrl-Shift-Z><Ctrl-Y><Ctrl-Y>");
    assert_eq!(shown(&editor), "the first quarter|");
    press(&mut editor, "<Backspace><Backspace><Backspace><Ctrl-Z>");
    assert_eq!(shown(&editor), "the first quarter|");
    press(&mut editor, "<Home><Del><Del><Del><Ctrl-Z>");
    assert_eq!(shown(&editor), "|the first quarter");
    // Typing anew forgets what was undone.
    press(&mut editor, "<Ctrl-Z>x<Ctrl-Y>");
    assert!(editor.text().contains('x'));
    // Replacing a selection is one step, as is moving away and typing again.
    check("|one", "<Ctrl-A>X<Ctrl-Z>", "one|");
    check("|one", "ab<End>cd<Ctrl-Z>", "abone|");
}

#[test]
fn lists_go_on() {
    check("- one|", "\ntwo", "- one\n- two|");
    check("* one|", "\n", "* one\n* |");
    check("  • one|", "\n", "  • one\n  • |");
    check("9. one|", "\n", "9. one\n10. |");
    check("- one|two", "\n", "- one\n- |two");
    check("- one\n- |", "\n", "- one\n|");
    check("- one\n- |", "\n<Ctrl-Z>", "- one\n- |");
    check("- one|", "\n<Ctrl-Z>", "- one|");
    check("|- one", "\n", "\n|- one");
    check("-one|", "\n", "-one\n|");
    check("2015. We saw|", "\n", "2015. We saw\n2016. |");
    check("20155. We saw|", "\n", "20155. We saw\n|");
    check("1.5 of them|", "\n", "1.5 of them\n|");
}

#[test]
fn a_paste_is_one_step_and_inert() {
    let long = "word ".repeat(1000);
    let mut editor = editor("a|b");
    editor.paste(&long);
    assert_eq!(editor.text().len(), 5002);
    press(&mut editor, "<Ctrl-Z>");
    assert_eq!(shown(&editor), "a|b");
    press(&mut editor, "<Ctrl-Y>");
    assert_eq!(editor.text(), format!("a{long}b"));
    assert_eq!(editor.cursor(), (0, 5001));

    let mut editor = Editor::default();
    assert_eq!(editor.paste("one\r\ntwo\rthree\tfour"), Handled::Changed);
    assert_eq!(editor.text(), "one\ntwo\nthree    four");
    let mut editor = Editor::default();
    editor.paste("\u{1b}]52;c;aGk=\u{7}\u{9b}31m\u{202e}x\0");
    assert_eq!(editor.text(), "␛]52;c;aGk=␇⟦U+009B⟧31m⟦U+202E⟧x␀");
    assert_eq!(editor.paste(""), Handled::Moved);
    // A thousand accents are kept whole.
    let tower = format!("a{}", "\u{301}".repeat(1000));
    let mut editor = Editor::default();
    editor.paste(&tower);
    assert_eq!(editor.text(), tower);
}

#[test]
fn a_megabyte_pastes_and_goes_on_being_edited() {
    for unit in ["The first quarter of 2015/16 has seen more.\n", "no spaces or lines ", "日本é"] {
        let big = unit.repeat((1 << 20) / unit.len());
        let mut editor = editor("|");
        editor.paste(&big);
        assert_eq!(editor.text(), big);
        crate::editor::support::draw(&editor, 80, 20);
        press(&mut editor, "<Ctrl-Home>x<Ctrl-End>y<Up><PgUp><Ctrl-A><Ctrl-C>");
        crate::editor::support::draw(&editor, 80, 20);
        assert_eq!(editor.take_clipboard().unwrap().len(), big.len() + 2);
        press(&mut editor, "<Ctrl-Z><Ctrl-Z><Ctrl-Z>");
        assert_eq!(editor.text(), "");
        press(&mut editor, "<Ctrl-Y>");
        assert_eq!(editor.text(), big);
    }
}

#[test]
fn an_outside_editor_is_one_step() {
    let mut editor = editor("one\ntwo|");
    assert_eq!(editor.replace_all("one\ntwo"), Handled::Moved);
    assert_eq!(editor.replace_all("uno\r\ndos\r\ntres"), Handled::Changed);
    assert_eq!(shown(&editor), "uno\ndos|\ntres");
    press(&mut editor, "<Ctrl-Z>");
    assert_eq!(shown(&editor), "one\ntwo|");
    press(&mut editor, "<Ctrl-Y>");
    assert_eq!(editor.text(), "uno\ndos\ntres");
}

#[test]
fn what_counts_as_saved() {
    let mut editor = Editor::new("one\r\ntwo");
    assert!(!editor.is_modified());
    press(&mut editor, "x");
    assert!(editor.is_modified());
    press(&mut editor, "<Backspace>");
    assert!(!editor.is_modified());
    press(&mut editor, "y");
    editor.mark_saved();
    assert!(!editor.is_modified());
    press(&mut editor, "<Ctrl-End>\n");
    assert!(editor.is_modified());
    assert_eq!(editor.counts().words, 2);
    assert_eq!(crate::editor::support::editor("- cafe\u{301} 18.2% –|").counts().words, 2);
    assert_eq!(crate::editor::support::editor("- cafe\u{301}|\nx").counts().characters, 7);
}

#[test]
fn places_out_of_range_are_brought_in() {
    let mut editor = Editor::default();
    for (asked, got) in
        [((9, 9), (1, 3)), ((0, 99), (0, 5)), ((0, 4), (0, 3)), ((usize::MAX, usize::MAX), (1, 3))]
    {
        editor.set_text_and_cursor("cafe\u{301}\ntwo", asked);
        assert_eq!(editor.cursor(), got, "{asked:?}");
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let codes = prop_oneof![
        6 => prop::sample::select("ab -1.é日\u{301}👩\u{200d}".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
        1 => prop::sample::select("acxvzyf".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
        4 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Backspace, KeyCode::Delete, KeyCode::Up, KeyCode::Down, KeyCode::Left,
            KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown, KeyCode::F(3),
            KeyCode::Esc, KeyCode::Insert,
        ]),
    ];
    (codes, prop::bool::weighted(0.3), prop::bool::weighted(0.3))
        .prop_map(|(code, ctrl, shift)| Key::new(code, ctrl, false, shift))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_keys_leave_a_drawable_editor_and_undo_goes_back(
        start in "[a-c \n\u{301}日-]{0,30}",
        keys in prop::collection::vec(any_key(), 0..60),
        width in 1u16..14,
        height in 1u16..6,
    ) {
        let mut editor = Editor::new(&start);
        for key in keys {
            let before = editor.text();
            let handled = editor.handle(key);
            if handled != Handled::Changed {
                prop_assert_eq!(before, editor.text());
            }
            let (row, col) = editor.cursor();
            let text = editor.text();
            prop_assert!(col <= text.split('\n').nth(row).unwrap().chars().count());
            prop_assert!(crate::editor::support::draw(&editor, width, height).1.is_some());
        }
        editor.handle(Key::plain(KeyCode::Esc));
        for _ in 0..200 {
            editor.handle(Key::ctrl('z'));
        }
        prop_assert_eq!(editor.text(), start);
        for _ in 0..200 {
            editor.handle(Key::ctrl('y'));
        }
        for _ in 0..400 {
            editor.handle(Key::ctrl('z'));
        }
        prop_assert!(!editor.is_modified());
    }
}
