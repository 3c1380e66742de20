//! What a file says, before it is matched with what the workbook holds: the
//! figures of indicators in the compact form that a million of them need, and
//! everything else as fields of records.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::domain::typed_figure::Written;
use crate::domain::{Basis, Period, ResultStatus};
use crate::workbook::change::{Record, Table};
use crate::workbook::compare::ThemePath;
use crate::workbook::record::Indicator;

/// A cell of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct CellPlace {
    /// Position in [`StagedImport::sheets`].
    pub sheet: u16,
    /// From 1, as the file counts.
    pub row: u32,
    /// From 0.
    pub column: u16,
}

/// Everything a file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StagedImport {
    /// The file's name, without its folders.
    pub file: String,
    pub sheets: Vec<String>,
    /// Codes of the periods named, in the order first named.
    pub periods: Vec<Period>,
    /// Other organisations.
    pub organisations: Vec<String>,
    /// Their codes, by the same positions as far as the file gives any; empty where it gives none.
    pub organisation_codes: Vec<String>,
    /// The code of ours; empty where it gives none.
    pub own_code: String,
    /// Reasons why there is no figure.
    pub reasons: Vec<String>,
    /// In the order first named.
    pub indicators: Vec<StagedIndicator>,
    pub figures: Vec<StagedFigures>,
    /// Other organisations'.
    pub benchmarks: Vec<StagedFigures>,
    /// What belongs to no figure: risks, actions, budget lines, words.
    pub records: Vec<StagedRecord>,
    pub refused: Refusals,
    pub rows: Rows,
}

impl StagedImport {
    /// How many things it says.
    pub fn things(&self) -> usize {
        self.indicators.len() + self.figures.len() + self.benchmarks.len() + self.records.len()
    }
}

/// An indicator a file names.
#[derive(Debug, Clone, PartialEq)]
pub struct StagedIndicator {
    /// As first written.
    pub reference: String,
    pub place: CellPlace,
    /// With all that is known of it, for a workbook that has no such indicator.
    pub as_new: Indicator,
    /// The kind of measure it was taken for, and the words or figures that told it.
    pub measure: String,
    /// Fields of it that the file says and that replace what the workbook has.
    pub given: Vec<&'static str>,
    /// The theme it belongs to, and where that stands; empty where the file names none.
    pub theme: ThemePath,
    pub theme_place: CellPlace,
    /// Bands that its cells of targets say are to be aimed for, each different one once.
    pub bands: Vec<(f64, f64, CellPlace)>,
}

impl StagedIndicator {
    /// Notes a band in a cell of targets.
    pub fn note_band(&mut self, low: f64, high: f64, place: CellPlace) {
        if !self.bands.iter().any(|(a, b, _)| (*a, *b) == (low, high)) {
            self.bands.push((low, high, place));
        }
    }
}

/// The figures of an indicator in a period: ours, or another organisation's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StagedFigures {
    /// Position in [`StagedImport::indicators`].
    pub indicator: u32,
    /// Position in [`StagedImport::periods`].
    pub period: u16,
    /// Position in [`StagedImport::organisations`]; none for ours.
    pub organisation: Option<u16>,
    /// Position in [`StagedImport::reasons`] of why there is no result.
    pub missing: Option<u16>,
    /// Numerator, denominator, result and target; not a number where they are not said. There may be
    /// a million of these, so they are kept small.
    values: [f64; 4],
    /// Where each of them stands.
    places: [CellPlace; 4],
    /// The unit each of them is written in, where it says so.
    pub written: [Option<Written>; 4],
    /// What its target says of the way that is better: `≥80%`, `<18`.
    pub higher_is_better: Option<bool>,
    pub status: ResultStatus,
    /// Only for a period that has no result yet: what a later table calls the previous result.
    pub only_if_new: bool,
    /// Of which of these the file says two that differ, both of which are refused.
    pub differs: [bool; 4],
    /// First and last day covered, where that is not the period.
    pub covers: Option<(NaiveDate, NaiveDate)>,
    /// What it covers, where that follows from the days.
    pub basis: Option<Basis>,
}

/// A figure of [`StagedFigures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    Numerator,
    Denominator,
    Stated,
    Target,
}

impl StagedFigures {
    /// Nothing said yet.
    pub fn new(indicator: u32, period: u16, organisation: Option<u16>) -> Self {
        Self {
            indicator,
            period,
            organisation,
            missing: None,
            values: [f64::NAN; 4],
            places: [CellPlace::default(); 4],
            written: [None; 4],
            higher_is_better: None,
            status: ResultStatus::Final,
            only_if_new: false,
            differs: [false; 4],
            covers: None,
            basis: None,
        }
    }

    /// A figure, where it is said.
    pub fn get(&self, slot: Slot) -> Option<f64> {
        Some(self.values[slot as usize]).filter(|value| !value.is_nan())
    }

    /// Says a figure, and where it stands.
    pub fn set(&mut self, slot: Slot, value: Option<f64>, place: CellPlace) {
        self.values[slot as usize] = value.unwrap_or(f64::NAN);
        self.places[slot as usize] = place;
    }

    /// Where a figure stands, or the reason why there is none; row 0 where neither is said.
    pub fn place(&self, slot: Slot) -> CellPlace {
        self.places[slot as usize]
    }

    /// The first place anything of it stands at.
    pub fn first_place(&self) -> CellPlace {
        self.places.iter().copied().filter(|place| place.row > 0).min().unwrap_or_default()
    }

    /// The first place anything of the result stands at; where nothing is said of it, as
    /// [`StagedFigures::first_place`].
    pub fn result_place(&self) -> CellPlace {
        let places = [Slot::Stated, Slot::Numerator, Slot::Denominator].map(|slot| self.place(slot));
        places.into_iter().filter(|place| place.row > 0).min().unwrap_or_else(|| self.first_place())
    }

    /// Whether anything is said of the result, and not of the target alone.
    pub fn has_result(&self) -> bool {
        self.missing.is_some()
            || [Slot::Numerator, Slot::Denominator, Slot::Stated].iter().any(|slot| self.get(*slot).is_some())
    }
}

/// A record of any other table.
#[derive(Debug, Clone, PartialEq)]
pub struct StagedRecord {
    pub place: CellPlace,
    /// What it is called in messages: "AS0007", "action “Recruit assessors”".
    pub name: String,
    /// As it would be added, before the rows it belongs to are known.
    pub as_new: Record,
    /// Fields by which it is found among those there are; text is compared by its words.
    pub found_by: &'static [&'static str],
    /// Fields the file says, as they are written down in the history.
    pub said: Map<String, Value>,
    /// Fields that refer to another row, by what that row is called.
    pub belongs_to: Vec<BelongsTo>,
}

/// A reference to a row that is told by its name.
#[derive(Debug, Clone, PartialEq)]
pub struct BelongsTo {
    /// The field that holds its id.
    pub field: &'static str,
    pub table: Table,
    /// Its reference or, where it has none, its name.
    pub name: String,
}

/// Between the names of a path in [`BelongsTo::name`]: no cell has it.
pub const BETWEEN: &str = "\u{1f}";

/// A cell or row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub place: CellPlace,
    /// As it stands in the file, shortened.
    pub value: String,
    /// The rest of a sentence, with what to do.
    pub reason: String,
}

/// What was refused: the first of them whole, the others counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusals {
    pub first: Vec<Refused>,
    pub count: u64,
    /// Cells with something in them that were refused, one that is refused twice in a row once.
    pub cells: u64,
    last: CellPlace,
}

impl Refusals {
    /// More than anybody reads.
    pub const KEPT: usize = 2_000;

    /// Notes one more.
    pub fn push(&mut self, refused: Refused) {
        self.count += 1;
        self.cells += u64::from(!refused.value.is_empty() && (self.count == 1 || refused.place != self.last));
        self.last = refused.place;
        if self.first.len() < Self::KEPT {
            self.first.push(refused);
        }
    }
}

/// What became of the rows of a file. Always `read = used + left out + refused`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    pub read: u64,
    pub used: u64,
    /// Rows of which nothing could be used.
    pub refused: u64,
    /// Rows left out on purpose, by why.
    pub left_out: BTreeMap<String, u64>,
    pub cells: Cells,
    /// Columns that are named as something that is kept, and are not used.
    pub unused: Vec<UnusedColumn>,
}

/// What became of the cells, with something in them, of the sheets that are read. `total` is counted as they come,
/// and the others add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cells {
    pub total: u64,
    pub used: u64,
    pub headings: u64,
    pub left_out: u64,
    pub refused: u64,
}

impl Cells {
    /// Moves cells that were used to those that are refused.
    pub fn refuse(&mut self, cells: u64) {
        let moved = cells.min(self.used);
        self.used -= moved;
        self.refused += moved;
    }

    /// The same in few words: "412 of 500 cells used, 10 refused".
    pub fn in_short(&self) -> String {
        let plain = |number: u64| crate::domain::figures::format_plain(number as f64, 0);
        format!("{} of {} cells used, {} refused", plain(self.used), plain(self.total), plain(self.refused))
    }

    /// "412 of 500 cells used, 8 headings, 70 left out, 10 refused".
    pub fn sentence(&self) -> String {
        let plain = |number: u64| crate::domain::figures::format_plain(number as f64, 0);
        format!(
            "{} of {} cells used, {} headings, {} left out, {} refused",
            plain(self.used),
            plain(self.total),
            plain(self.headings),
            plain(self.left_out),
            plain(self.refused)
        )
    }
}

/// A column that is named as something that is kept, and is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedColumn {
    /// Position in [`StagedImport::sheets`].
    pub sheet: u16,
    pub heading: String,
    pub cells: u64,
    pub why: String,
}

impl UnusedColumn {
    /// "column Target (10 cells) not used: another column is taken for target".
    pub fn sentence(&self) -> String {
        let cells = if self.cells == 1 { "cell" } else { "cells" };
        format!(
            "column {} ({} {cells}) not used: {}",
            crate::domain::shown(&self.heading),
            self.cells,
            self.why
        )
    }
}

impl Rows {
    /// All that were left out.
    pub fn left_out(&self) -> u64 {
        self.left_out.values().sum()
    }

    /// Whether more than half of the rows with something to say are refused: then the table is not understood.
    pub fn mostly_refused(&self) -> bool {
        self.refused > self.used
    }
}

/// A cell as a spreadsheet names it: `Table 2a!F12`; without the sheet where there is only one.
pub fn cell_of(sheets: &[String], place: CellPlace) -> String {
    let cell = format!("{}{}", column_letters(place.column), place.row);
    match sheets.get(usize::from(place.sheet)) {
        Some(sheet) if sheets.len() > 1 => format!("{sheet}!{cell}"),
        _ => cell,
    }
}

impl StagedImport {
    /// A cell as a spreadsheet names it: `Table 2a!F12`; without the sheet where there is only one.
    pub fn cell(&self, place: CellPlace) -> String {
        cell_of(&self.sheets, place)
    }

    /// Where something came from, as records keep it: `returns.xlsx, Table 2a!F12`.
    pub fn source(&self, place: CellPlace) -> String {
        let (letters, row) = (column_letters(place.column), place.row.to_string());
        // Joined, not formatted: there is one of each figure.
        match self.sheets.get(usize::from(place.sheet)) {
            Some(sheet) if !is_only_sheet(sheet, &self.file) => {
                [&self.file, ", ", sheet, "!", &letters, &row].concat()
            }
            _ => [&self.file, ", ", &letters, &row].concat(),
        }
    }
}

/// Whether a sheet is all of its file: a csv file is one sheet that is named after it.
pub fn is_only_sheet(sheet: &str, file: &str) -> bool {
    sheet == file || file.rsplit_once('.').is_some_and(|(stem, _)| stem == sheet)
}

/// `A`, `Z`, `AA`: how spreadsheets call a column, counted from 0.
pub fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}
