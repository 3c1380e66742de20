//! What every table of cells that can be typed into does as a spreadsheet does: selecting a block, and
//! pasting one over it, shown before it is stored.

pub(super) mod block;
pub(super) mod clip;
pub(super) mod pasting;

pub(super) use block::Block;
pub(super) use clip::{BlockLayout, Clip, Field, Line, RowName};
pub(super) use pasting::{CellChange, Pasting, Proposal, Target, Verdict};

use super::Context;
use crate::input::{Command, KeyContext, Scope, help};

/// Why no cell of a table can be typed into now, in the words its keys are refused with.
pub(super) fn refused(scope: Scope, context: &Context) -> Option<String> {
    let facts = KeyContext {
        workbook: true,
        row: true,
        cell: true,
        read_only: context.session.read_only.is_some(),
        closed: !context.session.period_is_open(),
        ..KeyContext::default()
    };
    let edits = help(scope).iter().find(|row| row.command == Command::EditCell)?;
    edits.unavailable(&facts).map(|why| format!("Not now: {why}."))
}

impl Proposal {
    /// A line of a block that no row is for: all it says is refused.
    pub(super) fn refuse_line(&mut self, line: &Line, fields: &'static [Field], why: &str) {
        let row = match &line.row {
            RowName::As(name) => name.clone(),
            RowName::Below(rows) => format!("row {}", rows + 1),
        };
        for (field, text) in line.cells.iter().filter(|(_, text)| !text.is_empty()) {
            self.refuse(&row, fields[*field].title, text, why);
        }
        self.refuse_beyond(&row, line);
    }

    /// Texts of a line that there is no column for.
    pub(super) fn refuse_beyond(&mut self, row: &str, line: &Line) {
        for text in &line.beyond {
            self.refuse(row, "", text, "there is no further column that is typed into");
        }
    }

    fn refuse(&mut self, row: &str, column: &'static str, text: &str, why: &str) {
        self.cells.push(CellChange {
            row: row.to_owned(),
            column,
            was: String::new(),
            becomes: text.to_owned(),
            verdict: Verdict::Refused(why.to_owned()),
            doubt: String::new(),
        });
    }
}

impl Verdict {
    /// What becomes of a cell that holds `was` and comes to hold `new`.
    pub(super) fn of<T: PartialEq>(was: Option<T>, new: Option<T>) -> Self {
        match (was, new) {
            (was, new) if was == new => Self::Same,
            (None, _) => Self::Fills,
            (_, None) => Self::Empties,
            _ => Self::Replaces,
        }
    }
}
