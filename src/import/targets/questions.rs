//! Questions members asked, with the meeting, the reply and what was promised.

use serde_json::{Value, json};

use super::Takes::{Any, Day, Words};
use super::{Field, ImportKind};
use crate::import::extract::{RowView, belongs_to, words_of};
use crate::workbook::{Meeting, Question, Record, Table};

pub(super) const TARGET: ImportKind = ImportKind {
    code: "questions",
    title: "Members' questions",
    noun: "questions",
    fields: FIELDS,
    needs: &[&["question"], &["reply", "meeting", "asker", "promise"]],
    key: &["question"],
    fillers: &[],
    take,
};

const FIELDS: &[Field] = &[
    Field::new("meeting", "meeting", Words, &["meeting", "committee", "board", "panel", "committee name"]),
    Field::new(
        "held_on",
        "date of the meeting",
        Day,
        &["date", "meeting date", "date of meeting", "held on"],
    ),
    Field::new(
        "asker",
        "asked by",
        Words,
        &["asker", "asked by", "member", "councillor", "questioner", "raised by"],
    ),
    Field::new("page", "page", Any, &["page", "page no", "page number", "report page"]),
    Field::new(
        "cited",
        "about",
        Any,
        &["about", "indicator", "ref", "reference", "cited", "item", "subject", "paragraph", "measure"],
    ),
    Field::new(
        "question",
        "question",
        Words,
        &["question", "questions", "query", "question asked", "comment", "issue raised", "members question"],
    ),
    Field::new("reply", "reply", Words, &["reply", "response", "answer", "officer response", "answer given"]),
    Field::new(
        "promise",
        "what was promised",
        Words,
        &[
            "promise",
            "promised",
            "follow up",
            "action",
            "further information",
            "information to be provided",
            "agreed action",
        ],
    ),
    Field::new(
        "promise_owner",
        "who promised it",
        Words,
        &["owner", "promise owner", "action owner", "lead", "responsible", "by whom"],
    ),
    Field::new("promise_due", "by when", Day, &["due", "due date", "by when", "deadline"]),
    Field::new(
        "promise_sent",
        "sent on",
        Day,
        &["sent", "date sent", "sent on", "circulated", "date circulated"],
    ),
    Field::new(
        "resolution",
        "how it ended",
        Words,
        &["resolution", "outcome", "status", "how it ended", "result"],
    ),
];

fn take(row: &mut RowView<'_>) {
    let question = row.text("question");
    if question.is_empty() {
        return row.refuse("question", "no question is written here");
    }
    let mut meeting = row.text("meeting");
    if meeting.is_empty() {
        meeting = "Committee".to_owned();
    }
    let (held, due, sent) = (row.day("held_on"), row.day("promise_due"), row.day("promise_sent"));
    let source = row.source("question");
    let day = |day: Option<chrono::NaiveDate>| day.map_or(Value::Null, |day| json!(day));
    row.say(
        "meeting",
        &meeting,
        Record::Meeting(Meeting { name: meeting.clone(), held_on: held, source, ..Meeting::default() }),
        &["name", "held_on"],
        Vec::new(),
        Vec::new(),
    );
    let record = Question { meeting_id: 0, question: question.clone(), ..Question::default() };
    let words = ["asker", "page", "cited", "reply", "promise", "promise_owner", "resolution"];
    let mut said: Vec<(&str, Value)> =
        words.iter().map(|field| (*field, words_of(&row.text(field)))).collect();
    said.push(("promise_due", day(due)));
    said.push(("promise_sent", day(sent)));
    row.say(
        "question",
        &format!("“{}”", crate::workbook::steps::short(&question)),
        Record::Question(record),
        &["meeting_id", "question"],
        said,
        vec![belongs_to("meeting_id", Table::Meeting, &Meeting::called(&meeting, held))],
    );
}
