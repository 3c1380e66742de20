//! A file of each older format, brought up to date.

use super::*;
use crate::domain::Rating;
use crate::store::file::vfs::Vfs;
use crate::store::history::seal;
use crate::store::rows::codes::number_of;
use crate::store::rows::row;
#[cfg(test)]
use crate::store::rules::schema::{is_as_written, schema};
use crate::store::{Access, Store};
use crate::workbook::{
    ActionFilter, ActionRequest, BUDGET_TOLERANCE, Data, Query, RISK_THRESHOLD, Stamp, Table, Window,
    Workbook,
};

const NEXT: &str = "CREATE TABLE extra (x INTEGER) STRICT; INSERT INTO extra VALUES (1);";

fn workbook(path: &Path) {
    let workbook = Workbook {
        id: 0,
        revision: 0,
        uuid: String::new(),
        organisation: "Exampleton".into(),
        service: String::new(),
        first_month: 4,
        scheme: "four-colour".into(),
        current_period: None,
        review_ratings: vec![Rating::Red],
        note: String::new(),
        budget_tolerance: BUDGET_TOLERANCE,
        risk_threshold: RISK_THRESHOLD,
        compare_with: String::new(),
    };
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    Store::create(path, &workbook, &[], "New", &stamp).unwrap();
}

#[test]
fn an_older_file_is_brought_up_to_date_after_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    workbook(&path);
    let steps: Vec<&str> = MIGRATIONS.iter().copied().chain([NEXT]).collect();
    let (older, newer) = (latest(MIGRATIONS), latest(&steps));
    let before = std::fs::read(&path).unwrap();
    for access in [Access::ReadOnly, Access::ReadWrite] {
        let store = Store::open_with(&path, access, &steps).unwrap();
        assert_eq!((store.access(), version(&store.connection).unwrap()), (access, newer));
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        let copy = folder.path().join(format!("{access:?}.qd"));
        store.backup_to(&copy).unwrap();
        // Read as it is in the newer format, and kept as it is in its own.
        assert_eq!(Store::open(&copy, Access::ReadOnly).unwrap().access(), Access::ReadOnly);
        drop(store);
        assert!(std::fs::read(&path).unwrap() == before, "{access:?} changed the file");
    }
    let kept = folder.path().join(format!("report.before-v{newer}.qd"));
    assert!(!kept.exists());
    let said = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let (heard, heard_again) = (said.clone(), said.clone());
    let listener: crate::store::Listener =
        Box::new(move |event| heard.borrow_mut().push(format!("{event:?}")));
    let upgrade = || crate::store::file::open::upgrade(&path, Vfs::Locking, &steps, &listener).unwrap();
    let connection = upgrade();
    let said = said.take().join(" ");
    assert!(said.contains(&kept.display().to_string()), "{said}");
    assert!(said.contains(&format!("from format {older} to {newer}")), "{said}");
    assert_eq!(version(&connection).unwrap(), newer);
    drop(connection);
    drop(upgrade());
    assert_eq!(heard_again.take(), [""; 0]);
    // The copy is the older file; the new one is too new for the older program.
    assert!(Store::open(&kept, Access::ReadOnly).is_ok());
    let refused = Store::open(&path, Access::ReadWrite).unwrap_err();
    assert!(matches!(refused, StoreError::TooNew { found, .. } if found == newer), "{refused}");
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    workbook(&path);
    let before = std::fs::read(&path).unwrap();
    let half = format!("{NEXT} INSERT INTO extra VALUES ('not a number');");
    // As bad for the comparison as for the file, so only the migration itself is run.
    let mut connection = Connection::open(&path).unwrap();
    let steps: Vec<&str> = MIGRATIONS.iter().copied().chain([half.as_str()]).collect();
    assert!(migrate(&mut connection, &path, &steps).is_err());
    drop(connection);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert!(folder.path().join(format!("report.before-v{}.qd", latest(&steps))).exists());
}

/// A file of the first release, with history, brought up to date.
#[test]
fn format_1_keeps_its_actions_and_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let first = Connection::open(&path).unwrap();
    build(&first, &MIGRATIONS[..1]).unwrap();
    first.execute_batch(include_str!("../../../tests/fixtures/format-1.sql")).unwrap();
    let searched = |connection: &Connection| -> Vec<(i64, i64, String)> {
        let mut statement =
            connection.prepare("SELECT period, chunk, lines FROM haystack ORDER BY 1, 2").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    let texts = searched(&first);
    drop(first);
    let before = std::fs::read(&path).unwrap();
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(searched(&store.connection), texts);
    assert!(is_as_written(&schema(&store.connection).unwrap(), MIGRATIONS));
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    let actions = |store: &Store| {
        let request = ActionRequest {
            period: "2015/16-Q1".parse().unwrap(),
            today: chrono::NaiveDate::default(),
            filter: ActionFilter::All,
            owner: String::new(),
            about: None,
            text: String::new(),
            window: Window { start: 0, length: 10 },
        };
        match store.answer(&Query::Actions(request)).unwrap() {
            Data::Actions(list) => list.rows,
            other => panic!("{other:?}"),
        }
    };
    let rows = actions(&store);
    assert_eq!((rows.len(), rows[0].reference.as_str(), rows[0].slipped), (1, "AB1", 0));
    assert_eq!((rows[0].action.subject, rows[0].action.subject_id), (Table::Indicator, 1));
    // Nothing was written to it so far; the first change brings the file up to date.
    assert!(std::fs::read(&path).unwrap() == before);
    // The deleted one comes back, from a history that knew nothing of subjects.
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    store.undo(&stamp).unwrap();
    let kept = folder.path().join(format!("report.before-v{}.qd", latest(MIGRATIONS)));
    assert!(std::fs::read(&kept).is_ok_and(|kept| !kept.is_empty()));
    assert_eq!(version(&Connection::open(&path).unwrap()).unwrap(), latest(MIGRATIONS));
    let rows = actions(&store);
    assert_eq!((rows.len(), rows[1].action.id, rows[1].reference.as_str()), (2, 2, "AB1"));
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

/// A file of the second release: targets and benchmarks keep their ids, and their history from
/// before they said where they came from can be taken back.
#[test]
fn format_2_keeps_its_targets_and_benchmarks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let second = Connection::open(&path).unwrap();
    build(&second, &MIGRATIONS[..2]).unwrap();
    second.execute_batch(include_str!("../../../tests/fixtures/format-2.sql")).unwrap();
    drop(second);
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert!(is_as_written(&schema(&store.connection).unwrap(), MIGRATIONS));
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    // Its standings, and their order, as if they had been judged today.
    let ordered =
        "SELECT count(*), sum(sort_key = sort_key(reference)), (SELECT sum(count) FROM tally) FROM standing";
    let row = |row: &rusqlite::Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?]);
    let counts: [i64; 3] = store.connection.query_row(ordered, [], row).unwrap();
    assert!(counts[0] > 0 && counts == [counts[0]; 3], "{counts:?}");
    let detail = |store: &Store, indicator| {
        let query = Query::Detail { indicator, period: "2026/27-Q3".parse().unwrap() };
        match store.answer(&query).unwrap() {
            Data::Detail(detail) => *detail,
            other => panic!("{other:?}"),
        }
    };
    let first = detail(&store, 1);
    let target = first.target.unwrap();
    assert_eq!((target.id, target.revision, target.value, target.source.as_str()), (1, 2, 80.0, ""));
    let benchmark = &first.benchmarks[0];
    assert_eq!((benchmark.id, benchmark.organisation.as_str(), benchmark.value), (1, "Camden", Some(62.5)));
    assert_eq!((benchmark.numerator, benchmark.missing_because.as_str()), (None, ""));
    // Whoever has figures is an organisation.
    match store.answer(&Query::Organisations).unwrap() {
        Data::Organisations(room) => {
            let names: Vec<&str> = room.organisations.iter().map(|one| one.name.as_str()).collect();
            assert!(names.contains(&"Camden") && room.groups.is_empty(), "{names:?}");
        }
        other => panic!("{other:?}"),
    }
    // Ids that were used once are not used again.
    let next: i64 = store
        .connection
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'benchmark'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(next, 7);
    // The target's change comes from a history that knew nothing of sources.
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    store.undo(&stamp).unwrap();
    assert_eq!(detail(&store, 1).target.unwrap().value, 75.0);
    store.undo(&stamp).unwrap();
    let second = detail(&store, 2);
    assert_eq!((second.target, second.result), (None, None));
    assert_eq!(second.benchmarks[0].value, Some(88.0));
    for _ in 0..2 {
        store.redo(&stamp).unwrap();
    }
    assert_eq!(detail(&store, 1).target.unwrap().value, 80.0);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

/// Two figures of one organisation under two spellings, which an old file may hold, are one only where they
/// agree; else neither counts, and the reason names both.
#[test]
fn figures_of_an_old_file_under_two_spellings_are_told() {
    for (second, value) in [(62.5, Some(62.5)), (70.0, None)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.qd");
        let old = Connection::open(&path).unwrap();
        build(&old, &MIGRATIONS[..2]).unwrap();
        old.execute_batch(include_str!("../../../tests/fixtures/format-2.sql")).unwrap();
        old.execute("INSERT INTO benchmark VALUES (9, 1, 1, 2026092, 'CAMDEN', ?1)", [second]).unwrap();
        drop(old);
        let store = Store::open(&path, Access::ReadWrite).unwrap();
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        let request = crate::workbook::ComparisonRequest {
            period: Some("2026/27-Q3".parse().unwrap()),
            indicator: Some(1),
            ..Default::default()
        };
        let Data::Comparison(found) = store.answer(&Query::Comparison(request)).unwrap() else { panic!() };
        let names: Vec<&str> = found.organisations.iter().map(|one| one.organisation.name.as_str()).collect();
        let camden = names.iter().position(|name| name.eq_ignore_ascii_case("Camden"));
        assert!(camden.is_some(), "{names:?}");
        let entry = &found.measures[0].entries[camden.unwrap()];
        assert_eq!(entry.value, value);
        let why = "two figures that differ: 62.5 as Camden and 70 as CAMDEN";
        assert_eq!(entry.missing_because, if value.is_none() { why } else { "" });
        let query = Query::Detail { indicator: 1, period: "2026/27-Q3".parse().unwrap() };
        let Data::Detail(detail) = store.answer(&query).unwrap() else { panic!() };
        let rows: Vec<_> = detail.benchmarks.iter().map(|one| one.value).collect();
        assert_eq!(rows, [value]);
    }
}

/// A file of the sixth release: every unit becomes a kind of measure, every result stays what it
/// was, and the history of before it can be taken back.
#[test]
fn format_6_keeps_what_its_units_meant() {
    use crate::domain::Measure::{self, Average, Count, Money, Percentage, Rate};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("homes.qd");
    let sixth = Connection::open(&path).unwrap();
    build(&sixth, &MIGRATIONS[..6]).unwrap();
    sixth.execute_batch(include_str!("../../../tests/fixtures/format-6.sql")).unwrap();
    let figures = |connection: &Connection| -> Vec<(i64, i64, Option<f64>, i64)> {
        let sql = "SELECT period, indicator_id, value, rating FROM standing ORDER BY 1, 2";
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    };
    let before = figures(&sixth);
    drop(sixth);
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert!(is_as_written(&schema(&store.connection).unwrap(), MIGRATIONS));
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    assert_eq!(figures(&store.connection), before);
    let detail = |store: &Store, id| {
        let query = Query::Detail { indicator: id, period: "2026/27-Q3".parse().unwrap() };
        match store.answer(&query).unwrap() {
            Data::Detail(detail) => *detail,
            other => panic!("{other:?}"),
        }
    };
    let kind = |store: &Store, id| -> (Measure, String, f64, u32, Option<f64>) {
        let indicator = detail(store, id).indicator;
        let value = detail(store, id).result.unwrap().measurement().value(indicator.scale);
        (indicator.measure, indicator.unit_name, indicator.scale, indicator.decimals, value)
    };
    let days = || "days".to_owned();
    for (id, expected) in [
        (1, (Percentage, String::new(), 100.0, 1, Some(59.0))),
        // A scale that days do not have is kept, and named by a check.
        (2, (Average, days(), 100.0, 1, Some(2800.0))),
        (3, (Average, days(), 1.0, 1, Some(28.0))),
        (4, (Rate, String::new(), 1000.0, 1, Some(4.4921875))),
        (5, (Count, String::new(), 1.0, 0, Some(40.0))),
        // Shown with decimals, a number was no count of cases.
        (6, (Average, String::new(), 1.0, 2, Some(7.0))),
        (7, (Average, "weeks".to_owned(), 1.0, 1, Some(6.5))),
        (8, (Money, String::new(), 1.0, 0, Some(1300.0))),
        (9, (Count, String::new(), 100.0, 0, Some(75.0))),
    ] {
        assert_eq!(kind(&store, id), expected, "indicator {id}");
    }
    // Both edits, from a history that knew units only, and all before them.
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    store.undo(&stamp).unwrap();
    assert_eq!(detail(&store, 2).indicator.description, "Days to let a home");
    assert_eq!(kind(&store, 2), (Average, days(), 100.0, 1, Some(2800.0)));
    store.undo(&stamp).unwrap();
    assert_eq!(kind(&store, 6), (Average, String::new(), 1.0, 1, Some(7.0)));
    store.redo(&stamp).unwrap();
    store.redo(&stamp).unwrap();
    assert_eq!(figures(&store.connection), before);
    while store.undo(&stamp).is_ok() {}
    let left: i64 =
        store.connection.query_row("SELECT count(*) FROM indicator", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    while store.redo(&stamp).is_ok() {}
    assert_eq!(figures(&store.connection), before);
    assert_eq!(kind(&store, 4), (Rate, String::new(), 1000.0, 1, Some(4.4921875)));
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

/// A file in which a reason said its state before there were states: it is in that state now, and
/// the reason stays as it was written.
#[test]
fn format_6_is_in_the_states_that_its_reasons_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("homes.qd");
    let sixth = Connection::open(&path).unwrap();
    build(&sixth, &MIGRATIONS[..6]).unwrap();
    let states = [(5, "40.0", "Not held", "not_collected"), (6, "7.0", "Not due until Q4", "not_due")];
    let mut rows = include_str!("../../../tests/fixtures/format-6.sql").to_owned();
    for (id, stated, reason, _) in states {
        let row = format!("INSERT INTO \"result\" VALUES({id},1,{id},2026092,NULL,NULL,");
        rows = rows.replace(&format!("{row}{stated},'',''"), &format!("{row}NULL,'','{reason}'"));
        let entry = "\"printed\":\"\",\"missing_because\":\"";
        let (before, after) =
            (format!("\"stated\":{stated},{entry}"), format!("\"stated\":null,{entry}{reason}"));
        assert!(rows.contains(&before) && rows.contains(reason), "{before}");
        rows = rows.replace(&before, &after);
    }
    sixth.execute_batch(&rows).unwrap();
    drop(sixth);
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    let look = |store: &Store| {
        for (indicator, _, reason, state) in states {
            let query = Query::Detail { indicator, period: "2026/27-Q3".parse().unwrap() };
            let Data::Detail(detail) = store.answer(&query).unwrap() else { panic!("no detail") };
            let standing = detail.standing;
            assert_eq!((standing.rating.code(), standing.missing_because.as_str()), (state, reason));
        }
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    };
    look(&store);
    store.undo(&stamp).unwrap();
    look(&store);
}

/// Begins the chain of a file of an older format. Every table is sealed, so the tables of format 16 are
/// there as long as that takes.
fn begin_chain(connection: &Connection, format: u32) {
    connection.execute_batch(MIGRATIONS[15]).unwrap();
    chain::begin(connection, format).unwrap();
    connection.execute_batch("DROP TABLE \"target_reason\"; DROP TABLE \"sign_off\"").unwrap();
}

/// A file of format 12, of the release before collecting became a kind of step: read as it is, brought up to
/// date by the first change, its last steps are taken back, and what is collected after that is such a step.
#[test]
fn format_12_keeps_its_themes_and_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("homes.qd");
    let twelfth = Connection::open(&path).unwrap();
    build(&twelfth, &MIGRATIONS[..6]).unwrap();
    twelfth.execute_batch(include_str!("../../../tests/fixtures/format-6.sql")).unwrap();
    twelfth.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    upgrade(&twelfth, &MIGRATIONS[..12]).unwrap();
    twelfth
        .execute_batch(
            "INSERT INTO \"theme\" (id, revision, parent_id, position, name) VALUES (4, 1, NULL, 1, 'Care');
             INSERT INTO \"indicator_theme\" (id, revision, indicator_id, theme_id, position) VALUES (3, 1, 1, 4, 1)",
        )
        .unwrap();
    begin_chain(&twelfth, 12);
    drop(twelfth);
    let before = std::fs::read(&path).unwrap();
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    let detail = |store: &Store| {
        let query = Query::Detail { indicator: 1, period: "2026/27-Q3".parse().unwrap() };
        let Data::Detail(detail) = store.answer(&query).unwrap() else { panic!("no detail") };
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        assert_eq!((detail.filed.as_ref().map(|filed| (filed.id, filed.theme_id))), Some((3, 4)));
        assert_eq!(detail.standing.theme, "Care");
        *detail
    };
    detail(&Store::open(&path, Access::ReadOnly).unwrap());
    assert!(std::fs::read(&path).unwrap() == before, "reading changed the file");
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert!(is_as_written(&schema(&store.connection).unwrap(), MIGRATIONS));
    let steps = |store: &Store| -> Vec<i64> {
        let mut kinds = store.connection.prepare("SELECT kind FROM operation ORDER BY id").unwrap();
        kinds.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let there = steps(&store).len();
    // What the older release did is taken back and done again.
    store.undo(&stamp).unwrap();
    detail(&store);
    store.redo(&stamp).unwrap();
    let now = detail(&store);
    assert!(path.with_file_name(format!("homes.before-v{}.qd", latest(MIGRATIONS))).exists());
    let figures = crate::workbook::edits::Figures { stated: Some(Some(31.5)), ..Default::default() };
    let change = crate::workbook::edits::set_figures(&now, &figures);
    store.apply(&crate::workbook::Change { collected: true, ..change }, &stamp).unwrap();
    assert_eq!((steps(&store).len(), steps(&store).last()), (there + 3, Some(&7)));
    assert_eq!(detail(&store).result.and_then(|result| result.stated), Some(31.5));
    store.undo(&stamp).unwrap();
    assert_eq!(detail(&store).result.map(|result| result.stated), now.result.map(|result| result.stated));
}

/// A file of format 14, whose forecasts are for years: they stay in force, and what is forecast after
/// that and taken back leaves them as they were.
#[test]
fn format_14_keeps_its_forecasts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("homes.qd");
    let sixth = Connection::open(&path).unwrap();
    build(&sixth, &MIGRATIONS[..6]).unwrap();
    sixth.execute_batch(include_str!("../../../tests/fixtures/format-6.sql")).unwrap();
    sixth.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    upgrade(&sixth, &MIGRATIONS[..14]).unwrap();
    sixth.execute_batch("INSERT INTO \"forecast\" VALUES (7, 1, 1, 2026123, 61.5)").unwrap();
    begin_chain(&sixth, 14);
    drop(sixth);
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert!(is_as_written(&schema(&store.connection).unwrap(), MIGRATIONS));
    let expected = |store: &Store| {
        let query = Query::Detail { indicator: 1, period: "2026/27-Q3".parse().unwrap() };
        let Data::Detail(detail) = store.answer(&query).unwrap() else { panic!("no detail") };
        (detail.year_end().map(|expected| expected.value), *detail)
    };
    let (value, detail) = expected(&store);
    assert_eq!(value, Some(61.5));
    assert_eq!((detail.forecasts_made[0].id, detail.forecasts_made[0].made_in), (7, None));
    let figures = crate::workbook::edits::Figures {
        forecast: crate::workbook::edits::forecast::ForecastFigures {
            value: Some(Some(64.0)),
            ..Default::default()
        },
        ..Default::default()
    };
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    store.apply(&crate::workbook::edits::set_figures(&detail, &figures), &stamp).unwrap();
    let (value, detail) = expected(&store);
    assert_eq!((value, detail.forecasts.len(), detail.forecasts_made[1].id), (Some(64.0), 2, 8));
    store.undo(&stamp).unwrap();
    assert_eq!(expected(&store).0, Some(61.5));
    store.redo(&stamp).unwrap();
    assert_eq!(expected(&store).0, Some(64.0));
}

/// A file of format 8, whose rows have other columns than today's, with the chain and the seals that
/// its own release gave it.
fn chained(path: &Path) {
    let file = Connection::open(path).unwrap();
    build(&file, &MIGRATIONS[..6]).unwrap();
    file.execute_batch(include_str!("../../../tests/fixtures/format-6.sql")).unwrap();
    upgrade(&file, &MIGRATIONS[..8]).unwrap();
    let last: i64 = file.query_row("SELECT max(id) FROM operation", [], |row| row.get(0)).unwrap();
    for operation in 1..=last {
        chain::add_bare(&file, operation).unwrap();
    }
    for table in Table::ALL {
        let sql = format!("SELECT * FROM \"{}\" ORDER BY id", row::table_name(*table));
        let Ok(mut rows) = file.prepare(&sql) else { continue };
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let mut bytes = Vec::new();
            seal::encode_row(&mut bytes, row, columns).unwrap();
            let mark = &seal::hash(&bytes)[..seal::MARK];
            let (id, number): (i64, i64) = (row.get(0).unwrap(), number_of(table).unwrap());
            let put = "INSERT INTO seal (start_id, record, first_id, last_id, digest, marks)
                       VALUES (1, ?1, ?2, ?2, x'00', ?3)";
            file.execute(put, rusqlite::params![number, id, mark]).unwrap();
        }
    }
    seal::all_standings(&file, 1, None).unwrap();
    let mut start = chain::Start { id: 1, after: last, format: 8, hash: Vec::new() };
    let before = chain::head(&file, last).unwrap();
    start.hash = chain::hash_of_start(&file, &before, &start).unwrap().to_vec();
    file.execute("INSERT INTO chain_start VALUES (1, ?1, 8, ?2)", rusqlite::params![last, start.hash])
        .unwrap();
}

/// Alters a file as a program that knows nothing of its rules.
fn alter(path: &Path, sql: &str) {
    let file = Connection::open(path).unwrap();
    file.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    let triggers: Vec<(String, String)> = file
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (name, _) in &triggers {
        file.execute_batch(&format!("DROP TRIGGER \"{name}\"")).unwrap();
    }
    file.execute_batch(sql).unwrap();
    assert!(file.changes() > 0, "{sql}");
    for (_, sql) in &triggers {
        file.execute_batch(sql).unwrap();
    }
}

#[test]
fn what_was_altered_before_an_upgrade_is_told_after_it() {
    let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
    for (sql, finding) in [
        ("", ""),
        ("UPDATE workbook SET organisation = 'Elsewhere'", "row 1 of workbook does not say"),
        ("UPDATE operation SET who = 'Somebody else' WHERE id = 4", "step 4 of the history"),
        ("UPDATE change SET after = replace(after, '65', '66') WHERE operation_id = 12", "step 12 of the"),
        ("DELETE FROM operation WHERE id = 21; DELETE FROM change WHERE operation_id = 21", "goes on after"),
        ("INSERT INTO own_word VALUES (77, 1, 'smuggled')", "row 77 of own_word is in the file, but no step"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("homes.qd");
        chained(&path);
        if !sql.is_empty() {
            alter(&path, sql);
        }
        let told = |store: &Store| {
            let findings = store.verify().unwrap();
            match finding {
                "" => assert_eq!(findings, Vec::<String>::new()),
                _ => assert!(findings.iter().any(|one| one.contains(finding)), "{sql}: {findings:?}"),
            }
        };
        // Whoever only reads it sees what they would after the upgrade.
        told(&Store::open(&path, Access::ReadOnly).unwrap());
        let mut store = Store::open(&path, Access::ReadWrite).unwrap();
        store.undo(&stamp).unwrap();
        assert_eq!(version(&Connection::open(&path).unwrap()).unwrap(), latest(MIGRATIONS));
        told(&store);
        let steps = "SELECT group_concat(label) FROM operation WHERE kind = 6";
        let step: Option<String> = store.connection.query_row(steps, [], |row| row.get(0)).unwrap();
        assert_eq!(step.is_some(), !finding.is_empty(), "{step:?}");
        assert!(step.is_none_or(|step| step.contains("had been altered by another program")));
        drop(store);
        told(&Store::open(&path, Access::ReadOnly).unwrap());
    }
}
