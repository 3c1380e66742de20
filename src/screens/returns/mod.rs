//! Returns: who answers for what in the period, who has a form, what came
//! back; sending forms and collecting them.

mod collecting;
mod lines;
mod outcome;
mod sending;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::jobs::returns::request::{
    CollectOrder, Collection, FileIs, FileSeen, FormsRead, ReturnsEvent, ReturnsRequest, SendOrder, Sent,
    fingerprint,
};
pub use collecting::Collecting;

use super::list_detail::ListDetail;
use super::{Answer, Context, Effect, Mouse, Screen};
use crate::domain::Period;
use crate::input::{Command, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::list::Row;
use crate::workbook::{
    Data, Filter, ListRequest, Query, ReturnRow, ReturnState, ReturnsView, SortBy, Standing, Window,
};

const SEND: &str = "send forms";
const COLLECT: &str = "collect forms";
/// Indicators of an owner that are shown beside the list.
const SHOWN: u32 = 200;

impl Row for ReturnRow {
    type Key = String;

    fn key(&self) -> Option<String> {
        Some(self.due.owner.clone())
    }
}

/// The screen.
#[derive(Default)]
pub struct Returns {
    room: Option<ReturnsView>,
    /// The owners; those marked are sent a form.
    rows: ListDetail<ReturnRow>,
    /// Indicators of the owner under the cursor; whose they are.
    indicators: Vec<Standing>,
    asked: Option<(Period, String)>,
    loaded: Option<(Period, String)>,
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
        self.rows.current()
    }

    /// The owner under the cursor in the period on screen.
    fn here(&self, context: &Context) -> Option<(Period, String)> {
        Some((context.session.period, self.current()?.due.owner.clone()))
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
        if self.rows.marks.is_empty() {
            return self.current().map(|row| row.due.owner.clone()).into_iter().collect();
        }
        let owners = self.rows.list.rows().iter().map(|row| &row.due.owner);
        owners.filter(|owner| self.rows.marks.contains_key(*owner)).cloned().collect()
    }

    /// The folder that is offered: as last typed, or one beside the workbook.
    fn folder(&self, context: &Context) -> String {
        if !self.folder.is_empty() {
            return self.folder.clone();
        }
        let title = context.session.period.title();
        format!("Returns {}", title.replace('/', "-"))
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
        let (period, today) = (context.session.period, context.session.judged_on());
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
                if self.room.as_ref().is_some_and(|before| before.period != room.period) {
                    self.folder = String::new();
                    self.rows.marks.clear();
                }
                let rows = room.rows();
                self.room = Some(*room);
                self.rows.columns = view::measured(&rows, context.theme);
                self.rows.list.hold(rows);
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
        if self.rows.reading && self.rows.pane.update(command, self.text_of(context)) {
            return Some(Vec::new());
        }
        let height = self.list_rows(context.area).height;
        match command {
            Command::Open => {
                let owner = self.current()?.due.owner.clone();
                let filter = Filter { owners: vec![owner], ..Filter::default() };
                Some(vec![Effect::Go(Place::Indicators(filter))])
            }
            Command::SendForms => Some(self.ask_to_send(self.chosen(), context)),
            Command::SendAll => {
                let owners: Vec<String> = self
                    .rows
                    .list
                    .rows()
                    .iter()
                    .filter(|row| row.state == ReturnState::NotSent && !row.due.owner.is_empty())
                    .map(|row| row.due.owner.clone())
                    .collect();
                if owners.is_empty() {
                    return Some(vec![Effect::Say(Notice::info(
                        "Everyone who answers for something has a form: X sends one again.",
                    ))]);
                }
                Some(self.ask_to_send(owners, context))
            }
            Command::Returns => Some(vec![Effect::Say(Notice::info("These are the returns."))]),
            Command::CollectForms => Some(vec![Effect::Open(self.ask_where(context))]),
            _ => {
                let done = self.rows.update(command, height);
                // The pane says how many are marked, and what they are marked for.
                if command == Command::Mark { done.map(|_| Vec::new()) } else { done }
            }
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Filled { tag: SEND, values } => self.send(&values, context),
            Answer::Filled { tag: COLLECT, values } => {
                values.get("folder").clone_into(&mut self.folder);
                let order = CollectOrder {
                    period: context.session.period,
                    from: self.folder.clone().into(),
                    settled: Vec::new(),
                    looked_at: None,
                };
                vec![Effect::Open(Box::new(Collecting::new(order)))]
            }
            _ => Vec::new(),
        }
    }

    fn on_returns(&mut self, told: ReturnsEvent, _context: &Context) -> Vec<Effect> {
        match told {
            ReturnsEvent::Sent(sent) => {
                self.rows.marks.clear();
                vec![Effect::Say(Notice::done(sending::said(&sent)))]
            }
            ReturnsEvent::Failed(why) => vec![Effect::Say(Notice::problem(why))],
            _ => Vec::new(),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let list = self.list_rows(context.area);
        if self.rows.mouse(mouse, list).is_some() {
            self.rows.reading = false;
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
