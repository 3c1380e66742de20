//! Committee questions: the log across meetings, one question, what is owed.

use chrono::NaiveDate;

use crate::domain::Period;
use crate::domain::member_questions::{QuestionDates, QuestionStatus};
use crate::workbook::record::*;
use crate::workbook::views::{ActionRow, Linked};

impl Question {
    /// What its status follows from.
    pub fn asked(&self) -> QuestionDates {
        let said = |text: &str| !text.trim().is_empty();
        QuestionDates {
            replied: said(&self.reply),
            promised: said(&self.promise),
            due: self.promise_due,
            sent: self.promise_sent,
            resolved: said(&self.resolution),
        }
    }

    /// Where it stands on a day.
    pub fn status(&self, today: NaiveDate) -> QuestionStatus {
        self.asked().status(today)
    }

    /// What it cites of the report: "page 46, CCC14"; empty where it cites nothing.
    pub fn citation(&self) -> String {
        citation(&self.page, &self.cited)
    }
}

/// "page 46, CCC14", "CCC14", "page 46" or nothing.
pub fn citation(page: &str, cited: &str) -> String {
    match (page.trim(), cited.trim()) {
        ("", cited) => cited.to_owned(),
        (page, "") => format!("page {page}"),
        (page, cited) => format!("page {page}, {cited}"),
    }
}

/// Which questions to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum QuestionFilter {
    #[default]
    All,
    /// Neither answered nor promised an answer.
    Open,
    /// Something was promised, sent since or not.
    Promised,
    /// Promised and not sent.
    Unsent,
    Overdue,
    /// Answered, or what was promised has been sent.
    Answered,
    Resolved,
}

impl QuestionFilter {
    /// Every filter, as offered.
    pub const ALL: [Self; 7] =
        [Self::All, Self::Open, Self::Promised, Self::Unsent, Self::Overdue, Self::Answered, Self::Resolved];

    /// As scripts write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Promised => "promised",
            Self::Unsent => "unsent",
            Self::Overdue => "overdue",
            Self::Answered => "answered",
            Self::Resolved => "resolved",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Open => "Without an answer",
            Self::Promised => "Something promised",
            Self::Unsent => "Promised, not sent",
            Self::Overdue => "Overdue",
            Self::Answered => "Answered",
            Self::Resolved => "Resolved",
        }
    }

    /// Whether a question with this status, promised something or not, is listed.
    pub fn passes(self, status: QuestionStatus, promised: bool) -> bool {
        match self {
            Self::All => true,
            Self::Open => status == QuestionStatus::Open,
            Self::Promised => promised,
            Self::Unsent => status.is_owed(),
            Self::Overdue => status == QuestionStatus::Overdue,
            Self::Answered => matches!(status, QuestionStatus::Answered | QuestionStatus::Sent),
            Self::Resolved => status == QuestionStatus::Resolved,
        }
    }
}

/// Asks for the log of questions, in short form: latest meeting first.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRequest {
    /// The period in which they are looked at: overdue is judged by its day.
    pub period: Period,
    pub today: NaiveDate,
    pub filter: QuestionFilter,
    /// Words that meeting, asker, reference, question, reply or promise must contain.
    pub text: String,
}

/// A question in short form.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRow {
    pub id: Id,
    pub meeting_id: Id,
    pub meeting: String,
    pub held_on: Option<NaiveDate>,
    /// When the meeting was, in few letters: its day, or else the period its report or name tells of.
    pub when: String,
    pub asker: String,
    pub page: String,
    pub cited: String,
    /// The first 200 characters.
    pub question: String,
    pub status: QuestionStatus,
    pub promise_owner: String,
    pub promise_due: Option<NaiveDate>,
    pub promise_sent: Option<NaiveDate>,
    /// Whole days by which a promise is or was late.
    pub days_late: Option<u64>,
}

/// The log of questions.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionLog {
    pub rows: Vec<QuestionRow>,
    /// Of all questions, whatever the filter.
    pub summary: PromiseSummary,
    /// Latest first: by day, or else by the period their report or name tells of; the rest last.
    pub meetings: Vec<Meeting>,
    pub printed: PrintedOn,
}

/// Indicators by the pages of the latest report that members have, in order of reading. Empty before
/// there is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrintedOn(pub Vec<(u32, Id, String)>);

impl PrintedOn {
    /// The indicators on a page, as it is cited: `4`.
    pub fn page(&self, cited: &str) -> Vec<(Id, &str)> {
        let page: Option<u32> = cited.trim().parse().ok();
        let there = self.0.iter().filter(|(at, ..)| Some(*at) == page);
        there.map(|(_, id, reference)| (*id, reference.as_str())).collect()
    }

    /// The one that a question means: the only one on its page, or the one there that it cites.
    pub fn meant(&self, page: &str, cites: &str) -> Option<(Id, &str)> {
        let there = self.page(page);
        let cited = there.iter().find(|(_, reference)| reference.eq_ignore_ascii_case(cites.trim()));
        match there.as_slice() {
            [only] => Some(*only),
            _ => cited.copied(),
        }
    }
}

/// How questions and promises stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PromiseSummary {
    pub questions: u64,
    pub meetings: u64,
    /// Without a reply or a promise.
    pub unanswered: u64,
    /// Something was promised, sent since or not.
    pub promised: u64,
    /// Promised and not sent.
    pub unsent: u64,
    pub overdue: u64,
    /// The earliest day on which something not yet sent is due, from today on.
    pub next_due: Option<NaiveDate>,
}

/// One question with its meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionDetail {
    pub question: Question,
    pub meeting: Meeting,
    pub linked: Vec<Linked>,
    /// About it, open in the period or closed in it.
    pub actions: Vec<ActionRow>,
}

/// A question about an indicator, as it comes back when the indicator is reviewed.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedBefore {
    pub question: Question,
    pub meeting: Meeting,
}
