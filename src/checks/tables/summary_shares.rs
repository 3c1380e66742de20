//! Shares of the printed summary: `35% (7)` of 20, and shares that cannot stand beside each other.

use super::*;
use crate::domain::commitment;

pub(in crate::checks) const CHECK: Check = Check {
    code: "summary-shares",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a printed share that is not its count of the total, or shares of one split that add up to more than \
                100%",
    to_do: "Work the shares out again from the counts.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for row in summary_rows(report) {
        let Some(total) = summary_count(report, row, "expected").filter(|total| *total > 0) else { continue };
        let others = ["improving_or_same", "worsening"];
        for column in COUNTED.iter().map(|rating| rating.code()).chain(others) {
            let Some(cell) = report.printed(&format!("summary.{row}.{column}")) else { continue };
            let (Some(printed), Some(count)) = (share(cell), printed_count(cell)) else { continue };
            let computed = commitment::share(count, total);
            if printed != computed {
                let message = format!(
                    "The summary prints {cell} {}, but {count} of {total} is {computed}%.",
                    column.replace('_', " ")
                );
                let field = format!("summary.{row}.{column}.share");
                found.say(
                    report.subject(),
                    "Summary",
                    field,
                    message,
                    format!("{printed}%"),
                    format!("{computed}%"),
                );
            }
        }
        let travel = others.map(|column| report.printed(&format!("summary.{row}.{column}")).and_then(share));
        if let [Some(better), Some(worse)] = travel
            && better + worse > 101
        {
            let both = better + worse;
            let message = format!(
                "The summary prints {better}% improving or the same and {worse}% worsening: {both}% of the indicators, \
                 where no more than 100% can be one or the other."
            );
            let field = format!("summary.{row}.travel_shares");
            found.say(report.subject(), "Summary", field, message, format!("{both}%"), "at most 100%");
        }
    }
}
