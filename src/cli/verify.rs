//! `quarterdeck verify`: is the file sound?

use std::path::PathBuf;

use super::{Failure, Out};
use crate::store::{Access, Store};

/// Check a workbook for damage
///
/// Prints what is wrong, a line each, and ends with exit code 1 if anything is.
/// For example: quarterdeck verify adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
}

/// Prints the findings.
pub fn run(out: &mut Out, args: &Args) -> Result<(), Failure> {
    let findings = Store::open(&args.file, Access::ReadOnly)?.verify()?;
    if findings.is_empty() {
        return out.line(&format!("{} is sound.", args.file.display()));
    }
    for finding in &findings {
        out.line(finding)?;
    }
    std::io::Write::flush(out)?;
    Err(Failure::Found)
}
