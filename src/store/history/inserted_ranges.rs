//! What imports added. A row that is added says itself what was added until
//! it is changed, and then the change says what it was: so the history need
//! only hold which rows they were, and a run of them in one line.

use rusqlite::{Connection, OptionalExtension, params};

use crate::store::error::StoreError;
use crate::store::history::operation;
use crate::store::rows::row;
use crate::workbook::{Id, Record, Subject, Table};

/// New rows of one table that follow each other and are about the same.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct InsertedRange {
    pub table: Table,
    pub about: Option<Subject>,
    /// The first and the last of them.
    pub ids: (Id, Id),
}

/// Runs that may still grow; at most one of a table.
#[derive(Debug, Default)]
pub(in crate::store) struct InsertedRanges {
    growing: Vec<InsertedRange>,
}

impl InsertedRanges {
    /// Notes rows that `operation` has added.
    pub(in crate::store) fn note(
        &mut self,
        connection: &Connection,
        operation: Id,
        run: InsertedRange,
    ) -> rusqlite::Result<()> {
        if let Some(last) = self.growing.iter_mut().find(|last| last.table == run.table)
            && last.about == run.about
            && last.ids.1 + 1 == run.ids.0
        {
            last.ids.1 = run.ids.1;
            return Ok(());
        }
        // What it may belong to is written before it, as they are undone in the opposite order. Only
        // rows about the same, such as results and targets of an indicator, grow side by side.
        let belongs_to = run.about.map(|about| about.table);
        let done = |one: &InsertedRange| {
            one.table == run.table || one.about != run.about || Some(one.table) == belongs_to
        };
        for run in self.growing.extract_if(.., |one| done(one)) {
            write(connection, operation, &run)?;
        }
        self.growing.push(run);
        Ok(())
    }

    /// Writes what is left.
    pub(in crate::store) fn finish(
        &mut self,
        connection: &Connection,
        operation: Id,
    ) -> rusqlite::Result<()> {
        self.growing.drain(..).try_for_each(|run| write(connection, operation, &run))
    }
}

fn write(connection: &Connection, operation: Id, run: &InsertedRange) -> rusqlite::Result<()> {
    let about = run.about;
    connection
        .prepare_cached(
            "INSERT INTO added (operation_id, record, first_id, last_id, about, about_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            operation,
            run.table,
            run.ids.0,
            run.ids.1,
            about.map(|about| about.table),
            about.map(|about| about.id)
        ])?;
    Ok(())
}

/// The rows an operation added, in the order they were written, one by one.
pub(in crate::store) fn rows_of(
    connection: &Connection,
    operation: Id,
) -> rusqlite::Result<Vec<(Table, Id, Id)>> {
    let mut statement = connection
        .prepare_cached("SELECT record, first_id, last_id FROM added WHERE operation_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([operation], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

/// The import that added a row, if one did.
pub(in crate::store) fn by_which(
    connection: &Connection,
    table: Table,
    id: Id,
) -> rusqlite::Result<Option<Id>> {
    let found: Option<(Id, Id)> = connection
        .prepare_cached(
            "SELECT operation_id, last_id FROM added WHERE record = ?1 AND first_id <= ?2
             ORDER BY first_id DESC LIMIT 1",
        )?
        .query_row(params![table, id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.filter(|(_, last)| *last >= id).map(|(operation, _)| operation))
}

/// What a row was that `operation` added: as the next change found it (which may be of the same
/// operation) or, where nobody has changed it since, as it is.
pub(in crate::store) fn as_added(
    connection: &Connection,
    operation: Id,
    table: Table,
    id: Id,
) -> Result<Option<Record>, StoreError> {
    let next: Option<Option<String>> = connection
        .prepare_cached(
            "SELECT before FROM change WHERE record = ?1 AND row_id = ?2 AND operation_id >= ?3
             ORDER BY id LIMIT 1",
        )?
        .query_row(params![table, id, operation], |row| row.get(0))
        .optional()?;
    match next {
        Some(before) => operation::parse(before.as_deref()),
        None => Ok(row::load(connection, table, id)?),
    }
}
