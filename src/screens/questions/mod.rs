//! Questions: what members asked, across meetings, and what is still owed.

mod act;
mod asking;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use asking::Asking;

use super::choice::{Choice, ChoiceRow};
use super::list_detail::ListDetail;
use super::new_row::unfiltered_for_new;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen, first_of};
use crate::domain::Period;
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::list::Row;
use crate::workbook::steps::committee::remove_question;
use crate::workbook::{
    Data, Id, Link, List, Meeting, PrintedOn, PromiseSummary, Query, QuestionDetail, QuestionFilter,
    QuestionRequest, QuestionRow, Table,
};

const FILTER: &str = "question filter";
const REMOVE: &str = "delete question";

impl Row for QuestionRow {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.id)
    }
}

/// The screen.
#[derive(Default)]
pub struct Questions {
    /// The questions, and the one under the cursor, which is read on the whole screen.
    rows: ListDetail<QuestionRow>,
    summary: PromiseSummary,
    meetings: Vec<Meeting>,
    printed: PrintedOn,
    filter: QuestionFilter,
    /// Put the cursor on the first question of this meeting when they come.
    at_meeting: Option<Id>,
    detail: Option<Box<QuestionDetail>>,
    /// Question and period the detail was last asked for.
    asked: Option<(Id, Period)>,
}

impl Questions {
    fn request(&mut self, context: &Context) -> Query {
        self.rows.stale = false;
        Query::Questions(QuestionRequest {
            period: context.session.period,
            today: context.session.judged_on(),
            filter: self.filter,
            text: self.rows.find.text().to_owned(),
        })
    }

    fn current(&self) -> Option<&QuestionRow> {
        self.rows.current()
    }

    /// The detail, when it is the current row's.
    fn current_detail(&self) -> Option<&QuestionDetail> {
        let id = self.current()?.id;
        self.detail.as_deref().filter(|detail| detail.question.id == id)
    }

    fn with_detail(&self, work: impl FnOnce(&QuestionDetail) -> Vec<Effect>) -> Option<Vec<Effect>> {
        Some(match self.current_detail() {
            Some(detail) => work(detail),
            None => vec![Effect::Say(Notice::info("Still loading this question: press the key again."))],
        })
    }

    /// Asks for the question under the cursor, unless it has been asked for.
    fn wanted_detail(&mut self, context: &Context) -> Option<Query> {
        let asked = Some((self.current()?.id, context.session.period));
        if self.asked == asked {
            return None;
        }
        self.asked.clone_from(&asked);
        asked.map(|(id, period)| Query::QuestionDetail { id, period })
    }

    fn clear_filter(&mut self) {
        self.filter = QuestionFilter::default();
        self.rows.find.clear();
        self.rows.stale = true;
    }

    fn is_filtered(&self) -> bool {
        self.filter != QuestionFilter::default() || !self.rows.find.text().is_empty()
    }
}

impl Screen for Questions {
    fn scope(&self) -> Scope {
        if self.rows.find.is_typing() { Scope::FilterLine } else { Scope::Questions }
    }

    fn title(&self, _context: &Context) -> String {
        "Questions".to_owned()
    }

    fn typing(&self) -> bool {
        self.rows.find.is_typing()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some();
        facts.filtered = self.is_filtered();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.asked = None;
        let mut queries = vec![self.request(context)];
        queries.extend(self.wanted_detail(context));
        queries
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        let mut queries = Vec::new();
        if self.rows.stale {
            queries.push(self.request(context));
        }
        queries.extend(self.wanted_detail(context));
        queries
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Questions(log) => {
                let (total, unfiltered) = (log.rows.len() as u64, log.summary.questions);
                self.rows.columns = view::measured(&log.rows, context.theme);
                let list = List { start: 0, rows: log.rows, total, unfiltered };
                let hidden = self.rows.list.receive(list, self.is_filtered());
                self.summary = log.summary;
                self.meetings = log.meetings;
                self.printed = log.printed;
                if hidden {
                    self.clear_filter();
                    return vec![Effect::Ask(self.request(context)), unfiltered_for_new()];
                }
                if let Some(meeting) = self.at_meeting.take() {
                    self.rows.list.go_where(|row| row.meeting_id == meeting);
                }
                if total == 0 {
                    self.rows.read(false);
                }
                return self.wanted_detail(context).map(Effect::Ask).into_iter().collect();
            }
            Data::QuestionDetail { id, detail } if self.current().is_some_and(|row| row.id == id) => {
                if self.detail.as_ref().is_none_or(|old| old.question.id != id) {
                    self.rows.pane.restart();
                }
                self.detail = detail;
            }
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.rows.reading && self.rows.pane.update(command, self.text_of(context)) {
            return Some(Vec::new());
        }
        // One is always read on the whole screen.
        let shared = if command == Command::Zoom { Command::Open } else { command };
        if let Some(effects) = self.rows.update(shared, self.list_height(context.area)) {
            return Some(effects);
        }
        match command {
            Command::ClearFilter | Command::Back if self.is_filtered() => {
                self.clear_filter();
                Some(vec![Effect::Say(Notice::info("Every question."))])
            }
            Command::FilterBy => {
                let rows = QuestionFilter::ALL
                    .iter()
                    .map(|filter| {
                        ChoiceRow::new(filter.title())
                            .note(self.count_of(*filter))
                            .ticked(*filter == self.filter)
                    })
                    .collect();
                Some(vec![Effect::Open(Box::new(Choice::one(FILTER, "Show which questions?", rows)))])
            }
            other => self.on_row(other, context),
        }
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        self.rows.key(key);
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        self.rows.paste(text);
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: FILTER, picks } => {
                if let Some(filter) = picks.first().and_then(|at| QuestionFilter::ALL.get(*at)) {
                    self.filter = *filter;
                    self.rows.sought();
                    self.rows.read(false);
                }
                Vec::new()
            }
            Answer::Yes { tag: REMOVE } => match self.current_detail() {
                Some(one) => {
                    let links: Vec<Link> = one.linked.iter().map(|linked| linked.link.clone()).collect();
                    self.rows.reading = false;
                    let one = self.current_detail();
                    let change = one.map(|one| remove_question(&one.question, &links));
                    change.map(|change| Effect::Apply { change, settles: Vec::new() }).into_iter().collect()
                }
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        if let Some(id) = first_of(rows, Table::Question) {
            self.rows.list.added(id);
        }
        self.at_meeting = first_of(rows, Table::Meeting).or(self.at_meeting);
        Vec::new()
    }

    fn left(&self) -> Option<serde_json::Value> {
        let row = self.rows.current().and_then(Row::key);
        serde_json::to_value((row, self.filter, self.rows.find.text())).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((row, filter, find)) = serde_json::from_value(left) else { return };
        self.filter = filter;
        self.rows.come_back(row, find);
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        self.rows.find.close();
        if let Place::Question(_) | Place::Meeting(_) = place {
            self.clear_filter();
        }
        match place {
            Place::Question(id) => self.rows.list.seek(*id),
            Place::Meeting(id) => self.at_meeting = Some(*id),
            _ => return Vec::new(),
        }
        self.rows.read(matches!(place, Place::Question(_)));
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        if !self.rows.reading {
            if self.rows.mouse(mouse, self.list_rows(context.area)) == Some(MouseKind::DoubleClick) {
                self.rows.read(true);
            }
        } else if let Some(by) = mouse.kind.wheel() {
            self.rows.pane.scroll(by, self.text_of(context));
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
