//! `quarterdeck show` of a budget line: its figures, months, forecasts, words and actions.

use super::find;
use crate::cli::book::{Book, unexpected};
use crate::cli::list::actions::{ACTION_KEYS, action_values};
use crate::cli::list::budget::{
    CAPITAL_KEYS, LINE_KEYS, SAVING_KEYS, capital_values, line_values, room, saving_values,
};
use crate::cli::table::rating_text;
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::Unit;
use crate::domain::budget::{Outlook, why_rated};
use crate::domain::figures::format_change;
use crate::domain::money::{MoneyUnit, Pence, format_money, format_variation};
use crate::workbook::*;

const UNIT: MoneyUnit = MoneyUnit::Thousands;

/// Shows the line of a name or path; `None` when there is no such line.
pub fn show(
    context: &Context,
    out: &mut Out,
    book: &Book,
    name: &str,
    period: &str,
    json: bool,
) -> Result<Option<()>, Failure> {
    let room = room(book, period)?;
    let wanted = name.trim();
    if let Some(row) = room.savings.iter().find(|row| row.saving.reference.eq_ignore_ascii_case(wanted)) {
        return saving(out, row, json).map(Some);
    }
    let Ok(node) = find(&room, name) else { return Ok(None) };
    let id = node.line.id;
    let detail = match book.store.answer(&Query::BudgetLine { line: id, period: period.to_owned() })? {
        Data::BudgetLine(detail) => *detail,
        other => return Err(unexpected(&other)),
    };
    if let Some(row) = room.revenue.iter().find(|row| row.node.line.id == id) {
        let outlooks = outlooks(row, &detail);
        if json {
            return out.json(&revenue_json(context, row, &detail, &outlooks)).map(Some);
        }
        revenue(context, out, row, &outlooks)?;
    } else if let Some(row) = room.capital.iter().find(|row| row.node.line.id == id) {
        if json {
            let fields = CAPITAL_KEYS.iter().copied().zip(capital_values(row)).collect();
            return out.json(&Value::Object(fields)).map(Some);
        }
        capital(out, row)?;
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

/// The forecasts there are, each under the name it has in JSON.
fn outlooks(row: &BudgetRow, detail: &BudgetLineDetail) -> Vec<(&'static str, &'static str, Outlook)> {
    let all = detail.projections(row, UNIT).into_iter();
    all.filter_map(|one| Some((one.key, one.label, one.outlook.ok()?))).collect()
}

fn revenue_json(
    context: &Context,
    row: &BudgetRow,
    detail: &BudgetLineDetail,
    outlooks: &[(&'static str, &'static str, Outlook)],
) -> Value {
    let mut fields: Vec<(&'static str, Value)> = LINE_KEYS.iter().copied().zip(line_values(row)).collect();
    let forecasts = outlooks.iter().map(|(key, _, outlook)| {
        let told = vec![
            ("amount", Value::Pence(Some(outlook.amount))),
            ("because", Value::Text(outlook.because.clone())),
        ];
        (*key, Value::Object(told))
    });
    fields.push(("forecasts", Value::Object(forecasts.collect())));
    let months = detail.months.iter().map(|month| {
        Value::Object(vec![
            ("month", (&month.period).into()),
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

fn revenue(
    context: &Context,
    out: &mut Out,
    row: &BudgetRow,
    outlooks: &[(&'static str, &'static str, Outlook)],
) -> Result<(), Failure> {
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
    if !outlooks.is_empty() {
        out.heading("Where the year may end")?;
    }
    for (_, label, outlook) in outlooks {
        out.field(label, &format!("{}: {}", format_money(outlook.amount, UNIT, decimals), outlook.because))?;
    }
    if let Some(amount) = row.amount.as_ref().filter(|amount| !amount.comment.is_empty()) {
        out.heading("Comment")?;
        out.paragraph(&amount.comment, 0)?;
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
