//! Commitments as they stood in a period.
//!
//! A commitment belongs to every period from the one that first reports it to
//! the one it was closed in. Its rating holds until the next one.

use rusqlite::{Connection, params};

use super::{actions, count, known_period, linked, place_among};
use crate::domain::commitment::movement;
use crate::domain::{Period, Rating};
use crate::store::error::StoreError;
use crate::store::rows::codes::{DayOut, MaybePeriodOut};
use crate::store::rows::row;
use crate::workbook::*;

/// Ratings shown of a commitment's history.
const PAST: i64 = 12;

/// In the plans of period ?1.
const HERE: &str = "c.opened_in <= ?1 AND (c.closed_in = 0 OR c.closed_in >= ?1)";

pub(super) fn answer(connection: &Connection, period: Period) -> Result<DeliveryView, StoreError> {
    let number = known_period(connection, period)?;
    let sql = format!(
        "SELECT c.id, c.reference, c.plan, substr(c.description, 1, 200), c.scale, c.owner, c.due, c.placeholder,
                r.rating, r.period, r.illustrative, trim(r.commentary) <> '', trim(r.path_to_green) <> '',
                (SELECT rating FROM commitment_rating AS b WHERE b.commitment_id = c.id AND b.period < ?1
                 ORDER BY b.period DESC LIMIT 1),
                (SELECT count(*) FROM milestone AS m WHERE m.commitment_id = c.id),
                (SELECT count(*) FROM milestone AS m WHERE m.commitment_id = c.id AND m.done_on IS NOT NULL),
                ifnull((SELECT illustrative FROM commitment_rating AS b
                        WHERE b.commitment_id = c.id AND b.period < ?1 ORDER BY b.period DESC LIMIT 1), 0)
         FROM commitment AS c
         LEFT JOIN commitment_rating AS r ON r.commitment_id = c.id AND r.period =
              (SELECT max(period) FROM commitment_rating AS l WHERE l.commitment_id = c.id AND l.period <= ?1)
         WHERE {HERE}
         ORDER BY (SELECT min(f.id) FROM commitment AS f WHERE f.plan = c.plan), {PLACE}, c.id",
        PLACE = place_among("c", "plan")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([number], |row| {
        let scale: CommitmentScale = row.get(4)?;
        let rating: Option<Rating> = row.get(8)?;
        Ok(CommitmentRow {
            id: row.get(0)?,
            reference: row.get(1)?,
            plan: row.get(2)?,
            description: row.get(3)?,
            scale,
            owner: row.get(5)?,
            due: row.get::<_, DayOut>(6)?.0,
            placeholder: row.get(7)?,
            rating: rating.filter(|rating| *rating != Rating::None),
            rated_in: row.get::<_, Option<MaybePeriodOut>>(9)?.and_then(|period| period.0),
            illustrative: row.get::<_, Option<bool>>(10)?.unwrap_or_default(),
            has_commentary: row.get::<_, Option<bool>>(11)?.unwrap_or_default(),
            has_path: row.get::<_, Option<bool>>(12)?.unwrap_or_default(),
            movement: movement(scale.steps(), row.get(13)?, rating),
            from_illustrative: row.get(16)?,
            milestones: row.get(14).map(count)?,
            milestones_done: row.get(15).map(count)?,
        })
    })?;
    let rows = rows.collect::<Result<_, _>>()?;
    let printed = row::select(
        connection,
        "WHERE indicator_id IS NULL AND period = ?1 AND field LIKE 'commitments.%' ORDER BY id",
        [number],
    )?;
    Ok(DeliveryView { rows, printed })
}

/// Commitments of a period counted by plan and rating, for the overview.
pub(super) fn summary(connection: &Connection, period: i64) -> Result<Vec<PlanTally>, StoreError> {
    let sql = format!(
        "SELECT c.plan, c.scale,
                (SELECT rating FROM commitment_rating AS r WHERE r.commitment_id = c.id AND r.period <= ?1
                 ORDER BY r.period DESC LIMIT 1)
         FROM commitment AS c WHERE {HERE} ORDER BY c.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([period], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let rows: Vec<(String, CommitmentScale, Option<Rating>)> = rows.collect::<Result<_, _>>()?;
    Ok(tally_commitments(rows.iter().map(|(plan, scale, rating)| (plan.as_str(), *scale, *rating))))
}

/// One commitment; none where it is gone.
pub(super) fn detail(
    connection: &Connection,
    id: Id,
    period: Period,
) -> Result<Option<CommitmentDetail>, StoreError> {
    let number = known_period(connection, period)?;
    let Some(commitment) = row::get::<Commitment>(connection, id)? else { return Ok(None) };
    let ratings: Vec<CommitmentRating> = row::select(
        connection,
        "WHERE commitment_id = ?1 AND period <= ?2 ORDER BY period DESC LIMIT ?3",
        params![id, number, PAST],
    )?;
    let before = ratings.iter().find(|rating| rating.period != period).map(|rating| rating.rating);
    let subject = Subject { table: Table::Commitment, id };
    Ok(Some(CommitmentDetail {
        period,
        movement: movement(commitment.scale.steps(), before, ratings.first().map(|rating| rating.rating)),
        history: ratings
            .iter()
            .map(|rating| PastRating {
                period: rating.period,
                rating: rating.rating,
                illustrative: rating.illustrative,
            })
            .collect(),
        rating: ratings.into_iter().next(),
        milestones: row::select(
            connection,
            "WHERE commitment_id = ?1 ORDER BY due IS NULL, due, position, id",
            [id],
        )?,
        linked: linked::of(connection, subject, number)?,
        actions: actions::about(connection, subject, number)?,
        commitment,
    }))
}

/// Several commitments, in the order asked for; those gone are left out.
pub(super) fn details(
    connection: &Connection,
    ids: &[Id],
    period: Period,
) -> Result<Vec<CommitmentDetail>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(detail(connection, *id, period)?);
    }
    Ok(found)
}
