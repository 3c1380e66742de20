//! `quarterdeck backup`: a checked copy of the workbook as it is now.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Context, Failure, Out};
use crate::store::Access;

/// Copy a workbook as it is now, and check the copy
///
/// Without TO, the copy goes beside the workbook under a name with the date and time.
/// For example: quarterdeck backup adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Where the copy goes; there must be nothing there yet
    to: Option<PathBuf>,
}

/// Makes the copy and prints where it is.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let to = match &args.to {
        // Into a folder, under the name it would have had beside the workbook.
        Some(folder) if folder.is_dir() => {
            folder.join(beside(context, &args.file).file_name().unwrap_or_default())
        }
        Some(to) => to.clone(),
        None => beside(context, &args.file),
    };
    context.open(&args.file, Access::ReadOnly)?.backup_to(&to)?;
    out.path(&to)
}

/// `adults.backup-2015-07-06-140211.qd` beside `adults.qd`, as the screens name it.
fn beside(context: &Context, file: &Path) -> PathBuf {
    let mut name = OsString::from(file.file_stem().unwrap_or_default());
    name.push(context.world.now.format(".backup-%Y-%m-%d-%H%M%S.qd").to_string());
    file.with_file_name(name)
}
