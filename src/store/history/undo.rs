//! Undo and redo: new operations that reverse earlier ones.

use rusqlite::{Connection, params};

use crate::store::Store;
use crate::store::bulk::inserted_rows::InsertedRows;
use crate::store::error::StoreError;
use crate::store::history::operation::{self, Entry, Head, Kind};
use crate::store::history::write::Writer;
use crate::store::history::{chain, inserted_ranges};
use crate::store::rating::judging;
use crate::store::rows::row;
use crate::store::rows::standings::{self, Writing};
use crate::store::rules::refusal::conflict;
use crate::workbook::*;

impl Store {
    /// Takes back the latest step that has not been taken back, as a new step, whatever it is.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`]; [`StoreError::Conflict`] when a row no
    /// longer stands as the step left it; otherwise as [`Store::apply`].
    pub fn undo(&mut self, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.reverse_next(Kind::Undo, None, stamp)
    }

    /// Takes back the latest step unless it is one to be asked about first; `agreed` is the step
    /// that somebody was asked about and agreed to.
    ///
    /// # Errors
    /// [`StoreError::AskFirst`]; otherwise as [`Store::undo`].
    pub fn undo_asking(&mut self, agreed: Option<Id>, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.reverse_next(Kind::Undo, Some(agreed), stamp)
    }

    /// Puts back what the latest undo took away, as a new step. Any other
    /// change in between leaves nothing to redo.
    ///
    /// # Errors
    /// [`StoreError::NothingToRedo`]; otherwise as [`Store::undo`].
    pub fn redo(&mut self, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.reverse_next(Kind::Redo, None, stamp)
    }

    /// Puts back what the latest undo took away, as [`Store::undo_asking`] takes it back.
    ///
    /// # Errors
    /// [`StoreError::AskFirst`]; otherwise as [`Store::redo`].
    pub fn redo_asking(&mut self, agreed: Option<Id>, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.reverse_next(Kind::Redo, Some(agreed), stamp)
    }

    /// Reverses the step that is next; `asking` says whether to ask first, and what was agreed to.
    fn reverse_next(
        &mut self,
        kind: Kind,
        asking: Option<Option<Id>>,
        stamp: &Stamp,
    ) -> Result<Applied, StoreError> {
        self.keep_daily_backup(stamp);
        self.writing(|connection| {
            let head = Head::load(connection)?;
            let again = kind == Kind::Redo;
            let target = if again { head.redo_top } else { head.undo_top };
            if target == 0 {
                return Err(if again { StoreError::NothingToRedo } else { StoreError::NothingToUndo });
            }
            if let Some(agreed) = asking
                && agreed != Some(target)
                && let Some(step) = major(connection, target, again)?
            {
                return Err(StoreError::AskFirst(Box::new(step)));
            }
            reverse(connection, head, target, kind, stamp)
        })
    }
}

/// A step as one to be asked about before it is reversed; none where it is an ordinary one.
fn major(connection: &Connection, step: Id, again: bool) -> Result<Option<MajorStep>, StoreError> {
    let Some(kind) = major_kind(connection, step)? else { return Ok(None) };
    let mut statement =
        connection.prepare_cached("SELECT label, who, at, changes FROM operation WHERE id = ?1")?;
    let found = statement.query_row([step], |row| {
        let rows = u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0);
        Ok(MajorStep { step, label: row.get(0)?, who: row.get(1)?, at: row.get(2)?, kind, rows, again })
    })?;
    Ok(Some(found))
}

fn major_kind(connection: &Connection, step: Id) -> Result<Option<MajorKind>, StoreError> {
    // What an undo or a redo reversed says what it was.
    let (mut first, mut kind) = (step, operation::kind_and_reversed(connection, step)?);
    while let (_, Some(reversed)) = kind {
        (first, kind) = (reversed, operation::kind_and_reversed(connection, reversed)?);
    }
    match kind.0 {
        Kind::Import => return Ok(Some(MajorKind::Import)),
        Kind::Returns => return Ok(Some(MajorKind::Returns)),
        _ => {}
    }
    let mut statement = connection.prepare_cached(
        "SELECT before, after FROM change WHERE operation_id = ?1 AND record IN (?2, ?3, ?4)",
    )?;
    let mut rows = statement.query(params![first, Table::Publication, Table::Period, Table::Return])?;
    let mut found = None;
    while let Some(row) = rows.next()? {
        let before = operation::parse(row.get_ref(0)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
        let after = operation::parse(row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
        let kind = match (before, after) {
            (_, Some(Record::Publication(_))) => MajorKind::Publication,
            (None, Some(Record::Period(_))) => MajorKind::Opening,
            (Some(Record::Period(before)), Some(Record::Period(after))) if before.status != after.status => {
                if after.is_open() {
                    MajorKind::Reopening
                } else {
                    MajorKind::Closing
                }
            }
            (Some(Record::Return(before)), Some(Record::Return(after)))
                if before.collected_at != after.collected_at =>
            {
                MajorKind::Returns
            }
            _ => continue,
        };
        found = Some(match (found, kind) {
            (Some(MajorKind::Publication), MajorKind::Closing)
            | (Some(MajorKind::Closing), MajorKind::Publication) => MajorKind::PublicationAndClosing,
            (_, kind) => kind,
        });
    }
    Ok(found)
}

/// Reverses operation `target` as the operation after `head`.
fn reverse(
    connection: &Connection,
    head: Head,
    target: Id,
    kind: Kind,
    stamp: &Stamp,
) -> Result<Applied, StoreError> {
    let (label, below) = operation::label_and_below(connection, target)?;
    let mut writer = Writer::new(connection, head.operation + 1);
    let mut inserted = Vec::new();
    let mut undo_row = |table: Table, id: Id, before: Option<Record>, after: Option<Record>| {
        let current = row::load(connection, table, id)?;
        let as_left = match (&current, &after) {
            (Some(current), Some(after)) => current.says_the_same(after),
            (None, None) => true,
            _ => false,
        };
        if !as_left {
            return Err(conflict(connection, table, id, before, current)?);
        }
        match (current, before) {
            (Some(current), Some(before)) => writer.update(&current, before)?,
            (Some(current), None) => writer.delete(&current)?,
            (None, Some(before)) => {
                inserted.push((table, id));
                writer.restore(before)?;
            }
            (None, None) => {}
        }
        Ok(())
    };
    {
        // Last row first, so that rows are gone before what they refer to.
        let mut statement = connection.prepare_cached(
            "SELECT record, row_id, before, after FROM change WHERE operation_id = ?1 ORDER BY id DESC",
        )?;
        let mut rows = statement.query(params![target])?;
        while let Some(line) = rows.next()? {
            let (table, id): (Table, Id) = (line.get(0)?, line.get(1)?);
            let before = operation::parse(line.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
            let after = operation::parse(line.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
            undo_row(table, id, before, after)?;
        }
        for (table, first, last) in inserted_ranges::rows_of(connection, target)?.into_iter().rev() {
            for id in (first..=last).rev() {
                undo_row(table, id, None, inserted_ranges::as_added(connection, target, table, id)?)?;
            }
        }
    }
    let number = writer.operation;
    let (undo_top, redo_top, covered) = match kind {
        Kind::Redo => (number, below, head.undo_top),
        _ => (below, number, head.redo_top),
    };
    let entry = Entry {
        id: number,
        kind,
        label: &label,
        reason: "",
        reverses: Some(target),
        undo_top,
        redo_top,
        below: covered,
        changes: writer.changes,
    };
    operation::write(connection, &entry, stamp)?;
    let mut writing = Writing::new(connection)?;
    standings::restore_as_reported(connection, target, &mut writing)?;
    judging::refresh(connection, &mut writing, number, &writer.touched, &InsertedRows::default())?;
    chain::add(connection, number, &writer.touched)?;
    inserted.reverse();
    Ok(Applied { operation: number, label, inserted, linked: Vec::new() })
}
