//! Where a row of a budget stands: its cells as [`Tree`](super::tree::Tree) takes them.

use super::Extraction;
use super::tree::{BudgetPlace, BudgetRow, Stands};
use crate::import::figure::{self, CellFigure, Style};
use crate::import::reading::Reading;
use crate::import::table::Line;
use crate::source::{Cell, Row};
use crate::workbook::staged::CellPlace;

impl Extraction<'_> {
    /// Where a row stands among the lines of a budget, where it is one.
    ///
    /// # Errors
    /// Why it is left out.
    pub(super) fn budget_line(
        &mut self,
        at: usize,
        row: &Row,
        line: Line,
    ) -> Result<BudgetPlace, &'static str> {
        let plan = &self.plans[at];
        let Some((column, style)) = plan.budget else { return Ok(BudgetPlace::default()) };
        if !matches!(line, Line::Data | Line::Group | Line::Total) {
            return Ok(BudgetPlace::default());
        }
        let text = |field: &str| match plan.cells.get(field).and_then(|at| row.cells.get(usize::from(at))) {
            Some(Cell::Text(text)) => text.as_str(),
            _ => "",
        };
        let mut name = text("name");
        let mut under = text("under").trim();
        let first = row
            .cells
            .iter()
            .find_map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None });
        // A heading, or a total, may stand in the column of what lines count into.
        if line == Line::Group || name.is_empty() && line == Line::Total {
            (name, under) = (first.unwrap_or_default(), "");
        }
        let amount = row.cells.get(usize::from(column)).map(|cell| figure::read(cell, style));
        let amount = match amount {
            Some(Ok(CellFigure::Figure(figure))) => Some(figure.value),
            _ => None,
        };
        let place =
            CellPlace { sheet: plan.sheet, row: row.number, column: plan.cells.get("name").unwrap_or(0) };
        if name.is_empty() && under.is_empty() {
            return Ok(BudgetPlace::default());
        }
        match self.tree.take(&BudgetRow { line, name, under, amount }, place) {
            Stands::Line(stands) => Ok(stands),
            Stands::Heading => Err("a heading within the table, which the rows below it count into"),
            Stands::TotalOfNothing => Err(
                "a total of which nothing says what lines it has: no heading is called so, and no budgets add up to it",
            ),
        }
    }
}

/// The column of amounts of which totals are the sums.
pub(super) fn budget_column(reading: &Reading) -> (u16, Style) {
    const AMOUNTS: [&str; 6] = ["revised", "original", "latest", "budget", "forecast", "actual"];
    let found = AMOUNTS.iter().find_map(|code| reading.place_of(code));
    found.map_or((u16::MAX, Style::default()), |at| {
        let column = &reading.columns[at];
        (column.column.place, column.style)
    })
}
