//! Savings that the budget counts on, and where each stands.

use super::Built;
use crate::domain::Rating;
use crate::domain::money::MoneyUnit;
use crate::report::build::Sources;
use crate::report::builders::{NONE, column, money, money_column, row_about, table, words};
use crate::report::document::*;
use crate::report::template::Wanted;
use crate::workbook::{SavingStatus, Table as Kept};

const UNIT: MoneyUnit = MoneyUnit::Thousands;

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let savings = &sources.material.budget.savings;
    if savings.is_empty() {
        return Built::default();
    }
    let columns = vec![
        column("Ref", ColumnKind::Reference, 8),
        column("Saving", ColumnKind::Prose, 34),
        money_column("Counted on", UNIT),
        money_column("Now expected", UNIT),
        money_column("Shortfall", UNIT),
        column("Status", ColumnKind::Rating, 14),
        column("Comment", ColumnKind::Prose, 30),
    ];
    let rows = savings
        .iter()
        .map(|row| {
            let position = row.position.as_ref();
            let (word, rating) = match row.status() {
                SavingStatus::Achieved => ("Achieved", Rating::Complete),
                SavingStatus::OnTrack => ("On track", Rating::OnTrack),
                SavingStatus::AtRisk => ("At risk", Rating::AtRisk),
                SavingStatus::Undeliverable => ("Not deliverable", Rating::OffTrack),
            };
            let saving = &row.saving;
            let cells = vec![
                Cell::plain(if saving.reference.is_empty() { NONE } else { &saving.reference }),
                words(&saving.description),
                money(position.and_then(|one| one.target), UNIT, 0),
                money(position.and_then(|one| one.forecast), UNIT, 0),
                money(row.shortfall(), UNIT, 0),
                Cell { rating: Some(rating), ..Cell::plain(word) },
                words(position.map_or("", |one| one.comment.as_str())),
            ];
            row_about(cells, &saving.reference, Kept::Saving, saving.id)
        })
        .collect();
    let caption = format!("Savings, in {}", UNIT.title());
    Built::of(vec![Block::Table(Table { rows, ..table(&wanted.code, caption, columns) })])
}
