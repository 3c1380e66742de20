//! `questions.toml`: meetings and what members asked there.

use serde::Deserialize;

use super::SampleError;
use super::records::{Reader, Source, whole};
use crate::workbook::{Meeting, Question, Record};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    meeting: Vec<MeetingEntry>,
}

/// One `[[meeting]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingEntry {
    name: String,
    held_on: Option<chrono::NaiveDate>,
    report: String,
    #[serde(default)]
    resolution: String,
    source: String,
    #[serde(default)]
    question: Vec<QuestionEntry>,
}

/// One `[[meeting.question]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionEntry {
    #[serde(default)]
    asker: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    cited: String,
    question: String,
    #[serde(default)]
    reply: String,
    #[serde(default)]
    promise: String,
}

impl Reader {
    /// Adds meetings and their questions.
    pub(super) fn questions(&mut self, (name, text): Source) -> Result<(), SampleError> {
        if text.is_empty() {
            return Ok(());
        }
        let file: File = whole(name, text)?;
        for meeting in file.meeting {
            let meeting_id = self.put(|id| {
                Record::Meeting(Meeting {
                    id,
                    revision: 0,
                    name: meeting.name,
                    held_on: meeting.held_on,
                    report: meeting.report,
                    resolution: meeting.resolution.trim().to_owned(),
                    source: meeting.source,
                })
            });
            for (position, asked) in (1..).zip(meeting.question) {
                self.put(|id| {
                    Record::Question(Question {
                        id,
                        meeting_id,
                        position,
                        asker: asked.asker,
                        page: asked.page,
                        cited: asked.cited,
                        question: asked.question.trim().to_owned(),
                        reply: asked.reply.trim().to_owned(),
                        promise: asked.promise.trim().to_owned(),
                        ..Question::default()
                    })
                });
            }
        }
        Ok(())
    }
}
