//! What the program needs to show its frame.

use rusqlite::{Connection, OptionalExtension};

use crate::store::error::StoreError;
use crate::store::history::operation::{Head, label_and_below};
use crate::store::rows::codes::PeriodOut;
use crate::store::rows::row;
use crate::workbook::{Id, Opening, OrganisationsRoom};

pub(super) fn answer(connection: &Connection) -> Result<Opening, StoreError> {
    let head = Head::load(connection)?;
    let label = |operation: Id| -> Result<Option<String>, StoreError> {
        if operation == 0 { Ok(None) } else { Ok(Some(label_and_below(connection, operation)?.0)) }
    };
    let workbook = row::workbook(connection)?;
    Ok(Opening {
        organisations: OrganisationsRoom {
            workbook: Some(workbook.clone()),
            organisations: row::select(connection, "ORDER BY name, id", [])?,
            groups: row::select(connection, "ORDER BY position, id", [])?,
            ..OrganisationsRoom::default()
        },
        workbook,
        periods: row::periods(connection)?,
        ratings: connection
            .prepare_cached("SELECT DISTINCT period, rating FROM tally")?
            .query_map([], |row| Ok((row.get::<_, PeriodOut>(0)?.0, row.get(1)?)))?
            .collect::<Result<_, _>>()?,
        themes: super::organisations::themes(connection)?,
        undo: label(head.undo_top)?,
        redo: label(head.redo_top)?,
        operation: head.operation,
        changed_at: connection
            .prepare_cached("SELECT at FROM operation WHERE id = ?1")?
            .query_row([head.operation], |row| row.get(0))
            .optional()?
            .unwrap_or_default(),
    })
}
