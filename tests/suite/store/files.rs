//! Files that are not workbooks, or are damaged, newer, planted or read-only.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::support::*;
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::*;

struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Opening is refused, with the file's name in the message and not a byte changed.
fn refused(path: &Path) -> StoreError {
    let before = fs::read(path).ok();
    let error = Store::open(path, Access::ReadWrite).unwrap_err();
    assert_eq!(fs::read(path).ok(), before, "{error}");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    error
}

#[test]
fn what_is_not_a_workbook_is_refused_unchanged() {
    let folder = Folder::new();
    let missing = folder.path("missing.qd");
    assert!(matches!(refused(&missing), StoreError::Missing { .. }));
    assert!(!missing.exists());
    assert!(matches!(refused(folder.folder.path()), StoreError::Folder { .. }));
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    assert!(matches!(refused(&write("empty.qd", b"")), StoreError::Empty { .. }));
    let text = refused(&write("text.qd", b"reference,value\nAC/1,3\n"));
    assert!(matches!(&text, StoreError::NotAWorkbook { looks, .. } if looks.contains("text")), "{text}");
    assert!(matches!(refused(&write("zip.qd", b"PK\x03\x04....")), StoreError::NotAWorkbook { .. }));
    assert!(matches!(refused(&write("noise.qd", &[0xFF; 300])), StoreError::NotAWorkbook { .. }));
    assert!(matches!(refused(&write("start.qd", b"SQLite format 3\0")), StoreError::Truncated { .. }));
}

#[test]
fn other_applications_and_newer_formats_are_named() {
    let folder = Folder::new();
    let other = folder.path("other.qd");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection.execute_batch("PRAGMA application_id = 0x47504B47; CREATE TABLE t (x)").unwrap();
    drop(connection);
    let error = refused(&other);
    assert!(
        matches!(&error, StoreError::OtherApplication { owner, .. } if owner.contains("GeoPackage")),
        "{error}"
    );

    let newer = folder.path("newer.qd");
    drop(sample(&newer));
    rusqlite::Connection::open(&newer).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let error = refused(&newer);
    assert!(matches!(error, StoreError::TooNew { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("format 99"), "{error}");
}

#[test]
fn damage_is_reported_never_a_panic() {
    let folder = Folder::new();
    let path = folder.path("report.qd");
    drop(sample(&path));
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(refused(&path), StoreError::Truncated { .. }));
    let questions = [
        Query::Opening,
        Query::Indicators(list(PERIODS[1])),
        Query::Detail { indicator: 1, period: PERIODS[1].parse().unwrap() },
    ];
    fs::write(&path, &whole).unwrap();
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    let undamaged: Vec<Data> = questions.iter().map(|question| store.answer(question).unwrap()).collect();
    drop(store);
    // Refused, with the file's name and what became of it, in a whole sentence.
    let assert_told = |error: &StoreError, at: usize| {
        let told = error.to_string();
        assert!(told.contains(&path.display().to_string()), "byte {at}: {told}");
        assert!(told.ends_with('.'), "byte {at}: {told}");
        assert!(!told.contains("Sqlite") && !told.contains("Error"), "byte {at}: {told}");
        let says_so = ["left as it is", "Nothing was changed", "not opened"];
        assert!(says_so.iter().any(|words| told.contains(words)), "byte {at}: {told}");
        assert!(error.is_damage() || matches!(error, StoreError::TooNew { .. }), "byte {at}: {error:?}");
    };
    let (mut refused, mut found_later) = (0, 0);
    for at in (0..whole.len()).step_by(397) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        fs::write(&path, &flipped).unwrap();
        match Store::open(&path, Access::ReadOnly) {
            Err(error) => {
                assert_told(&error, at);
                refused += 1;
            }
            Ok(store) => {
                let answers: Vec<_> = questions.iter().map(|question| store.answer(question)).collect();
                answers
                    .iter()
                    .filter_map(|answer| answer.as_ref().err())
                    .for_each(|error| assert_told(error, at));
                let damage = store.verify().unwrap_or_else(|error| {
                    assert_told(&error, at);
                    vec![error.to_string()]
                });
                assert!(
                    damage.iter().all(|text| text.split_whitespace().count() > 2),
                    "byte {at}: {damage:?}"
                );
                found_later += usize::from(!damage.is_empty());
                // What the check does not find is nothing that is shown.
                if damage.is_empty() {
                    let answers: Vec<Data> = answers.into_iter().map(Result::unwrap).collect();
                    assert!(answers == undamaged, "byte {at}: another answer, and no damage found");
                }
            }
        }
        assert!(fs::read(&path).unwrap() == flipped, "reading changed the file (byte {at})");
    }
    assert!(refused > 0 && found_later > 0, "{refused} refused, {found_later} found by the check");
}

#[test]
fn planted_triggers_and_views_are_refused() {
    let folder = Folder::new();
    for (name, sql, what) in [
        (
            "trigger.qd",
            "CREATE TRIGGER planted AFTER INSERT ON change BEGIN DELETE FROM result; END",
            "trigger “planted”",
        ),
        ("view.qd", "CREATE VIEW planted AS SELECT 1", "view “planted”"),
        (
            "changed.qd",
            "DROP TRIGGER change_is_never_deleted;
            CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change BEGIN SELECT 1; END",
            "change_is_never_deleted",
        ),
    ] {
        let path = folder.path(name);
        drop(sample(&path));
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let error = refused(&path);
        assert!(
            matches!(&error, StoreError::ForeignSchema { what: found, .. } if found.contains(what)),
            "{error}"
        );
    }
    let path = folder.path("less.qd");
    drop(sample(&path));
    rusqlite::Connection::open(&path).unwrap().execute_batch("DROP TRIGGER change_is_never_deleted").unwrap();
    assert!(matches!(refused(&path), StoreError::Damaged { .. }));
}

#[test]
fn creating_is_all_or_nothing() {
    let folder = Folder::new();
    let path = folder.path("report.qd");
    let failed = Store::create_with(&path, &workbook(), "x", &stamp(0), |bulk| {
        bulk.put(period(PERIODS[1], PeriodStatus::Open))?;
        bulk.put(Record::Target(target(77, PERIODS[1], 1.0))).map(drop)
    });
    assert!(matches!(failed, Err(StoreError::UnknownIndicator { id: 77 })), "{failed:?}");
    // The period it opens at was never added.
    let failed = Store::create(&path, &workbook(), &[], "x", &stamp(0));
    assert!(matches!(failed, Err(StoreError::UnknownPeriod { .. })), "{failed:?}");
    assert_eq!(folder.names(), Vec::<String>::new());

    let store = sample(&path);
    assert_eq!(opening(&store).workbook.uuid.len(), 32);
    drop(store);
    assert_eq!(folder.names(), ["report.qd"]);
    let before = fs::read(&path).unwrap();
    let again = Store::create(&path, &workbook(), &sample_edits(), "x", &stamp(0));
    assert!(matches!(again, Err(StoreError::Exists { .. })));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_interrupted_save_is_put_right() {
    let folder = Folder::new();
    let path = folder.path("report.qd");
    drop(sample(&path));
    let before = dump(&path);
    // A copy taken in the middle of a transaction is what a killed program leaves.
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
    connection.execute_batch("UPDATE indicator SET description = hex(randomblob(3000))").unwrap();
    let killed = folder.path("killed.qd");
    fs::copy(folder.path("report.qd-journal"), folder.path("killed.qd-journal")).unwrap();
    fs::copy(&path, &killed).unwrap();
    connection.execute_batch("ROLLBACK").unwrap();
    assert!(fs::metadata(folder.path("killed.qd-journal")).unwrap().len() > 0);
    let store = Store::open(&killed, Access::ReadWrite).unwrap();
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    drop(store);
    assert_eq!(dump(&killed), before);
}

#[test]
fn a_backup_is_a_checked_copy() {
    let folder = Folder::new();
    let path = folder.path("report.qd");
    let store = sample(&path);
    let copy = folder.path("copy.qd");
    store.backup_to(&copy).unwrap();
    assert_eq!(dump(&copy), dump(&path));
    assert!(matches!(store.backup_to(&copy), Err(StoreError::Exists { .. })));
    assert_eq!(folder.names(), ["copy.qd", "report.qd"]);
}

#[test]
fn opened_for_reading_nothing_is_changed() {
    let folder = Folder::new();
    let path = folder.path("report.qd");
    drop(sample(&path));
    let bytes = fs::read(&path).unwrap();
    let mut store = Store::open(&path, Access::ReadOnly).unwrap();
    let change = Change::new("x").put(Record::Target(target(1, "2016/17", 1.0)));
    assert!(matches!(store.apply(&change, &stamp(1)), Err(StoreError::ReadOnly { .. })));
    assert!(matches!(store.undo(&stamp(1)), Err(StoreError::ReadOnly { .. })));
    opening(&store);
    drop(store);
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

/// Root may write anything, so the question is put by a process of nobody's.
#[cfg(unix)]
#[test]
fn an_unwritable_file_or_folder_is_opened_for_reading() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const PATH: &str = "QUARTERDECK_TEST_READ_ONLY";
    if let Ok(path) = std::env::var(PATH) {
        let store = Store::open(Path::new(&path), Access::ReadWrite).unwrap();
        assert_eq!(store.access(), Access::ReadOnly);
        let because = store.read_only_because().unwrap();
        assert!(because.contains(path.split_once("/r").unwrap().0), "{because}");
        assert_eq!(opening(&store).workbook.organisation, "Exampleton");
        return;
    }
    let is_root =
        fs::metadata("/proc/self").map(|about| std::os::unix::fs::MetadataExt::uid(&about)).unwrap_or(1) == 0;
    let folder = Folder::new();
    fs::set_permissions(folder.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let path = folder.path("report.qd");
    drop(sample(&path));
    for (file, directory) in [(0o444, 0o777), (0o666, 0o555)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(folder.folder.path(), fs::Permissions::from_mode(directory)).unwrap();
        let name = concat!(module_path!(), "::an_unwritable_file_or_folder_is_opened_for_reading");
        let (_, name) = name.split_once("::").unwrap();
        // A copy, because others may not be let into the folder tests are built in.
        let program = tempfile::Builder::new()
            .permissions(fs::Permissions::from_mode(0o755))
            .tempfile()
            .unwrap()
            .into_temp_path();
        // By another process: a child that some thread starts just now would hold it open for writing.
        let copied = std::process::Command::new("cp")
            .arg(std::env::current_exe().unwrap())
            .arg(&program)
            .status()
            .unwrap();
        assert!(copied.success());
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = std::process::Command::new(&program);
        command.args(["--exact", name]).env(PATH, &path).current_dir("/");
        if is_root {
            command.uid(65534).gid(65534);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
    }
    fs::set_permissions(folder.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}
