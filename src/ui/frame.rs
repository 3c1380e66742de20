//! Boxes, paragraphs, bars and meters: the plain furniture of every screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;

use super::inert::{ends_in_figure, fit_left, inert, inert_line, is_simple, width};
use super::theme::{Glyph, Role, Theme};

/// A box with a title and, at its foot, a note.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pane<'a> {
    pub title: &'a str,
    pub note: &'a str,
    /// Whether the keys go to this box.
    pub focused: bool,
}

impl Pane<'_> {
    /// Draws the box and gives the room inside, one column of air on each side.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
        let inside = self.inside(area);
        if area.width < 2 || area.height < 2 {
            return inside;
        }
        let set = border::PLAIN;
        let style = theme.style(if self.focused { Role::BorderFocus } else { Role::Border });
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for x in area.x + 1..right {
            buffer[(x, area.y)].set_symbol(set.horizontal_top).set_style(style);
            buffer[(x, bottom)].set_symbol(set.horizontal_bottom).set_style(style);
        }
        for y in area.y + 1..bottom {
            buffer[(area.x, y)].set_symbol(set.vertical_left).set_style(style);
            buffer[(right, y)].set_symbol(set.vertical_right).set_style(style);
        }
        buffer[(area.x, area.y)].set_symbol(set.top_left).set_style(style);
        buffer[(right, area.y)].set_symbol(set.top_right).set_style(style);
        buffer[(area.x, bottom)].set_symbol(set.bottom_left).set_style(style);
        buffer[(right, bottom)].set_symbol(set.bottom_right).set_style(style);
        let room = usize::from(area.width.saturating_sub(4));
        if !self.title.is_empty() {
            let mut title = theme.fresh(Role::Title);
            if self.focused {
                title = title.patch(style);
            }
            let text = format!(" {} ", clip(&inert_line(self.title), room.saturating_sub(2)));
            buffer.set_stringn(area.x + 1, area.y, text, room + 1, title);
        }
        if !self.note.is_empty() {
            let text = format!(" {} ", clip(&inert_line(self.note), room.saturating_sub(2)));
            let wide = width(&text) as u16;
            buffer.set_stringn(right.saturating_sub(wide + 1), bottom, text, room, theme.fresh(Role::Dim));
        }
        inside
    }

    /// The room inside, without drawing.
    pub fn inside(&self, area: Rect) -> Rect {
        Rect {
            x: area.x + 2.min(area.width),
            y: area.y + 1.min(area.height),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        }
    }
}

/// Writes text in a style, at most `room` columns; returns the column after it.
///
/// In most of what is drawn a character is a cell: no segmenting into
/// graphemes, which would be most of the cost of a frame.
pub fn write(text: &str, style: Style, room: u16, x: u16, y: u16, buffer: &mut Buffer) -> u16 {
    let area = buffer.area;
    if y < area.top() || y >= area.bottom() || x < area.left() {
        return x;
    }
    let room = room.min(area.right().saturating_sub(x));
    if !is_simple(text) {
        return buffer.set_stringn(x, y, text, usize::from(room), style).0;
    }
    let mut column = x;
    for letter in text.chars().take(usize::from(room)) {
        buffer[(column, y)].set_char(letter).set_style(style);
        column += 1;
    }
    column
}

/// Cut to a width with `…`, without padding.
pub fn clip(text: &str, room: usize) -> String {
    if width(text) <= room { text.to_owned() } else { fit_left(text, room).trim_end().to_owned() }
}

/// Text wrapped at words, made inert, at most `most` lines; a cut last line ends in `…`.
pub fn wrapped(text: &str, room: u16, most: usize) -> Vec<String> {
    let safe = inert(text);
    let mut lines = Vec::new();
    for paragraph in safe.split('\n') {
        if paragraph.is_empty() {
            lines.push(String::new());
        } else {
            // Bullets keep their hanging indent when they wrap.
            let indent = if paragraph.starts_with("- ") || paragraph.starts_with("• ") { "  " } else { "" };
            // The first fit, as the editor breaks lines, so that text does not move between the two.
            let options = textwrap::Options::new(usize::from(room.max(4)))
                .subsequent_indent(indent)
                .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
            lines.extend(textwrap::wrap(paragraph, options).into_iter().map(|line| line.into_owned()));
        }
        if lines.len() > most {
            break;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let cut = clip(last, usize::from(room).saturating_sub(2));
            let cut = cut.trim_end_matches(['…', ' ', '.', ',']);
            *last = if ends_in_figure(cut) { format!("{cut} …") } else { format!("{cut}…") };
        }
    }
    lines
}

/// Writes lines from the top of an area; returns how many rows were used.
pub fn lines<S: AsRef<str>>(rows: &[S], style: Style, area: Rect, buffer: &mut Buffer) -> u16 {
    let mut used = 0;
    for row in rows.iter().take(usize::from(area.height)) {
        write(row.as_ref(), style, area.width, area.x, area.y + used, buffer);
        used += 1;
    }
    used
}

/// What an empty list says instead of rows, in from the edge as rows are.
pub fn empty(text: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let place = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(4), ..area };
    lines(&wrapped(text, place.width, usize::from(place.height)), theme.style(Role::Dim), place, buffer);
}

/// One line of text, made inert and cut with `…`.
pub fn line(text: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    if area.height > 0 && area.width > 0 {
        let text = inert_line(text);
        if width(&text) <= usize::from(area.width) {
            write(&text, style, area.width, area.x, area.y, buffer);
        } else {
            write(&clip(&text, usize::from(area.width)), style, area.width, area.x, area.y, buffer);
        }
    }
}

/// A heading inside a box: the words, then a thin rule.
pub fn heading(text: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    line(text, theme.style(Role::Title), area, buffer);
    let used = (width(text) as u16 + 1).min(area.width);
    let rule = "─";
    for x in area.x + used..area.right() {
        buffer[(x, area.y)].set_symbol(rule).set_style(theme.style(Role::Border));
    }
}

/// A bar of `share` (0–1) of the area's width.
pub fn bar(share: f64, style: Style, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let mut full = (share * f64::from(area.width)).round() as u16;
    // Something is never drawn as nothing.
    if share > 0.0 && full == 0 {
        full = 1;
    }
    for offset in 0..area.width {
        let (glyph, style) = if offset < full {
            (Glyph::BarFull, style)
        } else {
            (Glyph::BarEmpty, theme.style(Role::BarBack))
        };
        buffer[(area.x + offset, area.y)].set_symbol(theme.glyph(glyph)).set_style(style);
    }
}

/// Blanks an area before a dialog is drawn on it, a column of air to its left and right, and what
/// a figure under that edge leaves over: half of it would be another figure.
pub fn clear(theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let cleared =
        Rect { x: area.x.saturating_sub(1), width: area.width + 2, ..area }.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        let of_figure = |x: u16, buffer: &Buffer| {
            let symbol = buffer.cell((x, y)).map_or("", |cell| cell.symbol());
            !symbol.is_empty() && symbol.chars().all(|c| c.is_ascii_digit() || "£.,/%()+-–".contains(c))
        };
        let (mut left, mut right) = (cleared.left(), cleared.right());
        while left > buffer.area.left() && of_figure(left, buffer) && of_figure(left - 1, buffer) {
            left -= 1;
        }
        while right < buffer.area.right() && of_figure(right - 1, buffer) && of_figure(right, buffer) {
            right += 1;
        }
        for x in (left..cleared.left()).chain(cleared.right()..right) {
            buffer[(x, y)].set_symbol(" ");
        }
        for x in cleared.left()..cleared.right() {
            buffer[(x, y)].reset();
        }
    }
    buffer.set_style(cleared, theme.style(Role::Screen));
}

/// A rectangle of at most this size in the middle of another.
pub fn centred(area: Rect, wide: u16, high: u16) -> Rect {
    let (width, height) = (wide.min(area.width), high.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The first `height` rows of an area, and the rest.
pub fn take_top(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
}

/// The left part of an area, and the rest after a gap.
pub fn take_left(area: Rect, width: u16, gap: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    let used = (width + gap).min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + used, width: area.width - used, ..area })
}
