//! Actions: every corrective action of the workbook, by due date.

mod filter;
mod view;

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::new_row::NewRow;
use super::question::Question;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen, dialogs};
use crate::domain::dates::short_date;
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::find::Find;
use crate::ui::frame::take_top;
use crate::ui::table::Column;
use crate::ui::windowed_list::WindowedList;
use crate::workbook::steps::remove_action;
use crate::workbook::{ActionRequest, ActionRow, Data, Id, Query, Table, ValueField};
use filter::{Narrowing, Pick};

const FILTER: &str = "action filter";
const REMOVE: &str = "delete action";

/// The screen.
#[derive(Default)]
pub struct Actions {
    roll: WindowedList<ActionRow>,
    /// The columns as the actions loaded need them.
    columns: Vec<Column>,
    narrowing: Narrowing,
    find: Find,
    stale: bool,
    /// Keep the cursor on this action when the list comes.
    around: Option<Id>,
    new: NewRow,
    /// Marked for a change to many, as they were when marked.
    marks: BTreeMap<Id, ActionRow>,
    /// What the list of filters offers.
    picks: Vec<Pick>,
}

impl Actions {
    fn clear_filter(&mut self) {
        self.narrowing = Narrowing::default();
        self.find.clear();
        self.stale = true;
    }

    fn request(&mut self, context: &Context) -> Query {
        self.stale = false;
        Query::Actions(ActionRequest {
            period: context.session.period.clone(),
            today: context.session.judged_on(),
            filter: self.narrowing.which,
            owner: self.narrowing.owner.clone(),
            about: self.narrowing.about,
            text: self.find.text().to_owned(),
            window: self.roll.window(),
        })
    }

    fn areas(&self, area: Rect) -> (Rect, Rect) {
        // The whole action stands under the list, where long words have room.
        let under =
            if area.height >= 16 && self.roll.total() > 0 { (area.height / 3).clamp(6, 10) } else { 0 };
        take_top(area, area.height - under)
    }

    fn height(&self, area: Rect) -> u16 {
        self.areas(area).0.height.saturating_sub(3 + self.find.rows()).max(1)
    }

    fn filtered(&self) -> bool {
        self.narrowing != Narrowing::default() || !self.find.text().is_empty()
    }

    /// After what is sought has changed.
    fn sought(&mut self) {
        self.roll.first();
        self.stale = true;
    }

    /// The marked actions, or the one under the cursor.
    fn chosen(&self) -> Vec<ActionRow> {
        if self.marks.is_empty() {
            return self.roll.current().cloned().into_iter().collect();
        }
        self.marks.values().cloned().collect()
    }

    fn mark(&mut self, height: u16) -> Vec<Effect> {
        let Some(row) = self.roll.current().cloned() else { return Vec::new() };
        if self.marks.remove(&row.action.id).is_none() {
            self.marks.insert(row.action.id, row);
        }
        self.roll.update(Command::Down, height);
        let marked = self.marks.len();
        vec![Effect::Say(Notice::info(format!("{marked} marked. M changes them, Esc clears the marks.")))]
    }
}

impl Screen for Actions {
    fn scope(&self) -> Scope {
        if self.find.is_typing() { Scope::FilterLine } else { Scope::Actions }
    }

    fn title(&self, _context: &Context) -> String {
        "Actions".to_owned()
    }

    fn typing(&self) -> bool {
        self.find.is_typing()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.roll.current().is_some();
        facts.action = facts.row;
        facts.filtered = self.filtered();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        // What was marked may have been changed since.
        self.marks.clear();
        self.around = self.around.or_else(|| self.roll.current().map(|row| row.action.id));
        vec![self.request(context)]
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        if self.stale || self.roll.wanted().is_some() {
            self.around = None;
            return vec![self.request(context)];
        }
        Vec::new()
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Actions(list) => {
                self.columns = view::measured(&list.rows, context);
                let narrowed = list.total < list.unfiltered;
                self.roll.receive(list);
                if let Some(id) = self.around.take() {
                    let found = self.roll.select_where(|row| row.action.id == id);
                    // An answer from before the filter was cleared does not have it yet.
                    if !found && !self.filtered() && narrowed {
                        self.around = Some(id);
                    }
                    if self.new.is_hidden(id, found) && self.filtered() {
                        self.clear_filter();
                        self.around = Some(id);
                        return vec![Effect::Ask(self.request(context)), NewRow::unfiltered()];
                    }
                }
                self.roll.follow(self.height(context.area));
                Vec::new()
            }
            Data::Values { field: ValueField::Owner, values } => {
                self.picks = filter::picks(&context.session.user, values);
                let rows = self.picks.iter().map(|pick| ChoiceRow::new(pick.title())).collect();
                vec![Effect::Open(Box::new(Choice::one(FILTER, "Show which actions?", rows)))]
            }
            _ => Vec::new(),
        }
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.height(context.area);
        if self.find.is_typing() {
            if let Some(changed) = self.find.update(command) {
                self.stale |= changed;
                return Some(Vec::new());
            }
            return self.roll.update(command, height).then(Vec::new);
        }
        if self.roll.update(command, height) {
            return Some(Vec::new());
        }
        match command {
            Command::Filter => {
                self.find.begin();
                Some(Vec::new())
            }
            Command::FilterBy => Some(vec![Effect::Ask(Query::Values { field: ValueField::Owner })]),
            Command::Mark => Some(self.mark(height)),
            Command::ChangeMarked => {
                let chosen = self.chosen();
                (!chosen.is_empty()).then(|| vec![Effect::Open(dialogs::change_actions(chosen))])
            }
            Command::Back if !self.marks.is_empty() => {
                self.marks.clear();
                Some(vec![Effect::Say(Notice::info("Marks cleared."))])
            }
            Command::ClearFilter | Command::Back if self.filtered() => {
                self.clear_filter();
                Some(vec![Effect::Say(Notice::info("Every open action."))])
            }
            Command::NextPane | Command::PreviousPane => Some(Vec::new()),
            _ => {
                let row = self.roll.current()?;
                let (reference, action) = (&row.about().short(), &row.action);
                match command {
                    Command::Open => Some(vec![Effect::Go(Place::of(action.about()))]),
                    Command::Links => Some(vec![Effect::Open(dialogs::links(row.about()))]),
                    Command::HistoryOf => Some(vec![Effect::Go(Place::History(Some(action.about())))]),
                    Command::AddAction => {
                        let name = row.about().short();
                        Some(vec![Effect::Open(dialogs::add_action_about(&name, action.about(), context))])
                    }
                    Command::EditAction => {
                        Some(vec![Effect::Open(dialogs::edit_action(reference, action, None, context))])
                    }
                    Command::CloseAction => {
                        Some(vec![Effect::Open(dialogs::close_action(reference, action, context))])
                    }
                    Command::RemoveAction => {
                        let lines = vec![format!("{reference}: {}", action.description)];
                        Some(vec![Effect::Open(Box::new(Question::new(
                            REMOVE,
                            "Delete this action?",
                            lines,
                            "delete it",
                            "keep it",
                        )))])
                    }
                    Command::Copy => {
                        let text = format!(
                            "{reference}\t{}\t{}\t{}",
                            action.description,
                            action.owner,
                            action.due.map(short_date).unwrap_or_default()
                        );
                        Some(vec![Effect::Copy(text), Effect::Say(Notice::done("Action copied."))])
                    }
                    _ => None,
                }
            }
        }
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        if self.find.key(key) {
            self.sought();
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        if self.find.paste(text) {
            self.sought();
        }
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: FILTER, picks } => {
                if let Some(pick) = picks.first().and_then(|at| self.picks.get(*at)) {
                    pick.narrow(&mut self.narrowing);
                    self.roll.first();
                    self.stale = true;
                }
                Vec::new()
            }
            Answer::Yes { tag: REMOVE } => match self.roll.current() {
                Some(row) => vec![Effect::Apply {
                    change: remove_action(&row.reference, &row.action),
                    settles: Vec::new(),
                }],
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        self.around = self.new.note(rows, Table::Action).or(self.around);
        Vec::new()
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        if let Place::Actions(filter) = place {
            self.narrowing = Narrowing { which: *filter, ..Narrowing::default() };
            self.find.clear();
            self.roll.first();
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let height = self.height(context.area);
        let (list, _) = self.areas(context.area);
        let first = list.y + 2 + self.find.rows();
        match mouse.kind {
            MouseKind::ScrollUp => self.roll.step(-3),
            MouseKind::ScrollDown => self.roll.step(3),
            MouseKind::Click | MouseKind::DoubleClick if (first..first + height).contains(&mouse.at.y) => {
                self.roll.go(self.roll.top_for(height) + u64::from(mouse.at.y - first));
                if mouse.kind == MouseKind::DoubleClick {
                    return vec![Effect::Run(Command::EditAction)];
                }
            }
            _ => {}
        }
        self.roll.follow(height);
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
