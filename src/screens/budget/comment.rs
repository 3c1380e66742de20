//! The words about a budget line, for the writing screen.

use crate::domain::Period;
use crate::domain::budget::why_rated;
use crate::domain::money::{MoneyUnit, say_money};
use crate::screens::Context;
use crate::screens::forms::Keep;
use crate::screens::writing::Piece;
use crate::ui::rich::Rich;
use crate::ui::theme::Role;
use crate::workbook::budget_steps::comment_on;
use crate::workbook::{BudgetRow, Change, Data, Id, Query, Record, Subject, Table};

/// What is written, as drafts call it.
const NAME: &str = "comment";

/// Where the unsaved comment of a line is kept.
pub fn kept(line: Id) -> Keep {
    Keep::about(Subject { table: Table::BudgetLine, id: line }, NAME.to_owned(), "")
}

/// Why a line varies from its budget.
pub struct Comment {
    row: BudgetRow,
    period: Period,
    unit: MoneyUnit,
}

impl Comment {
    /// The words of a line in a period.
    pub fn new(row: &BudgetRow, period: Period, unit: MoneyUnit) -> Self {
        Self { row: row.clone(), period, unit }
    }
}

impl Piece for Comment {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> Subject {
        Subject { table: Table::BudgetLine, id: self.row.node.line.id }
    }

    fn reference(&self) -> String {
        self.row.node.line.name.clone()
    }

    fn saved(&self) -> (i64, String) {
        let amount = self.row.amount.as_ref();
        // Words of an earlier period are begun from, and saved as this one's own.
        let revision = amount.filter(|amount| amount.period == self.period).map_or(0, |row| row.revision);
        (revision, amount.map_or_else(String::new, |amount| amount.comment.clone()))
    }

    fn guidance(&self) -> &'static str {
        "Why does it vary from its budget? Demand, prices, staff, income, savings not made: the largest \
         first, with its amount. Say what is being done and what could still change."
    }

    fn change(&self, text: &str, revision: Option<i64>) -> Change {
        comment_on(&self.row.node.line, self.row.amount.as_ref(), self.period, text, revision)
    }

    fn theirs(&self, record: &Record) -> Option<(i64, String)> {
        match record {
            Record::BudgetAmount(amount) => Some((amount.revision, amount.comment.clone())),
            _ => None,
        }
    }

    fn facts(&self, rich: &mut Rich, _context: &Context) {
        let row = &self.row;
        rich.text(&row.node.line.name, Role::Strong);
        rich.gap();
        for (label, settled) in
            [("Original", row.original), ("Revised", row.revised), ("Forecast", row.forecast)]
        {
            let text = settled.figure.map_or_else(|| "not entered".to_owned(), |it| say_money(it, self.unit));
            rich.fact(label, &text);
        }
        rich.gap();
        rich.text(&why_rated(row.variation, row.revised.figure, row.tolerance, self.unit), Role::Text);
    }

    fn queries(&self) -> Vec<Query> {
        vec![Query::Budget { period: self.period }]
    }

    fn receive(&mut self, data: Data) {
        if let Data::Budget(room) = data
            && room.period == self.period
            && let Some(row) = room.revenue.into_iter().find(|row| row.node.line.id == self.row.node.line.id)
        {
            self.row = row;
        }
    }
}
