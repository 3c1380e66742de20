//! Actions without an owner or a date.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "action-without-owner-or-date",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "open actions that name nobody who is to do them, or no day by which",
    to_do: "Ask the indicator’s owner who does it and by when (e on the action; M changes many).",
    looks_at: LooksAt::Both(look, look_at_report),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let open: Vec<&Action> = one.open_actions().collect();
    say(&open, one.indicator.subject(), &one.indicator.reference, found);
}

fn look_at_report(report: &ReportMaterial, _: &Across, found: &mut Found) {
    let mut subjects: Vec<Subject> = Vec::new();
    for action in &report.actions {
        if !subjects.contains(&action.about()) {
            subjects.push(action.about());
        }
    }
    for subject in subjects {
        let of_it = report.actions.iter().filter(|action| is_open(action) && action.about() == subject);
        say(&of_it.collect::<Vec<_>>(), subject, &text::name_of(report, subject), found);
    }
}

fn say(open: &[&Action], subject: Subject, reference: &str, found: &mut Found) {
    let owner = open.iter().filter(|action| action.owner.trim().is_empty()).count();
    let date = open.iter().filter(|action| action.due.is_none()).count();
    let all = open.len();
    let message = match (owner, date) {
        (0, 0) => return,
        (1, 1) if all == 1 => "Its only action has neither an owner nor a date.".to_owned(),
        (owner, date) if (owner, date) == (all, all) => {
            format!("None of its {all} actions has an owner or a date.")
        }
        (owner, 0) => format!("Of {}, {owner} without an owner.", actions(all)),
        (0, date) => format!("Of {}, {date} without a date.", actions(all)),
        (owner, date) => format!("Of {}, {owner} without an owner and {date} without a date.", actions(all)),
    };
    let computed = format!("{owner} without owner, {date} without date");
    found.say(subject, reference, "actions", message, actions(open.len()), computed);
}
