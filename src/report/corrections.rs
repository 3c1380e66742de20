//! Where the report prints another figure than its source did: the one place
//! that compares the two, marks the cell, and makes the table of them all.

use std::collections::BTreeMap;

use super::document::*;
use super::remarks::{Correction, mark};
use super::words::{fill, words};
use crate::domain::figures::round_half_up;
use crate::report::builders::{column, row, table};

/// Code of the section that lists them.
pub(super) const CODE: &str = "corrections";

/// What of a cell is compared with what was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// Its figures; words around them are the report's own.
    Figures,
    /// The same, whatever their signs: a variance whose direction is said in words.
    Sizes,
    /// Its words and figures.
    Words,
}

impl Cell {
    /// Marked as corrected, where it shows another figure than was received. `why` is asked for only then.
    #[must_use]
    pub(super) fn received(mut self, received: &str, compared: As, why: impl FnOnce() -> String) -> Self {
        let received = received.trim();
        if differs(received, &self.text(), compared) {
            let why = rounding(received, &self.text()).unwrap_or_else(why);
            let correction = Correction { received: received.to_owned(), why, ..Correction::default() };
            self.remarks.push(Remark::Corrected(correction));
        }
        self
    }
}

/// Whether a text shows something else than was received. What holds no figure was no figure received.
fn differs(received: &str, shown: &str, compared: As) -> bool {
    if received.is_empty() || shown.is_empty() {
        return false;
    }
    let (then, now) = (figures(received), figures(shown));
    match compared {
        As::Words => words_alike(received) != words_alike(shown),
        // "on target" is nil.
        _ if now.is_empty() && then.iter().all(|one| one.value == 0.0) => false,
        _ if then.is_empty() => false,
        As::Figures => !alike(&then, &now, |one| one.value),
        As::Sizes => !alike(&then, &now, |one| one.value.abs()),
    }
}

fn alike(then: &[Figure], now: &[Figure], of: impl Fn(&Figure) -> f64) -> bool {
    let near = |then: &Figure, now: &Figure| {
        let (then, now) = (of(then), of(now));
        (then - now).abs() <= 1e-9 * then.abs().max(1.0)
    };
    // A share without its count, or a count without its share, is no other figure.
    let (fewer, mut more) = if then.len() <= now.len() { (then, now.iter()) } else { (now, then.iter()) };
    !fewer.is_empty() && fewer.iter().all(|one| more.any(|other| near(one, other)))
}

/// Letters and figures of a text, however it is spaced and written.
fn words_alike(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// A figure in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Figure {
    value: f64,
    decimals: u32,
}

/// The figures of a text in order: `35% (7)`, `(1,062)`, `.05%`, `47/51,576`. A text that is one
/// figure in brackets is below zero.
fn figures(text: &str) -> Vec<Figure> {
    let text = text.trim();
    let letters: Vec<char> = text.chars().collect();
    let bracketed = text.starts_with('(') && text.ends_with(')');
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let begins = letters[at].is_ascii_digit()
            || letters[at] == '.' && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        if !begins {
            at += 1;
            continue;
        }
        let sign = letters[..at].iter().rev().find(|c| **c != '£');
        let mut plain = String::new();
        if matches!(sign, Some('-' | '−')) {
            plain.push('-');
        }
        while let Some(c) = letters.get(at) {
            let goes_on = letters.get(at + 1).is_some_and(char::is_ascii_digit);
            match c {
                c if c.is_ascii_digit() => plain.push(*c),
                '.' if goes_on && !plain.contains('.') => plain.push('.'),
                ',' if goes_on => {}
                _ => break,
            }
            at += 1;
        }
        let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        if let Ok(value) = plain.parse::<f64>() {
            found.push(Figure { value, decimals: decimals.try_into().unwrap_or(0) });
        }
    }
    if let ([only], true) = (found.as_mut_slice(), bracketed) {
        only.value = -only.value.abs();
    }
    found
}

/// Why they differ, where this report rounds what was received further.
fn rounding(received: &str, shown: &str) -> Option<String> {
    let (then, now) = (figures(received), figures(shown));
    let ([then], [now]) = (then.as_slice(), now.as_slice()) else { return None };
    let rounded = now.decimals < then.decimals && round_half_up(then.value, now.decimals) == now.value;
    let decimals = match now.decimals {
        0 => "a whole number".to_owned(),
        1 => "1 decimal".to_owned(),
        some => format!("{some} decimals"),
    };
    rounded.then(|| fill(&words().why.rounded, &[("decimals", &decimals)]))
}

/// Whether what was received is the figure shown, rounded.
pub(super) fn is_rounded(received: &str, value: f64) -> bool {
    matches!(figures(received).as_slice(), [one] if round_half_up(value, one.decimals) == one.value)
}

/// A correction as the table lists it.
struct Entry {
    section: String,
    reference: String,
    what: String,
    shown: String,
    correction: Correction,
    /// Sections that print it, with what it is of.
    sources: Vec<(String, String)>,
}

/// Every correction of a document, in the order of its numbers.
#[derive(Default)]
struct Entries {
    all: Vec<Entry>,
    known: BTreeMap<[String; 4], usize>,
    names: BTreeMap<String, u32>,
}

impl Entries {
    /// Numbers a correction of what `reference` shows as `what`. The same correction in several places
    /// is listed once.
    fn number(&mut self, one: &mut Correction, section: &str, reference: &str, what: &str, shown: &str) {
        let key = [reference, what, &one.received, shown].map(str::to_lowercase);
        let at = *self.known.entry(key).or_insert_with(|| {
            let name = format!("{reference}, {what}");
            let times = self.names.entry(name.clone()).or_default();
            *times += 1;
            one.about = if *times > 1 { format!("{name} ({times})") } else { name };
            one.number = u32::try_from(self.all.len() + 1).unwrap_or(u32::MAX);
            self.all.push(Entry {
                section: section.to_owned(),
                reference: reference.to_owned(),
                what: what.to_owned(),
                shown: shown.to_owned(),
                correction: Correction { source: String::new(), ..one.clone() },
                sources: Vec::new(),
            });
            self.all.len() - 1
        });
        if let Some(entry) = self.all.get_mut(at) {
            entry.sources.push((section.to_owned(), std::mem::take(&mut one.source)));
            one.clone_from(&entry.correction);
        }
    }

    /// The correction of the same figure as a chart's: that of its own section before any other.
    fn of_source(&self, section: &str, source: &str) -> Option<&Correction> {
        let has = |entry: &&Entry, here: bool| {
            let mut sources = entry.sources.iter();
            sources.any(|(place, of)| !of.is_empty() && of == source && (!here || place == section))
        };
        let find = |here: bool| self.all.iter().find(|entry| has(entry, here));
        find(true).or_else(|| find(false)).map(|entry| &entry.correction)
    }
}

/// Numbers the corrections in reading order, and puts the section that lists them at the end. What a
/// chart draws of a table has the number that it has there.
pub(super) fn list(sections: &mut Vec<Section>) {
    let mut entries = Entries::default();
    for section in sections.iter_mut() {
        let title = title(section);
        for block in &mut section.blocks {
            let Block::Table(table) = block else { continue };
            let first = table.rows.iter().find_map(|row| row.anchor.clone());
            let headings: Vec<String> = headings(table);
            for row in &mut table.rows {
                let named = row.cells.first().map(Cell::text).unwrap_or_default();
                let named = named.lines().next().unwrap_or_default().to_owned();
                for (cell, heading) in row.cells.iter_mut().zip(&headings) {
                    let shown = cell.text().replace('\n', " ");
                    let (reference, what) = match (table.form, table.row_headings) {
                        (true, _) => (first.clone().unwrap_or_else(|| section.heading.clone()), &named),
                        (false, false) => (section.heading.clone(), heading),
                        (false, true) => (row.anchor.clone().unwrap_or_else(|| named.clone()), heading),
                    };
                    for remark in &mut cell.remarks {
                        let Remark::Corrected(one) = remark else { continue };
                        entries.number(one, &title, &reference, what, &shown);
                    }
                }
            }
        }
    }
    for section in sections.iter_mut() {
        let title = title(section);
        for block in &mut section.blocks {
            let Block::Chart(chart) = block else { continue };
            let reference = chart.anchor.clone().unwrap_or_else(|| chart.caption.clone());
            for (what, shown, one) in chart.corrections_mut() {
                match entries.of_source(&title, &one.source) {
                    Some(same) => one.clone_from(same),
                    None => entries.number(one, &title, &reference, &what, &shown),
                }
            }
            chart.describe();
        }
    }
    let entries = entries.all;
    if entries.is_empty() {
        return;
    }
    let section = section(&entries, appendix(sections));
    let all = &words().corrections;
    let notice = fill(&all.notice, &[("heading", &title(&section))]);
    if let Some(first) = sections.first_mut() {
        first.blocks.insert(0, crate::report::builders::note(notice));
    }
    sections.push(section);
}

/// Number and heading of a section.
fn title(section: &Section) -> String {
    format!("{} {}", section.number, section.heading).trim().to_owned()
}

/// Whether a text only says where the list of corrections is.
pub(super) fn is_notice(text: &Text) -> bool {
    let begins = words().corrections.notice.split('{').next().unwrap_or_default();
    let first = text.lines.first().map(Line::text).unwrap_or_default();
    text.kind == TextKind::Note && !begins.is_empty() && first.starts_with(begins)
}

/// What each column is called, with the heading that stands over it.
fn headings(table: &Table) -> Vec<String> {
    let mut groups = table
        .groups
        .iter()
        .flat_map(|group| std::iter::repeat_n(group.heading.as_str(), usize::from(group.span.max(1))));
    let headings = table.columns.iter().map(|column| match groups.next().unwrap_or_default() {
        "" => column.heading.clone(),
        group if column.heading.to_lowercase().starts_with(&group.to_lowercase()) => column.heading.clone(),
        group => format!("{group}: {}", column.heading.to_lowercase()),
    });
    headings.collect()
}

/// The letter of the next appendix; none where there are no appendices.
fn appendix(sections: &[Section]) -> Option<char> {
    let before = words().corrections.number.split_once("{letter}").map_or("", |(before, _)| before);
    let letters = sections.iter().filter_map(|section| {
        let letter = section.number.strip_prefix(before)?.chars().next()?;
        letter.is_ascii_uppercase().then_some(letter)
    });
    let last = letters.max()?;
    char::from_u32(u32::from(last) + 1).filter(char::is_ascii_uppercase)
}

fn section(entries: &[Entry], letter: Option<char>) -> Section {
    let all = &words().corrections;
    let columns = vec![
        column(&*all.mark, ColumnKind::Reference, 6),
        column(&*all.section, ColumnKind::Words, 24),
        column(&*all.reference, ColumnKind::Words, 20),
        column(&*all.what, ColumnKind::Words, 18),
        column(&*all.received, ColumnKind::Words, 14),
        column(&*all.shown, ColumnKind::Words, 14),
        column(&*all.why, ColumnKind::Prose, 34),
    ];
    let rows = entries.iter().map(|one| {
        let correction = &one.correction;
        let cells = vec![
            Cell::plain(mark(correction.number)),
            Cell::plain(&one.section),
            Cell::plain(&one.reference),
            Cell::plain(&one.what),
            Cell::plain(&correction.received),
            Cell::plain(&one.shown),
            Cell::plain(&correction.why),
        ];
        Row { anchor: Some(correction.about.clone()), ..row(cells) }
    });
    let rows = rows.collect();
    let intro = Text { lines: vec![Line::plain(&*all.intro)], ..Text::default() };
    let table = Table { rows, ..table(CODE, &*all.heading, columns) };
    Section {
        code: CODE.to_owned(),
        level: 2,
        number: letter
            .map_or_else(String::new, |letter| fill(&all.number, &[("letter", &letter.to_string())])),
        heading: all.heading.clone(),
        blocks: vec![Block::Text(intro), Block::Table(table)],
        new_page: true,
        landscape: true,
        source: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_figure_is_a_correction() {
        let of = |received: &str, shown: &str| differs(received, shown, As::Figures);
        for (received, shown) in [
            ("59.52%", "59.52%"),
            ("100.0", "100.00"),
            ("(1,062)", "-1062"),
            ("35% (7)", "35% (7)"),
            ("4.0%", "+4.0%"),
            ("7742", "7,742"),
            ("N/A", "98.6%"),
            ("", "98.6%"),
            (".05%", "0.05%"),
            ("£1,062", "1,062"),
            ("0%", "on target"),
            ("80%", "80% (24)"),
            ("5", "100% (5)"),
        ] {
            assert!(!of(received, shown), "{received} is {shown}");
        }
        for (received, shown) in [
            ("98.59", "91.13"),
            (".05%", "0.5%"),
            ("22.6", "22.59"),
            ("3.6%", "-3.6%"),
            ("35% (7)", "33% (9)"),
            ("(29)", "29"),
            ("98.59", "–"),
            ("1,062", "1,063"),
        ] {
            assert!(of(received, shown), "{received} is not {shown}");
        }
        assert!(!differs("12.2%", "12.2% worse", As::Sizes));
        assert!(!differs("-12.2%", "12.2% worse", As::Sizes));
        assert!(differs("12.1%", "12.2% worse", As::Sizes));
        assert!(differs("Moderate 4", "Major 4", As::Words));
        assert!(!differs("MAJOR  4", "Major 4", As::Words));
    }

    #[test]
    fn rounding_is_told_as_what_it_is() {
        let cell = Cell::plain("22.6").received("22.59", As::Figures, || "other".into());
        assert_eq!(cell.corrections().next().map(|one| one.why.as_str()), Some("Rounded to 1 decimal."));
        let cell = Cell::plain("91.13").received("98.59", As::Figures, || "other".into());
        assert_eq!(cell.corrections().next().map(|one| one.why.as_str()), Some("other"));
        assert!(is_rounded("22.6", 22.59) && !is_rounded("22.7", 22.59));
    }

    #[test]
    fn the_same_correction_is_listed_once_and_every_mark_leads_to_it() {
        let cell = || Cell::plain("91.13").received("98.59", As::Figures, || "Why.".into());
        let table = |code: &str| Table {
            rows: vec![Row { anchor: Some("AC/S9".into()), ..row(vec![Cell::plain("AC/S9"), cell()]) }],
            ..table(
                code,
                "Indicators",
                vec![column("Ref", ColumnKind::Reference, 8), column("Result", ColumnKind::Figure, 8)],
            )
        };
        let section = |code: &str| Section {
            code: code.into(),
            level: 2,
            number: "Appendix A".into(),
            heading: "Met".into(),
            blocks: vec![Block::Table(table(code))],
            ..Section::default()
        };
        let mut sections = vec![section("one"), section("two")];
        list(&mut sections);
        let last = sections.last().unwrap();
        assert_eq!((last.code.as_str(), last.number.as_str()), (CODE, "Appendix B"));
        let listed = last.tables().next().unwrap();
        assert_eq!(listed.rows.len(), 1);
        assert_eq!(listed.rows[0].anchor.as_deref(), Some("AC/S9, Result"));
        for section in &sections[..2] {
            let cell = &section.tables().next().unwrap().rows[0].cells[1];
            assert_eq!(cell.marked()[0].runs.last().unwrap().to.as_deref(), Some("AC/S9, Result"));
        }
    }
}
