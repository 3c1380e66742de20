//! Every change, newest first: who, when, what, word by word; and restoring.

mod changed;
mod draw;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::question::Question;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::field::Field;
use crate::ui::list::{List, Row};
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::Column;
use crate::workbook::restoring::{Plan, Restoring};
use crate::workbook::{Data, Id, OperationDetail, OperationRow, Query, Record, Subject, Window};
use changed::{Block, blocks};

/// Changes looked through at most when filtering by text.
const LOOKED_THROUGH: u32 = 5000;
/// The answer to the question whether to restore.
const RESTORE: &str = "restore";

impl Row for OperationRow {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.id)
    }
}

/// The history screen.
#[derive(Default)]
pub struct History {
    rows: List<OperationRow>,
    /// The columns as the changes loaded need them.
    columns: Vec<Column>,
    /// The loaded rows that hold the text sought, while there is one.
    narrowed: List<OperationRow>,
    /// One indicator's history, and what it is called.
    about: Option<Subject>,
    about_name: String,
    sought: Field,
    typing: bool,
    /// The operation that had the cursor before the filter, to come back to.
    before_filter: Option<Id>,
    detail: Option<OperationDetail>,
    blocks: Vec<Block>,
    /// The operation last asked for.
    asked: Option<Id>,
    /// Whether the keys go to the pane with the words.
    reading: bool,
    pane: ReadingPane,
    restoring: Option<Restoring>,
    plan: Option<Plan>,
}

impl History {
    /// The history of the whole workbook.
    pub fn open() -> Box<dyn Screen> {
        Box::new(Self::default())
    }

    fn filtered(&self) -> bool {
        !self.sought.as_str().trim().is_empty()
    }

    fn shown(&self) -> &List<OperationRow> {
        if self.filtered() { &self.narrowed } else { &self.rows }
    }

    fn shown_mut(&mut self) -> &mut List<OperationRow> {
        if self.filtered() { &mut self.narrowed } else { &mut self.rows }
    }

    /// The operation under the cursor, with its rows, once they are known.
    fn current_detail(&self) -> Option<&OperationDetail> {
        let id = self.shown().current()?.id;
        self.detail.as_ref().filter(|detail| detail.operation.id == id)
    }

    fn restorable(&self) -> bool {
        self.current_detail().is_some_and(|detail| {
            !detail.changes.is_empty() && detail.operation.changes <= detail.changes.len() as u64
        })
    }

    /// Makes the narrowed list anew, the cursor on an operation if it is there.
    fn narrow(&mut self, keep: Option<Id>) {
        let sought = self.sought.as_str().trim().to_lowercase();
        let holds = |row: &&OperationRow| {
            [&row.label, &row.who, &row.reason, &row.at]
                .iter()
                .any(|text| text.to_lowercase().contains(&sought))
        };
        let rows: Vec<OperationRow> = self.rows.rows().iter().filter(holds).cloned().collect();
        self.narrowed = List::default();
        keep.into_iter().for_each(|id| self.narrowed.seek(id));
        self.narrowed.hold(rows);
    }

    fn clear_text(&mut self) {
        let keep = self.before_filter.take().or_else(|| self.shown().current().map(|row| row.id));
        self.sought = Field::default();
        self.typing = false;
        self.rows.go_where(|row| Some(row.id) == keep);
    }

    /// Shows the history of one thing, or everything.
    fn show(&mut self, about: Option<Subject>) {
        self.about = about;
        self.about_name.clear();
        self.sought = Field::default();
        (self.typing, self.reading) = (false, false);
        self.rows = List::default();
        self.asked = None;
    }

    fn clear_about(&mut self) -> Vec<Effect> {
        self.show(None);
        let window = self.rows.window();
        vec![Effect::Ask(Query::History { about: None, window })]
    }

    fn restore(&mut self, context: &Context) -> Vec<Effect> {
        let Some(detail) = self.current_detail() else { return Vec::new() };
        let restoring = Restoring::new(detail);
        let periods = context.session.opening.as_ref().map_or(&[][..], |opening| &opening.periods);
        if let Some(period) = restoring.closed_period(periods) {
            return vec![Effect::Say(Notice::problem(format!(
                "{period} is closed: reopen it from the palette first."
            )))];
        }
        let question = restoring.question();
        self.restoring = Some(restoring);
        vec![Effect::Ask(question)]
    }

    /// Asks whether to restore, now that the present rows are known.
    fn propose(&mut self, present: &[Option<Record>], context: &Context) -> Vec<Effect> {
        let Some(restoring) = self.restoring.take() else { return Vec::new() };
        let plan = restoring.plan(present, context.session.now.date());
        let Some(plan) = plan else {
            return vec![Effect::Say(Notice::info("Everything is already as it was then."))];
        };
        let mut lines = plan.lines.clone();
        lines.push(String::new());
        lines.push("It is a new change: nothing is taken out of the history, and u undoes it.".to_owned());
        let question =
            Question::new(RESTORE, format!("{}?", plan.change.label), lines, "Restore", "Keep as it is");
        self.plan = Some(plan);
        vec![Effect::Open(Box::new(question))]
    }

    fn filter_changed(&mut self) {
        let keep = self.before_filter;
        if self.filtered() {
            self.narrow(keep);
        } else {
            self.rows.go_where(|row| Some(row.id) == keep);
        }
    }
}

impl Screen for History {
    fn scope(&self) -> Scope {
        if self.typing { Scope::FilterLine } else { Scope::History }
    }

    fn title(&self, _context: &Context) -> String {
        match self.about {
            None => "History".to_owned(),
            Some(_) if self.about_name.is_empty() => "History of one of them".to_owned(),
            Some(_) => format!("History of {}", self.about_name),
        }
    }

    fn typing(&self) -> bool {
        self.typing
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.shown().current().is_some();
        facts.filtered = self.filtered() || self.about.is_some();
        facts.restorable = self.restorable();
    }

    fn queries(&mut self, _context: &Context) -> Vec<Query> {
        let window =
            if self.filtered() { Window { start: 0, length: LOOKED_THROUGH } } else { self.rows.window() };
        let mut queries = vec![Query::History { about: self.about, window }];
        queries.extend(self.asked.map(|id| Query::Operation { id }));
        queries
    }

    fn pending_queries(&mut self, _context: &Context) -> Vec<Query> {
        let mut queries = Vec::new();
        if !self.filtered()
            && let Some(window) = self.rows.wanted()
        {
            queries.push(Query::History { about: self.about, window });
        }
        let id = self.shown().current().map(|row| row.id);
        if id != self.asked {
            self.asked = id;
            self.pane.restart();
            queries.extend(id.map(|id| Query::Operation { id }));
        }
        queries
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::History(list) => {
                // Changes made since push the others down; the cursor stays on
                // its own, unless it was on the newest.
                if self.rows.selected() == 0 {
                    self.rows.first();
                }
                self.columns = draw::measured(&list.rows, context);
                self.rows.receive(list, false);
                if self.filtered() {
                    let keep = self.narrowed.current().map(|row| row.id);
                    self.narrow(keep);
                }
                self.pending_queries(context).into_iter().map(Effect::Ask).collect()
            }
            Data::Operation(detail) => {
                if self.asked == Some(detail.operation.id) {
                    self.blocks = blocks(&detail);
                    self.detail = Some(*detail);
                }
                Vec::new()
            }
            Data::Name(name) => {
                if Some(name.subject) == self.about {
                    self.about_name = name.short();
                }
                Vec::new()
            }
            Data::Present(present) => self.propose(&present, context),
            _ => Vec::new(),
        }
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match (answer, self.plan.take()) {
            (Answer::Yes { tag: RESTORE }, Some(plan)) => {
                vec![Effect::Apply { change: plan.change, settles: Vec::new() }]
            }
            _ => Vec::new(),
        }
    }

    fn left(&self) -> Option<serde_json::Value> {
        let row = self.shown().current().map(|row| row.id);
        serde_json::to_value((row,)).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        if let Ok((Some(row),)) = serde_json::from_value(left) {
            self.rows.seek(row);
        }
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        let Place::History(about) = place else { return Vec::new() };
        if *about != self.about {
            self.show(*about);
        }
        about.map(|subject| Effect::Ask(Query::Name { subject })).into_iter().collect()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.reading && !self.typing && self.pane.update(command, self.text_of(context)) {
            return Some(Vec::new());
        }
        let height = draw::panes(context.area, self.filter_line()).rows.height;
        if self.shown_mut().update(command, height) {
            self.pane.restart();
            return Some(Vec::new());
        }
        match command {
            Command::Filter => {
                self.typing = true;
                self.reading = false;
                self.before_filter = self.shown().current().map(|row| row.id);
                let window = Window { start: 0, length: LOOKED_THROUGH };
                return Some(vec![Effect::Ask(Query::History { about: self.about, window })]);
            }
            Command::Accept if self.typing => {
                self.typing = false;
                self.before_filter = None;
            }
            Command::Back if self.reading && !self.typing => self.reading = false,
            Command::Back if self.typing || self.filtered() => self.clear_text(),
            Command::ClearFilter if self.filtered() => self.clear_text(),
            Command::ClearFilter | Command::Back if self.about.is_some() => return Some(self.clear_about()),
            Command::NextPane | Command::PreviousPane => self.reading = !self.reading,
            Command::Left => self.reading = false,
            Command::Right | Command::Open => self.reading = true,
            Command::Restore => return Some(self.restore(context)),
            Command::Copy => {
                let text = self.plain(context);
                return Some(vec![
                    Effect::Copy(text),
                    Effect::Say(Notice::done("Copied this change to the clipboard.")),
                ]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        let before = self.sought.text();
        self.sought.handle(key);
        if self.sought.as_str() != before {
            self.filter_changed();
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        self.sought.paste(text);
        self.filter_changed();
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let panes = draw::panes(context.area, self.filter_line());
        let over_list = panes.list.contains(mouse.at);
        if let (Some(by), false) = (mouse.kind.wheel(), over_list) {
            self.pane.scroll(by, self.text_of(context));
            return Vec::new();
        }
        let before = self.shown().selected();
        self.shown_mut().mouse(mouse, panes.rows);
        if self.shown().selected() != before {
            self.pane.restart();
        }
        if let MouseKind::Click | MouseKind::DoubleClick = mouse.kind {
            self.reading = !over_list || mouse.kind == MouseKind::DoubleClick;
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
