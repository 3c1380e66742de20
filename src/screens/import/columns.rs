//! The columns of the sheet: what each is, and more of the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Part, Understood};
use crate::import::reading::{ColumnReading, Reading};
use crate::import::summary::Group;
use crate::ui::frame::{Pane, line, take_top, wrapped};
use crate::ui::list::Row;
use crate::ui::table::{Cell, Column, Table, fitted, layout};
use crate::ui::theme::{Role, Theme};
use crate::workbook::staged::column_letters;

/// Rows given to more of the column under the cursor.
const MORE: u16 = 6;

impl Understood {
    pub(super) fn draw_columns(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let focused = self.part == Part::Columns;
        let note = match self.groups.rows().len() {
            0 => String::new(),
            all => format!("{} of {all}", self.groups.selected() + 1),
        };
        let inside = Pane { title: "Columns", note: &note, focused }.draw(theme, area, buffer);
        let Some(reading) = self.reading() else {
            line("The file has no sheet that can be read.", theme.style(Role::Dim), inside, buffer);
            return None;
        };
        const COLUMNS: &[Column] = &[
            Column::words("", 3, 0, 0),
            Column::words("Heading", 18, 3, 0),
            Column::words("Is", 23, 1, 0),
            Column::words("It holds", 14, 2, 1),
        ];
        let rows: Vec<[Cell; 4]> =
            self.groups.rows().iter().map(|group| cells(group, reading, theme)).collect();
        let columns = fitted(COLUMNS, rows.iter().map(|row| row.as_slice()));
        let slots = layout(&columns, inside.width);
        let table = Table { theme, columns: &columns, slots: &slots, column: None, sorted: None, focused };
        table.head(Rect { height: 1, ..inside }, buffer);
        let (list, strip) = Self::column_parts(inside);
        let at = self.groups.draw(list, |group, row, selected| {
            if let Some(cells) = group.and_then(Row::key).and_then(|at| rows.get(at)) {
                table.row(cells, selected, false, row, buffer);
            }
        });
        if let Some(group) = self.group() {
            draw_group(theme, group, &reading.columns[group.columns[0]], strip, buffer);
        }
        at.filter(|_| focused).map(|row| row.as_position())
    }

    /// Where the list of columns is, and where more of one of them.
    pub(super) fn column_parts(inside: Rect) -> (Rect, Rect) {
        let below_head = take_top(inside, 1).1;
        let strip = if below_head.height >= 10 { MORE } else { 0 };
        take_top(below_head, below_head.height - strip)
    }
}

/// The letter of a column, its heading, what it is, and what it holds.
fn cells<'a>(group: &'a Group, reading: &Reading, theme: &Theme) -> [Cell<'a>; 4] {
    let left_out = group.is.is_empty();
    let first = &reading.columns[group.columns[0]];
    let base = theme.style(if left_out { Role::Dim } else { Role::Text });
    let is = match left_out {
        true => Cell::new("– left out").style(base),
        false => Cell::new(group.is.as_str()).style(theme.style(Role::Strong)),
    };
    [
        Cell::new(column_letters(first.column.place)).style(base),
        Cell::new(group.heading.as_str()).style(base),
        is,
        Cell::new(first.samples.join(" · ")).style(base),
    ]
}

/// All of a column that its row has no room for: its whole heading, why it is taken for that, what it holds.
fn draw_group(theme: &Theme, group: &Group, column: &ColumnReading, area: Rect, buffer: &mut Buffer) {
    let area = take_top(area, 1).1;
    let mut rows =
        wrapped(&group.heading, area.width, 2).into_iter().map(|row| (row, Role::Strong)).collect::<Vec<_>>();
    let is = if group.is.is_empty() { "left out".to_owned() } else { group.is.clone() };
    let because = if group.why.is_empty() { is } else { format!("{is}: {}", group.why) };
    rows.extend(wrapped(&because, area.width, 2).into_iter().map(|row| (row, Role::Text)));
    let holds = match column.samples.as_slice() {
        [] => "It is empty in the rows looked at.".to_owned(),
        samples => format!("Holds {}", samples.join(" · ")),
    };
    rows.push((holds, Role::Dim));
    for (offset, (text, role)) in rows.iter().take(usize::from(area.height)).enumerate() {
        line(text, theme.style(*role), Rect { y: area.y + offset as u16, height: 1, ..area }, buffer);
    }
}
