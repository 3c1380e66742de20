//! Comma-separated values: every table after its caption, or each in a file of its own.

use std::io::Write;

use super::{Progress, ReportError, Tell, Written};
use crate::report::document::{Document, Table};

/// Every table of the document, each after a line with its caption, parted by empty lines.
pub(super) fn write(document: &Document, out: &mut dyn Write, tell: Tell) -> Result<Written, ReportError> {
    let total = document.tables().count() as u64;
    for (done, (_, one)) in document.tables().enumerate() {
        if !tell(Progress { done: done as u64, total }) {
            return Err(ReportError::Cancelled);
        }
        if done > 0 {
            out.write_all(b"\r\n")?;
        }
        line(out, std::iter::once(one.caption.as_str()))?;
        table(one, out)?;
    }
    Ok(Written::default())
}

/// One table, its headings first.
///
/// # Errors
/// What the disk may say.
pub fn table(table: &Table, out: &mut dyn Write) -> Result<(), ReportError> {
    if !table.groups.is_empty() {
        let groups = table.groups.iter().flat_map(|group| {
            let blank = std::iter::repeat_n("", usize::from(group.span).saturating_sub(1));
            std::iter::once(group.heading.as_str()).chain(blank)
        });
        line(out, groups)?;
    }
    line(out, table.columns.iter().map(|column| column.heading.as_str()))?;
    for row in &table.rows {
        let texts: Vec<String> = row.cells.iter().map(|cell| cell.text()).collect();
        line(out, texts.iter().map(String::as_str))?;
    }
    Ok(())
}

fn line<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>) -> Result<(), ReportError> {
    let mut text = String::new();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        push(&mut text, cell);
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
