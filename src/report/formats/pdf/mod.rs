//! The report as a PDF for everyone: tagged as PDF/UA-1 asks, archivable as
//! PDF/A-2a, its letters inside. Both are held to while it is written.
//!
//! ```text
//! text     letters → lines            columns, table   cells → rows
//! stack    lines → paragraphs         flow, rows       blocks → pages
//! page     what stands on a page      front            title, contents, foot
//! tags     what it is to a reader     draw             pages → bytes
//! ```
//!
//! Nothing is cut off: text wraps, rows and paragraphs go on over the page.

mod columns;
mod draw;
mod flow;
mod front;
mod page;
mod rows;
mod stack;
mod table;
mod tags;
mod text;

use std::io::Write;

use super::fonts::Fonts;
use super::{Format, PageOf, Progress, ReportError, Tell, Written};
use crate::report::Document;
use flow::{Flow, Place};

/// The format.
pub const FORMAT: Format = Format {
    code: "pdf",
    title: "PDF",
    extension: "pdf",
    media: "application/pdf",
    is_text: false,
    write,
};

fn write(document: &Document, out: &mut dyn Write, tell: Tell<'_>) -> Result<Written, ReportError> {
    let fonts = Fonts::new()?;
    let known = flow::anchors(document);
    let mut flow = Flow::new(&fonts, &known);
    let entries = front::put(document, &mut flow);
    flow.after_front();
    let sections = document.sections.len() as u64;
    for (at, section) in document.sections.iter().enumerate() {
        if !tell(Progress { done: at as u64, total: sections * 2 }) {
            return Err(ReportError::Cancelled);
        }
        flow.section(section);
    }
    flow.end();
    front::complete(document, &entries, &mut flow);
    let bytes = draw::draw(document, &flow, tell)?;
    out.write_all(&bytes)?;
    Ok(Written {
        pages: Some(flow.pages.len() as u32),
        anchors: flow.anchors.iter().map(page_of).collect(),
        sections: flow.sections.iter().map(page_of).collect(),
    })
}

fn page_of(place: &Place) -> PageOf {
    PageOf { name: place.name.clone(), page: place.page as u32 + 1 }
}
