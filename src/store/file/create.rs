//! Making a new workbook: built beside its place under a temporary name and
//! moved there when it is complete.

use std::path::Path;

use rusqlite::Connection;

use crate::files::{Target, Unfinished};
use crate::store::bulk::deferred_indexes::DeferredIndexes;
use crate::store::error::StoreError;
use crate::store::file::vfs::open_private;
use crate::store::history::operation::{self, Entry, Kind};
use crate::store::history::write::Placeholders;
use crate::store::history::{chain, write};
use crate::store::rating::rating_context::{RatingContext, StoredFigures};
use crate::store::rows::row;
use crate::store::rows::standings::{Counted, Writing};
use crate::store::rules::guard;
use crate::store::rules::guard::Periods;
use crate::store::search::index::Growing;
use crate::store::{Access, Store, backup, migrate};
use crate::workbook::standing::judge;
use crate::workbook::*;

/// Fills a new workbook, row by row and in little memory.
pub struct Bulk<'a> {
    connection: &'a Connection,
    placeholders: Placeholders,
    periods: Periods,
    rows: i64,
}

impl std::fmt::Debug for Bulk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bulk").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Bulk<'_> {
    /// Stores a row and returns its id. Rows may be of closed periods. A
    /// negative reference stands for the row put under that id.
    ///
    /// # Errors
    /// As [`Store::apply`], except that no period is closed yet.
    pub fn put(&mut self, record: Record) -> Result<Id, StoreError> {
        let (table, placeholder, _) = row::identity(&record);
        let record = write::resolve(self.connection, &self.placeholders, &record)?;
        guard::check_record(self.connection, &mut self.periods, &record)?;
        let id = write::insert_new(self.connection, &record)?;
        if placeholder < 0 {
            self.placeholders.insert((table, placeholder), id);
        }
        if table == Table::Period {
            self.periods.forget();
        }
        self.rows += 1;
        Ok(id)
    }
}

impl Store {
    /// Creates a workbook at `path` with the rows that `edits` put; only
    /// complete files ever appear there. Making it is one step of its
    /// history, which cannot be undone. An empty `workbook.uuid` is filled in.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is something at `path`; otherwise as
    /// [`Store::create_with`].
    pub fn create(
        path: &Path,
        workbook: &Workbook,
        edits: &[Edit],
        label: &str,
        stamp: &Stamp,
    ) -> Result<Self, StoreError> {
        Self::create_with(path, workbook, label, stamp, |bulk| {
            for edit in edits {
                match edit {
                    Edit::Put(record) => {
                        bulk.put(record.clone())?;
                    }
                    Edit::Remove { .. } => {
                        return Err(StoreError::invalid("A new workbook has nothing to remove"));
                    }
                }
            }
            Ok(())
        })
    }

    /// Creates a workbook as [`Store::create`] does, filled by `fill`.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; whatever `fill` returns; errors of the disk.
    /// Nothing is left behind then.
    pub fn create_with(
        path: &Path,
        workbook: &Workbook,
        label: &str,
        stamp: &Stamp,
        fill: impl FnOnce(&mut Bulk<'_>) -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        let unfinished = Unfinished::beside(Target::workbook(path)?)?;
        let built = build(unfinished.path(), workbook, label, stamp, fill).map_err(|error| error.at(path));
        backup::remove_leftovers(unfinished.path());
        built?;
        unfinished.place()?;
        Self::open(path, Access::ReadWrite)
    }
}

fn build(
    path: &Path,
    workbook: &Workbook,
    label: &str,
    stamp: &Stamp,
    fill: impl FnOnce(&mut Bulk<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let connection = open_private(path)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Nothing can be lost: an unfinished file is thrown away.
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; PRAGMA cache_size = -128000;",
    )?;
    migrate::build(&connection, migrate::MIGRATIONS)?;
    let slow = DeferredIndexes::drop_indexes(&connection)?;
    connection.execute_batch("BEGIN EXCLUSIVE")?;
    chain::begin(&connection, migrate::latest(migrate::MIGRATIONS))?;
    let mut own = workbook.clone();
    own.id = 1;
    if own.uuid.is_empty() {
        own.uuid = connection.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?;
    }
    // The period it opens at comes with the rows.
    let opens_at = std::mem::take(&mut own.current_period);
    guard::check_record(&connection, &mut Periods::default(), &Record::Workbook(own.clone()))?;
    row::insert(&connection, &Record::Workbook(own.clone()), Some(1), 1)?;

    let mut bulk = Bulk {
        connection: &connection,
        placeholders: Placeholders::new(),
        periods: Periods::default(),
        rows: 1,
    };
    fill(&mut bulk)?;
    let rows = bulk.rows;

    own.current_period = opens_at;
    guard::check_record(&connection, &mut Periods::default(), &Record::Workbook(own.clone()))?;
    connection.execute(
        "UPDATE workbook SET current_period = ?1",
        [crate::store::rows::codes::MaybePeriodIn(own.current_period)],
    )?;
    let entry = Entry {
        id: 1,
        kind: Kind::Origin,
        label,
        reason: "",
        reverses: None,
        undo_top: 0,
        redo_top: 0,
        below: 0,
        changes: rows,
    };
    operation::write(&connection, &entry, stamp)?;
    let counted = judge_everything(&connection)?;
    slow.rebuild(&connection, counted)?;
    chain::add_origin(&connection)?;
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

pub(in crate::store) fn judge_everything(connection: &Connection) -> Result<Option<Counted>, StoreError> {
    let rating_context = RatingContext::load(connection)?;
    let mut writing = Writing::new(connection)?;
    writing.count();
    let mut growing = Growing::default();
    let mut statement = connection.prepare("SELECT id FROM indicator ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(line) = rows.next()? {
        let Some(material) = StoredFigures::load(connection, line.get(0)?)? else {
            continue;
        };
        for (number, period, record) in &rating_context.periods {
            if material.is_reported_in(*number) {
                let standing = judge(&material.inputs(&rating_context, *period, record)?);
                writing.put(*number, &standing)?;
                growing.add(connection, *number, standing.indicator_id, standing.texts())?;
            }
        }
    }
    growing.finish(connection)?;
    Ok(writing.counted())
}
