//! Is the file as this program wrote it? Everything is looked at: pages and
//! references, the chain of the history, every row against the history or its
//! seal, everything worked out from them, and what was published.
//!
//! Rows are read in the order they lie in, one after the other, so that a
//! file of any size needs little memory. Nothing is changed.

mod derived;
mod history;
mod older;
mod published;
mod rows;

use rusqlite::Connection;

pub(super) use older::altered;
pub(super) use published::list as publications;

use super::Store;
use super::error::StoreError;
use crate::store::rows::subject;
use crate::workbook::*;

/// Told how far it is; false stops it.
pub type TellVerify<'a> = &'a mut dyn FnMut(VerifyProgress) -> bool;

/// Findings of one kind that are listed; the others are counted.
const LISTED: usize = 50;

/// Steps between two looks at whether to go on.
const STRIDE: u64 = 500;

impl Store {
    /// Checks the whole file and returns what is wrong with it, a line each.
    ///
    /// # Errors
    /// As [`Store::verify_telling`].
    pub fn verify(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.verify_telling(&mut |_| true)?.sentences())
    }

    /// Checks the whole file, telling how far it is.
    ///
    /// # Errors
    /// When the file cannot be read at all; [`StoreError::Cancelled`] when `tell` says so or after
    /// [`Interrupt::cancel`](super::Interrupt::cancel).
    pub fn verify_telling(&self, tell: TellVerify<'_>) -> Result<Verification, StoreError> {
        let mut found = Verification::default();
        // Of an older file, its own pages: what is read here was made from them.
        let older = self.source.older(&self.path, self.vfs).map_err(|error| error.at(&self.path))?;
        let checked = self.reading(|connection| {
            let mut look = Look::new(connection, tell, &mut found);
            look.begin("the pages of the file")?;
            // What is torn cannot be judged.
            if !damage(&mut look, older.as_ref().unwrap_or(connection))? {
                look.total = look.everything()?;
                look.recovered = history::last_recovery(connection)?;
                history::check(&mut look)?;
                rows::check(&mut look)?;
                derived::check(&mut look)?;
                published::check(&mut look)?;
            }
            Ok(())
        });
        match checked {
            Ok(()) => Ok(found),
            // Damage bad enough to stop the check is itself a finding.
            Err(StoreError::Damaged { detail, .. }) => {
                found.findings.push(FileFinding { kind: FileFindingKind::Damage, text: detail });
                Ok(found)
            }
            Err(StoreError::UnknownScheme { code }) => {
                let text = format!("a rating scheme is named “{code}”, and there is none");
                found.findings.push(FileFinding { kind: FileFindingKind::Damage, text });
                Ok(found)
            }
            Err(other) => Err(other),
        }
    }
}

/// A check under way.
struct Look<'a> {
    connection: &'a Connection,
    tell: TellVerify<'a>,
    found: &'a mut Verification,
    done: u64,
    total: u64,
    doing: &'static str,
    /// The last step that recovered the workbook, 0 if none did: what it and those before it do not
    /// agree in is a gap that it has recorded.
    recovered: Id,
}

impl<'a> Look<'a> {
    fn new(connection: &'a Connection, tell: TellVerify<'a>, found: &'a mut Verification) -> Self {
        Self { connection, tell, found, done: 0, total: 0, doing: "", recovered: 0 }
    }

    /// Goes on to the next thing to look at.
    fn begin(&mut self, doing: &'static str) -> Result<(), StoreError> {
        self.doing = doing;
        self.tell()
    }

    /// One more thing has been looked at.
    fn step(&mut self) -> Result<(), StoreError> {
        self.done += 1;
        if self.done.is_multiple_of(STRIDE) { self.tell() } else { Ok(()) }
    }

    fn tell(&mut self) -> Result<(), StoreError> {
        let total = self.total.max(self.done);
        let progress = VerifyProgress { doing: self.doing, done: self.done, total };
        if (self.tell)(progress) { Ok(()) } else { Err(StoreError::Cancelled) }
    }

    fn find(&mut self, kind: FileFindingKind, text: impl Into<String>) {
        let of_kind = self.found.findings.iter().filter(|finding| finding.kind == kind).count();
        if of_kind < LISTED {
            self.found.findings.push(FileFinding { kind, text: text.into() });
        } else {
            self.found.more += 1;
        }
    }

    /// How many things there are to look at.
    fn everything(&self) -> rusqlite::Result<u64> {
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM \"{table}\"");
            self.connection.query_row(&sql, [], |row| row.get::<_, i64>(0))
        };
        let mut total = count("operation")? + count("standing")?;
        for table in Table::ALL {
            total += count(with_table!(*table, Row => <Row as crate::store::rows::row::TableRow>::NAME))?;
        }
        Ok(u64::try_from(total).unwrap_or(0))
    }
}

/// Pages, indexes, and rows that refer to what is not there. Whether the pages are torn.
fn damage(look: &mut Look<'_>, pages: &Connection) -> Result<bool, StoreError> {
    let connection = look.connection;
    let mut check = pages.prepare("PRAGMA integrity_check(100)")?;
    let mut lines = check.query([])?;
    while let Some(line) = lines.next()? {
        let line: String = line.get(0)?;
        if line != "ok" {
            look.find(FileFindingKind::Damage, line);
        }
    }
    if !look.found.is_sound() {
        return Ok(true);
    }
    let mut broken =
        connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 100")?;
    let mut rows = broken.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let id = id.unwrap_or(0);
        look.find(
            FileFindingKind::Damage,
            format!("row {id} of {table} refers to a row of {parent} that is not there"),
        );
    }
    for orphan in subject::orphans(connection)? {
        look.find(FileFindingKind::Damage, orphan);
    }
    Ok(false)
}
