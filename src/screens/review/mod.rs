//! The review: one indicator at a time, worst first, facts beside the writing,
//! until every one is reviewed or skipped with a reason.
//!
//! The queue is fixed when it is first opened for a period: a figure that
//! changes meanwhile does not move anyone's place in it. Reds that appear
//! later join at the end.

mod doing;
mod summary;
mod view;

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::new_row::NewRow;
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen, dialogs, writing};
use crate::domain::Period;
use crate::input::{Command, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::facts::is_open;
use crate::ui::reading_pane::ReadingPane;
use crate::workbook::steps::remove_action;
use crate::workbook::{
    ActionRow, CommentaryKind, Data, Detail, Id, Query, ReviewMark, ReviewSummary, Table, Words,
};

const INSERT: &str = "insert words";
const REMOVE: &str = "delete action";

/// The parts of the screen, in Tab order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Facts,
    Reasons,
    Actions,
    Ready,
}

impl Part {
    const ALL: [Self; 4] = [Self::Facts, Self::Reasons, Self::Actions, Self::Ready];

    fn title(self) -> &'static str {
        match self {
            Self::Facts => "Facts",
            Self::Reasons => "Reasons",
            Self::Actions => "Actions",
            Self::Ready => "Ready?",
        }
    }

    fn step(self, by: i32) -> Self {
        let at = Self::ALL.iter().position(|part| *part == self).unwrap_or(0) as i32;
        Self::ALL[(at + by).rem_euclid(4) as usize]
    }
}

/// What the change in hand will do to the queue when it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Reviewing,
    Other,
}

/// The screen.
#[derive(Default)]
pub struct Review {
    queue: Vec<Id>,
    /// Where each indicator stands in it.
    places: HashMap<Id, usize>,
    /// Period the queue was made for.
    period: Period,
    at: usize,
    detail: Option<Box<Detail>>,
    part: Part,
    action: usize,
    new_action: NewRow,
    /// The facts and the reasons; only the part with the keys is scrolled.
    pane: ReadingPane,
    summary: Option<ReviewSummary>,
    /// The summary is on screen.
    finished: bool,
    /// Going on to the next one that still needs review.
    seeking: bool,
    doing: Option<Doing>,
    /// Going through what is missing, one thing after another, until nothing
    /// is; holds how many there were when the last was opened.
    chasing: Option<usize>,
    /// A skip was asked for: go on once it is stored.
    skipping: bool,
    /// Asked to open at this one.
    wanted: Option<Id>,
    words: Vec<Words>,
    /// Texts offered by the insert list, in its order.
    offers: Vec<String>,
}

impl Review {
    /// The indicator under review, once its detail has come.
    fn detail(&self) -> Option<&Detail> {
        let id = *self.queue.get(self.at)?;
        self.detail.as_deref().filter(|detail| {
            !self.finished && detail.indicator.id == id && detail.standing.period == self.period
        })
    }

    fn selected_action(&self) -> Option<&ActionRow> {
        self.detail()?.actions.get(self.action)
    }

    fn ask(&self) -> Vec<Query> {
        match self.queue.get(self.at) {
            Some(id) if !self.finished => vec![Query::Detail { indicator: *id, period: self.period }],
            _ => Vec::new(),
        }
    }

    fn show(&mut self, at: usize) -> Vec<Effect> {
        self.at = at;
        self.chasing = None;
        self.finished = self.at >= self.queue.len();
        self.action = 0;
        self.pane.restart();
        self.part = Part::Facts;
        self.ask().into_iter().map(Effect::Ask).collect()
    }

    /// On to the next that needs review, or the summary after the last.
    fn seek(&mut self, from: usize) -> Vec<Effect> {
        self.seeking = true;
        self.show(from)
    }

    fn moved(&mut self, command: Command, context: &Context) -> bool {
        if self.part != Part::Actions {
            return self.pane.update(command, self.text_of(context));
        }
        let Some(by) = command.rows(self.text_of(context).0.height) else { return false };
        let last = self.detail().map_or(0, |detail| detail.actions.len().saturating_sub(1)) as i64;
        self.action = (self.action as i64).saturating_add(by).clamp(0, last) as usize;
        true
    }
}

impl Screen for Review {
    fn scope(&self) -> Scope {
        Scope::Review
    }

    fn title(&self, _context: &Context) -> String {
        "Review".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.detail().is_some();
        facts.action = self.selected_action().is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        let period = context.session.period;
        if self.period != period {
            *self = Self { period, wanted: self.wanted, ..Self::default() };
            self.seeking = true;
        }
        let mut queries = vec![Query::ReviewQueue { period }, Query::ReviewSummary { period }];
        queries.extend(self.ask());
        queries
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::ReviewQueue(ids) => {
                let first = self.queue.is_empty();
                for id in ids {
                    self.places.entry(id).or_insert_with(|| {
                        self.queue.push(id);
                        self.queue.len() - 1
                    });
                }
                if let Some(id) = self.wanted.take() {
                    self.seeking = false;
                    match self.places.get(&id).copied() {
                        Some(at) => return self.show(at),
                        None => {
                            let mut effects = if first { self.seek(0) } else { Vec::new() };
                            effects.push(Effect::Say(Notice::info(
                                "That indicator is not one that is reviewed: its rating is not among those reviewed.",
                            )));
                            return effects;
                        }
                    }
                }
                if first && !self.queue.is_empty() {
                    return self.seek(0);
                }
            }
            Data::ReviewSummary(summary) => self.summary = Some(summary),
            Data::Detail(detail) if self.queue.get(self.at) == Some(&detail.indicator.id) => {
                let needs_review =
                    matches!(detail.standing.review, ReviewMark::ToReview | ReviewMark::ChangedSince);
                self.detail = Some(detail);
                let actions = self.detail.as_ref().map_or(&[][..], |detail| &detail.actions);
                let new = actions.iter().position(|row| self.new_action.is(row.action.id));
                self.action = new.unwrap_or(self.action).min(actions.len().saturating_sub(1));
                self.new_action = if new.is_some() { NewRow::default() } else { self.new_action };
                let skipped =
                    self.detail().is_some_and(|detail| detail.standing.review == ReviewMark::Skipped);
                if skipped && std::mem::take(&mut self.skipping) {
                    let next = self.at + 1;
                    return self.seek(next);
                }
                if self.seeking && !needs_review {
                    return self.show_next_sought();
                }
                self.seeking = false;
                return self.chase(context);
            }
            Data::Words(words) => {
                self.words = words;
                return self.offer();
            }
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.finished {
            return self.update_summary(command);
        }
        if self.moved(command, context) {
            return Some(Vec::new());
        }
        match command {
            Command::NextPane | Command::PreviousPane => {
                self.part = self.part.step(if command == Command::NextPane { 1 } else { -1 });
                self.pane.restart();
                Some(Vec::new())
            }
            Command::NextRed => {
                self.seeking = false;
                let at = self.at + 1;
                Some(self.show(at))
            }
            Command::PreviousRed => {
                self.seeking = false;
                let at = self.at.saturating_sub(1);
                Some(self.show(at))
            }
            Command::Reviewed => Some(self.mark(context)),
            Command::Insert => {
                let except = self.detail()?.indicator.id;
                Some(vec![Effect::Ask(Query::Words { period: self.period, except })])
            }
            Command::EditAction | Command::CloseAction | Command::RemoveAction => {
                self.on_action(command, context)
            }
            Command::Open => Some(match self.part {
                Part::Reasons => vec![Effect::Run(Command::Write)],
                Part::Actions if self.selected_action().is_some() => vec![Effect::Run(Command::EditAction)],
                Part::Actions => vec![Effect::Run(Command::AddAction)],
                Part::Ready => {
                    let missing = self
                        .readiness(context.session)
                        .and_then(|ready| ready.first_missing().map(|(_, missing)| missing));
                    match missing {
                        Some(missing) if context.session.period_is_open() => self.go_to(missing, context),
                        Some(_) => Vec::new(),
                        None => vec![Effect::Run(Command::Reviewed)],
                    }
                }
                Part::Facts => vec![Effect::Go(Place::Indicator(self.detail()?.indicator.id))],
            }),
            Command::Links | Command::CompareMeasure | Command::HistoryOf => self.about_it(command),
            _ => {
                self.skipping = command == Command::Skip;
                let detail = self.detail()?;
                let screen = match command {
                    Command::Write => dialogs::write(detail, context),
                    Command::WriteRisks => dialogs::write_risks(detail, context),
                    Command::AddAction => dialogs::add_action(detail, context),
                    Command::NoAction => {
                        dialogs::write_kind(detail, CommentaryKind::NoActionBecause, context)
                    }
                    Command::Skip => dialogs::skip(detail, context),
                    Command::Why => dialogs::why(detail),
                    Command::Chart => dialogs::chart(detail.indicator.id, &detail.indicator.reference),
                    Command::Override => dialogs::override_rating(detail, context),
                    Command::EditFigures => dialogs::figures(detail, context),
                    Command::NextTarget => dialogs::next_target(detail, context),
                    Command::SignOff => dialogs::sign_off(detail, context),
                    Command::AskAbout => dialogs::ask(detail),
                    _ => return None,
                };
                Some(vec![Effect::Open(screen)])
            }
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: INSERT, picks } => {
                let text = picks.first().and_then(|at| self.offers.get(*at)).cloned();
                match (self.detail(), text) {
                    (Some(detail), Some(text)) => {
                        let editor =
                            writing::Writing::new(detail, CommentaryKind::Reasons, context).with_words(&text);
                        vec![
                            Effect::Open(Box::new(editor)),
                            Effect::Say(Notice::info(
                                "Inserted: make it this indicator's own, then Ctrl-S. Ctrl-Z takes it out.",
                            )),
                        ]
                    }
                    _ => Vec::new(),
                }
            }
            Answer::Yes { tag: REMOVE } => match (self.detail(), self.selected_action()) {
                (Some(detail), Some(row)) => {
                    let change = remove_action(&detail.indicator.reference, &row.action);
                    vec![Effect::Apply { change, settles: Vec::new() }]
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        let doing = self.doing.take().unwrap_or(Doing::Other);
        match (outcome, doing) {
            (Outcome::Applied { .. }, Doing::Reviewing) => {
                let reference =
                    self.detail.as_ref().map(|detail| detail.indicator.reference.clone()).unwrap_or_default();
                let number = self.at + 1;
                let total = self.queue.len();
                let mut effects = self.seek(number);
                effects.push(Effect::Say(Notice::done(format!(
                    "{reference} reviewed, {number} of {total}. u undoes."
                ))));
                effects
            }
            _ => Vec::new(),
        }
    }

    fn left(&self) -> Option<serde_json::Value> {
        serde_json::to_value(self.queue.get(self.at)).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        self.wanted = serde_json::from_value(left).unwrap_or_default();
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        self.new_action.note(rows, Table::Action);
        Vec::new()
    }

    fn visit(&mut self, place: &Place, context: &Context) -> Vec<Effect> {
        if let Place::Review(id) = place {
            self.wanted = *id;
            if self.period == context.session.period && id.is_none() && self.finished {
                return self.seek(0);
            }
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        match mouse.kind {
            MouseKind::ScrollUp => {
                self.moved(Command::Up, context);
            }
            MouseKind::ScrollDown => {
                self.moved(Command::Down, context);
            }
            MouseKind::Click | MouseKind::DoubleClick => {
                if let Some(part) = self.part_at(mouse.at, context) {
                    self.part = part;
                    if let Some(at) = self.action_at(mouse.at, context) {
                        self.action = at;
                    }
                    if mouse.kind == MouseKind::DoubleClick {
                        return vec![Effect::Run(Command::Open)];
                    }
                }
            }
            MouseKind::Drag => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}

impl Review {
    /// The one sought needs no review: on to the next, without going round for ever.
    fn show_next_sought(&mut self) -> Vec<Effect> {
        let next = self.at + 1;
        let effects = self.show(next);
        if self.finished {
            self.seeking = false;
        }
        effects
    }

    /// Open actions of the one under review.
    fn open_actions(&self) -> usize {
        self.detail().map_or(0, |detail| detail.actions.iter().filter(|row| is_open(row)).count())
    }
}
