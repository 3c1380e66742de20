//! Questions: what members asked, across meetings, and what is still owed.

mod act;
mod asking;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use asking::Asking;

use super::choice::{Choice, ChoiceRow};
use super::new_row::NewRow;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen, first_of};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::find::Find;
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::Column;
use crate::ui::windowed_list::WindowedList;
use crate::workbook::steps::committee::remove_question;
use crate::workbook::{
    Data, Id, Link, List, Meeting, PrintedOn, PromiseSummary, Query, QuestionDetail, QuestionFilter,
    QuestionRequest, QuestionRow, Table,
};

const FILTER: &str = "question filter";
const REMOVE: &str = "delete question";

/// Which part has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    List,
    /// The question under the cursor, on the whole screen.
    One,
}

/// The screen.
#[derive(Default)]
pub struct Questions {
    roll: WindowedList<QuestionRow>,
    /// The columns as the questions listed need them.
    columns: Vec<Column>,
    summary: PromiseSummary,
    meetings: Vec<Meeting>,
    printed: PrintedOn,
    filter: QuestionFilter,
    find: Find,
    stale: bool,
    /// Put the cursor on this question when the list comes, or on the first of this meeting.
    around: Option<Id>,
    new: NewRow,
    at_meeting: Option<Id>,
    detail: Option<Box<QuestionDetail>>,
    /// Question and period the detail was last asked for.
    asked: Option<(Id, String)>,
    part: Part,
    pane: ReadingPane,
}

impl Questions {
    fn request(&mut self, context: &Context) -> Query {
        self.stale = false;
        self.roll.window();
        Query::Questions(QuestionRequest {
            period: context.session.period.clone(),
            today: context.session.judged_on(),
            filter: self.filter,
            text: self.find.text().to_owned(),
        })
    }

    fn current(&self) -> Option<&QuestionRow> {
        self.roll.current()
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
        let asked = Some((self.current()?.id, context.session.period.clone()));
        if self.asked == asked {
            return None;
        }
        self.asked.clone_from(&asked);
        asked.map(|(id, period)| Query::QuestionDetail { id, period })
    }

    fn clear_filter(&mut self) {
        self.filter = QuestionFilter::default();
        self.find.clear();
        self.stale = true;
    }

    fn is_filtered(&self) -> bool {
        self.filter != QuestionFilter::default() || !self.find.text().is_empty()
    }

    fn show_one(&mut self, part: Part) {
        self.part = part;
        self.pane.restart();
    }
}

impl Screen for Questions {
    fn scope(&self) -> Scope {
        if self.find.is_typing() { Scope::FilterLine } else { Scope::Questions }
    }

    fn title(&self, _context: &Context) -> String {
        "Questions".to_owned()
    }

    fn typing(&self) -> bool {
        self.find.is_typing()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some();
        facts.filtered = self.is_filtered();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        if self.around.is_none() {
            self.around = self.current().map(|row| row.id);
        }
        self.asked = None;
        let mut queries = vec![self.request(context)];
        queries.extend(self.wanted_detail(context));
        queries
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        let mut queries = Vec::new();
        if self.stale {
            queries.push(self.request(context));
        }
        queries.extend(self.wanted_detail(context));
        queries
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Questions(log) => {
                let (total, unfiltered) = (log.rows.len() as u64, log.summary.questions);
                self.columns = view::measured(&log.rows, context.theme);
                self.roll.receive(List { start: 0, rows: log.rows, total, unfiltered });
                self.summary = log.summary;
                self.meetings = log.meetings;
                self.printed = log.printed;
                let sought = self.around.take();
                let found = sought.is_none_or(|id| self.roll.select_where(|row| row.id == id));
                // An answer from before the filter was cleared does not have it yet.
                if !found && !self.is_filtered() && total < unfiltered {
                    self.around = sought;
                }
                let hidden = sought.filter(|id| self.new.is_hidden(*id, found) && self.is_filtered());
                if hidden.is_some() {
                    self.clear_filter();
                    self.around = hidden;
                    return vec![Effect::Ask(self.request(context)), NewRow::unfiltered()];
                }
                if let Some(meeting) = self.at_meeting.take() {
                    self.roll.select_where(|row| row.meeting_id == meeting);
                }
                self.roll.follow(self.list_height(context.area));
                if !found && self.part == Part::One && self.roll.total() == 0 {
                    self.show_one(Part::List);
                }
                return self.wanted_detail(context).map(Effect::Ask).into_iter().collect();
            }
            Data::QuestionDetail { id, detail } if self.current().is_some_and(|row| row.id == id) => {
                if self.detail.as_ref().is_none_or(|old| old.question.id != id) {
                    self.pane.restart();
                }
                self.detail = detail;
            }
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.list_height(context.area);
        if self.find.is_typing() {
            if let Some(changed) = self.find.update(command) {
                self.stale |= changed;
                return Some(Vec::new());
            }
            return self.roll.update(command, height).then(Vec::new);
        }
        if self.part == Part::One && self.pane.update(command, self.text_of(context)) {
            return Some(Vec::new());
        }
        if self.part == Part::List && self.roll.update(command, height) {
            return Some(Vec::new());
        }
        match command {
            Command::Back if self.part == Part::One => {
                self.show_one(Part::List);
                Some(Vec::new())
            }
            Command::ClearFilter | Command::Back if self.is_filtered() => {
                self.around = self.current().map(|row| row.id);
                self.clear_filter();
                Some(vec![Effect::Say(Notice::info("Every question."))])
            }
            Command::Open | Command::NextPane | Command::PreviousPane | Command::Zoom => {
                if self.current().is_some() {
                    self.show_one(if self.part == Part::List { Part::One } else { Part::List });
                }
                Some(Vec::new())
            }
            // While one is read, the next is a key away.
            Command::Left | Command::Right if self.part == Part::One => {
                self.roll.step(if command == Command::Left { -1 } else { 1 });
                self.roll.follow(height);
                self.pane.restart();
                Some(Vec::new())
            }
            Command::Filter => {
                self.show_one(Part::List);
                self.find.begin();
                Some(Vec::new())
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
        if self.find.key(key) {
            self.roll.first();
            self.stale = true;
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        if self.find.paste(text) {
            self.roll.first();
            self.stale = true;
        }
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: FILTER, picks } => {
                if let Some(filter) = picks.first().and_then(|at| QuestionFilter::ALL.get(*at)) {
                    self.filter = *filter;
                    self.roll.first();
                    self.show_one(Part::List);
                    self.stale = true;
                }
                Vec::new()
            }
            Answer::Yes { tag: REMOVE } => match self.current_detail() {
                Some(one) => {
                    let links: Vec<Link> = one.linked.iter().map(|linked| linked.link.clone()).collect();
                    self.part = Part::List;
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
        self.around = self.new.note(rows, Table::Question).or(self.around);
        self.at_meeting = first_of(rows, Table::Meeting).or(self.at_meeting);
        Vec::new()
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        self.find.close();
        match place {
            Place::Question(id) => {
                self.filter = QuestionFilter::All;
                self.find.clear();
                self.around = Some(*id);
                self.roll.select_where(|row| row.id == *id);
                self.stale = true;
                self.show_one(Part::One);
            }
            Place::Meeting(id) => {
                self.filter = QuestionFilter::All;
                self.find.clear();
                self.around = None;
                self.at_meeting = Some(*id);
                self.stale = true;
                self.show_one(Part::List);
            }
            _ => {}
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let rows = self.list_rows(context.area);
        if self.part == Part::One {
            if let Some(rows) = mouse.kind.wheel() {
                self.pane.scroll(rows, self.text_of(context));
            }
            return Vec::new();
        }
        match mouse.kind {
            MouseKind::ScrollUp => self.roll.step(-3),
            MouseKind::ScrollDown => self.roll.step(3),
            MouseKind::Click | MouseKind::DoubleClick if rows.contains(mouse.at) => {
                self.roll.go(self.roll.top_for(rows.height) + u64::from(mouse.at.y - rows.y));
                if mouse.kind == MouseKind::DoubleClick {
                    self.show_one(Part::One);
                }
            }
            _ => {}
        }
        self.roll.follow(rows.height);
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
