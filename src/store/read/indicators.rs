//! A window of the indicator list.

use rusqlite::Connection;

use super::order::Orders;
use super::{first, known_period, place, worst, year_end};
use crate::store::error::StoreError;
use crate::store::rows::standings;
use crate::workbook::*;

pub(super) fn answer(
    connection: &Connection,
    orders: &mut Orders,
    request: &ListRequest,
) -> Result<List<Standing>, StoreError> {
    let number = known_period(connection, request.period)?;
    orders.refresh(connection)?;
    orders.release(number, request.sort, request.descending);
    let unfiltered = worst::total(connection, number)?;
    let passing = orders.passing(connection, number, &request.filter)?;
    let total = passing.as_ref().map_or(unfiltered, |passing| passing.count());
    let worst_first = request.sort == SortBy::Worst;
    let known = orders.known(number, request.sort, request.descending).is_some();
    if worst_first && !known && passing.is_none() {
        let position = match request.around {
            Some(indicator) => worst::position(connection, number, indicator, request.descending)?,
            None => None,
        };
        let Window { length, .. } = request.window;
        let start = around(request.window, position, total);
        let ids = worst::window(connection, &mut orders.places, number, start, length, request.descending)?;
        return list(connection, number, start, &ids, total, unfiltered);
    }
    let around_passing =
        request.around.filter(|id| passing.as_ref().is_none_or(|passing| passing.contains(*id)));
    if let (true, false, false, None, Some(passing)) =
        (worst_first, known, request.descending, around_passing, &passing)
    {
        let start = place(request.window, total);
        let ids = worst::filtered_window(connection, number, passing, start, request.window.length)?;
        if let Some(ids) = ids {
            return list(connection, number, start, &ids, total, unfiltered);
        }
    }
    let passes = |id: &Id| passing.as_ref().is_none_or(|passing| passing.contains(*id));
    let all = orders.all(connection, number, request.sort, request.descending)?;
    let all = || all.iter().map(|id| Id::from(*id)).filter(passes);
    let position = around_passing.and_then(|id| all().position(|other| other == id));
    let start = around(request.window, position.map(|position| position as u64), total);
    let from = usize::try_from(start).unwrap_or(usize::MAX);
    let ids: Vec<Id> = all().skip(from).take(request.window.length as usize).collect();
    list(connection, number, start, &ids, total, unfiltered)
}

/// The indicators of some references, those there are.
pub(super) fn of_references(connection: &Connection, references: &[String]) -> Result<Vec<Id>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM indicator WHERE reference = ?1 OR reference = upper(?1) ORDER BY reference <> ?1",
    )?;
    let mut ids = Vec::new();
    for reference in references {
        let found: Option<Id> =
            statement.query_map([reference.trim()], |row| row.get(0))?.next().transpose()?;
        ids.extend(found);
    }
    Ok(ids)
}

/// The top of the list before what passes has been counted, and whether it is
/// counted all the same because that is quick.
pub(super) fn first(
    connection: &Connection,
    orders: &mut Orders,
    request: &ListRequest,
) -> Result<(List<Standing>, bool), StoreError> {
    let number = known_period(connection, request.period)?;
    orders.refresh(connection)?;
    match first::ids(connection, orders, number, request, first::LIMITS)? {
        None => Ok((answer(connection, orders, request)?, true)),
        Some(ids) => {
            let unfiltered = worst::total(connection, number)?;
            Ok((list(connection, number, 0, &ids, ids.len() as u64, unfiltered)?, false))
        }
    }
}

fn list(
    connection: &Connection,
    period: i64,
    start: u64,
    ids: &[Id],
    total: u64,
    unfiltered: u64,
) -> Result<List<Standing>, StoreError> {
    let mut rows = standings::load_all(connection, period, ids)?;
    year_end::fill(connection, period, &mut rows)?;
    Ok(List { start, rows, total, unfiltered })
}

/// Where the window begins, moved so that `position` is in its middle if it
/// is not in it already.
fn around(window: Window, position: Option<u64>, total: u64) -> u64 {
    let start = place(window, total);
    let length = u64::from(window.length).max(1);
    match position {
        Some(position) if position < start || position >= start + length => {
            (position.saturating_sub(length / 2)).min(total.saturating_sub(length))
        }
        _ => start,
    }
}
