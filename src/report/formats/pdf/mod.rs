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
pub mod flow;
mod front;
pub mod page;
mod rows;
mod stack;
pub mod table;
mod tags;
pub mod text;

use std::collections::HashSet;
use std::io::Write;

use super::edition::Edition;
use super::fonts::Fonts;
use super::{PageOf, Progress, ReportError, Tell, Written};
use crate::report::Document;
use crate::report::document::Table;
use flow::{Flow, Place};
use stack::Setter;
use text::{Look, Span, set};

/// Writes a document as a PDF.
///
/// # Errors
///
/// Fails when it is cancelled or cannot be written. No text makes it fail.
pub fn write(document: &Document, out: &mut dyn Write, tell: Tell<'_>) -> Result<Written, ReportError> {
    let fonts = Fonts::new(Edition::of(&document.meta))?;
    let known = flow::anchors(document);
    let flow = pour(document, &fonts, &known, tell)?;
    let bytes = draw::draw(document, &flow, tell)?;
    out.write_all(&bytes)?;
    Ok(written(&flow))
}

/// Where everything stands, for formats that lay out their pages elsewhere but foretell them.
pub fn foretell(document: &Document, fonts: &Fonts, tell: Tell<'_>) -> Result<Written, ReportError> {
    let known = flow::anchors(document);
    Ok(written(&pour(document, fonts, &known, tell)?))
}

/// Size of the letters of a table as wide as `width`, and the widths of its columns, in points.
pub fn columns_of(table: &Table, width: f32, fonts: &Fonts) -> (f32, Vec<f32>) {
    table::fit(table, width, Setter { fonts, known: &HashSet::new() })
}

/// How many lines a text takes in a column of `width` points.
pub fn lines_in(text: &str, look: Look, width: f32, fonts: &Fonts) -> usize {
    text.split('\n').map(|line| set(&[Span::new(line, look)], width, false, fonts).len()).sum()
}

fn pour<'a>(
    document: &Document,
    fonts: &'a Fonts,
    known: &'a HashSet<&'a str>,
    tell: Tell<'_>,
) -> Result<Flow<'a>, ReportError> {
    let mut flow = Flow::new(fonts, known);
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
    Ok(flow)
}

fn written(flow: &Flow<'_>) -> Written {
    Written {
        pages: Some(flow.pages.len() as u32),
        anchors: flow.anchors.iter().map(page_of).collect(),
        sections: flow.sections.iter().map(page_of).collect(),
    }
}

fn page_of(place: &Place) -> PageOf {
    PageOf { name: place.name.clone(), page: place.page as u32 + 1 }
}
