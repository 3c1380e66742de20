//! `quarterdeck history`: every change, newest first.

use std::path::PathBuf;

use super::book::{Book, WINDOW, unexpected};
use super::table::{Format, Listing, figures, words};
use super::{Context, Failure, Out};
use crate::workbook::*;

/// Print who changed what, newest first
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
    #[command(flatten)]
    format: Format,
}

/// Prints the history.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = Book::read(context, &args.file)?;
    let about = match &args.reference {
        Some(reference) => {
            let id = book.indicator(reference, &book.opening.workbook.current_period)?;
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
