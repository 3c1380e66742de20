//! Applying changes: the only way rows are written once a workbook exists.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::store::Store;
use crate::store::bulk::inserted_rows::InsertedRows;
use crate::store::error::StoreError;
use crate::store::history::chain;
use crate::store::history::inserted_ranges::{InsertedRange, InsertedRanges};
use crate::store::history::operation::{self, Entry, Head, Kind};
use crate::store::rating::judging::{self, Touched};
use crate::store::rows::row;
use crate::store::rows::row::Inserting;
use crate::store::rows::standings::Writing;
use crate::store::rules::guard;
use crate::store::rules::guard::Periods;
use crate::store::rules::linking::Written;
use crate::store::rules::refusal::{
    conflict, describe, duplicate, explain_reference, is_duplicate, is_missing_reference, missing,
    why_not_inserted,
};
use crate::workbook::backup::Occasion;
use crate::workbook::linking::label_with_links;
use crate::workbook::*;

impl Store {
    /// Applies a change as one step: whole or not at all.
    ///
    /// Affected standings and counts are up to date when this returns. A
    /// change that alters nothing makes no step; its `operation` is then 0.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a row was changed after it was read (or
    /// the same figure was entered meanwhile), [`StoreError::PeriodClosed`],
    /// [`StoreError::Duplicate`], [`StoreError::UnknownPeriod`],
    /// [`StoreError::UnknownIndicator`], [`StoreError::UnknownScheme`],
    /// [`StoreError::InUse`], [`StoreError::Invalid`], and what the file or
    /// the disk may say ([`StoreError::ReadOnly`], [`StoreError::Locked`],
    /// [`StoreError::DiskFull`] …). Nothing is changed then.
    pub fn apply(&mut self, change: &Change, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.keep_daily_backup(stamp);
        self.writing(|connection| apply(connection, change, stamp))
    }

    /// Applies a change that publishes `content`, which is kept under `checksum` by the same step.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn publish(
        &mut self,
        change: &Change,
        checksum: &str,
        content: &str,
        stamp: &Stamp,
    ) -> Result<Applied, StoreError> {
        self.keep_backup(Occasion::Publish, stamp);
        self.writing(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO frozen (checksum, content) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                )?
                .execute([checksum, content])?;
            apply(connection, change, stamp)
        })
    }
}

pub(in crate::store) fn apply(
    connection: &Connection,
    change: &Change,
    stamp: &Stamp,
) -> Result<Applied, StoreError> {
    let head = Head::load(connection)?;
    let mut writer = Writer::new(connection, head.operation + 1);
    for edit in &change.edits {
        match edit {
            Edit::Put(record) => writer.put(record)?,
            Edit::Remove { table, id, revision } => writer.remove(*table, *id, *revision)?,
        }
    }
    if writer.changes == 0 {
        return Ok(Applied {
            operation: 0,
            label: change.label.clone(),
            inserted: Vec::new(),
            linked: Vec::new(),
        });
    }
    let linked = writer.link_named()?;
    let label = label_with_links(&change.label, &linked);
    let kind = if change.collected { Kind::Returns } else { Kind::Edit };
    writer.record(&head, (kind, &label, &change.reason), stamp, &InsertedRows::default())?;
    Ok(Applied { operation: writer.operation, label, inserted: writer.inserted, linked })
}

/// Writes rows for one operation and keeps account of them.
pub(in crate::store) struct Writer<'a> {
    connection: &'a Connection,
    pub operation: Id,
    pub changes: i64,
    pub touched: Touched,
    pub inserted: Vec<(Table, Id)>,
    /// Of those that are told in runs.
    added: InsertedRanges,
    inserting: Inserting<'a>,
    /// Ids given to rows that edits named by a negative placeholder.
    placeholders: Placeholders,
    periods: Periods,
    /// Words that may name other things.
    written: Written,
}

impl<'a> Writer<'a> {
    pub(in crate::store) fn new(connection: &'a Connection, operation: Id) -> Self {
        Self {
            connection,
            operation,
            changes: 0,
            touched: Touched::default(),
            inserted: Vec::new(),
            added: InsertedRanges::default(),
            inserting: Inserting::new(connection),
            placeholders: Placeholders::new(),
            periods: Periods::default(),
            written: Written::default(),
        }
    }

    /// Inserts or updates, as the record's id says.
    fn put(&mut self, record: &Record) -> Result<(), StoreError> {
        let record = resolve(self.connection, &self.placeholders, record)?;
        guard::check_record(self.connection, &mut self.periods, &record)?;
        let (table, id, revision) = row::identity(&record);
        if id <= 0 {
            guard::check_open(self.connection, &mut self.periods, None, Some(&record))?;
            let given = insert_new(self.connection, &record)?;
            if id < 0 {
                self.placeholders.insert((table, id), given);
            }
            self.inserted.push((table, given));
            let record = record.at(given, 1);
            self.written.note(None, &record);
            return self.log(None, Some(&record));
        }
        let Some(theirs) = row::load(self.connection, table, id)? else {
            return Err(conflict(self.connection, table, id, Some(record), None)?);
        };
        if theirs.says_the_same(&record) {
            return Ok(());
        }
        if row::identity(&theirs).2 != revision {
            return Err(conflict(self.connection, table, id, Some(record), Some(theirs))?);
        }
        guard::check_open(self.connection, &mut self.periods, Some(&theirs), Some(&record))?;
        self.change(&theirs, record)
    }

    /// Updates a row as [`Self::update`] does, in new words that may name other things.
    pub(in crate::store) fn change(&mut self, before: &Record, after: Record) -> Result<(), StoreError> {
        self.written.note(Some(before), &after);
        self.update(before, after)
    }

    /// Links what was written with what it names; of each link the reference it was made by.
    pub(in crate::store) fn link_named(&mut self) -> Result<Vec<String>, StoreError> {
        let mut references: Vec<String> = Vec::new();
        for (reference, link) in std::mem::take(&mut self.written).links(self.connection, Vec::new())? {
            let record = Record::Link(link);
            let id = insert_new(self.connection, &record)?;
            self.log(None, Some(&record.at(id, 1)))?;
            references.push(reference);
        }
        Ok(references)
    }

    /// Adds a row of which the history need not hold what it says itself. The caller has checked it.
    pub(in crate::store) fn add_in_bulk(&mut self, record: &Record) -> Result<Id, StoreError> {
        let id = match self.inserting.insert(record) {
            Ok(id) => id,
            Err(error) => return Err(why_not_inserted(self.connection, record, error)?),
        };
        let (table, about) = (record.table(), row::about(record));
        // What is about itself has only now got the id it is known by.
        let about = about.map(|about| if table.is_subject() { Subject { table, id } } else { about });
        self.added.note(self.connection, self.operation, InsertedRange { table, about, ids: (id, id) })?;
        if matches!(record, Record::Period(_)) {
            self.periods.forget();
        }
        self.written.note_new(id, record);
        if table == Table::Indicator {
            self.touched.note(None, Some(&record.clone().at(id, 1)));
        } else {
            self.touched.note(None, Some(record));
        }
        self.changes += 1;
        Ok(id)
    }

    /// Writes down what [`Self::add_in_bulk`] has added.
    pub(in crate::store) fn finish(&mut self) -> Result<(), StoreError> {
        Ok(self.added.finish(self.connection, self.operation)?)
    }

    /// Writes the step into the history with its kind, label and reason, judges anew what it touched, and
    /// closes the chain over it.
    pub(in crate::store) fn record(
        &self,
        head: &Head,
        (kind, label, reason): (Kind, &str, &str),
        stamp: &Stamp,
        inserted: &InsertedRows<'_>,
    ) -> Result<(), StoreError> {
        let entry = Entry {
            id: self.operation,
            kind,
            label,
            reason,
            reverses: None,
            undo_top: self.operation,
            redo_top: 0,
            below: head.undo_top,
            changes: self.changes,
        };
        operation::write(self.connection, &entry, stamp)?;
        let mut writing = Writing::new(self.connection)?;
        judging::refresh(self.connection, &mut writing, self.operation, &self.touched, inserted)?;
        Ok(chain::add(self.connection, self.operation, &self.touched)?)
    }

    /// Updates a row that stands as `before`, giving it the next revision.
    pub(in crate::store) fn update(&mut self, before: &Record, after: Record) -> Result<(), StoreError> {
        let (table, id, revision) = row::identity(before);
        let after = after.at(id, revision + 1);
        match row::update(self.connection, &after, id, revision + 1) {
            Ok(true) => self.log(Some(before), Some(&after)),
            Ok(false) => {
                let theirs = row::load(self.connection, table, id)?;
                Err(conflict(self.connection, table, id, Some(after), theirs)?)
            }
            Err(error) => match row::holder_of_key(self.connection, &after)? {
                Some(holder) if is_duplicate(&error) => Err(duplicate(self.connection, &holder)?),
                _ => Err(explain_reference(error, &after)),
            },
        }
    }

    fn remove(&mut self, table: Table, id: Id, revision: i64) -> Result<(), StoreError> {
        let Some(theirs) = row::load(self.connection, table, id)? else {
            return Err(conflict(self.connection, table, id, None, None)?);
        };
        if row::identity(&theirs).2 != revision {
            return Err(conflict(self.connection, table, id, None, Some(theirs))?);
        }
        guard::check_open(self.connection, &mut self.periods, Some(&theirs), None)?;
        guard::check_removal(self.connection, &theirs)?;
        self.delete(&theirs)
    }

    /// Deletes a row that stands as `before`.
    pub(in crate::store) fn delete(&mut self, before: &Record) -> Result<(), StoreError> {
        let (table, id, revision) = row::identity(before);
        match row::delete(self.connection, table, id, revision) {
            Ok(_) => {}
            Err(error) if is_missing_reference(&error) => {
                let what = describe(self.connection, before)?;
                return Err(guard::in_use(
                    &what,
                    "it still has figures, words or actions; retire it instead",
                ));
            }
            Err(error) => return Err(error.into()),
        }
        if let Record::Period(period) = before {
            let number = crate::store::rows::codes::period_number(period.code);
            for sql in ["DELETE FROM standing WHERE period = ?1", "DELETE FROM haystack WHERE period = ?1"] {
                self.connection.prepare_cached(sql)?.execute([number])?;
            }
        }
        self.log(Some(before), None)
    }

    /// Puts a row back under the id it had.
    pub(in crate::store) fn restore(&mut self, record: Record) -> Result<(), StoreError> {
        let (_, id, revision) = row::identity(&record);
        // Above every revision it ever had, so that nobody's older copy fits.
        let record = record.at(id, revision + 1);
        row::insert(self.connection, &record, Some(id), revision + 1)?;
        self.log(None, Some(&record))
    }

    fn log(&mut self, before: Option<&Record>, after: Option<&Record>) -> Result<(), StoreError> {
        operation::write_change(self.connection, self.operation, before, after)?;
        if matches!(after.or(before), Some(Record::Period(_))) {
            self.periods.forget();
        }
        self.touched.note(before, after);
        self.changes += 1;
        Ok(())
    }
}

/// Ids given to new rows, by the placeholder that edits name them by.
pub(in crate::store) type Placeholders = HashMap<(Table, Id), Id>;

/// The record with placeholders replaced by the ids that the rows it refers to were given.
pub(in crate::store) fn resolve(
    connection: &Connection,
    placeholders: &Placeholders,
    record: &Record,
) -> Result<Record, StoreError> {
    let mut record = record.clone();
    for (table, id) in row::parents(&mut record) {
        if *id < 0 {
            *id = *placeholders.get(&(table, *id)).ok_or_else(|| missing(table, *id))?;
        }
    }
    if let Record::IndicatorTheme(filed) = &mut record
        && filed.position == IndicatorTheme::LAST
    {
        filed.position = connection
            .prepare_cached("SELECT ifnull(max(position), 0) + 1 FROM indicator_theme WHERE theme_id = ?1")?
            .query_row([filed.theme_id], |row| row.get(0))?;
    }
    // Their order is that of the ids they have now.
    if let Record::Link(link) = &mut record
        && (link.one, link.one_id) > (link.other, link.other_id)
    {
        std::mem::swap(&mut link.one, &mut link.other);
        std::mem::swap(&mut link.one_id, &mut link.other_id);
    }
    Ok(record)
}

/// Inserts a row that is new to the workbook. Returns its id.
pub(in crate::store) fn insert_new(connection: &Connection, record: &Record) -> Result<Id, StoreError> {
    match row::insert(connection, record, None, 1) {
        Ok(id) => Ok(id),
        Err(error) => Err(why_not_inserted(connection, record, error)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Access;

    #[test]
    fn a_full_disk_changes_nothing_and_the_change_can_be_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.qd");
        let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
        let generated = crate::sample::generated(3, 1);
        let rows: Vec<Edit> = generated.records().map(Edit::Put).collect();
        Store::create(&path, &generated.workbook(), &rows, "New", &stamp).unwrap();
        let mut store = Store::open(&path, Access::ReadWrite).unwrap();
        let note = "x".repeat(100_000);
        let mut edited = row::workbook(&store.connection).unwrap();
        edited.note = note.clone();
        let change = Change::new("A long note").put(Record::Workbook(edited));
        // As large as it is now, whatever is asked for.
        let full = "PRAGMA max_page_count = 1";
        store.connection.query_row(full, [], |row| row.get::<_, i64>(0)).unwrap();
        let error = store.apply(&change, &stamp).unwrap_err();
        assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
        assert_ne!(row::workbook(&store.connection).unwrap().note, note);
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        let again = "PRAGMA max_page_count = 4294967294";
        store.connection.query_row(again, [], |row| row.get::<_, i64>(0)).unwrap();
        store.apply(&change, &stamp).unwrap();
        assert_eq!(row::workbook(&store.connection).unwrap().note, note);
    }
}
