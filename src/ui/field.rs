//! A field of one line.
//!
//! The line itself is tui-input's; nothing outside this file knows that.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::inert;
use crate::input::key::{Handled, Key, KeyCode};

/// How a field looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldStyle {
    /// The text.
    pub text: Style,
    /// Text that the next character typed will replace.
    pub selection: Style,
}

/// Undo steps kept; each holds the whole line.
const MAX_UNDO: usize = 100;

/// A run of the same kind of change, which one undo takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Burst {
    Typing,
    Deleting,
}

/// One line of text being edited. It never takes Enter, Tab or Esc: those are the form's.
///
/// Like a cell in a spreadsheet it can be *overwriting*: the whole text is selected, the first
/// character typed replaces it, and F2 or an arrow starts editing it instead.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
    overwriting: bool,
    undo: Vec<(String, usize)>,
    redo: Vec<(String, usize)>,
    burst: Option<Burst>,
    /// First column shown; set while drawing, so that the cursor stays in view.
    scroll: Cell<usize>,
}

impl Field {
    /// A field with the cursor behind the text.
    ///
    /// Line ends and tabs become spaces; everything else is kept as it came, and drawn inert.
    pub fn new(text: &str) -> Field {
        let line = inert::unix_lines(text).replace(['\n', '\t'], " ");
        Field { input: Input::new(line), ..Field::default() }
    }

    /// A field whose text the first character typed replaces.
    pub fn overwriting(text: &str) -> Field {
        Field { overwriting: !text.is_empty(), ..Field::new(text) }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.input.value().to_owned()
    }

    /// The text, borrowed.
    pub fn as_str(&self) -> &str {
        self.input.value()
    }

    /// Puts another text in, cursor behind it, with no undo.
    pub fn set_text(&mut self, text: &str) {
        *self = Field::new(text);
    }

    /// Whether the next character typed replaces the text.
    pub fn is_overwriting(&self) -> bool {
        self.overwriting
    }

    /// Selects the whole text, as on arriving in a field.
    pub fn overwrite(&mut self) {
        self.overwriting = !self.input.value().is_empty();
        self.burst = None;
    }

    /// Characters before the cursor.
    pub fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// Puts the cursor so many characters in.
    pub fn set_cursor(&mut self, chars: usize) {
        self.overwriting = false;
        self.burst = None;
        self.input.handle(InputRequest::SetCursor(chars));
    }

    fn remember(&mut self, burst: Option<Burst>) {
        if burst.is_none() || self.burst != burst {
            if self.undo.len() == MAX_UNDO {
                self.undo.remove(0);
            }
            self.undo.push((self.text(), self.input.cursor()));
            self.redo.clear();
        }
        self.burst = burst;
    }

    fn restore(&mut self, (text, cursor): (String, usize)) {
        self.input = Input::new(text).with_cursor(cursor);
        (self.overwriting, self.burst) = (false, None);
    }

    /// Does what a key means here.
    pub fn handle(&mut self, key: Key) -> Handled {
        let key = key.in_text();
        if let Some(c) = key.typed() {
            return self.type_char(c);
        }
        if key.alt {
            return Handled::Ignored;
        }
        use InputRequest as Do;
        use KeyCode::{Backspace, Char, Delete, End, F, Home, Left, Right};
        let (request, burst) = match (key.ctrl, key.code) {
            (true, Char('z')) if !key.shift => return self.step(true),
            (true, Char('y' | 'z')) => return self.step(false),
            (true, Char('a')) => {
                self.overwrite();
                return Handled::Moved;
            }
            (true, Char('u')) => (Do::DeleteLine, None),
            (true, Backspace) => (Do::DeletePrevWord, None),
            (true, Delete) => (Do::DeleteNextWord, None),
            (true, Left) => (Do::GoToPrevWord, None),
            (true, Right) => (Do::GoToNextWord, None),
            (_, Home) => (Do::GoToStart, None),
            (_, End) => (Do::GoToEnd, None),
            (false, Backspace) => (Do::DeletePrevChar, Some(Burst::Deleting)),
            (false, Delete) => (Do::DeleteNextChar, Some(Burst::Deleting)),
            (false, Left) => (Do::GoToPrevChar, None),
            (false, Right) => (Do::GoToNextChar, None),
            (false, F(2)) => {
                let overwriting = !self.overwriting;
                self.input.handle(Do::GoToEnd);
                self.overwrite();
                self.overwriting &= overwriting;
                return Handled::Moved;
            }
            _ => return Handled::Ignored,
        };
        let deletes = matches!(key.code, Backspace | Delete | Char('u'));
        if self.overwriting {
            self.overwriting = false;
            if deletes {
                return self.put("", None);
            }
            // From a selection, arrows go to its ends.
            let ahead = matches!(key.code, Right | End);
            self.input.handle(if ahead { Do::GoToEnd } else { Do::GoToStart });
            return Handled::Moved;
        }
        if !deletes {
            self.burst = None;
            self.input.handle(request);
            return Handled::Moved;
        }
        let before = (self.text(), self.input.cursor());
        self.input.handle(request);
        if self.input.value() == before.0 {
            return Handled::Moved;
        }
        let after = (self.text(), self.input.cursor());
        self.input = Input::new(before.0).with_cursor(before.1);
        self.remember(burst);
        self.input = Input::new(after.0).with_cursor(after.1);
        Handled::Changed
    }

    fn type_char(&mut self, c: char) -> Handled {
        if c.is_control() {
            return Handled::Ignored;
        }
        if self.overwriting {
            self.overwriting = false;
            return self.put(c.encode_utf8(&mut [0; 4]), Some(Burst::Typing));
        }
        self.remember(Some(Burst::Typing));
        self.input.handle(InputRequest::InsertChar(c));
        Handled::Changed
    }

    /// Replaces the whole text, as one undo step.
    fn put(&mut self, text: &str, burst: Option<Burst>) -> Handled {
        self.burst = None;
        self.remember(burst);
        self.input = Input::new(text.to_owned());
        Handled::Changed
    }

    fn step(&mut self, back: bool) -> Handled {
        let now = (self.text(), self.input.cursor());
        let (from, to) =
            if back { (&mut self.undo, &mut self.redo) } else { (&mut self.redo, &mut self.undo) };
        let Some(state) = from.pop() else {
            return Handled::Moved;
        };
        to.push(now);
        self.restore(state);
        Handled::Changed
    }

    /// Puts text in at the cursor as one undo step. Line ends and tabs become spaces, so a paste
    /// never submits a form; line ends at the end of the paste are left out.
    pub fn paste(&mut self, text: &str) -> Handled {
        let text = inert::defuse_line(text.trim_end_matches(['\r', '\n'])).into_owned();
        if text.is_empty() {
            return Handled::Moved;
        }
        if self.overwriting {
            self.overwriting = false;
            return self.put(&text, None);
        }
        self.remember(None);
        let cursor = self.input.cursor();
        // Built whole: inserting a long paste character by character takes time by its square.
        let mut whole = self.text();
        let at = whole.char_indices().nth(cursor).map_or(whole.len(), |(at, _)| at);
        whole.insert_str(at, &text);
        self.input = Input::new(whole).with_cursor(cursor + text.chars().count());
        Handled::Changed
    }

    /// Puts the cursor where the mouse points; `area` is the one last drawn in.
    pub fn click(&mut self, position: Position, area: Rect) {
        let column = self.scroll.get() + usize::from(position.x.saturating_sub(area.x));
        let (mut used, mut chars) = (0, 0);
        for grapheme in self.input.value().graphemes(true) {
            let wide = inert::cell(grapheme).1;
            if used + wide.div_ceil(2) > column {
                break;
            }
            used += wide;
            chars += grapheme.chars().count();
        }
        self.set_cursor(chars);
    }

    /// Draws the field in the first row of an area; returns where the terminal's cursor belongs,
    /// which is inside the area unless the area is empty.
    pub fn view(&self, area: Rect, buf: &mut Buffer, style: &FieldStyle) -> Position {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return area.as_position();
        }
        let columns = usize::from(area.width);
        let text = self.input.value();
        let mut cells = Vec::new();
        let (mut used, mut chars, mut cursor) = (0, 0, None);
        for grapheme in text.graphemes(true) {
            if chars >= self.input.cursor() {
                cursor.get_or_insert(used);
            }
            let (shown, wide) = inert::cell(grapheme);
            cells.push((used, shown, wide));
            used += wide;
            chars += grapheme.chars().count();
        }
        let cursor = cursor.unwrap_or(used);
        // One column is kept behind the text for the cursor.
        let mut scroll = self.scroll.get().min((used + 1).saturating_sub(columns));
        scroll = scroll.min(cursor).max((cursor + 1).saturating_sub(columns));
        self.scroll.set(scroll);

        let row = Rect { height: 1, ..area };
        for x in row.left()..row.right() {
            buf[(x, row.y)].set_symbol(" ").set_style(style.text);
        }
        let look = if self.overwriting { style.text.patch(style.selection) } else { style.text };
        for (at, shown, wide) in cells {
            if at < scroll {
                continue;
            }
            if at + wide > scroll + columns {
                break;
            }
            // The sum fits: it is less than the area's width.
            buf.set_string(row.x + (at - scroll) as u16, row.y, &shown, look);
        }
        Position::new(row.x + (cursor - scroll) as u16, row.y)
    }
}
