//! Indicators: the table of every indicator of the period and, beside it or
//! alone, the detail of one.

mod block;
mod cell;
mod columns;
mod details;
mod filter;
mod pane;
mod themes;
mod view;

use std::collections::BTreeSet;

use super::grid::Block;
use super::new_row::unfiltered_for_new;
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen, dialogs, first_of};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::field::Field;
use crate::ui::list::{List, Row};
use crate::ui::table::{Column, Slot};
use crate::workbook::{
    Data, Detail, Filter, Id, ListRequest, OrganisationsRoom, Query, SortBy, Standing, Subject, SubjectName,
    Table, ValueField,
};
use cell::CellEdit;
use columns::COLUMNS;
use details::Details;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Which part has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    List,
    Detail,
}

impl Row for Standing {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.indicator_id)
    }
}

/// The screen.
#[derive(Default)]
pub struct Indicators {
    rows: List<Standing>,
    sort: SortBy,
    descending: bool,
    filter: Filter,
    /// The line being typed, with the filter and row to go back to.
    line: Option<(Field, Filter, Option<Id>)>,
    /// Position in [`COLUMNS`].
    column: usize,
    /// [`COLUMNS`] as the rows loaded need them.
    columns: Vec<Column>,
    marks: BTreeSet<Id>,
    block: Block,
    /// What is copied once its rows have come.
    copying: Option<block::Copying>,
    part: Part,
    /// The part with the keys has the whole screen, as it always has where there is not room for both.
    zoom: bool,
    details: Details,
    cell: Option<CellEdit>,
    /// The order or filter has changed and the list must be asked for.
    stale: bool,
    /// The filter is being typed: its first rows are wanted before they are counted.
    typed: bool,
    /// What the list shows has still to be counted.
    uncounted: bool,
    /// Values collected for the filter builder.
    building: Option<filter::Building>,
    /// The themes that the open list shows.
    room: Option<Box<OrganisationsRoom>>,
    /// The theme that was just made, for the list of them.
    new_theme: Option<Id>,
    /// The indicator that moves within its theme once it is known who else is in it.
    moving: Option<themes::Moving>,
    /// The indicator whose figures are opened once they are known, at a field and a forecast's period.
    opening: Option<(Id, &'static str, String)>,
}

impl Indicators {
    /// The list with the column cursor on the result, where typing begins.
    pub fn open() -> Box<dyn Screen> {
        let column = COLUMNS.iter().position(|col| col.column.title == "Result").unwrap_or(0);
        let columns = columns::unfilled();
        Box::new(Self { column, columns, ..Self::default() })
    }

    fn request(&mut self, context: &Context) -> ListRequest {
        (self.stale, self.typed, self.uncounted) = (false, false, false);
        ListRequest {
            period: context.session.period,
            sort: self.sort,
            descending: self.descending,
            filter: self.filter.clone(),
            window: self.rows.window(),
            around: self.rows.sought(),
        }
    }

    fn current(&self) -> Option<&Standing> {
        self.rows.current()
    }

    /// The detail, when it is the current row's.
    fn current_detail(&self) -> Option<&Detail> {
        self.details.of(self.current()?.indicator_id)
    }

    /// Runs with the current row's detail, or says that it is on its way.
    fn with_detail(&self, work: impl FnOnce(&Detail) -> Vec<Effect>) -> Option<Vec<Effect>> {
        Some(match self.current_detail() {
            Some(detail) => work(detail),
            None => vec![Effect::Say(Notice::info("Still loading this indicator: press the key again."))],
        })
    }

    /// The form that a place asks for, where figures may be typed at all.
    fn open_figures(&mut self, context: &Context) -> Vec<Effect> {
        let wanted = self.opening.as_ref().map(|(indicator, ..)| *indicator);
        if wanted.is_none() || self.current_detail().map(|detail| detail.indicator.id) != wanted {
            return Vec::new();
        }
        let opening = self.opening.take();
        let may = context.session.period_is_open() && context.session.read_only.is_none();
        match (self.current_detail(), opening) {
            (Some(detail), Some((_, field, forecast_for))) if may => {
                vec![Effect::Open(dialogs::figures_at(detail, field, &forecast_for, context))]
            }
            _ => Vec::new(),
        }
    }

    fn reload_around_current(&mut self) {
        self.rows.seek_current();
        self.stale = true;
    }

    fn shows_detail_beside(area: Rect) -> bool {
        area.width >= 112
    }

    fn set_sort(&mut self) -> String {
        let by = COLUMNS[self.column].sort;
        if self.sort == by {
            self.descending = !self.descending;
        } else {
            self.sort = by;
            self.descending = false;
        }
        self.reload_around_current();
        self.order_in_words()
    }

    fn order_in_words(&self) -> String {
        let name = COLUMNS.iter().find(|col| col.sort == self.sort).map_or("", |col| col.column.title);
        match (self.sort, self.descending) {
            (SortBy::Worst, false) => "Worst first.".to_owned(),
            (SortBy::Worst, true) => "Best first.".to_owned(),
            (_, false) => format!("Ordered by {name}."),
            (_, true) => format!("Ordered by {name}, highest first."),
        }
    }

    fn step_column(&mut self, by: i32, slots: &[Slot]) {
        let at = slots.iter().position(|slot| slot.column == self.column).unwrap_or(0) as i32;
        let at = (at + by).clamp(0, slots.len().saturating_sub(1) as i32) as usize;
        if let Some(slot) = slots.get(at) {
            self.column = slot.column;
        }
    }

    fn on_row(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Why => self.with_detail(|detail| vec![Effect::Open(dialogs::why(detail))]),
            Command::Write => self.with_detail(|detail| vec![Effect::Open(dialogs::write(detail, context))]),
            Command::WriteRisks => {
                self.with_detail(|detail| vec![Effect::Open(dialogs::write_risks(detail, context))])
            }
            Command::AddAction => {
                self.with_detail(|detail| vec![Effect::Open(dialogs::add_action(detail, context))])
            }
            Command::AskAbout => self.with_detail(|detail| vec![Effect::Open(dialogs::ask(detail))]),
            Command::EditFigures => {
                self.with_detail(|detail| vec![Effect::Open(dialogs::figures(detail, context))])
            }
            Command::NextTarget => {
                self.with_detail(|detail| vec![Effect::Open(dialogs::next_target(detail, context))])
            }
            Command::SignOff => {
                self.with_detail(|detail| vec![Effect::Open(dialogs::sign_off(detail, context))])
            }
            Command::Override => {
                self.with_detail(|detail| vec![Effect::Open(dialogs::override_rating(detail, context))])
            }
            Command::EditIndicator => {
                self.with_detail(|detail| vec![Effect::Open(dialogs::edit_indicator(detail, context))])
            }
            Command::RetireIndicator => self.with_detail(|detail| match detail.indicator.retired_from {
                None => vec![Effect::Open(dialogs::retire(&detail.indicator, context))],
                Some(_) => vec![Effect::Apply {
                    change: dialogs::bring_back(&detail.indicator),
                    settles: Vec::new(),
                }],
            }),
            Command::Themes => Some(vec![Effect::Ask(Query::Organisations)]),
            Command::MoveUp | Command::MoveDown => {
                let row = self.current()?;
                self.moving = Some(themes::Moving::of(row, command));
                Some(vec![Effect::Ask(Query::Organisations)])
            }
            Command::AddIndicator => Some(vec![Effect::Open(dialogs::add_indicator(context))]),
            Command::StartReview => {
                let id = self.current().map(|row| row.indicator_id);
                Some(vec![Effect::Go(Place::Review(id))])
            }
            Command::Links => {
                let row = self.current()?;
                Some(vec![Effect::Open(dialogs::links(SubjectName {
                    subject: Subject { table: Table::Indicator, id: row.indicator_id },
                    reference: row.reference.clone(),
                    title: row.description.clone(),
                }))])
            }
            Command::Chart => {
                let row = self.current()?;
                Some(vec![Effect::Open(dialogs::chart(row.indicator_id, &row.reference))])
            }
            Command::CompareMeasure => {
                Some(vec![Effect::Go(Place::ComparedMeasure(self.current()?.indicator_id))])
            }
            Command::HistoryOf => {
                let id = self.current()?.indicator_id;
                Some(vec![Effect::Go(Place::History(Some(Subject { table: Table::Indicator, id })))])
            }
            Command::SetOwner => {
                let mut ids: Vec<Id> = self.marks.iter().copied().collect();
                if ids.is_empty() {
                    ids.extend(self.current().map(|row| row.indicator_id));
                }
                Some(vec![Effect::Open(dialogs::set_owner(ids))])
            }
            Command::Copy => self.copy(context),
            Command::CopyTable => Some(self.copy_table(context)),
            Command::FillDown | Command::ClearCell => Some(self.fill(command, context)),
            _ => None,
        }
    }
}

impl Screen for Indicators {
    fn scope(&self) -> Scope {
        match (&self.cell, &self.line, self.part) {
            (Some(_), _, _) => Scope::Cell,
            (_, Some(_), _) => Scope::FilterLine,
            (_, _, Part::Detail) => Scope::Detail,
            (_, _, Part::List) => Scope::Indicators,
        }
    }

    fn title(&self, _context: &Context) -> String {
        "Indicators".to_owned()
    }

    fn typing(&self) -> bool {
        self.cell.is_some() || self.line.is_some()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some();
        facts.filtered = self.filter != Filter::default();
        facts.cell = facts.row && self.part == Part::List && COLUMNS[self.column].edit.is_some();
        facts.block = self.block.is_set();
        facts.action = false;
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        // The row under the cursor stays under it, wherever it has moved to.
        self.rows.seek_current();
        self.details.outdated();
        vec![Query::Indicators(self.request(context))]
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        let mut queries = Vec::new();
        if self.stale && self.typed && self.rows.sought().is_none() {
            // A screenful is enough before the next letter.
            let mut request = self.request(context);
            request.window.length = u32::from(self.list_height(context.area));
            queries.push(Query::FirstIndicators(request));
        } else if self.stale
            || self.rows.lacks(self.list_height(context.area)) && self.rows.wanted().is_some()
        {
            queries.push(Query::Indicators(self.request(context)));
        }
        if let Some(id) = self.current().map(|row| row.indicator_id)
            && (Self::shows_detail_beside(context.area)
                || self.part == Part::Detail
                || self.column_is_editable())
        {
            queries.extend(self.details.want(id, context.session.period));
        }
        if self.uncounted {
            queries.push(Query::IndicatorsLater(self.request(context)));
        }
        queries
    }

    fn prefetch(&mut self, context: &Context) -> Vec<Query> {
        let mut queries = Vec::new();
        if !self.stale && !self.uncounted && self.rows.wanted().is_some() {
            queries.push(Query::IndicatorsLater(self.request(context)));
        }
        if let Some(next) = self.rows.next().map(|row| row.indicator_id) {
            queries.extend(self.details.ahead(next, context.session.period));
        }
        queries
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Indicators(list) => {
                if self.rows.receive(list, self.filter != Filter::default()) {
                    self.filter = Filter::default();
                    return vec![Effect::Ask(Query::Indicators(self.request(context))), unfiltered_for_new()];
                }
                self.columns = columns::measured(self.rows.rows(), context.theme);
            }
            Data::FirstIndicators { list, counted } => {
                self.uncounted = !counted;
                if counted {
                    self.rows.receive(list, true);
                } else {
                    self.rows.receive_top(list);
                }
                self.columns = columns::measured(self.rows.rows(), context.theme);
            }
            Data::Detail(detail) => {
                let current = self.current().map(|row| row.indicator_id);
                self.details.receive(detail, current, context.session.period);
                return self.open_figures(context);
            }
            Data::IndicatorRows(rows) => return self.copy_rows(&rows, context),
            Data::Values { field, values } => return self.collect(field, values, context),
            Data::Organisations(room) => {
                return match self.moving.take() {
                    Some(moving) => vec![moving.effect(&room)],
                    None => self.show_themes(room),
                };
            }
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.cell.is_some() {
            return self.update_cell(command, context);
        }
        if self.line.is_some() {
            return self.update_line(command, context);
        }
        if let Some(done) = self.select(command, context) {
            return Some(done);
        }
        match command {
            Command::Back if self.part == Part::Detail => {
                self.part = Part::List;
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
            Command::Back | Command::ClearFilter if self.filter != Filter::default() => {
                self.filter = Filter::default();
                self.reload_around_current();
                Some(vec![Effect::Say(Notice::info("Filter cleared."))])
            }
            Command::NextPane | Command::PreviousPane => {
                self.part = if self.part == Part::List { Part::Detail } else { Part::List };
                Some(Vec::new())
            }
            Command::Open => {
                self.part = Part::Detail;
                Some(Vec::new())
            }
            Command::Zoom => {
                self.zoom = !self.zoom;
                Some(Vec::new())
            }
            _ if self.part == Part::Detail && self.details.pane.update(command, self.text_of(context)) => {
                Some(Vec::new())
            }
            _ if self.part == Part::List && self.rows.update(command, self.list_height(context.area)) => {
                Some(Vec::new())
            }
            Command::Left | Command::Right => {
                let slots = self.slots(context);
                self.step_column(if command == Command::Left { -1 } else { 1 }, &slots);
                Some(Vec::new())
            }
            Command::Sort => Some(vec![Effect::Say(Notice::info(self.set_sort()))]),
            Command::Reverse => {
                self.descending = !self.descending;
                self.reload_around_current();
                Some(vec![Effect::Say(Notice::info(self.order_in_words()))])
            }
            Command::Mark => {
                if let Some(id) = self.current().map(|row| row.indicator_id) {
                    if !self.marks.remove(&id) {
                        self.marks.insert(id);
                    }
                    self.rows.step(1);
                }
                Some(vec![Effect::Say(Notice::info(format!(
                    "{} marked. M sets their owner, Esc clears the marks.",
                    self.marks.len()
                )))])
            }
            Command::Filter => {
                let before = (self.filter.clone(), self.current().map(|row| row.indicator_id));
                self.line = Some((Field::new(&self.filter.text), before.0, before.1));
                Some(Vec::new())
            }
            Command::FilterBy => {
                self.building = Some(filter::Building::default());
                Some(
                    [ValueField::Kind, ValueField::Service, ValueField::Owner, ValueField::Theme]
                        .into_iter()
                        .map(|field| Effect::Ask(Query::Values { field }))
                        .collect(),
                )
            }
            Command::EditCell => self.start_cell(),
            other => self.on_row(other, context),
        }
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        if let Some(cell) = &mut self.cell {
            cell.field.handle(key);
        } else if self.line.is_some() {
            return self.type_line(key, context);
        }
        Vec::new()
    }

    fn takes_paste(&self) -> bool {
        self.typing() || (self.part == Part::List && self.current().is_some())
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        if let Some(cell) = &mut self.cell {
            cell.field.paste(text);
        } else if let Some((field, _, _)) = &mut self.line {
            field.paste(text);
            self.narrow();
        } else {
            return self.paste_block(text, context);
        }
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: filter::TAG, picks } => self.take_filter(&picks),
            Answer::Chosen { tag: themes::TAG, picks } => self.open_theme(&picks, context),
            _ => Vec::new(),
        }
    }

    fn outcome(&mut self, outcome: Outcome, context: &Context) -> Vec<Effect> {
        self.cell_outcome(outcome, context)
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        if let Some(id) = first_of(rows, Table::Indicator) {
            self.rows.added(id);
        }
        // The list of themes comes back, with the cursor on the new one.
        match (first_of(rows, Table::Theme), rows.len()) {
            (Some(theme), 1) => {
                self.new_theme = Some(theme);
                vec![Effect::Ask(Query::Organisations)]
            }
            _ => Vec::new(),
        }
    }

    fn left(&self) -> Option<serde_json::Value> {
        let row = self.current().map(|row| row.indicator_id);
        serde_json::to_value((row, self.sort, self.descending, &self.filter, self.column)).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((row, sort, descending, filter, column)) = serde_json::from_value(left) else { return };
        (self.sort, self.descending, self.filter) = (sort, descending, filter);
        self.column = usize::min(column, COLUMNS.len() - 1);
        if let Some(row) = row {
            self.rows.seek(row);
        }
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        match place {
            Place::Indicators(filter) => {
                self.filter = filter.clone();
                self.sort = SortBy::Worst;
                self.descending = false;
                self.rows.first();
                self.part = Part::List;
            }
            Place::Indicator(id) => {
                self.filter = Filter::default();
                self.rows.seek(*id);
                self.part = Part::Detail;
            }
            Place::Figures { indicator, field, forecast_for } => {
                self.filter = Filter::default();
                self.rows.seek(*indicator);
                self.part = Part::Detail;
                self.opening = Some((*indicator, *field, forecast_for.clone()));
            }
            _ => {}
        }
        self.line = None;
        self.cell = None;
        Vec::new()
    }

    fn shown_again(&mut self) {
        self.part = Part::List;
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let (list, detail) = self.areas(context.area);
        if detail.contains(mouse.at) {
            match mouse.kind {
                MouseKind::ScrollUp => drop(self.details.pane.scroll(-3, self.text_of(context))),
                MouseKind::ScrollDown => drop(self.details.pane.scroll(3, self.text_of(context))),
                MouseKind::Click => self.part = Part::Detail,
                _ => {}
            }
            return Vec::new();
        }
        let first = self.first_row(list);
        let clicked = matches!(mouse.kind, MouseKind::Click | MouseKind::DoubleClick);
        if clicked {
            self.part = Part::List;
        }
        if clicked && mouse.at.y + 1 == first {
            let x = mouse.at.x.saturating_sub(list.x + 1);
            let slots = self.slots(context);
            if let Some(slot) = slots.iter().find(|slot| (slot.x..slot.x + slot.width + 1).contains(&x)) {
                self.column = slot.column;
                return vec![Effect::Say(Notice::info(self.set_sort()))];
            }
        }
        let rows = Rect { y: first, height: self.list_height(context.area), ..list };
        if self.rows.mouse(mouse, rows) == Some(MouseKind::DoubleClick) {
            return self.update(Command::Open, context).unwrap_or_default();
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
