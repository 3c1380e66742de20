//! The editor for narrative: reasons, actions, notes to members.
//!
//! Soft wrap at words, movement by grapheme, word-sized undo, lists that continue, find, and an
//! inert screen. [`Editor`] takes [`Key`]s and draws into a buffer; nothing else shows.
//!
//! The text core is our own rather than tui-textarea-2's. That keeps the place to jump to as two
//! 16-bit numbers (a long paste in one line is out of reach), makes two undo steps of replacing a
//! selection, measures by character (so that the cursor drifts after an emoji made of several), and
//! draws what it is given.

mod bullets;
mod counts;
mod draw;
mod find;
mod keys;
mod layout;
mod spelling;
mod text;
mod words;

use std::cell::{Cell, RefCell};

pub use crate::input::key::{Handled, Key};
pub use counts::Counts;
pub use draw::EditorStyle;
pub use find::FindStatus;
pub use spelling::Speller;

use crate::ui::inert;
use counts::LineCounts;
use find::Find;
use layout::Layout;
use text::{Join, Pos, Text, Touched};

/// A text being edited.
#[derive(Debug, Clone)]
pub struct Editor {
    text: Text,
    cursor: Pos,
    /// The other end of the selection.
    anchor: Option<Pos>,
    /// The column that Up and Down aim for.
    goal: Option<usize>,
    /// The text last saved, to compare with.
    saved: String,
    register: String,
    clipboard: Option<String>,
    find: Option<Find>,
    last_query: String,
    placeholder: String,
    speller: Option<Speller>,
    // What follows is worked out while drawing from `&self`.
    counts: RefCell<LineCounts>,
    layout: RefCell<Layout>,
    size: Cell<(u16, u16)>,
    top: Cell<usize>,
    follow: Cell<bool>,
}

impl Default for Editor {
    fn default() -> Editor {
        Editor::new("")
    }
}

impl Editor {
    /// An editor at the start of a saved text.
    pub fn new(text: &str) -> Editor {
        let text = inert::unix_lines(text);
        Editor {
            text: Text::new(&text),
            cursor: Pos::default(),
            anchor: None,
            goal: None,
            saved: text.into_owned(),
            register: String::new(),
            clipboard: None,
            find: None,
            last_query: String::new(),
            placeholder: String::new(),
            speller: None,
            counts: RefCell::default(),
            layout: RefCell::default(),
            size: Cell::new((80, 20)),
            top: Cell::new(0),
            follow: Cell::new(true),
        }
    }

    /// The same editor with guidance that shows while it is empty.
    #[must_use]
    pub fn with_placeholder(mut self, guidance: &str) -> Editor {
        self.placeholder = inert::unix_lines(guidance).into_owned();
        self
    }

    /// The whole text, its lines parted by line feeds.
    pub fn text(&self) -> String {
        self.text.whole()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The line the cursor is on, and the characters before it there, both from 0.
    pub fn cursor(&self) -> (usize, usize) {
        (self.cursor.row, self.text.chars_before(self.cursor))
    }

    /// Puts in another text and cursor, as when a draft comes back. The undo history starts anew;
    /// what counts as saved stays, so a restored draft is still unsaved.
    pub fn set_text_and_cursor(&mut self, text: &str, cursor: (usize, usize)) {
        self.text = Text::new(&inert::unix_lines(text));
        self.layout.borrow_mut().clear();
        self.cursor = self.text.at_char(cursor.0, cursor.1);
        (self.anchor, self.goal, self.find) = (None, None, None);
        self.counts.get_mut().clear();
        self.follow.set(true);
    }

    /// Puts another text in place of all of it, as one undo step; the cursor keeps its line and
    /// column as far as the new text has them.
    pub fn replace_all(&mut self, text: &str) -> Handled {
        let text = inert::unix_lines(text);
        self.close_find();
        if *text == self.text.whole() {
            return Handled::Moved;
        }
        let cursor = self.cursor();
        self.edit(Pos::default(), self.text.end(), &text, Join::Alone);
        self.cursor = self.text.at_char(cursor.0, cursor.1);
        Handled::Changed
    }

    /// Whether the text differs from the one last saved.
    pub fn is_modified(&self) -> bool {
        let mut saved = self.saved.split('\n');
        !(self.text.lines().iter().all(|line| saved.next() == Some(line)) && saved.next().is_none())
    }

    /// Takes the present text as saved.
    pub fn mark_saved(&mut self) {
        self.saved = self.text.whole();
        self.text.close_step();
    }

    /// Words and characters in the text.
    pub fn counts(&self) -> Counts {
        self.counts.borrow_mut().fit(&self.text)
    }

    /// Text copied or cut since the last call, for the system's clipboard.
    pub fn take_clipboard(&mut self) -> Option<String> {
        self.clipboard.take()
    }

    /// The selected text.
    pub fn selected_text(&self) -> Option<String> {
        self.selection().map(|(from, to)| self.text.slice(from, to))
    }

    /// The open find line's state.
    pub fn find_status(&self) -> Option<FindStatus> {
        self.find.as_ref().map(Find::status)
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        self.go(Pos::default(), false);
        self.go(self.text.end(), true);
    }

    /// Puts text in at the cursor, over any selection, as one undo step. Every kind of line end
    /// becomes a line feed, tabs become spaces, and control characters become visible marks.
    /// While find is open the text goes into the find line.
    pub fn paste(&mut self, text: &str) -> Handled {
        if let Some(find) = &mut self.find {
            let handled = find.field.paste(text);
            find.search(&self.text);
            self.show_match();
            return if handled == Handled::Changed { Handled::Moved } else { handled };
        }
        let text = inert::unix_lines(text);
        let text = inert::defuse(&text);
        if text.is_empty() {
            return Handled::Moved;
        }
        self.insert(&text, Join::Alone)
    }

    fn selection(&self) -> Option<(Pos, Pos)> {
        let anchor = self.anchor?;
        (anchor != self.cursor).then(|| (anchor.min(self.cursor), anchor.max(self.cursor)))
    }

    /// Puts text in place of the selection, or at the cursor.
    fn insert(&mut self, text: &str, join: Join) -> Handled {
        let (from, to) = self.selection().unwrap_or((self.cursor, self.cursor));
        self.edit(from, to, text, join);
        Handled::Changed
    }

    fn edit(&mut self, from: Pos, to: Pos, text: &str, join: Join) {
        let (after, touched) = self.text.replace(from, to, text, self.cursor, join);
        self.settle(after, touched);
    }

    /// After the text changed: the cursor goes to `at`, and what was worked out is forgotten.
    fn settle(&mut self, at: Pos, touched: Touched) {
        self.layout.get_mut().touch(touched);
        self.counts.get_mut().touch(touched);
        // An edit can make one grapheme of two; the cursor goes behind it.
        let low = self.text.clamp(at);
        self.cursor = if low == at { at } else { self.text.right(low) };
        (self.anchor, self.goal) = (None, None);
        self.follow.set(true);
    }

    /// Moves the cursor, selecting on the way or letting the selection go.
    fn go(&mut self, to: Pos, select: bool) -> Handled {
        self.anchor = if select { self.anchor.or(Some(self.cursor)) } else { None };
        self.cursor = to;
        self.goal = None;
        self.text.close_step();
        self.follow.set(true);
        Handled::Moved
    }

    fn wrap_to_width(&self) {
        self.layout.borrow_mut().fit(&self.text, usize::from(self.size.get().0));
    }

    fn close_find(&mut self) {
        if let Some(find) = self.find.take() {
            self.last_query = find.field.text();
        }
    }

    /// Puts the cursor on the current match, or back where it was if there is none.
    fn show_match(&mut self) {
        if let Some(find) = &self.find {
            let to = find.place().unwrap_or(find.origin);
            self.go(self.text.clamp(to), false);
        }
    }
}
