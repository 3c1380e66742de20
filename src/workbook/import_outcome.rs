//! What an import would do to a workbook, or has done: counts, the changes one
//! by one as far as anyone reads them, and what was refused.

use std::collections::BTreeMap;

use crate::workbook::change::{Applied, Table};
use crate::workbook::staged::{CellPlace, Refusals};

/// What is done where a person has typed another figure since it was last imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnConflict {
    /// What was typed stays.
    #[default]
    Keep,
    /// The file's figure takes its place.
    Take,
}

/// How an import is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportChoices {
    /// The step's name in the history.
    pub label: String,
    pub on_conflict: OnConflict,
    /// Nothing at all is changed when anything is refused.
    pub strict: bool,
    /// Themes that the workbook does not have are refused and not made.
    pub refuse_new_themes: bool,
}

/// What became, or would become, of one thing a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowOutcome {
    Added,
    Changed,
    Unchanged,
    /// A person has typed something else since it was last imported.
    Conflict,
}

/// One thing a file says that is, or would be, added or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    pub fate: RowOutcome,
    pub table: Table,
    /// "AC/S3 result, Q1 2015/16".
    pub name: String,
    /// As the workbook has it; empty where it is added.
    pub before: String,
    /// As the file has it.
    pub after: String,
    pub place: CellPlace,
    /// Of a conflict: who typed, and when.
    pub by: String,
}

/// Numbers of things by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowOutcomes {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub conflicts: u64,
}

/// What an import would do, or has done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportOutcome {
    pub total: RowOutcomes,
    pub by_table: BTreeMap<Table, RowOutcomes>,
    /// The first of those that are added or changed, and all conflicts, in the order of the file.
    pub lines: Vec<ImportLine>,
    /// What the file says that cannot be used, and what the workbook refuses.
    pub refused: Refusals,
    /// Codes of periods that are new to the workbook.
    pub new_periods: Vec<String>,
    /// That several organisations have figures and none is named to be compared with; else empty.
    pub no_comparator: String,
    /// Of each link that its words make with what they name, the reference of that.
    pub links: Vec<String>,
    /// The step that was made; none for a preview and where nothing was changed.
    pub applied: Option<Applied>,
}

impl ImportOutcome {
    /// More lines than anybody reads.
    pub const LINES: usize = 2_000;

    /// Whether it would change anything, be it only how the file is read next time.
    pub fn is_anything(&self) -> bool {
        self.by_table.values().any(|fates| fates.added + fates.changed > 0)
    }

    /// Counts one thing. How a file is read is kept beside what it says, and is none of it.
    pub fn count(&mut self, table: Table, fate: RowOutcome) {
        let total = (table != Table::Mapping).then_some(&mut self.total);
        for fates in total.into_iter().chain([self.by_table.entry(table).or_default()]) {
            *match fate {
                RowOutcome::Added => &mut fates.added,
                RowOutcome::Changed => &mut fates.changed,
                RowOutcome::Unchanged => &mut fates.unchanged,
                RowOutcome::Conflict => &mut fates.conflicts,
            } += 1;
        }
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ApplyProgress {
    pub done: u64,
    pub total: u64,
}
