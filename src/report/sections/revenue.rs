//! Revenue lines with their variation, and spending by month against its profile.

use super::Built;
use super::year_end::{invented, sums};
use crate::domain::budget::Settled;
use crate::domain::figures::{decimals_of, format_value};
use crate::domain::money::{MoneyUnit, TooLarge, format_money, say_money, total};
use crate::domain::{Period, Unit};
use crate::report::build::Sources;
use crate::report::builders::{
    captioned, change, column, money, money_column, note, percent, rating_cell, row_about, table, words,
};
use crate::report::corrections::As;
use crate::report::document::*;
use crate::report::template::Wanted;
use crate::report::words::words as report_words;
use crate::workbook::{BudgetLineDetail, BudgetRow, Reported, Table as Kept};

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
    for row in room.revenue.iter().filter(|row| row.too_large) {
        blocks.push(note(format!("{}: {TooLarge}.", row.node.line.name)));
    }
    // Months and projections of what stands at the top; of every line in a section of their own.
    let tops = || room.revenue.iter().filter(|row| row.node.parent.is_none());
    let all: Vec<Reported> = tops().map(Reported::from).collect();
    if !wanted.without_sums {
        blocks.extend(sums(sources, &all, &wanted.code));
    }
    if !wanted.without_charts {
        let spending = tops().filter_map(|row| sources.material.spending_of(row.node.line.id));
        for (at, detail) in spending.enumerate() {
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
    let why = &report_words().why;
    let amount = row.amount.as_ref();
    let comment = amount.map(|amount| amount.comment.as_str()).unwrap_or_default();
    let settled = |one: Settled| {
        let printed = one.printed.map(|pence| format_money(pence, UNIT, decimals));
        let shown = money(one.figure, UNIT, decimals);
        shown.received(&printed.unwrap_or_default(), As::Figures, || why.total.clone())
    };
    let variation = amount.and_then(|amount| amount.stated_variation);
    let variation = variation.map(|pence| format_money(pence, UNIT, decimals)).unwrap_or_default();
    let share = amount.and_then(|amount| amount.stated_percent);
    let share = share.map(|stated| format_value(stated, Unit::Percent, decimals_of(stated).max(1)));
    let share = share.unwrap_or_default();
    let rated = if row.rating.is_colour() { rating_cell(row.rating) } else { Cell::plain("–") };
    let cells = vec![
        Cell::plain(&node.line.name),
        settled(row.original),
        settled(row.revised),
        settled(row.forecast),
        change(row.variation, UNIT, decimals).received(&variation, As::Figures, || why.variation.clone()),
        percent(row.percent).received(&share, As::Figures, || {
            match amount.and_then(|amount| amount.stated_percent).zip(row.percent) {
                Some((stated, percent)) if stated * percent < 0.0 => why.percent_sign.clone(),
                _ => why.percent.clone(),
            }
        }),
        rated,
        words(comment),
    ];
    Row { total: node.is_total(), ..row_about(cells, "", Kept::BudgetLine, node.line.id) }
}

fn month_name(month: Period, first: u32) -> String {
    month.covers(first)
}

fn drawn(detail: &BudgetLineDetail) -> Vec<Month> {
    detail
        .months
        .iter()
        .map(|month| Month {
            // The year of the report is plain; the first three letters name a month.
            label: month_name(month.period, 4).chars().take(3).collect(),
            budget: month.budget,
            actual: month.actual,
            forecast: month.forecast,
            illustrative: month.illustrative,
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
    let (illustrative, all) = invented(detail);
    let alt = match (illustrative, all) {
        (false, _) => alt,
        (true, true) => format!("{alt} The monthly figures are illustrative."),
        (true, false) => format!("{alt} Some of the monthly figures are illustrative."),
    };
    Some(Chart {
        code,
        caption: captioned(
            format!("{}: spending by month against profile", detail.line.name),
            illustrative,
            all,
        ),
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
        .zip(detail.months.iter().map(|month| month.illustrative))
        .map(|(month, invented)| Row {
            cells: vec![
                Cell::plain(month.label),
                money(month.budget, UNIT, 0).invented(invented && month.budget.is_some()),
                money(month.actual, UNIT, 0).invented(invented && month.actual.is_some()),
                money(month.forecast, UNIT, 0).invented(invented && month.forecast.is_some()),
            ],
            ..Row::default()
        })
        .collect();
    let (illustrative, all) = invented(detail);
    let caption = format!("{}: spending by month, in {}", detail.line.name, UNIT.title());
    let caption = captioned(caption, illustrative, all);
    Some(Table { rows, ..table(code, caption, columns) })
}
