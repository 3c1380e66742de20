//! Sections without a word.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "section-empty",
    family: Family::Completeness,
    severity: CheckSeverity::Error,
    looks_for: "a section of the report with a heading and nothing under it",
    to_do: "Write it (c on the section), or delete the section.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for section in report.sections.iter().filter(|section| section.text.trim().is_empty()) {
        let name = text::section_name(section);
        let message = format!("“{name}” ({}) is empty.", section.kind.title().to_lowercase());
        let subject = Subject { table: Table::Section, id: section.id };
        found.say(subject, &name, "text", message, "empty", "");
    }
}
