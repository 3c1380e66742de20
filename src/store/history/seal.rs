//! Seals: hashes of rows of which no line of the history says what they said,
//! so that [`verify`](crate::store::verify) can tell whether they still say it.
//!
//! A row is hashed as its columns lie in the file, so that a value which reads
//! as another one is told from it too. Up to [`ROWS`] rows that follow each
//! other share a seal; it keeps four bytes of each, to name the one altered.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};

use crate::store::rows::codes::number_of;
use crate::store::rows::row::TableRow;
use crate::store::rows::standings;
use crate::workbook::*;

/// At most so many rows to a seal.
const ROWS: u64 = 512;
/// Bytes kept of the hash of each row.
pub(in crate::store) const MARK: usize = 4;
/// What stands for a table where the standings of a closed period are sealed.
pub(in crate::store) const STANDINGS: i64 = -1;

/// SHA-256.
pub(in crate::store) type Hash = [u8; 32];

/// Adds a value to what is hashed, so that no two lists of values give the same bytes.
pub(in crate::store) fn encode(bytes: &mut Vec<u8>, value: ValueRef<'_>) {
    let (kind, text): (u8, &[u8]) = match value {
        ValueRef::Null => return bytes.push(0),
        ValueRef::Integer(number) => {
            bytes.push(1);
            return bytes.extend(number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            bytes.push(2);
            // The file knows no negative zero.
            let number = if number == 0.0 { 0.0 } else { number };
            return bytes.extend(number.to_bits().to_le_bytes());
        }
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    bytes.push(kind);
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text);
}

/// Adds a value on its way to the file.
pub(in crate::store) fn encode_sql(bytes: &mut Vec<u8>, value: &ToSqlOutput<'_>) -> rusqlite::Result<()> {
    match value {
        ToSqlOutput::Borrowed(value) => encode(bytes, *value),
        ToSqlOutput::Owned(value) => encode(bytes, ValueRef::from(value)),
        _ => return Err(rusqlite::Error::InvalidQuery),
    }
    Ok(())
}

/// Adds a row of the file, all its columns.
pub(in crate::store) fn encode_row(
    bytes: &mut Vec<u8>,
    row: &Row<'_>,
    columns: usize,
) -> rusqlite::Result<()> {
    (0..columns).try_for_each(|at| {
        encode(bytes, row.get_ref(at)?);
        Ok(())
    })
}

/// Adds a record as its row would be read from the file.
pub(in crate::store) fn encode_record(bytes: &mut Vec<u8>, record: &Record) -> rusqlite::Result<()> {
    let (id, revision) = record.identity();
    encode(bytes, ValueRef::Integer(id));
    encode(bytes, ValueRef::Integer(revision));
    with_record!(record, row => row.columns(&mut |_, value| encode(bytes, value)))
}

/// A hash of the bytes of a row.
pub(in crate::store) fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// What is sealed and by what: the beginning of the chain it belongs to, the step, if it was one,
/// and the number of the table.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Place {
    pub start: Id,
    pub operation: Option<Id>,
    pub record: i64,
}

/// Rows on their way into a seal.
#[derive(Debug, Default)]
pub(in crate::store) struct Sealing {
    digest: Sha256,
    marks: Vec<u8>,
    rows: u64,
}

impl Sealing {
    /// Adds a row by its hash.
    pub(in crate::store) fn add(&mut self, hash: &Hash) {
        self.digest.update(hash);
        self.marks.extend(&hash[..MARK]);
        self.rows += 1;
    }

    /// The digest and the marks.
    pub(in crate::store) fn finish(self) -> (Hash, Vec<u8>) {
        (self.digest.finalize().into(), self.marks)
    }

    fn write(self, connection: &Connection, place: Place, ids: (Id, Id)) -> rusqlite::Result<()> {
        let (digest, marks) = self.finish();
        connection
            .prepare_cached(
                "INSERT INTO seal (start_id, operation_id, record, first_id, last_id, digest, marks)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![place.start, place.operation, place.record, ids.0, ids.1, digest, marks])?;
        Ok(())
    }
}

/// Seals the rows of a table that have these ids, the first and the last included.
pub(in crate::store) fn rows(
    connection: &Connection,
    start: Id,
    operation: Option<Id>,
    table: Table,
    ids: (Id, Id),
) -> rusqlite::Result<()> {
    let place = Place { start, operation, record: number_of(&table)? };
    let sql = with_table!(table, Row => format!("{} WHERE id BETWEEN ?1 AND ?2 ORDER BY id", Row::SELECT));
    let mut statement = connection.prepare(&sql)?;
    let columns = statement.column_count();
    let mut found = statement.query([ids.0, ids.1])?;
    let (mut sealing, mut run): (Sealing, Option<(Id, Id)>) = (Sealing::default(), None);
    let mut bytes = Vec::new();
    while let Some(row) = found.next()? {
        let id: Id = row.get(0)?;
        if let Some(ids) = run.filter(|(_, last)| sealing.rows == ROWS || last + 1 != id) {
            std::mem::take(&mut sealing).write(connection, place, ids)?;
            run = None;
        }
        bytes.clear();
        encode_row(&mut bytes, row, columns)?;
        sealing.add(&hash(&bytes));
        run = Some((run.map_or(id, |(first, _)| first), id));
    }
    match run {
        Some(ids) => sealing.write(connection, place, ids),
        None => Ok(()),
    }
}

/// Seals every row there is.
pub(in crate::store) fn all_rows(
    connection: &Connection,
    start: Id,
    operation: Option<Id>,
) -> rusqlite::Result<()> {
    Table::ALL.iter().try_for_each(|table| rows(connection, start, operation, *table, (Id::MIN, Id::MAX)))
}

/// Seals how everything stands in a period that has been closed.
pub(in crate::store) fn standings(
    connection: &Connection,
    start: Id,
    operation: Option<Id>,
    period: i64,
) -> rusqlite::Result<()> {
    let mut sealing = Sealing::default();
    standings::each_stored(connection, period, |_, bytes| {
        sealing.add(&hash(bytes));
        Ok(())
    })?;
    let place = Place { start, operation, record: STANDINGS };
    sealing.write(connection, place, (period, period))
}

/// Seals the standings of every period that is not open.
pub(in crate::store) fn all_standings(
    connection: &Connection,
    start: Id,
    operation: Option<Id>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT code FROM period WHERE status <> ?1 ORDER BY code")?;
    let closed: Vec<i64> =
        statement.query_map([PeriodStatus::Open], |row| row.get(0))?.collect::<Result<_, _>>()?;
    closed.into_iter().try_for_each(|period| standings(connection, start, operation, period))
}
