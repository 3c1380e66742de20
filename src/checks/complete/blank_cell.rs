//! A cell left blank in a column that every other row fills.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "cell-blank",
    family: Family::Completeness,
    severity: CheckSeverity::Note,
    looks_for: "a cell of the printed table that is blank where at least nine in ten rows of the type fill it",
    to_do: "Fill it in: members ask about the one that differs.",
    looks_at: LooksAt::All(look),
};

/// Rows of a type there must be to tell a gap from a habit.
const FEWEST: usize = 5;

fn look(_: &ReportMaterial, across: &Across, found: &mut Found) {
    let mut kinds: Vec<&str> = Vec::new();
    for row in &across.rows {
        if !kinds.contains(&row.kind.as_str()) {
            kinds.push(&row.kind);
        }
    }
    for kind in kinds {
        let rows: Vec<&crate::checks::Row> =
            across.rows.iter().filter(|row| row.kind == kind && !row.printed.is_empty()).collect();
        let mut columns: Vec<&str> = Vec::new();
        for column in rows.iter().flat_map(|row| &row.printed) {
            if !columns.contains(&column.as_str()) {
                columns.push(column);
            }
        }
        for column in columns {
            let has = |row: &&&crate::checks::Row| row.printed.iter().any(|printed| printed == column);
            let filled = rows.iter().filter(has).count();
            if rows.len() < FEWEST || filled * 10 < rows.len() * 9 {
                continue;
            }
            for row in rows.iter().filter(|row| !has(row)) {
                let name = column.replace('_', " ");
                let message = format!(
                    "Its {name} is blank, though {filled} of {} {kind} indicators print one.",
                    rows.len()
                );
                found.say(
                    row.subject,
                    &row.reference,
                    column,
                    message,
                    "blank",
                    format!("{filled} of {}", rows.len()),
                );
            }
        }
    }
}
