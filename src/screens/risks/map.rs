//! The heat map: how its cells are drawn.
//!
//! The band is said in letters in every cell; colour comes on top. A heavy line runs round what
//! is beyond appetite, and `!` says the same in letters.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::grid::Grid;
use crate::domain::matrix::{Cell, RiskMatrix};
use crate::ui::frame::{clip, line, write};
use crate::ui::inert::width;
use crate::ui::theme::{Glyph, Role, Theme};

/// What one cell shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub count: u64,
    /// In the period before, where there was one and the number was another.
    pub before: Option<u64>,
    /// Risks here that have become worse and better.
    pub up: u64,
    pub down: u64,
    /// The target of the risk under the cursor.
    pub target: bool,
    /// Where the risk being moved comes from.
    pub origin: bool,
}

/// The map with everything it needs to be drawn.
pub struct Map<'a> {
    pub theme: &'a Theme,
    pub matrix: &'a RiskMatrix,
    pub grid: Grid,
    /// The cell under the cursor.
    pub cursor: Option<Cell>,
    pub focused: bool,
}

impl Map<'_> {
    /// Draws axes, cells and legend; returns where the cursor is.
    pub fn draw(&self, tally: impl Fn(Cell) -> Tally, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.axes(area, buffer);
        let mut cursor = None;
        for cell in self.matrix.all() {
            let place = self.grid.cell(cell).intersection(area);
            if place.height < self.grid.high {
                continue;
            }
            let at = self.one(cell, &tally(cell), place, buffer);
            if self.cursor == Some(cell) {
                cursor = Some(at);
            }
        }
        if self.grid.boxed() {
            self.appetite(area, buffer);
            if let Some(cell) = self.cursor {
                self.outline(self.grid.cell(cell).intersection(area), buffer);
            }
        }
        self.foot(area, buffer);
        cursor
    }

    /// Names of the axes above, and the steps of probability down the side.
    fn axes(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let (impact, probability) = (&self.matrix.impact, &self.matrix.probability);
        let text = format!(
            "{} {} down, {} {} across; worst {}",
            probability.name,
            theme.glyph(Glyph::Down),
            impact.name,
            theme.glyph(Glyph::Level),
            self.matrix.worst_in_words()
        );
        line(&text, theme.style(Role::Dim), Rect { height: 1, ..area }, buffer);
        for step in 1..=probability.steps() {
            let place = self.grid.cell(Cell { impact: 1, probability: step });
            let y = place.y + place.height / 2;
            if y < area.bottom() {
                let text = format!("{step} {}", probability.label(step));
                let room = usize::from(self.grid.label.saturating_sub(1));
                let text = if room < 4 { step.to_string() } else { clip(&text, room) };
                write(&text, theme.style(Role::Dim), self.grid.label, area.x, y, buffer);
            }
        }
    }

    /// Steps of impact below the cells, and the bands with their scores.
    fn foot(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let y = self.grid.top + self.grid.cells_height();
        if y < area.bottom() {
            for step in 1..=self.matrix.impact.steps() {
                let place = self.grid.cell(Cell { impact: step, probability: 1 });
                // Up to the next, or to the edge of the box.
                let last = step + self.grid.steps as u32 > self.matrix.impact.steps();
                let next = place.x + place.width * self.grid.steps;
                let right = if last { area.right() } else { next };
                let y = y + (step as u16 - 1) % self.grid.steps;
                let text = format!("{step} {}", self.matrix.impact.label(step));
                // The last of a line may begin a little before its column.
                let wide = width(&text) as u16;
                let begins = place.x + 1;
                let x = if last {
                    begins.min(right.saturating_sub(wide)).max(place.x.saturating_sub(4))
                } else {
                    begins
                };
                let room = right.saturating_sub(x + u16::from(!last));
                write(&clip(&text, usize::from(room)), theme.style(Role::Dim), room, x, y, buffer);
            }
        }
        let y = y + self.grid.steps;
        if y >= area.bottom() {
            return;
        }
        let mut x = area.x;
        for (at, band) in self.matrix.bands.iter().enumerate().rev() {
            let Some((low, high)) = self.matrix.range(at) else { continue };
            let room = area.right().saturating_sub(x);
            let span = if low == high { low.to_string() } else { format!("{low}-{high}") };
            if usize::from(room) < band.letters.len() + span.len() + 3 {
                return;
            }
            x = write(&format!(" {} ", band.letters), theme.chip(band.rating), room, x, y, buffer);
            x = write(&format!(" {span}  "), theme.style(Role::Dim), area.right() - x, x, y, buffer);
        }
        let mut text = "! beyond appetite";
        if !self.matrix.all().any(|cell| self.matrix.beyond_appetite(cell)) {
            text = "no appetite set";
        }
        if usize::from(area.right().saturating_sub(x)) >= text.len() {
            write(text, theme.style(Role::Dim), area.right() - x, x, y, buffer);
        }
    }

    fn one(&self, cell: Cell, tally: &Tally, place: Rect, buffer: &mut Buffer) -> Position {
        let theme = self.theme;
        let rating = self.matrix.band(cell).map(|band| band.rating).unwrap_or_default();
        let filled = theme.fill(rating).filter(|_| tally.count > 0);
        let here = self.cursor == Some(cell);
        let inside = if self.grid.boxed() {
            frame(place, theme.style(Role::Border), &PLAIN, buffer);
            Rect { x: place.x + 1, y: place.y + 1, width: place.width - 2, height: place.height - 2 }
        } else {
            place
        };
        let base = match filled {
            Some(style) => {
                // Lines keep air between them where boxes have their borders.
                let air = if self.grid.boxed() { 0 } else { 1 };
                for y in inside.top()..inside.bottom() {
                    for x in inside.left() + air..inside.right().saturating_sub(air) {
                        buffer[(x, y)].set_symbol(" ").set_style(style);
                    }
                }
                style
            }
            None => theme.style(Role::Text),
        };
        let selected = if here && self.focused { theme.style(Role::Selected) } else { base };
        if inside.height >= 2 {
            self.roomy(cell, tally, inside, (base, selected), buffer)
        } else {
            self.narrow(cell, tally, inside, (base, selected), buffer)
        }
    }

    fn letters(&self, cell: Cell) -> String {
        let letters = self.matrix.band(cell).map_or("", |band| band.letters.as_str());
        let widest = self.matrix.bands.iter().map(|band| band.letters.len()).max().unwrap_or(0);
        let beyond = if self.matrix.beyond_appetite(cell) { "!" } else { " " };
        format!("{letters}{beyond}{}", " ".repeat(widest - letters.len()))
    }

    fn tag_style(&self, cell: Cell) -> Style {
        self.matrix.band(cell).map_or_else(Style::new, |band| self.theme.chip(band.rating))
    }

    /// Two lines or more: band and score above, the count, then what has changed.
    fn roomy(
        &self,
        cell: Cell,
        tally: &Tally,
        inside: Rect,
        (base, selected): (Style, Style),
        buffer: &mut Buffer,
    ) -> Position {
        let theme = self.theme;
        let letters = self.letters(cell);
        let tag = format!(" {}", letters.trim_end());
        let x = write(&tag, self.tag_style(cell), inside.width, inside.x, inside.y, buffer);
        if tally.target {
            write(" T", base.patch(theme.style(Role::Strong)), inside.right() - x, x, inside.y, buffer);
        }
        let score = self.matrix.score(cell).map_or_else(String::new, |score| score.to_string());
        let at = inside.right().saturating_sub(score.len() as u16 + 1);
        write(&score, base, inside.right() - at, at, inside.y, buffer);
        let count = count_text(tally, self.cursor == Some(cell));
        let y = inside.y + (inside.height / 2).max(1);
        let x = inside.x + inside.width.saturating_sub(width(&count) as u16) / 2;
        let style = if tally.count > 0 { selected.patch(theme.style(Role::Strong)) } else { selected };
        write(&count, style, inside.right() - x, x, y, buffer);
        let moved = self.moved(tally);
        if inside.height >= 3 {
            let foot = inside.bottom() - 1;
            let room = usize::from(inside.width);
            let was = match tally.before {
                Some(before) if room >= width(&moved) + 8 => format!(" was {before}"),
                Some(before) => format!(" ({before})"),
                None => String::new(),
            };
            write(&was, base, inside.width, inside.x, foot, buffer);
            let air = u16::from(room > width(&was) + width(&moved));
            if room >= width(&was) + width(&moved) {
                let at = inside.right().saturating_sub(width(&moved) as u16 + air);
                write(&moved, base, inside.right() - at, at, foot, buffer);
            }
        } else if let Some(before) = tally.before {
            let was = format!("({before})");
            let at = inside.right().saturating_sub(was.len() as u16 + 1);
            write(&was, base, inside.right() - at, at, y, buffer);
        }
        Position::new(x, y)
    }

    /// One line: band, count and, in brackets, the count before.
    fn narrow(
        &self,
        cell: Cell,
        tally: &Tally,
        inside: Rect,
        (base, selected): (Style, Style),
        buffer: &mut Buffer,
    ) -> Position {
        let here = self.cursor == Some(cell);
        let letters = self.letters(cell);
        let boxed = self.grid.boxed();
        let start = inside.x + u16::from(!boxed);
        let tag = letters.trim_end();
        write(tag, self.tag_style(cell), inside.width, start, inside.y, buffer);
        let x = start + width(&letters) as u16;
        let mark = if tally.target { "T" } else { " " };
        let x = write(mark, base.patch(self.theme.style(Role::Strong)), 1, x, inside.y, buffer);
        let style = if tally.count > 0 { selected.patch(self.theme.style(Role::Strong)) } else { selected };
        let count =
            if here { format!(">{}", plain_count(tally)) } else { format!(" {}", plain_count(tally)) };
        let room = inside.right().saturating_sub(x);
        let end = write(&count, style, room, x, inside.y, buffer);
        if let Some(before) = tally.before {
            let was = format!(" ({before})");
            if usize::from(inside.right().saturating_sub(end + 1)) >= was.len() {
                write(&was, base, inside.right() - end, end, inside.y, buffer);
            }
        }
        Position::new(x, inside.y)
    }

    fn moved(&self, tally: &Tally) -> String {
        let mut parts = Vec::new();
        if tally.up > 0 {
            parts.push(format!("{}{}", self.theme.glyph(Glyph::Up), tally.up));
        }
        if tally.down > 0 {
            parts.push(format!("{}{}", self.theme.glyph(Glyph::Down), tally.down));
        }
        parts.join(" ")
    }

    /// A heavy line between what is beyond appetite and what is not.
    fn appetite(&self, area: Rect, buffer: &mut Buffer) {
        let style = self.theme.style(Role::Strong);
        let beyond =
            |impact: u32, probability: u32| self.matrix.beyond_appetite(Cell { impact, probability });
        let mut put = |x: u16, y: u16, symbol: &str| {
            if area.contains(Position::new(x, y)) {
                buffer[(x, y)].set_symbol(symbol).set_style(style);
            }
        };
        for cell in self.matrix.all().filter(|cell| self.matrix.beyond_appetite(*cell)) {
            let place = self.grid.cell(cell);
            let inner = |step: u32, steps: u32| (1..=steps).contains(&step);
            let (wide, high) = (self.matrix.impact.steps(), self.matrix.probability.steps());
            for (side, x) in [(cell.impact.wrapping_sub(1), place.x), (cell.impact + 1, place.right() - 1)] {
                if inner(side, wide) && !beyond(side, cell.probability) {
                    (place.top()..place.bottom()).for_each(|y| put(x, y, "┃"));
                }
            }
            for (side, y) in
                [(cell.probability.wrapping_sub(1), place.bottom() - 1), (cell.probability + 1, place.y)]
            {
                if inner(side, high) && !beyond(cell.impact, side) {
                    (place.left()..place.right()).for_each(|x| put(x, y, "━"));
                }
            }
        }
    }

    fn outline(&self, place: Rect, buffer: &mut Buffer) {
        let role = if self.focused { Role::BorderFocus } else { Role::Strong };
        frame(place, self.theme.style(role).patch(self.theme.style(Role::Strong)), &DOUBLE, buffer);
    }
}

fn plain_count(tally: &Tally) -> String {
    match (tally.origin, tally.count) {
        (true, count) => format!("{count}*"),
        (false, 0) => "·".to_owned(),
        (false, count) => count.to_string(),
    }
}

fn count_text(tally: &Tally, here: bool) -> String {
    let count = plain_count(tally);
    if here { format!("> {count} <") } else { count }
}

/// Corners, across and down: top left, top right, bottom left, bottom right.
type Lines = [&'static str; 6];
const PLAIN: Lines = ["┌", "┐", "└", "┘", "─", "│"];
const DOUBLE: Lines = ["╔", "╗", "╚", "╝", "═", "║"];

fn frame(place: Rect, style: Style, lines: &Lines, buffer: &mut Buffer) {
    if place.width < 2 || place.height < 2 {
        return;
    }
    let (right, bottom) = (place.right() - 1, place.bottom() - 1);
    let mut put = |x: u16, y: u16, symbol: &str| {
        buffer[(x, y)].set_symbol(symbol).set_style(style);
    };
    for x in place.x + 1..right {
        put(x, place.y, lines[4]);
        put(x, bottom, lines[4]);
    }
    for y in place.y + 1..bottom {
        put(place.x, y, lines[5]);
        put(right, y, lines[5]);
    }
    put(place.x, place.y, lines[0]);
    put(right, place.y, lines[1]);
    put(place.x, bottom, lines[2]);
    put(right, bottom, lines[3]);
}
