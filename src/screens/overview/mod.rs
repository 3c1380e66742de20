//! The overview: where the quarter stands. Every number on it is a link to
//! what it counts.

mod links;
mod moved;
mod report;
mod rows;
mod view;

use std::rc::Rc;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::Choice;
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::domain::Period;
use crate::drafts::Draft;
use crate::input::{Command, KeyContext, Scope};
use crate::ui::kept::Kept;
use crate::workbook::{self, CheckReport, Data, Query};
use links::{Card, Link};

/// Indicators of a period beyond which what moved is not looked for unasked.
const UNASKED: u64 = 20_000;

/// Tag of what is chosen from the list of everything that moved.
const MOVED: &str = "moved";

/// The screen.
#[derive(Default)]
pub struct Overview {
    data: Option<workbook::Overview>,
    /// The period beside the one before.
    moved: Option<Moved>,
    kept: Kept<(Rect, Found, Vec<Draft>), Vec<Card>>,
    /// Which box, which row in it and which number in the row.
    at: (usize, usize, usize),
    /// The cursor is where it was left.
    came_back: bool,
}

/// What moved, as it is shown of a period.
struct Moved {
    period: Period,
    /// As a box and as a line.
    cards: [Card; 2],
    list: moved::List,
}

impl Moved {
    fn list(&self) -> Effect {
        let choice = Choice::one(MOVED, "What has moved", self.list.0.clone())
            .sentence("Enter opens exactly those that moved so.");
        Effect::Open(Box::new(choice))
    }
}

/// What the checks have found; the same as long as they have not looked again.
struct Found(Option<Arc<CheckReport>>);

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Overview {
    /// The boxes, worked out once for what is in them and the room they have.
    fn cards(&self, context: &Context) -> Rc<Vec<Card>> {
        let session = context.session;
        let key = (context.area, Found(session.checks.clone()), session.drafts.clone());
        self.kept.get(key, || self.cards_of(context))
    }

    fn cards_of(&self, context: &Context) -> Vec<Card> {
        let Some(data) = &self.data else { return Vec::new() };
        let narrow = context.area.width < view::WIDE;
        let lines = narrow || context.area.height < view::HIGH;
        let recent = self.shows_recent(context.area);
        let mut cards = links::cards(data, context.session, recent, narrow, lines);
        let moved = self.moved.as_ref().filter(|moved| moved.period == data.period);
        let moved = moved.map(|moved| moved.cards[usize::from(!recent)].clone());
        let last = cards.len() - usize::from(recent);
        cards.insert(last, moved.unwrap_or_else(|| moved::not_yet(!recent)));
        cards
    }

    fn link<'a>(&self, cards: &'a [Card]) -> Option<&'a Link> {
        let card = cards.get(self.at.0)?;
        let row = card.rows.get(self.at.1)?;
        row.links.get(self.at.2.min(row.links.len().saturating_sub(1)))
    }

    /// Keeps the cursor on something after the data has changed.
    fn settle(&mut self, cards: &[Card]) {
        let (card, row, _) = self.at;
        if cards.get(card).is_none_or(|card| card.rows.is_empty()) {
            self.at = (cards.iter().position(|card| !card.rows.is_empty()).unwrap_or(0), 0, 0);
        } else if let Some(card) = cards.get(self.at.0) {
            self.at.1 = row.min(card.rows.len().saturating_sub(1));
        }
        if let Some(row) = cards.get(self.at.0).and_then(|card| card.rows.get(self.at.1)) {
            self.at.2 = self.at.2.min(row.links.len().saturating_sub(1));
        }
    }

    fn step_card(&mut self, by: i32, cards: &[Card]) {
        let count = cards.len() as i32;
        for step in 1..=count {
            let next = (self.at.0 as i32 + by * step).rem_euclid(count.max(1)) as usize;
            if !cards[next].rows.is_empty() {
                self.at = (next, 0, 0);
                return;
            }
        }
    }
}

impl Screen for Overview {
    fn scope(&self) -> Scope {
        Scope::Overview
    }

    fn title(&self, _context: &Context) -> String {
        "Overview".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.data.is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        let (period, today) = (context.session.period, context.session.judged_on());
        vec![Query::Overview { period, today }, Query::Movement { period, today, most: UNASKED }]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        if let Data::Movement(moved) = data {
            let cards = [false, true].map(|strip| moved::card(&moved, strip));
            let list = moved::list(&moved);
            self.moved = Some(Moved { period: moved.period, cards, list });
            self.kept.forget();
            self.settle(&self.cards(context));
        } else if let Data::Overview(overview) = data {
            let first = self.data.is_none();
            self.data = Some(*overview);
            self.kept.forget();
            let cards = self.cards(context);
            if first && !self.came_back {
                // The worst red is where the work begins.
                let worst =
                    cards.iter().position(|card| card.kind == links::Kind::Worst && !card.rows.is_empty());
                self.at = (worst.unwrap_or(0), 0, 0);
            }
            self.settle(&cards);
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let cards = self.cards(context);
        let card = cards.get(self.at.0);
        let rows = card.map_or(0, |card| card.rows.len());
        let links = card.and_then(|card| card.rows.get(self.at.1)).map_or(0, |row| row.links.len());
        match command {
            Command::NextPane => self.step_card(1, &cards),
            Command::PreviousPane => self.step_card(-1, &cards),
            Command::Left if self.at.2 > 0 => self.at.2 -= 1,
            Command::Right if self.at.2 + 1 < links => self.at.2 += 1,
            Command::Left => self.step_card(-1, &cards),
            Command::Right => self.step_card(1, &cards),
            Command::Up if self.at.1 > 0 => self.at.1 -= 1,
            Command::Down if self.at.1 + 1 < rows => self.at.1 += 1,
            Command::Up => {
                self.step_card(-1, &cards);
                self.at.1 = cards.get(self.at.0).map_or(0, |card| card.rows.len().saturating_sub(1));
            }
            Command::Down => self.step_card(1, &cards),
            Command::First | Command::PageUp | Command::HalfUp => self.at.1 = 0,
            Command::Last | Command::PageDown | Command::HalfDown => self.at.1 = rows.saturating_sub(1),
            Command::Open => {
                let link = self.link(&cards);
                let effect = match (link, &self.moved) {
                    (Some(link), Some(moved)) if link.lists_moved => Some(moved.list()),
                    (link, _) => link.map(|link| Effect::Go(link.place.clone())),
                };
                return Some(effect.into_iter().collect());
            }
            _ => return None,
        }
        self.settle(&cards);
        Some(Vec::new())
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        let (Answer::Chosen { tag: MOVED, picks }, Some(moved)) = (answer, &self.moved) else {
            return Vec::new();
        };
        let place = picks.first().and_then(|at| moved.list.1.get(*at).cloned().flatten());
        place.map(Effect::Go).into_iter().collect()
    }

    fn left(&self) -> Option<serde_json::Value> {
        serde_json::to_value((self.at,)).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        let Ok((at,)) = serde_json::from_value(left) else { return };
        (self.at, self.came_back) = (at, true);
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let cards = self.cards(context);
        match mouse.kind {
            MouseKind::Click | MouseKind::DoubleClick => {
                if let Some(at) = self.link_at(mouse.at, context, &cards) {
                    self.at = at;
                    self.settle(&cards);
                    if mouse.kind == MouseKind::DoubleClick {
                        return self.update(Command::Open, context).unwrap_or_default();
                    }
                }
            }
            MouseKind::ScrollUp => return self.update(Command::Up, context).unwrap_or_default(),
            MouseKind::ScrollDown => return self.update(Command::Down, context).unwrap_or_default(),
            MouseKind::Drag => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
