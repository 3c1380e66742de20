//! The name of a band against the score beside it.

use super::risk_score::KINDS;
use super::*;
use crate::workbook::risks::kind_code;

pub(in crate::checks) const CHECK: Check = Check {
    code: "label-not-its-band",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a risk labelled with one band (“Medium High”) where its score is in another, or in none there is",
    to_do: "Use the label of the band that the matrix gives the score.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    let matrix = &report.risks.matrix;
    for row in &report.risks.rows {
        for kind in KINDS {
            let Some(assessment) = row.assessment(kind).filter(|one| !one.stated_label.trim().is_empty())
            else {
                continue;
            };
            let position = assessment.position();
            let band = match position.stated {
                // The label stands beside the printed score, whatever the factors say.
                Some(score) => matrix.band_of_score(score),
                None => position.band(matrix),
            };
            let (Some(band), Some(score)) = (band, position.rated(matrix)) else { continue };
            let label = assessment.stated_label.trim();
            if matrix.band_named(label).is_some_and(|named| named == band) {
                continue;
            }
            let kind = kind_code(kind);
            let message = format!(
                "The {kind} rating of {score} is labelled {label}, but on the matrix {score} is {}.",
                band.name
            );
            let subject = Subject { table: Table::Risk, id: row.id };
            found.say(subject, &row.reference, format!("{kind}_label"), message, label, band.name.clone());
        }
    }
}
