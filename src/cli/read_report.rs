//! `quarterdeck read-report`: what the program runs itself as to read, within limits, a file that
//! may be a report. It is in no help and no completions: it takes the file at its standard input,
//! and what it prints is for `verify-report` only.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::report::Format;
use crate::report::verify::Reading;
use crate::source::limits::{self, SECONDS};

const COMMAND: &str = "read-report";

/// Whether this is what is asked for.
pub fn is_meant(arguments: &[OsString]) -> bool {
    arguments.get(1).is_some_and(|first| first == COMMAND)
}

/// Reads and exits with 0; with another code where nothing can be read or told.
pub fn run(arguments: &[OsString]) -> u8 {
    limits::limit(SECONDS);
    let code = arguments.get(2).and_then(|code| code.to_str()).unwrap_or_default();
    let Some(format) = Format::find(code) else { return 2 };
    let answer = || -> io::Result<()> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, &Reading::of(format, &bytes))?;
        out.flush()
    };
    u8::from(answer().is_err())
}

/// What a file of a format holds, read by a process that may use little memory and little time.
///
/// # Errors
/// A sentence, where it cannot be read within that.
pub(super) fn reading(program: &Path, format: &Format, bytes: &[u8]) -> Result<Reading, String> {
    let answer = limits::ask(program, &[COMMAND, format.code], bytes)?;
    let reading: Reading =
        serde_json::from_slice(&answer).map_err(|_| "It is damaged: reading it went wrong.".to_owned())?;
    match reading.refused {
        Some(why) => Err(why),
        None => Ok(reading),
    }
}
