//! What of the forms that came back is new, what both sides have changed, and
//! what cannot be used.

mod rows;
mod together;

use std::collections::BTreeMap;

use super::fields::{Field, RowKey};
use super::read::Filled;
use super::settle::Settle;
use super::value::Value;
use crate::domain::Unit;
use crate::workbook::staged::{CellPlace, cell_of};
use crate::workbook::{Detail, Id};

/// A cell of the workbook that forms speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey {
    pub row: RowKey,
    pub field: Field,
}

/// A cell that came back otherwise than the workbook has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub key: CellKey,
    /// "AC/C7 result", "AC/C7 new action: owner".
    pub name: String,
    /// As the form was sent.
    pub sent: Value,
    /// As the workbook has it now.
    pub mine: Value,
    /// As the form has it.
    pub theirs: Value,
    /// Position in the forms.
    pub form: usize,
    pub place: CellPlace,
    /// The workbook has changed it since the form was sent, to something else.
    pub conflict: bool,
    /// Of a conflict: who changed it, and when.
    pub by: String,
    /// Of a conflict: what is to become of it.
    pub settled: Option<Settle>,
    /// It may be right, and wants a second look: a sentence.
    pub doubt: String,
    pub unit: Unit,
    pub decimals: u32,
}

impl Line {
    /// A value of this cell for people.
    pub fn shown(&self, value: &Value) -> String {
        value.shown(self.key.field, self.unit, self.decimals)
    }

    /// What is to be stored; none where the workbook's own stays, or nothing is settled yet.
    pub fn taken(&self) -> Option<&Value> {
        match (&self.settled, self.conflict) {
            (_, false) | (Some(Settle::Theirs), true) => Some(&self.theirs),
            (Some(Settle::Edited(value)), true) => Some(value),
            (Some(Settle::Mine) | None, true) => None,
        }
    }
}

/// A cell or a row of a form that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Position in the forms.
    pub form: usize,
    /// Row 0 where it is nowhere in the form any more.
    pub place: CellPlace,
    pub name: String,
    /// As it stands in the form, shortened.
    pub value: String,
    /// The rest of a sentence, with what to do.
    pub reason: String,
}

/// What collecting forms would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Collected {
    pub lines: Vec<Line>,
    pub refused: Vec<Refusal>,
    /// Cells that came back as they were sent.
    pub unchanged: u64,
    /// Cells that came back changed, and that the workbook has so already.
    pub already: usize,
    /// Actions of the workbook that new rows of a form speak of: those that were collected before.
    pub known: BTreeMap<RowKey, Id>,
}

impl Collected {
    /// Conflicts that nobody has settled.
    pub fn unsettled(&self) -> usize {
        self.lines.iter().filter(|line| line.conflict && line.settled.is_none()).count()
    }

    /// Conflicts, settled or not.
    pub fn conflicts(&self) -> usize {
        self.lines.iter().filter(|line| line.conflict).count()
    }

    /// Cells that would be stored as they stand.
    pub fn taken(&self) -> usize {
        self.lines.iter().filter(|line| line.taken().is_some()).count()
    }
}

/// Compares forms with the workbook. `details` are those of their indicators in the period; one that
/// is missing is no longer in the workbook.
pub fn merge(forms: &[Filled], details: &BTreeMap<Id, Detail>) -> Collected {
    let mut merging = Merging { details, out: Collected::default() };
    for (at, form) in forms.iter().enumerate() {
        merging.out.unchanged += form.unchanged;
        merging.form(at, form);
    }
    merging.differing_copies(forms);
    merging.figures_together();
    merging.out.lines.sort_by_key(|line| (line.form, line.place));
    merging.out.refused.sort_by_key(|refused| (refused.form, refused.place));
    merging.out
}

struct Merging<'a> {
    details: &'a BTreeMap<Id, Detail>,
    out: Collected,
}

/// Where a cell stands, as people find it: `returns-head-of-care.xlsx, Figures!L7`.
pub fn where_it_stands(forms: &[Filled], form: usize, place: CellPlace) -> String {
    let Some(form) = forms.get(form) else { return String::new() };
    if place.row == 0 {
        return form.file.clone();
    }
    format!("{}, {}", form.file, cell_of(&form.sheets, place))
}
