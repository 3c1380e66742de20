//! Where the year may end for a budget line: the reported forecast beside what spending points to.

use crate::domain::budget::{Outlook, profile_forecast, recovery, run_rate, share_forecast, spent};
use crate::domain::money::{MoneyUnit, Pence, TooLarge, say_money};
use crate::workbook::Id;
use crate::workbook::views::budget::{BudgetLineDetail, BudgetRow, CapitalRow};

/// One way to say where the year may end.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// For programs.
    pub key: &'static str,
    /// For people, where there is little room.
    pub label: &'static str,
    /// For people: "Remaining profile".
    pub title: &'static str,
    /// What it comes to with its sum, or why there is none.
    pub outlook: Result<Outlook, String>,
}

/// What is reported of a line's year, and so what projections are set beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    pub line: Id,
    pub name: String,
    pub is_total: bool,
    /// Revenue's revised budget, capital's latest.
    pub budget: Option<Pence>,
    pub forecast: Option<Pence>,
    /// What both are rounded to, in pence.
    pub rounding: Pence,
}

impl From<&BudgetRow> for Reported {
    fn from(row: &BudgetRow) -> Self {
        Self {
            line: row.node.line.id,
            name: row.node.line.name.clone(),
            is_total: row.node.is_total(),
            budget: row.revised.figure,
            forecast: row.forecast.figure,
            rounding: row.rounding(),
        }
    }
}

impl From<&CapitalRow> for Reported {
    fn from(row: &CapitalRow) -> Self {
        Self {
            line: row.node.line.id,
            name: row.node.line.name.clone(),
            is_total: row.node.is_total(),
            budget: row.chain.latest,
            forecast: row.capital.forecast,
            rounding: row.rounding(),
        }
    }
}

impl Reported {
    /// What an amount is over the budget.
    pub fn over(&self, amount: Pence) -> Option<Pence> {
        self.budget.and_then(|budget| amount.checked_sub(budget))
    }
}

/// Titles of the three projections.
pub const RUN_RATE: &str = "Run rate";
pub const REMAINING: &str = "Remaining profile";
pub const SHARE: &str = "Share of profile";

/// The keys of [`Projection`]s, in their order.
pub const KEYS: [&str; 5] = ["reported", "run_rate", "profile", "profile_share", "recovery"];

impl BudgetLineDetail {
    /// Where the year may end: the reported forecast, then each projection with its sum, or why there
    /// is none. The reported one says which of them it is, within rounding.
    pub fn projections(&self, row: &Reported, unit: MoneyUnit) -> Vec<Projection> {
        let months = self.profile();
        let told = |found: Result<Option<Outlook>, TooLarge>, missing: &str| match found {
            Ok(found) => found.ok_or_else(|| missing.to_owned()),
            Err(error) => Err(error.to_string()),
        };
        let plan = recovery(row.forecast, row.budget, &self.effects(), unit);
        let first = "needs the first month's actual";
        let actual = lacking(&self.gaps.actual, "an actual");
        let profile = actual.clone().or_else(|| lacking(&self.gaps.budget, "a budget"));
        let unless = |gap: Option<String>, outlook| gap.map_or(outlook, Err);
        let [_, run, rest, share, with_plan] = KEYS;
        let of = |key, label, title, outlook| Projection { key, label, title, outlook };
        let mut all = vec![
            of(run, "Run rate", RUN_RATE, unless(actual, told(run_rate(&months, unit), first))),
            of(
                rest,
                "Profile",
                REMAINING,
                unless(
                    profile.clone(),
                    told(profile_forecast(&months, unit), "needs an actual and a monthly budget"),
                ),
            ),
            of(
                share,
                "By share",
                SHARE,
                unless(profile, share_forecast(&months, unit).map_err(|why| why.to_string())),
            ),
            of(
                with_plan,
                "With plan",
                "With the recovery plan",
                told(plan, "no action about it saves money yet"),
            ),
        ];
        let reported = row.forecast.ok_or_else(|| "no forecast entered".to_owned()).map(|amount| {
            let left = spent(&months).ok().filter(|(_, elapsed)| *elapsed > 0);
            let left = left.and_then(|(spent, _)| amount.checked_sub(spent));
            let left =
                left.map_or_else(String::new, |left| format!(": {} still to come", say_money(left, unit)));
            let named = reported_as(&all, amount, row.rounding);
            let named = named.map(|one| format!(", the same as by {}", one.title.to_lowercase()));
            let named = named.unwrap_or_default();
            Outlook { amount, because: format!("As reported{named}{left}.") }
        });
        all.insert(0, of(KEYS[0], "Reported", "Reported", reported));
        all
    }
}

/// The projection that a reported forecast is, within rounding.
pub fn reported_as(all: &[Projection], reported: Pence, rounding: Pence) -> Option<&Projection> {
    let near = |amount: Pence| amount.abs_diff(reported) <= rounding.unsigned_abs() / 2;
    let told = all.iter().filter(|one| one.key != KEYS[0]);
    let mut same = told.filter(|one| one.outlook.as_ref().is_ok_and(|found| near(found.amount)));
    same.next()
}

/// Says that the months of a total are not those of all its lines.
fn lacking(names: &[String], what: &str) -> Option<String> {
    let all: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match all.as_slice() {
        [] => None,
        [only] => Some(format!("needs {only} to have {what} in each month that the other lines have")),
        [first, rest @ ..] => Some(format!(
            "needs {first} and {} more to have {what} in each month that the other lines have",
            rest.len()
        )),
    }
}
