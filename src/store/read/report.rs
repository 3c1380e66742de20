//! Everything a report may tell of a period.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::{budget, committee, comparison, delivery, detail, known_period, movement, risks};
use crate::domain::Period;
use crate::domain::reference::sort_key;
use crate::store::error::StoreError;
use crate::store::history::operation::Head;
use crate::store::rating::rating_context::RatingContext;
use crate::store::rows::row;
use crate::workbook::*;

pub(super) fn answer(
    connection: &Connection,
    rating_context: &RatingContext,
    period: Period,
) -> Result<ReportInputs, StoreError> {
    let number = known_period(connection, period)?;
    let workbook = row::workbook(connection)?;
    // A report tells the same on whichever day it is made.
    let ends = period.ends(workbook.first_month);
    let record = row::period_record(connection, number)?
        .ok_or_else(|| StoreError::UnknownPeriod { code: period.code() })?;
    let comparison = comparison::of_report(connection, period, None)?;
    let budget = budget::room(connection, period)?;
    let risks = risks::answer(connection, period)?;
    let commitments: Vec<Id> = delivery::answer(connection, period)?.rows.iter().map(|row| row.id).collect();
    let revenue = budget.revenue.iter().map(|row| row.node.line.id);
    let lines: Vec<Id> = revenue.chain(budget.capital.iter().map(|row| row.node.line.id)).collect();
    Ok(ReportInputs {
        indicators: indicators(connection, rating_context, number, period, comparison.as_ref())?,
        comparison,
        narrative: row::select(connection, "WHERE period = ?1 ORDER BY kind, position, id", [number])?,
        commitments: delivery::details(connection, &commitments, period)?,
        spending: lines
            .into_iter()
            .map(|id| budget::line(connection, id, period))
            .collect::<Result<_, _>>()?,
        register: risks
            .rows
            .iter()
            .filter(|row| risks.at_threshold(row))
            .map(|row| risks::detail(connection, row.id, period))
            .collect::<Result<_, _>>()?,
        questions: questions(connection, period)?,
        printed: row::select(connection, "WHERE indicator_id IS NULL AND period = ?1 ORDER BY id", [number])?,
        operation: Head::load(connection)?.operation,
        left_out: Vec::new(),
        own_service: None,
        parted_by: None,
        closed_on: closed_on(connection, &record)?,
        movement: movement::answer(connection, period, record.judged_on(&workbook, ends))?,
        workbook,
        period: record,
        budget,
        risks,
    })
}

/// Day on which a period was last closed; none for one that is open, or was closed before the history.
fn closed_on(connection: &Connection, period: &PeriodRecord) -> Result<Option<NaiveDate>, StoreError> {
    if period.is_open() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT operation.at FROM change JOIN operation ON operation.id = change.operation_id
         WHERE change.record = ?1 AND change.row_id = ?2
           AND json_extract(change.before, '$.period.status') = 'open'
           AND json_extract(change.after, '$.period.status') <> 'open'
         ORDER BY operation.id DESC LIMIT 1",
    )?;
    let at: Option<String> =
        statement.query_row(rusqlite::params![Table::Period, period.id], |row| row.get(0)).optional()?;
    Ok(at.and_then(|at| at.split('T').next()?.parse().ok()))
}

/// Every indicator of the period: types in the order they were first entered.
fn indicators(
    connection: &Connection,
    rating_context: &RatingContext,
    number: i64,
    period: Period,
    comparison: Option<&Comparison>,
) -> Result<Vec<Detail>, StoreError> {
    let ids: Vec<Id> = connection
        .prepare_cached("SELECT indicator_id FROM standing WHERE period = ?1 ORDER BY indicator_id LIMIT ?2")?
        .query_map([number, i64::try_from(MAX_REPORTED + 1).unwrap_or(i64::MAX)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if ids.len() as u64 > MAX_REPORTED {
        return Err(StoreError::TooMuchToReport { most: MAX_REPORTED });
    }
    let mut details = Vec::with_capacity(ids.len());
    for id in ids {
        let mut detail = detail::alone(connection, rating_context, id, period)?;
        // The rank among the figures of another period is none of this one.
        detail.beside = comparison.filter(|found| found.period == period).and_then(|found| found.beside(id));
        details.push(detail);
    }
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for detail in &details {
        let next = kinds.len();
        kinds.entry(detail.standing.kind.clone()).or_insert(next);
    }
    details.sort_by_cached_key(|detail| {
        let place = kinds.get(&detail.standing.kind).copied().unwrap_or(usize::MAX);
        (place, sort_key(&detail.standing.reference))
    });
    Ok(details)
}

fn questions(connection: &Connection, period: Period) -> Result<Vec<QuestionDetail>, StoreError> {
    let request = QuestionRequest {
        period,
        // Nothing of the answer that depends on the day is used.
        today: NaiveDate::default(),
        filter: QuestionFilter::All,
        text: String::new(),
    };
    let mut details = Vec::new();
    for row in committee::answer(connection, &request)?.rows {
        details.extend(committee::detail(connection, row.id, period)?);
    }
    Ok(details)
}

/// What has been published of a period.
pub(super) fn publications(connection: &Connection, period: Period) -> Result<Vec<Publication>, StoreError> {
    let number = known_period(connection, period)?;
    Ok(row::select(connection, "WHERE period = ?1 ORDER BY version DESC, template", [number])?)
}

/// What was published under a checksum.
pub(super) fn frozen(connection: &Connection, checksum: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT content FROM frozen WHERE checksum = ?1")?;
    Ok(statement.query_row([checksum], |row| row.get(0)).optional()?)
}
