//! What a change may not do: rules about records that the tables alone
//! cannot keep.

use std::collections::HashMap;

use rusqlite::Connection;

use super::codes::period_number;
use super::error::StoreError;
use super::row;
use crate::domain::{Period, PeriodKind, Polarity, Scheme};
use crate::workbook::*;

/// Periods looked up so far, since bulk changes name few of them very often.
#[derive(Debug, Default)]
pub(super) struct Periods {
    known: HashMap<String, Option<PeriodStatus>>,
}

impl Periods {
    /// Forgets everything; to be called when a period has changed.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    /// The status of a period; none if the workbook does not know it.
    fn status(&mut self, connection: &Connection, code: &str) -> Result<Option<PeriodStatus>, StoreError> {
        if let Some(status) = self.known.get(code) {
            return Ok(*status);
        }
        let record = row::period_record(connection, period_number(parse(code)?))?;
        let status = record.map(|record| record.status);
        self.known.insert(code.to_owned(), status);
        Ok(status)
    }
}

/// Refuses a record that makes no sense in itself or names what is not there.
pub(super) fn check_record(
    connection: &Connection,
    periods: &mut Periods,
    record: &Record,
) -> Result<(), StoreError> {
    match record {
        Record::Workbook(workbook) => check_workbook(connection, workbook)?,
        Record::Period(period) => {
            parse(&period.code)?;
        }
        Record::Indicator(indicator) => check_indicator(indicator)?,
        Record::Action(action) => {
            known(connection, periods, &action.period)?;
            optional(&action.closed_in)?;
            optional(&action.expected_by)?;
        }
        Record::Commentary(commentary) => {
            known(connection, periods, &commentary.period)?;
            optional(&commentary.carried_from)?;
        }
        other => {
            if let Some(code) = row::period_code_of(other) {
                known(connection, periods, code)?;
            }
        }
    }
    // The file would silently hold nothing instead.
    if numbers(record).into_iter().flatten().any(|number| !number.is_finite()) {
        return Err(StoreError::invalid("A figure is not a number"));
    }
    Ok(())
}

fn check_workbook(connection: &Connection, workbook: &Workbook) -> Result<(), StoreError> {
    if !(1..=12).contains(&workbook.first_month) {
        return Err(StoreError::invalid(format!("A year cannot begin in month {}", workbook.first_month)));
    }
    check_scheme(&workbook.scheme)?;
    if !workbook.current_period.is_empty() {
        let number = period_number(parse(&workbook.current_period)?);
        if row::period_record(connection, number)?.is_none() {
            return Err(StoreError::UnknownPeriod { code: workbook.current_period.clone() });
        }
    }
    Ok(())
}

fn check_indicator(indicator: &Indicator) -> Result<(), StoreError> {
    if indicator.reference.trim().is_empty() {
        return Err(StoreError::invalid("An indicator needs a reference"));
    }
    if indicator.decimals > 6 {
        return Err(StoreError::invalid(format!(
            "{} decimals cannot be shown: at most 6",
            indicator.decimals
        )));
    }
    if indicator.scale <= 0.0 {
        return Err(StoreError::invalid(format!("The scale of {} has to be above 0", indicator.reference)));
    }
    if !indicator.scheme.is_empty() {
        check_scheme(&indicator.scheme)?;
    }
    optional(&indicator.retired_from)
}

fn check_scheme(code: &str) -> Result<(), StoreError> {
    if Scheme::built_in().iter().any(|scheme| scheme.code == code) {
        Ok(())
    } else {
        Err(StoreError::UnknownScheme { code: code.to_owned() })
    }
}

fn parse(code: &str) -> Result<Period, StoreError> {
    match Period::parse(code) {
        // Other spellings of a period would come back changed.
        Ok(period) if period.code() == code => Ok(period),
        _ => Err(StoreError::UnknownPeriod { code: code.to_owned() }),
    }
}

fn optional(code: &str) -> Result<(), StoreError> {
    if code.is_empty() { Ok(()) } else { parse(code).map(drop) }
}

/// A whole year needs no row of its own: annual targets, forecasts and
/// outturns belong to it even where only its quarters are reported.
fn known(connection: &Connection, periods: &mut Periods, code: &str) -> Result<(), StoreError> {
    if periods.status(connection, code)?.is_some() || parse(code)?.kind() == PeriodKind::Year {
        Ok(())
    } else {
        Err(StoreError::UnknownPeriod { code: code.to_owned() })
    }
}

fn numbers(record: &Record) -> Vec<Option<f64>> {
    match record {
        Record::Indicator(indicator) => {
            let (low, high) = match indicator.polarity {
                Polarity::Band { low, high } => (Some(low), Some(high)),
                _ => (None, None),
            };
            vec![Some(indicator.scale), indicator.tolerance, low, high]
        }
        Record::Target(target) => vec![Some(target.value)],
        Record::Result(result) => vec![result.numerator, result.denominator, result.stated],
        Record::Forecast(forecast) => vec![Some(forecast.value)],
        Record::Benchmark(benchmark) => vec![Some(benchmark.value)],
        Record::Action(action) => vec![action.expected_value],
        _ => Vec::new(),
    }
}

/// Refuses changes to what a closed or published period reported.
pub(super) fn check_open(
    connection: &Connection,
    periods: &mut Periods,
    before: Option<&Record>,
    after: Option<&Record>,
) -> Result<(), StoreError> {
    match (before, after) {
        (Some(Record::Period(before)), Some(Record::Period(after))) => check_period_change(before, after),
        (Some(Record::Period(before)), None) => refuse_unless(before.is_open(), &before.code),
        (Some(Record::Action(before)), Some(Record::Action(after))) => {
            // An action outlives the period it was raised in: it may be worked
            // on until a closed period has reported it as closed.
            if before.period != after.period {
                require_open(connection, periods, &before.period)?;
                require_open(connection, periods, &after.period)?;
            }
            require_open(connection, periods, &before.closed_in)?;
            require_open(connection, periods, &after.closed_in)
        }
        (before, after) => {
            for record in [before, after].into_iter().flatten() {
                match record {
                    Record::Period(_) | Record::Workbook(_) | Record::Indicator(_) => {}
                    Record::Action(action) => {
                        require_open(connection, periods, &action.period)?;
                        require_open(connection, periods, &action.closed_in)?;
                    }
                    other => {
                        require_open(connection, periods, row::period_code_of(other).unwrap_or_default())?
                    }
                }
            }
            Ok(())
        }
    }
}

fn check_period_change(before: &PeriodRecord, after: &PeriodRecord) -> Result<(), StoreError> {
    if before.code != after.code {
        return Err(StoreError::invalid(format!("{} cannot become another period", before.code)));
    }
    if !before.is_open() && after.is_open() && after.reopened_because.trim().is_empty() {
        return Err(StoreError::invalid(format!("Reopening {} needs a reason", before.code)));
    }
    Ok(())
}

fn require_open(connection: &Connection, periods: &mut Periods, code: &str) -> Result<(), StoreError> {
    if code.is_empty() {
        return Ok(());
    }
    let status = periods.status(connection, code)?;
    refuse_unless(status.is_none_or(|status| status == PeriodStatus::Open), code)
}

fn refuse_unless(open: bool, code: &str) -> Result<(), StoreError> {
    if open { Ok(()) } else { Err(StoreError::PeriodClosed { period: code.to_owned() }) }
}

/// Refuses removing what other rows or reports still need.
pub(super) fn check_removal(connection: &Connection, record: &Record) -> Result<(), StoreError> {
    match record {
        Record::Workbook(_) => Err(StoreError::invalid("The workbook's own settings cannot be removed")),
        Record::Indicator(indicator) => {
            let reported: bool = connection
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM standing JOIN period ON period.code = standing.period
                                    WHERE indicator_id = ?1 AND period.status <> 0)",
                )?
                .query_row([indicator.id], |row| row.get(0))?;
            if reported {
                return Err(in_use(&indicator.reference, "a closed period reports it; retire it instead"));
            }
            Ok(())
        }
        Record::Period(period) => {
            let number = period_number(parse(&period.code)?);
            for table in [
                "target",
                "result",
                "forecast",
                "rating_override",
                "printed",
                "benchmark",
                "commentary",
                "action",
                "review",
            ] {
                let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{table}\" WHERE period = ?1)");
                if connection.query_row(&sql, [number], |row| row.get(0))? {
                    return Err(in_use(&period.code, "it has figures, words or actions"));
                }
            }
            let opens_here: bool = connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM workbook WHERE current_period = ?1)",
                [number],
                |row| row.get(0),
            )?;
            if opens_here {
                return Err(in_use(&period.code, "the workbook opens at it"));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

pub(super) fn in_use(what: &str, because: &str) -> StoreError {
    StoreError::InUse { what: what.to_owned(), because: because.to_owned() }
}

/// The row that already has a record's natural key.
pub(super) fn holder_of_key(connection: &Connection, record: &Record) -> Result<Option<Record>, StoreError> {
    let key = row::period_code_of(record).and_then(|code| Period::parse(code).ok()).map_or(0, period_number);
    let by_period = "WHERE indicator_id = ?1 AND period = ?2";
    Ok(match record {
        Record::Workbook(_) => row::load(connection, Table::Workbook, 1)?,
        Record::Action(_) => None,
        Record::Period(_) => row::period_record(connection, key)?.map(Record::Period),
        Record::Indicator(one) => {
            row::first::<Indicator>(connection, "WHERE reference = ?1", [&one.reference])?
                .map(Record::Indicator)
        }
        Record::Target(one) => {
            row::first(connection, by_period, [one.indicator_id, key])?.map(Record::Target)
        }
        Record::Result(one) => {
            row::first(connection, by_period, [one.indicator_id, key])?.map(Record::Result)
        }
        Record::Forecast(one) => {
            row::first(connection, by_period, [one.indicator_id, key])?.map(Record::Forecast)
        }
        Record::RatingOverride(one) => {
            row::first(connection, by_period, [one.indicator_id, key])?.map(Record::RatingOverride)
        }
        Record::Review(one) => {
            row::first(connection, by_period, [one.indicator_id, key])?.map(Record::Review)
        }
        Record::Printed(one) => row::first(
            connection,
            "WHERE indicator_id IS ?1 AND period = ?2 AND field = ?3",
            rusqlite::params![one.indicator_id, key, one.field],
        )?
        .map(Record::Printed),
        Record::Benchmark(one) => row::first(
            connection,
            "WHERE indicator_id = ?1 AND period = ?2 AND organisation = ?3",
            rusqlite::params![one.indicator_id, key, one.organisation],
        )?
        .map(Record::Benchmark),
        Record::Commentary(one) => row::first(
            connection,
            "WHERE indicator_id = ?1 AND period = ?2 AND kind = ?3",
            rusqlite::params![one.indicator_id, key, one.kind],
        )?
        .map(Record::Commentary),
    })
}
