//! What is different between two versions of a report, section by section.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};

use super::document::*;
use super::{changes, corrections};
use crate::report::builders::NONE;

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Number and heading of the section: "2.2a Indicators that did not meet their target".
    pub section: String,
    /// Code of the section.
    pub code: String,
    /// The row it is in: "AC/S3"; empty for running text.
    pub row: String,
    /// What it is about: "AC/S3, Result"; empty for running text.
    pub what: String,
    /// Empty where it is new.
    pub before: String,
    /// Empty where it is gone.
    pub after: String,
}

/// How a difference is best told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    New,
    Gone,
    /// Much differs, or there is little of it: both texts whole.
    Became,
    /// Little differs: the text once, with what is gone and what is new in it.
    Words(Vec<(Kept, String)>),
}

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Same,
    Removed,
    Added,
}

impl Difference {
    /// In a line: `2.2a …: AC/S3, Result: 59.52% became 60.10%`.
    pub fn sentence(&self) -> String {
        let place = match self.what.as_str() {
            "" => self.section.clone(),
            what => format!("{}: {what}", self.section),
        };
        match self.told() {
            Told::New => format!("{place}: new: {}", self.after),
            Told::Gone => format!("{place}: gone: {}", self.before),
            Told::Became => format!("{place}: {} became {}", self.before, self.after),
            Told::Words(parts) => {
                let told = parts.iter().map(|(kept, words)| match kept {
                    Kept::Same => words.clone(),
                    Kept::Removed => format!("-{words}-"),
                    Kept::Added => format!("+{words}+"),
                });
                format!("{place}: {}", told.collect::<Vec<_>>().join(" "))
            }
        }
    }

    /// How it is best told: word by word where at least half of the words are still there.
    pub fn told(&self) -> Told {
        match (self.before.as_str(), self.after.as_str()) {
            ("", _) => return Told::New,
            (_, "") => return Told::Gone,
            (before, after) if words_of(before).min(words_of(after)) < FEW => return Told::Became,
            _ => {}
        }
        let parts = parts(&self.before, &self.after);
        let count = |kept: Kept| -> usize {
            parts.iter().filter(|(other, _)| *other == kept).map(|(_, text)| words_of(text)).sum()
        };
        let same = count(Kept::Same);
        if same * 2 < same + count(Kept::Removed).max(count(Kept::Added)) {
            return Told::Became;
        }
        Told::Words(around(&parts))
    }

    /// Whether it is a figure or an entry of a table, and not running text.
    pub fn is_entry(&self) -> bool {
        let short = words_of(&self.before).max(words_of(&self.after)) <= LONGEST_ENTRY;
        // What has moved to another section is told by the headings of both.
        let moved = !self.row.is_empty() && self.what == self.row;
        !self.what.is_empty() && short && (moved || !matches!(self.told(), Told::Words(_)))
    }
}

/// Words of the longest entry of a table that is told beside what it was.
const LONGEST_ENTRY: usize = 16;
/// Texts of fewer words are told whole.
const FEW: usize = 6;
/// Words told on either side of what has changed.
const AROUND: usize = 6;

fn words_of(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Both texts as one, neighbours of one kind joined.
fn parts(before: &str, after: &str) -> Vec<(Kept, String)> {
    let diff = TextDiff::from_words(before, after);
    let mut parts: Vec<(Kept, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let kept = match change.tag() {
            ChangeTag::Equal => Kept::Same,
            ChangeTag::Delete => Kept::Removed,
            ChangeTag::Insert => Kept::Added,
        };
        match parts.last_mut() {
            Some((last, text)) if *last == kept => text.push_str(change.value()),
            _ => parts.push((kept, change.value().to_owned())),
        }
    }
    parts
}

/// What has changed with some words on either side: `… the law gives -42- +50+ of 231 …`.
fn around(parts: &[(Kept, String)]) -> Vec<(Kept, String)> {
    let last = parts.len().saturating_sub(1);
    let told = parts.iter().enumerate().map(|(at, (kept, text))| {
        let words: Vec<&str> = text.split_whitespace().collect();
        if *kept != Kept::Same || words.len() <= 2 * AROUND {
            return (*kept, words.join(" "));
        }
        let (head, tail) = (words[..AROUND].join(" "), words[words.len() - AROUND..].join(" "));
        let text = match at {
            0 => format!("… {tail}"),
            at if at == last => format!("{head} …"),
            _ => format!("{head} … {tail}"),
        };
        (*kept, text)
    });
    told.filter(|(_, text)| !text.is_empty()).collect()
}

/// Where something stands in a section: the table, its row, its column.
type Key = (String, String, String);

/// What is said in a section.
#[derive(Default)]
struct Said {
    title: String,
    /// Paragraphs and captions, in order.
    texts: Vec<String>,
    cells: BTreeMap<Key, String>,
    /// Keys in order of reading.
    order: Vec<Key>,
}

/// Everything that is different, in the order of the newer document; what is gone comes last in its section.
pub fn differences(before: &Document, after: &Document) -> Vec<Difference> {
    let (old, new) = (said(before), said(after));
    let mut found = Vec::new();
    let nothing = Said::default();
    let gone = old.iter().filter(|(code, _)| !new.iter().any(|(other, _)| other == code));
    for (code, section) in &new {
        let then = old.iter().find(|(other, _)| other == code).map_or(&nothing, |(_, section)| section);
        compare(code, &section.title, then, section, &mut found);
    }
    for (code, section) in gone {
        compare(code, &section.title, section, &nothing, &mut found);
    }
    let mut found = moved(found);
    // A section that was not there is told as one thing.
    for (code, section) in new.iter().filter(|(code, _)| !old.iter().any(|(other, _)| other == code)) {
        let entries = found.iter().filter(|one| one.code == *code && one.before.is_empty()).count();
        let Some(first) = found.iter().position(|one| one.code == *code && one.before.is_empty()) else {
            continue;
        };
        let entries = if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") };
        let after = format!("a section with {entries}");
        let (section, code) = (section.title.clone(), code.clone());
        let told = Difference { section, code, after, ..Difference::default() };
        let mut at = 0;
        found.retain(|one| {
            at += 1;
            one.code != told.code || !one.before.is_empty() || at == first + 1
        });
        found[first] = told;
    }
    found
}

/// What is gone from one section and new in another is the same thing moved there: its row is told
/// once, and then only what is different in it.
fn moved(found: Vec<Difference>) -> Vec<Difference> {
    let mut went: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        if one.after.is_empty() && !one.row.is_empty() {
            went.entry(&one.what).or_insert(at);
        }
    }
    let mut pairs: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        let from = went.get(one.what.as_str()).filter(|_| one.before.is_empty() && !one.row.is_empty());
        if let Some(from) = from.filter(|from| found[**from].code != one.code) {
            pairs.insert(at, *from);
            went.remove(one.what.as_str());
        }
    }
    let paired: BTreeSet<usize> = pairs.values().copied().collect();
    let mut told: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    let mut all = Vec::with_capacity(found.len());
    for (at, one) in found.iter().enumerate() {
        let Some(from) = pairs.get(&at).map(|from| &found[*from]) else {
            if !paired.contains(&at) {
                all.push(one.clone());
            }
            continue;
        };
        if told.insert((&one.row, &from.code, &one.code)) {
            let (before, after) = (from.section.clone(), one.section.clone());
            all.push(Difference { what: one.row.clone(), before, after, ..one.clone() });
        }
        if from.before != one.after {
            all.push(Difference { before: from.before.clone(), ..one.clone() });
        }
    }
    all
}

fn compare(code: &str, title: &str, old: &Said, new: &Said, found: &mut Vec<Difference>) {
    let mut tell = |(row, what): (String, String), before: String, after: String| {
        let (section, code) = (title.to_owned(), code.to_owned());
        found.push(Difference { section, code, row, what, before, after });
    };
    let nowhere = || (String::new(), String::new());
    if !old.title.is_empty() && !new.title.is_empty() && old.title != new.title {
        tell((String::new(), "heading".to_owned()), old.title.clone(), new.title.clone());
    }
    for op in capture_diff_slices(Algorithm::Myers, &old.texts, &new.texts) {
        let (tag, then, now) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        for (then, now) in pairs(&old.texts[then], &new.texts[now]) {
            tell(nowhere(), then, now);
        }
    }
    for key in &new.order {
        let now = new.cells.get(key).cloned().unwrap_or_default();
        let then = old.cells.get(key).cloned().unwrap_or_default();
        if then != now {
            tell((key.1.clone(), name(key)), then, now);
        }
    }
    for key in old.order.iter().filter(|key| !new.cells.contains_key(*key)) {
        let then = old.cells.get(key).cloned().unwrap_or_default();
        tell((key.1.clone(), name(key)), then, String::new());
    }
}

/// Texts that took the place of others: each beside the one it is a version of. As many as there were
/// stand for each other in order; otherwise what is left is gone, and what is left over is new.
fn pairs(then: &[String], now: &[String]) -> Vec<(String, String)> {
    let mut left: Vec<Option<&String>> = now.iter().map(Some).collect();
    let mut all = Vec::new();
    for (at, before) in then.iter().enumerate() {
        let akin = |after: &String| {
            let (before, after) = (before.clone(), after.clone());
            matches!(Difference { before, after, ..Difference::default() }.told(), Told::Words(_))
        };
        let found = left.iter().position(|after| after.is_some_and(akin));
        let found = found.or((then.len() == now.len() && left[at].is_some()).then_some(at));
        let after = found.and_then(|at| left[at].take());
        all.push((before.clone(), after.cloned().unwrap_or_default()));
    }
    all.extend(left.into_iter().flatten().map(|after| (String::new(), after.clone())));
    all
}

fn name((_, row, column): &Key) -> String {
    match (row.as_str(), column.as_str()) {
        (row, "") => row.to_owned(),
        ("", column) => column.to_owned(),
        (row, column) => format!("{row}, {column}"),
    }
}

fn said(document: &Document) -> Vec<(String, Said)> {
    // What a version says of the one before it is no part of what it says; and the list of corrections
    // tells of figures that are compared where they stand.
    let own = |section: &&Section| section.code != changes::CODE && section.code != corrections::CODE;
    let sections = document.sections.iter().filter(own);
    sections
        .map(|section| {
            let title = format!("{} {}", section.number, section.heading).trim().to_owned();
            let mut said = Said { title, ..Said::default() };
            for block in &section.blocks {
                match block {
                    Block::Text(text) if corrections::is_notice(text) => {}
                    Block::Text(text) => said.texts.extend(text.lines.iter().map(Line::text)),
                    Block::Table(table) => said.table(table),
                    Block::Chart(chart) => said.texts.push(format!("{}: {}", chart.caption, chart.alt)),
                    Block::PageBreak => {}
                }
            }
            (section.code.clone(), said)
        })
        .collect()
}

impl Said {
    fn table(&mut self, table: &Table) {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for row in &table.rows {
            let first = row.cells.first().map(Cell::text).unwrap_or_default();
            let named = row.anchor.clone().unwrap_or_else(|| short(&first));
            let times = seen.entry(named.clone()).or_default();
            *times += 1;
            let named = if *times > 1 { format!("{named} ({times})") } else { named };
            for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                let invented = if cell.is_invented() { " illustrative" } else { "" };
                let text = format!("{}{invented}", cell.text().replace('\n', " "));
                // The first cell is the row's name where nothing else is.
                if text.is_empty()
                    || text == NONE
                    || (at == 0 && row.anchor.is_none() && table.columns.len() > 1)
                {
                    continue;
                }
                let key = (table.code.clone(), named.clone(), column.heading.clone());
                if self.cells.insert(key.clone(), text).is_none() {
                    self.order.push(key);
                }
            }
        }
    }
}

/// A row's name: the beginning of its first cell.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 50 {
        return line.to_owned();
    }
    let kept: String = line.chars().take(49).collect();
    format!("{}…", kept.trim_end())
}
