//! A file of an older format against its own chain and seals, before it is
//! brought up to date and sealed anew: what had been altered by then would not
//! be told from what was written. Tables are read with the columns they have.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::rows::next_row;
use super::{Look, history};
use crate::store::error::StoreError;
use crate::store::history::chain;
use crate::store::history::seal::{self, MARK, STANDINGS};
use crate::store::rows::codes::number_of;
use crate::store::rows::row::table_name;
use crate::store::rows::standings;
use crate::workbook::*;

/// The first format with a chain.
const CHAINED: u32 = 8;

/// What was altered since it was written. Rows that the history speaks of are compared
/// with it at any time, so only those are looked at that nothing but a seal tells of.
pub(in crate::store) fn altered(connection: &Connection, format: u32) -> Result<Verification, StoreError> {
    let mut found = Verification::default();
    if format < CHAINED {
        return Ok(found);
    }
    let mut all = |_: VerifyProgress| true;
    let mut look = Look::new(connection, &mut all, &mut found);
    // What an earlier step has told is not told again.
    look.recovered = Id::MAX;
    history::check(&mut look)?;
    let latest = chain::starts(connection)?.pop();
    let (start, since) = latest.map_or((0, 0), |start| (start.id, start.after));
    for table in Table::ALL {
        sealed_rows(&mut look, *table, start, since)?;
    }
    closed_periods(&mut look, start)?;
    Ok(found)
}

/// Rows that nobody has changed since they were sealed.
fn sealed_rows(look: &mut Look<'_>, table: Table, start: Id, since: Id) -> Result<(), StoreError> {
    let connection = look.connection;
    let name = table_name(table);
    let is_there = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    if connection.query_row(is_there, [name], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(());
    }
    let changed: HashMap<Id, Id> = connection
        .prepare("SELECT row_id, max(operation_id) FROM change WHERE record = ?1 GROUP BY row_id")?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut rows = connection.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY id"))?;
    let columns = rows.column_count();
    let mut rows = rows.query([])?;
    let mut bytes = Vec::new();
    let mut here = next_row(&mut rows, columns, &mut bytes)?;
    let mut seals = connection.prepare(
        "SELECT operation_id, first_id, last_id, marks FROM seal
         WHERE start_id = ?1 AND record = ?2 ORDER BY first_id, id",
    )?;
    let mut seals = seals.query(params![start, number_of(&table)?])?;
    while let Some(row) = seals.next()? {
        let after = row.get::<_, Option<Id>>(0)?.unwrap_or(since);
        let (first, last, marks): (Id, Id, Vec<u8>) = (row.get(1)?, row.get(2)?, row.get(3)?);
        for (id, mark) in (first..=last).zip(marks.chunks(MARK)) {
            while let Some(stray) = here.filter(|here| *here < id) {
                unsealed(look, name, stray, &changed);
                here = next_row(&mut rows, columns, &mut bytes)?;
            }
            let hash = (here == Some(id)).then(|| seal::hash(&bytes));
            if hash.is_some() {
                here = next_row(&mut rows, columns, &mut bytes)?;
            }
            if changed.get(&id).is_some_and(|step| *step > after) {
                continue;
            }
            let said = match hash {
                None => "is gone, but no step removed it".to_owned(),
                Some(hash) if &hash[..MARK] != mark => {
                    format!("does not say what it said after step {}", after.max(1))
                }
                Some(_) => continue,
            };
            look.find(FileFindingKind::Row, format!("row {id} of {name} {said}"));
        }
    }
    while let Some(stray) = here {
        unsealed(look, name, stray, &changed);
        here = next_row(&mut rows, columns, &mut bytes)?;
    }
    Ok(())
}

/// A row that no seal tells of was stored by a step that the history has.
fn unsealed(look: &mut Look<'_>, name: &str, id: Id, changed: &HashMap<Id, Id>) {
    if !changed.contains_key(&id) {
        look.find(FileFindingKind::Row, format!("row {id} of {name} is in the file, but no step stored it"));
    }
}

/// How indicators stand in the periods that are closed.
fn closed_periods(look: &mut Look<'_>, start: Id) -> Result<(), StoreError> {
    let connection = look.connection;
    let mut seals = connection.prepare(
        "SELECT first_id, marks FROM seal AS s WHERE start_id = ?1 AND record = ?2
         AND id = (SELECT max(id) FROM seal WHERE start_id = ?1 AND record = ?2 AND first_id = s.first_id)
         AND first_id IN (SELECT code FROM period WHERE status <> ?3) ORDER BY first_id",
    )?;
    let mut seals = seals.query(params![start, STANDINGS, PeriodStatus::Open])?;
    while let Some(row) = seals.next()? {
        let (period, marks): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let mut met = Vec::with_capacity(marks.len());
        standings::each_stored(connection, period, |_, bytes| {
            met.extend_from_slice(&seal::hash(bytes)[..MARK]);
            Ok(())
        })?;
        if met != marks {
            let text = format!("{} does not stand as it was reported", super::derived::title(period));
            look.find(FileFindingKind::Derived, text);
        }
    }
    Ok(())
}
