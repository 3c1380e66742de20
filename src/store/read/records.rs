//! The records of several indicators, for a change to many.

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::workbook::{Id, Indicator};

/// In the order asked for; unknown ids are refused, so that a change to many is never a change to fewer.
pub(super) fn answer(connection: &Connection, ids: &[Id]) -> Result<Vec<Indicator>, StoreError> {
    ids.iter()
        .map(|id| row::get::<Indicator>(connection, *id)?.ok_or(StoreError::UnknownIndicator { id: *id }))
        .collect()
}
