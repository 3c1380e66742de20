//! What happens to the file while an officer works on it: an interrupted save,
//! another who has it, a file moved away, replaced or written over.

use std::fs;
use std::path::PathBuf;

use quarterdeck::input::Scope;
use quarterdeck::store::{Access, Store};

use crate::harness::Harness;
use crate::interrupted;

fn file(harness: &Harness) -> PathBuf {
    harness.folder().join("sample.qd")
}

/// Writing is refused, and the key says why.
fn assert_refused(harness: &mut Harness) {
    harness.keys("3").keys("c").assert_says("read-only");
    assert_ne!(harness.app().scope(), Scope::Writing);
}

fn assert_writable(harness: &mut Harness) {
    harness.keys("3 c").assert_scope(Scope::Writing).keys("esc");
}

#[test]
fn an_interrupted_save_is_taken_back_and_said() {
    let mut harness = Harness::new(120, 40);
    let before = interrupted::contents(&file(&harness));
    harness.while_closed(interrupted::interrupt);
    harness.assert_says("An interrupted save of sample.qd was taken back").assert_contains("AC/C7");
    assert_eq!(interrupted::contents(&file(&harness)), before);
    assert_writable(&mut harness);
}

#[test]
fn a_save_interrupted_while_a_colleague_reads_does_not_stop_them() {
    let first = Harness::new(120, 40);
    let mut second = first.colleague("kp");
    interrupted::interrupt(&file(&second));
    second.keys("2").assert_says("An interrupted save of sample.qd was taken back");
    second.keys("j").assert_contains("row 2 of 27");
    assert!(!interrupted::is_interrupted(&file(&second)));
}

#[test]
fn an_older_file_is_upgraded_by_the_first_change_only() {
    let mut harness = Harness::new(120, 40);
    let older = interrupted::older_workbook();
    harness.while_closed(|file| fs::write(file, &older).unwrap());
    harness.assert_says("is in the older format 1");
    harness.keys("1 2 3 4").tick(3);
    assert!(fs::read(file(&harness)).unwrap() == older, "looking at it changed it");
    harness.keys("u").assert_says("was brought up to date from format 1").assert_says(".before-v");
    assert!(fs::read(file(&harness)).unwrap() != older);
    let kept: Vec<_> = fs::read_dir(harness.folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(".before-v"))
        .collect();
    assert!(matches!(kept.as_slice(), [kept] if fs::read(kept).unwrap().len() == older.len()), "{kept:?}");
}

#[test]
fn a_file_moved_away_is_noticed_nothing_is_lost_and_it_may_come_back() {
    let mut harness = Harness::new(120, 40);
    harness.keys("3 c ctrl-a").type_text("Typed before the move");
    let (here, there) = (file(&harness), harness.folder().join("elsewhere.qd"));
    fs::rename(&here, &there).unwrap();
    let before = fs::read(&there).unwrap();
    harness.tick(3).assert_says("was moved, renamed or deleted").assert_says("kept as drafts");
    harness.assert_contains("Typed before the move").assert_contains("read-only");
    harness.keys("ctrl-s");
    harness.assert_contains("Typed before the move");
    assert!(!here.exists() && fs::read(&there).unwrap() == before, "something was written");
    fs::rename(&there, &here).unwrap();
    harness.tick(3).assert_says("Open for changes").assert_contains("Typed before the move");
    harness.keys("ctrl-s").assert_lacks("Could not");
    assert!(harness.history().join(" ").contains("easons"), "{:?}", harness.history());
}

#[test]
fn a_file_that_another_replaces_is_opened_again_on_a_key() {
    let mut harness = Harness::new(120, 40);
    let other = harness.folder().join("synced.tmp");
    fs::copy(file(&harness), &other).unwrap();
    let theirs = {
        let mut store = Store::open(&other, Access::ReadWrite).unwrap();
        let mut workbook = harness.detail("AC/C7").indicator;
        workbook.owner = "Head of Elsewhere".to_owned();
        let change = quarterdeck::workbook::Change::new("theirs")
            .put(quarterdeck::workbook::Record::Indicator(workbook));
        store.apply(&change, &harness.stamp("kp")).unwrap();
        drop(store);
        fs::read(&other).unwrap()
    };
    fs::rename(&other, file(&harness)).unwrap();
    harness.tick(3).assert_says("Another file was put in the place of").assert_says("F9");
    assert_refused(&mut harness);
    assert!(fs::read(file(&harness)).unwrap() == theirs, "the wrong file was written to");
    harness.keys("f9").assert_says("Open for changes");
    assert_eq!(harness.detail("AC/C7").indicator.owner, "Head of Elsewhere");
    assert_writable(&mut harness);
}

#[test]
fn a_file_written_over_in_place_with_another_history_is_noticed() {
    let mut harness = Harness::new(120, 40);
    let older = fs::read(file(&harness)).unwrap();
    harness.indicator("AC/C7").keys("c ctrl-a").type_text("Mine alone").keys("ctrl-s");
    fs::write(file(&harness), &older).unwrap();
    harness.tick(3).assert_says("Another file was put in the place of");
    assert_refused(&mut harness);
    assert!(fs::read(file(&harness)).unwrap() == older);
}

#[test]
fn a_copy_made_by_a_sync_tool_is_named() {
    let mut harness = Harness::new(120, 40);
    let copy = harness.folder().join("sample-PC7.qd");
    fs::copy(file(&harness), &copy).unwrap();
    harness.tick(3);
    assert!(harness.says().is_empty(), "a plain copy is nothing to worry about: {}", harness.says());
    let mut store = Store::open(&copy, Access::ReadWrite).unwrap();
    let mut indicator = harness.detail("AC/C7").indicator;
    indicator.owner = "Head of Elsewhere".to_owned();
    let change =
        quarterdeck::workbook::Change::new("theirs").put(quarterdeck::workbook::Record::Indicator(indicator));
    store.apply(&change, &harness.stamp("kp")).unwrap();
    drop(store);
    harness.while_closed(|_| ()).tick(3);
    harness.assert_says("sample-PC7.qd beside it is another copy of this workbook").assert_says("by kp");
    harness.keys("2").tick(3);
    assert!(harness.says().is_empty(), "said once: {}", harness.says());
}

#[test]
fn a_reader_takes_over_when_the_first_has_gone() {
    let first = Harness::new(120, 40);
    let mut second = first.colleague("kp");
    second.assert_says("jm on").keys("f9").assert_says("Not now");
    assert_refused(&mut second);
    drop(first);
    second.keys("3").tick(3).assert_says("Nobody else has this workbook open any more: F9");
    second.keys("f9").assert_says("Open for changes").assert_lacks("read-only");
    assert_writable(&mut second);
}

/// On a share whose locks are refused, or granted to everybody.
#[cfg(target_os = "linux")]
#[test]
fn without_locks_it_opens_read_only_and_is_taken_over_on_purpose() {
    for (errno, sqlite) in [(libc::ENOLCK, false), (0, false), (libc::ENOLCK, true), (libc::EOPNOTSUPP, true)]
    {
        let journey = || {
            let mut first = Harness::new(160, 40);
            first.assert_says("locks do not work in").assert_says("F9");
            assert_refused(&mut first);
            first.keys("f9").assert_says("Open for changes");
            assert_writable(&mut first);
            let mut second = first.colleague("kp");
            second.assert_says("locks do not work in").assert_says("jm on");
            assert_refused(&mut second);
            second.keys("f9").assert_says("Open for changes");
            // Whoever had it is told before they can write over it.
            let before = first.history();
            first.keys("3 c ctrl-a").type_text("Typed too late");
            first.tick(3).assert_says("kp on").assert_says("has taken it over");
            first.keys("ctrl-s").assert_contains("Typed too late");
            assert_eq!(first.history(), before);
            assert_writable(&mut second);
        };
        match sqlite {
            true => interrupted::locks::answering_sqlite(errno, journey),
            false => interrupted::locks::answering(errno, journey),
        }
    }
}

#[test]
fn another_workbook_is_made_and_the_one_before_opened_again_from_anywhere() {
    let mut officer = Harness::new(120, 40);
    let first = file(&officer);
    let second = officer.folder().join("housing.qd");
    officer.keys("2 ctrl-o").assert_contains("Opened before").keys("esc").assert_contains("AC/C7");
    officer.keys("ctrl-o up up up up down enter").assert_contains("New workbook");
    officer.type_text("Borough of Ashby\nHousing\n\n\n").type_text("Q3 2022/23\n\n");
    officer.paste(&second.display().to_string()).keys("ctrl-s");
    officer.file = second.clone();
    officer.assert_contains("Q3 2022/23").assert_contains("Indicators: 0");
    // Nothing of the one before is left on its screens.
    officer.keys("2");
    assert!(!officer.screen().contains("AC/C7"), "{}", officer.screen());
    // Each is listed once.
    officer.keys("ctrl-o");
    for path in [&first, &second] {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_it = |line: &&str| line.trim_start_matches([' ', '>']).starts_with(name);
        assert_eq!(officer.screen().lines().filter(is_it).count(), 1, "{name}\n{}", officer.screen());
    }
    officer.keys("down enter");
    officer.file = first;
    officer.assert_contains("sample.qd").keys("2").assert_contains("AC/C7");
}
