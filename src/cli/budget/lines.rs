//! Budget lines and savings themselves.

use std::path::PathBuf;

use super::{Amount, find, meant, parse_amount, said};
use crate::cli::book::{Book, parse_period, unexpected};
use crate::cli::list::budget::room;
use crate::cli::{Context, Failure, Out};
use crate::domain::Period;
use crate::workbook::budget_steps::{
    SavingFigures, close_saving, empty_line, empty_saving, put_line, put_saving, remove_line, retire_line,
};
use crate::workbook::rooms::budget::Node;
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Add {
    /// The workbook
    file: PathBuf,
    /// What the line is called
    name: String,
    /// The line it counts into, which becomes a subtotal
    #[arg(long, value_name = "LINE")]
    under: Option<String>,
    /// A capital line, not a revenue line
    #[arg(long)]
    capital: bool,
    #[command(flatten)]
    fields: Fields,
}

#[derive(Debug, clap::Args)]
pub struct Edit {
    /// The workbook
    file: PathBuf,
    /// The line
    line: String,
    /// A new name
    #[arg(long)]
    name: Option<String>,
    /// The line it counts into; "" for the top
    #[arg(long, value_name = "LINE")]
    under: Option<String>,
    /// Place among its neighbours, from 1
    #[arg(long, value_name = "N")]
    position: Option<u32>,
    #[command(flatten)]
    fields: Fields,
}

#[derive(Debug, clap::Args)]
struct Fields {
    /// Budget holder: a role
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// Service or delivery unit
    #[arg(long)]
    service: Option<String>,
    /// Percent over the budget that is amber, red beyond; "" for the workbook's own
    #[arg(long, value_name = "PERCENT", value_parser = parse_tolerance)]
    tolerance: Option<Tolerance>,
}

/// A tolerance; none where it is empty.
#[derive(Debug, Clone, Copy)]
struct Tolerance(Option<f64>);

fn parse_tolerance(text: &str) -> Result<Tolerance, String> {
    if text.trim().is_empty() {
        return Ok(Tolerance(None));
    }
    let percent = crate::domain::figures::parse_figure(text).map_err(|error| error.to_string())?;
    if (0.0..=100.0).contains(&percent) {
        Ok(Tolerance(Some(percent)))
    } else {
        Err("write a percentage from 0 to 100".to_owned())
    }
}

impl Fields {
    fn onto(&self, line: BudgetLine) -> BudgetLine {
        let text =
            |given: &Option<String>, old: String| given.as_ref().map_or(old, |given| given.trim().to_owned());
        BudgetLine {
            owner: text(&self.owner, line.owner.clone()),
            service: text(&self.service, line.service.clone()),
            tolerance: self.tolerance.map_or(line.tolerance, |given| given.0),
            ..line
        }
    }
}

/// The lines of one kind, in tree order.
fn nodes(room: &BudgetRoom, kind: BudgetKind) -> Vec<&Node> {
    match kind {
        BudgetKind::Revenue => room.revenue.iter().map(|row| &row.node).collect(),
        BudgetKind::Capital => room.capital.iter().map(|row| &row.node).collect(),
    }
}

/// Adds a line.
pub fn add(context: &Context, out: &mut Out, args: &Add) -> Result<(), Failure> {
    let mut book = Book::change(context, &args.file)?;
    let period = book.period(None)?;
    let kind = if args.capital { BudgetKind::Capital } else { BudgetKind::Revenue };
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, &period)?;
        let parent = args.under.as_deref().map(|name| find(&room, name)).transpose()?;
        let siblings = nodes(&room, kind);
        let position = siblings
            .iter()
            .filter(|node| node.line.parent_id == parent.map(|node| node.line.id))
            .map(|node| node.line.position)
            .max()
            .unwrap_or(0);
        let service = &book.opening.workbook.service;
        let line = empty_line(kind, parent.map(|node| node.line.id), position.saturating_add(1), service);
        Ok(put_line(args.fields.onto(BudgetLine { name: args.name.trim().to_owned(), ..line })))
    })?;
    said(out, &applied)
}

/// Changes a line.
pub fn edit(context: &Context, out: &mut Out, args: &Edit) -> Result<(), Failure> {
    let mut book = Book::change(context, &args.file)?;
    let period = book.period(None)?;
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, &period)?;
        let line = find(&room, &args.line)?.line.clone();
        let parent_id = match args.under.as_deref().map(str::trim) {
            None => line.parent_id,
            Some("") => None,
            Some(name) => Some(find(&room, name)?.line.id),
        };
        let name = args.name.as_ref().map_or_else(|| line.name.clone(), |name| name.trim().to_owned());
        let position = args.position.unwrap_or(line.position);
        Ok(put_line(args.fields.onto(BudgetLine { name, parent_id, position, ..line })))
    })?;
    said(out, &applied)
}

#[derive(Debug, clap::Args)]
pub struct Retire {
    /// The workbook
    file: PathBuf,
    /// The line
    line: String,
    /// The first period without it (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
}

/// Retires a line, or brings it back.
pub fn retire(context: &Context, out: &mut Out, args: &Retire, back: bool) -> Result<(), Failure> {
    let mut book = Book::change(context, &args.file)?;
    let period = book.period(args.period)?;
    // A retired line is found in the periods that still report it, the latest first.
    let mut periods = vec![period.clone()];
    if back {
        periods.extend(book.opening.periods.iter().rev().map(|record| record.code.clone()));
    }
    let applied = book.apply(&context.stamp(), |book| {
        let mut last = None;
        for code in &periods {
            let room = room(book, code)?;
            let node = match find(&room, &args.line) {
                Ok(node) => node,
                Err(failure) => {
                    last.get_or_insert(failure);
                    continue;
                }
            };
            if node.line.retired_from.is_empty() == back {
                let state = if back { "is not retired" } else { "is retired already" };
                return Err(Failure::failed(format!("“{}” {state}. Nothing was changed.", node.line.name)));
            }
            return Ok(retire_line(&nodes(&room, node.line.kind), node.line.id, &period));
        }
        Err(last.unwrap_or_else(|| Failure::failed("This workbook has no period.")))
    })?;
    said(out, &applied)
}

#[derive(Debug, clap::Args)]
pub struct Delete {
    /// The workbook
    file: PathBuf,
    /// The line
    line: String,
    /// Also where actions and links are tied to it; they go with it
    #[arg(long)]
    with_ties: bool,
}

/// Deletes a line, unless something is tied to it.
pub fn delete(context: &Context, out: &mut Out, args: &Delete) -> Result<(), Failure> {
    let mut book = Book::change(context, &args.file)?;
    let period = book.period(None)?;
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, &period)?;
        let line = find(&room, &args.line)?.line.clone();
        let (rows, ties) = match book.store.answer(&Query::BudgetLineRows { line: line.id })? {
            Data::BudgetLineRows { rows, ties, .. } => (rows, ties),
            other => return Err(unexpected(&other)),
        };
        if rows.iter().any(|row| matches!(row, Record::BudgetLine(_))) {
            return Err(Failure::failed(format!(
                "“{}” has lines below it: delete or move those first. Nothing was changed.",
                line.name
            )));
        }
        if !ties.is_empty() && !args.with_ties {
            let ties: Vec<&str> = ties.iter().map(String::as_str).collect();
            return Err(Failure::failed(format!(
                "“{}” is tied to {}. Nothing was changed; --with-ties deletes them too, `budget retire` keeps all.",
                line.name,
                crate::cli::book::series(&ties)
            )));
        }
        Ok(remove_line(&line, &rows))
    })?;
    said(out, &applied)
}

#[derive(Debug, clap::Args)]
pub struct SavingArgs {
    /// The workbook
    file: PathBuf,
    /// Its reference; one that is new is added
    reference: String,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// What is saved, and how
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    description: Option<String>,
    /// A role
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// What the budget counts on
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true)]
    target: Option<Amount>,
    /// What it is now expected to save this year
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true)]
    forecast: Option<Amount>,
    /// achieved, on_track, at_risk or undeliverable
    #[arg(long, value_parser = parse_status)]
    status: Option<SavingStatus>,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    comment: Option<String>,
    /// Keep amounts that are ten times the last ones or a tenth of them, which are else refused
    #[arg(long)]
    yes: bool,
    /// Report it for the last time in this period; again, and it is open
    #[arg(long)]
    close: bool,
}

fn parse_status(text: &str) -> Result<SavingStatus, String> {
    match text.trim().to_ascii_lowercase().replace(['-', ' '], "_").as_str() {
        "achieved" => Ok(SavingStatus::Achieved),
        "on_track" => Ok(SavingStatus::OnTrack),
        "at_risk" => Ok(SavingStatus::AtRisk),
        "undeliverable" => Ok(SavingStatus::Undeliverable),
        _ => Err("write achieved, on_track, at_risk or undeliverable".to_owned()),
    }
}

/// Adds a saving or says where it stands.
pub fn saving(context: &Context, out: &mut Out, args: &SavingArgs) -> Result<(), Failure> {
    let mut book = Book::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let figures = SavingFigures {
        target: args.target.map(|amount| amount.0),
        forecast: args.forecast.map(|amount| amount.0),
        status: args.status,
        comment: args.comment.as_ref().map(|text| text.trim().to_owned()),
    };
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, &period)?;
        let wanted = args.reference.trim();
        let found = room.savings.iter().find(|row| row.saving.reference.eq_ignore_ascii_case(wanted));
        if args.close {
            let row = found.ok_or_else(|| {
                Failure::failed(format!("There is no saving {wanted} in this period. Nothing was changed."))
            })?;
            return Ok(close_saving(&row.saving, &period));
        }
        let old = found.map_or_else(
            || Saving {
                reference: wanted.to_owned(),
                ..empty_saving(&period, &book.opening.workbook.service)
            },
            |row| row.saving.clone(),
        );
        let text = |given: &Option<String>, old: &str| {
            given.as_ref().map_or_else(|| old.to_owned(), |given| given.trim().to_owned())
        };
        let saving = Saving {
            description: text(&args.description, &old.description),
            owner: text(&args.owner, &old.owner),
            ..old.clone()
        };
        if saving.description.is_empty() {
            return Err(Failure::usage(format!("{wanted} is new: say what is saved with --description.")));
        }
        let position = found.and_then(|row| row.position.as_ref());
        let now: Vec<Record> = position.iter().map(|it| Record::SavingPosition((*it).clone())).collect();
        meant(put_saving(saving, position, &period, &figures), &now, args.yes)
    })?;
    said(out, &applied)
}

/// What a saving is now expected to make, and why.
pub fn expect_saving(
    context: &Context,
    out: &mut Out,
    (file, reference, period, reason): (&std::path::Path, &str, Option<Period>, Option<&str>),
    forecast: Option<&str>,
    yes: bool,
) -> Result<(), Failure> {
    let given = SavingArgs {
        file: file.to_path_buf(),
        reference: reference.to_owned(),
        period,
        description: None,
        owner: None,
        target: None,
        forecast: forecast.map(parse_amount).transpose().map_err(Failure::usage)?,
        status: None,
        comment: reason.map(str::to_owned),
        yes,
        close: false,
    };
    saving(context, out, &given)
}
