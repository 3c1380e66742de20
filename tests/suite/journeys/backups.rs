//! Backups on screen: made by themselves, listed, put back.

use std::path::PathBuf;

use crate::harness::Harness;

fn backups(harness: &Harness) -> Vec<PathBuf> {
    let root = harness.drafts_folder().with_file_name("backups");
    let folders = std::fs::read_dir(root).into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.path()).unwrap().flatten());
    let mut files: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "qd"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_first_change_makes_one_and_it_can_be_opened_beside_or_put_back() {
    let mut harness = Harness::new(120, 40);
    harness.palette("restore a backup").assert_contains("None yet").keys("esc");
    assert!(backups(&harness).is_empty());
    harness.indicator("AC/C7").column("Target").keys("e").type_text("90").keys("enter");
    harness.indicator("AC/S17").column("Target").keys("e").type_text("271").keys("enter");
    assert_eq!(backups(&harness).len(), 1);
    harness.palette("restore a backup").assert_contains("before the first change of the day");
    // Beside: the workbook itself stays.
    harness.keys("enter").assert_contains("Open it beside").keys("enter").assert_says("This is the backup");
    assert_eq!(harness.store().path(), harness.store().path());
    assert_eq!(harness.standing("AC/C7").target, Some(90.0), "the workbook is as it was");
    let beside = std::fs::read_dir(harness.folder())
        .unwrap()
        .flatten()
        .any(|file| file.file_name().to_string_lossy().contains(".restored-"));
    assert!(beside);
    // In its place: what was there is kept.
    harness.restart().palette("restore a backup").keys("enter down enter").assert_says("is kept as");
    assert_eq!(harness.standing("AC/C7").target, Some(100.0));
    assert_eq!(backups(&harness).len(), 2);
    // And it is a workbook that goes on.
    harness.indicator("AC/C7").column("Target").keys("e").type_text("80").keys("enter");
    assert_eq!(harness.standing("AC/C7").target, Some(80.0));
}

#[test]
fn a_damaged_workbook_offers_its_newest_backup() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/C7").column("Target").keys("e").type_text("90").keys("enter");
    let path = harness.store().path().to_path_buf();
    harness.app().shut_down();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..200].fill(0);
    std::fs::write(&path, bytes).unwrap();
    harness.restart().assert_contains("could not be opened").assert_contains("Restore the backup of");
    harness.keys("enter").assert_says("is kept as");
    assert_eq!(harness.standing("AC/C7").target, Some(100.0));
}

#[test]
fn what_can_be_read_of_a_damaged_workbook_is_taken_into_a_new_one() {
    let mut harness = Harness::new(120, 40);
    harness.while_closed(|file| {
        let mut bytes = std::fs::read(file).unwrap();
        bytes[..200].fill(0);
        std::fs::write(file, bytes).unwrap();
    });
    harness.assert_contains("could not be opened").assert_lacks("Restore the backup of");
    harness.assert_contains("Take what can be read of it into a new workbook");
    let damaged = std::fs::read(&harness.file).unwrap();
    harness.keys("enter").assert_contains("is the new workbook; Enter opens");
    harness.assert_contains("rows could be read").keys("enter").assert_contains("AC/C7");
    assert_eq!(std::fs::read(&harness.file).unwrap(), damaged);
    harness.file = harness.folder().join("sample.recovered-2015-07-06-140211.qd");
    assert!(harness.history()[0].contains("Recovered from sample.qd"), "{:?}", harness.history());
    assert_eq!(harness.store().verify().unwrap(), Vec::<String>::new());
    harness.indicator("AC/C7").column("Target").keys("e").type_text("90").keys("enter");
    harness.palette("check the file for damage").assert_says("The file is sound");
    harness.assert_contains("Recorded by step 2").assert_contains("Recovered from sample.qd");
}

/// Asked to change nothing, it puts no backup in place of anything.
#[test]
fn opened_for_reading_only_a_backup_is_opened_beside() {
    let mut harness = Harness::with(120, 40, |setup| setup.read_only = true);
    let mut other = harness.colleague("kp");
    other.indicator("AC/C7").column("Target").keys("e").type_text("90").keys("enter");
    drop(other);
    let backups = harness.folder().join("backups");
    assert!(backups.is_dir());
    let mut damaged = Vec::new();
    harness.while_closed(|file| {
        damaged = std::fs::read(file).unwrap();
        damaged[..200].fill(0);
        std::fs::write(file, &damaged).unwrap();
    });
    harness.assert_contains("Open the backup of").keys("enter").assert_says("This is the backup");
    harness.assert_says("read-only");
    assert_eq!(std::fs::read(&harness.file).unwrap(), damaged);
}

#[test]
fn a_text_longer_than_any_may_be_is_not_pasted() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r c ctrl-a delete").type_text("Kept. ");
    harness.paste(&"word ".repeat(300_000)).assert_says("Nothing was pasted").assert_says("1.5 MB");
    harness.assert_contains("Kept.").keys("ctrl-s");
    let detail = harness.detail("AC/C7");
    assert!(detail.commentary.iter().any(|one| one.text.trim() == "Kept."));
}
