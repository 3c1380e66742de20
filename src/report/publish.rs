//! Publishing: the exact content, the rules it was judged by and a checksum,
//! as one change. A correction is another version with a list of what changed.

use std::collections::BTreeSet;

use super::build::Sources;
use super::compare::Difference;
use super::formats::ReportError;
use super::{Document, Template, paging};
use crate::domain::{Period, RiskMatrix, Scheme};
use crate::report::printed_facts::{Issue, PeriodState, Replaced, fingerprint};
use crate::workbook::edits;
use crate::workbook::{Change, Publication, Stamp};

/// What publishing would do.
#[derive(Debug, Clone)]
pub struct Publishing {
    /// Without the draft mark, under its version.
    pub document: Document,
    pub change: Change,
    pub checksum: String,
    pub content: String,
    pub version: u32,
    /// What is different from the version before, in sentences.
    pub changes: Vec<String>,
}

/// The report as it stands: a draft, with a page of what is different from the version last published.
pub fn draft(
    sources: &Sources,
    template: &Template,
    published: Option<&(Publication, Document)>,
) -> Document {
    let document = Sources { issue: None, ..*sources }.document(template);
    match published {
        Some((publication, before)) => document.with_changes(before, publication.replaced()).0,
        None => document,
    }
}

/// Prepares publishing a report. `earlier` is the version before it with its content; `close` closes
/// the period by the same step.
///
/// # Errors
/// [`ReportError::Format`]: a sentence, also where nothing is different from the version before.
pub fn prepare(
    sources: &Sources,
    template: &Template,
    earlier: Option<(&Publication, &Document)>,
    reason: &str,
    close: bool,
    stamp: &Stamp,
) -> Result<Publishing, ReportError> {
    let version = earlier.map_or(1, |(publication, _)| publication.version + 1);
    let replaces = earlier.map(|(publication, _)| publication.replaced());
    let issue = Issue { on: stamp.at.date(), by: stamp.who.clone(), replaces };
    let document = Sources { issue: Some((version, &issue)), ..*sources }.document(template);
    let (mut document, changes) = match earlier {
        Some((publication, before)) => document.with_changes(before, publication.replaced()),
        None => (document, Vec::new()),
    };
    if close && sources.material.period.is_open() {
        document.meta.figures = Some(PeriodState::Closed(Some(issue.on)));
    }
    let changes: Vec<String> = changes.iter().map(Difference::sentence).collect();
    if let (Some((publication, _)), true) = (earlier, changes.is_empty()) {
        return Err(ReportError::Format(format!(
            "Nothing is different from version {}, published on {}.",
            publication.version,
            publication.at.split('T').next().unwrap_or_default()
        )));
    }
    let frozen = document.freeze()?;
    document.meta.fingerprint = fingerprint(&frozen.checksum);
    let pages = serde_json::to_string(&paging::pages(&document))
        .map_err(|error| ReportError::Format(format!("The pages cannot be kept: {error}.")))?;
    let publication = Publication {
        id: 0,
        revision: 0,
        period: sources.material.period.code,
        template: template.code.clone(),
        version,
        by: stamp.who.clone(),
        at: stamp.at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        reason: reason.trim().to_owned(),
        bands: bands(sources),
        checksum: frozen.checksum.clone(),
        pages,
        changes: changes.join("\n"),
    };
    let closing = close.then_some(&sources.material.period);
    let change = edits::publish(publication, &template.name, &sources.period.title(), closing);
    Ok(Publishing { document, change, checksum: frozen.checksum, content: frozen.content, version, changes })
}

impl Publication {
    /// What a version that takes its place says of it.
    pub fn replaced(&self) -> Replaced {
        let day = self.at.split('T').next().unwrap_or_default();
        Replaced { version: self.version, on: day.parse().unwrap_or_default() }
    }
}

/// Schemes with their bands and the risk matrix in force, a line each.
fn bands(sources: &Sources) -> String {
    let workbook = &sources.material.workbook;
    let mut codes: BTreeSet<&str> = BTreeSet::from([workbook.scheme.as_str()]);
    codes.extend(
        sources
            .material
            .indicators
            .iter()
            .map(|detail| detail.indicator.scheme.as_str())
            .filter(|code| !code.is_empty()),
    );
    let mut lines: Vec<String> = codes.into_iter().filter_map(|code| scheme(code, sources.period)).collect();
    lines.push(matrix(&sources.material.risks.matrix));
    lines.join("\n")
}

fn scheme(code: &str, period: Period) -> Option<String> {
    let scheme = Scheme::find(Scheme::built_in(), code, period)?;
    let bands = serde_json::to_string(&scheme.bands).unwrap_or_default();
    Some(format!("{} version {}: {bands}", scheme.code, scheme.version))
}

fn matrix(matrix: &RiskMatrix) -> String {
    let bands: Vec<String> =
        matrix.bands.iter().map(|band| format!("{} {}", band.letters, band.name)).collect();
    format!("risk matrix {} version {}: {}", matrix.code, matrix.version, bands.join(", "))
}
