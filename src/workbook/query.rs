//! The questions screens ask of a workbook, and the answers.
//!
//! A screen names what it needs as a [`Query`]; the store answers with the
//! [`Data`] of the same name. Lists are asked for a window at a time, so
//! that nothing is loaded that is not shown.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answer::*;
use super::change::Record;
use super::chart::ChartSeries;
use super::compare::{ComparedSeries, Comparison, ComparisonRequest, OrganisationsRoom};
use super::movement::MovementSummary;
use super::record::*;
use super::standing::{ReviewMark, Standing};
use super::verification::PublicationEntry;
use crate::domain::{Direction, Period, PeriodKind, Rating};
use crate::workbook::views::*;

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    Opening,
    Overview {
        period: Period,
        /// The day overdue is judged on.
        today: NaiveDate,
    },
    /// The period beside the one before it. No frame waits for it.
    Movement {
        period: Period,
        /// The day overdue is judged on.
        today: NaiveDate,
        /// Not looked for where the period has more indicators: a screen asks without being told to.
        most: u64,
    },
    Indicators(ListRequest),
    /// The top of the list, as much of it as can be told at once.
    FirstIndicators(ListRequest),
    /// [`Query::Indicators`], for which nobody waits: it follows a
    /// [`Query::FirstIndicators`] that could not count.
    IndicatorsLater(ListRequest),
    /// Everything about the indicators in a window of a list, in its order; or about those of some
    /// references, wherever they are in it.
    IndicatorBlock {
        request: Box<ListRequest>,
        references: Vec<String>,
    },
    /// [`Query::Indicators`] of the window, for copying it and not for showing it.
    IndicatorRows(ListRequest),
    /// Ids of the reds in worst-first order.
    ReviewQueue {
        period: Period,
    },
    Detail {
        indicator: Id,
        period: Period,
    },
    /// [`Query::Detail`] of the row that the cursor will probably come to next. Nobody waits for it.
    DetailAhead {
        indicator: Id,
        period: Period,
    },
    /// The results of an indicator up to a period, by the kind of period asked for or the usual one.
    Chart {
        indicator: Id,
        period: Period,
        kind: Option<PeriodKind>,
    },
    Actions(ActionRequest),
    Questions(QuestionRequest),
    /// A question, and what it is linked with as that stands in a period.
    QuestionDetail {
        id: Id,
        period: Period,
    },
    /// The commitments of a period.
    Delivery {
        period: Period,
    },
    CommitmentDetail {
        id: Id,
        period: Period,
    },
    /// Several of them, for a change to many.
    Commitments {
        ids: Vec<Id>,
        period: Period,
    },
    /// The sections of a period, without their texts.
    Narrative {
        period: Period,
    },
    Section {
        id: Id,
    },
    History {
        about: Option<Subject>,
        window: Window,
    },
    Operation {
        id: Id,
    },
    /// The risk register of a period.
    Risks {
        period: Period,
    },
    /// One risk as it stands in a period.
    RiskDetail {
        risk: Id,
        period: Period,
    },
    /// What a subject is called.
    Name {
        subject: Subject,
    },
    /// Indicators whose reference or description contains the text.
    Find {
        text: String,
        period: Period,
        limit: u32,
    },
    /// Whatever is not an indicator and whose reference or name contains the text.
    FindOthers {
        text: String,
        limit: u32,
    },
    /// Where the words of a text stand in what has been written. No frame waits for it.
    FindWords {
        text: String,
        /// What is of this period comes first.
        period: Period,
        limit: u32,
    },
    /// What a subject is linked with, as it stands in a period.
    Linked {
        subject: Subject,
        period: Period,
    },
    /// What opening the period after `period` would carry forward.
    CarryForward {
        period: Period,
    },
    /// How the review stands: what was skipped and why, what is left.
    ReviewSummary {
        period: Period,
    },
    /// Words written about other indicators in a period, to borrow from.
    Words {
        period: Period,
        except: Id,
    },
    /// The rows that records are of, as they are now: by id, or else by their natural key.
    Present {
        records: Vec<Record>,
    },
    /// The records of several indicators, for a change to many.
    Records {
        indicators: Vec<Id>,
    },
    /// Money of a period in a few numbers.
    Money {
        period: Period,
    },
    /// Budgets of a period: every line with its totals, capital and savings.
    Budget {
        period: Period,
    },
    /// One budget line in a period: months, words, actions, links, what was reported before.
    BudgetLine {
        line: Id,
        period: Period,
    },
    /// Every row that hangs on a budget line, whatever its period.
    BudgetLineRows {
        line: Id,
    },
    /// What is known before a file is looked at.
    Importing,
    /// Who answers for what in a period, and which forms went out.
    Returns {
        period: Period,
        /// The day on which it is asked.
        today: NaiveDate,
    },
    /// Everything a report may tell of a period.
    Report {
        period: Period,
    },
    /// What has been published of a period, the latest version of each template first.
    Publications {
        period: Period,
    },
    /// Everything that has been published, in the order it was.
    AllPublications,
    /// The content of a publication, by its checksum.
    Frozen {
        checksum: String,
    },
    /// What the checks find in a period, all at once; the screen goes through it in steps.
    Checks {
        period: Period,
        /// The day overdue is judged on.
        today: NaiveDate,
    },
    /// Organisations beside each other in the measures of a period.
    Comparison(ComparisonRequest),
    /// The same in one measure, in every period as long as the one that is asked for.
    ComparedSeries(ComparisonRequest),
    /// [`Query::Comparison`] of all measures, for which nobody waits: it follows one of the first.
    ComparisonLater(ComparisonRequest),
    /// Organisations, their groups, and the themes of indicators.
    Organisations,
    /// Values already used for a field, for completion: owners, services, types …
    Values {
        field: ValueField,
    },
}

impl Query {
    /// Whether no frame waits for the answer.
    pub fn can_wait(&self) -> bool {
        matches!(
            self,
            Self::Movement { .. }
                | Self::FindWords { .. }
                | Self::IndicatorsLater(_)
                | Self::ComparisonLater(_)
                | Self::DetailAhead { .. }
        )
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    Opening(Box<Opening>),
    Overview(Box<Overview>),
    Movement(Box<MovementSummary>),
    Indicators(List<Standing>),
    /// The first rows; unless `counted`, there may be more than its `total`.
    FirstIndicators {
        list: List<Standing>,
        counted: bool,
    },
    IndicatorBlock(Vec<Detail>),
    IndicatorRows(Vec<Standing>),
    ReviewQueue(Vec<Id>),
    Detail(Box<Detail>),
    Chart(Box<ChartSeries>),
    Actions(List<ActionRow>),
    Questions(QuestionLog),
    /// None where there is no such question any more; so with the others.
    QuestionDetail {
        id: Id,
        detail: Option<Box<QuestionDetail>>,
    },
    Delivery(DeliveryView),
    CommitmentDetail {
        id: Id,
        detail: Option<Box<CommitmentDetail>>,
    },
    Commitments(Vec<CommitmentDetail>),
    Narrative(Vec<SectionHead>),
    Section {
        id: Id,
        section: Option<Box<Section>>,
        /// About it, open in its period or closed in it.
        actions: Vec<ActionRow>,
    },
    History(List<OperationRow>),
    Operation(Box<OperationDetail>),
    Risks(Box<Risks>),
    RiskDetail(Box<RiskDetail>),
    Name(SubjectName),
    Find(Vec<Standing>),
    FindOthers(Vec<SubjectName>),
    FindWords(Vec<FoundWords>),
    Linked(Vec<Linked>),
    CarryForward(CarryForward),
    ReviewSummary(ReviewSummary),
    Words(Vec<Words>),
    /// In the order asked for; none where there is no such row.
    Present(Vec<Option<Record>>),
    Records(Vec<Indicator>),
    Money(Box<MoneySummary>),
    Budget(Box<BudgetView>),
    /// Everything that goes when the line goes: figures, months, actions, links; and lines below it.
    BudgetLineRows {
        line: Id,
        rows: Vec<Record>,
        /// What links and actions tie it to, as people call it.
        ties: Vec<String>,
    },
    BudgetLine(Box<BudgetLineDetail>),
    Importing(Box<ImportingKnown>),
    Returns(Box<ReturnsView>),
    Report(Box<ReportInputs>),
    Publications(Vec<Publication>),
    AllPublications(Vec<PublicationEntry>),
    /// None where the file does not hold it.
    Frozen(Option<String>),
    Checks(Box<CheckReport>),
    Comparison(Box<Comparison>),
    ComparedSeries(Box<ComparedSeries>),
    Organisations(Box<OrganisationsRoom>),
    Values {
        field: ValueField,
        values: Vec<String>,
    },
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
    Theme,
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Part of the reference or description, any case.
    pub text: String,
    pub ratings: Vec<Rating>,
    pub kinds: Vec<String>,
    pub services: Vec<String>,
    pub owners: Vec<String>,
    /// As they are written: a theme, which what is under it is of, or both levels; empty for those under
    /// none.
    pub themes: Vec<String>,
    pub directions: Vec<Direction>,
    pub reviews: Vec<ReviewMark>,
    /// Only these, one by one.
    #[serde(skip)]
    pub among: Option<Arc<Among>>,
}

/// Indicators that something else has picked out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Among {
    /// What they have in common: "11 turned red since Q4 2014/15".
    pub title: String,
    pub ids: Vec<Id>,
}

/// A window of the indicator list. Retired indicators are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRequest {
    pub period: Period,
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
    /// That there are benchmarks of.
    Organisation,
    /// Both levels of each theme.
    Theme,
}
