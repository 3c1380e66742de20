//! The page that says what is different from the version before.

use super::Document;
use super::compare::{Difference, Kept, Told, differences};
use super::document::*;
use super::words::{fill, words};
use crate::domain::dates::short_date;
use crate::report::builders::{NONE, column, row, table};
use crate::report::printed_facts::Replaced;

/// Code of its section. What is in it is not compared again.
pub(super) const CODE: &str = "changes-since-the-version-before";

impl Document {
    /// With a page of what is different from an earlier version, before everything else; answers the
    /// differences too. The same document where nothing is.
    #[must_use]
    pub fn with_changes(mut self, before: &Self, replaced: Replaced) -> (Self, Vec<Difference>) {
        let found = differences(before, &self);
        if !found.is_empty() {
            if let Some(first) = self.sections.first_mut() {
                first.new_page = true;
            }
            self.sections.insert(0, page(&found, replaced, self.meta.draft));
        }
        (self, found)
    }
}

fn page(found: &[Difference], replaced: Replaced, draft: bool) -> Section {
    let all = &words().changes;
    let (version, date) = (replaced.version.to_string(), short_date(replaced.on));
    let filled = |text: &str| fill(text, &[("version", &version), ("date", &date)]);
    let (heading, intro) =
        if draft { (&all.draft_heading, &all.draft_intro) } else { (&all.heading, &all.intro) };
    let intro = Text { lines: vec![Line::plain(filled(intro))], ..Text::default() };
    let (entries, texts): (Vec<_>, Vec<_>) = found.iter().partition(|one| one.is_entry());
    let mut blocks = vec![Block::Text(intro)];
    if !entries.is_empty() {
        let columns = vec![
            column(&*all.section, ColumnKind::Words, 24),
            column(&*all.what, ColumnKind::Words, 26),
            column(&*all.before, ColumnKind::Words, 18),
            column(&*all.after, ColumnKind::Words, 18),
        ];
        let or_nothing = |text: &str| if text.is_empty() { NONE.to_owned() } else { text.to_owned() };
        let rows = entries.iter().map(|one| {
            row(vec![
                Cell::plain(&one.section),
                Cell::plain(&one.what),
                Cell::plain(or_nothing(&one.before)),
                Cell::plain(or_nothing(&one.after)),
            ])
        });
        let rows = rows.collect();
        blocks.push(Block::Table(Table { rows, ..table("changes-figures", &*all.figures, columns) }));
    }
    if !texts.is_empty() {
        let columns = vec![
            column(&*all.section, ColumnKind::Words, 24),
            column(&*all.what, ColumnKind::Words, 20),
            column(&*all.change, ColumnKind::Prose, 60),
        ];
        let rows = texts.iter().map(|one| {
            let what = if one.what.is_empty() { &all.text } else { &one.what };
            let told = Cell { lines: vec![told(one)], ..Cell::default() };
            row(vec![Cell::plain(&one.section), Cell::plain(what), told])
        });
        let rows = rows.collect();
        blocks.push(Block::Table(Table { rows, ..table("changes-words", &*all.words, columns) }));
    }
    Section { code: CODE.to_owned(), level: 2, heading: filled(heading), blocks, ..Section::default() }
}

/// A difference as a line. What is gone and what is new is said in words, and stands out besides.
fn told(one: &Difference) -> Line {
    let all = &words().changes;
    let (before, after) = (one.before.as_str(), one.after.as_str());
    let whole = |text: &str| Line::plain(fill(text, &[("before", before), ("after", after)]));
    match one.told() {
        Told::New => whole(&all.new),
        Told::Gone => whole(&all.gone),
        Told::Became => whole(&all.became),
        Told::Words(parts) => {
            let mut runs = Vec::new();
            for (at, (kept, text)) in parts.iter().enumerate() {
                if at > 0 {
                    runs.push(Run::plain(" "));
                }
                let said = |template: &str| fill(template, &[("words", text)]);
                runs.push(match kept {
                    Kept::Same => Run::plain(text),
                    Kept::Removed => Run { emphasis: true, ..Run::plain(said(&all.removed)) },
                    Kept::Added => Run::strong(said(&all.added)),
                });
            }
            Line { runs, bullet: 0 }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(before: &str, after: &str) -> Difference {
        Difference {
            section: "2.2b Comments".into(),
            code: "comments".into(),
            row: String::new(),
            what: String::new(),
            before: before.into(),
            after: after.into(),
        }
    }

    #[test]
    fn little_is_told_word_by_word_and_much_as_a_whole() {
        let text = |before: &str, after: &str| told(&difference(before, after)).text();
        assert_eq!(
            text("The law gives 42 of 231 people a review", "The law gives 57 of 231 people a review"),
            "The law gives [removed: 42] [added: 57] of 231 people a review"
        );
        assert_eq!(
            text("Two posts were vacant all quarter", "A new team begins work in the autumn"),
            "“Two posts were vacant all quarter” became “A new team begins work in the autumn”"
        );
        assert_eq!(text("", "A new paragraph"), "New: “A new paragraph”");
        assert_eq!(text("An old paragraph", ""), "Removed: “An old paragraph”");
    }
}
