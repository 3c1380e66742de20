//! Reports and files: templates of the user's own, and documents written
//! whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::files::{FileError, Target};
use crate::report::clean::slug;
use crate::report::document::Meta;
use crate::report::formats::{Format, Progress, ReportError, Written, csv};
use crate::report::{Document, Template};

/// Templates in the order they are offered, and sentences about those that cannot be used. One of
/// the user's own replaces the one of the same code that comes with the program.
pub fn templates(folder: &Path) -> (Vec<Template>, Vec<String>) {
    let (mut templates, mut problems) = (Template::built_in(), Vec::new());
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => Vec::new(),
    };
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    for path in paths {
        match template_file(&path) {
            Ok(own) => match templates.iter_mut().find(|one| one.code == own.code) {
                Some(one) => *one = own,
                None => templates.push(own),
            },
            Err(problem) => problems.push(problem),
        }
    }
    (templates, problems)
}

/// The template in a file.
///
/// # Errors
/// A sentence naming the file and what is wrong with it.
pub fn template_file(path: &Path) -> Result<Template, String> {
    /// A template is a page or two; anything much larger is something else.
    const MAX: u64 = 1024 * 1024;
    let size = std::fs::metadata(path).map(|about| about.len()).unwrap_or(0);
    if size > MAX {
        return Err(format!("{} is larger than 1 MB, so it is no template.", path.display()));
    }
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("The template {} could not be read: {error}.", path.display()))?;
    Template::parse(&text)
        .map_err(|error| format!("The template {} cannot be used: {error}.", path.display()))
}

/// The name a report is offered under: `adults-communities-2015-16-q1-service.html`.
pub fn file_name(document: &Document, format: &Format) -> String {
    format!("{}.{}", file_stem(&document.meta), format.extension)
}

/// The same without its ending.
pub fn file_stem(meta: &Meta) -> String {
    let name = slug(&format!("{} {} {}", meta.service, meta.period, meta.template));
    let draft = if meta.draft { "-draft" } else { "" };
    let version = if meta.version > 1 { format!("-v{}", meta.version) } else { String::new() };
    format!("{name}{version}{draft}")
}

/// Writes a document to a file: to a temporary one beside it, which takes its
/// place when all is written. A file that is there is replaced only if `replace`, and never if it
/// is a workbook, belongs to one or is among those that are being read.
///
/// # Errors
/// A sentence; nothing is left behind then. Empty when `tell` called it off.
pub fn export(
    document: &Document,
    format: &Format,
    path: &Path,
    replace: bool,
    reading: &[&Path],
    tell: &mut dyn FnMut(Progress) -> bool,
) -> Result<Written, String> {
    write_whole(path, replace, reading, |out| (format.write)(document, out, tell))
}

/// The file beside those of the tables: how the document stands, and its notes.
const COMPANION: &str = "about-this-report";

/// Writes every table to a file of its own in a folder, and one about them all. Returns their paths.
///
/// # Errors
/// As [`export`]; tables written before that stay.
pub fn export_tables(
    document: &Document,
    folder: &Path,
    replace: bool,
    reading: &[&Path],
) -> Result<Vec<PathBuf>, String> {
    make_folder(folder)?;
    let mut paths = Vec::new();
    for (_, table) in document.tables() {
        let path = folder.join(format!("{}.csv", table.code));
        write_whole(&path, replace, reading, |out| {
            csv::table(&document.meta, table, out).map(|()| Written::default())
        })?;
        paths.push(path);
    }
    if document.meta.facts().is_some() {
        let path = folder.join(format!("{COMPANION}.csv"));
        write_whole(&path, replace, reading, |out| {
            csv::companion(document, out).map(|()| Written::default())
        })?;
        paths.push(path);
    }
    Ok(paths)
}

/// Makes a folder, and those above it.
///
/// # Errors
/// A sentence.
pub fn make_folder(folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("The folder {} could not be made: {error}.", folder.display()))
}

fn write_whole(
    path: &Path,
    replace: bool,
    reading: &[&Path],
    write: impl FnOnce(&mut dyn Write) -> Result<Written, ReportError>,
) -> Result<Written, String> {
    let target = Target::document(path, replace, reading).map_err(|error| error.to_string())?;
    target.write(
        |out| {
            write(out).map_err(|error| match error {
                ReportError::Cancelled => String::new(),
                ReportError::Write(error) => FileError::io(path, error).to_string(),
                other => other.to_string(),
            })
        },
        |error| error.to_string(),
    )
}
