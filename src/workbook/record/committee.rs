//! Meetings and what members asked there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::domain::dated::{Dated, dated};
use crate::domain::dates::{format_date, short_date};

/// A meeting that considered a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: Id,
    pub revision: i64,
    /// "Healthy Halton Board".
    pub name: String,
    pub held_on: Option<NaiveDate>,
    /// The report it considered, as its minutes call it: "Quarter 1 of 2011/12".
    pub report: String,
    /// What was resolved.
    pub resolution: String,
    pub source: String,
}

impl Meeting {
    /// When it was: the day it was held, or else what its report or its own name tells of.
    /// `first_month` begins the financial year.
    pub fn dated(&self, first_month: u32) -> Option<Dated> {
        let named = || dated(&self.report, first_month).or_else(|| dated(&self.name, first_month));
        self.held_on.map(Dated::day).or_else(named)
    }

    /// When it was, in words: the day it was held, or else what the report it considered is called;
    /// empty where neither is known.
    pub fn when(&self) -> String {
        self.held_on.map_or_else(|| self.report.trim().to_owned(), short_date)
    }

    /// Its name with its day, or else with the report it considered.
    pub fn title(&self) -> String {
        match self.when() {
            when if when.is_empty() || self.name.contains(&when) => self.name.clone(),
            when => format!("{}, {when}", self.name),
        }
    }

    /// What tells it from other meetings: its name and, where that is known, its day.
    pub fn called(name: &str, held_on: Option<NaiveDate>) -> String {
        held_on.map_or_else(|| name.to_owned(), |day| format!("{name}, {}", format_date(day)))
    }
}

/// A member's question, the reply, and what was promised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub id: Id,
    pub revision: i64,
    pub meeting_id: Id,
    /// Order within the meeting.
    pub position: u32,
    /// A role, or empty where the minutes do not say.
    pub asker: String,
    /// Page of the report, as cited; empty where none was.
    pub page: String,
    /// What was asked about, as cited: "CCC14", "second paragraph".
    pub cited: String,
    pub question: String,
    pub reply: String,
    /// What was promised; empty where nothing was.
    pub promise: String,
    /// Who is to keep the promise: a role.
    pub promise_owner: String,
    pub promise_due: Option<NaiveDate>,
    pub promise_sent: Option<NaiveDate>,
    /// How it ended ("noted", "closed: no longer reported"); empty while it is open.
    pub resolution: String,
}
