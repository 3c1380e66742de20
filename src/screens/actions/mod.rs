//! Actions: every corrective action of the workbook, by due date.

mod filter;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::list_detail::ListDetail;
use super::new_row::unfiltered_for_new;
use super::question::Question;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen, dialogs, first_of};
use crate::domain::dates::short_date;
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::frame::take_top;
use crate::ui::list::Row;
use crate::workbook::steps::remove_action;
use crate::workbook::{ActionRequest, ActionRow, Data, Id, Query, Table, ValueField};
use filter::{Narrowing, Pick};

const FILTER: &str = "action filter";
const REMOVE: &str = "delete action";

impl Row for ActionRow {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.action.id)
    }
}

/// The screen.
#[derive(Default)]
pub struct Actions {
    rows: ListDetail<ActionRow>,
    narrowing: Narrowing,
    /// What the list of filters offers.
    picks: Vec<Pick>,
}

impl Actions {
    fn clear_filter(&mut self) {
        self.narrowing = Narrowing::default();
        self.rows.find.clear();
        self.rows.stale = true;
    }

    fn request(&mut self, context: &Context) -> Query {
        self.rows.stale = false;
        Query::Actions(ActionRequest {
            period: context.session.period,
            today: context.session.judged_on(),
            filter: self.narrowing.which,
            owner: self.narrowing.owner.clone(),
            about: self.narrowing.about,
            text: self.rows.find.text().to_owned(),
            window: self.rows.list.window(),
        })
    }

    fn areas(&self, area: Rect) -> (Rect, Rect) {
        // The whole action stands under the list, where long words have room.
        let under =
            if area.height >= 16 && self.rows.list.total() > 0 { (area.height / 3).clamp(6, 10) } else { 0 };
        take_top(area, area.height - under)
    }

    /// Where the rows are, below the frame, the line of what is sought and the headings.
    fn list_rows(&self, area: Rect) -> Rect {
        self.rows.rows_in(self.areas(area).0)
    }

    fn height(&self, area: Rect) -> u16 {
        self.list_rows(area).height.max(1)
    }

    fn filtered(&self) -> bool {
        self.narrowing != Narrowing::default() || !self.rows.find.text().is_empty()
    }

    /// The marked actions, or the one under the cursor.
    fn chosen(&self) -> Vec<ActionRow> {
        if self.rows.marks.is_empty() {
            return self.rows.current().cloned().into_iter().collect();
        }
        self.rows.marks.values().cloned().collect()
    }
}

impl Screen for Actions {
    fn scope(&self) -> Scope {
        if self.rows.find.is_typing() { Scope::FilterLine } else { Scope::Actions }
    }

    fn title(&self, _context: &Context) -> String {
        "Actions".to_owned()
    }

    fn typing(&self) -> bool {
        self.rows.find.is_typing()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.rows.current().is_some();
        facts.action = facts.row;
        facts.filtered = self.filtered();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        // What was marked may have been changed since.
        self.rows.marks.clear();
        vec![self.request(context)]
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        if self.rows.stale || self.rows.list.wanted().is_some() {
            return vec![self.request(context)];
        }
        Vec::new()
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Actions(list) => {
                self.rows.columns = view::measured(&list.rows, context);
                if self.rows.list.receive(list, self.filtered()) {
                    self.clear_filter();
                    return vec![Effect::Ask(self.request(context)), unfiltered_for_new()];
                }
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
        // The pane below has nothing to do in it.
        let elsewhere = matches!(command, Command::Open | Command::NextPane | Command::PreviousPane);
        if !elsewhere && let Some(effects) = self.rows.update(command, self.height(context.area)) {
            return Some(effects);
        }
        match command {
            Command::FilterBy => Some(vec![Effect::Ask(Query::Values { field: ValueField::Owner })]),
            Command::ChangeMarked => {
                let chosen = self.chosen();
                (!chosen.is_empty()).then(|| vec![Effect::Open(dialogs::change_actions(chosen))])
            }
            Command::ClearFilter | Command::Back if self.filtered() => {
                self.clear_filter();
                Some(vec![Effect::Say(Notice::info("Every open action."))])
            }
            Command::NextPane | Command::PreviousPane => Some(Vec::new()),
            _ => {
                let row = self.rows.current()?;
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
                if let Some(pick) = picks.first().and_then(|at| self.picks.get(*at)) {
                    pick.narrow(&mut self.narrowing);
                    self.rows.sought();
                }
                Vec::new()
            }
            Answer::Yes { tag: REMOVE } => match self.rows.current() {
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
        if let Some(id) = first_of(rows, Table::Action) {
            self.rows.list.added(id);
        }
        Vec::new()
    }

    fn left(&self) -> Option<serde_json::Value> {
        let row = self.rows.current().and_then(Row::key);
        serde_json::to_value((row, &self.narrowing, self.rows.find.text())).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((row, narrowing, find)) = serde_json::from_value(left) else { return };
        self.narrowing = narrowing;
        self.rows.come_back(row, find);
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        if let Place::Actions(filter) = place {
            self.narrowing = Narrowing { which: *filter, ..Narrowing::default() };
            self.rows.find.clear();
            self.rows.list.first();
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        match self.rows.mouse(mouse, self.list_rows(context.area)) {
            Some(MouseKind::DoubleClick) => vec![Effect::Run(Command::EditAction)],
            _ => Vec::new(),
        }
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
