//! Formats of the file. Migrations are only ever added: a file in format N
//! has run the first N of them.

use std::path::{Path, PathBuf};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, TransactionBehavior};

use super::backup;
use super::error::StoreError;
use super::verify;
use crate::domain::reference;
use crate::store::bulk::inserted_rows::InsertedRows;
use crate::store::file::header::APPLICATION_ID;
use crate::store::history::chain;
use crate::store::history::operation::{self, Entry, Head, Kind};
use crate::store::rating::judging::{self, Touched};
use crate::store::rows::standings::Writing;
use crate::store::search::index;
use crate::workbook::{Stamp, Verification};

/// All migrations, in order.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_workbook.sql"),
    include_str!("migrations/0002_service_report.sql"),
    include_str!("migrations/0003_imports.sql"),
    include_str!("migrations/0004_charts.sql"),
    include_str!("migrations/0005_checks.sql"),
    include_str!("migrations/0006_report.sql"),
    include_str!("migrations/0007_order.sql"),
    include_str!("migrations/0008_chain.sql"),
    include_str!("migrations/0009_measures.sql"),
    include_str!("migrations/0010_frozen_limits.sql"),
    include_str!("migrations/0011_found.sql"),
    include_str!("migrations/0012_organisations.sql"),
    include_str!("migrations/0013_collected.sql"),
    include_str!("migrations/0014_states.sql"),
    include_str!("migrations/0015_forecasts.sql"),
    include_str!("migrations/0016_targets.sql"),
];

/// Files in an earlier format get the texts that the filter searches anew, beyond SQL.
const HAYSTACK_ANEW: u32 = 2;

/// Gives the connection `sort_key`, the order of references. No definition of the file names it.
pub(super) fn add_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("sort_key", 1, flags, |context| {
        Ok(reference::sort_key(context.get_raw(0).as_str_or_null()?.unwrap_or_default()))
    })
}

/// The format that `migrations` lead to.
pub(super) fn latest(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// The format a file is in.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Makes an empty database a workbook without rows.
pub(super) fn build(connection: &Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    add_functions(connection)?;
    for sql in migrations {
        connection.execute_batch(sql)?;
    }
    connection.pragma_update(None, "user_version", latest(migrations))
}

/// Brings an older file up to date, all or nothing, after a checked backup
/// beside it. Returns where the backup is, and how much had been altered; none if the file was up to date.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<Option<(PathBuf, u64)>, StoreError> {
    let from = version(connection)?;
    let to = latest(migrations);
    if from >= to {
        return Ok(None);
    }
    let kept = backup::name_before(path, to);
    backup::copy(connection, &kept)?;
    let altered = run(connection, migrations)?;
    Ok(Some((kept, altered)))
}

/// Runs the migrations that a file has not run, all or nothing. Everything is sealed anew then: what had
/// been altered before is told by a step of its own. Returns how many things were.
pub(super) fn run(connection: &mut Connection, migrations: &[&str]) -> Result<u64, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let altered = verify::altered(&transaction, version(&transaction)?)?;
    upgrade(&transaction, migrations)?;
    let count = altered.count();
    if count > 0 {
        tell_altered(&transaction, &altered, latest(migrations))?;
    }
    // An earlier release may have judged otherwise: open periods stand as their figures say now.
    let mut writing = Writing::new(&transaction)?;
    judging::refresh(&transaction, &mut writing, 0, &Touched::everything(), &InsertedRows::default())?;
    drop(writing);
    // The rows may have other columns than when they were sealed last.
    chain::begin(&transaction, latest(migrations))?;
    let broken: i64 =
        transaction.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        return Err(StoreError::damaged(format!("{broken} rows refer to rows that are not there")));
    }
    transaction.commit()?;
    Ok(count)
}

/// Writes down what had been altered, at the time of the latest step: nobody's clock is known here.
/// What could be undone can be undone still.
fn tell_altered(connection: &Connection, altered: &Verification, format: u32) -> Result<(), StoreError> {
    let head = Head::load(connection)?;
    let at: String =
        connection.query_row("SELECT ifnull(max(at), '') FROM operation", [], |row| row.get(0))?;
    let at = chrono::NaiveDateTime::parse_from_str(&at, "%Y-%m-%dT%H:%M:%S").unwrap_or_default();
    let count = altered.count();
    let things = if count == 1 { "thing" } else { "things" };
    let entry = Entry {
        id: head.operation + 1,
        kind: Kind::Found,
        label: &format!(
            "Brought to format {format}, after {count} {things} had been altered by another program"
        ),
        reason: &altered.sentences().join("\n"),
        reverses: None,
        undo_top: head.undo_top,
        redo_top: head.redo_top,
        below: 0,
        changes: 0,
    };
    operation::write(connection, &entry, &Stamp { who: String::new(), at })?;
    Ok(chain::add_bare(connection, entry.id)?)
}

/// Runs the migrations that a file has not run, within the transaction that is under way.
pub(super) fn upgrade(connection: &Connection, migrations: &[&str]) -> Result<(), StoreError> {
    // Another program may have got here first.
    let from = version(connection)?;
    for sql in migrations.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        connection.execute_batch(sql)?;
    }
    if from < HAYSTACK_ANEW {
        let mut statement = connection.prepare("SELECT code FROM period ORDER BY code")?;
        let periods: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        index::write_all(connection, periods.into_iter())?;
    }
    Ok(connection.pragma_update(None, "user_version", latest(migrations))?)
}

#[cfg(test)]
mod tests;
