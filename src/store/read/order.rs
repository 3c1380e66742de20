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
use crate::store::history::operation::Head;
use crate::store::search::{index, signature};
use crate::workbook::{Filter, Id, SortBy};

/// A period and what is let through of it.
type Asked = (i64, Filter);

/// Orders worked out since the workbook last changed.
#[derive(Debug, Default)]
pub(in crate::store) struct Orders {
    operation: Id,
    known: Option<((i64, SortBy, bool), Vec<u32>)>,
    filtered: Option<(Asked, Rc<Passing>)>,
    searched: Option<(Asked, Rc<[i64]>)>,
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
        if let Some(passing) = self.passed(period, filter) {
            return Ok(Some(Rc::clone(passing)));
        }
        let chunks = self.searched(connection, period, filter)?;
        let found = match self.narrower_still(period, filter) {
            Some((among, words)) => Some(Rc::new(among.narrowed(connection, period, &words, &chunks)?)),
            None => filter::passing(connection, period, filter, &chunks)?.map(Rc::new),
        };
        self.filtered = found.as_ref().map(|passing| ((period, filter.clone()), Rc::clone(passing)));
        Ok(found)
    }

    /// What passes a filter if it is already known.
    pub(super) fn passed(&self, period: i64, filter: &Filter) -> Option<&Rc<Passing>> {
        let ((of, by), passing) = self.filtered.as_ref()?;
        (*of == period && by == filter).then_some(passing)
    }

    /// What is known to have passed before, if all that passes now is among it.
    pub(super) fn narrower(&self, period: i64, filter: &Filter) -> Option<&Passing> {
        let ((of, earlier), passing) = self.filtered.as_ref()?;
        (*of == period).then_some(passing).filter(|_| filter::narrows(earlier, filter)).map(Rc::as_ref)
    }

    /// As [`Orders::narrower`], with the words that have yet to be looked for in it.
    fn narrower_still(&self, period: i64, filter: &Filter) -> Option<(&Passing, Vec<String>)> {
        let among = self.narrower(period, filter)?;
        let ((_, earlier), _) = self.filtered.as_ref()?;
        let before = index::words(&earlier.text);
        let mut words = index::words(&filter.text);
        words.retain(|word| !before.contains(word));
        Some((among, words))
    }

    /// About how many rows of the search index there are where what passes a filter may be.
    pub(super) fn rows_near(
        &self,
        connection: &Connection,
        period: i64,
        filter: &Filter,
    ) -> Result<usize, StoreError> {
        if let Some(passing) = self.narrower(period, filter) {
            return Ok(passing.chunks().len());
        }
        let whole = total(connection, period)?.div_ceil(index::LINES.unsigned_abs());
        Ok(usize::try_from(whole).unwrap_or(usize::MAX))
    }

    /// The rows of the search index where what passes a filter may be: a letter
    /// more is looked for only near what is known to have passed without it.
    pub(super) fn searched(
        &mut self,
        connection: &Connection,
        period: i64,
        filter: &Filter,
    ) -> Result<Rc<[i64]>, StoreError> {
        if let Some(((of, by), chunks)) = &self.searched
            && *of == period
            && by == filter
        {
            return Ok(Rc::clone(chunks));
        }
        let words = index::words(&filter.text);
        let near = self.narrower(period, filter).map(Passing::chunks);
        let chunks: Rc<[i64]> = signature::chunks(connection, period, &words, near.as_deref())?.into();
        self.searched = Some(((period, filter.clone()), Rc::clone(&chunks)));
        Ok(chunks)
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
    pub(super) fn release(&mut self, period: i64, sort: SortBy, descending: bool) {
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
    let column = |name: &str| format!("s.{name} IS NULL, s.{name} {down}, s.sort_key");
    // Missing values come last whichever way round.
    let words = format!("w.text = '', w.text COLLATE NOCASE {down}, s.sort_key");
    let (join, by) = match sort {
        SortBy::Worst => (None, format!("s.severity {down}, s.adverse {up}, s.sort_key {down}")),
        SortBy::Reference => (None, format!("s.sort_key {down}")),
        SortBy::Description => (Some("description"), words),
        SortBy::Kind => (Some("kind"), words),
        SortBy::Service => (Some("service"), words),
        SortBy::Owner => (Some("owner"), words),
        // As the themes are ordered; those of none come last whichever way round.
        SortBy::Theme => return by_theme(connection, period, down),
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
                "CASE s.review WHEN 1 THEN 0 WHEN 4 THEN 1 WHEN 3 THEN 2 WHEN 2 THEN 3 ELSE 4 END {down}, s.sort_key"
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

/// By theme, objective, place in it and reference.
fn by_theme(connection: &Connection, period: i64, down: &str) -> Result<Vec<u32>, StoreError> {
    let sql = format!(
        "SELECT s.indicator_id FROM standing AS s
         LEFT JOIN indicator_theme AS filed ON filed.indicator_id = s.indicator_id
         LEFT JOIN theme AS own ON own.id = filed.theme_id
         LEFT JOIN theme AS above ON above.id = own.parent_id
         WHERE s.period = ?1
         ORDER BY own.id IS NULL, ifnull(above.position, own.position) {down}, ifnull(above.id, own.id) {down},
                  iif(above.id IS NULL, 0, own.position) {down}, own.id {down}, filed.position, s.sort_key"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let ids = statement.query_map([period], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(ids)
}
