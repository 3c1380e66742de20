//! Actions: every corrective action of the workbook, by due date.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::question::Question;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen, dialogs};
use crate::domain::dates::short_date;
use crate::input::{Command, Facts, Key, Scope};
use crate::session::{Notice, Place};
use crate::ui::facts::{action_lacks, action_status, is_open, times};
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::{Pane, line, take_left, take_top};
use crate::ui::rich::{Rich, draw, run};
use crate::ui::roll::Roll;
use crate::ui::table::{Cell, Column, Table, layout, widest};
use crate::ui::theme::{Role, Theme};
use crate::workbook::steps::remove_action;
use crate::workbook::{ActionFilter, ActionRequest, ActionRow, Data, Query};

const FILTER: &str = "action filter";
const REMOVE: &str = "delete action";

const FILTERS: &[(ActionFilter, &str)] = &[
    (ActionFilter::Open, "Open"),
    (ActionFilter::Overdue, "Overdue"),
    (ActionFilter::DueSoon, "Due in 14 days"),
    (ActionFilter::Undated, "Without a date"),
    (ActionFilter::Unowned, "Without an owner"),
    (ActionFilter::Closed, "Done or dropped"),
    (ActionFilter::All, "All"),
];

const COLUMNS: &[Column] = &[
    Column::words("RAG", 4, 0, 3),
    Column::words("Ref", 7, 0, 0),
    Column::words("Action", 24, 3, 0),
    Column::words("Client group", 12, 1, 5),
    Column::words("Owner", 18, 1, 2),
    Column::words("Due", 13, 0, 0),
    Column::words("Status", 9, 0, 1),
    Column::words("Moved", 8, 0, 4),
];

/// The screen.
#[derive(Default)]
pub struct Actions {
    roll: Roll<ActionRow>,
    filter: ActionFilter,
    text: String,
    /// The line being typed, with the text to go back to.
    line: Option<(Field, String)>,
    stale: bool,
    /// Keep the cursor on this action when the list comes.
    around: Option<i64>,
}

impl Actions {
    fn request(&mut self, context: &Context) -> Query {
        self.stale = false;
        Query::Actions(ActionRequest {
            period: context.session.period.clone(),
            today: context.session.now.date(),
            filter: self.filter,
            text: self.text.clone(),
            window: self.roll.window(),
        })
    }

    fn has_line(&self) -> bool {
        self.line.is_some() || !self.text.is_empty()
    }

    fn areas(area: Rect) -> (Rect, Rect) {
        // The whole action stands under the list, where long words have room.
        let under = if area.height >= 16 { (area.height / 3).clamp(6, 10) } else { 0 };
        take_top(area, area.height - under)
    }

    fn height(&self, area: Rect) -> u16 {
        Self::areas(area).0.height.saturating_sub(3 + u16::from(self.has_line())).max(1)
    }

    fn heading(&self) -> &'static str {
        FILTERS.iter().find(|(filter, _)| *filter == self.filter).map_or("", |(_, title)| title)
    }
}

fn due(row: &ActionRow, context: &Context) -> (String, Role) {
    match row.action.due {
        None if is_open(row) => ("! no date".to_owned(), Role::Worse),
        None => (String::new(), Role::Text),
        Some(due) if is_open(row) && due < context.session.now.date() => {
            (format!("! {}", short_date(due)), Role::Worse)
        }
        Some(due) => (short_date(due), Role::Text),
    }
}

fn cells<'a>(row: &'a ActionRow, context: &Context, theme: &Theme) -> Vec<Cell<'a>> {
    let (due, role) = due(row, context);
    let owner = if row.action.owner.is_empty() && is_open(row) {
        Cell::new("! no owner").style(theme.style(Role::Worse))
    } else {
        Cell::new(row.action.owner.as_str())
    };
    vec![
        Cell::new(theme.letters(row.rating)).chip(theme.chip(row.rating)),
        Cell::new(row.reference.as_str()),
        Cell::new(row.action.description.as_str()),
        Cell::new(row.action.client_group.as_str()),
        owner,
        Cell::new(due).style(theme.style(role)),
        Cell::new(action_status(row.action.status)),
        Cell::new(if row.slipped > 0 { times(row.slipped) } else { String::new() })
            .style(theme.style(Role::Dim)),
    ]
}

impl Screen for Actions {
    fn scope(&self) -> Scope {
        if self.line.is_some() { Scope::FilterLine } else { Scope::Actions }
    }

    fn title(&self, _context: &Context) -> String {
        "Actions".to_owned()
    }

    fn typing(&self) -> bool {
        self.line.is_some()
    }

    fn facts(&self, _context: &Context, facts: &mut Facts) {
        facts.row = self.roll.current().is_some();
        facts.action = facts.row;
        facts.filtered = self.filter != ActionFilter::default() || !self.text.is_empty();
    }

    fn needs(&mut self, context: &Context) -> Vec<Query> {
        self.around = self.roll.current().map(|row| row.action.id);
        vec![self.request(context)]
    }

    fn wants(&mut self, context: &Context) -> Vec<Query> {
        if self.stale || self.roll.wanted().is_some() {
            self.around = None;
            return vec![self.request(context)];
        }
        Vec::new()
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        if let Data::Actions(list) = data {
            self.roll.receive(list);
            if let Some(id) = self.around.take() {
                self.roll.select_where(|row| row.action.id == id);
            }
            self.roll.follow(self.height(context.area));
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.height(context.area);
        if self.line.is_some() {
            return match command {
                Command::Accept => {
                    self.line = None;
                    Some(Vec::new())
                }
                Command::Back => {
                    if let Some((_, before)) = self.line.take() {
                        self.text = before;
                        self.stale = true;
                    }
                    Some(Vec::new())
                }
                _ => self.roll.update(command, height).then(Vec::new),
            };
        }
        if self.roll.update(command, height) {
            return Some(Vec::new());
        }
        match command {
            Command::Filter => {
                self.line = Some((Field::new(&self.text), self.text.clone()));
                Some(Vec::new())
            }
            Command::FilterBy => {
                let rows = FILTERS.iter().map(|(_, title)| ChoiceRow::new(*title)).collect();
                Some(vec![Effect::Open(Box::new(Choice::one(FILTER, "Show which actions?", rows)))])
            }
            Command::ClearFilter | Command::Back
                if self.filter != ActionFilter::default() || !self.text.is_empty() =>
            {
                self.filter = ActionFilter::default();
                self.text.clear();
                self.stale = true;
                Some(vec![Effect::Say(Notice::info("Every open action."))])
            }
            Command::NextPane | Command::PreviousPane => Some(Vec::new()),
            _ => {
                let row = self.roll.current()?;
                let (reference, action) = (&row.reference, &row.action);
                match command {
                    Command::Open => Some(vec![Effect::Go(Place::Indicator(action.indicator_id))]),
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
        if let Some((field, _)) = &mut self.line {
            field.handle(key);
            let text = field.text();
            if text != self.text {
                self.text = text;
                self.roll.first();
                self.stale = true;
            }
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        if let Some((field, _)) = &mut self.line {
            field.paste(text);
            self.text = field.text();
            self.roll.first();
            self.stale = true;
        }
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: FILTER, picks } => {
                if let Some((filter, _)) = picks.first().and_then(|at| FILTERS.get(*at)) {
                    self.filter = *filter;
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

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        if let Place::Actions(filter) = place {
            self.filter = *filter;
            self.text.clear();
            self.line = None;
            self.roll.first();
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let height = self.height(context.area);
        let (list, _) = Self::areas(context.area);
        let first = list.y + 2 + u16::from(self.has_line());
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
        let theme = context.theme;
        let (list, under) = Self::areas(area);
        let note = match self.roll.total() {
            0 => String::new(),
            total => format!("row {} of {total}", self.roll.selected() + 1),
        };
        let title = format!("Actions: {}", self.heading().to_lowercase());
        Pane { title: &title, note: &note, focused: true }.draw(theme, list, buffer);
        let inside = Rect {
            x: list.x + 1,
            y: list.y + 1,
            width: list.width.saturating_sub(2),
            height: list.height.saturating_sub(2),
        };
        let mut cursor = None;
        let mut top = inside.y;
        if self.has_line() {
            let spot = Rect { x: inside.x + 1, height: 1, width: inside.width.saturating_sub(2), ..inside };
            line("Find:", theme.style(Role::Dim), spot, buffer);
            let (_, rest) = take_left(spot, 5, 1);
            match &self.line {
                Some((field, _)) => {
                    let style =
                        FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Matched) };
                    cursor = Some(field.view(rest, buffer, &style));
                }
                None => line(&format!("{}   F clears", self.text), theme.style(Role::Strong), rest, buffer),
            }
            top += 1;
        }
        let reference = widest(self.roll.rows().iter().map(|row| row.reference.as_str())).clamp(3, 16);
        let columns: Vec<Column> = COLUMNS
            .iter()
            .enumerate()
            .map(|(at, column)| if at == 1 { Column { width: reference, ..*column } } else { *column })
            .collect();
        let slots = layout(&columns, inside.width);
        let table =
            Table { theme, columns: &columns, slots: &slots, column: None, sorted: None, focused: true };
        table.head(Rect { y: top, height: 1, ..inside }, buffer);
        let rows = Rect { y: top + 1, height: inside.bottom().saturating_sub(top + 1), ..inside };
        if self.roll.is_loaded() && self.roll.total() == 0 {
            let text = if self.filter == ActionFilter::Open && self.text.is_empty() {
                "No open actions. a on an indicator or in the review adds one."
            } else {
                "None of these. F shows every open action."
            };
            line(text, theme.style(Role::Dim), Rect { x: rows.x + 2, height: 1, ..rows }, buffer);
        }
        let first = self.roll.top_for(rows.height);
        for offset in 0..rows.height {
            let position = first + u64::from(offset);
            let Some(row) = self.roll.row(position) else { continue };
            let here = Rect { y: rows.y + offset, height: 1, ..rows };
            let selected = position == self.roll.selected();
            table.row(&cells(row, context, theme), selected, false, here, buffer);
            if selected && cursor.is_none() {
                cursor = Some(Position::new(here.x + 2, here.y));
            }
        }
        if under.height >= 3 {
            let title = self
                .roll
                .current()
                .map(|row| format!("{}  {}", row.reference, row.indicator))
                .unwrap_or_default();
            let inside = Pane { title: &title, note: "", focused: false }.draw(theme, under, buffer);
            if let Some(row) = self.roll.current() {
                draw(&whole(row, theme, inside.width), 0, inside, buffer);
            }
        }
        cursor
    }
}

/// The action in full.
fn whole(row: &ActionRow, theme: &Theme, width: u16) -> Vec<crate::ui::rich::Line> {
    let mut rich = Rich::new(theme, width, 12);
    let action = &row.action;
    rich.text(&action.description, Role::Strong);
    if is_open(row) && !action_lacks(row).is_empty() {
        rich.runs("Needs", vec![run(format!("{}: e edits", action_lacks(row)), theme.style(Role::Worse))]);
    }
    if !action.expected_effect.is_empty() {
        rich.fact("Effect", &action.expected_effect);
    }
    if !action.progress.is_empty() {
        rich.fact("Progress", &action.progress);
    }
    if row.slipped > 0 {
        rich.fact("Date", &format!("moved later {}", times(row.slipped)));
    }
    rich.lines
}
