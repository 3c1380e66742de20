//! What stands in the way of publishing: what is missing from the document,
//! and whatever the checks of the workbook complain of.

use super::build::Sources;
use super::document::*;
use super::template::Only;
use crate::workbook::{ReviewMark, Subject, Table as Kept};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Publishing in spite of it takes a reason.
    Error,
    /// Worth a look.
    Warning,
}

/// Something to look at before the report goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub weight: Weight,
    /// Code of the section it is found in; empty for the report as a whole.
    pub section: String,
    /// Reference of what it is about.
    pub anchor: Option<String>,
    /// In a sentence.
    pub text: String,
    /// What is edited to mend it.
    pub source: Option<Subject>,
}

/// Everything that is found, errors first, each in the order of the document.
pub fn findings(sources: &Sources, document: &Document) -> Vec<Finding> {
    let mut found = checked(sources);
    found.extend(missing(document));
    found.extend(unreviewed(sources));
    found.sort_by_key(|finding| finding.weight);
    found
}

/// What the checks of the workbook complain of. They are plugged in here.
fn checked(_sources: &Sources) -> Vec<Finding> {
    Vec::new()
}

/// Where the document itself says that something has not been written.
fn missing(document: &Document) -> Vec<Finding> {
    let mut found = Vec::new();
    for section in &document.sections {
        for block in &section.blocks {
            let Block::Text(text) = block else { continue };
            if text.kind != TextKind::Missing {
                continue;
            }
            let heading = format!("{} {}", section.number, section.heading);
            let words = text.lines.last().map(Line::text).unwrap_or_default();
            found.push(Finding {
                weight: Weight::Error,
                section: section.code.clone(),
                anchor: text.anchor.clone(),
                text: format!("{}: {words}", heading.trim()),
                source: text.source.or(section.source),
            });
        }
    }
    found
}

/// Reds that nobody has reviewed since their figures came.
fn unreviewed(sources: &Sources) -> Vec<Finding> {
    sources
        .indicators(Only::Red)
        .filter_map(|detail| {
            let standing = &detail.standing;
            let why = match standing.review {
                ReviewMark::ToReview => "has not been reviewed",
                ReviewMark::ChangedSince => "has changed since it was reviewed",
                _ => return None,
            };
            Some(Finding {
                weight: Weight::Warning,
                section: String::new(),
                anchor: Some(standing.reference.clone()),
                text: format!("{} is {} and {why}.", standing.reference, standing.rating.title()),
                source: Some(Subject { table: Kept::Indicator, id: standing.indicator_id }),
            })
        })
        .collect()
}
