//! The keys that work here, and nothing else: read from the key table.

mod sheet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::{Pane, centred, clear, line};
use crate::ui::theme::Role;
use sheet::{Section, Sheet, sections};

/// The help for one screen.
pub struct Help {
    title: String,
    sections: Vec<Section>,
    /// The line under the cursor, counted through the lines that match.
    at: usize,
    /// Rows of the sheet out of sight above.
    top: usize,
    search: Field,
    searching: bool,
}

impl Help {
    /// Lists the keys that work in a scope now; while typing, plain letters are not keys.
    pub fn new(scope: Scope, facts: KeyContext, title: String, typing: bool) -> Self {
        Self {
            title,
            sections: sections(scope, &facts, typing),
            at: 0,
            top: 0,
            search: Field::default(),
            searching: false,
        }
    }

    fn frame(area: Rect) -> Rect {
        let wide = if area.width > 84 { 124.min(area.width - 4) } else { area.width };
        centred(area, wide, area.height.saturating_sub(if area.height > 24 { 2 } else { 0 }).min(44))
    }

    /// The line for searching, and the sheet under it.
    fn parts(inside: Rect) -> (Rect, Rect) {
        let down = 2.min(inside.height);
        (
            Rect { height: inside.height.min(1), ..inside },
            Rect { y: inside.y + down, height: inside.height - down, ..inside },
        )
    }

    fn sheet(&self, context: &Context, area: Rect) -> (Sheet, Rect) {
        let (_, room) = Self::parts(Pane::default().inside(Self::frame(area)));
        (Sheet::new(&self.sections, self.search.as_str(), context.theme, room.width), room)
    }

    /// Moves the cursor through the lines, and the sheet with it.
    fn go(&mut self, to: i64, context: &Context) {
        let (sheet, room) = self.sheet(context, context.area);
        let last = sheet.len().saturating_sub(1);
        self.at = usize::try_from(to).unwrap_or(0).min(last);
        self.top = sheet.top_for(self.top, self.at, room.height);
    }

    fn run(&self, context: &Context) -> Vec<Effect> {
        let (sheet, _) = self.sheet(context, context.area);
        match sheet.command(self.at) {
            Some(command) => vec![Effect::Close, Effect::Run(command)],
            None => Vec::new(),
        }
    }
}

impl Screen for Help {
    fn scope(&self) -> Scope {
        Scope::Help
    }

    fn title(&self, _context: &Context) -> String {
        format!("Help: {}", self.title)
    }

    fn typing(&self) -> bool {
        self.searching
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let (sheet, room) = self.sheet(context, context.area);
        if let Some(by) = command.rows(room.height) {
            let to = match command {
                Command::Up | Command::Down | Command::First | Command::Last => {
                    (self.at as i64).saturating_add(by)
                }
                _ => sheet.near(self.at, by) as i64,
            };
            self.go(to, context);
            return Some(Vec::new());
        }
        match command {
            Command::Filter => self.searching = true,
            // The first Enter ends the search, so that it never runs a line by surprise.
            Command::Accept | Command::Open if self.searching => self.searching = false,
            Command::Accept | Command::Open => return Some(self.run(context)),
            Command::Back if self.searching || !self.search.as_str().is_empty() => {
                self.searching = false;
                self.search = Field::default();
                self.go(0, context);
            }
            Command::Back => return Some(vec![Effect::Close]),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        let before = self.search.text();
        self.search.handle(key);
        if self.search.as_str() != before {
            self.top = 0;
            self.go(0, context);
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.search.paste(text);
        self.top = 0;
        self.go(0, context);
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let (sheet, room) = self.sheet(context, context.area);
        match mouse.kind {
            MouseKind::ScrollUp => self.go(sheet.near(self.at, -3) as i64, context),
            MouseKind::ScrollDown => self.go(sheet.near(self.at, 3) as i64, context),
            MouseKind::Drag => {}
            MouseKind::Click | MouseKind::DoubleClick => {
                let frame = Self::frame(context.area);
                if let Some(at) = sheet.line_at(mouse.at, room, self.top) {
                    self.go(at as i64, context);
                    if mouse.kind == MouseKind::DoubleClick {
                        return self.run(context);
                    }
                } else if !frame.contains(mouse.at) {
                    return vec![Effect::Close];
                }
            }
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let frame = Self::frame(area);
        clear(theme, frame, buffer);
        let (sheet, room) = self.sheet(context, area);
        let at = self.at.min(sheet.len().saturating_sub(1));
        let top = sheet.top_for(self.top, at, room.height);
        let note = match sheet.len() {
            0 => String::new(),
            many => format!("key {} of {many}", at + 1),
        };
        let inside =
            Pane { title: &self.title(context), note: &note, focused: true }.draw(theme, frame, buffer);
        let (head, _) = Self::parts(inside);
        let mut cursor = None;
        if self.searching || !self.search.as_str().is_empty() {
            line("/", theme.style(Role::Key), Rect { width: head.width.min(1), ..head }, buffer);
            let field = Rect { x: head.x + 2.min(head.width), width: head.width.saturating_sub(2), ..head };
            let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Selected) };
            if !field.is_empty() {
                cursor = Some(self.search.view(field, buffer, &style)).filter(|_| self.searching);
            }
        } else {
            line(
                "/ searches these keys, Enter runs the one under the cursor.",
                theme.style(Role::Dim),
                head,
                buffer,
            );
        }
        let focused = sheet.draw(theme, top, at, room, buffer);
        if sheet.is_empty() {
            line("No key here is like that.", theme.style(Role::Dim), room, buffer);
        }
        cursor.or(focused)
    }

    fn covers(&self) -> bool {
        false
    }
}
