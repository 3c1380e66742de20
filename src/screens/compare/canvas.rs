//! A small picture of letters: a plane with a scale at the left and below, on which signs are put.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ui::frame::line;
use crate::ui::inert::{fit_right, width};
use crate::ui::theme::{Role, Theme};

/// Fewer columns or lines than these show nothing.
const LEAST: (u16, u16) = (16, 4);

/// The plane, in the units of what is drawn.
pub(super) struct Canvas {
    /// Where signs go; the scales stand outside it.
    pub plane: Rect,
    x: (f64, f64),
    y: (f64, f64),
}

impl Canvas {
    /// In an area, with the words of the left scale's ends; none where there is no room.
    pub fn new(area: Rect, x: (f64, f64), y: (f64, f64), ends: [&str; 2]) -> Option<Self> {
        let scale = ends.iter().map(|end| width(end)).max().unwrap_or(0) as u16 + 1;
        let plane = Rect {
            x: area.x + scale,
            width: area.width.saturating_sub(scale),
            height: area.height.saturating_sub(1),
            ..area
        };
        (plane.width >= LEAST.0 && plane.height >= LEAST.1).then_some(Self { plane, x, y })
    }

    /// The column of a value, from the left of the plane.
    fn column(&self, x: f64) -> u16 {
        place(x, self.x, self.plane.width)
    }

    /// The value in the middle of a column.
    pub fn value_of(&self, column: u16) -> f64 {
        let share = f64::from(column) / f64::from(self.plane.width.saturating_sub(1).max(1));
        self.x.0 + share * (self.x.1 - self.x.0)
    }

    /// Where a point is on screen.
    pub fn at(&self, x: f64, y: f64) -> (u16, u16) {
        let up = place(y, self.y, self.plane.height);
        (self.plane.x + self.column(x), self.plane.bottom().saturating_sub(1 + up))
    }

    /// Puts a sign at a point.
    pub fn put(&self, (x, y): (f64, f64), sign: char, role: Role, theme: &Theme, buffer: &mut Buffer) {
        let (column, row) = self.at(x, y);
        if let Some(cell) = buffer.cell_mut((column, row)) {
            cell.reset();
            cell.set_char(sign).set_style(theme.style(role));
        }
    }

    /// Puts a name beside a point: to its right, or to its left where there is no room.
    pub fn name(&self, (x, y): (f64, f64), text: &str, role: Role, theme: &Theme, buffer: &mut Buffer) {
        let (column, row) = self.at(x, y);
        let wide = width(text) as u16;
        let right = column + 2;
        let from = if right + wide <= self.plane.right() {
            right
        } else {
            column.saturating_sub(wide + 1).max(self.plane.x)
        };
        let area =
            Rect { x: from, y: row, width: self.plane.right().saturating_sub(from).min(wide), height: 1 };
        line(text, theme.style(role), area, buffer);
    }

    /// The ends of both scales.
    pub fn scales(&self, x: [&str; 2], y: [&str; 2], theme: &Theme, buffer: &mut Buffer) {
        let style = theme.style(Role::Dim);
        let wide = y.iter().map(|end| width(end)).max().unwrap_or(0);
        let left = Rect {
            x: self.plane.x.saturating_sub(wide as u16 + 1),
            width: wide as u16,
            height: 1,
            ..self.plane
        };
        line(&fit_right(y[1], wide), style, left, buffer);
        line(
            &fit_right(y[0], wide),
            style,
            Rect { y: self.plane.bottom().saturating_sub(1), ..left },
            buffer,
        );
        let below = Rect { y: self.plane.bottom(), height: 1, ..self.plane };
        if width(x[0]) + width(x[1]) + 2 <= usize::from(below.width) {
            line(&fit_right(x[1], usize::from(below.width)), style, below, buffer);
            line(x[0], style, Rect { width: width(x[0]) as u16, ..below }, buffer);
        }
    }
}

/// How far along so many cells a value lies.
fn place(value: f64, (low, high): (f64, f64), cells: u16) -> u16 {
    let span = high - low;
    let share = if span > 0.0 { ((value - low) / span).clamp(0.0, 1.0) } else { 0.5 };
    (share * f64::from(cells.saturating_sub(1))).round() as u16
}
