//! Revenue lines with their variation, and spending by month against its profile.

use super::Built;
use crate::domain::money::{MoneyUnit, say_money, total};
use crate::domain::{Period, PeriodKind};
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::{
    change, column, money, money_column, note, percent, rating_cell, row_about, table, words,
};
use crate::report::template::Wanted;
use crate::workbook::{BudgetKind, BudgetLineDetail, BudgetRow, Table as Kept};

const UNIT: MoneyUnit = MoneyUnit::Thousands;

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let room = &sources.material.budget;
    if room.revenue.is_empty() {
        return Built::default();
    }
    let columns = vec![
        column("Line", ColumnKind::Words, 24),
        money_column("Original budget", UNIT),
        money_column("Revised budget", UNIT),
        money_column("Forecast", UNIT),
        money_column("Variation", UNIT),
        column("Variation", ColumnKind::Figure, 8),
        column("Rating", ColumnKind::Rating, 10),
        column("Comment", ColumnKind::Prose, 44),
    ];
    let rows = room.revenue.iter().map(line).collect();
    let mut blocks = vec![Block::Table(Table {
        rows,
        ..table(&wanted.code, format!("Revenue budget and forecast, in {}", UNIT.title()), columns)
    })];
    for row in &room.revenue {
        let name = &row.node.line.name;
        blocks.extend(row.notes(UNIT).into_iter().map(|text| note(format!("{name}: {text}"))));
    }
    blocks.extend(room.notes(BudgetKind::Revenue, UNIT).into_iter().map(note));
    if !wanted.without_charts {
        for (at, detail) in sources.material.spending.iter().enumerate() {
            blocks.extend(chart(detail, format!("{}-months-{}", wanted.code, at + 1)).map(Block::Chart));
            blocks
                .extend(months_table(detail, format!("{}-months-{}", wanted.code, at + 1)).map(Block::Table));
        }
    }
    Built::of(blocks)
}

fn line(row: &BudgetRow) -> Row {
    let node = &row.node;
    let decimals = UNIT.decimals(row.rounding());
    let comment = row.amount.as_ref().map(|amount| amount.comment.as_str()).unwrap_or_default();
    let rated = if row.rating.is_colour() { rating_cell(row.rating) } else { Cell::plain("–") };
    let cells = vec![
        Cell::plain(&node.line.name),
        money(row.original.figure, UNIT, decimals),
        money(row.revised.figure, UNIT, decimals),
        money(row.forecast.figure, UNIT, decimals),
        change(row.variation, UNIT, decimals),
        percent(row.percent),
        rated,
        words(comment),
    ];
    Row { total: node.is_total(), ..row_about(cells, "", Kept::BudgetLine, node.line.id) }
}

fn month_name(code: &str, first: u32) -> String {
    let period = Period::parse(code).ok().filter(|period| period.kind() == PeriodKind::Month);
    period.map_or_else(|| code.to_owned(), |period| period.covers(first))
}

fn drawn(detail: &BudgetLineDetail) -> Vec<Month> {
    detail
        .months
        .iter()
        .map(|month| Month {
            // The year of the report is plain; the first three letters name a month.
            label: month_name(&month.period, 4).chars().take(3).collect(),
            budget: month.budget,
            actual: month.actual,
            forecast: month.forecast,
        })
        .collect()
}

/// Spending by month; none where no month has a figure.
fn chart(detail: &BudgetLineDetail, code: String) -> Option<Chart> {
    let months = drawn(detail);
    let spent: Vec<&Month> = months.iter().filter(|month| month.actual.is_some()).collect();
    if months.iter().all(|month| month.budget.is_none() && month.actual.is_none()) {
        return None;
    }
    let sum = |figures: &mut dyn Iterator<Item = Option<i64>>| total(figures).ok().flatten().unwrap_or(0);
    let actual = sum(&mut spent.iter().map(|month| month.actual));
    let budget = sum(&mut spent.iter().map(|month| month.budget));
    let alt = match (spent.first(), spent.last()) {
        (Some(first), Some(last)) => format!(
            "Spending of {} from {} to {} was {} against a profile of {}.",
            detail.line.name,
            first.label,
            last.label,
            say_money(actual, UNIT),
            say_money(budget, UNIT)
        ),
        _ => format!("The year's profile of {}; nothing has been spent yet.", detail.line.name),
    };
    let illustrative = detail.months.iter().any(|month| month.illustrative);
    let alt = if illustrative { format!("{alt} The monthly figures are illustrative.") } else { alt };
    Some(Chart {
        code,
        caption: format!("{}: spending by month against profile", detail.line.name),
        alt,
        data: ChartData::Months(Months { unit: UNIT, months, illustrative }),
        anchor: None,
    })
}

/// The same figures as a table.
fn months_table(detail: &BudgetLineDetail, code: String) -> Option<Table> {
    let months = drawn(detail);
    if months.iter().all(|month| month.budget.is_none() && month.actual.is_none()) {
        return None;
    }
    let columns = vec![
        column("Month", ColumnKind::Words, 10),
        money_column("Profile", UNIT),
        money_column("Actual", UNIT),
        money_column("Forecast", UNIT),
    ];
    let rows = months
        .into_iter()
        .map(|month| Row {
            cells: vec![
                Cell::plain(month.label),
                money(month.budget, UNIT, 0),
                money(month.actual, UNIT, 0),
                money(month.forecast, UNIT, 0),
            ],
            ..Row::default()
        })
        .collect();
    let caption = format!("{}: spending by month, in {}", detail.line.name, UNIT.title());
    Some(Table { rows, ..table(code, caption, columns) })
}
