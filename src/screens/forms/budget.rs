//! Budget lines, capital steps and savings.

use super::{FieldError, Form, FormField, Keep, Values};
use crate::domain::figures::{format_plain, parse_figure};
use crate::domain::money::{MoneyUnit, Pence, parse_money, say_money};
use crate::screens::{Context, Screen};
use crate::workbook::budget_steps::{
    CapitalFigures, SavingFigures, empty_line, empty_saving, put_line, put_saving, set_capital,
};
use crate::workbook::rooms::budget::Node;
use crate::workbook::{
    BudgetKind, BudgetLine, CapitalRow, Id, Record, SavingRow, SavingStatus, Subject, Table, ValueField,
    VarianceBase,
};

/// A field for an amount. What is typed without a unit is pounds.
fn money(name: &'static str, label: &str, now: Option<Pence>) -> FormField {
    let text = now.map(|pence| say_money(pence, MoneyUnit::Pounds)).unwrap_or_default();
    FormField::line(name, label, &text)
        .checked(|text, _| amount(text).map(|_| ()))
        .help("£3.3m, £930k, 930,000 or (29,000); empty for none.")
}

fn amount(text: &str) -> Result<Option<Pence>, String> {
    match text.trim() {
        "" => Ok(None),
        text => parse_money(text, MoneyUnit::Pounds).map(Some).map_err(|error| error.to_string()),
    }
}

/// Reads several amounts, collecting what is wrong with them.
struct Reading<'a> {
    values: &'a Values,
    errors: Vec<FieldError>,
}

impl<'a> Reading<'a> {
    fn new(values: &'a Values) -> Self {
        Self { values, errors: Vec::new() }
    }

    fn money(&mut self, name: &'static str) -> Option<Pence> {
        match amount(self.values.get(name)) {
            Ok(amount) => amount,
            Err(message) => {
                self.errors.push((name, message));
                None
            }
        }
    }

    fn done(self) -> Result<(), Vec<FieldError>> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }
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
    let last = nodes.iter().map(|node| node.line.position).max().unwrap_or(0).saturating_add(1);
    let line = existing.cloned().unwrap_or_else(|| empty_line(kind, parent, last, service));
    let mut parents = vec![("0".to_owned(), "At the top".to_owned())];
    parents.extend(
        nodes
            .iter()
            .filter(|node| node.line.id != line.id)
            .map(|node| (node.line.id.to_string(), node.path.clone())),
    );
    let now = line.parent_id.unwrap_or(0).to_string();
    let tolerance = line.tolerance.map(|tolerance| format_plain(tolerance, 4)).unwrap_or_default();
    let mut fields = vec![
        FormField::line("name", "Name", &line.name).required().help("As the budget book calls it."),
        FormField::choice("parent", "Counts into", parents, &now)
            .help("Left and Right choose. A line with lines below it is a subtotal."),
        FormField::line("owner", "Budget holder", &line.owner)
            .completing(ValueField::Owner)
            .help("The role that answers for it."),
        FormField::line("service", "Service", &line.service).completing(ValueField::Service),
    ];
    if kind == BudgetKind::Revenue {
        fields.push(
            FormField::line("tolerance", "Tolerance %", &tolerance)
                .checked(|text, _| tolerance_of(text).map(|_| ()))
                .help("Percent over the budget that is amber, red beyond; empty for the workbook's own."),
        );
    }
    let (title, subject) = match existing {
        Some(line) => (format!("Budget line {}", line.name), format!("budget line {}", line.id)),
        None if kind == BudgetKind::Capital => ("New capital line".to_owned(), "new capital line".to_owned()),
        None => ("New budget line".to_owned(), "new budget line".to_owned()),
    };
    let keep = Keep { subject, indicator: 0, reference: line.name.clone() };
    let places: Vec<(Id, Option<Id>, String)> =
        nodes.iter().map(|node| (node.line.id, node.line.parent_id, node.line.name.clone())).collect();
    let form = Form::new(title, fields, move |values, _| {
        let parent_id = values.get("parent").parse::<Id>().ok().filter(|id| *id != 0);
        if let Some(message) = circle(&places, &line, parent_id) {
            return Err(vec![("parent", message)]);
        }
        let tolerance =
            tolerance_of(values.get("tolerance")).map_err(|message| vec![("tolerance", message)])?;
        Ok(put_line(BudgetLine {
            name: values.get("name").to_owned(),
            parent_id,
            owner: values.get("owner").to_owned(),
            service: values.get("service").to_owned(),
            tolerance,
            ..line.clone()
        }))
    })
    .editing(existing.is_some())
    .kept(keep, context);
    Box::new(form)
}

fn tolerance_of(text: &str) -> Result<Option<f64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match parse_figure(text).map_err(|error| error.to_string())? {
        tolerance if (0.0..=100.0).contains(&tolerance) => Ok(Some(tolerance)),
        _ => Err("write a percentage from 0 to 100".to_owned()),
    }
}

/// Why a line cannot go under another: that one is under it already.
fn circle(places: &[(Id, Option<Id>, String)], line: &BudgetLine, parent: Option<Id>) -> Option<String> {
    let name = |id: Id| places.iter().find(|(other, ..)| *other == id).map(|(_, _, name)| name.as_str());
    let mut above = parent;
    // Each step goes up; more steps than lines would be a circle already.
    for _ in 0..=places.len() {
        let id = above?;
        if id == line.id {
            let under = parent.and_then(name).unwrap_or_default();
            return Some(format!("“{under}” is itself under “{}”", line.name));
        }
        above = places.iter().find(|(other, ..)| *other == id).and_then(|(_, parent, _)| *parent);
    }
    None
}

const BASES: &[(VarianceBase, &str, &str)] = &[
    (VarianceBase::Original, "original", "original budget"),
    (VarianceBase::Revised, "revised", "revised budget"),
    (VarianceBase::Latest, "latest", "latest budget"),
];

/// Every step of a capital line, and its comment.
pub fn capital(row: &CapitalRow, context: &Context) -> Box<dyn Screen> {
    let line = row.node.line.clone();
    let (amount, now) = (row.amount.clone(), row.capital);
    // What was put off last year is offered, and is stored by saving the form as it is.
    let suggested = now.slippage_in.is_none() && row.put_off.is_some();
    let base = amount.as_ref().map_or_else(VarianceBase::default, |amount| amount.variance_base);
    let code = BASES.iter().find(|(other, ..)| *other == base).map_or("latest", |(_, code, _)| code);
    let bases = BASES.iter().map(|(_, code, title)| ((*code).to_owned(), (*title).to_owned())).collect();
    let fields = vec![
        money("original", "Original budget", now.original),
        money("slippage_in", "Brought forward", now.slippage_in.or(row.put_off)),
        money("slippage", "Slippage in year", now.slippage),
        money("additions", "Additions", now.additions),
        money("deletions", "Deletions", now.deletions),
        money("accelerations", "Accelerations", now.accelerations),
        money("forecast", "Forecast", now.forecast),
        money("slippage_out", "Put off to next", row.slippage_out),
        FormField::choice("base", "Variance from", bases, code)
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
        let mut reading = Reading::new(values);
        let mut figures = CapitalFigures {
            original: Some(reading.money("original")),
            slippage_in: Some(reading.money("slippage_in")),
            slippage: Some(reading.money("slippage")),
            additions: Some(reading.money("additions")),
            deletions: Some(reading.money("deletions")),
            accelerations: Some(reading.money("accelerations")),
            forecast: Some(reading.money("forecast")),
            slippage_out: Some(reading.money("slippage_out")),
            ..CapitalFigures::default()
        };
        reading.done()?;
        figures.variance_base =
            BASES.iter().find(|(_, code, _)| *code == values.get("base")).map(|(base, ..)| *base);
        figures.comment = Some(values.get("comment").to_owned());
        Ok(set_capital(&line, amount.as_ref(), &context.session.period, &figures))
    })
    .editing(!suggested)
    .compared_with(held)
    .kept(keep, context);
    Box::new(form)
}

const STATUSES: &[(SavingStatus, &str, &str)] = &[
    (SavingStatus::Achieved, "achieved", "achieved"),
    (SavingStatus::OnTrack, "on_track", "on track"),
    (SavingStatus::AtRisk, "at_risk", "at risk"),
    (SavingStatus::Undeliverable, "undeliverable", "undeliverable"),
];

/// Adds a saving, or edits one and where it stands.
pub fn saving(existing: Option<&SavingRow>, context: &Context) -> Box<dyn Screen> {
    let service = context.session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    let saving =
        existing.map_or_else(|| empty_saving(&context.session.period, service), |row| row.saving.clone());
    let position = existing.and_then(|row| row.position.clone());
    let status = existing.map_or_else(SavingStatus::default, SavingRow::status);
    let code = STATUSES.iter().find(|(other, ..)| *other == status).map_or("on_track", |(_, code, _)| code);
    let statuses =
        STATUSES.iter().map(|(_, code, title)| ((*code).to_owned(), (*title).to_owned())).collect();
    let fields = vec![
        FormField::line("reference", "Reference", &saving.reference).required().help("MTFS-3, E12 …"),
        FormField::text_area("description", "Saving", &saving.description, 2)
            .required()
            .help("What is saved, and how."),
        FormField::choice("status", "Status", statuses, code),
        money("target", "Target", position.as_ref().and_then(|position| position.target)),
        money("forecast", "Forecast", position.as_ref().and_then(|position| position.forecast)),
        FormField::line("owner", "Owner", &saving.owner)
            .completing(ValueField::Owner)
            .help("The role that answers for it."),
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
        let mut reading = Reading::new(values);
        let (target, forecast) = (reading.money("target"), reading.money("forecast"));
        reading.done()?;
        let figures = SavingFigures {
            target: Some(target),
            forecast: Some(forecast),
            status: STATUSES.iter().find(|(_, code, _)| *code == values.get("status")).map(|(it, ..)| *it),
            comment: Some(values.get("comment").to_owned()),
        };
        let saving = crate::workbook::Saving {
            reference: values.get("reference").to_owned(),
            description: values.get("description").to_owned(),
            owner: values.get("owner").to_owned(),
            ..saving.clone()
        };
        Ok(put_saving(saving, position.as_ref(), &context.session.period, &figures))
    })
    .editing(existing.is_some())
    .compared_with(held)
    .kept(keep, context);
    Box::new(form)
}
