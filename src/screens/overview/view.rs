//! Drawing the overview. Boxes stand side by side where there is room and
//! stack where there is not; every number stays reachable.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Overview;
use super::links::{Card, Kind, Look};
use super::rows::{Widths, draw_row, heat_slot, kind_slots, sentence_slots, strip, strip_slots};
use crate::screens::Context;
use crate::ui::facts;
use crate::ui::frame::{Pane, line, lines, take_left, take_top, wrapped};
use crate::ui::table::{Cell, Column, Table, fitted, layout_with_sign};
use crate::ui::theme::{Role, Theme};
use crate::workbook::Standing;

/// Narrower than this the boxes stack.
pub(super) const WIDE: u16 = 112;
/// Lower than this the boxes of the service report are a line each.
pub(super) const HIGH: u16 = 34;

const NO_INDICATORS: &str =
    "No indicators yet. Copy your table in Excel and paste it here; I reads a file; 2, then A adds one.";

const WORST: &[Column] = &[
    // With the sign, the longest letters of a rating are whole: "■ OFF".
    Column::words("RAG", 5, 0, 0),
    Column::if_any("End", 6, 1),
    Column::words("Ref", 16, 0, 0),
    Column::words("Indicator", 18, 1, 0),
    Column::figures("Result", 8, 0),
    Column::figures("Target", 8, 2),
    Column::figures("Variance", 13, 1),
    Column::words("Travel", 14, 0, 3),
    Column::if_any("Year end", 14, 4),
    Column::words("Review", 13, 0, 4),
];

impl Overview {
    pub(super) fn shows_recent(&self, area: Rect) -> bool {
        area.width >= WIDE && area.height >= 26
    }

    /// Where each box goes.
    fn areas(&self, area: Rect, cards: &[Card]) -> Vec<Rect> {
        let rows = |kind: Kind| {
            cards.iter().find(|card| card.kind == kind).map_or(0, |card| card.rows.len() + card.notes.len())
                as u16
        };
        let place = |kind: Kind, places: &[(Kind, Rect)]| {
            places.iter().find(|(of, _)| *of == kind).map_or(Rect::default(), |(_, area)| *area)
        };
        let mut places = Vec::new();
        if area.width >= WIDE {
            let notes = 1;
            let high = (rows(Kind::Ratings).max(rows(Kind::Quarter)).max(rows(Kind::Travel)) + notes + 2)
                .clamp(9, 14)
                .min(area.height / 2);
            let (top, rest) = take_top(area, high);
            let third = area.width / 3;
            let (ratings, right) = take_left(top, area.width - 2 * third + 4.min(third / 4), 0);
            let (travel, quarter) = take_left(right, right.width / 2, 0);
            places.extend([(Kind::Ratings, ratings), (Kind::Travel, travel), (Kind::Quarter, quarter)]);
            let report: Vec<Kind> =
                cards.iter().map(|card| card.kind).filter(|kind| kind.is_report()).collect();
            let lines = area.height < HIGH;
            let rest =
                if lines || report.is_empty() { rest } else { beside(rest, &report, &rows, &mut places) };
            let rest = if lines { stacked(rest, &report, &mut places) } else { rest };
            if self.shows_recent(area) {
                let wanted = rows(Kind::Worst) + 3;
                if area.width >= 150 && report.is_empty() {
                    let (worst, right) = take_left(rest, rest.width * 2 / 3, 0);
                    let (moved, recent) = take_top(right, right.height / 2);
                    places.extend([(Kind::Worst, worst), (Kind::Moved, moved), (Kind::Recent, recent)]);
                } else {
                    let worst_height = wanted.min(rest.height.saturating_sub(6));
                    let (worst, below) = take_top(rest, worst_height);
                    let (moved, recent) = take_left(below, below.width * 3 / 5, 0);
                    places.extend([(Kind::Worst, worst), (Kind::Moved, moved), (Kind::Recent, recent)]);
                }
            } else {
                let (moved, rest) =
                    take_top(rest, u16::from(cards.iter().any(|card| card.kind == Kind::Moved)));
                places.extend([(Kind::Moved, moved), (Kind::Worst, rest)]);
            }
        } else {
            let high = (rows(Kind::Quarter).max(rows(Kind::Ratings)) + 2).min(area.height / 2);
            let (top, rest) = take_top(area, high);
            let (ratings, quarter) = take_left(top, area.width / 2, 0);
            // One line, without a box round it.
            let (travel, rest) = take_top(rest, 1);
            let report: Vec<Kind> =
                cards.iter().map(|card| card.kind).filter(|kind| kind.is_report()).collect();
            let rest = stacked(rest, &report, &mut places);
            let (moved, worst) = take_top(rest, u16::from(cards.iter().any(|card| card.kind == Kind::Moved)));
            places.extend([
                (Kind::Ratings, ratings),
                (Kind::Travel, travel),
                (Kind::Quarter, quarter),
                (Kind::Moved, moved),
                (Kind::Worst, worst),
            ]);
        }
        cards.iter().map(|card| place(card.kind, &places)).collect()
    }

    /// The first row shown of a box, so that the cursor is always seen.
    fn first_row(&self, index: usize, height: u16) -> usize {
        if index == self.at.0 { (self.at.1 + 1).saturating_sub(usize::from(height.max(1))) } else { 0 }
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let cards = self.cards(context);
        if cards.is_empty() {
            line(
                "Loading…",
                theme.style(Role::Dim),
                Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(2), height: 1 },
                buffer,
            );
            return None;
        }
        let areas = self.areas(area, &cards);
        let mut cursor = None;
        for (index, (card, place)) in cards.iter().zip(&areas).enumerate() {
            let focused = index == self.at.0;
            if matches!(card.rows.first().map(|row| &row.look), Some(Look::Strip { .. })) && place.height == 1
            {
                let at = draw_row(
                    &card.rows[0],
                    focused.then_some(self.at.2),
                    Widths::default(),
                    strip(*place),
                    theme,
                    buffer,
                );
                if focused {
                    cursor = Some(at);
                }
                continue;
            }
            if place.width < 8 || place.height < 3 {
                continue;
            }
            let inside = Pane::default().inside(*place);
            let body = body_height(card, inside);
            let first = self.first_row(index, body);
            let hidden = card.rows.len().saturating_sub(usize::from(body));
            let note = if hidden > 0 {
                format!("{} of {} shown", usize::from(body).min(card.rows.len()), card.rows.len())
            } else {
                String::new()
            };
            Pane { title: &card.title, note: &note, focused }.draw(theme, *place, buffer);
            let at = if card.kind == Kind::Worst {
                self.draw_worst(card, focused, first, *place, context, buffer)
            } else {
                self.draw_card(card, focused, first, inside, body, theme, buffer)
            };
            if focused {
                cursor = at;
            }
        }
        cursor
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one drawing; a struct would only rename them"
    )]
    fn draw_card(
        &self,
        card: &Card,
        focused: bool,
        first: usize,
        inside: Rect,
        body: u16,
        theme: &Theme,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let mut cursor = None;
        if card.rows.is_empty() {
            line("Nothing yet.", theme.style(Role::Dim), inside, buffer);
        }
        let widths = Widths::of(card);
        for (offset, row) in card.rows.iter().enumerate().skip(first).take(usize::from(body)) {
            let y = inside.y + (offset - first) as u16;
            let place = Rect { y, height: 1, ..inside };
            let selected = focused && offset == self.at.1;
            let at = draw_row(row, selected.then_some(self.at.2), widths, place, theme, buffer);
            if selected {
                cursor = Some(at);
            }
        }
        let mut y = inside.y + body.min(card.rows.len() as u16);
        for note in &card.notes {
            for text in wrapped(&format!("! {note}"), inside.width, 3) {
                if y < inside.bottom() {
                    line(&text, theme.style(Role::Dim), Rect { y, height: 1, ..inside }, buffer);
                    y += 1;
                }
            }
        }
        cursor
    }

    fn draw_worst(
        &self,
        card: &Card,
        focused: bool,
        first: usize,
        place: Rect,
        context: &Context,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let inside = Rect {
            x: place.x + 1,
            y: place.y + 1,
            width: place.width.saturating_sub(2),
            height: place.height.saturating_sub(2),
        };
        let standings: Vec<&Standing> = card
            .rows
            .iter()
            .filter_map(|row| match &row.look {
                Look::Indicator(standing) => Some(standing.as_ref()),
                _ => None,
            })
            .collect();
        if standings.is_empty() {
            let area = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
            let text = wrapped(NO_INDICATORS, area.width, usize::from(area.height));
            lines(&text, theme.style(Role::Dim), area, buffer);
            return None;
        }
        let told = |standing: &Standing| {
            [
                Cell::new(theme.letters(standing.rating)).chip(theme.chip(standing.rating)),
                Cell::new(facts::year_end_sign(standing, theme))
                    .style(theme.style(facts::year_end_role(standing))),
                Cell::new(standing.reference.clone()),
                Cell::new(standing.description.clone()),
                Cell::new(facts::result_cell(standing)),
                Cell::new(facts::figure(standing.target, standing)),
                Cell::new(facts::variance(standing)),
                Cell::new(facts::travel(standing, theme))
                    .style(theme.style(facts::travel_role(standing.direction))),
                Cell::new(facts::year_end(standing, theme))
                    .style(theme.style(facts::year_end_role(standing))),
                Cell::new(facts::review_word(standing.review)).style(theme.style(Role::Dim)),
            ]
        };
        let height = usize::from(inside.height.saturating_sub(1));
        let shown: Vec<_> =
            standings.iter().skip(first).take(height).map(|standing| told(standing)).collect();
        let columns = fitted(WORST, shown.iter().map(|row| row.as_slice()));
        let slots = layout_with_sign(&columns, (1, 8), inside.width);
        let table = Table { theme, columns: &columns, slots: &slots, column: None, sorted: None, focused };
        table.head(Rect { height: 1, ..inside }, buffer);
        let mut cursor = None;
        for (offset, cells) in shown.iter().enumerate() {
            let here = Rect { y: inside.y + 1 + offset as u16, height: 1, ..inside };
            let selected = focused && first + offset == self.at.1;
            table.row(cells, selected, false, here, buffer);
            if selected {
                cursor = Some(Position::new(here.x + 2, here.y));
            }
        }
        cursor
    }

    /// Which number is under a click.
    pub(super) fn link_at(
        &self,
        at: Position,
        context: &Context,
        cards: &[Card],
    ) -> Option<(usize, usize, usize)> {
        let areas = self.areas(context.area, cards);
        let index = areas.iter().position(|area| area.contains(at))?;
        let card = &cards[index];
        if areas[index].height == 1 {
            let slots = card.rows.first().map(|row| strip_slots(row, strip(areas[index])))?;
            return Some((index, 0, slots.iter().rposition(|(x, _)| *x <= at.x).unwrap_or(0)));
        }
        let inside = Pane::default().inside(areas[index]);
        let head = u16::from(card.kind == Kind::Worst);
        let body = body_height(card, inside);
        let row = usize::from(at.y.checked_sub(inside.y + head)?) + self.first_row(index, body);
        if row >= card.rows.len() {
            return Some((index, self.at.1.min(card.rows.len().saturating_sub(1)), 0));
        }
        let widths = Widths::of(card);
        let link = match &card.rows[row].look {
            Look::Kind { .. } => kind_slots(&card.rows[row], widths, inside)
                .iter()
                .rposition(|(x, ..)| *x <= at.x)
                .unwrap_or(0),
            Look::Sentence => {
                sentence_slots(&card.rows[row], inside).iter().rposition(|(x, _)| *x <= at.x).unwrap_or(0)
            }
            Look::Heat { cells, .. } => {
                usize::from(at.x.saturating_sub(inside.x + 2) / heat_slot(inside, cells.len()))
                    .min(cells.len().saturating_sub(1))
            }
            _ => 0,
        };
        Some((index, row, link))
    }
}

/// Lines under each other, without boxes round them. What is left.
fn stacked(area: Rect, kinds: &[Kind], places: &mut Vec<(Kind, Rect)>) -> Rect {
    let mut rest = area;
    for kind in kinds {
        let (line, below) = take_top(rest, 1);
        places.push((*kind, line));
        rest = below;
    }
    rest
}

/// Boxes under each other at the right, as high as what is in them. What is left at the left.
fn beside(area: Rect, kinds: &[Kind], rows: &impl Fn(Kind) -> u16, places: &mut Vec<(Kind, Rect)>) -> Rect {
    let (left, mut right) = take_left(area, area.width - (area.width / 3).max(38), 0);
    for (at, kind) in kinds.iter().enumerate() {
        let high = if at + 1 == kinds.len() { right.height } else { (rows(*kind) + 2).min(right.height) };
        let (place, below) = take_top(right, high);
        places.push((*kind, place));
        right = below;
    }
    left
}

/// Rows of the box that its notes leave for numbers.
fn body_height(card: &Card, inside: Rect) -> u16 {
    if card.kind == Kind::Worst {
        return inside.height.saturating_sub(1).max(1);
    }
    let notes: usize =
        card.notes.iter().map(|note| wrapped(&format!("! {note}"), inside.width, 3).len()).sum();
    let rows = card.rows.len() as u16;
    // Notes give way to numbers where there is not room for both.
    rows.min(inside.height).max(inside.height.saturating_sub(notes as u16).min(rows)).max(1)
}
