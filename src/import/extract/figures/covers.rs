//! The days that a result covers, where a table says them.

use chrono::{Datelike, NaiveDate};

use crate::domain::{Basis, Period, PeriodKind};
use crate::import::extract::view::{RowView, text_of};
use crate::import::written_time;

impl RowView<'_> {
    /// The days a result covers where they are not the period's, and what basis that makes it.
    pub(super) fn covers(&self, period: Period) -> (Option<(NaiveDate, NaiveDate)>, Option<Basis>) {
        let Some((cell, _)) = self.cell("covers") else { return (None, None) };
        let Some(span) =
            written_time::read(&text_of(cell)).and_then(|time| time.span(self.known.first_month))
        else {
            return (None, None);
        };
        let own = period.span(self.known.first_month);
        if span == own {
            return (None, None);
        }
        let months = (span.to.year() - span.from.year()) * 12 + span.to.month0() as i32
            - span.from.month0() as i32
            + 1;
        let basis = if months == 12 && period.kind() != PeriodKind::Year {
            Some(Basis::Rolling12)
        } else if span.to < own.from {
            Some(Basis::Lagged)
        } else {
            None
        };
        (Some((span.from, span.to)), basis)
    }
}
