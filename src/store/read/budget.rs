//! The budget of a period, one line of it, and money in a few numbers.
//!
//! Figures are as they stood: those of the period, or of the latest before it
//! in the same financial year.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{actions, known_period, linked};
use crate::domain::budget::MONTHS;
use crate::domain::figures::format_change;
use crate::domain::money::{MoneyUnit, Pence, format_variation};
use crate::domain::{FinancialYear, Period, PeriodKind, Rating, Unit};
use crate::store::error::StoreError;
use crate::store::rows::codes::{period_number, period_of};
use crate::store::rows::row;
use crate::workbook::views::budget::{MonthGaps, capital, revenue};
use crate::workbook::*;

/// Earlier figures shown of a line.
const EARLIER: i64 = 8;

/// Picks, of rows named by `?1` (first) to `?2` (last period), the latest of each line.
const LATEST: &str = "WHERE id IN (SELECT id FROM (SELECT id, max(period) FROM";

/// The whole view.
pub(super) fn room(connection: &Connection, period: Period) -> Result<BudgetView, StoreError> {
    let number = known_period(connection, period)?;
    let workbook = row::workbook(connection)?;
    let from = year_begins(period);
    let open = row::period_record(connection, number)?.is_some_and(|record| record.is_open());
    let amounts: Vec<BudgetAmount> = row::select(
        connection,
        &format!("{LATEST} budget_amount WHERE period BETWEEN ?1 AND ?2 GROUP BY line_id))"),
        [from, number],
    )?;
    let projects: Vec<CapitalAmount> = row::select(
        connection,
        &format!("{LATEST} capital_amount WHERE period BETWEEN ?1 AND ?2 GROUP BY line_id))"),
        [from, number],
    )?;
    let amounts: HashMap<Id, BudgetAmount> = amounts.into_iter().map(|row| (row.line_id, row)).collect();
    let projects: HashMap<Id, CapitalAmount> = projects.into_iter().map(|row| (row.line_id, row)).collect();
    let lines: Vec<BudgetLine> = row::select(
        connection,
        "WHERE retired_from = 0 OR retired_from > ?1 ORDER BY position, id",
        [number],
    )?;
    let (mut capital_lines, mut revenue_lines): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.kind == BudgetKind::Capital);
    // A closed period shows the lines it reported, not those added since.
    if !open {
        keep_reported(&mut revenue_lines, |id| amounts.contains_key(&id));
        keep_reported(&mut capital_lines, |id| projects.contains_key(&id));
    }
    Ok(BudgetView {
        period,
        tolerance: workbook.budget_tolerance,
        revenue: revenue(revenue_lines, amounts, workbook.budget_tolerance),
        capital: capital(capital_lines, projects, &put_off(connection, period)?),
        savings: savings(connection, number)?,
        printed: row::select(
            connection,
            "WHERE indicator_id IS NULL AND period = ?1
             AND (field GLOB 'revenue.*' OR field GLOB 'capital.*' OR field GLOB 'dashboard.*variance') ORDER BY id",
            [number],
        )?,
    })
}

/// What each capital line put off from the year before, as last reported then.
fn put_off(connection: &Connection, period: Period) -> Result<HashMap<Id, Pence>, StoreError> {
    let last = FinancialYear(period.financial_year().0 - 1);
    let rows: Vec<CapitalAmount> = row::select(
        connection,
        &format!("{LATEST} capital_amount WHERE period BETWEEN ?1 AND ?2 GROUP BY line_id))"),
        [month_number(last, 1), month_number(period.financial_year(), 1) - 1],
    )?;
    let put_off = |row: CapitalAmount| row.slippage_out.map(|pence| (row.line_id, pence));
    Ok(rows.into_iter().filter_map(put_off).collect())
}

/// Money in a few numbers, for the overview.
pub(super) fn summary(connection: &Connection, period: Period) -> Result<MoneySummary, StoreError> {
    let lines: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM budget_line) OR EXISTS (SELECT 1 FROM saving)")?
        .query_row([], |row| row.get(0))?;
    if !lines {
        return Ok(MoneySummary::default());
    }
    Ok(MoneySummary::of(&room(connection, period)?))
}

/// Leaves out lines without figures, unless a line below them has some.
fn keep_reported(lines: &mut Vec<BudgetLine>, has_figures: impl Fn(Id) -> bool) {
    let parents: HashMap<Id, Option<Id>> = lines.iter().map(|line| (line.id, line.parent_id)).collect();
    let mut kept = std::collections::HashSet::new();
    for line in lines.iter().filter(|line| has_figures(line.id)) {
        let mut at = Some(line.id);
        while let Some(id) = at
            && kept.insert(id)
        {
            at = parents.get(&id).copied().flatten();
        }
    }
    lines.retain(|line| kept.contains(&line.id));
}

fn savings(connection: &Connection, number: i64) -> Result<Vec<SavingRow>, StoreError> {
    let savings: Vec<Saving> = row::select(
        connection,
        "WHERE opened_in <= ?1 AND (closed_in = 0 OR closed_in >= ?1) ORDER BY sort_key(reference), reference",
        [number],
    )?;
    let positions: Vec<SavingPosition> = row::select(
        connection,
        &format!("{LATEST} saving_position WHERE period <= ?1 GROUP BY saving_id))"),
        [number],
    )?;
    let mut positions: HashMap<Id, SavingPosition> =
        positions.into_iter().map(|row| (row.saving_id, row)).collect();
    Ok(savings
        .into_iter()
        .map(|saving| SavingRow { position: positions.remove(&saving.id), saving })
        .collect())
}

/// Everything about one line.
pub(super) fn line(connection: &Connection, id: Id, period: Period) -> Result<BudgetLineDetail, StoreError> {
    let number = known_period(connection, period)?;
    let line = row::get::<BudgetLine>(connection, id)?
        .ok_or_else(|| StoreError::NotFound { what: "The budget line".to_owned() })?;
    let from = year_begins(period);
    let leaves = leaves(connection, id, number)?;
    let is_total = leaves != [id];
    let latest = "WHERE line_id = ?1 AND period BETWEEN ?2 AND ?3 ORDER BY period DESC LIMIT 1";
    let subject = Subject { table: Table::BudgetLine, id };
    let open = row::period_record(connection, number)?.is_some_and(|record| record.is_open());
    // As it was then: nothing had been spent yet after a period that is closed.
    let spent = if open { MONTHS } else { period_months(period) };
    let of = Leaves { ids: &leaves, total: is_total.then_some(id) };
    let (months, gaps) = months(connection, &of, period.financial_year(), spent)?;
    let last = FinancialYear(period.financial_year().0 - 1);
    let (last_year, _) = self::months(connection, &of, last, MONTHS)?;
    Ok(BudgetLineDetail {
        period,
        is_total,
        amount: row::first(connection, latest, [id, from, number])?,
        capital: row::first(connection, latest, [id, from, number])?,
        months,
        gaps,
        last_year: last_year.into_iter().map(|month| month.actual.or(month.budget)).collect(),
        earlier: row::select(
            connection,
            &format!("WHERE line_id = ?1 AND period < ?2 ORDER BY period DESC LIMIT {EARLIER}"),
            [id, number],
        )?,
        actions: actions::about(connection, subject, number)?,
        linked: linked::of(connection, subject, number)?,
        line,
    })
}

/// The lines without lines below them, from this one down; itself where it has none.
fn leaves(connection: &Connection, id: Id, number: i64) -> Result<Vec<Id>, StoreError> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE used AS (SELECT id, parent_id FROM budget_line WHERE retired_from = 0 OR retired_from > ?2),
             below(id) AS (VALUES (?1) UNION SELECT used.id FROM used JOIN below ON used.parent_id = below.id)
         SELECT id FROM below
         WHERE NOT EXISTS (SELECT 1 FROM used WHERE used.parent_id = below.id) ORDER BY id",
    )?;
    let rows = statement.query_map([id, number], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The lines whose months are read.
struct Leaves<'a> {
    ids: &'a [Id],
    /// The subtotal they are summed for; none for the one line itself.
    total: Option<Id>,
}

/// Twelve months of a line; of a subtotal, the sums of its lines', and which lines lack some. Actuals
/// count in the first `spent` months.
fn months(
    connection: &Connection,
    leaves: &Leaves,
    year: FinancialYear,
    spent: usize,
) -> Result<(Vec<MonthlyAmount>, MonthGaps), StoreError> {
    let line_id = leaves.total.or(leaves.ids.first().copied()).unwrap_or_default();
    let mut months: Vec<MonthlyAmount> = year
        .months()
        .map(|period| MonthlyAmount {
            id: 0,
            revision: 0,
            line_id,
            period,
            budget: None,
            actual: None,
            forecast: None,
            illustrative: false,
            source: String::new(),
        })
        .collect();
    let (first, last) = (month_number(year, 1), month_number(year, MONTHS as u8));
    let mut filled: Vec<(Id, [(bool, bool); MONTHS])> = Vec::new();
    for leaf in leaves.ids {
        let rows: Vec<MonthlyAmount> = row::select(
            connection,
            "WHERE line_id = ?1 AND period BETWEEN ?2 AND ?3",
            params![leaf, first, last],
        )?;
        let mut has = [(false, false); MONTHS];
        for mut row in rows {
            let Some(at) = months.iter().position(|month| month.period == row.period) else { continue };
            if at >= spent {
                row.actual = None;
            }
            has[at] = (row.budget.is_some(), row.actual.is_some());
            let month = &mut months[at];
            if leaves.total.is_none() {
                *month = row;
                continue;
            }
            month.add(&row);
        }
        filled.push((*leaf, has));
    }
    let gaps = if leaves.total.is_some() {
        gaps(connection, &filled, &months, (first, last))?
    } else {
        MonthGaps::default()
    };
    Ok((months, gaps))
}

/// The lines that lack a budget or an actual of a month in which another has one. A line without any
/// figures in the year counts for nothing and lacks nothing.
fn gaps(
    connection: &Connection,
    filled: &[(Id, [(bool, bool); MONTHS])],
    months: &[MonthlyAmount],
    (first, last): (i64, i64),
) -> Result<MonthGaps, StoreError> {
    let mut gaps = MonthGaps::default();
    for (leaf, has) in filled {
        let lacks = |of: fn(&MonthlyAmount) -> bool, own: fn(&(bool, bool)) -> bool| {
            months.iter().zip(has).any(|(month, has)| of(month) && !own(has))
        };
        let budget = lacks(|month| month.budget.is_some(), |has| has.0);
        let actual = lacks(|month| month.actual.is_some(), |has| has.1);
        if !budget && !actual {
            continue;
        }
        let name: Option<String> = connection
            .prepare_cached(
                "SELECT name FROM budget_line WHERE id = ?1 AND (
                     EXISTS (SELECT 1 FROM budget_amount WHERE line_id = ?1 AND period BETWEEN ?2 AND ?3)
                     OR EXISTS (SELECT 1 FROM capital_amount WHERE line_id = ?1 AND period BETWEEN ?2 AND ?3)
                     OR EXISTS (SELECT 1 FROM monthly_amount WHERE line_id = ?1 AND period BETWEEN ?2 AND ?3))",
            )?
            .query_row([*leaf, first, last], |row| row.get(0))
            .optional()?;
        let Some(name) = name else { continue };
        if budget {
            gaps.budget.push(name.clone());
        }
        if actual {
            gaps.actual.push(name);
        }
    }
    Ok(gaps)
}

/// Number of the first month of the financial year a period is in.
fn year_begins(period: Period) -> i64 {
    month_number(period.financial_year(), 1)
}

fn month_number(year: FinancialYear, month: u8) -> i64 {
    // Months are 1–12 and years come from periods, so there always is one.
    Period::new(year, PeriodKind::Month, month).map_or(0, period_number)
}

/// Months of the financial year up to the end of a period.
fn period_months(period: Period) -> usize {
    usize::from(period.number()) * period.kind().months() as usize
}

/// How a line stands in a period: its rating, and "+192 (+26.2%)" in £000.
pub(super) fn stands(connection: &Connection, id: Id, number: i64) -> Result<(Rating, String), StoreError> {
    let Some(period) = period_of(number) else { return Ok((Rating::None, String::new())) };
    let room = room(connection, period)?;
    let Some(row) = room.revenue.iter().find(|row| row.node.line.id == id) else {
        return Ok((Rating::None, String::new()));
    };
    let unit = MoneyUnit::Thousands;
    let over = row.variation.map(|over| format_variation(over, unit, unit.decimals(row.rounding())));
    let share = row.percent.map(|percent| format!(" ({})", format_change(percent, Unit::Percent, 1)));
    Ok((row.rating, over.map_or_else(String::new, |over| format!("{over}{}", share.unwrap_or_default()))))
}

/// Every row that hangs on a line.
pub(super) fn rows_of(connection: &Connection, id: Id) -> Result<Data, StoreError> {
    let of_line = "WHERE line_id = ?1 ORDER BY period";
    let mut rows: Vec<Record> = Vec::new();
    rows.extend(row::select(connection, of_line, [id])?.into_iter().map(Record::BudgetAmount));
    rows.extend(row::select(connection, of_line, [id])?.into_iter().map(Record::CapitalAmount));
    rows.extend(row::select(connection, of_line, [id])?.into_iter().map(Record::MonthlyAmount));
    let below = row::select(connection, "WHERE parent_id = ?1 ORDER BY position", [id])?;
    rows.extend(below.into_iter().map(Record::BudgetLine));
    let subject = Subject { table: Table::BudgetLine, id };
    let actions: Vec<Action> = row::select(
        connection,
        "WHERE subject = ?1 AND subject_id = ?2 ORDER BY id",
        params![subject.table, id],
    )?;
    let mut ties: Vec<String> =
        actions.iter().map(|action| format!("action “{}”", steps::short(&action.description))).collect();
    rows.extend(actions.into_iter().map(Record::Action));
    let now = row::workbook(connection)?.current_period.map_or(0, period_number);
    for linked in linked::of(connection, subject, now)? {
        ties.push(format!("{} {}", linked.name.subject.table.noun(), linked.name.short()));
        rows.push(Record::Link(linked.link));
    }
    Ok(Data::BudgetLineRows { line: id, rows, ties })
}
