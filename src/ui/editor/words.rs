//! Where words begin and end.

use unicode_segmentation::UnicodeSegmentation;

use super::text::{Pos, Text};

/// What a grapheme is to word movement and word-sized undo.
#[derive(PartialEq, Eq, Clone, Copy)]
pub(super) enum CharKind {
    Space,
    Punctuation,
    Word,
}

/// The kind of a grapheme, by its first character.
pub(super) fn kind(grapheme: &str) -> CharKind {
    match grapheme.chars().next() {
        Some(c) if c.is_whitespace() => CharKind::Space,
        Some(c) if c.is_ascii_punctuation() && c != '_' => CharKind::Punctuation,
        Some('‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•') => CharKind::Punctuation,
        _ => CharKind::Word,
    }
}

impl Text {
    /// The start of this word, or of the word before; line ends are stops.
    pub fn word_left(&self, pos: Pos) -> Pos {
        if pos.byte == 0 {
            return self.left(pos);
        }
        let mut run = CharKind::Space;
        let mut byte = pos.byte;
        for (at, grapheme) in self.line(pos.row)[..pos.byte].grapheme_indices(true).rev() {
            let here = kind(grapheme);
            if run != CharKind::Space && here != run {
                break;
            }
            (run, byte) = (here, at);
        }
        Pos { byte, ..pos }
    }

    /// The start of the next word; line ends are stops.
    pub fn word_right(&self, pos: Pos) -> Pos {
        let rest = &self.line(pos.row)[pos.byte..];
        let Some(first) = rest.graphemes(true).next() else {
            return self.right(pos);
        };
        let mut run = kind(first);
        for (at, grapheme) in rest.grapheme_indices(true) {
            let here = kind(grapheme);
            if here != CharKind::Space && here != run {
                return Pos { byte: pos.byte + at, ..pos };
            }
            run = here;
        }
        Pos { byte: self.line(pos.row).len(), ..pos }
    }

    /// The word or run around a place, for a double click.
    pub fn word_at(&self, pos: Pos) -> (Pos, Pos) {
        let line = &self.line(pos.row);
        let mut start = (0, None);
        for (at, grapheme) in line.grapheme_indices(true) {
            let here = kind(grapheme);
            if start.1 != Some(here) {
                if at > pos.byte {
                    return (Pos { byte: start.0, ..pos }, Pos { byte: at, ..pos });
                }
                start = (at, Some(here));
            }
        }
        (Pos { byte: start.0, ..pos }, Pos { byte: line.len(), ..pos })
    }
}
