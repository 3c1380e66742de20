//! Words and characters of a text, counted for each line once: a letter counts only the line it is typed in.

use super::text::{Text, Touched};
use crate::ui::inert;

/// Words and characters in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Words: runs without spaces that hold a letter or digit, so a lone bullet is not one.
    pub words: usize,
    /// Characters as people count them, spaces included, line ends not.
    pub characters: usize,
}

impl Counts {
    fn of(line: &str) -> Self {
        let real = |word: &&str| word.chars().any(char::is_alphanumeric);
        Self {
            words: line.split_whitespace().filter(real).count(),
            characters: if line.is_ascii() { line.len() } else { inert::graphemes(line).count() },
        }
    }
}

/// The counts of each line; none where it is to be counted.
#[derive(Debug, Clone, Default)]
pub(super) struct LineCounts(Vec<Option<Counts>>);

impl LineCounts {
    /// Counts the lines that are not counted yet; the whole.
    pub fn fit(&mut self, text: &Text) -> Counts {
        if self.0.len() != text.lines().len() {
            self.0 = vec![None; text.lines().len()];
        }
        let mut whole = Counts::default();
        for (counts, line) in self.0.iter_mut().zip(text.lines()) {
            let counts = counts.get_or_insert_with(|| Counts::of(line));
            whole.words += counts.words;
            whole.characters += counts.characters;
        }
        whole
    }

    /// Forgets the lines that an edit touched.
    pub fn touch(&mut self, touched: Touched) {
        let until = touched.row + touched.old;
        if until <= self.0.len() {
            self.0.splice(touched.row..until, std::iter::repeat_n(None, touched.new));
        } else {
            self.0.clear();
        }
    }

    /// Forgets everything, for a new text.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::editor::Editor;

    #[test]
    fn counts_are_those_of_the_whole_text_after_every_edit() {
        let mut editor = Editor::new("One two\n- three\n\nfour — five");
        let edits: [fn(&mut Editor); 5] = [
            |editor| {
                editor.paste("a b\nc ");
            },
            |editor| {
                editor.replace_all("x\ny z");
            },
            |editor| editor.set_text_and_cursor("p q r", (0, 2)),
            |editor| {
                editor.paste("\n\ns");
            },
            |editor| {
                editor.handle(crate::input::Key::plain(crate::input::KeyCode::Backspace));
            },
        ];
        for edit in edits {
            assert_eq!(editor.counts(), Editor::new(&editor.text()).counts());
            edit(&mut editor);
        }
        assert_eq!(editor.counts(), Editor::new(&editor.text()).counts());
    }
}
