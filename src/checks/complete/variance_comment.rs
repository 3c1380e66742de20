//! A budget line well over or under without a comment.

use super::*;
use crate::domain::Rating;
use crate::domain::money::{MoneyUnit, say_money};

pub(in crate::checks) const CHECK: Check = Check {
    code: "variation-without-comment",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a budget line that is forecast over its budget beyond what is tolerated, without a comment",
    to_do: "Say why it varies: c on the line.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for row in report.budget.revenue.iter().filter(|row| !row.node.is_total() && row.rating == Rating::Red) {
        let comment = row.amount.as_ref().map_or("", |amount| amount.comment.trim());
        let (Some(over), Some(percent), "") = (row.variation, row.percent, comment) else { continue };
        let over = say_money(over, MoneyUnit::Thousands);
        let message = format!("It is forecast {over} ({percent:.1}%) over its budget, and nothing says why.");
        let line = &row.node.line;
        let subject = Subject { table: Table::BudgetLine, id: line.id };
        found.say(subject, &line.name, "comment", message, over, "no comment");
    }
}
