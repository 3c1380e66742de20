//! Checks: what would embarrass us in committee, worst first, beside what to
//! do about the one under the cursor.

mod act;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::Cursor;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Facts, Scope};
use crate::session::Notice;
use crate::workbook::{CheckReport, CheckSeverity, Finding, Subject};

/// Which findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    Heading(String),
    /// Position in the findings.
    Finding(usize),
}

/// What a finding is told by from one report to the next.
type Key = (&'static str, Subject, String);

/// The screen. What it shows is in the session; it knows where one is in it.
#[derive(Default)]
pub struct Checks {
    show: Show,
    cursor: Cursor,
    /// The finding under the cursor, so that the cursor stays with it.
    at: Option<Key>,
    /// Rows of the detail that have gone by.
    scroll: u16,
    reading: bool,
}

fn key(finding: &Finding) -> Key {
    let (code, subject, field) = finding.key();
    (code, subject, field.to_owned())
}

impl Checks {
    /// The lines of the list.
    fn rows(&self, report: &CheckReport) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut group = None;
        for (at, finding) in report.findings.iter().enumerate().filter(|(_, one)| self.show.passes(one)) {
            let here = (finding.is_open(), finding.severity);
            // Accepted ones are one group, whatever they were.
            if group.is_none_or(|(open, severity)| open != here.0 || (open && severity != here.1)) {
                group = Some(here);
                rows.push(Row::Heading(match here {
                    (true, CheckSeverity::Error) => format!("Errors ({})", report.open(here.1)),
                    (true, CheckSeverity::Warning) => format!("Warnings ({})", report.open(here.1)),
                    (true, CheckSeverity::Note) => format!("Notes ({})", report.open(here.1)),
                    (false, _) => format!("Accepted ({})", report.accepted()),
                }));
            }
            rows.push(Row::Finding(at));
        }
        rows
    }

    /// Where the cursor is in the lines: with its finding, or as near as can be where it is gone.
    fn place(&self, rows: &[Row], report: &CheckReport) -> usize {
        let of = |row: &Row| match row {
            Row::Finding(at) => report.findings.get(*at),
            Row::Heading(_) => None,
        };
        let same = |row: &Row| {
            of(row)
                .zip(self.at.as_ref())
                .is_some_and(|(finding, at)| finding.key() == (at.0, at.1, at.2.as_str()))
        };
        let mut cursor = self.cursor.clone();
        let to = rows.iter().position(same).unwrap_or(self.cursor.at());
        cursor.go(to, rows.len(), |at| matches!(rows.get(at), Some(Row::Finding(_))));
        cursor.at()
    }

    /// Keeps the cursor in its place, whatever comes to stand there: what is accepted goes to the
    /// foot of the list, and the next is to be looked at.
    fn stay_here(&mut self, report: &CheckReport) {
        let rows = self.rows(report);
        let here = self.place(&rows, report);
        self.cursor.go(here, rows.len(), |at| matches!(rows.get(at), Some(Row::Finding(_))));
        self.at = None;
    }

    /// The finding under the cursor.
    fn current<'a>(&self, report: &'a CheckReport) -> Option<&'a Finding> {
        let rows = self.rows(report);
        match rows.get(self.place(&rows, report))? {
            Row::Finding(at) => report.findings.get(*at),
            Row::Heading(_) => None,
        }
    }

    /// Does a moving command; true if it was one.
    fn moved(&mut self, by: impl FnOnce(&mut Cursor, &[Row]) -> bool, report: &CheckReport) -> bool {
        let rows = self.rows(report);
        let can = |at: usize| matches!(rows.get(at), Some(Row::Finding(_)));
        let here = self.place(&rows, report);
        self.cursor.go(here, rows.len(), can);
        if !by(&mut self.cursor, &rows) {
            return false;
        }
        let after = match rows.get(self.cursor.at()) {
            Some(Row::Finding(at)) => report.findings.get(*at).map(key),
            _ => None,
        };
        if after != self.at {
            self.scroll = 0;
        }
        self.at = after;
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

    fn facts(&self, context: &Context, facts: &mut Facts) {
        let report = context.session.checks.as_deref();
        facts.row = report.is_some_and(|report| self.current(report).is_some());
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let report = context.session.checks.clone();
        let Some(report) = report.as_deref() else {
            return match command {
                Command::CheckAgain => Some(vec![Effect::Check]),
                _ => None,
            };
        };
        if self.reading && self.scrolled(command, context) {
            return Some(Vec::new());
        }
        let height = self.list_area(context.area).height;
        let moves = |cursor: &mut Cursor, rows: &[Row]| {
            cursor.update(command, height, rows.len(), |at| matches!(rows.get(at), Some(Row::Finding(_))))
        };
        if self.moved(moves, report) {
            return Some(Vec::new());
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
                Some(vec![Effect::Say(Notice::info(format!("Shown: {}.", self.show.name())))])
            }
            Command::CheckAgain => Some(vec![Effect::Check, Effect::Say(Notice::info("Checking again."))]),
            other => self.act(other, report, context),
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.answered(answer, context)
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let report = context.session.checks.clone();
        let Some(report) = report.as_deref() else { return Vec::new() };
        let list = self.list_area(context.area);
        let can = |rows: &[Row], at: usize| matches!(rows.get(at), Some(Row::Finding(_)));
        match mouse.kind {
            MouseKind::ScrollUp | MouseKind::ScrollDown => {
                let by = if mouse.kind == MouseKind::ScrollUp { -1 } else { 1 };
                self.moved(
                    |cursor, rows| {
                        cursor.step(by, rows.len(), |at| can(rows, at));
                        true
                    },
                    report,
                );
            }
            MouseKind::Click | MouseKind::DoubleClick => {
                let hit = self.moved(
                    |cursor, rows| match cursor.row_at(mouse.at, list, rows.len()).filter(|at| can(rows, *at))
                    {
                        Some(at) => {
                            cursor.go(at, rows.len(), |at| can(rows, at));
                            true
                        }
                        None => false,
                    },
                    report,
                );
                if hit && mouse.kind == MouseKind::DoubleClick {
                    return self.act(Command::Open, report, context).unwrap_or_default();
                }
            }
            MouseKind::Drag => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
