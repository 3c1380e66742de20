//! A challenge that does not say what it requires.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "challenge-without-action",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a key challenge without the action it requires",
    to_do: "Say what is to be done about it: e on the section.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    let bare = |section: &&Section| {
        section.kind == SectionKind::Challenge && section.action_required.trim().is_empty()
    };
    for section in report.sections.iter().filter(bare) {
        let name = text::section_name(section);
        let subject = Subject { table: Table::Section, id: section.id };
        let message = format!("The challenge “{name}” does not say what it requires.");
        found.say(subject, &name, "action_required", message, "empty", "");
    }
}
