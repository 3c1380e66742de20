//! How a document stands: draft or published, as which version, when and by
//! whom, what it replaces, and the fingerprint of its content.
//!
//! ```text
//! Issue   what publishing knows; frozen with the document
//! Facts   what every writer prints: cover, footer, properties of the file
//! ```
//!
//! What was published before documents held an [`Issue`] has no facts: it is
//! printed as it went out then.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::dates::short_date;
use crate::report::Document;
use crate::report::document::{Meta, Section};
use crate::report::words::{fill, words};
use crate::workbook::Subject;

/// Hexadecimal digits of a checksum in a fingerprint, in groups of four.
const DIGITS: usize = 12;

/// What publishing a document knows of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Issue {
    /// Day it was published.
    pub on: NaiveDate,
    /// Name or role of whoever published it.
    pub by: String,
    /// The version it takes the place of; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Replaced>,
}

/// Whether figures could still be changed when a document was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodState {
    Open,
    /// On a day, where that is known.
    Closed(Option<NaiveDate>),
}

impl PeriodState {
    /// As it stands on the cover: "of Q1 2015/16, period still open".
    fn words(self, period: &str) -> String {
        let all = &words().facts;
        match self {
            Self::Open => fill(&all.open, &[("period", period)]),
            Self::Closed(None) => fill(&all.closed, &[("period", period)]),
            Self::Closed(Some(on)) => fill(&all.closed_on, &[("period", period), ("date", &short_date(on))]),
        }
    }
}

/// A version that a later one has taken the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    pub version: u32,
    /// Day it was published.
    pub on: NaiveDate,
}

/// A fact, as it is printed and as a program finds it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Stable name in the properties of a file: `fingerprint`.
    pub key: &'static str,
    /// For people: "Fingerprint".
    pub label: &'static str,
    pub text: String,
}

/// What every writer prints of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedFacts {
    pub draft: bool,
    /// In the order of the cover; status first.
    pub lines: Vec<Fact>,
    /// For programs alone: what a file is made again from.
    pub options: Vec<Fact>,
    /// At the foot of every page, after the words of the template.
    pub footer: String,
    /// Title in the properties of the file; a draft's says that it is one.
    pub title: String,
}

impl PrintedFacts {
    /// Everything a file's properties hold, in a fixed order.
    pub fn properties(&self) -> impl Iterator<Item = &Fact> {
        self.lines.iter().chain(&self.options)
    }

    /// How it stands, in capitals where it is a draft.
    pub fn status(&self) -> &str {
        self.lines.first().map_or("", |fact| fact.text.as_str())
    }
}

impl Meta {
    /// The template by the code it is asked for with, whomever the report was chosen to be about.
    fn printed_template(&self) -> &str {
        if self.chosen_from.is_empty() { &self.template } else { &self.chosen_from }
    }

    /// What is printed of the document besides its content; none for what was published before
    /// documents told it.
    pub fn facts(&self) -> Option<PrintedFacts> {
        let all = &words().facts;
        let fact = |key, label: &'static str, text: String| Fact { key, label, text };
        let mut lines = Vec::new();
        match &self.issue {
            _ if self.draft => lines.push(fact("status", &all.status, all.draft.clone())),
            None => return None,
            Some(issue) => {
                lines.push(fact("status", &all.status, all.published.clone()));
                lines.push(fact("version", &all.version, self.version.to_string()));
                lines.push(fact("published", &all.date, short_date(issue.on)));
                if !issue.by.trim().is_empty() {
                    lines.push(fact("by", &all.by, issue.by.clone()));
                }
                if let Some(before) = issue.replaces {
                    let (version, date) = (before.version.to_string(), short_date(before.on));
                    let text = fill(&all.replaced, &[("version", &version), ("date", &date)]);
                    lines.push(fact("replaces", &all.replaces, text));
                }
                lines.push(fact("fingerprint", &all.fingerprint, self.fingerprint.clone()));
            }
        }
        if let Some(state) = self.figures {
            lines.push(fact("figures", &all.figures, state.words(&self.period_title)));
        }
        if !self.extract.is_empty() {
            let text = fill(&all.extracted, &[("reference", &self.extract)]);
            lines.push(fact("extract", &all.extract, text));
        }
        let mut options = vec![
            fact("template", &all.template, self.printed_template().to_owned()),
            fact("period", &all.period, self.period.clone()),
        ];
        if !self.extract.is_empty() {
            options.push(fact("reference", &all.extract, self.extract.clone()));
        }
        let version = self.version.to_string();
        let footer = match self.draft {
            true => all.draft.clone(),
            false => fill(&all.footer, &[("version", &version), ("fingerprint", &self.fingerprint)]),
        };
        let title = match self.draft {
            true => fill(&all.draft_title, &[("title", &self.title)]),
            false => self.title.clone(),
        };
        Some(PrintedFacts { draft: self.draft, lines, options, footer, title })
    }
}

/// The short form of a checksum that is printed: `3f9a-02bc-7d11`.
pub fn fingerprint(checksum: &str) -> String {
    let digits: Vec<char> = checksum.chars().take(DIGITS).collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

impl Document {
    /// What it says of the thing with a reference, where that has sections of its own; none where it
    /// has not.
    pub fn extract(&self, reference: &str) -> Option<Self> {
        let about = |section: &&Section| {
            let mut anchors = section.anchors();
            section.source.is_some() && anchors.any(|anchor| anchor.eq_ignore_ascii_case(reference.trim()))
        };
        let source = self.sections.iter().find(about)?.source?;
        self.clone().extract_about(source)
    }

    /// The same of one thing. It is called by the reference that the document has for it.
    pub fn extract_about(self, subject: Subject) -> Option<Self> {
        let mut found = self.only_about(subject)?;
        let own = found.sections.iter().find(|section| section.source == Some(subject));
        found.meta.extract = own.and_then(|section| section.anchors().next()).unwrap_or_default().to_owned();
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Meta {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default();
        let replaces = Some(Replaced { version: 1, on: day(11, 2) });
        Meta {
            title: "Adults: Q1".into(),
            version: 2,
            fingerprint: fingerprint("3f9a02bc7d11ffff"),
            issue: Some(Issue { on: day(11, 29), by: "Director of Adults".into(), replaces }),
            ..Meta::default()
        }
    }

    #[test]
    fn a_published_document_says_how_it_went_out() {
        let facts = published().facts().unwrap();
        let said: Vec<String> =
            facts.lines.iter().map(|fact| format!("{}: {}", fact.label, fact.text)).collect();
        assert_eq!(
            said,
            [
                "Status: Published",
                "Version: 2",
                "Date of publication: 29 Nov 2026",
                "Published by: Director of Adults",
                "Replaces: version 1 of 2 Nov 2026",
                "Fingerprint: 3f9a-02bc-7d11",
            ]
        );
        assert_eq!(facts.footer, "Version 2, fingerprint 3f9a-02bc-7d11");
        assert_eq!(facts.title, "Adults: Q1");
    }

    #[test]
    fn a_draft_says_so_everywhere_and_what_was_published_long_ago_says_nothing() {
        let facts = Meta { draft: true, ..published() }.facts().unwrap();
        assert_eq!(facts.status(), "DRAFT, not published");
        assert_eq!(facts.footer, "DRAFT, not published");
        assert_eq!(facts.title, "DRAFT: Adults: Q1");
        assert_eq!(Meta { issue: None, ..published() }.facts(), None);
    }
}
