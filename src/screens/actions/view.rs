//! How the actions are drawn: the list, and the one under the cursor in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Actions;
use crate::domain::dates::short_date;
use crate::screens::Context;
use crate::ui::facts::{action_lacks, is_open, times};
use crate::ui::frame::Pane;
use crate::ui::rich::{Rich, draw, run};
use crate::ui::table::{Cell, Column, fitted};
use crate::ui::theme::{Role, Theme};
use crate::workbook::ActionRow;
use crate::workbook::Choice as _;

const COLUMNS: &[Column] = &[
    Column::words("RAG", 4, 0, 3),
    Column::words("Ref", 16, 0, 0),
    Column::words("Action", 30, 3, 0),
    Column::words("Client group", 12, 1, 5),
    Column::words("Owner", 12, 1, 2),
    Column::words("Due", 13, 0, 0),
    Column::words("Status", 9, 0, 1),
    Column::words("Moved", 8, 0, 4),
];

fn due(row: &ActionRow, context: &Context) -> (String, Role) {
    match row.action.due {
        None if is_open(row) => ("! no date".to_owned(), Role::Worse),
        None => (String::new(), Role::Text),
        Some(due) if is_open(row) && due < context.session.judged_on() => {
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
        Cell::new(if row.reference.is_empty() { row.title.as_str() } else { row.reference.as_str() }),
        Cell::new(row.action.description.as_str()),
        Cell::new(row.action.client_group.as_str()),
        owner,
        Cell::new(due).style(theme.style(role)),
        Cell::new(row.action.status.title()),
        Cell::new(if row.slipped > 0 { times(row.slipped) } else { String::new() })
            .style(theme.style(Role::Dim)),
    ]
}

/// The columns as these actions need them.
pub(super) fn measured(rows: &[ActionRow], context: &Context) -> Vec<Column> {
    fitted(COLUMNS, rows.iter().map(|row| cells(row, context, context.theme)))
}

impl Actions {
    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (list, under) = self.areas(area);
        let title = format!("Actions: {}", self.narrowing.title());
        Pane { title: &title, note: &self.rows.note(), focused: true }.draw(theme, list, buffer);
        let rows = self.list_rows(context.area);
        let nothing = if self.filtered() {
            "None of these. F shows every open action."
        } else {
            "No open actions. a adds one where it belongs: on an indicator (2), a risk (5) or a budget line (6)."
        };
        let find = Rect { y: list.y + 1, ..rows };
        let cursor = self.rows.draw((find, rows), theme, nothing, |row| cells(row, context, theme), buffer);
        if under.height >= 3 {
            let title = self
                .rows
                .current()
                .map(|row| format!("{} {}  {}", row.action.subject.noun(), row.reference, row.title))
                .unwrap_or_default();
            let inside = Pane { title: &title, note: "", focused: false }.draw(theme, under, buffer);
            if let Some(row) = self.rows.current() {
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
