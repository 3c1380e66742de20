//! Money: revenue lines as a folding tree, capital with its chains, savings.
//! The line under the cursor is told in full beside the table.

mod block;
mod cell;
mod comment;
mod cursor;
mod doing;
mod grid;
mod months;
mod pane;
mod paste;
mod sheet;
mod view;

use std::collections::HashSet;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::grid::Block;
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen, first_of};
use crate::domain::Period;
use crate::domain::money::MoneyUnit;
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::kept::Kept;
use crate::ui::list::{List, Row};
use crate::ui::reading_pane::ReadingPane;
use crate::workbook::{BudgetKind, BudgetLineDetail, BudgetView, Data, Id, Query, Record, Table};
use cell::CellEdit;
use grid::{Grid, Look, RowAt};

/// Which part of the money is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum View {
    #[default]
    Revenue,
    Capital,
    Savings,
}

impl View {
    fn title(self) -> &'static str {
        match self {
            Self::Revenue => "Revenue",
            Self::Capital => "Capital",
            Self::Savings => "Savings",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Revenue => Self::Capital,
            Self::Capital => Self::Savings,
            Self::Savings => Self::Revenue,
        }
    }

    fn kind(self) -> BudgetKind {
        if self == Self::Capital { BudgetKind::Capital } else { BudgetKind::Revenue }
    }
}

/// Which half has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    List,
    Detail,
}

/// The screen.
#[derive(Default)]
pub struct Budget {
    view: View,
    unit: MoneyUnit,
    room: Option<Box<BudgetView>>,
    folded: HashSet<Id>,
    /// The rows of each view that no folded subtotal hides.
    lists: [List<RowAt>; 3],
    /// The column under the cursor in each.
    columns: [usize; 3],
    cell: Option<CellEdit>,
    block: Block,
    part: Part,
    zoom: bool,
    pane: ReadingPane,
    detail: Option<Box<BudgetLineDetail>>,
    asked: Option<(Id, Period)>,
    /// A line about to be deleted, and the rows that go with it.
    removing: Option<(Id, Vec<Record>)>,
    /// A line to go to once there is a room to find it in.
    wanted: Option<Id>,
    seen: bool,
    /// The table of the rows listed, and the sentences below it.
    table: Kept<(View, MoneyUnit), Grid>,
    sentences: Kept<(View, MoneyUnit), Vec<String>>,
    /// The same as the lines of a width.
    notes: Kept<(MoneyUnit, u16), Vec<String>>,
}

impl Budget {
    /// Amounts in thousands, as reports have them.
    pub fn open() -> Box<dyn Screen> {
        Box::new(Self::default())
    }

    fn index(&self) -> usize {
        self.view as usize
    }

    fn column(&self) -> usize {
        self.columns[self.index()]
    }

    fn set_column(&mut self, column: usize) {
        let index = self.index();
        self.columns[index] = column;
    }

    /// The table of the view, as its rows need it.
    fn grid(&self, context: &Context) -> Option<Rc<Grid>> {
        let room = self.room.as_deref()?;
        let look = Look { theme: context.theme, unit: self.unit };
        let make = || Grid::of(self.view, room, self.list().rows(), &self.folded, look);
        Some(self.table.get((self.view, self.unit), make))
    }

    /// The rows of the view.
    fn list(&self) -> &List<RowAt> {
        &self.lists[self.index()]
    }

    fn list_mut(&mut self) -> &mut List<RowAt> {
        &mut self.lists[self.view as usize]
    }

    /// The lines, or what is folded, have changed.
    fn changed(&mut self) {
        if let Some(room) = self.room.as_deref() {
            for view in [View::Revenue, View::Capital, View::Savings] {
                self.lists[view as usize].hold(grid::listed(view, room, &self.folded));
            }
        }
        self.table.forget();
        self.sentences.forget();
        self.notes.forget();
    }
}

impl Screen for Budget {
    fn scope(&self) -> Scope {
        if self.cell.is_some() { Scope::Cell } else { Scope::Budget }
    }

    fn title(&self, _context: &Context) -> String {
        "Budget".to_owned()
    }

    fn typing(&self) -> bool {
        self.cell.is_some()
    }

    fn facts(&self, context: &Context, facts: &mut KeyContext) {
        facts.row = self.current_id().is_some();
        facts.cell = self.part == Part::List && self.figure_under_cursor(context).is_some();
        facts.block = self.block.is_set();
        facts.action = self.current_detail().is_some_and(|detail| !detail.actions.is_empty());
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.asked = None;
        let mut queries = vec![Query::Budget { period: context.session.period }];
        queries.extend(self.pending_queries(context));
        queries
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        if self.view == View::Savings || self.room.is_none() {
            return Vec::new();
        }
        let Some(id) = self.current_id() else { return Vec::new() };
        let asked = Some((id, context.session.period));
        if self.asked == asked {
            return Vec::new();
        }
        self.asked = asked;
        vec![Query::BudgetLine { line: id, period: context.session.period }]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Budget(room) => {
                self.room = Some(room);
                self.changed();
                if !std::mem::replace(&mut self.seen, true) {
                    self.columns = [3, 9, 4];
                }
                if let Some(id) = self.wanted.take() {
                    self.go_to_line(id);
                }
                return self.pending_queries(context).into_iter().map(Effect::Ask).collect();
            }
            Data::BudgetLine(detail) => self.detail = Some(detail),
            Data::BudgetLineRows { line, rows, ties } => return self.ask_removal(line, rows, &ties),
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.cell.is_some() {
            return self.update_cell(command, context);
        }
        if let Some(done) = self.select(command, context) {
            return Some(done);
        }
        match command {
            Command::Back if self.part == Part::Detail => self.part = Part::List,
            Command::Back if self.zoom => self.zoom = false,
            Command::NextPane | Command::PreviousPane => {
                self.part = if self.part == Part::List { Part::Detail } else { Part::List };
            }
            Command::Open => self.part = Part::Detail,
            Command::Zoom => self.zoom = !self.zoom,
            Command::SwitchView => {
                self.show(self.view.next());
                return Some(vec![Effect::Say(Notice::info(format!("{}.", self.view.title())))]);
            }
            Command::MoneyUnit => {
                self.unit = self.unit.next();
                return Some(vec![Effect::Say(Notice::info(format!("Amounts in {}.", self.unit.title())))]);
            }
            _ if self.part == Part::Detail && self.pane.update(command, self.text_of(context)) => {}
            _ if self.part == Part::List && self.move_in_list(command, context) => {}
            Command::Fold => self.fold(None),
            // On the names, Left and Right fold and open; elsewhere they go from column to column.
            Command::Left if self.column() == 0 => self.fold(Some(true)),
            Command::Right if self.column() == 0 && self.folded_here() => self.fold(Some(false)),
            Command::Left | Command::Right => {
                let slots = self.slots(context);
                self.step_column(if command == Command::Left { -1 } else { 1 }, &slots);
            }
            Command::EditCell => return self.start_cell(context),
            other => return self.on_row(other, context),
        }
        Some(Vec::new())
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        if let Some(cell) = &mut self.cell {
            cell.field.handle(key);
        }
        Vec::new()
    }

    fn takes_paste(&self) -> bool {
        self.typing() || (self.part == Part::List && self.current_row().is_some())
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        match &mut self.cell {
            Some(cell) => {
                cell.field.paste(text);
                Vec::new()
            }
            None => self.paste_block(text, context),
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.take_answer(&answer, context)
    }

    fn outcome(&mut self, outcome: Outcome, context: &Context) -> Vec<Effect> {
        self.cell_outcome(&outcome, context);
        Vec::new()
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        self.wanted = first_of(rows, Table::BudgetLine).or(self.wanted);
        if let Some(saving) = first_of(rows, Table::Saving) {
            self.lists[View::Savings as usize].added(saving);
        }
        Vec::new()
    }

    fn left(&self) -> Option<serde_json::Value> {
        let rows = [0, 1, 2].map(|view: usize| self.lists[view].current().and_then(Row::key));
        serde_json::to_value((self.view, self.unit, rows, &self.folded, self.columns, self.seen)).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((view, unit, rows, folded, columns, seen)) = serde_json::from_value(left) else { return };
        (self.view, self.unit, self.folded, self.columns, self.seen) = (view, unit, folded, columns, seen);
        let rows: [Option<Id>; 3] = rows;
        for (list, row) in self.lists.iter_mut().zip(rows) {
            if let Some(row) = row {
                list.seek(row);
            }
        }
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        self.cell = None;
        match place {
            Place::BudgetLine(id) if self.room.is_none() => self.wanted = Some(*id),
            Place::BudgetLine(id) => self.go_to_line(*id),
            Place::Saving(id) => {
                self.show(View::Savings);
                self.list_mut().seek(*id);
            }
            _ => return Vec::new(),
        }
        self.part = Part::Detail;
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let (list, detail) = self.areas(context, context.area);
        let clicked = matches!(mouse.kind, MouseKind::Click | MouseKind::DoubleClick);
        if detail.contains(mouse.at) {
            if let Some(rows) = mouse.kind.wheel() {
                self.pane.scroll(rows, self.text_of(context));
            } else if clicked {
                self.part = Part::Detail;
            }
            return Vec::new();
        }
        if clicked {
            self.part = Part::List;
        }
        let rows = Rect { y: list.y + 2, height: self.list_height(context), ..list };
        let before = self.current_id();
        let hit = self.list_mut().mouse(mouse, rows);
        if self.current_id() != before {
            self.pane.restart();
        }
        if hit.is_some() {
            let x = mouse.at.x.saturating_sub(list.x + 1);
            let slots = self.slots(context);
            if let Some(slot) = slots.iter().find(|slot| (slot.x..slot.x + slot.width + 1).contains(&x)) {
                self.set_column(slot.column);
            }
        }
        if hit == Some(MouseKind::DoubleClick) {
            return self.update(Command::Open, context).unwrap_or_default();
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
