//! Revenue lines with their variation, and spending by month against its profile.

use super::Built;
use crate::domain::budget::Settled;
use crate::domain::figures::{decimals_of, format_value};
use crate::domain::money::{MoneyUnit, TooLarge, format_money, say_money, total};
use crate::domain::{Period, PeriodKind, Unit};
use crate::report::build::Sources;
use crate::report::corrections::As;
use crate::report::document::*;
use crate::report::make::{
    captioned, change, column, money, money_column, note, percent, rating_cell, row_about, table, words,
};
use crate::report::template::Wanted;
use crate::report::words::words as report_words;
use crate::workbook::{BudgetLineDetail, BudgetRow, Table as Kept};

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
    for (at, detail) in sources.material.spending.iter().enumerate() {
        let row = room.revenue.iter().find(|row| row.node.line.id == detail.line.id);
        let code = format!("{}-year-end-{}", wanted.code, at + 1);
        blocks.extend(row.and_then(|row| year_end(row, detail, code)).map(Block::Table));
    }
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

/// Where the year may end, each way with its sum; none before there is spending to tell it from.
fn year_end(row: &BudgetRow, detail: &BudgetLineDetail, code: String) -> Option<Table> {
    let decimals = UNIT.decimals(row.rounding());
    let invented = invented(detail).0;
    let all = detail.projections(row, UNIT);
    all.iter().find(|one| one.key == "run_rate").filter(|one| one.outlook.is_ok())?;
    let rows: Vec<Row> = all
        .iter()
        .filter_map(|one| {
            let outlook = one.outlook.as_ref().ok()?;
            let over = row.revised.figure.and_then(|revised| outlook.amount.checked_sub(revised));
            let told = invented && one.key != "reported";
            let cells = vec![
                Cell::plain(one.label),
                money(Some(outlook.amount), UNIT, decimals).invented(told),
                change(over, UNIT, decimals).invented(told),
                words(&outlook.because),
            ];
            Some(Row { cells, ..Row::default() })
        })
        .collect();
    let columns = vec![
        column("How it is told", ColumnKind::Words, 14),
        money_column("Year end", UNIT),
        money_column("Against the revised budget", UNIT),
        column("The sum", ColumnKind::Prose, 44),
    ];
    let caption = format!("{}: where the year may end, in {}", detail.line.name, UNIT.title());
    Some(Table { rows, ..table(code, caption, columns) })
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
            illustrative: month.illustrative,
        })
        .collect()
}

/// Whether any month with figures is invented, and whether all are.
fn invented(detail: &BudgetLineDetail) -> (bool, bool) {
    let told =
        |month: &&crate::workbook::MonthlyAmount| month.budget.or(month.actual).or(month.forecast).is_some();
    let mut months = detail.months.iter().filter(told);
    (months.clone().any(|month| month.illustrative), months.all(|month| month.illustrative))
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
