//! The first look at a file: its sheets and the first rows of each.

use crate::import::guess::read_sheet;
use crate::import::legend::legend;
use crate::import::mapping::Mapping;
use crate::import::reading::Reading;
use crate::import::{Known, sheet_kind, targets};
use crate::source::{Area, Event, Extras, Problem, Row};

/// Rows of a sheet that are looked at.
pub const ROWS: u32 = 400;

/// A sheet and its first rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetLook {
    pub name: String,
    pub hidden: bool,
    pub merged: Vec<Area>,
    /// What is hidden in it, and the notes of its cells.
    pub extras: Extras,
    pub rows: Vec<Row>,
    /// There are more rows than these.
    pub more: bool,
    /// About how many rows there are, where the file tells beforehand.
    pub about: Option<u32>,
    /// What it is that is no data: a cover, notes.
    pub not_data: Option<&'static str>,
    /// Lines of the sheets that are no data, each with the name of its sheet.
    pub beside: Vec<(String, String)>,
}

impl SheetLook {
    /// About how many rows it has; none where nobody knows before it has been read.
    pub fn row_count(&self) -> Option<u64> {
        if self.more { self.about.map(u64::from) } else { Some(self.rows.len() as u64) }
    }
}

/// A file's sheets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilePreview {
    /// How it was read: "CSV, semicolons, Windows-1252".
    pub form: String,
    pub sheets: Vec<SheetLook>,
}

impl FilePreview {
    /// Puts together what a reader told.
    ///
    /// # Errors
    /// The problem it told.
    pub fn of(events: impl IntoIterator<Item = Event>) -> Result<Self, Problem> {
        let mut look = Self::default();
        let mut current = None;
        for event in events {
            match event {
                Event::File { sheets, form } => {
                    look.form = form;
                    look.sheets = sheets
                        .into_iter()
                        .map(|sheet| SheetLook {
                            name: sheet.name,
                            hidden: sheet.hidden,
                            ..SheetLook::default()
                        })
                        .collect();
                }
                Event::Sheet { place, merged, about, extras } => {
                    current = Some(usize::from(place));
                    if let Some(sheet) = look.sheets.get_mut(usize::from(place)) {
                        (sheet.merged, sheet.about, sheet.extras) = (merged, about, extras);
                    }
                }
                Event::Row(row) => {
                    if let Some(sheet) = current.and_then(|at| look.sheets.get_mut(at)) {
                        sheet.rows.push(row);
                    }
                }
                Event::End { more } => {
                    if let Some(sheet) = current.and_then(|at| look.sheets.get_mut(at)) {
                        sheet.more = more;
                    }
                }
                Event::Done => {}
                Event::Problem(problem) => return Err(problem),
            }
        }
        look.find_covers();
        Ok(look)
    }

    /// Tells sheets that are no data, and gives the others what is written there.
    fn find_covers(&mut self) {
        let kinds: Vec<_> = self.sheets.iter().map(sheet_kind::not_data).collect();
        // Payments are none, whatever else is there.
        for (sheet, kind) in self.sheets.iter_mut().zip(&kinds) {
            sheet.not_data = kind.filter(|kind| *kind == sheet_kind::TRANSACTIONS);
        }
        // Where all are called so, none is.
        if kinds.iter().zip(&self.sheets).all(|(kind, sheet)| kind.is_some() || sheet.rows.is_empty()) {
            return;
        }
        let covers = self.sheets.iter().zip(&kinds).filter(|(_, kind)| kind.is_some());
        let beside: Vec<(String, String)> = covers
            .flat_map(|(sheet, _)| sheet_kind::lines(sheet).map(|line| (sheet.name.clone(), line)))
            .take(60)
            .collect();
        for (sheet, kind) in self.sheets.iter_mut().zip(kinds) {
            sheet.not_data = kind;
            if kind.is_none() {
                sheet.beside.clone_from(&beside);
            }
        }
    }

    /// Sheets with rows that are not read, each with why.
    pub fn not_read(&self, readings: &[Reading]) -> Vec<(&str, &'static str)> {
        let unread = |at: &usize| readings.iter().all(|reading| usize::from(reading.sheet) != *at);
        let why = |sheet: &SheetLook| match sheet.not_data {
            Some(what) => what,
            None if sheet.hidden => "hidden",
            None => "not understood, or of another kind",
        };
        let sheets = (0..self.sheets.len()).filter(unread).map(|at| &self.sheets[at]);
        sheets.filter(|sheet| !sheet.rows.is_empty()).map(|sheet| (sheet.name.as_str(), why(sheet))).collect()
    }

    /// About how many rows these sheets have together.
    pub fn row_count(&self, readings: &[Reading]) -> Option<u64> {
        readings.iter().map(|reading| self.sheets.get(usize::from(reading.sheet))?.row_count()).sum()
    }

    /// How the file is understood, a reading for each sheet that is read. Never empty unless there
    /// are no sheets.
    pub fn readings(&self, mapping: &Mapping, known: &Known) -> Vec<Reading> {
        let marks = legend(self.sheets.iter().flat_map(|sheet| &sheet.rows));
        let mut readings = self.understood(mapping, known);
        readings.iter_mut().for_each(|reading| reading.marks.clone_from(&marks));
        readings
    }

    fn understood(&self, mapping: &Mapping, known: &Known) -> Vec<Reading> {
        let read = |at: usize, mapping: &Mapping| {
            read_sheet(&self.sheets[at], u16::try_from(at).unwrap_or(u16::MAX), mapping, known)
        };
        if !mapping.sheets.is_empty() {
            let named = |at: &usize| mapping.sheets.iter().any(|name| *name == self.sheets[*at].name);
            let readings: Vec<Reading> =
                (0..self.sheets.len()).filter(named).map(|at| read(at, mapping)).collect();
            if !readings.is_empty() {
                return readings;
            }
        }
        let visible: Vec<usize> = (0..self.sheets.len())
            .filter(|at| {
                let sheet = &self.sheets[*at];
                !sheet.hidden && !sheet.rows.is_empty() && sheet.not_data.is_none()
            })
            .collect();
        let all: Vec<Reading> = visible.iter().map(|at| read(*at, mapping)).collect();
        let understood = |reading: &&Reading| reading.lacks.is_empty();
        // All sheets become the same thing: what most of those that are understood would.
        let becomes = targets::TARGETS.iter().rev().max_by_key(|target| {
            all.iter().filter(understood).filter(|reading| reading.becomes() == target.code).count()
        });
        let chosen: Vec<Reading> = match becomes {
            Some(target) if all.iter().any(|reading| understood(&reading)) => {
                let becoming = Mapping { becomes: target.code.to_owned(), ..mapping.clone() };
                all.into_iter()
                    .filter(|reading| reading.lacks.is_empty())
                    .map(|reading| {
                        if reading.becomes() == target.code {
                            reading
                        } else {
                            read(usize::from(reading.sheet), &becoming)
                        }
                    })
                    .filter(|reading| reading.lacks.is_empty())
                    .collect()
            }
            _ => Vec::new(),
        };
        if chosen.is_empty() {
            // The one with the most in it, for a person to understand.
            let fullest = (0..self.sheets.len())
                .max_by_key(|at| (!self.sheets[*at].hidden, self.sheets[*at].rows.len()));
            return fullest.map(|at| read(at, mapping)).into_iter().collect();
        }
        chosen
    }
}
