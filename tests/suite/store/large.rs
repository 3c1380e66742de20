//! The backup of the day of a large workbook, made beside its first change.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use quarterdeck::store::{Access, Backups, Store};
use quarterdeck::workbook::*;

fn stamp() -> Stamp {
    Stamp {
        who: "Sam".into(),
        at: chrono::NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(9, 0, 0).unwrap(),
    }
}

/// A workbook of some megabytes.
fn workbook(folder: &Path) -> PathBuf {
    let path = folder.join("large.qd");
    let generated = quarterdeck::sample::generated(1_000, 8);
    let rows: Vec<Edit> = generated.records().map(Edit::Put).collect();
    Store::create(&path, &generated.workbook(), &rows, "New", &stamp()).unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 3 * 1024 * 1024);
    path
}

fn backups(folder: &Path) -> Backups {
    Backups::new(folder.join("backups")).beside_changes_above(1024)
}

fn change(store: &mut Store, note: &str) {
    let Data::Opening(opening) = store.answer(&Query::Opening).unwrap() else { panic!() };
    let own = Workbook { note: note.to_owned(), ..opening.workbook };
    store.apply(&Change::new(note).put(Record::Workbook(own)), &stamp()).unwrap();
}

fn note(path: &Path) -> String {
    let store = Store::open(path, Access::ReadOnly).unwrap();
    assert_eq!(store.verify().unwrap(), Vec::<String>::new(), "{}", path.display());
    let Data::Opening(opening) = store.answer(&Query::Opening).unwrap() else { panic!() };
    opening.workbook.note
}

/// Every file among the backups.
fn files(folder: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(folder.join("backups")).into_iter().flatten().flatten();
    let files = folders.flat_map(|one| fs::read_dir(one.path()).into_iter().flatten().flatten());
    files.map(|file| file.path()).filter(|path| !path.ends_with("about.json")).collect()
}

/// The change is saved at once; the copy is whole, checked, and of one moment.
#[test]
fn the_backup_of_a_large_workbook_is_made_beside_its_first_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path());
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    store.keep_backups(backups(folder.path()));
    change(&mut store, "first");
    change(&mut store, "second");
    assert_eq!(store.take_notes(), Vec::<String>::new());
    drop(store);
    let made = files(folder.path());
    assert_eq!(made.len(), 1, "{made:?}");
    assert!(["", "first", "second"].contains(&note(&made[0]).as_str()));
    assert_eq!(note(&path), "second");
    // Once a day.
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    store.keep_backups(backups(folder.path()));
    change(&mut store, "third");
    drop(store);
    assert_eq!(files(folder.path()).len(), 1);
}

/// Whoever leaves does not wait for it: it is there whole, or not at all, and the next start makes it.
#[test]
fn one_that_is_given_up_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path());
    for note in ["first", "second"] {
        let mut store = Store::open(&path, Access::ReadWrite).unwrap();
        store.keep_backups(backups(folder.path()).given_up_on_leaving());
        change(&mut store, note);
        drop(store);
        assert!(files(folder.path()).iter().all(|path| path.extension().is_some_and(|end| end == "qd")));
    }
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    store.keep_backups(backups(folder.path()));
    change(&mut store, "third");
    drop(store);
    let made = files(folder.path());
    assert_eq!(made.len(), 1, "{made:?}");
    note(&made[0]);
}

const CHILD: &str = "QUARTERDECK_TEST_LARGE";

/// Killed in the middle of the copy: the change is saved, nothing half-copied is taken for a backup,
/// and the next one sweeps it.
#[test]
fn a_kill_in_the_middle_of_the_copy_loses_nothing() {
    if let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) {
        let mut store = Store::open(&folder.join("large.qd"), Access::ReadWrite).unwrap();
        store.keep_backups(backups(&folder));
        change(&mut store, "first");
        // One that goes on writing has the copy begin anew: it is never done before the kill.
        println!("saved");
        for number in 0.. {
            change(&mut store, &format!("and {number}"));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path());
    let name = concat!(module_path!(), "::a_kill_in_the_middle_of_the_copy_loses_nothing");
    let (_, name) = name.split_once("::").unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env(CHILD, folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap().contains("saved")));
    let begun = std::time::Instant::now();
    while files(folder.path()).is_empty() && begun.elapsed().as_secs() < 30 {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!files(folder.path()).is_empty(), "it was never begun");
    let saved = note(&path);
    assert!(saved == "first" || saved.starts_with("and "), "{saved}");
    let kept = backups(folder.path());
    for one in kept.list(&path, None) {
        note(&one.path);
    }
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    store.keep_backups(kept);
    change(&mut store, "after");
    drop(store);
    let left = files(folder.path());
    assert!(left.iter().all(|path| path.extension().is_some_and(|end| end == "qd")), "{left:?}");
    assert!(!left.is_empty());
}
