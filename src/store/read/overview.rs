//! The overview of one period: counts that are already kept, and the worst.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    actions, budget, committee, count, delivery, history, judged_on, known_period, narrative, risks, worst,
    year_end,
};
use crate::store::error::StoreError;
use crate::store::{row, standing_row};
use crate::workbook::*;

const WORST: u32 = 20;
const RECENT: u32 = 10;

pub(super) fn answer(connection: &Connection, code: &str, today: NaiveDate) -> Result<Overview, StoreError> {
    let (period, _) = known_period(connection, code)?;
    let today = judged_on(connection, code, today)?;
    let tallies = tallies(connection, period)?;
    let worst = worst::window(connection, &mut worst::Places::default(), period, 0, WORST, false)?;
    let mut worst = standing_row::load_all(connection, period, &worst)?;
    year_end::fill(connection, period, &mut worst)?;
    Ok(Overview {
        period: code.to_owned(),
        review: progress(&tallies),
        tallies,
        worst,
        actions: actions::counts(connection, period, today)?,
        commitments: delivery::summary(connection, period)?,
        promises: committee::summary(connection, today)?,
        narrative: NarrativeSummary::of(&narrative::answer(connection, code)?),
        risks: risks::summary(connection, code)?.map(Box::new),
        money: budget::summary(connection, code)?,
        printed: row::select(connection, "WHERE indicator_id IS NULL AND period = ?1 ORDER BY id", [period])?,
        published: published(connection, period)?,
        recent: history::answer(connection, None, Window { start: 0, length: RECENT })?.rows,
    })
}

/// What has been published of a period: the latest version of each template.
fn published(connection: &Connection, period: i64) -> Result<Vec<(String, u32)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT template, max(version) FROM publication WHERE period = ?1 GROUP BY template ORDER BY min(id)",
    )?;
    let rows = statement.query_map([period], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn tallies(connection: &Connection, period: i64) -> Result<Vec<Tally>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT text, rating, direction, review, sum(count) FROM tally JOIN words ON words.id = tally.kind
         WHERE period = ?1 GROUP BY tally.kind, rating, direction, review ORDER BY text, rating, direction, review",
    )?;
    let rows = statement.query_map([period], |row| {
        Ok(Tally {
            kind: row.get(0)?,
            rating: row.get(1)?,
            direction: row.get(2)?,
            review: row.get(3)?,
            count: count(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn progress(tallies: &[Tally]) -> ReviewProgress {
    let marked = |mark| tallies.iter().filter(|tally| tally.review == mark).map(|tally| tally.count).sum();
    ReviewProgress {
        to_review: marked(ReviewMark::ToReview),
        reviewed: marked(ReviewMark::Reviewed),
        skipped: marked(ReviewMark::Skipped),
        changed_since: marked(ReviewMark::ChangedSince),
    }
}
