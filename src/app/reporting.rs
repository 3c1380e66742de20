//! Reports and files: templates of the user's own, and documents written
//! whole or not at all.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::report::clean::slug;
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
    const MOST: u64 = 1024 * 1024;
    let size = std::fs::metadata(path).map(|about| about.len()).unwrap_or(0);
    if size > MOST {
        return Err(format!("{} is larger than 1 MB, so it is no template.", path.display()));
    }
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("The template {} could not be read: {error}.", path.display()))?;
    Template::parse(&text)
        .map_err(|error| format!("The template {} cannot be used: {error}.", path.display()))
}

/// The name a report is offered under: `adults-communities-2015-16-q1-service.html`.
pub fn file_name(document: &Document, format: &Format) -> String {
    format!("{}.{}", file_stem(document), format.extension)
}

/// The same without its ending.
pub fn file_stem(document: &Document) -> String {
    let meta = &document.meta;
    let name = slug(&format!("{} {} {}", meta.service, meta.period, meta.template));
    let draft = if meta.draft { "-draft" } else { "" };
    let version = if meta.version > 1 { format!("-v{}", meta.version) } else { String::new() };
    format!("{name}{version}{draft}")
}

/// Writes a document to a file: to a temporary one beside it, which takes its
/// place when all is written. A file that is there is replaced only if `replace`.
///
/// # Errors
/// A sentence; nothing is left behind then. Empty when `tell` called it off.
pub fn export(
    document: &Document,
    format: &Format,
    path: &Path,
    replace: bool,
    tell: &mut dyn FnMut(Progress) -> bool,
) -> Result<Written, String> {
    write_whole(path, replace, |out| (format.write)(document, out, tell))
}

/// Writes every table to a file of its own in a folder. Returns their paths.
///
/// # Errors
/// As [`export`]; tables written before that stay.
pub fn export_tables(document: &Document, folder: &Path, replace: bool) -> Result<Vec<PathBuf>, String> {
    make_folder(folder)?;
    let mut paths = Vec::new();
    for (_, table) in document.tables() {
        let path = folder.join(format!("{}.csv", table.code));
        write_whole(&path, replace, |out| csv::table(table, out).map(|()| Written::default()))?;
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
    write: impl FnOnce(&mut dyn Write) -> Result<Written, ReportError>,
) -> Result<Written, String> {
    let at = |error: &dyn std::fmt::Display| format!("{} could not be written: {error}.", path.display());
    if path.is_dir() {
        return Err(format!("{} is a folder: add the name of a file.", path.display()));
    }
    if !replace && path.exists() {
        return Err(in_the_way(path));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(format!("There is no folder {}: make it first, or choose another.", folder.display()));
    }
    let mut name = tempfile::Builder::new();
    name.prefix(".quarterdeck-");
    // A temporary file is its owner's alone; a report is read by others.
    #[cfg(unix)]
    name.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = name.tempfile_in(folder).map_err(|error| at(&error))?;
    let mut out = BufWriter::with_capacity(64 * 1024, file.as_file_mut());
    let written = match write(&mut out) {
        Ok(written) => written,
        Err(ReportError::Cancelled) => return Err(String::new()),
        Err(ReportError::Write(error)) => return Err(at(&error)),
        Err(other) => return Err(other.to_string()),
    };
    out.flush().and_then(|()| out.get_ref().sync_all()).map_err(|error| at(&error))?;
    drop(out);
    let placed = if replace {
        file.persist(path).map_err(|error| at(&error.error))
    } else {
        file.persist_noclobber(path).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => in_the_way(path),
            _ => at(&error.error),
        })
    };
    placed.map(|_| written)
}

/// What said that a file is there already, so that whoever asked can offer to replace it.
pub fn in_the_way(path: &Path) -> String {
    format!("{} is there already, and was left as it is.", path.display())
}
