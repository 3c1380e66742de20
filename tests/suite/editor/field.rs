//! The one-line field.

use proptest::prelude::*;
use quarterdeck::input::key::{Handled, Key};
use quarterdeck::ui::field::{Field, FieldStyle};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

fn press(field: &mut Field, keys: &[&str]) {
    for key in keys {
        field.handle(Key::parse(key).unwrap());
    }
}

fn draw(field: &Field, width: u16) -> (String, u16, Buffer) {
    let area = Rect::new(2, 1, width, 1);
    let mut buf = Buffer::empty(Rect::new(0, 0, width + 4, 3));
    let style = FieldStyle { text: Style::new(), selection: Style::new().bg(Color::Blue) };
    let cursor = field.view(area, &mut buf, &style);
    assert!(area.contains(cursor), "{cursor:?}");
    let text: String = (2..2 + width).map(|x| buf[(x, 1)].symbol()).collect();
    (text.trim_end().to_owned(), cursor.x - 2, buf)
}

#[test]
fn editing() {
    let mut field = Field::new("18.2");
    press(&mut field, &["Backspace", "5", "Home", "-"]);
    assert_eq!((field.as_str(), field.cursor()), ("-18.5", 1));
    press(&mut field, &["Backspace", "End", "e", "\u{301}", "Left"]);
    assert_eq!((field.as_str(), field.cursor()), ("18.5e\u{301}", 4));
    press(&mut field, &["Del"]);
    assert_eq!(field.as_str(), "18.5");
    let mut field = Field::new("Head of Service");
    press(&mut field, &["Ctrl-Left", "Ctrl-Left", "x", "Ctrl-Right", "Ctrl-Backspace"]);
    assert_eq!(field.as_str(), "Head Service");
    press(&mut field, &["Ctrl-U"]);
    assert_eq!(field.as_str(), "");
    for key in ["Enter", "Tab", "Shift-Tab", "Esc", "Up", "Down", "Ctrl-S", "Alt-x", "F4"] {
        assert_eq!(field.handle(Key::parse(key).unwrap()), Handled::Ignored, "{key}");
    }
}

#[test]
fn overwriting_like_a_spreadsheet_cell() {
    let mut field = Field::overwriting("18.2");
    assert!(field.is_overwriting());
    press(&mut field, &["9", "5"]);
    assert_eq!(field.as_str(), "95");
    press(&mut field, &["Ctrl-Z"]);
    assert_eq!(field.as_str(), "18.2");

    let mut field = Field::overwriting("18.2");
    press(&mut field, &["F2", "5"]);
    assert_eq!(field.as_str(), "18.25");
    press(&mut field, &["F2"]);
    assert!(field.is_overwriting());
    press(&mut field, &["F2"]);
    assert!(!field.is_overwriting());
    press(&mut field, &["Ctrl-A", "Backspace"]);
    assert_eq!(field.as_str(), "");
    let mut field = Field::overwriting("18.2");
    press(&mut field, &["Left", "-"]);
    assert_eq!(field.as_str(), "-18.2");
    let mut field = Field::overwriting("18.2");
    field.paste("7\r\n");
    assert_eq!(field.as_str(), "7");
    assert!(!Field::overwriting("").is_overwriting());
}

#[test]
fn a_paste_stays_on_one_line() {
    let mut field = Field::new("ab");
    press(&mut field, &["Left"]);
    field.paste("one\r\ntwo\tthree\n\u{1b}\n");
    assert_eq!(field.as_str(), "aone two three ␛b");
    press(&mut field, &["Ctrl-Z"]);
    assert_eq!((field.as_str(), field.cursor()), ("ab", 1));
    press(&mut field, &["Ctrl-Y"]);
    assert_eq!(field.as_str(), "aone two three ␛b");
    let big = "word ".repeat(200_000);
    field.set_text("");
    field.paste(&big);
    assert_eq!(field.as_str(), big);
    draw(&field, 20);
}

#[test]
fn undo_takes_back_a_burst() {
    let mut field = Field::new("a");
    press(&mut field, &["b", "c", "Home", "x", "y", "Ctrl-Z"]);
    assert_eq!(field.as_str(), "abc");
    press(&mut field, &["Ctrl-Z"]);
    assert_eq!(field.as_str(), "a");
    press(&mut field, &["Ctrl-Z"]);
    assert_eq!(field.as_str(), "a");
    press(&mut field, &["Ctrl-Y", "Ctrl-Y"]);
    assert_eq!(field.as_str(), "xyabc");
    press(&mut field, &["End", "Backspace", "Backspace", "Ctrl-Z"]);
    assert_eq!(field.as_str(), "xyabc");
}

#[test]
fn long_text_scrolls_with_the_cursor() {
    let mut field = Field::new("abcdefghijklmnop");
    assert_eq!(draw(&field, 8).0, "jklmnop");
    assert_eq!(draw(&field, 8).1, 7);
    press(&mut field, &["Home"]);
    assert_eq!((draw(&field, 8).0.as_str(), draw(&field, 8).1), ("abcdefgh", 0));
    let field = Field::new("日本語日本語");
    draw(&field, 5);
    draw(&field, 1);
    assert_eq!(Field::new("a\u{202e}b\n").as_str(), "a\u{202e}b ");
    let (text, cursor, _) = draw(&Field::new("a\u{202e}b"), 20);
    assert_eq!((text.as_str(), cursor), ("a⟦U+202E⟧b", 10));
    let (_, _, buf) = draw(&Field::overwriting("18.2"), 8);
    assert_eq!((buf[(5, 1)].bg, buf[(6, 1)].bg), (Color::Blue, Color::Reset));
}

#[test]
fn a_click_places_the_cursor() {
    let mut field = Field::overwriting("日本語");
    draw(&field, 10);
    field.click(Position::new(2 + 2, 1), Rect::new(2, 1, 10, 1));
    assert_eq!((field.cursor(), field.is_overwriting()), (1, false));
    field.click(Position::new(2 + 9, 1), Rect::new(2, 1, 10, 1));
    assert_eq!(field.cursor(), 3);
}

proptest! {
    #[test]
    fn the_cursor_is_always_inside(
        text in "[a-c 日\u{301}\u{1b}👩]{0,20}",
        keys in prop::collection::vec(prop::sample::select(vec![
            "a", "日", "Left", "Right", "Home", "End", "Backspace", "Del", "Ctrl-Left", "Ctrl-Right",
            "Ctrl-Z", "Ctrl-Y", "F2", "Ctrl-U", "Ctrl-Backspace",
        ]), 0..30),
        width in 1u16..9,
    ) {
        let mut field = Field::overwriting(&text);
        for key in keys {
            press(&mut field, &[key]);
            draw(&field, width);
        }
    }
}
