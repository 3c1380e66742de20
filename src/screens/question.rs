//! A yes-or-no question that names what it touches. Keeping things is the default.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Scope};
use crate::ui::frame::{Pane, centred, clear, line, lines, wrapped};
use crate::ui::inert::width;
use crate::ui::theme::Role;

/// The question.
pub struct Question {
    tag: &'static str,
    title: String,
    lines: Vec<String>,
    yes: String,
    no: String,
}

struct Parts {
    frame: Rect,
    lines: Vec<String>,
    yes: Rect,
    no: Rect,
}

impl Question {
    /// Asks with some lines that name what is touched, and the words for
    /// doing it and for keeping things as they are. Answers [`Answer::Yes`].
    pub fn new(tag: &'static str, title: impl Into<String>, lines: Vec<String>, yes: &str, no: &str) -> Self {
        Self { tag, title: title.into(), lines, yes: yes.to_owned(), no: no.to_owned() }
    }

    /// Says something else, when more is known.
    pub(super) fn set_lines(&mut self, lines: Vec<String>) {
        self.lines = lines;
    }

    /// Whether the mouse points at yes, at no, or at neither.
    pub(super) fn points_at(&self, at: Position, area: Rect) -> Option<bool> {
        let parts = self.parts(area);
        if parts.yes.contains(at) {
            Some(true)
        } else if parts.no.contains(at) {
            Some(false)
        } else {
            None
        }
    }

    fn parts(&self, area: Rect) -> Parts {
        let yes = format!("   y  {} ", self.yes);
        let no = format!("> n  {} ", self.no);
        let longest = self.lines.iter().chain([&self.title]).map(|text| width(text) + 8).max().unwrap_or(0);
        let buttons = width(&yes) + width(&no) + 6;
        let wide = longest.max(buttons).clamp(48, 76) as u16;
        let wide = wide.min(area.width);
        // Buttons stand under each other when they do not fit side by side.
        let stacked = buttons > usize::from(wide);
        let below = if stacked { 3 } else { 2 };
        let room = usize::from(area.height.saturating_sub(3 + below)).max(1);
        let mut text = Vec::new();
        for one in &self.lines {
            text.extend(wrapped(one, wide.saturating_sub(4), usize::MAX));
        }
        if text.len() > room {
            let left = text.len() - room + 1;
            text.truncate(room - 1);
            text.push(format!("… and {left} more lines"));
        }
        let frame = centred(area, wide, text.len() as u16 + 3 + below);
        let inside = Pane::default().inside(frame);
        let row = |up: u16, x: u16, wide: usize| {
            let y = inside.bottom().saturating_sub(up);
            let wide = (wide as u16).min(inside.right().saturating_sub(x));
            Rect { x, y: y.max(inside.y), width: wide, height: inside.height.min(1) }
        };
        let (yes, no) = if stacked {
            (row(2, inside.x, width(&yes)), row(1, inside.x, width(&no)))
        } else {
            (row(1, inside.x, width(&yes)), row(1, inside.x + width(&yes) as u16 + 2, width(&no)))
        };
        Parts { frame, lines: text, yes, no }
    }
}

impl Screen for Question {
    fn scope(&self) -> Scope {
        Scope::Question
    }

    fn title(&self, _context: &Context) -> String {
        self.title.clone()
    }

    fn update(&mut self, command: Command, _context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Yes => Some(vec![Effect::CloseWith(Answer::Yes { tag: self.tag })]),
            Command::No | Command::Back => Some(vec![Effect::Close]),
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        if mouse.kind != MouseKind::Click {
            return Vec::new();
        }
        match self.points_at(mouse.at, context.area) {
            Some(true) => vec![Effect::CloseWith(Answer::Yes { tag: self.tag })],
            Some(false) => vec![Effect::Close],
            None => Vec::new(),
        }
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let parts = self.parts(area);
        clear(theme, parts.frame, buffer);
        let inside = Pane { title: &self.title, note: "", focused: true }.draw(theme, parts.frame, buffer);
        let text =
            Rect { y: inside.y + inside.height.min(1), height: inside.height.saturating_sub(1), ..inside };
        lines(&parts.lines, theme.style(Role::Text), text, buffer);
        line(&format!("   y  {} ", self.yes), theme.style(Role::Strong), parts.yes, buffer);
        line(&format!("> n  {} ", self.no), theme.style(Role::Selected), parts.no, buffer);
        (!parts.no.is_empty()).then(|| parts.no.as_position())
    }

    fn covers(&self) -> bool {
        false
    }
}
