//! Narrowing the list: the line typed above it, and the builder by rating,
//! type, theme, service, owner, direction of travel and review.

use super::Indicators;
use crate::domain::{Direction, Rating};
use crate::input::{Command, Key};
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::{Context, Effect};
use crate::session::Notice;
use crate::ui::facts::review_word;
use crate::workbook::{Filter, ReviewMark, ValueField};

/// Tag of the builder's answer.
pub const TAG: &str = "indicator filter";

/// The ratings offered, worst first: those there can be, and those looked for already.
fn offered(context: &Context, chosen: &[Rating]) -> Vec<Rating> {
    let session = context.session;
    let known = session.opening.as_ref().map_or_else(Vec::new, |one| one.ratings_to_find(session.period));
    Rating::ALL.into_iter().filter(|rating| known.contains(rating) || chosen.contains(rating)).collect()
}

const DIRECTIONS: &[Direction] =
    &[Direction::Worsening, Direction::Same, Direction::Improving, Direction::NotComparable, Direction::None];

const REVIEWS: &[ReviewMark] =
    &[ReviewMark::ToReview, ReviewMark::ChangedSince, ReviewMark::Skipped, ReviewMark::Reviewed];

/// One thing that can be ticked.
#[derive(Debug, Clone)]
enum Pick {
    Rating(Rating),
    Kind(String),
    Service(String),
    Owner(String),
    Theme(String),
    Direction(Direction),
    Review(ReviewMark),
}

/// Values collected for the builder until all have come.
#[derive(Debug, Default)]
pub struct Building {
    kinds: Option<Vec<String>>,
    services: Option<Vec<String>>,
    owners: Option<Vec<String>>,
    themes: Option<Vec<String>>,
    /// What each row of the open builder stands for; `None` for a heading.
    picks: Vec<Option<Pick>>,
}

impl Indicators {
    pub(super) fn collect(
        &mut self,
        field: ValueField,
        values: Vec<String>,
        context: &Context,
    ) -> Vec<Effect> {
        let Some(building) = &mut self.building else { return Vec::new() };
        let values = values.into_iter().filter(|value| !value.is_empty()).collect();
        match field {
            ValueField::Kind => building.kinds = Some(values),
            ValueField::Service => building.services = Some(values),
            ValueField::Owner => building.owners = Some(values),
            ValueField::ClientGroup | ValueField::Organisation => {}
            ValueField::Theme => building.themes = Some(values),
        }
        let (Some(kinds), Some(services), Some(owners), Some(themes)) =
            (&building.kinds, &building.services, &building.owners, &building.themes)
        else {
            return Vec::new();
        };
        let filter = &self.filter;
        let mut picks = Vec::new();
        let mut rows = Vec::new();
        let mut section = |title: &str, items: Vec<(Pick, String, bool)>| {
            if !items.is_empty() {
                rows.push(ChoiceRow::heading(title));
                picks.push(None);
                for (pick, text, ticked) in items {
                    rows.push(ChoiceRow::new(text).ticked(ticked));
                    picks.push(Some(pick));
                }
            }
        };
        let rating = |rating: &Rating| {
            (Pick::Rating(*rating), rating.title().to_owned(), filter.ratings.contains(rating))
        };
        section("Rating", offered(context, &filter.ratings).iter().map(rating).collect());
        let words = |values: &[String], chosen: &[String], pick: fn(String) -> Pick| {
            values
                .iter()
                .map(|value| (pick(value.clone()), value.clone(), chosen.contains(value)))
                .collect::<Vec<_>>()
        };
        section("Type", words(kinds, &filter.kinds, Pick::Kind));
        let review = |mark: &ReviewMark| {
            (Pick::Review(*mark), review_word(*mark).to_owned(), filter.reviews.contains(mark))
        };
        section("Review", REVIEWS.iter().map(review).collect());
        let direction = |direction: &Direction| {
            (Pick::Direction(*direction), direction.title().to_owned(), filter.directions.contains(direction))
        };
        section("Direction of travel", DIRECTIONS.iter().map(direction).collect());
        let mut by_theme = words(themes, &filter.themes, Pick::Theme);
        if !by_theme.is_empty() {
            let none = String::new();
            let ticked = filter.themes.contains(&none);
            by_theme.push((Pick::Theme(none), "no theme".to_owned(), ticked));
        }
        section("Theme", by_theme);
        section("Service", words(services, &filter.services, Pick::Service));
        section("Owner", words(owners, &filter.owners, Pick::Owner));
        building.picks = picks;
        vec![Effect::Open(Box::new(Choice::many(TAG, "Show only", rows)))]
    }

    pub(super) fn take_filter(&mut self, chosen: &[usize]) -> Vec<Effect> {
        let Some(building) = self.building.take() else { return Vec::new() };
        let (text, among) = (self.filter.text.clone(), self.filter.among.clone());
        let mut filter = Filter { text, among, ..Filter::default() };
        for pick in chosen.iter().filter_map(|at| building.picks.get(*at)?.clone()) {
            match pick {
                Pick::Rating(rating) => filter.ratings.push(rating),
                Pick::Kind(kind) => filter.kinds.push(kind),
                Pick::Service(service) => filter.services.push(service),
                Pick::Owner(owner) => filter.owners.push(owner),
                Pick::Theme(theme) => filter.themes.push(theme),
                Pick::Direction(direction) => filter.directions.push(direction),
                Pick::Review(review) => filter.reviews.push(review),
            }
        }
        self.filter = filter;
        self.reload_around_current();
        vec![Effect::Say(Notice::info(format!("Showing {}.", self.filter_in_words())))]
    }

    /// What the filter lets through, for people.
    pub(super) fn filter_in_words(&self) -> String {
        let filter = &self.filter;
        let mut parts = Vec::new();
        if !filter.text.trim().is_empty() {
            parts.push(format!("“{}”", filter.text.trim()));
        }
        let mut list = |words: Vec<String>| {
            if !words.is_empty() {
                parts.push(words.join(" or "));
            }
        };
        list(filter.ratings.iter().map(|rating| rating.title().to_owned()).collect());
        list(filter.kinds.clone());
        list(filter.services.clone());
        list(filter.owners.clone());
        let theme = |name: &String| if name.is_empty() { "no theme".to_owned() } else { name.clone() };
        list(filter.themes.iter().map(theme).collect());
        list(filter.among.iter().map(|among| among.title.clone()).collect());
        list(filter.directions.iter().map(|direction| direction.title().to_lowercase()).collect());
        list(filter.reviews.iter().map(|mark| review_word(*mark).to_owned()).collect());
        if parts.is_empty() { "everything".to_owned() } else { parts.join(", ") }
    }

    pub(super) fn update_line(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Accept => {
                self.line = None;
                Some(Vec::new())
            }
            Command::Back => {
                if let Some((_, before, around)) = self.line.take() {
                    self.filter = before;
                    around.into_iter().for_each(|id| self.rows.seek(id));
                    self.stale = true;
                }
                Some(Vec::new())
            }
            Command::Up | Command::Down => {
                self.rows.update(command, self.list_height(context.area));
                Some(Vec::new())
            }
            _ => None,
        }
    }

    pub(super) fn type_line(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        if let Some((field, _, _)) = &mut self.line {
            field.handle(key);
            self.narrow();
        }
        Vec::new()
    }

    /// Follows what is typed in the line.
    pub(super) fn narrow(&mut self) {
        if let Some((field, _, _)) = &self.line
            && field.text() != self.filter.text
        {
            self.filter.text = field.text();
            self.rows.first();
            self.stale = true;
            self.typed = true;
        }
    }
}
