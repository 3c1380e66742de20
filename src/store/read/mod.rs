//! Answers to the questions screens ask; a file for each.

mod actions;
mod budget;
mod carry_forward;
mod chart;
mod checks;
mod committee;
mod comparison;
mod delivery;
mod detail;
mod filter;
mod find;
mod find_others;
mod find_words;
mod first;
mod history;
mod importing;
mod indicators;
mod linked;
mod movement;
mod narrative;
mod opening;
mod operation;
mod order;
pub(in crate::store) mod organisations;
pub(super) use organisations::themes as themes_in_order;
mod overview;
mod present;
mod records;
mod report;
mod returns;
mod review_queue;
mod review_summary;
mod risks;
mod values;
mod words;
mod worst;
mod year_end;

use std::rc::Rc;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::error::StoreError;
use super::{Store, verify};
use crate::domain::Period;
use crate::store::history::operation::Head;
use crate::store::rating::rating_context::RatingContext;
use crate::store::rows::codes::period_number;
use crate::store::rows::row;
use crate::workbook::*;

pub(super) use carry_forward::{
    NextPeriod, carried_commentary, carried_sections, carried_targets, next_period,
};
pub(super) use order::Orders;
pub(super) use risks::matrix as risk_matrix;

/// A checking of one period that is under way.
#[derive(Debug)]
pub struct CheckRun {
    period: Period,
    run: crate::checks::Run,
    ids: Vec<Id>,
    next: usize,
}

impl CheckRun {
    /// Looks at a few more indicators; false once all have been looked at.
    ///
    /// # Errors
    /// As [`Store::answer`].
    pub fn step(&mut self, store: &Store) -> Result<bool, StoreError> {
        let some = &self.ids[self.next..(self.next + CHECKED_AT_ONCE).min(self.ids.len())];
        if some.is_empty() {
            return Ok(false);
        }
        let found = store.reading(|connection| {
            let rating_context = store.rating_context(connection)?;
            checks::indicators(connection, &rating_context, self.period, some)
        })?;
        self.next += some.len();
        self.run.indicators(&found);
        Ok(true)
    }

    /// What has been found.
    pub fn finish(self) -> CheckReport {
        self.run.finish()
    }
}

/// Indicators the checks are told of together: few enough for little memory and a short wait.
const CHECKED_AT_ONCE: usize = 20;

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
            Query::Opening => opening::answer(connection).map(|opening| Data::Opening(Box::new(opening))),
            Query::Overview { period, today } => {
                overview::answer(connection, *period, *today).map(|one| Data::Overview(Box::new(one)))
            }
            Query::Movement { period, today, most } => movement::at_most(connection, *period, *today, *most)
                .map(|movement| Data::Movement(Box::new(movement.summary()))),
            Query::FirstIndicators(request) => {
                indicators::first(connection, &mut self.orders.borrow_mut(), request)
                    .map(|(list, counted)| Data::FirstIndicators { list, counted })
            }
            Query::Indicators(request) | Query::IndicatorsLater(request) => {
                indicators::answer(connection, &mut self.orders.borrow_mut(), request).map(Data::Indicators)
            }
            Query::IndicatorBlock { request, references } => {
                let rating_context = self.rating_context(connection)?;
                let ids = match references.as_slice() {
                    [] => indicators::answer(connection, &mut self.orders.borrow_mut(), request)?
                        .rows
                        .iter()
                        .map(|row| row.indicator_id)
                        .collect(),
                    named => indicators::of_references(connection, named)?,
                };
                let of = |id: &Id| detail::alone(connection, &rating_context, *id, request.period);
                ids.iter().map(of).collect::<Result<_, _>>().map(Data::IndicatorBlock)
            }
            Query::IndicatorRows(request) => {
                indicators::answer(connection, &mut self.orders.borrow_mut(), request)
                    .map(|list| Data::IndicatorRows(list.rows))
            }
            Query::ReviewQueue { period } => review_queue::answer(connection, *period).map(Data::ReviewQueue),
            Query::Detail { indicator, period } | Query::DetailAhead { indicator, period } => {
                let rating_context = self.rating_context(connection)?;
                detail::answer(connection, &rating_context, *indicator, *period)
                    .map(|detail| Data::Detail(Box::new(detail)))
            }
            Query::Chart { indicator, period, kind } => chart::answer(connection, *indicator, *period, *kind)
                .map(|series| Data::Chart(Box::new(series))),
            Query::Actions(request) => actions::answer(connection, request).map(Data::Actions),
            Query::Questions(request) => committee::answer(connection, request).map(Data::Questions),
            Query::QuestionDetail { id, period } => committee::detail(connection, *id, *period)
                .map(|detail| Data::QuestionDetail { id: *id, detail: detail.map(Box::new) }),
            Query::Delivery { period } => delivery::answer(connection, *period).map(Data::Delivery),
            Query::CommitmentDetail { id, period } => delivery::detail(connection, *id, *period)
                .map(|detail| Data::CommitmentDetail { id: *id, detail: detail.map(Box::new) }),
            Query::Commitments { ids, period } => {
                delivery::details(connection, ids, *period).map(Data::Commitments)
            }
            Query::Narrative { period } => narrative::answer(connection, *period).map(Data::Narrative),
            Query::Section { id } => {
                let (section, actions) = narrative::section(connection, *id)?;
                Ok(Data::Section { id: *id, section: section.map(Box::new), actions })
            }
            Query::History { about, window } => {
                history::answer(connection, *about, *window).map(Data::History)
            }
            Query::Operation { id } => {
                operation::answer(connection, *id).map(|one| Data::Operation(Box::new(one)))
            }
            Query::Risks { period } => {
                risks::answer(connection, *period).map(|risks| Data::Risks(Box::new(risks)))
            }
            Query::RiskDetail { risk, period } => {
                risks::detail(connection, *risk, *period).map(|one| Data::RiskDetail(Box::new(one)))
            }
            Query::Name { subject } => {
                let name = crate::store::rows::subject::name(connection, *subject)?;
                name.map(Data::Name)
                    .ok_or_else(|| crate::store::rules::refusal::missing(subject.table, subject.id))
            }
            Query::Find { text, period, limit } => {
                find::answer(connection, text, *period, *limit).map(Data::Find)
            }
            Query::FindOthers { text, limit } => {
                find_others::answer(connection, text, *limit).map(Data::FindOthers)
            }
            Query::FindWords { text, period, limit } => {
                find_words::answer(connection, text, *period, *limit).map(Data::FindWords)
            }
            Query::Linked { subject, period } => {
                let number = known_period(connection, *period)?;
                linked::of(connection, *subject, number).map(Data::Linked)
            }
            Query::CarryForward { period } => {
                carry_forward::answer(connection, *period).map(Data::CarryForward)
            }
            Query::ReviewSummary { period } => {
                review_summary::answer(connection, *period).map(Data::ReviewSummary)
            }
            Query::Words { period, except } => words::answer(connection, *period, *except).map(Data::Words),
            Query::Present { records } => present::answer(connection, records).map(Data::Present),
            Query::Records { indicators } => records::answer(connection, indicators).map(Data::Records),
            Query::Money { period } => {
                budget::summary(connection, *period).map(|money| Data::Money(Box::new(money)))
            }
            Query::BudgetLineRows { line } => budget::rows_of(connection, *line),
            Query::Budget { period } => {
                budget::room(connection, *period).map(|room| Data::Budget(Box::new(room)))
            }
            Query::BudgetLine { line, period } => {
                budget::line(connection, *line, *period).map(|line| Data::BudgetLine(Box::new(line)))
            }
            Query::Importing => importing::answer(connection).map(|known| Data::Importing(Box::new(known))),
            Query::Returns { period, today } => {
                returns::answer(connection, *period, *today).map(|room| Data::Returns(Box::new(room)))
            }
            Query::Report { period } => {
                let rating_context = self.rating_context(connection)?;
                report::answer(connection, &rating_context, *period)
                    .map(|material| Data::Report(Box::new(material)))
            }
            Query::Publications { period } => {
                report::publications(connection, *period).map(Data::Publications)
            }
            Query::AllPublications => verify::publications(connection).map(Data::AllPublications),
            Query::Frozen { checksum } => report::frozen(connection, checksum).map(Data::Frozen),
            Query::Checks { period, today } => {
                let rating_context = self.rating_context(connection)?;
                let mut run = crate::checks::Run::new(checks::report(connection, *period, *today)?);
                for some in checks::ids(connection, *period)?.chunks(CHECKED_AT_ONCE) {
                    run.indicators(&checks::indicators(connection, &rating_context, *period, some)?);
                }
                Ok(Data::Checks(Box::new(run.finish())))
            }
            Query::ComparedSeries(request) => {
                comparison::series(connection, request).map(|found| Data::ComparedSeries(Box::new(found)))
            }
            Query::Comparison(request) | Query::ComparisonLater(request) => {
                comparison::answer(connection, request).map(|found| Data::Comparison(Box::new(found)))
            }
            Query::Organisations => {
                organisations::answer(connection).map(|room| Data::Organisations(Box::new(room)))
            }
            Query::Values { field } => {
                values::answer(connection, *field).map(|values| Data::Values { field: *field, values })
            }
        })
    }

    /// Begins to check a period: what is found comes from [`CheckRun::step`], a few indicators at
    /// a time. None where there are more than `most` indicators to look at.
    ///
    /// # Errors
    /// As [`Store::answer`].
    pub fn begin_checks(
        &self,
        period: Period,
        today: NaiveDate,
        most: Option<u64>,
    ) -> Result<Option<CheckRun>, StoreError> {
        self.reading(|connection| {
            if let Some(most) = most
                && checks::count(connection, period)? > most
            {
                return Ok(None);
            }
            let report = checks::report(connection, period, today)?;
            let ids = checks::ids(connection, period)?;
            let run = crate::checks::Run::new(report);
            Ok(Some(CheckRun { period, run, ids, next: 0 }))
        })
    }

    /// Periods and settings, read once for every state of the workbook.
    fn rating_context(&self, connection: &Connection) -> Result<Rc<RatingContext>, StoreError> {
        let operation = Head::load(connection)?.operation;
        let mut remembered = self.rating_context.borrow_mut();
        match &*remembered {
            Some((of, rating_context)) if *of == operation => Ok(Rc::clone(rating_context)),
            _ => {
                let rating_context = Rc::new(RatingContext::load(connection)?);
                *remembered = Some((operation, Rc::clone(&rating_context)));
                Ok(rating_context)
            }
        }
    }

    /// Runs `work` on one consistent state of the file.
    pub(super) fn reading<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let outcome = (|| {
            self.end_interrupted()?;
            // One transaction also locks the file once, not once for every statement.
            let transaction = self.connection.unchecked_transaction()?;
            self.take_back_interrupted(&transaction)?;
            let outcome = work(&transaction)?;
            transaction.finish()?;
            Ok(outcome)
        })();
        outcome.map_err(|error: StoreError| error.at(&self.path))
    }
}

/// The day by which "overdue" and the like are judged in a period.
fn judged_on(connection: &Connection, period: Period, today: NaiveDate) -> Result<NaiveDate, StoreError> {
    let number = known_period(connection, period)?;
    let record = row::period_record(connection, number)?;
    let workbook = row::workbook(connection)?;
    Ok(record.map_or(today, |record| record.judged_on(&workbook, today)))
}

/// The number of a period that the workbook knows.
fn known_period(connection: &Connection, period: Period) -> Result<i64, StoreError> {
    let number = period_number(period);
    match row::period_record(connection, number)? {
        Some(_) => Ok(number),
        None => Err(StoreError::UnknownPeriod { code: period.code() }),
    }
}

/// For a statement about rows as `of`: the place of each among those of the same `group`. A row without
/// one (position 0) comes after all that were there when it was added.
fn place_among(of: &str, group: &str) -> String {
    format!(
        "iif({of}.position > 0, {of}.position, ifnull(max({of}.position) OVER (PARTITION BY {of}.{group} \
         ORDER BY {of}.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))"
    )
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
