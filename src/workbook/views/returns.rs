//! Returns: who answers for what in a period, which forms went out and which came back.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::Period;
use crate::workbook::ReturnForm;

/// The returns of a period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReturnsView {
    pub period: Period,
    /// The day by which late is judged in it.
    pub judged_on: NaiveDate,
    /// Whether figures can still come.
    pub is_open: bool,
    /// Those who answer for what is due, by name.
    pub owners: Vec<OwnerDue>,
    /// Forms sent for the period.
    pub forms: Vec<ReturnForm>,
}

/// What an owner answers for in a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnerDue {
    /// Empty for indicators that have none.
    pub owner: String,
    /// Indicators of which a figure is due.
    pub due: u64,
    /// Those of them that have a figure, or a reason why there is none.
    pub given: u64,
    /// Those rated red or amber.
    pub off_target: u64,
}

/// Where a return stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReturnState {
    /// The day it was due has passed.
    Missing,
    /// With its owner, and not due yet.
    Out,
    NotSent,
    CameLate,
    Came,
}

impl ReturnState {
    /// As scripts read it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Out => "out",
            Self::NotSent => "not_sent",
            Self::CameLate => "came_late",
            Self::Came => "came",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::NotSent => "not sent",
            Self::CameLate => "came late",
            other => other.code(),
        }
    }

    /// A shape one column wide, beside the word.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Missing => "!",
            Self::Out => "○",
            Self::NotSent => "·",
            Self::CameLate | Self::Came => "√",
        }
    }
}

/// An owner with the form that went out, if one did.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnRow {
    pub due: OwnerDue,
    pub form: Option<ReturnForm>,
    pub state: ReturnState,
}

impl ReturnRow {
    /// The owner for people: "(no owner)" where there is none.
    pub fn name(&self) -> &str {
        owner_name(&self.due.owner)
    }
}

/// An owner for people: "(no owner)" where there is none.
pub fn owner_name(owner: &str) -> &str {
    if owner.is_empty() { "(no owner)" } else { owner }
}

/// Whether two texts name the same owner.
pub fn same_owner(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Where a form stands on a day. A form is late when it came after the day it was due, and missing when
/// it has not come by then or can come no more, because the period is closed.
fn state(form: Option<&ReturnForm>, today: NaiveDate, is_open: bool) -> ReturnState {
    let Some(form) = form else { return ReturnState::NotSent };
    let day = |text: &str| text.parse::<NaiveDateTime>().ok().map(|at| at.date());
    match (form.due, form.collected_at.is_empty()) {
        (_, true) if !is_open => ReturnState::Missing,
        (Some(due), true) if today > due => ReturnState::Missing,
        (_, true) => ReturnState::Out,
        (Some(due), false) if day(&form.collected_at).is_some_and(|came| came > due) => ReturnState::CameLate,
        (_, false) => ReturnState::Came,
    }
}

impl ReturnsView {
    /// One row for each owner, by name; also for a form whose owner answers for nothing any more.
    pub fn rows(&self) -> Vec<ReturnRow> {
        let state = |form: Option<&ReturnForm>| state(form, self.judged_on, self.is_open);
        let mut rows: Vec<ReturnRow> = self
            .owners
            .iter()
            .map(|due| {
                let form = self.forms.iter().find(|form| form.owner == due.owner).cloned();
                ReturnRow { due: due.clone(), state: state(form.as_ref()), form }
            })
            .collect();
        for form in &self.forms {
            if !rows.iter().any(|row| row.due.owner == form.owner) {
                let due = OwnerDue { owner: form.owner.clone(), ..OwnerDue::default() };
                rows.push(ReturnRow { due, form: Some(form.clone()), state: state(Some(form)) });
            }
        }
        rows
    }
}

/// "5 owners, 3 sent, 1 came, 1 came late, 1 missing".
pub fn summary(rows: &[ReturnRow]) -> String {
    let count = |state: ReturnState| rows.iter().filter(|row| row.state == state).count();
    let owners = if rows.len() == 1 { "1 owner".to_owned() } else { format!("{} owners", rows.len()) };
    let sent = rows.len() - count(ReturnState::NotSent);
    let mut parts = vec![if sent == 0 { "nothing sent yet".to_owned() } else { format!("{sent} sent") }];
    for state in [ReturnState::Came, ReturnState::CameLate, ReturnState::Missing] {
        if count(state) > 0 {
            parts.push(format!("{} {}", count(state), state.title()));
        }
    }
    format!("{owners}, {}", parts.join(", "))
}
