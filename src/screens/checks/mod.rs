//! Checks: what would embarrass us in committee, worst first, beside what to
//! do about the one under the cursor.

mod commands;
mod view;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, KeyContext, Scope};
use crate::session::Notice;
use crate::ui::list::{List, Row};
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::widest;
use crate::workbook::{CheckReport, CheckSeverity, Finding, Query, Subject};

/// Which findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
enum Show {
    #[default]
    All,
    Only(CheckSeverity),
    Accepted,
}

impl Show {
    /// In the order a key goes through them.
    const ALL: [Self; 5] = [
        Self::All,
        Self::Only(CheckSeverity::Error),
        Self::Only(CheckSeverity::Warning),
        Self::Only(CheckSeverity::Note),
        Self::Accepted,
    ];

    fn passes(self, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            Self::Only(severity) => finding.is_open() && finding.severity == severity,
            Self::Accepted => !finding.is_open(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::All => "everything",
            Self::Only(CheckSeverity::Error) => "errors only",
            Self::Only(CheckSeverity::Warning) => "warnings only",
            Self::Only(CheckSeverity::Note) => "notes only",
            Self::Accepted => "accepted only",
        }
    }
}

/// What a finding is told by from one report to the next.
type Key = (&'static str, Subject, String);

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Heading(String),
    /// Its position in the findings, its number among those listed, and what it is told by.
    Finding(usize, usize, Key),
    /// Findings that say the same, the number of the first of them, what they say, and what it is told by.
    Same(Vec<usize>, usize, String, Key),
}

impl Row for Entry {
    type Key = Key;

    fn key(&self) -> Option<Key> {
        match self {
            Entry::Finding(.., key) | Entry::Same(.., key) => Some(key.clone()),
            Entry::Heading(_) => None,
        }
    }
}

/// The screen. What it shows is in the session; it knows where one is in it.
#[derive(Default)]
pub struct Checks {
    show: Show,
    /// What is told by these is listed row by row.
    unfolded: Vec<Key>,
    /// The report that is listed, and what of it.
    listed: Option<(Arc<CheckReport>, Show)>,
    list: List<Entry>,
    /// How many findings are listed, and all in words.
    shown: usize,
    summary: String,
    /// Columns of the widest reference and of the longest message.
    reference: u16,
    message: u16,
    pane: ReadingPane,
    reading: bool,
}

impl Checks {
    /// The lines of what is shown of a report.
    fn entries(&self, report: &CheckReport) -> Vec<Entry> {
        let mut entries = Vec::new();
        let (mut group, mut number) = (None, 0);
        for rows in report.grouped(|one| self.show.passes(one)) {
            let Some(finding) = rows.first().and_then(|at| report.findings.get(*at)) else { continue };
            let here = (finding.is_open(), finding.severity);
            // Accepted ones are one group, whatever they were.
            if group.is_none_or(|(open, severity)| open != here.0 || (open && severity != here.1)) {
                group = Some(here);
                entries.push(Entry::Heading(match here {
                    (true, CheckSeverity::Error) => format!("Errors ({})", report.open(here.1)),
                    (true, CheckSeverity::Warning) => format!("Warnings ({})", report.open(here.1)),
                    (true, CheckSeverity::Note) => format!("Notes ({})", report.open(here.1)),
                    (false, _) => format!("Accepted ({})", report.accepted()),
                }));
            }
            let mut opened = true;
            if rows.len() > 1 {
                // Told by the check and the message: the rows may come and go.
                let key =
                    (finding.code, Subject { table: finding.subject.table, id: 0 }, finding.message.clone());
                opened = self.unfolded.contains(&key);
                let sign = if opened { "-" } else { "+" };
                let text = format!("{sign} {}", report.repeated(&rows));
                entries.push(Entry::Same(rows.clone(), number + 1, text, key));
            }
            for at in rows {
                number += 1;
                if let Some(finding) = report.findings.get(at).filter(|_| opened) {
                    let (code, subject, field) = finding.key();
                    entries.push(Entry::Finding(at, number, (code, subject, field.to_owned())));
                }
            }
        }
        entries
    }

    /// Lists the report of the session, if that is another than the one listed.
    fn follow(&mut self, context: &Context) {
        let Some(report) = &context.session.checks else {
            self.listed = None;
            return;
        };
        if self.listed.as_ref().is_some_and(|(held, show)| Arc::ptr_eq(held, report) && *show == self.show) {
            return;
        }
        let before = self.current().map(Finding::key).map(|(code, subject, _)| (code, subject));
        let entries = self.entries(report);
        self.shown = report.findings.iter().filter(|one| self.show.passes(one)).count();
        self.summary = report.summary();
        self.reference = widest(report.findings.iter().map(|finding| finding.reference.as_str()));
        self.message = widest(report.findings.iter().map(|finding| finding.message.as_str()));
        self.list.hold(entries);
        self.listed = Some((Arc::clone(report), self.show));
        if self.current().map(Finding::key).map(|(code, subject, _)| (code, subject)) != before {
            self.pane.restart();
        }
    }

    /// The report that is listed.
    fn report(&self) -> Option<&Arc<CheckReport>> {
        self.listed.as_ref().map(|(report, _)| report)
    }

    /// The finding under the cursor.
    fn current(&self) -> Option<&Finding> {
        match self.list.current()? {
            Entry::Finding(at, ..) => self.report()?.findings.get(*at),
            Entry::Heading(_) | Entry::Same(..) => None,
        }
    }

    /// The findings under the cursor that say the same, where they are one row.
    fn current_same(&self) -> Option<&[usize]> {
        match self.list.current()? {
            Entry::Same(rows, ..) => Some(rows),
            _ => None,
        }
    }

    /// Lists the rows of what is told once, or folds them again.
    fn fold(&mut self, context: &Context) -> bool {
        let Some(key) = self.current_same().and(self.list.current()).and_then(Row::key) else { return false };
        match self.unfolded.iter().position(|unfolded| *unfolded == key) {
            Some(at) => drop(self.unfolded.remove(at)),
            None => self.unfolded.push(key),
        }
        self.listed = None;
        self.follow(context);
        true
    }
}

impl Screen for Checks {
    fn scope(&self) -> Scope {
        Scope::Checks
    }

    fn title(&self, _context: &Context) -> String {
        "Checks".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some() || self.current_same().is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.follow(context);
        Vec::new()
    }

    fn pending_queries(&mut self, context: &Context) -> Vec<Query> {
        self.follow(context);
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        self.follow(context);
        if self.listed.is_none() && command != Command::CheckAgain {
            return None;
        }
        if self.reading && self.pane.update(command, self.text_of(context)) {
            return Some(Vec::new());
        }
        let height = self.list_area(context.area).height;
        if self.list.update(command, height) {
            self.pane.restart();
            return Some(Vec::new());
        }
        if let Some(rows) = self.current_same() {
            let many = rows.len();
            match command {
                Command::Open => {
                    self.fold(context);
                    return Some(Vec::new());
                }
                Command::AcceptFinding | Command::OwnWord | Command::HistoryOf | Command::Copy => {
                    let said = format!("Enter lists the {many} rows; each is looked at by itself.");
                    return Some(vec![Effect::Say(Notice::info(said))]);
                }
                _ => {}
            }
        }
        match command {
            Command::NextPane | Command::PreviousPane => {
                self.reading = !self.reading;
                Some(Vec::new())
            }
            Command::Back if self.reading => {
                self.reading = false;
                Some(Vec::new())
            }
            Command::SwitchView => {
                let at = Show::ALL.iter().position(|show| *show == self.show).unwrap_or(0);
                self.show = Show::ALL[(at + 1) % Show::ALL.len()];
                self.follow(context);
                Some(vec![Effect::Say(Notice::info(format!("Shown: {}.", self.show.name())))])
            }
            Command::CheckAgain if self.listed.is_none() => Some(vec![Effect::Check]),
            Command::CheckAgain => Some(vec![Effect::Check, Effect::Say(Notice::info("Checking again."))]),
            other => self.run_command(other, context),
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.answered(answer, context)
    }

    fn left(&self) -> Option<serde_json::Value> {
        serde_json::to_value((self.show, self.list.current().and_then(Row::key))).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((show, row)) = serde_json::from_value::<(Show, Option<(String, Subject, String)>)>(left)
        else {
            return;
        };
        self.show = show;
        let known =
            row.and_then(|(code, about, field)| Some((crate::checks::find(&code)?.code, about, field)));
        if let Some(row) = known {
            self.list.seek(row);
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        self.follow(context);
        let before = self.list.selected();
        let clicked = self.list.mouse(mouse, self.list_area(context.area));
        if self.list.selected() != before {
            self.pane.restart();
        }
        match clicked {
            Some(MouseKind::DoubleClick) => self.run_command(Command::Open, context).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
