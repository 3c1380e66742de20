//! A printed risk score against its impact and probability.

use super::*;
use crate::workbook::risks::kind_code;

pub(in crate::checks) const CHECK: Check = Check {
    code: "score-not-its-factors",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed risk score that impact × probability on the matrix does not give",
    to_do: "Correct the score, or the impact or probability printed beside it.",
    looks_at: LooksAt::All(look),
};

pub(super) const KINDS: [AssessmentKind; 3] =
    [AssessmentKind::Current, AssessmentKind::Target, AssessmentKind::Inherent];

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    for row in &report.risks.rows {
        for kind in KINDS {
            let position = row.position(kind);
            let (Some(stated), Some(score)) = (position.stated, position.score(&report.risks.matrix)) else {
                continue;
            };
            let (Some(impact), Some(probability)) = (position.impact, position.probability) else { continue };
            if stated == score {
                continue;
            }
            let kind = kind_code(kind);
            let message = format!(
                "The {kind} rating is printed as {stated}, but impact {impact} × probability {probability} is {score}."
            );
            let subject = Subject { table: Table::Risk, id: row.id };
            found.say(
                subject,
                &row.reference,
                format!("{kind}_score"),
                message,
                stated.to_string(),
                score.to_string(),
            );
        }
    }
}
