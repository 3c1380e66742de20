//! `quarterdeck undo` and `quarterdeck redo`: take back the last step, or put it back.

use std::path::PathBuf;

use super::{Context, Failure, OpenWorkbook, Out};
use crate::store::StoreError;
use crate::workbook::Applied;

/// Take back the last change, as a new step of the history
///
/// A publication, the opening, closing or reopening of a period, an import and returns that were
/// collected are named first, and only taken back with --yes.
///
/// For example: quarterdeck undo adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Take it back whatever it is
    #[arg(long)]
    yes: bool,
}

/// Put back what the last undo took away
///
/// What `undo` names first is named here too, and only put back with --yes.
///
/// For example: quarterdeck redo adults.qd
#[derive(Debug, clap::Args)]
pub struct RedoArgs {
    /// The workbook
    file: PathBuf,
    /// Put it back whatever it is
    #[arg(long)]
    yes: bool,
}

/// Undoes and prints what was undone.
pub fn undo(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let store = &mut OpenWorkbook::change(context, &args.file)?.store;
    let stamp = context.stamp();
    let applied = if args.yes { store.undo(&stamp) } else { store.undo_asking(None, &stamp) };
    say(out, "Undid", applied)
}

/// Redoes and prints what was redone.
pub fn redo(context: &Context, out: &mut Out, args: &RedoArgs) -> Result<(), Failure> {
    let store = &mut OpenWorkbook::change(context, &args.file)?.store;
    let stamp = context.stamp();
    let applied = if args.yes { store.redo(&stamp) } else { store.redo_asking(None, &stamp) };
    say(out, "Redid", applied)
}

fn say(out: &mut Out, done: &str, applied: Result<Applied, StoreError>) -> Result<(), Failure> {
    match applied {
        Err(StoreError::AskFirst(step)) => {
            out.line(&step.question())?;
            for line in step.lines() {
                out.paragraph(&line, 0)?;
            }
            std::io::Write::flush(out)?;
            Err(Failure::failed("Nothing was changed: say --yes if that is meant."))
        }
        applied => out.line(&format!("{done}: {}", applied?.label)),
    }
}
