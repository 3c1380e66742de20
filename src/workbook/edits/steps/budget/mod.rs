//! The steps an officer takes with money, as changes.

mod jumps;
mod months;
mod savings;

pub use jumps::money_jumps;
pub use months::{
    MonthField, MonthFigure, is_invented, months_label, open_months, set_months, spread, spread_label,
    to_spread,
};
pub use savings::{close_saving, empty_saving, position_in, put_saving, set_saving};

use super::short;
use crate::domain::Period;
use crate::domain::money::Pence;
use crate::workbook::change::{Change, Edit, Record, Table};
use crate::workbook::record::*;
use crate::workbook::views::budget::Node;

/// Enters figures of a revenue line for a period. Figures that stood since an
/// earlier period are copied to this one first, so that the earlier one stays as it was.
pub fn set_budget(
    line: &BudgetLine,
    amount: Option<&BudgetAmount>,
    period: Period,
    edit: impl FnOnce(&mut BudgetAmount),
) -> Change {
    let before = budget_amount(line, amount, period);
    let mut amount = before.clone();
    edit(&mut amount);
    let figures = |amount: &BudgetAmount| [amount.original, amount.revised, amount.forecast];
    let (before, after, comment) = (figures(&before), figures(&amount), amount.comment != before.comment);
    let differs = [before[0] != after[0], before[1] != after[1], before[2] != after[2]];
    let what = match (differs, comment) {
        ([false, false, true], false) => "forecast",
        ([false, true, false], false) => "revised budget",
        ([true, false, false], false) => "original budget",
        ([false, false, false], true) => "comment",
        _ => "figures",
    };
    if differs[1] || differs[2] {
        // Worked out from other figures, so no longer a quotation of these.
        amount.stated_variation = None;
        amount.stated_percent = None;
    }
    if after != before {
        amount.rounding = fit(amount.rounding, after);
    }
    Change::new(format!("{} {what}", line.name)).put(Record::BudgetAmount(amount))
}

/// The figures of a line for a period, to be changed.
fn budget_amount(line: &BudgetLine, amount: Option<&BudgetAmount>, period: Period) -> BudgetAmount {
    match amount {
        Some(amount) if amount.period == period => BudgetAmount { carried: false, ..amount.clone() },
        Some(earlier) => BudgetAmount {
            id: 0,
            revision: 0,
            period,
            stated_variation: None,
            stated_percent: None,
            carried: false,
            source: String::new(),
            ..earlier.clone()
        },
        None => BudgetAmount { line_id: line.id, period, ..BudgetAmount::default() },
    }
}

/// The words of a line, written when its figures stood at `revision`.
pub fn comment_on(
    line: &BudgetLine,
    amount: Option<&BudgetAmount>,
    period: Period,
    text: &str,
    revision: Option<i64>,
) -> Change {
    let mut change = set_budget(line, amount, period, |new| text.trim().clone_into(&mut new.comment));
    for edit in &mut change.edits {
        if let (Edit::Put(Record::BudgetAmount(amount)), Some(revision)) = (edit, revision)
            && amount.id > 0
        {
            amount.revision = revision;
        }
    }
    change
}

/// Enters figures of a capital line for a period.
pub fn set_capital(
    line: &BudgetLine,
    amount: Option<&CapitalAmount>,
    period: Period,
    edit: impl FnOnce(&mut CapitalAmount),
) -> Change {
    let mut amount = match amount {
        Some(amount) if amount.period == period => CapitalAmount { carried: false, ..amount.clone() },
        Some(earlier) => CapitalAmount {
            id: 0,
            revision: 0,
            period,
            stated_revised: None,
            stated_latest: None,
            stated_variance: None,
            carried: false,
            source: String::new(),
            ..earlier.clone()
        },
        None => CapitalAmount { line_id: line.id, period, ..CapitalAmount::default() },
    };
    let before = amount.clone();
    edit(&mut amount);
    let steps = |amount: &CapitalAmount| {
        [
            amount.original,
            amount.slippage_in,
            amount.slippage,
            amount.additions,
            amount.deletions,
            amount.accelerations,
            amount.forecast,
            amount.slippage_out,
        ]
    };
    if steps(&amount) != steps(&before) {
        // Printed figures stay where what they were worked out from has not changed.
        if (amount.original, amount.slippage_in) != (before.original, before.slippage_in) {
            amount.stated_revised = None;
        }
        if steps(&amount)[..6] != steps(&before)[..6] {
            amount.stated_latest = None;
        }
        amount.stated_variance = None;
        amount.rounding = fit(amount.rounding, steps(&amount));
    }
    Change::new(format!("{} capital figures", line.name)).put(Record::CapitalAmount(amount))
}

/// A line with nothing said of it yet.
pub fn empty_line(kind: BudgetKind, parent_id: Option<Id>, position: u32, service: &str) -> BudgetLine {
    BudgetLine { kind, parent_id, position, service: service.to_owned(), ..BudgetLine::default() }
}

/// Stores a line: added when it is new, else edited.
pub fn put_line(line: BudgetLine) -> Change {
    let verb = if line.id > 0 { "Edit" } else { "Add" };
    Change::new(format!("{verb} budget line “{}”", short(&line.name))).put(Record::BudgetLine(line))
}

/// Moves a line among its neighbours, up where `by` is negative. None at the end of the row.
pub fn move_line(nodes: &[&Node], id: Id, by: isize) -> Option<Change> {
    let line = &nodes.iter().find(|node| node.line.id == id)?.line;
    let beside: Vec<Id> = beside(nodes, line).map(|line| line.id).collect();
    let at = beside.iter().position(|one| *one == id)?.checked_add_signed(by)?;
    if at >= beside.len() { None } else { move_line_to(nodes, line, at + 1) }
}

/// The lines that count into the same one.
fn beside<'a>(nodes: &[&'a Node], line: &BudgetLine) -> impl Iterator<Item = &'a BudgetLine> {
    nodes.iter().map(|node| &node.line).filter(move |one| one.parent_id == line.parent_id)
}

/// Puts a line, new or changed, in a place among its neighbours, from 1; the others make room. None
/// where it stands there already and is as it was.
pub fn move_line_to(nodes: &[&Node], line: &BudgetLine, place: usize) -> Option<Change> {
    let mut row: Vec<&BudgetLine> = beside(nodes, line).collect();
    let was = row.iter().position(|one| one.id == line.id);
    row.retain(|one| one.id != line.id);
    let to = place.saturating_sub(1).min(row.len());
    row.insert(to, line);
    let direction = if was.is_some_and(|was| was < to) { "down" } else { "up" };
    let mut change = Change::new(format!("Move “{}” {direction}", short(&line.name)));
    let old = |id: Id| nodes.iter().map(|node| &node.line).find(|one| one.id == id && id > 0);
    for (position, one) in (1..).zip(row) {
        let new = BudgetLine { position, ..one.clone() };
        if old(new.id) != Some(&new) {
            change = change.put(Record::BudgetLine(new));
        }
    }
    (!change.edits.is_empty()).then_some(change)
}

/// Retires a line from a period on, with the lines below it; or brings back one that is retired.
pub fn retire_line(nodes: &[&Node], id: Id, period: Period) -> Change {
    let Some(top) = nodes.iter().find(|node| node.line.id == id) else { return Change::new("") };
    let back = top.line.retired_from.is_some();
    let label = if back {
        format!("Bring back budget line “{}”", short(&top.line.name))
    } else {
        format!("Retire budget line “{}” from {}", short(&top.line.name), period.code())
    };
    let mut change = Change::new(label);
    let mut inside = vec![id];
    for node in nodes {
        let line = &node.line;
        if line.id == id || line.parent_id.is_some_and(|parent| inside.contains(&parent)) {
            inside.push(line.id);
            let retired_from = (!back).then_some(period);
            if line.retired_from != retired_from {
                change = change.put(Record::BudgetLine(BudgetLine { retired_from, ..line.clone() }));
            }
        }
    }
    change
}

/// Deletes a line with every row that hangs on it: figures, months, actions and links.
pub fn remove_line(line: &BudgetLine, rows: &[Record]) -> Change {
    let mut change = Change::new(format!("Delete budget line “{}”", short(&line.name)));
    for row in rows {
        let (id, revision) = row.identity();
        change = change.remove(row.table(), id, revision);
    }
    change.remove(Table::BudgetLine, line.id, line.revision)
}

/// The rounding that figures still have: 1 penny once one of them is finer than the table was.
fn fit<const N: usize>(rounding: Pence, amounts: [Option<Pence>; N]) -> Pence {
    let fits = |step: Pence| amounts.iter().flatten().all(|amount| amount % step == 0);
    if rounding > 0 && fits(rounding) { rounding } else { 1 }
}
