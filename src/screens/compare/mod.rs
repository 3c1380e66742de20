//! Organisations beside each other: every measure over a group as a matrix, one measure with
//! everybody ranked, and the scorecard sheet of one organisation.

mod asking;
mod canvas;
mod cell;
mod commands;
mod foot;
mod lists;
mod matrix;
mod order;
mod pictures;
mod plot;
mod sheet;

use std::cell::Cell;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Answer, Context, Effect, Mouse, Screen, first_of};
use crate::input::{Command, KeyContext, Scope};
use crate::session::Place;
use crate::ui::frame::{Pane, empty, take_top};
use crate::ui::kept::Kept;
use crate::ui::list::{List, Placed};
use crate::ui::reading_pane::{ReadingPane, Text};
use crate::ui::rich::Line;
use crate::ui::table::Column;
use crate::ui::theme::Theme;
use crate::workbook::{ComparedSeries, Comparison, Data, Id, OrganisationsRoom, Query, Table};
use cell::View;
use order::{Row, Sorting, Widths};
use pictures::Picture;
use plot::Plot;

/// What is on screen. Positions are those of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Matrix,
    Measure(usize),
    Organisation(usize),
}

/// The screen.
#[derive(Default)]
pub struct Compare {
    comparison: Option<Rc<Comparison>>,
    room: Option<Box<OrganisationsRoom>>,
    /// The group that was chosen; none for the usual one.
    group: Option<Id>,
    /// The group whose members are being picked; none for a new one.
    group_edited: Option<Id>,
    /// The organisation or group that was just made: its list comes back.
    new: Option<(Table, Id)>,
    /// The indicator that is to be opened as soon as the figures are there.
    wanted: Option<Id>,
    /// The latest period with figures was asked for, since the one on screen has none.
    latest: bool,
    view: View,
    /// How one measure is shown.
    picture: Picture,
    /// The periods of the measure that is shown as a series.
    series: Option<Box<ComparedSeries>>,
    sorting: Sorting,
    /// What was opened over the matrix, the topmost last.
    pages: Vec<Page>,
    /// The lines of the matrix.
    matrix: List<Placed<Row>>,
    /// The organisation under the cursor, by its place in the order.
    column: usize,
    /// The first organisation on screen that pans.
    left: Cell<usize>,
    /// The organisations of a measure, as they are placed.
    places: List<Placed<usize>>,
    /// The lines of a sheet.
    by_theme: List<Placed<Row>>,
    /// The pane below has the keys, and how many of its lines have gone by.
    reading: bool,
    pane: ReadingPane,
    kept_order: Kept<Sorting, Vec<usize>>,
    kept_widths: Kept<(View, Sorting), Widths>,
    widths_are_of_a_part: bool,
    kept_plot: Kept<usize, Plot>,
    sheet: Kept<usize, Vec<Column>>,
}

impl Compare {
    fn page(&self) -> Page {
        self.pages.last().copied().unwrap_or(Page::Matrix)
    }

    /// What is compared, if there is anything to compare.
    fn shown(&self) -> Option<Rc<Comparison>> {
        self.comparison.clone().filter(|comparison| comparison.has_others())
    }

    /// Takes the measures of what is compared, as they are sorted now.
    fn arrange(&mut self) {
        let Some(comparison) = self.comparison.as_deref() else { return };
        let is_theme = |row: &Row| matches!(row, Row::Theme(_));
        self.matrix.hold_placed(order::rows(comparison, self.sorting), is_theme);
        self.by_theme.hold_placed(order::by_theme(comparison), is_theme);
    }

    fn organisations(&self, comparison: &Comparison) -> Rc<Vec<usize>> {
        self.kept_order.get(self.sorting, || order::organisations(comparison, self.sorting))
    }

    fn widths(&self, comparison: &Comparison, theme: &Theme) -> Rc<Widths> {
        self.kept_widths
            .get((self.view, self.sorting), || Widths::of(comparison, self.view, self.sorting, theme))
    }

    fn plot(&self, comparison: &Comparison, at: usize) -> Rc<Plot> {
        self.kept_plot.get(at, || Plot::of(comparison, &comparison.measures[at]))
    }

    /// The box of the page, and the pane below.
    fn areas(&self, area: Rect) -> (Rect, Rect) {
        let foot = if self.reading { area.height * 3 / 5 } else { (area.height * 2 / 5).clamp(6, 12) };
        take_top(area, area.height.saturating_sub(foot))
    }

    /// Where the lines of the page are, below its headings.
    fn lines_area(&self, comparison: &Comparison, context: &Context) -> Rect {
        let area = context.area;
        let head = match self.page() {
            Page::Matrix => self.widths(comparison, context.theme).head,
            Page::Measure(_) => plot::HEAD,
            Page::Organisation(_) => sheet::HEAD,
        };
        take_top(matrix::narrow(self.areas(area).0), head).1
    }

    /// Puts every cursor on a measure and an organisation, or where they can be.
    fn point(&mut self, measure: Option<usize>, organisation: Option<usize>) {
        let Some(comparison) = self.comparison.clone() else { return };
        let is_it = |row: &Placed<Row>| measure.is_some_and(|at| **row == Row::Measure(at));
        self.matrix.go_where(is_it);
        self.by_theme.go_where(is_it);
        let order = self.organisations(&comparison);
        let column = order.iter().position(|at| Some(*at) == organisation);
        self.column = column.unwrap_or(self.column).min(order.len().saturating_sub(1));
        if let Page::Measure(at) = self.page() {
            let plot = self.plot(&comparison, at);
            self.places.hold_placed(plot.order.iter().copied(), |_| false);
            self.places.go_where(|at| Some(**at) == organisation);
        }
    }

    /// Moves within the page; true if the command was one that moves.
    fn step(&mut self, command: Command, context: &Context) -> bool {
        let Some(comparison) = self.shown() else { return false };
        let height = self.lines_area(&comparison, context).height;
        match (self.page(), command) {
            (Page::Matrix, Command::Left) => {
                self.column = self.column.saturating_sub(1);
                true
            }
            (Page::Matrix, Command::Right) => {
                self.column = (self.column + 1).min(comparison.organisations.len().saturating_sub(1));
                true
            }
            (Page::Matrix, _) => self.matrix.update(command, height),
            (Page::Measure(_), _) => self.places.update(command, height),
            (Page::Organisation(_), _) => self.by_theme.update(command, height),
        }
    }

    /// Gives the keys to the pane below, or takes them from it.
    fn read(&mut self, reading: bool) {
        self.reading = reading;
        self.pane.restart();
    }

    /// The text of the pane below.
    fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.areas(context.area).1);
        let lines =
            move || self.shown().map_or(0, |comparison| self.foot(&comparison, context, inside).len());
        (inside, lines)
    }

    /// The lines of the pane below.
    fn foot(&self, comparison: &Comparison, context: &Context, inside: Rect) -> Vec<Line> {
        let (measure, organisation) = self.pointed(comparison);
        let Some(measure) = measure.and_then(|at| comparison.measures.get(at)) else { return Vec::new() };
        let words = self.picture_words(comparison, measure, organisation);
        foot::lines(comparison, measure, organisation, words, context.theme, inside.width)
    }

    fn draw_nothing(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let inside = Pane { title: "Compare", note: "", focused: true }.draw(context.theme, area, buffer);
        let text = match self.comparison {
            None => "",
            Some(_) => {
                "There are no figures of other organisations to compare with.\n\nI imports a file that has \
                 them: keep the others' rows when it asks which organisation is ours. At the command line: \
                 quarterdeck import FILE SOURCE --others all.\n\nThen f chooses the group that is compared."
            }
        };
        empty(text, context.theme, inside, buffer);
        Some(Position::new(inside.x, inside.y))
    }
}

impl Screen for Compare {
    fn scope(&self) -> Scope {
        Scope::Compare
    }

    fn title(&self, _context: &Context) -> String {
        "Compare".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.shown().is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.latest = false;
        vec![Query::Organisations, self.request(Some(context.session.period), context)]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Organisations(room) => {
                let known = |id: Id| room.groups.iter().any(|group| group.id == id);
                let gone = self.group.is_some_and(|id| !known(id));
                self.room = Some(room);
                if self.new.is_some() {
                    return self.list_again();
                }
                if gone {
                    self.group = None;
                    return vec![Effect::Ask(self.request(Some(context.session.period), context))];
                }
            }
            Data::Comparison(comparison) if !comparison.has_others() && !self.latest => {
                self.latest = true;
                if self.comparison.is_none() {
                    self.take(*comparison);
                }
                return vec![Effect::Ask(self.request(None, context))];
            }
            Data::Comparison(comparison) if comparison.left_out > 0 => {
                let rest = Effect::Ask(Query::ComparisonLater(self.whole(Some(comparison.period))));
                self.take(*comparison);
                return vec![rest];
            }
            Data::Comparison(comparison) => {
                self.take(*comparison);
                let mut effects = self.open_wanted();
                effects.extend(self.ask_for_series());
                return effects;
            }
            Data::ComparedSeries(series) => self.series = Some(series),
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if std::mem::take(&mut self.widths_are_of_a_part) {
            self.kept_widths.forget();
        }
        let moved = if self.reading {
            self.pane.update(command, self.text_of(context))
        } else {
            self.step(command, context)
        };
        if moved {
            return Some(Vec::new());
        }
        self.run_command(command, context)
    }

    fn left(&self) -> Option<serde_json::Value> {
        serde_json::to_value((
            self.group,
            self.view,
            self.picture,
            self.sorting,
            self.matrix.at(),
            self.column,
        ))
        .ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((group, view, picture, sorting, row, column)) = serde_json::from_value(left) else { return };
        (self.group, self.view, self.picture, self.sorting, self.column) =
            (group, view, picture, sorting, column);
        if let Some(row) = row {
            self.matrix.seek(row);
        }
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        // Opened when the figures come, which are asked for whenever the screen is.
        self.wanted = if let Place::ComparedMeasure(id) = place { Some(*id) } else { None };
        Vec::new()
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.chosen(&answer, context)
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        self.new = first_of(rows, Table::Group).map(|id| (Table::Group, id));
        self.new = self.new.or_else(|| Some((Table::Organisation, first_of(rows, Table::Organisation)?)));
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        self.mouse_at(mouse, context)
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let Some(comparison) = self.shown() else { return self.draw_nothing(context, area, buffer) };
        let comparison = &*comparison;
        let (list, foot) = self.areas(area);
        let cursor = match self.page() {
            Page::Matrix => self.draw_matrix(comparison, context, list, buffer),
            Page::Measure(at) => match self.picture {
                Picture::Dots => self.draw_plot(comparison, at, context, list, buffer),
                Picture::Funnel => self.draw_funnel(comparison, at, context, list, buffer),
                Picture::Series => self.draw_series(comparison, at, context, list, buffer),
            },
            Page::Organisation(at) => self.draw_sheet(comparison, at, context, list, buffer),
        };
        let (measure, organisation) = self.pointed(comparison);
        if let Some(measure) = measure.and_then(|at| comparison.measures.get(at)) {
            let title = self.foot_title(comparison, measure, organisation);
            let pane = Pane { title: &title, note: "", focused: self.reading };
            let lines = self.foot(comparison, context, pane.inside(foot));
            let at = self.pane.draw(pane, &lines, context.theme, foot, buffer);
            if self.reading {
                return Some(at);
            }
        }
        cursor
    }
}
