//! Delivery: what the council said it would do, plan by plan, and how it stands.

mod commands;
mod one;
mod pick;
mod view;

use std::collections::HashSet;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::list_detail::ListDetail;
use super::new_row::{NewRow, unfiltered_for_new};
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen, first_of};
use crate::domain::Period;
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::kept::Kept;
use crate::ui::list::Row;
use crate::workbook::steps::delivery::ManyCommitments;
use crate::workbook::{
    CommitmentDetail, CommitmentRow, Data, Id, List, Milestone, PlanTally, Printed, Query, Table,
    tally_commitments,
};
use pick::{Order, Pick};

impl Row for CommitmentRow {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.id)
    }
}

/// The screen.
#[derive(Default)]
pub struct Delivery {
    /// Every commitment of the period, by plan.
    all: Vec<CommitmentRow>,
    /// Counts by plan of all of them.
    tallies: Vec<PlanTally>,
    printed: Vec<Printed>,
    /// What the source prints otherwise about each plan, as the lines of a width.
    printed_notes: Kept<u16, Vec<Rc<Vec<String>>>>,
    /// Those listed, with the columns as all of them need them.
    rows: ListDetail<CommitmentRow>,
    picks: Vec<Pick>,
    /// What the filter choice offers, in its order.
    offers: Vec<Option<Pick>>,
    order: Order,
    detail: Option<Box<CommitmentDetail>>,
    /// Commitment and period the detail was last asked for.
    asked: Option<(Id, Period)>,
    /// The milestone that was just made.
    new_milestone: NewRow,
    milestone: usize,
    /// A change to many on its way: what to set, and once they have come, on what.
    many: Option<ManyCommitments>,
    touched: Vec<CommitmentDetail>,
}

impl Delivery {
    fn current(&self) -> Option<&CommitmentRow> {
        self.rows.current()
    }

    /// The detail, when it is the current row's.
    fn current_detail(&self) -> Option<&CommitmentDetail> {
        let id = self.current()?.id;
        self.detail.as_deref().filter(|detail| detail.commitment.id == id)
    }

    fn current_milestone(&self) -> Option<&Milestone> {
        self.current_detail()?.milestones.get(self.milestone)
    }

    fn is_filtered(&self) -> bool {
        !self.picks.is_empty() || !self.rows.find.text().is_empty()
    }

    fn clear_filter(&mut self) {
        self.picks.clear();
        self.rows.find.clear();
    }

    /// Lists what passes the filter; true where it hides what was just made.
    fn list(&mut self, context: &Context) -> bool {
        self.rows.stale = false;
        let today = context.session.judged_on();
        let words: Vec<String> =
            self.rows.find.text().to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut rows: Vec<CommitmentRow> =
            self.all.iter().filter(|row| pick::passes(&self.picks, &words, row, today)).cloned().collect();
        self.order.sort(&mut rows);
        let (total, unfiltered) = (rows.len() as u64, self.all.len() as u64);
        self.rows.list.receive(List { start: 0, rows, total, unfiltered }, self.is_filtered())
    }

    /// Asks for the commitment under the cursor, unless it has been asked for.
    fn wanted_detail(&mut self, context: &Context) -> Option<Query> {
        let asked = Some((self.current()?.id, context.session.period));
        if self.asked == asked {
            return None;
        }
        self.asked.clone_from(&asked);
        asked.map(|(id, period)| Query::CommitmentDetail { id, period })
    }

    /// Goes into the pane, or back to the list.
    fn read(&mut self, reading: bool) {
        self.rows.read(reading);
        self.milestone = 0;
    }
}

impl Screen for Delivery {
    fn scope(&self) -> Scope {
        match (self.rows.find.is_typing(), self.rows.reading) {
            (true, _) => Scope::FilterLine,
            (false, true) => Scope::Commitment,
            (false, false) => Scope::Delivery,
        }
    }

    fn title(&self, _context: &Context) -> String {
        "Delivery".to_owned()
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
        let mut queries = vec![Query::Delivery { period: context.session.period }];
        queries.extend(self.wanted_detail(context));
        queries
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        self.wanted_detail(context).into_iter().collect()
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Delivery(room) => {
                self.all = room.rows;
                self.printed = room.printed;
                self.printed_notes.forget();
                let rated = self.all.iter().map(|row| (row.plan.as_str(), row.scale, row.rating));
                self.tallies = tally_commitments(rated);
                self.rows.columns = view::measured(&self.all, self.tallies.len() > 1, context);
                let there: HashSet<Id> = self.all.iter().map(|row| row.id).collect();
                self.rows.marks.retain(|id, _| there.contains(id));
                let hidden = self.list(context);
                if hidden {
                    self.clear_filter();
                    self.list(context);
                }
                if self.current().is_none() {
                    self.read(false);
                }
                let word = hidden.then(unfiltered_for_new);
                return word.into_iter().chain(self.wanted_detail(context).map(Effect::Ask)).collect();
            }
            Data::CommitmentDetail { id, detail } if self.current().is_some_and(|row| row.id == id) => {
                if self.detail.as_ref().is_none_or(|old| old.commitment.id != id) {
                    self.rows.pane.restart();
                    self.milestone = 0;
                }
                self.detail = detail;
                let count = self.current_detail().map_or(0, |detail| detail.milestones.len());
                self.milestone = self.milestone.min(count.saturating_sub(1));
                let new = |one: &Milestone| self.new_milestone.is(one.id);
                if let Some(at) = self.current_detail().and_then(|one| one.milestones.iter().position(new)) {
                    (self.milestone, self.new_milestone) = (at, NewRow::default());
                    self.rows.reading = true;
                }
            }
            Data::Commitments(details) => return self.propose(details),
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.rows.reading && self.moved_in_one(command, context) {
            return Some(Vec::new());
        }
        let before = (self.rows.reading, self.rows.list.selected());
        let effects = self.rows.update(command, self.list_height(context.area));
        if before != (self.rows.reading, self.rows.list.selected()) {
            self.milestone = 0;
        }
        if self.rows.stale {
            self.list(context);
        }
        if effects.is_some() {
            return effects;
        }
        match command {
            Command::Back | Command::ClearFilter if self.is_filtered() => {
                self.clear_filter();
                self.list(context);
                Some(vec![Effect::Say(Notice::info("Every commitment."))])
            }
            Command::Sort => {
                self.order = self.order.next();
                self.list(context);
                Some(vec![Effect::Say(Notice::info(self.order.words()))])
            }
            other => self.run_command(other, context),
        }
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        self.rows.key(key);
        if self.rows.stale {
            self.list(context);
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.rows.paste(text);
        if self.rows.stale {
            self.list(context);
        }
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.answered(answer, context)
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        // What was changed together is let go together.
        if matches!(outcome, Outcome::Applied { .. }) && !std::mem::take(&mut self.touched).is_empty() {
            self.rows.marks.clear();
        }
        Vec::new()
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        if let Some(id) = first_of(rows, Table::Commitment) {
            self.rows.list.added(id);
        }
        self.new_milestone.note(rows, Table::Milestone);
        Vec::new()
    }

    fn left(&self) -> Option<serde_json::Value> {
        let row = self.rows.current().and_then(Row::key);
        serde_json::to_value((row, self.order, &self.picks, self.rows.find.text())).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((row, order, picks, find)) = serde_json::from_value(left) else { return };
        (self.order, self.picks) = (order, picks);
        self.rows.come_back(row, find);
    }

    fn visit(&mut self, place: &Place, context: &Context) -> Vec<Effect> {
        self.rows.find.close();
        if let Place::Commitment(id) = place {
            self.picks.clear();
            self.rows.find.clear();
            if !self.all.is_empty() {
                self.list(context);
            }
            self.rows.list.seek(*id);
            self.read(true);
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let rows = self.list_rows(context.area);
        if rows.contains(mouse.at) && (!self.rows.reading || !self.covers_list(context.area)) {
            if let Some(kind) = self.rows.mouse(mouse, rows) {
                self.read(kind == MouseKind::DoubleClick);
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
