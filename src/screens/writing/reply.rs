//! The reply to a member's question.

use super::Piece;
use crate::domain::Period;
use crate::domain::dates::short_date;
use crate::screens::Context;
use crate::ui::rich::Rich;
use crate::ui::theme::Role;
use crate::workbook::steps::committee::{question_name, write_reply};
use crate::workbook::{Change, Data, Query, QuestionDetail, Record, Subject, Table};

/// A reply.
pub struct Reply {
    detail: Box<QuestionDetail>,
    period: Period,
}

impl Reply {
    /// To this question.
    pub fn new(detail: &QuestionDetail, context: &Context) -> Self {
        Self { detail: Box::new(detail.clone()), period: context.session.period }
    }
}

impl Piece for Reply {
    fn name(&self) -> &'static str {
        "reply"
    }

    fn about(&self) -> Subject {
        Subject { table: Table::Question, id: self.detail.question.id }
    }

    fn reference(&self) -> String {
        question_name(&self.detail.question)
    }

    fn lasting(&self) -> bool {
        true
    }

    fn saved(&self) -> (i64, String) {
        (self.detail.question.revision, self.detail.question.reply.clone())
    }

    fn guidance(&self) -> &'static str {
        "What is the answer, in words a member would use? Name the figures it rests on. What cannot be answered \
         now is promised instead: Esc, then + says what, by whom and by when."
    }

    fn change(&self, text: &str, revision: Option<i64>) -> Change {
        write_reply(&self.detail.question, text, revision)
    }

    fn theirs(&self, record: &Record) -> Option<(i64, String)> {
        match record {
            Record::Question(question) => Some((question.revision, question.reply.clone())),
            _ => None,
        }
    }

    fn facts(&self, rich: &mut Rich, _context: &Context) {
        let (question, meeting) = (&self.detail.question, &self.detail.meeting);
        rich.text(&question.question, Role::Strong);
        rich.gap();
        if !question.asker.is_empty() {
            rich.fact("Asked by", &question.asker);
        }
        if !question.citation().is_empty() {
            rich.fact("Cites", &question.citation());
        }
        rich.fact("Meeting", &meeting.name);
        if let Some(day) = meeting.held_on {
            rich.fact("Held on", &short_date(day));
        }
        if !meeting.report.is_empty() {
            rich.fact("Report", &meeting.report);
        }
        if !question.promise.is_empty() {
            rich.heading("Promised");
            rich.text(&question.promise, Role::Text);
        }
    }

    fn queries(&self) -> Vec<Query> {
        vec![Query::QuestionDetail { id: self.detail.question.id, period: self.period }]
    }

    fn receive(&mut self, data: Data) {
        if let Data::QuestionDetail { id, detail: Some(detail) } = data
            && id == self.detail.question.id
        {
            self.detail = detail;
        }
    }
}
