//! The capital chain: original, revised, latest.

use super::*;
use crate::domain::budget::{Agreement, compare_amount};
use crate::domain::money::{MoneyUnit, format_money};

pub(in crate::checks) const CHECK: Check = Check {
    code: "capital-chain-broken",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed revised or latest capital budget that does not follow from the steps before it",
    to_do: "Follow the chain: original + slippage brought forward = revised; + changes in the year = latest.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    for row in &report.budget.capital {
        let Some(amount) = &row.amount else { continue };
        let links = [
            (
                "revised budget",
                "the original budget and what was brought forward",
                amount.stated_revised,
                row.chain.revised,
            ),
            (
                "latest budget",
                "the revised budget and the changes in the year",
                amount.stated_latest,
                row.chain.latest,
            ),
        ];
        for (name, from, stated, computed) in links {
            let (Agreement::Differs | Agreement::OtherSign, Some(stated), Some(computed)) =
                (compare_amount(stated, computed, amount.rounding), stated, computed)
            else {
                continue;
            };
            let unit = MoneyUnit::Thousands;
            let decimals = unit.decimals(amount.rounding);
            let (stated, computed) =
                (format_money(stated, unit, decimals), format_money(computed, unit, decimals));
            let mut message =
                format!("The {name} is printed as {stated} (£000), but {from} come to {computed}.");
            if name == "latest budget" && row.capital.deletions.is_some() {
                message.push_str(" Deletions were taken off, whatever their sign.");
            }
            let line = &row.node.line;
            let subject = Subject { table: Table::BudgetLine, id: line.id };
            found.say(subject, &line.name, name.replace(' ', "_"), message, stated, computed);
        }
    }
}
