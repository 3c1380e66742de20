//! What keys of a spreadsheet do here: the answer to those that nothing is bound to, and the part of the
//! help for who comes from one.

use super::command::{Command as C, KeyContext, Scope};
use super::key::Key;
use super::keymap::{help, resolve};

/// A key of the spreadsheet, and the commands here that are meant by it.
pub struct SpreadsheetKey {
    /// As [`Key::parse`] reads them.
    pub keys: &'static [&'static str],
    /// What they do in a spreadsheet.
    pub does: &'static str,
    /// What does that here: the first that works where one is.
    pub here: &'static [C],
    /// Said where none of them does.
    pub otherwise: &'static str,
}

const fn spreadsheet_key(
    keys: &'static [&'static str],
    does: &'static str,
    here: &'static [C],
    otherwise: &'static str,
) -> SpreadsheetKey {
    SpreadsheetKey { keys, does, here, otherwise }
}

/// Every such key, in the order of the help.
pub const SPREADSHEET_KEYS: &[SpreadsheetKey] = &[
    spreadsheet_key(
        &["F2"],
        "edit the cell",
        &[C::EditCell, C::Edit, C::EditAction, C::EditRisk],
        "there is nothing to edit here",
    ),
    spreadsheet_key(&["Ctrl-c"], "copy", &[C::Copy], "there is nothing to copy here"),
    spreadsheet_key(
        &["Ctrl-v"],
        "paste",
        &[],
        "paste with your terminal’s own key, Ctrl-Shift-V or Cmd-V: into cells, or a table anywhere to import it",
    ),
    spreadsheet_key(&["Ctrl-x"], "cut", &[C::Copy], "y copies; Del empties or deletes where it can"),
    spreadsheet_key(
        &["Shift-Down", "Shift-Up", "Shift-Left", "Shift-Right"],
        "select cells",
        &[C::SelectDown, C::Mark],
        "nothing can be selected here",
    ),
    spreadsheet_key(&["Ctrl-a"], "select all", &[C::Mark], "nothing can be selected here"),
    spreadsheet_key(&["Ctrl-d"], "fill down", &[C::FillDown], "select cells with Shift and the arrows first"),
    spreadsheet_key(
        &["Del"],
        "empty or delete",
        &[C::ClearCell, C::Remove, C::RemoveAction, C::RemoveRisk, C::RemoveLine, C::RetireIndicator],
        "there is nothing to delete here",
    ),
    spreadsheet_key(&["Ctrl-f", "Ctrl-h"], "find", &[C::Filter, C::Palette], ": finds everything by name"),
    spreadsheet_key(&["Ctrl-g", "F5"], "go to", &[C::Palette], ": goes to everything by name"),
    spreadsheet_key(
        &["Ctrl-o"],
        "open another file",
        &[C::OpenWorkbook],
        "open one from the command line: quarterdeck FILE",
    ),
    spreadsheet_key(
        &["Ctrl-n"],
        "new",
        &[C::AddIndicator, C::AddRisk, C::AddLine, C::AddOther, C::Add, C::AddAction],
        "the screens with lists add: 2, then A",
    ),
    spreadsheet_key(
        &["Ctrl-s", "F12"],
        "save",
        &[],
        "every change is saved as it is made; the report is exported from W, then X",
    ),
    spreadsheet_key(&["Ctrl-w", "Ctrl-F4"], "close", &[C::Quit], "q quits; drafts are kept"),
    spreadsheet_key(&["Ctrl-t", "Ctrl-l"], "filter", &[C::FilterBy, C::Filter], ": finds everything by name"),
    spreadsheet_key(&["F7"], "check the spelling", &[], "d goes to the checks, misspellings among them"),
    spreadsheet_key(
        &["Ctrl-PageDown", "Ctrl-PageUp"],
        "another sheet",
        &[],
        "1 to 0 go to the screens; on a cell, Alt and the digit",
    ),
];

/// What a key of the spreadsheet would have done, and the key that does that here. None for other keys.
pub fn answer(scope: Scope, key: Key, facts: &KeyContext) -> Option<String> {
    let pressed = |text: &&&str| Key::parse(text).is_ok_and(|one| one == key);
    let known = SPREADSHEET_KEYS.iter().find(|known| known.keys.iter().find(pressed).is_some())?;
    let said = match key_here(known, scope, facts) {
        Some((key, command)) => {
            let row = help(scope).iter().find(|row| row.command == command);
            format!("{key} is the key: {}", row.map_or("", |row| row.title))
        }
        None => known.otherwise.to_owned(),
    };
    Some(format!("{key} does nothing here; to {}, {said}.", known.does))
}

/// The key that does here what is meant by one of a spreadsheet, and its command.
pub fn key_here(known: &SpreadsheetKey, scope: Scope, facts: &KeyContext) -> Option<(&'static str, C)> {
    let rows = help(scope);
    known.here.iter().find_map(|command| {
        let mut of = rows.iter().filter(|row| row.command == *command && row.unavailable(facts).is_none());
        of.find_map(|row| {
            let runs = |text: &&&str| {
                let key = Key::parse(text).ok();
                key.and_then(|key| resolve(scope, key, facts)).is_some_and(|found| found.command == *command)
            };
            row.keys.iter().find(runs).map(|key| (*key, *command))
        })
    })
}
