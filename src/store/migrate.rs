//! Formats of the file. Migrations are only ever added: a file in format N
//! has run the first N of them.

use std::path::{Path, PathBuf};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, TransactionBehavior};

use super::backup;
use super::chain;
use super::error::StoreError;
use super::haystack;
use super::header::APPLICATION_ID;
use super::judging::{self, Touched};
use super::just_added::JustAdded;
use super::standing_row::Writing;
use crate::domain::reference;

/// All migrations, in order.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_workbook.sql"),
    include_str!("migrations/0002_service_report.sql"),
    include_str!("migrations/0003_imports.sql"),
    include_str!("migrations/0004_charts.sql"),
    include_str!("migrations/0005_checks.sql"),
    include_str!("migrations/0006_report.sql"),
    include_str!("migrations/0007_order.sql"),
    include_str!("migrations/0008_chain.sql"),
];

/// Files in an earlier format get the texts that the filter searches anew:
/// what has to be worked out for them is beyond SQL.
const HAYSTACK_ANEW: u32 = 2;

/// Gives the connection the functions that statements and migrations use: `sort_key`, the order of
/// references. None of them stands in a definition of the file, so any program can read that.
pub(super) fn add_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("sort_key", 1, flags, |context| {
        Ok(reference::sort_key(context.get_raw(0).as_str_or_null()?.unwrap_or_default()))
    })
}

/// The format that `migrations` lead to.
pub(super) fn latest(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// The format a file is in.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Makes an empty database a workbook without rows.
pub(super) fn build(connection: &Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    add_functions(connection)?;
    for sql in migrations {
        connection.execute_batch(sql)?;
    }
    connection.pragma_update(None, "user_version", latest(migrations))
}

/// Brings an older file up to date, all or nothing, after a checked backup
/// beside it. Returns where the backup is; none if the file was up to date.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<Option<PathBuf>, StoreError> {
    let from = version(connection)?;
    let to = latest(migrations);
    if from >= to {
        return Ok(None);
    }
    let kept = backup_name(path, to);
    backup::copy(connection, &kept)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Another program may have got here first.
    let from = version(&transaction)?;
    for sql in migrations.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        transaction.execute_batch(sql)?;
    }
    if from < HAYSTACK_ANEW {
        let mut statement = transaction.prepare("SELECT code FROM period ORDER BY code")?;
        let periods: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        haystack::write_all(&transaction, periods.into_iter())?;
    }
    // An earlier release may have judged otherwise: open periods stand as their figures say now.
    let mut writing = Writing::new(&transaction)?;
    judging::refresh(&transaction, &mut writing, 0, &Touched::everything(), &JustAdded::default())?;
    drop(writing);
    // The rows may have other columns than when they were sealed last.
    chain::begin(&transaction, to)?;
    let broken: i64 =
        transaction.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        return Err(StoreError::damaged(format!("{broken} rows refer to rows that are not there")));
    }
    transaction.pragma_update(None, "user_version", to)?;
    transaction.commit()?;
    Ok(Some(kept))
}

/// `report.before-v2.qd` beside `report.qd`, numbered if it exists.
fn backup_name(path: &Path, to: u32) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension =
        path.extension().map_or_else(|| "qd".to_owned(), |text| text.to_string_lossy().into_owned());
    let mut name = path.with_file_name(format!("{stem}.before-v{to}.{extension}"));
    let mut attempt = 1;
    while name.exists() {
        attempt += 1;
        name = path.with_file_name(format!("{stem}.before-v{to}-{attempt}.{extension}"));
    }
    name
}

/// Tables, indexes, triggers and views as (type, name, table, definition).
pub(super) type Schema = Vec<(String, String, String, Option<String>)>;

/// What is defined in a database, in a comparable order.
pub(super) fn schema(connection: &Connection) -> rusqlite::Result<Schema> {
    let mut statement = connection
        .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    rows.collect()
}

/// Refuses a database that defines more, less or other than the first
/// `version` migrations do: a planted trigger would run with our writes.
pub(super) fn check_schema(
    connection: &Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<(), StoreError> {
    let version = usize::try_from(version(connection)?).unwrap_or(usize::MAX);
    let applied = &migrations[..version.min(migrations.len())];
    let found = schema(connection)?;
    if is_as_written(&found, applied) {
        return Ok(());
    }
    let expected = {
        let empty = Connection::open_in_memory()?;
        build(&empty, applied)?;
        schema(&empty)?
    };
    if found == expected {
        return Ok(());
    }
    if let Some((kind, name, ..)) = found.iter().find(|item| !expected.contains(item)) {
        let what = format!("{kind} “{}”", name.escape_debug());
        return Err(StoreError::ForeignSchema { path: path.to_path_buf(), what });
    }
    let missing = expected.iter().find(|item| !found.contains(item)).map_or("", |(_, name, ..)| name);
    Err(StoreError::damaged(format!("its part “{missing}” is missing")))
}

/// Whether a database defines exactly the statements of the migrations, told
/// from their text alone. A file that is ours opens ten milliseconds sooner
/// for it; anything else is for the thorough comparison to judge.
fn is_as_written(found: &Schema, migrations: &[&str]) -> bool {
    let mut expected: Vec<(&str, &str, &str, &str)> = Vec::new();
    for sql in migrations {
        let dropped: Vec<&str> = sql
            .lines()
            .filter_map(|line| line.strip_prefix("DROP TABLE "))
            .map(|name| name.trim_end_matches(';').trim_matches('"'))
            .collect();
        expected.retain(|(_, _, table, _)| !dropped.contains(table));
        for statement in statements(sql) {
            let Some(parts) = parts(statement) else { return false };
            expected.push(parts);
        }
    }
    let tables: Vec<&str> =
        expected.iter().filter(|(kind, ..)| *kind == "table").map(|(_, name, ..)| *name).collect();
    // SQLite's own count of ids, and its own indexes for keys.
    expected.push(("table", "sqlite_sequence", "sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)"));
    expected.sort_unstable();
    let mut defined: Vec<(&str, &str, &str, &str)> = Vec::new();
    for (kind, name, table, sql) in found {
        match sql {
            Some(sql) => defined.push((kind, name, table, sql)),
            None if kind == "index"
                && name.starts_with("sqlite_autoindex_")
                && tables.contains(&table.as_str()) => {}
            None => return false,
        }
    }
    defined.sort_unstable();
    defined == expected
}

/// How what follows a definition begins.
const NEXT_STATEMENT: [&str; 5] = ["\nCREATE ", "\nINSERT ", "\nDELETE ", "\nDROP ", "\n--"];

/// The definitions a migration makes, as the database keeps them: statements
/// that begin a line with CREATE and end before the next or a comment.
fn statements(sql: &str) -> impl Iterator<Item = &str> {
    let starts = sql
        .match_indices("CREATE ")
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || sql[..*at].ends_with('\n'))
        .collect::<Vec<_>>();
    starts.into_iter().map(|at| {
        let rest = &sql[at..];
        let end = NEXT_STATEMENT.iter().filter_map(|next| rest.find(next)).min().unwrap_or(rest.len());
        rest[..end].trim_end().trim_end_matches(';')
    })
}

/// Type, name, table and text of a statement.
fn parts(statement: &str) -> Option<(&'static str, &str, &str, &str)> {
    let bare = |word: &'_ str| -> std::ops::Range<usize> {
        let quoted = usize::from(word.starts_with('"'));
        quoted..word.len() - quoted
    };
    let mut words = statement.split_whitespace().skip(1).skip_while(|word| *word == "UNIQUE");
    let kind = match words.next()? {
        "TABLE" => "table",
        "INDEX" => "index",
        "TRIGGER" => "trigger",
        _ => return None,
    };
    let name = words.next()?;
    let name = &name[bare(name)];
    if kind == "table" {
        return Some((kind, name, name, statement));
    }
    let table = words.skip_while(|word| *word != "ON").nth(1)?;
    Some((kind, name, &table[bare(table)], statement))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rating;
    use crate::store::{Access, Store};
    use crate::workbook::{
        ActionFilter, ActionRequest, BUDGET_TOLERANCE, Data, Query, RISK_THRESHOLD, Stamp, Table, Window,
        Workbook,
    };

    #[test]
    fn an_unchanged_definition_is_known_by_its_text() {
        let empty = Connection::open_in_memory().unwrap();
        build(&empty, MIGRATIONS).unwrap();
        assert!(is_as_written(&schema(&empty).unwrap(), MIGRATIONS));
        for change in [
            "CREATE TABLE more (x)",
            "CREATE TRIGGER more AFTER INSERT ON words BEGIN SELECT 1; END",
            "DROP INDEX standing_worst_first",
        ] {
            let other = Connection::open_in_memory().unwrap();
            build(&other, MIGRATIONS).unwrap();
            other.execute_batch(change).unwrap();
            assert!(!is_as_written(&schema(&other).unwrap(), MIGRATIONS), "{change}");
        }
    }

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
            current_period: String::new(),
            review_ratings: vec![Rating::Red],
            note: String::new(),
            budget_tolerance: BUDGET_TOLERANCE,
            risk_threshold: RISK_THRESHOLD,
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
        let refused = Store::open_with(&path, Access::ReadOnly, &steps).unwrap_err();
        assert!(matches!(refused, StoreError::TooOldToRead { found, .. } if found == older), "{refused}");
        let store = Store::open_with(&path, Access::ReadWrite, &steps).unwrap();
        let kept = folder.path().join(format!("report.before-v{newer}.qd"));
        assert_eq!(store.upgraded_from_backup(), Some(kept.as_path()));
        assert_eq!(version(&store.connection).unwrap(), newer);
        drop(store);
        assert!(Store::open_with(&path, Access::ReadWrite, &steps).unwrap().upgraded_from_backup().is_none());
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
        first.execute_batch(include_str!("../../tests/fixtures/format-1.sql")).unwrap();
        let searched = |connection: &Connection| -> Vec<(i64, i64, String)> {
            let mut statement =
                connection.prepare("SELECT period, chunk, lines FROM haystack ORDER BY 1, 2").unwrap();
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        let texts = searched(&first);
        drop(first);
        let mut store = Store::open(&path, Access::ReadWrite).unwrap();
        assert_eq!(searched(&store.connection), texts);
        assert!(is_as_written(&schema(&store.connection).unwrap(), MIGRATIONS));
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        let actions = |store: &Store| {
            let request = ActionRequest {
                period: "2015/16-Q1".into(),
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
        // The deleted one comes back, from a history that knew nothing of subjects.
        let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
        store.undo(&stamp).unwrap();
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
        second.execute_batch(include_str!("../../tests/fixtures/format-2.sql")).unwrap();
        drop(second);
        let mut store = Store::open(&path, Access::ReadWrite).unwrap();
        assert!(is_as_written(&schema(&store.connection).unwrap(), MIGRATIONS));
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        // Its standings, and their order, as if they had been judged today.
        let ordered = "SELECT count(*), sum(sort_key = sort_key(reference)), (SELECT sum(count) FROM tally) FROM standing";
        let counts: [i64; 3] = store
            .connection
            .query_row(ordered, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))
            .unwrap();
        assert!(counts[0] > 0 && counts == [counts[0]; 3], "{counts:?}");
        let detail = |store: &Store, indicator| {
            let query = Query::Detail { indicator, period: "2026/27-Q3".into() };
            match store.answer(&query).unwrap() {
                Data::Detail(detail) => *detail,
                other => panic!("{other:?}"),
            }
        };
        let first = detail(&store, 1);
        let target = first.target.unwrap();
        assert_eq!((target.id, target.revision, target.value, target.source.as_str()), (1, 2, 80.0, ""));
        let benchmark = &first.benchmarks[0];
        assert_eq!(
            (benchmark.id, benchmark.organisation.as_str(), benchmark.value),
            (1, "Camden", Some(62.5))
        );
        assert_eq!((benchmark.numerator, benchmark.missing_because.as_str()), (None, ""));
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
}
