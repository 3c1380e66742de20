//! `quarterdeck demo`: the sample workbook.

use std::path::PathBuf;

use super::{Context, Failure, Globals, Out, Screen, open};
use crate::app::places::create_sample;

/// Make the sample workbook if there is none yet, and open it
///
/// For example: quarterdeck demo
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where it goes (else demo.qd in your data folder)
    #[arg(long)]
    file: Option<PathBuf>,
    /// Only make it and print where it is
    #[arg(long)]
    no_open: bool,
}

/// Makes the sample; returns the screen to open, unless that is not wanted.
pub fn run(
    context: &Context,
    out: &mut Out,
    args: &Args,
    globals: &Globals,
) -> Result<Option<Screen>, Failure> {
    let path = args.file.clone().unwrap_or_else(|| context.world.places.sample());
    create_sample(&path, &context.stamp()).map_err(Failure::Failed)?;
    // One made earlier, or something else altogether, has to open too.
    let book = super::Book::read(context, &path)?;
    if args.no_open {
        out.path(&path)?;
        return Ok(None);
    }
    if context.plain && globals.plain {
        super::overview::print(context, out, &book)?;
        return Ok(None);
    }
    super::say(context, &format!("The sample workbook is {}.", path.display()));
    open::screen(context, Some(path), globals).map(Some)
}
