//! The tables of the report as an Excel workbook: a sheet of contents, and a
//! sheet for each section that has tables, ready to filter and to print.
//!
//! Figures are numbers that show what is printed. Text is written as text:
//! what begins with `=` stays what it is.

mod figures;
mod notes;
mod sheet;

use std::collections::HashSet;
use std::io::Write;

use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet, XlsxError};

use super::edition::Edition;
use super::fonts::{Fonts, is_unseen};
use super::scene::Paint;
use super::{Progress, ReportError, Tell, Written, property_name};
use crate::report::Document;
use crate::report::document::{Block, Meta, Section, Table};
use crate::report::printed_facts::PrintedFacts;
use crate::report::words::words;

/// Longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// Writes the tables of a document as an Excel workbook.
///
/// # Errors
///
/// Fails when it is cancelled or cannot be written. No text makes it fail.
pub fn write(document: &Document, out: &mut dyn Write, tell: Tell<'_>) -> Result<Written, ReportError> {
    let fonts = Fonts::new(Edition::of(&document.meta))?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&document.meta));
    let listed = sheets(document);
    let noted = notes::of(document);
    contents(workbook.add_worksheet(), &document.meta, &listed, noted.len()).map_err(failure)?;
    let total = listed.len() as u64 + 1;
    for (at, (name, section, tables)) in listed.iter().enumerate() {
        if !tell(Progress { done: at as u64, total }) {
            return Err(ReportError::Cancelled);
        }
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name.as_str()).map_err(failure)?;
        sheet::fill(worksheet, section, tables, &document.meta, &fonts).map_err(failure)?;
    }
    if !noted.is_empty() {
        notes::fill(workbook.add_worksheet(), &noted, &document.meta, &fonts).map_err(failure)?;
    }
    if !tell(Progress { done: total - 1, total }) {
        return Err(ReportError::Cancelled);
    }
    let bytes = workbook.save_to_buffer().map_err(failure)?;
    out.write_all(&bytes)?;
    Ok(Written::default())
}

fn failure(error: XlsxError) -> ReportError {
    ReportError::Format(format!(
        "The Excel workbook could not be made ({error}). Export the tables as CSV instead, and report this as a fault."
    ))
}

fn properties(meta: &Meta) -> DocProperties {
    let author = [&meta.organisation, &meta.service].into_iter().find(|name| !name.is_empty());
    // Days before Excel's calendar have no number in it.
    let first = chrono::NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default();
    let facts = meta.facts();
    let mut properties = DocProperties::new();
    for fact in facts.iter().flat_map(PrintedFacts::properties) {
        properties = properties.set_custom_property(property_name(fact), plain(&fact.text));
    }
    if let Some(facts) = &facts {
        properties = properties.set_status(plain(facts.status())).set_keywords(plain(&facts.footer));
    }
    properties
        .set_title(plain(facts.as_ref().map_or(&meta.title, |facts| &facts.title)))
        .set_subject(plain(&meta.subtitle))
        .set_author(plain(author.map_or("", String::as_str)))
        .set_company(plain(&meta.organisation))
        .set_creation_datetime(&meta.dated.max(first))
}

/// Sections that have tables, with the names of their sheets.
fn sheets(document: &Document) -> Vec<(String, &Section, Vec<&Table>)> {
    let mut taken: HashSet<String> =
        ["contents", "history", notes::SHEET].into_iter().map(str::to_lowercase).collect();
    let mut listed = Vec::new();
    for section in &document.sections {
        let tables: Vec<&Table> = section
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) if !table.columns.is_empty() => Some(table),
                _ => None,
            })
            .collect();
        if !tables.is_empty() {
            listed.push((name(section, &mut taken), section, tables));
        }
    }
    listed
}

/// Name of a section's sheet: at most 31 letters, none that Excel forbids, no two alike.
fn name(section: &Section, taken: &mut HashSet<String>) -> String {
    let wanted = format!("{} {}", section.number.trim_end_matches('.'), section.heading);
    let legal: String =
        plain(&wanted).chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\')).collect();
    let legal = legal.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut number = 1;
    loop {
        let end = if number > 1 { format!(" ({number})") } else { String::new() };
        let kept = shorten(legal.trim_matches('\''), 31 - end.len());
        let kept = kept.trim_end().trim_end_matches('\'');
        let name = if kept.is_empty() { format!("Table{end}") } else { format!("{kept}{end}") };
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// The beginning of a text, of at most `most` UTF-16 units.
fn shorten(text: &str, most: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > most {
            return &text[..at];
        }
    }
    text
}

/// Text that a cell can hold: without controls, and not longer than Excel reads.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c == '\n' || !is_unseen(*c)).collect();
    if text.encode_utf16().count() <= LONGEST { text } else { format!("{}…", shorten(&text, LONGEST - 1)) }
}

/// Letters as in the rest of the report.
fn letters(size: f64) -> Format {
    Format::new().set_font_name("Arial").set_font_size(size).set_font_color(Paint::BLACK.number())
}

fn contents(
    sheet: &mut Worksheet,
    meta: &Meta,
    listed: &[(String, &Section, Vec<&Table>)],
    noted: usize,
) -> Result<(), XlsxError> {
    sheet.set_name("Contents")?;
    let grey = letters(10.0).set_font_color(Paint::GREY.number());
    let title = letters(18.0).set_bold().set_font_color(Paint::NAVY.number());
    let heading = letters(10.0)
        .set_bold()
        .set_font_color(Paint::NAVY.number())
        .set_background_color(Paint::PALE.number());
    let link = letters(10.0)
        .set_font_color(Paint::NAVY.number())
        .set_underline(rust_xlsxwriter::FormatUnderline::Single);
    sheet.set_column_width(0, 46)?.set_column_width(1, 60)?.set_column_width(2, 8)?;
    let facts = meta.facts();
    let draft = facts.as_ref().filter(|facts| facts.draft).map_or("", |facts| facts.status());
    let told: Vec<String> = facts
        .iter()
        .flat_map(|facts| facts.lines.iter().skip(usize::from(facts.draft)))
        .map(|fact| format!("{}: {}", fact.label, fact.text))
        .collect();
    let covers = format!("{} {}", meta.period_title, meta.covers);
    let mut row = 0;
    for (text, format) in [
        (meta.title.as_str(), &title),
        (meta.subtitle.as_str(), &letters(12.0)),
        (meta.organisation.as_str(), &grey),
        (covers.trim(), &grey),
        (draft, &letters(12.0).set_bold().set_font_color(Paint::ink(crate::domain::Rating::Red).number())),
    ]
    .into_iter()
    .chain(told.iter().map(|text| (text.as_str(), &grey)))
    {
        if !text.is_empty() {
            sheet.write_string_with_format(row, 0, plain(text), format)?;
            row += 1;
        }
    }
    row += 1;
    for (column, text) in (0u16..).zip(["Sheet", "Table", "Rows"]) {
        sheet.write_string_with_format(row, column, text, &heading)?;
    }
    for (name, _, tables) in listed {
        for table in tables {
            row += 1;
            // A quote in a name is doubled where the name is quoted.
            let target = format!("internal:'{}'!A1", name.replace('\'', "''"));
            sheet.write_url_with_options(row, 0, target.as_str(), name.as_str(), "", Some(&link))?;
            sheet.write_string_with_format(row, 1, plain(&table.caption), &letters(10.0).set_text_wrap())?;
            sheet.write_number_with_format(row, 2, table.rows.len() as f64, &letters(10.0))?;
        }
    }
    if noted > 0 {
        row += 1;
        let target = format!("internal:'{}'!A1", notes::SHEET);
        sheet.write_url_with_options(row, 0, target.as_str(), notes::SHEET, "", Some(&link))?;
        sheet.write_string_with_format(row, 1, &*words().facts.notes, &letters(10.0))?;
        sheet.write_number_with_format(row, 2, noted as f64, &letters(10.0))?;
    }
    sheet::print(sheet, meta)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_legal_and_differ() {
        let mut taken = HashSet::new();
        let long = "Indicators: what [did] not/meet * their target, and why?";
        let section =
            |heading: &str| Section { number: "2.2a".into(), heading: heading.into(), ..Section::default() };
        let first = name(&section(long), &mut taken);
        let second = name(&section(long), &mut taken);
        assert_eq!(first, "2.2a Indicators what did notmee");
        assert_eq!(second, "2.2a Indicators what did no (2)");
        let nameless = Section { heading: "'/'".into(), ..Section::default() };
        assert_eq!(name(&nameless, &mut taken), "Table");
        assert!(name(&section(&"😀".repeat(40)), &mut taken).encode_utf16().count() <= 31);
    }

    #[test]
    fn a_text_longer_than_a_cell_is_ended_in_sight() {
        let text = plain(&"€😀".repeat(20_000));
        assert!(text.encode_utf16().count() <= LONGEST);
        assert!(text.ends_with('…'));
        assert_eq!(plain("a\u{1}b\nc"), "ab\nc");
    }
}
