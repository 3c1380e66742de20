//! The theme of rows that stand below headings of their own within a table.

use std::collections::HashMap;

use crate::import::words::plain;
use crate::workbook::compare::ThemePath;
use crate::workbook::staged::CellPlace;

/// How a heading is written: headings of one level are written alike.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Style {
    /// Parts of its number: 2 of `1.2 Carers`.
    numbered: usize,
    /// The word that a number follows: `priority` of `Priority 2: Age well`.
    word: String,
    capitals: bool,
    column: u16,
}

impl Style {
    fn of(text: &str, column: u16) -> Self {
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default();
        let is_number = |word: &str| {
            let word = word.trim_end_matches(['.', ':', ')']);
            !word.is_empty()
                && word.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        };
        let parts = |word: &str| word.trim_end_matches(['.', ':', ')']).split('.').count();
        let (numbered, word) = match words.next() {
            _ if is_number(first) => (parts(first), String::new()),
            Some(second) if is_number(second) => (parts(second), first.to_lowercase()),
            _ => (0, String::new()),
        };
        let capitals = !text.contains(char::is_lowercase);
        Self { numbered, word, capitals, column }
    }
}

/// The headings that the rows now read stand below.
#[derive(Debug, Default)]
pub(super) struct Under {
    path: ThemePath,
    place: CellPlace,
    theme: Option<Style>,
    objective: Option<Style>,
    /// Nothing has come after the heading yet.
    fresh: bool,
    /// The headings that have come, by their words: below which theme, none for a theme.
    met: HashMap<String, Option<String>>,
}

impl Under {
    /// Takes a heading: one that comes straight after another is a level below it, and so is each that is
    /// written like that one and not like the level above.
    /// The same heading again, as a table that goes on below has it, is on the level that it was on.
    pub(super) fn heading(&mut self, text: &str, place: CellPlace) {
        let text = text.trim_end_matches([':', ' ', '-', '–']);
        let style = Style::of(text, place.column);
        let words = plain(text);
        // Two levels of one name are one.
        if self.fresh && words == plain(&self.path.theme) {
            return self.place = place;
        }
        if !self.fresh
            && let Some(Some(theme)) = self.met.get(&words)
        {
            self.path = ThemePath { theme: theme.clone(), objective: text.to_owned() };
            (self.place, self.fresh) = (place, true);
            return;
        }
        let like = |other: &Option<Style>| other.as_ref() == Some(&style);
        let follows = self.fresh && self.path.objective.is_empty() && !self.path.theme.is_empty();
        let is_below = match (like(&self.theme), like(&self.objective)) {
            (false, true) => true,
            // Two in a row without numbers are two levels; "Priority 2" after "Priority 1" is none.
            (true, false) => follows && style.numbered == 0,
            _ => follows,
        };
        if is_below && !self.path.theme.is_empty() {
            text.clone_into(&mut self.path.objective);
            self.objective = Some(style);
            // Below two themes it is told by the theme that it stands under.
            let above = Some(self.path.theme.clone());
            let met = self.met.entry(words).or_insert_with(|| above.clone());
            if *met != above {
                *met = None;
            }
        } else {
            self.met.insert(words, None);
            self.path = ThemePath { theme: text.to_owned(), objective: String::new() };
            self.theme = Some(style);
        }
        (self.place, self.fresh) = (place, true);
    }

    /// A row of data has come.
    pub(super) fn data(&mut self) {
        self.fresh = false;
    }

    /// The theme of the rows now read, and where its heading stands.
    pub(super) fn now(&self) -> (&ThemePath, CellPlace) {
        (&self.path, self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_two_levels_are_told_by_how_they_are_written() {
        let at = |row| CellPlace { sheet: 0, row, column: 0 };
        // Headings, `-` for rows of data, and where the last of the rows stand.
        for (lines, wanted) in [
            (&["Live well", "-", "Age well", "-"][..], "Age well"),
            (&["LIVE WELL", "Safe", "-", "Connected", "-"], "LIVE WELL > Connected"),
            (&["LIVE WELL", "Safe", "-", "AGE WELL", "-"], "AGE WELL"),
            (&["Priority 1: Live", "1.1 Safe", "-", "1.2 Near", "-"], "Priority 1: Live > 1.2 Near"),
            (&["Priority 1: Live", "1.1 Safe", "-", "Priority 2: Age", "-"], "Priority 2: Age"),
            (&["1 Live", "1.1 Safe", "-", "2 Age", "2.1 Well", "-"], "2 Age > 2.1 Well"),
            // The headings once more, as a second table has them.
            (&["Live well", "Safe", "-", "Live well", "Safe", "-"], "Live well > Safe"),
            (&["Live well", "Safe", "-", "Safe", "-"], "Live well > Safe"),
            (&["Live well:", "Safe", "-", "Age well", "-", "SAFE", "-"], "Live well > SAFE"),
            (&["Live well", "Safe", "-", "Age well", "Safe", "-"], "Age well > Safe"),
            (&["Live well", "Live well", "-"], "Live well"),
        ] {
            let mut under = Under::default();
            for (row, line) in (1..).zip(lines) {
                if *line == "-" { under.data() } else { under.heading(line, at(row)) }
            }
            assert_eq!(under.now().0.to_string(), wanted, "{lines:?}");
        }
    }
}
