//! The sheet of what stands in the report around its tables: notes, and what is missing.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet;
use crate::report::Document;
use crate::report::builders::{column, row, table};
use crate::report::document::{Cell, ColumnKind, Meta, Section, Table};
use crate::report::formats::fonts::Fonts;
use crate::report::formats::noted;
use crate::report::formats::pdf::flow::titled;
use crate::report::words::words;

/// Name of the sheet.
pub const SHEET: &str = "Notes";

/// Every note of the document with its section; none of what was published before they were told here.
pub fn of(document: &Document) -> Vec<(&Section, String)> {
    if document.meta.facts().is_none() {
        return Vec::new();
    }
    document.sections.iter().flat_map(|section| noted(section).map(move |text| (section, text))).collect()
}

/// Puts them on a sheet.
pub fn fill(
    sheet: &mut Worksheet,
    notes: &[(&Section, String)],
    meta: &Meta,
    fonts: &Fonts,
) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    let all = words();
    let columns = vec![
        column(&*all.changes.section, ColumnKind::Words, 30),
        column(&*all.facts.notes, ColumnKind::Prose, 70),
    ];
    let rows = notes.iter().map(|(section, text)| row(vec![Cell::plain(titled(section)), Cell::plain(text)]));
    let caption = all.facts.notes.clone();
    let table = Table { rows: rows.collect(), ..table("notes", caption.clone(), columns) };
    let section = Section { heading: caption, ..Section::default() };
    sheet::fill(sheet, &section, &[&table], meta, fonts)
}
