//! Answers to the questions screens ask; a file for each.

mod actions;
mod carry_forward;
mod detail;
mod filter;
mod find;
mod history;
mod indicators;
mod opening;
mod operation;
mod order;
mod overview;
mod records;
mod review_queue;
mod review_summary;
mod values;
mod words;
mod worst;

use rusqlite::Connection;

use super::codes::period_number;
use super::error::StoreError;
use super::{Store, row};
use crate::domain::Period;
use crate::workbook::*;

pub(super) use carry_forward::{carried_commentary, carried_targets, next_period};
pub(super) use order::Orders;

impl Store {
    /// Answers a question, from one consistent state of the file.
    ///
    /// # Errors
    /// [`StoreError::UnknownPeriod`], [`StoreError::UnknownIndicator`] or
    /// [`StoreError::NotFound`] for what is not there,
    /// [`StoreError::Duplicate`] when the next period is already open,
    /// [`StoreError::Cancelled`] after [`Interrupt::cancel`](super::Interrupt::cancel),
    /// and what the file or the disk may say.
    pub fn answer(&self, query: &Query) -> Result<Data, StoreError> {
        self.reading(|connection| match query {
            Query::Opening => opening::answer(connection).map(Data::Opening),
            Query::Overview { period, today } => {
                overview::answer(connection, period, *today).map(Data::Overview)
            }
            Query::Indicators(request) => {
                indicators::answer(connection, &mut self.orders.borrow_mut(), request).map(Data::Indicators)
            }
            Query::ReviewQueue { period } => review_queue::answer(connection, period).map(Data::ReviewQueue),
            Query::Detail { indicator, period } => {
                detail::answer(connection, *indicator, period).map(|detail| Data::Detail(Box::new(detail)))
            }
            Query::Actions(request) => actions::answer(connection, request).map(Data::Actions),
            Query::History { about, window } => {
                history::answer(connection, *about, *window).map(Data::History)
            }
            Query::Operation { id } => {
                operation::answer(connection, *id).map(|one| Data::Operation(Box::new(one)))
            }
            Query::Find { text, period, limit } => {
                find::answer(connection, text, period, *limit).map(Data::Find)
            }
            Query::CarryForward { period } => {
                carry_forward::answer(connection, period).map(Data::CarryForward)
            }
            Query::ReviewSummary { period } => {
                review_summary::answer(connection, period).map(Data::ReviewSummary)
            }
            Query::Words { period, except } => words::answer(connection, period, *except).map(Data::Words),
            Query::Records { indicators } => records::answer(connection, indicators).map(Data::Records),
            Query::Values { field } => {
                values::answer(connection, *field).map(|values| Data::Values { field: *field, values })
            }
        })
    }

    /// Runs `work` on one consistent state of the file.
    pub(super) fn reading<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let outcome = (|| {
            // One transaction also locks the file once, not once for every statement.
            let transaction = self.connection.unchecked_transaction()?;
            let outcome = work(&transaction)?;
            transaction.finish()?;
            Ok(outcome)
        })();
        outcome.map_err(|error: StoreError| error.at(&self.path))
    }
}

/// The number of a period that the workbook knows.
fn known_period(connection: &Connection, code: &str) -> Result<(i64, Period), StoreError> {
    let unknown = || StoreError::UnknownPeriod { code: code.to_owned() };
    let period = Period::parse(code).map_err(|_| unknown())?;
    let number = period_number(period);
    if row::period_record(connection, number)?.is_none() {
        return Err(unknown());
    }
    Ok((number, period))
}

/// `u64` positions as SQLite counts.
fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// The part of an ordered list that a window asks for. A window past the end
/// gives the last rows instead of none.
fn place(window: Window, total: u64) -> u64 {
    if window.start < total { window.start } else { total.saturating_sub(u64::from(window.length)) }
}
