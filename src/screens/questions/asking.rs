//! Asking a question about something on another screen: fetches the meetings
//! there are, then gives way to the form.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::input::{Command, Scope};
use crate::screens::forms::{self, About};
use crate::screens::{Context, Effect, Screen};
use crate::workbook::{Data, Query, QuestionFilter, QuestionRequest};

/// On the way to the form.
pub struct Asking {
    about: About,
}

impl Asking {
    /// A question about an indicator.
    pub fn new(about: About) -> Self {
        Self { about }
    }
}

impl Screen for Asking {
    fn scope(&self) -> Scope {
        Scope::Reading
    }

    fn title(&self, _context: &Context) -> String {
        "New question".to_owned()
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        vec![Query::Questions(QuestionRequest {
            period: context.session.period,
            today: context.session.judged_on(),
            // Only the meetings are wanted.
            filter: QuestionFilter::Open,
            text: String::new(),
        })]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        match data {
            Data::Questions(log) => {
                let form = forms::ask(&log.meetings, None, Some(&self.about), &log.printed, context);
                vec![Effect::Close, Effect::Open(form)]
            }
            _ => Vec::new(),
        }
    }

    fn update(&mut self, command: Command, _context: &Context) -> Option<Vec<Effect>> {
        (command == Command::Back).then(|| vec![Effect::Close])
    }

    fn view(&self, _context: &Context, _area: Rect, _buffer: &mut Buffer) -> Option<Position> {
        None
    }

    fn covers(&self) -> bool {
        false
    }
}
