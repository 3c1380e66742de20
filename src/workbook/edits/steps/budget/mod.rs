//! The steps an officer takes with money, as changes.

mod jumps;
mod months;
mod savings;

pub use jumps::money_jumps;
pub use months::{
    MonthField, MonthFigure, is_invented, months_label, open_months, set_months, spread, spread_label,
    to_spread,
};
pub use savings::{SavingFigures, close_saving, empty_saving, put_saving, set_saving};

use super::short;
use crate::domain::money::Pence;
use crate::workbook::change::{Change, Edit, Record, Table};
use crate::workbook::record::*;
use crate::workbook::views::budget::Node;

/// New figures for a revenue line. `None` leaves a field as it is; `Some(None)` clears it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BudgetFigures {
    pub original: Option<Option<Pence>>,
    pub revised: Option<Option<Pence>>,
    pub forecast: Option<Option<Pence>>,
    pub comment: Option<String>,
}

/// New figures for a capital line, in the same manner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CapitalFigures {
    pub original: Option<Option<Pence>>,
    pub slippage_in: Option<Option<Pence>>,
    pub slippage: Option<Option<Pence>>,
    pub additions: Option<Option<Pence>>,
    pub deletions: Option<Option<Pence>>,
    pub accelerations: Option<Option<Pence>>,
    pub forecast: Option<Option<Pence>>,
    pub slippage_out: Option<Option<Pence>>,
    pub variance_base: Option<VarianceBase>,
    pub comment: Option<String>,
}

/// Enters figures of a revenue line for a period. Figures that stood since an
/// earlier period are copied to this one first, so that the earlier one stays as it was.
pub fn set_budget(
    line: &BudgetLine,
    amount: Option<&BudgetAmount>,
    period: &str,
    figures: &BudgetFigures,
) -> Change {
    let what = match (&figures.original, &figures.revised, &figures.forecast, &figures.comment) {
        (None, None, Some(_), None) => "forecast",
        (None, Some(_), None, None) => "revised budget",
        (Some(_), None, None, None) => "original budget",
        (None, None, None, _) => "comment",
        _ => "figures",
    };
    let mut amount = budget_amount(line, amount, period);
    let before = (amount.original, amount.revised, amount.forecast);
    set(&mut amount.original, &figures.original);
    set(&mut amount.revised, &figures.revised);
    set(&mut amount.forecast, &figures.forecast);
    set(&mut amount.comment, &figures.comment);
    let after = (amount.original, amount.revised, amount.forecast);
    if (after.1, after.2) != (before.1, before.2) {
        // Worked out from other figures, so no longer a quotation of these.
        amount.stated_variation = None;
        amount.stated_percent = None;
    }
    if after != before {
        amount.rounding = fit(amount.rounding, [after.0, after.1, after.2]);
    }
    Change::new(format!("{} {what}", line.name)).put(Record::BudgetAmount(amount))
}

/// The figures of a line for a period, to be changed.
fn budget_amount(line: &BudgetLine, amount: Option<&BudgetAmount>, period: &str) -> BudgetAmount {
    match amount {
        Some(amount) if amount.period == period => BudgetAmount { carried: false, ..amount.clone() },
        Some(earlier) => BudgetAmount {
            id: 0,
            revision: 0,
            period: period.to_owned(),
            stated_variation: None,
            stated_percent: None,
            carried: false,
            source: String::new(),
            ..earlier.clone()
        },
        None => BudgetAmount {
            id: 0,
            revision: 0,
            line_id: line.id,
            period: period.to_owned(),
            original: None,
            revised: None,
            forecast: None,
            stated_variation: None,
            stated_percent: None,
            comment: String::new(),
            rounding: 1,
            carried: false,
            source: String::new(),
        },
    }
}

/// The words of a line, written when its figures stood at `revision`.
pub fn comment_on(
    line: &BudgetLine,
    amount: Option<&BudgetAmount>,
    period: &str,
    text: &str,
    revision: Option<i64>,
) -> Change {
    let comment = Some(text.trim().to_owned());
    let mut change = set_budget(line, amount, period, &BudgetFigures { comment, ..BudgetFigures::default() });
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
    period: &str,
    figures: &CapitalFigures,
) -> Change {
    let mut amount = match amount {
        Some(amount) if amount.period == period => CapitalAmount { carried: false, ..amount.clone() },
        Some(earlier) => CapitalAmount {
            id: 0,
            revision: 0,
            period: period.to_owned(),
            stated_revised: None,
            stated_latest: None,
            stated_variance: None,
            carried: false,
            source: String::new(),
            ..earlier.clone()
        },
        None => empty_capital(line.id, period),
    };
    let before = amount.clone();
    set(&mut amount.original, &figures.original);
    set(&mut amount.slippage_in, &figures.slippage_in);
    set(&mut amount.slippage, &figures.slippage);
    set(&mut amount.additions, &figures.additions);
    set(&mut amount.deletions, &figures.deletions);
    set(&mut amount.accelerations, &figures.accelerations);
    set(&mut amount.forecast, &figures.forecast);
    set(&mut amount.slippage_out, &figures.slippage_out);
    set(&mut amount.variance_base, &figures.variance_base);
    set(&mut amount.comment, &figures.comment);
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

/// Capital figures with nothing in them yet.
pub fn empty_capital(line_id: Id, period: &str) -> CapitalAmount {
    CapitalAmount {
        id: 0,
        revision: 0,
        line_id,
        period: period.to_owned(),
        original: None,
        slippage_in: None,
        slippage: None,
        additions: None,
        deletions: None,
        accelerations: None,
        forecast: None,
        slippage_out: None,
        stated_revised: None,
        stated_latest: None,
        stated_variance: None,
        variance_base: VarianceBase::Latest,
        comment: String::new(),
        rounding: 1,
        carried: false,
        source: String::new(),
    }
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
pub fn move_line(nodes: &[&Node], id: Id, by: i32) -> Option<Change> {
    let line = &nodes.iter().find(|node| node.line.id == id)?.line;
    let beside: Vec<Id> = beside(nodes, line).map(|line| line.id).collect();
    let at = i64::try_from(beside.iter().position(|one| *one == id)?).ok()?;
    let place = u32::try_from(at + i64::from(by) + 1).ok().filter(|place| *place > 0)?;
    if usize::try_from(place).ok()? > beside.len() { None } else { move_line_to(nodes, line, place) }
}

/// The lines that count into the same one.
fn beside<'a>(nodes: &[&'a Node], line: &BudgetLine) -> impl Iterator<Item = &'a BudgetLine> {
    nodes.iter().map(|node| &node.line).filter(move |one| one.parent_id == line.parent_id)
}

/// Puts a line, new or changed, in a place among its neighbours, from 1; the others make room. None
/// where it stands there already and is as it was.
pub fn move_line_to(nodes: &[&Node], line: &BudgetLine, place: u32) -> Option<Change> {
    let mut row: Vec<&BudgetLine> = beside(nodes, line).collect();
    let was = row.iter().position(|one| one.id == line.id);
    row.retain(|one| one.id != line.id);
    let to = usize::try_from(place).ok()?.saturating_sub(1).min(row.len());
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
pub fn retire_line(nodes: &[&Node], id: Id, period: &str) -> Change {
    let Some(top) = nodes.iter().find(|node| node.line.id == id) else { return Change::new("") };
    let back = !top.line.retired_from.is_empty();
    let label = if back {
        format!("Bring back budget line “{}”", short(&top.line.name))
    } else {
        format!("Retire budget line “{}” from {period}", short(&top.line.name))
    };
    let mut change = Change::new(label);
    let mut inside = vec![id];
    for node in nodes {
        let line = &node.line;
        if line.id == id || line.parent_id.is_some_and(|parent| inside.contains(&parent)) {
            inside.push(line.id);
            let retired_from = if back { String::new() } else { period.to_owned() };
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

fn set<T: Clone>(field: &mut T, value: &Option<T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}
