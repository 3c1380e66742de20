//! Rows as they are now, for comparing them with what they were.

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::workbook::Record;

/// Each by its id; where that is gone, the row that has its natural key.
pub(super) fn answer(connection: &Connection, records: &[Record]) -> Result<Vec<Option<Record>>, StoreError> {
    records
        .iter()
        .map(|record| {
            let (table, id, _) = row::identity(record);
            match row::load(connection, table, id)? {
                Some(found) => Ok(Some(found)),
                None => Ok(row::holder_of_key(connection, record)?),
            }
        })
        .collect()
}
