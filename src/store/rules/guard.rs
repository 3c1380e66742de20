//! What a change may not do: rules about records that the tables alone
//! cannot keep.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::forecast::is_to_come;
use crate::domain::{Period, PeriodKind, Polarity, Scheme};
use crate::store::error::StoreError;
use crate::store::rows::codes::period_number;
use crate::store::rows::row;
use crate::workbook::*;

/// Periods looked up so far, since bulk changes name few of them very often.
#[derive(Debug, Default)]
pub(in crate::store) struct Periods {
    known: HashMap<Period, Option<PeriodStatus>>,
}

impl Periods {
    /// Forgets everything; to be called when a period has changed.
    pub(in crate::store) fn forget(&mut self) {
        self.known.clear();
    }

    /// Takes a period for one that is known and open, before it is stored.
    pub(in crate::store) fn take_for_open(&mut self, period: Period) {
        self.known.insert(period, Some(PeriodStatus::Open));
    }

    /// Whether a period is known and closed.
    pub(in crate::store) fn is_closed(
        &mut self,
        connection: &Connection,
        period: Period,
    ) -> Result<bool, StoreError> {
        Ok(self.status(connection, period)? == Some(PeriodStatus::Closed))
    }

    /// The status of a period; none if the workbook does not know it.
    fn status(
        &mut self,
        connection: &Connection,
        period: Period,
    ) -> Result<Option<PeriodStatus>, StoreError> {
        if let Some(status) = self.known.get(&period) {
            return Ok(*status);
        }
        let record = row::period_record(connection, period_number(period))?;
        let status = record.map(|record| record.status);
        self.known.insert(period, status);
        Ok(status)
    }
}

/// Refuses a record that makes no sense in itself or names what is not there.
pub(in crate::store) fn check_record(
    connection: &Connection,
    periods: &mut Periods,
    record: &Record,
) -> Result<(), StoreError> {
    match record {
        Record::Workbook(workbook) => check_workbook(connection, workbook)?,
        Record::Period(_) => {}
        Record::Indicator(indicator) => check_indicator(indicator)?,
        Record::Action(action) => {
            known(connection, periods, action.period)?;
            crate::store::rules::guard_rooms::check(connection, record)?;
        }
        Record::Commentary(commentary) => known(connection, periods, commentary.period)?,
        // A period to come need not be among those that are reported yet.
        Record::Forecast(forecast) => {
            if let Some(made_in) = forecast.made_in {
                known(connection, periods, made_in)?;
                is_to_come(forecast.period, made_in).map_err(StoreError::invalid)?;
            }
        }
        // Every financial year has its months, whether they are reported or not.
        Record::MonthlyAmount(_) => crate::store::rules::guard_rooms::check(connection, record)?,
        other => {
            if let Some(period) = row::period_of_record(other) {
                known(connection, periods, period)?;
            }
            crate::store::rules::guard_rooms::check(connection, other)?;
        }
    }
    // The file would silently hold nothing instead.
    if numbers(record).into_iter().flatten().any(|number| !number.is_finite()) {
        return Err(StoreError::invalid("A figure is not a number"));
    }
    Ok(())
}

/// Whether [`check_record`] reads the rows that a record refers to.
pub(in crate::store) fn looks_up(record: &Record) -> bool {
    matches!(
        record,
        Record::Action(_) | Record::Link(_) | Record::CommitmentRating(_) | Record::BudgetLine(_)
    )
}

fn check_workbook(connection: &Connection, workbook: &Workbook) -> Result<(), StoreError> {
    if !(1..=12).contains(&workbook.first_month) {
        return Err(StoreError::invalid(format!("A year cannot begin in month {}", workbook.first_month)));
    }
    check_scheme(&workbook.scheme)?;
    if let Some(period) = workbook.current_period
        && row::period_record(connection, period_number(period))?.is_none()
    {
        return Err(StoreError::UnknownPeriod { code: period.code() });
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
    Ok(())
}

fn check_scheme(code: &str) -> Result<(), StoreError> {
    if Scheme::built_in().iter().any(|scheme| scheme.code == code) {
        Ok(())
    } else {
        Err(StoreError::UnknownScheme { code: code.to_owned() })
    }
}

/// A whole year needs no row of its own: annual targets, forecasts and
/// outturns belong to it even where only its quarters are reported.
fn known(connection: &Connection, periods: &mut Periods, period: Period) -> Result<(), StoreError> {
    if periods.status(connection, period)?.is_some() || period.kind() == PeriodKind::Year {
        Ok(())
    } else {
        Err(StoreError::UnknownPeriod { code: period.code() })
    }
}

/// The figures of a record; none has more.
fn numbers(record: &Record) -> [Option<f64>; 4] {
    match record {
        Record::Indicator(indicator) => {
            let (low, high) = match indicator.polarity {
                Polarity::Band { low, high } => (Some(low), Some(high)),
                _ => (None, None),
            };
            [Some(indicator.scale), indicator.tolerance, low, high]
        }
        Record::Target(target) => [Some(target.value), None, None, None],
        Record::SignOff(sign_off) => [sign_off.value, sign_off.target, None, None],
        Record::Result(result) => [result.numerator, result.denominator, result.stated, None],
        Record::Forecast(forecast) => [forecast.value, forecast.numerator, forecast.denominator, None],
        Record::Benchmark(benchmark) => [benchmark.numerator, benchmark.denominator, benchmark.value, None],
        Record::Action(action) => [action.expected_value, None, None, None],
        Record::Workbook(workbook) => [Some(workbook.budget_tolerance), None, None, None],
        Record::BudgetLine(line) => [line.tolerance, None, None, None],
        Record::BudgetAmount(amount) => [amount.stated_percent, None, None, None],
        _ => [None; 4],
    }
}

/// Refuses changes to what a closed or published period reported.
pub(in crate::store) fn check_open<'r>(
    connection: &Connection,
    periods: &mut Periods,
    before: Option<&'r Record>,
    after: Option<&'r Record>,
) -> Result<(), StoreError> {
    match (before, after) {
        (Some(Record::Period(before)), Some(Record::Period(after))) => check_period_change(before, after),
        (Some(Record::Period(before)), None) => refuse_unless(before.is_open(), before.code),
        (None, Some(Record::Period(_))) => Ok(()),
        (before, after) => {
            let period = |record: Option<&'r Record>| record.and_then(row::period_of_record);
            // What outlives the period it was raised in may be worked on until
            // a closed period has reported it as closed.
            let outlives = before.zip(after).is_some_and(|(before, _)| row::closed_in_of(before).is_some());
            if !outlives || period(before) != period(after) {
                require_open(connection, periods, period(before))?;
                require_open(connection, periods, period(after))?;
            }
            for record in [before, after].into_iter().flatten() {
                if let Record::Forecast(forecast) = record {
                    require_open(connection, periods, forecast.made_in)?;
                }
                if let Record::MonthlyAmount(month) = record {
                    // A month was reported by the quarter and the year it is in.
                    for period in reported_by(month.period) {
                        require_open(connection, periods, Some(period))?;
                    }
                }
                require_open(connection, periods, row::closed_in_of(record).flatten())?;
            }
            Ok(())
        }
    }
}

/// The quarter and the year that a month is in.
fn reported_by(month: Period) -> [Period; 2] {
    let quarter = Period::new(month.financial_year(), PeriodKind::Quarter, month.number().div_ceil(3));
    [quarter.unwrap_or(month), month.whole_year()]
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

fn require_open(
    connection: &Connection,
    periods: &mut Periods,
    period: Option<Period>,
) -> Result<(), StoreError> {
    let Some(period) = period else { return Ok(()) };
    let status = periods.status(connection, period)?;
    refuse_unless(status.is_none_or(|status| status == PeriodStatus::Open), period)
}

fn refuse_unless(open: bool, period: Period) -> Result<(), StoreError> {
    if open { Ok(()) } else { Err(StoreError::PeriodClosed { period: period.code() }) }
}

/// Refuses removing what other rows or reports still need.
pub(in crate::store) fn check_removal(connection: &Connection, record: &Record) -> Result<(), StoreError> {
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
            crate::store::rules::guard_organisations::check_removal(connection, record)?;
            crate::store::rules::guard_rooms::check_removal(connection, record)
        }
        Record::Period(period) => {
            let number = period_number(period.code);
            for table in row::tables_of_periods() {
                let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{table}\" WHERE period = ?1)");
                if connection.query_row(&sql, [number], |row| row.get(0))? {
                    return Err(in_use(&period.code.code(), "it has figures, words or actions"));
                }
            }
            let opens_here: bool = connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM workbook WHERE current_period = ?1)",
                [number],
                |row| row.get(0),
            )?;
            if opens_here {
                return Err(in_use(&period.code.code(), "the workbook opens at it"));
            }
            Ok(())
        }
        other => crate::store::rules::guard_rooms::check_removal(connection, other),
    }
}

pub(in crate::store) fn in_use(what: &str, because: &str) -> StoreError {
    StoreError::InUse { what: what.to_owned(), because: because.to_owned() }
}
