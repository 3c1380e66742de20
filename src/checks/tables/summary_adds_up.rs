//! The printed summary against itself: types make the overall row, ratings make the number expected.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "summary-does-not-add-up",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a summary whose rows do not add up to its overall row, or whose ratings do not add up to the number \
                of indicators it says report",
    to_do: "Add the table up again, by row and by column.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, across: &Across, found: &mut Found) {
    let rows = summary_rows(report);
    let kinds: Vec<&str> = rows.iter().copied().filter(|row| *row != "overall").collect();
    let others = ["improving_or_same", "worsening", "expected"];
    let columns = COUNTED.iter().map(|rating| rating.code()).chain(others);
    for column in columns {
        let Some(overall) = summary_count(report, "overall", column) else { continue };
        let parts: Option<Vec<u64>> = kinds.iter().map(|row| summary_count(report, row, column)).collect();
        let Some(sum) = parts.filter(|parts| !parts.is_empty()).map(|parts| parts.iter().sum::<u64>()) else {
            continue;
        };
        if sum != overall {
            let what = column.replace('_', " ");
            let message =
                format!("The summary prints {overall} {what} overall, but its types add up to {sum}.");
            let field = format!("summary.overall.{column}");
            found.say(report.subject(), "Summary", field, message, overall.to_string(), sum.to_string());
        }
    }
    for row in rows {
        let Some(expected) = summary_count(report, row, "expected") else { continue };
        let ratings = COUNTED.iter().filter_map(|rating| summary_count(report, row, rating.code()));
        let sum: u64 = ratings.sum();
        let there = counted(report, across, row).len() as u64;
        let name = row_name(row);
        if sum != expected {
            let message = format!(
                "The summary says {expected} {name} indicators report, but its ratings add up to {sum}."
            );
            let field = format!("summary.{row}.sum_of_ratings");
            found.say(report.subject(), "Summary", field, message, expected.to_string(), sum.to_string());
        } else if expected != there {
            let message =
                format!("The summary says {expected} {name} indicators report, but {there} are listed.");
            let field = format!("summary.{row}.listed");
            found.say(report.subject(), "Summary", field, message, expected.to_string(), there.to_string());
        }
    }
}
