//! The box that says what has moved since the period before. Pure, as the other boxes are.

use std::sync::Arc;

use super::links::{Card, Kind, Link, Look, Row, link};
use crate::domain::period_change::MovedAlike;
use crate::domain::{Period, Rating, Reportable};
use crate::screens::choice::ChoiceRow;
use crate::session::Place;
use crate::workbook::movement::{MovementSummary, ThemeCount};
use crate::workbook::{ActionFilter, Among, Filter, Subject, Table};

/// Named in one row at most; the rest is said in reports and by `quarterdeck overview`.
const NAMED: usize = 6;
/// The same in the list of everything that moved.
const NAMED_IN_LIST: usize = 2;

/// The place of the box until what moved is known: the first frame does not wait for it.
pub(super) fn not_yet(strip: bool) -> Card {
    let look = if strip { Look::Strip { label: "Last" } } else { fact("", String::new()) };
    Card {
        kind: Kind::Moved,
        title: "Beside the period before".to_owned(),
        rows: vec![Row { look, links: Vec::new() }],
        notes: Vec::new(),
    }
}

/// What moved, a row for each sentence under the counts; a line where `strip` says so.
pub(super) fn card(movement: &MovementSummary, strip: bool) -> Card {
    let before = movement.before_period.map(Period::title).unwrap_or_default();
    let wholes = &movement.wholes;
    let ends = year_end(movement);
    if let Some(why) = movement.nothing_before {
        let look = if strip { Look::Strip { label: "Last" } } else { Look::Sentence };
        let mut rows = vec![Row { look, links: vec![link(why, Place::History(None))] }];
        match ends.map(|text| link(text, Place::Indicators(Filter::default()))) {
            Some(mut end) if strip => {
                end.text = by_year_end(&end.text);
                rows[0].links.insert(0, end);
            }
            Some(end) => rows.insert(0, Row { look: fact("Year end", end.text.clone()), links: vec![end] }),
            None => {}
        }
        return Card { rows, ..not_yet(strip) };
    }
    let invented = wholes.iter().any(|part| part.change.before_is_illustrative);
    let title = format!("Since {before}{}", if invented { " (illustrative)" } else { "" });
    let (then, now) = &movement.reportable;
    let said = |counted: &Reportable| match counted.reportable {
        0 => "none".to_owned(),
        of => format!("{} of {of}", counted.on_track),
    };
    if strip {
        let moved = wholes.iter().find(|part| part.table == Table::Indicator);
        let moved = moved.map_or(0, |part| part.change.moved.len());
        let text = format!("{} on track, {} in {before}", said(now), said(then));
        let end = ends.map(|text| link(by_year_end(&text), Place::Indicators(Filter::default())));
        let list = Link { lists_moved: true, ..link(format!("{moved} moved"), Place::Overview) };
        let links = [link(text, on_track()), list].into_iter().chain(end).collect();
        let rows = vec![Row { look: Look::Strip { label: "Last" }, links }];
        return Card { kind: Kind::Moved, title, rows, notes: Vec::new() };
    }
    let mut rows = Vec::new();
    let mut add = |label: &'static str, text: String, place: Place| {
        rows.push(Row { look: fact(label, text.clone()), links: vec![link(text, place)] });
    };
    if now.reportable + then.reportable > 0 {
        add("On track", format!("{} now, {} then", said(now), said(then)), on_track());
    }
    if let Some(text) = ends {
        add("Year end", text, Place::Indicators(Filter::default()));
    }
    for part in wholes {
        let moved = part.change.alike();
        if moved.is_empty() {
            add(part.name, "none has moved".to_owned(), place(part.table, None, &before));
        }
        for (at, alike) in moved.iter().enumerate() {
            let label = if at == 0 { part.name } else { "" };
            add(label, alike.sentence(NAMED), place(part.table, Some(alike), &before));
        }
    }
    // Where several themes have moved, each is told by itself.
    let themes = movement.groups.iter().filter(|part| part.grouped_by == "theme");
    let mut first = true;
    for part in themes.filter(|part| !part.change.moved.is_empty()) {
        let name = if part.group.is_empty() { "no theme" } else { &part.group };
        for alike in part.change.alike() {
            let text = format!("{name}: {}", alike.sentence(NAMED));
            let label = if std::mem::take(&mut first) { "By theme" } else { "" };
            let titled = MovedAlike { what: format!("{} in {name}", alike.what), ..alike };
            add(label, text, place(part.table, Some(&titled), &before));
        }
    }
    let groups = grouped_by(movement);
    if !groups.is_empty() {
        let text = format!("by {}: Enter lists them", in_words(&groups));
        let list = Link { lists_moved: true, ..link(text.clone(), Place::Overview) };
        rows.push(Row { look: fact("All moves", text), links: vec![list] });
    }
    Card { kind: Kind::Moved, title, rows, notes: Vec::new() }
}

/// What the indicators that moved are in several groups of: theme, type, service.
fn grouped_by(movement: &MovementSummary) -> Vec<&'static str> {
    let mut found = Vec::new();
    for part in movement.groups.iter().filter(|part| part.table == Table::Indicator) {
        if !part.change.moved.is_empty() && !found.contains(&part.grouped_by) {
            found.push(part.grouped_by);
        }
    }
    found
}

/// "type, service and theme".
fn in_words(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Rows to choose from, and what each opens; none for a heading.
pub(super) type List = (Vec<ChoiceRow>, Vec<Option<Place>>);

/// Everything that moved, as a whole and by its groups.
pub(super) fn list(movement: &MovementSummary) -> List {
    let before = movement.before_period.map(Period::title).unwrap_or_default();
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    let mut heading = String::new();
    for part in movement.wholes.iter().chain(&movement.groups).filter(|part| !part.change.moved.is_empty()) {
        let over = match part.grouped_by {
            "" => part.name.to_owned(),
            by => format!("{} by {by}", part.name),
        };
        if over != heading {
            rows.push(ChoiceRow::heading(over.clone()));
            places.push(None);
            heading = over;
        }
        let group = match (part.grouped_by, part.group.as_str()) {
            ("", _) => String::new(),
            (by, "") => format!("no {by}: "),
            (_, group) => format!("{group}: "),
        };
        for alike in part.change.alike() {
            rows.push(ChoiceRow::new(format!("{group}{}", alike.sentence(NAMED_IN_LIST))));
            let titled = match group.trim_end_matches(": ") {
                "" => alike,
                group => MovedAlike { what: format!("{} in {group}", alike.what), ..alike },
            };
            places.push(Some(place(part.table, Some(&titled), &before)));
        }
    }
    (rows, places)
}

/// "7 of 10 expected on track"; none where nothing is forecast.
fn year_end(movement: &MovementSummary) -> Option<String> {
    let end = &movement.year_end;
    (end.reportable > 0).then(|| format!("{} of {} expected on track", end.on_track, end.reportable))
}

/// "7 of 10 by year end", where no label says when.
fn by_year_end(expected: &str) -> String {
    expected.replace("expected on track", "by year end")
}

fn fact(label: &'static str, text: String) -> Look {
    Look::Fact { label, text, alert: false, share: None }
}

/// The indicators that are on track now.
fn on_track() -> Place {
    let mut filter = Filter::default();
    filter.ratings.extend(Rating::ALL.into_iter().filter(|rating| rating.is_on_track()));
    Place::Indicators(filter)
}

/// What a row opens: the indicators that moved so, the one thing that did, or the screen of the others.
fn place(table: Table, alike: Option<&MovedAlike>, before: &str) -> Place {
    let one = alike.and_then(|alike| match alike.items.as_slice() {
        [(id, _)] => Some(Place::of(Subject { table, id: *id })),
        _ => None,
    });
    match table {
        Table::Indicator => {
            let among = alike.map(|alike| {
                Arc::new(Among {
                    title: format!("{} {} since {before}", alike.items.len(), alike.what),
                    ids: alike.items.iter().map(|(id, _)| *id).collect(),
                })
            });
            Place::Indicators(Filter { among, ..Filter::default() })
        }
        Table::Commitment => one.unwrap_or(Place::Delivery),
        Table::Risk => one.unwrap_or(Place::Risks),
        Table::Action => {
            let state = alike.and_then(|alike| alike.state.as_ref());
            Place::Actions(match state.map(|state| state.code.as_str()) {
                Some("overdue") => ActionFilter::Overdue,
                Some("closed") => ActionFilter::Closed,
                _ => ActionFilter::Open,
            })
        }
        _ => Place::Overview,
    }
}

/// A row for each theme of the indicators, with those of the ratings in use; every number opens what it
/// counts.
pub(super) fn theme_rows(themes: &[ThemeCount], ratings: &[Rating]) -> Vec<Row> {
    themes.iter().map(|theme| theme_row(theme, ratings)).collect()
}

fn theme_row(theme: &ThemeCount, ratings: &[Rating]) -> Row {
    let written = theme.path.to_string();
    let only = |ratings: &[Rating]| {
        Place::Indicators(Filter {
            themes: vec![written.clone()],
            ratings: ratings.to_vec(),
            ..Filter::default()
        })
    };
    let mut links: Vec<Link> = ratings
        .iter()
        .map(|rating| link(format!("{} {}", rating.letters(), theme.count(*rating)), only(&[*rating])))
        .collect();
    links.push(link(theme.reportable().of_how_many(), only(&[])));
    let name = match theme.path.objective.as_str() {
        "" => theme.title(),
        objective => format!("  {objective}"),
    };
    Row { look: Look::Kind { name, total: theme.total() }, links }
}
