//! Drawing the indicators: the list, the line above it, the detail beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::columns::{COLUMNS, year_end_columns};
use super::{Indicators, Part, pane};
use crate::screens::Context;
use crate::ui::checks;
use crate::ui::field::FieldStyle;
use crate::ui::frame::{Pane, empty, line, take_left, take_top};
use crate::ui::inert::width;
use crate::ui::reading_pane::Text;
use crate::ui::rich::Line;
use crate::ui::table::{Cell, MARKER, Slot, Table, beside, layout_with_sign, typing_place};
use crate::ui::theme::Role;
use crate::workbook::{Filter, SortBy, Subject};

impl Indicators {
    /// Where the list and the detail go; either may be empty.
    pub(super) fn areas(&self, area: Rect) -> (Rect, Rect) {
        let nothing = Rect { width: 0, height: 0, ..area };
        let none = self.rows.is_empty();
        if self.zoom || none || !Self::shows_detail_beside(area) {
            if self.part == Part::List { (area, nothing) } else { (nothing, area) }
        } else {
            // However many there are, one of them has a long name: where the pane begins does not
            // depend on which are loaded.
            beside(area, area.width)
        }
    }

    fn has_line(&self) -> bool {
        self.line.is_some() || self.filter != Filter::default()
    }

    /// Row of the screen the first indicator is drawn on.
    pub(super) fn first_row(&self, list: Rect) -> u16 {
        list.y + 2 + u16::from(self.has_line())
    }

    /// Rows of indicators that fit.
    pub(super) fn list_height(&self, area: Rect) -> u16 {
        let (list, _) = self.areas(area);
        list.height.saturating_sub(3 + u16::from(self.has_line())).max(1)
    }

    pub(super) fn slots(&self, context: &Context) -> Vec<Slot> {
        let (list, _) = self.areas(context.area);
        self.slots_in(list.width.saturating_sub(2))
    }

    /// The columns, a blank further in than a table's are: the sign of the checks would touch the
    /// colour of the rating.
    fn slots_in(&self, width: u16) -> Vec<Slot> {
        let slots = layout_with_sign(&self.columns, year_end_columns(), width.saturating_sub(1));
        slots.into_iter().map(|slot| Slot { x: slot.x + 1, ..slot }).collect()
    }

    /// The text of the detail.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.areas(context.area).1);
        (inside, move || self.detail_lines(context, inside.width).len())
    }

    fn detail_lines(&self, context: &Context, width: u16) -> Vec<Line> {
        match (self.current_detail(), self.current()) {
            (Some(detail), _) => pane::lines(detail, context.session, context.theme, width),
            (None, Some(standing)) => pane::waiting(standing, context.theme, width),
            (None, None) => Vec::new(),
        }
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (list, detail) = self.areas(area);
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
        let note = match self.rows.total() {
            0 => String::new(),
            total => format!("row {} of {total}{}", self.rows.selected() + 1, self.and_more()),
        };
        let title = match (self.sort, self.descending) {
            (SortBy::Worst, false) => "Indicators, worst first".to_owned(),
            _ => "Indicators".to_owned(),
        };
        Pane { title: &title, note: &note, focused }.draw(theme, area, buffer);
        // The table uses the columns of air as well: its marker stands there.
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        };
        let mut cursor = None;
        let mut top = inside.y;
        if self.has_line() {
            cursor = self.draw_line(context, Rect { height: 1, ..inside }, buffer);
            top += 1;
        }
        let columns = &self.columns;
        let slots = self.slots_in(inside.width);
        let table = Table {
            theme,
            columns,
            slots: &slots,
            column: focused.then_some(self.column),
            sorted: COLUMNS.iter().position(|col| col.sort == self.sort).map(|at| (at, self.descending)),
            focused,
        };
        table.head(Rect { y: top, height: 1, ..inside }, buffer);
        let rows = Rect { y: top + 1, height: inside.bottom().saturating_sub(top + 1), ..inside };
        if self.rows.is_empty() {
            self.draw_empty(context, rows, buffer);
            return cursor;
        }
        self.rows.draw(rows, |standing, here, selected| {
            let Some(standing) = standing else {
                line("  …", theme.style(Role::Dim), here, buffer);
                return;
            };
            let mut cells = vec![Cell::default(); COLUMNS.len()];
            for slot in &slots {
                cells[slot.column] = (COLUMNS[slot.column].cell)(standing, theme);
            }
            let marked = self.marks.contains(&standing.indicator_id);
            table.row(&cells, selected, marked, here, buffer);
            self.draw_block(&slots, (here, rows), theme, buffer);
            if !marked {
                let subject = Subject { table: crate::workbook::Table::Indicator, id: standing.indicator_id };
                let found = context.session.checks.as_deref();
                checks::mark(found, subject, theme, here, selected && focused, buffer);
            }
            if selected {
                let slot = slots.iter().find(|slot| slot.column == self.column);
                if let Some(slot) = slot {
                    let at = Rect { x: here.x + slot.x, width: slot.width, ..here };
                    if let Some(cell) =
                        self.cell.as_ref().filter(|cell| cell.indicator == standing.indicator_id)
                    {
                        let style = FieldStyle {
                            text: theme.style(Role::Field),
                            selection: theme.style(Role::Matched),
                        };
                        let at = typing_place(slot, cell.field.as_str(), here);
                        buffer.set_style(at, ratatui::style::Style::reset());
                        for x in at.left()..at.right() {
                            buffer[(x, at.y)].reset();
                        }
                        cursor = Some(cell.field.view(at, buffer, &style));
                    } else if cursor.is_none() {
                        cursor = Some(Position::new(at.x, at.y));
                    }
                } else if cursor.is_none() {
                    cursor = Some(Position::new(here.x + MARKER + 1, here.y));
                }
            }
        });
        cursor
    }

    /// Said after a number of rows while there may be more.
    fn and_more(&self) -> &'static str {
        if self.rows.is_counting() { "+" } else { "" }
    }

    fn draw_line(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let counting = if self.rows.is_counting() { ", counting…" } else { "" };
        let (total, more, all) = (self.rows.total(), self.and_more(), self.rows.unfiltered());
        let count = format!("{total}{more} of {all}{counting}");
        let count_width = width(&count) as u16;
        let room = area.width.saturating_sub(count_width + 3);
        let x = area.right().saturating_sub(count_width + 1);
        buffer.set_stringn(x, area.y, &count, usize::from(count_width), theme.style(Role::Strong));
        let inside = Rect { x: area.x + 1, width: room, ..area };
        match &self.line {
            Some((field, _, _)) => {
                line("Find:", theme.style(Role::Dim), inside, buffer);
                let (_, rest) = take_left(inside, 5, 1);
                let style =
                    FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Matched) };
                Some(field.view(rest, buffer, &style))
            }
            None => {
                let text = format!("Showing {}. F clears.", self.filter_in_words());
                line(&text, theme.style(Role::Strong), inside, buffer);
                None
            }
        }
    }

    fn draw_empty(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let text = if self.rows.unfiltered() > 0 {
            "Nothing passes this filter.\nF clears it; Esc goes back while you type."
        } else {
            "No indicators yet.\nCopy your table in Excel and paste it here; I reads a file; A adds one."
        };
        empty(text, context.theme, take_top(area, 1).1, buffer);
    }

    fn draw_detail(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::Detail;
        let title = self.current().map(pane::title).unwrap_or_default();
        let pane = Pane { title: &title, note: "", focused };
        let lines = self.detail_lines(context, pane.inside(area).width);
        Some(self.details.pane.draw(pane, &lines, theme, area, buffer))
    }
}
