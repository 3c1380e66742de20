//! A printed percentage of the budget against variation and budget.

use super::*;
use crate::domain::Unit;
use crate::domain::budget::{Agreement, compare_percent};
use crate::domain::figures::{format_change, format_value};
use crate::domain::money::{MoneyUnit, format_money, format_variation};

pub(in crate::checks) const CHECK: Check = Check {
    code: "budget-percent-not-its-figures",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed percentage that is not the variation in percent of the size of the revised budget, or has \
                the wrong sign",
    to_do: "Print the percentage that is worked out: an underspend is negative, an overspend positive.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    for row in &report.budget.revenue {
        let Some(amount) = &row.amount else { continue };
        let agreement =
            compare_percent(amount.stated_percent, row.variation, row.revised.figure, amount.rounding);
        let figures = (amount.stated_percent, row.percent, row.variation, row.revised.figure);
        let (Some(stated), Some(computed), Some(variation), Some(revised)) = figures else { continue };
        let how = match agreement {
            Agreement::OtherSign => "has the wrong sign",
            Agreement::Differs => "is not what its figures give",
            _ => continue,
        };
        let unit = MoneyUnit::Thousands;
        let decimals = unit.decimals(amount.rounding);
        let stated = format_value(stated, Unit::Percent, 1);
        let computed = format_change(computed, Unit::Percent, 1);
        let message = format!(
            "The printed {stated} {how}: a variation of {} on a budget of {} (£000) is {computed}.",
            format_variation(variation, unit, decimals),
            format_money(revised, unit, decimals)
        );
        let line = &row.node.line;
        let subject = Subject { table: Table::BudgetLine, id: line.id };
        found.say(subject, &line.name, "percent", message, stated, computed);
    }
}
