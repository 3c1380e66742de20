//! Drawing the history: the list, the words, and about the change.

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::History;
use super::changed::{Line, lay_out};
use crate::domain::dates::short_date;
use crate::screens::Context;
use crate::ui::field::FieldStyle;
use crate::ui::frame::{Pane, line, take_left, take_top, wrapped};
use crate::ui::reading_pane::Text;
use crate::ui::table::{Cell, Column, Table, fitted, layout};
use crate::ui::theme::{Role, Theme};
use crate::workbook::OperationRow;
use crate::workbook::restoring::{moment, short_time};

const COLUMNS: &[Column] =
    &[Column::words("When", 12, 0, 0), Column::words("Who", 8, 0, 2), Column::words("What", 16, 1, 0)];
/// From this width the words stand beside the list.
const BESIDE: u16 = 100;
/// Rows of the box about the change, with its frame.
const ABOUT: u16 = 9;

/// Where everything is.
pub(super) struct Panes {
    pub(super) list: Rect,
    pub(super) filter: Rect,
    head: Rect,
    pub(super) rows: Rect,
    words: Rect,
    /// None where the window is small: the same is then said after the words.
    about: Option<Rect>,
}

/// Lays the panes out, with or without a line for the filter.
pub(super) fn panes(area: Rect, filter: bool) -> Panes {
    let (list, words, about) = if area.width >= BESIDE {
        let (list, right) = take_left(area, (area.width * 2 / 5).clamp(44, 72), 0);
        if area.height >= 20 {
            let (words, about) = take_top(right, right.height - ABOUT);
            (list, words, Some(about))
        } else {
            (list, right, None)
        }
    } else {
        let (list, words) = take_top(area, (area.height * 9 / 20).max(5));
        (list, words, None)
    };
    // The rows begin at the frame: their marker is the air at the left.
    let inside = Pane::default().inside(list);
    let inside = Rect { x: inside.x.saturating_sub(1), width: inside.width + 1.min(inside.width), ..inside };
    let (filter, rest) = take_top(inside, u16::from(filter));
    let (head, rows) = take_top(rest, 1);
    Panes { list, filter, head, rows, words, about }
}

/// A time as the list writes it: the clock today, else the day.
fn list_time(at: &str, context: &Context) -> String {
    let now = context.session.now;
    match moment(at) {
        None => at.to_owned(),
        Some(at) if at.date() == now.date() => at.format("%H:%M:%S").to_string(),
        Some(at) if at.year() == now.year() => at.format("%-d %b %H:%M").to_string(),
        Some(at) => short_date(at.date()),
    }
}

impl History {
    /// Whether there is a line for the filter above the list.
    pub(super) fn filter_line(&self) -> bool {
        self.typing || self.filtered() || self.about.is_some()
    }

    /// The words pane laid out: what changed, and about it where there is no box for that.
    fn words(&self, context: &Context, with_about: bool, room: u16) -> Vec<Line> {
        let theme = context.theme;
        if self.current_detail().is_none() {
            return Vec::new();
        }
        let mut out = lay_out(&self.blocks, theme, room);
        if with_about {
            out.push(Line::new());
            out.push(vec![("About this change".to_owned(), theme.style(Role::Title))]);
            out.extend(self.about_lines(context, room));
        }
        out
    }

    /// The words of the change under the cursor.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let panes = panes(context.area, self.filter_line());
        let inside = Pane::default().inside(panes.words);
        (inside, move || self.words(context, panes.about.is_none(), inside.width).len())
    }

    fn about_lines(&self, context: &Context, room: u16) -> Vec<Line> {
        let Some(row) = self.shown().current() else { return Vec::new() };
        let theme = context.theme;
        let when = moment(&row.at).map_or_else(
            || row.at.clone(),
            |at| format!("{} at {}", short_date(at.date()), at.format("%H:%M:%S")),
        );
        let rows = if row.changes == 1 { "1 row".to_owned() } else { format!("{} rows", row.changes) };
        let mut pairs = vec![
            ("When", format!("{when}, by {}", if row.who.is_empty() { "someone" } else { &row.who })),
            ("Touched", rows),
        ];
        if !row.reason.is_empty() {
            pairs.push(("Why", row.reason.clone()));
        }
        if let Some(other) = row.reverses {
            pairs.push(("Took back", format!("change {other}")));
        }
        if row.undone {
            pairs.push(("Undone", "a later undo has taken this back".to_owned()));
        }
        if self.restorable() {
            pairs.push(("Restore", "i makes a new change; the old ones stay".to_owned()));
        }
        let mut out = Vec::new();
        for (label, text) in pairs {
            for (at, part) in wrapped(&text, room.saturating_sub(10), 4).into_iter().enumerate() {
                let label = if at == 0 { label } else { "" };
                out.push(vec![
                    (format!("{label:<10}"), theme.style(Role::Dim)),
                    (part, theme.style(Role::Text)),
                ]);
            }
        }
        out
    }

    /// The change as plain text, for the clipboard.
    pub(super) fn plain(&self, context: &Context) -> String {
        let Some(row) = self.shown().current() else { return String::new() };
        let mut text = format!("{}\t{}\t{}\n", row.at, row.who, row.label);
        if !row.reason.is_empty() {
            text.push_str(&format!("Why: {}\n", row.reason));
        }
        if self.current_detail().is_some() {
            for line in lay_out(&self.blocks, context.theme, u16::MAX) {
                let line: String = line.into_iter().map(|(text, _)| text).collect();
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        text
    }

    fn note(&self) -> String {
        let shown = self.shown();
        if !shown.is_loaded() || shown.total() == 0 {
            return String::new();
        }
        let place = format!("row {} of {}", shown.selected() + 1, shown.total());
        match (self.filtered(), self.rows.total() > self.rows.rows().len() as u64) {
            (true, true) => format!("{place}, in the latest {}", self.rows.rows().len()),
            (true, false) => format!("{place}, in all {}", self.rows.total()),
            _ => place,
        }
    }

    /// Draws the screen; returns where the cursor belongs.
    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let panes = panes(area, self.filter_line());
        let title = match self.about {
            Some(_) if !self.about_name.is_empty() => format!("Changes to {}", self.about_name),
            Some(_) => "Changes to one indicator".to_owned(),
            None => "Changes".to_owned(),
        };
        Pane { title: &title, note: &self.note(), focused: !self.reading }.draw(theme, panes.list, buffer);
        let typed = self.draw_filter(context, panes.filter, buffer);
        let row = self.draw_list(context, &panes, buffer);
        let words = self.draw_words(context, &panes, buffer);
        if let Some(about) = panes.about {
            let inside =
                Pane { title: "About this change", note: "", focused: false }.draw(theme, about, buffer);
            draw_lines(&self.about_lines(context, inside.width), inside, buffer);
        }
        if self.typing {
            typed
        } else if self.reading {
            words
        } else {
            row
        }
    }

    fn draw_filter(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        if area.is_empty() {
            return None;
        }
        if self.typing || self.filtered() {
            line("/", theme.style(Role::Key), Rect { width: 1, ..area }, buffer);
            let field = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(2), ..area };
            let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Selected) };
            return (!field.is_empty()).then(|| self.sought.view(field, buffer, &style));
        }
        let place = Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(1), ..area };
        line("One thing only. F shows every change.", theme.style(Role::Dim), place, buffer);
        None
    }

    fn draw_list(&self, context: &Context, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let shown = self.shown();
        let slots = layout(&self.columns, panes.rows.width);
        let table = Table {
            theme,
            columns: &self.columns,
            slots: &slots,
            column: None,
            sorted: None,
            focused: !self.reading,
        };
        if panes.head.height > 0 {
            table.head(panes.head, buffer);
        }
        if shown.total() == 0 {
            let said = match (shown.is_loaded(), self.filtered()) {
                (false, _) => "Reading…",
                (true, true) => "No change holds that.",
                (true, false) => "Nothing has been changed yet.",
            };
            let area = Rect {
                x: panes.rows.x + 2.min(panes.rows.width),
                width: panes.rows.width.saturating_sub(2),
                ..panes.rows
            };
            line(said, theme.style(Role::Dim), area, buffer);
            return (!panes.rows.is_empty()).then(|| panes.rows.as_position());
        }
        let cursor = shown.draw(panes.rows, |row, area, selected| match row {
            Some(row) => table.row(&cells(row, theme, context), selected, false, area, buffer),
            None => table.row(&[Cell::new("…")], selected, false, area, buffer),
        });
        cursor.map(|row| row.as_position()).filter(|_| panes.rows.width > 0)
    }

    fn draw_words(&self, context: &Context, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let room = Pane::default().inside(panes.words);
        let rows = self.words(context, panes.about.is_none(), room.width);
        let high = usize::from(room.height);
        let top = self.pane.first(rows.len(), room, self.reading);
        let note = if rows.len() > high {
            format!("lines {} to {} of {}", top + 1, (top + high).min(rows.len()), rows.len())
        } else {
            String::new()
        };
        let title = self.shown().current().map_or_else(String::new, |row| {
            format!("{}: {}", short_time(&row.at, context.session.now.date()), row.label)
        });
        let inside =
            Pane { title: &title, note: &note, focused: self.reading }.draw(theme, panes.words, buffer);
        draw_lines(&rows[top..], inside, buffer);
        if rows.is_empty() && self.shown().current().is_some() {
            line("Reading…", theme.style(Role::Dim), inside, buffer);
        }
        (!inside.is_empty()).then(|| inside.as_position())
    }
}

/// The columns as these changes need them.
pub(super) fn measured(rows: &[OperationRow], context: &Context) -> Vec<Column> {
    fitted(COLUMNS, rows.iter().map(|row| cells(row, context.theme, context)))
}

fn cells<'a>(row: &'a OperationRow, theme: &Theme, context: &Context) -> [Cell<'a>; 3] {
    let (mut plain, mut dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    let what = if row.undone {
        // The word says it where the terminal shows no line through.
        plain = dim.add_modifier(Modifier::CROSSED_OUT);
        dim = plain;
        Cell::new(format!("undone: {}", row.label))
    } else {
        Cell::new(row.label.as_str())
    };
    [
        Cell::new(list_time(&row.at, context)).style(dim),
        Cell::new(row.who.as_str()).style(dim),
        what.style(plain),
    ]
}

fn draw_lines(rows: &[Line], area: Rect, buffer: &mut Buffer) {
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        let mut x = area.x;
        for (text, style) in row {
            let left = area.right().saturating_sub(x);
            if left == 0 {
                break;
            }
            x = buffer.set_stringn(x, y, text, usize::from(left), *style).0;
        }
    }
}
