//! Cells of a row that stand below periods, and where a row stands among the lines of a budget.

use super::refused;
use super::tree::BudgetPlace;
use super::view::{RowView, text_of};
use crate::domain::Period;
use crate::workbook::staged::CellPlace;

/// A cell below a period.
pub struct Dated {
    pub period: Period,
    pub text: String,
    pub place: CellPlace,
}

impl RowView<'_> {
    /// The cells of a field whose headings name periods.
    pub fn dated(&self, field: &str) -> Vec<Dated> {
        let columns = self.plan.reading.columns.iter();
        let of_field = columns.filter(|column| column.field.is_some_and(|one| one.code == field));
        let dated = of_field.filter_map(|column| {
            let place = column.column.place;
            let text = text_of(self.row.cells.get(usize::from(place))?).into_owned();
            let period = column.period.filter(|_| !text.is_empty())?;
            Some(Dated { period, text, place: self.place(place) })
        });
        dated.collect()
    }

    /// Refuses one cell of this row.
    pub fn refuse_at(&mut self, place: CellPlace, reason: &str) {
        let cell = self.row.cells.get(usize::from(place.column));
        self.gathered.refused.push(refused(place, cell, reason.to_owned()));
    }

    /// Notes a period as one that is named. Its code.
    pub fn name_period(&mut self, period: Period) -> Period {
        let period = crate::import::reported(self.plan.target.code, period, self.known);
        self.names.period(self.gathered, period);
        period
    }

    /// Where what was said last stands, of several cells of its field.
    pub fn last_said_at(&mut self, place: CellPlace) {
        if let Some(said) = self.gathered.records.last_mut() {
            said.place = place;
        }
    }

    /// Where this row stands among the lines of a budget.
    pub fn budget_line(&mut self) -> BudgetPlace {
        std::mem::take(&mut self.budget)
    }

    /// Whether a line is said for the first time.
    pub fn is_new_line(&mut self, key: &str) -> bool {
        self.tree.is_new(key)
    }

    /// Notes that what was said last is the line of this row.
    pub fn note_line(&mut self) {
        self.tree.note(self.gathered.records.len().saturating_sub(1));
    }
}
