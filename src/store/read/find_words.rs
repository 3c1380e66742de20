//! Where words stand in what has been written: every text of every record is looked through, as the
//! description of the records says which there are.

use memchr::memmem::Finder;
use rusqlite::Connection;

use super::known_period;
use crate::domain::Period;
use crate::store::error::StoreError;
use crate::store::rows::codes::period_number;
use crate::store::rows::row::{self, TableRow};
use crate::store::rows::subject;
use crate::store::search::index::{fold_onto, words};
use crate::workbook::schema::searched;
use crate::workbook::*;

/// Of one table as many come before those of the others.
const TURN: usize = 6;

/// A record in which all the words stand.
#[derive(Clone)]
struct Hit {
    /// Of another period than the one that is asked for.
    elsewhere: bool,
    /// Later periods first.
    age: i64,
    id: Id,
    column: String,
    label: String,
    text: String,
}

/// Records with all the words, those of the period first, later ones before earlier ones, the tables
/// taking turns.
pub(super) fn answer(
    connection: &Connection,
    text: &str,
    period: Period,
    limit: u32,
) -> Result<Vec<FoundWords>, StoreError> {
    let number = known_period(connection, period)?;
    let sought = words(text);
    if sought.is_empty() {
        return Ok(Vec::new());
    }
    let finders: Vec<Finder<'_>> = sought.iter().map(Finder::new).collect();
    let limit = limit as usize;
    let mut found: Vec<((bool, usize, usize), Table, Hit)> = Vec::new();
    for (place, table) in Table::ALL.iter().enumerate() {
        let hits = with_table!(table, Row => hits::<Row>(connection, *table, &finders, number, limit))?;
        let ranked =
            hits.into_iter().enumerate().map(|(at, hit)| ((hit.elsewhere, at / TURN, place), *table, hit));
        found.extend(ranked);
    }
    found.sort_by_key(|(rank, ..)| *rank);
    found.truncate(limit);
    found.into_iter().filter_map(|(_, table, hit)| told(connection, table, hit, number).transpose()).collect()
}

/// The columns of a table in which words are searched, and what they are called.
fn columns<T: TableRow>(connection: &Connection, table: Table) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement =
        connection.prepare_cached("SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'")?;
    let names = statement.query_map([T::NAME], |row| row.get::<_, String>(0))?;
    names
        .filter_map(|name| name.map(|name| searched(table, &name).map(|label| (name, label))).transpose())
        .collect()
}

fn hits<T: TableRow>(
    connection: &Connection,
    table: Table,
    finders: &[Finder<'_>],
    period: i64,
    limit: usize,
) -> rusqlite::Result<Vec<Hit>> {
    let columns = columns::<T>(connection, table)?;
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let of = if T::OF_PERIOD { "period" } else { "0" };
    let sql = format!("SELECT id, {of}, {} FROM \"{}\"", names.join(", "), T::NAME);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut hits: Vec<Hit> = Vec::new();
    let mut folded = String::new();
    while let Some(row) = rows.next()? {
        folded.clear();
        let mut ends = Vec::new();
        for at in 0..columns.len() {
            fold_onto(&mut folded, row.get_ref(at + 2)?.as_str_or_null()?.unwrap_or_default());
            folded.push('\n');
            ends.push(folded.len());
        }
        if !finders.iter().all(|word| word.find(folded.as_bytes()).is_some()) {
            continue;
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let fields: Vec<&[u8]> = starts.zip(&ends).map(|(from, to)| &folded.as_bytes()[from..*to]).collect();
        let all = |field: &&[u8]| finders.iter().all(|word| word.find(field).is_some());
        let any = |field: &&[u8]| finders.iter().any(|word| word.find(field).is_some());
        let at = fields.iter().position(all).or_else(|| fields.iter().position(any)).unwrap_or(0);
        let (of, id): (i64, Id) = (row.get(1)?, row.get(0)?);
        hits.push(Hit {
            elsewhere: of != 0 && of != period,
            age: -of,
            id,
            column: columns[at].0.clone(),
            label: columns[at].1.clone(),
            text: row.get_ref(at + 2)?.as_str()?.to_owned(),
        });
        // Thinned out now and then, so that a word in every row costs no memory.
        if hits.len() >= limit.saturating_mul(4).max(64) {
            thin(&mut hits, limit);
        }
    }
    thin(&mut hits, limit);
    Ok(hits)
}

fn thin(hits: &mut Vec<Hit>, limit: usize) {
    hits.sort_by_key(|hit| (hit.elsewhere, hit.age, hit.id));
    hits.truncate(limit);
}

/// What is told of a hit; none where the row went meanwhile.
fn told(
    connection: &Connection,
    table: Table,
    hit: Hit,
    period: i64,
) -> Result<Option<FoundWords>, StoreError> {
    let Some(record) = row::load(connection, table, hit.id)? else { return Ok(None) };
    let about = row::about(&record).unwrap_or(Subject { table, id: hit.id });
    let name = subject::name(connection, about)?;
    let about =
        name.unwrap_or(SubjectName { subject: about, reference: String::new(), title: String::new() });
    let elsewhere = |of: &Period| period_number(*of) != period;
    // What outlives its period is seen from then on, until it is closed.
    let lasts = row::closed_in_of(&record)
        .is_some_and(|closed| closed.is_none_or(|closed| period_number(closed) >= period))
        && hit.age >= -period;
    // The words about an indicator are of several kinds.
    let label = match &record {
        Record::Commentary(words) => words.kind.title().to_owned(),
        _ => hit.label,
    };
    let of = row::period_of_record(&record).filter(elsewhere).filter(|_| !lasts);
    Ok(Some(FoundWords {
        record: Subject { table, id: hit.id },
        about,
        field: hit.column,
        label,
        text: hit.text,
        period: of,
    }))
}
