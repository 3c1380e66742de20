//! What has gone out: a report as it was published.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Id;
use crate::domain::Period;
use crate::workbook::fingerprint;

/// A report of a period as it was published. Its content is kept apart, under its checksum, and
/// never changes; a correction is another version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    pub id: Id,
    pub revision: i64,
    pub period: Period,
    /// Code of the template.
    pub template: String,
    /// From 1, for each period and template.
    pub version: u32,
    pub by: String,
    /// Local time.
    pub at: String,
    /// Why it was published although something was open, or why again; empty where nothing was.
    pub reason: String,
    /// Schemes, their bands and the risk matrix in force, a line each.
    pub bands: String,
    /// SHA-256 of the content, in hexadecimal.
    pub checksum: String,
    /// Pages of its anchors and sections: [`Written`] as JSON.
    pub pages: String,
    /// What is different from the version before, a line each; empty for the first.
    pub changes: String,
}

/// The checksum of what is published: SHA-256 of its text, in hexadecimal.
pub fn publication_checksum(content: &str) -> String {
    Sha256::digest(content.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Publication {
    /// "report “service” of Quarter 1 2015/16, version 2".
    pub fn title(&self) -> String {
        let period = self.period.title();
        format!("report “{}” of {period}, version {}", self.template, self.version)
    }

    /// The beginning of its checksum, as people read and note it.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.checksum)
    }

    /// The one that members have before them, of those of a period with the latest first: the
    /// service report, where there is one.
    pub fn before_members(all: &[Self]) -> Option<&Self> {
        all.iter().find(|one| one.template == "service").or(all.first())
    }

    /// What stands on which of its pages.
    pub fn written(&self) -> Written {
        serde_json::from_str(&self.pages).unwrap_or_default()
    }
}

/// What came of writing a report: its pages, and what stands on them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Written {
    /// Pages of the document, where the format has pages.
    pub pages: Option<u32>,
    /// Page of each anchor (a row's or a text's), in reading order; an anchor
    /// that stands in several places is listed with each. Empty where the format has no pages.
    pub anchors: Vec<PageOf>,
    /// Page on which each section begins, by its code, in order.
    pub sections: Vec<PageOf>,
}

impl Written {
    /// The pages on which something stands, in order.
    pub fn cited(&self, reference: &str) -> Vec<u32> {
        let mut pages: Vec<u32> = self
            .anchors
            .iter()
            .filter(|place| place.name.eq_ignore_ascii_case(reference.trim()))
            .map(|place| place.page)
            .collect();
        pages.dedup();
        pages
    }
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageOf {
    /// An anchor, or the code of a section.
    pub name: String,
    /// From 1.
    pub page: u32,
}
