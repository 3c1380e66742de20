//! What collecting would do, one line for each thing: conflicts first, then
//! what is refused, then what is taken, then the files.

use super::{Collection, FileIs, FileSeen};
use crate::returns::Settle;
use crate::workbook::{ReturnState, owner_name};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Heading(String),
    /// A cell, by its position in the collection.
    Cell(usize),
    /// A refusal, by its position in the collection.
    Refused(usize),
    /// A file, by its position in the collection.
    File(usize),
    /// An owner whose form is not back.
    Waiting(ReturnState, String),
}

/// The lines of a collection.
pub fn items(found: &Collection) -> Vec<Item> {
    let collected = &found.collected;
    let mut items = Vec::new();
    let mut part = |title: String, of: Vec<Item>| {
        if !of.is_empty() {
            items.push(Item::Heading(title));
            items.extend(of);
        }
    };
    let cells = |conflict: bool| -> Vec<Item> {
        let lines = collected.lines.iter().enumerate();
        lines.filter(|(_, line)| line.conflict == conflict).map(|(at, _)| Item::Cell(at)).collect()
    };
    part(format!("Changed on both sides ({})", collected.conflicts()), cells(true));
    let bad_files = |file: &FileSeen| matches!(file.what, FileIs::Refused(_));
    let files = |wanted: &dyn Fn(&FileSeen) -> bool| -> Vec<Item> {
        let files = found.files.iter().enumerate();
        files.filter(|(_, file)| wanted(file)).map(|(at, _)| Item::File(at)).collect()
    };
    let mut refused = files(&bad_files);
    refused.extend((0..collected.refused.len()).map(Item::Refused));
    part(format!("Refused ({})", refused.len()), refused);
    let taken = cells(false);
    part(format!("Taken ({})", taken.len()), taken);
    part("Files".to_owned(), files(&|file| !bad_files(file)));
    let waiting: Vec<Item> =
        found.waiting().map(|row| Item::Waiting(row.state, row.name().to_owned())).collect();
    part(format!("Not back ({})", waiting.len()), waiting);
    items
}

/// What a file is, in words.
pub fn file_words(file: &FileSeen) -> String {
    let what = match &file.what {
        FileIs::Filled(owner) => owner_name(owner).to_owned(),
        FileIs::Untouched(owner) => format!("{}: as it was sent, nothing filled in", owner_name(owner)),
        FileIs::Refused(why) => why.clone(),
        FileIs::Other => "passed over: not a form".to_owned(),
    };
    if file.note.is_empty() { what } else { format!("{what} ({})", file.note) }
}

/// How a conflict is settled, in a word or two.
pub fn settled_words(settled: Option<&Settle>) -> &'static str {
    match settled {
        None => "not settled",
        Some(Settle::Mine) => "workbook’s stays",
        Some(Settle::Theirs) => "form’s is taken",
        Some(Settle::Edited(_)) => "edited",
    }
}

/// In a sentence what collecting would do.
pub fn summary(found: &Collection) -> String {
    let collected = &found.collected;
    let refused = collected.refused.len() + found.refused_files().count();
    let parts: Vec<String> = [
        (collected.taken(), "taken"),
        (collected.unsettled(), "to settle"),
        (refused, "refused"),
        (collected.already, "in the workbook already"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let what = match (parts.is_empty(), found.files.is_empty()) {
        (_, true) => "There are no spreadsheets in this folder.".to_owned(),
        (true, _) => "Nothing has been filled in.".to_owned(),
        _ => format!("{}.", parts.join(", ")),
    };
    let next = match (collected.unsettled(), collected.taken()) {
        (0, 0) => " There is nothing to take.",
        (0, _) => " Ctrl-S takes it, as one step.",
        _ => " Settle the conflicts: ← keeps the workbook’s, → takes the form’s, e writes another.",
    };
    format!("{what}{next}")
}
