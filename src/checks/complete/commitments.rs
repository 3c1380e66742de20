//! Commitments without a rating, a word, or a way back to green.

use super::*;
use crate::domain::commitment::needs_path;

pub(in crate::checks) const CHECK: Check = Check {
    code: "commitment-incomplete",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a commitment that is not rated, has no commentary, or is off track without a path back to green",
    to_do: "Rate it and say how it stands: e on the commitment.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for row in report.commitments.iter().filter(|row| !row.placeholder) {
        let (message, stated) = match row.rating {
            None => ("It has no rating.".to_owned(), "no rating"),
            Some(rating) if !row.has_commentary => {
                (format!("It is {} without a word.", rating.title()), "no commentary")
            }
            Some(rating) if needs_path(rating) && !row.has_path => (
                format!("It is {}, and nothing says how it gets back to green.", rating.title()),
                "no path to green",
            ),
            Some(_) => continue,
        };
        let subject = Subject { table: Table::Commitment, id: row.id };
        let rating = row.rating.map_or("", |rating| rating.title());
        found.say(subject, &row.reference, "commentary", message, stated, rating);
    }
}
