//! Steps with meetings and questions.

use chrono::NaiveDate;

use super::short;
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::linking::between;
use crate::workbook::record::*;

/// The id new meetings go by until they are stored.
pub const NEW_MEETING: Id = -1;
/// The id new questions go by until they are stored.
pub const NEW_QUESTION: Id = -2;

/// A meeting with nothing said of it yet.
pub fn empty_meeting() -> Meeting {
    Meeting { id: NEW_MEETING, ..Meeting::default() }
}

/// A question at a meeting with nothing in it yet. Position 0 puts it last.
pub fn empty_question(meeting_id: Id) -> Question {
    Question { id: NEW_QUESTION, meeting_id, ..Question::default() }
}

/// What a question is called in the history: what it cites, or its first words.
pub fn question_name(question: &Question) -> String {
    match question.citation() {
        cited if cited.is_empty() => format!("“{}”", short(&question.question)),
        cited => cited,
    }
}

/// Logs a question: with its meeting where that is new too, and linked with
/// the indicator it is about, if any.
pub fn ask(meeting: Option<Meeting>, question: Question, indicator: Option<Id>) -> Change {
    let mut change = Change::new(format!("Question: {}", question_name(&question)));
    if let Some(meeting) = meeting {
        change = change.put(Record::Meeting(meeting));
    }
    let id = question.id;
    change = change.put(Record::Question(question));
    if let Some(indicator) = indicator {
        let indicator = Subject { table: Table::Indicator, id: indicator };
        change = change.put(Record::Link(between(indicator, Subject { table: Table::Question, id })));
    }
    change
}

/// Stores a meeting, new or changed.
pub fn put_meeting(meeting: Meeting) -> Change {
    let verb = if meeting.id > 0 { "edited" } else { "added" };
    Change::new(format!("Meeting {verb}: {}", short(&meeting.name))).put(Record::Meeting(meeting))
}

/// Deletes a meeting. One with questions is refused by the store.
pub fn remove_meeting(meeting: &Meeting) -> Change {
    Change::new(format!("Meeting deleted: {}", short(&meeting.name))).remove(
        Table::Meeting,
        meeting.id,
        meeting.revision,
    )
}

/// Stores a question that was edited.
pub fn edit_question(question: Question) -> Change {
    Change::new(format!("Question edited: {}", question_name(&question))).put(Record::Question(question))
}

/// Writes the reply. `revision` is what the question stood at when it was begun.
pub fn write_reply(question: &Question, text: &str, revision: Option<i64>) -> Change {
    let change = Change::new(format!("Reply: {}", question_name(question)));
    let revision = revision.unwrap_or(question.revision);
    change.put(Record::Question(Question { reply: text.trim().to_owned(), revision, ..question.clone() }))
}

/// Promises something, by whom and by when; an empty text takes the promise back.
pub fn promise(question: &Question, what: &str, owner: &str, due: Option<NaiveDate>) -> Change {
    let verb = if what.trim().is_empty() { "Promise taken back" } else { "Promised" };
    Change::new(format!("{verb}: {}", question_name(question))).put(Record::Question(Question {
        promise: what.trim().to_owned(),
        promise_owner: owner.trim().to_owned(),
        promise_due: due,
        ..question.clone()
    }))
}

/// Marks what was promised as sent on a day; none when it was not sent after all.
pub fn mark_sent(question: &Question, on: Option<NaiveDate>) -> Change {
    let verb = if on.is_some() { "Sent" } else { "Not sent after all" };
    Change::new(format!("{verb}: {}", question_name(question)))
        .put(Record::Question(Question { promise_sent: on, ..question.clone() }))
}

/// Closes a question with how it ended; an empty text opens it again.
pub fn resolve(question: &Question, how: &str) -> Change {
    let verb = if how.trim().is_empty() { "Question reopened" } else { "Question resolved" };
    Change::new(format!("{verb}: {}", question_name(question)))
        .put(Record::Question(Question { resolution: how.trim().to_owned(), ..question.clone() }))
}

/// Deletes a question. Its history stays.
pub fn remove_question(question: &Question, links: &[Link]) -> Change {
    let mut change = Change::new(format!("Question deleted: {}", question_name(question)));
    for link in links {
        change = change.remove(Table::Link, link.id, link.revision);
    }
    change.remove(Table::Question, question.id, question.revision)
}
