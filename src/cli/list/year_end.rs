//! Where the year may end for budget lines, as columns of `list budget` and `list capital` for programs.

use std::collections::HashMap;

use crate::cli::open_workbook::OpenWorkbook;
use crate::cli::table::Format;
use crate::cli::{Failure, Value};
use crate::domain::Period;
use crate::domain::money::MoneyUnit;
use crate::workbook::views::projections::reported_as;
use crate::workbook::{BudgetLineDetail, Data, Id, Query, Reported};

/// Keys of where the year may end for a line: each projection in pence with its sum, or why there is
/// none, and which of them the reported forecast is. They follow those of the line.
pub const YEAR_END_KEYS: &[&str] = &[
    "run_rate",
    "run_rate_because",
    "profile",
    "profile_because",
    "profile_share",
    "profile_share_because",
    "recovery",
    "recovery_because",
    "reported_as",
];

/// The values of [`YEAR_END_KEYS`].
pub(super) fn year_end_values(reported: &Reported, detail: Option<&BudgetLineDetail>) -> Vec<Value> {
    let Some(detail) = detail else { return YEAR_END_KEYS.iter().map(|_| Value::Nothing).collect() };
    let all = detail.projections(reported, MoneyUnit::Thousands);
    let named = reported.forecast.and_then(|amount| reported_as(&all, amount, reported.rounding));
    let mut values = Vec::new();
    for one in all.iter().filter(|one| one.key != "reported") {
        let (amount, because) = match &one.outlook {
            Ok(outlook) => (Some(outlook.amount), &outlook.because),
            Err(why) => (None, why),
        };
        values.push(Value::Pence(amount));
        values.push(because.into());
    }
    values.push(named.map_or(Value::Nothing, |one| one.key.into()));
    values
}

/// Where the year may end for each line of a room, by line; not read for a table that does not print it.
pub(super) fn details(
    book: &OpenWorkbook,
    period: Period,
    format: Format,
    lines: impl Iterator<Item = Id>,
) -> Result<HashMap<Id, BudgetLineDetail>, Failure> {
    if !format.json && !format.csv {
        return Ok(HashMap::new());
    }
    lines
        .map(|line| match book.store.answer(&Query::BudgetLine { line, period })? {
            Data::BudgetLine(detail) => Ok((line, *detail)),
            other => Err(crate::cli::open_workbook::unexpected(&other)),
        })
        .collect()
}
