//! Links of what is written with what it names by a reference, made by the step that stores the words.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::operation::{self, Kind};
use super::row;
use super::subject::SUBJECTS;
use crate::domain::reference::References;
use crate::workbook::linking::{between, words};
use crate::workbook::*;

/// What was written by a step, until it is known what else the step stores.
#[derive(Debug, Default)]
pub(super) struct Written {
    passages: Vec<(Subject, String)>,
}

impl Written {
    /// Notes the words of a record, which has its id, as far as they are not those of `before`.
    pub(super) fn note(&mut self, before: Option<&Record>, after: &Record) {
        // What a period takes along from the one before was written there.
        if before.is_none() && is_carried(after) {
            return;
        }
        let Some((about, texts)) = words(after) else { return };
        let was = before.and_then(words).map(|(_, texts)| texts).unwrap_or_default();
        for (at, text) in texts.iter().enumerate() {
            if !text.trim().is_empty() && was.get(at) != Some(text) {
                self.passages.push((about, (*text).to_owned()));
            }
        }
    }

    /// The links to be made, with the reference that each was made by. What is linked already, and what
    /// a person unlinked, stays as it is.
    pub(super) fn links(self, connection: &Connection) -> Result<Vec<(String, Link)>, StoreError> {
        let mut links: Vec<(String, Link)> = Vec::new();
        if self.passages.is_empty() {
            return Ok(links);
        }
        let references = references(connection)?;
        let mut unlinked = None;
        let mut seen = HashSet::new();
        for (about, text) in &self.passages {
            for (reference, named) in references.named(text) {
                if named == *about || !seen.insert(pair(&between(*about, named))) {
                    continue;
                }
                let link = between(*about, named);
                let record = Record::Link(link.clone());
                if row::holder_of_key(connection, &record)?.is_some()
                    || row::load(connection, about.table, about.id)?.is_none()
                {
                    continue;
                }
                if unlinked.is_none() {
                    unlinked = Some(unlinked_by_hand(connection)?);
                }
                if unlinked.as_ref().is_some_and(|unlinked| !unlinked.contains(&pair(&link))) {
                    links.push((reference.to_owned(), link));
                }
            }
        }
        Ok(links)
    }
}

fn is_carried(record: &Record) -> bool {
    match record {
        Record::Commentary(one) => !one.carried_from.is_empty(),
        Record::Section(one) => !one.carried_from.is_empty(),
        _ => false,
    }
}

fn pair(link: &Link) -> (Table, Id, Table, Id) {
    (link.one, link.one_id, link.other, link.other_id)
}

/// What can be named: whatever has a reference, and budget lines whose name has a number in it, such
/// as a cost code. What a question cites is another's reference.
fn references(connection: &Connection) -> Result<References<Subject>, StoreError> {
    let mut all = Vec::new();
    for (table, name, reference, title) in SUBJECTS {
        let column = match table {
            Table::Question => continue,
            Table::BudgetLine => title,
            _ if *reference == "NULL" => continue,
            _ => reference,
        };
        let mut statement = connection.prepare_cached(&format!("SELECT id, {column} FROM {name}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let called: String = row.get(1)?;
            if *table != Table::BudgetLine || called.contains(|c: char| c.is_ascii_digit()) {
                all.push((called, Subject { table: *table, id: row.get(0)? }));
            }
        }
    }
    Ok(References::new(all))
}

/// The ends of links that a person took away, by a step that stands. That of now is not written down yet.
fn unlinked_by_hand(connection: &Connection) -> Result<HashSet<(Table, Id, Table, Id)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT c.before, c.operation_id FROM change AS c LEFT JOIN operation AS o ON o.id = c.operation_id
         WHERE c.record = ?1 AND c.after IS NULL AND ifnull(o.kind, ?2) = ?2",
    )?;
    let mut rows = statement.query(params![Table::Link, Kind::Edit])?;
    let mut removals = Vec::new();
    while let Some(row) = rows.next()? {
        let before: Option<String> = row.get(0)?;
        if let Some(Record::Link(link)) = operation::parse(before.as_deref())? {
            removals.push((pair(&link), row.get::<_, Id>(1)?));
        }
    }
    if removals.is_empty() {
        return Ok(HashSet::new());
    }
    // A step that was taken back, and a taking back that was put back, count no more.
    let mut statement = connection
        .prepare_cached("SELECT id, reverses FROM operation WHERE reverses IS NOT NULL ORDER BY id DESC")?;
    let mut rows = statement.query([])?;
    let mut reversed: HashSet<Id> = HashSet::new();
    while let Some(row) = rows.next()? {
        if !reversed.contains(&row.get(0)?) {
            reversed.insert(row.get(1)?);
        }
    }
    removals.retain(|(_, by)| !reversed.contains(by));
    Ok(removals.into_iter().map(|(pair, _)| pair).collect())
}
