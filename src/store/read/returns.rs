//! The returns of a period: its owners, and the forms that were sent.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{count, judged_on, known_period};
use crate::domain::{Period, Rating};
use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::workbook::{OwnerDue, ReturnForm, ReturnsView};

/// The worst severity that is no longer red or amber.
const GREENISH: u8 = 3;

pub(super) fn answer(
    connection: &Connection,
    period: Period,
    today: NaiveDate,
) -> Result<ReturnsView, StoreError> {
    let number = known_period(connection, period)?;
    let judged_on = judged_on(connection, period, today)?;
    let is_open = row::period_record(connection, number)?.is_some_and(|record| record.is_open());
    let mut statement = connection.prepare_cached(
        "SELECT owner.text, count(*), sum(s.value IS NOT NULL OR missing.text <> ''), sum(s.severity < ?3)
         FROM standing AS s
         JOIN words AS owner ON owner.id = s.owner
         JOIN words AS missing ON missing.id = s.missing_because
         WHERE s.period = ?1 AND s.rating <> ?2
         GROUP BY owner.text ORDER BY owner.text = '', owner.text COLLATE NOCASE, owner.text",
    )?;
    let owners = statement
        .query_map(params![number, Rating::NotDue, GREENISH], |row| {
            Ok(OwnerDue {
                owner: row.get(0)?,
                due: count(row.get(1)?),
                given: count(row.get(2)?),
                off_target: count(row.get(3)?),
            })
        })?
        .collect::<Result<_, _>>()?;
    let forms = row::select::<ReturnForm>(connection, "WHERE period = ?1 ORDER BY owner", [number])?;
    Ok(ReturnsView { period, judged_on, is_open, owners, forms })
}
