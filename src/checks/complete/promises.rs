//! What was promised to members and has not been sent.

use super::*;
use crate::domain::dates::short_date;

pub(in crate::checks) const CHECK: Check = Check {
    code: "promise-unsent",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "something promised to members at a meeting that has not been sent",
    to_do: "Send it and mark it sent (x on the question), or agree a new date with the clerk.",
    looks_at: LooksAt::All(look),
};

fn look(report: &ReportMaterial, _: &Across, found: &mut Found) {
    for row in report.questions.iter().filter(|row| row.status.is_owed() && row.promise_sent.is_none()) {
        let meeting = &row.meeting;
        let when = match (row.promise_due, row.promise_owner.trim()) {
            (Some(due), _) if due < report.today => {
                format!("was due on {} and has not been sent", short_date(due))
            }
            (Some(due), _) => format!("is due on {} and has not been sent", short_date(due)),
            (None, "") => "has not been sent, and has neither owner nor date".to_owned(),
            (None, _) => "has not been sent, and has no date".to_owned(),
        };
        let message = format!("What was promised to {meeting} {when}.");
        let due = row.promise_due.map_or_else(|| "no date".to_owned(), short_date);
        let subject = Subject { table: Table::Question, id: row.id };
        found.say(subject, &text::question_name(row), "promise", message, due, "not sent");
    }
}
