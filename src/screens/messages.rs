//! Text to read: what has been said so far, and where files are kept.

use std::fmt::Write;
use std::path::PathBuf;

use chrono::NaiveDateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::domain::Rating;
use crate::input::{Command, Scope};
use crate::session::{Notice, Tone};
use crate::ui::frame::{Pane, centred, clear, clip, line, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::marks::places;
use crate::ui::reading_pane::{ReadingPane, Text};
use crate::ui::theme::{Glyph, Role, Theme};

/// Widest that labels may be before they are cut.
const LABEL: usize = 24;

/// Highest a box of text is, with its frame.
const HIGHEST: u16 = 28;

/// A piece of a text to read.
#[derive(Debug, Clone, PartialEq)]
pub enum Passage {
    /// A heading over what follows.
    Heading(String),
    /// Words across the whole width.
    Words(String),
    /// A label and what it stands for, in two columns.
    Pair(String, String),
    /// A label and a rating's chip, with words after it.
    Chip(String, Rating, String),
    /// A message: when, how it was meant, and its words.
    Said(String, Tone, String),
    Blank,
}

/// Spans of one line on screen, each from a column of the area.
type Line = Vec<(u16, String, Style)>;

/// A text to read, in a box over the screen.
#[derive(Debug, Clone)]
pub struct Reading {
    title: String,
    passages: Vec<Passage>,
    pane: ReadingPane,
    /// Words that are marked wherever they stand, the first of them in sight.
    marked: Vec<String>,
    /// Told at the foot where all is in sight.
    foot: String,
}

impl Reading {
    /// A text under a title.
    pub fn new(title: impl Into<String>, passages: Vec<Passage>) -> Self {
        let (marked, foot) = (Vec::new(), String::new());
        Self { title: title.into(), passages, pane: ReadingPane::default(), marked, foot }
    }

    /// With words marked, in lower case; it opens where the first of them stands.
    #[must_use]
    pub fn marking(self, marked: Vec<String>) -> Self {
        Self { marked, ..self }
    }

    /// With something told at its foot.
    #[must_use]
    pub fn footed(self, foot: String) -> Self {
        Self { foot, ..self }
    }

    /// The lines of the text with the marks on them.
    fn marked_lines(&self, theme: &Theme, room: u16) -> Vec<Line> {
        let mut lines = self.lay_out(theme, room);
        if self.marked.is_empty() {
            return lines;
        }
        for line in &mut lines {
            // A heading says what the text is of.
            let heading = theme.style(Role::Title);
            for (x, text, style) in std::mem::take(line) {
                if style == heading {
                    line.push((x, text, style));
                    continue;
                }
                let (mut at, mut x) = (0, x);
                let mut put = |text: &str, style: Style| {
                    if !text.is_empty() {
                        line.push((x, text.to_owned(), style));
                        x += width(text) as u16;
                    }
                };
                for (from, to) in places(&text, &self.marked) {
                    put(&text[at..from], style);
                    put(&text[from..to], style.patch(theme.style(Role::Matched)));
                    at = to;
                }
                put(&text[at..], style);
            }
        }
        lines
    }

    /// The whole text, for the clipboard.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for passage in &self.passages {
            // Writing to a text cannot fail.
            let _ = match passage {
                Passage::Heading(words) | Passage::Words(words) => writeln!(text, "{words}"),
                Passage::Pair(label, words) | Passage::Said(label, _, words) => {
                    writeln!(text, "{label}\t{words}")
                }
                Passage::Chip(label, rating, words) => writeln!(text, "{label}\t{} {words}", rating.title()),
                Passage::Blank => writeln!(text),
            };
        }
        text
    }

    /// As wide as the text reads well, and no higher than it is long.
    fn frame(&self, theme: &Theme, area: Rect) -> Rect {
        let wide = if area.width > 84 { 90.min(area.width - 4) } else { area.width };
        let lines = self.lay_out(theme, wide.saturating_sub(4)).len().min(usize::from(HIGHEST) - 2);
        centred(area, wide, lines as u16 + 2)
    }

    fn lay_out(&self, theme: &Theme, room: u16) -> Vec<Line> {
        let label_of = |passage: &Passage| match passage {
            Passage::Pair(label, _) | Passage::Chip(label, ..) => width(&inert_line(label)),
            Passage::Said(label, ..) => width(&inert_line(label)) + 2,
            _ => 0,
        };
        let column = self.passages.iter().map(label_of).max().unwrap_or(0).min(LABEL) as u16 + 2;
        let column = column.min(room / 2);
        let (dim, text) = (theme.style(Role::Dim), theme.style(Role::Text));
        let mut out: Vec<Line> = Vec::new();
        for passage in &self.passages {
            match passage {
                Passage::Blank => out.push(Vec::new()),
                Passage::Heading(words) => out.push(vec![(0, words.clone(), theme.style(Role::Title))]),
                Passage::Words(words) => {
                    out.extend(wrapped(words, room, usize::MAX).into_iter().map(|row| vec![(0, row, text)]));
                }
                Passage::Pair(label, words) => {
                    out.extend(beside(vec![(0, label.clone(), dim)], words, text, column, room))
                }
                Passage::Said(when, tone, words) => {
                    let (sign, role) = match tone {
                        Tone::Info => ("i", Role::Info),
                        Tone::Done => (theme.glyph(Glyph::Tick), Role::Done),
                        Tone::Problem => ("!", Role::Problem),
                    };
                    let at = width(when) as u16 + 1;
                    let left = vec![(0, when.clone(), dim), (at, sign.to_owned(), theme.style(role))];
                    let style = if *tone == Tone::Problem { theme.style(Role::Problem) } else { text };
                    out.extend(beside(left, words, style, column, room));
                }
                Passage::Chip(label, rating, words) => {
                    let chip = format!(" {} ", theme.letters(*rating));
                    let after = column + width(&chip) as u16 + 1;
                    let left = vec![(0, label.clone(), dim), (column, chip, theme.chip(*rating))];
                    out.extend(beside(left, words, text, after, room));
                }
            }
        }
        out
    }

    fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.frame(context.theme, context.area));
        (inside, move || self.lay_out(context.theme, inside.width).len())
    }
}

/// Words wrapped in a column beside what stands at the left of its first line.
fn beside(left: Line, words: &str, style: Style, column: u16, room: u16) -> Vec<Line> {
    let mut rows = wrapped(words, room.saturating_sub(column).max(8), usize::MAX);
    if rows.is_empty() {
        rows.push(String::new());
    }
    let mut out = Vec::with_capacity(rows.len());
    let mut start = Some(left);
    for row in rows {
        let mut line = start.take().unwrap_or_default();
        line.push((column, row, style));
        out.push(line);
    }
    out
}

impl Screen for Reading {
    fn scope(&self) -> Scope {
        Scope::Reading
    }

    fn title(&self, _context: &Context) -> String {
        self.title.clone()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.pane.update(command, self.text_of(context)) {
            return Some(Vec::new());
        }
        match command {
            Command::Copy => {
                let copied = Effect::Say(Notice::done("Copied to the clipboard."));
                Some(vec![Effect::Copy(self.plain()), copied])
            }
            Command::Back => Some(vec![Effect::Close]),
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        if let Some(rows) = mouse.kind.wheel() {
            self.pane.scroll(rows, self.text_of(context));
        }
        match mouse.kind {
            // A click beside the box closes it, as people expect of something laid over.
            MouseKind::Click if !self.frame(context.theme, context.area).contains(mouse.at) => {
                return vec![Effect::Close];
            }
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let frame = self.frame(theme, area);
        clear(theme, frame, buffer);
        let room = Pane::default().inside(frame);
        let rows = self.marked_lines(theme, room.width);
        let high = usize::from(room.height);
        if !self.marked.is_empty() && !self.pane.is_known() {
            let matched = theme.style(Role::Matched);
            let has_mark = |row: &Line| row.iter().any(|(.., style)| style.patch(matched) == *style);
            if let Some(first) = rows.iter().position(has_mark) {
                self.pane.show(first, room);
            }
        }
        let top = self.pane.first(rows.len(), room, true);
        let note = if rows.len() > high {
            let lines = format!("lines {} to {} of {}", top + 1, (top + high).min(rows.len()), rows.len());
            if self.foot.is_empty() { lines } else { format!("{lines}   {}", self.foot) }
        } else {
            self.foot.clone()
        };
        let inside = Pane { title: &self.title, note: &note, focused: true }.draw(theme, frame, buffer);
        for (y, row) in (inside.y..inside.bottom()).zip(rows.iter().skip(top)) {
            for (at, (x, text, style)) in row.iter().enumerate() {
                if *x >= inside.width {
                    continue;
                }
                let end = row.get(at + 1).map_or(inside.width, |next| next.0.min(inside.width));
                let text = clip(text, usize::from(end - x));
                line(&text, *style, Rect { x: inside.x + x, y, width: end - x, height: 1 }, buffer);
            }
        }
        (!inside.is_empty()).then(|| inside.as_position())
    }

    fn covers(&self) -> bool {
        false
    }
}

/// A screen that is a [`Reading`] and nothing more.
macro_rules! reading_screen {
    ($name:ident) => {
        impl $crate::screens::Screen for $name {
            fn scope(&self) -> $crate::input::Scope {
                self.0.scope()
            }
            fn title(&self, context: &$crate::screens::Context) -> String {
                self.0.title(context)
            }
            fn update(
                &mut self,
                command: $crate::input::Command,
                context: &$crate::screens::Context,
            ) -> Option<Vec<$crate::screens::Effect>> {
                self.0.update(command, context)
            }
            fn mouse(
                &mut self,
                mouse: $crate::screens::Mouse,
                context: &$crate::screens::Context,
            ) -> Vec<$crate::screens::Effect> {
                self.0.mouse(mouse, context)
            }
            fn view(
                &self,
                context: &$crate::screens::Context,
                area: ratatui::layout::Rect,
                buffer: &mut ratatui::buffer::Buffer,
            ) -> Option<ratatui::layout::Position> {
                self.0.view(context, area, buffer)
            }
            fn covers(&self) -> bool {
                false
            }
        }
    };
}
pub(super) use reading_screen;

/// The messages so far, or where files are kept.
#[derive(Debug, Clone)]
pub struct Messages(Reading);

impl Messages {
    /// The messages so far, latest first.
    pub fn new(messages: &[(NaiveDateTime, Notice)]) -> Self {
        let today = messages.last().map(|(at, _)| at.date());
        let said = |(at, notice): &(NaiveDateTime, Notice)| {
            // The day only where it is another one than the latest message's.
            let form = if Some(at.date()) == today { "%H:%M:%S" } else { "%d/%m %H:%M" };
            Passage::Said(at.format(form).to_string(), notice.tone, notice.text.clone())
        };
        let mut passages: Vec<Passage> = messages.iter().rev().map(said).collect();
        if passages.is_empty() {
            passages.push(Passage::Words("Nothing has been said yet.".to_owned()));
        }
        Self(Reading::new("Messages, latest first", passages))
    }

    /// Where files are kept.
    pub fn paths(paths: &[(String, PathBuf)]) -> Self {
        let pair = |(name, path): &(String, PathBuf)| {
            let place = path.display().to_string();
            Passage::Pair(name.clone(), if place.is_empty() { "none".to_owned() } else { place })
        };
        Self(Reading::new("Where files are kept", paths.iter().map(pair).collect()))
    }
}

reading_screen!(Messages);
