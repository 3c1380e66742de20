//! A printed variation against forecast and budget.

use super::*;
use crate::domain::budget::{Agreement, compare_amount};
use crate::domain::money::{MoneyUnit, format_money, format_variation};

pub(in crate::checks) const CHECK: Check = Check {
    code: "variation-not-its-figures",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed revenue variation that is not the forecast less the revised budget, rounding allowed",
    to_do: "Print the variation that is worked out, or correct the budget or the forecast.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    for row in &report.budget.revenue {
        let Some(amount) = &row.amount else { continue };
        let agreement = compare_amount(amount.stated_variation, row.variation, amount.rounding);
        let figures = (amount.stated_variation, row.variation, row.forecast.figure, row.revised.figure);
        let (
            Agreement::Differs | Agreement::OtherSign,
            (Some(stated), Some(computed), Some(forecast), Some(revised)),
        ) = (agreement, figures)
        else {
            continue;
        };
        let unit = MoneyUnit::Thousands;
        let decimals = unit.decimals(amount.rounding);
        let money = |pence| format_money(pence, unit, decimals);
        let (stated, computed) =
            (format_variation(stated, unit, decimals), format_variation(computed, unit, decimals));
        let message = format!(
            "The variation is printed as {stated} (£000), but a forecast of {} less a budget of {} is {computed}.",
            money(forecast),
            money(revised)
        );
        let line = &row.node.line;
        let subject = Subject { table: Table::BudgetLine, id: line.id };
        found.say(subject, &line.name, "variation", message, stated, computed);
    }
}
