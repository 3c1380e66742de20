//! Things that happen to the file of a workbook: a save that a crash
//! interrupts, another program's lock, an earlier release.

#[cfg(target_os = "linux")]
pub mod locks;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub fn journal(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}

/// Leaves the file as a program does that is killed in the middle of a save: pages of the change are
/// in the file already, and what they replaced is in the journal.
pub fn interrupt(file: &Path) {
    let place = tempfile::tempdir().unwrap();
    let other = place.path().join("other.qd");
    fs::copy(file, &other).unwrap();
    let connection = Connection::open(&other).unwrap();
    connection.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
    connection.execute_batch("UPDATE indicator SET description = hex(randomblob(3000))").unwrap();
    fs::copy(&other, file).unwrap();
    fs::copy(journal(&other), journal(file)).unwrap();
    connection.execute_batch("ROLLBACK").unwrap();
    assert!(is_interrupted(file));
    // Without its journal the file is not the workbook any more.
    let alone = place.path().join("alone.qd");
    fs::copy(file, &alone).unwrap();
    assert_ne!(fs::read(&alone).unwrap(), fs::read(&other).unwrap());
}

/// Has the file keep its journal as a -wal file, as somebody may with another program.
pub fn write_ahead(file: &Path) {
    let connection = Connection::open(file).unwrap();
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

/// Leaves the file as a program does that is killed after it saved what `later` says: all that is in a
/// -wal file only.
pub fn killed_after_saving(file: &Path, later: &Path) {
    let place = tempfile::tempdir().unwrap();
    let other = place.path().join("other.qd");
    fs::copy(file, &other).unwrap();
    write_ahead(&other);
    let mut connection = Connection::open(&other).unwrap();
    connection.execute_batch("PRAGMA wal_autocheckpoint = 0").unwrap();
    let later = Connection::open(later).unwrap();
    let backup = rusqlite::backup::Backup::new(&later, &mut connection).unwrap();
    backup.run_to_completion(10_000, std::time::Duration::ZERO, None).unwrap();
    drop(backup);
    fs::copy(&other, file).unwrap();
    let wal = |file: &Path| PathBuf::from(format!("{}-wal", file.display()));
    fs::copy(wal(&other), wal(file)).unwrap();
    assert!(fs::metadata(wal(file)).unwrap().len() > 0);
}

/// Whether a journal with something in it lies beside the file.
pub fn is_interrupted(file: &Path) -> bool {
    fs::read(journal(file)).is_ok_and(|bytes| bytes.first().is_some_and(|first| *first != 0))
}

/// The file and its journal.
pub fn bytes(file: &Path) -> (Vec<u8>, Option<Vec<u8>>) {
    (fs::read(file).unwrap(), fs::read(journal(file)).ok())
}

/// Another program that is in the middle of writing, for as long as it is kept.
pub fn lock(file: &Path) -> Connection {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    connection
}

/// Every row of every table.
pub fn contents(file: &Path) -> BTreeMap<String, String> {
    let connection = Connection::open(file).unwrap();
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    names
        .into_iter()
        .map(|name| {
            let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            let mut text = String::new();
            while let Some(row) = rows.next().unwrap() {
                for column in 0..columns {
                    text.push_str(&format!("{:?}|", row.get_ref(column).unwrap()));
                }
                text.push('\n');
            }
            (name, text)
        })
        .collect()
}

/// A workbook as the first release left it.
pub fn older_workbook() -> Vec<u8> {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("older.qd");
    let connection = Connection::open(&file).unwrap();
    connection.pragma_update(None, "application_id", 0x5144_434B).unwrap();
    connection.execute_batch(include_str!("../../../src/store/migrations/0001_workbook.sql")).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    connection.execute_batch(include_str!("../../fixtures/format-1.sql")).unwrap();
    drop(connection);
    fs::read(&file).unwrap()
}
