//! Typing an amount into a cell, with the habits of a spreadsheet: F2 edits,
//! Enter saves and goes down, Tab saves and goes right, Esc leaves it alone.

use super::grid::{Figure, held};
use super::{Budget, View};
use crate::domain::Period;
use crate::domain::money::{edit_money, parse_money};
use crate::input::{Command, Key, KeyCode};
use crate::screens::second_key::SecondKey;
use crate::screens::{Context, Effect, Outcome};
use crate::session::Notice;
use crate::ui::field::Field;
use crate::workbook::budget_steps::{money_jumps, set_budget, set_capital, set_saving};
use crate::workbook::{BudgetView, Change, Id, Record};

/// A cell being typed into.
pub struct CellEdit {
    pub id: Id,
    pub column: usize,
    pub field: Field,
    figure: Figure,
    /// What it held when it was opened; none once someone else's change to it has been told.
    was: Option<Option<i64>>,
    /// Where to go once it is saved.
    then: Then,
    /// Sent to the store; waiting for the outcome.
    saving: bool,
    /// Whether an amount far from the last is meant.
    second: SecondKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Down,
    Up,
    Right,
}

impl Then {
    /// The key that goes there.
    fn key(self) -> &'static str {
        match self {
            Self::Down => "Enter",
            Self::Up => "Shift-Tab",
            Self::Right => "Tab",
        }
    }
}

impl Budget {
    pub(super) fn start_cell(&mut self, context: &Context) -> Option<Vec<Effect>> {
        let figure = self.figure_under_cursor(context)?;
        let id = self.current_id()?;
        let room = self.room.as_ref()?;
        let was = held(room, self.view, id, figure);
        let text = was.map(|pence| edit_money(pence, self.unit));
        self.cell = Some(CellEdit {
            id,
            column: self.column(),
            field: Field::overwriting(&text.unwrap_or_default()),
            figure,
            was: Some(was),
            then: Then::Down,
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
        let (Some(cell), Some(room)) = (&self.cell, &self.room) else { return Vec::new() };
        if cell.saving {
            return Vec::new();
        }
        let text = cell.field.text();
        let amount = match text.trim() {
            "" => None,
            text => match parse_money(text, self.unit) {
                Ok(amount) => Some(amount),
                Err(error) => return vec![Effect::Say(Notice::problem(format!("{error}.")))],
            },
        };
        // Untouched: nothing to save, but the habit of moving on is kept.
        if held(room, self.view, cell.id, cell.figure) == amount {
            self.cell = None;
            self.move_on(then, context);
            return Vec::new();
        }
        // Typed over what someone else has entered meanwhile: said once, then done.
        let now = held(room, self.view, cell.id, cell.figure);
        if cell.was.is_some_and(|was| was != now) {
            let theirs = now.map_or_else(|| "nothing".to_owned(), |pence| edit_money(pence, self.unit));
            if let Some(cell) = &mut self.cell {
                cell.was = None;
            }
            return vec![Effect::Say(Notice::problem(format!(
                "Someone else has entered {theirs} here meanwhile: Enter again replaces it, Esc keeps it."
            )))];
        }
        let Some((change, last)) =
            change(room, self.view, cell.id, &[(cell.figure, amount)], context.session.period)
        else {
            return Vec::new();
        };
        let jumps = money_jumps(&change, &last);
        if let Some(ask) = self.cell.as_mut().and_then(|cell| cell.second.about(&jumps, then.key())) {
            return vec![ask];
        }
        if let Some(cell) = &mut self.cell {
            cell.saving = true;
            cell.then = then;
        }
        vec![Effect::Apply { change, settles: Vec::new() }]
    }

    /// The cell closes only when its figure is safely stored.
    pub(super) fn cell_outcome(&mut self, outcome: &Outcome, context: &Context) -> bool {
        let Some(cell) = &mut self.cell else { return false };
        if !cell.saving {
            return false;
        }
        match outcome {
            Outcome::Applied { .. } => {
                let then = cell.then;
                self.cell = None;
                self.move_on(then, context);
            }
            Outcome::Conflict(_) => (cell.saving, cell.was) = (false, None),
            Outcome::Failed(_) => cell.saving = false,
        }
        true
    }

    fn move_on(&mut self, then: Then, context: &Context) {
        match then {
            Then::Down => self.list_mut().step(1),
            Then::Up => self.list_mut().step(-1),
            Then::Right => {
                let Some(grid) = self.grid(context) else { return };
                let next = self
                    .slots(context)
                    .iter()
                    .map(|slot| slot.column)
                    .find(|column| *column > self.column() && grid.figures[*column].is_some());
                if let Some(column) = next {
                    self.set_column(column);
                }
            }
        }
    }
}

/// The change that puts amounts into figures of a row, and what the row holds.
pub(super) fn change(
    room: &BudgetView,
    view: View,
    id: Id,
    amounts: &[(Figure, Option<i64>)],
    period: Period,
) -> Option<(Change, Vec<Record>)> {
    Some(match view {
        View::Revenue => {
            let row = room.revenue.iter().find(|row| row.node.line.id == id)?;
            let now = row.amount.iter().cloned().map(Record::BudgetAmount).collect();
            let change = set_budget(&row.node.line, row.amount.as_ref(), period, |new| {
                for (figure, amount) in amounts {
                    *match figure {
                        Figure::Original => &mut new.original,
                        Figure::Revised => &mut new.revised,
                        Figure::Forecast => &mut new.forecast,
                        _ => continue,
                    } = *amount;
                }
            });
            (change, now)
        }
        View::Capital => {
            let row = room.capital.iter().find(|row| row.node.line.id == id)?;
            let now = row.amount.iter().cloned().map(Record::CapitalAmount).collect();
            let change = set_capital(&row.node.line, row.amount.as_ref(), period, |new| {
                for (figure, amount) in amounts {
                    *match figure {
                        Figure::Original => &mut new.original,
                        Figure::SlippageIn => &mut new.slippage_in,
                        Figure::Slippage => &mut new.slippage,
                        Figure::Additions => &mut new.additions,
                        Figure::Deletions => &mut new.deletions,
                        Figure::Accelerations => &mut new.accelerations,
                        Figure::Forecast => &mut new.forecast,
                        Figure::SlippageOut => &mut new.slippage_out,
                        _ => continue,
                    } = *amount;
                }
            });
            (change, now)
        }
        View::Savings => {
            let row = room.savings.iter().find(|row| row.saving.id == id)?;
            let now = row.position.iter().cloned().map(Record::SavingPosition).collect();
            let change = set_saving(&row.saving, row.position.as_ref(), period, |new| {
                for (figure, amount) in amounts {
                    *if *figure == Figure::Target { &mut new.target } else { &mut new.forecast } = *amount;
                }
            });
            (change, now)
        }
    })
}
