//! Closing a period: what is unfinished is said first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Period;
use crate::input::{Command, Scope};
use crate::screens::question::Question;
use crate::screens::{Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::session::Notice;
use crate::workbook::steps::period::{close_period, unfinished};
use crate::workbook::{Data, Query};

/// Closing a period: says what is unfinished, then asks.
struct Closing {
    question: Question,
    period: Period,
    counted: bool,
}

/// Asks whether to close the period on screen; none when no workbook is open.
pub fn close(context: &Context) -> Option<Box<dyn Screen>> {
    let record = context.session.period_record()?;
    let title = record.code.title();
    let lines = vec!["Counting what is unfinished…".to_owned()];
    let question =
        Question::new("close", format!("Close {title}?"), lines, &format!("Close {title}"), "Keep it open");
    Some(Box::new(Closing { question, period: record.code, counted: false }))
}

impl Closing {
    fn yes(&self, context: &Context) -> Vec<Effect> {
        if !self.counted {
            return vec![Effect::Say(Notice::info(
                "Still counting what is unfinished: answer again in a moment.",
            ))];
        }
        let record = context
            .session
            .opening
            .iter()
            .flat_map(|opening| &opening.periods)
            .find(|one| one.code == self.period);
        let Some(record) = record else { return vec![Effect::Close] };
        vec![Effect::Close, Effect::Apply { change: close_period(record, ""), settles: Vec::new() }]
    }
}

impl Screen for Closing {
    fn scope(&self) -> Scope {
        self.question.scope()
    }

    fn title(&self, context: &Context) -> String {
        self.question.title(context)
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        vec![Query::Overview { period: self.period, today: context.session.judged_on() }]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        if let Data::Overview(overview) = data {
            let session = context.session;
            let drafts = session.drafts.iter().filter(|draft| draft.period == overview.period.code()).count();
            let reviewed = session.workbook().map_or(("red", "reds"), |workbook| workbook.reviewed());
            let found = unfinished(&overview, reviewed, session.checks.as_deref(), drafts);
            let mut lines: Vec<String> = found.into_iter().map(|line| format!("- {line}")).collect();
            if lines.is_empty() {
                lines.push("Nothing is unfinished.".to_owned());
            } else {
                lines.insert(0, "Unfinished:".to_owned());
            }
            lines.push(String::new());
            lines.push(
                "Its figures and words can then only be read. It can be reopened, with a reason.".to_owned(),
            );
            self.question.set_lines(lines);
            self.counted = true;
        }
        Vec::new()
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        if let Outcome::Failed(reason) = outcome {
            // It can still be closed; only the counting failed.
            self.question.set_lines(vec![format!("What is unfinished could not be counted: {reason}")]);
            self.counted = true;
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Yes => Some(self.yes(context)),
            _ => self.question.update(command, context),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        if mouse.kind == MouseKind::Click && self.question.points_at(mouse.at, context.area) == Some(true) {
            return self.yes(context);
        }
        self.question.mouse(mouse, context)
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.question.view(context, area, buffer)
    }

    fn covers(&self) -> bool {
        false
    }
}
