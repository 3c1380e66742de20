//! Figures that belong to no line of their table.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "stray-figure",
    family: Family::Tables,
    severity: CheckSeverity::Warning,
    looks_for: "a figure printed in a column of the budget table that belongs to no line",
    to_do: "Take it out, or find the line that is missing.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for printed in &report.printed {
        let Some(column) = printed.field.strip_prefix("revenue.stray_") else { continue };
        let text = printed.text.trim();
        let lines = report.budget.revenue.len();
        let row = report.budget.revenue.iter().find(|row| {
            let stated = row.amount.as_ref().and_then(|amount| amount.stated_percent);
            stated.is_some_and(|percent| format!("{percent}%") == text)
        });
        let beside = row.map_or(String::new(), |row| format!(", the same as beside {}", row.node.line.name));
        let message = format!(
            "The {column} column of the revenue table prints {text} once more than there are lines: {} figures for \
             {lines} lines{beside}.",
            lines + 1
        );
        let line = row.or(report.budget.revenue.first()).map(|row| row.node.line.id);
        let subject = line.map_or(report.subject(), |id| Subject { table: Table::BudgetLine, id });
        found.say(
            subject,
            "Revenue table",
            printed.field.clone(),
            message,
            (lines + 1).to_string(),
            lines.to_string(),
        );
    }
}
