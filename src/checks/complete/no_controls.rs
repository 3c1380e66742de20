//! A listed risk that nothing keeps down.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "risk-without-controls",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a risk of the register (at or above its threshold) without a single control",
    to_do: "Add what is done about it: + on the risk.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for (row, _) in listed(report).filter(|(row, _)| row.controls == 0) {
        let rated = report.risks.rated(row, AssessmentKind::Current).unwrap_or(0).to_string();
        let message = format!("It is rated {rated} and has no control.");
        let subject = Subject { table: Table::Risk, id: row.id };
        found.say(subject, &row.reference, "controls", message, rated, "no control");
    }
}
