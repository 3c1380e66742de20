//! What was published: each document against its checksum, and by which step.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::Look;
use crate::store::error::StoreError;
use crate::store::history::chain::{self, hexadecimal};
use crate::store::history::operation;
use crate::store::rows::row;
use crate::workbook::*;

pub(super) fn check(look: &mut Look<'_>) -> Result<(), StoreError> {
    look.begin("what was published")?;
    let connection = look.connection;
    let mut named = named(connection)?;
    let all = list(connection)?;
    named.extend(all.iter().map(|entry| (entry.publication.checksum.clone(), Id::MAX)));
    let mut kept = BTreeSet::new();
    let mut statement = connection.prepare("SELECT checksum, content FROM frozen")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (checksum, content): (String, String) = (row.get(0)?, row.get(1)?);
        // What named it may be among what a recovery could not read.
        let nameless = look.recovered == 0 && !named.contains_key(&checksum);
        if publication_checksum(&content) != checksum || nameless {
            look.find(
                FileFindingKind::Publication,
                format!(
                    "a published document is not as it was published (its checksum was {})",
                    fingerprint(&checksum)
                ),
            );
        }
        kept.insert(checksum);
        look.step()?;
    }
    for entry in &all {
        let one = &entry.publication;
        if !kept.contains(&one.checksum) {
            look.find(
                FileFindingKind::Publication,
                format!("the {} is not in the file as it was published", one.title()),
            );
        }
    }
    for (checksum, step) in named.iter().filter(|(checksum, _)| !kept.contains(*checksum)) {
        if *step > look.recovered && !all.iter().any(|entry| entry.publication.checksum == *checksum) {
            look.find(
                FileFindingKind::Publication,
                format!(
                    "a document that was published and taken back is missing ({})",
                    fingerprint(checksum)
                ),
            );
        }
    }
    look.found.publications = all;
    Ok(())
}

/// Checksums of everything that was ever published, as the history has them, each with the last step
/// that names it.
fn named(connection: &Connection) -> Result<BTreeMap<String, Id>, StoreError> {
    let mut named = BTreeMap::new();
    let mut statement = connection.prepare(
        "SELECT after, operation_id FROM change WHERE record = ?1 AND after IS NOT NULL ORDER BY id",
    )?;
    let mut rows = statement.query([Table::Publication])?;
    while let Some(row) = rows.next()? {
        if let Ok(Some(Record::Publication(one))) =
            operation::parse(Some(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?))
        {
            named.insert(one.checksum, row.get(1)?);
        }
    }
    Ok(named)
}

/// All publications, in the order they were published in, each with its step.
pub(in crate::store) fn list(connection: &Connection) -> Result<Vec<PublicationEntry>, StoreError> {
    let all: Vec<Publication> = row::select(connection, "ORDER BY id", [])?;
    let mut first = connection.prepare_cached(
        "SELECT ifnull(min(operation_id), 1) FROM change WHERE record = ?1 AND row_id = ?2",
    )?;
    all.into_iter()
        .map(|publication| {
            let step: Id =
                first.query_row(rusqlite::params![Table::Publication, publication.id], |row| row.get(0))?;
            let history = hexadecimal(&chain::link(connection, step)?.unwrap_or_default());
            Ok(PublicationEntry { publication, step, history })
        })
        .collect()
}
