//! The box that says what has moved since the period before. Pure, as the other boxes are.

use super::links::{Card, Kind, Link, Look, Row};
use crate::domain::period_change::State;
use crate::domain::{Period, Rating, Reportable};
use crate::session::Place;
use crate::workbook::movement::Movement;
use crate::workbook::{ActionFilter, Filter, Table};

/// Named in one row at most; the rest is said in reports and by `quarterdeck overview`.
const NAMED: usize = 6;

/// What moved, a row for each sentence under the counts; a line where `strip` says so.
pub(super) fn card(movement: &Movement, strip: bool) -> Card {
    let before = movement.before_period.as_deref().unwrap_or_default();
    let before = Period::parse(before).map_or_else(|_| before.to_owned(), Period::title);
    let wholes = movement.wholes();
    if let Some(why) = movement.nothing_before() {
        let look = if strip { Look::Strip { label: "Last" } } else { fact("", why.to_owned()) };
        let rows = vec![Row { look, links: vec![link(why, Place::History(None))] }];
        return Card {
            kind: Kind::Moved,
            title: "Beside the period before".to_owned(),
            rows,
            notes: Vec::new(),
        };
    }
    let invented = wholes.iter().any(|part| part.change.before_is_illustrative);
    let title = format!("Since {before}{}", if invented { " (illustrative)" } else { "" });
    let (then, now) = movement.reportable();
    let said = |counted: &Reportable| match counted.reportable {
        0 => "none".to_owned(),
        of => format!("{} of {of}", counted.on_track),
    };
    if strip {
        let moved = wholes.iter().find(|part| part.table == Table::Indicator);
        let moved = moved.map_or(0, |part| part.change.moved.len());
        let text = format!("{} on track, {} in {before}; {moved} moved", said(&now), said(&then));
        let links = vec![link(text, on_track())];
        let rows = vec![Row { look: Look::Strip { label: "Last" }, links }];
        return Card { kind: Kind::Moved, title, rows, notes: Vec::new() };
    }
    let mut rows = Vec::new();
    let mut add = |label: &'static str, text: String, place: Place| {
        rows.push(Row { look: fact(label, text.clone()), links: vec![link(text, place)] });
    };
    if now.reportable + then.reportable > 0 {
        add("On track", format!("{} now, {} then", said(&now), said(&then)), on_track());
    }
    for part in &wholes {
        let sentences = part.change.sentences(NAMED);
        if sentences.is_empty() {
            add(part.name, "none has moved".to_owned(), place(part.table, None));
        }
        for (at, (state, said)) in sentences.into_iter().enumerate() {
            add(if at == 0 { part.name } else { "" }, said, place(part.table, state.as_ref()));
        }
    }
    Card { kind: Kind::Moved, title, rows, notes: Vec::new() }
}

fn fact(label: &'static str, text: String) -> Look {
    Look::Fact { label, text, alert: false, share: None }
}

fn link(text: impl Into<String>, place: Place) -> Link {
    Link { text: text.into(), place }
}

/// The indicators that are on track now.
fn on_track() -> Place {
    let mut filter = Filter::default();
    filter.ratings.extend(Rating::ALL.into_iter().filter(|rating| rating.is_on_track()));
    Place::Indicators(filter)
}

/// What a row opens: the indicators of a rating, or the screen of the others.
fn place(table: Table, state: Option<&State>) -> Place {
    match table {
        Table::Commitment => Place::Delivery,
        Table::Risk => Place::Risks,
        Table::Action => Place::Actions(match state.map(|state| state.code.as_str()) {
            Some("overdue") => ActionFilter::Overdue,
            Some("closed") => ActionFilter::Closed,
            _ => ActionFilter::Open,
        }),
        _ => {
            let mut filter = Filter::default();
            filter.ratings.extend(state.map(|state| state.rating));
            Place::Indicators(filter)
        }
    }
}
