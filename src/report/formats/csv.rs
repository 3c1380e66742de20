//! Comma-separated values: every table after its caption, or each in a file of its own.

use std::io::Write;

use super::pdf::flow::titled;
use super::{Progress, ReportError, Tell, Written, footer, noted};
use crate::report::document::{Cell, Document, Meta, Row, Table};
use crate::report::printed_facts::PrintedFacts;
use crate::report::words::words;

/// How the document stands, and every table of it, each after a line with its caption and before the
/// notes of its section, parted by empty lines.
pub(super) fn write(document: &Document, out: &mut dyn Write, tell: Tell) -> Result<Written, ReportError> {
    let meta = &document.meta;
    let facts = meta.facts();
    let total = document.sections.len() as u64;
    let mut parted = false;
    if let Some(facts) = &facts {
        about(meta, facts, out)?;
        parted = true;
    }
    for (done, section) in document.sections.iter().enumerate() {
        if !tell(Progress { done: done as u64, total }) {
            return Err(ReportError::Cancelled);
        }
        for one in section.tables() {
            if std::mem::replace(&mut parted, true) {
                out.write_all(b"\r\n")?;
            }
            line(out, [one.caption.as_str()])?;
            rows(one, facts.is_some(), None, out)?;
        }
        let told: Vec<String> = noted(section).filter(|_| facts.is_some()).collect();
        if !told.is_empty() && std::mem::replace(&mut parted, true) {
            out.write_all(b"\r\n")?;
        }
        for text in told {
            line(out, [words().facts.notes.as_str(), &titled(section), &text])?;
        }
    }
    if let Some(facts) = &facts {
        out.write_all(b"\r\n")?;
        line(out, [footer(meta, Some(facts)).as_str()])?;
    }
    Ok(Written::default())
}

/// Title and facts, a row each.
fn about(meta: &Meta, facts: &PrintedFacts, out: &mut dyn Write) -> Result<(), ReportError> {
    line(out, [meta.title.as_str()])?;
    facts.properties().try_for_each(|fact| line(out, [fact.label, &fact.text]))
}

/// One table, its headings first, in a file of its own. How the document stands is said in each row,
/// so that it stays with the row wherever that is copied.
///
/// # Errors
/// What the disk may say.
pub fn table(meta: &Meta, table: &Table, out: &mut dyn Write) -> Result<(), ReportError> {
    let facts = meta.facts();
    rows(table, facts.is_some(), facts.as_ref(), out)
}

/// How the document stands, and every note of it: the file beside those of its tables.
///
/// # Errors
/// What the disk may say.
pub fn companion(document: &Document, out: &mut dyn Write) -> Result<(), ReportError> {
    let Some(facts) = document.meta.facts() else { return Ok(()) };
    about(&document.meta, &facts, out)?;
    for section in &document.sections {
        for text in noted(section) {
            line(out, [words().facts.notes.as_str(), &titled(section), &text])?;
        }
    }
    Ok(())
}

fn rows(
    table: &Table,
    remarked: bool,
    stands: Option<&PrintedFacts>,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let remarks: Vec<String> = table.rows.iter().map(|row| remarks(table, row)).collect();
    let remarked = remarked && remarks.iter().any(|text| !text.is_empty());
    let last = |remark: &str, status: &str| {
        let remark = remarked.then(|| remark.to_owned());
        remark.into_iter().chain(stands.map(|_| status.to_owned()))
    };
    if !table.groups.is_empty() {
        let groups = table.groups.iter().flat_map(|group| {
            let blank = std::iter::repeat_n(String::new(), usize::from(group.span).saturating_sub(1));
            std::iter::once(group.heading.clone()).chain(blank)
        });
        line(out, groups.chain(last("", "")))?;
    }
    let headings = table.columns.iter().map(|column| column.heading.clone());
    line(out, headings.chain(last(&words().facts.notes, &words().facts.status)))?;
    for (row, told) in table.rows.iter().zip(&remarks) {
        let stands = stands.map_or("", |facts| facts.footer.as_str());
        line(out, row.cells.iter().map(Cell::text).chain(last(told, stands)))?;
    }
    Ok(())
}

/// What is to be known about the cells of a row: "Result: illustrative …".
fn remarks(table: &Table, row: &Row) -> String {
    let cells = row.cells.iter().zip(&table.columns).filter(|(cell, _)| !cell.remarks.is_empty());
    let told = cells.map(|(cell, column)| match table.form {
        true => cell.remarks_told(),
        false => format!("{}: {}", column.heading, cell.remarks_told()),
    });
    told.collect::<Vec<_>>().join(" ")
}

fn line<T: AsRef<str>>(out: &mut dyn Write, cells: impl IntoIterator<Item = T>) -> Result<(), ReportError> {
    let mut text = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        push(&mut text, cell.as_ref());
    }
    text.push_str("\r\n");
    Ok(out.write_all(text.as_bytes())?)
}

/// A cell as RFC 4180 has it. What a spreadsheet would take for a formula gets
/// an apostrophe before it; a signed figure is none.
fn push(text: &mut String, cell: &str) {
    let acts = cell.trim_start().starts_with(['=', '+', '-', '@']) && !is_figure(cell);
    let cell = if acts { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r', ';']) || cell.starts_with(' ') || cell.ends_with(' ') {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&cell);
    }
}

/// `+3,234`, `-2.6%`: a sign, digits, separators and at most a per cent sign.
fn is_figure(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let digits = digits.strip_prefix('£').unwrap_or(digits);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn formulas_are_quoted_and_figures_are_not() {
        let of = |cell: &str| {
            let mut text = String::new();
            push(&mut text, cell);
            text
        };
        assert_eq!(of("=1+2"), "'=1+2");
        assert_eq!(of(" @SUM(A1)"), "\"' @SUM(A1)\"".replace("\"' ", "' ").replace(")\"", ")"));
        assert_eq!(of("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
        assert_eq!(of("+3,234"), "\"+3,234\"");
        assert_eq!(of("-2.6%"), "-2.6%");
        assert_eq!(of("say \"no\""), "\"say \"\"no\"\"\"");
    }
}
