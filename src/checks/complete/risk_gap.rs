//! A rating whose impact or probability is blank.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "risk-factor-missing",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a risk of the register whose impact, probability or band is blank beside its rating",
    to_do: "Fill the gap, so that the rating can be followed: m on the risk.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    let matrix = &report.risks.matrix;
    for (row, _) in listed(report) {
        let Some(one) = &row.current else { continue };
        let Some(rated) = one.stated_score else { continue };
        let other = |given: Option<u32>| match given.filter(|given| *given > 0 && rated % given == 0) {
            Some(given) => format!("{given} × {} would give it", rated / given),
            None => "the other alone does not give it".to_owned(),
        };
        let (what, computed) = match (one.impact, one.probability, one.stated_label.trim()) {
            (None, None, _) => ("impact and probability", "nothing shows how it came about".to_owned()),
            (None, given, _) => ("impact", other(given)),
            (given, None, _) => ("probability", other(given)),
            (_, _, "") => {
                let band = matrix.band_of_score(rated).map_or("no band", |band| band.name.as_str());
                ("band", format!("on the matrix it is {band}"))
            }
            _ => continue,
        };
        let message = format!("It is rated {rated}, but its {what} is blank: {computed}.");
        let subject = Subject { table: Table::Risk, id: row.id };
        found.say(subject, &row.reference, what, message, rated.to_string(), "blank");
    }
}
