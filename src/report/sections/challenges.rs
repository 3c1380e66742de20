//! Challenges beside the actions they require.

use super::Built;
use crate::report::build::Sources;
use crate::report::builders::{column, row_about, table};
use crate::report::document::*;
use crate::report::prose;
use crate::report::template::Wanted;
use crate::workbook::{SectionKind, Table as Kept};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let rows: Vec<Row> = sources
        .material
        .narrative
        .iter()
        .filter(|section| section.kind == SectionKind::Challenge)
        .map(|section| {
            let mut challenge = prose::lines(&section.text);
            if !section.heading.trim().is_empty() {
                let heading = Line { runs: vec![Run::strong(section.heading.trim())], bullet: 0 };
                challenge.insert(0, heading);
            }
            let required = if section.action_required.trim().is_empty() {
                vec![Line::plain("Nothing has been written yet.")]
            } else {
                prose::lines(&section.action_required)
            };
            let cell = |lines| Cell { lines, ..Cell::default() };
            row_about(vec![cell(challenge), cell(required)], "", Kept::Section, section.id)
        })
        .collect();
    if rows.is_empty() {
        return Built::default();
    }
    let columns = vec![
        column("Key challenge", ColumnKind::Prose, 40),
        column("Action required", ColumnKind::Prose, 40),
    ];
    let table = Table { rows, ..table(&wanted.code, "Key challenges and what is done about them", columns) };
    Built::of(vec![Block::Table(table)])
}
