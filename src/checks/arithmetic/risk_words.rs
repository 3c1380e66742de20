//! The word printed beside an impact or a probability against its number.

use super::risk_score::KINDS;
use super::*;
use crate::workbook::risks::kind_code;

pub(in crate::checks) const CHECK: Check = Check {
    code: "word-not-its-number",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "an impact or probability whose word and number disagree, as in “Moderate 4” where Moderate is 3",
    to_do: "Correct the word or the number: the score follows from the number.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &crate::checks::Across, found: &mut Found) {
    let matrix = &report.risks.matrix;
    for row in &report.risks.rows {
        for kind in KINDS {
            let Some(one) = row.assessment(kind) else { continue };
            let factors = [
                ("impact", &matrix.impact, one.impact, one.stated_impact.trim()),
                ("probability", &matrix.probability, one.probability, one.stated_probability.trim()),
            ];
            for (name, axis, step, word) in factors {
                let Some(step) =
                    step.filter(|step| !word.is_empty() && !axis.label(*step).eq_ignore_ascii_case(word))
                else {
                    continue;
                };
                let kind = kind_code(kind);
                let means = match axis.parse(word) {
                    Ok(number) => format!("{word} is {number}"),
                    Err(_) => format!("the matrix has no “{word}”"),
                };
                let label = axis.label(step);
                let message = format!(
                    "The {kind} {name} is printed as “{word} {step}”, but {means} and {step} is {label}."
                );
                let subject = Subject { table: Table::Risk, id: row.id };
                let field = format!("{kind}_{name}");
                found.say(
                    subject,
                    &row.reference,
                    field,
                    message,
                    format!("{word} {step}"),
                    format!("{label} {step}"),
                );
            }
        }
    }
}
