//! What has changed since a report was published or last went out: section by
//! section, word by word.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::input::{Command, Scope};
use crate::report::compare::Difference;
use crate::screens::{Context, Effect, Mouse, Screen};
use crate::ui::diff::{Kind, words};
use crate::ui::frame::{Pane, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::reading_pane::{ReadingPane, Text};
use crate::ui::rich::{Line, run};
use crate::ui::theme::Role;

/// Letters and how they are meant, on one line.
type Row = Vec<(String, Role)>;

/// The list of differences.
pub(super) struct Changes {
    title: String,
    found: Vec<Difference>,
    pane: ReadingPane,
}

impl Changes {
    pub(super) fn new(since: &str, found: Vec<Difference>) -> Self {
        let count = match found.len() {
            1 => "1 difference".to_owned(),
            many => format!("{many} differences"),
        };
        let title = format!("Changed since {since}: {count}, -gone- +new+");
        Self { title, found, pane: ReadingPane::default() }
    }

    /// Where the text is, and how many lines it has.
    fn text_of(&self, area: Rect) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(area);
        (inside, move || self.rows(inside.width).len())
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
        if self.pane.update(command, self.text_of(context.area)) {
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
        if let Some(by) = mouse.kind.wheel() {
            self.pane.scroll(by, self.text_of(context.area));
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let pane = Pane { title: &self.title, note: "", focused: true };
        let mut rows = self.rows(pane.inside(area).width);
        if rows.is_empty() {
            rows.push(vec![("Nothing is different.".to_owned(), Role::Dim)]);
        }
        let lines =
            rows.into_iter().map(|row| row.into_iter().map(|(text, role)| run(text, theme.style(role))));
        let lines: Vec<Line> = lines.map(Iterator::collect).collect();
        Some(self.pane.draw(pane, &lines, theme, area, buffer))
    }
}
