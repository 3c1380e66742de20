//! The detail beside the list, and those of the rows the cursor is about to
//! come to: read while nothing else is in hand, so that the frame of the next
//! key need not wait for them.

use crate::domain::Period;
use crate::ui::reading_pane::ReadingPane;
use crate::workbook::{Detail, Id, Query};

/// The detail of the row under the cursor, and a few near it.
#[derive(Default)]
pub struct Details {
    shown: Option<Box<Detail>>,
    /// Something has changed since it was read.
    outdated: bool,
    /// Indicator and period it was last asked for.
    asked: Option<(Id, Period)>,
    /// Latest first.
    #[expect(clippy::vec_box, reason = "they come and go as boxes")]
    near: Vec<Box<Detail>>,
    /// The indicator last asked for ahead.
    asked_ahead: Option<Id>,
    pub pane: ReadingPane,
}

/// How many are kept that are not shown: they are large.
const NEAR: usize = 3;

impl Details {
    /// The detail of an indicator, when it is the one shown.
    pub fn of(&self, indicator: Id) -> Option<&Detail> {
        self.shown.as_deref().filter(|detail| detail.indicator.id == indicator)
    }

    /// What was read may have changed. What is shown stays until it has been read again.
    pub fn outdated(&mut self) {
        self.asked = None;
        self.asked_ahead = None;
        self.near.clear();
        self.outdated = true;
    }

    /// Shows the detail of an indicator, and asks for it unless it is there.
    pub fn want(&mut self, indicator: Id, period: Period) -> Option<Query> {
        if self.asked.as_ref().is_some_and(|(id, of)| *id == indicator && *of == period) {
            return None;
        }
        self.asked = Some((indicator, period));
        match self.near.iter().position(|detail| detail.indicator.id == indicator) {
            Some(place) => {
                let detail = self.near.remove(place);
                self.show(detail, period);
                None
            }
            None => Some(Query::Detail { indicator, period }),
        }
    }

    /// Asks ahead for the detail of an indicator that will probably be wanted.
    pub fn ahead(&mut self, indicator: Id, period: Period) -> Option<Query> {
        let there = self.near.iter().any(|detail| detail.indicator.id == indicator);
        // Where no detail is shown none will be.
        if there || self.asked.is_none() || self.asked_ahead == Some(indicator) {
            return None;
        }
        self.asked_ahead = Some(indicator);
        Some(Query::DetailAhead { indicator, period })
    }

    /// Takes one that was asked for, while the cursor is on `current`.
    pub fn receive(&mut self, detail: Box<Detail>, current: Option<Id>, period: Period) {
        if current.is_some_and(|current| current != detail.indicator.id) {
            self.keep(detail, period);
        } else {
            self.show(detail, period);
        }
    }

    fn show(&mut self, detail: Box<Detail>, period: Period) {
        let id = detail.indicator.id;
        if let Some(before) = self.shown.replace(detail)
            && before.indicator.id != id
        {
            self.pane.restart();
            if !self.outdated {
                self.keep(before, period);
            }
        }
        self.outdated = false;
    }

    fn keep(&mut self, detail: Box<Detail>, period: Period) {
        self.near.retain(|old| old.indicator.id != detail.indicator.id);
        if detail.standing.period == period {
            self.near.truncate(NEAR - 1);
            self.near.insert(0, detail);
        }
    }
}
