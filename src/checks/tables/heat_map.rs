//! The printed heat map against the register.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "heat-map-not-its-register",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a cell of the printed heat map that counts more or fewer risks than the register has there",
    to_do: "Count the risks of the cell again; Enter on the cell lists them.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for differs in report.risks.differs().unwrap_or_default() {
        let cell = differs.cell;
        let (stated, computed) = (differs.printed.to_string(), differs.counted.to_string());
        let message = format!(
            "The heat map prints {stated} at impact {} × probability {}, but the register has {computed} there.",
            cell.impact, cell.probability
        );
        let there = report.risks.in_cell(cell, AssessmentKind::Current).next().or(report.risks.rows.first());
        let subject = there.map_or(report.subject(), |row| Subject { table: Table::Risk, id: row.id });
        let field = format!("heat_map.{}.{}", cell.probability, cell.impact);
        found.say(subject, "Heat map", field, message, stated, computed);
    }
}
