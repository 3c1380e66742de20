//! Publishing, reprinting what was published, and the drafts that went out before.

use std::path::{Path, PathBuf};

use crate::domain::Period;
use crate::files::Target;
use crate::report::clean::slug;
use crate::report::findings::{Finding, Weight, findings};
use crate::report::{Document, Sources, Template, publish};
use crate::store::Store;
use crate::workbook::{
    Applied, CheckReport, ComparisonRequest, Data, Id, Publication, Query, ReportInputs, Stamp,
};

/// What came of publishing.
#[derive(Debug, Clone)]
pub struct Published {
    pub applied: Applied,
    pub version: u32,
    pub document: Document,
    /// What is different from the version before.
    pub changes: Vec<String>,
    /// Whether figures and words of the period can still be changed, as a sentence.
    pub period: String,
}

/// Why a report was not published.
#[derive(Debug, Clone)]
pub enum NotPublished {
    /// Errors are open and no reason was given: what they are.
    Open(Vec<Finding>),
    /// A sentence.
    Failed(String),
}

impl From<String> for NotPublished {
    fn from(text: String) -> Self {
        Self::Failed(text)
    }
}

/// Everything a report by a template may tell of a period.
///
/// # Errors
/// A sentence.
pub fn material(store: &Store, period: Period, template: &Template) -> Result<ReportInputs, String> {
    whole(store, period, template.group)?.of_part(&template.part)
}

/// The same of everything, with organisations compared in a group; none for the usual one.
///
/// # Errors
/// A sentence.
pub fn whole(store: &Store, period: Period, group: Option<Id>) -> Result<ReportInputs, String> {
    let other = || Err("The workbook gave another answer than was asked for.".to_owned());
    let mut material = match store.answer(&Query::Report { period }) {
        Ok(Data::Report(material)) => *material,
        Ok(_) => return other(),
        Err(error) => return Err(store.told(&error)),
    };
    if group.is_some() {
        let request = ComparisonRequest { period: Some(period), group, or_year: true, ..Default::default() };
        material.comparison = match store.answer(&Query::Comparison(request)) {
            Ok(Data::Comparison(found)) => Some(*found).filter(|found| !found.measures.is_empty()),
            Ok(_) => return other(),
            Err(error) => return Err(store.told(&error)),
        };
    }
    Ok(material)
}

/// What the checks find in a period, judged on the day of `stamp`.
///
/// # Errors
/// A sentence.
pub fn checks(store: &Store, period: Period, stamp: &Stamp) -> Result<CheckReport, String> {
    match store.answer(&Query::Checks { period, today: stamp.at.date() }) {
        Ok(Data::Checks(report)) => Ok(*report),
        Ok(_) => Err("The workbook gave another answer than was asked for.".to_owned()),
        Err(error) => Err(store.told(&error)),
    }
}

/// Publishes a report of a period. While errors are open it takes a reason. `close` says whether
/// the period is closed with it; the template, where nothing is said.
///
/// # Errors
/// [`NotPublished`]; nothing is changed then.
pub fn publish_report(
    store: &mut Store,
    period: Period,
    template: &Template,
    reason: &str,
    close: Option<bool>,
    stamp: &Stamp,
) -> Result<Published, NotPublished> {
    let material = material(store, period, template)?;
    let sources = Sources::draft(&material).ok_or_else(|| format!("The period {period} cannot be read."))?;
    let document = sources.document(template);
    let open: Vec<Finding> = findings(&sources, &document, &checks(store, period, stamp)?)
        .into_iter()
        .filter(|finding| finding.weight == Weight::Error)
        .collect();
    if !open.is_empty() && reason.trim().is_empty() {
        return Err(NotPublished::Open(open));
    }
    let earlier = published(store, period, &template.code, None)?;
    let earlier = earlier.as_ref().map(|(publication, document)| (publication, document));
    let close = close.unwrap_or(template.closes_period);
    let publishing = publish::prepare(&sources, template, earlier, reason, close, stamp)
        .map_err(|error| error.to_string())?;
    let title = sources.period.title();
    let period = match (material.period.is_open(), close) {
        (true, true) => format!("{title} is closed with it: its figures and words can now only be read."),
        (true, false) => {
            format!("{title} is still open: its figures and words can be changed until it is closed.")
        }
        (false, _) => format!("{title} was closed already."),
    };
    let applied = store
        .publish(&publishing.change, &publishing.checksum, &publishing.content, stamp)
        .map_err(|error| store.told(&error))?;
    let publish::Publishing { version, document, changes, .. } = publishing;
    Ok(Published { applied, version, document, changes, period })
}

/// What was published last of a period by a template; nothing where another part was chosen than
/// it names.
///
/// # Errors
/// A sentence.
pub fn last_published(
    store: &Store,
    period: Period,
    template: &Template,
) -> Result<Option<(Publication, Document)>, String> {
    if template.chosen { Ok(None) } else { published(store, period, &template.code, None) }
}

/// What went out before `now`: the version last published or the last draft, and what it is called.
///
/// # Errors
/// A sentence, also where nothing did.
pub fn went_out(
    store: &Store,
    period: Period,
    template: &Template,
    (reports, workbook): (&Path, &str),
    now: &Document,
) -> Result<(String, Document), String> {
    if template.chosen {
        return Err("Changes are told of the report as its template says, not of one part of it.".to_owned());
    }
    if let Some((publication, document)) = last_published(store, period, template)? {
        return Ok((format!("version {}", publication.version), document));
    }
    let draft = last_draft(reports, workbook, now).map(|document| ("the last draft".to_owned(), document));
    draft.ok_or_else(|| {
        "No draft has gone out yet: the first that is written out is what later ones are compared with."
            .to_owned()
    })
}

/// What was published of a period by a template: the version asked for, else the latest.
///
/// # Errors
/// A sentence, also where the version asked for is not there or not what was published.
pub fn published(
    store: &Store,
    period: Period,
    template: &str,
    version: Option<u32>,
) -> Result<Option<(Publication, Document)>, String> {
    let all = match store.answer(&Query::Publications { period }) {
        Ok(Data::Publications(all)) => all,
        Ok(_) => Vec::new(),
        Err(error) => return Err(store.told(&error)),
    };
    let mut of_template = all.into_iter().filter(|one| one.template == template);
    let found = match version {
        Some(version) => Some(of_template.find(|one| one.version == version).ok_or_else(|| {
            format!("Version {version} of the report “{template}” of {period} has not been published.")
        })?),
        None => of_template.next(),
    };
    let Some(publication) = found else { return Ok(None) };
    let content = match store.answer(&Query::Frozen { checksum: publication.checksum.clone() }) {
        Ok(Data::Frozen(Some(content))) => content,
        Ok(_) => {
            return Err("The published report is not in this file: open a backup to print it.".to_owned());
        }
        Err(error) => return Err(store.told(&error)),
    };
    let document = Document::thaw(&content, &publication.checksum).map_err(|error| error.to_string())?;
    Ok(Some((publication, document)))
}

/// Where the last draft of a report that went out is kept, to tell what has changed since.
fn draft_file(folder: &Path, workbook: &str, document: &Document) -> PathBuf {
    let meta = &document.meta;
    let name = slug(&format!("{workbook} {} {}", meta.period, meta.template));
    folder.join(format!("{name}.json"))
}

/// Keeps a draft that has gone out, in the folder of those. Not being able to costs nothing but the comparison.
pub fn keep_draft(folder: &Path, workbook: &str, document: &Document) {
    let path = draft_file(folder, workbook, document);
    if let Ok(frozen) = document.freeze() {
        let _ = Target::private(&path).and_then(|target| target.write_all(frozen.content.as_bytes()));
    }
}

/// The last draft that went out of the same period and template.
pub fn last_draft(folder: &Path, workbook: &str, document: &Document) -> Option<Document> {
    /// Far more than any report; what is larger is something else.
    const MAX: u64 = 64 * 1024 * 1024;
    let path: &Path = &draft_file(folder, workbook, document);
    if std::fs::metadata(path).ok()?.len() > MAX {
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    serde_json::from_str::<Document>(&text).ok().map(Document::clean)
}
