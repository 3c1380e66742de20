//! Where indicators are expected to end the year, and what was expected of the period itself: for one of
//! them, for the rows of a list, for the counts of a period.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::series_break::parted_because;
use crate::domain::{Basis, Frequency, Period, Rating};
use crate::store::error::StoreError;
use crate::store::rating::rating_context::{RatingContext, StoredFigures, covers_the_year};
use crate::store::rows::codes::{period_number, period_of};
use crate::store::rows::row;
use crate::workbook::forecasts::{Expected, Foreseen, Now, YearEnd, expected};
use crate::workbook::standing::Inputs;
use crate::workbook::*;

/// Says of each row where the year is expected to end, and what had been expected of the period; most have
/// no forecast and cost one look.
pub(super) fn fill(connection: &Connection, number: i64, rows: &mut [Standing]) -> Result<(), StoreError> {
    let Some(period) = period_of(number) else { return Ok(()) };
    let mut rating_context = None;
    for standing in rows {
        (standing.year_end, standing.foreseen) =
            of(connection, &mut rating_context, standing.indicator_id, (period, standing.value))?;
    }
    Ok(())
}

/// The ratings that the indicators of a period are expected to end the year at, where there is a forecast.
pub(super) fn ratings(connection: &Connection, number: i64) -> Result<HashMap<Id, Rating>, StoreError> {
    let mut found = HashMap::new();
    let Some(period) = period_of(number) else { return Ok(found) };
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT s.indicator_id, s.value FROM forecast AS f
         JOIN standing AS s ON s.period = ?2 AND s.indicator_id = f.indicator_id
         WHERE f.period = ?1 AND f.made_in <= ?2",
    )?;
    let year = period_number(period.whole_year());
    let rows = statement.query_map([year, number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut rating_context = None;
    for (indicator, value) in rows.collect::<Result<Vec<(Id, Option<f64>)>, _>>()? {
        if let (Some(end), _) = of(connection, &mut rating_context, indicator, (period, value))? {
            found.insert(indicator, end.rating);
        }
    }
    Ok(found)
}

fn of(
    connection: &Connection,
    rating_context: &mut Option<RatingContext>,
    indicator: Id,
    (period, value): (Period, Option<f64>),
) -> Result<(Option<YearEnd>, Option<Foreseen>), StoreError> {
    let (number, year) = (period_number(period), period_number(period.whole_year()));
    let made: Vec<Forecast> = row::select(
        connection,
        "WHERE indicator_id = ?1 AND period IN (?2, ?3) AND made_in <= ?3 ORDER BY made_in, id",
        [indicator, year, number],
    )?;
    if made.is_empty() {
        return Ok((None, None));
    }
    let rating_context = match rating_context {
        Some(rating_context) => rating_context,
        none => none.insert(RatingContext::load(connection)?),
    };
    let record =
        rating_context.periods.iter().find(|(other, ..)| *other == number).map(|(_, _, record)| record);
    let (Some(record), Some(material)) = (record, StoredFigures::about(connection, indicator, period)?)
    else {
        return Ok((None, None));
    };
    let inputs = material.inputs(rating_context, period, record)?;
    let expected = forecasts(connection, &material, &inputs, (period, value), &made)?;
    Ok((YearEnd::of(&expected, period), Foreseen::of(&expected, period)))
}

/// What a year that has no outturn of its own came out at, by its last period. Held against what the
/// target of a year is told from (`year_end_target`): counts and money of each period alone add up, all
/// else ends at its last figure.
fn ended_at(
    connection: &Connection,
    indicator: &Indicator,
    inputs: &Inputs,
    (period, value): (Period, Option<f64>),
) -> Result<Option<f64>, StoreError> {
    match indicator.basis {
        basis if covers_the_year(basis) => return Ok(value),
        Basis::Discrete if !indicator.measure.adds_up() || indicator.frequency == Frequency::Annual => {
            return Ok(value);
        }
        Basis::Discrete => {}
        _ => return Ok(None),
    }
    let mut sum = value;
    let mut at = period;
    for _ in 1..period.kind().per_year() {
        at = at.previous();
        let found: Option<ResultRecord> =
            row::first(connection, row::HERE, [indicator.id, period_number(at)])?;
        let own = found.as_ref().and_then(|result| result.measurement().value(indicator.scale));
        sum = sum.zip(own).map(|(sum, own)| sum + own);
    }
    Ok(sum.filter(|_| parted_because(inputs.breaks, at, period).is_none()))
}

/// The forecasts of an indicator as they are known in a period: those made later are not.
pub(super) fn made_until(
    connection: &Connection,
    indicator: Id,
    number: i64,
) -> Result<Vec<Forecast>, StoreError> {
    Ok(row::select(
        connection,
        "WHERE indicator_id = ?1 AND made_in <= ?2 ORDER BY made_in, id",
        [indicator, number],
    )?)
}

/// What was expected up to this period, with all that it is held against.
pub(super) fn forecasts(
    connection: &Connection,
    material: &StoredFigures,
    inputs: &Inputs,
    (period, value): (Period, Option<f64>),
    made: &[Forecast],
) -> Result<Vec<Expected>, StoreError> {
    let indicator = &material.indicator;
    if made.is_empty() {
        return Ok(Vec::new());
    }
    let year = period_number(period.whole_year());
    let targets: Vec<Target> = row::select(
        connection,
        "WHERE indicator_id = ?1 AND period >= ?2",
        [indicator.id, year - year % 1000],
    )?;
    let of = |result: &ResultRecord| result.measurement().value(indicator.scale);
    let outturn = match period.ends_year() {
        true => row::first::<ResultRecord>(connection, row::HERE, [indicator.id, year])?
            .as_ref()
            .and_then(of)
            .map_or_else(|| ended_at(connection, indicator, inputs, (period, value)), |own| Ok(Some(own)))?,
        false => None,
    };
    let now = Now {
        indicator,
        scheme: inputs.scheme,
        period,
        value,
        basis: inputs.result.and_then(|result| result.basis).unwrap_or(indicator.basis),
        // An outturn of another definition is no outturn of this one.
        last_outturn: material
            .last_outturn(period)
            .filter(|result| parted_because(inputs.breaks, result.period, period).is_none())
            .and_then(of),
        outturn,
        targets: &targets,
        breaks: inputs.breaks,
    };
    Ok(expected(&now, made))
}
