//! How values are written in the file: enumerations as small integers,
//! periods as integers that sort by time, dates as text.
//!
//! The numbers are part of the file format: only ever add to the end of a list.

use chrono::NaiveDate;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};

use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::domain::{
    Basis, Comparator, Confidence, Direction, FinancialYear, Frequency, Measure, Period, PeriodKind,
    Polarity, Rating, ResultStatus, Unit,
};
use crate::workbook::{
    ActionStatus, AssessmentKind, BudgetKind, ChartMarkKind, CommentaryKind, CommentaryStatus,
    CommitmentScale, ControlStatus, PeriodStatus, ReviewMark, ReviewState, SavingStatus, SectionKind, Table,
    Treatment, VarianceBase,
};

/// Gives an enumeration its numbers, in the order listed.
macro_rules! codes {
    ($($kind:ident [$($variant:ident),+ $(,)?])+) => {$(
        impl ToSql for $kind {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                // A value that is not listed does not compile.
                enum Code { $($variant),+ }
                let code = match self { $($kind::$variant => Code::$variant),+ };
                Ok(ToSqlOutput::from(code as i64))
            }
        }

        impl FromSql for $kind {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                const ALL: &[$kind] = &[$($kind::$variant),+];
                let code = value.as_i64()?;
                usize::try_from(code)
                    .ok()
                    .and_then(|code| ALL.get(code).copied())
                    .ok_or(FromSqlError::OutOfRange(code))
            }
        }
    )+};
}

codes! {
    Unit [Percent, Number, Rate, Days, Weeks, Money]
    Measure [Percentage, Average, Rate, Count, Money, Ratio, Index]
    Basis [Discrete, Cumulative, Rolling12, Snapshot, Lagged, Projection]
    Comparator [PreviousPeriod, SamePeriodLastYear, LastOutturn]
    Frequency [Monthly, Quarterly, Annual]
    ResultStatus [Provisional, Final, Estimate]
    Direction [Improving, Same, Worsening, Increasing, Decreasing, NotComparable, None]
    Rating [
        Red, RedAmber, Amber, GreenAmber, Green, NotOnTrack, OnTrack, Band1, Band2, Band3, Band4, Band5,
        NotReportable, NotDue, AwaitingData, MonitorOnly, None, Complete, AtRisk, OffTrack,
        NotCollected,
    ]
    PeriodStatus [Open, Closed, Published]
    CommentaryKind [Reasons, NoActionBecause, RisksAndOpportunities]
    CommentaryStatus [Draft, Submitted, Approved, Returned]
    ActionStatus [Planned, UnderWay, Done, Dropped]
    ReviewState [Reviewed, Skipped]
    ReviewMark [NotNeeded, ToReview, Reviewed, Skipped, ChangedSince]
    Treatment [Unstated, Treat, Tolerate, Transfer, Terminate]
    AssessmentKind [Inherent, Current, Target]
    ControlStatus [InPlace, UnderWay, Planned, Ended]
    BudgetKind [Revenue, Capital]
    VarianceBase [Original, Revised, Latest]
    SavingStatus [Achieved, OnTrack, AtRisk, Undeliverable]
    CommitmentScale [FourColour, Delivery]
    Confidence [Unstated, OnCourse, AtRisk, WillMiss]
    ChartMarkKind [Note, Rebase, Freeze, Break]
    OrganisationClass [Unstated, County, Unitary, Metropolitan, LondonBorough, District, Region, Nation, AllOfAClass]
    GroupKind [Region, Neighbours, Class, Nation, Own]
    SectionKind [Achievement, Challenge, Summary, Finance, Risk, Equalities, CustomerExperience, Own]
}

impl ToSql for Table {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        // Tables are declared in the order of the file format.
        Ok(ToSqlOutput::from(*self as i64))
    }
}

impl FromSql for Table {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let code = value.as_i64()?;
        let table = usize::try_from(code).ok().and_then(|code| Table::ALL.get(code).copied());
        table.ok_or(FromSqlError::OutOfRange(code))
    }
}

/// The number of an enumeration's value, for lists inside a statement.
pub(in crate::store) fn number_of(value: &impl ToSql) -> rusqlite::Result<i64> {
    match value.to_sql()? {
        ToSqlOutput::Owned(rusqlite::types::Value::Integer(number)) => Ok(number),
        _ => Err(rusqlite::Error::InvalidQuery),
    }
}

impl ToSql for Polarity {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(match self {
            Polarity::Higher => "higher".to_owned(),
            Polarity::Lower => "lower".to_owned(),
            Polarity::None => "none".to_owned(),
            // `{:?}` prints the shortest digits that read back as the same number.
            Polarity::Band { low, high } => format!("band {low:?} {high:?}"),
        }))
    }
}

impl FromSql for Polarity {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "higher" => Ok(Polarity::Higher),
            "lower" => Ok(Polarity::Lower),
            "none" => Ok(Polarity::None),
            text => {
                let mut ends = text.strip_prefix("band ").unwrap_or_default().split(' ').map(str::parse);
                match (ends.next(), ends.next(), ends.next()) {
                    (Some(Ok(low)), Some(Ok(high)), None) => Ok(Polarity::Band { low, high }),
                    _ => Err(FromSqlError::InvalidType),
                }
            }
        }
    }
}

/// The number of a period: later periods have larger numbers, and a quarter
/// comes after its last month and before the year it ends.
pub(in crate::store) fn period_number(period: Period) -> i64 {
    let number = i64::from(period.number());
    let (last_month, length) = match period.kind() {
        PeriodKind::Month => (number, 1),
        PeriodKind::Quarter => (number * 3, 2),
        PeriodKind::Year => (12, 3),
    };
    i64::from(period.financial_year().0) * 1000 + last_month * 10 + length
}

/// The period of a number; none for 0 and for numbers no period has.
pub(in crate::store) fn period_of(number: i64) -> Option<Period> {
    let year = FinancialYear(i32::try_from(number / 1000).ok()?);
    let last_month = u8::try_from(number / 10 % 100).ok()?;
    let (kind, number) = match number % 10 {
        1 => (PeriodKind::Month, last_month),
        2 => (PeriodKind::Quarter, last_month / 3),
        3 => (PeriodKind::Year, 1),
        _ => return None,
    };
    Period::new(year, kind, number).ok()
}

/// A period that there may be, on its way to the file; none is 0.
pub(in crate::store) struct MaybePeriodIn(pub Option<Period>);

impl ToSql for MaybePeriodIn {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.map_or(0, period_number)))
    }
}

/// A period that there may be, on its way from the file.
pub(in crate::store) struct MaybePeriodOut(pub Option<Period>);

impl FromSql for MaybePeriodOut {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_i64()? {
            0 => Ok(MaybePeriodOut(None)),
            number => period_of(number)
                .map(|period| MaybePeriodOut(Some(period)))
                .ok_or(FromSqlError::OutOfRange(number)),
        }
    }
}

/// A period on its way to the file.
pub(in crate::store) struct PeriodIn(pub Period);

impl ToSql for PeriodIn {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(period_number(self.0)))
    }
}

/// A period on its way from the file.
pub(in crate::store) struct PeriodOut(pub Period);

impl FromSql for PeriodOut {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        period_of(number).map(PeriodOut).ok_or(FromSqlError::OutOfRange(number))
    }
}

/// A day on its way to the file.
pub(in crate::store) struct DayIn(pub Option<NaiveDate>);

impl ToSql for DayIn {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            // Not `%F`: that gives years beyond 9999 a sign, which would not sort.
            Some(day) => ToSqlOutput::from(day.format("%Y-%m-%d").to_string()),
            None => ToSqlOutput::from(rusqlite::types::Null),
        })
    }
}

/// A day on its way from the file.
pub(in crate::store) struct DayOut(pub Option<NaiveDate>);

impl FromSql for DayOut {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        if value == ValueRef::Null {
            return Ok(DayOut(None));
        }
        let text = value.as_str()?;
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(|day| DayOut(Some(day)))
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// A list of ratings, as JSON.
pub(in crate::store) struct RatingsIn<'a>(pub &'a [Rating]);

impl ToSql for RatingsIn<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(self.0)
            .map(ToSqlOutput::from)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    }
}

/// A list of ratings, from JSON.
pub(in crate::store) struct RatingsOut(pub Vec<Rating>);

impl FromSql for RatingsOut {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(RatingsOut)
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}
