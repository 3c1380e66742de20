//! A document as it is kept when it is published: text that gives the very
//! same document back, and a checksum of it.

use crate::report::Document;
use crate::report::formats::ReportError;
use crate::report::printed_facts::fingerprint;
use crate::workbook::publication_checksum;

/// A document as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedDocument {
    /// JSON.
    pub content: String,
    /// SHA-256 of the content, in hexadecimal.
    pub checksum: String,
}

impl Document {
    /// As it is kept. The same document always gives the same text.
    ///
    /// # Errors
    /// [`ReportError::Format`], where a figure is not a number.
    pub fn freeze(&self) -> Result<PublishedDocument, ReportError> {
        let content = serde_json::to_string(self)
            .map_err(|error| ReportError::Format(format!("The report cannot be kept: {error}.")))?;
        let checksum = publication_checksum(&content);
        Ok(PublishedDocument { content, checksum })
    }

    /// The document that was kept.
    ///
    /// # Errors
    /// [`ReportError::Format`], where it is not what was published.
    pub fn thaw(content: &str, expected: &str) -> Result<Self, ReportError> {
        if publication_checksum(content) != expected {
            return Err(ReportError::Format(
                "The published report in this file is not as it was published: its checksum differs. \
                 Open a backup to print it."
                    .to_owned(),
            ));
        }
        let mut document: Self = serde_json::from_str(content)
            .map_err(|error| ReportError::Format(format!("The published report cannot be read: {error}.")))?;
        document.meta.fingerprint = fingerprint(expected);
        Ok(document.clean())
    }
}
