//! The top of a filtered list, from looking at the list itself and not at
//! everything: most of what is typed into a filter is found in its first rows.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::filter::conditions;
use super::order::Orders;
use crate::store::error::StoreError;
use crate::store::search::index::{self, LINES};
use crate::workbook::{Id, ListRequest, SortBy};

/// How far to look, so that there is an answer before the next letter.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Rows looked at before it is worked out where to look: what is common is among them.
    at_a_glance: usize,
    /// Searching this many rows of the search index is no slower than all that follows.
    few: usize,
    /// Rows passed by.
    passed_by: usize,
    /// Rows whose texts are looked at.
    looked_at: usize,
    /// Rows found at most, however many are asked for.
    found: usize,
}

pub(super) const LIMITS: Limits =
    Limits { at_a_glance: 150, few: 120, passed_by: 12_000, looked_at: 400, found: 100 };

/// The first that pass, in order; none where the whole answer is as quick, or
/// the order is not known yet.
pub(super) fn ids(
    connection: &Connection,
    orders: &mut Orders,
    period: i64,
    request: &ListRequest,
    limits: Limits,
) -> Result<Option<Vec<Id>>, StoreError> {
    let filter = &request.filter;
    if index::words(&filter.text).is_empty() || orders.passed(period, filter).is_some() {
        return Ok(None);
    }
    if orders.rows_near(connection, period, filter)? <= limits.few {
        return Ok(None);
    }
    let limits = Limits { found: limits.found.min(request.window.length as usize), ..limits };
    let glance = Limits { looked_at: limits.at_a_glance, passed_by: limits.passed_by.min(3_000), ..limits };
    match walk(connection, orders, period, request, None, glance)? {
        // Nothing: it pays to work out where there may be any.
        Some(top) if top.is_empty() => {}
        Some(top) if top.len() < limits.found => {
            return walk(connection, orders, period, request, None, limits);
        }
        enough => return Ok(enough),
    }
    let chunks = orders.searched(connection, period, filter)?;
    if chunks.len() <= limits.few {
        return Ok(None);
    }
    walk(connection, orders, period, request, Some(&chunks), limits)
}

/// Looks through the list as it is ordered, only at indicators of these rows
/// of the search index; none where the order is not known yet.
fn walk(
    connection: &Connection,
    orders: &Orders,
    period: i64,
    request: &ListRequest,
    chunks: Option<&[i64]>,
    limits: Limits,
) -> Result<Option<Vec<Id>>, StoreError> {
    let ListRequest { sort, descending, filter, .. } = request;
    let words = index::words(&filter.text);
    let (conditions, mut values) = conditions(period, filter)?;
    values.push(Value::Null);
    let id_at = values.len();
    let passes = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT s.reference, d.text, o.text, {passes} FROM standing AS s
         JOIN words AS d ON d.id = s.description JOIN words AS o ON o.id = s.owner
         WHERE s.period = ?1 AND s.indicator_id = ?{id_at}"
    ))?;
    let narrower = orders.narrower(period, filter);
    let mut looked_at = 0;
    let mut found = Vec::new();
    // True when that was far enough.
    let mut look = |id: Id| -> Result<bool, StoreError> {
        let near = chunks.is_none_or(|chunks| chunks.binary_search(&id.div_euclid(LINES)).is_ok());
        if !near || narrower.is_some_and(|passing| !passing.contains(id)) {
            return Ok(false);
        }
        values[id_at - 1] = id.into();
        let mut rows = statement.query(params_from_iter(&values))?;
        if let Some(row) = rows.next()? {
            let mut line = String::new();
            for column in 0..3 {
                let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
                index::fold_onto(&mut line, text);
                line.push(index::BETWEEN);
            }
            if row.get(3)? && words.iter().all(|word| line.contains(word.as_str())) {
                found.push(id);
            }
        }
        looked_at += 1;
        Ok(looked_at == limits.looked_at || found.len() == limits.found)
    };
    if let Some(order) = orders.known(period, *sort, *descending) {
        for id in order.iter().take(limits.passed_by) {
            if look(Id::from(*id))? {
                break;
            }
        }
        return Ok(Some(found));
    }
    let by = match (sort, descending) {
        (SortBy::Worst, false) => "severity, adverse DESC, sort_key",
        (SortBy::Worst, true) => "severity DESC, adverse, sort_key DESC",
        _ => return Ok(None),
    };
    let sql = format!("SELECT indicator_id FROM standing WHERE period = ?1 ORDER BY {by}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([period])?;
    let mut left = limits.passed_by;
    while let Some(row) = rows.next()?
        && left > 0
        && !look(row.get(0)?)?
    {
        left -= 1;
    }
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rating;
    use crate::sample::generated;
    use crate::store::Store;
    use crate::store::read::known_period;
    use crate::workbook::{Data, Filter, Query, Stamp, Window};

    #[test]
    fn the_top_is_the_top_of_the_whole_list() {
        let folder = tempfile::tempdir().unwrap();
        let generated = generated(200, 1);
        let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
        let path = folder.path().join("report.qd");
        let store = Store::create_with(&path, &generated.workbook(), "Generated", &stamp, |bulk| {
            generated.records().try_for_each(|record| bulk.put(record).map(drop))
        })
        .unwrap();
        let filters = [("", vec![]), ("1", vec![]), ("indicator 17", vec![]), ("1 head", vec![Rating::Red])];
        for (sort, descending) in [
            (SortBy::Worst, false),
            (SortBy::Worst, true),
            (SortBy::Reference, true),
            (SortBy::Value, false),
            (SortBy::Owner, false),
        ] {
            for (text, ratings) in filters.clone() {
                let filter = Filter { text: text.into(), ratings, ..Filter::default() };
                let window = Window { start: 0, length: 240 };
                let period = generated.workbook().current_period.unwrap();
                let request = ListRequest { period, sort, descending, filter, window, around: None };
                let Ok(Data::Indicators(whole)) = store.answer(&Query::Indicators(request.clone())) else {
                    panic!("no list")
                };
                let whole: Vec<Id> = whole.rows.iter().map(|row| row.indicator_id).collect();
                for (looked_at, found) in [(200, 240), (200, 7), (20, 240)] {
                    let limits = Limits { at_a_glance: 30, few: 0, passed_by: 300, looked_at, found };
                    let top = store.reading(|connection| {
                        let number = known_period(connection, request.period)?;
                        let mut orders = Orders::default();
                        // What passed a letter before narrows the walk.
                        let earlier = Filter { text: "1".into(), ..request.filter.clone() };
                        if found == 7 && text != "1" {
                            orders.passing(connection, number, &earlier)?;
                        }
                        if sort != SortBy::Worst {
                            orders.all(connection, number, sort, descending)?;
                        }
                        ids(connection, &mut orders, number, &request, limits)
                    });
                    let top = top.unwrap();
                    assert_eq!(top.is_none(), text.is_empty());
                    let top = top.unwrap_or_default();
                    assert!(whole.starts_with(&top), "{sort:?} {descending} {text} {looked_at} {found}");
                    assert!(looked_at < 200 || text.is_empty() || top.len() == found.min(whole.len()));
                }
            }
        }
    }
}
