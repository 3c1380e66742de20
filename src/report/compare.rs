//! What is different between two versions of a report, section by section.

use std::collections::BTreeMap;

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};

use super::document::*;

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Number and heading of the section: "2.2a Indicators that did not meet their target".
    pub section: String,
    /// Code of the section.
    pub code: String,
    /// What it is about: "AC/S3, Result"; empty for running text.
    pub what: String,
    /// Empty where it is new.
    pub before: String,
    /// Empty where it is gone.
    pub after: String,
}

impl Difference {
    /// In a line: `2.2a …: AC/S3, Result: 59.52% became 60.10%`.
    pub fn sentence(&self) -> String {
        let place = match self.what.as_str() {
            "" => self.section.clone(),
            what => format!("{}: {what}", self.section),
        };
        match (self.before.as_str(), self.after.as_str()) {
            ("", after) => format!("{place}: new: {after}"),
            (before, "") => format!("{place}: gone: {before}"),
            (before, after) if before.len() + after.len() <= SHORT => {
                format!("{place}: {before} became {after}")
            }
            (before, after) => format!("{place}: {}", marked(before, after)),
        }
    }
}

/// Bytes up to which both texts are told whole.
const SHORT: usize = 160;
/// Words told on either side of what has changed.
const AROUND: usize = 4;

/// A long text with what has changed in it: `… the law gives -42- +50+ of 231 …`.
fn marked(before: &str, after: &str) -> String {
    let diff = TextDiff::from_words(before, after);
    let mut parts: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match parts.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => parts.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = parts.len().saturating_sub(1);
    let told = parts.iter().enumerate().map(|(at, (tag, text))| {
        let words: Vec<&str> = text.split_whitespace().collect();
        match tag {
            ChangeTag::Insert => format!("+{}+", words.join(" ")),
            ChangeTag::Delete => format!("-{}-", words.join(" ")),
            ChangeTag::Equal if words.len() <= 2 * AROUND => words.join(" "),
            ChangeTag::Equal => {
                let (head, tail) = (words[..AROUND].join(" "), words[words.len() - AROUND..].join(" "));
                match at {
                    0 => format!("… {tail}"),
                    at if at == last => format!("{head} …"),
                    _ => format!("{head} … {tail}"),
                }
            }
        }
    });
    told.filter(|part| !part.is_empty() && part != "++" && part != "--").collect::<Vec<_>>().join(" ")
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
    found
}

fn compare(code: &str, title: &str, old: &Said, new: &Said, found: &mut Vec<Difference>) {
    let mut tell = |what: String, before: String, after: String| {
        found.push(Difference { section: title.to_owned(), code: code.to_owned(), what, before, after });
    };
    if !old.title.is_empty() && !new.title.is_empty() && old.title != new.title {
        tell("heading".to_owned(), old.title.clone(), new.title.clone());
    }
    for op in capture_diff_slices(Algorithm::Myers, &old.texts, &new.texts) {
        let (tag, then, now) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let (then, now) = (&old.texts[then], &new.texts[now]);
        for at in 0..then.len().max(now.len()) {
            let text = |of: &[String]| of.get(at).cloned().unwrap_or_default();
            tell(String::new(), text(then), text(now));
        }
    }
    for key in &new.order {
        let now = new.cells.get(key).cloned().unwrap_or_default();
        let then = old.cells.get(key).cloned().unwrap_or_default();
        if then != now {
            tell(name(key), then, now);
        }
    }
    for key in old.order.iter().filter(|key| !new.cells.contains_key(*key)) {
        tell(name(key), old.cells.get(key).cloned().unwrap_or_default(), String::new());
    }
}

fn name((_, row, column): &Key) -> String {
    match (row.as_str(), column.as_str()) {
        (row, "") => row.to_owned(),
        ("", column) => column.to_owned(),
        (row, column) => format!("{row}, {column}"),
    }
}

fn said(document: &Document) -> Vec<(String, Said)> {
    document
        .sections
        .iter()
        .map(|section| {
            let title = format!("{} {}", section.number, section.heading).trim().to_owned();
            let mut said = Said { title, ..Said::default() };
            for block in &section.blocks {
                match block {
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
                let text = cell.text().replace('\n', " ");
                // The first cell is the row's name where nothing else is.
                if text.is_empty() || (at == 0 && row.anchor.is_none() && table.columns.len() > 1) {
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
