//! Drawing the risks of a cell, and the register.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::register::{moved, rating, treatment};
use super::{Part, RiskScreen, Spot};
use crate::screens::Context;
use crate::ui::frame::{Pane, empty, take_top};
use crate::ui::table::{Cell as TableCell, Column, MARKER, Table, fitted, layout};
use crate::ui::theme::Theme;
use crate::workbook::views::risks::kind_code;
use crate::workbook::{AssessmentKind, RiskRow, Risks};

const LIST_COLUMNS: &[Column] = &[
    Column::words("Ref", 16, 0, 0),
    Column::words("Risk", 16, 3, 0),
    Column::words("Now", 5, 0, 0),
    Column::words("Target", 6, 0, 1),
    Column::words("Moved", 6, 0, 2),
    Column::words("Treatment", 10, 0, 3),
];

fn cells<'a>(risks: &Risks, row: &'a RiskRow, theme: &Theme) -> [TableCell<'a>; 6] {
    [
        TableCell::new(row.reference.as_str()),
        TableCell::new(row.title.as_str()),
        rating(risks, row, AssessmentKind::Current, theme),
        rating(risks, row, AssessmentKind::Target, theme),
        moved(risks, row, theme),
        treatment(row, theme),
    ]
}

/// The columns of a cell's list as the whole register needs them.
pub(super) fn columns(risks: &Risks, theme: &Theme) -> Vec<Column> {
    fitted(LIST_COLUMNS, risks.rows.iter().map(|row| cells(risks, row, theme)))
}

impl RiskScreen {
    pub(super) fn draw_list(
        &self,
        risks: &Risks,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::List;
        let rows = self.listed();
        let title = match (self.spot, rows.len()) {
            (Some(Spot::Off), count) => format!("Not on the map ({count})"),
            (Some(Spot::Cell(cell)), count) => {
                let score = risks.matrix.score(cell).unwrap_or(0);
                let band = risks.matrix.band(cell).map_or("", |band| band.name.as_str());
                format!("{cell}: {score} {band} ({count})")
            }
            (None, _) => String::new(),
        };
        let note = if rows.is_empty() { String::new() } else { format!("{} of {}", self.at + 1, rows.len()) };
        Pane { title: &title, note: &note, focused }.draw(theme, area, buffer);
        let inside = narrow(area);
        if rows.is_empty() {
            let text = match (risks.rows.is_empty(), self.kind) {
                (true, _) => "No risks yet: A adds the first one.".to_owned(),
                (false, AssessmentKind::Current) => "No risk is in this cell.".to_owned(),
                (false, kind) => format!("No {} assessment puts a risk here.", kind_code(kind)),
            };
            empty(&text, theme, take_top(inside, 1).1, buffer);
            return None;
        }
        let columns = &self.columns(risks, theme).list;
        let slots = layout(columns, inside.width);
        let table = Table { theme, columns, slots: &slots, column: None, sorted: None, focused };
        table.head(Rect { height: 1, ..inside }, buffer);
        let mut cursor = None;
        let top = self.top_for(context);
        for offset in 0..usize::from(inside.height.saturating_sub(1)) {
            let position = top + offset;
            let Some(row) = rows.get(position).and_then(|at| risks.rows.get(*at)) else { break };
            let here = Rect { y: inside.y + 1 + offset as u16, height: 1, ..inside };
            table.row(&cells(risks, row, theme), position == self.at, false, here, buffer);
            if position == self.at {
                cursor = Some(Position::new(here.x + MARKER, here.y));
            }
        }
        cursor
    }

    pub(super) fn draw_register(
        &self,
        risks: &Risks,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::Map;
        let rows = self.listed();
        let title = format!("Register: {}", self.register.show.title(risks));
        let note = match rows.len() {
            0 => String::new(),
            many => format!("row {} of {many}, {} risks in all", self.at + 1, risks.rows.len()),
        };
        Pane { title: &title, note: &note, focused }.draw(theme, area, buffer);
        let inside = narrow(area);
        let mut cursor = None;
        let find = &self.register.find;
        if let Some(at) = find.draw(theme, inside, buffer) {
            cursor = Some(at);
        }
        let (_, inside) = take_top(inside, find.rows());
        if rows.is_empty() {
            let text = if risks.rows.is_empty() {
                "No risks yet: A adds the first one."
            } else {
                "None of these. F shows the register as usual, f chooses."
            };
            empty(text, theme, take_top(inside, 1).1, buffer);
            return cursor.or(Some(Position::new(inside.x + 2, inside.y + 1)));
        }
        let top = self.top_for(context);
        let found = context.session.checks.as_deref();
        let columns = &self.columns(risks, theme).register;
        let shown = (self.at, top);
        let at = self.register.draw(risks, columns, &rows, shown, focused, found, theme, inside, buffer);
        cursor.or(at)
    }
}

/// Inside the border, with the columns of air: tables put their marker there.
fn narrow(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}
