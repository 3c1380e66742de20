//! How the review of a period stands.

use rusqlite::Connection;

use super::{known_period, overview};
use crate::domain::{Period, Reportable};
use crate::store::error::StoreError;
use crate::store::rows::standings;
use crate::workbook::{Id, ReviewMark, ReviewSummary};

/// Rows listed at most; the counts say how many there are.
const LIMIT: i64 = 50;

pub(super) fn answer(connection: &Connection, period: Period) -> Result<ReviewSummary, StoreError> {
    let number = known_period(connection, period)?;
    let marked = |marks: [ReviewMark; 2]| -> Result<Vec<Id>, StoreError> {
        let mut statement = connection.prepare_cached(
            "SELECT indicator_id FROM standing WHERE period = ?1 AND review IN (?2, ?3)
             ORDER BY severity, adverse DESC, sort_key, indicator_id LIMIT ?4",
        )?;
        let ids =
            statement.query_map(rusqlite::params![number, marks[0], marks[1], LIMIT], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    };
    let left = marked([ReviewMark::ToReview, ReviewMark::ChangedSince])?;
    let skipped = marked([ReviewMark::Skipped, ReviewMark::Skipped])?;
    let mut reason =
        connection.prepare_cached("SELECT reason FROM review WHERE indicator_id = ?1 AND period = ?2")?;
    let skipped = standings::load_all(connection, number, &skipped)?
        .into_iter()
        .map(|standing| {
            let why: String = reason.query_row([standing.indicator_id, number], |row| row.get(0))?;
            Ok((standing, why))
        })
        .collect::<Result<_, StoreError>>()?;
    let tallies = overview::tallies(connection, number)?;
    Ok(ReviewSummary {
        progress: overview::progress(&tallies),
        reportable: Reportable::of(tallies.iter().map(|tally| (tally.rating, tally.count))),
        skipped,
        left: standings::load_all(connection, number, &left)?,
    })
}
