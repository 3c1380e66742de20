//! A line of a budget with the lines that it counts into, and what amounts refer to it by.

use super::super::extract::{RowView, belongs_to, words_of};
use crate::workbook::staged::BETWEEN;
use crate::workbook::{BudgetKind, BudgetLine, Record, Table};

/// By what a line is found that counts into another: two may have one name below different lines.
const BELOW: &[&str] = &["kind", "parent_id", "name"];
const ALONE: &[&str] = &["kind", "name"];

/// Says the line itself, and the lines that it counts into. What amounts refer to it by, or none where it has no
/// name. Of a total it is the line that the row is the printed total of.
pub(super) fn line(row: &mut RowView<'_>, kind: BudgetKind) -> Option<String> {
    let record =
        |name: &str| Record::BudgetLine(BudgetLine { kind, name: name.to_owned(), ..BudgetLine::default() });
    let below = |path: &[String]| match path {
        [] => Vec::new(),
        path => vec![belongs_to("parent_id", Table::BudgetLine, &line_key(kind, path))],
    };
    let found_by = |path: &[String]| if path.is_empty() { ALONE } else { BELOW };
    let stands = row.budget_line();
    for (at, name) in stands.above.iter().enumerate() {
        let above = &stands.above[..at];
        if row.is_new_line(&line_key(kind, &stands.above[..=at])) {
            row.say("name", name, record(name), found_by(above), Vec::new(), below(above));
        }
    }
    if stands.is_total {
        return Some(line_key(kind, &stands.above));
    }
    let (code, name) = (row.text("code"), row.text("name"));
    let name = match (code.is_empty(), name.is_empty()) {
        (true, true) => {
            row.refuse("name", "no budget line is named here");
            return None;
        }
        (false, false) => format!("{code} {name}"),
        _ => format!("{code}{name}"),
    };
    let owner = words_of(&row.text("owner"));
    row.say(
        "name",
        &name,
        record(&name),
        found_by(&stands.above),
        vec![("owner", owner)],
        below(&stands.above),
    );
    row.note_line();
    let path: Vec<String> = stands.above.into_iter().chain([name]).collect();
    Some(line_key(kind, &path))
}

/// What amounts and lines refer to a line by: its kind and the names of the lines down to it.
pub fn line_key(kind: BudgetKind, path: &[String]) -> String {
    let kind = match kind {
        BudgetKind::Revenue => "revenue",
        BudgetKind::Capital => "capital",
    };
    std::iter::once(kind).chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(BETWEEN)
}

/// The name of the line that a key is of.
pub(super) fn name_in(key: &str) -> &str {
    key.rsplit(BETWEEN).next().unwrap_or_default()
}
