//! What stands in the way of publishing: what is missing from the document,
//! and whatever the checks of the workbook complain of.

use super::build::Sources;
use super::document::*;
use super::template::Only;
use super::words::{fill, words};
use crate::report::builders::many;
use crate::workbook::{By, CheckReport, CheckSeverity, ReportInputs, ReviewMark, Subject, Table as Kept};

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
/// `checks` is what the checks of the workbook have found in the period.
pub fn findings(sources: &Sources, document: &Document, checks: &CheckReport) -> Vec<Finding> {
    let mut found = checked(sources, checks);
    found.extend(left_out(sources.material).map(|text| Finding {
        weight: Weight::Warning,
        section: String::new(),
        anchor: None,
        text,
        source: None,
    }));
    found.extend(missing(document));
    found.extend(unreviewed(sources));
    found.sort_by_key(|finding| finding.weight);
    found
}

/// What is left out because it is of other services, in a sentence.
pub fn left_out(material: &ReportInputs) -> Option<String> {
    let of = &material.workbook.service;
    let named = material.left_out.iter().map(|(service, count)| match count {
        0 => service.clone(),
        count => format!("{service} ({})", many(*count as u64, "indicator", "indicators")),
    });
    // A name may hold a comma.
    let named = named.collect::<Vec<_>>().join("; ");
    (!named.is_empty()).then(|| format!("Covers only: {of}. Left out: {named}."))
}

/// What a report of one service counts, for whoever reads it; nothing for a report of everything.
pub(super) fn scope(material: &ReportInputs) -> Option<String> {
    let left_out = material.left_out.len() as u64;
    let others = match material.parted_by.unwrap_or(By::Service) {
        By::Service => many(left_out, "other service is", "other services are"),
        By::Theme | By::Portfolio | By::Owner => many(left_out, "other part is", "other parts are"),
    };
    let all = &words().services;
    let values = [("service", material.workbook.service.as_str()), ("others", &others)];
    let none = material.parted_by.map(By::none).filter(|none| none.eq_ignore_ascii_case(values[0].1));
    match &material.own_service {
        _ if left_out == 0 => None,
        Some(_) if none.is_some() => {
            Some(fill(&all.none, &[&values[..], &[("none", &none.unwrap_or_default())]].concat()))
        }
        Some(_) if material.parted_by == Some(By::Theme) => Some(fill(&all.theme, &values)),
        Some(_) if material.parted_by == Some(By::Portfolio) => Some(fill(&all.portfolio, &values)),
        Some(_) if material.parted_by == Some(By::Owner) => Some(fill(&all.owner, &values)),
        None => Some(fill(&all.own, &values)),
        Some(own) => Some(fill(&all.other, &[&values[..], &[("own", own)]].concat())),
    }
}

/// What the checks of the workbook complain of and nobody has accepted. What is only worth a look
/// is for the screen of checks.
fn checked(sources: &Sources, checks: &CheckReport) -> Vec<Finding> {
    let material = sources.material;
    // What is said of other services is no matter of this report.
    let is_told = |subject: Subject| match subject.table {
        _ if material.left_out.is_empty() => true,
        Kept::Indicator => material.indicators.iter().any(|one| one.indicator.id == subject.id),
        Kept::Commitment => material.commitments.iter().any(|one| one.commitment.id == subject.id),
        Kept::Risk => material.risks.rows.iter().any(|row| row.id == subject.id),
        Kept::Saving => material.budget.savings.iter().any(|row| row.saving.id == subject.id),
        Kept::BudgetLine => {
            let lines = material.budget.revenue.iter().map(|row| row.node.line.id);
            lines.chain(material.budget.capital.iter().map(|row| row.node.line.id)).any(|id| id == subject.id)
        }
        // What is said of the whole is the workbook's own.
        _ => material.own_service.is_none(),
    };
    let open = checks.findings.iter().filter(|finding| finding.is_open() && is_told(finding.subject));
    open.filter_map(|finding| {
        let weight = match finding.severity {
            CheckSeverity::Error => Weight::Error,
            CheckSeverity::Warning => Weight::Warning,
            CheckSeverity::Note => return None,
        };
        // Only these have a place of their own in a report.
        let placed = matches!(finding.subject.table, Kept::Indicator | Kept::Risk | Kept::Commitment);
        Some(Finding {
            weight,
            section: String::new(),
            anchor: placed.then(|| finding.reference.clone()),
            text: format!("{}: {}", finding.reference, finding.message),
            source: Some(finding.subject),
        })
    })
    .collect()
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
                text: format!(
                    "{} is {} and {why}.",
                    standing.reference,
                    crate::workbook::figures::rating(standing)
                ),
                source: Some(Subject { table: Kept::Indicator, id: standing.indicator_id }),
            })
        })
        .collect()
}
