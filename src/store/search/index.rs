//! What the list's filter searches: reference, description and owner of
//! every standing, in lower case, [`LINES`] indicators to a row.
//!
//! A million of them are read through in the time of a few keystrokes and
//! need no memory, which no index over parts of words could offer. Rows that
//! cannot contain what is looked for are told by their [signature](super::signature) and not read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use memchr::{memchr, memchr_iter, memmem, memrchr};
use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::search::signature;
use crate::workbook::Id;

/// Indicators to a row: line `n` of row `chunk` is the indicator `chunk × LINES + n`.
pub(in crate::store) const LINES: i64 = 512;
/// Between fields, where no search word can span.
pub(in crate::store) const BETWEEN: char = '\t';

/// Rows that no longer say what the standings say.
#[derive(Debug, Default)]
pub(in crate::store) struct Stale(BTreeSet<(i64, i64)>);

impl Stale {
    /// Notes that an indicator's texts in a period came, went or changed.
    pub(in crate::store) fn note(&mut self, period: i64, indicator: Id) {
        self.0.insert((period, indicator.div_euclid(LINES)));
    }

    /// Writes the rows anew.
    pub(in crate::store) fn refresh(self, connection: &Connection) -> rusqlite::Result<()> {
        self.0.into_iter().try_for_each(|(period, chunk)| write(connection, period, chunk))
    }
}

/// The rows of periods that nothing stands in yet, written as their standings are: in the order of
/// the indicators, all of them.
#[derive(Debug, Default)]
pub(in crate::store) struct Growing(BTreeMap<i64, Lines>);

/// The lines of a row, as far as they go.
#[derive(Debug, Default)]
struct Lines {
    chunk: i64,
    /// The indicator of the next line.
    next: Id,
    text: String,
}

impl Growing {
    /// Adds the texts of the next indicator that stands in a period.
    pub(in crate::store) fn add(
        &mut self,
        connection: &Connection,
        period: i64,
        indicator: Id,
        texts: [&str; 3],
    ) -> rusqlite::Result<()> {
        let lines = self.0.entry(period).or_default();
        let chunk = indicator.div_euclid(LINES);
        if lines.chunk != chunk {
            if !lines.text.is_empty() {
                lines.put(connection, period)?;
            }
            *lines = Lines { chunk, next: chunk * LINES, text: std::mem::take(&mut lines.text) };
            lines.text.clear();
        }
        lines.add(indicator, texts);
        Ok(())
    }

    /// Writes what is left.
    pub(in crate::store) fn finish(self, connection: &Connection) -> rusqlite::Result<()> {
        self.0.into_iter().try_for_each(|(period, lines)| lines.put(connection, period))
    }
}

impl Lines {
    fn add(&mut self, indicator: Id, texts: [&str; 3]) {
        while self.next < indicator {
            self.text.push('\n');
            self.next += 1;
        }
        for (column, text) in (1..).zip(texts) {
            fold_onto(&mut self.text, text);
            self.text.push(if column < texts.len() { BETWEEN } else { '\n' });
        }
        self.next += 1;
    }

    /// Puts them in place of what the row said; a row without any is not there.
    fn put(&self, connection: &Connection, period: i64) -> rusqlite::Result<()> {
        if self.text.is_empty() {
            connection
                .prepare_cached("DELETE FROM haystack WHERE period = ?1 AND chunk = ?2")?
                .execute([period, self.chunk])?;
            return Ok(());
        }
        let (pairs, longer) = signature::of(&self.text);
        connection
            .prepare_cached(
                "INSERT INTO haystack VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (period, chunk) DO UPDATE SET pairs = ?3, longer = ?4, lines = ?5",
            )?
            .execute(rusqlite::params![period, self.chunk, pairs, longer, self.text])?;
        Ok(())
    }
}

/// Writes all rows of a workbook that has none.
pub(in crate::store) fn write_all(
    connection: &Connection,
    periods: impl Iterator<Item = i64>,
) -> rusqlite::Result<()> {
    let last: Id = connection.query_row("SELECT ifnull(max(id), 0) FROM indicator", [], |row| row.get(0))?;
    for period in periods {
        for chunk in 0..=last / LINES {
            write(connection, period, chunk)?;
        }
    }
    Ok(())
}

fn write(connection: &Connection, period: i64, chunk: i64) -> rusqlite::Result<()> {
    lines(connection, period, chunk)?.put(connection, period)
}

/// Whether there is a row, and whether it or that there is none is what the standings say.
pub(in crate::store) fn is_current(
    connection: &Connection,
    period: i64,
    chunk: i64,
) -> rusqlite::Result<(bool, bool)> {
    let text = lines(connection, period, chunk)?.text;
    let mut statement = connection
        .prepare_cached("SELECT pairs, longer, lines FROM haystack WHERE period = ?1 AND chunk = ?2")?;
    let mut rows = statement.query([period, chunk])?;
    let Some(row) = rows.next()? else { return Ok((false, text.is_empty())) };
    let (pairs, longer) = signature::of(&text);
    let same = row.get_ref(0)?.as_blob()? == pairs.as_slice()
        && row.get_ref(1)?.as_blob()? == longer.as_slice()
        && row.get_ref(2)?.as_str()? == text;
    Ok((true, same))
}

/// What a row is to say.
fn lines(connection: &Connection, period: i64, chunk: i64) -> rusqlite::Result<Lines> {
    let first = chunk * LINES;
    let mut statement = connection.prepare_cached(
        "SELECT s.indicator_id, s.reference, d.text, o.text FROM standing AS s
         JOIN words AS d ON d.id = s.description JOIN words AS o ON o.id = s.owner
         WHERE s.period = ?1 AND s.indicator_id BETWEEN ?2 AND ?3 ORDER BY s.indicator_id",
    )?;
    let mut rows = statement.query([period, first, first + LINES - 1])?;
    let mut lines = Lines { chunk, next: first, text: String::new() };
    while let Some(row) = rows.next()? {
        lines.add(
            row.get(0)?,
            [row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?],
        );
    }
    Ok(lines)
}

/// Appends `text` in lower case, on one line.
pub(in crate::store) fn fold_onto(folded: &mut String, text: &str) {
    let begin = folded.len();
    if text.is_ascii() {
        folded.push_str(text);
        folded[begin..].make_ascii_lowercase();
    } else {
        folded.extend(text.chars().flat_map(char::to_lowercase));
    }
    if folded[begin..].contains(['\n', BETWEEN]) {
        let on_one_line = folded[begin..].replace(['\n', BETWEEN], " ");
        folded.truncate(begin);
        // Writing to a string cannot fail.
        let _ = folded.write_str(&on_one_line);
    }
}

/// The words of a search, in lower case.
pub(in crate::store) fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| {
            let mut folded = String::new();
            fold_onto(&mut folded, word);
            folded
        })
        .collect()
}

/// Calls `found` with every indicator of these rows, see [`signature::chunks`],
/// whose line contains all the words. In the order of their ids.
pub(in crate::store) fn search(
    connection: &Connection,
    period: i64,
    words: &[String],
    chunks: &[i64],
    mut found: impl FnMut(Id, &str),
) -> Result<(), StoreError> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    // The longest is the rarest, most often.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some((first, others)) = words.split_first() else { return Ok(()) };
    let (first, others) = (
        memmem::Finder::new(first.as_bytes()),
        others.iter().map(|word| memmem::Finder::new(word.as_bytes())).collect::<Vec<_>>(),
    );
    let mut look = |row: &rusqlite::Row<'_>| -> rusqlite::Result<()> {
        let base = row.get::<_, i64>(0)?.saturating_mul(LINES);
        let text = row.get_ref(1)?.as_str()?;
        let bytes = text.as_bytes();
        let (mut at, mut line) = (0, 0);
        while let Some(hit) = first.find(&bytes[at..]) {
            let hit = at + hit;
            let begin = memrchr(b'\n', &bytes[at..hit]).map_or(at, |end| at + end + 1);
            line += memchr_iter(b'\n', &bytes[at..begin]).count();
            let end = memchr(b'\n', &bytes[hit..]).map_or(bytes.len(), |end| hit + end);
            let here = &bytes[begin..end];
            if others.iter().all(|word| word.find(here).is_some()) {
                found(base.saturating_add(line as i64), &text[begin..end]);
            }
            line += 1;
            at = (end + 1).min(bytes.len());
        }
        Ok(())
    };
    let mut statement =
        connection.prepare_cached("SELECT chunk, lines FROM haystack WHERE period = ?1 AND chunk = ?2")?;
    for chunk in chunks {
        let mut rows = statement.query([period, *chunk])?;
        while let Some(row) = rows.next()? {
            look(row)?;
        }
    }
    Ok(())
}

/// Whether everything that contains all the `longer` words contains all the `shorter` ones.
pub(in crate::store) fn narrows(shorter: &[String], longer: &[String]) -> bool {
    shorter.iter().all(|word| longer.iter().any(|other| other.contains(word.as_str())))
}
