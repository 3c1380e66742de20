//! What can be read of a damaged workbook, in a new one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use quarterdeck::jobs::places::create_sample;
use quarterdeck::store::{Access, Store, recover};
use quarterdeck::workbook::*;
use rusqlite::Connection;
use rusqlite::types::Value;

const PAGE: usize = 4096;

fn stamp() -> Stamp {
    Stamp {
        who: "Sam".into(),
        at: chrono::NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(9, 0, 0).unwrap(),
    }
}

/// The sample with some history.
static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.qd");
    create_sample(&path, &stamp()).unwrap();
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    for step in 0..40_u32 {
        let Data::Opening(opening) = store.answer(&Query::Opening).unwrap() else { panic!() };
        let mut workbook = opening.workbook.clone();
        workbook.note = "n".repeat(step as usize * 300);
        store.apply(&Change::new(format!("step {step}")).put(Record::Workbook(workbook)), &stamp()).unwrap();
        let action = Record::Section(Section {
            id: 0,
            revision: 0,
            period: opening.workbook.current_period.unwrap(),
            kind: SectionKind::Own,
            position: step + 100,
            heading: format!("Section {step}"),
            text: format!("Words of section {step}. ").repeat(60),
            action_required: String::new(),
            status: CommentaryStatus::Draft,
            carried_from: None,
            source: String::new(),
        });
        store.apply(&Change::new(format!("section {step}")).put(action), &stamp()).unwrap();
        if step % 10 == 9 {
            store.undo(&stamp()).unwrap();
        }
    }
    let Data::Opening(opening) = store.answer(&Query::Opening).unwrap() else { panic!() };
    let period = opening.workbook.current_period;
    let content = "A published document. ".repeat(500);
    let publication = Publication {
        id: 0,
        revision: 0,
        period: period.unwrap(),
        template: "service".into(),
        version: 1,
        by: "Sam".into(),
        at: "2015-07-06T14:02:11".into(),
        reason: String::new(),
        bands: "bands".into(),
        checksum: publication_checksum(&content),
        pages: "{}".into(),
        changes: String::new(),
    };
    let publish = Change::new("publish").put(Record::Publication(publication));
    store.publish(&publish, &publication_checksum(&content), &content, &stamp()).unwrap();
    let record = opening.periods.iter().find(|one| one.code == period.unwrap()).unwrap().clone();
    let closed = PeriodRecord { status: PeriodStatus::Closed, ..record };
    store.apply(&Change::new("close").put(Record::Period(closed)), &stamp()).unwrap();
    drop(store);
    fs::read(&path).unwrap()
});

/// Every row of every table that is not worked out, by table and by all it says.
fn rows(path: &Path) -> BTreeMap<String, Vec<Vec<Value>>> {
    let connection = Connection::open(path).unwrap();
    let mut tables = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN
             ('words', 'standing', 'haystack', 'tally', 'action_tally', 'chain_start', 'chain_link', 'seal')",
        )
        .unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let all = |name: &String| {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2")).unwrap();
        let columns = statement.column_count();
        statement
            .query_map([], |row| (0..columns).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>())
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    names.iter().map(|name| (name.clone(), all(name))).collect()
}

fn sound(path: &Path) {
    let store = Store::open(path, Access::ReadOnly).unwrap();
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    assert!(matches!(store.answer(&Query::Opening).unwrap(), Data::Opening(_)));
}

/// Recovers a file of these bytes and checks that what comes of it is a sound workbook which nobody
/// invented anything for. Returns how many rows of records there are, and what was said.
fn recovered(bytes: &[u8], honest: bool) -> (usize, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (damaged, new, whole) =
        (folder.path().join("damaged.qd"), folder.path().join("new.qd"), folder.path().join("whole.qd"));
    fs::write(&damaged, bytes).unwrap();
    let told = recover(&damaged, &new, &stamp(), &mut |_| true).unwrap();
    assert_eq!(fs::read(&damaged).unwrap(), bytes, "the damaged file is left as it is");
    sound(&new);
    // What could not be read is recorded by a step of its own, and is no finding.
    let store = Store::open(&new, Access::ReadOnly).unwrap();
    let verification = store.verify_telling(&mut |_| true).unwrap();
    let [recorded] = verification.recorded.as_slice() else { panic!("{:?}", verification.recorded) };
    assert!(recorded.contains("Recovered from damaged.qd"), "{recorded}");
    assert!(recorded.contains(&told.lines().join(" ")), "{recorded}: {:?}", told.lines());
    drop(store);
    fs::write(&whole, &*WHOLE).unwrap();
    let (before, after) = (rows(&whole), rows(&new));
    if honest {
        for (table, rows) in &after {
            for row in rows {
                let of_history = matches!(table.as_str(), "operation" | "change" | "sqlite_sequence");
                let filled = of_history || (table == "period") || (table == "workbook");
                assert!(filled || before[table].contains(row), "{table}: {row:?}");
            }
        }
    }
    let lost: usize = before
        .iter()
        .map(|(table, rows)| rows.iter().filter(|row| !after[table].contains(row)).count())
        .sum();
    // A value that a bit was flipped in is another row, and nobody can tell.
    if honest && lost > 1 {
        assert!(!told.is_whole(), "{lost} rows are gone and nothing was said: {:?}", told.lines());
    }
    (after.values().map(Vec::len).sum(), told.lines())
}

fn total() -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.qd");
    fs::write(&path, &*WHOLE).unwrap();
    rows(&path).values().map(Vec::len).sum()
}

#[test]
fn a_sound_workbook_is_recovered_whole_with_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.qd"), folder.path().join("new.qd"));
    fs::write(&old, &*WHOLE).unwrap();
    let told = recover(&old, &new, &stamp(), &mut |_| true).unwrap();
    assert!(told.is_whole(), "{:?}", told.lines());
    sound(&new);
    let (before, mut after) = (rows(&old), rows(&new));
    // One step more, which says what was done.
    let last = after.get_mut("operation").unwrap().pop().unwrap();
    assert_eq!(last[4], Value::Text("Recovered from old.qd".to_owned()));
    assert_eq!(after, before);
    assert!(recover(&old, &new, &stamp(), &mut |_| true).unwrap_err().to_string().contains("already exists"));
}

/// Stopped at whatever it is doing: nothing is left, and nothing is changed.
#[test]
fn a_recovery_or_a_check_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.qd"), folder.path().join("new.qd"));
    fs::write(&old, &*WHOLE).unwrap();
    let mut doing: Vec<&str> = Vec::new();
    recover(&old, &new, &stamp(), &mut |at| {
        assert!(at.done <= at.total, "{at:?}");
        doing.push(at.doing);
        true
    })
    .unwrap();
    doing.dedup();
    assert!(doing.len() > 4, "{doing:?}");
    fs::remove_file(&new).unwrap();
    for stops in &doing {
        let stopped = recover(&old, &new, &stamp(), &mut |at| at.doing != *stops);
        assert_eq!(stopped.unwrap_err().to_string(), "Stopped before it was finished.", "{stops}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{stops}");
    }
    let store = Store::open(&old, Access::ReadOnly).unwrap();
    let mut doing: Vec<&str> = Vec::new();
    store
        .verify_telling(&mut |at| {
            doing.push(at.doing);
            true
        })
        .unwrap();
    for stops in doing {
        let stopped = store.verify_telling(&mut |at| at.doing != stops);
        assert_eq!(stopped.unwrap_err().to_string(), "Stopped before it was finished.", "{stops}");
    }
    drop(store);
    assert!(fs::read(&old).unwrap() == *WHOLE);
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }
}

#[test]
fn zeroed_pages_lose_only_what_was_on_them() {
    let (whole, pages) = (total(), WHOLE.len() / PAGE);
    let mut dice = Dice(7);
    for _ in 0..12 {
        let mut bytes = WHOLE.clone();
        for _ in 0..=dice.below(4) {
            let page = dice.below(pages);
            bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        }
        let (left, said) = recovered(&bytes, true);
        assert!(left * 10 > whole * 6, "{left} of {whole}: {said:?}");
    }
}

#[test]
fn flipped_bits_are_survived() {
    let mut dice = Dice(99);
    for _ in 0..20 {
        let mut bytes = WHOLE.clone();
        for _ in 0..=dice.below(30) {
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
        }
        recovered(&bytes, false);
    }
}

/// Where the texts of the history lie in the file.
fn in_history() -> Vec<usize> {
    let mut places = Vec::new();
    for start in [&b"{\"section\":{"[..], b"{\"workbook\":{", b"{\"publication\":{", b"{\"period\":{"] {
        let found = WHOLE.windows(start.len()).enumerate().filter(|(_, bytes)| *bytes == start);
        places.extend(found.map(|(at, _)| at));
    }
    assert!(places.len() > 100, "{}", places.len());
    places
}

/// Letters and figures that were altered in lines of the history, and lines that were lost: the history
/// does not lead from one to the next any more, and the new workbook is sound all the same.
#[test]
fn damage_in_the_history_is_recorded_and_the_new_workbook_is_sound() {
    let (places, mut dice) = (in_history(), Dice(4));
    let mut gaps = 0;
    for _ in 0..12 {
        let mut bytes = WHOLE.clone();
        for _ in 0..=dice.below(6) {
            let at = places[dice.below(places.len())] + dice.below(240);
            if dice.below(4) == 0 {
                let end = bytes.len().min(at + 60);
                bytes[at..end].fill(0);
            } else if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(5);
            }
        }
        let (_, said) = recovered(&bytes, false);
        gaps += usize::from(said.iter().any(|line| line.contains("does not go on from where it was")));
    }
    assert!(gaps > 2, "only {gaps} of them had a gap to record");
}

#[test]
fn a_publication_whose_document_is_lost_is_named_and_left_out() {
    let mut bytes = WHOLE.clone();
    let document = b"A published document. A published";
    let at = bytes.windows(document.len()).position(|bytes| bytes == document).unwrap();
    bytes[at] = b'B';
    let (_, said) = recovered(&bytes, false);
    assert!(said.iter().any(|line| line.contains("left out because its document")), "{said:?}");
}

#[test]
fn a_file_cut_short_gives_what_is_left() {
    for tenths in [2, 5, 8] {
        let (left, said) = recovered(&WHOLE[..WHOLE.len() * tenths / 10], true);
        assert!(left > 0, "{said:?}");
    }
}

/// Without the page that says which table begins where, and without everything that does.
#[test]
fn a_damaged_schema_is_no_obstacle() {
    let whole = total();
    let mut first = WHOLE.clone();
    first[..PAGE].fill(0);
    let (left, said) = recovered(&first, true);
    assert!(left * 10 > whole * 9, "{left} of {whole}: {said:?}");
    let mut all = WHOLE.clone();
    for page in 0..all.len() / PAGE {
        let place = page * PAGE..(page + 1) * PAGE;
        let text = String::from_utf8_lossy(&all[place.clone()]).into_owned();
        if text.contains("CREATE TABLE") || text.contains("CREATE TRIGGER") || text.contains("CREATE INDEX") {
            all[place].fill(0);
        }
    }
    let (left, said) = recovered(&all, true);
    assert!(left * 10 > whole * 8, "{left} of {whole}: {said:?}");
}

#[test]
fn an_interrupted_save_is_put_back_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.qd");
    fs::write(&path, &*WHOLE).unwrap();
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
    connection.execute_batch("UPDATE indicator SET description = hex(randomblob(3000))").unwrap();
    for suffix in ["", "-journal"] {
        fs::copy(folder.path().join(format!("a.qd{suffix}")), folder.path().join(format!("b.qd{suffix}")))
            .unwrap();
    }
    connection.execute_batch("ROLLBACK").unwrap();
    drop(connection);
    let new = folder.path().join("new.qd");
    let told = recover(&folder.path().join("b.qd"), &new, &stamp(), &mut |_| true).unwrap();
    assert!(told.is_whole(), "{:?}", told.lines());
    assert_eq!(rows(&new)["indicator"], rows(&path)["indicator"]);
}

#[test]
fn what_is_no_workbook_gives_none() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("text", b"words".to_vec()), ("empty", Vec::new()), ("zeros", vec![0; 100_000])] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let new = folder.path().join(format!("{name}.qd"));
        let error = recover(&path, &new, &stamp(), &mut |_| true).unwrap_err();
        assert!(error.to_string().contains("Nothing of a workbook"), "{error}");
        assert!(!new.exists());
    }
}
