//! A listed risk of which nobody says what is done about it.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "risk-without-treatment",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a risk of the register whose status is blank: treat, tolerate, transfer or terminate",
    to_do: "Say how it is treated: e on the risk.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for (row, _) in listed(report).filter(|(row, _)| row.treatment == Treatment::Unstated) {
        let rated = report.risks.rated(row, AssessmentKind::Current).unwrap_or(0).to_string();
        let message =
            format!("It is rated {rated}, and its status is blank: treat, tolerate, transfer or terminate.");
        let subject = Subject { table: Table::Risk, id: row.id };
        found.say(subject, &row.reference, "treatment", message, "blank", rated);
    }
}
