//! `quarterdeck recover`: what can be read of a damaged workbook, in a new one.

use std::path::PathBuf;

use super::status_line::StatusLine;
use super::{Context, Failure, Out};
use crate::store::recover;

/// Take everything that can be read of a damaged workbook into a new one
///
/// Rows, history and what was published are read page by page, past what is damaged; the damaged file is
/// left as it is. What is missing is said, and recorded as the last step of the new history. Drafts stay with the place of the damaged file. A backup is
/// better where there is a recent one: quarterdeck backup list adults.qd
///
/// For example: quarterdeck recover adults.qd adults-recovered.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The damaged workbook
    damaged: PathBuf,
    /// The new workbook; there must be nothing there yet
    new: PathBuf,
}

/// Recovers it, and says what was found and what is missing.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let mut line = StatusLine::new(context.world.stderr_is_terminal && !context.plain);
    let recovered = recover(&args.damaged, &args.new, &context.stamp(), &mut line.telling());
    line.clear();
    let recovered = recovered?;
    out.path(&args.new)?;
    for line in recovered.lines() {
        super::say(context, &line);
    }
    Ok(())
}
