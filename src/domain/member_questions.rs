//! Members' questions: where each stands, and how late a promise is.
//!
//! A promised answer is owed until it is sent; one that has a date and has
//! not been sent by the end of that day is overdue.

use chrono::NaiveDate;

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuestionStatus {
    /// Neither answered nor promised an answer.
    Open,
    /// Something was promised, its day has passed, and it has not been sent.
    Overdue,
    /// Something was promised and has not been sent.
    Promised,
    /// Answered at the meeting or since, with nothing more promised.
    Answered,
    /// What was promised has been sent.
    Sent,
    /// Closed, with how it ended.
    Resolved,
}

impl QuestionStatus {
    /// What needs doing most comes first.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Overdue, Self::Promised, Self::Answered, Self::Sent, Self::Resolved];

    /// As scripts read and write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Promised => "promised",
            Self::Answered => "answered",
            Self::Sent => "sent",
            Self::Resolved => "resolved",
        }
    }

    /// A shape one column wide, beside the word.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Open => "?",
            Self::Overdue => "!",
            Self::Promised => "○",
            Self::Answered => "●",
            Self::Sent | Self::Resolved => "√",
        }
    }

    /// Whether something promised is still owed.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Promised | Self::Overdue)
    }
}

/// What the status of a question follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QuestionDates {
    /// A reply has been written down.
    pub replied: bool,
    /// Something was promised.
    pub promised: bool,
    pub due: Option<NaiveDate>,
    pub sent: Option<NaiveDate>,
    /// It has been closed.
    pub resolved: bool,
}

impl QuestionDates {
    /// Where the question stands on a day.
    pub fn status(&self, today: NaiveDate) -> QuestionStatus {
        match (self.resolved, self.promised, self.sent) {
            (true, ..) => QuestionStatus::Resolved,
            (false, true, Some(_)) => QuestionStatus::Sent,
            (false, true, None) if self.due.is_some_and(|due| due < today) => QuestionStatus::Overdue,
            (false, true, None) => QuestionStatus::Promised,
            (false, false, _) if self.replied => QuestionStatus::Answered,
            (false, false, _) => QuestionStatus::Open,
        }
    }

    /// Whole days by which the promise is late: until the day it was sent, or
    /// until today while it has not been. None where nothing is late.
    pub fn days_late(&self, today: NaiveDate) -> Option<u64> {
        if !self.promised || (self.resolved && self.sent.is_none()) {
            return None;
        }
        let late = (self.sent.unwrap_or(today) - self.due?).num_days();
        u64::try_from(late).ok().filter(|days| *days > 0)
    }
}
