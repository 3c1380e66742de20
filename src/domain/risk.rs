//! How a risk is rated, how it has moved and how far it is from its target.
//!
//! Registers print scores, and print them wrong: a score that the source
//! prints stands as the rating, the factors printed beside it stay as they
//! are, and where the two disagree both are shown.

use super::matrix::{Cell, RiskBand, RiskMatrix};

/// Impact and probability of a risk, as given and as the source prints them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// From 1; none where the source leaves a gap.
    pub impact: Option<u32>,
    pub probability: Option<u32>,
    /// The score the source prints.
    pub stated: Option<u32>,
    /// The cell the source's own map counts it in, where the factors lead elsewhere.
    pub mapped: Option<Cell>,
}

impl Position {
    /// A position by its factors alone.
    pub fn of(cell: Cell) -> Self {
        Self { impact: Some(cell.impact), probability: Some(cell.probability), ..Self::default() }
    }

    /// The cell of the printed factors, when both are given and on the matrix.
    pub fn factors(&self, matrix: &RiskMatrix) -> Option<Cell> {
        let cell = Cell { impact: self.impact?, probability: self.probability? };
        matrix.contains(cell).then_some(cell)
    }

    /// Where the heat map counts it: the source's own cell, else that of the factors.
    pub fn cell(&self, matrix: &RiskMatrix) -> Option<Cell> {
        self.mapped.filter(|cell| matrix.contains(*cell)).or_else(|| self.factors(matrix))
    }

    /// The score its factors give.
    pub fn score(&self, matrix: &RiskMatrix) -> Option<u32> {
        matrix.score(self.factors(matrix)?)
    }

    /// The score it is rated by: the printed one where the source prints one,
    /// else that of its cell.
    pub fn rated(&self, matrix: &RiskMatrix) -> Option<u32> {
        self.stated.or_else(|| matrix.score(self.cell(matrix)?))
    }

    /// The band it is rated in: its cell's, else the one its score alone says.
    pub fn band<'a>(&self, matrix: &'a RiskMatrix) -> Option<&'a RiskBand> {
        match self.cell(matrix) {
            Some(cell) => matrix.band(cell),
            None => matrix.band_of_score(self.rated(matrix)?),
        }
    }

    /// Whether it is in a cell the council will not carry without treating it.
    pub fn beyond_appetite(&self, matrix: &RiskMatrix) -> bool {
        self.cell(matrix).is_some_and(|cell| matrix.beyond_appetite(cell))
    }

    /// How the printed factors and the printed score disagree, in a sentence.
    pub fn contradiction(&self, matrix: &RiskMatrix) -> Option<String> {
        let (stated, score) = (self.stated?, self.score(matrix)?);
        let (impact, probability) = (self.impact?, self.probability?);
        (stated != score).then(|| {
            format!("its factors, {impact} x {probability}, give {score}; the source prints {stated}")
        })
    }
}

/// How a risk has moved since the last period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Movement {
    /// Worse.
    Up,
    /// The register did not have it.
    New,
    Same,
    /// Better.
    Down,
    /// One of the two is not rated.
    #[default]
    Unknown,
}

impl Movement {
    /// From one rated score to the next; the first is none where the register
    /// did not have the risk, and each is none inside where it is not rated.
    pub fn between(before: Option<Option<u32>>, now: Option<u32>) -> Self {
        match (before, now) {
            (None, _) => Self::New,
            (Some(Some(before)), Some(now)) if now > before => Self::Up,
            (Some(Some(before)), Some(now)) if now < before => Self::Down,
            (Some(Some(_)), Some(_)) => Self::Same,
            _ => Self::Unknown,
        }
    }

    /// As scripts read it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::New => "new",
            Self::Same => "same",
            Self::Down => "down",
            Self::Unknown => "unknown",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Up => "up, worse",
            Self::New => "new",
            Self::Same => "the same",
            Self::Down => "down, better",
            Self::Unknown => "not comparable",
        }
    }
}

/// How the target stands to what is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TargetDoubt {
    /// Better than now, or nothing to compare.
    #[default]
    None,
    /// The same score as now: the treatment is to change nothing.
    NoBetter,
    /// Worse than now.
    Worse,
    /// Better than the printed rating, but worse than the printed factors give.
    WorseThanFactors,
}

impl TargetDoubt {
    /// Judges a target against the current position.
    pub fn of(now: &Position, target: &Position, matrix: &RiskMatrix) -> Self {
        let (Some(rated), Some(wanted)) = (now.rated(matrix), target.rated(matrix)) else {
            return Self::None;
        };
        match now.score(matrix) {
            _ if wanted > rated => Self::Worse,
            Some(score) if wanted < rated && wanted > score => Self::WorseThanFactors,
            _ if wanted == rated => Self::NoBetter,
            _ => Self::None,
        }
    }

    /// In a sentence; empty where there is no doubt.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::None => "",
            Self::NoBetter => "The target is no better than now.",
            Self::Worse => "The target is worse than now.",
            Self::WorseThanFactors => "The target is worse than the printed factors give now.",
        }
    }
}

/// Points between the rating and the target; negative where the target is worse.
pub fn gap(now: &Position, target: &Position, matrix: &RiskMatrix) -> Option<i64> {
    Some(i64::from(now.rated(matrix)?) - i64::from(target.rated(matrix)?))
}

/// Risks counted by cell: `counts[row][column]`, rows from the highest
/// probability to the lowest, columns from the lowest impact to the highest,
/// as a printed map has them.
pub fn counts(matrix: &RiskMatrix, cells: impl IntoIterator<Item = Cell>) -> Vec<Vec<u64>> {
    let (high, wide) = (matrix.probability.labels.len(), matrix.impact.labels.len());
    let mut counts = vec![vec![0; wide]; high];
    for cell in cells.into_iter().filter(|cell| matrix.contains(*cell)) {
        let (row, column) = (high - cell.probability as usize, cell.impact as usize - 1);
        counts[row][column] += 1;
    }
    counts
}
