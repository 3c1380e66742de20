//! Returns: who answers for what in the period, who has a form, what came
//! back; sending forms and collecting them.

mod collecting;
mod lines;
mod outcome;
mod sending;
mod view;

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::jobs::returns::request::{
    CollectOrder, Collection, FileIs, FileSeen, FormsRead, ReturnsEvent, ReturnsRequest, SendOrder, Sent,
    fingerprint,
};
pub use collecting::Collecting;

use super::choice::Cursor;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::domain::Period;
use crate::input::{Command, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::Column;
use crate::workbook::{
    Data, Filter, ListRequest, Query, ReturnRow, ReturnState, ReturnsView, SortBy, Standing, Window,
};

const SEND: &str = "send forms";
const COLLECT: &str = "collect forms";
/// Indicators of an owner that are shown beside the list.
const SHOWN: u32 = 200;

/// The screen.
#[derive(Default)]
pub struct Returns {
    room: Option<ReturnsView>,
    rows: Vec<ReturnRow>,
    /// The columns as the owners listed need them.
    columns: Vec<Column>,
    cursor: Cursor,
    /// Names of owners that a form is to be sent to.
    marked: BTreeSet<String>,
    /// Indicators of the owner under the cursor; whose they are.
    indicators: Vec<Standing>,
    asked: Option<(String, String)>,
    loaded: Option<(String, String)>,
    /// Whether the pane beside the list has the keys, and how far it is scrolled.
    reading: bool,
    pane: ReadingPane,
    /// The folder as it was last typed.
    folder: String,
    /// Whom the form being filled in is for.
    sending: Vec<String>,
}

impl Returns {
    /// Begins with who answers for what.
    pub fn open() -> Box<dyn Screen> {
        Box::new(Self::default())
    }

    fn current(&self) -> Option<&ReturnRow> {
        self.rows.get(self.cursor.at())
    }

    /// The owner under the cursor in the period on screen.
    fn here(&self, context: &Context) -> Option<(String, String)> {
        Some((context.session.period.clone(), self.current()?.due.owner.clone()))
    }

    /// Asks for the indicators of the owner under the cursor, unless they have been asked for.
    fn wanted(&mut self, context: &Context) -> Option<Query> {
        let here = self.here(context);
        if here.is_none() || self.asked == here {
            return None;
        }
        self.asked.clone_from(&here);
        here.map(|(period, owner)| {
            Query::Indicators(ListRequest {
                period,
                sort: SortBy::Worst,
                descending: false,
                filter: Filter { owners: vec![owner], ..Filter::default() },
                window: Window { start: 0, length: SHOWN },
                around: None,
            })
        })
    }

    /// The marked owners, or the one under the cursor.
    fn chosen(&self) -> Vec<String> {
        if self.marked.is_empty() {
            return self.current().map(|row| row.due.owner.clone()).into_iter().collect();
        }
        self.rows
            .iter()
            .map(|row| row.due.owner.clone())
            .filter(|owner| self.marked.contains(owner))
            .collect()
    }

    fn mark(&mut self) {
        let Some(owner) = self.current().map(|row| row.due.owner.clone()) else { return };
        if !self.marked.remove(&owner) {
            self.marked.insert(owner);
        }
        self.cursor.step(1, self.rows.len(), |_| true);
    }

    /// The folder that is offered: as last typed, or one beside the workbook.
    fn folder(&self, context: &Context) -> String {
        if !self.folder.is_empty() {
            return self.folder.clone();
        }
        let code = &context.session.period;
        let title = Period::parse(code).map_or_else(|_| code.clone(), Period::title);
        format!("Returns {}", title.replace('/', "-"))
    }

    fn moved(&mut self, before: usize) {
        if self.cursor.at() != before {
            self.pane.restart();
        }
    }
}

impl Screen for Returns {
    fn scope(&self) -> Scope {
        Scope::Returns
    }

    fn title(&self, _context: &Context) -> String {
        "Returns".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.asked = None;
        let (period, today) = (context.session.period.clone(), context.session.judged_on());
        let mut queries = vec![Query::Returns { period, today }];
        queries.extend(self.wanted(context));
        queries
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        self.wanted(context).into_iter().collect()
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Returns(room) => {
                let owner = self.current().map(|row| row.due.owner.clone());
                if self.room.as_ref().is_some_and(|before| before.period != room.period) {
                    self.folder = String::new();
                    self.marked.clear();
                }
                self.rows = room.rows();
                self.room = Some(*room);
                self.columns = view::measured(&self.rows, context.theme);
                let at = self.rows.iter().position(|row| Some(&row.due.owner) == owner.as_ref());
                self.cursor.go(at.unwrap_or(self.cursor.at()), self.rows.len(), |_| true);
            }
            Data::Indicators(list) => {
                self.indicators = list.rows;
                self.loaded.clone_from(&self.asked);
            }
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.reading && self.pane.update(command, self.text_of(context)) {
            return Some(Vec::new());
        }
        let before = self.cursor.at();
        let height = self.list_rows(context.area).height;
        if !self.reading && self.cursor.update(command, height, self.rows.len(), |_| true) {
            self.moved(before);
            return Some(Vec::new());
        }
        match command {
            Command::Back if self.reading => self.reading = false,
            Command::NextPane | Command::PreviousPane => {
                self.reading = !self.reading && !self.rows.is_empty()
            }
            Command::Mark => self.mark(),
            Command::Open => {
                let owner = self.current()?.due.owner.clone();
                let filter = Filter { owners: vec![owner], ..Filter::default() };
                return Some(vec![Effect::Go(Place::Indicators(filter))]);
            }
            Command::SendForms => return Some(self.ask_to_send(self.chosen(), context)),
            Command::SendAll => {
                let owners: Vec<String> = self
                    .rows
                    .iter()
                    .filter(|row| row.state == ReturnState::NotSent && !row.due.owner.is_empty())
                    .map(|row| row.due.owner.clone())
                    .collect();
                if owners.is_empty() {
                    return Some(vec![Effect::Say(Notice::info(
                        "Everyone who answers for something has a form: s sends one again.",
                    ))]);
                }
                return Some(self.ask_to_send(owners, context));
            }
            Command::Returns => return Some(vec![Effect::Say(Notice::info("These are the returns."))]),
            Command::CollectForms => return Some(vec![Effect::Open(self.ask_where(context))]),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Filled { tag: SEND, values } => self.send(&values, context),
            Answer::Filled { tag: COLLECT, values } => {
                values.get("folder").clone_into(&mut self.folder);
                let order = CollectOrder {
                    period: context.session.period.clone(),
                    from: self.folder.clone().into(),
                    ..CollectOrder::default()
                };
                vec![Effect::Open(Box::new(Collecting::new(order)))]
            }
            _ => Vec::new(),
        }
    }

    fn on_returns(&mut self, told: ReturnsEvent, _context: &Context) -> Vec<Effect> {
        match told {
            ReturnsEvent::Sent(sent) => {
                self.marked.clear();
                vec![Effect::Say(Notice::done(sending::said(&sent)))]
            }
            ReturnsEvent::Failed(why) => vec![Effect::Say(Notice::problem(why))],
            _ => Vec::new(),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let list = self.list_rows(context.area);
        let before = self.cursor.at();
        match mouse.kind {
            MouseKind::ScrollUp => self.cursor.step(-1, self.rows.len(), |_| true),
            MouseKind::ScrollDown => self.cursor.step(1, self.rows.len(), |_| true),
            MouseKind::Drag => {}
            MouseKind::Click | MouseKind::DoubleClick => {
                if let Some(row) = self.cursor.row_at(mouse.at, list, self.rows.len()) {
                    self.reading = false;
                    self.cursor.go(row, self.rows.len(), |_| true);
                }
            }
        }
        self.moved(before);
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
