//! What is asked or refused before a file is read whole: what is not understood, left open, or said of columns that
//! are not there.

use super::{Args, Failure};
use crate::domain::naming::letters_apart;
use crate::import::mapping::NOTHING;
use crate::import::reading::FIXED;
use crate::import::words::plain;
use crate::import::{FilePreview, Reading};

/// Refuses a file that is not understood, and asks what has to be said.
pub(super) fn check(readings: &[Reading], look: &FilePreview, args: &Args) -> Result<(), Failure> {
    for name in &args.sheet {
        if !look.sheets.iter().any(|sheet| sheet.name == *name) {
            let names: Vec<&str> = look.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            return Err(Failure::failed(format!(
                "There is no sheet {name}; there are {}.",
                names.join(", ")
            )));
        }
    }
    let Some(first) = readings.first() else { return Err(Failure::failed("The file has no sheets.")) };
    for reading in readings {
        if let Some(question) = reading.asks.first() {
            return Err(Failure::usage(question.sentence(&reading.name)));
        }
        if !reading.lacks.is_empty() {
            let columns: Vec<String> =
                first.columns.iter().map(|column| format!("“{}”", column.name())).collect();
            return Err(Failure::failed(format!(
                "{} is not understood: {}. Its columns are {}. Say what they are with --column \"HEADING=FIELD\", or where the headings are with --header.",
                reading.name,
                reading.lacks.join(", "),
                columns.join(", ")
            )));
        }
    }
    Ok(())
}

/// Refuses columns that are not there, and fields that what the file becomes does not have.
pub(super) fn check_columns(readings: &[Reading], args: &Args) -> Result<(), Failure> {
    for (heading, field) in &args.column {
        let names: Vec<String> =
            readings.iter().flat_map(|reading| &reading.columns).map(|column| column.name()).collect();
        if !names.iter().any(|name| plain(name) == plain(heading)) {
            let hint = nearest(heading, names.iter().map(String::as_str));
            return Err(Failure::usage(format!(
                "--column: there is no column “{heading}”{hint}. The columns are {}.",
                names.join(", ")
            )));
        }
        let targets = readings.iter().filter_map(|reading| reading.target);
        let codes: Vec<&str> = targets.flat_map(|target| target.fields).map(|field| field.code).collect();
        if field != NOTHING && !codes.contains(&field.as_str()) {
            let hint = nearest(field, codes.iter().copied());
            return Err(Failure::usage(format!(
                "There is no field {field}{hint}: write one of {}.",
                codes.join(", ")
            )));
        }
    }
    Ok(())
}

/// Refuses filters by columns that are not there, and what is the same for every row where nothing is called so.
pub(super) fn check_names(readings: &[Reading], args: &Args) -> Result<(), Failure> {
    let names: Vec<String> =
        readings.iter().flat_map(|reading| &reading.columns).map(|column| column.name()).collect();
    for (heading, _) in &args.only {
        if !names.iter().any(|name| plain(name) == plain(heading)) {
            let hint = nearest(heading, names.iter().map(String::as_str));
            return Err(Failure::usage(format!(
                "--only: there is no column “{heading}”{hint}. The columns are {}.",
                names.join(", ")
            )));
        }
    }
    let fields = readings.iter().filter_map(|reading| reading.target).flat_map(|target| target.fields);
    let known: Vec<&str> = fields.map(|field| field.code).chain(FIXED).collect();
    for (name, _) in &args.fixed {
        if !known.contains(&name.as_str()) {
            let hint = nearest(name, known.iter().copied());
            return Err(Failure::usage(format!(
                "--fixed: nothing is called {name}{hint}: write one of {}.",
                known.join(", ")
            )));
        }
    }
    Ok(())
}

/// ", did you mean “target”?" for the name that is hardly another; empty where none is.
fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> String {
    let letters = |text: &str| plain(text).chars().collect::<Vec<char>>();
    let wanted = letters(text);
    let apart = names.map(|name| (letters_apart(&wanted, &letters(name)), name));
    let nearest =
        apart.min_by_key(|(apart, _)| *apart).filter(|(apart, _)| *apart * 3 <= wanted.len().max(3));
    nearest.map_or_else(String::new, |(_, name)| format!(" (did you mean “{name}”?)"))
}

/// Refuses a sign for what is no capital column that may have either.
pub(super) fn check_signs(readings: &[Reading], args: &Args) -> Result<(), Failure> {
    for (heading, _) in &args.sign {
        let mut columns = readings.iter().flat_map(|reading| &reading.columns);
        let Some(column) = columns.find(|column| plain(&column.name()) == plain(heading)) else {
            return Err(Failure::usage(format!("--sign: there is no column “{heading}”.")));
        };
        if column.is_signed() {
            continue;
        }
        return Err(Failure::usage(match column.field.map(|field| (field.code, field.title)) {
            Some(("deletions", _)) => format!(
                "--sign: “{heading}” are deletions, and these take from the budget whatever their sign. Where \
                 some add to it, read the column as additions: --column \"{heading}=additions\" --sign \
                 \"{heading}=as-printed\"."
            ),
            Some((_, title)) => format!("--sign: “{heading}” is the {title}, which has no way to go."),
            None => format!("--sign: “{heading}” is left out: say what it is with --column."),
        }));
    }
    Ok(())
}
