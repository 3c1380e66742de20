//! The report as members will read it: page by page, with what stands in the
//! way of publishing; from here it is exported and published.

mod changes;
mod compared;
mod dialogs;
mod lines;
mod tables;
mod view;

use std::cell::RefCell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Period;
use crate::jobs::report::request::{ExportOrder, ReportEvent, ReportPreview, ReportRequest, Which};

use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, KeyContext, Scope};
use crate::report::Progress;
use crate::session::{Notice, Place};
use crate::ui::list::{List, Placed};
use crate::workbook::{Data, Id, Query};
use lines::{Line, Lines};

/// Where the preview was left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left {
    pub period: Period,
    pub which: Which,
    /// The line under the cursor.
    pub line: usize,
}

/// What is on screen.
enum Stage {
    /// It is being put together.
    Waiting,
    Shown(Box<ReportPreview>),
    /// There is no report, and why.
    Failed(String),
}

/// What is being done besides.
enum Working {
    No,
    Export(Option<Progress>),
    Publish,
}

/// The lines of the report for a width.
#[derive(Default)]
struct Laid {
    /// None where they have to be laid out anew.
    width: Option<u16>,
    lines: List<Placed<Line>>,
}

/// The preview.
pub struct Report {
    which: Which,
    stage: Stage,
    working: Working,
    /// Made when it is first drawn at a width, and kept until that or the report changes.
    laid: RefCell<Laid>,
    /// Where to go once it is there.
    go_to: Option<usize>,
    /// A file in the way, while asking whether to replace it.
    in_the_way: Option<Box<ExportOrder>>,
    /// Format chosen, while its path is asked for.
    format: &'static str,
    /// The operation and the period of what is shown.
    made_of: Option<(Id, Period)>,
}

impl Report {
    /// Opens where it was left, if that was in this period.
    pub fn open(left: &Left, period: Period) -> Box<dyn Screen> {
        let here = left.period == period && !left.which.template.is_empty();
        let first = || Which::of("service");
        Box::new(Self {
            which: if here { left.which.clone() } else { first() },
            stage: Stage::Waiting,
            working: Working::No,
            laid: RefCell::default(),
            go_to: here.then_some(left.line),
            in_the_way: None,
            format: "",
            made_of: None,
        })
    }

    fn preview(&self) -> Effect {
        Effect::Report(ReportRequest::Preview(self.which.clone()))
    }

    /// Lays the report out for an area, unless it is already.
    fn lay_out(&self, area: Rect) {
        let (wide, _) = view::room(area);
        let mut laid = self.laid.borrow_mut();
        if let Stage::Shown(shown) = &self.stage
            && laid.width != Some(wide)
        {
            laid.width = Some(wide);
            laid.lines.hold_placed(Lines::of(shown, wide), |_| false);
        }
    }

    /// The lines of the report as they are on screen.
    fn lines(&mut self, context: &Context) -> &mut List<Placed<Line>> {
        self.lay_out(context.area);
        &mut self.laid.get_mut().lines
    }

    /// The line under the cursor.
    fn at(&self) -> usize {
        self.laid.borrow().lines.at().unwrap_or(0)
    }

    fn show(&mut self, shown: ReportPreview, context: &Context) -> Vec<Effect> {
        let problems: Vec<Effect> =
            shown.problems.iter().map(|text| Effect::Say(Notice::problem(text.clone()))).collect();
        self.which.clone_from(&shown.which);
        self.stage = Stage::Shown(Box::new(shown));
        self.laid.get_mut().width = None;
        if let Some(to) = self.go_to.take() {
            self.lines(context).go(to as u64);
            self.put_on_top(context);
        }
        problems
    }

    /// Goes to the next line that passes, in a direction.
    fn seek(&mut self, down: bool, context: &Context, passes: impl Fn(&Line, &Line) -> bool) -> bool {
        let lines = self.lines(context);
        let (rows, at) = (lines.rows(), lines.at().unwrap_or(0));
        let here = lines.here().cloned().unwrap_or_default();
        let passing = |row: &usize| passes(&rows[*row], &here);
        let found = if down {
            (at + 1..rows.len()).find(passing)
        } else {
            (0..at.min(rows.len())).rev().find(passing)
        };
        if let Some(row) = found {
            lines.go(row as u64);
        }
        found.is_some()
    }

    /// Scrolls so that the line under the cursor stands at the top, with what follows below it.
    fn put_on_top(&mut self, context: &Context) {
        let (_, height) = view::room(context.area);
        let lines = self.lines(context);
        let at = lines.selected();
        lines.go(at + u64::from(height.max(2)) - 2);
        lines.top_for(height);
        lines.go(at);
    }

    fn next_section(&mut self, down: bool, context: &Context) -> Vec<Effect> {
        let moved = self.seek(down, context, |line, here| {
            line.section != here.section && line.section.is_some() && !line.pieces.is_empty()
        });
        if moved && !down {
            // To the heading of that section, not to its last line.
            let lines = self.lines(context);
            let section = lines.here().and_then(|line| line.section);
            lines.go_where(|line| line.section == section && !line.pieces.is_empty());
        }
        if moved {
            self.put_on_top(context);
            Vec::new()
        } else {
            vec![Effect::Say(Notice::info("There is no other section that way."))]
        }
    }

    fn next_finding(&mut self, down: bool, context: &Context) -> Vec<Effect> {
        if self.seek(down, context, |line, _| line.mark.is_some()) {
            return Vec::new();
        }
        vec![Effect::Say(Notice::info("Nothing else is marked that way."))]
    }

    /// To where the line under the cursor is edited; the way back is remembered.
    fn source(&self, context: &Context) -> Vec<Effect> {
        let laid = self.laid.borrow();
        let at = laid.lines.at().unwrap_or(0);
        // Blank lines and headings of tables belong to what is near.
        let near = |row: usize| laid.lines.rows().get(row).and_then(|line| line.source);
        let Some(subject) = near(at).or_else(|| near(at + 1)) else {
            return vec![Effect::Say(Notice::info(
                "This line is made by the template: there is nothing to edit.",
            ))];
        };
        let left = Left { period: context.session.period, which: self.which.clone(), line: self.at() };
        vec![
            Effect::ReportLeft(left),
            Effect::Go(Place::of(subject)),
            Effect::Say(Notice::info("W comes back to this line of the report.")),
        ]
    }

    fn close(&mut self, context: &Context) -> Vec<Effect> {
        let left = Left { period: context.session.period, which: self.which.clone(), line: self.at() };
        vec![Effect::ReportLeft(left), Effect::Close]
    }
}

impl Screen for Report {
    fn scope(&self) -> Scope {
        Scope::Report
    }

    fn title(&self, _context: &Context) -> String {
        "Report".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = matches!(self.stage, Stage::Shown(_)) && matches!(self.working, Working::No);
    }

    /// Asked after every change and every move of the period: so is the report.
    fn queries(&mut self, _context: &Context) -> Vec<Query> {
        vec![Query::Opening]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        let Data::Opening(opening) = data else { return Vec::new() };
        let state = (opening.operation, context.session.period);
        // A dialog that closed has changed nothing by that.
        if self.made_of.as_ref() == Some(&state) {
            return Vec::new();
        }
        self.made_of = Some(state);
        vec![self.preview()]
    }

    fn on_report(&mut self, told: ReportEvent, context: &Context) -> Vec<Effect> {
        match told {
            ReportEvent::Shown(shown) => return self.show(*shown, context),
            ReportEvent::Progress(at) => {
                if let Working::Export(progress) = &mut self.working {
                    *progress = Some(at);
                }
                return Vec::new();
            }
            _ => self.working = Working::No,
        }
        self.came_of(told)
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if let Working::Export(_) = self.working
            && matches!(command, Command::Cancel | Command::Back)
        {
            return Some(vec![Effect::Report(ReportRequest::Stop)]);
        }
        let (_, height) = view::room(context.area);
        if self.lines(context).update(command, height) {
            return Some(Vec::new());
        }
        Some(match command {
            Command::Back => self.close(context),
            Command::NextPane | Command::Right => self.next_section(true, context),
            Command::PreviousPane | Command::Left => self.next_section(false, context),
            Command::NextFinding => self.next_finding(true, context),
            Command::PreviousFinding => self.next_finding(false, context),
            Command::Open => self.source(context),
            Command::Export => self.choose_format(),
            Command::Publish => self.ask_to_publish(context),
            Command::ReportTemplate => self.choose_template(),
            Command::ReportService => self.choose_part(),
            Command::ReportCompared => self.choose_compared(),
            Command::ReportChanges => {
                vec![Effect::Report(ReportRequest::Changes(self.which.clone()))]
            }
            _ => return None,
        })
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        self.answered(answer, context)
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        if self.lines(context).mouse(mouse, view::lines_area(context.area)) == Some(MouseKind::DoubleClick) {
            return self.source(context);
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
