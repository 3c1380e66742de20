//! The risk register and the heat map of a period.

use crate::domain::Period;
use crate::domain::matrix::{Cell, RiskBand, RiskMatrix};
use crate::domain::reference::sort_key;
use crate::domain::risk::{Movement, Position, TargetDoubt, counts, gap};
use crate::workbook::*;

/// A risk of the register, without its long texts.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskRow {
    pub id: Id,
    pub reference: String,
    pub title: String,
    pub category: String,
    pub service: String,
    pub owner: String,
    pub treatment: Treatment,
    pub assurance: String,
    pub opened_in: Option<Period>,
    /// Counted in the source without being described there.
    pub placeholder: bool,
    /// Controls in force.
    pub controls: u32,
    /// Controls in force without an owner or a date.
    pub bare_controls: u32,
    /// As they stand in the period: the latest of their kind until then, without their reasons.
    pub current: Option<Assessment>,
    pub target: Option<Assessment>,
    pub inherent: Option<Assessment>,
    /// Whether the period before had it.
    pub was_there: bool,
    /// As it was rated in the period before.
    pub before: Option<Assessment>,
}

/// The register of a period with the matrix it is rated on.
#[derive(Debug, Clone, PartialEq)]
pub struct Risks {
    pub period: Period,
    /// The period before it; none for the first.
    pub before: Option<Period>,
    pub matrix: RiskMatrix,
    /// The definition in force, where the workbook has its own.
    pub definition: Option<MatrixRecord>,
    /// The matrix of the period before.
    pub matrix_before: RiskMatrix,
    /// Score from which the register lists a risk.
    pub threshold: u32,
    /// Worst first.
    pub rows: Vec<RiskRow>,
    /// The heat map as the source prints it: `heat_map.5.4` is probability 5, impact 4.
    pub printed: Vec<Printed>,
}

/// Everything about one risk in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskDetail {
    pub period: Period,
    pub risk: Risk,
    pub matrix: RiskMatrix,
    /// As they stand in the period.
    pub current: Option<Assessment>,
    pub target: Option<Assessment>,
    pub inherent: Option<Assessment>,
    /// All until the period, oldest first, each with the matrix it was rated on.
    pub assessments: Vec<(Assessment, RiskMatrix)>,
    /// In force, or ended in this period.
    pub controls: Vec<Control>,
    /// Every row that would go with it: assessments and controls of all periods, with their revisions.
    pub parts: Vec<(Table, Id, i64)>,
    /// About this risk: open now, or closed in this period.
    pub actions: Vec<ActionRow>,
    pub linked: Vec<Linked>,
}

/// The risks of a period in a few numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskSummary {
    pub matrix: RiskMatrix,
    pub total: u64,
    /// By cell: rows from the highest probability, columns from the lowest impact.
    pub counts: Vec<Vec<u64>>,
    pub not_on_map: u64,
    pub threshold: u32,
    pub at_threshold: u64,
    pub beyond_appetite: u64,
    /// Worse, better and new since the period before.
    pub up: u64,
    pub down: u64,
    pub new: u64,
    /// Whether the period before is invented.
    pub before_is_illustrative: bool,
}

/// A cell whose count on the printed map is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Differs {
    pub cell: Cell,
    pub counted: u64,
    pub printed: u64,
}

impl Assessment {
    /// Impact and probability as the domain works with them.
    pub fn position(&self) -> Position {
        Position {
            impact: self.impact,
            probability: self.probability,
            stated: self.stated_score,
            mapped: self.mapped_impact.zip(self.mapped_probability).map(|(i, p)| Cell::new(i, p)),
        }
    }

    /// The rating exactly as the source prints it: "High 20", "15", or nothing.
    pub fn stated_rating(&self) -> String {
        let score = self.stated_score.map_or_else(String::new, |score| score.to_string());
        format!("{} {score}", self.stated_label).trim().to_owned()
    }
}

impl RiskRow {
    /// Its assessment of a kind.
    pub fn assessment(&self, kind: AssessmentKind) -> Option<&Assessment> {
        match kind {
            AssessmentKind::Current => self.current.as_ref(),
            AssessmentKind::Target => self.target.as_ref(),
            AssessmentKind::Inherent => self.inherent.as_ref(),
        }
    }

    /// Its position of a kind; nothing known where there is no assessment.
    pub fn position(&self, kind: AssessmentKind) -> Position {
        self.assessment(kind).map(Assessment::position).unwrap_or_default()
    }
}

impl Risks {
    /// The cell a risk is counted in.
    pub fn cell(&self, row: &RiskRow, kind: AssessmentKind) -> Option<Cell> {
        row.position(kind).cell(&self.matrix)
    }

    /// The score a risk is rated by.
    pub fn rated(&self, row: &RiskRow, kind: AssessmentKind) -> Option<u32> {
        row.position(kind).rated(&self.matrix)
    }

    /// The band a risk is rated in.
    pub fn band(&self, row: &RiskRow, kind: AssessmentKind) -> Option<&RiskBand> {
        row.position(kind).band(&self.matrix)
    }

    /// How a risk has moved since the period before.
    pub fn movement(&self, row: &RiskRow) -> Movement {
        if self.before.is_none() {
            return Movement::Unknown;
        }
        let before = row
            .was_there
            .then(|| row.before.as_ref().and_then(|before| before.position().rated(&self.matrix_before)));
        Movement::between(before, self.rated(row, AssessmentKind::Current))
    }

    /// What is to be said about a target.
    pub fn doubt(&self, row: &RiskRow) -> TargetDoubt {
        let target = row.position(AssessmentKind::Target);
        TargetDoubt::of(&row.position(AssessmentKind::Current), &target, &self.matrix)
    }

    /// Points from the rating to the target.
    pub fn gap(&self, row: &RiskRow) -> Option<i64> {
        gap(&row.position(AssessmentKind::Current), &row.position(AssessmentKind::Target), &self.matrix)
    }

    /// Risks by cell: rows from the highest probability, columns from the lowest impact.
    pub fn counts(&self, kind: AssessmentKind) -> Vec<Vec<u64>> {
        counts(&self.matrix, self.rows.iter().filter_map(|row| self.cell(row, kind)))
    }

    /// How many risks a cell held in the period before; none where there was no period before.
    pub fn count_before(&self, cell: Cell) -> Option<u64> {
        let then = |row: &&RiskRow| {
            let before = row.before.as_ref().filter(|_| row.was_there);
            before.and_then(|before| before.position().cell(&self.matrix_before)) == Some(cell)
        };
        self.before.is_some().then(|| self.rows.iter().filter(then).count() as u64)
    }

    /// Whether every rating of the period before is invented.
    pub fn before_is_illustrative(&self) -> bool {
        let mut before = self.rows.iter().filter_map(|row| row.before.as_ref()).peekable();
        before.peek().is_some() && before.all(|one| one.illustrative)
    }

    /// How many of the risks are rated by invented figures.
    pub fn illustrative(&self) -> usize {
        self.rows.iter().filter(|row| row.current.as_ref().is_some_and(|one| one.illustrative)).count()
    }

    /// The risks of a cell, worst first.
    pub fn in_cell(&self, cell: Cell, kind: AssessmentKind) -> impl Iterator<Item = &RiskRow> {
        self.rows.iter().filter(move |row| self.cell(row, kind) == Some(cell))
    }

    /// The risks that no cell counts.
    pub fn not_on_map(&self, kind: AssessmentKind) -> impl Iterator<Item = &RiskRow> {
        self.rows.iter().filter(move |row| self.cell(row, kind).is_none())
    }

    /// Whether the register's threshold lists a risk.
    pub fn at_threshold(&self, row: &RiskRow) -> bool {
        self.rated(row, AssessmentKind::Current).is_some_and(|score| score >= self.threshold)
    }

    /// What the source's own map prints for a cell.
    pub fn printed_count(&self, cell: Cell) -> Option<u64> {
        let field = format!("heat_map.{}.{}", cell.probability, cell.impact);
        self.printed.iter().find(|printed| printed.field == field)?.text.trim().parse().ok()
    }

    /// Cells whose count is not the printed one; none where no map is printed.
    pub fn differs(&self) -> Option<Vec<Differs>> {
        if self.printed.is_empty() {
            return None;
        }
        let differs = |cell: Cell| {
            let counted = self.in_cell(cell, AssessmentKind::Current).count() as u64;
            let printed = self.printed_count(cell).unwrap_or(0);
            (counted != printed).then_some(Differs { cell, counted, printed })
        };
        Some(self.matrix.all().filter_map(differs).collect())
    }

    /// The register in a few numbers.
    pub fn summary(&self) -> RiskSummary {
        let current = AssessmentKind::Current;
        let count = |test: &dyn Fn(&RiskRow) -> bool| self.rows.iter().filter(|row| test(row)).count() as u64;
        RiskSummary {
            matrix: self.matrix.clone(),
            total: self.rows.len() as u64,
            counts: self.counts(current),
            not_on_map: self.not_on_map(current).count() as u64,
            threshold: self.threshold,
            at_threshold: count(&|row| self.at_threshold(row)),
            beyond_appetite: count(&|row| row.position(current).beyond_appetite(&self.matrix)),
            up: count(&|row| self.movement(row) == Movement::Up),
            down: count(&|row| self.movement(row) == Movement::Down),
            new: count(&|row| self.movement(row) == Movement::New),
            before_is_illustrative: self.before_is_illustrative(),
        }
    }

    /// Puts the worst first: by rated score, then band, then reference.
    pub fn sort(&mut self) {
        let matrix = &self.matrix;
        let key = |row: &RiskRow| {
            let position = row.position(AssessmentKind::Current);
            let band = position.cell(matrix).and_then(|cell| matrix.band_index(cell));
            (std::cmp::Reverse(position.rated(matrix)), std::cmp::Reverse(band), sort_key(&row.reference))
        };
        self.rows.sort_by_cached_key(key);
    }

    /// What another matrix would do to the register, in sentences: counts by
    /// band before and after, and every risk that changes band or loses its cell.
    pub fn under(&self, other: &RiskMatrix) -> Vec<String> {
        let mut lines = Vec::new();
        for row in &self.rows {
            let position = row.position(AssessmentKind::Current);
            let was = position.band(&self.matrix).map(|band| band.name.as_str());
            let now = position.band(other).map(|band| band.name.as_str());
            let lost = position.cell(&self.matrix).is_some() && position.cell(other).is_none();
            if lost {
                lines.push(format!("{}: no longer on the map", row.reference));
            } else if was != now {
                let name = |band: Option<&str>| band.unwrap_or("no band").to_owned();
                lines.push(format!("{}: {} becomes {}", row.reference, name(was), name(now)));
            }
        }
        lines
    }
}

impl RiskDetail {
    /// The assessment of a kind.
    pub fn assessment(&self, kind: AssessmentKind) -> Option<&Assessment> {
        match kind {
            AssessmentKind::Current => self.current.as_ref(),
            AssessmentKind::Target => self.target.as_ref(),
            AssessmentKind::Inherent => self.inherent.as_ref(),
        }
    }

    /// The position of a kind; nothing known where there is no assessment.
    pub fn position(&self, kind: AssessmentKind) -> Position {
        self.assessment(kind).map(Assessment::position).unwrap_or_default()
    }
}

/// A treatment's name; empty where the source does not say.
pub fn treatment_name(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Unstated => "",
        Treatment::Treat => "Treat",
        Treatment::Tolerate => "Tolerate",
        Treatment::Transfer => "Transfer",
        Treatment::Terminate => "Terminate",
    }
}

/// A kind of assessment as codes and labels call it.
pub fn kind_code(kind: AssessmentKind) -> &'static str {
    match kind {
        AssessmentKind::Inherent => "inherent",
        AssessmentKind::Current => "current",
        AssessmentKind::Target => "target",
    }
}
