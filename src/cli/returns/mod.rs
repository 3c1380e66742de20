//! `quarterdeck returns`: forms for the owners of indicators, sent out and collected again.

mod collect;
mod list;
mod send;

use super::{Context, Failure, Out};

/// Send the owners of indicators a form to fill in, and collect what comes back
///
/// Each owner gets an Excel file with only their indicators: what is known is locked, what is wanted
/// is open. Collecting compares three values for each cell: as it was sent, as it came back, as the
/// workbook has it now; so only what the owner changed is taken, and what both sides changed is asked
/// about.
///
/// For example: quarterdeck returns send adults.qd --output forms --due "20 jul"
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Send(send::Args),
    Collect(collect::Args),
    List(list::Args),
}

/// Sends, collects or lists.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Send(args) => send::run(context, out, args),
        What::Collect(args) => collect::run(context, out, args),
        What::List(args) => list::run(context, out, args),
    }
}
