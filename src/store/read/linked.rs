//! What a subject is linked with.

use rusqlite::{Connection, params};

use crate::domain::Rating;
use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::store::rows::subject::name;
use crate::workbook::*;

/// The other ends of its links, in the order they were made, as they stand in a period.
pub(super) fn of(connection: &Connection, subject: Subject, period: i64) -> Result<Vec<Linked>, StoreError> {
    let links = row::select::<Link>(
        connection,
        "WHERE (one = ?1 AND one_id = ?2) OR (other = ?1 AND other_id = ?2) ORDER BY id",
        params![subject.table, subject.id],
    )?;
    let mut linked = Vec::new();
    for link in links {
        let one = Subject { table: link.one, id: link.one_id };
        let far = if one == subject { Subject { table: link.other, id: link.other_id } } else { one };
        let Some(name) = name(connection, far)? else { continue };
        let (rating, stands) = stands(connection, far, period)?;
        linked.push(Linked { link, name, rating, stands });
    }
    Ok(linked)
}

/// How a subject stands in a period.
fn stands(connection: &Connection, subject: Subject, period: i64) -> Result<(Rating, String), StoreError> {
    Ok(match subject.table {
        Table::Indicator => {
            let rating: Option<Rating> = connection
                .prepare_cached(
                    "SELECT (SELECT rating FROM standing WHERE period = ?1 AND indicator_id = ?2)",
                )?
                .query_row([period, subject.id], |row| row.get(0))?;
            (rating.unwrap_or_default(), String::new())
        }
        Table::Risk => (Rating::None, super::risks::stands(connection, subject.id, period)?),
        Table::BudgetLine => super::budget::stands(connection, subject.id, period)?,
        Table::Commitment => {
            let rating: Option<Rating> = connection
                .prepare_cached(
                    "SELECT (SELECT rating FROM commitment_rating WHERE commitment_id = ?2 AND period <= ?1
                             ORDER BY period DESC LIMIT 1)",
                )?
                .query_row([period, subject.id], |row| row.get(0))?;
            (rating.unwrap_or_default(), String::new())
        }
        Table::Question => {
            let question = row::get::<Question>(connection, subject.id)?;
            // What is overdue depends on the day: here it is only owed.
            let status = question.map(|one| one.status(chrono::NaiveDate::MIN).code().to_owned());
            (Rating::None, status.unwrap_or_default())
        }
        _ => (Rating::None, String::new()),
    })
}
