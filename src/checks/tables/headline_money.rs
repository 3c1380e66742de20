//! The headline figures of money against the tables.

use super::*;
use crate::domain::budget::{Agreement, compare_amount};
use crate::domain::money::{MoneyUnit, format_money, format_variation, parse_cell};

pub(in crate::checks) const CHECK: Check = Check {
    code: "headline-money",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a revenue or capital variance on the dashboard that the budget tables do not give",
    to_do: "Take the figure from the table, or say what else it is.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    let summary = MoneySummary::of(&report.budget);
    let revenue =
        report.budget.revenue.iter().find(|row| row.node.parent.is_none()).map(|row| &row.node.line);
    let capital =
        report.budget.capital.iter().find(|row| row.node.parent.is_none()).map(|row| &row.node.line);
    // Headlines are printed in whole £000, and so are the two figures they are worked out from.
    let money = |pence: Option<i64>, decimals| {
        pence
            .map_or_else(|| "nothing".to_owned(), |pence| format_money(pence, MoneyUnit::Thousands, decimals))
    };
    let whole = |part: fn(&CapitalRow) -> Option<i64>| {
        let tops = report.budget.capital.iter().filter(|row| row.node.parent.is_none());
        crate::domain::money::total(tops.map(part)).unwrap_or(None)
    };
    let spent =
        format!("forecast {} less revised budget {}", money(summary.forecast, 0), money(summary.revised, 0));
    let built = format!(
        "forecast {} less latest budget {}",
        money(whole(|row| row.capital.forecast), 2),
        money(whole(|row| row.chain.latest), 2)
    );
    let headlines = [
        ("dashboard.revenue_variance", "revenue", summary.variation, revenue, spent),
        ("dashboard.capital_variance", "capital", summary.capital_variance, capital, built),
    ];
    for (field, name, computed, line, how) in headlines {
        let stated =
            report.printed(field).and_then(|text| parse_cell(text, MoneyUnit::Thousands).ok().flatten());
        let (Agreement::Differs | Agreement::OtherSign, Some(stated), Some(computed)) =
            (compare_amount(stated, computed, 100_000), stated, computed)
        else {
            continue;
        };
        let unit = MoneyUnit::Thousands;
        let exact = if computed.abs() < 100_000 { 2 } else { 0 };
        let stated = format_money(stated, unit, 0);
        let computed = format_variation(computed, unit, exact);
        let message = format!(
            "The dashboard prints {stated} (£000) as the {name} variance, but the {name} table gives {computed} ({how})."
        );
        let subject = line.map_or(report.subject(), |line| Subject { table: Table::BudgetLine, id: line.id });
        found.say(subject, "Dashboard", field, message, stated, computed);
    }
}
