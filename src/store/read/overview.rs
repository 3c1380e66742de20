//! The overview of one period: counts that are already kept, and the worst.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    actions, budget, committee, count, delivery, history, judged_on, known_period, narrative, risks,
    themes_in_order, worst, year_end,
};
use crate::domain::{Period, Rating};
use crate::store::error::StoreError;
use crate::store::rows::{row, standings};
use crate::workbook::compare::ThemePath;
use crate::workbook::movement::{ThemeCount, by_theme};
use crate::workbook::*;

const WORST: u32 = 20;
const RECENT: u32 = 10;

pub(super) fn answer(
    connection: &Connection,
    period: Period,
    today: NaiveDate,
) -> Result<Overview, StoreError> {
    let number = known_period(connection, period)?;
    let today = judged_on(connection, period, today)?;
    let tallies = tallies(connection, number)?;
    let worst = worst::window(connection, &mut worst::Places::default(), number, 0, WORST, false)?;
    let mut worst = standings::load_all(connection, number, &worst)?;
    year_end::fill(connection, number, &mut worst)?;
    Ok(Overview {
        period,
        review: progress(&tallies),
        themes: themes(connection, number, &tallies)?,
        tallies,
        worst,
        actions: actions::counts(connection, number, today)?,
        commitments: delivery::summary(connection, number)?,
        promises: committee::summary(connection, today)?,
        narrative: NarrativeSummary::of(&narrative::answer(connection, period)?),
        risks: risks::summary(connection, period)?.map(Box::new),
        money: budget::summary(connection, period)?,
        printed: row::select(connection, "WHERE indicator_id IS NULL AND period = ?1 ORDER BY id", [number])?,
        published: published(connection, number)?,
        recent: history::answer(connection, None, Window { start: 0, length: RECENT })?.rows,
    })
}

/// The indicators of a period by theme. Only those under a theme are looked at; the others are what is left.
fn themes(connection: &Connection, period: i64, tallies: &[Tally]) -> Result<Vec<ThemeCount>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT f.theme_id, s.rating, count(*) FROM indicator_theme AS f
         CROSS JOIN standing AS s ON s.period = ?1 AND s.indicator_id = f.indicator_id
         GROUP BY f.theme_id, s.rating",
    )?;
    let rows = statement.query_map([period], |row| {
        Ok((row.get::<_, Id>(0)?, row.get::<_, Rating>(1)?, count(row.get(2)?)))
    })?;
    let filed: Vec<(Id, Rating, u64)> = rows.collect::<Result<_, _>>()?;
    if filed.is_empty() {
        return Ok(Vec::new());
    }
    let sum = |of: &mut dyn Iterator<Item = u64>| of.sum::<u64>();
    let unfiled = Rating::ALL.into_iter().map(|rating| {
        let all = sum(&mut tallies.iter().filter(|tally| tally.rating == rating).map(|tally| tally.count));
        let under = sum(&mut filed.iter().filter(|(_, of, _)| *of == rating).map(|(.., count)| *count));
        (ThemePath::default(), rating, all.saturating_sub(under))
    });
    let all = themes_in_order(connection)?;
    let themes = Themes(&all);
    let counted = filed.iter().map(|(theme, rating, count)| {
        (themes.of(*theme).map(|theme| themes.path(theme)).unwrap_or_default(), *rating, *count)
    });
    Ok(by_theme(&themes.all_paths(), &counted.chain(unfiled).collect::<Vec<_>>()))
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
