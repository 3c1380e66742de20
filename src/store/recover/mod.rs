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
use super::verify::TellVerify;
use super::{Access, Store, backup, migrate};
use crate::files::{Target, Unfinished};
use crate::store::bulk::deferred_indexes;
use crate::store::file::private_copy::PrivateCopy;
use crate::store::file::vfs::{Vfs, open_private};
use crate::store::file::{create, header};
use crate::store::history::{chain, operation};
use crate::store::rows::codes;
use crate::workbook::{Stamp, Table, VerifyProgress, publication_checksum};
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
/// `tell` is told how far it is; false stops it.
///
/// # Errors
/// [`StoreError::Exists`] where there is something at `new`; [`StoreError::Invalid`] where nothing of a
/// workbook can be found; [`StoreError::Cancelled`]; errors of the disk.
pub fn recover(
    damaged: &Path,
    new: &Path,
    stamp: &Stamp,
    tell: TellVerify<'_>,
) -> Result<Recovered, StoreError> {
    let unfinished = Unfinished::beside(Target::workbook(new)?)?;
    let built = build(damaged, unfinished.path(), stamp, tell);
    backup::remove_leftovers(unfinished.path());
    let recovered = built.map_err(|error| error.at(damaged))?;
    let left = Store::open(unfinished.path(), Access::ReadOnly)?.verify_telling(tell)?;
    unfinished.place()?;
    Ok(recovered.with_findings(left.sentences()))
}

fn build(damaged: &Path, into: &Path, stamp: &Stamp, tell: TellVerify<'_>) -> Result<Recovered, StoreError> {
    // Kept until everything has been read from it.
    let (pages, _copy) = open(damaged)?;
    let latest = migrate::MIGRATIONS.len();
    let format =
        usize::try_from(pages.format).ok().filter(|format| (1..=latest).contains(format)).unwrap_or(latest);
    let mut far = Far { tell, done: 0, total: 2 * u64::from(pages.count) };
    let map = tables::map(&pages, format, &mut far)?;
    let connection = open_private(into)?;
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -64000;",
    )?;
    migrate::build(&connection, &migrate::MIGRATIONS[..format])?;
    connection.execute_batch("BEGIN EXCLUSIVE")?;
    let mut recovered = Recovered::default();
    recovered.ambiguous = map.ambiguous;
    for (shape, found) in map.shapes.iter().zip(&map.found) {
        if !WORKED_OUT.contains(&shape.name.as_str()) {
            copy(&connection, &pages, shape, found, &mut recovered, &mut far)?;
        }
    }
    if recovered.rows() == 0 {
        return Err(StoreError::invalid(format!(
            "Nothing of a workbook can be found in {}",
            damaged.display()
        )));
    }
    far.begin("putting it together")?;
    let highest = highest(&pages, &map);
    migrate::upgrade(&connection, migrate::MIGRATIONS)?;
    mend::mend(&connection, damaged, &highest, &mut recovered, stamp)?;
    connection.execute_batch("DELETE FROM standing; DELETE FROM haystack; DELETE FROM tally;")?;
    let slow = deferred_indexes::DeferredIndexes::drop_indexes(&connection)?;
    let counted = create::judge_everything(&connection)?;
    slow.rebuild(&connection, counted)?;
    // What was sealed is not all there any more: it is sealed anew as it is.
    chain::begin(&connection, migrate::latest(migrate::MIGRATIONS))?;
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(recovered)
}

/// How far a recovery is, in pages looked at.
struct Far<'a> {
    tell: TellVerify<'a>,
    done: u64,
    total: u64,
}

impl Far<'_> {
    fn begin(&mut self, doing: &'static str) -> Result<(), StoreError> {
        let progress = VerifyProgress { doing, done: self.done, total: self.total.max(self.done) };
        if (self.tell)(progress) { Ok(()) } else { Err(StoreError::Cancelled) }
    }

    /// One more page has been looked at.
    fn page(&mut self) -> Result<(), StoreError> {
        self.done += 1;
        if self.done.is_multiple_of(64) { self.begin("reading the pages") } else { Ok(()) }
    }
}

/// The damaged file, or where a save was interrupted, a private copy in which SQLite has put back
/// what it could.
fn open(damaged: &Path) -> Result<(Pages, Option<PrivateCopy>), StoreError> {
    let opened = |path: &Path| {
        File::open(path).and_then(Pages::of).map_err(|error| StoreError::io(damaged, "read", &error))
    };
    let is_filled =
        |suffix: &&str| std::fs::metadata(header::beside(damaged, suffix)).is_ok_and(|about| about.len() > 0);
    if ![header::JOURNAL, header::WAL].iter().any(is_filled) {
        return Ok((opened(damaged)?, None));
    }
    let copy = PrivateCopy::of_bytes(damaged)?;
    // Reading plays the journal back; where it cannot, the pages are read as they are.
    let _ = Vfs::Lockless.open(copy.path(), Access::ReadWrite).and_then(|copy| {
        copy.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
    });
    Ok((opened(copy.path())?, Some(copy)))
}

/// Inserts every row of a table that can be read.
fn copy(
    connection: &Connection,
    pages: &Pages,
    shape: &tables::Shape,
    found: &tables::Found,
    recovered: &mut Recovered,
    far: &mut Far<'_>,
) -> Result<(), StoreError> {
    let mut insert: Option<rusqlite::Statement<'_>> = None;
    let (mut rows, mut unreadable) = (0, 0);
    for page in &found.pages {
        far.page()?;
        let Some(content) = pages.content(*page) else { continue };
        unreadable += content.unreadable;
        for row in &content.rows {
            let values = shape.values(row).filter(|values| match shape.name.as_str() {
                "frozen" => is_as_published(values),
                "change" => can_be_read(values) && of_tables(values, &[2, 4]),
                "added" => of_tables(values, &[2, 5]),
                "operation" => matches!(values.get(3), Some(Value::Integer(0..=6))),
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

/// Whether a line of the history says what a row was, and that of the row it is of.
fn can_be_read(values: &[Value]) -> bool {
    let row = match values {
        [_, _, Value::Integer(record), Value::Integer(id), ..] => (*record, *id),
        _ => return false,
    };
    values.iter().all(|value| match value {
        Value::Text(text) => match operation::parse(Some(text)) {
            Ok(Some(record)) => {
                codes::number_of(&record.table()).is_ok_and(|number| (number, record.identity().0) == row)
            }
            _ => false,
        },
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
