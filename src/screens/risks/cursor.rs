//! Moving about: over the cells, down a list, through the detail.

use super::{Part, RiskScreen, Spot};
use crate::domain::matrix::Cell;
use crate::input::Command;
use crate::screens::Context;

impl RiskScreen {
    /// Moves over the map, or over the list.
    pub(super) fn step(&mut self, command: Command, context: &Context) -> bool {
        if self.part == Part::Detail {
            return self.scroll_detail(command, context);
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
        self.scroll = 0;
        true
    }

    pub(super) fn step_list(&mut self, command: Command, context: &Context) -> bool {
        let length = self.listed().len();
        let page = usize::from(self.list_height(context)).max(2) - 1;
        let last = length.saturating_sub(1);
        let before = self.at;
        self.at = match command {
            Command::Up => self.at.saturating_sub(1),
            Command::Down => (self.at + 1).min(last),
            Command::PageUp => self.at.saturating_sub(page),
            Command::PageDown => (self.at + page).min(last),
            Command::HalfUp => self.at.saturating_sub(page / 2 + 1),
            Command::HalfDown => (self.at + page / 2 + 1).min(last),
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        };
        if self.at != before {
            self.scroll = 0;
        }
        self.top = self.top_for(context);
        true
    }

    /// First row of the list on screen, with the cursor among them.
    pub(super) fn top_for(&self, context: &Context) -> usize {
        let height = usize::from(self.list_height(context)).max(1);
        let top = self.top.min(self.listed().len().saturating_sub(height));
        top.clamp((self.at + 1).saturating_sub(height), self.at)
    }

    pub(super) fn scroll_detail(&mut self, command: Command, context: &Context) -> bool {
        let height = i32::from(context.area.height.saturating_sub(3));
        let by = match command {
            Command::Up => -1,
            Command::Down => 1,
            Command::PageUp => -height,
            Command::PageDown => height,
            Command::HalfUp => -height / 2,
            Command::HalfDown => height / 2,
            Command::First => i32::MIN / 2,
            Command::Last => i32::MAX / 2,
            _ => return false,
        };
        let most = self.detail_overflow(context);
        self.scroll = (i32::from(self.scroll) + by).clamp(0, i32::from(most)) as u16;
        true
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
