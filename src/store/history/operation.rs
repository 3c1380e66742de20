//! The history: operations and the rows they changed, written once and never
//! altered (triggers see to that).

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, ToSql, params};

use crate::domain::text;
use crate::store::error::StoreError;
use crate::store::history::inserted_ranges;
use crate::store::rows::row;
use crate::workbook::*;

/// What sort of step an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Kind {
    /// The making of the workbook; cannot be undone, and its rows are not listed.
    Origin,
    Edit,
    Undo,
    Redo,
    /// Of a file; undone and redone as an edit is.
    Import,
    /// What a recovery put together. The history before it is there as far as it could be read, and
    /// need not lead from one line to the next.
    Recovery,
    /// What had been altered before the file was brought to a newer format, a line each in the reason.
    Found,
    /// Of forms that came back; otherwise an edit.
    Returns,
}

impl ToSql for Kind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(match self {
            Kind::Origin => 0_i64,
            Kind::Edit => 1,
            Kind::Undo => 2,
            Kind::Redo => 3,
            Kind::Import => 4,
            Kind::Recovery => 5,
            Kind::Found => 6,
            Kind::Returns => 7,
        }))
    }
}

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_i64()? {
            0 => Ok(Kind::Origin),
            1 => Ok(Kind::Edit),
            2 => Ok(Kind::Undo),
            3 => Ok(Kind::Redo),
            4 => Ok(Kind::Import),
            5 => Ok(Kind::Recovery),
            6 => Ok(Kind::Found),
            7 => Ok(Kind::Returns),
            other => Err(FromSqlError::OutOfRange(other)),
        }
    }
}

/// Where the history stands: the latest operation and what undo and redo
/// would take up (0 for nothing).
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::store) struct Head {
    pub operation: Id,
    pub undo_top: Id,
    pub redo_top: Id,
}

impl Head {
    pub(in crate::store) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let head = connection
            .prepare_cached(
                // A number that the chain has was given, whatever has become of its step.
                "SELECT max(id, ifnull((SELECT max(operation_id) FROM chain_link), 0)), undo_top, redo_top
                 FROM operation ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(Self { operation: row.get(0)?, undo_top: row.get(1)?, redo_top: row.get(2)? })
            })
            .optional()?;
        Ok(head.unwrap_or_default())
    }
}

/// Label and covered pointer of an operation.
pub(in crate::store) fn label_and_below(
    connection: &Connection,
    operation: Id,
) -> rusqlite::Result<(String, Id)> {
    connection
        .prepare_cached("SELECT label, below FROM operation WHERE id = ?1")?
        .query_row([operation], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What sort of step an operation is, and the one that it reversed, if it did.
pub(in crate::store) fn kind_and_reversed(
    connection: &Connection,
    operation: Id,
) -> rusqlite::Result<(Kind, Option<Id>)> {
    connection
        .prepare_cached("SELECT kind, reverses FROM operation WHERE id = ?1")?
        .query_row([operation], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// An operation about to be written down.
pub(in crate::store) struct Entry<'a> {
    pub id: Id,
    pub kind: Kind,
    pub label: &'a str,
    pub reason: &'a str,
    pub reverses: Option<Id>,
    pub undo_top: Id,
    pub redo_top: Id,
    pub below: Id,
    pub changes: i64,
}

/// Writes an operation. Its changes are written before it, once their number is known.
pub(in crate::store) fn write(
    connection: &Connection,
    entry: &Entry<'_>,
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO operation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?
        .execute(params![
            entry.id,
            stamp.at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            stamp.who,
            entry.kind,
            entry.label,
            entry.reason,
            entry.reverses,
            entry.undo_top,
            entry.redo_top,
            entry.below,
            entry.changes,
        ])?;
    Ok(())
}

/// Writes one changed row.
pub(in crate::store) fn write_change(
    connection: &Connection,
    operation: Id,
    before: Option<&Record>,
    after: Option<&Record>,
) -> Result<(), StoreError> {
    let Some(subject) = after.or(before) else {
        return Ok(());
    };
    let (table, id, _) = row::identity(subject);
    let about = row::about(subject);
    connection
        .prepare_cached(
            "INSERT INTO change (operation_id, record, row_id, about, about_id, before, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            operation,
            table,
            id,
            about.map(|about| about.table),
            about.map(|about| about.id),
            json(before)?,
            json(after)?.map(check_lengths).transpose()?
        ])?;
    Ok(())
}

/// Refuses a record with a text that is too long, by the text's name. The record itself is the limit's
/// first measure, so that hardly any is looked at twice.
fn check_lengths(record: String) -> Result<String, StoreError> {
    if record.len() <= text::MAX {
        return Ok(record);
    }
    let fields = serde_json::from_str::<serde_json::Value>(&record).unwrap_or_default();
    let rows = fields.as_object().into_iter().flatten().filter_map(|(_, row)| row.as_object()).flatten();
    for (field, value) in rows {
        let length = value.as_str().map_or(0, str::len);
        if let Some(why) = text::too_long(&format!("The text “{}”", field.replace('_', " ")), length) {
            return Err(StoreError::invalid(why));
        }
    }
    Ok(record)
}

fn json(record: Option<&Record>) -> Result<Option<String>, StoreError> {
    record
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| StoreError::invalid(format!("A record could not be written down ({error})")))
}

/// Reads a record written by [`write_change`].
pub(in crate::store) fn parse(text: Option<&str>) -> Result<Option<Record>, StoreError> {
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|error| StoreError::damaged(format!("a line of its history cannot be read ({error})")))
}

/// Who last changed a row, and when; the making of the workbook if nobody since.
pub(in crate::store) fn last_change_of(
    connection: &Connection,
    table: Table,
    id: Id,
) -> rusqlite::Result<(String, String)> {
    let changed: Option<Id> = connection
        .prepare_cached("SELECT max(operation_id) FROM change WHERE record = ?1 AND row_id = ?2")?
        .query_row(params![table, id], |row| row.get(0))?;
    let operation = match changed {
        Some(operation) => operation,
        None => inserted_ranges::by_which(connection, table, id)?.unwrap_or(1),
    };
    let found = connection
        .prepare_cached("SELECT who, at FROM operation WHERE id = ?1")?
        .query_row([operation], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or_default())
}
