//! What opening the next period would bring.

use rusqlite::{Connection, params};

use super::{count, known_period};
use crate::domain::{Frequency, Period, Rating};
use crate::store::error::StoreError;
use crate::store::rating::rating_context::is_reported_in;
use crate::store::rows::codes::{MaybePeriodOut, number_of, period_number, period_of};
use crate::store::rows::row::{self, TableRow};
use crate::workbook::*;

pub(super) fn answer(connection: &Connection, period: Period) -> Result<CarryForward, StoreError> {
    let NextPeriod { from, period: to, .. } = next_period(connection, period)?;
    let number = period_number(to);
    let mut indicators = 0;
    let mut not_due = 0;
    let mut statement =
        connection.prepare_cached("SELECT retired_from, frequency, count(*) FROM indicator GROUP BY 1, 2")?;
    let mut rows = statement.query([])?;
    while let Some(line) = rows.next()? {
        let retired_from: MaybePeriodOut = line.get(0)?;
        let (frequency, several): (Frequency, i64) = (line.get(1)?, line.get(2)?);
        if is_reported_in(retired_from.0, number) {
            indicators += count(several);
            not_due += if frequency.reports_in(to) { 0 } else { count(several) };
        }
    }
    let open_actions: i64 = connection
        .prepare_cached(
            "SELECT ifnull(sum(count), 0) FROM action_tally WHERE period <= ?1 AND (closed_in = 0 OR closed_in > ?1)",
        )?
        .query_row([from], |row| row.get(0))?;
    let mut targets = 0;
    carried_targets(connection, from, to, |_| {
        targets += 1;
        Ok(())
    })?;
    let mut spoken_for = std::collections::HashSet::new();
    carried_commentary(connection, from, to, |commentary| {
        spoken_for.insert(commentary.indicator_id);
        Ok(())
    })?;
    Ok(CarryForward {
        from: period,
        to,
        indicators,
        not_due,
        targets,
        year_targets: year_targets(connection, from, to)?,
        open_actions: count(open_actions),
        commentary: spoken_for.len() as u64,
        narrative: connection
            .prepare_cached("SELECT count(*) FROM section WHERE period = ?1")?
            .query_row([from], |row| row.get(0))
            .map(count)?,
    })
}

/// What follows a period.
pub(in crate::store) struct NextPeriod {
    /// Number of the period that it follows.
    pub from: i64,
    pub period: Period,
    /// It is there already, and nothing has been entered in it.
    pub is_there: bool,
}

/// The period after `period`. One that is there already is filled, unless something was entered in it.
pub(in crate::store) fn next_period(
    connection: &Connection,
    period: Period,
) -> Result<NextPeriod, StoreError> {
    let from = known_period(connection, period)?;
    let period = period.next();
    let number = period_number(period);
    let there = row::period_record(connection, number)?;
    if let Some(record) = &there {
        let entered = connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM result WHERE period = ?1)
                     OR EXISTS (SELECT 1 FROM commentary WHERE period = ?1)
                     OR EXISTS (SELECT 1 FROM section WHERE period = ?1)",
            )?
            .query_row([number], |row| row.get::<_, bool>(0))?;
        if entered || record.status == PeriodStatus::Closed {
            return Err(StoreError::Duplicate {
                what: format!(
                    "This workbook already has the period {}, with what was entered in it",
                    period.code()
                ),
            });
        }
    }
    Ok(NextPeriod { from, period, is_there: there.is_some() })
}

/// Targets of `from` that would be copied: where the year of `to` has none,
/// and of indicators still reported then.
pub(in crate::store) fn carried_targets(
    connection: &Connection,
    from: i64,
    to: Period,
    mut each: impl FnMut(Target) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let year = period_number(to.whole_year());
    let sql = format!(
        "{} AS t WHERE period = ?1 AND NOT EXISTS (SELECT 1 FROM target AS other
         WHERE other.indicator_id = t.indicator_id AND other.period IN (?2, ?3)) ORDER BY id",
        Target::SELECT
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([from, year, period_number(to)])?;
    while let Some(line) = rows.next()? {
        let target = Target::read(line)?;
        if still_reported(connection, target.indicator_id, to)? {
            each(target)?;
        }
    }
    Ok(())
}

/// How many indicators reported in `to` have a target of the year that begins with it. None where it
/// lies in the same year as `from`.
pub(in crate::store) fn year_targets(
    connection: &Connection,
    from: i64,
    to: Period,
) -> Result<Option<u64>, StoreError> {
    if period_of(from).is_some_and(|from| from.financial_year() == to.financial_year()) {
        return Ok(None);
    }
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT indicator_id FROM target WHERE period = ?1")?;
    let ids: Vec<Id> =
        statement.query_map([period_number(to.whole_year())], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut count = 0;
    for id in ids {
        count += u64::from(still_reported(connection, id, to)?);
    }
    Ok(Some(count))
}

/// Words of the reds of `from` that would be copied.
pub(in crate::store) fn carried_commentary(
    connection: &Connection,
    from: i64,
    to: Period,
    mut each: impl FnMut(Commentary) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let reds: Vec<Rating> = row::workbook(connection)?.review_ratings;
    let numbers: Vec<i64> = reds.iter().map(number_of).collect::<Result<_, _>>()?;
    let list = serde_json::to_string(&numbers).unwrap_or_default();
    let sql = format!(
        "{} AS c WHERE period = ?1 AND trim(text) <> '' AND EXISTS (SELECT 1 FROM standing AS s
         WHERE s.period = ?1 AND s.indicator_id = c.indicator_id
           AND s.rating IN (SELECT value FROM json_each(?2))) ORDER BY id",
        Commentary::SELECT
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![from, list])?;
    while let Some(line) = rows.next()? {
        let commentary = Commentary::read(line)?;
        if still_reported(connection, commentary.indicator_id, to)? {
            each(commentary)?;
        }
    }
    Ok(())
}

/// Sections of `from`, all of which would be copied.
pub(in crate::store) fn carried_sections(
    connection: &Connection,
    from: i64,
    mut each: impl FnMut(Section),
) -> Result<(), StoreError> {
    let sections: Vec<Section> =
        row::select(connection, "WHERE period = ?1 ORDER BY kind, position, id", [from])?;
    sections.into_iter().for_each(&mut each);
    Ok(())
}

fn still_reported(connection: &Connection, indicator: Id, to: Period) -> Result<bool, StoreError> {
    let retired_from: MaybePeriodOut = connection
        .prepare_cached("SELECT retired_from FROM indicator WHERE id = ?1")?
        .query_row([indicator], |row| row.get(0))?;
    Ok(is_reported_in(retired_from.0, period_number(to)))
}
