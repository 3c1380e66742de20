//! Gathering what a whole file says, row after row.

mod budget_row;
mod dated;
mod evidence;
mod figures;
mod fill;
mod indicator;
mod late;
mod names;
mod plan;
mod tree;
mod under;
mod view;

pub use dated::Dated;
use fill::{fill_down, say_again};
use late::Late;
use names::Names;
use plan::{FigurePlan, plan};
use tree::Tree;
use under::Under;
pub use view::{RowView, belongs_to, words_of};

use crate::domain::{FinancialYear, Period, PeriodKind};
use crate::import::figure::{Firmness, Style};
use crate::import::legend::legend;
use crate::import::mapping::NOTHING;
use crate::import::reading::{HEADINGS, HIDDEN, NOTES, Reading};
use crate::import::table::Line;
use crate::import::targets::ImportKind;
use crate::import::written_time::TimeStyle;
use crate::import::{Known, cell_text};
use crate::source::{Area, Cell, Event, Row};
use crate::workbook::staged::{CellPlace, Refused, StagedImport, UnusedColumn};

/// A sheet's reading, made ready for a million rows.
struct Plan {
    reading: Reading,
    target: &'static ImportKind,
    /// Position of the sheet in what is gathered.
    sheet: u16,
    /// Cells by field.
    cells: Cells,
    /// Cells that say what a row is about.
    key: Vec<u16>,
    /// Cells that are filled down where they are merged.
    carried: Vec<u16>,
    /// Cells whose empty ones say what the one above says, the upper level first.
    filled_down: Vec<u16>,
    /// Cells, and what they may say.
    only: Vec<(u16, Vec<String>, String)>,
    figures: FigurePlan,
    /// The first column of amounts, of which totals are the sums, where rows are lines of a budget.
    budget: Option<(u16, Style)>,
    /// The cell whose words make several measures of one name.
    split: Option<u16>,
    /// Notes of cells that are kept, by row and column.
    notes: Vec<(u32, u16, String)>,
    /// Stretches of hidden rows that are left out.
    hidden: Vec<(u32, u32)>,
    /// By place: whether a column is a field.
    taken: Vec<bool>,
    /// Columns that are named as something that is kept and are not used: their places, and positions in
    /// [`Rows::unused`](crate::workbook::staged::Rows).
    unused: Vec<(u16, usize)>,
    /// Whether rows name the theme of their indicator.
    themed: bool,
    /// The period of rows that name none.
    period: Option<Period>,
    /// How its times are written.
    times: TimeStyle,
    /// What days of its column end: months, quarters or years.
    kind_of_days: PeriodKind,
    year: FinancialYear,
}

/// Where the fields of a sheet stand: few, asked for by every row, and found sooner in a list than
/// in a table.
#[derive(Default)]
struct Cells(Vec<(&'static str, u16)>);

impl Cells {
    /// The first column of a field counts.
    fn note(&mut self, field: &'static str, place: u16) {
        if !self.contains(field) {
            self.0.push((field, place));
        }
    }

    fn get(&self, field: &str) -> Option<u16> {
        self.0.iter().find(|(one, _)| *one == field).map(|(_, place)| *place)
    }

    fn contains(&self, field: &str) -> bool {
        self.get(field).is_some()
    }
}

/// Gathers what a file says. Fed with a reader's events, in their order.
pub struct Extraction<'a> {
    known: &'a Known,
    plans: Vec<Plan>,
    current: Option<usize>,
    merged: Vec<(Area, Option<Cell>)>,
    /// Its cells are parted by signs, of which one may have been part of a cell.
    delimited: bool,
    /// What the cells that are filled down said last.
    above: Vec<Cell>,
    gathered: StagedImport,
    names: Names,
    under: Under,
    tree: Tree,
    late: Late,
}

impl<'a> Extraction<'a> {
    /// Begins to gather from a file that is understood like this.
    pub fn new(known: &'a Known, readings: &[Reading]) -> Self {
        let mut gathered = StagedImport { file: known.file.clone(), ..StagedImport::default() };
        let plans = readings
            .iter()
            .filter_map(|reading| {
                gathered.sheets.push(reading.name.clone());
                let sheet = gathered.sheets.len() as u16 - 1;
                let mut plan = plan(reading, sheet, known)?;
                for column in reading.unused() {
                    plan.unused.push((column.column.place, gathered.rows.unused.len()));
                    let (heading, why) = (column.name(), column.reason.clone());
                    gathered.rows.unused.push(UnusedColumn { sheet, heading, cells: 0, why });
                }
                Some(plan)
            })
            .collect();
        Self {
            known,
            plans,
            current: None,
            merged: Vec::new(),
            delimited: false,
            above: Vec::new(),
            gathered,
            names: Names::default(),
            under: Under::default(),
            tree: Tree::default(),
            late: Late::default(),
        }
    }

    /// Takes the next event of the reader.
    pub fn event(&mut self, event: &Event) {
        match event {
            Event::Sheet { place, merged, extras, .. } => {
                self.current = self.plans.iter().position(|plan| plan.reading.sheet == *place);
                if let Some(plan) = self.current.and_then(|at| self.plans.get_mut(at)) {
                    if plan.reading.fixed(HIDDEN) == Some(NOTHING) {
                        plan.hidden.clone_from(&extras.hidden_rows);
                    }
                    if plan.reading.fixed(NOTES) == Some("commentary") {
                        plan.notes.clone_from(&extras.notes);
                    }
                }
                // `Q1` is of another year here, perhaps.
                self.names.times.forget();
                self.names.roles.forget();
                self.under = Under::default();
                self.above.clear();
                self.merged = merged
                    .iter()
                    .filter(|area| area.last_row > area.first_row)
                    .map(|area| (*area, None))
                    .collect();
            }
            Event::Row(row) => self.row(row),
            Event::End { .. } => self.current = None,
            Event::File { form, .. } => self.delimited = form.starts_with("CSV") || form.starts_with("TSV"),
            Event::Done | Event::Problem(_) => {}
        }
    }

    /// Why no more of the file is taken in, where it says more than one workbook is for: what it says
    /// is held in memory until it is compared.
    pub fn too_much(&self) -> Option<String> {
        let said = &self.gathered;
        more_than_most([
            said.indicators.len(),
            said.records.len(),
            said.figures.len() + said.benchmarks.len(),
        ])
    }

    /// Rows read so far.
    pub fn rows(&self) -> u64 {
        self.gathered.rows.read
    }

    /// What everything says together.
    pub fn finish(mut self) -> StagedImport {
        std::mem::take(&mut self.tree).settle(&mut self.gathered);
        std::mem::take(&mut self.late).settle(&mut self.gathered, &mut self.names);
        std::mem::take(&mut self.names).decide(&mut self.gathered, self.known);
        self.gathered.rows.unused.retain(|column| column.cells > 0);
        self.gathered
    }

    /// Takes a row, and accounts for each of its cells.
    fn row(&mut self, row: &Row) {
        let Some(at) = self.current else { return };
        let is_filled = |cell: &&Cell| !matches!(cell, Cell::Empty);
        let filled = row.cells.iter().filter(is_filled).count() as u64;
        self.gathered.rows.cells.total += filled;
        let table = &self.plans[at].reading.table;
        if row.number < table.begins {
            let is_heading = table.header.is_some_and(|header| row.number >= header.first);
            let cells = &mut self.gathered.rows.cells;
            *(if is_heading { &mut cells.headings } else { &mut cells.left_out }) += filled;
            return;
        }
        let before = (self.gathered.rows.used, self.gathered.rows.refused, self.gathered.refused.cells);
        let waiting = self.late.waiting();
        self.read_row(at, row);
        let (rows, plan) = (&mut self.gathered.rows, &self.plans[at]);
        if rows.refused > before.1 {
            rows.cells.refused += filled;
        } else if rows.used > before.0 || self.late.waiting() > waiting {
            let taken = (0..).zip(&row.cells).filter(|(place, cell)| {
                !matches!(cell, Cell::Empty) && plan.taken.get(*place).copied().unwrap_or(false)
            });
            let taken = taken.count() as u64;
            rows.cells.used += taken;
            rows.cells.left_out += filled - taken;
            rows.cells.refuse(self.gathered.refused.cells - before.2);
            for (place, column) in &plan.unused {
                if row.cells.get(usize::from(*place)).is_some_and(|cell| !matches!(cell, Cell::Empty)) {
                    rows.unused[*column].cells += 1;
                }
            }
        } else {
            rows.cells.left_out += filled;
        }
    }

    fn read_row(&mut self, at: usize, row: &Row) {
        let plan = &self.plans[at];
        self.gathered.rows.read += 1;
        let filled_down;
        let row = if self.merged.is_empty() {
            row
        } else {
            filled_down = fill_down(row, &mut self.merged, &plan.carried);
            &filled_down
        };
        if plan.hidden.iter().any(|(first, last)| (*first..=*last).contains(&row.number)) {
            self.leave_out("hidden in the file, and left out as you said".to_owned());
            return;
        }
        if let Some((cell, values, name)) = plan.only.iter().find(|(cell, values, _)| {
            let text = row.cells.get(usize::from(*cell)).map_or_else(Default::default, view::text_of);
            !values.iter().any(|value| *value == text)
        }) {
            let _ = (cell, values);
            self.leave_out(name.clone());
            return;
        }
        self.late.note_line(row, plan.reading.columns.len());
        let line = plan.reading.table.line(row, &plan.key);
        let is_theme = line == Line::Group && plan.reading.fixed(HEADINGS).is_some();
        // What explains a mark heads nothing.
        if is_theme && legend(std::iter::once(row)).is_empty() {
            let text = (0..).zip(&row.cells).find(|(_, cell)| !matches!(cell, Cell::Empty));
            if let Some((column, cell)) = text {
                let place = CellPlace { sheet: plan.sheet, row: row.number, column };
                self.under.heading(&view::text_of(cell), place);
            }
            self.leave_out("a heading that is the theme of the rows below it".to_owned());
            return;
        }
        let budget = match self.budget_line(at, row, line) {
            Ok(budget) => budget,
            Err(why) => return self.leave_out(why.to_owned()),
        };
        let plan = &self.plans[at];
        let is_total_of_lines = budget.is_total;
        if let Some(why) = line.why().filter(|_| row.number > 0 && !is_total_of_lines) {
            let total = why == Line::Total.why().unwrap_or_default();
            // A row of `Total` may be the very row that is wanted.
            if !(total && plan.only.iter().any(|(_, values, _)| values.iter().any(|value| value == "Total")))
            {
                self.leave_out(why.to_owned());
                return;
            }
        }
        let headings = plan.reading.columns.len();
        if self.delimited && row.cells.len() > headings && plan.reading.table.header.is_some() {
            let reason = format!(
                "the row has {} cells and the headings are {headings}: put marks of quotation around the cell that \
                 has the sign between cells in it",
                row.cells.len()
            );
            let place = CellPlace {
                sheet: plan.sheet,
                row: row.number,
                column: u16::try_from(headings).unwrap_or(u16::MAX),
            };
            self.gathered.refused.push(refused(place, row.cells.last(), reason));
            self.gathered.rows.refused += 1;
            return;
        }
        self.under.data();
        let from_above;
        let row = if plan.filled_down.is_empty() {
            row
        } else {
            from_above = say_again(row, &plan.filled_down, &mut self.above);
            &from_above
        };
        let refused = self.gathered.refused.count;
        let waiting = self.late.waiting();
        let mut view = RowView {
            plan,
            row,
            known: self.known,
            gathered: &mut self.gathered,
            names: &mut self.names,
            under: &self.under,
            late: &mut self.late,
            tree: &mut self.tree,
            budget,
            firmness: Firmness::Unsaid,
            own: None,
            used: 0,
            why: None,
        };
        (plan.target.take)(&mut view);
        let (used, why) = (view.used, view.why);
        if used > 0 {
            self.gathered.rows.used += 1;
        } else if self.gathered.refused.count > refused {
            self.gathered.rows.refused += 1;
        } else if self.late.waiting() > waiting {
            self.late.alone(waiting);
        } else {
            self.leave_out(why.unwrap_or("it says nothing that is kept").to_owned());
        }
    }

    fn leave_out(&mut self, why: String) {
        *self.gathered.rows.left_out.entry(why).or_default() += 1;
    }
}

/// Says which of the numbers of indicators, other rows and figures is more than is taken from one file.
fn more_than_most(there: [usize; 3]) -> Option<String> {
    const MAX: [(usize, &str); 3] = [
        (250_000, "250,000 different indicators"),
        (250_000, "250,000 risks, actions, lines or other rows"),
        (5_000_000, "5,000,000 figures"),
    ];
    let ((_, what), _) = MAX.iter().zip(there).find(|((most, _), there)| there > most)?;
    Some(format!(
        "it has more than {what}, the most that is taken from one file. Nothing was imported. Is each column \
         what it is taken for? If so, divide the file and import its parts."
    ))
}

/// A refusal of a cell.
fn refused(place: CellPlace, cell: Option<&Cell>, reason: String) -> Refused {
    let value = cell.map(cell_text).unwrap_or_default();
    Refused { place, value: crate::domain::shown(&value), reason }
}

#[cfg(test)]
mod tests {
    use super::more_than_most;

    #[test]
    fn what_is_too_much_is_named() {
        assert_eq!(more_than_most([250_000, 250_000, 5_000_000]), None);
        for (there, what) in
            [([250_001, 0, 0], "indicators"), ([0, 250_001, 0], "other rows"), ([1, 1, 5_000_001], "figures")]
        {
            assert!(more_than_most(there).is_some_and(|why| why.contains(what)), "{what}");
        }
    }
}
