//! What the whole program knows at a moment, for every screen to read.
//!
//! Must not know: SQL, the terminal, the screens themselves.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::{DateReader, Period, Tense};
use crate::drafts::{Draft, DraftKey, Place as FilePlace};
use crate::workbook::edits::When;
use crate::workbook::{
    ActionFilter, CheckReport, Filter, Id, Opening, PeriodRecord, Subject, Table, Workbook,
};

/// What every screen may read.
#[derive(Debug, Clone)]
pub struct Session {
    pub opening: Option<Opening>,
    pub path: PathBuf,
    /// The period on screen; before a workbook is open, the one that has just ended.
    pub period: Period,
    /// Who is at the keyboard.
    pub user: String,
    /// The time of the latest event.
    pub now: NaiveDateTime,
    /// Why nothing can be changed, or none.
    pub read_only: Option<String>,
    /// The file can be taken over, or opened again, to change it.
    pub may_open_again: bool,
    /// Where the workbook's file is, for telling its drafts from those of its copies.
    pub place: FilePlace,
    /// Text typed and not yet saved to the workbook.
    pub drafts: Vec<Draft>,
    /// Text typed in another copy of the workbook: it is offered, and nothing else is done with it.
    pub offered: Vec<Draft>,
    /// Drafts thrown away since the program was started: they can be taken back.
    pub thrown_away: Vec<Draft>,
    /// Why drafts cannot be kept, or none.
    pub drafts_trouble: Option<String>,
    /// Things in hand that take a while, as sentences.
    pub busy: Option<String>,
    /// What the checks have found in the period on screen; none while they are still looking.
    pub checks: Option<Arc<CheckReport>>,
    /// When the workbook was last saved to.
    pub saved_at: Option<NaiveDateTime>,
}

impl Session {
    /// The record of the period on screen.
    pub fn period_record(&self) -> Option<&PeriodRecord> {
        self.opening.as_ref()?.periods.iter().find(|record| record.code == self.period)
    }

    /// Whether figures and words of the period on screen may change.
    pub fn period_is_open(&self) -> bool {
        self.period_record().is_some_and(PeriodRecord::is_open)
    }

    /// First month of the financial year.
    pub fn first_month(&self) -> u32 {
        self.opening.as_ref().map_or(4, |opening| opening.workbook.first_month)
    }

    /// Reads the days that are typed.
    pub fn dates(&self, tense: Tense) -> DateReader {
        DateReader { today: self.now.date(), first_month: Some(self.first_month()), tense }
    }

    /// Now, for reading what is typed into the fields of a record.
    pub fn when(&self) -> When {
        When::new(self.now.date(), self.first_month())
    }

    /// A period code as people read it.
    pub fn period_title(&self, code: &str) -> String {
        Period::parse(code).map_or_else(|_| code.to_owned(), Period::title)
    }

    /// The draft of a subject, if there is one.
    pub fn draft(&self, subject: &str, indicator: Id) -> Option<&Draft> {
        self.drafts.iter().find(|draft| {
            draft.subject == subject
                && draft.indicator == indicator
                && (draft.period == self.period.code() || draft.period.is_empty())
        })
    }

    /// The record of the workbook itself.
    pub fn workbook(&self) -> Option<&Workbook> {
        self.opening.as_ref().map(|opening| &opening.workbook)
    }

    /// Identity of the workbook, or an empty text when none is open.
    pub fn workbook_id(&self) -> &str {
        self.opening.as_ref().map_or("", |opening| opening.workbook.uuid.as_str())
    }

    /// The key of a draft in this workbook and period.
    pub fn draft_key(&self, subject: &str, indicator: Id) -> DraftKey {
        DraftKey {
            workbook: self.workbook_id().to_owned(),
            place: self.place.token(),
            subject: subject.to_owned(),
            indicator,
            period: self.period.code(),
        }
    }

    /// The key of a draft about what belongs to no period: it is found in every one.
    pub fn lasting_draft_key(&self, subject: &str, id: Id) -> DraftKey {
        DraftKey { period: String::new(), ..self.draft_key(subject, id) }
    }

    /// The day by which "overdue" and the like are judged in the period on screen.
    pub fn judged_on(&self) -> NaiveDate {
        let today = self.now.date();
        match (&self.opening, self.period_record()) {
            (Some(opening), Some(record)) => record.judged_on(&opening.workbook, today),
            _ => today,
        }
    }

    /// A draft under a key of this workbook, with nothing typed yet.
    pub fn new_draft(&self, key: DraftKey, reference: &str) -> Draft {
        let draft = Draft {
            workbook: key.workbook,
            subject: key.subject,
            indicator: key.indicator,
            period: key.period,
            reference: reference.to_owned(),
            saved_at: self.timestamp(),
            ..Draft::default()
        };
        draft.at(&self.place)
    }

    /// The time as it is stored in records.
    pub fn timestamp(&self) -> String {
        self.now.format("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

/// How a sentence in the status line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Info,
    Done,
    /// Stays until the next key.
    Problem,
}

/// One sentence for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
}

impl Notice {
    /// Something to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self { tone: Tone::Info, text: text.into() }
    }
    /// Something that has been done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { tone: Tone::Done, text: text.into() }
    }
    /// Something that went wrong, and what to do.
    pub fn problem(text: impl Into<String>) -> Self {
        Self { tone: Tone::Problem, text: text.into() }
    }
}

/// Somewhere to go: every number on the overview is one of these.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    Overview,
    /// A text that was begun, opened where it was.
    Draft(Box<DraftKey>),
    /// The list of those.
    Drafts,
    Indicators(Filter),
    Indicator(Id),
    /// An indicator with the form of its figures open at a field, and at the forecast for a period where
    /// its code is not empty.
    Figures {
        indicator: Id,
        field: &'static str,
        forecast_for: String,
    },
    /// The review, at an indicator or where it was left.
    Review(Option<Id>),
    Actions(ActionFilter),
    Risks,
    Risk(Id),
    RiskCell {
        impact: u32,
        probability: u32,
    },
    Budget,
    BudgetLine(Id),
    Saving(Id),
    Delivery,
    Commitment(Id),
    Questions,
    Question(Id),
    Meeting(Id),
    Narrative,
    Section(Id),
    Checks,
    Compare,
    /// The comparison, opened on the measure of an indicator.
    ComparedMeasure(Id),
    /// Everything, or one thing's.
    History(Option<Subject>),
}

impl Place {
    /// Where a subject is shown; the overview for what has no place of its own.
    pub fn of(subject: Subject) -> Self {
        let Subject { table, id } = subject;
        match table {
            Table::Indicator => Place::Indicator(id),
            Table::Risk => Place::Risk(id),
            Table::BudgetLine => Place::BudgetLine(id),
            Table::Saving => Place::Saving(id),
            Table::Commitment => Place::Commitment(id),
            Table::Question => Place::Question(id),
            Table::Meeting => Place::Meeting(id),
            Table::Section => Place::Section(id),
            Table::Theme => Place::Indicators(Filter::default()),
            Table::Organisation | Table::Group | Table::GroupMember => Place::Compare,
            Table::Acceptance | Table::RuleOff | Table::OwnWord => Place::Checks,
            _ => Place::Overview,
        }
    }
}
