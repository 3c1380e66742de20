//! The first screen without a workbook: a sample, a new one, one kept before.

mod form;

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Cursor, mark};
use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Key, Scope};
use crate::ui::frame::{centred, clip, line, lines, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::theme::{Role, Theme};
use form::{Form, Moved};

/// Recent workbooks offered at most; more are opened by their path.
const RECENT: usize = 9;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Sample,
    New,
    OpenPath,
    /// A heading.
    RecentHeading,
    Recent(PathBuf),
}

/// The welcome screen.
pub struct Welcome {
    items: Vec<Item>,
    sample: PathBuf,
    cursor: Cursor,
    /// Kept while the list is shown, so that nothing typed is lost.
    new: Form,
    path: Form,
    /// The form being filled in.
    filling: Option<Filling>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filling {
    New,
    Path,
}

impl Welcome {
    /// Offers the workbooks opened before, and the sample, which is made at a place.
    pub fn new(recent: Vec<PathBuf>, sample: PathBuf) -> Self {
        let mut items = vec![Item::Sample, Item::New, Item::OpenPath];
        let recent: Vec<PathBuf> = recent.into_iter().take(RECENT).collect();
        let mut cursor = Cursor::default();
        if !recent.is_empty() {
            items.push(Item::RecentHeading);
            items.extend(recent.into_iter().map(Item::Recent));
            // Whoever has been here before most likely wants the same file again.
            cursor.go(4, items.len(), |at| items[at] != Item::RecentHeading);
        }
        Self { items, sample, cursor, new: Form::new_workbook(), path: Form::open_path(), filling: None }
    }

    fn words(item: &Item) -> (String, String) {
        match item {
            Item::Sample => ("Open the sample workbook".to_owned(), String::new()),
            Item::New => ("Start a new workbook".to_owned(), String::new()),
            Item::OpenPath => ("Open a workbook by its path".to_owned(), String::new()),
            Item::RecentHeading => ("Opened before".to_owned(), String::new()),
            Item::Recent(path) => {
                let name = path
                    .file_name()
                    .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
                let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
                (name, folder)
            }
        }
    }

    /// What the item under the cursor is, in a sentence or two.
    fn about(&self) -> String {
        match self.items.get(self.cursor.at()) {
            Some(Item::Sample) if self.sample.as_os_str().is_empty() => SAMPLE.to_owned(),
            Some(Item::Sample) => {
                format!("{SAMPLE} It is yours to change; it is kept at {}.", self.sample.display())
            }
            Some(Item::New) => {
                "An empty workbook for your own service: one file, kept wherever you like.".to_owned()
            }
            Some(Item::OpenPath) => {
                "A file ending in .qd. Only one person at a time can change it; others can read it."
                    .to_owned()
            }
            Some(Item::Recent(path)) => path.display().to_string(),
            _ => String::new(),
        }
    }

    fn form(&mut self) -> Option<&mut Form> {
        match self.filling? {
            Filling::New => Some(&mut self.new),
            Filling::Path => Some(&mut self.path),
        }
    }

    fn column(area: Rect) -> Rect {
        centred(area, 76, area.height)
    }

    /// Where the list or the form is drawn, under the name of the program.
    fn list(&self, area: Rect) -> Rect {
        let column = Self::column(area);
        let head = if area.height > 20 { area.height / 6 + 4 } else { 4 }.min(area.height);
        let room = column.height - head;
        // The sentence about the item needs four rows below the list.
        let high = (self.items.len() as u16).min(room.saturating_sub(4).max(1)).min(room);
        Rect { y: column.y + head, height: high, ..column }
    }

    fn form_area(&self, area: Rect) -> Rect {
        let list = self.list(area);
        Rect { height: area.bottom().saturating_sub(list.y), ..list }
    }

    fn open(&mut self) -> Vec<Effect> {
        match self.items.get(self.cursor.at()) {
            Some(Item::Sample) => return vec![Effect::OpenSample],
            Some(Item::New) => self.filling = Some(Filling::New),
            Some(Item::OpenPath) => self.filling = Some(Filling::Path),
            Some(Item::Recent(path)) => return vec![Effect::OpenFile(path.clone())],
            Some(Item::RecentHeading) | None => {}
        }
        Vec::new()
    }

    fn submit(&mut self) -> Vec<Effect> {
        match self.filling {
            Some(Filling::New) => match self.new.workbook() {
                Some((path, fields)) => vec![Effect::CreateFile { path, fields }],
                None => Vec::new(),
            },
            Some(Filling::Path) => {
                self.path.path().map(|path| vec![Effect::OpenFile(path)]).unwrap_or_default()
            }
            None => Vec::new(),
        }
    }

    fn draw_list(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let list = self.list(area);
        let top = self.cursor.top(list.height, self.items.len(), |at| self.items[at] != Item::RecentHeading);
        for (y, at) in (list.y..list.bottom()).zip(top..self.items.len()) {
            let row = Rect { y, height: 1, ..list };
            let (words, folder) = Self::words(&self.items[at]);
            let shift =
                |by: u16| Rect { x: row.x + by.min(row.width), width: row.width.saturating_sub(by), ..row };
            if self.items[at] == Item::RecentHeading {
                line(&words, theme.style(Role::Dim), shift(2), buffer);
                continue;
            }
            let (mut text, mut dim) = (theme.style(Role::Text), theme.style(Role::Dim));
            if at == self.cursor.at() {
                text = mark(theme, row, buffer);
                dim = text;
            }
            line(&words, text, shift(2), buffer);
            let used = 2 + width(&inert_line(&words)) as u16 + 3;
            if !folder.is_empty() && used + 8 < row.width {
                line(&clip(&inert_line(&folder), usize::from(row.width - used)), dim, shift(used), buffer);
            }
        }
        let below =
            Rect { x: list.x + 2, y: list.bottom() + 1, width: list.width.saturating_sub(2), height: 0 };
        if below.y < area.bottom() {
            let below = Rect { height: area.bottom() - below.y, ..below };
            let about = wrapped(&self.about(), below.width, usize::from(below.height));
            lines(&about, theme.style(Role::Dim), below, buffer);
        }
        let down = self.cursor.at().checked_sub(top)? as u16;
        (down < list.height).then(|| Position::new(list.x, list.y + down))
    }
}

const SAMPLE: &str = "A real council's published quarter: Barnet's Adults and Communities, Q1 2015/16, \
with its figures, reasons and actions. The quickest way to see what this program does.";

impl Screen for Welcome {
    fn scope(&self) -> Scope {
        if self.filling.is_some() { Scope::Form } else { Scope::Welcome }
    }

    fn title(&self, _context: &Context) -> String {
        match self.filling {
            Some(Filling::New) => "New workbook".to_owned(),
            Some(Filling::Path) => "Open a workbook".to_owned(),
            None => "Welcome".to_owned(),
        }
    }

    fn typing(&self) -> bool {
        self.filling.is_some()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if let Some(form) = self.form() {
            match command {
                Command::Back => self.filling = None,
                Command::Save => return Some(self.submit()),
                _ => match form.update(command)? {
                    Moved::Submit => return Some(self.submit()),
                    Moved::Stays => {}
                },
            }
            return Some(Vec::new());
        }
        let height = self.list(context.area).height;
        let items = &self.items;
        if self.cursor.update(command, height, items.len(), |at| items[at] != Item::RecentHeading) {
            return Some(Vec::new());
        }
        match command {
            Command::Open | Command::Accept => Some(self.open()),
            _ => None,
        }
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        if let Some(form) = self.form() {
            form.key(key);
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        if let Some(form) = self.form() {
            form.paste(text);
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let area = self.form_area(context.area);
        if let Some(form) = self.form() {
            if mouse.kind == MouseKind::Click {
                form.click(mouse.at, area);
            }
            return Vec::new();
        }
        let list = self.list(context.area);
        let items = &self.items;
        let can = |at: usize| items[at] != Item::RecentHeading;
        match mouse.kind {
            MouseKind::ScrollUp => self.cursor.step(-1, items.len(), can),
            MouseKind::ScrollDown => self.cursor.step(1, items.len(), can),
            MouseKind::Drag => {}
            MouseKind::Click | MouseKind::DoubleClick => {
                if let Some(at) = self.cursor.row_at(mouse.at, list, items.len()).filter(|&at| can(at)) {
                    self.cursor.go(at, items.len(), can);
                    if mouse.kind == MouseKind::DoubleClick {
                        return self.open();
                    }
                }
            }
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let list = self.list(area);
        let head = |up: u16| {
            let y = list.y.saturating_sub(up).max(area.y);
            Rect {
                x: list.x + 2.min(list.width),
                y,
                width: list.width.saturating_sub(2),
                height: u16::from(y < area.bottom()),
            }
        };
        if list.y >= area.y + 3 {
            line("Quarterdeck", theme.style(Role::Title), head(4), buffer);
            line(
                "The quarter's figures, reds and actions, by keyboard.",
                theme.style(Role::Dim),
                head(3),
                buffer,
            );
        }
        let form_area = self.form_area(area);
        match self.filling {
            Some(Filling::New) => self.new.draw(theme, form_area, buffer),
            Some(Filling::Path) => self.path.draw(theme, form_area, buffer),
            None => self.draw_list(theme, area, buffer),
        }
    }
}
