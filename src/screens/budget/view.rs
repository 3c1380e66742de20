//! Drawing the money: the table of the view, and the line beside or below it.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::grid::{Grid, Look};
use super::{Budget, Part, View, pane};
use crate::domain::money::MoneyUnit;
use crate::screens::Context;
use crate::ui::checks;
use crate::ui::field::FieldStyle;
use crate::ui::frame::{Pane, empty, line, take_top, wrapped};
use crate::ui::reading_pane::Text;
use crate::ui::rich::Line;
use crate::ui::table::{MARKER, Slot, Table, beside, layout, needed, typing_place};
use crate::ui::theme::Role;
use crate::workbook::Subject;

/// From this width on, the revenue line is told beside the table.
const BESIDE: u16 = 112;
/// Lines that the source prints otherwise, as many as are named.
const NAMED: usize = 6;
/// From this height on, capital lines and savings are told below theirs.
const BELOW: u16 = 20;

impl Budget {
    /// Where the table and the line go; either may be empty.
    pub(super) fn areas(&self, context: &Context, area: Rect) -> (Rect, Rect) {
        let none = Rect { width: 0, height: 0, ..area };
        let one = if self.part == Part::List { (area, none) } else { (none, area) };
        if self.zoom || self.list().total() == 0 {
            return one;
        }
        match self.view {
            View::Revenue if area.width >= BESIDE => {
                beside(area, self.grid(context).map_or(0, |grid| needed(&grid.columns)))
            }
            View::Revenue => one,
            // These tables are wide and short: the line is told below.
            _ if area.height >= BELOW => {
                let rows = self.list().total().min(u64::from(area.height)) as u16;
                take_top(area, (rows + 3).clamp(6, area.height * 2 / 5))
            }
            _ => one,
        }
    }

    /// Rows of the table that fit.
    pub(super) fn list_height(&self, context: &Context) -> u16 {
        let (list, _) = self.areas(context, context.area);
        let notes = if list.width > 0 { self.notes(list).len() as u16 } else { 0 };
        list.height.saturating_sub(3 + notes).max(1)
    }

    pub(super) fn slots(&self, context: &Context) -> Vec<Slot> {
        let (list, _) = self.areas(context, context.area);
        let width = if list.width > 0 { list.width } else { context.area.width };
        self.grid(context).map_or_else(Vec::new, |grid| layout(&grid.columns, width.saturating_sub(2)))
    }

    /// The text of the pane.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.areas(context, context.area).1);
        (inside, move || self.detail_lines(context, inside).len())
    }

    /// Every line of the pane; long words are cut where the pane has no room for all and not the keys.
    fn detail_lines(&self, context: &Context, inside: Rect) -> Vec<Line> {
        let whole = self.told(context, inside.width, true);
        if self.part == Part::Detail || whole.len() <= usize::from(inside.height) {
            return whole;
        }
        self.told(context, inside.width, false)
    }

    fn told(&self, context: &Context, width: u16, whole: bool) -> Vec<Line> {
        let (Some(room), Some(at)) = (&self.room, self.current_row()) else { return Vec::new() };
        let around = pane::Around { session: context.session, theme: context.theme, unit: self.unit, whole };
        match self.view {
            View::Revenue => {
                room.revenue.get(at.place).map(|row| pane::revenue(row, self.current_detail(), around, width))
            }
            View::Capital => room.capital.get(at.place).map(|row| {
                let top = row.node.parent.is_none();
                let of_all = self.sentences();
                let of_all = if top { of_all.as_slice() } else { &[] };
                pane::capital(row, self.current_detail(), of_all, around, width)
            }),
            View::Savings => room.savings.get(at.place).map(|row| pane::saving(row, around, width)),
        }
        .unwrap_or_default()
    }

    /// What is to be said of the whole view: the rule of the colours, and what the source prints
    /// otherwise.
    fn sentences(&self) -> Rc<Vec<String>> {
        self.sentences.get((self.view, self.unit), || {
            let Some(room) = self.room.as_deref() else { return Vec::new() };
            let mut notes = match self.view {
                View::Savings => Vec::new(),
                view => room.notes(view.kind(), self.unit),
            };
            if self.view == View::Revenue && !room.revenue.is_empty() {
                let apart: Vec<&str> = room
                    .revenue
                    .iter()
                    .filter(|row| !row.notes(self.unit).is_empty())
                    .map(|row| row.node.line.name.as_str())
                    .collect();
                if !apart.is_empty() {
                    let more = match apart.len().saturating_sub(NAMED) {
                        0 => String::new(),
                        more => format!(" and {more} more"),
                    };
                    let named = apart[..apart.len().min(NAMED)].join(", ");
                    notes.push(format!("The source prints otherwise: {named}{more}."));
                }
                for stray in room.printed.iter().filter(|printed| printed.field == "revenue.stray_percent") {
                    notes.push(format!("The source prints one percentage too many: {}.", stray.text));
                }
                let tolerance = crate::domain::figures::format_plain(room.tolerance, 2);
                notes.push(format!(
                    "Variation = forecast - revised. Amber over budget, red beyond {tolerance}%."
                ));
            }
            notes
        })
    }

    /// The sentences under the table of revenue; those on capital stand in the pane.
    fn notes(&self, list: Rect) -> Rc<Vec<String>> {
        if self.view != View::Revenue || list.height < 18 {
            return Rc::default();
        }
        let width = list.width.saturating_sub(6);
        let lines = || self.sentences().iter().flat_map(|note| wrapped(note, width, 3)).collect();
        self.notes.get((self.unit, width), lines)
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (list, detail) = self.areas(context, area);
        let mut cursor = None;
        if list.width > 0 {
            cursor = self.draw_list(context, list, buffer);
        }
        if detail.width > 0 {
            let at = self.draw_detail(context, detail, buffer);
            cursor = if self.part == Part::Detail { at } else { cursor };
        }
        cursor
    }

    fn draw_list(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::List;
        let others: Vec<&str> = [View::Revenue, View::Capital, View::Savings]
            .into_iter()
            .filter(|view| *view != self.view)
            .map(View::title)
            .collect();
        let title = format!("{}, {}", self.view.title(), self.unit.title());
        let note = format!("v: {}  U: {}", others.join(", "), units(self.unit));
        Pane { title: &title, note: &note, focused }.draw(theme, area, buffer);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        };
        let grid = self.grid(context)?;
        if self.list().total() == 0 {
            self.draw_empty(context, inside, buffer);
            return Some(Position::new(inside.x + 1, inside.y + 1));
        }
        let notes = self.notes(area);
        let height = inside.height.saturating_sub(1 + notes.len() as u16);
        for (row, note) in notes.iter().enumerate() {
            let y = inside.y + 1 + height + row as u16;
            let place = Rect { x: inside.x + 2, y, width: inside.width.saturating_sub(4), height: 1 };
            line(note, theme.style(Role::Dim), place, buffer);
        }
        let place = Rect { y: inside.y + 1, height, ..inside };
        self.draw_rows(context, &grid, (inside, place), focused, buffer)
    }

    fn draw_rows(
        &self,
        context: &Context,
        grid: &Grid,
        (inside, rows): (Rect, Rect),
        focused: bool,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let slots = layout(&grid.columns, inside.width);
        let column = self.column();
        let table = Table {
            theme,
            columns: &grid.columns,
            slots: &slots,
            column: focused.then_some(column),
            sorted: None,
            focused,
        };
        table.head(Rect { height: 1, ..inside }, buffer);
        let look = Look { theme, unit: self.unit };
        let room = self.room.as_deref()?;
        let mut cursor = None;
        self.list().draw(rows, |row, here, selected| {
            let Some(row) = row else { return };
            let cells = grid.cells(self.view, room, *row, &self.folded, look);
            table.row(&cells, selected, false, here, buffer);
            self.draw_block(&slots, (here, rows), theme, buffer);
            if self.view != View::Savings {
                let subject = Subject { table: crate::workbook::Table::BudgetLine, id: row.id };
                let found = context.session.checks.as_deref();
                checks::mark(found, subject, theme, here, selected && focused, buffer);
            }
            if !selected {
                return;
            }
            let slot = slots.iter().find(|slot| slot.column == column);
            let place = slot.map(|slot| Rect { x: here.x + slot.x, width: slot.width, ..here });
            let editing = self.cell.as_ref().filter(|cell| cell.id == row.id && cell.column == column);
            cursor = match (place, editing) {
                (Some(place), Some(cell)) => {
                    let place = slot.map_or(place, |slot| typing_place(slot, cell.field.as_str(), here));
                    for x in place.left()..place.right() {
                        buffer[(x, place.y)].reset();
                    }
                    let style =
                        FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Matched) };
                    Some(cell.field.view(place, buffer, &style))
                }
                (Some(place), None) => Some(Position::new(place.x, place.y)),
                (None, _) => Some(Position::new(here.x + MARKER, here.y)),
            };
        });
        cursor
    }

    fn draw_empty(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let text = match self.view {
            View::Revenue => {
                "No revenue budget for this period yet.\n\
                 A adds a line; a line under another makes that one a subtotal."
            }
            View::Capital => "No capital budget for this period yet.\nA adds a line.",
            View::Savings => "No savings in this period.\nA adds one with its target and status.",
        };
        empty(text, context.theme, take_top(area, 1).1, buffer);
    }

    fn draw_detail(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::Detail;
        let title = match self.view {
            View::Savings => "Saving".to_owned(),
            _ if self.current_node().is_some_and(|node| node.is_total()) => {
                format!("Subtotal, {}", self.unit.title())
            }
            _ => format!("Line, {}", self.unit.title()),
        };
        let pane = Pane { title: &title, note: "", focused };
        let lines = self.detail_lines(context, pane.inside(area));
        Some(self.pane.draw(pane, &lines, theme, area, buffer))
    }
}

fn units(unit: MoneyUnit) -> &'static str {
    match unit {
        MoneyUnit::Pounds => "£000, £m",
        MoneyUnit::Thousands => "£m, £",
        MoneyUnit::Millions => "£, £000",
    }
}
