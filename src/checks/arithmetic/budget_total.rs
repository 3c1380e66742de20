//! A printed subtotal or total against its lines.

use super::*;
use crate::domain::money::{MoneyUnit, format_money};

pub(in crate::checks) const CHECK: Check = Check {
    code: "total-not-its-lines",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed subtotal or total that its lines do not add up to, by more than a rounding unit",
    to_do: "Add the lines up again: one of them is missing, or the total is another period’s.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    for row in &report.budget.revenue {
        let totals =
            [("original budget", row.original), ("revised budget", row.revised), ("forecast", row.forecast)];
        for (name, settled) in totals {
            let (Some(printed), Some(lines), true) = (settled.printed, settled.lines, settled.disagrees())
            else {
                continue;
            };
            let unit = MoneyUnit::Thousands;
            let decimals = unit.decimals(row.rounding());
            let (stated, computed) =
                (format_money(printed, unit, decimals), format_money(lines, unit, decimals));
            let message = format!(
                "The {name} is printed as {stated} (£000) in total, but its lines add up to {computed}."
            );
            let line = &row.node.line;
            let subject = Subject { table: Table::BudgetLine, id: line.id };
            found.say(subject, &line.name, name.replace(' ', "_"), message, stated, computed);
        }
    }
}
