//! The text being edited and its undo history, free of keys and drawing.

use std::collections::VecDeque;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::words::{CharKind, kind};

/// Undo steps kept.
const MAX_STEPS: usize = 2_000;
/// Bytes of text the undo history may hold before the oldest steps go.
const MAX_BYTES: usize = 64 << 20;

/// A place in the text: a line, and a byte within it that starts a grapheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Pos {
    pub row: usize,
    pub byte: usize,
}

/// How an edit joins the undo step before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Always a step of its own.
    Alone,
    /// Typing: joins the word being typed.
    Typing,
    /// Deleting by single graphemes: joins the word being deleted.
    Deleting,
}

/// One undo step: at `at`, `removed` gave way to `inserted`.
#[derive(Debug, Clone)]
struct Step {
    at: Pos,
    removed: String,
    inserted: String,
    before: Pos,
    after: Pos,
    join: Join,
}

impl Step {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }
}

/// Lines of text with a bounded undo history. There is always at least one line.
#[derive(Debug, Clone)]
pub(super) struct Text {
    lines: Vec<String>,
    done: VecDeque<Step>,
    undone: Vec<Step>,
    bytes: usize,
    /// Whether the newest step may still grow.
    open: bool,
}

/// Lines changed by an edit: from `row`, `old` lines became `new` lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touched {
    pub row: usize,
    pub old: usize,
    pub new: usize,
}

impl Text {
    pub fn new(text: &str) -> Text {
        Text {
            lines: text.split('\n').map(str::to_owned).collect(),
            done: VecDeque::new(),
            undone: Vec::new(),
            bytes: 0,
            open: false,
        }
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    pub fn line(&self, row: usize) -> &str {
        &self.lines[row]
    }

    pub fn is_empty(&self) -> bool {
        self.lines.len() == 1 && self.lines[0].is_empty()
    }

    pub fn whole(&self) -> String {
        self.lines.join("\n")
    }

    pub fn end(&self) -> Pos {
        let row = self.lines.len() - 1;
        Pos { row, byte: self.lines[row].len() }
    }

    pub fn slice(&self, from: Pos, to: Pos) -> String {
        if from.row == to.row {
            return self.lines[from.row][from.byte..to.byte].to_owned();
        }
        let mut out = self.lines[from.row][from.byte..].to_owned();
        for line in &self.lines[from.row + 1..to.row] {
            out.push('\n');
            out.push_str(line);
        }
        out.push('\n');
        out.push_str(&self.lines[to.row][..to.byte]);
        out
    }

    /// The nearest place in the text, on a grapheme's start.
    pub fn clamp(&self, pos: Pos) -> Pos {
        let row = pos.row.min(self.lines.len() - 1);
        let line = &self.lines[row];
        let mut byte = if row < pos.row { line.len() } else { pos.byte.min(line.len()) };
        while !line.is_char_boundary(byte) {
            byte -= 1;
        }
        let inside = GraphemeCursor::new(byte, line.len(), true).is_boundary(line, 0) == Ok(false);
        if inside {
            byte = self.left(Pos { row, byte }).byte;
        }
        Pos { row, byte }
    }

    /// One grapheme back, or to the end of the line above.
    pub fn left(&self, pos: Pos) -> Pos {
        let line = &self.lines[pos.row];
        match GraphemeCursor::new(pos.byte, line.len(), true).prev_boundary(line, 0) {
            Ok(Some(byte)) => Pos { byte, ..pos },
            _ if pos.row > 0 => Pos { row: pos.row - 1, byte: self.lines[pos.row - 1].len() },
            _ => pos,
        }
    }

    /// One grapheme on, or to the start of the line below.
    pub fn right(&self, pos: Pos) -> Pos {
        let line = &self.lines[pos.row];
        match GraphemeCursor::new(pos.byte, line.len(), true).next_boundary(line, 0) {
            Ok(Some(byte)) => Pos { byte, ..pos },
            _ if pos.row + 1 < self.lines.len() => Pos { row: pos.row + 1, byte: 0 },
            _ => pos,
        }
    }

    /// Characters before a byte of a line.
    pub fn chars_before(&self, pos: Pos) -> usize {
        self.lines[pos.row][..pos.byte].chars().count()
    }

    /// The place `col` characters into a line, moved to the nearest grapheme's start.
    pub fn at_char(&self, row: usize, col: usize) -> Pos {
        let row_in = row.min(self.lines.len() - 1);
        let line = &self.lines[row_in];
        let byte = if row > row_in {
            line.len()
        } else {
            line.char_indices().nth(col).map_or(line.len(), |(at, _)| at)
        };
        self.clamp(Pos { row: row_in, byte })
    }

    /// Puts `with` in place of the text between two places, as undo history. `before` is where the
    /// cursor was. Returns where the inserted text ends.
    pub fn replace(&mut self, from: Pos, to: Pos, with: &str, before: Pos, join: Join) -> (Pos, Touched) {
        let removed = self.slice(from, to);
        let (after, touched) = self.splice(from, to, with);
        self.undone.clear();
        let joined = self.open && join != Join::Alone && self.grow(from, &removed, with, after, join);
        if !joined {
            let step = Step { at: from, removed, inserted: with.to_owned(), before, after, join };
            self.bytes += step.bytes();
            self.done.push_back(step);
            while self.done.len() > 1 && (self.done.len() > MAX_STEPS || self.bytes > MAX_BYTES) {
                self.bytes -= self.done.pop_front().map_or(0, |step| step.bytes());
            }
        }
        self.open = join != Join::Alone;
        (after, touched)
    }

    /// Adds an edit to the newest step, if both belong to one word. Spaces join the word they end.
    fn grow(&mut self, from: Pos, removed: &str, with: &str, after: Pos, join: Join) -> bool {
        let Some(step) = self.done.back_mut().filter(|step| step.join == join) else {
            return false;
        };
        let belongs = |edge: Option<&str>, next: &str| {
            kind(next) == CharKind::Space || edge.is_some_and(|edge| kind(edge) == kind(next))
        };
        match join {
            Join::Alone => return false,
            Join::Typing => {
                let edge = step.inserted.graphemes(true).next_back();
                // A combining character belongs to whatever it combines with.
                let combines = unicode_width::UnicodeWidthStr::width(with) == 0;
                if !removed.is_empty() || step.after != from || !(combines || belongs(edge, with)) {
                    return false;
                }
                step.inserted.push_str(with);
            }
            Join::Deleting if step.at == after && step.at == from => {
                // Forwards: the text after the cursor keeps arriving at the same place.
                if !belongs(step.removed.graphemes(true).next_back(), removed) {
                    return false;
                }
                step.removed.push_str(removed);
            }
            Join::Deleting => {
                let meets = step.after.row == from.row && from.byte + removed.len() == step.after.byte;
                if !meets || !belongs(step.removed.graphemes(true).next(), removed) {
                    return false;
                }
                step.removed.insert_str(0, removed);
                step.at = from;
            }
        }
        step.after = after;
        self.bytes += removed.len() + with.len();
        true
    }

    /// Ends the word being typed as far as undo goes; moving the cursor does this.
    pub fn close_step(&mut self) {
        self.open = false;
    }

    /// Takes back the newest step; returns where the cursor was before it.
    pub fn undo(&mut self) -> Option<(Pos, Touched)> {
        let step = self.done.pop_back()?;
        self.bytes -= step.bytes();
        self.open = false;
        let end = end_of(step.at, &step.inserted);
        let (_, touched) = self.splice(step.at, end, &step.removed);
        let cursor = step.before;
        self.undone.push(step);
        Some((cursor, touched))
    }

    /// Does the newest undone step again; returns where the cursor was after it.
    pub fn redo(&mut self) -> Option<(Pos, Touched)> {
        let step = self.undone.pop()?;
        self.open = false;
        let end = end_of(step.at, &step.removed);
        let (_, touched) = self.splice(step.at, end, &step.inserted);
        let cursor = step.after;
        self.bytes += step.bytes();
        self.done.push_back(step);
        Some((cursor, touched))
    }

    fn splice(&mut self, from: Pos, to: Pos, with: &str) -> (Pos, Touched) {
        let end = end_of(from, with);
        let touched = Touched { row: from.row, old: to.row - from.row + 1, new: end.row - from.row + 1 };
        if touched.old == 1 && touched.new == 1 {
            self.lines[from.row].replace_range(from.byte..to.byte, with);
            return (end, touched);
        }
        let tail = self.lines[to.row][to.byte..].to_owned();
        let mut fresh: Vec<String> = with.split('\n').map(str::to_owned).collect();
        fresh[0].insert_str(0, &self.lines[from.row][..from.byte]);
        if let Some(last) = fresh.last_mut() {
            last.push_str(&tail);
        }
        self.lines.splice(from.row..=to.row, fresh);
        (end, touched)
    }
}

/// Where text inserted at a place ends.
fn end_of(at: Pos, text: &str) -> Pos {
    match text.rfind('\n') {
        None => Pos { row: at.row, byte: at.byte + text.len() },
        Some(last) => {
            Pos { row: at.row + text.bytes().filter(|b| *b == b'\n').count(), byte: text.len() - last - 1 }
        }
    }
}
