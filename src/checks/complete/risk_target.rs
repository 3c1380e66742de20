//! A target no better than now.

use super::*;
use crate::domain::risk::TargetDoubt;

pub(in crate::checks) const CHECK: Check = Check {
    code: "risk-target-no-better",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a risk that is treated although its target is no better than where it stands",
    to_do: "Set a target that the controls are to reach, or tolerate the risk and say so.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    let matrix = &report.risks.matrix;
    for (row, _) in listed(report).filter(|(row, _)| row.treatment != Treatment::Tolerate) {
        let doubt = report.risks.doubt(row);
        let now = row.position(AssessmentKind::Current);
        let (Some(rated), Some(target)) =
            (now.rated(matrix), report.risks.rated(row, AssessmentKind::Target))
        else {
            continue;
        };
        let message = match doubt {
            TargetDoubt::None => continue,
            TargetDoubt::NoBetter => {
                format!("Its target is {target}, and it stands at {rated} now: no better.")
            }
            TargetDoubt::Worse => {
                format!("Its target is {target}, which is worse than the {rated} it stands at now.")
            }
            TargetDoubt::WorseThanFactors => format!(
                "Its target is {target}, which is worse than the {} its own impact × probability give now.",
                now.score(matrix).unwrap_or(rated)
            ),
        };
        let subject = Subject { table: Table::Risk, id: row.id };
        found.say(subject, &row.reference, "target", message, target.to_string(), rated.to_string());
    }
}
