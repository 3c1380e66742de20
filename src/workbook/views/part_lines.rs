//! Budget lines of a part of the workbook: whose each line is, and the trees that are left of them.

use std::collections::{BTreeSet, HashMap};

use crate::domain::money::total;
use crate::workbook::views::BudgetLineDetail;
use crate::workbook::views::budget::{BudgetView, MonthGaps, Node, capital, revenue};
use crate::workbook::{BudgetAmount, BudgetLine, CapitalAmount, Id};

/// Revenue lines, then capital lines: each list with parents among its own.
fn lists(budget: &BudgetView) -> [Vec<&Node>; 2] {
    [
        budget.revenue.iter().map(|row| &row.node).collect(),
        budget.capital.iter().map(|row| &row.node).collect(),
    ]
}

/// What each line names, else what the nearest line above it names; and whether its figures are its own.
pub(super) fn named<'a>(
    budget: &'a BudgetView,
    own: impl Fn(&'a BudgetLine) -> &'a str,
) -> HashMap<Id, (&'a str, bool)> {
    let mut all = HashMap::new();
    for nodes in lists(budget) {
        let mut names: Vec<&str> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let above = node.parent.and_then(|at| names.get(at).copied()).unwrap_or_default();
            let name = Some(own(&node.line).trim()).filter(|name| !name.is_empty()).unwrap_or(above);
            names.push(name);
            all.insert(node.line.id, (name, !node.is_total()));
        }
    }
    all
}

/// What is left of a line in a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    No,
    Whole,
    /// A subtotal of which only some lines are of the part, as it is itself.
    InPart,
}

fn kept(nodes: &[&Node], has: impl Fn(Id) -> bool) -> Vec<Kept> {
    // Lines of the part, and all lines, below each.
    let mut lines = vec![(0_usize, 0_usize); nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        if !node.is_total() {
            lines[at] = (usize::from(has(node.line.id)), 1);
        }
        let (of_part, all) = lines[at];
        if let Some(above) = node.parent.and_then(|at| lines.get_mut(at)) {
            *above = (above.0 + of_part, above.1 + all);
        }
    }
    let found = nodes.iter().zip(&lines).map(|(node, lines)| match *lines {
        (0, _) => Kept::No,
        (of_part, all) if of_part == all => Kept::Whole,
        _ if has(node.line.id) => Kept::InPart,
        _ => Kept::No,
    });
    found.collect()
}

/// A line as it stands in the report of a part: in the order of the whole, and a subtotal that lacks lines
/// says so.
fn told(line: &BudgetLine, at: usize, kept: Kept) -> BudgetLine {
    let mut line = line.clone();
    line.position = u32::try_from(at).unwrap_or(u32::MAX);
    if kept == Kept::InPart {
        line.name.push_str(" (in part)");
    }
    line
}

/// Keeps the lines whose figures are a part's, with the subtotals that are made of them alone. A subtotal
/// of which other parts have lines stays with its own part, worked out from what that part has, so that
/// every line is counted once and in one part.
pub(super) fn keep_lines(
    budget: &mut BudgetView,
    spending: &mut Vec<BudgetLineDetail>,
    has: impl Fn(Id) -> bool,
) {
    let mut partly: BTreeSet<Id> = BTreeSet::new();
    let mut note = |id: Id, kept: Kept| {
        if kept == Kept::InPart {
            partly.insert(id);
        }
    };
    let (mut lines, mut amounts) = (Vec::new(), HashMap::new());
    let standing = kept(&lists(budget)[0], &has);
    for (at, (row, kept)) in std::mem::take(&mut budget.revenue).into_iter().zip(standing).enumerate() {
        if kept == Kept::No {
            continue;
        }
        note(row.node.line.id, kept);
        lines.push(told(&row.node.line, at, kept));
        let whole = row.amount.into_iter();
        amounts.extend(whole.map(|one| (one.line_id, if kept == Kept::Whole { one } else { unsaid(one) })));
    }
    budget.revenue = revenue(lines, amounts, budget.tolerance);
    let (mut lines, mut amounts, mut put_off) = (Vec::new(), HashMap::new(), HashMap::new());
    let standing = self::kept(&lists(budget)[1], &has);
    for (at, (row, kept)) in std::mem::take(&mut budget.capital).into_iter().zip(standing).enumerate() {
        if kept == Kept::No {
            continue;
        }
        note(row.node.line.id, kept);
        lines.push(told(&row.node.line, at, kept));
        put_off.extend(row.put_off.filter(|_| kept == Kept::Whole).map(|one| (row.node.line.id, one)));
        let whole = row.amount.into_iter();
        amounts.extend(
            whole.map(|one| (one.line_id, if kept == Kept::Whole { one } else { unsaid_capital(one) })),
        );
    }
    budget.capital = capital(lines, amounts, &put_off);
    keep_months(budget, spending, &partly);
}

/// What is said of a whole subtotal is not said of a part of it.
fn unsaid(amount: BudgetAmount) -> BudgetAmount {
    let BudgetAmount { id, revision, line_id, period, rounding, carried, source, .. } = amount;
    BudgetAmount { id, revision, line_id, period, rounding, carried, source, ..BudgetAmount::default() }
}

fn unsaid_capital(amount: CapitalAmount) -> CapitalAmount {
    let CapitalAmount { id, revision, line_id, period, variance_base, rounding, carried, source, .. } =
        amount;
    let kept = CapitalAmount { id, revision, line_id, period, variance_base, ..CapitalAmount::default() };
    CapitalAmount { rounding, carried, source, ..kept }
}

/// The months of the lines that are left; those of a subtotal in part are the sums of its own.
fn keep_months(budget: &BudgetView, spending: &mut Vec<BudgetLineDetail>, partly: &BTreeSet<Id>) {
    let nodes: HashMap<Id, (&Node, Vec<Id>)> = lists(budget)
        .into_iter()
        .flat_map(|nodes| {
            let below = leaves(&nodes);
            nodes.into_iter().zip(below).map(|(node, below)| (node.line.id, (node, below)))
        })
        .collect();
    spending.retain(|one| nodes.contains_key(&one.line.id));
    let all = spending.clone();
    for one in spending.iter_mut().filter(|one| partly.contains(&one.line.id)) {
        let Some((node, below)) = nodes.get(&one.line.id) else { continue };
        let lines: Vec<&BudgetLineDetail> = all.iter().filter(|line| below.contains(&line.line.id)).collect();
        one.line = node.line.clone();
        (one.amount, one.capital) = (None, None);
        one.earlier.clear();
        for (at, month) in one.months.iter_mut().enumerate() {
            (month.budget, month.actual, month.forecast, month.illustrative) = (None, None, None, false);
            lines.iter().filter_map(|line| line.months.get(at)).for_each(|more| month.add(more));
        }
        for (at, month) in one.last_year.iter_mut().enumerate() {
            *month =
                total(lines.iter().map(|line| line.last_year.get(at).copied().flatten())).unwrap_or(None);
        }
        let is_left = |name: &String| lines.iter().any(|line| line.line.name == *name);
        let MonthGaps { budget, actual } = &mut one.gaps;
        budget.retain(is_left);
        actual.retain(is_left);
    }
}

/// The lines with figures of their own below each line, itself among them.
fn leaves(nodes: &[&Node]) -> Vec<Vec<Id>> {
    let mut below: Vec<Vec<Id>> = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        if !node.is_total() {
            below[at].push(node.line.id);
        }
        let own = below[at].clone();
        if let Some(above) = node.parent.and_then(|at| below.get_mut(at)) {
            above.extend(own);
        }
    }
    below
}
