//! The worst-first order, a window at a time, straight from its index.
//!
//! Positions are found by the counts kept for every severity; inside one,
//! rows are skipped from its nearer end or from the nearest place looked at
//! before, so that scrolling on costs no more in the middle than at the top.

use rusqlite::{Connection, OptionalExtension, params};

use super::count;
use super::filter::Passing;
use crate::store::error::StoreError;
use crate::workbook::Id;

/// A row whose position among its severity's is known.
#[derive(Debug, Clone)]
struct Known {
    period: i64,
    severity: i64,
    /// Rows of the severity before it.
    before: u64,
    adverse: f64,
    sort_key: String,
}

/// Places looked at since the workbook last changed.
#[derive(Debug, Default)]
pub(super) struct Places(Vec<Known>);

impl Places {
    const REMEMBERED: usize = 64;

    fn remember(&mut self, known: Known) {
        if self.0.len() >= Self::REMEMBERED {
            self.0.remove(0);
        }
        self.0.push(known);
    }

    /// The last place at or before a position.
    fn at_or_before(&self, period: i64, severity: i64, position: u64) -> Option<&Known> {
        self.0
            .iter()
            .filter(|known| known.period == period && known.severity == severity && known.before <= position)
            .max_by_key(|known| known.before)
    }
}

/// How many indicators stand in a period.
pub(super) fn total(connection: &Connection, period: i64) -> Result<u64, StoreError> {
    let total: i64 = connection
        .prepare_cached("SELECT ifnull(sum(count), 0) FROM tally WHERE period = ?1")?
        .query_row([period], |row| row.get(0))?;
    Ok(count(total))
}

/// Numbers of indicators by severity, worst first.
fn by_severity(connection: &Connection, period: i64) -> Result<Vec<(i64, u64)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT severity, sum(count) FROM tally WHERE period = ?1 GROUP BY severity ORDER BY severity",
    )?;
    let rows = statement.query_map([period], |row| Ok((row.get(0)?, count(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A window of the worst-first list. `descending` is best first.
pub(super) fn window(
    connection: &Connection,
    places: &mut Places,
    period: i64,
    start: u64,
    length: u32,
    descending: bool,
) -> Result<Vec<Id>, StoreError> {
    let runs = by_severity(connection, period)?;
    let total: u64 = runs.iter().map(|(_, size)| size).sum();
    let length = u64::from(length).min(total.saturating_sub(start));
    let mut first = if descending { total - start.min(total) - length } else { start };
    let mut wanted = length;
    let mut ids = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    for (severity, size) in runs {
        if wanted == 0 {
            break;
        }
        if first >= size {
            first -= size;
            continue;
        }
        let here = wanted.min(size - first);
        stretch(connection, places, period, severity, size, first, here, &mut ids)?;
        wanted -= here;
        first = 0;
    }
    if descending {
        ids.reverse();
    }
    Ok(ids)
}

/// Adds `here` rows of a severity, from its row `first` on.
#[allow(clippy::too_many_arguments)]
fn stretch(
    connection: &Connection,
    places: &mut Places,
    period: i64,
    severity: i64,
    size: u64,
    first: u64,
    here: u64,
    ids: &mut Vec<Id>,
) -> Result<(), StoreError> {
    let from_end = size - first - here;
    let begun = ids.len();
    let near = places.at_or_before(period, severity, first).filter(|known| {
        let skip = first - known.before;
        skip < first && skip < from_end
    });
    let mut first_row = None;
    let mut take = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Id> {
        if first_row.is_none() {
            first_row = Some((row.get::<_, f64>(1)?, row.get::<_, String>(2)?));
        }
        row.get(0)
    };
    let limit = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    if let Some(known) = near {
        let mut statement = connection.prepare_cached(
            "SELECT indicator_id, adverse, sort_key FROM standing
             WHERE period = ?1 AND severity = ?2 AND adverse <= ?5 AND (adverse < ?5 OR sort_key >= ?6)
             ORDER BY adverse DESC, sort_key LIMIT ?3 OFFSET ?4",
        )?;
        let skip = limit(first - known.before);
        let values = params![period, severity, limit(here), skip, known.adverse, known.sort_key];
        for id in statement.query_map(values, &mut take)? {
            ids.push(id?);
        }
    } else {
        let (order, skip) = if first <= from_end {
            ("adverse DESC, sort_key", first)
        } else {
            ("adverse, sort_key DESC", from_end)
        };
        let sql = format!(
            "SELECT indicator_id, adverse, sort_key FROM standing WHERE period = ?1 AND severity = ?2
             ORDER BY {order} LIMIT ?3 OFFSET ?4"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        for id in statement.query_map(params![period, severity, limit(here), limit(skip)], &mut take)? {
            ids.push(id?);
        }
        if first > from_end {
            ids[begun..].reverse();
            // What was read first is now the last row.
            if let Some((adverse, sort_key)) = first_row.take() {
                places.remember(Known { period, severity, before: first + here - 1, adverse, sort_key });
            }
        }
    }
    if let Some((adverse, sort_key)) = first_row {
        places.remember(Known { period, severity, before: first, adverse, sort_key });
    }
    Ok(())
}

/// The rows of a window that pass a filter, if few enough have to be looked
/// at for that; none if the whole order had better be worked out.
pub(super) fn filtered_window(
    connection: &Connection,
    period: i64,
    passing: &Passing,
    start: u64,
    length: u32,
) -> Result<Option<Vec<Id>>, StoreError> {
    /// So many can be looked up one by one.
    const FEW: u64 = 1_500;
    /// Rows read in order at most.
    const LOOKED_AT: u64 = 60_000;
    /// A look-up costs as much as reading so many rows in order, most of all from a disk.
    const LOOK_UP: u64 = 8;
    let whole = total(connection, period)?;
    let wanted = start.saturating_add(u64::from(length)).min(passing.count());
    // As if those that pass were spread evenly.
    let read = wanted.saturating_mul(whole) / passing.count().max(1);
    if passing.count() <= FEW && passing.count() * LOOK_UP <= read {
        let mut statement = connection.prepare_cached(
            "SELECT severity, adverse, sort_key FROM standing WHERE period = ?1 AND indicator_id = ?2",
        )?;
        let mut keys: Vec<(i64, f64, String, Id)> = Vec::new();
        for id in passing.ids() {
            let key = statement
                .query_row([period, id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, id)))
                .optional()?;
            keys.extend(key);
        }
        keys.sort_by(|one, other| {
            one.0
                .cmp(&other.0)
                .then(other.1.partial_cmp(&one.1).unwrap_or(std::cmp::Ordering::Equal))
                .then_with(|| one.2.cmp(&other.2))
        });
        let window = keys.into_iter().map(|(.., id)| id);
        return Ok(Some(
            window.skip(usize::try_from(start).unwrap_or(usize::MAX)).take(length as usize).collect(),
        ));
    }
    if read > LOOKED_AT / 2 {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT indicator_id FROM standing WHERE period = ?1 ORDER BY severity, adverse DESC, sort_key LIMIT ?2",
    )?;
    let mut rows = statement.query([period, i64::try_from(LOOKED_AT).unwrap_or(i64::MAX)])?;
    let mut ids = Vec::with_capacity(length as usize);
    let mut met = 0;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if passing.contains(id) {
            met += 1;
            if met > start {
                ids.push(id);
            }
            if met == wanted {
                return Ok(Some(ids));
            }
        }
    }
    Ok((met == passing.count()).then_some(ids))
}

/// Where an indicator is in the worst-first list.
pub(super) fn position(
    connection: &Connection,
    period: i64,
    indicator: Id,
    descending: bool,
) -> Result<Option<u64>, StoreError> {
    let place: Option<(i64, f64, String)> = connection
        .prepare_cached(
            "SELECT severity, adverse, sort_key FROM standing WHERE period = ?1 AND indicator_id = ?2",
        )?
        .query_row([period, indicator], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((severity, adverse, sort_key)) = place else {
        return Ok(None);
    };
    let runs = by_severity(connection, period)?;
    let total: u64 = runs.iter().map(|(_, size)| size).sum();
    let worse: u64 = runs.iter().filter(|(other, _)| *other < severity).map(|(_, size)| size).sum();
    let before: i64 = connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM standing WHERE period = ?1 AND severity = ?2 AND adverse > ?3)
                  + (SELECT count(*) FROM standing WHERE period = ?1 AND severity = ?2 AND adverse = ?3
                     AND sort_key < ?4)",
        )?
        .query_row(rusqlite::params![period, severity, adverse, sort_key], |row| row.get(0))?;
    let position = worse + count(before);
    Ok(Some(if descending { total - 1 - position } else { position }))
}
