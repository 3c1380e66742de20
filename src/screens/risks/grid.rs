//! Where the cells of the heat map are, at any size: boxes while there is room, then single lines.

use ratatui::layout::{Position, Rect};

use crate::domain::matrix::{Cell, RiskMatrix};
use crate::ui::inert::width;

/// Where the cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Of the first column and the top row.
    left: u16,
    pub(super) top: u16,
    /// From one cell to the next.
    wide: u16,
    pitch: u16,
    /// Rows of the screen a cell takes.
    pub(super) high: u16,
    columns: u32,
    rows: u32,
    /// Room for the step of probability, with its label where that fits.
    pub(super) label: u16,
    /// Lines of the steps of impact: two where their labels have no room beside each other.
    pub(super) steps: u16,
}

/// Lines besides the cells: axes above, labels and legend below.
const ABOVE: u16 = 1;
const BELOW: u16 = 2;

impl Grid {
    /// Fits a matrix into an area: the largest cells that leave room for axes and legend.
    pub fn new(matrix: &RiskMatrix, area: Rect, extra: u16) -> Self {
        let (columns, rows) = (matrix.impact.steps().max(1), matrix.probability.steps().max(1));
        let longest = matrix.probability.labels.iter().map(|label| width(label)).max().unwrap_or(0) as u16;
        let across = |label: u16| (area.width.saturating_sub(label) / columns as u16).clamp(5, 25);
        let label = if across(longest + 3) >= 13 { longest + 3 } else { 3 };
        let wide = across(label);
        let step = matrix.impact.labels.iter().map(|label| width(label) + 3).max().unwrap_or(0) as u16;
        let spare = area.height.saturating_sub(ABOVE + BELOW + extra);
        let steps = if wide < step && spare > rows as u16 { 2 } else { 1 };
        let room = spare.saturating_sub(steps - 1);
        let pitch = (room / rows as u16).clamp(1, 9);
        let high = if pitch >= 3 && wide >= 9 { pitch } else { 1 };
        let pitch = if high == 1 { pitch.min(2) } else { pitch };
        Self { left: area.x + label, top: area.y + ABOVE, wide, pitch, high, columns, rows, label, steps }
    }

    /// Lines of the screen it takes with its axes and legend.
    pub fn height(&self) -> u16 {
        ABOVE + self.cells_height() + BELOW + self.steps - 1
    }

    pub(super) fn cells_height(&self) -> u16 {
        // Nothing below the last row but its own lines.
        (self.pitch * self.rows as u16).saturating_sub(self.pitch - self.high)
    }

    /// Lines a map of single-line cells needs.
    pub fn least(matrix: &RiskMatrix) -> u16 {
        ABOVE + matrix.probability.steps() as u16 + BELOW
    }

    /// Where a cell is drawn. The top row is the highest probability.
    pub fn cell(&self, cell: Cell) -> Rect {
        let row = self.rows.saturating_sub(cell.probability) as u16;
        let column = cell.impact.saturating_sub(1) as u16;
        Rect {
            x: self.left + column * self.wide,
            y: self.top + row * self.pitch,
            width: self.wide,
            height: self.high,
        }
    }

    /// The cell the mouse points at.
    pub fn at(&self, at: Position) -> Option<Cell> {
        (1..=self.rows)
            .flat_map(|probability| (1..=self.columns).map(move |impact| Cell { impact, probability }))
            .find(|cell| self.cell(*cell).contains(at))
    }

    /// Whether the cells are boxes, not single lines.
    pub(super) fn boxed(&self) -> bool {
        self.high >= 3
    }
}
