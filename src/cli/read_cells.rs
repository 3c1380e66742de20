//! `quarterdeck read-cells`: what the program runs itself as to read a file
//! within limits. It is in no help and no completions: what it prints is for
//! [`crate::source::child::Child`] only.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser;

use crate::source::{Wanted, child};

#[derive(Debug, Parser)]
struct Args {
    file: PathBuf,
    /// Sheets by their places, from 0
    #[arg(long, num_args = 0..)]
    sheets: Option<Vec<u16>>,
    #[arg(long)]
    rows: Option<u32>,
    /// The number of a byte
    #[arg(long)]
    delimiter: Option<u8>,
}

/// Whether this is what is asked for.
pub fn is_meant(arguments: &[OsString]) -> bool {
    arguments.get(1).is_some_and(|first| first == child::COMMAND)
}

/// Reads the file and exits with 0, also when it could not be read: that is told like all else.
pub fn run(arguments: &[OsString]) -> u8 {
    let Ok(args) = Args::try_parse_from(&arguments[1..]) else { return 2 };
    let wanted = Wanted { sheets: args.sheets, rows: args.rows, delimiter: args.delimiter };
    // Nobody listens any more, and standard error goes nowhere either.
    u8::from(child::serve(&args.file, &wanted).is_err())
}
