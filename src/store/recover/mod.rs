//! Taking what can be read of a damaged workbook into a new one.
//!
//! Rows are read from the pages themselves (`pages`), told apart by table
//! (`tables`) and put into an empty workbook of the same format, which is then
//! brought up to date and made whole (`mend`): what is missing is put back
//! from the history where that says it, what refers to nothing is left out,
//! and everything that is worked out is worked out anew.

mod mend;
mod pages;
mod report;
mod tables;

use std::fs::File;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::error::StoreError;
use super::{Store, backup, chain, codes, create, header, migrate, operation, slow_parts};
use crate::files::{Scratch, Target, Unfinished};
use crate::workbook::{Stamp, Table, publication_checksum};
use pages::Pages;
pub use report::Recovered;

/// Tables of what is worked out, and of what seals the file as it was.
const WORKED_OUT: &[&str] = &[
    "words",
    "standing",
    "haystack",
    "tally",
    "action_tally",
    "chain_start",
    "chain_link",
    "seal",
    "sqlite_sequence",
];

/// Reads what can be read of the workbook at `damaged`, which is left as it is, into a new one at `new`.
///
/// # Errors
/// [`StoreError::Exists`] where there is something at `new`; [`StoreError::Invalid`] where nothing of a
/// workbook can be found; errors of the disk.
pub fn recover(damaged: &Path, new: &Path, stamp: &Stamp) -> Result<Recovered, StoreError> {
    let unfinished = Unfinished::beside(Target::workbook(new)?)?;
    let built = build(damaged, unfinished.path(), stamp);
    backup::remove_leftovers(unfinished.path());
    let recovered = built.map_err(|error| error.at(damaged))?;
    let left = Store::open(unfinished.path(), super::Access::ReadOnly)?.verify()?;
    unfinished.place()?;
    Ok(recovered.with_findings(left))
}

fn build(damaged: &Path, into: &Path, stamp: &Stamp) -> Result<Recovered, StoreError> {
    // Kept until everything has been read from it.
    let (pages, _scratch) = open(damaged)?;
    let latest = migrate::MIGRATIONS.len();
    let format =
        usize::try_from(pages.format).ok().filter(|format| (1..=latest).contains(format)).unwrap_or(latest);
    let map = tables::map(&pages, format)?;
    let connection = Connection::open(into)?;
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -64000;",
    )?;
    migrate::build(&connection, &migrate::MIGRATIONS[..format])?;
    connection.execute_batch("BEGIN EXCLUSIVE")?;
    let mut recovered = Recovered::default();
    recovered.ambiguous = map.ambiguous;
    for (shape, found) in map.shapes.iter().zip(&map.found) {
        if !WORKED_OUT.contains(&shape.name.as_str()) {
            copy(&connection, &pages, shape, found, &mut recovered)?;
        }
    }
    if recovered.rows() == 0 {
        return Err(StoreError::invalid(format!(
            "Nothing of a workbook can be found in {}",
            damaged.display()
        )));
    }
    let highest = highest(&pages, &map);
    migrate::upgrade(&connection, migrate::MIGRATIONS)?;
    mend::mend(&connection, damaged, &highest, &mut recovered, stamp)?;
    connection.execute_batch("DELETE FROM standing; DELETE FROM haystack; DELETE FROM tally;")?;
    let slow = slow_parts::SlowParts::take_down(&connection)?;
    let counted = create::judge_everything(&connection)?;
    slow.put_back(&connection, counted)?;
    // What was sealed is not all there any more: it is sealed anew as it is.
    chain::begin(&connection, migrate::latest(migrate::MIGRATIONS))?;
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(recovered)
}

/// The damaged file, or where a save was interrupted, a private copy in which SQLite has put back
/// what it could.
fn open(damaged: &Path) -> Result<(Pages, Option<Scratch>), StoreError> {
    let failed = |error: &std::io::Error| StoreError::io(damaged, "read", error);
    let opened = |path: &Path| File::open(path).and_then(Pages::of).map_err(|error| failed(&error));
    let journal = header::beside(damaged, "-journal");
    if !std::fs::metadata(&journal).is_ok_and(|about| about.len() > 0) {
        return Ok((opened(damaged)?, None));
    }
    let scratch = Scratch::new().map_err(|error| failed(&error))?;
    let copy = |name: &str, from: &Path| {
        File::open(from).and_then(|mut file| scratch.take(name, &mut file)).map_err(|error| failed(&error))
    };
    copy("copy.qd-journal", &journal)?;
    let path = copy("copy.qd", damaged)?;
    // Reading plays the journal back; where it cannot, the pages are read as they are.
    let _ = Connection::open(&path).and_then(|copy| {
        copy.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
    });
    Ok((opened(&path)?, Some(scratch)))
}

/// Inserts every row of a table that can be read.
fn copy(
    connection: &Connection,
    pages: &Pages,
    shape: &tables::Shape,
    found: &tables::Found,
    recovered: &mut Recovered,
) -> Result<(), StoreError> {
    let mut insert: Option<rusqlite::Statement<'_>> = None;
    let (mut rows, mut unreadable) = (0, 0);
    for content in found.pages.iter().filter_map(|page| pages.content(*page)) {
        unreadable += content.unreadable;
        for row in &content.rows {
            let values = shape.values(row).filter(|values| match shape.name.as_str() {
                "frozen" => is_as_published(values),
                "change" => can_be_read(values) && of_tables(values, &[2, 4]),
                "added" => of_tables(values, &[2, 5]),
                "operation" => matches!(values.get(3), Some(Value::Integer(0..=4))),
                _ => true,
            });
            let Some(values) = values else {
                unreadable += 1;
                continue;
            };
            let statement = match &mut insert {
                Some(statement) => statement,
                None => {
                    let places = vec!["?"; values.len()].join(", ");
                    let sql = format!("INSERT OR IGNORE INTO \"{}\" VALUES ({places})", shape.name);
                    insert.insert(connection.prepare(&sql)?)
                }
            };
            // What breaks a rule of the table was damaged, or is there already.
            match statement.execute(rusqlite::params_from_iter(values)) {
                Ok(1) => rows += 1,
                _ => unreadable += 1,
            }
        }
    }
    recovered.read(&shape.name, rows, unreadable, found.lost);
    Ok(())
}

/// Whether these columns, where they are filled, name tables there are.
fn of_tables(values: &[Value], columns: &[usize]) -> bool {
    columns.iter().all(|&at| match values.get(at) {
        Some(Value::Integer(number)) => {
            Table::ALL.iter().any(|table| codes::number_of(table).is_ok_and(|of| of == *number))
        }
        other => other == Some(&Value::Null),
    })
}

/// Whether a line of the history says what a row was.
fn can_be_read(values: &[Value]) -> bool {
    values.iter().all(|value| match value {
        Value::Text(text) => operation::parse(Some(text)).is_ok(),
        _ => true,
    })
}

/// Whether a published document is what its checksum says.
fn is_as_published(values: &[Value]) -> bool {
    match values {
        [Value::Text(checksum), Value::Text(content)] => publication_checksum(content) == *checksum,
        _ => false,
    }
}

/// The highest number each table has ever given to a row, as far as that can be read.
fn highest(pages: &Pages, map: &tables::Map) -> Vec<(String, i64)> {
    let Some(at) = map.shapes.iter().position(|shape| shape.name == "sqlite_sequence") else {
        return Vec::new();
    };
    let contents = map.found[at].pages.iter().filter_map(|page| pages.content(*page));
    contents
        .flat_map(|content| content.rows)
        .filter_map(|row| match row.columns.as_slice() {
            [Value::Text(name), Value::Integer(number)] => Some((name.clone(), *number)),
            _ => None,
        })
        .collect()
}
