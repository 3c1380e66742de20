//! Blocks of cells of the budget: selected, copied, pasted from a spreadsheet, filled down, emptied.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cell::change;
use super::grid::{Figure, Look, RowAt, held};
use super::{Budget, Part, View};
use crate::domain::money::{MoneyUnit, Pence, edit_money, parse_cell};
use crate::domain::naming::plain;
use crate::input::{Command, Scope};
use crate::screens::grid::{
    Block, BlockLayout, CellChange, Clip, Field, Line, Pasting, Proposal, RowName, Target, Verdict, refused,
};
use crate::screens::{Context, Effect};
use crate::session::Notice;
use crate::ui::clipboard;
use crate::ui::table::Slot;
use crate::ui::theme::Theme;
use crate::workbook::budget_steps::money_jumps;
use crate::workbook::{BudgetView, Change, Data, Id, Query};

const fn field(title: &'static str, also: &'static [&'static str]) -> Field {
    Field { title, also, and_next: false }
}

/// What is typed into each view, left to right, and as which figure.
const REVENUE: (&[Field], &[Figure]) = (
    &[
        field("Original", &["Original budget"]),
        field("Revised", &["Revised budget", "Budget"]),
        field("Forecast", &["Forecast outturn", "Outturn"]),
    ],
    &[Figure::Original, Figure::Revised, Figure::Forecast],
);
const CAPITAL: (&[Field], &[Figure]) = (
    &[
        field("Original", &["Original budget"]),
        field("B/forward", &["Brought forward"]),
        field("Slippage", &[]),
        field("Added", &["Additions"]),
        field("Deleted", &["Deletions"]),
        field("Faster", &["Accelerations", "Accelerated"]),
        field("Forecast", &["Forecast outturn", "Outturn"]),
        field("Next year", &["Slippage to next year"]),
    ],
    &[
        Figure::Original,
        Figure::SlippageIn,
        Figure::Slippage,
        Figure::Additions,
        Figure::Deletions,
        Figure::Accelerations,
        Figure::Forecast,
        Figure::SlippageOut,
    ],
);
const SAVINGS: (&[Field], &[Figure]) =
    (&[field("Target", &[]), field("Forecast", &["Saved"])], &[Figure::Target, Figure::Saved]);

impl View {
    fn fields(self) -> (&'static [Field], &'static [Figure]) {
        match self {
            Self::Revenue => REVENUE,
            Self::Capital => CAPITAL,
            Self::Savings => SAVINGS,
        }
    }
}

impl Budget {
    fn at(&self) -> (u64, usize) {
        (self.list().selected(), self.column())
    }

    /// Stretches the selection, or lets go of it where a command does. None where the command has still to
    /// be done.
    pub(super) fn select(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let at = self.at();
        if self.part == Part::List
            && let Some(moves) = self.block.stretch(command, at)
        {
            if !self.move_in_list(moves, context) {
                let slots = self.slots(context);
                self.step_column(if moves == Command::Left { -1 } else { 1 }, &slots);
            }
            return Some(vec![Effect::Say(Notice::info(self.block.said(self.at())))]);
        }
        (Block::ends_with(command) && self.block.clear() && command == Command::Back).then(Vec::new)
    }

    /// Marks the cells of the selection in a row that was drawn, of the rows drawn in `rows`.
    pub(super) fn draw_block(
        &self,
        slots: &[Slot],
        (here, rows): (Rect, Rect),
        theme: &Theme,
        buffer: &mut Buffer,
    ) {
        let row = self.list().top_for(rows.height) + u64::from(here.y.saturating_sub(rows.y));
        self.block.draw(self.at(), row, (slots, here), theme, buffer);
    }

    /// The selected cells, else the row under the cursor; or the whole table.
    pub(super) fn copy(&self, whole: bool, context: &Context) -> Option<Vec<Effect>> {
        let look = Look { theme: context.theme, unit: self.unit };
        let (grid, room) = (self.grid(context)?, self.room.as_deref()?);
        let rows = if whole { 0..=self.list().total() } else { self.block.rows(self.list().selected()) };
        let picked = self.block.is_set() && !whole;
        let columns = if picked { self.block.columns(self.column()) } else { 0..=grid.columns.len() - 1 };
        let headings: Vec<&str> =
            grid.columns.get(columns.clone())?.iter().map(|column| column.title).collect();
        let table: Vec<Vec<String>> = rows
            .filter_map(|at| self.list().row(at))
            .map(|row| {
                let cells = grid.cells(self.view, room, *row, &self.folded, look);
                let wanted = cells.into_iter().enumerate().filter(|(at, _)| columns.contains(at));
                wanted.map(|(_, cell)| cell.text.trim().to_owned()).collect()
            })
            .collect();
        let what = match table.len() {
            1 => "Row".to_owned(),
            rows => format!("{rows} rows"),
        };
        Some(vec![
            Effect::Copy(clipboard::table(&headings, &table)),
            Effect::Say(Notice::done(format!("{what} copied, with headings: paste it into a spreadsheet."))),
        ])
    }

    /// The field that a column is.
    fn field_of(&self, column: usize, context: &Context) -> Option<usize> {
        let grid = self.grid(context)?;
        let figure = grid.figures.get(column).copied().flatten()?;
        self.view.fields().1.iter().position(|one| *one == figure)
    }

    fn target(&self, verb: &'static str, first: u64, start: usize) -> BudgetCells {
        let rows = (first..self.list().total()).filter_map(|at| self.list().row(at)).copied().collect();
        BudgetCells { verb, start, view: self.view, unit: self.unit, rows }
    }

    pub(super) fn paste_block(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        let clip = match Clip::read(text) {
            Ok(clip) => clip,
            Err(why) => return vec![Effect::Say(Notice::problem(why))],
        };
        let titles: Vec<&str> = self
            .grid(context)
            .map(|grid| grid.columns.iter().map(|column| column.title).collect())
            .unwrap_or_default();
        let start = self.field_of(self.column(), context);
        let is_block = !clip.is_one_cell();
        if clip.is_a_table(self.view.fields().0, &titles)
            || (start.is_none() && is_block && text.contains('\t'))
        {
            return vec![Effect::ImportTable(text.to_owned())];
        }
        let Some(start) = start else {
            return vec![Effect::Say(Notice::info(
                "Amounts are pasted into the columns that are typed into: Left and Right go there.",
            ))];
        };
        if let Some(why) = refused(Scope::Budget, context) {
            return vec![Effect::Say(Notice::problem(why))];
        }
        let rows = self.block.rows(self.list().selected());
        if !is_block && rows.start() == rows.end() {
            let effects = self.start_cell(context).unwrap_or_default();
            if let Some(cell) = &mut self.cell {
                cell.field.paste(text);
            }
            return effects;
        }
        let selected = usize::try_from(rows.end() - rows.start() + 1).unwrap_or(1);
        let mut columns = self.block.columns(self.column());
        let leftmost = columns.find_map(|column| self.field_of(column, context)).unwrap_or(start);
        let clip = clip.over(if self.block.is_set() { selected } else { 1 });
        vec![Pasting::open(self.target("Paste", *rows.start(), leftmost), clip, text)]
    }

    /// Puts the first row of the selection into those below it, or nothing into all of them.
    pub(super) fn fill(&mut self, command: Command, context: &Context) -> Vec<Effect> {
        let rows = self.block.rows(self.list().selected());
        let columns = self.block.columns(self.column());
        let fields: Vec<usize> = columns.filter_map(|column| self.field_of(column, context)).collect();
        let (titles, figures) = self.view.fields();
        let (Some(start), Some(room)) = (fields.first().copied(), self.room.as_deref()) else {
            return vec![Effect::Say(Notice::info(
                "None of these cells is typed into: they are worked out.",
            ))];
        };
        let (verb, first, cells) = match command {
            Command::FillDown => {
                let Some(row) = self.list().row(*rows.start()) else { return Vec::new() };
                let of = |field: &usize| {
                    let held = held(room, self.view, row.id, figures[*field]);
                    held.map_or_else(String::new, |pence| edit_money(pence, self.unit))
                };
                ("Fill down", rows.start() + 1, fields.iter().map(of).collect())
            }
            _ => ("Empty", *rows.start(), vec![String::new(); fields.len()]),
        };
        let below = usize::try_from((rows.end() + 1).saturating_sub(first)).unwrap_or(0);
        if below == 0 {
            return vec![Effect::Say(Notice::info("Select the row to copy and those below it: Shift-Down."))];
        }
        let mut table: Vec<Vec<String>> =
            vec![fields.iter().map(|field| titles[*field].title.to_owned()).collect()];
        table.extend(vec![cells; below]);
        vec![Pasting::open(self.target(verb, first, start), Clip::of(table), "")]
    }
}

/// The amounts of the rows from one on, or of those that a block names.
struct BudgetCells {
    verb: &'static str,
    start: usize,
    view: View,
    unit: MoneyUnit,
    /// From the row of the cursor down, as they are listed.
    rows: Vec<RowAt>,
}

impl BudgetCells {
    /// The row of a name, where one alone has it.
    fn named(&self, name: &str, room: &BudgetView) -> Result<(Id, bool), String> {
        let of = |called: &str| plain(called) == plain(name);
        let found: Vec<(Id, bool)> = match self.view {
            View::Revenue => room
                .revenue
                .iter()
                .filter(|row| of(&row.node.line.name))
                .map(|row| (row.node.line.id, row.node.is_total()))
                .collect(),
            View::Capital => room
                .capital
                .iter()
                .filter(|row| of(&row.node.line.name))
                .map(|row| (row.node.line.id, row.node.is_total()))
                .collect(),
            View::Savings => room
                .savings
                .iter()
                .filter(|row| of(&row.saving.reference))
                .map(|row| (row.saving.id, false))
                .collect(),
        };
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(format!("there is no line {name} here")),
            several => Err(format!("{} lines are called {name}", several.len())),
        }
    }

    fn called(&self, id: Id, room: &BudgetView) -> String {
        let revenue = room.revenue.iter().map(|row| &row.node.line);
        let mut lines = revenue.chain(room.capital.iter().map(|row| &row.node.line));
        match self.view {
            View::Savings => {
                room.savings.iter().find(|row| row.saving.id == id).map(|row| &row.saving.reference)
            }
            _ => lines.find(|line| line.id == id).map(|line| &line.name),
        }
        .cloned()
        .unwrap_or_default()
    }

    fn put(
        &self,
        id: Id,
        line: &Line,
        empties: bool,
        (room, context): (&BudgetView, &Context),
        proposal: &mut Proposal,
    ) {
        let (fields, figures) = self.view.fields();
        let name = self.called(id, room);
        let shown =
            |pence: Option<Pence>| pence.map_or_else(String::new, |pence| edit_money(pence, self.unit));
        let mut amounts: Vec<(Figure, Option<Pence>)> = Vec::new();
        let from = proposal.cells.len();
        for (field, text) in line.cells.iter().filter(|(_, text)| empties || !text.is_empty()) {
            let was = held(room, self.view, id, figures[*field]);
            let (becomes, verdict) = match parse_cell(text, self.unit) {
                Ok(new) => {
                    amounts.push((figures[*field], new));
                    (shown(new), Verdict::of(was, new))
                }
                Err(error) => {
                    (text.clone(), Verdict::Refused(error.to_string().trim_end_matches('.').to_owned()))
                }
            };
            proposal.cells.push(CellChange {
                row: name.clone(),
                column: fields[*field].title,
                was: shown(was),
                becomes,
                verdict,
                doubt: String::new(),
            });
        }
        amounts.retain(|(figure, new)| held(room, self.view, id, *figure) != *new);
        if let Some((change, last)) =
            change(room, self.view, id, &amounts, context.session.period).filter(|_| !amounts.is_empty())
        {
            let doubt = money_jumps(&change, &last).join(", ");
            if let Some(cell) = proposal.cells[from..]
                .iter_mut()
                .rev()
                .find(|cell| matches!(cell.verdict, Verdict::Fills | Verdict::Replaces | Verdict::Empties))
            {
                cell.doubt = doubt;
            }
            proposal.change.edits.extend(change.edits);
        }
        proposal.refuse_beyond(&name, line);
    }
}

impl Target for BudgetCells {
    fn verb(&self) -> &'static str {
        self.verb
    }

    fn fields(&self) -> &'static [Field] {
        self.view.fields().0
    }

    fn start(&self) -> usize {
        self.start
    }

    fn query(&self, _laid: &BlockLayout, context: &Context) -> Query {
        Query::Budget { period: context.session.period }
    }

    fn propose(&self, data: Data, laid: &BlockLayout, context: &Context) -> Option<Proposal> {
        let Data::Budget(room) = data else { return None };
        let mut proposal = Proposal { cells: Vec::new(), change: Change::none() };
        let mut seen: Vec<Id> = Vec::new();
        for line in &laid.lines {
            let row = match &line.row {
                RowName::Below(rows) => usize::try_from(*rows)
                    .ok()
                    .and_then(|at| self.rows.get(at))
                    .map(|row| (row.id, row.total))
                    .ok_or_else(|| "the table ends before this row; folded lines are not filled".to_owned()),
                RowName::As(name) => self.named(name, &room),
            };
            match row {
                Err(why) => proposal.refuse_line(line, self.fields(), &why),
                Ok((_, true)) => {
                    proposal.refuse_line(
                        line,
                        self.fields(),
                        "a total is worked out from the lines below it",
                    );
                }
                Ok((id, _)) if seen.contains(&id) => {
                    proposal.refuse_line(line, self.fields(), "it stands twice in what was copied");
                }
                Ok((id, _)) => {
                    seen.push(id);
                    self.put(id, line, laid.empties, (&room, context), &mut proposal);
                }
            }
        }
        Some(proposal)
    }
}
