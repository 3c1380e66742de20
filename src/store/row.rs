//! Records as rows: one declaration per record gives its statements, its
//! reading and its writing.

use rusqlite::{Connection, OptionalExtension, Row, Statement};

use super::codes::{CodeIn, CodeOut, DayIn, DayOut, RatingsIn, RatingsOut};
use super::error::StoreError;
use crate::workbook::*;

/// A record that has a table of the same shape.
pub(super) trait Stored: Sized + Clone + PartialEq {
    const TABLE: Table;
    /// All columns, without a WHERE clause.
    const SELECT: &'static str;
    const BY_ID: &'static str;
    /// Only for records of an indicator.
    const BY_INDICATOR: &'static str;
    const INSERT: &'static str;
    /// Updates row ?1 to revision ?2, provided it is at the revision before.
    const UPDATE: &'static str;
    /// Deletes row ?1, provided it is at revision ?2.
    const DELETE: &'static str;

    /// Reads a row of [`Self::SELECT`].
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    /// Binds the columns after id and revision, from parameter 3 on.
    fn bind(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()>;
    fn into_record(self) -> Record;
    fn identity(&mut self) -> (&mut Id, &mut i64);
}

macro_rules! placeholder {
    ($field:ident) => {
        ", ?"
    };
}

macro_rules! write_field {
    ($value:expr) => {
        &$value
    };
    ($value:expr, code) => {
        CodeIn(&$value)
    };
    ($value:expr, day) => {
        DayIn($value)
    };
    ($value:expr, ratings) => {
        RatingsIn(&$value)
    };
}

macro_rules! read_field {
    ($row:expr, $at:expr) => {
        $row.get($at)?
    };
    ($row:expr, $at:expr, code) => {
        $row.get::<_, CodeOut>($at)?.0
    };
    ($row:expr, $at:expr, day) => {
        $row.get::<_, DayOut>($at)?.0
    };
    ($row:expr, $at:expr, ratings) => {
        $row.get::<_, RatingsOut>($at)?.0
    };
}

macro_rules! stored {
    ($($variant:ident: $record:ident in $table:literal [$($field:ident $(: $form:ident)?),+ $(,)?])+) => {$(
        impl Stored for $record {
            const TABLE: Table = Table::$variant;
            const SELECT: &'static str =
                concat!("SELECT id, revision", $(", \"", stringify!($field), "\""),+, " FROM \"", $table, "\"");
            const BY_ID: &'static str = concat!(
                "SELECT id, revision", $(", \"", stringify!($field), "\""),+, " FROM \"", $table, "\" WHERE id = ?1"
            );
            const BY_INDICATOR: &'static str = concat!(
                "SELECT id, revision", $(", \"", stringify!($field), "\""),+,
                " FROM \"", $table, "\" WHERE indicator_id = ?1"
            );
            const INSERT: &'static str = concat!(
                "INSERT INTO \"", $table, "\" (id, revision", $(", \"", stringify!($field), "\""),+,
                ") VALUES (?1, ?2", $(placeholder!($field)),+, ")"
            );
            const UPDATE: &'static str = concat!(
                "UPDATE \"", $table, "\" SET revision = ?2", $(", \"", stringify!($field), "\" = ?"),+,
                " WHERE id = ?1 AND revision = ?2 - 1"
            );
            const DELETE: &'static str = concat!("DELETE FROM \"", $table, "\" WHERE id = ?1 AND revision = ?2");

            fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
                let mut at = 1;
                Ok(Self {
                    id: row.get(0)?,
                    revision: row.get(1)?,
                    $($field: {
                        at += 1;
                        read_field!(row, at $(, $form)?)
                    }),+
                })
            }

            fn bind(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()> {
                let mut at = 2;
                $(
                    at += 1;
                    statement.raw_bind_parameter(at, write_field!(self.$field $(, $form)?))?;
                )+
                Ok(())
            }

            fn into_record(self) -> Record {
                Record::$variant(self)
            }

            fn identity(&mut self) -> (&mut Id, &mut i64) {
                (&mut self.id, &mut self.revision)
            }
        }
    )+};
}

stored! {
    Workbook: Workbook in "workbook" [
        uuid, organisation, service, first_month, scheme, current_period: code, review_ratings: ratings, note,
    ]
    Period: PeriodRecord in "period" [code: code, status, reopened_because]
    Indicator: Indicator in "indicator" [
        reference, description, definition, kind, service, owner, officer, portfolio_holder, unit, decimals,
        scale, counted, polarity, frequency, basis, comparator, scheme, tolerance, source, retired_from: code,
        retired_because,
    ]
    Target: Target in "target" [indicator_id, period: code, value, carried]
    Result: ResultRecord in "result" [
        indicator_id, period: code, numerator, denominator, stated, printed, missing_because, status,
        covers_from: day, covers_to: day, basis, illustrative, source,
    ]
    Forecast: Forecast in "forecast" [indicator_id, period: code, value]
    RatingOverride: RatingOverride in "rating_override" [indicator_id, period: code, rating, reason, by, at]
    Printed: Printed in "printed" [indicator_id, period: code, field, text]
    Benchmark: Benchmark in "benchmark" [indicator_id, period: code, organisation, value]
    Commentary: Commentary in "commentary" [indicator_id, period: code, kind, text, status, carried_from: code]
    Action: Action in "action" [
        indicator_id, period: code, closed_in: code, description, client_group, owner, due: day, status,
        progress, expected_effect, expected_value, expected_by: code,
    ]
    Review: Review in "review" [indicator_id, period: code, state, reason, fingerprint, by, at]
}

/// Runs `$body` with `$it` bound to the record inside, whatever its type.
macro_rules! with_record {
    ($record:expr, $it:ident => $body:expr) => {
        match $record {
            Record::Workbook($it) => $body,
            Record::Period($it) => $body,
            Record::Indicator($it) => $body,
            Record::Target($it) => $body,
            Record::Result($it) => $body,
            Record::Forecast($it) => $body,
            Record::RatingOverride($it) => $body,
            Record::Printed($it) => $body,
            Record::Benchmark($it) => $body,
            Record::Commentary($it) => $body,
            Record::Action($it) => $body,
            Record::Review($it) => $body,
        }
    };
}

/// Runs `$body` with `$kind` naming the record type of a table.
macro_rules! with_table {
    ($table:expr, $kind:ident => $body:expr) => {
        with_table!(@ $table, $kind, $body, Workbook Workbook, Period PeriodRecord, Indicator Indicator,
            Target Target, Result ResultRecord, Forecast Forecast, RatingOverride RatingOverride,
            Printed Printed, Benchmark Benchmark, Commentary Commentary, Action Action, Review Review)
    };
    (@ $table:expr, $kind:ident, $body:expr, $($variant:ident $record:ident),+) => {
        match $table {
            $($crate::workbook::Table::$variant => {
                type $kind = $crate::workbook::$record;
                $body
            })+
        }
    };
}

/// Inserts a row; `id` none lets the table choose. Returns the id.
pub(super) fn insert(
    connection: &Connection,
    record: &Record,
    id: Option<Id>,
    revision: i64,
) -> rusqlite::Result<Id> {
    fn one<T: Stored>(
        connection: &Connection,
        row: &T,
        id: Option<Id>,
        revision: i64,
    ) -> rusqlite::Result<Id> {
        let mut statement = connection.prepare_cached(T::INSERT)?;
        statement.raw_bind_parameter(1, id)?;
        statement.raw_bind_parameter(2, revision)?;
        row.bind(&mut statement)?;
        statement.raw_execute()?;
        Ok(connection.last_insert_rowid())
    }
    with_record!(record, row => one(connection, row, id, revision))
}

/// Updates a row to `revision`; false when it was not at the revision before.
pub(super) fn update(
    connection: &Connection,
    record: &Record,
    id: Id,
    revision: i64,
) -> rusqlite::Result<bool> {
    fn one<T: Stored>(connection: &Connection, row: &T, id: Id, revision: i64) -> rusqlite::Result<bool> {
        let mut statement = connection.prepare_cached(T::UPDATE)?;
        statement.raw_bind_parameter(1, id)?;
        statement.raw_bind_parameter(2, revision)?;
        row.bind(&mut statement)?;
        Ok(statement.raw_execute()? == 1)
    }
    with_record!(record, row => one(connection, row, id, revision))
}

/// Deletes a row; false when it was not at `revision`.
pub(super) fn delete(connection: &Connection, table: Table, id: Id, revision: i64) -> rusqlite::Result<bool> {
    let sql = with_table!(table, Row => Row::DELETE);
    Ok(connection.prepare_cached(sql)?.execute([id, revision])? == 1)
}

/// The row of any table, if it exists.
pub(super) fn load(connection: &Connection, table: Table, id: Id) -> rusqlite::Result<Option<Record>> {
    with_table!(table, Row => Ok(get::<Row>(connection, id)?.map(Stored::into_record)))
}

/// The row of one table, if it exists.
pub(super) fn get<T: Stored>(connection: &Connection, id: Id) -> rusqlite::Result<Option<T>> {
    connection.prepare_cached(T::BY_ID)?.query_row([id], T::read).optional()
}

/// All rows that `rest` (WHERE, ORDER BY …) selects.
pub(super) fn select<T: Stored>(
    connection: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<Vec<T>> {
    let mut statement = connection.prepare_cached(&format!("{} {rest}", T::SELECT))?;
    let rows = statement.query_map(parameters, T::read)?;
    rows.collect()
}

/// The first row that `rest` selects.
pub(super) fn first<T: Stored>(
    connection: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<Option<T>> {
    Ok(select(connection, rest, parameters)?.into_iter().next())
}

/// Table, id and revision of a record.
pub(super) fn identity(record: &Record) -> (Table, Id, i64) {
    fn table<T: Stored>(_: &T) -> Table {
        T::TABLE
    }
    with_record!(record, row => (table(row), row.id, row.revision))
}

/// The same record under another id and revision.
pub(super) fn with_identity(mut record: Record, id: Id, revision: i64) -> Record {
    with_record!(&mut record, row => {
        let (own_id, own_revision) = row.identity();
        *own_id = id;
        *own_revision = revision;
    });
    record
}

/// Whether two records say the same, whatever their revisions.
pub(super) fn same_content(one: &Record, other: &Record) -> bool {
    let (_, id, revision) = identity(one);
    *one == with_identity(other.clone(), id, revision)
}

/// The indicator a record belongs to (an indicator belongs to itself).
pub(super) fn indicator_of(record: &Record) -> Option<Id> {
    match record {
        Record::Workbook(_) | Record::Period(_) => None,
        Record::Indicator(row) => Some(row.id),
        Record::Target(row) => Some(row.indicator_id),
        Record::Result(row) => Some(row.indicator_id),
        Record::Forecast(row) => Some(row.indicator_id),
        Record::RatingOverride(row) => Some(row.indicator_id),
        Record::Printed(row) => row.indicator_id,
        Record::Benchmark(row) => Some(row.indicator_id),
        Record::Commentary(row) => Some(row.indicator_id),
        Record::Action(row) => Some(row.indicator_id),
        Record::Review(row) => Some(row.indicator_id),
    }
}

/// Gives a record another indicator; nothing for records without one.
pub(super) fn set_indicator(record: &mut Record, indicator: Id) {
    match record {
        Record::Workbook(_) | Record::Period(_) | Record::Indicator(_) => {}
        Record::Target(row) => row.indicator_id = indicator,
        Record::Result(row) => row.indicator_id = indicator,
        Record::Forecast(row) => row.indicator_id = indicator,
        Record::RatingOverride(row) => row.indicator_id = indicator,
        Record::Printed(row) => row.indicator_id = Some(indicator),
        Record::Benchmark(row) => row.indicator_id = indicator,
        Record::Commentary(row) => row.indicator_id = indicator,
        Record::Action(row) => row.indicator_id = indicator,
        Record::Review(row) => row.indicator_id = indicator,
    }
}

/// Code of the period a record is about (a period is about itself).
pub(super) fn period_code_of(record: &Record) -> Option<&str> {
    match record {
        Record::Workbook(_) | Record::Indicator(_) => None,
        Record::Period(row) => Some(&row.code),
        Record::Target(row) => Some(&row.period),
        Record::Result(row) => Some(&row.period),
        Record::Forecast(row) => Some(&row.period),
        Record::RatingOverride(row) => Some(&row.period),
        Record::Printed(row) => Some(&row.period),
        Record::Benchmark(row) => Some(&row.period),
        Record::Commentary(row) => Some(&row.period),
        Record::Action(row) => Some(&row.period),
        Record::Review(row) => Some(&row.period),
    }
}

/// The workbook's own row.
pub(super) fn workbook(connection: &Connection) -> Result<Workbook, StoreError> {
    get::<Workbook>(connection, 1)?
        .ok_or_else(|| StoreError::damaged("the row about the workbook itself is missing"))
}

/// The period record of a number, if the workbook knows it.
pub(super) fn period_record(connection: &Connection, number: i64) -> rusqlite::Result<Option<PeriodRecord>> {
    first(connection, "WHERE code = ?1", [number])
}

/// All periods in order of time.
pub(super) fn periods(connection: &Connection) -> rusqlite::Result<Vec<PeriodRecord>> {
    select(connection, "ORDER BY code", [])
}
