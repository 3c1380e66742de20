//! Actions across the whole report.

use chrono::NaiveDate;

use crate::domain::{Period, Rating};
use crate::workbook::{Action, SubjectName, Table, Window};

/// Open actions, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActionCounts {
    pub open: u64,
    pub overdue: u64,
    pub due_soon: u64,
    pub undated: u64,
    pub unowned: u64,
}

/// Which actions to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum ActionFilter {
    #[default]
    Open,
    Overdue,
    /// Due within 14 days.
    DueSoon,
    Undated,
    Unowned,
    Closed,
    All,
}

/// A window of the action list, by due date (undated last).
#[derive(Debug, Clone, PartialEq)]
pub struct ActionRequest {
    pub period: Period,
    /// The day overdue is judged on.
    pub today: NaiveDate,
    pub filter: ActionFilter,
    /// Only this owner's, whatever the case; anybody's when empty.
    pub owner: String,
    /// Only those about such things.
    pub about: Option<Table>,
    pub text: String,
    pub window: Window,
}

/// An action with what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionRow {
    pub action: Action,
    /// What it is about.
    pub reference: String,
    pub title: String,
    /// Of the indicator it is about.
    pub rating: Rating,
    /// How many times its due date has been moved later.
    pub slipped: u32,
}

impl ActionRow {
    /// What it is about.
    pub fn about(&self) -> SubjectName {
        SubjectName {
            subject: self.action.about(),
            reference: self.reference.clone(),
            title: self.title.clone(),
        }
    }
}
