//! What has gone out: a report as it was published.

use serde::{Deserialize, Serialize};

use super::Id;

/// A report of a period as it was published. Its content is kept apart, under its checksum, and
/// never changes; a correction is another version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    pub id: Id,
    pub revision: i64,
    /// Period code.
    pub period: String,
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
    /// Pages of its anchors and sections, as JSON of the report layer's `Written`.
    pub pages: String,
    /// What is different from the version before, a line each; empty for the first.
    pub changes: String,
}
