//! The series behind an indicator's chart.

use rusqlite::{Connection, params};

use super::known_period;
use crate::domain::{Period, PeriodKind};
use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::workbook::chart::{ChartMaterial, ChartSeries, MAX_POINTS};
use crate::workbook::*;

/// Rows read at most: a chart's points, with the quarters and years among months.
const ROWS: usize = MAX_POINTS + MAX_POINTS / 3 + MAX_POINTS / 12;

pub(super) fn answer(
    connection: &Connection,
    indicator: Id,
    period: Period,
    kind: Option<PeriodKind>,
) -> Result<ChartSeries, StoreError> {
    let number = known_period(connection, period)?;
    let record = row::get::<Indicator>(connection, indicator)?
        .ok_or(StoreError::UnknownIndicator { id: indicator })?;
    // Whatever ends with the period or before it, however long it is.
    let end = (number / 10 + 1) * 10;
    let mut results: Vec<ResultRecord> = row::select(
        connection,
        "WHERE indicator_id = ?1 AND period < ?2 ORDER BY period DESC LIMIT ?3",
        (indicator, end, i64::try_from(ROWS).unwrap_or(i64::MAX)),
    )?;
    results.reverse();
    let from = results.first().map_or(0, |first| i64::from(first.period.financial_year().0) * 1000);
    // The year under way ends later, and its targets may be the year's own.
    let year = (number / 1000 + 1) * 1000;
    let targets: Vec<Target> = row::select(
        connection,
        "WHERE indicator_id = ?1 AND period >= ?2 AND period < ?3 ORDER BY period",
        [indicator, from, year],
    )?;
    let marks = row::select(
        connection,
        "WHERE indicator_id = ?1 AND (period >= ?2 AND period < ?3 OR kind = ?4) ORDER BY period, kind",
        params![indicator, from, end, ChartMarkKind::Break],
    )?;
    let first_month = row::workbook(connection)?.first_month;
    Ok(ChartMaterial { indicator: record, results: &results, targets: &targets, marks, first_month }
        .series(kind))
}
