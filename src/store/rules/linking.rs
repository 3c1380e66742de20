//! Links of what is written with what it names by a reference, made by the step that stores the words.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use crate::domain::reference::{References, is_distinct_name};
use crate::store::error::StoreError;
use crate::store::history::operation::{self, Kind};
use crate::store::rows::row;
use crate::workbook::linking::{between, words};
use crate::workbook::*;

/// What was written by a step, until it is known what else the step stores.
#[derive(Debug, Default)]
pub(in crate::store) struct Written {
    passages: Vec<(Subject, String)>,
}

impl Written {
    /// Whether nothing was written that may name other things.
    pub(in crate::store) fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// Notes the words of a record, which has its id, as far as they are not those of `before`.
    pub(in crate::store) fn note(&mut self, before: Option<&Record>, after: &Record) {
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

    /// Notes the words of a record that is added under an id which it does not have yet.
    pub(in crate::store) fn note_new(&mut self, id: Id, record: &Record) {
        if words(record).is_some_and(|(_, words)| words.iter().any(|text| !text.trim().is_empty())) {
            self.note(None, &record.clone().at(id, 1));
        }
    }

    /// The links to be made, with the reference that each was made by. What is linked already, and what
    /// a person unlinked, stays as it is. `imagined` are the things that a preview would add, under ids
    /// below nought, and what they are named by.
    pub(in crate::store) fn links(
        self,
        connection: &Connection,
        imagined: Vec<(String, Subject)>,
    ) -> Result<Vec<(String, Link)>, StoreError> {
        let mut links: Vec<(String, Link)> = Vec::new();
        if self.passages.is_empty() {
            return Ok(links);
        }
        let references = references(connection, imagined)?;
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
                    || (about.id > 0 && row::load(connection, about.table, about.id)?.is_none())
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
        Record::Commentary(one) => one.carried_from.is_some(),
        Record::Section(one) => one.carried_from.is_some(),
        Record::BudgetAmount(one) => one.carried,
        Record::CapitalAmount(one) => one.carried,
        _ => false,
    }
}

fn pair(link: &Link) -> (Table, Id, Table, Id) {
    (link.one, link.one_id, link.other, link.other_id)
}

/// What can be named, as [`named_by`] says, and services, which are no budget lines of the same name.
fn references(
    connection: &Connection,
    imagined: Vec<(String, Subject)>,
) -> Result<References<Subject>, StoreError> {
    let mut all: Vec<(String, Option<Subject>)> =
        imagined.into_iter().map(|(name, subject)| (name, Some(subject))).collect();
    for (table, name, column) in [
        (Table::Indicator, "indicator", "reference"),
        (Table::Risk, "risk", "reference"),
        (Table::Saving, "saving", "reference"),
        (Table::Commitment, "commitment", "reference"),
        (Table::BudgetLine, "budget_line", "name"),
    ] {
        let mut statement = connection.prepare_cached(&format!("SELECT id, {column} FROM {name}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let called: String = row.get(1)?;
            if table != Table::BudgetLine || is_distinct_name(&called) {
                all.push((called, Some(Subject { table, id: row.get(0)? })));
            }
        }
    }
    let services = connection
        .prepare_cached(
            "SELECT service FROM workbook UNION SELECT service FROM indicator UNION SELECT service FROM risk
             UNION SELECT service FROM budget_line UNION SELECT service FROM saving
             UNION SELECT service FROM commitment",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    all.extend(services.into_iter().filter(|name| is_distinct_name(name)).map(|name| (name, None)));
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
