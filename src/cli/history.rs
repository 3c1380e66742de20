//! `quarterdeck history`: every change, newest first.

use std::path::{Path, PathBuf};

use super::table::{Format, Listing, figures, words};
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, WINDOW, unexpected};
use crate::workbook::restoring::Restoring;
use crate::workbook::*;

/// Print who changed what, newest first, or restore an earlier version
///
/// For example: quarterdeck history adults.qd --reference AC/C7
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Only changes about this indicator
    #[arg(long)]
    reference: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Make what this step changed as it was after it, or before it where nothing has changed it since: a
    /// new step, which undo takes back
    #[arg(long, value_name = "STEP", conflicts_with_all = ["reference", "limit", "json", "csv"])]
    restore: Option<Id>,
    #[command(flatten)]
    format: Format,
}

/// Prints the history, or restores what a step changed.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    if let Some(step) = args.restore {
        return restore(context, out, &args.file, step);
    }
    let book = OpenWorkbook::read(context, &args.file)?;
    let about = match &args.reference {
        Some(reference) => {
            let id = book.indicator(reference, book.period(None)?)?;
            Some(Subject { table: Table::Indicator, id })
        }
        None => None,
    };
    let mut left = args.limit.unwrap_or(u64::MAX);
    let mut start = 0;
    let mut next = move || {
        if left == 0 {
            return Ok(Vec::new());
        }
        let length = u32::try_from(left).unwrap_or(u32::MAX).min(WINDOW);
        let list = match book.store.answer(&Query::History { about, window: Window { start, length } })? {
            Data::History(list) => list,
            other => return Err(unexpected(&other)),
        };
        start = list.start + list.rows.len() as u64;
        left = if start >= list.total { 0 } else { left - list.rows.len() as u64 };
        Ok(list.rows)
    };
    let listing = Listing {
        columns: &[
            figures("Step"),
            words("When", 0),
            words("Who", 24),
            words("What", 0),
            words("Because", 50),
            words("Undone", 0),
        ],
        cells: &|row: &OperationRow| {
            vec![
                row.id.to_string().into(),
                row.at.replace('T', " ").into(),
                (&row.who).into(),
                (&row.label).into(),
                (&row.reason).into(),
                if row.undone { "undone" } else { "" }.into(),
            ]
        },
        keys: &["id", "at", "who", "label", "reason", "reverses", "undone", "changes"],
        values: &|row: &OperationRow| {
            vec![
                row.id.into(),
                (&row.at).into(),
                (&row.who).into(),
                (&row.label).into(),
                (&row.reason).into(),
                row.reverses.map(|id| id as f64).into(),
                row.undone.into(),
                row.changes.into(),
            ]
        },
        empty: "There is no history.",
    };
    listing.print(context, out, args.format, &mut next)
}

fn restore(context: &Context, out: &mut Out, file: &Path, step: Id) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, file)?;
    let mut lines = Vec::new();
    let applied = book.apply(&context.stamp(), |book| {
        lines.clear();
        let newest = book.opening.operation;
        let detail = match (1..=newest).contains(&step).then(|| book.store.answer(&Query::Operation { id: step })) {
            Some(Ok(Data::Operation(detail))) => detail,
            Some(Ok(other)) => return Err(unexpected(&other)),
            Some(Err(error)) => return Err(error.into()),
            None => {
                return Err(Failure::failed(format!(
                    "There is no step {step}: `quarterdeck history FILE` prints those there are, 1 to {newest}. \
                     Nothing was changed."
                )));
            }
        };
        let restoring = Restoring::new(&detail);
        if let Some(period) = restoring.closed_period(&book.opening.periods) {
            return Err(Failure::failed(format!(
                "{period} is closed: `quarterdeck period reopen` opens it first. Nothing was changed."
            )));
        }
        let present = match book.store.answer(&restoring.question())? {
            Data::Present(present) => present,
            other => return Err(unexpected(&other)),
        };
        let Some(plan) = restoring.plan(&present, context.world.now.date()) else {
            return Ok(Change::none());
        };
        lines = plan.lines;
        Ok(plan.change)
    })?;
    if applied.operation == 0 {
        return out.line("Everything is already as it was then, so nothing was changed.");
    }
    out.line(&format!("Saved: {}", applied.label))?;
    lines.iter().try_for_each(|line| out.line(line))
}
