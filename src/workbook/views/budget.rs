//! Budgets: revenue lines as a tree with their totals worked out,
//! capital lines with their chains, and savings.

use std::collections::HashMap;

use crate::domain::budget::{Effect, Month, Settled, percent, rate, variation};
use crate::domain::capital::{Capital, CapitalChain};
use crate::domain::money::{Pence, TooLarge};
use crate::domain::{Period, Rating};
use crate::workbook::{
    ActionRow, ActionStatus, BudgetAmount, BudgetLine, CapitalAmount, Id, Linked, MonthlyAmount, Printed,
    Saving, SavingPosition, SavingStatus,
};

/// Everything of the room in short form, for one period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BudgetView {
    pub period: Period,
    /// The workbook's tolerance, in percent.
    pub tolerance: f64,
    /// Depth first, every subtotal before its lines.
    pub revenue: Vec<BudgetRow>,
    pub capital: Vec<CapitalRow>,
    pub savings: Vec<SavingRow>,
    /// What the source prints about money as a whole: fields `dashboard.*`, `revenue.*` and `capital.*`.
    pub printed: Vec<Printed>,
}

/// A line's place in its tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub line: BudgetLine,
    /// 0 at the top.
    pub depth: u16,
    /// `Adults and Communities / Safeguarding`.
    pub path: String,
    /// Lines directly below it. A line with some is a subtotal.
    pub below: usize,
    /// Position of the subtotal it counts into, in the same list.
    pub parent: Option<usize>,
}

impl Node {
    /// Whether its figures are worked out from the lines below it.
    pub fn is_total(&self) -> bool {
        self.below > 0
    }
}

/// A revenue line as it stands in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetRow {
    pub node: Node,
    /// Its own figures: of this period, or of the latest before it in the same year. On a
    /// subtotal, what the source prints.
    pub amount: Option<BudgetAmount>,
    pub original: Settled,
    pub revised: Settled,
    pub forecast: Settled,
    /// Forecast − revised: positive is over.
    pub variation: Option<Pence>,
    pub percent: Option<f64>,
    pub rating: Rating,
    /// Percent over the budget that is still amber for this line.
    pub tolerance: f64,
    /// The lines below are too large to add up.
    pub too_large: bool,
}

/// A capital line as it stands in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct CapitalRow {
    pub node: Node,
    pub amount: Option<CapitalAmount>,
    /// Its own amounts, or the sums of those of its lines.
    pub capital: Capital,
    pub slippage_out: Option<Pence>,
    /// What last year put off to this one.
    pub put_off: Option<Pence>,
    pub chain: CapitalChain,
    pub too_large: bool,
}

/// A saving and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct SavingRow {
    pub saving: Saving,
    /// Of this period, or the latest before it.
    pub position: Option<SavingPosition>,
}

impl SavingRow {
    /// What it is expected to fall short of its target by; negative when it saves more.
    pub fn shortfall(&self) -> Option<Pence> {
        let position = self.position.as_ref()?;
        position.target?.checked_sub(position.forecast?)
    }

    /// Its status; on track until someone says otherwise.
    pub fn status(&self) -> SavingStatus {
        self.position.as_ref().map_or_else(SavingStatus::default, |position| position.status)
    }
}

/// Names of the lines below a total whose months are not those of the others, so that the sums of
/// the months are not those of the total.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MonthGaps {
    pub budget: Vec<String>,
    pub actual: Vec<String>,
}

/// Everything about one budget line in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetLineDetail {
    pub line: BudgetLine,
    pub period: Period,
    pub is_total: bool,
    /// Of this period or the latest before it in the year.
    pub amount: Option<BudgetAmount>,
    pub capital: Option<CapitalAmount>,
    /// The twelve months of the financial year. Those of a subtotal are the sums of its lines',
    /// with an id of 0, as are months that have no figures yet.
    pub months: Vec<MonthlyAmount>,
    /// Lines below a total that lack a figure in a month in which another has one.
    pub gaps: MonthGaps,
    /// Last year's months, to spread by: the actual, or the budget where there was none.
    pub last_year: Vec<Option<Pence>>,
    /// What was reported before, latest first; at most 8.
    pub earlier: Vec<BudgetAmount>,
    /// Open in the period, or closed in it.
    pub actions: Vec<ActionRow>,
    pub linked: Vec<Linked>,
}

impl BudgetLineDetail {
    /// The months as the domain works with them.
    pub fn profile(&self) -> Vec<Month> {
        self.months
            .iter()
            .map(|month| Month { budget: month.budget, actual: month.actual, forecast: month.forecast })
            .collect()
    }

    /// What the actions about it should save in the period's financial year. Dropped ones save
    /// nothing, nor do those that begin in a later year.
    pub fn effects(&self) -> Vec<Effect> {
        let year = self.period.financial_year();
        let kept = self.actions.iter().filter(|row| row.action.status != ActionStatus::Dropped);
        kept.filter_map(|row| {
            let from = row.action.effect_from;
            if from.is_some_and(|from| from.financial_year() > year) {
                return None;
            }
            Some(Effect { amount: row.action.effect?, first_month: from.map(Period::number) })
        })
        .collect()
    }

    /// Whether any month holds a figure.
    pub fn has_profile(&self) -> bool {
        self.months.iter().any(|month| month.budget.or(month.actual).or(month.forecast).is_some())
    }
}

/// Puts lines in tree order: by position, then name; each with its place. A
/// line whose subtotal is not among them stands at the top.
pub fn ordered(lines: Vec<BudgetLine>) -> Vec<Node> {
    let known: std::collections::HashSet<Id> = lines.iter().map(|line| line.id).collect();
    let mut under: HashMap<Option<Id>, Vec<BudgetLine>> = HashMap::new();
    for line in lines {
        let parent = line.parent_id.filter(|id| known.contains(id));
        under.entry(parent).or_default().push(line);
    }
    for group in under.values_mut() {
        group.sort_by(|a, b| (a.position, &a.name, a.id).cmp(&(b.position, &b.name, b.id)));
    }
    let mut nodes: Vec<Node> = Vec::new();
    let mut stack: Vec<(BudgetLine, u16, Option<usize>)> = Vec::new();
    let push = |stack: &mut Vec<_>, group: Option<Vec<BudgetLine>>, depth: u16, parent| {
        stack.extend(group.into_iter().flatten().rev().map(|line| (line, depth, parent)));
    };
    push(&mut stack, under.remove(&None), 0, None);
    while let Some((line, depth, parent)) = stack.pop() {
        let path = match parent.and_then(|at: usize| nodes.get(at)) {
            Some(above) => format!("{} / {}", above.path, line.name),
            None => line.name.clone(),
        };
        let below = under.remove(&Some(line.id));
        let at = nodes.len();
        nodes.push(Node { line, depth, path, below: below.as_ref().map_or(0, Vec::len), parent });
        push(&mut stack, below, depth.saturating_add(1), Some(at));
    }
    nodes
}

/// Sums that grow from the bottom of the tree up, several at once.
struct Sums<const N: usize>(Vec<[Result<Option<Pence>, TooLarge>; N]>);

impl<const N: usize> Sums<N> {
    fn new(rows: usize) -> Self {
        Self(vec![[Ok(None); N]; rows])
    }

    fn add(&mut self, parent: Option<usize>, amounts: &[Result<Option<Pence>, TooLarge>; N]) {
        let Some(sums) = parent.and_then(|at| self.0.get_mut(at)) else { return };
        for (sum, amount) in sums.iter_mut().zip(amounts) {
            *sum = match (*sum, *amount) {
                (Ok(sum), Ok(amount)) => crate::domain::money::total([sum, amount]),
                _ => Err(TooLarge),
            };
        }
    }
}

/// Revenue rows in tree order, totals worked out from the bottom up.
pub fn revenue(
    lines: Vec<BudgetLine>,
    mut amounts: HashMap<Id, BudgetAmount>,
    tolerance: f64,
) -> Vec<BudgetRow> {
    let nodes = ordered(lines);
    let mut sums = Sums::<3>::new(nodes.len());
    let mut rows = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.into_iter().enumerate().rev() {
        let amount = amounts.remove(&node.line.id);
        let own = amount.as_ref().map_or([None; 3], |own| [own.original, own.revised, own.forecast]);
        let rounding = amount.as_ref().map_or(1, |own| own.rounding);
        let below = sums.0[at];
        let mut settled = [Settled::default(); 3];
        let mut counts = [Ok(None); 3];
        for figure in 0..3 {
            (settled[figure], counts[figure]) = match (node.is_total(), below[figure]) {
                (false, _) => (Settled::line(own[figure]), Ok(own[figure])),
                (true, Ok(sum)) => (Settled::total(sum, own[figure], rounding), Ok(sum.or(own[figure]))),
                (true, Err(error)) => (Settled { printed: own[figure], ..Settled::default() }, Err(error)),
            };
        }
        sums.add(node.parent, &counts);
        let [original, revised, forecast] = settled;
        let variation = variation(forecast.figure, revised.figure);
        let too_large = variation.is_err() || counts.iter().any(Result::is_err);
        let variation = variation.unwrap_or(None);
        let tolerance = node.line.tolerance.unwrap_or(tolerance);
        rows.push(BudgetRow {
            percent: variation.zip(revised.figure).and_then(|(over, of)| percent(over, of)),
            rating: rate(variation, revised.figure, tolerance),
            node,
            amount,
            original,
            revised,
            forecast,
            variation,
            tolerance,
            too_large,
        });
    }
    rows.reverse();
    rows
}

/// Capital rows in tree order, subtotals worked out step by step of the chain.
/// `last_year` holds what each line put off to this year.
pub fn capital(
    lines: Vec<BudgetLine>,
    mut amounts: HashMap<Id, CapitalAmount>,
    last_year: &HashMap<Id, Pence>,
) -> Vec<CapitalRow> {
    let nodes = ordered(lines);
    let mut sums = Sums::<8>::new(nodes.len());
    let mut rows = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.into_iter().enumerate().rev() {
        let amount = amounts.remove(&node.line.id);
        let own = amount.as_ref().map_or([None; 8], |own| {
            [
                own.original,
                own.slippage_in,
                own.slippage,
                own.additions,
                // Of either sign, they reduce.
                own.deletions.map(Pence::saturating_abs),
                own.accelerations,
                own.forecast,
                own.slippage_out,
            ]
        });
        let counts = if node.is_total() { sums.0[at] } else { own.map(Ok) };
        sums.add(node.parent, &counts);
        let step = |at: usize| counts[at].unwrap_or(None);
        let capital = Capital {
            original: step(0),
            slippage_in: step(1),
            slippage: step(2),
            additions: step(3),
            deletions: step(4),
            accelerations: step(5),
            forecast: step(6),
        };
        let chain = capital.chain();
        rows.push(CapitalRow {
            slippage_out: step(7),
            put_off: last_year.get(&node.line.id).copied(),
            too_large: chain.is_err() || counts.iter().any(Result::is_err),
            chain: chain.unwrap_or_default(),
            node,
            amount,
            capital,
        });
    }
    rows.reverse();
    rows
}

impl CapitalAmount {
    /// The steps of the chain.
    pub fn capital(&self) -> Capital {
        Capital {
            original: self.original,
            slippage_in: self.slippage_in,
            slippage: self.slippage,
            additions: self.additions,
            deletions: self.deletions,
            accelerations: self.accelerations,
            forecast: self.forecast,
        }
    }
}

impl crate::workbook::VarianceBase {
    /// As programs read it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Revised => "revised",
            Self::Latest => "latest",
        }
    }

    /// The base as the domain names it.
    pub fn base(self) -> crate::domain::capital::Base {
        use crate::domain::capital::Base;
        match self {
            Self::Original => Base::Original,
            Self::Revised => Base::Revised,
            Self::Latest => Base::Latest,
        }
    }
}
