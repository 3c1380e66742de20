//! Printed shares that no whole counts of the printed total make.

use super::*;
use crate::checks::tables::commitments::{first_of, plans};
use crate::domain::commitment::whole_counts;

pub(in crate::checks) const CHECK: Check = Check {
    code: "shares-of-no-counts",
    family: Family::Plausibility,
    severity: CheckSeverity::Warning,
    looks_for: "shares printed of a known number of commitments that no whole counts make, or that do not add up to \
                100%",
    to_do: "Print the counts beside the shares, and work the shares out from them.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for (tally, total) in plans(report) {
        let Some(total) = total else { continue };
        let shares: Vec<(&'static str, u64)> = tally
            .counts
            .iter()
            .filter_map(|(rating, _)| {
                let cell = report.printed(&format!("commitments.{}", rating.code()))?;
                // A count beside it says what is meant; that is compared elsewhere.
                let share = cell.strip_suffix('%')?.trim().parse().ok()?;
                Some((rating.title(), share))
            })
            .collect();
        if shares.is_empty() {
            continue;
        }
        let percentages: Vec<u64> = shares.iter().map(|(_, share)| *share).collect();
        let subject = first_of(report, &tally);
        let Some(fit) = whole_counts(total, &percentages) else {
            let listed: Vec<String> = shares.iter().map(|(name, share)| format!("{name} {share}%")).collect();
            let listed = listed.join(", ");
            let sum: u64 = percentages.iter().sum();
            let message = format!(
                "{} prints {listed} ({sum}% in all), which no whole counts of {total} make.",
                tally.plan
            );
            found.say(subject, &tally.plan, "shares", message, listed, format!("{total}"));
            continue;
        };
        let counts = fit.counts.iter().zip(&fit.shares);
        for ((name, printed), (count, makes)) in
            shares.iter().zip(counts).filter(|((_, one), (_, other))| one != *other)
        {
            let message = format!(
                "{} prints {name} {printed}% of {total}, but no whole number makes that: the nearest, {count}, is {makes}%.",
                tally.plan
            );
            let field = format!("share {name}");
            found.say(subject, &tally.plan, field, message, format!("{printed}%"), format!("{makes}%"));
        }
    }
}
