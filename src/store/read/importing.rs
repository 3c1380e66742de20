//! What is known before a file is looked at.

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::workbook::{ImportingKnown, MappingRecord};

/// References beyond so many help no guess.
const REFERENCES: i64 = 5_000;

pub(super) fn answer(connection: &Connection) -> Result<ImportingKnown, StoreError> {
    let texts = |sql: &str, most: i64| -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([most], |row| row.get(0))?;
        rows.collect()
    };
    let room = super::organisations::answer(connection)?;
    Ok(ImportingKnown {
        references: texts("SELECT reference FROM indicator ORDER BY id LIMIT ?1", REFERENCES)?,
        of_group: room.our_group().is_some(),
        groups: room
            .groups
            .iter()
            .map(|group| {
                let members = room.members_of(group.id);
                let names = members.iter().flat_map(|one| one.names()).map(str::to_owned).collect();
                (group.name.clone(), names)
            })
            .collect(),
        organisations: room.organisations,
        mappings: row::select::<MappingRecord>(connection, "ORDER BY name", [])?,
    })
}
