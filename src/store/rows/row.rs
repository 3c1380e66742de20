//! Rows of any table: found, inserted, updated and deleted as records.

use rusqlite::{CachedStatement, Connection, OptionalExtension};

use crate::domain::Period;
use crate::store::error::StoreError;
pub(in crate::store) use crate::store::rows::table_row::TableRow;
use crate::workbook::*;

/// Inserts a row; `id` none lets the table choose. Returns the id.
pub(in crate::store) fn insert(
    connection: &Connection,
    record: &Record,
    id: Option<Id>,
    revision: i64,
) -> rusqlite::Result<Id> {
    fn one<T: TableRow>(
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

/// Inserts rows, most of them of one table after the other.
pub(in crate::store) struct Inserting<'c> {
    connection: &'c Connection,
    statement: Option<(Table, CachedStatement<'c>)>,
}

impl<'c> Inserting<'c> {
    pub(in crate::store) fn new(connection: &'c Connection) -> Self {
        Self { connection, statement: None }
    }

    /// Inserts a new row; its id.
    pub(in crate::store) fn insert(&mut self, record: &Record) -> rusqlite::Result<Id> {
        let table = record.table();
        if self.statement.as_ref().is_none_or(|(of, _)| *of != table) {
            let sql = with_table!(table, Row => Row::INSERT);
            self.statement = Some((table, self.connection.prepare_cached(sql)?));
        }
        if let Some((_, statement)) = &mut self.statement {
            statement.raw_bind_parameter(1, None::<Id>)?;
            statement.raw_bind_parameter(2, 1)?;
            with_record!(record, row => row.bind(statement))?;
            statement.raw_execute()?;
        }
        Ok(self.connection.last_insert_rowid())
    }
}

/// Updates a row to `revision`; false when it was not at the revision before.
pub(in crate::store) fn update(
    connection: &Connection,
    record: &Record,
    id: Id,
    revision: i64,
) -> rusqlite::Result<bool> {
    fn one<T: TableRow>(connection: &Connection, row: &T, id: Id, revision: i64) -> rusqlite::Result<bool> {
        let mut statement = connection.prepare_cached(T::UPDATE)?;
        statement.raw_bind_parameter(1, id)?;
        statement.raw_bind_parameter(2, revision)?;
        row.bind(&mut statement)?;
        Ok(statement.raw_execute()? == 1)
    }
    with_record!(record, row => one(connection, row, id, revision))
}

/// Deletes a row; false when it was not at `revision`.
pub(in crate::store) fn delete(
    connection: &Connection,
    table: Table,
    id: Id,
    revision: i64,
) -> rusqlite::Result<bool> {
    let sql = with_table!(table, Row => Row::DELETE);
    Ok(connection.prepare_cached(sql)?.execute([id, revision])? == 1)
}

/// The row of any table, if it exists.
pub(in crate::store) fn load(
    connection: &Connection,
    table: Table,
    id: Id,
) -> rusqlite::Result<Option<Record>> {
    with_table!(table, Row => Ok(get::<Row>(connection, id)?.map(TableRow::into_record)))
}

/// The row of one table, if it exists.
pub(in crate::store) fn get<T: TableRow>(connection: &Connection, id: Id) -> rusqlite::Result<Option<T>> {
    connection.prepare_cached(T::BY_ID)?.query_row([id], T::read).optional()
}

/// Rows of indicator ?1 in period ?2, as they were added.
pub(in crate::store) const HERE: &str = "WHERE indicator_id = ?1 AND period = ?2 ORDER BY id";

/// All rows that `rest` (WHERE, ORDER BY …) selects.
pub(in crate::store) fn select<T: TableRow>(
    connection: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<Vec<T>> {
    let mut statement = connection.prepare_cached(&format!("{} {rest}", T::SELECT))?;
    let rows = statement.query_map(parameters, T::read)?;
    rows.collect()
}

/// The first row that `rest` selects.
pub(in crate::store) fn first<T: TableRow>(
    connection: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<Option<T>> {
    Ok(select(connection, rest, parameters)?.into_iter().next())
}

/// A table's name in the file.
pub(in crate::store) fn table_name(table: Table) -> &'static str {
    with_table!(table, Row => Row::NAME)
}

/// Table, id and revision of a record.
pub(in crate::store) fn identity(record: &Record) -> (Table, Id, i64) {
    let (id, revision) = record.identity();
    (record.table(), id, revision)
}

/// The rows a record refers to, those it belongs to first.
pub(in crate::store) fn parents(record: &mut Record) -> Vec<(Table, &mut Id)> {
    with_record!(record, row => row.parents())
}

/// The same, only to be looked at.
pub(in crate::store) fn refers_to(record: &Record) -> [Option<(Table, Id)>; 2] {
    with_record!(record, row => row.refers_to())
}

/// What a record is about: itself, or what it belongs to.
pub(in crate::store) fn about(record: &Record) -> Option<Subject> {
    let (table, id, _) = identity(record);
    if table.is_subject() {
        return Some(Subject { table, id });
    }
    refers_to(record)[0].map(|(table, id)| Subject { table, id })
}

/// The indicator a record belongs to (an indicator belongs to itself).
pub(in crate::store) fn indicator_of(record: &Record) -> Option<Id> {
    about(record).filter(|subject| subject.table == Table::Indicator).map(|subject| subject.id)
}

/// The period a record is about (a period is about itself).
pub(in crate::store) fn period_of_record(record: &Record) -> Option<Period> {
    with_record!(record, row => row.of_period())
}

/// For what outlives a period: the one it was closed in, none while it is open.
pub(in crate::store) fn closed_in_of(record: &Record) -> Option<Option<Period>> {
    with_record!(record, row => row.closed_in())
}

/// The row that already has a record's natural key.
pub(in crate::store) fn holder_of_key(
    connection: &Connection,
    record: &Record,
) -> rusqlite::Result<Option<Record>> {
    fn one<T: TableRow>(connection: &Connection, row: &T) -> rusqlite::Result<Option<Record>> {
        if T::KEY.is_empty() {
            return Ok(None);
        }
        let mut statement = connection.prepare_cached(&format!("{} WHERE true{}", T::SELECT, T::KEY))?;
        row.bind_key(&mut statement)?;
        let mut rows = statement.raw_query();
        rows.next()?.map(|line| T::read(line).map(TableRow::into_record)).transpose()
    }
    with_record!(record, row => one(connection, row))
}

/// Names of the tables whose rows belong to a period.
pub(in crate::store) fn tables_of_periods() -> impl Iterator<Item = &'static str> {
    Table::ALL.iter().filter_map(|table| with_table!(*table, Row => Row::OF_PERIOD.then_some(Row::NAME)))
}

/// The workbook's own row.
pub(in crate::store) fn workbook(connection: &Connection) -> Result<Workbook, StoreError> {
    get::<Workbook>(connection, 1)?
        .ok_or_else(|| StoreError::damaged("the row about the workbook itself is missing"))
}

/// The period record of a number, if the workbook knows it.
pub(in crate::store) fn period_record(
    connection: &Connection,
    number: i64,
) -> rusqlite::Result<Option<PeriodRecord>> {
    first(connection, "WHERE code = ?1", [number])
}

/// All periods in order of time.
pub(in crate::store) fn periods(connection: &Connection) -> rusqlite::Result<Vec<PeriodRecord>> {
    select(connection, "ORDER BY code", [])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Edit;
    use crate::workbook::schema::infos;

    #[test]
    fn a_described_field_is_a_column_of_its_name() {
        let samples = [crate::sample::workbook(), crate::sample::regional()].map(Result::unwrap);
        for edit in samples.iter().flat_map(|(_, edits)| edits) {
            let Edit::Put(record) = edit else { continue };
            let mut columns = Vec::new();
            with_record!(record, row => row.columns(&mut |name, _| columns.push(name))).unwrap();
            for info in infos(record.table()) {
                assert!(columns.contains(&info.code), "{:?} has no column {}", record.table(), info.code);
            }
        }
    }
}
