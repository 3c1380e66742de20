//! Printed counts of commitments against those listed.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "commitment-counts",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a printed number of commitments, by rating or due, that is not the number listed",
    to_do: "Count the commitments listed again, or list the one that is missing.",
    looks_at: LooksAt::All(look),
};

/// The plans of a period with the printed total each is compared with.
pub(in crate::checks) fn plans(report: &ReportMaterial) -> Vec<(PlanTally, Option<u64>)> {
    let rows = report.commitments.iter().map(|row| (row.plan.as_str(), row.scale, row.rating));
    let tallies = tally_commitments(rows);
    tallies
        .into_iter()
        .map(|tally| {
            let cell = if tally.scale == CommitmentScale::FourColour { "due" } else { "actions" };
            let total = report.printed(&format!("commitments.{cell}")).and_then(printed_count);
            (tally, total)
        })
        .collect()
}

/// The first commitment of a plan: where to go for what is about the plan.
pub(in crate::checks) fn first_of(report: &ReportMaterial, tally: &PlanTally) -> Subject {
    let first = report.commitments.iter().find(|row| row.plan == tally.plan);
    first.map_or(report.subject(), |row| Subject { table: Table::Commitment, id: row.id })
}

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for (tally, total) in plans(report) {
        let mut wrong: Vec<(u64, u64, &'static str)> = Vec::new();
        for (rating, listed) in &tally.counts {
            let printed = report.printed(&format!("commitments.{}", rating.code())).and_then(printed_count);
            wrong.extend(
                printed.filter(|printed| printed != listed).map(|printed| (printed, *listed, rating.title())),
            );
        }
        let listed_in_all = tally.total();
        wrong.extend(
            total.filter(|total| *total != listed_in_all).map(|total| (total, listed_in_all, "in all")),
        );
        if wrong.is_empty() {
            continue;
        }
        let stated = listed(wrong.iter().map(|(printed, _, what)| (*printed, *what)));
        let computed = listed(wrong.iter().map(|(_, listed, what)| (*listed, *what)));
        let message =
            format!("The summary of {} prints {stated}; the commitments listed are {computed}.", tally.plan);
        found.say(first_of(report, &tally), &tally.plan, "counts", message, stated, computed);
    }
}
