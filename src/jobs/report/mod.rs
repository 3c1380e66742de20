//! The report screen's wishes, done on the store's thread: previews, exports
//! with their progress, publishing.

use std::path::{Path, PathBuf};

pub mod exporting;
pub mod publication;
pub mod request;

use self::publication::{NotPublished, publish_report};
use self::request::{ExportOrder, ReportEvent, ReportPreview, ReportRequest, Which};
use crate::domain::Period;
use crate::files::Target;
use crate::report::compare::differences;
use crate::report::findings::findings;
use crate::report::{Format, Progress, Sources, Template, paging, publish};
use crate::store::Store;
use crate::workbook::{Data, Group, Id, Query, Stamp};

/// A wish with what it needs besides the store.
#[derive(Debug)]
pub struct ReportJob {
    pub ask: ReportRequest,
    pub period: Period,
    /// Identity of the workbook.
    pub workbook: String,
    /// Templates of the user's own.
    pub templates: PathBuf,
    /// Drafts that went out.
    pub reports: PathBuf,
    /// Where files are offered to be put.
    pub folder: PathBuf,
}

impl ReportJob {
    /// Whether it takes a while and leaves nothing behind when it is stopped.
    pub fn can_be_stopped(&self) -> bool {
        matches!(self.ask, ReportRequest::Export(_))
    }
}

/// Does it. `going` is told how far it is, and says whether to go on.
pub fn perform(
    store: &mut Store,
    job: &ReportJob,
    stamp: &Stamp,
    going: &mut dyn FnMut(Progress) -> bool,
) -> ReportEvent {
    let outcome = match &job.ask {
        ReportRequest::Preview(which) => preview(store, job, which, stamp),
        ReportRequest::Export(order) => export(store, job, order, going),
        ReportRequest::Publish { template, reason, close } => {
            publish_now(store, job, template, reason, *close, stamp)
        }
        ReportRequest::Changes(which) => changes(store, job, which),
        ReportRequest::Stop => Ok(ReportEvent::Stopped),
    };
    outcome.unwrap_or_else(ReportEvent::Failed)
}

/// The template of a code, of the part, the group and the organisation chosen; the first where there is no
/// such any more. With all that can be chosen.
fn template(
    store: &Store,
    job: &ReportJob,
    which: &Which,
) -> Result<(Template, Vec<Template>, Vec<String>), String> {
    let (all, problems) = exporting::templates(&job.templates);
    let found = all.iter().find(|one| one.code == which.template).or(all.first()).cloned();
    let found = found.ok_or_else(|| "There is no template to make a report by.".to_owned())?;
    let mut found = found.of(which.part.as_ref());
    if let Some(id) = which.group
        && let Some((id, name, _)) = groups(store)?.into_iter().find(|(there, ..)| *there == id)
    {
        found = found.clone().among(id, &name).unwrap_or(found);
    }
    if !which.organisation.is_empty() {
        found = found.clone().about_organisation(&which.organisation).unwrap_or(found);
    }
    Ok((found, all, problems))
}

/// The groups that can be compared in, with how many members each has.
fn groups(store: &Store) -> Result<Vec<(Id, String, usize)>, String> {
    match store.answer(&Query::Organisations) {
        Ok(Data::Organisations(room)) => {
            let of = |group: &Group| room.members.iter().filter(|one| one.group_id == group.id).count();
            Ok(room.groups.iter().map(|group| (group.id, group.name.clone(), of(group))).collect())
        }
        Ok(_) => Ok(Vec::new()),
        Err(error) => Err(store.told(&error)),
    }
}

fn preview(store: &Store, job: &ReportJob, which: &Which, stamp: &Stamp) -> Result<ReportEvent, String> {
    let (template, templates, problems) = template(store, job, which)?;
    let whole = publication::whole(store, job.period, template.group)?;
    let parts = whole.all_parts();
    let material = whole.of_part(&template.part)?;
    let sources =
        Sources::draft(&material).ok_or_else(|| format!("The period {} cannot be read.", job.period))?;
    let compares = template.compares();
    let compared = material.comparison.iter().flat_map(|found| &found.organisations);
    let organisations = compared.map(|one| one.organisation.name.clone()).collect();
    let published = publication::last_published(store, job.period, &template)?;
    let document = publish::draft(&sources, &template, published.as_ref());
    let changed = published.as_ref().map_or(0, |(_, before)| differences(before, &document).len());
    // What is published is offered first, where there is something.
    let name = exporting::file_stem(&published.as_ref().map_or(&document, |(_, published)| published).meta);
    Ok(ReportEvent::Shown(Box::new(ReportPreview {
        findings: findings(&sources, &document, &publication::checks(store, job.period, stamp)?),
        pages: paging::pages(&document),
        which: Which {
            template: if template.chosen_from.is_empty() { template.code } else { template.chosen_from },
            ..which.clone()
        },
        groups: if compares { groups(store)? } else { Vec::new() },
        organisations: if compares { organisations } else { Vec::new() },
        parts,
        templates,
        problems,
        document,
        published: published.map(|(one, _)| {
            let day = one.at.split('T').next().unwrap_or_default().to_owned();
            (one.version, day)
        }),
        changed,
        folder: job.folder.clone(),
        name,
    })))
}

fn export(
    store: &Store,
    job: &ReportJob,
    order: &ExportOrder,
    going: &mut dyn FnMut(Progress) -> bool,
) -> Result<ReportEvent, String> {
    let format = Format::find(order.format).ok_or_else(|| format!("There is no format {}.", order.format))?;
    let path = from_typed(&order.path);
    // What may not be replaced is not offered to be.
    Target::document(&path, true, &[]).map_err(|error| error.to_string())?;
    if !order.replace && path.is_file() {
        return Ok(ReportEvent::InTheWay(Box::new(ExportOrder { path, ..order.clone() })));
    }
    let (template, ..) = template(store, job, &order.which)?;
    let published = publication::last_published(store, job.period, &template)?;
    let document = match published {
        Some((_, document)) if !order.draft => document,
        published => {
            let material = publication::material(store, job.period, &template)?;
            let sources = Sources::draft(&material)
                .ok_or_else(|| format!("The period {} cannot be read.", job.period))?;
            let document = publish::draft(&sources, &template, published.as_ref());
            if !template.chosen {
                publication::keep_draft(&job.reports, &job.workbook, &document);
            }
            document
        }
    };
    match exporting::export(&document, format, &path, order.replace, &[], going) {
        Ok(written) => Ok(ReportEvent::Exported { path, pages: written.pages }),
        Err(why) if why.is_empty() => Ok(ReportEvent::Stopped),
        Err(why) => Err(why),
    }
}

fn publish_now(
    store: &mut Store,
    job: &ReportJob,
    code: &str,
    reason: &str,
    close: Option<bool>,
    stamp: &Stamp,
) -> Result<ReportEvent, String> {
    let (template, ..) = template(store, job, &Which::of(code))?;
    match publish_report(store, job.period, &template, reason, close, stamp) {
        Ok(done) => Ok(ReportEvent::Published {
            label: done.applied.label,
            version: done.version,
            changes: done.changes.len(),
            period: done.period,
        }),
        Err(NotPublished::Open(findings)) => Ok(ReportEvent::Open(findings)),
        Err(NotPublished::Failed(why)) => Err(why),
    }
}

fn changes(store: &Store, job: &ReportJob, which: &Which) -> Result<ReportEvent, String> {
    let (template, ..) = template(store, job, which)?;
    let material = publication::material(store, job.period, &template)?;
    let sources =
        Sources::draft(&material).ok_or_else(|| format!("The period {} cannot be read.", job.period))?;
    let now = sources.document(&template);
    let kept = (job.reports.as_path(), job.workbook.as_str());
    let (since, before) = publication::went_out(store, job.period, &template, kept, &now)?;
    Ok(ReportEvent::Changes { since, found: differences(&before, &now) })
}

/// A path as typed: `~` is home.
fn from_typed(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => path.to_path_buf(),
    }
}
