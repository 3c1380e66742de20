//! `quarterdeck demo`: the sample workbook.

use std::path::PathBuf;

use super::{Context, Failure, Globals, Out, Screen, open};
use crate::jobs::places::{Sample, create_sample_of};

/// Make the sample workbook if there is none yet, and open it
///
/// For example: quarterdeck demo
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which sample: a council's service, or a region's councils beside each other
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    sample: Which,
    /// Where it goes (else demo.qd or regional.qd in your data folder)
    #[arg(long)]
    file: Option<PathBuf>,
    /// Only make it and print where it is
    #[arg(long)]
    no_open: bool,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Which {
    #[default]
    Service,
    Regional,
}

/// Makes the sample; returns the screen to open, unless that is not wanted.
pub fn run(
    context: &Context,
    out: &mut Out,
    args: &Args,
    globals: &Globals,
) -> Result<Option<Screen>, Failure> {
    let places = &context.world.places;
    let (which, usual) = match args.sample {
        Which::Service => (Sample::Service, places.sample()),
        Which::Regional => (Sample::Regional, places.regional_sample()),
    };
    let path = args.file.clone().unwrap_or(usual);
    create_sample_of(&path, which, &context.stamp()).map_err(Failure::Failed)?;
    // One made earlier, or something else altogether, has to open too.
    let book = super::OpenWorkbook::read(context, &path)?;
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
