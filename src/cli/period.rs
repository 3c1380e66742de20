//! `quarterdeck period`: open the next period, close one, reopen one.

use std::path::PathBuf;

use super::book::{Book, parse_period};
use super::{Context, Failure, Out};
use crate::domain::Period;
use crate::workbook::*;

/// Open the next period, close one or reopen one
///
/// For example: quarterdeck period open-next adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Open the period after this one; targets are carried forward, open actions stay open
    OpenNext {
        /// The workbook
        file: PathBuf,
        /// The period to go on from (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        /// Carry the words of the reds forward too, marked as carried
        #[arg(long)]
        carry_commentary: bool,
        /// Carry the sections of the narrative forward too, marked as carried
        #[arg(long)]
        carry_narrative: bool,
        /// Leave the targets behind
        #[arg(long)]
        no_targets: bool,
    },
    /// Close a period: its figures and words can no longer be changed
    Close {
        /// The workbook
        file: PathBuf,
        /// The period (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        /// A word about why, for the history
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
        because: String,
    },
    /// Reopen a closed period, with the reason
    Reopen {
        /// The workbook
        file: PathBuf,
        /// The period (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        /// Why
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        because: String,
    },
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let stamp = context.stamp();
    match &args.what {
        What::OpenNext { file, period, carry_commentary, carry_narrative, no_targets } => {
            let mut book = Book::change(context, file)?;
            let from = book.period(*period)?;
            let choices = CarryChoices {
                targets: !no_targets,
                commentary: *carry_commentary,
                narrative: *carry_narrative,
            };
            let mut carried = (0, 0, 0);
            let applied = book.apply(&stamp, |book| {
                let change = book.store.carry_forward(&from, choices)?;
                let count = |table: fn(&Record) -> bool| {
                    change
                        .edits
                        .iter()
                        .filter(|edit| matches!(edit, Edit::Put(record) if table(record)))
                        .count()
                };
                carried = (
                    count(|record| matches!(record, Record::Target(_))),
                    count(|record| matches!(record, Record::Commentary(_))),
                    count(|record| matches!(record, Record::Section(_))),
                );
                Ok(change)
            })?;
            let sections = if *carry_narrative { format!(", {} sections", carried.2) } else { String::new() };
            out.line(&format!(
                "{}. Carried forward: {} targets, {} texts{sections}.",
                applied.label, carried.0, carried.1
            ))
        }
        What::Close { file, period, because } => {
            let mut book = Book::change(context, file)?;
            let code = book.period(*period)?;
            let record = book.period_record(&code)?;
            if !record.is_open() {
                return Err(Failure::failed(format!("{code} is not open. Nothing was changed.")));
            }
            let closed = PeriodRecord { status: PeriodStatus::Closed, ..record };
            put(&mut book, &stamp, out, "Close", closed, because)
        }
        What::Reopen { file, period, because } => {
            let mut book = Book::change(context, file)?;
            let code = book.period(*period)?;
            if because.trim().is_empty() {
                return Err(Failure::usage("--because is empty: reopening a period takes a reason."));
            }
            let record = book.period_record(&code)?;
            if record.is_open() {
                return Err(Failure::failed(format!("{code} is open already. Nothing was changed.")));
            }
            let open = PeriodRecord {
                status: PeriodStatus::Open,
                reopened_because: because.trim().to_owned(),
                ..record
            };
            put(&mut book, &stamp, out, "Reopen", open, because)
        }
    }
}

fn put(
    book: &mut Book,
    stamp: &Stamp,
    out: &mut Out,
    verb: &str,
    record: PeriodRecord,
    because: &str,
) -> Result<(), Failure> {
    let title = record.period().map_or_else(|| record.code.clone(), Period::title);
    let change = Change::new(format!("{verb} {title}")).because(because.trim()).put(Record::Period(record));
    let applied = book.store.apply(&change, stamp)?;
    out.line(&format!("{}.", applied.label))
}
