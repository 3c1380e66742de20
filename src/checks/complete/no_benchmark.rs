//! A missing benchmark where others of the type have one.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "no-benchmark",
    family: Family::Completeness,
    severity: CheckSeverity::Note,
    looks_for: "an indicator without a benchmark where at least half of its type have one",
    to_do: "Import the benchmark, or say that none is published.",
    looks_at: LooksAt::All(look),
};

fn look(_: &ReportMaterial, across: &Across, found: &mut Found) {
    let mut kinds: Vec<(&str, usize, usize)> = Vec::new();
    for row in &across.rows {
        let at = kinds.iter().position(|(kind, ..)| *kind == row.kind);
        let at = at.unwrap_or_else(|| {
            kinds.push((&row.kind, 0, 0));
            kinds.len() - 1
        });
        kinds[at].1 += 1;
        kinds[at].2 += usize::from(row.benchmarked);
    }
    for row in across.rows.iter().filter(|row| !row.benchmarked) {
        let Some((kind, all, with)) = kinds.iter().find(|(kind, ..)| *kind == row.kind) else { continue };
        if *with == 0 || with * 2 < *all {
            continue;
        }
        let message = format!("It has no benchmark, though {with} of {all} {kind} indicators have one.");
        found.say(row.subject, &row.reference, "benchmark", message, "none", format!("{with} of {all}"));
    }
}
