//! What the report preview asks of the program, and what it is told.

use std::path::PathBuf;

use crate::report::compare::Difference;
use crate::report::findings::Finding;
use crate::report::{Document, Progress, Template, Written};
use crate::workbook::{Id, Part};

/// Which report: by the code of a template, of the part that it names or of another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Which {
    pub template: String,
    /// Chosen in place of the template's; such a report is never published.
    pub part: Option<Part>,
    /// The group that organisations are compared in, in place of the usual one.
    pub group: Option<Id>,
    /// The one organisation that the sheet is of; empty for as the template says.
    pub organisation: String,
}

impl Which {
    /// The report of a template as that says.
    pub fn of(template: &str) -> Self {
        Self { template: template.to_owned(), ..Self::default() }
    }

    /// Whether it is another report than the template's own.
    pub fn is_chosen(&self) -> bool {
        self.part.is_some() || self.group.is_some() || !self.organisation.is_empty()
    }
}

/// Something the preview wants done, away from the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportRequest {
    /// A report of the period on screen.
    Preview(Which),
    /// Writes it to a file.
    Export(Box<ExportOrder>),
    /// Publishes it; with a reason where something is open. Whether the period is closed with it is
    /// the template's to say where it is not said here.
    Publish { template: String, reason: String, close: Option<bool> },
    /// What has changed since the last version published or the last draft.
    Changes(Which),
    /// Stops the export in hand.
    Stop,
}

/// A file to write a report to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    pub which: Which,
    /// Code of a format.
    pub format: &'static str,
    pub path: PathBuf,
    /// As it stands now, where it has been published. What is not published is a draft whatever this says.
    pub draft: bool,
    pub replace: bool,
}

/// What the preview is told.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportEvent {
    Shown(Box<ReportPreview>),
    Progress(Progress),
    /// Where it is, and how many pages it has, if it has any.
    Exported {
        path: PathBuf,
        pages: Option<u32>,
    },
    /// There is such a file: it may be replaced.
    InTheWay(Box<ExportOrder>),
    Published {
        label: String,
        version: u32,
        changes: usize,
        /// Whether the period can still be changed, as a sentence.
        period: String,
    },
    /// Errors are open, and no reason was given.
    Open(Vec<Finding>),
    Changes {
        since: String,
        found: Vec<Difference>,
    },
    /// It could not be done, as a sentence.
    Failed(String),
    Stopped,
}

/// A report as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportPreview {
    /// All that can be chosen.
    pub templates: Vec<Template>,
    /// Templates of the user's own that cannot be used.
    pub problems: Vec<String>,
    /// The one shown; its template is there.
    pub which: Which,
    /// Parts that can be chosen, each with its indicators.
    pub parts: Vec<(Part, usize)>,
    /// Groups that can be compared in, with how many members each has; none where the template compares
    /// nobody.
    pub groups: Vec<(Id, String, usize)>,
    /// Organisations whose sheet can be shown alone.
    pub organisations: Vec<String>,
    pub document: Document,
    pub pages: Written,
    pub findings: Vec<Finding>,
    /// The version last published and the day, if any.
    pub published: Option<(u32, String)>,
    /// How many things are different from that.
    pub changed: usize,
    /// The folder files are offered to be put into, and the name without its ending.
    pub folder: PathBuf,
    pub name: String,
}
