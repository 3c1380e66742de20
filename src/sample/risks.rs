//! Turns the risk register's file into records.
//!
//! What is printed stays as printed, gaps and contradictions too; earlier
//! and inherent assessments are invented and marked illustrative.

use serde::Deserialize;

use super::SampleError;
use super::records::{Place, Reader, entry};
use crate::domain::Period;
use crate::domain::matrix::{Cell, RiskMatrix};
use crate::workbook::risk_steps::{empty_assessment, empty_control, empty_risk};
use crate::workbook::{
    Assessment, AssessmentKind, Control, Id, MatrixRecord, Printed, Record, Risk, Treatment,
};

/// `risks.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskFile {
    service: String,
    /// Period that the register and the printed map belong to.
    period: Period,
    source: String,
    category: String,
    /// First period of the matrix that comes with the program.
    matrix_from: Period,
    /// The printed map: rows from the highest probability, columns from the lowest impact.
    map: Vec<Vec<u64>>,
    risk: Vec<toml::Table>,
    counted: Vec<toml::Table>,
}

/// One `[[risk]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RiskEntry {
    reference: String,
    title: String,
    cause: String,
    event: String,
    consequence: String,
    #[serde(default)]
    treatment: Treatment,
    #[serde(default)]
    assurance: String,
    opened_in: Period,
    current: Rated,
    target: Option<Rated>,
    #[serde(default)]
    controls: Vec<String>,
    #[serde(default)]
    earlier: Vec<Earlier>,
}

/// A printed assessment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rated {
    impact: Option<u32>,
    probability: Option<u32>,
    score: Option<u32>,
    #[serde(default)]
    label: String,
    #[serde(default)]
    impact_word: String,
    #[serde(default)]
    probability_word: String,
    /// Where the printed map counts it, if not by its factors.
    mapped: Option<String>,
}

/// An invented assessment of an earlier period.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Earlier {
    period: Period,
    #[serde(default)]
    kind: AssessmentKind,
    impact: u32,
    probability: u32,
    #[serde(default)]
    reason: String,
}

/// Risks of one cell that the source only counts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    cell: String,
    /// For each of them its invented cell in the period before, or nothing.
    earlier: Vec<String>,
}

impl Reader {
    /// Adds the matrix, the printed map, and the register with its controls.
    pub(super) fn risks(&mut self, name: &str, file: RiskFile) -> Result<(), SampleError> {
        let top = Place::top(name);
        let period = self.known_period(&top, file.period)?;
        let matrix_from = self.known_period(&top, file.matrix_from)?;
        self.put(|id| {
            let definition = RiskMatrix::DEFAULT.to_owned();
            Record::Matrix(MatrixRecord { id, revision: 0, period: matrix_from, definition })
        });
        self.printed_map(&top, period, &file.map)?;
        for (position, table) in file.risk.into_iter().enumerate() {
            let (place, entry) = entry::<RiskEntry>(name, "risk", position, table)?;
            let opened_in = self.known_period(&place, entry.opened_in)?;
            let risk = Risk {
                title: entry.title,
                cause: entry.cause,
                event: entry.event,
                consequence: entry.consequence,
                category: file.category.clone(),
                treatment: entry.treatment,
                assurance: entry.assurance,
                source: file.source.clone(),
                ..empty_risk(&entry.reference, &file.service, opened_in)
            };
            let risk_id = self.put(|id| Record::Risk(Risk { id, ..risk }));
            for earlier in entry.earlier {
                self.earlier(&place, risk_id, earlier)?;
            }
            self.rated(&place, risk_id, period, AssessmentKind::Current, entry.current)?;
            if let Some(target) = entry.target {
                self.rated(&place, risk_id, period, AssessmentKind::Target, target)?;
            }
            for (position, description) in entry.controls.into_iter().enumerate() {
                let control = Control { description, ..empty_control(risk_id, period, position as u32 + 1) };
                self.put(|id| Record::Control(Control { id, ..control }));
            }
        }
        for (position, table) in file.counted.into_iter().enumerate() {
            let (place, entry) = entry::<Counted>(name, "counted", position, table)?;
            for (number, earlier) in entry.earlier.iter().enumerate() {
                let cell = self.cell(&place, &entry.cell)?;
                let before = match earlier.as_str() {
                    "" => None,
                    text => Some(self.cell(&place, text)?),
                };
                // The quarter before the sample's, in which its invented assessments are.
                let opened_in = if before.is_some() { period.previous() } else { period };
                let opened_in = self.known_period(&place, opened_in)?;
                let risk = Risk {
                    title: format!("Counted at {cell} on the published map, not described there"),
                    category: file.category.clone(),
                    placeholder: true,
                    source: file.source.clone(),
                    ..empty_risk(&format!("{}-{}", entry.cell, number + 1), &file.service, opened_in)
                };
                let risk_id = self.put(|id| Record::Risk(Risk { id, ..risk }));
                if let Some(before) = before {
                    self.in_cell(risk_id, period.previous(), AssessmentKind::Current, before, true);
                }
                self.in_cell(risk_id, period, AssessmentKind::Current, cell, false);
            }
        }
        Ok(())
    }

    fn printed_map(&mut self, place: &Place, period: Period, map: &[Vec<u64>]) -> Result<(), SampleError> {
        let matrix = RiskMatrix::built_in();
        let (high, wide) = (matrix.probability.labels.len(), matrix.impact.labels.len());
        if map.len() != high || map.iter().any(|row| row.len() != wide) {
            return Err(place.wrong(format!("map needs {high} rows of {wide} counts")));
        }
        for (row, counts) in map.iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                let field = format!("heat_map.{}.{}", high - row, column + 1);
                let (period, text) = (period, count.to_string());
                self.put(|id| {
                    Record::Printed(Printed { id, revision: 0, indicator_id: None, period, field, text })
                });
            }
        }
        Ok(())
    }

    fn cell(&self, place: &Place, text: &str) -> Result<Cell, SampleError> {
        Cell::parse(text)
            .filter(|cell| RiskMatrix::built_in().contains(*cell))
            .ok_or_else(|| place.wrong(format!("{text} is no cell of the matrix: write P5I4")))
    }

    fn rated(
        &mut self,
        place: &Place,
        risk_id: Id,
        period: Period,
        kind: AssessmentKind,
        rated: Rated,
    ) -> Result<(), SampleError> {
        let mapped = rated.mapped.map(|text| self.cell(place, &text)).transpose()?;
        self.put(|id| {
            Record::Assessment(Assessment {
                id,
                impact: rated.impact,
                probability: rated.probability,
                stated_score: rated.score,
                stated_label: rated.label,
                stated_impact: rated.impact_word,
                stated_probability: rated.probability_word,
                mapped_impact: mapped.map(|cell| cell.impact),
                mapped_probability: mapped.map(|cell| cell.probability),
                ..empty_assessment(risk_id, period, kind)
            })
        });
        Ok(())
    }

    fn earlier(&mut self, place: &Place, risk_id: Id, earlier: Earlier) -> Result<(), SampleError> {
        let period = self.known_period(place, earlier.period)?;
        self.put(|id| {
            Record::Assessment(Assessment {
                id,
                impact: Some(earlier.impact),
                probability: Some(earlier.probability),
                reason: earlier.reason,
                illustrative: true,
                ..empty_assessment(risk_id, period, earlier.kind)
            })
        });
        Ok(())
    }

    fn in_cell(&mut self, risk_id: Id, period: Period, kind: AssessmentKind, cell: Cell, illustrative: bool) {
        self.put(|id| {
            Record::Assessment(Assessment {
                id,
                impact: Some(cell.impact),
                probability: Some(cell.probability),
                illustrative,
                ..empty_assessment(risk_id, period, kind)
            })
        });
    }
}
