//! Everything about one indicator in one period.

use rusqlite::Connection;

use super::{actions, committee, comparison, linked, organisations, year_end};
use crate::domain::Period;
use crate::store::error::StoreError;
use crate::store::rating::rating_context::{RatingContext, StoredFigures, earlier_outturns};
use crate::store::rows::codes::period_number;
use crate::store::rows::other_names::OtherNames;
use crate::store::rows::{row, standings};
use crate::workbook::compared::Compared;
use crate::workbook::forecasts::{Foreseen, YearEnd};
use crate::workbook::standing::{explain, judge};
use crate::workbook::years::Years;
use crate::workbook::*;

/// Points of the trend.
const POINTS: usize = 12;

pub(super) fn answer(
    connection: &Connection,
    rating_context: &RatingContext,
    indicator: Id,
    period: Period,
) -> Result<Detail, StoreError> {
    let mut detail = alone(connection, rating_context, indicator, period)?;
    detail.beside = comparison::beside(connection, &detail.benchmarks, indicator, period)?;
    Ok(detail)
}

/// The same without its place in a group, for who works out the places of all indicators at once.
pub(super) fn alone(
    connection: &Connection,
    rating_context: &RatingContext,
    indicator: Id,
    period: Period,
) -> Result<Detail, StoreError> {
    let unknown = || StoreError::UnknownPeriod { code: period.code() };
    let number = period_number(period);
    let record =
        rating_context.periods.iter().find(|(other, ..)| *other == number).map(|(_, _, record)| record);
    let record = record.ok_or_else(unknown)?;
    let material = StoredFigures::about(connection, indicator, period)?
        .ok_or(StoreError::UnknownIndicator { id: indicator })?;
    let inputs = material.inputs(rating_context, period, record)?;
    // An indicator retired by then has no row, but can still be looked at.
    let mut standing = match standings::load(connection, number, indicator)? {
        Some(standing) => standing,
        None => judge(&inputs),
    };
    let year = period_number(period.whole_year());
    let year_target = material.targets.get(&year).cloned();
    let last_outturn = material.last_outturn(period).cloned();
    let breaks = rating_context.breaks(indicator);
    let benchmarks: Vec<Benchmark> = row::select(
        connection,
        "WHERE indicator_id = ?1 AND period = ?2 ORDER BY value IS NULL, id",
        [indicator, number],
    )?;
    let called = OtherNames::read(connection)?;
    let benchmarks = called.one_each(benchmarks);
    let forecasts_made = year_end::made_until(connection, indicator, number)?;
    let forecasts =
        year_end::forecasts(connection, &material, &inputs, (period, standing.value), &forecasts_made)?;
    standing.year_end = YearEnd::of(&forecasts, period);
    standing.foreseen = Foreseen::of(&forecasts, period);
    let subject = Subject { table: Table::Indicator, id: indicator };
    let filed: Option<IndicatorTheme> = row::first(connection, "WHERE indicator_id = ?1", [indicator])?;
    Ok(Detail {
        standing,
        explanation: explain(&inputs),
        result: material.results.get(&number).cloned(),
        target: material.targets.get(&number).cloned(),
        year_target,
        previous: material.results.get(&period_number(material.previous_due(period))).cloned(),
        same_period_last_year: material.results.get(&period_number(period.same_period_last_year())).cloned(),
        last_outturn,
        forecasts,
        forecasts_made,
        rating_override: material.overrides.get(&number).cloned(),
        printed: row::select(connection, row::HERE, [indicator, number])?,
        compared: Compared::of(
            &benchmarks,
            called.own(&material.indicator.compare_with),
            called.own(&rating_context.workbook.compare_with),
        ),
        benchmarks,
        beside: None,
        commentary: row::select(connection, row::HERE, [indicator, number])?,
        earlier_commentary: row::select(
            connection,
            "WHERE indicator_id = ?1 AND period = (SELECT max(period) FROM commentary
             WHERE indicator_id = ?1 AND period < ?2 AND text <> '') ORDER BY id",
            [indicator, number],
        )?,
        actions: actions::about(connection, subject, number)?,
        linked: linked::of(connection, subject, number)?,
        questions: committee::about(connection, indicator)?,
        review: material.reviews.get(&number).cloned(),
        trend: trend(connection, rating_context, indicator, number, period)?,
        theme: organisations::path(connection, filed.as_ref())?,
        filed,
        breaks: breaks.to_vec(),
        years: years(connection, &material.indicator, number, period)?,
        indicator: material.indicator.clone(),
    })
}

/// Outturns of earlier years that are told.
const OUTTURNS: usize = 3;

fn years(
    connection: &Connection,
    indicator: &Indicator,
    number: i64,
    period: Period,
) -> Result<Years, StoreError> {
    let this = period.whole_year();
    // Numbers of a year's periods lie together, its own last.
    let first = period_number(this.previous()) - period_number(this.previous()) % 1000;
    let last = period_number(this.next());
    let between = "WHERE indicator_id = ?1 AND period BETWEEN ?2 AND ?3 ORDER BY period";
    let last_year = this.previous();
    let figures: Vec<Benchmark> = row::select(
        connection,
        "WHERE indicator_id = ?1 AND period = ?2 ORDER BY id",
        [indicator.id, period_number(this.previous())],
    )?;
    Ok(Years {
        targets: row::select(connection, between, [indicator.id, first, last])?,
        reasons: row::select(connection, between, [indicator.id, first, last])?,
        outturns: earlier_outturns(connection, indicator, period, OUTTURNS)?,
        last_year: comparison::beside(connection, &figures, indicator.id, last_year)?,
        sign_offs: row::select(connection, row::HERE, [indicator.id, number])?,
    })
}

fn trend(
    connection: &Connection,
    rating_context: &RatingContext,
    indicator: Id,
    number: i64,
    period: Period,
) -> Result<Vec<TrendPoint>, StoreError> {
    let alike: Vec<(i64, Period)> = rating_context
        .periods
        .iter()
        .filter(|(other, kind, _)| *other <= number && kind.kind() == period.kind())
        .map(|(other, period, _)| (*other, *period))
        .collect();
    // Looked up one by one: forty look-ups cost less than an index over everything.
    let mut statement = connection.prepare_cached(
        "SELECT value, target, rating, illustrative FROM standing WHERE period = ?1 AND indicator_id = ?2",
    )?;
    let mut points = Vec::new();
    for (other, period) in &alike[alike.len().saturating_sub(POINTS)..] {
        for point in statement.query_map([*other, indicator], |row| {
            Ok(TrendPoint {
                period: *period,
                value: row.get(0)?,
                target: row.get(1)?,
                rating: row.get(2)?,
                illustrative: row.get(3)?,
            })
        })? {
            points.push(point?);
        }
    }
    Ok(points)
}
