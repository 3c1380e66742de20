//! Whatever is not an indicator, by part of its reference or name.

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::rows::subject::SUBJECTS;
use crate::store::search::index;
use crate::workbook::{Subject, SubjectName, Table};

/// Those with all the words, references that begin with them first. There are
/// hundreds of these where there may be a million indicators: all are read.
pub(super) fn answer(
    connection: &Connection,
    text: &str,
    limit: u32,
) -> Result<Vec<SubjectName>, StoreError> {
    let words = index::words(text);
    let whole = words.join(" ");
    let mut found: Vec<(bool, SubjectName)> = Vec::new();
    for (table, from, reference, title) in SUBJECTS {
        if *table == Table::Indicator {
            continue;
        }
        let sql = format!(
            "SELECT id, ifnull({reference}, ''), {title} FROM {from} ORDER BY sort_key({reference}), 3, 1"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = SubjectName {
                subject: Subject { table: *table, id: row.get(0)? },
                reference: row.get(1)?,
                title: row.get(2)?,
            };
            let folded = index::words(&name.reference).join(" ");
            let line = format!("{folded} {}", index::words(&name.title).join(" "));
            if words.iter().all(|word| line.contains(word.as_str())) {
                found.push((!folded.starts_with(&whole), name));
            }
        }
    }
    found.sort_by_key(|(other, _)| *other);
    found.truncate(limit as usize);
    Ok(found.into_iter().map(|(_, name)| name).collect())
}
