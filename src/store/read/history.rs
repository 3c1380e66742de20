//! The history, newest first.

use rusqlite::{Connection, Row, params};

use super::{count, place};
use crate::store::error::StoreError;
use crate::store::history::operation::{Head, Kind};
use crate::workbook::{List, OperationRow, Subject, Window};

/// Operations that did something to a subject.
const OF_SUBJECT: &str = "SELECT operation_id FROM change WHERE about = ?1 AND about_id = ?2
    UNION SELECT operation_id FROM added WHERE about = ?1 AND about_id = ?2";

/// Whether an operation is taken back: an undo may itself be redone, and so
/// on, each step of the chain turning it over. No operation is reversed twice.
pub(super) const COLUMNS: &str = "id, at, who, label, reason, reverses, changes, kind,
    (WITH RECURSIVE chain (id, depth) AS (
        SELECT o.id, 0
        UNION ALL
        SELECT later.id, depth + 1 FROM chain JOIN operation AS later ON later.reverses = chain.id
     ) SELECT max(depth) % 2 FROM chain)";

/// A row of [`COLUMNS`] from `operation AS o`.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<OperationRow> {
    let label: String = row.get(3)?;
    Ok(OperationRow {
        id: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        label: match row.get(7)? {
            Kind::Undo => format!("Undid: {label}"),
            Kind::Redo => format!("Redid: {label}"),
            Kind::Origin | Kind::Edit | Kind::Import | Kind::Recovery | Kind::Found | Kind::Returns => label,
        },
        reason: row.get(4)?,
        reverses: row.get(5)?,
        changes: count(row.get(6)?),
        undone: row.get(8)?,
    })
}

/// All operations, or those that changed something about a subject.
pub(super) fn answer(
    connection: &Connection,
    about: Option<Subject>,
    window: Window,
) -> Result<List<OperationRow>, StoreError> {
    // Operations are numbered from 1 without gaps, and none is ever deleted.
    let unfiltered = count(Head::load(connection)?.operation);
    let Some(subject) = about else {
        let start = place(window, unfiltered);
        let newest = i64::try_from(unfiltered - start).unwrap_or(0);
        let sql = format!("SELECT {COLUMNS} FROM operation AS o WHERE id <= ?1 ORDER BY id DESC LIMIT ?2");
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![newest, window.length], read)?.collect::<Result<_, _>>()?;
        return Ok(List { start, rows, total: unfiltered, unfiltered });
    };
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM ({OF_SUBJECT})"))?
        .query_row(params![subject.table, subject.id], |row| row.get(0))
        .map(count)?;
    let start = place(window, total);
    let sql = format!(
        "SELECT {COLUMNS} FROM operation AS o
         WHERE id IN ({OF_SUBJECT})
         ORDER BY id DESC LIMIT ?3 OFFSET ?4"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let skip = i64::try_from(start).unwrap_or(i64::MAX);
    let rows = statement
        .query_map(params![subject.table, subject.id, window.length, skip], read)?
        .collect::<Result<_, _>>()?;
    Ok(List { start, rows, total, unfiltered })
}
