//! Drawing the matrix: measures down, organisations across. The measure, the average and the
//! organisation that is kept first stay where they are while the others pan.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::cell::cell;
use super::order::{Row, Widths, label};
use super::{Compare, Page};
use crate::screens::Context;
use crate::ui::frame::{Pane, line, take_top};
use crate::ui::inert::{fit_right, width};
use crate::ui::list::{List, Placed, Row as ListRow};
use crate::ui::table::{Cell, Column, MARKER, Slot, Table};
use crate::ui::theme::{Glyph, Role, Theme};
use crate::workbook::Comparison;

/// Columns of the terminal that the name of a measure keeps.
const LEAST_NAME: u16 = 20;
/// The part of the width, in hundredths, that it has before organisations have any.
const SHARE: u16 = 34;
/// From this width on the average has a column.
const WITH_AVERAGE: u16 = 72;

/// Where the columns of the matrix are.
pub(super) struct Columns {
    pub name: Slot,
    pub average: Option<Slot>,
    /// Those on screen: the position in the order, and where.
    pub organisations: Vec<Slot>,
    /// Some are out of sight on the left, on the right.
    pub more: (bool, bool),
}

impl Compare {
    /// How many organisations stay first.
    fn kept_first(&self, comparison: &Comparison) -> usize {
        let first = self.organisations(comparison).first().copied();
        usize::from(
            first.is_some_and(|at| self.sorting.pinned == Some(at) || comparison.organisations[at].ours),
        )
    }

    /// Lays the columns out so that the one under the cursor is on screen.
    pub(super) fn columns(
        &self,
        comparison: &Comparison,
        widths: &Widths,
        theme: &Theme,
        total: u16,
    ) -> Columns {
        let order = self.organisations(comparison);
        let wide = |position: usize| {
            order.get(position).map_or(0, |at| widths.organisation(comparison, *at, theme).width)
        };
        // The last column does not touch the border.
        let total = total.saturating_sub(1);
        let room = total.saturating_sub(MARKER);
        // No more are looked at than there is room for.
        let mut all = 0;
        (0..order.len()).any(|position| {
            all += u32::from(wide(position)) + 1;
            all > u32::from(room)
        });
        let average = if total >= WITH_AVERAGE { widths.average + 1 } else { 0 };
        let over =
            u32::from(room.saturating_sub(average)).saturating_sub(all).min(u32::from(u16::MAX)) as u16;
        let share = (room * SHARE / 100).max(LEAST_NAME).max(over).min(room);
        let name = Slot { column: 0, x: MARKER, width: widths.name.min(share) };
        let mut x = name.x + name.width + 1;
        let average = (average > 0).then(|| {
            let slot = Slot { column: 1, x, width: widths.average };
            x += widths.average + 1;
            slot
        });
        let mut organisations: Vec<Slot> = Vec::new();
        let kept = self.kept_first(comparison).min(order.len());
        for position in 0..kept {
            let width = wide(position).min(total.saturating_sub(x));
            organisations.push(Slot { column: position, x, width });
            x += wide(position) + 1;
        }
        let fits = |left: usize| {
            let mut end = x;
            (left..order.len())
                .take_while(|position| {
                    end += wide(*position) + 1;
                    end <= total + 1
                })
                .count()
                .max(1)
        };
        let mut left = self.left.get().clamp(kept, order.len().max(kept));
        if self.column >= kept {
            left = left.min(self.column);
            while left < self.column && self.column >= left + fits(left) {
                left += 1;
            }
        }
        // No room is left empty on the right.
        while left > kept && left - 1 + fits(left - 1) >= order.len() {
            left -= 1;
        }
        self.left.set(left);
        let shown = fits(left).min(order.len().saturating_sub(left));
        for position in left..left + shown {
            let width = wide(position).min(total.saturating_sub(x));
            organisations.push(Slot { column: position, x, width });
            x += wide(position) + 1;
        }
        // What no other organisation has room in is the names'.
        let left_over = total.saturating_sub(x).min(widths.name - name.width);
        let shifted = |slot: Slot| Slot { x: slot.x + left_over, ..slot };
        let name = Slot { width: name.width + left_over, ..name };
        let average = average.map(shifted);
        let organisations = organisations.into_iter().map(shifted).collect();
        Columns { name, average, organisations, more: (left > kept, left + shown < order.len()) }
    }

    pub(super) fn draw_matrix(
        &self,
        comparison: &Comparison,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let title = format!("{}: {}", self.view.title(), self.of_what(comparison, context));
        let widths = self.widths(comparison, theme);
        let inside = narrow(area);
        let columns = self.columns(comparison, &widths, theme, inside.width);
        let rows = self.matrix.rows().iter().filter_map(ListRow::key);
        let number = rows.filter(|key| Some(*key) < self.matrix.at()).count() + 1;
        let arrow = |there: bool, sign: &'static str| if there { sign } else { "" };
        let note = format!(
            "measure {number} of {}, {}{} of {} organisations{}",
            comparison.measures.len() + comparison.left_out,
            arrow(columns.more.0, "‹ "),
            self.column + 1,
            comparison.organisations.len(),
            arrow(columns.more.1, " ›")
        );
        Pane { title: &title, note: &note, focused: !self.reading }.draw(theme, area, buffer);
        self.draw_heads(comparison, &widths, &columns, context, inside, buffer);
        let order = self.organisations(comparison);
        let mut given = vec![Column::words("", 0, 0, 0), Column::figures("", 0, 0)];
        given.extend(columns.organisations.iter().map(|_| Column::figures("", 0, 0)));
        let mut slots = vec![columns.name];
        slots.extend(columns.average);
        let mut selected = None;
        for (number, slot) in columns.organisations.iter().enumerate() {
            if slot.column == self.column {
                selected = Some(number + 2);
            }
            slots.push(Slot { column: number + 2, ..*slot });
        }
        let table = Table {
            theme,
            columns: &given,
            slots: &slots,
            column: selected,
            sorted: None,
            focused: !self.reading,
        };
        let (_, lines) = take_top(inside, widths.head);
        let at = self.matrix.draw(lines, |row, here, selected| {
            let measure = match row.map(|row| &**row) {
                Some(Row::Theme(name)) => {
                    line(
                        name,
                        theme.style(Role::Title),
                        Rect { x: here.x + 1, width: here.width - 1, ..here },
                        buffer,
                    );
                    return;
                }
                Some(Row::Measure(at)) => *at,
                None => return,
            };
            let is_sorted = self.sorting.by_measure.filter(|(by, _)| *by == measure);
            let measure = &comparison.measures[measure];
            let mut cells: Vec<Cell<'_>> = Vec::with_capacity(slots.len() + 1);
            let mut name = label(measure, widths.reference);
            if let Some((_, worst)) = is_sorted {
                name = format!("{}{name}", theme.glyph(if worst { Glyph::Up } else { Glyph::Down }));
            }
            cells.push(Cell::new(name));
            let average = measure.average().map(|average| measure.figure(average.value));
            cells.push(Cell::new(average.unwrap_or_default()).style(theme.style(Role::Dim)));
            cells.extend(
                columns
                    .organisations
                    .iter()
                    .map(|slot| cell(self.view, measure, &measure.entries[order[slot.column]], theme)),
            );
            table.row(&cells, selected, false, here, buffer);
        });
        let slot = columns.organisations.iter().find(|slot| slot.column == self.column);
        let x = slot.map_or(MARKER, |slot| slot.x + slot.width.saturating_sub(1));
        at.map(|row| Position::new(row.x + x, row.y))
    }

    fn draw_heads(
        &self,
        comparison: &Comparison,
        widths: &Widths,
        columns: &Columns,
        context: &Context,
        inside: Rect,
        buffer: &mut Buffer,
    ) {
        let theme = context.theme;
        let order = self.organisations(comparison);
        let at = |slot: &Slot, row: u16| Rect {
            x: inside.x + slot.x,
            y: inside.y + row,
            width: slot.width,
            height: 1,
        };
        let last = widths.head.saturating_sub(1);
        line("Measure", theme.style(Role::Dim), at(&columns.name, last), buffer);
        if let Some(slot) = &columns.average {
            let text = fit_right("Average", usize::from(slot.width));
            line(&text, theme.style(Role::Dim), at(slot, last), buffer);
        }
        for slot in &columns.organisations {
            let organisation = order[slot.column];
            let own =
                comparison.organisations[organisation].ours || self.sorting.pinned == Some(organisation);
            let mut style = theme.style(if own { Role::Strong } else { Role::Dim });
            if slot.column == self.column {
                style = style.patch(theme.style(Role::Column)).patch(theme.style(Role::Strong));
            }
            let head = widths.organisation(comparison, organisation, theme);
            let lines = head.lines.iter().skip(2 - usize::from(widths.head));
            for (row, text) in (0..widths.head).zip(lines) {
                let text = if width(text) <= usize::from(slot.width) {
                    fit_right(text, usize::from(slot.width))
                } else {
                    text.clone()
                };
                line(&text, style, at(slot, row), buffer);
            }
        }
    }

    /// Which period and whom a box shows: `2024/25, West Midlands`.
    pub(super) fn of_what(&self, comparison: &Comparison, context: &Context) -> String {
        let period = comparison.period.title();
        let other = if comparison.period == context.session.period {
            String::new()
        } else {
            format!(" (the latest; none in {})", context.session.period.title())
        };
        format!("{period}{other}, {}", comparison.group_title())
    }

    /// The measure and organisation under the cursor, whichever page is on screen.
    pub(super) fn pointed(&self, comparison: &Comparison) -> (Option<usize>, Option<usize>) {
        let measure = |rows: &List<Placed<Row>>| match rows.here() {
            Some(Row::Measure(at)) => Some(*at),
            Some(Row::Theme(_)) | None => None,
        };
        match self.page() {
            Page::Matrix => {
                let organisation = self.organisations(comparison).get(self.column).copied();
                (measure(&self.matrix), organisation)
            }
            Page::Measure(at) => (Some(at), self.places.here().copied()),
            Page::Organisation(at) => (measure(&self.by_theme), Some(at)),
        }
    }
}

/// Inside the border, with the columns of air: tables put their marker there.
pub(super) fn narrow(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}
