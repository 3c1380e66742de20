//! One operation with the rows it touched.

use rusqlite::{Connection, OptionalExtension};

use super::history;
use crate::domain::Period;
use crate::store::error::StoreError;
use crate::store::{operation, row};
use crate::workbook::*;

const AT_MOST: i64 = 200;

pub(super) fn answer(connection: &Connection, id: Id) -> Result<OperationDetail, StoreError> {
    let sql = format!("SELECT {} FROM operation AS o WHERE id = ?1", history::COLUMNS);
    let found = connection.prepare_cached(&sql)?.query_row([id], history::read).optional()?;
    let operation =
        found.ok_or_else(|| StoreError::NotFound { what: format!("Step {id} of the history") })?;
    let mut statement = connection.prepare_cached(
        "SELECT record, row_id, before, after FROM change WHERE operation_id = ?1 ORDER BY id LIMIT ?2",
    )?;
    let mut rows = statement.query([id, AT_MOST])?;
    let mut changes = Vec::new();
    while let Some(line) = rows.next()? {
        let before = operation::parse(line.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
        let after = operation::parse(line.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
        let subject = match after.as_ref().or(before.as_ref()) {
            Some(record) => subject(connection, record)?,
            None => String::new(),
        };
        changes.push(RowChange { table: line.get(0)?, id: line.get(1)?, subject, before, after });
    }
    Ok(OperationDetail { operation, changes })
}

/// "AC/C7, Q1 2015/16".
fn subject(connection: &Connection, record: &Record) -> Result<String, StoreError> {
    let reference = match record {
        Record::Workbook(_) => return Ok("Workbook".to_owned()),
        Record::Indicator(indicator) => Some(indicator.reference.clone()),
        other => match row::indicator_of(other) {
            Some(id) => row::get::<Indicator>(connection, id)?.map(|indicator| indicator.reference),
            None => None,
        },
    };
    let period = row::period_code_of(record).and_then(|code| Period::parse(code).ok()).map(Period::title);
    let parts: Vec<String> = [reference, period].into_iter().flatten().collect();
    Ok(parts.join(", "))
}
