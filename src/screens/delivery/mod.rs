//! Delivery: what the council said it would do, plan by plan, and how it stands.

mod commands;
mod one;
mod pick;
mod view;

use std::collections::{BTreeSet, HashSet};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::new_row::NewRow;
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::find::Find;
use crate::ui::kept::Kept;
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::Column;
use crate::ui::windowed_list::WindowedList;
use crate::workbook::steps::delivery::ManyCommitments;
use crate::workbook::{
    CommitmentDetail, CommitmentRow, Data, Id, List, Milestone, PlanTally, Printed, Query, Table,
    tally_commitments,
};
use pick::{Order, Pick};

/// Which part has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    List,
    One,
}

/// The screen.
#[derive(Default)]
pub struct Delivery {
    /// Every commitment of the period, by plan.
    all: Vec<CommitmentRow>,
    /// Counts by plan of all of them, and the columns as all of them need them.
    tallies: Vec<PlanTally>,
    columns: Vec<Column>,
    printed: Vec<Printed>,
    /// What the source prints otherwise about a plan, as the lines of a width.
    printed_notes: Kept<(Option<usize>, u16), Vec<String>>,
    /// Those listed.
    roll: WindowedList<CommitmentRow>,
    picks: Vec<Pick>,
    /// What the filter choice offers, in its order.
    offers: Vec<Option<Pick>>,
    order: Order,
    find: Find,
    marks: BTreeSet<Id>,
    detail: Option<Box<CommitmentDetail>>,
    /// Commitment and period the detail was last asked for.
    asked: Option<(Id, String)>,
    /// Put the cursor on this one when the list comes.
    around: Option<Id>,
    new: NewRow,
    /// The milestone that was just made.
    new_milestone: NewRow,
    part: Part,
    zoom: bool,
    milestone: usize,
    pane: ReadingPane,
    /// A change to many on its way: what to set, and once they have come, on what.
    many: Option<ManyCommitments>,
    touched: Vec<CommitmentDetail>,
}

impl Delivery {
    fn current(&self) -> Option<&CommitmentRow> {
        self.roll.current()
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
        !self.picks.is_empty() || !self.find.text().is_empty()
    }

    fn clear_filter(&mut self) {
        self.picks.clear();
        self.find.clear();
    }

    /// Lists what passes the filter, with the cursor where it was.
    fn list(&mut self, context: &Context) {
        let around = self.around.take().or_else(|| self.current().map(|row| row.id));
        let today = context.session.judged_on();
        let words: Vec<String> =
            self.find.text().to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut rows: Vec<CommitmentRow> =
            self.all.iter().filter(|row| pick::passes(&self.picks, &words, row, today)).cloned().collect();
        self.order.sort(&mut rows);
        let (total, unfiltered) = (rows.len() as u64, self.all.len() as u64);
        self.roll.window();
        self.roll.receive(List { start: 0, rows, total, unfiltered });
        if let Some(id) = around {
            self.roll.select_where(|row| row.id == id);
        }
        self.roll.follow(self.list_height(context.area));
    }

    /// Asks for the commitment under the cursor, unless it has been asked for.
    fn wanted_detail(&mut self, context: &Context) -> Option<Query> {
        let asked = Some((self.current()?.id, context.session.period.clone()));
        if self.asked == asked {
            return None;
        }
        self.asked.clone_from(&asked);
        asked.map(|(id, period)| Query::CommitmentDetail { id, period })
    }

    fn show(&mut self, part: Part) {
        self.part = part;
        self.milestone = 0;
        self.pane.restart();
    }
}

impl Screen for Delivery {
    fn scope(&self) -> Scope {
        match (self.find.is_typing(), self.part) {
            (true, _) => Scope::FilterLine,
            (false, Part::One) => Scope::Commitment,
            (false, Part::List) => Scope::Delivery,
        }
    }

    fn title(&self, _context: &Context) -> String {
        "Delivery".to_owned()
    }

    fn typing(&self) -> bool {
        self.find.is_typing()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some();
        facts.filtered = self.is_filtered();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.asked = None;
        let mut queries = vec![Query::Delivery { period: context.session.period.clone() }];
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
                self.columns = view::measured(&self.all, context);
                let there: HashSet<Id> = self.all.iter().map(|row| row.id).collect();
                self.marks.retain(|id| there.contains(id));
                let sought = self.around;
                self.list(context);
                let found = self.current().map(|row| row.id) == sought;
                let hidden = sought.filter(|id| self.new.is_hidden(*id, found) && self.is_filtered());
                if hidden.is_some() {
                    self.clear_filter();
                    self.around = hidden;
                    self.list(context);
                }
                if self.current().is_none() {
                    self.show(Part::List);
                }
                let word = hidden.map(|_| NewRow::unfiltered());
                return word.into_iter().chain(self.wanted_detail(context).map(Effect::Ask)).collect();
            }
            Data::CommitmentDetail { id, detail } if self.current().is_some_and(|row| row.id == id) => {
                if self.detail.as_ref().is_none_or(|old| old.commitment.id != id) {
                    self.pane.restart();
                    self.milestone = 0;
                }
                self.detail = detail;
                let count = self.current_detail().map_or(0, |detail| detail.milestones.len());
                self.milestone = self.milestone.min(count.saturating_sub(1));
                let new = |one: &Milestone| self.new_milestone.is(one.id);
                if let Some(at) = self.current_detail().and_then(|one| one.milestones.iter().position(new)) {
                    (self.milestone, self.new_milestone) = (at, NewRow::default());
                    self.part = Part::One;
                }
            }
            Data::Commitments(details) => return self.propose(details),
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.list_height(context.area);
        if self.find.is_typing() {
            if let Some(changed) = self.find.update(command) {
                if changed {
                    self.list(context);
                }
                return Some(Vec::new());
            }
            return self.roll.update(command, height).then(Vec::new);
        }
        if self.part == Part::One && self.moved_in_one(command, context) {
            return Some(Vec::new());
        }
        if self.part == Part::List && self.roll.update(command, height) {
            return Some(Vec::new());
        }
        match command {
            Command::Back if self.part == Part::One => {
                self.show(Part::List);
                Some(Vec::new())
            }
            Command::Back if self.zoom => {
                self.zoom = false;
                Some(Vec::new())
            }
            Command::Back if !self.marks.is_empty() => {
                self.marks.clear();
                Some(vec![Effect::Say(Notice::info("Marks cleared."))])
            }
            Command::Back | Command::ClearFilter if self.is_filtered() => {
                self.clear_filter();
                self.list(context);
                Some(vec![Effect::Say(Notice::info("Every commitment."))])
            }
            Command::Open | Command::NextPane | Command::PreviousPane => {
                if self.current().is_some() {
                    self.show(if self.part == Part::List { Part::One } else { Part::List });
                }
                Some(Vec::new())
            }
            Command::Zoom => {
                self.zoom = !self.zoom;
                Some(Vec::new())
            }
            // While one is read, the next is a key away.
            Command::Left | Command::Right if self.part == Part::One => {
                self.roll.step(if command == Command::Left { -1 } else { 1 });
                self.roll.follow(height);
                self.show(Part::One);
                Some(Vec::new())
            }
            Command::Filter => {
                self.show(Part::List);
                self.find.begin();
                Some(Vec::new())
            }
            Command::Sort => {
                self.order = self.order.next();
                self.list(context);
                Some(vec![Effect::Say(Notice::info(self.order.words()))])
            }
            Command::Mark => {
                if let Some(id) = self.current().map(|row| row.id) {
                    if !self.marks.remove(&id) {
                        self.marks.insert(id);
                    }
                    self.roll.step(1);
                    self.roll.follow(height);
                }
                Some(vec![Effect::Say(Notice::info(format!(
                    "{} marked. M changes them, Esc clears the marks.",
                    self.marks.len()
                )))])
            }
            other => self.run_command(other, context),
        }
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        if self.find.key(key) {
            self.list(context);
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        if self.find.paste(text) {
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
            self.marks.clear();
        }
        Vec::new()
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        self.around = self.new.note(rows, Table::Commitment).or(self.around);
        self.new_milestone.note(rows, Table::Milestone);
        Vec::new()
    }

    fn visit(&mut self, place: &Place, context: &Context) -> Vec<Effect> {
        self.find.close();
        if let Place::Commitment(id) = place {
            self.picks.clear();
            self.find.clear();
            self.around = Some(*id);
            if !self.all.is_empty() {
                self.list(context);
                self.around = Some(*id);
            }
            self.show(Part::One);
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let rows = self.list_rows(context.area);
        let in_list = rows.contains(mouse.at) && (self.part == Part::List || !self.covers_list(context.area));
        match mouse.kind {
            MouseKind::ScrollUp if in_list => self.roll.step(-3),
            MouseKind::ScrollDown if in_list => self.roll.step(3),
            MouseKind::ScrollUp => drop(self.pane.scroll(-3, self.text_of(context))),
            MouseKind::ScrollDown => drop(self.pane.scroll(3, self.text_of(context))),
            MouseKind::Click | MouseKind::DoubleClick if in_list => {
                self.roll.go(self.roll.top_for(rows.height) + u64::from(mouse.at.y - rows.y));
                self.show(if mouse.kind == MouseKind::DoubleClick { Part::One } else { Part::List });
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
