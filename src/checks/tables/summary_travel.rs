//! Direction-of-travel counts of the printed summary against the rows.

use super::*;
use crate::domain::Direction;

pub(in crate::checks) const CHECK: Check = Check {
    code: "summary-travel",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a summary of improving and worsening by type that the rows do not add up to, or that counts more \
                than there are",
    to_do: "Count the directions of travel in the rows again.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, across: &Across, found: &mut Found) {
    for row in summary_rows(report) {
        let columns = ["improving_or_same", "worsening"];
        let [Some(better), Some(worse)] = columns.map(|column| summary_count(report, row, column)) else {
            continue;
        };
        let rows = counted(report, across, row);
        let holds = rows.iter().filter(|one| one.holds()).count() as u64;
        let worsens = rows.iter().filter(|one| one.direction == Direction::Worsening).count() as u64;
        if (better, worse) == (holds, worsens) {
            continue;
        }
        let stated = format!("{better} and {worse}");
        let computed = format!("{holds} and {worsens}");
        let total = better + worse;
        let too_many = if total > rows.len() as u64 {
            format!(", {total} in all where there are {}", rows.len())
        } else {
            String::new()
        };
        let name = row_name(row);
        let message = format!(
            "The summary prints {better} improving or the same and {worse} worsening for {name}{too_many}; its rows \
             print {holds} and {worsens}."
        );
        found.say(report.subject(), "Summary", format!("summary.{row}.travel"), message, stated, computed);
    }
}
