//! Markdown with pipe tables, as GitHub and most editors read it.

use std::io::Write;

use super::{Progress, ReportError, Tell, Written, footer};
use crate::report::document::*;

pub(super) fn write(document: &Document, out: &mut dyn Write, tell: Tell) -> Result<Written, ReportError> {
    let meta = &document.meta;
    let mut text = format!("# {}\n", inline(&meta.title));
    for line in [&meta.subtitle, &meta.organisation] {
        if !line.is_empty() {
            text.push_str(&format!("\n{}\n", inline(line)));
        }
    }
    let facts = meta.facts();
    match &facts {
        Some(facts) => {
            let status =
                if facts.draft { format!("\n**{}**\n", inline(facts.status())) } else { String::new() };
            text.push_str(&status);
            text.push('\n');
            for fact in facts.properties() {
                text.push_str(&format!("- {}: {}\n", inline(fact.label), inline(&fact.text)));
            }
        }
        // As it was printed before versions were told otherwise.
        None if meta.version > 1 => text.push_str(&format!("\nVersion {}.\n", meta.version)),
        None => {}
    }
    let total = document.sections.len() as u64;
    for (done, section) in document.sections.iter().enumerate() {
        if !tell(Progress { done: done as u64, total }) {
            return Err(ReportError::Cancelled);
        }
        let hashes = "#".repeat(usize::from(section.level).clamp(2, 6));
        let number = if section.number.is_empty() { String::new() } else { format!("{} ", section.number) };
        text.push_str(&format!("\n{hashes} {}\n", inline(&format!("{number}{}", section.heading))));
        for block in &section.blocks {
            push(&mut text, block);
        }
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    let footer = footer(meta, facts.as_ref());
    if !footer.is_empty() {
        text.push_str(&format!("\n---\n\n{}\n", inline(&footer)));
    }
    out.write_all(text.as_bytes())?;
    Ok(Written::default())
}

fn push(text: &mut String, block: &Block) {
    match block {
        Block::Text(one) => {
            let mut bullets = false;
            for line in &one.lines {
                // Bullets follow one another; a paragraph stands alone.
                if !(bullets && line.bullet > 0) {
                    text.push('\n');
                }
                bullets = line.bullet > 0;
                let words = runs(line);
                match (line.bullet, one.kind) {
                    (0, TextKind::Note) => text.push_str(&format!("*Note: {}*\n", words.trim())),
                    (0, TextKind::Missing) => text.push_str(&format!("**Missing:** {words}\n")),
                    (0, TextKind::Body) => text.push_str(&format!("{}\n", start(&words))),
                    (depth, _) => {
                        let indent = "  ".repeat(usize::from(depth) - 1);
                        text.push_str(&format!("{indent}- {}\n", start(&words)));
                    }
                }
            }
        }
        Block::Table(table) => push_table(text, table),
        Block::Chart(chart) => {
            text.push_str(&format!("\n> **Figure:** {}. {}\n", inline(&chart.caption), inline(&chart.alt)));
        }
        Block::PageBreak => {}
    }
}

fn push_table(text: &mut String, table: &Table) {
    text.push_str(&format!("\n**{}**\n\n|", inline(&table.caption)));
    // A column's heading carries that of its group: pipe tables have one row of them.
    let groups = table
        .groups
        .iter()
        .flat_map(|group| std::iter::repeat_n(group.heading.as_str(), usize::from(group.span)))
        .chain(std::iter::repeat(""));
    for (column, group) in table.columns.iter().zip(groups) {
        let heading = match (group, column.heading.as_str()) {
            ("", heading) => heading.to_owned(),
            (group, heading) => format!("{group}: {heading}"),
        };
        text.push_str(&format!(" {} |", inline(&heading)));
    }
    text.push_str("\n|");
    for column in &table.columns {
        text.push_str(match column.kind.align() {
            Align::Left => " --- |",
            Align::Centre => " :-: |",
            Align::Right => " --: |",
        });
    }
    text.push('\n');
    for row in &table.rows {
        text.push('|');
        for (at, cell) in row.cells.iter().enumerate() {
            let shown = cell_text(cell);
            let strong = (row.total || (table.form && at == 0)) && !shown.is_empty() && !shown.contains("**");
            text.push_str(&if strong { format!(" **{shown}** |") } else { format!(" {shown} |") });
        }
        text.push('\n');
    }
}

fn cell_text(cell: &Cell) -> String {
    let line = |line: &Line| match line.bullet {
        0 => runs(line),
        depth => format!("{}• {}", "&nbsp;".repeat(2 * (usize::from(depth) - 1)), runs(line)),
    };
    let text = cell.marked().iter().map(line).collect::<Vec<_>>().join("<br>");
    match cell.rating {
        Some(rating) if !text.is_empty() => format!("{} {text}", rating.symbol()),
        _ => text,
    }
}

fn runs(line: &Line) -> String {
    let mut text = String::new();
    for run in &line.runs {
        let words = inline(&run.text);
        // Marks cling to words: blanks at either end stand outside them.
        let inner = words.trim();
        let mark = match (run.strong, run.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        if mark.is_empty() || inner.is_empty() {
            text.push_str(&words);
        } else {
            let (before, after) = words.split_once(inner).unwrap_or_default();
            text.push_str(&format!("{before}{mark}{inner}{mark}{after}"));
        }
    }
    text
}

/// Letters that mean themselves.
fn inline(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => {
                safe.push('\\');
                safe.push(c);
            }
            '&' if entity(&text[at..]) => safe.push_str("&amp;"),
            '!' if text[at + 1..].starts_with('[') => safe.push_str("\\!"),
            c => safe.push(c),
        }
    }
    safe
}

/// Whether `&…` would be read as a character reference.
fn entity(text: &str) -> bool {
    let name: String = text[1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
    !name.is_empty() && text[1 + name.len()..].starts_with(';')
}

/// A line that does not begin a heading, a list or a rule.
fn start(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().first() {
        Some(b'#' | b'+' | b'-' | b'=') => format!("\\{text}"),
        Some(b'0'..=b'9') if text[digits..].starts_with(['.', ')']) => {
            format!("{}\\{}", &text[..digits], &text[digits..])
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{inline, start};

    #[test]
    fn letters_mean_themselves() {
        assert_eq!(
            inline("a|b *c* <script> [x](y) &lt; A & B ![i](j)"),
            "a\\|b \\*c\\* \\<script\\> \\[x\\](y) &amp;lt; A & B \\!\\[i\\](j)"
        );
        assert_eq!(start("# no heading"), "\\# no heading");
        assert_eq!(start("12. no list"), "12\\. no list");
        assert_eq!(start("59.52% of clients"), "59\\.52% of clients");
    }
}
