//! Driving the editor in tests: text with a mark for the cursor, keys by name, text again.

use quarterdeck::input::key::{Key, KeyCode};
use quarterdeck::ui::editor::{Editor, EditorStyle};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

/// Makes an editor from text in which `|` is the cursor.
pub fn editor(marked: &str) -> Editor {
    let before = marked.split('|').next().unwrap();
    let cursor = (before.matches('\n').count(), before.rsplit('\n').next().unwrap().chars().count());
    let mut editor = Editor::default();
    editor.set_text_and_cursor(&marked.replacen('|', "", 1), cursor);
    editor
}

/// The text with `|` at the cursor, and the selected part in `[ ]`.
pub fn shown(editor: &Editor) -> String {
    let (row, col) = editor.cursor();
    let mut lines: Vec<String> = editor.text().split('\n').map(str::to_owned).collect();
    let at = lines[row].char_indices().nth(col).map_or(lines[row].len(), |(at, _)| at);
    lines[row].insert(at, '|');
    lines.join("\n")
}

/// Presses keys: `<Ctrl-Z>` is a key by name, anything else is typed; a line feed is Enter.
pub fn press(editor: &mut Editor, keys: &str) {
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|tail| tail.split_once('>'));
        let key = match named {
            Some((name, tail)) => {
                rest = tail;
                Key::parse(name).unwrap()
            }
            None => {
                rest = &rest[c.len_utf8()..];
                if c == '\n' { Key::plain(KeyCode::Enter) } else { Key::char(c) }
            }
        };
        editor.handle(key);
    }
}

/// Checks what keys do to a text.
#[track_caller]
pub fn check(before: &str, keys: &str, after: &str) {
    let mut editor = editor(before);
    press(&mut editor, keys);
    assert_eq!(shown(&editor), after, "{before:?} + {keys:?}");
}

/// A style whose parts can be told apart in a buffer.
pub fn style() -> EditorStyle {
    EditorStyle {
        text: Style::new(),
        selection: Style::new().bg(Color::Blue),
        matched: Style::new().fg(Color::Yellow),
        placeholder: Style::new().fg(Color::DarkGray),
        bullet: Style::new().fg(Color::Green),
        misspelt: Style::new().fg(Color::Red),
    }
}

/// Draws an editor; returns its rows without spaces at their ends, and the cursor.
pub fn draw(editor: &Editor, width: u16, height: u16) -> (Vec<String>, Option<Position>, Buffer) {
    let area = Rect::new(3, 2, width, height);
    let mut buf = Buffer::empty(Rect::new(0, 0, width + 6, height + 4));
    let cursor = editor.view(area, &mut buf, &style());
    if let Some(cursor) = cursor {
        assert!(area.contains(cursor), "{cursor:?} outside {area:?}");
    }
    (rows(&buf, area), cursor.map(|at| Position::new(at.x - 3, at.y - 2)), buf)
}

/// The area of [`draw`].
pub fn area(width: u16, height: u16) -> Rect {
    Rect::new(3, 2, width, height)
}

fn rows(buf: &Buffer, area: Rect) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    (area.top()..area.bottom())
        .map(|y| {
            let mut row = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = buf[(x, y)].symbol();
                row.push_str(symbol);
                x += symbol.width().max(1) as u16;
            }
            row.trim_end().to_owned()
        })
        .collect()
}
