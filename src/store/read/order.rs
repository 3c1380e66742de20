//! The order of the indicator list.
//!
//! Worst first comes straight from its index, a window at a time. Any other
//! order is worked out once and the last one remembered until the workbook
//! changes: four bytes an indicator, and every further window, filter or
//! position is then a look into memory.

use std::rc::Rc;

use rusqlite::Connection;

use super::filter::{self, Passing};
use super::worst::{Places, total};
use crate::store::error::StoreError;
use crate::store::operation::Head;
use crate::workbook::{Filter, Id, SortBy};

/// Orders worked out since the workbook last changed.
#[derive(Debug, Default)]
pub(in crate::store) struct Orders {
    operation: Id,
    known: Option<((i64, SortBy, bool), Vec<u32>)>,
    filtered: Option<((i64, Filter), Rc<Passing>)>,
    pub(super) places: Places,
}

impl Orders {
    /// Forgets everything if the workbook has changed, here or elsewhere.
    pub(super) fn refresh(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let operation = Head::load(connection)?.operation;
        if operation != self.operation {
            *self = Self { operation, ..Self::default() };
        }
        Ok(())
    }

    /// The order if it is already known.
    pub(super) fn known(&self, period: i64, sort: SortBy, descending: bool) -> Option<&[u32]> {
        let (key, ids) = self.known.as_ref()?;
        (*key == (period, sort, descending)).then_some(ids.as_slice())
    }

    /// What passes a filter; none when everything does.
    pub(super) fn passing(
        &mut self,
        connection: &Connection,
        period: i64,
        filter: &Filter,
    ) -> Result<Option<Rc<Passing>>, StoreError> {
        if let Some(((of, by), passing)) = &self.filtered
            && *of == period
            && by == filter
        {
            return Ok(Some(Rc::clone(passing)));
        }
        let before = self.filtered.as_ref().filter(|((of, _), _)| *of == period);
        let before = before.map(|((_, filter), passing)| (filter, passing.as_ref()));
        let found = filter::passing(connection, period, filter, before)?.map(Rc::new);
        self.filtered = found.as_ref().map(|passing| ((period, filter.clone()), Rc::clone(passing)));
        Ok(found)
    }

    /// All indicators of a period in order.
    pub(super) fn all(
        &mut self,
        connection: &Connection,
        period: i64,
        sort: SortBy,
        descending: bool,
    ) -> Result<&[u32], StoreError> {
        let key = (period, sort, descending);
        if self.known(period, sort, descending).is_none() {
            // Let go first: two of them at once would be twice the memory.
            self.known = None;
            self.known = Some((key, work_out(connection, period, sort, descending)?));
        }
        Ok(self.known.as_ref().map_or(&[], |(_, ids)| ids.as_slice()))
    }

    /// Lets go of an order that another window has no use for.
    pub(super) fn let_go(&mut self, period: i64, sort: SortBy, descending: bool) {
        if self.known.as_ref().is_some_and(|(key, _)| *key != (period, sort, descending)) {
            self.known = None;
        }
    }
}

fn work_out(
    connection: &Connection,
    period: i64,
    sort: SortBy,
    descending: bool,
) -> Result<Vec<u32>, StoreError> {
    let down = if descending { "DESC" } else { "ASC" };
    let up = if descending { "ASC" } else { "DESC" };
    let column = |name: &str| format!("s.{name} IS NULL, s.{name} {down}, s.reference");
    // Missing values come last whichever way round.
    let words = format!("w.text = '', w.text COLLATE NOCASE {down}, s.reference");
    let (join, by) = match sort {
        SortBy::Worst => (None, format!("s.severity {down}, s.adverse {up}, s.reference {down}")),
        SortBy::Reference => (None, format!("s.reference {down}")),
        SortBy::Description => (Some("description"), words),
        SortBy::Kind => (Some("kind"), words),
        SortBy::Service => (Some("service"), words),
        SortBy::Owner => (Some("owner"), words),
        SortBy::Covers => (Some("covers"), words),
        SortBy::Previous => (None, column("previous")),
        SortBy::Target => (None, column("target")),
        SortBy::Value => (None, column("value")),
        SortBy::Variance => (None, column("variance")),
        SortBy::Direction => (None, column("direction")),
        SortBy::Benchmark => (None, column("benchmark")),
        // What still needs someone comes first.
        SortBy::Review => (
            None,
            format!(
                "CASE s.review WHEN 1 THEN 0 WHEN 4 THEN 1 WHEN 3 THEN 2 WHEN 2 THEN 3 ELSE 4 END {down}, s.reference"
            ),
        ),
    };
    let join = join.map_or_else(String::new, |name| format!("JOIN words AS w ON w.id = s.{name} "));
    let sql = format!("SELECT s.indicator_id FROM standing AS s {join}WHERE s.period = ?1 ORDER BY {by}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut ids = Vec::with_capacity(usize::try_from(total(connection, period)?).unwrap_or(0).min(1 << 24));
    for id in statement.query_map([period], |row| row.get(0))? {
        ids.push(id?);
    }
    Ok(ids)
}
