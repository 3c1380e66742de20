//! Budget lines, capital steps and savings.

use super::{Form, FormField, Keep, described, put_after};
use crate::domain::money::{MoneyUnit, Pence, say_money};
use crate::screens::{Context, Screen};
use crate::workbook::budget_steps::{empty_line, empty_saving};
use crate::workbook::edits::{self, read_money};
use crate::workbook::views::budget::Node;
use crate::workbook::{
    BudgetKind, BudgetLine, CapitalRow, Id, Record, SavingRow, SavingStatus, Subject, Table, ValueField,
    VarianceBase,
};

/// A field for an amount. What is typed without a unit is pounds.
fn money(name: &'static str, label: &str, now: Option<Pence>) -> FormField {
    let text = now.map(|pence| say_money(pence, MoneyUnit::Pounds)).unwrap_or_default();
    FormField::line(name, label, &text)
        .checked(|text, _| read_money(text).map(|_| ()))
        .help("£3.3m, £930k, 930,000 or (29,000); empty for none.")
}

/// Adds a line, next to `near`, or edits one.
pub fn budget_line(
    kind: BudgetKind,
    existing: Option<&BudgetLine>,
    near: Option<&BudgetLine>,
    nodes: &[&Node],
    context: &Context,
) -> Box<dyn Screen> {
    let service = context.session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    // A new line goes below the total it is added on, or beside the line it is added on.
    let parent = near.and_then(|near| {
        let total = nodes.iter().any(|node| node.line.id == near.id && node.is_total());
        if total { Some(near.id) } else { near.parent_id }
    });
    let line = existing.cloned().unwrap_or_else(|| empty_line(kind, parent, 0, service));
    let mut parents = vec![("0".to_owned(), "At the top".to_owned())];
    parents.extend(
        nodes
            .iter()
            .filter(|node| node.line.id != line.id)
            .map(|node| (node.line.id.to_string(), node.path.clone())),
    );
    let now = line.parent_id.unwrap_or(0).to_string();
    let mut fields = described(&line);
    put_after(
        &mut fields,
        "name",
        [FormField::choice("parent", "Counts into", parents, &now)
            .help("Left and Right choose. A line with lines below it is a subtotal.")],
    );
    fields.retain(|field| kind == BudgetKind::Revenue || field.name != "tolerance");
    let (title, subject) = match existing {
        Some(line) => (format!("Budget line {}", line.name), format!("budget line {}", line.id)),
        None if kind == BudgetKind::Capital => ("New capital line".to_owned(), "new capital line".to_owned()),
        None => ("New budget line".to_owned(), "new budget line".to_owned()),
    };
    let keep = Keep { subject, indicator: 0, reference: line.name.clone() };
    let nodes: Vec<Node> = nodes.iter().map(|node| (*node).clone()).collect();
    let form = Form::new(title, fields, move |values, context| {
        let parent = values.get("parent").parse::<Id>().ok().filter(|id| *id != 0);
        let nodes: Vec<&Node> = nodes.iter().collect();
        edits::line(&line, Some(parent), &nodes, &values.changed(), &context.session.when())
    })
    .editing(existing.is_some())
    .kept(keep, context);
    Box::new(form)
}

/// Every step of a capital line, and its comment.
pub fn capital(row: &CapitalRow, context: &Context) -> Box<dyn Screen> {
    let line = row.node.line.clone();
    let (amount, now) = (row.amount.clone(), row.capital);
    // What was put off last year is offered, and is stored by saving the form as it is.
    let suggested = now.slippage_in.is_none() && row.put_off.is_some();
    let base = amount.as_ref().map_or_else(VarianceBase::default, |amount| amount.variance_base);
    let fields = vec![
        money("original", "Original budget", now.original),
        money("slippage_in", "Brought forward", now.slippage_in.or(row.put_off)),
        money("slippage", "Slippage in year", now.slippage),
        money("additions", "Additions", now.additions),
        money("deletions", "Deletions", now.deletions),
        money("accelerations", "Accelerations", now.accelerations),
        money("forecast", "Forecast", now.forecast),
        money("slippage_out", "Put off to next", row.slippage_out),
        FormField::choice_of("base", "Variance from", base)
            .help("What the report measures its variance from. Both are shown."),
        FormField::text_area(
            "comment",
            "Comment",
            amount.as_ref().map_or("", |amount| amount.comment.as_str()),
            3,
        ),
    ];
    let held = amount.clone().map(Record::CapitalAmount);
    let keep =
        Keep { subject: format!("capital figures {}", line.id), indicator: 0, reference: line.name.clone() };
    let form = Form::new(format!("Capital: {}", line.name), fields, move |values, context| {
        let mut patch = values.changed();
        if suggested {
            patch.put("slippage_in", values.get("slippage_in"));
        }
        let (session, amount) = (context.session, amount.as_ref());
        edits::capital_amounts(&line, amount, &session.period, &patch, &session.when())
    })
    .editing(!suggested)
    .compared_with(held)
    .kept(keep, context);
    Box::new(form)
}

/// Adds a saving, or edits one and where it stands.
pub fn saving(existing: Option<&SavingRow>, context: &Context) -> Box<dyn Screen> {
    let service = context.session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    let saving =
        existing.map_or_else(|| empty_saving(&context.session.period, service), |row| row.saving.clone());
    let position = existing.and_then(|row| row.position.clone());
    let status = existing.map_or_else(SavingStatus::default, SavingRow::status);
    let fields = vec![
        FormField::line("reference", "Reference", &saving.reference).required().help("MTFS-3, E12 …"),
        FormField::text_area("description", "Saving", &saving.description, 2)
            .required()
            .help("What is saved, and how."),
        FormField::choice_of("status", "Status", status),
        money("target", "Target", position.as_ref().and_then(|position| position.target)),
        money("forecast", "Forecast", position.as_ref().and_then(|position| position.forecast)),
        FormField::line("owner", "Owner", &saving.owner)
            .completing(ValueField::Owner)
            .help("The role that answers for it."),
        FormField::line("service", "Service", &saving.service).completing(ValueField::Service),
        FormField::text_area(
            "comment",
            "Comment",
            position.as_ref().map_or("", |position| position.comment.as_str()),
            3,
        )
        .help("Why it stands where it does, and what takes its place."),
    ];
    let held = position.clone().map(Record::SavingPosition);
    let title =
        existing.map_or_else(|| "New saving".to_owned(), |row| format!("Saving {}", row.saving.reference));
    let keep = match existing {
        Some(row) => Keep::about(
            Subject { table: Table::Saving, id: row.saving.id },
            "saving".to_owned(),
            &row.saving.reference,
        ),
        None => Keep { subject: "new saving".to_owned(), indicator: 0, reference: String::new() },
    };
    let form = Form::new(title, fields, move |values, context| {
        let (session, position) = (context.session, position.as_ref());
        edits::saving(&saving, position, &session.period, &values.changed(), &session.when())
    })
    .editing(existing.is_some())
    .compared_with(held)
    .kept(keep, context);
    Box::new(form)
}
