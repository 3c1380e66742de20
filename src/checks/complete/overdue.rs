//! Actions that should have been done.

use super::*;
use crate::domain::dates::short_date;

pub(in crate::checks) const CHECK: Check = Check {
    code: "action-overdue",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "open actions whose day has passed",
    to_do: "Close it (x on the action), or give it a new date and say in its progress why (e on the action).",
    looks_at: LooksAt::Both(look, look_at_report),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    for action in one.open_actions() {
        say(report, action, one.indicator.subject(), &one.indicator.reference, found);
    }
}

fn look_at_report(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for action in report.actions.iter().filter(|action| is_open(action)) {
        say(report, action, action.about(), &text::name_of(report, action.about()), found);
    }
}

fn say(report: &ReportMaterial, action: &Action, subject: Subject, reference: &str, found: &mut Found) {
    let Some(due) = action.due.filter(|due| *due < report.today) else { return };
    let what = text::first_words(&action.description, 8);
    let message = format!("“{what}” was due on {} and is still open.", short_date(due));
    // How many days late changes daily; the date does not.
    found.say(subject, reference, format!("action {}", action.id), message, short_date(due), "open");
}
