//! Drawing who was sent what, and what an owner answers for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Returns;
use crate::domain::dates::short_date;
use crate::screens::Context;
use crate::ui::facts;
use crate::ui::frame::{Pane, clip, take_left, take_top};
use crate::ui::inert::{inert_line, width as columns};
use crate::ui::reading_pane::Text;
use crate::ui::rich::{Line, Rich, run};
use crate::ui::table::{Cell, Column, fitted};
use crate::ui::theme::{Role, Theme};
use crate::workbook::views::returns::summary;
use crate::workbook::{ReturnRow, ReturnState};

/// The owner's indicators stand beside the list from this width on.
const BESIDE: u16 = 130;

const COLUMNS: &[Column] = &[
    Column::words("State", 11, 0, 0),
    Column::words("Owner", 22, 4, 0),
    Column::figures("Given", 7, 1),
    Column::words("Back by", 12, 0, 2),
    Column::words("Sent", 12, 0, 4),
    Column::words("Came", 12, 0, 3),
];

fn state_role(state: ReturnState) -> Role {
    match state {
        ReturnState::Missing => Role::Worse,
        ReturnState::Out | ReturnState::CameLate => Role::Strong,
        ReturnState::Came => Role::Better,
        ReturnState::NotSent => Role::Dim,
    }
}

/// `! missing`: a sign and a word.
pub(super) fn state_text(state: ReturnState) -> String {
    format!("{} {}", state.symbol(), state.title())
}

/// The day of a time as records keep it.
fn day(text: &str) -> String {
    text.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| text.to_owned(), short_date)
}

/// The columns as these owners need them.
pub(super) fn measured(rows: &[ReturnRow], theme: &Theme) -> Vec<Column> {
    fitted(COLUMNS, rows.iter().map(|row| cells(row, theme)))
}

fn cells<'a>(row: &'a ReturnRow, theme: &Theme) -> Vec<Cell<'a>> {
    let form = row.form.as_ref();
    vec![
        Cell::new(state_text(row.state)).style(theme.style(state_role(row.state))),
        Cell::new(row.name()),
        Cell::new(format!("{}/{}", row.due.given, row.due.due)),
        Cell::new(form.and_then(|form| form.due).map(short_date).unwrap_or_default()),
        Cell::new(form.map(|form| day(&form.sent_at)).unwrap_or_default()).style(theme.style(Role::Dim)),
        Cell::new(form.map(|form| day(&form.collected_at)).unwrap_or_default()),
    ]
}

impl Returns {
    /// The list, and the pane beside or under it.
    fn areas(area: Rect) -> (Rect, Rect) {
        if area.width >= BESIDE {
            return take_left(area, area.width * 11 / 20, 0);
        }
        take_top(area, area.height.saturating_sub((area.height * 2 / 5).max(8)))
    }

    /// Where the rows of the list are.
    pub(super) fn list_rows(&self, area: Rect) -> Rect {
        let (list, _) = Self::areas(area);
        self.rows.rows_in(list)
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (list, pane) = Self::areas(area);
        let period = context.session.period.title();
        let owners = self.rows.list.rows();
        let title = format!("Returns of {period}: {}", summary(owners));
        let note = match (self.rows.marks.len(), owners.len()) {
            (0, 0) => String::new(),
            (0, all) => format!("{} of {all}", self.rows.list.selected() + 1),
            (marked, _) => format!("{marked} marked: X sends to them"),
        };
        let focused = !self.rows.reading;
        let inside = Pane { title: &title, note: &note, focused }.draw(theme, list, buffer);
        let rows = self.list_rows(area);
        let nothing = "No figure is due in this period, so there is nobody to ask.";
        let cursor = self.rows.draw((inside, rows), theme, nothing, |row| cells(row, theme), buffer);
        let at = self.draw_owner(context, pane, buffer);
        if focused { cursor.or(Some(rows.as_position())) } else { at }
    }

    fn draw_owner(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let title = self.current().map_or("", |row| row.name());
        let pane = Pane { title, note: "", focused: self.rows.reading };
        let lines = self.owner_lines(context, pane.inside(area).width);
        Some(self.rows.pane.draw(pane, &lines, context.theme, area, buffer))
    }

    fn owner_lines(&self, context: &Context, width: u16) -> Vec<Line> {
        let theme = context.theme;
        let mut rich = Rich::new(theme, width, 10);
        let Some(row) = self.current() else { return rich.lines };
        rich.runs("State", vec![run(state_text(row.state), theme.style(state_role(row.state)))]);
        match &row.form {
            Some(form) => {
                let due = form.due.map_or_else(String::new, |due| format!(", back by {}", short_date(due)));
                rich.fact("Sent", &format!("{}{due}", day(&form.sent_at)));
                if !form.collected_at.is_empty() {
                    rich.fact("Came", &day(&form.collected_at));
                }
                rich.fact("File", &form.file);
            }
            None => rich.fact("Sent", "no form yet: X sends one"),
        }
        let off = match row.due.off_target {
            0 => String::new(),
            off => format!(", {off} of them red or amber"),
        };
        rich.fact("Given", &format!("{} of {} figures{off}", row.due.given, row.due.due));
        if self.loaded != self.here(context) {
            return rich.lines;
        }
        rich.heading("Answers for");
        for one in &self.indicators {
            let chip = format!(" {} ", theme.letters(one.rating));
            let (reference, result) = (format!(" {} ", one.reference), format!("{}  ", facts::result(one)));
            let used = [&chip, &reference, &result].into_iter().map(|text| columns(text)).sum();
            let description = clip(&inert_line(&one.description), usize::from(width).saturating_sub(used));
            rich.lines.push(vec![
                run(chip, theme.chip(one.rating)),
                run(reference, theme.style(Role::Strong)),
                run(result, theme.style(Role::Text)),
                run(description, theme.style(Role::Dim)),
            ]);
        }
        rich.lines
    }

    /// The text of the pane beside the list.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(Self::areas(context.area).1);
        (inside, move || self.owner_lines(context, inside.width).len())
    }
}
