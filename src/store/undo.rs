//! Undo and redo: new operations that reverse earlier ones.

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::judging;
use super::just_added::JustAdded;
use super::operation::{self, Entry, Head, Kind};
use super::refusal::conflict;
use super::standing_row::{self, Writing};
use super::write::Writer;
use super::{Store, added, row};
use crate::workbook::*;

impl Store {
    /// Takes back the latest step that has not been taken back, as a new step.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`]; [`StoreError::Conflict`] when a row no
    /// longer stands as the step left it; otherwise as [`Store::apply`].
    pub fn undo(&mut self, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.writing(|connection| {
            let head = Head::load(connection)?;
            if head.undo_top == 0 {
                return Err(StoreError::NothingToUndo);
            }
            reverse(connection, head, head.undo_top, Kind::Undo, stamp)
        })
    }

    /// Puts back what the latest undo took away, as a new step. Any other
    /// change in between leaves nothing to redo.
    ///
    /// # Errors
    /// [`StoreError::NothingToRedo`]; otherwise as [`Store::undo`].
    pub fn redo(&mut self, stamp: &Stamp) -> Result<Applied, StoreError> {
        self.writing(|connection| {
            let head = Head::load(connection)?;
            if head.redo_top == 0 {
                return Err(StoreError::NothingToRedo);
            }
            reverse(connection, head, head.redo_top, Kind::Redo, stamp)
        })
    }
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
        for (table, first, last) in added::rows_of(connection, target)?.into_iter().rev() {
            for id in (first..=last).rev() {
                undo_row(table, id, None, added::as_added(connection, target, table, id)?)?;
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
    standing_row::restore_as_reported(connection, target, &mut writing)?;
    judging::refresh(connection, &mut writing, number, &writer.touched, &JustAdded::default())?;
    inserted.reverse();
    Ok(Applied { operation: number, label, inserted })
}
