//! What standings are judged from: the workbook's periods and scheme, and an
//! indicator with its figures.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::domain::{Basis, Comparator, Frequency, Period, PeriodKind, Scheme, SeriesBreak};
use crate::store::error::StoreError;
use crate::store::rating::group_result;
use crate::store::rows::codes::{period_number, period_of};
use crate::store::rows::other_names::OtherNames;
use crate::store::rows::row::{self, TableRow};
use crate::workbook::compared::Compared;
use crate::workbook::standing::Inputs;
use crate::workbook::years::Outturn;
use crate::workbook::*;

/// Everything standings are judged by that is not about one indicator.
pub(in crate::store) struct RatingContext {
    pub workbook: Workbook,
    pub periods: Vec<(i64, Period, PeriodRecord)>,
    /// Breaks of the indicators that have one.
    breaks: HashMap<Id, Vec<SeriesBreak>>,
}

impl RatingContext {
    pub(in crate::store) fn load(connection: &Connection) -> Result<Self, StoreError> {
        let periods = row::periods(connection)?
            .into_iter()
            .map(|record| (period_number(record.code), record.code, record))
            .collect();
        let marks: Vec<ChartMark> =
            row::select(connection, "WHERE kind = ?1 ORDER BY period", [ChartMarkKind::Break])?;
        let mut breaks: HashMap<Id, Vec<SeriesBreak>> = HashMap::new();
        for mark in &marks {
            breaks.entry(mark.indicator_id).or_default().extend(mark.series_break());
        }
        Ok(Self { workbook: row::workbook(connection)?, periods, breaks })
    }

    /// The breaks of an indicator's series, in order of time.
    pub(in crate::store) fn breaks(&self, indicator: Id) -> &[SeriesBreak] {
        self.breaks.get(&indicator).map_or(&[], Vec::as_slice)
    }

    /// The scheme that governs an indicator in a period.
    pub(in crate::store) fn scheme(
        &self,
        indicator: &Indicator,
        period: Period,
    ) -> Result<&'static Scheme, StoreError> {
        let code = if indicator.scheme.is_empty() { &self.workbook.scheme } else { &indicator.scheme };
        Scheme::find(Scheme::built_in(), code, period)
            .ok_or_else(|| StoreError::UnknownScheme { code: code.clone() })
    }
}

/// One indicator with all its figures, by period number.
pub(in crate::store) struct StoredFigures {
    pub indicator: Indicator,
    pub targets: HashMap<i64, Target>,
    pub results: HashMap<i64, ResultRecord>,
    pub overrides: HashMap<i64, RatingOverride>,
    pub reviews: HashMap<i64, Review>,
    pub benchmarks: HashMap<i64, Benchmark>,
}

/// Whether the result of the last period of a year is the year's outturn.
pub(in crate::store) fn covers_the_year(basis: Basis) -> bool {
    matches!(basis, Basis::Cumulative | Basis::Rolling12 | Basis::Snapshot)
}

impl StoredFigures {
    /// Reads an indicator's figures; none if there is no such indicator.
    pub(in crate::store) fn load(connection: &Connection, indicator: Id) -> rusqlite::Result<Option<Self>> {
        let Some(record) = row::get::<Indicator>(connection, indicator)? else {
            return Ok(None);
        };
        let mut results = by_period(connection, indicator, |row: &ResultRecord| (row.period, row.id))?;
        let alone = group_result::fill_in(connection, &record, &mut results, None)?;
        Ok(Some(Self {
            benchmarks: compared(connection, &record, alone)?,
            indicator: record,
            targets: by_period(connection, indicator, |row: &Target| (row.period, row.id))?,
            results,
            overrides: by_period(connection, indicator, |row: &RatingOverride| (row.period, row.id))?,
            reviews: by_period(connection, indicator, |row: &Review| (row.period, row.id))?,
        }))
    }

    /// An indicator without any figures.
    pub(in crate::store) fn only(indicator: Indicator) -> Self {
        Self {
            indicator,
            targets: HashMap::new(),
            results: HashMap::new(),
            overrides: HashMap::new(),
            reviews: HashMap::new(),
            benchmarks: HashMap::new(),
        }
    }

    /// Reads only what is told of an indicator in one period: looking up a
    /// few rows costs a fraction of reading years of them.
    pub(in crate::store) fn about(
        connection: &Connection,
        indicator: Id,
        period: Period,
    ) -> rusqlite::Result<Option<Self>> {
        let Some(record) = row::get::<Indicator>(connection, indicator)? else {
            return Ok(None);
        };
        let (number, year) = (period_number(period), period.whole_year());
        let mut material = Self {
            overrides: in_periods(connection, indicator, &[number])?,
            reviews: in_periods(connection, indicator, &[number])?,
            ..Self::only(record)
        };
        material.benchmarks = compared(connection, &material.indicator, None)?;
        material.targets = in_periods(connection, indicator, &[number, period_number(year)])?;
        let mut earlier = vec![number, period_number(material.previous_due(period))];
        earlier.push(period_number(period.same_period_last_year()));
        earlier.extend(outturns(period));
        material.results = in_periods(connection, indicator, &earlier)?;
        let record = material.indicator.clone();
        group_result::fill_in(connection, &record, &mut material.results, Some(&earlier))?;
        Ok(Some(material))
    }

    /// The result the indicator's comparator picks.
    pub(in crate::store) fn comparator(&self, period: Period) -> Option<&ResultRecord> {
        match self.indicator.comparator {
            Comparator::PreviousPeriod => self.results.get(&period_number(self.previous_due(period))),
            Comparator::SamePeriodLastYear => {
                self.results.get(&period_number(period.same_period_last_year()))
            }
            Comparator::LastOutturn => self.last_outturn(period),
        }
    }

    /// The period before in which a result was due.
    pub(in crate::store) fn previous_due(&self, period: Period) -> Period {
        match (self.indicator.frequency, period.kind()) {
            (Frequency::Annual, _) => period.same_period_last_year(),
            (Frequency::Quarterly, PeriodKind::Month) => period.previous().previous().previous(),
            _ => period.previous(),
        }
    }

    /// Last year's result: the year's own or, where a result covers the year
    /// so far or is as at its end, that of the year's last period.
    pub(in crate::store) fn last_outturn(&self, period: Period) -> Option<&ResultRecord> {
        outturn_of(&self.indicator, &self.results, outturns(period))
    }

    /// Whether the indicator is reported in a period at all.
    pub(in crate::store) fn is_reported_in(&self, period: i64) -> bool {
        is_reported_in(self.indicator.retired_from, period)
    }

    /// What a standing in `period` is judged from.
    pub(in crate::store) fn inputs<'a>(
        &'a self,
        rating_context: &'a RatingContext,
        period: Period,
        record: &'a PeriodRecord,
    ) -> Result<Inputs<'a>, StoreError> {
        let number = period_number(period);
        let year = period.whole_year();
        Ok(Inputs {
            indicator: &self.indicator,
            period: record,
            first_month: rating_context.workbook.first_month,
            scheme: rating_context.scheme(&self.indicator, period)?,
            result: self.results.get(&number),
            target: self.targets.get(&number),
            year_target: self.targets.get(&period_number(year)).filter(|_| year != period),
            comparator: self.comparator(period),
            same_period_last_year: self.results.get(&period_number(period.same_period_last_year())),
            rating_override: self.overrides.get(&number),
            benchmark: self.benchmarks.get(&number),
            review: self.reviews.get(&number),
            review_ratings: &rating_context.workbook.review_ratings,
            breaks: rating_context.breaks(self.indicator.id),
        })
    }
}

/// Whether an indicator retired from a period, or never, is still reported in another.
pub(in crate::store) fn is_reported_in(retired_from: Option<Period>, period: i64) -> bool {
    retired_from.is_none_or(|from| !in_or_after(period, from))
}

/// Whether the period of `number` begins in or after `from`. A quarter
/// retires its own months too, so starts are compared, not ends.
fn in_or_after(number: i64, from: Period) -> bool {
    let start = |period: Period| {
        let months = match period.kind() {
            PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::Year => 12,
        };
        i64::from(period.financial_year().0) * 12 + (i64::from(period.number()) - 1) * months
    };
    period_of(number).is_none_or(|period| start(period) >= start(from))
}

/// The result of a year among those of its own and of its last period.
fn outturn_of<'a>(
    indicator: &Indicator,
    results: &'a HashMap<i64, ResultRecord>,
    [year, last]: [i64; 2],
) -> Option<&'a ResultRecord> {
    results.get(&year).or_else(|| results.get(&last).filter(|_| covers_the_year(indicator.basis)))
}

/// What the last years before the one of a period ended at, oldest first; at most `most`.
pub(in crate::store) fn earlier_outturns(
    connection: &Connection,
    indicator: &Indicator,
    period: Period,
    most: usize,
) -> rusqlite::Result<Vec<Outturn>> {
    let mut periods = vec![period];
    for _ in 1..most {
        let earlier = periods[periods.len() - 1].same_period_last_year();
        periods.push(earlier);
    }
    let numbers: Vec<i64> = periods.iter().flat_map(|period| outturns(*period)).collect();
    let mut results = in_periods(connection, indicator.id, &numbers)?;
    group_result::fill_in(connection, indicator, &mut results, Some(&numbers))?;
    let outturn = |period: &Period| {
        let result = outturn_of(indicator, &results, outturns(*period))?;
        Some(Outturn {
            year: period.whole_year().previous(),
            value: result.measurement().value(indicator.scale)?,
            illustrative: result.illustrative,
        })
    };
    Ok(periods.iter().rev().filter_map(outturn).collect())
}

/// Last year, and its last period of the same length.
fn outturns(period: Period) -> [i64; 2] {
    let year = period_number(period.whole_year().previous());
    let last = match period.kind() {
        PeriodKind::Month => year - 2,
        PeriodKind::Quarter => year - 1,
        PeriodKind::Year => year,
    };
    [year, last]
}

/// Rows of benchmarks that may stand beside results: of the organisations that are named, and those
/// that are the only ones of their period. There may be a hundred organisations with years of figures,
/// so no others are read.
/// ?2 are the names that those who are named have, as JSON.
const COMPARED: &str = "WHERE indicator_id = ?1 AND (
        organisation COLLATE NOCASE IN (SELECT value FROM json_each(?2))
        OR id IN (SELECT min(id) FROM benchmark WHERE indicator_id = ?1 AND value IS NOT NULL
                  GROUP BY period HAVING count(*) = 1))";
/// The same where those that are the only ones are known: ?2 are their ids, as JSON, and nobody is named.
const ALONE: &str = "WHERE id IN (SELECT value FROM json_each(?2)) AND indicator_id = ?1";

/// The benchmark of each period that stands beside the result; `alone` are the rows that are the only one of
/// their period, where that is known.
fn compared(
    connection: &Connection,
    indicator: &Indicator,
    alone: Option<Vec<Id>>,
) -> rusqlite::Result<HashMap<i64, Benchmark>> {
    // Most indicators have none, and are asked for by the million.
    let has_any = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM benchmark WHERE indicator_id = ?1)")?
        .query_row([indicator.id], |row| row.get::<_, bool>(0))?;
    if !has_any {
        return Ok(HashMap::new());
    }
    let workbook: String =
        connection.prepare_cached("SELECT compare_with FROM workbook")?.query_row([], |row| row.get(0))?;
    let called = OtherNames::read(connection)?;
    let named: Vec<&str> = [&indicator.compare_with, &workbook]
        .into_iter()
        .filter(|name| !name.trim().is_empty())
        .flat_map(|name| called.all(name.trim()))
        .collect();
    let (which, wanted) = match alone {
        Some(alone) if named.is_empty() => (ALONE, serde_json::Value::from(alone)),
        _ => (COMPARED, serde_json::Value::from(named)),
    };
    let mut by_period: HashMap<i64, Vec<Benchmark>> = HashMap::new();
    for row in row::select::<Benchmark>(connection, which, params![indicator.id, wanted.to_string()])? {
        by_period.entry(period_number(row.period)).or_default().push(row);
    }
    let (own, workbook) = (called.own(&indicator.compare_with), called.own(&workbook));
    let chosen = by_period.into_iter().filter_map(|(period, rows)| {
        let found = Compared::of(&called.one_each(rows), own, workbook).benchmark().cloned();
        found.map(|benchmark| (period, benchmark))
    });
    Ok(chosen.collect())
}

/// The first row added for each of a few periods.
fn in_periods<T: TableRow>(
    connection: &Connection,
    indicator: Id,
    periods: &[i64],
) -> rusqlite::Result<HashMap<i64, T>> {
    let mut map = HashMap::new();
    for period in periods {
        if !map.contains_key(period)
            && let Some(row) = row::first::<T>(connection, row::HERE, [indicator, *period])?
        {
            map.insert(*period, row);
        }
    }
    Ok(map)
}

/// The first row added for each period.
fn by_period<T: TableRow>(
    connection: &Connection,
    indicator: Id,
    key: impl Fn(&T) -> (Period, Id),
) -> rusqlite::Result<HashMap<i64, T>> {
    let mut map: HashMap<i64, T> = HashMap::new();
    let mut statement = connection.prepare_cached(T::BY_INDICATOR)?;
    for row in statement.query_map([indicator], T::read)? {
        let row = row?;
        let (period, id) = key(&row);
        let number = period_number(period);
        // Unsorted: sorting costs more than all else here, and only benchmarks have several.
        if map.get(&number).is_none_or(|other| id < key(other).1) {
            map.insert(number, row);
        }
    }
    Ok(map)
}
