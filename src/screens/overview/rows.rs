//! Drawing the rows of the overview's boxes, each kind in its own way.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::links::{Card, Look, Row};
use crate::domain::Rating;
use crate::ui::frame::{bar, clip, line, take_left};
use crate::ui::inert::{fit_left, width};
use crate::ui::theme::{Role, Theme};

/// The line of a strip: in from the edge, as the text of boxes is.
pub(super) fn strip(place: Rect) -> Rect {
    Rect { x: place.x + 2, width: place.width.saturating_sub(4), ..place }
}

/// Where each word of a strip stands, after its label.
pub(super) fn strip_slots(row: &Row, place: Rect) -> Vec<(u16, u16)> {
    let mut x = place.x + 8;
    row.links
        .iter()
        .map(|link| {
            let at = x;
            let wide = width(&link.text) as u16;
            x += wide + 2;
            (at, wide)
        })
        .collect()
}

/// Where each part of a sentence stands, and how wide it is.
pub(super) fn sentence_slots(row: &Row, place: Rect) -> Vec<(u16, u16)> {
    let mut x = place.x;
    row.links
        .iter()
        .map(|link| {
            let at = x;
            let wide = width(&link.text) as u16;
            x = x.saturating_add(wide + 2);
            (at, wide)
        })
        .collect()
}

/// The widest name and number of a box's rows of types, so that they stand under each other.
#[derive(Clone, Copy, Default)]
pub(super) struct Widths {
    name: usize,
    link: usize,
}

impl Widths {
    pub(super) fn of(card: &Card) -> Self {
        let mut widths = Self::default();
        for row in &card.rows {
            if let Look::Kind { name, .. } = &row.look {
                widths.name = widths.name.max(width(name));
                widths.link = row.links.iter().map(|link| width(&link.text)).fold(widths.link, usize::max);
            }
        }
        widths
    }
}

/// Where each number of a type's row stands.
pub(super) fn kind_slots(row: &Row, widths: Widths, place: Rect) -> Vec<(u16, u16, String)> {
    let room = usize::from(place.width);
    let count = row.links.len().max(1);
    let widest = widths.link.max(4);
    // A name has a third, and what the numbers leave.
    let left = room.saturating_sub(count * (widest + 2) + 1);
    let name = widths.name.min(left.max(room / 3)).max(8) + 1;
    let share = room.saturating_sub(name) / count;
    // Numbers stand under each other; where there is no room for a gap, the space inside goes first.
    let tight = share < widest + 1;
    let slot = if tight { share.max(3) } else { share.min(widest + 2) };
    let text = |text: &str| {
        if tight { text.replace("of ", "/").replace(' ', "") } else { text.to_owned() }
    };
    row.links
        .iter()
        .enumerate()
        .map(|(at, link)| {
            let text = text(&link.text);
            (place.x + (name + at * slot) as u16, width(&text) as u16, text)
        })
        .collect()
}

/// Columns that a cell of the heat map has.
pub(super) fn heat_slot(place: Rect, cells: usize) -> u16 {
    (place.width.saturating_sub(2) / cells.max(1) as u16).clamp(4, 9)
}

/// Draws one row; returns where the cursor belongs in it.
pub(super) fn draw_row(
    row: &Row,
    selected: Option<usize>,
    widths: Widths,
    place: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Position {
    let reverse = theme.style(Role::Selected);
    let chosen = |role: Role| if selected.is_some() { reverse } else { theme.style(role) };
    if selected.is_some() && place.x > 0 {
        buffer.set_stringn(place.x - 1, place.y, ">", 1, reverse);
    }
    let start = Position::new(place.x, place.y);
    match &row.look {
        Look::Rating { rating, count, reportable, named: names_shown } => {
            let share = if *reportable == 0 { 0.0 } else { *count as f64 / *reportable as f64 };
            // A state that is not a colour has no letters of its own: its name stands in their place.
            let named = place.width >= 44;
            let figures_at = if named { 21 } else { 15 };
            let (name, name_at) = if rating.is_colour() { (rating.title(), 7) } else { (rating.title(), 1) };
            if rating.is_colour() {
                rating_chip(*rating, place, theme, buffer);
            }
            let (_, rest) = take_left(place, name_at, 0);
            let room = figures_at - name_at;
            if named || !rating.is_colour() {
                line(name, theme.style(Role::Text), Rect { width: room.min(rest.width), ..rest }, buffer);
            }
            let figures_at = if named || *names_shown { figures_at } else { 7 };
            let (_, rest) = take_left(place, figures_at, 0);
            let digits = reportable.max(count).to_string().len().max(3);
            let text = format!("{count:>digits$}");
            buffer.set_stringn(rest.x, rest.y, &text, digits, chosen(Role::Strong));
            let end = Position::new(place.x + figures_at + digits as u16 - 1, place.y);
            if !rating.is_colour() {
                return end;
            }
            let percent = format!("{:>5}", format!("{:.0}%", share * 100.0));
            buffer.set_stringn(rest.x + digits as u16, rest.y, percent, 5, theme.style(Role::Text));
            let (_, rest) = take_left(rest, digits as u16 + 5, 2);
            bar(share, theme.bar(*rating), theme, rest, buffer);
            end
        }
        Look::Sentence => {
            let mut cursor = start;
            let slots = sentence_slots(row, place);
            for (at, (link, (x, wide))) in row.links.iter().zip(&slots).enumerate() {
                let room = usize::from(place.right().saturating_sub(*x)).min(usize::from(*wide));
                // What has no room is in the rows above, and is not cut short here.
                if at > 0 && room < usize::from(*wide) {
                    break;
                }
                let style = if selected == Some(at) { reverse } else { theme.style(Role::Text) };
                buffer.set_stringn(*x, place.y, clip(&link.text, room), room, style);
                if slots.get(at + 1).is_some_and(|(next, wide)| next + wide <= place.right()) {
                    buffer.set_stringn(x + wide, place.y, ",", 1, theme.style(Role::Text));
                }
                if selected == Some(at) {
                    cursor = Position::new(*x, place.y);
                }
            }
            cursor
        }
        Look::Share { word, count, total } => {
            let share = if *total == 0 { 0.0 } else { *count as f64 / *total as f64 };
            let words = if place.width >= 30 { 15 } else { 10 };
            buffer.set_stringn(place.x, place.y, fit_left(word, words), words, theme.style(Role::Text));
            let digits = total.to_string().len().max(3);
            let (_, rest) = take_left(place, words as u16, 0);
            buffer.set_stringn(rest.x, rest.y, format!("{count:>digits$}"), digits, chosen(Role::Strong));
            let (_, bars) = take_left(rest, digits as u16, 2);
            bar(share, theme.style(Role::Bar), theme, bars, buffer);
            Position::new(rest.x + digits as u16 - 1, place.y)
        }
        Look::Heat { label, cells } => {
            buffer.set_stringn(place.x, place.y, label, 2, theme.style(Role::Dim));
            let wide = heat_slot(place, cells.len());
            let mut cursor = start;
            for (at, (link, (count, rating))) in row.links.iter().zip(cells).enumerate() {
                let x = place.x + 2 + at as u16 * wide;
                let room =
                    usize::from(wide.saturating_sub(1)).min(usize::from(place.right().saturating_sub(x)));
                let text = format!("{:^room$}", clip(&link.text, room));
                let style = match (selected == Some(at), count) {
                    (true, _) => reverse,
                    (false, 0) => theme.style(Role::Dim),
                    (false, _) => theme.chip(*rating),
                };
                buffer.set_stringn(x, place.y, text, room, style);
                if selected == Some(at) {
                    cursor = Position::new(x, place.y);
                }
            }
            cursor
        }
        Look::Strip { label } => {
            buffer.set_stringn(place.x, place.y, label, 6, theme.style(Role::Dim));
            let mut cursor = start;
            for (at, (link, (x, wide))) in row.links.iter().zip(strip_slots(row, place)).enumerate() {
                let here = selected == Some(at);
                if x < place.right() {
                    let room = usize::from((place.right() - x).min(wide));
                    let style = if here { reverse } else { theme.style(Role::Text) };
                    buffer.set_stringn(x, place.y, &link.text, room, style);
                }
                if here {
                    cursor = Position::new(x.min(place.right().saturating_sub(1)), place.y);
                }
            }
            cursor
        }
        Look::Kind { name, .. } => {
            let slots = kind_slots(row, widths, place);
            let room = slots.first().map_or(0, |(x, ..)| x.saturating_sub(place.x + 1));
            buffer.set_stringn(
                place.x,
                place.y,
                clip(name, usize::from(room)),
                usize::from(room),
                theme.style(Role::Dim),
            );
            let mut cursor = start;
            for (at, (link, (x, wide, text))) in row.links.iter().zip(slots).enumerate() {
                let here = selected == Some(at);
                let role = if link.text.ends_with(" 0") || link.text.starts_with("of") {
                    Role::Dim
                } else {
                    Role::Text
                };
                let style = if here { reverse } else { theme.style(role) };
                if x < place.right() {
                    buffer.set_stringn(x, place.y, &text, usize::from((place.right() - x).min(wide)), style);
                }
                if here {
                    cursor = Position::new(x.min(place.right().saturating_sub(1)), place.y);
                }
            }
            cursor
        }
        Look::Fact { label, text, alert, share } => {
            let label_width = if place.width >= 40 { 18 } else { 15 };
            buffer.set_stringn(
                place.x,
                place.y,
                fit_left(label, label_width),
                label_width,
                theme.style(Role::Dim),
            );
            let (_, rest) = take_left(place, label_width as u16, 0);
            let role = if *alert { Role::Worse } else { Role::Text };
            let text = if *alert { format!("{text} !") } else { text.clone() };
            line(&whole_words(&text, usize::from(rest.width)), chosen(role), rest, buffer);
            if let Some(share) = share {
                let (_, meter) = take_left(rest, width(&text) as u16, 2);
                if meter.width >= 6 {
                    bar(
                        *share,
                        theme.style(Role::Bar),
                        theme,
                        Rect { width: meter.width.min(20), ..meter },
                        buffer,
                    );
                }
            }
            Position::new(rest.x, rest.y)
        }
        Look::Amount { label, text, alert } => {
            let role = if *alert { Role::Worse } else { Role::Text };
            let text = if *alert { format!("{text} !") } else { text.clone() };
            let text = clip(&text, usize::from(place.width));
            let wide = width(&text) as u16;
            let room = usize::from(place.width.saturating_sub(wide + 1));
            buffer.set_stringn(place.x, place.y, clip(label, room), room, theme.style(Role::Dim));
            let x = place.right().saturating_sub(wide);
            line(&text, chosen(role), Rect { x, width: wide, ..place }, buffer);
            Position::new(x, place.y)
        }
        Look::Change { at, who, label, undone } => {
            let when = if place.width >= 60 { at.as_str() } else { at.get(11..).unwrap_or(at) };
            let text =
                format!("{when}  {}  {label}{}", fit_left(who, 8), if *undone { "  (undone)" } else { "" });
            line(&text, chosen(if *undone { Role::Dim } else { Role::Text }), place, buffer);
            start
        }
        Look::Indicator(_) => start,
    }
}

fn rating_chip(rating: Rating, place: Rect, theme: &Theme, buffer: &mut Buffer) {
    let text = format!(" {} ", theme.letters(rating));
    buffer.set_stringn(place.x, place.y, fit_left(&text, 6), 6, theme.chip(rating));
}

/// A text, or as many whole words of it as there is room for: no reference and no figure is cut.
fn whole_words(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut fits = String::new();
    for word in text.split(' ') {
        let longer = if fits.is_empty() { word.to_owned() } else { format!("{fits} {word}") };
        if width(&longer) + 2 > room {
            break;
        }
        fits = longer;
    }
    if fits.is_empty() { text.to_owned() } else { format!("{} …", fits.trim_end_matches([',', ':'])) }
}
