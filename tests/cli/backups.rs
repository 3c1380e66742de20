//! Backups that are made by themselves, and putting one back.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::desk::{Desk, Ran, desk, ran};

/// Runs at a time of the clock.
fn at(desk: &Desk, now: &str, arguments: &[&str]) -> Ran {
    ran(desk.command(arguments).env("QUARTERDECK_NOW", now).output().unwrap())
}

fn change(desk: &Desk, now: &str, service: &str) {
    let ran = at(desk, now, &["settings", "FILE", "--service", service]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.err.contains("backup"), "{ran:?}");
}

fn listed(desk: &Desk, file: &str) -> Vec<Value> {
    desk.json(&["backup", "list", file, "--json"]).as_array().unwrap().clone()
}

fn occasions(desk: &Desk) -> Vec<String> {
    listed(desk, "FILE").iter().map(|one| one["occasion"].as_str().unwrap().to_owned()).collect()
}

fn service(desk: &Desk, file: &str) -> String {
    desk.json(&["settings", file, "--json"])["service"].as_str().unwrap().to_owned()
}

/// A desk on which two days' work has been done.
fn two_days() -> Desk {
    let desk = desk();
    change(&desk, "2015-07-06T09:00:00", "first");
    change(&desk, "2015-07-07T09:00:00", "second");
    desk
}

#[test]
fn the_first_change_of_a_day_is_preceded_by_a_backup() {
    let desk = desk();
    let before = service(&desk, "FILE");
    assert_eq!(occasions(&desk), [""; 0]);
    change(&desk, "2015-07-06T09:00:00", "first");
    change(&desk, "2015-07-06T10:00:00", "second");
    assert_eq!(occasions(&desk), ["change"]);
    change(&desk, "2015-07-07T00:00:01", "third");
    let all = listed(&desk, "FILE");
    assert_eq!(all.len(), 2);
    assert_eq!(all[0]["at"], "2015-07-07T00:00:01");
    // Each is a workbook as it was then.
    assert_eq!(service(&desk, all[1]["path"].as_str().unwrap()), before);
    assert_eq!(service(&desk, all[0]["path"].as_str().unwrap()), "second");
    // Undoing is a change too.
    assert_eq!(at(&desk, "2015-07-08T09:00:00", &["undo", "FILE"]).code, 0);
    assert_eq!(listed(&desk, "FILE").len(), 3);
    // Looking is none.
    desk.ok(&["list", "indicators", "FILE"]);
    desk.fails(&["show", "FILE", "no such"]);
    assert_eq!(listed(&desk, "FILE").len(), 3);
}

#[test]
fn what_changes_much_is_preceded_by_one_every_time() {
    let desk = desk();
    fs::write(desk.home.path().join("r.csv"), "Reference,Result\nAC/C7,1\n").unwrap();
    for minute in 0..2 {
        let ran = at(
            &desk,
            &format!("2015-07-06T09:0{minute}:00"),
            &[
                "import",
                "FILE",
                "r.csv",
                "--as",
                "figures",
                "--column",
                "Reference=reference",
                "--column",
                "Result=result",
            ],
        );
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    assert_eq!(occasions(&desk), ["import", "import"]);
    assert_eq!(at(&desk, "2015-07-06T11:00:00", &["period", "open-next", "FILE"]).code, 0);
    assert_eq!(occasions(&desk)[0], "next-period");
    let published = at(
        &desk,
        "2015-07-06T12:00:00",
        &["publish", "FILE", "--period", "2015/16-Q1", "--reason", "to be tried"],
    );
    assert_eq!(published.code, 0, "{published:?}");
    assert_eq!(occasions(&desk)[0], "publish");
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_them() {
    use std::os::unix::fs::PermissionsExt;
    let desk = two_days();
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let file = PathBuf::from(listed(&desk, "FILE")[0]["path"].as_str().unwrap());
    let folder = file.parent().unwrap().to_path_buf();
    assert_eq!(
        (mode(&file), mode(&folder), mode(&folder.parent().unwrap().to_path_buf())),
        (0o600, 0o700, 0o700)
    );
}

#[test]
fn a_backup_is_put_back_and_what_was_there_is_kept() {
    let desk = two_days();
    let now = fs::read(&desk.file).unwrap();
    let said = desk.fails(&["restore", "FILE"]);
    assert!(said.contains("Nothing was changed") && said.contains("--yes"), "{said}");
    assert_eq!(fs::read(&desk.file).unwrap(), now);
    let said = desk.ok(&["restore", "FILE", "--yes"]);
    assert_eq!(service(&desk, "FILE"), "first");
    let newest = listed(&desk, "FILE")[0].clone();
    assert_eq!(occasions(&desk), ["change", "restore", "change"], "by time: it is the 6th here");
    let kept = listed(&desk, "FILE").into_iter().find(|one| one["occasion"] == "restore").unwrap();
    assert!(said.contains(kept["path"].as_str().unwrap()), "{said}");
    assert_eq!(service(&desk, kept["path"].as_str().unwrap()), "second");
    // By its number, its day, its file.
    for (which, expected) in [("2", "second"), ("2015-07-07", "first"), ("2015-07-07 09:00", "first")] {
        desk.ok(&["restore", "FILE", "--from", which, "--yes"]);
        assert_eq!(service(&desk, "FILE"), expected, "{which}");
    }
    desk.ok(&["restore", "FILE", "--from", newest["path"].as_str().unwrap(), "--yes"]);
    let error = desk.fails(&["restore", "FILE", "--from", "2014-01-01", "--yes"]);
    assert!(error.contains("backup list"), "{error}");
    // Beside it.
    desk.ok(&["restore", "FILE", "--from", "2015-07-07", "--to", "beside.qd"]);
    assert_eq!(service(&desk, "beside.qd"), "first");
    assert!(desk.fails(&["restore", "FILE", "--to", "beside.qd"]).contains("already exists"));
    assert!(desk.ok(&["verify", "FILE"]).contains("sound"));
}

#[test]
fn what_is_no_backup_is_refused_and_nothing_changes() {
    let desk = two_days();
    let now = fs::read(&desk.file).unwrap();
    fs::write(desk.home.path().join("text.qd"), "no workbook").unwrap();
    let mut damaged = now.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 9000].fill(0xa5);
    fs::write(desk.home.path().join("damaged.qd"), damaged).unwrap();
    for from in ["text.qd", "damaged.qd", "FILE", "no-such.qd"] {
        desk.fails(&["restore", "FILE", "--from", from, "--yes"]);
        assert_eq!(fs::read(&desk.file).unwrap(), now, "{from}");
    }
}

/// Damage of every kind, and a file that is gone.
#[test]
fn damage_names_the_newest_backup_and_it_can_be_put_back() {
    let whole = two_days();
    let bytes = fs::read(&whole.file).unwrap();
    let newest = listed(&whole, "FILE")[0]["path"].as_str().unwrap().to_owned();
    let size = bytes.len();
    let mut middle = bytes.clone();
    middle[4096..size - 4096].fill(0xa5);
    let mut schema = bytes.clone();
    schema[100..4096].fill(0);
    let mut header = bytes.clone();
    header[..100].fill(0);
    for (what, damaged) in [
        ("middle", Some(middle)),
        ("schema", Some(schema)),
        ("header", Some(header)),
        ("cut short", Some(bytes[..size / 2].to_vec())),
        ("empty", Some(Vec::new())),
        ("text", Some(b"<html>".to_vec())),
        ("gone", None),
    ] {
        match &damaged {
            Some(damaged) => fs::write(&whole.file, damaged).unwrap(),
            None => fs::remove_file(&whole.file).unwrap(),
        }
        for command in [&["list", "indicators", "FILE"][..], &["show", "FILE", "AC/C7"], &["verify", "FILE"]]
        {
            let ran = whole.run(command);
            assert_eq!(ran.code, 1, "{what}: {ran:?}");
            assert!(ran.err.contains(&newest) && ran.err.contains("7 Jul 2015, 09:00"), "{what}: {ran:?}");
            assert!(ran.err.contains("quarterdeck restore"), "{what}: {ran:?}");
        }
        assert_eq!(listed(&whole, "FILE").len(), 2, "{what}");
        let said = whole.ok(&["restore", "FILE", "--yes"]);
        assert_eq!(service(&whole, "FILE"), "first", "{what}");
        // The damaged file itself is kept, byte for byte.
        if let Some(damaged) = damaged {
            let kept: PathBuf = fs::read_dir(whole.home.path())
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .find(|path| path.to_string_lossy().contains(".damaged-"))
                .unwrap_or_else(|| panic!("{what}: {said}"));
            assert!(said.contains(&kept.display().to_string()), "{what}: {said}");
            assert_eq!(fs::read(&kept).unwrap(), damaged, "{what}");
            fs::remove_file(kept).unwrap();
        }
    }
    // Without a backup there is another way.
    let bare = desk();
    fs::write(&bare.file, &bytes[..size / 2]).unwrap();
    assert!(bare.fails(&["list", "indicators", "FILE"]).contains("quarterdeck recover"));
    assert!(bare.fails(&["restore", "FILE", "--yes"]).contains("quarterdeck recover"));
}

#[test]
fn copies_of_one_workbook_are_kept_apart_and_both_are_shown() {
    let desk = two_days();
    fs::copy(&desk.file, desk.home.path().join("copy.qd")).unwrap();
    let set = desk.run(&["settings", "copy.qd", "--service", "of the copy"]);
    assert_eq!(set.code, 0, "{set:?}");
    let (ours, theirs) = (listed(&desk, "FILE"), listed(&desk, "copy.qd"));
    assert_eq!((ours.len(), theirs.len()), (3, 3));
    let here = |all: &[Value]| all.iter().filter(|one| one["here"] == true).count();
    assert_eq!((here(&ours), here(&theirs)), (2, 1));
    desk.ok(&["restore", "copy.qd", "--yes"]);
    assert_eq!(service(&desk, "copy.qd"), "second");
    assert_eq!(service(&desk, "FILE"), "second");
}

#[test]
fn a_change_is_made_where_no_backup_can_be() {
    let desk = desk();
    fs::create_dir_all(desk.home.path().join("state/quarterdeck")).unwrap();
    fs::write(desk.home.path().join("state/quarterdeck/backups"), "in the way").unwrap();
    let ran = desk.run(&["settings", "FILE", "--service", "changed"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("No backup was made"), "{ran:?}");
    assert_eq!(service(&desk, "FILE"), "changed");
}
