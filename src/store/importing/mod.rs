//! Matching what a file says with what the workbook holds: the same work for
//! a preview, which writes nothing, and for the import itself, which is one
//! transaction and one step of the history.
//!
//! A row that an import adds is written down in the history without its
//! contents: until it is changed it says itself what was added, and after
//! that the next change says what it was.

mod benchmarks;
mod figures;
mod names;
mod order;
mod organisations;
mod periods;
mod record_names;
mod records;
mod themes;
mod units;

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use crate::store::Store;
use crate::store::bulk::inserted_rows::InsertedRows;
use crate::store::error::StoreError;
use crate::store::file::open;
use crate::store::history::inserted_ranges;
use crate::store::history::operation::{Head, Kind};
use crate::store::history::write::Writer;
use crate::store::rows::row;
use crate::store::rules::guard::{self, Periods};
use crate::store::rules::guard_rooms;
use crate::store::rules::linking::Written;
use crate::workbook::backup::Occasion;
use crate::workbook::compared::no_comparator;
use crate::workbook::import_outcome::{
    ApplyProgress, ImportChoices, ImportLine, ImportOutcome, OnConflict, RowOutcome,
};
use crate::workbook::linking::{label_with_links, named_by};
use crate::workbook::staged::{CellPlace, Refused, StagedImport};
use crate::workbook::*;

/// Things matched between two looks at whether to go on.
const STRIDE: u64 = 512;

/// Told how far it has come; false stops it.
pub type Tell<'a> = &'a mut dyn FnMut(ApplyProgress) -> bool;

impl Store {
    /// What importing would do. Nothing is written.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when `tell` says so, and what the file or the disk may say.
    pub fn preview(
        &self,
        said: &StagedImport,
        choices: &ImportChoices,
        tell: Tell<'_>,
    ) -> Result<ImportOutcome, StoreError> {
        self.reading(|connection| {
            let mut importing = Importing::new(connection, said, choices, None, tell);
            importing.run()?;
            let Importing { mut outcome, written, imagined_names, .. } = importing;
            let links = written.links(connection, imagined_names)?;
            outcome.links = links.into_iter().map(|(reference, _)| reference).collect();
            Ok(outcome)
        })
    }

    /// Imports: what is new is added, what differs is changed, as one step. What the workbook refuses
    /// is left out and told, unless that is to stop everything.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when `tell` says so, [`StoreError::Invalid`] where something was
    /// refused and nothing may be, and otherwise as [`Store::apply`]. Nothing is changed then.
    pub fn import(
        &mut self,
        said: &StagedImport,
        choices: &ImportChoices,
        stamp: &Stamp,
        tell: Tell<'_>,
    ) -> Result<ImportOutcome, StoreError> {
        // A small import fits into the usual memory.
        let much = said.things() > 10_000;
        if much {
            self.connection.execute_batch(open::ROOMY_CACHE)?;
        }
        let outcome = self.import_all(said, choices, stamp, tell);
        if much {
            self.connection.execute_batch(open::CACHE)?;
            self.connection.release_memory()?;
        }
        outcome
    }

    fn import_all(
        &mut self,
        said: &StagedImport,
        choices: &ImportChoices,
        stamp: &Stamp,
        tell: Tell<'_>,
    ) -> Result<ImportOutcome, StoreError> {
        self.keep_backup(Occasion::Import, stamp);
        self.writing(|connection| {
            let head = Head::load(connection)?;
            let writer = Writer::new(connection, head.operation + 1);
            let mut importing = Importing::new(connection, said, choices, Some(writer), tell);
            importing.run()?;
            let Importing { mut outcome, writer, inserted_rows, .. } = importing;
            if choices.strict && outcome.refused.count > 0 {
                return Err(StoreError::invalid(format!(
                    "{} of it cannot be used, and everything was to be",
                    outcome.refused.count
                )));
            }
            let Some(mut writer) = writer.filter(|writer| writer.changes > 0) else { return Ok(outcome) };
            writer.finish()?;
            let linked = writer.link_named()?;
            let label = label_with_links(&choices.label, &linked);
            outcome.links.clone_from(&linked);
            writer.record(&head, (Kind::Import, &label, ""), stamp, &inserted_rows)?;
            outcome.applied =
                Some(Applied { operation: writer.operation, label, inserted: Vec::new(), linked });
            Ok(outcome)
        })
    }
}

/// An import on its way.
struct Importing<'a> {
    connection: &'a Connection,
    said: &'a StagedImport,
    choices: &'a ImportChoices,
    /// None for a preview.
    writer: Option<Writer<'a>>,
    tell: Tell<'a>,
    outcome: ImportOutcome,
    periods: Periods,
    inserted_rows: InsertedRows<'a>,
    /// Codes that this import makes known.
    new_periods: BTreeSet<String>,
    /// Ids given to rows of a preview, downwards from -1.
    imagined: Id,
    /// Of those, the ones that others are checked by.
    imagined_commitments: HashMap<Id, Commitment>,
    /// What a preview would write, and what it would add that can be named.
    written: Written,
    imagined_names: Vec<(String, Subject)>,
    progress: ApplyProgress,
}

impl<'a> Importing<'a> {
    fn new(
        connection: &'a Connection,
        said: &'a StagedImport,
        choices: &'a ImportChoices,
        writer: Option<Writer<'a>>,
        tell: Tell<'a>,
    ) -> Self {
        let total = said.things();
        Self {
            connection,
            said,
            choices,
            writer,
            tell,
            outcome: ImportOutcome { refused: said.refused.clone(), ..ImportOutcome::default() },
            periods: Periods::default(),
            inserted_rows: InsertedRows::of(said),
            new_periods: BTreeSet::new(),
            imagined: 0,
            imagined_commitments: HashMap::new(),
            written: Written::default(),
            imagined_names: Vec::new(),
            progress: ApplyProgress { done: 0, total: total as u64 },
        }
    }

    fn run(&mut self) -> Result<(), StoreError> {
        let compared = row::workbook(self.connection)?.compare_with;
        self.outcome.no_comparator = no_comparator(&self.said.organisations, &compared);
        self.add_periods()?;
        let indicators = names::match_indicators(self)?;
        themes::match_themes(self, &indicators)?;
        let organisations = organisations::match_organisations(self)?;
        figures::match_figures(self, &indicators, &organisations)?;
        records::match_records(self, &indicators)?;
        if !self.written.is_empty() {
            let all = indicators.references.into_iter().zip(indicators.ids);
            let imagined = all.filter_map(|(name, id)| Some((name, id.filter(|id| *id < 0)?)));
            self.imagined_names
                .extend(imagined.map(|(name, id)| (name, Subject { table: Table::Indicator, id })));
        }
        (self.tell)(ApplyProgress { done: self.progress.total, ..self.progress });
        Ok(())
    }

    /// One more thing is dealt with; an error when it is not to go on.
    fn step(&mut self) -> Result<(), StoreError> {
        self.progress.done += 1;
        if self.progress.done.is_multiple_of(STRIDE) && !(self.tell)(self.progress) {
            return Err(StoreError::Cancelled);
        }
        Ok(())
    }

    /// Adds a row, or imagines that it is added. Its id.
    fn add(&mut self, record: &Record) -> Result<Id, StoreError> {
        match &mut self.writer {
            Some(writer) => writer.add_in_bulk(record),
            None => {
                self.imagined -= 1;
                if let Record::Commitment(commitment) = record {
                    self.imagined_commitments.insert(self.imagined, commitment.clone());
                }
                // Indicators may be a million, and are known by what they matched.
                if let Some((table, name)) = named_by(record).filter(|(table, _)| *table != Table::Indicator)
                {
                    self.imagined_names.push((name.to_owned(), Subject { table, id: self.imagined }));
                }
                self.written.note_new(self.imagined, record);
                Ok(self.imagined)
            }
        }
    }

    /// Changes a row, or does as if.
    fn change(&mut self, before: &Record, after: Record) -> Result<(), StoreError> {
        match &mut self.writer {
            Some(writer) => writer.change(before, after),
            None => {
                self.written.note(Some(before), &after);
                Ok(())
            }
        }
    }

    /// Removes a row, or does as if, and says whether. Where its period is closed or someone has typed it
    /// since, that is told and it stays.
    fn remove(&mut self, record: &Record, line: impl FnOnce() -> ImportLine) -> Result<bool, StoreError> {
        if let Err(error) = guard::check_open(self.connection, &mut self.periods, Some(record), None) {
            let Some(why) = error.refusal() else { return Err(error) };
            let line = line();
            self.refuse(line.place, &line.before, why);
            return Ok(false);
        }
        let mut line = line();
        let (table, id, _) = row::identity(record);
        if let Some(by) = self.typed_since(table, id)? {
            line.by = by;
            if self.choices.on_conflict == OnConflict::Keep {
                line.fate = RowOutcome::Conflict;
                self.note(line);
                return Ok(false);
            }
        }
        if let Some(writer) = &mut self.writer {
            writer.delete(record)?;
        }
        self.note(line);
        Ok(true)
    }

    /// Whether a record may be there at all and its period be written to. `before` is the row it
    /// changes. The refusal as a sentence.
    fn check(&mut self, before: Option<&Record>, after: &Record) -> Result<Result<(), String>, StoreError> {
        // What a preview only imagines cannot be looked up; everything else is checked as ever.
        let imagined = || row::refers_to(after).iter().flatten().any(|(_, id)| *id <= 0);
        let checked = match after {
            _ if self.writer.is_some() || !guard::looks_up(after) || !imagined() => {
                guard::check_record(self.connection, &mut self.periods, after)
            }
            Record::CommitmentRating(rating) => match self.imagined_commitments.get(&rating.commitment_id) {
                Some(commitment) => guard_rooms::fits(commitment, rating),
                None => Ok(()),
            },
            _ => Ok(()),
        };
        let checked =
            checked.and_then(|()| guard::check_open(self.connection, &mut self.periods, before, Some(after)));
        match checked {
            Ok(()) => Ok(Ok(())),
            Err(error) => match error.refusal() {
                Some(why) => Ok(Err(why)),
                None => Err(error),
            },
        }
    }

    fn refuse(&mut self, place: CellPlace, value: &str, reason: String) {
        let value = crate::domain::shown(value);
        self.outcome.refused.push(Refused { place, value, reason });
    }

    /// Notes a line, and counts it.
    fn note(&mut self, line: ImportLine) {
        self.outcome.count(line.table, line.fate);
        if self.outcome.lines.len() < ImportOutcome::LINES || line.fate == RowOutcome::Conflict {
            self.outcome.lines.push(line);
        }
    }

    /// Whether a row was typed by a person since, and stays as it was typed.
    fn keeps_typed(&self, record: &Record) -> Result<bool, StoreError> {
        let (table, id, _) = row::identity(record);
        Ok(self.choices.on_conflict == OnConflict::Keep && self.typed_since(table, id)?.is_some())
    }

    /// Who has typed over what an import brought, if anyone has: the latest change of a row was a
    /// person's, and an earlier one an import's. Words are a person's from the beginning: a table's
    /// comment does not replace them unasked.
    fn typed_since(&self, table: Table, id: Id) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.kind, o.who, o.at, o.id, o.reverses FROM change AS c JOIN operation AS o ON o.id = c.operation_id
             WHERE c.record = ?1 AND c.row_id = ?2 ORDER BY c.id DESC",
        )?;
        let mut rows = statement.query(rusqlite::params![table, id])?;
        let mut typed = None;
        let mut first = None;
        // A step that was taken back, and a taking back that was put back, count no more.
        let mut reversed: Vec<Id> = Vec::new();
        while let Some(row) = rows.next()? {
            if reversed.contains(&row.get(3)?) {
                continue;
            }
            reversed.extend(row.get::<_, Option<Id>>(4)?);
            let (who, at): (String, String) = (row.get(1)?, row.get(2)?);
            let by = format!("{who}, {}", at.get(..16).unwrap_or(&at).replace('T', " "));
            match row.get(0)? {
                Kind::Import => return Ok(typed),
                Kind::Edit | Kind::Returns if typed.is_none() => typed = Some(by),
                _ => first = Some(by),
            }
        }
        if inserted_ranges::by_which(self.connection, table, id)?.is_some_and(|by| !reversed.contains(&by)) {
            return Ok(typed);
        }
        // What a workbook was made with has no history of its own.
        let from_the_beginning = || first.unwrap_or_else(|| "whoever made the workbook".to_owned());
        Ok((table == Table::Commentary).then(|| typed.unwrap_or_else(from_the_beginning)))
    }

    /// Changes a row as the file says, unless a person has typed something else since.
    fn change_or_keep(
        &mut self,
        before: &Record,
        after: Record,
        mut line: ImportLine,
    ) -> Result<(), StoreError> {
        let (table, id, _) = row::identity(before);
        if let Some(by) = self.typed_since(table, id)? {
            line.by = by;
            if self.choices.on_conflict == OnConflict::Keep {
                line.fate = RowOutcome::Conflict;
                self.note(line);
                return Ok(());
            }
        }
        match self.check(Some(before), &after)? {
            Ok(()) => {
                self.change(before, after)?;
                line.fate = RowOutcome::Changed;
                self.note(line);
            }
            Err(why) => {
                let place = line.place;
                self.refuse(place, &line.after, why);
            }
        }
        Ok(())
    }

    /// Adds a row as the file says; its id, or none where it is refused.
    fn add_or_refuse(
        &mut self,
        record: &Record,
        line: impl FnOnce() -> ImportLine,
    ) -> Result<Option<Id>, StoreError> {
        match self.check(None, record)? {
            Ok(()) => {
                let table = record.table();
                let id = self.add(record)?;
                // Of very many, only the first are told one by one.
                if self.outcome.lines.len() < ImportOutcome::LINES {
                    self.note(ImportLine { fate: RowOutcome::Added, ..line() });
                } else {
                    self.outcome.count(table, RowOutcome::Added);
                }
                Ok(Some(id))
            }
            Err(why) => {
                let line = line();
                let place = line.place;
                self.refuse(place, &line.after, why);
                Ok(None)
            }
        }
    }
}

/// Ids of the indicators a file names; none where one was refused.
#[derive(Default)]
struct Matched {
    /// By position in what is said.
    ids: Vec<Option<Id>>,
    /// Scale of each.
    scales: Vec<f64>,
    /// What the figures of each must be.
    rules: Vec<units::FigureRules>,
    /// What each is called.
    references: Vec<String>,
    /// By reference and by description, for what belongs to them.
    by_name: HashMap<String, Id>,
}
