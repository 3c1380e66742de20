//! What keys of a spreadsheet do here: the answer to those that nothing is bound to, and the part of the
//! help for who comes from one.

use super::command::{Command as C, KeyContext, Scope};
use super::key::Key;
use super::keymap::{help, resolve};

/// A habit of the spreadsheet, and the commands here that are meant by it.
pub struct Habit {
    /// As [`Key::parse`] reads them.
    pub keys: &'static [&'static str],
    /// What they do in a spreadsheet.
    pub does: &'static str,
    /// What does that here: the first that works where one is.
    pub here: &'static [C],
    /// Said where none of them does.
    pub otherwise: &'static str,
}

const fn habit(
    keys: &'static [&'static str],
    does: &'static str,
    here: &'static [C],
    otherwise: &'static str,
) -> Habit {
    Habit { keys, does, here, otherwise }
}

/// Every habit, in the order of the help.
pub const HABITS: &[Habit] = &[
    habit(
        &["F2"],
        "edit the cell",
        &[C::EditCell, C::Edit, C::EditAction, C::EditRisk],
        "there is nothing to edit here",
    ),
    habit(&["Ctrl-c"], "copy", &[C::Copy], "there is nothing to copy here"),
    habit(
        &["Ctrl-v"],
        "paste",
        &[],
        "paste with your terminal’s own key, Ctrl-Shift-V or Cmd-V: into cells, or a table anywhere to import it",
    ),
    habit(&["Ctrl-x"], "cut", &[C::Copy], "y copies; Del empties or deletes where it can"),
    habit(
        &["Shift-Down", "Shift-Up", "Shift-Left", "Shift-Right"],
        "select cells",
        &[C::SelectDown, C::Mark],
        "nothing can be selected here",
    ),
    habit(&["Ctrl-a"], "select all", &[C::Mark], "nothing can be selected here"),
    habit(&["Ctrl-d"], "fill down", &[C::FillDown], "select cells with Shift and the arrows first"),
    habit(
        &["Del"],
        "empty or delete",
        &[C::ClearCell, C::Remove, C::RemoveAction, C::RemoveRisk, C::RemoveLine, C::RetireIndicator],
        "there is nothing to delete here",
    ),
    habit(&["Ctrl-f", "Ctrl-h"], "find", &[C::Filter, C::Palette], ": finds everything by name"),
    habit(&["Ctrl-g", "F5"], "go to", &[C::Palette], ": goes to everything by name"),
    habit(
        &["Ctrl-o"],
        "open another file",
        &[C::OpenWorkbook],
        "open one from the command line: quarterdeck FILE",
    ),
    habit(
        &["Ctrl-n"],
        "new",
        &[C::AddIndicator, C::AddRisk, C::AddLine, C::AddOther, C::Add, C::AddAction],
        "the screens with lists add: 2, then A",
    ),
    habit(
        &["Ctrl-s", "F12"],
        "save",
        &[],
        "every change is saved as it is made; the report is exported from W, then E",
    ),
    habit(&["Ctrl-w", "Ctrl-F4"], "close", &[C::Quit], "q quits; drafts are kept"),
    habit(&["Ctrl-t", "Ctrl-l"], "filter", &[C::FilterBy, C::Filter], ": finds everything by name"),
    habit(&["F7"], "check the spelling", &[], "d goes to the checks, misspellings among them"),
    habit(
        &["Ctrl-PageDown", "Ctrl-PageUp"],
        "another sheet",
        &[],
        "1 to 0 go to the screens; on a cell, Alt and the digit",
    ),
];

/// What a key of the spreadsheet would have done, and the key that does that here. None for other keys.
pub fn answer(scope: Scope, key: Key, facts: &KeyContext) -> Option<String> {
    let pressed = |text: &&&str| Key::parse(text).is_ok_and(|one| one == key);
    let habit = HABITS.iter().find(|habit| habit.keys.iter().find(pressed).is_some())?;
    let said = match key_here(habit, scope, facts) {
        Some((key, command)) => {
            let row = help(scope).iter().find(|row| row.command == command);
            format!("{key} is the key: {}", row.map_or("", |row| row.title))
        }
        None => habit.otherwise.to_owned(),
    };
    Some(format!("{key} does nothing here; to {}, {said}.", habit.does))
}

/// The key that does here what is meant by a habit, and its command.
pub fn key_here(habit: &Habit, scope: Scope, facts: &KeyContext) -> Option<(&'static str, C)> {
    let rows = help(scope);
    habit.here.iter().find_map(|command| {
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
