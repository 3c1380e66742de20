//! Every change that can be made to a workbook, as data.
//!
//! A change is one labelled step: it is applied whole or not at all, appears
//! as one line in the history and is undone as one.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::record::*;

/// Declares the tables a person can edit and the record of each. Their order
/// is part of the file format: only ever add to the end.
macro_rules! tables {
    ($($table:ident($record:ident)),+ $(,)?) => {
        /// The tables a person can edit, one per record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Table {
            $($table),+
        }

        impl Table {
            /// Every table, in the order of the file format.
            pub const ALL: &[Table] = &[$(Table::$table),+];
        }

        /// A record of any table.
        #[allow(clippy::large_enum_variant, reason = "records are short-lived and moved seldom")]
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Record {
            $($table($record)),+
        }

        impl Record {
            /// The table it belongs to.
            pub fn table(&self) -> Table {
                match self {
                    $(Record::$table(_) => Table::$table),+
                }
            }

            /// Its id and revision.
            pub fn identity(&self) -> (Id, i64) {
                match self {
                    $(Record::$table(row) => (row.id, row.revision)),+
                }
            }

            /// The same under another id and revision.
            #[must_use]
            pub fn at(mut self, id: Id, revision: i64) -> Self {
                match &mut self {
                    $(Record::$table(row) => (row.id, row.revision) = (id, revision)),+
                }
                self
            }

            /// Whether two versions of a row say the same, whichever revision they are.
            pub fn says_the_same(&self, other: &Record) -> bool {
                let (id, revision) = self.identity();
                *self == other.clone().at(id, revision)
            }
        }
    };
}

tables! {
    Workbook(Workbook),
    Period(PeriodRecord),
    Indicator(Indicator),
    Target(Target),
    Result(ResultRecord),
    Forecast(Forecast),
    RatingOverride(RatingOverride),
    Printed(Printed),
    Benchmark(Benchmark),
    Commentary(Commentary),
    Action(Action),
    Review(Review),
    Risk(Risk),
    Assessment(Assessment),
    Control(Control),
    Matrix(MatrixRecord),
    BudgetLine(BudgetLine),
    BudgetAmount(BudgetAmount),
    CapitalAmount(CapitalAmount),
    MonthlyAmount(MonthlyAmount),
    Saving(Saving),
    SavingPosition(SavingPosition),
    Commitment(Commitment),
    CommitmentRating(CommitmentRating),
    Milestone(Milestone),
    Section(Section),
    Meeting(Meeting),
    Question(Question),
    Link(Link),
    Mapping(MappingRecord),
    Return(ReturnForm),
    ChartMark(ChartMark),
    Publication(Publication),
    Acceptance(Acceptance),
    RuleOff(RuleOff),
    OwnWord(OwnWord),
    Organisation(Organisation),
    Group(Group),
    GroupMember(GroupMember),
    Theme(Theme),
    IndicatorTheme(IndicatorTheme),
    TargetReason(TargetReason),
    SignOff(SignOff),
}

impl Table {
    /// Whether actions, links and history can be about its rows.
    pub fn is_subject(self) -> bool {
        matches!(
            self,
            Table::Indicator
                | Table::Risk
                | Table::BudgetLine
                | Table::Saving
                | Table::Commitment
                | Table::Section
                | Table::Meeting
                | Table::Question
        )
    }

    /// What one of its rows is called.
    pub fn noun(self) -> &'static str {
        match self {
            Table::Workbook => "workbook",
            Table::Period => "period",
            Table::Indicator => "indicator",
            Table::Target => "target",
            Table::Result => "result",
            Table::Forecast => "forecast",
            Table::RatingOverride => "rating given by hand",
            Table::Printed => "printed figure",
            Table::Benchmark => "benchmark",
            Table::Commentary => "commentary",
            Table::Action => "action",
            Table::Review => "review",
            Table::Risk => "risk",
            Table::Assessment => "assessment",
            Table::Control => "control",
            Table::Matrix => "risk matrix",
            Table::BudgetLine => "budget line",
            Table::BudgetAmount => "budget figures",
            Table::CapitalAmount => "capital figures",
            Table::MonthlyAmount => "month’s figures",
            Table::Saving => "saving",
            Table::SavingPosition => "position of the saving",
            Table::Commitment => "commitment",
            Table::CommitmentRating => "rating of the commitment",
            Table::Milestone => "milestone",
            Table::Section => "section",
            Table::Meeting => "meeting",
            Table::Question => "question",
            Table::Link => "link",
            Table::Mapping => "way of reading a file",
            Table::Return => "return",
            Table::ChartMark => "mark on the chart",
            Table::Publication => "publication",
            Table::Acceptance => "accepted finding",
            Table::RuleOff => "check turned off",
            Table::OwnWord => "word of our own",
            Table::Organisation => "organisation",
            Table::Group => "group",
            Table::GroupMember => "member of the group",
            Table::Theme => "theme",
            Table::IndicatorTheme => "theme of the indicator",
            Table::TargetReason => "reason for the target",
            Table::SignOff => "sign-off",
        }
    }
}

/// One row put or removed.
#[allow(clippy::large_enum_variant, reason = "changes are short-lived and mostly puts")]
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Stores the record. An `id` of 0 or below inserts; a negative id is a
    /// placeholder that other edits of the same change may refer to. A
    /// positive id updates, provided the row is still at the record's `revision`.
    Put(Record),
    /// Removes the row, provided it is still at `revision`.
    Remove { table: Table, id: Id, revision: i64 },
}

/// One labelled step.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened, for people: "AC/C7 reasons", "Mark AC/C7 reviewed".
    pub label: String,
    /// Why, where a reason was asked for; otherwise empty.
    pub reason: String,
    pub edits: Vec<Edit>,
    /// Whether it takes what came back in forms, which is asked about before it is taken back.
    pub collected: bool,
}

impl Change {
    /// A step with no edits yet.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), reason: String::new(), edits: Vec::new(), collected: false }
    }

    /// Changes nothing: what is stored says so already, or the screen below does what a form was for.
    pub fn none() -> Self {
        Self::new(String::new())
    }

    /// Adds the reason the person gave.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// Adds a record to be stored.
    #[must_use]
    pub fn put(mut self, record: Record) -> Self {
        self.edits.push(Edit::Put(record));
        self
    }

    /// Adds a row to be removed.
    #[must_use]
    pub fn remove(mut self, table: Table, id: Id, revision: i64) -> Self {
        self.edits.push(Edit::Remove { table, id, revision });
        self
    }
}

/// What to carry forward when the next period is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarryChoices {
    /// Copy the period's own targets where the year has none, marked as carried.
    pub targets: bool,
    /// Copy the words of the reds as drafts, marked as carried.
    pub commentary: bool,
    /// Copy the sections of the narrative as drafts, marked as carried.
    pub narrative: bool,
}

/// Who made a change and when (local time).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub who: String,
    pub at: NaiveDateTime,
}

/// What applying, undoing or redoing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Sequence number of the new operation.
    pub operation: Id,
    /// Its label; for an undo, the label of what was undone.
    pub label: String,
    /// Ids given to inserted rows, in the order of the edits.
    pub inserted: Vec<(Table, Id)>,
    /// Of each link that the words made with what they name, the reference of that; the label says so.
    pub linked: Vec<String>,
}

/// Another person changed a row after it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub table: Table,
    pub id: Id,
    /// The record as this change would have left it; none for a removal.
    pub mine: Option<Record>,
    /// The record as it stands; none if it was removed.
    pub theirs: Option<Record>,
    /// Who made the latest change to it, and when.
    pub by: String,
    pub at: String,
}
