//! `quarterdeck period`: open the next period, close one, reopen one.

use std::path::{Path, PathBuf};

use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::domain::Period;
use crate::drafts::{Drafts, Place};
use crate::workbook::backup::Occasion;
use crate::workbook::steps::period::{close_period, reopen_period, unfinished};
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
    ///
    /// What is unfinished is printed first, and the exit code is then 1 and nothing changed, unless --yes
    /// says to close it all the same.
    Close {
        /// The workbook
        file: PathBuf,
        /// The period (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        /// A word about why, for the history
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
        because: String,
        /// Close it although something is unfinished
        #[arg(long)]
        yes: bool,
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
            let mut book = OpenWorkbook::change(context, file)?;
            let from = book.period(*period)?;
            let choices = CarryChoices {
                targets: !no_targets,
                commentary: *carry_commentary,
                narrative: *carry_narrative,
            };
            book.store.keep_backup(Occasion::NextPeriod, &stamp);
            let mut carried = (0, 0, 0);
            let of_year = match book.store.answer(&Query::CarryForward { period: from })? {
                Data::CarryForward(carry) => carry.year_targets,
                other => return Err(unexpected(&other)),
            };
            let applied = book.apply(&stamp, |book| {
                let change = book.store.carry_forward(from, choices)?;
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
            ))?;
            match of_year {
                None => Ok(()),
                Some(1) => out.line("1 target was set beforehand for the new year; it counts from now on."),
                Some(count) => out.line(&format!(
                    "{count} targets were set beforehand for the new year; they count from now on."
                )),
            }
        }
        What::Close { file, period, because, yes } => {
            let mut book = OpenWorkbook::change(context, file)?;
            let code = book.period(*period)?;
            let record = book.period_record(code)?;
            if !record.is_open() {
                return Err(Failure::failed(format!("{code} is not open. Nothing was changed.")));
            }
            let found = unfinished_in(context, file, &book, code)?;
            if !found.is_empty() && !yes {
                out.line(&format!("{code} is unfinished:"))?;
                found.iter().try_for_each(|line| out.line(&format!("- {line}")))?;
                std::io::Write::flush(out)?;
                super::say(context, "Nothing was changed. To close it all the same, add --yes.");
                return Err(Failure::Found);
            }
            let applied = book.store.apply(&close_period(&record, because), &stamp)?;
            out.line(&format!("{}.", applied.label))?;
            found.iter().try_for_each(|line| out.line(&format!("- {line}")))
        }
        What::Reopen { file, period, because } => {
            let mut book = OpenWorkbook::change(context, file)?;
            let code = book.period(*period)?;
            if because.trim().is_empty() {
                return Err(Failure::usage("--because is empty: reopening a period takes a reason."));
            }
            let record = book.period_record(code)?;
            if record.is_open() {
                return Err(Failure::failed(format!("{code} is open already. Nothing was changed.")));
            }
            let applied = book.store.apply(&reopen_period(&record, because), &stamp)?;
            out.line(&format!("{}.", applied.label))
        }
    }
}

/// What is unfinished in a period, a sentence each.
fn unfinished_in(
    context: &Context,
    file: &Path,
    book: &OpenWorkbook,
    period: Period,
) -> Result<Vec<String>, Failure> {
    let today = context.world.now.date();
    let overview = match book.store.answer(&Query::Overview { period, today })? {
        Data::Overview(overview) => overview,
        other => return Err(unexpected(&other)),
    };
    let checks = match book.store.answer(&Query::Checks { period, today })? {
        Data::Checks(report) => report,
        other => return Err(unexpected(&other)),
    };
    // Where there are no drafts there may be no folder for them.
    let place = Place::of(file);
    let drafts = Drafts::existing(context.world.places.drafts())
        .and_then(|drafts| drafts.here(&book.opening.workbook.uuid, &place).ok())
        .map_or(0, |found| found.drafts.iter().filter(|draft| draft.period == period.code()).count());
    Ok(unfinished(&overview, book.opening.workbook.reviewed(), Some(&checks), drafts))
}
