//! Tables of the report against each other: summaries and their rows, headline
//! figures and the tables behind them, the same figure in two places.

pub(super) mod commitments;
pub(super) mod compared_counts;
pub(super) mod headline_money;
pub(super) mod heat_map;
pub(super) mod money_in_words;
pub(super) mod quoted_previous;
pub(super) mod quoted_target;
pub(super) mod stray_figures;
pub(super) mod summary_adds_up;
pub(super) mod summary_ratings;
pub(super) mod summary_shares;
pub(super) mod summary_travel;

use super::{Across, Check, Family, Found, LooksAt, figures};
use crate::domain::Rating;
use crate::workbook::*;

/// Ratings a printed summary counts, as its fields name them.
const COUNTED: [Rating; 7] = [
    Rating::Green,
    Rating::GreenAmber,
    Rating::Amber,
    Rating::RedAmber,
    Rating::Red,
    Rating::OnTrack,
    Rating::NotOnTrack,
];

/// The rows of the printed summary: types, then `overall`.
fn summary_rows(report: &ReportMaterial) -> Vec<&str> {
    let mut rows: Vec<&str> = Vec::new();
    for printed in &report.printed {
        let row = printed.field.strip_prefix("summary.").and_then(|rest| rest.split_once('.'));
        if let Some((row, _)) = row
            && !rows.contains(&row)
        {
            rows.push(row);
        }
    }
    rows
}

/// The percentage in a cell such as `35% (7)` or `80%`.
fn share(cell: &str) -> Option<u64> {
    cell.split_once('%')?.0.trim().parse().ok()
}

/// A cell of the printed summary as a count.
fn summary_count(report: &ReportMaterial, row: &str, column: &str) -> Option<u64> {
    printed_count(report.printed(&format!("summary.{row}.{column}"))?)
}

/// The indicators a row of the printed summary counts: those of its type; of `overall`, those of
/// every type it has a row for.
fn counted<'a>(report: &ReportMaterial, across: &'a Across, row: &str) -> Vec<&'a crate::checks::Row> {
    if row != "overall" {
        return across.of_kind(&row.replace('_', " ")).collect();
    }
    let rows = summary_rows(report);
    let kinds: Vec<String> =
        rows.iter().filter(|row| **row != "overall").map(|row| row.replace('_', " ")).collect();
    let named = |kind: &str| kinds.iter().any(|one| one.eq_ignore_ascii_case(kind));
    across.rows.iter().filter(|row| kinds.is_empty() || named(&row.kind)).collect()
}

/// A row of the summary for people: "Strategic", "Overall".
fn row_name(row: &str) -> String {
    let mut letters = row.replace('_', " ").chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        *first = first.to_ascii_uppercase();
    }
    letters.into_iter().collect()
}

/// "5 Red, 1 Green Amber".
fn listed(parts: impl IntoIterator<Item = (u64, &'static str)>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|(count, what)| format!("{count} {what}")).collect();
    parts.join(", ")
}
