//! The reds of a period, worst first.

use rusqlite::Connection;

use super::known_period;
use crate::domain::Period;
use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::workbook::{Id, ReviewMark};

/// Every indicator whose rating is reviewed, whether it has been or not.
pub(super) fn answer(connection: &Connection, period: Period) -> Result<Vec<Id>, StoreError> {
    let number = known_period(connection, period)?;
    // Only the severities that are reviewed are read from the index.
    let severities: std::collections::BTreeSet<u8> =
        row::workbook(connection)?.review_ratings.iter().map(|rating| rating.severity()).collect();
    let mut ids = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT indicator_id FROM standing WHERE period = ?1 AND severity = ?2 AND review <> ?3
         ORDER BY adverse DESC, sort_key",
    )?;
    for severity in severities {
        for id in statement
            .query_map(rusqlite::params![number, severity, ReviewMark::NotNeeded], |row| row.get(0))?
        {
            ids.push(id?);
        }
    }
    Ok(ids)
}
