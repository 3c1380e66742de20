//! Marks in cells that only notes further down the file explain: kept until the whole of it has been read.

use crate::import::extract::names::Names;
use crate::import::legend::{legend, marked};
use crate::source::{Cell, Row};
use crate::workbook::staged::{CellPlace, Refused, Slot, StagedFigures, StagedImport};

/// Longer is a word and no mark, as a legend has it.
const LONGEST: usize = 6;
/// More unreadable cells than these are refused as they come.
const MAX_CELLS: usize = 50_000;
/// Lines that may be notes, the latest of them.
const MAX_LINES: usize = 400;
/// Cells in a line of a legend: its heading, the mark, the meaning.
const CELLS: usize = 3;

/// A cell that may be a mark.
pub(super) struct Unread {
    pub(super) indicator: u32,
    /// Position in [`StagedImport::periods`].
    pub(super) period: u16,
    /// Position in [`StagedImport::organisations`]; none for ours.
    pub(super) organisation: Option<u16>,
    pub(super) slot: Slot,
    pub(super) place: CellPlace,
    /// What is said of it where no note explains it.
    pub(super) refused: Refused,
    /// Its row says nothing else.
    pub(super) alone: bool,
}

/// What waits for the end of the file.
#[derive(Default)]
pub(super) struct Late {
    cells: Vec<Unread>,
    lines: Vec<Row>,
}

impl Late {
    /// Whether a cell that is no figure may be a mark to wait for.
    pub(super) fn may_wait(&self, cell: &Cell) -> bool {
        let is_mark = matches!(cell, Cell::Text(text) if text.trim().chars().count() <= LONGEST
            && !text.contains(|c: char| c.is_ascii_digit()));
        is_mark && self.cells.len() < MAX_CELLS
    }

    pub(super) fn wait(&mut self, cell: Unread) {
        self.cells.push(cell);
    }

    /// Cells that wait.
    pub(super) fn waiting(&self) -> usize {
        self.cells.len()
    }

    /// Of a row that says nothing else: the first of its cells from here on stands for it.
    pub(super) fn alone(&mut self, from: usize) {
        if let Some(cell) = self.cells.get_mut(from) {
            cell.alone = true;
        }
    }

    /// Notes a row of few cells, which may explain a mark.
    pub(super) fn note_line(&mut self, row: &Row, columns: usize) {
        let filled = row.cells.iter().filter(|cell| !matches!(cell, Cell::Empty)).take(CELLS + 1).count();
        if (1..=CELLS).contains(&filled) && (filled == 1 || columns > CELLS) {
            if self.lines.len() >= MAX_LINES {
                self.lines.remove(0);
            }
            self.lines.push(row.clone());
        }
    }

    /// Gives every mark that a note explains its reason, and refuses the other cells.
    pub(super) fn settle(self, gathered: &mut StagedImport, names: &mut Names) {
        if self.cells.is_empty() {
            return;
        }
        let marks = legend(&self.lines);
        for cell in self.cells {
            let Some(state) = marked(&marks, &cell.refused.value) else {
                gathered.rows.refused += u64::from(cell.alone);
                gathered.rows.cells.refuse(1);
                gathered.refused.push(cell.refused);
                continue;
            };
            gathered.rows.used += u64::from(cell.alone);
            let reason = names.reason(gathered, state);
            let list = match cell.organisation {
                None => &mut gathered.figures,
                Some(_) => &mut gathered.benchmarks,
            };
            let key = Names::key(cell.indicator, cell.period, cell.organisation);
            let at = *names.figures.entry(key).or_insert_with(|| {
                list.push(StagedFigures::new(cell.indicator, cell.period, cell.organisation));
                list.len() as u32 - 1
            });
            let figures = &mut list[at as usize];
            if figures.place(cell.slot).row == 0 {
                figures.set(cell.slot, None, cell.place);
            }
            if figures.missing.is_none() || cell.slot == Slot::Stated {
                figures.missing = Some(reason);
            }
        }
    }
}
