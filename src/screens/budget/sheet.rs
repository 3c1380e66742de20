//! Drawing the months of a line.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::months::Months;
use crate::domain::money::{Pence, format_money, say_money, total};
use crate::screens::Context;
use crate::ui::field::FieldStyle;
use crate::ui::frame::{Pane, clear, line};
use crate::ui::table::{Cell, Column, Table, fitted, layout, typing_place};
use crate::ui::theme::Role;
use crate::workbook::budget_steps::{MonthField, is_invented};

impl Months {
    /// The table's columns, and its rows with the total at the foot.
    pub(super) fn table(&self, context: &Context) -> (Vec<Column>, Vec<Vec<Cell<'static>>>) {
        let theme = context.theme;
        let whole = self
            .detail
            .months
            .iter()
            .flat_map(|month| MonthField::ALL.map(|field| field.of(month)))
            .flatten()
            .all(|pence| pence % 100 == 0);
        let decimals = self.unit.decimals(if whole { 100_000 } else { 1 });
        let amount = |pence: Option<Pence>| {
            pence.map_or_else(String::new, |pence| format_money(pence, self.unit, decimals))
        };
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (at, month) in self.detail.months.iter().enumerate() {
            let mut cells = vec![Cell::new(self.name(at, context))];
            let mut invented = Vec::new();
            for field in MonthField::ALL {
                cells.push(Cell::new(amount(field.of(month))));
                if is_invented(month, field) {
                    invented.push(field.title());
                }
            }
            let there = MonthField::ALL.iter().filter(|field| field.of(month).is_some()).count();
            let mark = match invented.len() {
                0 => String::new(),
                some if some < there => format!("illustrative: {}", invented.join(", ")),
                _ => "illustrative".to_owned(),
            };
            cells.push(Cell::new(mark).style(theme.style(Role::Dim)));
            rows.push(cells);
        }
        let mut foot = vec![Cell::new("Year").style(theme.style(Role::Strong))];
        for field in MonthField::ALL {
            let sum = total(self.detail.months.iter().map(|month| field.of(month)));
            let text = sum.map_or_else(|_| "too large".to_owned(), amount);
            foot.push(Cell::new(text).style(theme.style(Role::Strong)));
        }
        rows.push(foot);
        let columns = [
            Column::words("Month", 6, 0, 0),
            Column::figures("Budget", 9, 0),
            Column::figures("Actual", 9, 0),
            Column::figures("Forecast", 9, 0),
            Column::words("", 14, 1, 1),
        ];
        (fitted(&columns, rows.iter().map(Vec::as_slice)), rows)
    }

    /// What stands under the table: whether the budget adds up, and how figures come in.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let budget = total(self.detail.months.iter().map(|month| month.budget)).unwrap_or(None);
        let revised = self.detail.amount.as_ref().and_then(|amount| amount.revised);
        if let (Some(budget), Some(revised)) = (budget, revised)
            && let Some(difference) = budget.checked_sub(revised).filter(|pence| *pence != 0)
        {
            let side = if difference > 0 { "more" } else { "less" };
            notes.push(format!(
                "! The months' budget is {} {side} than the revised budget.",
                say_money(difference.saturating_abs(), self.unit)
            ));
        }
        let actual = total(self.detail.months.iter().map(|month| month.actual)).unwrap_or(None).unwrap_or(0);
        let ahead = self.detail.months.iter().filter(|month| month.actual.is_none());
        let ahead = total(ahead.map(|month| month.forecast)).unwrap_or(None);
        let forecast = self.detail.amount.as_ref().and_then(|amount| amount.forecast);
        if let (Some(ahead), Some(forecast)) = (ahead, forecast)
            && let Some(months) = actual.checked_add(ahead)
            && months != forecast
        {
            notes.push(format!(
                "! Actual and forecast months come to {}; the forecast is {}.",
                say_money(months, self.unit),
                say_money(forecast, self.unit)
            ));
        }
        notes.push("Paste a row or column of twelve, or a block, from a spreadsheet.".to_owned());
        notes
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let frame = Self::frame(area);
        clear(theme, frame, buffer);
        let title = format!("{}, {}", self.detail.line.name, self.unit.title());
        Pane { title: &title, note: "e types, i spreads, Delete empties", focused: true }
            .draw(theme, frame, buffer);
        let inside = Rect {
            x: frame.x + 1,
            y: frame.y + 1,
            width: frame.width.saturating_sub(2),
            height: frame.height.saturating_sub(2),
        };
        let (columns, rows) = self.table(context);
        let slots = layout(&columns, inside.width);
        let table = Table {
            theme,
            columns: &columns,
            slots: &slots,
            column: Some(self.at.1 + 1),
            sorted: None,
            focused: true,
        };
        table.head(Rect { height: 1, ..inside }, buffer);
        // The row under the cursor is never off the screen: the months are cut from above.
        let room = usize::from(inside.height.saturating_sub(1));
        let first = (self.at.0 + 1).saturating_sub(room.saturating_sub(1)).min(rows.len().saturating_sub(1));
        let mut cursor = None;
        let mut y = inside.y + 1;
        for (at, cells) in rows.iter().enumerate().skip(if rows.len() > room { first } else { 0 }) {
            if y >= inside.bottom() {
                break;
            }
            let here = Rect { y, height: 1, ..inside };
            let selected = at == self.at.0;
            table.row(cells, selected, false, here, buffer);
            if selected && let Some(slot) = slots.iter().find(|slot| slot.column == self.at.1 + 1) {
                let place = Rect { x: here.x + slot.x, width: slot.width, ..here };
                cursor = Some(match &self.cell {
                    Some(field) => {
                        let place = typing_place(slot, field.as_str(), here);
                        for x in place.left()..place.right() {
                            buffer[(x, place.y)].reset();
                        }
                        let style = FieldStyle {
                            text: theme.style(Role::Field),
                            selection: theme.style(Role::Matched),
                        };
                        field.view(place, buffer, &style)
                    }
                    None => Position::new(place.x, place.y),
                });
            }
            y += 1;
        }
        for note in self.notes() {
            if y >= inside.bottom() {
                break;
            }
            let role = if note.starts_with('!') { Role::Worse } else { Role::Dim };
            let place = Rect { x: inside.x + 2, y, width: inside.width.saturating_sub(4), height: 1 };
            line(&note, theme.style(role), place, buffer);
            y += 1;
        }
        cursor
    }
}
