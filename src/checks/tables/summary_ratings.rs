//! RAG counts of the printed summary against the rows.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "summary-ratings",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a summary of ratings by type that its indicators, as they are rated, do not add up to",
    to_do: "Count the rows again, or look why each is rated as it is (w on the indicator).",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, across: &Across, found: &mut Found) {
    for row in summary_rows(report).into_iter().filter(|row| *row != "overall") {
        let rows = counted(report, across, row);
        let wrong: Vec<(Rating, u64, u64)> = COUNTED
            .into_iter()
            .filter_map(|rating| {
                let printed = summary_count(report, row, rating.code())?;
                let counted = rows.iter().filter(|one| one.rating == rating).count() as u64;
                (printed != counted).then_some((rating, printed, counted))
            })
            .collect();
        if wrong.is_empty() {
            continue;
        }
        let stated = listed(wrong.iter().map(|(rating, printed, _)| (*printed, rating.title())));
        let computed = listed(wrong.iter().map(|(rating, _, counted)| (*counted, rating.title())));
        let name = row_name(row);
        let which: Vec<&str> = rows
            .iter()
            .filter(|one| {
                wrong.iter().any(|(rating, printed, counted)| one.rating == *rating && counted > printed)
            })
            .map(|one| one.reference.as_str())
            .take(8)
            .collect();
        let which = if which.is_empty() { String::new() } else { format!(" ({})", which.join(", ")) };
        let message = format!(
            "The summary prints {stated} for {name}; the {} indicators listed, rated by their own figures, make \
             {computed}{which}.",
            rows.len()
        );
        found.say(report.subject(), "Summary", format!("summary.{row}.ratings"), message, stated, computed);
    }
}
