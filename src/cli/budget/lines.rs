//! Budget lines and savings themselves.

use std::path::PathBuf;

use super::{find, meant, said};
use crate::cli::given::{Given, when};
use crate::cli::list::budget::room;
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::cli::record_args::RecordArgs;
use crate::cli::{Context, Failure, Out};
use crate::domain::Period;
use crate::workbook::budget_steps::{close_saving, empty_line, empty_saving, remove_line, retire_line};
use crate::workbook::edits;
use crate::workbook::views::budget::Node;
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Add {
    /// The workbook
    file: PathBuf,
    /// What the line is called
    name: String,
    /// The line it counts into, which becomes a subtotal; "" for the top
    #[arg(long, value_name = "LINE")]
    under: Option<String>,
    /// A capital line, not a revenue line
    #[arg(long)]
    capital: bool,
    #[command(flatten)]
    fields: RecordArgs<BudgetLine>,
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
    fields: RecordArgs<BudgetLine>,
}

/// The fields of a line; `option` gave its name.
fn given(args: &RecordArgs<BudgetLine>, option: &str, name: Option<&String>) -> Result<Given, Failure> {
    Given::default().line("name", option, name).line("parent", "--under", None).record(args)
}

/// The lines of one kind, in tree order.
fn nodes(room: &BudgetView, kind: BudgetKind) -> Vec<&Node> {
    match kind {
        BudgetKind::Revenue => room.revenue.iter().map(|row| &row.node).collect(),
        BudgetKind::Capital => room.capital.iter().map(|row| &row.node).collect(),
    }
}

/// Adds a line.
pub fn add(context: &Context, out: &mut Out, args: &Add) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(None)?;
    let kind = if args.capital { BudgetKind::Capital } else { BudgetKind::Revenue };
    let given = self::given(&args.fields, "The name", Some(&args.name))?;
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, period)?;
        let parent = parent(&room, args.under.as_deref())?.flatten();
        let service = &book.opening.workbook.service;
        let line = empty_line(kind, parent, 0, service);
        edits::line(&line, None, &nodes(&room, kind), &given.patch, &when)
            .map_err(|faults| given.refused(faults))
    })?;
    said(out, &applied)
}

/// What `--under` says a line counts into: an empty text is the top.
fn parent(room: &BudgetView, under: Option<&str>) -> Result<Option<Option<Id>>, Failure> {
    Ok(match under.map(str::trim) {
        None => None,
        Some("") => Some(None),
        Some(name) => Some(Some(find(room, name)?.line.id)),
    })
}

/// Changes a line.
pub fn edit(context: &Context, out: &mut Out, args: &Edit) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(None)?;
    let given = self::given(&args.fields, "--name", args.name.as_ref())?.line(
        "position",
        "--position",
        args.position.map(|position| position.to_string()).as_ref(),
    );
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, period)?;
        let line = find(&room, &args.line)?.line.clone();
        let parent = parent(&room, args.under.as_deref())?;
        edits::line(&line, parent, &nodes(&room, line.kind), &given.patch, &when)
            .map_err(|faults| given.refused(faults))
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
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    // A retired line is found in the periods that still report it, the latest first.
    let mut periods = vec![period];
    if back {
        periods.extend(book.opening.periods.iter().rev().map(|record| record.code));
    }
    let applied = book.apply(&context.stamp(), |book| {
        let mut last = None;
        for period in &periods {
            let room = room(book, *period)?;
            let node = match find(&room, &args.line) {
                Ok(node) => node,
                Err(failure) => {
                    last.get_or_insert(failure);
                    continue;
                }
            };
            if node.line.retired_from.is_none() == back {
                let state = if back { "is not retired" } else { "is retired already" };
                return Err(Failure::failed(format!("“{}” {state}. Nothing was changed.", node.line.name)));
            }
            return Ok(retire_line(&nodes(&room, node.line.kind), node.line.id, *period));
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
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(None)?;
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, period)?;
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
                crate::cli::open_workbook::series(&ties)
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
    /// A new reference
    #[arg(long = "reference", value_name = "REFERENCE", id = "new_reference")]
    renamed: Option<String>,
    #[command(flatten)]
    fields: RecordArgs<Saving>,
    #[command(flatten)]
    position: RecordArgs<SavingPosition>,
    /// Keep amounts that are ten times the last ones or a tenth of them, which are else refused
    #[arg(long)]
    yes: bool,
    /// Report it for the last time in this period; again, and it is open
    #[arg(long, conflicts_with_all = ["description", "new_reference", "owner", "service", "target", "forecast", "status", "comment"])]
    close: bool,
}

/// Adds a saving or says where it stands.
pub fn saving(context: &Context, out: &mut Out, args: &SavingArgs) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let mut given = Given::default()
        .line("reference", "--reference", args.renamed.as_ref())
        .record(&args.fields)?
        .record(&args.position)?;
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, period)?;
        let wanted = args.reference.trim();
        let found = room.savings.iter().find(|row| row.saving.reference.eq_ignore_ascii_case(wanted));
        if args.close {
            let row = found.ok_or_else(|| {
                Failure::failed(format!("There is no saving {wanted} in this period. Nothing was changed."))
            })?;
            return Ok(close_saving(&row.saving, book.period(args.period)?));
        }
        let old = found
            .map_or_else(|| empty_saving(period, &book.opening.workbook.service), |row| row.saving.clone());
        if found.is_none() && args.renamed.is_none() {
            given.patch.put("reference", wanted);
        }
        let position = found.and_then(|row| row.position.as_ref());
        let now: Vec<Record> = position.iter().map(|it| Record::SavingPosition((*it).clone())).collect();
        let change = edits::saving(&old, position, period, &given.patch, &when)
            .map_err(|faults| given.refused(faults))?;
        meant(change, &now, args.yes)
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
    let [forecast, reason] = [forecast, reason].map(|text| text.map(str::to_owned));
    let given = SavingArgs {
        file: file.to_path_buf(),
        reference: reference.to_owned(),
        period,
        renamed: None,
        fields: RecordArgs::given([]),
        position: RecordArgs::given([("forecast", &forecast), ("comment", &reason)]),
        yes,
        close: false,
    };
    saving(context, out, &given)
}
