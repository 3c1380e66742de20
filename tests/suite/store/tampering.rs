//! A workbook that another program altered: every column of every table, and
//! every way of rewriting the history that leaves the file readable.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use quarterdeck::store::{Access, Store};
use quarterdeck::workbook::*;
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use crate::store::support::{detail, opening, stamp};

/// What may be altered without being found, and why that is right.
const NOT_FOUND: &[(&str, &str, &str)] = &[(
    "sqlite_sequence",
    "seq",
    "a number raised only leaves numbers out; one set back is found, see a test below",
)];

/// A workbook with rows in every table, those it was made with, later ones and `imported` ones.
fn workbook(folder: &Path, imported: usize) -> PathBuf {
    let path = folder.join("altered.qd");
    let (own, edits) = quarterdeck::sample::workbook().unwrap();
    let mut store = Store::create(&path, &own, &edits, "Sample", &stamp(0)).unwrap();
    let mut put = |label: &str, record: Record| {
        store.apply(&Change::new(label).because("for a test").put(record), &stamp(1)).unwrap();
    };
    let period = own.current_period;
    put(
        "review",
        Record::Review(Review {
            id: 0,
            revision: 0,
            indicator_id: 1,
            period: period.unwrap(),
            state: quarterdeck::workbook::ReviewState::Skipped,
            reason: "Later".into(),
            fingerprint: "f".into(),
            by: "Sam".into(),
            at: "2015-07-06T14:02:11".into(),
        }),
    );
    put(
        "milestone",
        Record::Milestone(Milestone {
            id: 0,
            revision: 0,
            commitment_id: 1,
            position: 1,
            description: "Plan agreed".into(),
            due: Some(crate::store::support::day("2015-09-30")),
            done_on: None,
        }),
    );
    put(
        "benchmark",
        Record::Benchmark(Benchmark {
            id: 0,
            revision: 0,
            indicator_id: 1,
            period: period.unwrap(),
            organisation: "England".into(),
            numerator: None,
            denominator: None,
            value: Some(80.5),
            missing_because: String::new(),
            source: "A table".into(),
        }),
    );
    put(
        "way of reading",
        Record::Mapping(MappingRecord {
            id: 0,
            revision: 0,
            name: "Monthly".into(),
            definition: "a = 1".into(),
        }),
    );
    put(
        "return",
        Record::Return(ReturnForm {
            id: 0,
            revision: 0,
            period: period.unwrap(),
            owner: "Head of Care".into(),
            file: "care.xlsx".into(),
            version: 1,
            sent_at: "2015-07-06T14:02:11".into(),
            due: Some(crate::store::support::day("2015-07-20")),
            collected_at: String::new(),
        }),
    );
    put(
        "note",
        Record::ChartMark(ChartMark {
            id: 0,
            revision: 0,
            indicator_id: 1,
            period: period.unwrap(),
            kind: ChartMarkKind::Note,
            text: "New system".into(),
        }),
    );
    put(
        "let stand",
        Record::Acceptance(Acceptance {
            id: 0,
            revision: 0,
            period: period.unwrap(),
            code: "whole-counts".into(),
            subject: Table::Indicator,
            subject_id: 1,
            field: "result".into(),
            fingerprint: "1".into(),
            reason: "Known".into(),
            by: "Sam".into(),
            at: "2015-07-06T14:02:11".into(),
        }),
    );
    put(
        "rule off",
        Record::RuleOff(RuleOff {
            id: 0,
            revision: 0,
            code: "spelling".into(),
            reason: "Names".into(),
            by: "Sam".into(),
            at: "2015-07-06T14:02:11".into(),
        }),
    );
    put("word", Record::OwnWord(OwnWord { id: 0, revision: 0, word: "Reablement".into() }));
    put(
        "organisation",
        Record::Organisation(Organisation { name: "England".into(), ..Organisation::default() }),
    );
    put("group", Record::Group(Group { name: "Neighbours".into(), position: 1, ..Group::default() }));
    put(
        "member",
        Record::GroupMember(GroupMember { id: 0, revision: 0, group_id: 1, organisation_id: 1, position: 1 }),
    );
    put(
        "theme",
        Record::Theme(Theme { id: 0, revision: 0, parent_id: None, position: 1, name: "Workforce".into() }),
    );
    put(
        "filed",
        Record::IndicatorTheme(IndicatorTheme {
            id: 0,
            revision: 0,
            indicator_id: 1,
            theme_id: 1,
            position: 1,
        }),
    );
    put(
        "why the target",
        Record::TargetReason(TargetReason {
            id: 0,
            revision: 0,
            indicator_id: 1,
            period: "2016/17".parse().unwrap(),
            reason: "Neighbours do better".into(),
        }),
    );
    put(
        "signed",
        Record::SignOff(SignOff {
            id: 0,
            revision: 0,
            indicator_id: 1,
            period: period.unwrap(),
            role: "Director".into(),
            signed_on: Some(crate::store::support::day("2015-07-06")),
            value: Some(18.2),
            target: None,
            by: "Sam".into(),
            at: "2015-07-06T14:02:11".into(),
        }),
    );
    // A row changed twice, one changed and taken back, and one that came and went.
    let row = detail(&store, 1, &period.unwrap().code());
    let figure = row.result.unwrap();
    for numerator in [11.0, 12.0, 13.0] {
        let row = detail(&store, 1, &period.unwrap().code()).result.unwrap();
        let row = ResultRecord { numerator: Some(numerator), denominator: Some(20.0), ..row };
        store.apply(&Change::new("figure").put(Record::Result(row)), &stamp(2)).unwrap();
    }
    store.undo(&stamp(3)).unwrap();
    store.undo(&stamp(3)).unwrap();
    store.redo(&stamp(3)).unwrap();
    assert_eq!(figure.period, period.unwrap());
    store.undo(&stamp(3)).unwrap();
    // A period closed, reopened after its indicators were described anew, and closed again.
    let current =
        |store: &Store| opening(store).periods.into_iter().find(|one| one.code == period.unwrap()).unwrap();
    let status = |store: &mut Store, status: PeriodStatus| {
        let record = PeriodRecord { status, reopened_because: "late figures".into(), ..current(store) };
        store.apply(&Change::new("status").put(Record::Period(record)), &stamp(4)).unwrap();
    };
    status(&mut store, PeriodStatus::Closed);
    let indicator =
        Indicator { description: "New words".into(), ..detail(&store, 1, &period.unwrap().code()).indicator };
    store.apply(&Change::new("describe").put(Record::Indicator(indicator)), &stamp(5)).unwrap();
    status(&mut store, PeriodStatus::Open);
    status(&mut store, PeriodStatus::Closed);
    store
        .publish(
            &Change::new("Publish").put(Record::Publication(Publication {
                id: 0,
                revision: 0,
                period: period.unwrap(),
                template: "service".into(),
                version: 1,
                by: "Sam".into(),
                at: "2015-07-06T14:02:11".into(),
                reason: String::new(),
                bands: "bands".into(),
                checksum: publication_checksum("{}"),
                pages: "{}".into(),
                changes: String::new(),
            })),
            &publication_checksum("{}"),
            "{}",
            &stamp(6),
        )
        .unwrap();
    drop(store);
    let csv = folder.join("figures.csv");
    let rows: String = (0..imported).map(|at| format!("Z{at},Calls answered {at},81,2015/16-Q2\n")).collect();
    std::fs::write(&csv, format!("Reference,Description,Result,Period\n{rows}")).unwrap();
    let imported = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
        .args([Path::new("import"), &path, &csv])
        .args(["--user", "Sam"])
        .env("XDG_CONFIG_HOME", folder)
        .env("XDG_STATE_HOME", folder)
        .output()
        .unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    path
}

/// What is found in a file; what opening refuses is found too.
fn found(path: &Path) -> Vec<String> {
    match Store::open(path, Access::ReadOnly) {
        Ok(store) => store.verify().unwrap(),
        Err(error) => vec![error.to_string()],
    }
}

/// Runs `alter` on a file as a program that knows nothing of its rules, with no trigger in the way.
fn altering<T>(path: &Path, alter: impl FnOnce(&Connection) -> T) -> T {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.pragma_update(None, "synchronous", "off").unwrap();
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER \"{name}\"")).unwrap();
    }
    let done = alter(&connection);
    for (_, sql) in &triggers {
        connection.execute_batch(sql).unwrap();
    }
    done
}

/// Names of the tables and of their columns.
fn columns(connection: &Connection) -> Vec<(String, String)> {
    connection
        .prepare(
            "SELECT s.name, c.name FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c
             WHERE s.type = 'table' ORDER BY s.name, c.cid",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// Puts another value of the same type into one row, the first or the last; what it was and is.
fn alter(connection: &Connection, table: &str, column: &str, last: bool) -> Option<(Value, Value)> {
    let order = if last { "DESC" } else { "ASC" };
    let key: Vec<String> = connection
        .prepare(&format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"))
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let key = if key.is_empty() { vec!["rowid".to_owned()] } else { key };
    let by = key.iter().map(|name| format!("\"{name}\" {order}")).collect::<Vec<_>>().join(", ");
    // A text that no standing shows belongs to nothing.
    let which = if table == "words" { "WHERE id IN (SELECT description FROM standing)" } else { "" };
    let select = key.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT \"{column}\", {select} FROM \"{table}\" {which} ORDER BY {by} LIMIT 1");
    let mut values: Vec<Value> = connection
        .query_row(&sql, [], |row| (0..=key.len()).map(|at| row.get(at)).collect::<Result<Vec<_>, _>>())
        .unwrap_or_else(|error| panic!("{table} has no rows: {error}"));
    let before = values.remove(0);
    let kind: String = connection
        .query_row(
            &format!("SELECT type FROM pragma_table_info('{table}') WHERE name = ?1"),
            [column],
            |row| row.get(0),
        )
        .unwrap();
    let others = match &before {
        Value::Null if kind == "TEXT" => vec![Value::Text("2015-01-01".into())],
        Value::Null if kind == "REAL" => vec![Value::Real(1.5)],
        Value::Null => vec![Value::Integer(1), Value::Integer(1_000_003)],
        Value::Integer(number) => {
            vec![Value::Integer(number + 1), Value::Integer(number - 1), Value::Integer(number + 1_000_003)]
        }
        Value::Real(number) if number.abs() > 1e300 => vec![Value::Real(1.5)],
        Value::Real(number) => vec![Value::Real(number + 0.000_1)],
        Value::Text(text) => vec![Value::Text(format!("{text}."))],
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            match bytes.last_mut() {
                Some(end) => *end ^= 1,
                None => bytes.push(1),
            }
            vec![Value::Blob(bytes)]
        }
    };
    let place = key.iter().enumerate().map(|(at, name)| format!("\"{name}\" = ?{}", at + 2));
    let sql =
        format!("UPDATE \"{table}\" SET \"{column}\" = ?1 WHERE {}", place.collect::<Vec<_>>().join(" AND "));
    others.into_iter().find_map(|other| {
        let all: Vec<Value> = [other.clone()].into_iter().chain(values.iter().cloned()).collect();
        let done = connection.execute(&sql, rusqlite::params_from_iter(all));
        matches!(done, Ok(1)).then(|| (before.clone(), other))
    })
}

#[test]
fn every_altered_value_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path(), 20);
    assert_eq!(found(&path), Vec::<String>::new());
    let whole = std::fs::read(&path).unwrap();
    let records: BTreeSet<String> = Table::ALL
        .iter()
        .map(|table| match serde_json::to_value(table).unwrap().as_str().unwrap() {
            "return" => "return_form".to_owned(),
            name => name.to_owned(),
        })
        .collect();
    let all = columns(&Connection::open(&path).unwrap());
    let mut altered = 0;
    let mut missed = Vec::new();
    // Tables of records are read row by row in one way: a column of each at a time.
    let longest = all
        .iter()
        .filter(|(table, _)| records.contains(table))
        .map(|(table, _)| all.iter().filter(|(other, _)| other == table).count());
    for place in 0..longest.max().unwrap() {
        for last in [false, true] {
            std::fs::write(&path, &whole).unwrap();
            let done: Vec<(String, String)> = altering(&path, |connection| {
                let mut done = Vec::new();
                for table in &records {
                    let column =
                        all.iter().filter(|(of, _)| of == table).nth(place).map(|(_, column)| column);
                    // What the others are told by is altered alone.
                    if let Some(column) = column.filter(|column| *column != "id" && !column.ends_with("_id"))
                        && alter(connection, table, column, last).is_some()
                    {
                        done.push((table.clone(), column.clone()));
                    }
                }
                done
            });
            altered += done.len();
            let findings = found(&path);
            for (table, column) in done {
                if !findings.iter().any(|finding| finding.contains(&format!(" of {table}"))) {
                    missed.push(format!("{table}.{column} ({})", findings.len()));
                }
            }
        }
    }
    for (table, column) in &all {
        if records.contains(table) && column != "id" && !column.ends_with("_id") {
            continue;
        }
        if NOT_FOUND.iter().any(|(of, name, _)| of == table && name == column) {
            continue;
        }
        std::fs::write(&path, &whole).unwrap();
        let Some(what) = altering(&path, |connection| alter(connection, table, column, true)) else {
            continue;
        };
        altered += 1;
        if found(&path).is_empty() {
            missed.push(format!("{table}.{column}: {what:?}"));
        }
    }
    assert!(altered >= 500, "only {altered} values were altered");
    assert_eq!(missed, Vec::<String>::new(), "of {altered}");
}

#[test]
fn every_row_taken_out_or_put_in_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path(), 20);
    let whole = std::fs::read(&path).unwrap();
    let all = columns(&Connection::open(&path).unwrap());
    let tables: BTreeSet<&str> = all.iter().map(|(table, _)| table.as_str()).collect();
    let mut missed = Vec::new();
    for table in &tables {
        let of_table: Vec<&str> =
            all.iter().filter(|(of, _)| of == table).map(|(_, column)| column.as_str()).collect();
        let whose = if *table == "words" { "description IN" } else { "" };
        for (what, sql) in [
            (
                "out",
                match whose {
                    "" => format!(
                        "DELETE FROM \"{table}\" WHERE ({0}) = (SELECT {0} FROM \"{table}\" LIMIT 1)",
                        quoted(&of_table[..1])
                    ),
                    _ => "DELETE FROM words WHERE id = (SELECT description FROM standing LIMIT 1)".to_owned(),
                },
            ),
            ("in", {
                // A copy of a row under another number.
                let rest: Vec<String> = of_table[1..].iter().map(|column| format!("\"{column}\"")).collect();
                format!(
                    "INSERT INTO \"{table}\" SELECT \"{0}\" + 1000003{1}{2} FROM \"{table}\" LIMIT 1",
                    of_table[0],
                    if rest.is_empty() { "" } else { ", " },
                    rest.join(", ")
                )
            }),
        ] {
            std::fs::write(&path, &whole).unwrap();
            let done = altering(&path, |connection| connection.execute(&sql, []).unwrap_or(0));
            // What is kept once, and texts that nothing shows, cannot be doubled to any effect.
            let harmless = what == "in" && ["words", "sqlite_sequence"].contains(table);
            if done > 0 && !harmless && found(&path).is_empty() {
                missed.push(format!("{table} {what}"));
            }
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}

fn quoted(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_rewritten_history_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path(), 20);
    let whole = std::fs::read(&path).unwrap();
    let last: Id = Connection::open(&path)
        .unwrap()
        .query_row("SELECT max(id) FROM operation", [], |row| row.get(0))
        .unwrap();
    let cases: &[(&str, &str)] = &[
        ("who", "UPDATE operation SET who = 'Nobody' WHERE id = 3"),
        ("when", "UPDATE operation SET at = '2014-01-01T00:00:00' WHERE id = 3"),
        ("the order", "UPDATE operation SET id = 9000 WHERE id = 3"),
        ("the last step", "DELETE FROM operation WHERE id = ?1"),
        (
            "the last step with all it wrote",
            "DELETE FROM operation WHERE id = ?1; DELETE FROM added WHERE operation_id = ?1;
             DELETE FROM seal WHERE operation_id = ?1; DELETE FROM chain_link WHERE operation_id = ?1",
        ),
        ("a step in the middle with all it wrote", "DELETE FROM operation WHERE id = 4;
            DELETE FROM change WHERE operation_id = 4; DELETE FROM chain_link WHERE operation_id = 4"),
        ("what was before", "UPDATE change SET before = replace(before, '11.0', '19.0') WHERE before LIKE '%11.0%'"),
        ("what was after", "UPDATE change SET after = replace(after, '11.0', '19.0') WHERE after LIKE '%11.0%'"),
        (
            "what was after, and the row with it",
            "UPDATE change SET after = replace(after, '11.0', '19.0') WHERE after LIKE '%11.0%';
             UPDATE result SET numerator = 19.0 WHERE numerator = 11.0",
        ),
        ("a commentary", "UPDATE commentary SET text = 'All is well.' WHERE id = 2"),
        ("what was published", "UPDATE frozen SET content = '{\"a\":1}'"),
        (
            "what was published, with its checksum",
            "UPDATE frozen SET content = '[]', checksum = '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945';
             UPDATE publication SET checksum = '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945'",
        ),
        ("the chain from a step on", "DELETE FROM chain_link WHERE operation_id > 5"),
        ("the whole chain", "DELETE FROM chain_link; DELETE FROM chain_start; DELETE FROM seal"),
        ("the seals", "DELETE FROM seal"),
        ("a count of numbers", "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'result'"),
    ];
    for (what, sql) in cases {
        std::fs::write(&path, &whole).unwrap();
        altering(&path, |connection| {
            for one in sql.split(';') {
                let mut statement = connection.prepare(one).unwrap();
                let done = match statement.parameter_count() {
                    0 => statement.execute([]),
                    _ => statement.execute(params![last]),
                };
                let done = done.unwrap_or_else(|error| panic!("{what}: {error}"));
                assert!(
                    done > 0 || one.contains("added") || one.contains("seal"),
                    "{what}: nothing was altered"
                );
            }
        });
        assert!(!found(&path).is_empty(), "{what} was rewritten and not found");
    }
    // A trigger that is gone.
    let names: Vec<String> = {
        std::fs::write(&path, &whole).unwrap();
        let connection = Connection::open(&path).unwrap();
        let mut statement =
            connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert!(names.len() > 15);
    for name in names {
        std::fs::write(&path, &whole).unwrap();
        Connection::open(&path).unwrap().execute_batch(&format!("DROP TRIGGER \"{name}\"")).unwrap();
        assert!(!found(&path).is_empty(), "trigger {name}");
    }
}

#[test]
fn a_noted_fingerprint_shows_a_chain_that_was_worked_out_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path(), 20);
    let verify =
        |path: &Path| Store::open(path, Access::ReadOnly).unwrap().verify_telling(&mut |_| true).unwrap();
    let before = verify(&path);
    let noted = fingerprint(&before.head);
    assert_eq!(before.step_of(&noted), Some(before.steps as Id));
    assert_eq!(before.publications.len(), 1);
    assert_eq!(before.chained_after, 0);
    // Another step goes on from there.
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    store
        .apply(
            &Change::new("word").put(Record::OwnWord(OwnWord { id: 0, revision: 0, word: "A".into() })),
            &stamp(9),
        )
        .unwrap();
    drop(store);
    let after = verify(&path);
    assert_eq!(after.step_of(&noted), Some(before.steps as Id));
    assert_ne!(after.head, before.head);
    // The same workbook made by somebody else has another history.
    let other = tempfile::tempdir().unwrap();
    let path = workbook(other.path(), 20);
    altering(&path, |connection| {
        connection.execute("UPDATE chain_link SET hash = zeroblob(32)", []).unwrap()
    });
    assert_eq!(verify(&path).step_of(&noted), None);
}

#[test]
fn a_check_tells_how_far_it_is_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(folder.path(), 700);
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    let mut told = Vec::new();
    store
        .verify_telling(&mut |progress| {
            told.push(progress);
            true
        })
        .unwrap();
    assert!(told.iter().map(|one| one.doing).collect::<BTreeSet<_>>().len() >= 4, "{told:?}");
    assert!(told.iter().all(|one| one.total == 0 || one.done <= one.total), "{told:?}");
    let stopped = store.verify_telling(&mut |progress| progress.done < 600).unwrap_err();
    assert!(matches!(stopped, quarterdeck::store::StoreError::Cancelled), "{stopped}");
}
