//! Every row against the history: the last line about it says what it says
//! now, each line begins where the one before ended, and a row without any
//! still says what was sealed. Three readings of each table go side by side,
//! in the order of the ids.

use rusqlite::types::Value;
use rusqlite::{Connection, Rows};

use super::Look;
use crate::store::error::StoreError;
use crate::store::history::seal::{self, Hash, MARK, Sealing};
use crate::store::history::{chain, operation};
use crate::store::rows::codes::number_of;
use crate::store::rows::row;
use crate::store::rows::row::TableRow;
use crate::store::rules::refusal;
use crate::workbook::*;

pub(super) fn check(look: &mut Look<'_>) -> Result<(), StoreError> {
    look.begin("the rows")?;
    let latest = chain::starts(look.connection)?.pop();
    let (start, since) = latest.map_or((0, 0), |start| (start.id, start.after));
    for table in Table::ALL {
        one_table(look, *table, start, since)?;
    }
    Ok(())
}

/// A line of the history about a row.
struct Line {
    row: Id,
    step: Id,
    before: Option<String>,
    after: Option<String>,
}

/// A seal with the rows met so far.
struct Sealed {
    /// The step after whose changes it was made.
    after: Id,
    next: Id,
    last: Id,
    first: Id,
    digest: Vec<u8>,
    marks: Vec<u8>,
    met: Sealing,
    /// Rows that are not as their mark says.
    altered: Vec<Id>,
}

fn one_table(look: &mut Look<'_>, table: Table, start: Id, since: Id) -> Result<(), StoreError> {
    let connection = look.connection;
    let (select, name) =
        with_table!(table, Row => (format!("{} ORDER BY id", Row::SELECT), <Row as TableRow>::NAME));
    let mut current = connection.prepare(&select)?;
    let columns = current.column_count();
    let mut current = current.query([])?;
    let mut changes = connection.prepare(
        "SELECT row_id, operation_id, before, after FROM change WHERE record = ?1 ORDER BY row_id, id",
    )?;
    let mut changes = changes.query([table])?;
    let mut seals = connection.prepare(
        "SELECT operation_id, first_id, last_id, digest, marks FROM seal
         WHERE start_id = ?1 AND record = ?2 ORDER BY first_id, id",
    )?;
    let mut seals = seals.query(rusqlite::params![start, number_of(&table)?])?;

    let mut bytes = Vec::new();
    let mut here = next_row(&mut current, columns, &mut bytes)?;
    let mut line = next_line(&mut changes)?;
    let mut sealed = next_seal(look, &mut seals, name, since, Id::MIN)?;
    let mut highest = 0;
    loop {
        let ids = [here, line.as_ref().map(|line| line.row), sealed.as_ref().map(|seal| seal.next)];
        let Some(id) = ids.into_iter().flatten().min() else { break };
        highest = highest.max(id);
        let mut about = About { table, id, name, since, seal: None, at_seal: None, last: None, lines: 0 };
        if let Some(seal) = sealed.as_ref().filter(|seal| seal.next == id) {
            about.seal = Some(seal.after);
        }
        while let Some(one) = line.take_if(|line| line.row == id) {
            about.add(look, one)?;
            line = next_line(&mut changes)?;
        }
        let there = (here == Some(id)).then_some(bytes.as_slice());
        about.compare(look, there)?;
        if let Some(mut seal) = sealed.take_if(|seal| seal.next == id) {
            let state = about.sealed_state(there)?;
            seal.meet(state.as_ref());
            if seal.next > seal.last {
                let last = seal.last;
                seal.finish(look, table, name)?;
                sealed = next_seal(look, &mut seals, name, since, last)?;
            } else {
                sealed = Some(seal);
            }
        }
        if there.is_some() {
            look.found.rows += 1;
            look.step()?;
            here = next_row(&mut current, columns, &mut bytes)?;
        }
    }
    next_id(look, name, highest)
}

/// Reads the next row into `bytes`; its id.
pub(super) fn next_row(
    rows: &mut Rows<'_>,
    columns: usize,
    bytes: &mut Vec<u8>,
) -> Result<Option<Id>, StoreError> {
    let Some(row) = rows.next()? else { return Ok(None) };
    bytes.clear();
    seal::encode_row(bytes, row, columns)?;
    Ok(Some(row.get(0)?))
}

fn next_line(rows: &mut Rows<'_>) -> Result<Option<Line>, StoreError> {
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Line { row: row.get(0)?, step: row.get(1)?, before: row.get(2)?, after: row.get(3)? }))
}

/// The next seal that makes sense, which one that was altered may not.
fn next_seal(
    look: &mut Look<'_>,
    rows: &mut Rows<'_>,
    name: &str,
    since: Id,
    behind: Id,
) -> Result<Option<Sealed>, StoreError> {
    while let Some(row) = rows.next()? {
        let (first, last): (Id, Id) = (row.get(1)?, row.get(2)?);
        let marks: Vec<u8> = row.get(4)?;
        let count = usize::try_from(last.saturating_sub(first)).ok().map(|less| less.saturating_add(1));
        if count == Some(marks.len() / MARK) && first > behind {
            return Ok(Some(Sealed {
                after: row.get::<_, Option<Id>>(0)?.unwrap_or(since),
                next: first,
                first,
                last,
                digest: row.get(3)?,
                marks,
                met: Sealing::default(),
                altered: Vec::new(),
            }));
        }
        look.find(
            FileFindingKind::History,
            format!("the seal of rows {first} to {last} of {name} makes no sense"),
        );
    }
    Ok(None)
}

impl Sealed {
    /// Takes what the next row said when it was sealed; none where that cannot be found.
    fn meet(&mut self, hash: Option<&Hash>) {
        let at = usize::try_from(self.next - self.first).unwrap_or(0) * MARK;
        let mark = self.marks.get(at..at + MARK);
        if hash.map(|hash| &hash[..MARK]) != mark {
            self.altered.push(self.next);
        }
        self.met.add(hash.unwrap_or(&[0; 32]));
        self.next += 1;
    }

    fn finish(self, look: &mut Look<'_>, table: Table, name: &str) -> Result<(), StoreError> {
        let (digest, _) = self.met.finish();
        if digest.as_slice() == self.digest {
            return Ok(());
        }
        for id in &self.altered {
            let (what, step) = (describe(look.connection, table, *id), self.after.max(1));
            look.find(FileFindingKind::Row, format!("{what} does not say what it said after step {step}"));
        }
        if self.altered.is_empty() {
            let (first, last) = (self.first, self.last);
            look.find(
                FileFindingKind::Row,
                format!("one of the rows {first} to {last} of {name} was altered"),
            );
        }
        Ok(())
    }
}

/// What is known of one row.
struct About {
    table: Table,
    id: Id,
    name: &'static str,
    /// The step that the chain began or went on after.
    since: Id,
    /// The step after which the row was sealed, if it was.
    seal: Option<Id>,
    /// What it said then, where the history says it; the inner one is none where it was not there.
    at_seal: Option<Option<String>>,
    last: Option<Line>,
    lines: u64,
}

impl About {
    /// Takes the next line of the history about the row.
    fn add(&mut self, look: &mut Look<'_>, line: Line) -> Result<(), StoreError> {
        let step = line.step;
        match &self.last {
            Some(last)
                if step > look.recovered
                    && !self.say_the_same(last.after.as_deref(), line.before.as_deref()) =>
            {
                let text = format!(
                    "the history of {}: what step {step} found is not what step {} left",
                    describe(look.connection, self.table, self.id),
                    last.step
                );
                look.find(FileFindingKind::History, text);
            }
            // Before the chain began, rows that nobody changed were in no history and no seal.
            None if line.before.is_some() && self.seal.is_none() && step > self.since => {
                let text =
                    format!("step {step} changed row {} of {}, which nothing had stored", self.id, self.name);
                look.find(FileFindingKind::History, text);
            }
            _ => {}
        }
        match self.seal {
            Some(seal) if step <= seal => self.at_seal = Some(line.after.clone()),
            Some(_) if self.at_seal.is_none() => self.at_seal = Some(line.before.clone()),
            _ => {}
        }
        self.lines += 1;
        self.last = Some(line);
        Ok(())
    }

    /// Whether two texts of the history say the same: those of older formats have fewer fields.
    fn say_the_same(&self, one: Option<&str>, other: Option<&str>) -> bool {
        let read = |text| operation::parse(text).ok().flatten();
        one == other || (one.is_some() && other.is_some() && read(one).is_some() && read(one) == read(other))
    }

    /// Compares what is there with what the history or the seal says is there.
    fn compare(&self, look: &mut Look<'_>, there: Option<&[u8]>) -> Result<(), StoreError> {
        let connection = look.connection;
        let what = || describe(connection, self.table, self.id);
        let Some(last) = &self.last else {
            match (self.seal, there) {
                (None, Some(_)) => {
                    let text = format!("{} is in the file, but no step stored it", what());
                    look.find(FileFindingKind::Row, text);
                }
                (Some(_), None) => {
                    let text = format!("row {} of {} is gone, but no step removed it", self.id, self.name);
                    look.find(FileFindingKind::Row, text);
                }
                _ => {}
            }
            return Ok(());
        };
        let step = last.step;
        let text = match (&last.after, there) {
            (None, None) => return Ok(()),
            (None, Some(_)) => format!("{} is in the file, although step {step} removed it", what()),
            (Some(_), None) => {
                format!("row {} of {} is gone, but no step removed it after step {step}", self.id, self.name)
            }
            (Some(after), Some(there)) => {
                let expected = operation::parse(Some(after)).ok().flatten();
                match expected.filter(|record| self.is_about(record)) {
                    Some(record) if bytes_of(&record)? == there => return Ok(()),
                    Some(record) => {
                        let fields = self.differing(connection, &record)?;
                        format!("{} is not as step {step} left it: {fields}", what())
                    }
                    None => {
                        format!("what step {step} says of row {} of {} cannot be read", self.id, self.name)
                    }
                }
            }
        };
        look.find(FileFindingKind::Row, text);
        Ok(())
    }

    fn is_about(&self, record: &Record) -> bool {
        record.table() == self.table && record.identity().0 == self.id
    }

    /// The columns that differ from what the history says: "stated is 85, not 58".
    fn differing(&self, connection: &Connection, expected: &Record) -> Result<String, StoreError> {
        let sql = with_table!(self.table, Row => Row::BY_ID);
        let mut said: Vec<(&str, Value)> = vec![("revision", Value::Integer(expected.identity().1))];
        with_record!(expected, row => row.columns(&mut |name, value| said.extend(value.try_into().ok().map(|value| (name, value)))))?;
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([self.id])?;
        let Some(row) = rows.next()? else { return Ok(String::new()) };
        let mut different = Vec::new();
        for (at, (name, value)) in said.iter().enumerate() {
            let there: Value = row.get(at + 1)?;
            if there != *value {
                different.push(format!("{name} is {}, not {}", short(&there), short(value)));
            }
        }
        Ok(different.join("; "))
    }

    /// A hash of what the row said when it was sealed.
    fn sealed_state(&self, there: Option<&[u8]>) -> Result<Option<Hash>, StoreError> {
        Ok(match &self.at_seal {
            None => there.map(seal::hash),
            Some(text) => match operation::parse(text.as_deref()).ok().flatten() {
                Some(record) => Some(seal::hash(&bytes_of(&record)?)),
                None => None,
            },
        })
    }
}

fn bytes_of(record: &Record) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    seal::encode_record(&mut bytes, record)?;
    Ok(bytes)
}

/// A value in a sentence.
fn short(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("“{}”", crate::domain::shown(text)),
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}

/// A row in a few words, whatever has become of it.
fn describe(connection: &Connection, table: Table, id: Id) -> String {
    let name = with_table!(table, Row => <Row as TableRow>::NAME);
    let found = row::load(connection, table, id).ok().flatten();
    let words = found.and_then(|record| refusal::describe(connection, &record).ok());
    match words.filter(|words| !words.is_empty()) {
        Some(words) => format!("{words} (row {id} of {name})"),
        None => format!("row {id} of {name}"),
    }
}

/// A number that a table would give to a new row must not have been given before.
fn next_id(look: &mut Look<'_>, name: &str, highest: Id) -> Result<(), StoreError> {
    // The workbook's own row has a number of its own.
    if highest == 0 || name == <Workbook as TableRow>::NAME {
        return Ok(());
    }
    let given: Option<Id> =
        look.connection
            .query_row("SELECT max(seq) FROM sqlite_sequence WHERE name = ?1", [name], |row| row.get(0))?;
    if given.is_none_or(|given| given < highest) {
        look.find(
            FileFindingKind::History,
            format!("the count of the rows of {name} was set back: numbers given once would be given again"),
        );
    }
    Ok(())
}
