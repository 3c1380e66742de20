//! Asking before a step is taken back that undoes the work of many keys, or
//! what others have been told of: a publication, a period's closing, an import.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::question::Question;
use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Scope};
use crate::workbook::MajorStep;

/// The question, and the step it is about.
pub struct TakeBack {
    question: Question,
    step: MajorStep,
}

impl TakeBack {
    /// Asks about a step.
    pub fn new(step: MajorStep) -> Self {
        let (yes, no) = if step.again { ("put it back", "leave it") } else { ("take it back", "keep it") };
        let question = Question::new("take back", step.question(), step.lines(), yes, no);
        Self { question, step }
    }

    fn yes(&self) -> Vec<Effect> {
        let agreed = Some(self.step.step);
        let act = if self.step.again { Effect::Redo { agreed } } else { Effect::Undo { agreed } };
        vec![Effect::Close, act]
    }
}

impl Screen for TakeBack {
    fn scope(&self) -> Scope {
        self.question.scope()
    }

    fn title(&self, context: &Context) -> String {
        self.question.title(context)
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Yes => Some(self.yes()),
            _ => self.question.update(command, context),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        if mouse.kind == MouseKind::Click && self.question.points_at(mouse.at, context.area) == Some(true) {
            return self.yes();
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
