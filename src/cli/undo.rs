//! `quarterdeck undo` and `quarterdeck redo`: take back the last step, or put it back.

use std::path::PathBuf;

use super::{Book, Context, Failure, Out};

/// Take back the last change, as a new step of the history
///
/// For example: quarterdeck undo adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
}

/// Put back what the last undo took away
///
/// For example: quarterdeck redo adults.qd
#[derive(Debug, clap::Args)]
pub struct RedoArgs {
    /// The workbook
    file: PathBuf,
}

/// Undoes and prints what was undone.
pub fn undo(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let applied = Book::change(context, &args.file)?.store.undo(&context.stamp())?;
    out.line(&format!("Undid: {}", applied.label))
}

/// Redoes and prints what was redone.
pub fn redo(context: &Context, out: &mut Out, args: &RedoArgs) -> Result<(), Failure> {
    let applied = Book::change(context, &args.file)?.store.redo(&context.stamp())?;
    out.line(&format!("Redid: {}", applied.label))
}
