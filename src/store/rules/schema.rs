//! What a file defines, compared with what its format does: a planted trigger
//! would run with our writes.

use std::path::Path;

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::migrate::{build, version};

/// Tables, indexes, triggers and views as (type, name, table, definition).
pub(in crate::store) type Schema = Vec<(String, String, String, Option<String>)>;

/// What is defined in a database, in a comparable order.
pub(in crate::store) fn schema(connection: &Connection) -> rusqlite::Result<Schema> {
    let mut statement = connection
        .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    rows.collect()
}

/// Refuses a database that defines more, less or other than the first
/// `version` migrations do: a planted trigger would run with our writes.
pub(in crate::store) fn check_schema(
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
pub(in crate::store) fn is_as_written(found: &Schema, migrations: &[&str]) -> bool {
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

/// How a line begins that a definition ends before.
const NEXT_STATEMENT: [&str; 5] = ["CREATE ", "INSERT ", "DELETE ", "DROP ", "--"];

/// The definitions a migration makes, as the database keeps them: statements
/// that begin a line with CREATE and end before the next or a comment.
fn statements(sql: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut begun, mut at) = (None, 0);
    let definition = |from: usize, to: usize| sql[from..to].trim_end().trim_end_matches(';');
    for line in sql.split_inclusive('\n') {
        if NEXT_STATEMENT.iter().any(|next| line.starts_with(next)) {
            found.extend(begun.map(|from| definition(from, at)));
            begun = line.starts_with("CREATE ").then_some(at);
        }
        at += line.len();
    }
    found.extend(begun.map(|from| definition(from, at)));
    found
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
    use crate::store::migrate::MIGRATIONS;

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
}
