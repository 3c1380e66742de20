//! Misspelt words: marked where they stand, gone to, and put right. What is misspelt the screen knows.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::text::Pos;
use super::{Editor, Handled};

/// Where the misspelt words of a line are, as ranges of bytes; some words are the workbook's own.
pub type Misspelt = fn(&str, &[String]) -> Vec<(usize, usize)>;

/// Lines of which it is kept where their misspelt words are.
const KEPT: usize = 200;

/// Places of misspelt words, by line.
type Places = HashMap<String, Rc<[(usize, usize)]>>;

/// What tells misspelt words.
#[derive(Debug, Clone)]
pub struct Speller {
    misspelt: Misspelt,
    own: Vec<String>,
    /// A line is looked through when it is first drawn, and again only when it was typed in.
    known: RefCell<Places>,
}

impl Speller {
    /// Tells words by a list, and not those of the workbook's own.
    pub fn new(misspelt: Misspelt, own: Vec<String>) -> Self {
        Self { misspelt, own, known: RefCell::default() }
    }

    fn places(&self, line: &str) -> Rc<[(usize, usize)]> {
        let mut known = self.known.borrow_mut();
        if let Some(places) = known.get(line) {
            return Rc::clone(places);
        }
        if known.len() >= KEPT {
            known.clear();
        }
        let places: Rc<[(usize, usize)]> = (self.misspelt)(line, &self.own).into();
        known.insert(line.to_owned(), Rc::clone(&places));
        places
    }
}

impl Editor {
    /// Marks misspelt words from now on.
    pub fn spell(&mut self, speller: Speller) {
        self.speller = Some(speller);
    }

    /// The misspelt words of a line, but for the one that is still being typed.
    pub(super) fn misspelt(&self, line: usize) -> Vec<(usize, usize)> {
        let Some(speller) = &self.speller else { return Vec::new() };
        let typed = |to: usize| self.cursor.row == line && self.cursor.byte == to && self.anchor.is_none();
        speller.places(self.text.line(line)).iter().copied().filter(|(_, to)| !typed(*to)).collect()
    }

    /// The misspelt word that is selected or that the cursor is in or behind.
    pub fn misspelt_here(&self) -> Option<String> {
        let (from, to) = self.misspelt_at_cursor()?;
        Some(self.text.line(from.row)[from.byte..to.byte].to_owned())
    }

    fn misspelt_at_cursor(&self) -> Option<(Pos, Pos)> {
        let places = self.speller.as_ref()?.places(self.text.line(self.cursor.row));
        let at = self.cursor.byte;
        let (from, to) = places.iter().copied().find(|(from, to)| (*from..=*to).contains(&at))?;
        Some((Pos { byte: from, ..self.cursor }, Pos { byte: to, ..self.cursor }))
    }

    /// Selects the next misspelt word after the cursor, from the beginning after the end; the word.
    pub fn next_misspelt(&mut self) -> Option<String> {
        let speller = self.speller.as_ref()?;
        let lines = self.text.lines().len();
        let here = self.cursor;
        let found = (0..=lines).find_map(|step| {
            let row = (here.row + step) % lines;
            let after = if step == 0 { here.byte } else { 0 };
            let places = speller.places(self.text.line(row));
            places.iter().copied().find(|(from, _)| *from >= after).map(|place| (row, place))
        });
        let (row, (from, to)) = found?;
        self.go(Pos { row, byte: from }, false);
        self.go(Pos { row, byte: to }, true);
        self.misspelt_here()
    }

    /// Puts another word in place of the misspelt one that the cursor is at, as one step.
    pub fn respell(&mut self, right: &str) -> Handled {
        let Some((from, to)) = self.misspelt_at_cursor() else { return Handled::Ignored };
        self.go(from, false);
        self.go(to, true);
        self.paste(right)
    }
}
