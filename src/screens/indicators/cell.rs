//! Typing a figure into a cell, with the habits of a spreadsheet: F2 edits,
//! Enter saves and goes down, Tab saves and goes right, Esc leaves it alone.

use super::Indicators;
use super::columns::COLUMNS;
use crate::input::{Command, Key, KeyCode};
use crate::screens::second_key::SecondKey;
use crate::screens::{Context, Effect, Outcome};
use crate::session::Notice;
use crate::ui::field::Field;
use crate::workbook::Id;
use crate::workbook::edits;
use crate::workbook::steps::jumps::jumps;

/// A cell being typed into.
pub struct CellEdit {
    pub indicator: Id,
    pub column: usize,
    pub field: Field,
    /// Where to go once it is saved.
    then: Then,
    /// Sent to the store; waiting for the outcome.
    saving: bool,
    /// Whether a figure far from the last is meant.
    second: SecondKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Stay,
    Down,
    Up,
    Right,
}

impl Then {
    /// The key that goes there.
    fn key(self) -> &'static str {
        match self {
            Self::Stay | Self::Down => "Enter",
            Self::Up => "Shift-Tab",
            Self::Right => "Tab",
        }
    }
}

impl Indicators {
    pub(super) fn column_is_editable(&self) -> bool {
        COLUMNS[self.column].edit.is_some()
    }

    pub(super) fn start_cell(&mut self) -> Option<Vec<Effect>> {
        let edit = COLUMNS[self.column].edit?;
        let row = self.current()?;
        self.cell = Some(CellEdit {
            indicator: row.indicator_id,
            column: self.column,
            field: Field::overwriting(&(edit.text)(row)),
            then: Then::Stay,
            saving: false,
            second: SecondKey::default(),
        });
        Some(Vec::new())
    }

    pub(super) fn update_cell(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Back => {
                self.cell = None;
                Some(Vec::new())
            }
            Command::Accept => Some(self.save_cell(Then::Down, context)),
            Command::NextField => Some(self.save_cell(Then::Right, context)),
            Command::PreviousField => Some(self.save_cell(Then::Up, context)),
            Command::EditCell => {
                if let Some(cell) = &mut self.cell {
                    cell.field.handle(Key::plain(KeyCode::F(2)));
                }
                Some(Vec::new())
            }
            Command::QuitNow => None,
            _ => Some(Vec::new()),
        }
    }

    fn save_cell(&mut self, then: Then, context: &Context) -> Vec<Effect> {
        let Some(cell) = &self.cell else { return Vec::new() };
        if cell.saving {
            return Vec::new();
        }
        let Some(edit) = COLUMNS[cell.column].edit else { return Vec::new() };
        let text = cell.field.text();
        // Untouched: nothing to save, but the habit of moving on is kept.
        if self.current().is_some_and(|row| (edit.text)(row) == text) {
            self.cell = None;
            self.move_on(then, context);
            return Vec::new();
        }
        let Some(row) = self.current() else { return Vec::new() };
        let patch = match (edit.read)(&text, row) {
            Ok(patch) => patch,
            Err(reason) => return vec![Effect::Say(Notice::problem(reason))],
        };
        let Some(detail) = self.current_detail() else {
            return vec![Effect::Say(Notice::info("Still loading this indicator: press Enter again."))];
        };
        let (figures, change, doubtful) = match edits::figures(detail, &patch, &context.session.when()) {
            Ok(read) => read,
            Err(faults) => {
                let why = faults.into_iter().map(|(_, why)| why).next().unwrap_or_default();
                return vec![Effect::Say(Notice::problem(why))];
            }
        };
        let jumps = jumps(detail, &figures).join(", ");
        let doubt = Some(jumps).filter(|jumps| !jumps.is_empty());
        if let Some(ask) = self.cell.as_mut().and_then(|cell| cell.second.stops(doubt, then.key())) {
            return vec![ask];
        }
        let mut effects = vec![Effect::Apply { change, settles: Vec::new() }];
        if let Some(warning) = doubtful.first() {
            effects.push(Effect::Say(Notice::problem(format!("Saved, but look again: {}", warning.message))));
        }
        if let Some(cell) = &mut self.cell {
            cell.saving = true;
            cell.then = then;
        }
        effects
    }

    /// The cell closes only when its figure is safely stored.
    pub(super) fn cell_outcome(&mut self, outcome: Outcome, context: &Context) -> Vec<Effect> {
        let Some(cell) = &mut self.cell else { return Vec::new() };
        if !cell.saving {
            return Vec::new();
        }
        match outcome {
            Outcome::Applied { .. } => {
                let then = cell.then;
                self.cell = None;
                self.move_on(then, context);
            }
            Outcome::Conflict(_) | Outcome::Failed(_) => cell.saving = false,
        }
        Vec::new()
    }

    fn move_on(&mut self, then: Then, context: &Context) {
        match then {
            Then::Stay => {}
            Then::Down | Then::Up => {
                // Going down a list that is ordered by what was typed would jump about.
                self.rows.step(if then == Then::Down { 1 } else { -1 });
                self.rows.seek_current();
            }
            Then::Right => {
                let slots = self.slots(context);
                let next = slots
                    .iter()
                    .map(|slot| slot.column)
                    .find(|column| *column > self.column && COLUMNS[*column].edit.is_some());
                if let Some(column) = next {
                    self.column = column;
                }
            }
        }
    }
}
