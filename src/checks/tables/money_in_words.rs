//! "An overspend of £3.234m" in the narrative against the revenue table.

use super::*;
use crate::checks::text::{clauses, starts_with, tokens};
use crate::domain::money::{MoneyUnit, say_money};

pub(in crate::checks) const CHECK: Check = Check {
    code: "overspend-in-words",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "an overspend or underspend said to be so much in the summary or finance sections where the revenue \
                table gives another",
    to_do: "Take the figure from the table: it changes whenever a line does.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    let tops: Vec<&BudgetRow> =
        report.budget.revenue.iter().filter(|row| row.node.parent.is_none()).collect();
    let ([top], true) = (tops.as_slice(), !tops.is_empty()) else { return };
    let Some(computed) = top.variation else { return };
    for section in &report.sections {
        if !matches!(section.kind, SectionKind::Finance | SectionKind::Summary) {
            continue;
        }
        for clause in clauses(&section.text) {
            // Of the whole only: an overspend "on" or "in" something is a line's own.
            let tokens = tokens(clause);
            let said = (0..tokens.len()).find_map(|at| {
                let over = starts_with(&tokens[at..], &["overspend", "of"]);
                let under = starts_with(&tokens[at..], &["underspend", "of"]);
                let amount = tokens.get(at + 2).filter(|token| (over || under) && token.money)?;
                let of_a_line = tokens
                    .get(at + 3)
                    .is_some_and(|next| matches!(next.word, "on" | "in" | "for" | "against"));
                let pounds = amount.figure.filter(|_| !of_a_line)?;
                Some((amount.word, if under { -pounds } else { pounds }))
            });
            let Some((word, pounds)) = said else { continue };
            // Said to as many digits as it is written with.
            let digits =
                word.split_once('.').map_or(0, |(_, rest)| rest.chars().filter(char::is_ascii_digit).count());
            let unit = match word.chars().next_back() {
                Some('m' | 'M') => 1e6,
                Some('k' | 'K') => 1e3,
                _ => 1.0,
            };
            let may = unit * 10_f64.powi(-(digits as i32)) + 1_000.0;
            if (pounds - computed as f64 / 100.0).abs() <= may {
                continue;
            }
            let table = say_money(computed, MoneyUnit::Thousands);
            let name = crate::checks::text::section_name(section);
            let message = format!(
                "{name} speaks of {} of {word}, but the revenue table gives {table} (forecast less revised budget).",
                if pounds < 0.0 { "an underspend" } else { "an overspend" }
            );
            let subject = Subject { table: Table::Section, id: section.id };
            found.say(subject, &name, "text", message, word, table);
        }
    }
}
