//! Moving about: over the cells, down a list, through the detail.

use super::{Part, RiskScreen, Spot};
use crate::domain::matrix::Cell;
use crate::input::Command;
use crate::screens::Context;

impl RiskScreen {
    /// Moves over the map, or over the list.
    pub(super) fn step(&mut self, command: Command, context: &Context) -> bool {
        if self.part == Part::Detail {
            return self.pane.update(command, self.text_of(context));
        }
        if self.table || self.part == Part::List {
            return self.step_list(command, context);
        }
        let Some(risks) = self.risks.as_deref() else { return false };
        let (wide, high) = (risks.matrix.impact.steps(), risks.matrix.probability.steps());
        let off = !self.on_map().rows(None).is_empty();
        let cell = match self.spot {
            Some(Spot::Cell(cell)) => cell,
            Some(Spot::Off) => {
                if matches!(command, Command::Up | Command::First) {
                    self.spot = Some(Spot::Cell(Cell::new(1, 1)));
                    self.at = 0;
                }
                return matches!(
                    command,
                    Command::Up | Command::Down | Command::Left | Command::Right | Command::First
                );
            }
            None => Cell::new(wide, high),
        };
        if command == Command::Down && cell.probability == 1 && off {
            self.spot = Some(Spot::Off);
        } else {
            let Some(next) = stepped(cell, command, wide, high) else { return false };
            self.spot = Some(Spot::Cell(next));
        }
        self.at = 0;
        self.pane.restart();
        true
    }

    pub(super) fn step_list(&mut self, command: Command, context: &Context) -> bool {
        let by = command.rows(self.list_height(context));
        if let Some(by) = by {
            self.step_rows(by, context);
        }
        by.is_some()
    }

    pub(super) fn step_rows(&mut self, by: i64, context: &Context) {
        let last = self.listed().len().saturating_sub(1) as i64;
        let before = self.at;
        self.at = (before as i64).saturating_add(by).clamp(0, last) as usize;
        if self.at != before {
            self.pane.restart();
        }
        self.top = self.top_for(context);
    }

    /// First row of the list on screen, with the cursor among them.
    pub(super) fn top_for(&self, context: &Context) -> usize {
        let height = usize::from(self.list_height(context)).max(1);
        let top = self.top.min(self.listed().len().saturating_sub(height));
        top.clamp((self.at + 1).saturating_sub(height), self.at)
    }
}

/// The next cell in a direction, staying on the map. Up is more probable.
pub(super) fn stepped(cell: Cell, command: Command, wide: u32, high: u32) -> Option<Cell> {
    let Cell { impact, probability } = cell;
    let next = match command {
        Command::Left => Cell::new(impact.saturating_sub(1), probability),
        Command::Right => Cell::new(impact + 1, probability),
        Command::Up => Cell::new(impact, probability + 1),
        Command::Down => Cell::new(impact, probability.saturating_sub(1)),
        Command::First => Cell::new(1, high),
        Command::Last => Cell::new(wide, 1),
        _ => return None,
    };
    Some(Cell::new(next.impact.clamp(1, wide), next.probability.clamp(1, high)))
}
