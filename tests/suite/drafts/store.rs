//! Drafts on disk: whole, private, never lost.

use std::collections::BTreeMap;
use std::fs;

use quarterdeck::drafts::{Draft, DraftError, DraftKey, Drafts, Place};
use quarterdeck::ui::editor::Editor;

fn draft(period: &str, text: &str) -> Draft {
    Draft {
        workbook: "6f1c2d0e-5a7b-4c1d-9e88-0a1b2c3d4e5f".into(),
        workbook_path: "/share/barnet.qd".into(),
        workbook_file: String::new(),
        place: String::new(),
        subject: "reasons".into(),
        indicator: 17,
        period: period.parse().unwrap(),
        reference: "AC/C7".into(),
        text: text.into(),
        cursor: (1, 3),
        base_revision: 4,
        base_text: "before".into(),
        saved_at: "2015-07-20T14:02:11".into(),
        extra: BTreeMap::from([("owner".into(), "Head of Service".into())]),
        ..Draft::default()
    }
}

fn open() -> (tempfile::TempDir, Drafts) {
    let home = tempfile::tempdir().unwrap();
    let drafts = Drafts::open(home.path().join("quarterdeck/drafts")).unwrap();
    (home, drafts)
}

fn files(drafts: &Drafts) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(drafts.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_draft_comes_back_as_it_was_cursor_and_all() {
    let (_home, drafts) = open();
    let saved = draft("2015/16-Q1", "first line\ncafe\u{301} two");
    drafts.save(&saved).unwrap();
    let loaded = drafts.load(&saved.key()).unwrap().unwrap();
    assert_eq!(loaded, saved);

    let mut editor = Editor::new(&loaded.base_text);
    editor.set_text_and_cursor(&loaded.text, loaded.cursor);
    assert_eq!(editor.text(), saved.text);
    assert_eq!(editor.cursor(), (1, 3));
    assert!(editor.is_modified());
}

#[test]
fn one_file_each_and_the_newest_wins() {
    let (_home, drafts) = open();
    for text in ["one", "two", "three"] {
        drafts.save(&draft("2015/16-Q1", text)).unwrap();
    }
    drafts.save(&draft("2015/16-Q2", "other")).unwrap();
    let texts: Vec<String> =
        drafts.list(&draft("", "").workbook).unwrap().drafts.into_iter().map(|draft| draft.text).collect();
    assert_eq!(texts, ["three", "other"]);
    assert_eq!(files(&drafts).len(), 2, "no temporary files stay behind");
    assert!(drafts.list("another-workbook").unwrap().drafts.is_empty());
    assert!(drafts.list("6f1c2d0e").unwrap().drafts.is_empty(), "not by the start of a name");
}

#[test]
fn removing_is_final_and_may_be_repeated() {
    let (_home, drafts) = open();
    let saved = draft("2015/16-Q1", "text");
    drafts.save(&saved).unwrap();
    drafts.remove(&saved.key()).unwrap();
    drafts.remove(&saved.key()).unwrap();
    assert!(drafts.load(&saved.key()).unwrap().is_none());
    assert!(files(&drafts).is_empty());
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_them() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;

    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("drafts");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    let drafts = Drafts::open(&folder).unwrap();
    drafts.save(&draft("2015/16-Q1", "text")).unwrap();
    assert_eq!(mode(&folder), 0o700);
    let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn a_damaged_draft_is_set_aside_and_said_never_deleted() {
    let (_home, drafts) = open();
    let good = draft("2015/16-Q1", "good");
    let bad = draft("2015/16-Q2", "bad");
    drafts.save(&good).unwrap();
    drafts.save(&bad).unwrap();
    let bad_file =
        files(&drafts).into_iter().find(|name| name.contains("q2") || name.contains("_512")).unwrap();
    for (damage, mark) in [("{\"workbook\": \"6f", ".damaged"), ("{}", "-2.damaged")] {
        fs::write(drafts.folder().join(&bad_file), damage).unwrap();
        let found = drafts.list(&good.workbook).unwrap();
        assert_eq!(found.drafts, std::slice::from_ref(&good));
        assert_eq!(found.problems.len(), 1);
        assert!(found.problems[0].contains("set aside"), "{}", found.problems[0]);
        let aside = drafts.folder().join(format!("{bad_file}{mark}"));
        assert_eq!(fs::read_to_string(aside).unwrap(), damage);
        assert!(drafts.list(&good.workbook).unwrap().problems.is_empty(), "said once");
    }
    fs::write(drafts.folder().join(&bad_file), [0xff, 0xfe]).unwrap();
    assert!(matches!(drafts.load(&bad.key()), Err(DraftError::Damaged { .. })));
    drafts.save(&bad).unwrap();
    assert_eq!(drafts.load(&bad.key()).unwrap(), Some(bad));
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let home = tempfile::tempdir().unwrap();
    let blocked = home.path().join("file");
    fs::write(&blocked, "").unwrap();
    let sentence = Drafts::open(blocked.join("drafts")).unwrap_err().to_string();
    assert!(sentence.contains("Drafts cannot be kept in"), "{sentence}");
    assert!(sentence.contains(&*blocked.to_string_lossy()), "{sentence}");
}

#[test]
fn a_folder_cleared_away_is_made_again() {
    let (_home, drafts) = open();
    fs::remove_dir_all(drafts.folder()).unwrap();
    drafts.save(&draft("2015/16-Q1", "text")).unwrap();
    assert_eq!(files(&drafts).len(), 1);
}

#[test]
fn names_are_safe_and_never_meet() {
    let (_home, drafts) = open();
    let keys = ["2015/16-Q1", "2015_2f16-Q1", "2015/16-q1", "../../../etc/passwd", "CON", "a.b", "é\n\0", ""];
    for (number, period) in keys.iter().enumerate() {
        drafts.save(&Draft { base_revision: number as i64, ..draft(period, "x") }).unwrap();
    }
    let long = "x".repeat(5000);
    drafts.save(&draft(&long, "long")).unwrap();
    assert_eq!(files(&drafts).len(), keys.len() + 1);
    for (number, period) in keys.iter().enumerate() {
        let key: DraftKey = draft(period, "").key();
        assert_eq!(drafts.load(&key).unwrap().unwrap().base_revision, number as i64, "{period:?}");
    }
    assert_eq!(drafts.load(&draft(&long, "").key()).unwrap().unwrap().text, "long");
    for name in files(&drafts) {
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c)),
            "{name}"
        );
        assert!(name.len() < 255);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the age of a file is told by the system's clock")]
fn what_a_killed_run_left_half_written_is_swept_away_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let aged = |name: &str, hours: u64| {
        let path = folder.path().join(name);
        let file = std::fs::File::create(&path).unwrap();
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(hours * 3600);
        file.set_modified(then).unwrap();
        path
    };
    let (old, young) = (aged(".quarterdeck-other-1-aaa.tmp", 25), aged(".quarterdeck-other-1-bbb.tmp", 1));
    let (draft, other) = (aged("aged.draft.json", 1_000), aged("notes.tmp", 1_000));
    Drafts::open(folder.path()).unwrap();
    assert!(!old.exists());
    assert!(young.exists() && draft.exists() && other.exists());
}

/// Two files of one workbook, and a draft of the first.
fn copies(drafts: &Drafts, home: &std::path::Path) -> (Draft, std::path::PathBuf, std::path::PathBuf) {
    let (adults, children) = (home.join("adults.qd"), home.join("children.qd"));
    fs::write(&adults, "a workbook").unwrap();
    fs::copy(&adults, &children).unwrap();
    let kept = draft("2015/16-Q1", "Two staff left.").at(&Place::of(&adults));
    drafts.save(&kept).unwrap();
    (kept, adults, children)
}

#[test]
fn a_copy_is_offered_the_originals_draft_and_never_has_it() {
    let (home, drafts) = open();
    let (kept, adults, children) = copies(&drafts, home.path());
    let workbook = kept.workbook.clone();
    let own = drafts.take_up(&workbook, &Place::of(&adults)).unwrap();
    assert_eq!((own.drafts, own.offered), (vec![kept.clone()], vec![]));
    let copy = drafts.take_up(&workbook, &Place::of(&children)).unwrap();
    assert_eq!((copy.drafts, copy.offered), (vec![], vec![kept.clone()]));
    // A draft of the same in the copy is another draft: neither touches the other.
    let other = draft("2015/16-Q1", "Of children.").at(&Place::of(&children));
    drafts.save(&other).unwrap();
    assert_eq!(drafts.load(&kept.key()).unwrap().unwrap().text, "Two staff left.");
    drafts.remove(&other.key()).unwrap();
    assert_eq!(drafts.load(&kept.key()).unwrap().unwrap().text, "Two staff left.");
}

#[cfg(unix)]
#[test]
fn a_workbook_that_is_moved_or_linked_finds_its_draft_and_a_copy_at_its_old_place_its_own() {
    let (home, drafts) = open();
    let (kept, adults, children) = copies(&drafts, home.path());
    let workbook = kept.workbook.clone();
    let moved = home.path().join("adults 2015.qd");
    fs::rename(&adults, &moved).unwrap();
    // The copy is still a copy, though the original's path is empty now.
    assert_eq!(drafts.here(&workbook, &Place::of(&children)).unwrap().drafts, vec![]);
    let found = drafts.take_up(&workbook, &Place::of(&moved)).unwrap();
    assert_eq!(found.drafts, vec![kept.clone().at(&Place::of(&moved))]);
    assert_eq!(files(&drafts).len(), 1, "moved, not doubled");
    let link = home.path().join("link.qd");
    std::os::unix::fs::symlink(&moved, &link).unwrap();
    assert_eq!(drafts.here(&workbook, &Place::of(&link)).unwrap().drafts, found.drafts);
    // A sync tool that writes a new file at the same path: the same workbook.
    fs::remove_file(&moved).unwrap();
    fs::write(&moved, "as it came from elsewhere").unwrap();
    assert_eq!(drafts.here(&workbook, &Place::of(&moved)).unwrap().drafts.len(), 1);
}

#[test]
fn drafts_of_earlier_releases_are_found_where_their_workbook_is() {
    let (home, drafts) = open();
    let (_, adults, children) = copies(&drafts, home.path());
    let adults_path = adults.canonicalize().unwrap().display().to_string();
    let early =
        Draft { workbook_path: adults_path, subject: "action".into(), ..draft("2015/16-Q2", "Early.") };
    // As an earlier release writes it: neither place nor file.
    let mut fields = serde_json::to_value(&early).unwrap();
    fields.as_object_mut().unwrap().retain(|name, _| name != "place" && name != "workbook_file");
    let file = drafts.folder().join(format!("{}.action.17.2015_2f16-_512.draft.json", early.workbook));
    fs::write(&file, serde_json::to_vec(&fields).unwrap()).unwrap();
    let workbook = early.workbook.clone();
    let copy = drafts.take_up(&workbook, &Place::of(&children)).unwrap();
    assert_eq!((copy.drafts.len(), copy.offered.len()), (0, 2));
    let own = drafts.take_up(&workbook, &Place::of(&adults)).unwrap();
    assert_eq!(own.drafts.len(), 2);
    assert!(own.drafts.contains(&early.at(&Place::of(&adults))), "{own:?}");
    assert!(!file.exists(), "it lies under its new name");
}

#[test]
fn words_saved_in_another_editor_outlive_whatever_happens() {
    let (home, drafts) = open();
    let (kept, adults, children) = copies(&drafts, home.path());
    let workbook = kept.workbook.clone();
    let editing = drafts.begin_editing(&kept).unwrap();
    fs::write(editing.file(), "Two staff left.\nOne has come back.\n").unwrap();
    // While the editor is open nobody else takes it up; nor can another one be opened on it.
    assert_eq!(drafts.take_up(&workbook, &Place::of(&adults)).unwrap().drafts[0].text, "Two staff left.");
    assert!(drafts.begin_editing(&kept).is_err());
    let text_file = editing.file().to_owned();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&text_file).unwrap().permissions().mode() & 0o077, 0);
    }
    // The program is killed: its lock goes, its files stay.
    drop(editing);
    assert_eq!(drafts.take_up(&workbook, &Place::of(&children)).unwrap().drafts, vec![]);
    let found = drafts.take_up(&workbook, &Place::of(&adults)).unwrap();
    assert_eq!(found.drafts.len(), 1);
    assert_eq!(found.drafts[0].text, "Two staff left.\nOne has come back.");
    assert_eq!(drafts.all().unwrap().drafts, found.drafts);
    // The editor was still open, and saves once more.
    fs::write(&text_file, "Two staff left.\nBoth have come back.\n").unwrap();
    assert!(drafts.all().unwrap().drafts[0].text.ends_with("Both have come back."));
    // Thrown away, it does not come back.
    drafts.remove(&kept.key()).unwrap();
    assert_eq!(drafts.all().unwrap().drafts, vec![]);
    // Ended in order, nothing is left behind.
    let editing = drafts.begin_editing(&kept).unwrap();
    editing.done();
    assert_eq!(files(&drafts), Vec::<String>::new());
}
