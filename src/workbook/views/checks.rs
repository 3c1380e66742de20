//! The checks of a period: what they are told, and what they find.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{Period, SeriesBreak};
use crate::workbook::forecasts::Expected;
use crate::workbook::record::*;
use crate::workbook::views::{BudgetView, CommitmentRow, QuestionRow, RiskRow, Risks};
use crate::workbook::{Comparison, Standing, Table};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckSeverity {
    /// Two figures contradict each other, or something must not reach members as it is.
    Error,
    /// Probably wrong, or sure to be asked about.
    Warning,
    /// Worth a look.
    Note,
}

impl CheckSeverity {
    /// Every severity, worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// As scripts read and write it, and for people.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The sign before it, and in its place where there is no room for the word.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Error => "!",
            Self::Warning => "?",
            Self::Note => "i",
        }
    }

    /// From a code, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.code().eq_ignore_ascii_case(text.trim()))
    }
}

/// Something that would embarrass us in committee.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Code of the check. Never changes.
    pub code: &'static str,
    pub severity: CheckSeverity,
    pub subject: Subject,
    /// What people call the subject: a reference, a name, "Report".
    pub reference: String,
    /// Which figure or words of it: `result`, `target_variance`, `reasons`.
    pub field: String,
    /// Page of the published report where members first meet it; none before there is one.
    pub page: Option<u32>,
    /// One sentence with the figures that disagree and how they came about.
    pub message: String,
    pub stated: String,
    pub computed: String,
    pub to_do: &'static str,
    /// Changes whenever the figures that disagree change.
    pub fingerprint: String,
    /// Why it is let stand, by whom and when.
    pub accepted: Option<Acceptance>,
    /// It was let stand, but for other figures.
    pub lapsed: Option<Acceptance>,
}

impl Finding {
    /// Whether it is still to be dealt with.
    pub fn is_open(&self) -> bool {
        self.accepted.is_none()
    }

    /// Whether it keeps the report from going out.
    pub fn blocks(&self) -> bool {
        self.is_open() && self.severity == CheckSeverity::Error
    }

    /// What it is told apart by from one run to the next.
    pub fn key(&self) -> (&'static str, Subject, &str) {
        (self.code, self.subject, &self.field)
    }
}

/// What the checks of a period have found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CheckReport {
    pub period: Period,
    /// Worst first, those accepted last.
    pub findings: Vec<Finding>,
    pub rules_off: Vec<RuleOff>,
    pub words: Vec<OwnWord>,
    /// Positions of what is still open about a subject, worst first.
    open_about: HashMap<Subject, Vec<usize>>,
}

/// Findings that say the same from which they are told together.
const REPEATED: usize = 4;

impl CheckReport {
    /// Puts findings in order.
    pub fn new(
        period: Period,
        mut findings: Vec<Finding>,
        rules_off: Vec<RuleOff>,
        words: Vec<OwnWord>,
    ) -> Self {
        // Stable: within a severity the checks keep the order they are listed in.
        findings.sort_by_key(|finding| (!finding.is_open(), finding.severity));
        let mut open_about: HashMap<Subject, Vec<usize>> = HashMap::new();
        for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.is_open()) {
            open_about.entry(finding.subject).or_default().push(at);
        }
        Self { period, findings, rules_off, words, open_about }
    }

    /// The worst that is still open about a subject; none where all is well.
    pub fn mark(&self, subject: Subject) -> Option<CheckSeverity> {
        self.about(subject).next().map(|finding| finding.severity)
    }

    /// What is still open about a subject, worst first.
    pub fn about(&self, subject: Subject) -> impl Iterator<Item = &Finding> {
        let places = self.open_about.get(&subject).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|at| self.findings.get(*at))
    }

    /// Errors that nobody has accepted: a report should not go out with them.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.blocks())
    }

    /// The findings that pass, by their positions: those of one check that say the same of many things of
    /// one kind are together, at the place of the first; all others are alone.
    pub fn grouped(&self, passes: impl Fn(&Finding) -> bool) -> Vec<Vec<usize>> {
        let same = |one: &Finding| {
            one.is_open().then(|| (one.severity, one.code, one.subject.table, one.message.clone()))
        };
        let mut places = HashMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, finding) in self.findings.iter().enumerate().filter(|(_, finding)| passes(finding)) {
            let place = same(finding).map(|same| *places.entry(same).or_insert(groups.len()));
            match place.and_then(|place| groups.get_mut(place)) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        let few = |group: Vec<usize>| match group.len() {
            0..REPEATED => group.into_iter().map(|at| vec![at]).collect(),
            _ => vec![group],
        };
        groups.into_iter().flat_map(few).collect::<Vec<_>>()
    }

    /// What a group of findings says: "24 commitments: nothing is said of it".
    pub fn repeated(&self, group: &[usize]) -> String {
        let Some(first) = group.first().and_then(|at| self.findings.get(*at)) else { return String::new() };
        format!("{} {}s: {}", group.len(), first.subject.table.noun(), first.message)
    }

    /// How many of a severity are open.
    pub fn open(&self, severity: CheckSeverity) -> usize {
        self.findings.iter().filter(|one| one.is_open() && one.severity == severity).count()
    }

    /// How many are accepted.
    pub fn accepted(&self) -> usize {
        self.findings.iter().filter(|finding| !finding.is_open()).count()
    }

    /// "3 errors, 12 warnings, 5 notes"; "nothing found" where there is nothing.
    pub fn summary(&self) -> String {
        let parts: Vec<String> = CheckSeverity::ALL
            .into_iter()
            .filter_map(|severity| match self.open(severity) {
                0 => None,
                1 => Some(format!("1 {}", severity.code())),
                many => Some(format!("{many} {}s", severity.code())),
            })
            .collect();
        match (parts.is_empty(), self.accepted()) {
            (true, 0) => "nothing found".to_owned(),
            (true, accepted) => format!("nothing open, {accepted} accepted"),
            (false, 0) => parts.join(", "),
            (false, accepted) => format!("{}, {accepted} accepted", parts.join(", ")),
        }
    }
}

/// The report of a period but for its indicators, as the checks are told it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportMaterial {
    pub workbook: Workbook,
    pub period: Period,
    /// Day that overdue is judged on.
    pub today: NaiveDate,
    /// Figures the source prints about the report as a whole.
    pub printed: Vec<Printed>,
    pub risks: Risks,
    /// Causes, events and consequences, in the order of the rows.
    pub risk_words: Vec<Risk>,
    pub controls: Vec<Control>,
    pub budget: BudgetView,
    pub commitments: Vec<CommitmentRow>,
    /// The ratings in force, with their commentary.
    pub commitment_ratings: Vec<CommitmentRating>,
    pub sections: Vec<Section>,
    pub questions: Vec<QuestionRow>,
    /// Open, and about anything but an indicator.
    pub actions: Vec<Action>,
    pub links: Vec<Link>,
    pub acceptances: Vec<Acceptance>,
    pub rules_off: Vec<RuleOff>,
    pub words: Vec<OwnWord>,
    /// What stands on which page of the report that members have; empty before there is one.
    pub pages: Written,
    /// Organisations beside each other, where a text has counts of them.
    pub comparison: Option<Box<Comparison>>,
}

impl ReportMaterial {
    /// A risk's row with the risk itself.
    pub fn risk_rows(&self) -> impl Iterator<Item = (&RiskRow, &Risk)> {
        self.risks.rows.iter().filter_map(|row| {
            let risk = self.risk_words.iter().find(|risk| risk.id == row.id)?;
            Some((row, risk))
        })
    }

    /// The workbook itself, for what is about no one thing.
    pub fn subject(&self) -> Subject {
        Subject { table: Table::Workbook, id: self.workbook.id }
    }

    /// A figure the source prints about the report as a whole.
    pub fn printed(&self, field: &str) -> Option<&str> {
        let found = self.printed.iter().find(|printed| printed.field == field)?;
        Some(found.text.trim()).filter(|text| !text.is_empty())
    }
}

/// One indicator in the period, as the checks are told it.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorMaterial {
    pub indicator: Indicator,
    pub standing: Standing,
    pub result: Option<ResultRecord>,
    pub target: Option<Target>,
    pub year_target: Option<Target>,
    /// The result it is compared with.
    pub comparator: Option<ResultRecord>,
    /// Results before this period of the same length, oldest first.
    pub history: Vec<ResultRecord>,
    pub rating_override: Option<RatingOverride>,
    /// What is expected of later periods and of the year, those that were replaced since included.
    pub forecasts: Vec<Expected>,
    /// Breaks of its series.
    pub breaks: Vec<SeriesBreak>,
    /// The definition under which the results since the last break were first reported, or all of them,
    /// where the history has another one than today's.
    pub earlier_definition: Option<String>,
    pub printed: Vec<Printed>,
    pub commentary: Vec<Commentary>,
    /// The words of the latest period before that has some.
    pub earlier: Vec<Commentary>,
    /// Open in the period, or closed in it.
    pub actions: Vec<Action>,
    /// Organisations beside each other in it, where its words have counts of them.
    pub comparison: Option<Box<Comparison>>,
}

impl IndicatorMaterial {
    /// A cell of its row as the source prints it.
    pub fn printed(&self, field: &str) -> Option<&str> {
        let found = self.printed.iter().find(|printed| printed.field == field)?;
        Some(found.text.trim()).filter(|text| !text.is_empty())
    }

    /// Its words of a kind; nothing where there are none.
    pub fn words(&self, kind: CommentaryKind) -> &str {
        self.commentary.iter().find(|words| words.kind == kind).map_or("", |words| words.text.trim())
    }

    /// Actions that are neither done nor dropped.
    pub fn open_actions(&self) -> impl Iterator<Item = &Action> {
        self.actions
            .iter()
            .filter(|action| !matches!(action.status, ActionStatus::Done | ActionStatus::Dropped))
    }
}
