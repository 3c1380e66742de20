//! A workbook that cannot be opened: what happened, and what to do.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Cursor, mark};
use super::welcome::Welcome;
use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Scope};
use crate::ui::frame::{Pane, centred, line, lines, wrapped};
use crate::ui::theme::Role;

const CHOICES: [&str; 4] = ["Try again", "Open another workbook", "Open the sample workbook", "Quit"];

/// The explanation, with what can be done about it.
pub struct Trouble {
    path: PathBuf,
    reason: String,
    cursor: Cursor,
}

struct Parts {
    frame: Rect,
    text: Vec<(Role, String)>,
    list: Rect,
}

impl Trouble {
    /// A workbook was not opened, and why.
    pub fn not_opened(path: &Path, reason: &str) -> Self {
        let mut cursor = Cursor::default();
        cursor.go(1, CHOICES.len(), |_| true);
        Self { path: path.to_owned(), reason: reason.to_owned(), cursor }
    }

    fn act(&self) -> Vec<Effect> {
        match self.cursor.at() {
            0 => vec![Effect::OpenFile(self.path.clone())],
            1 => vec![Effect::Open(Box::new(Welcome::new(Vec::new(), PathBuf::new())))],
            2 => vec![Effect::OpenSample],
            _ => vec![Effect::Run(Command::Quit)],
        }
    }

    fn text(&self, room: u16, most: usize) -> Vec<(Role, String)> {
        let mut out = Vec::new();
        let mut say = |role, text: &str, most| {
            out.extend(wrapped(text, room, most).into_iter().map(|row| (role, row)));
        };
        say(Role::Problem, "! This workbook could not be opened.", 1);
        say(Role::Strong, &self.path.display().to_string(), 2);
        say(Role::Text, "", 1);
        // The reason is someone else's sentence: it is given room, not the whole screen.
        say(Role::Text, &self.reason, most.saturating_sub(4).clamp(1, 10));
        say(Role::Text, "", 1);
        say(
            Role::Dim,
            "The file has not been changed. If it is a workbook, an earlier backup beside it (…backup-….qd) may open.",
            3,
        );
        out.truncate(most);
        out
    }

    fn parts(&self, area: Rect) -> Parts {
        let choices = CHOICES.len() as u16;
        let wide = area.width.min(78);
        let most = area.height.saturating_sub(choices + 3);
        let text = self.text(wide.saturating_sub(4), usize::from(most));
        let frame = centred(area, wide, text.len() as u16 + choices + 3);
        let inside = Pane::default().inside(frame);
        let high = choices.min(inside.height);
        Parts { frame, text, list: Rect { y: inside.bottom() - high, height: high, ..inside } }
    }
}

impl Screen for Trouble {
    fn scope(&self) -> Scope {
        Scope::Welcome
    }

    fn title(&self, _context: &Context) -> String {
        "Not opened".to_owned()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.parts(context.area).list.height;
        if self.cursor.update(command, height, CHOICES.len(), |_| true) {
            return Some(Vec::new());
        }
        match command {
            Command::Open | Command::Accept => Some(self.act()),
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let list = self.parts(context.area).list;
        match mouse.kind {
            MouseKind::ScrollUp => self.cursor.step(-1, CHOICES.len(), |_| true),
            MouseKind::ScrollDown => self.cursor.step(1, CHOICES.len(), |_| true),
            MouseKind::Drag => {}
            MouseKind::Click | MouseKind::DoubleClick => {
                if let Some(at) = self.cursor.row_at(mouse.at, list, CHOICES.len()) {
                    self.cursor.go(at, CHOICES.len(), |_| true);
                    if mouse.kind == MouseKind::DoubleClick {
                        return self.act();
                    }
                }
            }
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let Parts { frame, text, list } = self.parts(area);
        let inside = Pane { title: "Not opened", note: "", focused: true }.draw(theme, frame, buffer);
        for (y, (role, text)) in (inside.y..list.y).zip(text) {
            lines(&[text], theme.style(role), Rect { y, height: 1, ..inside }, buffer);
        }
        let top = self.cursor.top(list.height, CHOICES.len(), |_| true);
        for (y, at) in (list.y..list.bottom()).zip(top..CHOICES.len()) {
            let row = Rect { y, height: 1, ..list };
            let style =
                if at == self.cursor.at() { mark(theme, row, buffer) } else { theme.style(Role::Text) };
            line(
                CHOICES[at],
                style,
                Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row },
                buffer,
            );
        }
        let down = (self.cursor.at() - top) as u16;
        (down < list.height && list.width > 0).then(|| Position::new(list.x, list.y + down))
    }
}
