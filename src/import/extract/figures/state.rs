//! Why a row has no figure, where a column of its own says so: one of ratings or states ("Not due (annual)"),
//! or one of reasons.

use super::{About, At};
use crate::domain::Absence;
use crate::import::extract::RowView;
use crate::import::extract::view::text_of;
use crate::workbook::staged::Slot;

impl RowView<'_> {
    /// Puts the state of the row where its figure would stand. A row that has a figure keeps that.
    pub(super) fn take_state(&mut self, row: &About<'_>) {
        let said = |field: &str| self.cell(field).map(|(cell, _)| text_of(cell)).unwrap_or_default();
        let (reason, rating, result) = (said("absence"), said("rating"), said("result"));
        let states = [&reason, &rating, &result].map(|text| Absence::of(text));
        let Some(state) = states.into_iter().flatten().next() else { return };
        let (field, words) = match (reason.is_empty(), states[1]) {
            (false, _) => ("absence", reason),
            (true, Some(_)) => ("rating", rating),
            (true, None) => return,
        };
        // What a result says in words is more than a state; a mark or n/a is less.
        let in_words = result.chars().count() > 3 && result.starts_with(char::is_alphabetic);
        let slot = if in_words && field == "rating" { Slot::Numerator } else { Slot::Stated };
        let kept = state.with_reason(&words);
        let place = self.place_of(field);
        let indicator = self.indicator(row.reference, row.description, "", row.period);
        let at = At { indicator, period: row.period, whose: row.whose, earlier: false };
        self.put(at, slot, None, Some(kept), place);
    }
}
