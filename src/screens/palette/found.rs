//! Words that were found, in the whole text they stand in, before the record they are of.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Period;
use crate::input::{Command, KeyContext, Scope};
use crate::screens::messages::{Passage, Reading};
use crate::screens::{Context, Effect, Mouse, Screen};
use crate::session::Place;
use crate::ui::marks;
use crate::workbook::FoundWords;

/// One of the texts that were found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    all: Rc<[FoundWords]>,
    at: usize,
    sought: String,
    reading: Reading,
}

impl Found {
    /// The text at a place among those found.
    pub(super) fn new(all: Rc<[FoundWords]>, at: usize, sought: &str) -> Self {
        let reading = all.get(at).map_or_else(
            || Reading::new("", Vec::new()),
            |one| {
                let mut passages = Vec::new();
                if !one.about.title.is_empty() && one.about.title != one.text {
                    passages.push(Passage::Heading(one.about.title.clone()));
                }
                passages.push(Passage::Words(one.text.clone()));
                let period = one.period.map(|period| format!(", {}", period.title()));
                let title = format!("{} of {}{}", one.label, one.whose(), period.unwrap_or_default());
                Reading::new(title, passages).marking(marks::words(sought))
            },
        );
        let many = all.len();
        let foot = match many {
            0 | 1 => "Esc: to it".to_owned(),
            _ => format!("{} of {many} found: ← →   Esc: to it", at + 1),
        };
        Self { all, at, sought: sought.to_owned(), reading: reading.footed(foot) }
    }

    /// Goes to the record, in a period that shows it, and opens the text over it.
    pub(super) fn effects(self, context: &Context) -> Vec<Effect> {
        let Some(one) = self.all.get(self.at) else { return Vec::new() };
        let known = |wanted: &Period| {
            let opening = context.session.opening.as_ref();
            opening.is_some_and(|opening| opening.periods.iter().any(|period| period.code == *wanted))
        };
        let period = one.period.filter(known);
        let place = Place::of(one.about.subject);
        period
            .map(Effect::SetPeriod)
            .into_iter()
            .chain([Effect::Go(place), Effect::Open(Box::new(self))])
            .collect()
    }
}

impl Screen for Found {
    fn scope(&self) -> Scope {
        self.reading.scope()
    }

    fn title(&self, context: &Context) -> String {
        self.reading.title(context)
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.again = self.all.len() > 1;
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let last = self.all.len().saturating_sub(1);
        let to = match command {
            Command::Left => self.at.checked_sub(1).unwrap_or(last),
            Command::Right if self.at < last => self.at + 1,
            Command::Right => 0,
            _ => return self.reading.update(command, context),
        };
        Some(Found::new(Rc::clone(&self.all), to, &self.sought).effects(context))
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        self.reading.mouse(mouse, context)
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.reading.view(context, area, buffer)
    }

    fn covers(&self) -> bool {
        false
    }
}
