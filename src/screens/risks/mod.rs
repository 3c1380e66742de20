//! Risks: the heat map with the risks of a cell and one of them in detail,
//! and the register as a table.

mod commands;
mod cursor;
mod definition;
mod derived;
mod forms;
mod grid;
mod lists;
mod map;
mod pane;
mod point;
mod register;
mod view;

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::new_row::NewRow;
use super::{Answer, Context, Effect, Mouse, Outcome, Screen};
use crate::domain::Period;
use crate::domain::matrix::Cell;
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::layout;
use crate::workbook::views::risks::kind_code;
use crate::workbook::{AssessmentKind, Data, Id, Query, RiskDetail, RiskRow, Risks, Table};
use derived::Derived;
use register::Register;

/// Which part has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    /// The map, or the register in its place.
    #[default]
    Map,
    /// The risks of the cell.
    List,
    Detail,
}

/// Where the cursor of the map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    Cell(Cell),
    /// The risks that no cell counts.
    Off,
}

/// A risk on its way to another cell.
#[derive(Debug, Clone, Copy)]
struct Moving {
    risk: Id,
    to: Cell,
}

/// The screen.
#[derive(Default)]
pub struct RiskScreen {
    risks: Option<Box<Risks>>,
    kind: AssessmentKind,
    spot: Option<Spot>,
    part: Part,
    /// The register is shown in place of the map.
    table: bool,
    /// Position in the list of the cell, or in the rows of the register.
    at: usize,
    top: usize,
    register: Register,
    detail: Option<Box<RiskDetail>>,
    /// Risk and period the detail was last asked for.
    asked: Option<(Id, Period)>,
    pane: ReadingPane,
    moving: Option<Moving>,
    /// Put the cursor on this one when the register comes.
    around: Option<Id>,
    new: NewRow,
    /// Controls offered by the list that is open.
    offered: Vec<Id>,
    /// What a delete asks about.
    removing: bool,
    derived: Derived,
}

impl RiskScreen {
    fn cursor_cell(&self) -> Option<Cell> {
        match (self.moving, self.spot) {
            (Some(moving), _) => Some(moving.to),
            (None, Some(Spot::Cell(cell))) => Some(cell),
            _ => None,
        }
    }

    /// Positions of the risks in the list that `at` counts in.
    fn listed(&self) -> Rc<Vec<usize>> {
        match (self.risks.as_deref(), self.spot) {
            (Some(risks), _) if self.table => self.in_register(risks),
            (Some(_), Some(Spot::Cell(cell))) => self.on_map().rows(Some(cell)),
            (Some(_), Some(Spot::Off)) => self.on_map().rows(None),
            _ => Rc::default(),
        }
    }

    /// The risk under the cursor.
    fn current(&self) -> Option<&RiskRow> {
        let risks = self.risks.as_deref()?;
        if let Some(moving) = self.moving {
            return risks.rows.get(self.position(moving.risk)?);
        }
        risks.rows.get(*self.listed().get(self.at)?)
    }

    /// The detail, when it is that of the risk under the cursor.
    fn current_detail(&self) -> Option<&RiskDetail> {
        let id = self.current()?.id;
        self.detail.as_deref().filter(|detail| detail.risk.id == id)
    }

    /// Runs with the detail of the risk under the cursor, or says that it is on its way.
    fn with_detail(&self, work: impl FnOnce(&RiskDetail) -> Vec<Effect>) -> Option<Vec<Effect>> {
        Some(match self.current_detail() {
            Some(detail) => work(detail),
            None => vec![Effect::Say(Notice::info("Still loading this risk: press the key again."))],
        })
    }

    /// Puts the cursor on a risk wherever it is now.
    fn go_to(&mut self, id: Id) {
        let Some(risks) = self.risks.as_deref() else { return };
        let Some(place) = self.position(id) else { return };
        let Some(row) = risks.rows.get(place) else { return };
        let spot = risks.cell(row, self.kind).map_or(Spot::Off, Spot::Cell);
        self.spot = Some(spot);
        self.at = self.listed().iter().position(|at| *at == place).unwrap_or(0);
    }

    /// Keeps the cursor inside what there is.
    fn clamp(&mut self) {
        let Some(risks) = self.risks.as_deref() else { return };
        let (wide, high) = (risks.matrix.impact.steps(), risks.matrix.probability.steps());
        match self.spot {
            Some(Spot::Cell(cell)) => {
                let inside = Cell::new(cell.impact.clamp(1, wide), cell.probability.clamp(1, high));
                self.spot = Some(Spot::Cell(inside));
            }
            Some(Spot::Off) if self.on_map().rows(None).is_empty() => {
                self.spot = Some(Spot::Cell(Cell::new(1, 1)));
            }
            _ => {}
        }
        self.at = self.at.min(self.listed().len().saturating_sub(1));
    }

    /// Out of the detail, the list, the find and filter, one level at a time.
    fn back(&mut self) -> Option<Vec<Effect>> {
        match self.part {
            Part::Detail if self.table => self.part = Part::Map,
            Part::Detail => self.part = Part::List,
            Part::List => self.part = Part::Map,
            Part::Map if self.table && self.register.is_narrowed() => {
                self.register.clear();
                self.clamp();
                return Some(vec![Effect::Say(Notice::info("The register as it usually is."))]);
            }
            Part::Map if self.table => self.toggle_table(),
            Part::Map => return None,
        }
        Some(Vec::new())
    }

    fn toggle_table(&mut self) {
        let id = self.current().map(|row| row.id);
        self.table = !self.table;
        self.part = Part::Map;
        self.at = 0;
        self.top = 0;
        match (self.table, id) {
            (false, Some(id)) => self.go_to(id),
            (true, Some(id)) => {
                let place = self.position(id);
                self.at = self.listed().iter().position(|at| Some(*at) == place).unwrap_or(0);
            }
            (_, None) => {}
        }
    }

    fn next_view(&mut self) -> Vec<Effect> {
        let id = self.current().map(|row| row.id);
        self.kind = match self.kind {
            AssessmentKind::Current => AssessmentKind::Target,
            AssessmentKind::Target => AssessmentKind::Inherent,
            AssessmentKind::Inherent => AssessmentKind::Current,
        };
        self.table = false;
        if let Some(id) = id {
            self.go_to(id);
        }
        self.clamp();
        let rated = self
            .risks
            .as_deref()
            .map_or(0, |risks| risks.rows.iter().filter(|row| row.assessment(self.kind).is_some()).count());
        let text = match rated {
            0 => format!("No risk has an assessment of this kind ({}): e adds one.", kind_code(self.kind)),
            rated => format!("{} risks, by their {} assessment.", rated, kind_code(self.kind)),
        };
        vec![Effect::Say(Notice::info(text))]
    }
}

impl Screen for RiskScreen {
    fn scope(&self) -> Scope {
        match (self.register.find.is_typing(), self.moving, self.table) {
            (true, _, _) => Scope::FilterLine,
            (false, Some(_), _) => Scope::RiskMove,
            (false, None, true) => Scope::RiskTable,
            (false, None, false) => Scope::Risks,
        }
    }

    fn title(&self, _context: &Context) -> String {
        "Risks".to_owned()
    }

    fn typing(&self) -> bool {
        self.register.find.is_typing()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some();
        facts.filtered = self.table && self.register.is_narrowed();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.asked = None;
        if self.around.is_none() && self.table {
            self.around = self.current().map(|row| row.id);
        }
        vec![Query::Risks { period: context.session.period }]
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        let Some(id) = self.current().map(|row| row.id) else { return Vec::new() };
        let period = context.session.period;
        // Not before the register of this period is there to choose from.
        if self.risks.as_deref().is_none_or(|risks| risks.period != period) {
            return Vec::new();
        }
        let asked = Some((id, period));
        if self.asked == asked {
            return Vec::new();
        }
        self.asked = asked;
        vec![Query::RiskDetail { risk: id, period }]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Risks(risks) => {
                let effects = self.receive_risks(risks);
                self.top = self.top_for(context);
                return effects;
            }
            Data::RiskDetail(detail) => {
                if self.detail.as_ref().is_none_or(|old| old.risk.id != detail.risk.id) {
                    self.pane.restart();
                }
                self.detail = Some(detail);
            }
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.register.find.is_typing() {
            return self.update_line(command, context);
        }
        if self.moving.is_some() {
            return self.update_move(command, context);
        }
        if self.step(command, context) {
            return Some(Vec::new());
        }
        match command {
            Command::Back => self.back(),
            Command::Open => {
                match self.part {
                    Part::Map if self.table => self.part = Part::Detail,
                    Part::Map if self.listed().is_empty() => {
                        return Some(vec![Effect::Say(Notice::info("No risk is in this cell."))]);
                    }
                    Part::Map => self.part = Part::List,
                    Part::List => self.part = Part::Detail,
                    Part::Detail => return self.links(),
                }
                Some(Vec::new())
            }
            Command::NextPane | Command::PreviousPane => {
                let parts: &[Part] = if self.table {
                    &[Part::Map, Part::Detail]
                } else {
                    &[Part::Map, Part::List, Part::Detail]
                };
                let at = parts.iter().position(|part| *part == self.part).unwrap_or(0);
                let by = if command == Command::NextPane { 1 } else { parts.len() - 1 };
                self.part = parts[(at + by) % parts.len()];
                Some(Vec::new())
            }
            Command::Left | Command::Right if self.table => {
                let Some(risks) = self.risks.as_deref() else { return Some(Vec::new()) };
                let slots = layout(&self.columns(risks, context.theme).register, self.table_width(context));
                self.register.step_column(if command == Command::Left { -1 } else { 1 }, &slots);
                Some(Vec::new())
            }
            Command::RiskTable => {
                self.toggle_table();
                Some(Vec::new())
            }
            Command::RiskView => Some(self.next_view()),
            other => self.run_command(other, context),
        }
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        if self.register.find.key(key) {
            self.at = 0;
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        if self.register.find.paste(text) {
            self.at = 0;
        }
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.answered(answer, context)
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        let removing = std::mem::take(&mut self.removing);
        match outcome {
            Outcome::Failed(why) if removing => {
                let text = format!("{why} x closes it from this period on, with a reason.");
                vec![Effect::Say(Notice::problem(text))]
            }
            _ => Vec::new(),
        }
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        self.around = self.new.note(rows, Table::Risk).or(self.around);
        Vec::new()
    }

    fn left(&self) -> Option<serde_json::Value> {
        let (row, register) = (self.current().map(|row| row.id), &self.register);
        let order = (register.sort, register.descending, register.column);
        serde_json::to_value((row, self.kind, self.table, register.show, order, register.find.text())).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((row, kind, table, show, order, find)) = serde_json::from_value(left) else { return };
        (self.around, self.kind, self.table) = (row, kind, table);
        self.register.come_back(show, order, find);
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        self.moving = None;
        self.register.find.close();
        if let Place::Risk(id) = place {
            self.table = false;
            self.kind = AssessmentKind::Current;
            self.part = Part::List;
            self.around = Some(*id);
            self.go_to(*id);
        }
        if let Place::RiskCell { impact, probability } = place {
            self.table = false;
            self.kind = AssessmentKind::Current;
            self.part = Part::List;
            self.spot = Some(Spot::Cell(Cell::new(*impact, *probability)));
            self.at = 0;
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        self.pointed(mouse, context)
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
