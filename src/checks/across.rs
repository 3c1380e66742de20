//! What is kept of each indicator for the checks that look at all of them.

use crate::domain::{Direction, Rating};
use crate::workbook::{IndicatorMaterial, Subject};

use super::Text;

/// An indicator in short form.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub subject: Subject,
    pub reference: String,
    /// Strategic, Critical …
    pub kind: String,
    pub rating: Rating,
    /// As the row itself is printed, else as worked out.
    pub direction: Direction,
    pub benchmarked: bool,
    /// Cells of its row that the source prints.
    pub printed: Vec<String>,
}

/// All indicators in short form, and everything written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Across {
    pub rows: Vec<Row>,
    pub texts: Vec<Text>,
}

impl Row {
    /// Keeps what the summaries are compared with.
    pub fn of(one: &IndicatorMaterial) -> Self {
        let printed = one.printed("direction_of_travel").and_then(Direction::parse);
        Self {
            subject: one.indicator.subject(),
            reference: one.indicator.reference.clone(),
            kind: one.indicator.kind.clone(),
            rating: one.standing.rating,
            direction: printed.unwrap_or(one.standing.direction),
            benchmarked: one.standing.benchmark.is_some(),
            printed: one.printed.iter().map(|printed| printed.field.clone()).collect(),
        }
    }

    /// Whether a summary counts it as "improving or the same".
    pub fn holds(&self) -> bool {
        matches!(self.direction, Direction::Improving | Direction::Same)
    }
}

impl Across {
    /// The rows of a type, as summaries name it: `strategic`.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.kind.eq_ignore_ascii_case(kind))
    }
}
