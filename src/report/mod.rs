//! The committee report: a workbook's period as a document, and the document
//! in every format it is handed out in.
//!
//! ```text
//! template (what, in which order, in which words)  ┐
//! material (what the store answered)               ┴→ sections → Document → formats → bytes
//! ```
//!
//! A [`Document`] knows nothing of any format: it has headings, texts, tables
//! with real values, charts as data, and where each thing is edited. A format
//! is one file under [`formats`] and one row in [`formats::FORMATS`]; a kind of
//! section is one file under [`sections`] and one row in [`sections::KINDS`].
//!
//! The same document gives the same bytes, on any day and any machine: every
//! date in it comes from the workbook.
//!
//! Must not know: SQL, files, the terminal, the clock.

pub mod build;
mod builders;
mod changes;
mod charts;
pub mod clean;
pub mod compare;
mod corrections;
pub mod document;
pub mod findings;
pub mod formats;
pub mod paging;
pub mod printed_facts;
mod prose;
pub mod publish;
mod published_document;
mod received;
pub mod remarks;
pub mod sections;
pub mod template;
pub mod verify;
pub mod words;

pub use build::Sources;
pub use document::Document;
pub use formats::{FORMATS, Format, Progress, ReportError, Written};
pub use template::Template;
