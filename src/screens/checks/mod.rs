//! Checks: what would embarrass us in committee, worst first, beside what to
//! do about the one under the cursor.

mod commands;
mod view;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::Cursor;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, KeyContext, Scope};
use crate::session::Notice;
use crate::ui::kept::Kept;
use crate::ui::reading_pane::ReadingPane;
use crate::ui::table::widest;
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
    pane: ReadingPane,
    reading: bool,
    listing: Kept<(usize, Show), Listing>,
}

fn key(finding: &Finding) -> Key {
    let (code, subject, field) = finding.key();
    (code, subject, field.to_owned())
}

/// The lines of the list, and where each finding stands in them: worked out once for a report and
/// what is shown of it.
struct Listing {
    rows: Vec<Row>,
    /// The line of a finding, and its number among those listed.
    places: HashMap<Key, (usize, usize)>,
    shown: usize,
    summary: String,
    /// Columns of the widest reference and of the longest message.
    reference: u16,
    message: u16,
    /// Held, so that no other report can come to lie where it lies.
    _report: Arc<CheckReport>,
}

impl Listing {
    fn of(report: &Arc<CheckReport>, show: Show) -> Self {
        let (mut rows, mut places) = (Vec::new(), HashMap::new());
        let mut group = None;
        for (at, finding) in report.findings.iter().enumerate().filter(|(_, one)| show.passes(one)) {
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
            let number = places.len() + 1;
            places.entry(key(finding)).or_insert((rows.len(), number));
            rows.push(Row::Finding(at));
        }
        let shown = rows.iter().filter(|row| matches!(row, Row::Finding(_))).count();
        Self {
            shown,
            rows,
            places,
            summary: report.summary(),
            reference: widest(report.findings.iter().map(|finding| finding.reference.as_str())),
            message: widest(report.findings.iter().map(|finding| finding.message.as_str())),
            _report: Arc::clone(report),
        }
    }

    /// The finding on a line.
    fn finding<'a>(&self, report: &'a CheckReport, row: usize) -> Option<&'a Finding> {
        match self.rows.get(row)? {
            Row::Finding(at) => report.findings.get(*at),
            Row::Heading(_) => None,
        }
    }

    /// Whether the cursor may stand on a line.
    fn can(&self, row: usize) -> bool {
        matches!(self.rows.get(row), Some(Row::Finding(_)))
    }
}

impl Checks {
    /// The lines of the list.
    fn listing(&self, report: &Arc<CheckReport>) -> Rc<Listing> {
        let report_at = Arc::as_ptr(report) as usize;
        self.listing.get((report_at, self.show), || Listing::of(report, self.show))
    }

    /// Where the cursor is in the lines: with its finding, or as near as can be where it is gone.
    fn place(&self, listing: &Listing) -> usize {
        let found = self.at.as_ref().and_then(|at| listing.places.get(at)).map(|(row, _)| *row);
        let mut cursor = self.cursor.clone();
        cursor.go(found.unwrap_or(self.cursor.at()), listing.rows.len(), |at| listing.can(at));
        cursor.at()
    }

    /// Keeps the cursor in its place, whatever comes to stand there: what is accepted goes to the
    /// foot of the list, and the next is to be looked at.
    fn stay_here(&mut self, report: &Arc<CheckReport>) {
        let listing = self.listing(report);
        let here = self.place(&listing);
        self.cursor.go(here, listing.rows.len(), |at| listing.can(at));
        self.at = None;
    }

    /// The finding under the cursor.
    fn current<'a>(&self, report: &'a Arc<CheckReport>) -> Option<&'a Finding> {
        let listing = self.listing(report);
        listing.finding(report, self.place(&listing))
    }

    /// Does a moving command; true if it was one.
    fn moved(&mut self, by: impl FnOnce(&mut Cursor, &Listing) -> bool, report: &Arc<CheckReport>) -> bool {
        let listing = self.listing(report);
        let here = self.place(&listing);
        self.cursor.go(here, listing.rows.len(), |at| listing.can(at));
        if !by(&mut self.cursor, &listing) {
            return false;
        }
        let after = listing.finding(report, self.cursor.at()).map(key);
        if after != self.at {
            self.pane.restart();
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

    fn facts(&self, context: &Context, facts: &mut KeyContext) {
        let report = context.session.checks.as_ref();
        facts.row = report.is_some_and(|report| self.current(report).is_some());
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let report = context.session.checks.clone();
        let Some(report) = &report else {
            return match command {
                Command::CheckAgain => Some(vec![Effect::Check]),
                _ => None,
            };
        };
        if self.reading && self.pane.update(command, self.text_of(report, context)) {
            return Some(Vec::new());
        }
        let height = self.list_area(context, context.area).height;
        let moves = |cursor: &mut Cursor, listing: &Listing| {
            cursor.update(command, height, listing.rows.len(), |at| listing.can(at))
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
            other => self.run_command(other, report, context),
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.answered(answer, context)
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let report = context.session.checks.clone();
        let Some(report) = &report else { return Vec::new() };
        let list = self.list_area(context, context.area);
        match mouse.kind {
            MouseKind::ScrollUp | MouseKind::ScrollDown => {
                let by = if mouse.kind == MouseKind::ScrollUp { -1 } else { 1 };
                self.moved(
                    |cursor, listing| {
                        cursor.step(by, listing.rows.len(), |at| listing.can(at));
                        true
                    },
                    report,
                );
            }
            MouseKind::Click | MouseKind::DoubleClick => {
                let hit = self.moved(
                    |cursor, listing| {
                        let row = cursor.row_at(mouse.at, list, listing.rows.len());
                        let Some(at) = row.filter(|at| listing.can(*at)) else { return false };
                        cursor.go(at, listing.rows.len(), |at| listing.can(at));
                        true
                    },
                    report,
                );
                if hit && mouse.kind == MouseKind::DoubleClick {
                    return self.run_command(Command::Open, report, context).unwrap_or_default();
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
