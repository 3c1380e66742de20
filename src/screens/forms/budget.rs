//! Budget lines, capital steps and savings.

use super::{Form, FormField, Keep, described, put_after, with_next};
use crate::screens::{Context, Screen};
use crate::workbook::budget_steps::{empty_line, empty_saving};
use crate::workbook::edits;
use crate::workbook::views::budget::Node;
use crate::workbook::{
    BudgetKind, BudgetLine, CapitalAmount, CapitalRow, Id, Record, SavingRow, Subject, Table,
};

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
    // Under the line it is added on; another goes below the same total.
    let above = near.filter(|near| existing.is_none() && near.parent_id == parent).cloned();
    let total = nodes.iter().find(|node| Some(node.line.id) == parent).map(|node| node.line.clone());
    let known = nodes.clone();
    let form = Form::new(title, fields, move |values, context| {
        let parent = values.get("parent").parse::<Id>().ok().filter(|id| *id != 0);
        let nodes: Vec<&Node> = nodes.iter().collect();
        let mut patch = values.changed();
        if let Some(above) = above.as_ref().filter(|above| above.parent_id == parent) {
            let beside = nodes.iter().filter(|node| node.line.parent_id == parent);
            let at = beside.map(|node| node.line.id).position(|id| id == above.id);
            if let Some(at) = at.filter(|_| patch.get("position").is_none()) {
                patch.put("position", (at + 2).to_string());
            }
        }
        edits::line(&line, Some(parent), &nodes, &patch, &context.session.when())
    })
    .editing(existing.is_some())
    .kept(keep, context);
    if existing.is_some() {
        return Box::new(form);
    }
    Box::new(form.again(move |context| {
        let nodes: Vec<&Node> = known.iter().collect();
        budget_line(kind, None, total.as_ref(), &nodes, context)
    }))
}

/// Every step of a capital line, and its comment.
pub fn capital(row: &CapitalRow, context: &Context) -> Box<dyn Screen> {
    let line = row.node.line.clone();
    let (amount, now) = (row.amount.clone(), row.capital);
    // What was put off last year is offered, and is stored by saving the form as it is.
    let suggested = now.slippage_in.is_none() && row.put_off.is_some();
    // As they are shown: what is carried from an earlier period too.
    let shown = CapitalAmount {
        original: now.original,
        slippage_in: now.slippage_in.or(row.put_off),
        slippage: now.slippage,
        additions: now.additions,
        deletions: now.deletions,
        accelerations: now.accelerations,
        forecast: now.forecast,
        slippage_out: row.slippage_out,
        ..amount.clone().unwrap_or_default()
    };
    let fields = described(&shown);
    let held = amount.clone().map(Record::CapitalAmount);
    let keep =
        Keep { subject: format!("capital figures {}", line.id), indicator: 0, reference: line.name.clone() };
    let form = Form::new(format!("Capital: {}", line.name), fields, move |values, context| {
        let mut patch = values.changed();
        if suggested {
            patch.put("slippage_in", values.get("slippage_in"));
        }
        let (session, amount) = (context.session, amount.as_ref());
        edits::capital_amounts(&line, amount, session.period, &patch, &session.when())
    })
    .editing(!suggested)
    .compared_with(held)
    .kept(keep, context);
    Box::new(form)
}

/// Adds a saving to those of some references.
pub fn add_saving(references: Vec<String>, context: &Context) -> Box<dyn Screen> {
    let known = with_next(&references);
    let form = saving_form(None, context)
        .proposing(&references)
        .again(move |context| add_saving(known.clone(), context));
    Box::new(form)
}

/// Edits a saving and where it stands.
pub fn saving(existing: &SavingRow, context: &Context) -> Box<dyn Screen> {
    Box::new(saving_form(Some(existing), context))
}

fn saving_form(existing: Option<&SavingRow>, context: &Context) -> Form {
    let service = context.session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    let saving =
        existing.map_or_else(|| empty_saving(context.session.period, service), |row| row.saving.clone());
    let position = existing.and_then(|row| row.position.clone());
    let mut fields = described(&saving);
    put_after(&mut fields, "description", described(&position.clone().unwrap_or_default()));
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
    Form::new(title, fields, move |values, context| {
        let (session, position) = (context.session, position.as_ref());
        edits::saving(&saving, position, session.period, &values.changed(), &session.when())
    })
    .editing(existing.is_some())
    .compared_with(held)
    .kept(keep, context)
}
