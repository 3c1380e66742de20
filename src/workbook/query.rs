//! The questions screens ask of a workbook, and the answers.
//!
//! A screen names what it needs as a [`Query`]; the store answers with the
//! [`Data`] of the same name. Lists are asked for a window at a time, so
//! that nothing is loaded that is not shown.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::change::{Record, Table};
use super::record::*;
use super::standing::{ReviewMark, Standing};
use crate::domain::{Direction, Explanation, Rating};

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    Opening,
    Overview {
        period: String,
        /// The day overdue is judged on.
        today: NaiveDate,
    },
    Indicators(ListRequest),
    /// Ids of the reds in worst-first order.
    ReviewQueue {
        period: String,
    },
    Detail {
        indicator: Id,
        period: String,
    },
    Actions(ActionRequest),
    History {
        about: Option<Id>,
        window: Window,
    },
    Operation {
        id: Id,
    },
    /// Indicators whose reference or description contains the text.
    Find {
        text: String,
        period: String,
        limit: u32,
    },
    /// What opening the period after `period` would carry forward.
    CarryForward {
        period: String,
    },
    /// How the red review stands: what was skipped and why, what is left.
    ReviewSummary {
        period: String,
    },
    /// Words written about other indicators in a period, to borrow from.
    Words {
        period: String,
        except: Id,
    },
    /// The records of several indicators, for a change to many.
    Records {
        indicators: Vec<Id>,
    },
    /// Values already used for a field, for completion: owners, services, types …
    Values {
        field: ValueField,
    },
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    Opening(Opening),
    Overview(Overview),
    Indicators(List<Standing>),
    ReviewQueue(Vec<Id>),
    Detail(Box<Detail>),
    Actions(List<ActionRow>),
    History(List<OperationRow>),
    Operation(Box<OperationDetail>),
    Find(Vec<Standing>),
    CarryForward(CarryForward),
    ReviewSummary(ReviewSummary),
    Words(Vec<Words>),
    Records(Vec<Indicator>),
    Values { field: ValueField, values: Vec<String> },
}

/// A run of rows: `start` is the position of the first in the whole ordered list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    pub start: u64,
    pub length: u32,
}

/// Part of an ordered list.
#[derive(Debug, Clone, PartialEq)]
pub struct List<T> {
    /// Position of `rows[0]` in the whole list.
    pub start: u64,
    pub rows: Vec<T>,
    /// Rows that pass the filter.
    pub total: u64,
    /// Rows before filtering.
    pub unfiltered: u64,
}

/// Columns the indicator list can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// Worst first: rating, then adverse variance, then reference.
    #[default]
    Worst,
    Reference,
    Description,
    Kind,
    Service,
    Owner,
    Covers,
    Previous,
    Target,
    Value,
    Variance,
    Direction,
    Benchmark,
    Review,
}

/// What the indicator list leaves out. Empty lists leave nothing out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// Part of the reference or description, any case.
    pub text: String,
    pub ratings: Vec<Rating>,
    pub kinds: Vec<String>,
    pub services: Vec<String>,
    pub owners: Vec<String>,
    pub directions: Vec<Direction>,
    pub reviews: Vec<ReviewMark>,
}

/// A window of the indicator list. Retired indicators are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRequest {
    pub period: String,
    pub sort: SortBy,
    pub descending: bool,
    pub filter: Filter,
    pub window: Window,
    /// If set, the window is placed so that this indicator is in it (when it passes the filter).
    pub around: Option<Id>,
}

/// Distinct values for completion and filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueField {
    Owner,
    Service,
    Kind,
    ClientGroup,
}

/// What the program needs to show its frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    pub workbook: Workbook,
    /// In order of time.
    pub periods: Vec<PeriodRecord>,
    /// Label of what undo and redo would do now.
    pub undo: Option<String>,
    pub redo: Option<String>,
    /// Latest operation.
    pub operation: Id,
}

/// The overview of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    pub period: String,
    /// Standing in this period, by type, rating and so on.
    pub tallies: Vec<Tally>,
    /// The worst, in order; at most 20.
    pub worst: Vec<Standing>,
    pub review: ReviewProgress,
    pub actions: ActionCounts,
    /// Figures the source report prints about itself (`indicator_id` none).
    pub printed: Vec<Printed>,
    /// Latest history.
    pub recent: Vec<OperationRow>,
}

/// How many indicators share a type, rating, direction of travel and review mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub kind: String,
    pub rating: Rating,
    pub direction: Direction,
    pub review: ReviewMark,
    pub count: u64,
}

/// Where the red review has got to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReviewProgress {
    pub to_review: u64,
    pub reviewed: u64,
    pub skipped: u64,
    pub changed_since: u64,
}

/// Where the red review ends up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReviewSummary {
    pub progress: ReviewProgress,
    /// Skipped, worst first, each with its reason; at most 50.
    pub skipped: Vec<(Standing, String)>,
    /// Still to review or changed since, worst first; at most 50.
    pub left: Vec<Standing>,
}

/// Words written about an indicator, with where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub reference: String,
    pub description: String,
    pub text: String,
}

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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
    pub period: String,
    /// The day overdue is judged on.
    pub today: NaiveDate,
    pub filter: ActionFilter,
    pub text: String,
    pub window: Window,
}

/// An action with what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionRow {
    pub action: Action,
    pub reference: String,
    pub indicator: String,
    pub rating: Rating,
    /// How many times its due date has been moved later.
    pub slipped: u32,
}

/// A point of an indicator's history.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    pub period: String,
    pub value: Option<f64>,
    pub target: Option<f64>,
    pub rating: Rating,
    pub illustrative: bool,
}

/// Everything about one indicator in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    pub standing: Standing,
    pub explanation: Explanation,
    pub indicator: Indicator,
    pub result: Option<ResultRecord>,
    pub target: Option<Target>,
    /// Target of the financial year the period is in.
    pub year_target: Option<Target>,
    pub previous: Option<ResultRecord>,
    pub same_period_last_year: Option<ResultRecord>,
    /// Last year's outturn.
    pub last_outturn: Option<ResultRecord>,
    pub forecast: Option<Forecast>,
    pub forecast_rating: Option<Rating>,
    pub rating_override: Option<RatingOverride>,
    pub printed: Vec<Printed>,
    pub benchmarks: Vec<Benchmark>,
    /// This period's words.
    pub commentary: Vec<Commentary>,
    /// The latest earlier period's words.
    pub earlier_commentary: Vec<Commentary>,
    /// Open now, or closed in this period.
    pub actions: Vec<ActionRow>,
    pub review: Option<Review>,
    /// Oldest first, up to and including this period; at most 12, three years of quarters.
    pub trend: Vec<TrendPoint>,
}

/// One line of history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRow {
    pub id: Id,
    /// Local time, `2015-07-06T14:02:11`.
    pub at: String,
    pub who: String,
    pub label: String,
    pub reason: String,
    /// The operation this one undid or redid.
    pub reverses: Option<Id>,
    /// True when a later undo has taken it back.
    pub undone: bool,
    /// Rows it touched.
    pub changes: u64,
}

/// One operation with every row it touched.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationDetail {
    pub operation: OperationRow,
    /// At most 200; `operation.changes` says how many there are.
    pub changes: Vec<RowChange>,
}

/// A row before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct RowChange {
    pub table: Table,
    pub id: Id,
    /// What the row is about, for people: "AC/C7, Q1 2015/16".
    pub subject: String,
    /// None when the row was added.
    pub before: Option<Record>,
    /// None when the row was removed.
    pub after: Option<Record>,
}

/// What opening the next period would bring.
#[derive(Debug, Clone, PartialEq)]
pub struct CarryForward {
    /// The period it would be carried from.
    pub from: String,
    /// The period that would be opened.
    pub to: String,
    pub indicators: u64,
    /// Indicators not due in the new period.
    pub not_due: u64,
    pub targets: u64,
    pub open_actions: u64,
    /// Reds whose words could be carried, marked as carried.
    pub commentary: u64,
}
