//! The formats a report is written in: a table, one row each.
//!
//! A writer takes a [`Document`] and a place to write to. It never knows the
//! path: whoever calls it writes to a temporary file, and renames it when the
//! writer has returned; a cancelled or failed export leaves nothing behind.

pub mod csv;
mod docx;
mod edition;
mod fonts;
mod html;
mod markdown;
mod pdf;
mod scene;
mod svg;
mod xlsx;

use std::io::{self, Write};

use thiserror::Error;

use super::Document;
use super::document::{Block, Line, Meta, Section, TextKind};
use crate::report::printed_facts::{Fact, PrintedFacts};
pub use crate::workbook::{PageOf, Written};

/// How far a writer has got. Told often (each section at least); cheap to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Sections or pages done.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// Told of progress; answers whether to go on.
pub type Tell<'a> = &'a mut dyn FnMut(Progress) -> bool;

/// Writes a document. [`ReportError::Cancelled`] when `Tell` answers no.
pub type WriteFn = fn(&Document, &mut dyn Write, Tell) -> Result<Written, ReportError>;

/// A format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// As it is asked for: `docx`.
    pub code: &'static str,
    /// For people: "Word document".
    pub title: &'static str,
    /// Without the dot.
    pub extension: &'static str,
    /// Media type, as in RFC 6838.
    pub media: &'static str,
    /// Whether it may go to a terminal.
    pub is_text: bool,
    pub write: WriteFn,
}

/// Every format, in the order they are offered.
pub const FORMATS: &[Format] = &[
    Format {
        code: "docx",
        title: "Word document",
        extension: "docx",
        media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        is_text: false,
        write: docx::write,
    },
    Format {
        code: "pdf",
        title: "PDF, accessible and for the archive",
        extension: "pdf",
        media: "application/pdf",
        is_text: false,
        write: pdf::write,
    },
    Format {
        code: "html",
        title: "Accessible web page",
        extension: "html",
        media: "text/html",
        is_text: true,
        write: html::write,
    },
    Format {
        code: "md",
        title: "Markdown",
        extension: "md",
        media: "text/markdown",
        is_text: true,
        write: markdown::write,
    },
    Format {
        code: "xlsx",
        title: "Excel workbook of the tables",
        extension: "xlsx",
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_text: false,
        write: xlsx::write,
    },
    Format {
        code: "csv",
        title: "Tables as comma-separated values",
        extension: "csv",
        media: "text/csv",
        is_text: true,
        write: csv::write,
    },
];

impl Format {
    /// The format of a code or an extension, in any case.
    pub fn find(code: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| {
            format.code.eq_ignore_ascii_case(code) || format.extension.eq_ignore_ascii_case(code)
        })
    }
}

/// The words at the foot of every page: the template's, and how the document stands.
fn footer(meta: &Meta, facts: Option<&PrintedFacts>) -> String {
    let stands = facts.map_or("", |facts| facts.footer.as_str());
    let parts = [meta.footer.as_str(), stands].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("  ")
}

/// What stands around the tables of a section and is to be known: notes, and what is missing.
fn noted(section: &Section) -> impl Iterator<Item = String> + '_ {
    section.blocks.iter().filter_map(|block| match block {
        Block::Text(text) if text.kind != TextKind::Body => {
            Some(text.lines.iter().map(Line::text).collect::<Vec<_>>().join(" "))
        }
        _ => None,
    })
}

/// What a fact is called among the properties of an Office file.
fn property_name(fact: &Fact) -> String {
    format!("Quarterdeck {}", fact.key)
}

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    #[error("The export was cancelled; nothing was written.")]
    Cancelled,
    #[error("The report could not be written: {0}.")]
    Write(#[from] io::Error),
    /// The document cannot be told in this format; a sentence that says why and what to do.
    #[error("{0}")]
    Format(String),
}
