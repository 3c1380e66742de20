//! The steps an officer takes, as changes: the screens, the forms and the
//! command line all make them here, so that each can do what the others can.

pub mod budget;
pub mod chart;
pub mod committee;
pub mod delivery;
pub mod jumps;
pub mod measure;
pub mod narrative;
pub mod organisations;
pub mod period;
pub mod risk;
pub mod settings;
pub mod themes;

use chrono::NaiveDate;

use crate::domain::dates::short_date;
use crate::domain::{Period, Rating, ResultStatus};
use crate::workbook::answer::Detail;
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::record::*;
use crate::workbook::views::ActionRow;

/// A result with nothing in it yet.
pub fn empty_result(indicator_id: Id, period: Period) -> ResultRecord {
    ResultRecord {
        id: 0,
        revision: 0,
        indicator_id,
        period,
        numerator: None,
        denominator: None,
        stated: None,
        printed: String::new(),
        missing_because: String::new(),
        status: ResultStatus::Final,
        covers_from: None,
        covers_to: None,
        basis: None,
        illustrative: false,
        source: String::new(),
    }
}

/// The name of a kind of writing, as labels and drafts call it.
pub fn kind_name(kind: CommentaryKind) -> &'static str {
    match kind {
        CommentaryKind::Reasons => "reasons",
        CommentaryKind::NoActionBecause => "why no action",
        CommentaryKind::RisksAndOpportunities => "risks and opportunities",
    }
}

/// The record that holds a text, new or changed; `None` when nothing would change.
fn commentary_record(detail: &Detail, kind: CommentaryKind, text: &str) -> Option<Commentary> {
    let text = text.trim();
    let existing = detail.commentary.iter().find(|commentary| commentary.kind == kind);
    match existing {
        Some(commentary) if commentary.text == text => None,
        Some(commentary) => {
            Some(Commentary { text: text.to_owned(), carried_from: None, ..commentary.clone() })
        }
        None if text.is_empty() => None,
        None => Some(Commentary {
            id: 0,
            revision: 0,
            indicator_id: detail.indicator.id,
            period: detail.standing.period,
            kind,
            text: text.to_owned(),
            status: CommentaryStatus::Draft,
            carried_from: None,
        }),
    }
}

/// Saves writing. An emptied text is removed.
pub fn write(detail: &Detail, kind: CommentaryKind, text: &str) -> Change {
    write_over(detail, kind, text, None)
}

/// Saves writing that was begun when the text stood at `revision`, so that a
/// change made meanwhile by someone else is noticed and not overwritten.
pub fn write_over(detail: &Detail, kind: CommentaryKind, text: &str, revision: Option<i64>) -> Change {
    let change = Change::new(format!("{} {}", detail.indicator.reference, kind_name(kind)));
    let existing = detail.commentary.iter().find(|commentary| commentary.kind == kind);
    match existing {
        Some(commentary) if text.trim().is_empty() => {
            change.remove(Table::Commentary, commentary.id, revision.unwrap_or(commentary.revision))
        }
        _ => match commentary_record(detail, kind, text) {
            Some(mut record) => {
                if let (Some(revision), true) = (revision, record.id > 0) {
                    record.revision = revision;
                }
                change.put(Record::Commentary(record))
            }
            None => change,
        },
    }
}

/// An action with nothing in it yet.
pub fn empty_action(about: Subject, period: Period) -> Action {
    Action { subject: about.table, subject_id: about.id, period, ..Action::default() }
}

/// Stores an action: added when it is new, else edited.
pub fn put_action(reference: &str, action: Action) -> Change {
    let verb = if action.id > 0 { "edit" } else { "add" };
    Change::new(format!("{reference} {verb} action “{}”", short(&action.description)))
        .put(Record::Action(action))
}

/// Gives several actions a date, an owner, or both; what is not given stays.
pub fn redate(actions: &[ActionRow], due: Option<NaiveDate>, owner: &str) -> Change {
    let redated = |action: &Action| Action {
        due: due.or(action.due),
        owner: if owner.is_empty() { action.owner.clone() } else { owner.to_owned() },
        ..action.clone()
    };
    if let [one] = actions {
        return put_action(&one.reference, redated(&one.action));
    }
    let to = match (due, owner) {
        (Some(due), "") => short_date(due),
        (Some(due), owner) => format!("{}, {owner}", short_date(due)),
        (None, owner) => owner.to_owned(),
    };
    actions.iter().fold(Change::new(format!("Change {} actions: {to}", actions.len())), |change, row| {
        change.put(Record::Action(redated(&row.action)))
    })
}

/// Closes an action as done or dropped.
pub fn close_action(
    reference: &str,
    action: &Action,
    status: ActionStatus,
    period: Period,
    progress: &str,
) -> Change {
    let word = if status == ActionStatus::Done { "done" } else { "dropped" };
    let mut action = action.clone();
    action.status = status;
    action.closed_in = Some(period);
    if !progress.trim().is_empty() {
        progress.clone_into(&mut action.progress);
    }
    Change::new(format!("{reference} action {word} “{}”", short(&action.description)))
        .put(Record::Action(action))
}

/// Deletes an action. Its history stays.
pub fn remove_action(reference: &str, action: &Action) -> Change {
    Change::new(format!("{reference} delete action “{}”", short(&action.description))).remove(
        Table::Action,
        action.id,
        action.revision,
    )
}

/// The first words of a text, for labels.
pub fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= 40 {
        line.to_owned()
    } else {
        let cut: String = line.chars().take(39).collect();
        format!("{}…", cut.trim_end())
    }
}

/// Marks an indicator reviewed, saving words still in draft in the same step.
/// Only for one that [`crate::workbook::readiness::Readiness`] finds ready.
pub fn mark_reviewed(detail: &Detail, drafts: &[(CommentaryKind, String)], who: &str, at: &str) -> Change {
    let mut change = Change::new(format!("{} reviewed", detail.indicator.reference));
    for (kind, text) in drafts {
        if let Some(record) = commentary_record(detail, *kind, text) {
            change = change.put(Record::Commentary(record));
        }
    }
    change.put(Record::Review(review(detail, ReviewState::Reviewed, "", who, at)))
}

/// Skips an indicator for now, with the reason.
pub fn skip(detail: &Detail, reason: &str, who: &str, at: &str) -> Change {
    Change::new(format!("{} skipped", detail.indicator.reference))
        .because(reason)
        .put(Record::Review(review(detail, ReviewState::Skipped, reason, who, at)))
}

fn review(detail: &Detail, state: ReviewState, reason: &str, who: &str, at: &str) -> Review {
    let (id, revision) = detail.review.as_ref().map_or((0, 0), |review| (review.id, review.revision));
    Review {
        id,
        revision,
        indicator_id: detail.indicator.id,
        period: detail.standing.period,
        state,
        reason: reason.to_owned(),
        fingerprint: detail.standing.fingerprint.clone(),
        by: who.to_owned(),
        at: at.to_owned(),
    }
}

/// Puts a person's rating in place of the computed one.
pub fn override_rating(detail: &Detail, rating: Rating, reason: &str, who: &str, at: &str) -> Change {
    let (id, revision) = detail.rating_override.as_ref().map_or((0, 0), |old| (old.id, old.revision));
    Change::new(format!("{} rating overridden: {}", detail.indicator.reference, rating.title()))
        .because(reason)
        .put(Record::RatingOverride(RatingOverride {
            id,
            revision,
            indicator_id: detail.indicator.id,
            period: detail.standing.period,
            rating,
            reason: reason.to_owned(),
            by: who.to_owned(),
            at: at.to_owned(),
        }))
}

/// Goes back to the computed rating.
pub fn clear_override(detail: &Detail) -> Change {
    let change = Change::new(format!("{} override removed", detail.indicator.reference));
    match &detail.rating_override {
        Some(old) => change.remove(Table::RatingOverride, old.id, old.revision),
        None => change,
    }
}

/// Retires an indicator from a period on.
pub fn retire(indicator: &Indicator, period: Period, reason: &str) -> Change {
    Change::new(format!("{} retired from {}", indicator.reference, period.code())).because(reason).put(
        Record::Indicator(Indicator {
            retired_from: Some(period),
            retired_because: reason.to_owned(),
            ..indicator.clone()
        }),
    )
}
