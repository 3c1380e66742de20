//! A block of cells between where the selection began and the cursor.

use std::ops::RangeInclusive;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::input::Command;
use crate::ui::table::Slot;
use crate::ui::theme::{Role, Theme};

/// The corner at which a selection began: its row, counted from the top of the list, and its column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Block {
    anchor: Option<(u64, usize)>,
}

impl Block {
    /// Whether cells are selected.
    pub fn is_set(self) -> bool {
        self.anchor.is_some()
    }

    /// The rows of the selection, the cursor being in `row`.
    pub fn rows(self, row: u64) -> RangeInclusive<u64> {
        let from = self.anchor.map_or(row, |(anchor, _)| anchor);
        from.min(row)..=from.max(row)
    }

    /// Its columns, the cursor being in `column`.
    pub fn columns(self, column: usize) -> RangeInclusive<usize> {
        let from = self.anchor.map_or(column, |(_, anchor)| anchor);
        from.min(column)..=from.max(column)
    }

    /// Whether a cell is selected.
    pub fn holds(self, cursor: (u64, usize), cell: (u64, usize)) -> bool {
        self.is_set() && self.rows(cursor.0).contains(&cell.0) && self.columns(cursor.1).contains(&cell.1)
    }

    /// Marks its cells in a row that was drawn in `here`.
    pub fn draw(
        self,
        cursor: (u64, usize),
        row: u64,
        (slots, here): (&[Slot], Rect),
        theme: &Theme,
        buffer: &mut Buffer,
    ) {
        let role = if row == cursor.0 { Role::Column } else { Role::Selected };
        for slot in slots.iter().filter(|slot| self.holds(cursor, (row, slot.column))) {
            let place = Rect { x: here.x + slot.x, width: slot.width, ..here };
            buffer.set_style(place, theme.style(role));
        }
    }

    /// Selects nothing any more. True where something was selected.
    pub fn clear(&mut self) -> bool {
        self.anchor.take().is_some()
    }

    /// The command that moves the cursor as `command` stretches the selection, which begins where the
    /// cursor is unless it has begun. None for other commands.
    pub fn stretch(&mut self, command: Command, cursor: (u64, usize)) -> Option<Command> {
        let moves = match command {
            Command::SelectUp => Command::Up,
            Command::SelectDown => Command::Down,
            Command::SelectLeft => Command::Left,
            Command::SelectRight => Command::Right,
            _ => return None,
        };
        self.anchor.get_or_insert(cursor);
        Some(moves)
    }

    /// Whether a command lets go of the selection: all but those that do something with it.
    pub fn ends_with(command: Command) -> bool {
        !matches!(
            command,
            Command::Copy
                | Command::CopyTable
                | Command::FillDown
                | Command::ClearCell
                | Command::Palette
                | Command::Help
        )
    }

    /// "3 rows of 2 columns selected: …".
    pub fn said(self, cursor: (u64, usize)) -> String {
        let (rows, columns) = (self.rows(cursor.0), self.columns(cursor.1));
        let (rows, columns) = (rows.end() - rows.start() + 1, columns.end() - columns.start() + 1);
        format!("{rows} × {columns} cells selected: y copies, Ctrl-D fills down, Del empties, Esc lets go.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_lies_between_its_corner_and_the_cursor_whichever_way_it_is_drawn() {
        let mut block = Block::default();
        assert!(!block.holds((3, 2), (3, 2)));
        assert_eq!(block.stretch(Command::SelectUp, (3, 2)), Some(Command::Up));
        assert_eq!(block.stretch(Command::Up, (3, 2)), None);
        assert_eq!((block.rows(1), block.columns(4)), (1..=3, 2..=4));
        assert!(block.holds((1, 4), (2, 3)) && !block.holds((1, 4), (4, 3)));
        assert!(block.clear() && !block.clear());
    }
}
