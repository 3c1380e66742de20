//! Capital lines from the original budget to the forecast.

use super::Built;
use super::year_end::sums;
use crate::domain::capital::explain_capital_variance;
use crate::domain::money::{MoneyUnit, Pence, format_money};
use crate::report::build::Sources;
use crate::report::builders::{change, column, money, money_column, note, row_about, table};
use crate::report::corrections::As;
use crate::report::document::*;
use crate::report::template::Wanted;
use crate::report::words::words as report_words;
use crate::workbook::{CapitalAmount, CapitalRow, Reported, Table as Kept};

const UNIT: MoneyUnit = MoneyUnit::Thousands;

/// A column: heading, whether it is shown without figures, whether it is a change, the figure, and
/// the figure that the source prints.
type Shown =
    (&'static str, bool, bool, fn(&CapitalRow) -> Option<Pence>, fn(&CapitalAmount) -> Option<Pence>);

const REVISED: &str = "Revised budget";
const LATEST: &str = "Latest budget";
const FROM_LATEST: &str = "Variance from latest budget";

const COLUMNS: &[Shown] = &[
    ("Original budget", true, false, |row| row.capital.original, |own| own.original),
    ("Slippage brought forward", true, false, |row| row.capital.slippage_in, |own| own.slippage_in),
    (REVISED, true, false, |row| row.chain.revised, |own| own.stated_revised),
    ("Slippage in the year", true, true, |row| row.capital.slippage, |own| own.slippage),
    ("Additions", false, true, |row| row.capital.additions, |own| own.additions),
    ("Deletions", false, false, |row| row.capital.deletions, |own| own.deletions),
    ("Accelerations", false, true, |row| row.capital.accelerations, |own| own.accelerations),
    (LATEST, true, false, |row| row.chain.latest, |own| own.stated_latest),
    ("Forecast to year end", true, false, |row| row.capital.forecast, |own| own.forecast),
    (FROM_LATEST, true, true, |row| row.chain.from_latest, |own| own.stated_variance),
    ("Put off to next year", false, false, |row| row.slippage_out, |own| own.slippage_out),
];

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let rows = &sources.material.budget.capital;
    if rows.is_empty() {
        return Built::default();
    }
    let shown: Vec<&Shown> = COLUMNS
        .iter()
        .filter(|(_, always, _, figure, _)| *always || rows.iter().any(|row| figure(row).is_some()))
        .collect();
    let mut columns = vec![column("Line", ColumnKind::Words, 20)];
    columns.extend(shown.iter().map(|(heading, ..)| money_column(heading, UNIT)));
    let lines = rows
        .iter()
        .map(|row| {
            let decimals = UNIT.decimals(row.rounding());
            let mut cells = vec![Cell::plain(&row.node.line.name)];
            cells.extend(shown.iter().map(|(heading, _, signed, figure, printed)| {
                let stated = row.amount.as_ref().and_then(printed);
                let stated = stated.map(|pence| format_money(pence, UNIT, decimals)).unwrap_or_default();
                let make = if *signed { change } else { money };
                make(figure(row), UNIT, decimals).received(&stated, As::Figures, || why(row, heading))
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
        blocks.extend(row.warnings(UNIT).into_iter().map(|text| note(format!("{name}: {text}"))));
    }
    let tops = rows.iter().filter(|row| row.node.parent.is_none());
    let tops: Vec<Reported> = tops.map(Reported::from).collect();
    if !wanted.without_sums {
        blocks.extend(sums(sources, &tops, &wanted.code));
    }
    Built::of(blocks)
}

/// Why a figure of the chain is not the one received.
fn why(row: &CapitalRow, heading: &str) -> String {
    let all = &report_words().why;
    let explained = || {
        let amount = row.amount.as_ref()?;
        let base = amount.variance_base.base();
        explain_capital_variance(amount.stated_variance, base, &row.chain, amount.rounding, UNIT)
    };
    match heading {
        REVISED => all.revised.clone(),
        LATEST => all.latest.clone(),
        FROM_LATEST => explained().unwrap_or_else(|| all.variance_from_latest.clone()),
        _ => all.total.clone(),
    }
}
