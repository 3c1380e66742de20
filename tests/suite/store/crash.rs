//! What a power cut, another program or a killed process may do to a workbook.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::store::support::*;
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::*;

const FILE: &str = "QUARTERDECK_CRASH_TEST_FILE";

fn edit(store: &mut Store, numerator: f64) -> Result<Applied, StoreError> {
    let mut row = result_of(store, 1, PERIODS[1]);
    row.numerator = Some(numerator);
    store.apply(&Change::new(format!("to {numerator}")).put(Record::Result(row)), &stamp(1))
}

/// Not a test by itself: what the test below starts and kills.
#[test]
fn writes_until_killed() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else { return };
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    let mut last = result_of(&store, 1, PERIODS[1]).numerator.unwrap();
    let mut said = std::io::stdout();
    loop {
        last += 1.0;
        edit(&mut store, last).unwrap();
        writeln!(said, "\nsaved {last}").unwrap();
        said.flush().unwrap();
    }
}

#[test]
fn what_was_said_to_be_saved_survives_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let mut store = sample(&path);
    edit(&mut store, 1_000.0).unwrap();
    drop(store);
    for round in 0..30_u64 {
        let (_, name) = concat!(module_path!(), "::writes_until_killed").split_once("::").unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--nocapture"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let saved = |line: String| line.strip_prefix("saved ").map(|number| number.parse::<f64>().unwrap());
        let mut acknowledged = lines.by_ref().find_map(|line| saved(line.unwrap())).unwrap();
        // Different places of a write each time, the same in every run.
        std::thread::sleep(Duration::from_micros(500 + round * 7_919 % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines {
            acknowledged = saved(line.unwrap()).unwrap_or(acknowledged);
        }
        let store = Store::open(&path, Access::ReadWrite).unwrap();
        assert_eq!(store.verify().unwrap(), Vec::<String>::new(), "round {round}");
        let now = result_of(&store, 1, PERIODS[1]).numerator.unwrap();
        // The one being written when it was killed may have got there or not.
        assert!(now == acknowledged || now == acknowledged + 1.0, "round {round}: {acknowledged}, {now}");
        let Data::History(history) =
            store.answer(&Query::History { about: None, window: Window { start: 0, length: 1 } }).unwrap()
        else {
            panic!("no history")
        };
        assert_eq!(history.rows[0].label, format!("to {now}"));
    }
}

fn refused(path: &Path, disturb: impl FnOnce(&Path)) -> StoreError {
    let mut store = sample(path);
    edit(&mut store, 50.0).unwrap();
    disturb(path);
    edit(&mut store, 51.0).unwrap_err()
}

#[test]
fn a_file_that_was_removed_or_replaced_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let error = refused(&folder.path().join("removed.qd"), |path| std::fs::remove_file(path).unwrap());
    assert!(matches!(error, StoreError::Gone { .. }), "{error}");
    let path = folder.path().join("replaced.qd");
    let error = refused(&path, |path| {
        let other = path.with_extension("other");
        drop(sample(&other));
        std::fs::rename(&other, path).unwrap();
    });
    assert!(matches!(error, StoreError::Replaced { .. }), "{error}");
    // What took its place is as it was, and sound.
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    assert_ne!(result_of(&store, 1, PERIODS[1]).numerator, Some(51.0));
}
