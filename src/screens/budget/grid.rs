//! The tables of the three views: which columns they have, what each cell
//! says, and which of them can be typed into.

use std::collections::HashSet;

use super::View;
use crate::domain::figures::format_change;
use crate::domain::money::{MoneyUnit, Pence, format_money, format_variation};
use crate::domain::{Rating, Unit};
use crate::ui::list::Row;
use crate::ui::table::{Cell, Column, fitted};
use crate::ui::theme::{Role, Theme};
use crate::workbook::Choice as _;
use crate::workbook::views::budget::Node;
use crate::workbook::{BudgetRow, BudgetView, CapitalRow, Id, SavingRow, SavingStatus};

/// A figure that is entered, not worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Original,
    Revised,
    Forecast,
    SlippageIn,
    Slippage,
    Additions,
    Deletions,
    Accelerations,
    SlippageOut,
    Target,
    Saved,
}

/// A row of a view's table.
#[derive(Debug, Clone, Copy)]
pub struct RowAt {
    /// Of the line or the saving.
    pub id: Id,
    /// Position among the lines or savings of the room.
    pub place: usize,
    /// Worked out from the lines below: none of its cells is typed into.
    pub total: bool,
}

impl Row for RowAt {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.id)
    }
}

/// The rows of a view that no folded subtotal hides.
pub fn listed(view: View, room: &BudgetView, folded: &HashSet<Id>) -> Vec<RowAt> {
    match view {
        View::Revenue => visible(room.revenue.iter().map(|row| &row.node), folded),
        View::Capital => visible(room.capital.iter().map(|row| &row.node), folded),
        View::Savings => room
            .savings
            .iter()
            .enumerate()
            .map(|(place, row)| RowAt { id: row.saving.id, place, total: false })
            .collect(),
    }
}

/// A view's table as its rows need it, ready for any width.
#[derive(Debug)]
pub struct Grid {
    pub columns: Vec<Column>,
    /// For each column, what is typed into it.
    pub figures: Vec<Option<Figure>>,
    /// Decimals of its amounts.
    decimals: u32,
}

/// How amounts are shown.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    pub theme: &'a Theme,
    pub unit: MoneyUnit,
}

/// The rows that no folded subtotal hides.
fn visible<'a>(nodes: impl Iterator<Item = &'a Node>, folded: &HashSet<Id>) -> Vec<RowAt> {
    let mut shown = Vec::new();
    let mut hidden_below: Option<u16> = None;
    for (place, node) in nodes.enumerate() {
        if hidden_below.is_some_and(|depth| node.depth > depth) {
            continue;
        }
        hidden_below = folded.contains(&node.line.id).then_some(node.depth);
        shown.push(RowAt { id: node.line.id, place, total: node.is_total() });
    }
    shown
}

impl Grid {
    /// The table of a view, as wide as its rows need it.
    pub fn of(view: View, room: &BudgetView, rows: &[RowAt], folded: &HashSet<Id>, look: Look) -> Self {
        let (columns, figures) = match view {
            View::Revenue => revenue_columns(),
            View::Capital => capital_columns(),
            View::Savings => savings_columns(),
        };
        let roundings = rows.iter().filter_map(|row| match view {
            View::Revenue => room.revenue.get(row.place).map(BudgetRow::rounding),
            View::Capital => room.capital.get(row.place).map(CapitalRow::rounding),
            // In whole thousands, as plans have them.
            View::Savings => Some(100_000),
        });
        let decimals = roundings.map(|pence| look.unit.decimals(pence)).max().unwrap_or(0);
        let mut grid = Self { columns, figures, decimals };
        let cells = rows.iter().map(|row| grid.cells(view, room, *row, folded, look));
        grid.columns = fitted(&grid.columns, cells);
        grid
    }

    /// The cells of a row.
    pub fn cells<'a>(
        &self,
        view: View,
        room: &'a BudgetView,
        row: RowAt,
        folded: &HashSet<Id>,
        look: Look,
    ) -> Vec<Cell<'a>> {
        let amounts = Amounts { look, decimals: self.decimals };
        match view {
            View::Revenue => room.revenue.get(row.place).map(|row| revenue(row, folded, &amounts)),
            View::Capital => room.capital.get(row.place).map(|row| capital(row, folded, &amounts)),
            View::Savings => room.savings.get(row.place).map(|row| saving(row, &amounts)),
        }
        .unwrap_or_default()
    }
}

/// `- name` of an open subtotal, `+ name` of a folded one, set in by its depth.
fn name<'a>(node: &Node, folded: &HashSet<Id>, theme: &Theme) -> Cell<'a> {
    let sign = match (node.is_total(), folded.contains(&node.line.id)) {
        (false, _) => "",
        (true, true) => "+ ",
        (true, false) => "- ",
    };
    let indent = "  ".repeat(usize::from(node.depth));
    let retired = if node.line.retired_from.is_none() { "" } else { " (retired later)" };
    let role = if node.is_total() { Role::Strong } else { Role::Text };
    Cell::new(format!("{indent}{sign}{}{retired}", node.line.name)).style(theme.style(role))
}

/// Amounts of a table, with the decimals its rounding needs.
struct Amounts<'a> {
    look: Look<'a>,
    decimals: u32,
}

impl Amounts<'_> {
    fn amount(&self, pence: Option<Pence>, total: bool) -> Cell<'static> {
        let role = if total { Role::Strong } else { Role::Text };
        let text = pence.map_or_else(String::new, |pence| format_money(pence, self.look.unit, self.decimals));
        Cell::new(text).style(self.look.theme.style(role))
    }

    fn variation(&self, pence: Option<Pence>, judged: bool) -> Cell<'static> {
        let role = match pence {
            Some(1..) if judged => Role::Worse,
            _ => Role::Text,
        };
        let text =
            pence.map_or_else(String::new, |pence| format_variation(pence, self.look.unit, self.decimals));
        Cell::new(text).style(self.look.theme.style(role))
    }
}

type Columns = (Vec<Column>, Vec<Option<Figure>>);

fn revenue_columns() -> Columns {
    let columns = vec![
        Column::words("Line", 16, 1, 0),
        Column::figures("Original", 8, 2),
        Column::figures("Revised", 7, 0),
        Column::figures("Forecast", 8, 0),
        Column::figures("Variation", 9, 0),
        Column::figures("%", 6, 1),
        Column::words("RAG", 4, 0, 0),
    ];
    let figures =
        vec![None, Some(Figure::Original), Some(Figure::Revised), Some(Figure::Forecast), None, None, None];
    (columns, figures)
}

fn revenue<'a>(row: &'a BudgetRow, folded: &HashSet<Id>, amounts: &Amounts) -> Vec<Cell<'a>> {
    let theme = amounts.look.theme;
    let total = row.node.is_total();
    let percent = row.percent.map_or_else(String::new, |percent| format_change(percent, Unit::Percent, 1));
    let rating = match row.rating {
        Rating::None => Cell::new(""),
        rating => Cell::new(theme.letters(rating)).chip(theme.chip(rating)),
    };
    vec![
        name(&row.node, folded, theme),
        amounts.amount(row.original.figure, total),
        amounts.amount(row.revised.figure, total),
        amounts.amount(row.forecast.figure, total),
        amounts.variation(row.variation, true),
        Cell::new(percent),
        rating,
    ]
}

fn capital_columns() -> Columns {
    let columns = vec![
        Column::words("Line", 16, 1, 0),
        Column::figures("Original", 8, 4),
        Column::figures("B/forward", 9, 5),
        Column::figures("Revised", 7, 1),
        Column::figures("Slippage", 8, 3),
        Column::figures("Added", 5, 8),
        Column::figures("Deleted", 7, 9),
        Column::figures("Faster", 6, 10),
        Column::figures("Latest", 6, 0),
        Column::figures("Forecast", 8, 0),
        Column::figures("vs revised", 10, 2),
        Column::figures("vs latest", 9, 0),
        Column::figures("Next year", 9, 7),
    ];
    let figures = vec![
        None,
        Some(Figure::Original),
        Some(Figure::SlippageIn),
        None,
        Some(Figure::Slippage),
        Some(Figure::Additions),
        Some(Figure::Deletions),
        Some(Figure::Accelerations),
        None,
        Some(Figure::Forecast),
        None,
        None,
        Some(Figure::SlippageOut),
    ];
    (columns, figures)
}

fn capital<'a>(row: &'a CapitalRow, folded: &HashSet<Id>, amounts: &Amounts) -> Vec<Cell<'a>> {
    let (total, capital, chain) = (row.node.is_total(), &row.capital, &row.chain);
    vec![
        name(&row.node, folded, amounts.look.theme),
        amounts.amount(capital.original, total),
        amounts.amount(capital.slippage_in, total),
        amounts.amount(chain.revised, total),
        amounts.variation(capital.slippage, false),
        amounts.amount(capital.additions, total),
        amounts.amount(capital.deletions, total),
        amounts.amount(capital.accelerations, total),
        amounts.amount(chain.latest, total),
        amounts.amount(capital.forecast, total),
        amounts.variation(chain.from_revised, false),
        amounts.variation(chain.from_latest, true),
        amounts.amount(row.slippage_out, total),
    ]
}

/// The rating that a saving's status is drawn as.
pub fn saving_rating(status: SavingStatus) -> Rating {
    match status {
        SavingStatus::Achieved => Rating::Complete,
        SavingStatus::OnTrack => Rating::OnTrack,
        SavingStatus::AtRisk => Rating::AtRisk,
        SavingStatus::Undeliverable => Rating::OffTrack,
    }
}

fn savings_columns() -> Columns {
    let columns = vec![
        Column::words("Ref", 16, 0, 0),
        Column::words("Saving", 20, 3, 0),
        Column::words("Status", 15, 0, 0),
        Column::figures("Target", 6, 0),
        Column::figures("Forecast", 8, 0),
        Column::figures("Short by", 8, 1),
        Column::words("Owner", 16, 1, 2),
    ];
    let figures = vec![None, None, None, Some(Figure::Target), Some(Figure::Saved), None, None];
    (columns, figures)
}

fn saving<'a>(row: &'a SavingRow, amounts: &Amounts) -> Vec<Cell<'a>> {
    let position = row.position.as_ref();
    let (words, rating) = (row.status().title(), saving_rating(row.status()));
    vec![
        Cell::new(row.saving.reference.as_str()),
        Cell::new(row.saving.description.as_str()),
        Cell::new(format!("{} {words}", rating.symbol())).chip(amounts.look.theme.chip(rating)),
        amounts.amount(position.and_then(|position| position.target), false),
        amounts.amount(position.and_then(|position| position.forecast), false),
        amounts.variation(row.shortfall(), true),
        Cell::new(row.saving.owner.as_str()),
    ]
}

/// What a figure of a row holds now.
pub fn held(room: &BudgetView, view: View, id: Id, figure: Figure) -> Option<Pence> {
    if view == View::Savings {
        let position = room.savings.iter().find(|row| row.saving.id == id)?.position.as_ref()?;
        return if figure == Figure::Target { position.target } else { position.forecast };
    }
    if let Some(row) = room.revenue.iter().find(|row| row.node.line.id == id) {
        let amount = row.amount.as_ref()?;
        return match figure {
            Figure::Original => amount.original,
            Figure::Revised => amount.revised,
            Figure::Forecast => amount.forecast,
            _ => None,
        };
    }
    let row = room.capital.iter().find(|row| row.node.line.id == id)?;
    match figure {
        Figure::Original => row.capital.original,
        Figure::SlippageIn => row.capital.slippage_in,
        Figure::Slippage => row.capital.slippage,
        Figure::Additions => row.capital.additions,
        Figure::Deletions => row.capital.deletions,
        Figure::Accelerations => row.capital.accelerations,
        Figure::Forecast => row.capital.forecast,
        Figure::SlippageOut => row.slippage_out,
        _ => None,
    }
}
