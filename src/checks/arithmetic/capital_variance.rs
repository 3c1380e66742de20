//! A capital variance named after one base and worked out from another.

use super::*;
use crate::domain::capital::explain_capital_variance;
use crate::domain::money::{MoneyUnit, format_money, format_variation};

pub(in crate::checks) const CHECK: Check = Check {
    code: "variance-from-another-base",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a capital variance named after one base (revised, latest) and worked out from another, or with the \
                wrong sign",
    to_do: "Name the base it is worked out from, or work it out from the base it is named after.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    for row in &report.budget.capital {
        let Some(amount) = &row.amount else { continue };
        let unit = MoneyUnit::Thousands;
        let base = amount.variance_base.base();
        let explained =
            explain_capital_variance(amount.stated_variance, base, &row.chain, amount.rounding, unit);
        let (Some(message), Some(stated), Some(computed)) =
            (explained, amount.stated_variance, row.chain.variance(base))
        else {
            continue;
        };
        let decimals = unit.decimals(amount.rounding);
        let line = &row.node.line;
        let subject = Subject { table: Table::BudgetLine, id: line.id };
        let stated = format_money(stated, unit, decimals);
        found.say(
            subject,
            &line.name,
            "variance",
            message,
            stated,
            format_variation(computed, unit, decimals),
        );
    }
}
