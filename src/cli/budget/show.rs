//! `quarterdeck show` of a budget line: its figures, months, forecasts, words and actions.

use super::find;
use crate::cli::list::actions::{ACTION_KEYS, action_values};
use crate::cli::list::budget::{
    CAPITAL_KEYS, LINE_KEYS, SAVING_KEYS, capital_values, line_values, room, saving_values,
};
use crate::cli::open_workbook::{OpenWorkbook, unexpected};
use crate::cli::table::rating_text;
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::budget::why_rated;
use crate::domain::figures::format_change;
use crate::domain::money::{MoneyUnit, Pence, format_money, format_variation};
use crate::domain::{Period, Unit};
use crate::workbook::*;

const UNIT: MoneyUnit = MoneyUnit::Thousands;

/// Shows the line of a name or path; `None` when there is no such line.
pub fn show(
    context: &Context,
    out: &mut Out,
    book: &OpenWorkbook,
    name: &str,
    period: Period,
    json: bool,
) -> Result<Option<()>, Failure> {
    let room = room(book, period)?;
    let wanted = name.trim();
    if let Some(row) = room.savings.iter().find(|row| row.saving.reference.eq_ignore_ascii_case(wanted)) {
        return saving(out, row, json).map(Some);
    }
    let Ok(node) = find(&room, name) else { return Ok(None) };
    let id = node.line.id;
    let detail = match book.store.answer(&Query::BudgetLine { line: id, period })? {
        Data::BudgetLine(detail) => *detail,
        other => return Err(unexpected(&other)),
    };
    if let Some(row) = room.revenue.iter().find(|row| row.node.line.id == id) {
        let reported = row.into();
        if json {
            let fields = LINE_KEYS.iter().copied().zip(line_values(row)).collect();
            return out.json(&json_of(context, fields, &reported, &detail)).map(Some);
        }
        revenue(context, out, row)?;
        year_end(out, &reported, &detail)?;
        if let Some(amount) = &row.amount {
            comment(out, &amount.comment)?;
        }
    } else if let Some(row) = room.capital.iter().find(|row| row.node.line.id == id) {
        let reported = row.into();
        if json {
            let fields = CAPITAL_KEYS.iter().copied().zip(capital_values(row)).collect();
            return out.json(&json_of(context, fields, &reported, &detail)).map(Some);
        }
        capital(out, row)?;
        year_end(out, &reported, &detail)?;
        if let Some(amount) = &row.amount {
            comment(out, &amount.comment)?;
        }
    }
    out.heading(&format!("Actions: {}", detail.actions.len()))?;
    for row in &detail.actions {
        out.field(&format!("{}", row.action.id), &row.action.description)?;
    }
    Ok(Some(()))
}

fn saving(out: &mut Out, row: &SavingRow, json: bool) -> Result<(), Failure> {
    if json {
        return out.json(&Value::Object(SAVING_KEYS.iter().copied().zip(saving_values(row)).collect()));
    }
    let position = row.position.as_ref();
    let amount = |pence: Option<Pence>| {
        pence.map_or_else(|| "none".to_owned(), |pence| format_money(pence, UNIT, UNIT.decimals(100_000)))
    };
    out.heading(&format!("{}  {}", row.saving.reference, row.saving.description))?;
    out.field("Status", row.status().title())?;
    out.field("Target, £000", &amount(position.and_then(|position| position.target)))?;
    out.field("Forecast, £000", &amount(position.and_then(|position| position.forecast)))?;
    out.field("Short by, £000", &amount(row.shortfall()))?;
    out.field("Owner", &row.saving.owner)?;
    out.field("Comment", position.map_or("", |position| position.comment.as_str()))?;
    out.field("Source", &row.saving.source)
}

/// A line in full: its fields, and each projection of the year's end with its sum, or an amount of null
/// and why there is none.
fn json_of(
    context: &Context,
    mut fields: Vec<(&'static str, Value)>,
    reported: &Reported,
    detail: &BudgetLineDetail,
) -> Value {
    let forecasts = detail.projections(reported, UNIT).into_iter().map(|one| {
        let (amount, because) = match one.outlook {
            Ok(outlook) => (Some(outlook.amount), outlook.because),
            Err(why) => (None, why),
        };
        let over = amount.and_then(|amount| reported.over(amount));
        let told = vec![
            ("amount", Value::Pence(amount)),
            ("because", Value::Text(because)),
            ("over_budget", Value::Pence(over)),
        ];
        (one.key, Value::Object(told))
    });
    fields.push(("forecasts", Value::Object(forecasts.collect())));
    let months = detail.months.iter().map(|month| {
        Value::Object(vec![
            ("month", month.period.into()),
            ("budget", Value::Pence(month.budget)),
            ("actual", Value::Pence(month.actual)),
            ("forecast", Value::Pence(month.forecast)),
            ("illustrative", month.illustrative.into()),
        ])
    });
    fields.push(("months", Value::List(months.collect())));
    let actions = detail
        .actions
        .iter()
        .map(|row| Value::Object(ACTION_KEYS.iter().copied().zip(action_values(context, row)).collect()));
    fields.push(("actions", Value::List(actions.collect())));
    Value::Object(fields)
}

/// Where the year may end, each way with its sum, or why it cannot be told so.
fn year_end(out: &mut Out, reported: &Reported, detail: &BudgetLineDetail) -> Result<(), Failure> {
    let decimals = UNIT.decimals(reported.rounding);
    out.heading("Where the year may end")?;
    for one in detail.projections(reported, UNIT) {
        let told = match one.outlook {
            Ok(outlook) => format!("{}: {}", format_money(outlook.amount, UNIT, decimals), outlook.because),
            Err(why) => format!("none: {why}."),
        };
        out.field(one.title, &told)?;
    }
    Ok(())
}

fn comment(out: &mut Out, text: &str) -> Result<(), Failure> {
    if text.is_empty() {
        return Ok(());
    }
    out.heading("Comment")?;
    out.paragraph(text, 0)
}

fn revenue(context: &Context, out: &mut Out, row: &BudgetRow) -> Result<(), Failure> {
    let decimals = UNIT.decimals(row.rounding());
    let amount = |pence: Option<Pence>| {
        pence.map_or_else(|| "not entered".to_owned(), |pence| format_money(pence, UNIT, decimals))
    };
    out.paragraph(&row.node.path, 0)?;
    out.field("Budget holder", &row.node.line.owner)?;
    out.heading("Figures, £000")?;
    for (label, settled) in [("Original", row.original), ("Revised", row.revised), ("Forecast", row.forecast)]
    {
        let lines = match (row.node.is_total(), settled.differs()) {
            (true, true) => format!(" (its lines come to {})", amount(settled.lines)),
            _ => String::new(),
        };
        out.field(label, &format!("{}{lines}", amount(settled.figure)))?;
    }
    if let Some(variation) = row.variation {
        let share = row.percent.map(|percent| format!(", {}", format_change(percent, Unit::Percent, 1)));
        let rating = rating_text(row.rating, context.ascii);
        let over = format_variation(variation, UNIT, decimals);
        out.field("Variation", &format!("{over}{}, {rating}", share.unwrap_or_default()))?;
    }
    out.field("Why", &why_rated(row.variation, row.revised.figure, row.tolerance, UNIT))?;
    for note in row.notes(UNIT) {
        out.field("Note", &note)?;
    }
    Ok(())
}

fn capital(out: &mut Out, row: &CapitalRow) -> Result<(), Failure> {
    let decimals = UNIT.decimals(row.rounding());
    out.paragraph(&row.node.path, 0)?;
    out.field("Budget holder", &row.node.line.owner)?;
    out.heading("Figures, £000")?;
    for (label, pence) in [
        ("Original budget", row.capital.original),
        ("Brought forward", row.capital.slippage_in),
        ("Revised budget", row.chain.revised),
        ("Slippage", row.capital.slippage),
        ("Additions", row.capital.additions),
        ("Deletions", row.capital.deletions),
        ("Accelerations", row.capital.accelerations),
        ("Latest budget", row.chain.latest),
        ("Forecast", row.capital.forecast),
        ("Put off to next year", row.slippage_out),
    ] {
        if let Some(pence) = pence {
            out.field(label, &format_money(pence, UNIT, decimals))?;
        }
    }
    for (label, pence) in
        [("From revised budget", row.chain.from_revised), ("From latest budget", row.chain.from_latest)]
    {
        if let Some(pence) = pence {
            out.field(label, &format_variation(pence, UNIT, decimals))?;
        }
    }
    for note in row.notes(UNIT) {
        out.field("Note", &note)?;
    }
    Ok(())
}
