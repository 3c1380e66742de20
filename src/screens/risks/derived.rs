//! What the screen works out of a register: once, until another register comes.

use std::collections::HashMap;
use std::rc::Rc;

use super::register::{self, Show};
use super::{RiskScreen, lists};
use crate::domain::matrix::Cell;
use crate::domain::risk::Movement;
use crate::ui::kept::Kept;
use crate::ui::table::Column;
use crate::ui::theme::Theme;
use crate::workbook::views::risks::Differs;
use crate::workbook::{AssessmentKind, Id, RiskSummary, Risks};

/// Kept until the register is another.
#[derive(Default)]
pub(super) struct Derived {
    places: Kept<(), HashMap<Id, usize>>,
    map: Kept<AssessmentKind, OnMap>,
    /// Rows of the table: what is shown, the column that orders, whether reversed, what is sought.
    register: Kept<(Show, usize, bool, String), Vec<usize>>,
    columns: Kept<(), Columns>,
    counts: Kept<(), Counts>,
}

/// The columns of both lists, as the whole register needs them: they stay where they are as the
/// list is narrowed and from cell to cell.
pub(super) struct Columns {
    pub register: Vec<Column>,
    pub list: Vec<Column>,
}

/// Where the risks are on the map, by one kind of assessment.
#[derive(Default)]
pub(super) struct OnMap {
    /// Positions of the risks of each cell; those that no cell counts stand under none.
    cells: HashMap<Option<Cell>, Rc<Vec<usize>>>,
    pub up: HashMap<Cell, u64>,
    pub down: HashMap<Cell, u64>,
    /// How many a cell held in the period before.
    pub before: HashMap<Cell, u64>,
}

/// The register in numbers.
pub(super) struct Counts {
    pub summary: RiskSummary,
    /// Cells whose count is not the printed one; none where no map is printed.
    pub differs: Option<Vec<Differs>>,
    pub illustrative: usize,
    pub placeholders: usize,
}

impl OnMap {
    fn of(risks: &Risks, kind: AssessmentKind) -> Self {
        let mut cells: HashMap<Option<Cell>, Vec<usize>> = HashMap::new();
        let mut map = Self::default();
        for (at, row) in risks.rows.iter().enumerate() {
            let cell = risks.cell(row, kind);
            cells.entry(cell).or_default().push(at);
            if let Some(cell) = cell {
                match risks.movement(row) {
                    Movement::Up => *map.up.entry(cell).or_default() += 1,
                    Movement::Down => *map.down.entry(cell).or_default() += 1,
                    _ => {}
                }
            }
            let before = row.before.as_ref().filter(|_| row.was_there);
            if let Some(cell) = before.and_then(|before| before.position().cell(&risks.matrix_before)) {
                *map.before.entry(cell).or_default() += 1;
            }
        }
        map.cells = cells.into_iter().map(|(cell, rows)| (cell, Rc::new(rows))).collect();
        map
    }

    /// Positions of the risks of a cell, or of those that no cell counts; worst first.
    pub(super) fn rows(&self, cell: Option<Cell>) -> Rc<Vec<usize>> {
        self.cells.get(&cell).cloned().unwrap_or_default()
    }
}

impl RiskScreen {
    /// Where a risk is in the register.
    pub(super) fn position(&self, id: Id) -> Option<usize> {
        let rows = || self.risks.iter().flat_map(|risks| risks.rows.iter().map(|row| row.id));
        let places = self.derived.places.get((), || rows().zip(0..).collect());
        places.get(&id).copied()
    }

    /// The risks by cell, as they are assessed in the view on screen.
    pub(super) fn on_map(&self) -> Rc<OnMap> {
        let make = || self.risks.as_deref().map(|risks| OnMap::of(risks, self.kind)).unwrap_or_default();
        self.derived.map.get(self.kind, make)
    }

    /// Positions of the rows of the table, in order.
    pub(super) fn in_register(&self, risks: &Risks) -> Rc<Vec<usize>> {
        let register = &self.register;
        let key = (register.show, register.sort, register.descending, register.find.text().to_owned());
        self.derived.register.get(key, || register.rows(risks))
    }

    pub(super) fn columns(&self, risks: &Risks, theme: &Theme) -> Rc<Columns> {
        self.derived.columns.get((), || Columns {
            register: register::columns(risks, theme),
            list: lists::columns(risks, theme),
        })
    }

    pub(super) fn counts(&self, risks: &Risks) -> Rc<Counts> {
        self.derived.counts.get((), || Counts {
            summary: risks.summary(),
            differs: risks.differs(),
            illustrative: risks.illustrative(),
            placeholders: risks.rows.iter().filter(|row| row.placeholder).count(),
        })
    }
}
