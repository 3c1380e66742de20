//! What things are called, whatever table they are in.

use rusqlite::{Connection, OptionalExtension};

use crate::store::error::StoreError;
use crate::store::rows::codes::number_of;
use crate::workbook::{Subject, SubjectName, Table};

/// The tables that links, actions and history can be about: name, reference and title.
pub(in crate::store) const SUBJECTS: &[(Table, &str, &str, &str)] = &[
    (Table::Indicator, "indicator", "indicator.reference", "indicator.description"),
    (Table::Risk, "risk", "risk.reference", "risk.title"),
    (Table::BudgetLine, "budget_line", "NULL", "budget_line.name"),
    (Table::Saving, "saving", "saving.reference", "saving.description"),
    (Table::Commitment, "commitment", "commitment.reference", "commitment.description"),
    (
        Table::Section,
        "section",
        "NULL",
        "iif(section.heading <> '', section.heading, substr(section.text, 1, 200))",
    ),
    (Table::Meeting, "meeting", "NULL", "meeting.name"),
    (Table::Question, "question", "question.cited", "question.question"),
];

/// What a subject is called; none when it is not there.
pub(in crate::store) fn name(
    connection: &Connection,
    subject: Subject,
) -> Result<Option<SubjectName>, StoreError> {
    let Some((_, table, reference, title)) = SUBJECTS.iter().find(|(table, ..)| *table == subject.table)
    else {
        return Ok(None);
    };
    let found = connection
        .prepare_cached(&format!("SELECT ifnull({reference}, ''), {title} FROM {table} WHERE id = ?1"))?
        .query_row([subject.id], |row| {
            Ok(SubjectName { subject, reference: row.get(0)?, title: row.get(1)? })
        })
        .optional()?;
    Ok(found)
}

/// For a statement about actions as `a`: the joins to what they are about, and
/// expressions for its reference and its title.
pub(in crate::store) fn joined() -> rusqlite::Result<(String, String, String)> {
    let (mut joins, mut references, mut titles) = (String::new(), Vec::new(), Vec::new());
    for (table, name, reference, title) in SUBJECTS {
        let code = number_of(table)?;
        joins.push_str(&format!(" LEFT JOIN {name} ON a.subject = {code} AND {name}.id = a.subject_id"));
        references.push(*reference);
        titles.push(*title);
    }
    let first = |of: Vec<&str>| format!("coalesce({}, '')", of.join(", "));
    Ok((joins, first(references), first(titles)))
}

/// What can be about a subject: table, columns of the subject's table and number.
const ABOUT: [(Table, &str, &str); 3] = [
    (Table::Action, "subject", "subject_id"),
    (Table::Link, "one", "one_id"),
    (Table::Link, "other", "other_id"),
];

/// Actions and links about what is not there: no rule of the tables forbids them. At most `most` of each kind.
fn about_nothing(connection: &Connection, most: i64) -> rusqlite::Result<Vec<(Table, i64, Table)>> {
    let mut found = Vec::new();
    for (from, table, id) in ABOUT {
        for (subject, name, ..) in SUBJECTS {
            let sql = format!(
                "SELECT id FROM \"{}\" WHERE {table} = ?1 AND {id} NOT IN (SELECT id FROM \"{name}\") LIMIT ?2",
                from.noun()
            );
            let mut statement = connection.prepare(&sql)?;
            let rows = statement.query_map([number_of(subject)?, most], |row| row.get::<_, i64>(0))?;
            for row in rows {
                found.push((from, row?, *subject));
            }
        }
    }
    Ok(found)
}

/// The first of those, in words.
pub(in crate::store) fn orphans(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let found = about_nothing(connection, 20)?;
    let words = |(from, id, subject): (Table, i64, Table)| {
        format!("{} {id} is about a {} that is not there", from.noun(), subject.noun())
    };
    Ok(found.into_iter().map(words).collect())
}

/// All of those.
pub(in crate::store) fn strays(connection: &Connection) -> rusqlite::Result<Vec<(Table, i64)>> {
    let found = about_nothing(connection, -1)?;
    Ok(found.into_iter().map(|(from, id, _)| (from, id)).collect())
}
