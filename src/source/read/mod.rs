//! The readers: a file's rows, one after another, whatever kind of file it is.
//!
//! What kind it is says its first bytes and never its name. A reader holds a
//! row at a time (an old xls file is the exception) and hands it to `tell`,
//! which keeps to what is wanted and to the limits.

mod csv;
mod delimiter;
mod encoding;
mod excel;
mod html;
mod kind;
mod looks;
mod ods;
mod ods_xml;
mod package;
mod problem;
mod shown;
mod tell;
mod xls;
mod xls_formats;
mod xlsx;
mod xlsx_extras;

use std::fs::File;
use std::io::Seek;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Event, Wanted};
use kind::Kind;
use problem::{Stop, Told};
use tell::EventSink;

/// Reads what is `wanted` of the file and tells it, until `tell` breaks off.
/// The last event is [`Event::Done`] or [`Event::Problem`], whatever the file holds.
pub fn read(path: &Path, wanted: &Wanted, tell: &mut dyn FnMut(&Event) -> ControlFlow<()>) {
    let told = read_any(path, &mut EventSink::new(wanted, tell));
    let last = match told {
        Ok(()) => Event::Done,
        Err(Stop::Problem(problem)) => Event::Problem(problem),
        Err(Stop::Closed) => return,
    };
    // Nothing follows, whether it is listened to or not.
    let _ = tell(&last);
}

fn read_any(path: &Path, teller: &mut EventSink) -> Told {
    // Anything else, such as a pipe, could be waited for without end.
    let about = std::fs::metadata(path).map_err(|error| problem::unreadable(&error))?;
    if !about.is_file() {
        return Err(problem::not_a_file(about.is_dir()));
    }
    let mut file = File::open(path).map_err(|error| problem::unreadable(&error))?;
    let kind = kind::of(&mut file)?;
    file.rewind().map_err(|error| problem::unreadable(&error))?;
    match kind {
        Kind::Text => csv::read(file, &name(path), teller),
        Kind::Xlsx => xlsx::read(file, teller),
        Kind::Xls => xls::read(file, teller),
        Kind::Ods => ods::read(file, teller),
        Kind::Html => html::read(file, teller),
    }
}

/// What the one sheet of a csv file is called.
fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
