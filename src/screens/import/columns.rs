//! The columns of the sheet: what each is, and more of the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Part, Understood};
use crate::import::reading::ColumnReading;
use crate::import::summary::Group;
use crate::screens::choice::mark;
use crate::ui::frame::{Pane, line, take_top, wrapped};
use crate::ui::table::{Column, layout};
use crate::ui::theme::{Role, Theme};
use crate::workbook::said::column_letters;

/// Rows given to more of the column under the cursor.
const MORE: u16 = 6;

impl Understood {
    pub(super) fn draw_columns(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let focused = self.part == Part::Columns;
        let note = match self.groups.len() {
            0 => String::new(),
            all => format!("{} of {all}", self.column.at() + 1),
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
        let slots = layout(COLUMNS, inside.width);
        for slot in &slots {
            let head = Rect { x: inside.x + slot.x, y: inside.y, width: slot.width, height: 1 };
            line(COLUMNS[slot.column].title, theme.style(Role::Dim), head, buffer);
        }
        let (list, strip) = Self::column_parts(inside);
        let top = self.column.top(list.height, self.groups.len(), |_| true);
        let mut cursor = None;
        for (offset, group) in self.groups.iter().skip(top).take(usize::from(list.height)).enumerate() {
            let row = Rect { y: list.y + offset as u16, height: 1, ..list };
            let selected = top + offset == self.column.at();
            let left_out = group.is.is_empty();
            let base = if selected && focused {
                cursor = Some(Position::new(row.x, row.y));
                mark(theme, row, buffer)
            } else {
                if selected {
                    line(">", theme.style(Role::Text), Rect { width: 1, ..row }, buffer);
                }
                theme.style(if left_out { Role::Dim } else { Role::Text })
            };
            let first = &reading.columns[group.columns[0]];
            let cells = [
                column_letters(first.column.place),
                group.heading.clone(),
                if left_out { "– left out".to_owned() } else { group.is.clone() },
                first.samples.join(" · "),
            ];
            for slot in &slots {
                let at = Rect { x: row.x + slot.x, y: row.y, width: slot.width, height: 1 };
                let strong = slot.column == 2 && !left_out && !(selected && focused);
                let style = if strong { theme.style(Role::Strong) } else { base };
                line(&cells[slot.column], style, at, buffer);
            }
        }
        if let Some(group) = self.group() {
            draw_group(theme, group, &reading.columns[group.columns[0]], strip, buffer);
        }
        cursor
    }

    /// Where the list of columns is, and where more of one of them.
    pub(super) fn column_parts(inside: Rect) -> (Rect, Rect) {
        let below_head = take_top(inside, 1).1;
        let strip = if below_head.height >= 10 { MORE } else { 0 };
        take_top(below_head, below_head.height - strip)
    }
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
