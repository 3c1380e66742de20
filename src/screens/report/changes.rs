//! What has changed since a report was published or last went out: section by
//! section, word by word.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::input::{Command, Scope};
use crate::report::compare::Difference;
use crate::screens::choice::Cursor;
use crate::screens::{Context, Effect, Mouse, MouseKind, Screen};
use crate::ui::diff::{Kind, words};
use crate::ui::frame::{Pane, line, wrapped, write};
use crate::ui::inert::{inert_line, width};
use crate::ui::theme::{Role, Theme};

/// Letters and how they are meant, on one line.
type Row = Vec<(String, Role)>;

/// The list of differences.
pub(super) struct Changes {
    title: String,
    found: Vec<Difference>,
    top: Cursor,
}

impl Changes {
    pub(super) fn new(since: &str, found: Vec<Difference>) -> Self {
        Self { title: format!("Changed since {since}"), found, top: Cursor::default() }
    }

    fn rows(&self, room: u16) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut section = "";
        for one in &self.found {
            if one.section != section {
                section = &one.section;
                if !rows.is_empty() {
                    rows.push(Vec::new());
                }
                rows.extend(
                    wrapped(section, room, usize::MAX).into_iter().map(|text| vec![(text, Role::Title)]),
                );
            }
            if !one.what.is_empty() {
                let label = wrapped(&one.what, room, usize::MAX);
                rows.extend(label.into_iter().map(|text| vec![(text, Role::Strong)]));
            }
            rows.extend(changed(one, room.saturating_sub(2).max(8)));
        }
        rows
    }
}

/// Both texts as one, wrapped: `-` and `+` say what is gone and what is new, besides their style.
fn changed(one: &Difference, room: u16) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![vec![("  ".to_owned(), Role::Text)]];
    let mut used = 0;
    for (kind, text) in words(&inert_line(&one.before), &inert_line(&one.after)) {
        let (role, open, close) = match kind {
            Kind::Same => (Role::Text, "", ""),
            Kind::Added => (Role::Added, "+", "+"),
            Kind::Removed => (Role::Removed, "-", "-"),
        };
        let marked = format!("{open}{}{close}", text.trim_end());
        for word in marked.split_whitespace() {
            let wide = width(word) + 1;
            if used > 0 && used + wide > usize::from(room) {
                rows.push(vec![("  ".to_owned(), Role::Text)]);
                used = 0;
            }
            if let Some(row) = rows.last_mut() {
                row.push((word.to_owned(), role));
                row.push((" ".to_owned(), Role::Text));
            }
            used += wide;
        }
    }
    rows
}

impl Screen for Changes {
    fn scope(&self) -> Scope {
        Scope::Reading
    }

    fn title(&self, _context: &Context) -> String {
        self.title.clone()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let inside = Pane::default().inside(context.area);
        let length = self.rows(inside.width).len();
        if self.top.update(command, inside.height, length, |_| true) {
            return Some(Vec::new());
        }
        match command {
            Command::Back => Some(vec![Effect::Close]),
            Command::Copy => {
                let text: Vec<String> = self.found.iter().map(Difference::sentence).collect();
                Some(vec![Effect::Copy(text.join("\n"))])
            }
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let length = self.rows(Pane::default().inside(context.area).width).len();
        match mouse.kind {
            MouseKind::ScrollUp => self.top.step(-3, length, |_| true),
            MouseKind::ScrollDown => self.top.step(3, length, |_| true),
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme: &Theme = context.theme;
        let note = match self.found.len() {
            1 => "1 difference; -gone- +new+".to_owned(),
            many => format!("{many} differences; -gone- +new+"),
        };
        let inside = Pane { title: &self.title, note: &note, focused: true }.draw(theme, area, buffer);
        let rows = self.rows(inside.width);
        let top = self.top.top(inside.height, rows.len(), |_| true);
        for (y, row) in (inside.y..inside.bottom()).zip(rows.iter().skip(top)) {
            let mut x = inside.x;
            for (text, role) in row {
                let left = inside.right().saturating_sub(x);
                x = write(text, theme.style(*role), left, x, y, buffer);
            }
        }
        if rows.is_empty() {
            line("Nothing is different.", theme.style(Role::Dim), inside, buffer);
        }
        let down = u16::try_from(self.top.at().saturating_sub(top)).unwrap_or(0);
        Some(Position::new(inside.x, inside.y + down.min(inside.height.saturating_sub(1))))
    }
}
