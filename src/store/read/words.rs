//! Words written about other indicators in a period, to borrow from.

use rusqlite::Connection;

use super::known_period;
use crate::domain::Period;
use crate::store::error::StoreError;
use crate::workbook::{CommentaryKind, Id, Words};

/// Texts offered at most.
const LIMIT: i64 = 100;

pub(super) fn answer(connection: &Connection, period: Period, except: Id) -> Result<Vec<Words>, StoreError> {
    let number = known_period(connection, period)?;
    let mut statement = connection.prepare_cached(
        "SELECT i.reference, i.description, c.text FROM commentary AS c
         JOIN indicator AS i ON i.id = c.indicator_id
         WHERE c.period = ?1 AND c.kind = ?2 AND c.indicator_id <> ?3
         ORDER BY sort_key(i.reference) LIMIT ?4",
    )?;
    let rows = statement
        .query_map(rusqlite::params![number, CommentaryKind::Reasons, except, LIMIT], |row| {
            Ok(Words { reference: row.get(0)?, description: row.get(1)?, text: row.get(2)? })
        })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
