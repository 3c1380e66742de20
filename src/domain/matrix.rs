//! The risk matrix: steps of impact and probability, and the band of each cell.
//!
//! A matrix is data. Bands are given cell by cell, so that a grid need not be
//! symmetrical and a band need not follow from the score.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use thiserror::Error;

use super::matrix_file;
use crate::domain::rag::rating::Rating;

/// Steps an axis may have.
pub const STEPS: RangeInclusive<usize> = 3..=6;

/// A cell: how much it would matter, and how probable it is. Both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    pub impact: u32,
    pub probability: u32,
}

impl Cell {
    /// A cell by its two steps.
    pub const fn new(impact: u32, probability: u32) -> Self {
        Self { impact, probability }
    }

    /// From `P5I4`, in any case and with or without spaces, `x` or `×` between.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, 'x' | 'X' | '×'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let (probability, impact) = plain.strip_prefix('P')?.split_once('I')?;
        let step = |text: &str| text.parse::<u32>().ok().filter(|step| *step > 0);
        Some(Self { impact: step(impact)?, probability: step(probability)? })
    }
}

impl fmt::Display for Cell {
    /// `P5 x I4`, as the register's readers say it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "P{} x I{}", self.probability, self.impact)
    }
}

/// One side of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// "Impact", "Likelihood", as the council words it.
    pub name: String,
    /// From step 1 upwards.
    pub labels: Vec<String>,
}

impl Axis {
    /// How many steps there are.
    pub fn steps(&self) -> u32 {
        u32::try_from(self.labels.len()).unwrap_or(0)
    }

    /// The label of a step; empty for one there is not.
    pub fn label(&self, step: u32) -> &str {
        let at = usize::try_from(step).ok().and_then(|step| step.checked_sub(1));
        at.and_then(|at| self.labels.get(at)).map_or("", String::as_str)
    }

    /// The step a text means: its number or its label, in any case.
    ///
    /// # Errors
    /// The range with its labels, for anything else.
    pub fn parse(&self, text: &str) -> Result<u32, String> {
        let text = text.trim();
        let named = self.labels.iter().position(|label| label.eq_ignore_ascii_case(text));
        let step = match named {
            Some(at) => u32::try_from(at + 1).ok(),
            None => text.parse().ok(),
        };
        match step {
            Some(step) if (1..=self.steps()).contains(&step) => Ok(step),
            _ => Err(self.range(text)),
        }
    }

    /// What may be written, and that this was not it.
    fn range(&self, text: &str) -> String {
        let (first, last) = (self.label(1), self.label(self.steps()));
        format!(
            "{} goes from 1 ({first}) to {} ({last}), not {}",
            self.name.to_lowercase(),
            self.steps(),
            super::shown(text)
        )
    }
}

/// A band of the matrix. Mildest first in [`RiskMatrix::bands`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskBand {
    pub code: String,
    /// "Medium High".
    pub name: String,
    /// "MH": how it is told apart without colour.
    pub letters: String,
    /// Lends the band its colour and symbol; nothing else is read from it.
    pub rating: Rating,
}

/// A definition that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{key}: {problem}")]
pub struct MatrixError {
    /// Where in the definition: `cells[2]`, `bands[1].letters`.
    pub key: String,
    /// What is wrong and what would be right, in a sentence.
    pub problem: String,
}

/// The matrix risks are rated on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskMatrix {
    /// Short name of the definition.
    pub code: String,
    pub version: u32,
    pub title: String,
    /// Where it comes from, or empty.
    pub source: String,
    pub impact: Axis,
    pub probability: Axis,
    /// Mildest first.
    pub bands: Vec<RiskBand>,
    /// Position in `bands`, by probability then impact, both from step 1.
    pub(super) cells: Vec<Vec<usize>>,
    /// The same of scores; none where a cell scores impact × probability.
    pub(super) scores: Option<Vec<Vec<u32>>>,
    /// By cell, whether it is beyond appetite.
    pub(super) beyond: Vec<Vec<bool>>,
    /// The corner declared worst, or none where the scores say it.
    pub(super) worst: Option<Cell>,
}

impl RiskMatrix {
    /// Reads and checks a definition.
    ///
    /// # Errors
    /// The first thing wrong with it, naming the key: an axis of fewer than 3
    /// or more than 6 steps, a row too short, letters no band has.
    pub fn parse(toml: &str) -> Result<Self, MatrixError> {
        matrix_file::parse(toml)
    }

    /// The text of the definition a workbook has until it is given its own.
    pub const DEFAULT: &'static str = include_str!("../../assets/matrices/five-by-five.toml");

    /// The matrix a workbook has until it is given its own: five by five.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<RiskMatrix> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::parse(Self::DEFAULT).unwrap_or_else(|_| matrix_file::plain()))
    }

    /// Whether a cell is on the matrix.
    pub fn contains(&self, cell: Cell) -> bool {
        (1..=self.impact.steps()).contains(&cell.impact)
            && (1..=self.probability.steps()).contains(&cell.probability)
    }

    /// The cell of two steps.
    ///
    /// # Errors
    /// Which of them is outside, with the range.
    pub fn cell(&self, impact: u32, probability: u32) -> Result<Cell, String> {
        self.impact.parse(&impact.to_string())?;
        self.probability.parse(&probability.to_string())?;
        Ok(Cell { impact, probability })
    }

    fn at(&self, cell: Cell) -> Option<(usize, usize)> {
        let step = |step: u32| usize::try_from(step).ok()?.checked_sub(1);
        self.contains(cell).then_some((step(cell.probability)?, step(cell.impact)?))
    }

    /// The score of a cell: the grid's own, else impact × probability. None outside.
    pub fn score(&self, cell: Cell) -> Option<u32> {
        let (row, column) = self.at(cell)?;
        match &self.scores {
            Some(scores) => scores.get(row)?.get(column).copied(),
            None => Some(cell.impact * cell.probability),
        }
    }

    /// Whether cells score otherwise than impact × probability.
    pub fn has_own_scores(&self) -> bool {
        self.scores.is_some()
    }

    /// Position of a cell's band: 0 is the mildest. None outside.
    pub fn band_index(&self, cell: Cell) -> Option<usize> {
        let (row, column) = self.at(cell)?;
        self.cells.get(row)?.get(column).copied()
    }

    /// The band of a cell. None outside.
    pub fn band(&self, cell: Cell) -> Option<&RiskBand> {
        self.bands.get(self.band_index(cell)?)
    }

    /// The band of a score alone: that of the cells with that score, where
    /// they all agree; else that of the highest score below it, if one band
    /// holds all of those. None where the score does not say.
    pub fn band_of_score(&self, score: u32) -> Option<&RiskBand> {
        let nearest = self.all().filter_map(|cell| self.score(cell)).filter(|known| *known <= score).max()?;
        let mut bands =
            self.all().filter(|cell| self.score(*cell) == Some(nearest)).map(|cell| self.band_index(cell));
        let first = bands.next().flatten()?;
        bands.all(|band| band == Some(first)).then(|| self.bands.get(first)).flatten()
    }

    /// A band by its name, code or letters, in any case.
    pub fn band_named(&self, text: &str) -> Option<&RiskBand> {
        let text = text.trim();
        self.bands.iter().find(|band| {
            [&band.name, &band.code, &band.letters].into_iter().any(|name| name.eq_ignore_ascii_case(text))
        })
    }

    /// Whether the council will not carry what is in this cell without treating it.
    pub fn beyond_appetite(&self, cell: Cell) -> bool {
        self.at(cell).and_then(|(row, column)| self.beyond.get(row)?.get(column).copied()).unwrap_or(false)
    }

    /// Every cell, probability by probability from 1, impact by impact from 1.
    pub fn all(&self) -> impl Iterator<Item = Cell> + '_ {
        (1..=self.probability.steps())
            .flat_map(|probability| (1..=self.impact.steps()).map(move |impact| Cell { impact, probability }))
    }

    /// Every score there is, with no repeats, ascending.
    pub fn scores(&self) -> Vec<u32> {
        let mut scores: Vec<u32> = self.all().filter_map(|cell| self.score(cell)).collect();
        scores.sort_unstable();
        scores.dedup();
        scores
    }

    /// Lowest and highest score of a band's cells; none for a band without cells.
    pub fn range(&self, band: usize) -> Option<(u32, u32)> {
        let scores: Vec<u32> = self
            .all()
            .filter(|cell| self.band_index(*cell) == Some(band))
            .filter_map(|cell| self.score(cell))
            .collect();
        Some((*scores.iter().min()?, *scores.iter().max()?))
    }

    /// The worst corner: the one declared, else the corner with the highest
    /// score (of several, the one of highest impact, then probability).
    pub fn worst(&self) -> Cell {
        let (wide, high) = (self.impact.steps(), self.probability.steps());
        let corners = [Cell::new(1, 1), Cell::new(1, high), Cell::new(wide, 1), Cell::new(wide, high)];
        let highest = corners.into_iter().max_by_key(|cell| (self.score(*cell), *cell));
        self.worst.or(highest).unwrap_or(Cell::new(wide, high))
    }

    /// Where the worst corner is on a map with probability down (highest on
    /// top) and impact across: "top right".
    pub fn worst_in_words(&self) -> &'static str {
        let worst = self.worst();
        match (worst.probability == 1, worst.impact == 1) {
            (false, false) => "top right",
            (false, true) => "top left",
            (true, false) => "bottom right",
            (true, true) => "bottom left",
        }
    }
}
