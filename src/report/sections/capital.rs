//! Capital lines from the original budget to the forecast.

use super::Built;
use crate::domain::money::{MoneyUnit, Pence};
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::{change, column, money, money_column, note, row_about, table};
use crate::report::template::Wanted;
use crate::workbook::{BudgetKind, CapitalRow, Table as Kept};

const UNIT: MoneyUnit = MoneyUnit::Thousands;

/// A column: heading, whether it is shown without figures, whether it is a change, the figure.
type Shown = (&'static str, bool, bool, fn(&CapitalRow) -> Option<Pence>);

const COLUMNS: &[Shown] = &[
    ("Original budget", true, false, |row| row.capital.original),
    ("Slippage brought forward", true, false, |row| row.capital.slippage_in),
    ("Revised budget", true, false, |row| row.chain.revised),
    ("Slippage in the year", true, true, |row| row.capital.slippage),
    ("Additions", false, true, |row| row.capital.additions),
    ("Deletions", false, false, |row| row.capital.deletions),
    ("Accelerations", false, true, |row| row.capital.accelerations),
    ("Latest budget", true, false, |row| row.chain.latest),
    ("Forecast to year end", true, false, |row| row.capital.forecast),
    ("Variance from latest budget", true, true, |row| row.chain.from_latest),
    ("Put off to next year", false, false, |row| row.slippage_out),
];

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let rows = &sources.material.budget.capital;
    if rows.is_empty() {
        return Built::default();
    }
    let shown: Vec<&Shown> = COLUMNS
        .iter()
        .filter(|(_, always, _, figure)| *always || rows.iter().any(|row| figure(row).is_some()))
        .collect();
    let mut columns = vec![column("Line", ColumnKind::Words, 20)];
    columns.extend(shown.iter().map(|(heading, ..)| money_column(heading, UNIT)));
    let lines = rows
        .iter()
        .map(|row| {
            let decimals = UNIT.decimals(row.rounding());
            let mut cells = vec![Cell::plain(&row.node.line.name)];
            cells.extend(shown.iter().map(|(_, _, signed, figure)| {
                if *signed { change(figure(row), UNIT, decimals) } else { money(figure(row), UNIT, decimals) }
            }));
            let total = row.node.is_total();
            Row { total, ..row_about(cells, "", Kept::BudgetLine, row.node.line.id) }
        })
        .collect();
    let caption = format!("Capital budget and forecast, in {}", UNIT.title());
    let mut blocks = vec![Block::Table(Table { rows: lines, ..table(&wanted.code, caption, columns) })];
    for row in rows {
        let name = &row.node.line.name;
        let said = row.amount.as_ref().map(|amount| amount.comment.trim()).filter(|text| !text.is_empty());
        blocks.extend(said.map(|text| note(format!("{name}: {text}"))));
        blocks.extend(row.notes(UNIT).into_iter().map(|text| note(format!("{name}: {text}"))));
    }
    blocks.extend(sources.material.budget.notes(BudgetKind::Capital, UNIT).into_iter().map(note));
    Built::of(blocks)
}
