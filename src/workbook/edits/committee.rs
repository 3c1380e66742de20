//! Meetings and questions.

use super::{Fault, Patch, Reading, When, described};
use crate::workbook::steps::committee::{
    NEW_MEETING, ask as ask_step, edit_question, empty_meeting, mark_sent, promise, put_meeting,
};
use crate::workbook::{Change, Id, Meeting, PrintedOn, Question};

/// Adds a meeting, or edits the one that `old` is.
///
/// # Errors
/// Every field that is refused.
pub fn meeting(old: &Meeting, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    described(old, patch, when).map(put_meeting)
}

fn read_question(old: &Question, patch: &Patch, when: &When) -> Result<Question, Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    let owed = new.promise_due.is_some() || !new.promise_owner.is_empty();
    if new.promise.trim().is_empty() && owed {
        reading.refuse("promise", "say what is promised, or leave owner and date empty");
    }
    reading.done()?;
    Ok(new)
}

/// Edits a question, or moves it to another `meeting`. Where only what is promised changes, the step
/// is called so.
///
/// # Errors
/// Every field that is refused.
pub fn question(
    old: &Question,
    meeting: Option<Id>,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let new = Question { meeting_id: meeting.unwrap_or(old.meeting_id), ..read_question(old, patch, when)? };
    let promised = Question {
        promise: new.promise.clone(),
        promise_owner: new.promise_owner.clone(),
        promise_due: new.promise_due,
        ..old.clone()
    };
    if new == promised && new != *old {
        return Ok(promise(old, &new.promise, &new.promise_owner, new.promise_due));
    }
    Ok(edit_question(new))
}

/// Logs a question that is not in the log yet: at the meeting `empty` names or, where that is none,
/// at a new one of the fields `name`, `held_on` and `report`. `about` is the indicator it is about, which it
/// cites unless it says otherwise; where there is none, the page it cites may say it.
///
/// # Errors
/// Every field that is refused; of a meeting there is, those of a new one.
pub fn ask(
    empty: &Question,
    about: Option<(Id, &str)>,
    printed: &PrintedOn,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut keep = |found: Vec<Fault>| faults.extend(found);
    let new = (empty.meeting_id == NEW_MEETING)
        .then(|| described(&empty_meeting(), patch, when).map_err(&mut keep).ok())
        .flatten();
    if empty.meeting_id != NEW_MEETING {
        for field in ["name", "held_on", "report"] {
            if patch.get(field).is_some_and(|text| !text.is_empty()) {
                keep(vec![(field, "that meeting is in the log already: it is changed by itself".to_owned())]);
            }
        }
    }
    let cited = about.map_or_else(|| empty.cited.clone(), |(_, reference)| reference.to_owned());
    let empty = &Question { cited, ..empty.clone() };
    let question = read_question(empty, patch, when).map_err(&mut keep).ok();
    let Some(question) = question.filter(|_| faults.is_empty()) else { return Err(faults) };
    let meant = || printed.meant(&question.page, &question.cited).map(|(id, _)| id);
    let indicator = about.map(|(id, _)| id).or_else(meant);
    Ok(ask_step(new, question, indicator))
}

/// The day on which what was promised was sent; none where it was not after all.
///
/// Fields: `sent`.
///
/// # Errors
/// Why it is refused.
pub fn sent(question: &Question, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let mut on = question.promise_sent;
    let mut reading = Reading::new(patch, when);
    if question.promise.trim().is_empty() {
        reading.refuse("sent", "Nothing was promised in answer to this question");
    }
    reading.past_day("sent", "sent", &mut on);
    reading.done()?;
    Ok(mark_sent(question, on))
}
