//! A listed risk without a target.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "risk-without-target",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a risk of the register without a target assessment",
    to_do: "Assess where the treatment is to bring it: m on the risk, then the target.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for (row, _) in
        listed(report).filter(|(row, _)| row.target.is_none() && row.treatment != Treatment::Tolerate)
    {
        let rated = report.risks.rated(row, AssessmentKind::Current).unwrap_or(0).to_string();
        let message = format!("It is rated {rated}, and there is no target to bring it to.");
        let subject = Subject { table: Table::Risk, id: row.id };
        found.say(subject, &row.reference, "target", message, rated, "no target");
    }
}
