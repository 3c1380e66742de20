//! The first screen without a workbook: a sample, a new one, one kept before.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::forms::{self, Values};
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Scope};
use crate::ui::frame::{centred, clip, line, lines, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::list::mark;
use crate::ui::list::{List, Placed};
use crate::ui::theme::{Role, Theme};

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
    items: List<Placed<Item>>,
    sample: PathBuf,
    /// What was typed in the forms, so that nothing of it is lost.
    new: Values,
    path: Values,
}

/// Tags of the forms.
const NEW: &str = "new";
const PATH: &str = "path";

impl Welcome {
    /// Offers the workbooks opened before, and the sample, which is made at a place.
    pub fn new(recent: Vec<PathBuf>, sample: PathBuf) -> Self {
        let mut items = vec![Item::Sample, Item::New, Item::OpenPath];
        let recent: Vec<PathBuf> = recent.into_iter().take(RECENT).collect();
        let first = if recent.is_empty() { 0 } else { 4 };
        if !recent.is_empty() {
            items.push(Item::RecentHeading);
            items.extend(recent.into_iter().map(Item::Recent));
        }
        let mut list = List::default();
        list.hold_placed(items, |item| *item == Item::RecentHeading);
        // Whoever has been here before most likely wants the same file again.
        list.go(first);
        Self { items: list, sample, new: Values::default(), path: Values::default() }
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
        match self.items.here() {
            Some(Item::Sample) if self.sample.as_os_str().is_empty() => SAMPLE.to_owned(),
            Some(Item::Sample) => {
                format!("{SAMPLE} It is yours to change; it is kept at {}.", self.sample.display())
            }
            Some(Item::New) => {
                "An empty workbook for your own service: one file, kept wherever you like. Then copy your table in Excel and paste it: its figures are read and shown before they are taken.".to_owned()
            }
            Some(Item::OpenPath) => {
                "A file ending in .qd. Only one person at a time can change it; others can read it."
                    .to_owned()
            }
            Some(Item::Recent(path)) => path.display().to_string(),
            _ => String::new(),
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
        let high = (self.items.rows().len() as u16).min(room.saturating_sub(4).max(1)).min(room);
        Rect { y: column.y + head, height: high, ..column }
    }

    fn open(&self, context: &Context) -> Vec<Effect> {
        match self.items.here() {
            Some(Item::Sample) => vec![Effect::OpenSample],
            Some(Item::New) => vec![Effect::Open(forms::new_workbook(NEW, &self.new, context))],
            Some(Item::OpenPath) => vec![Effect::Open(forms::open_path(PATH, &self.path))],
            Some(Item::Recent(path)) => vec![Effect::OpenFile(path.clone())],
            Some(Item::RecentHeading) | None => Vec::new(),
        }
    }

    fn draw_list(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let list = self.list(area);
        let at = self.items.draw(list, |item, row, selected| {
            let Some(item) = item else { return };
            let (words, folder) = Self::words(item);
            let shift =
                |by: u16| Rect { x: row.x + by.min(row.width), width: row.width.saturating_sub(by), ..row };
            if **item == Item::RecentHeading {
                line(&words, theme.style(Role::Dim), shift(2), buffer);
                return;
            }
            let (mut text, mut dim) = (theme.style(Role::Text), theme.style(Role::Dim));
            if selected {
                text = mark(theme, row, buffer);
                dim = text;
            }
            line(&words, text, shift(2), buffer);
            let used = 2 + width(&inert_line(&words)) as u16 + 3;
            if !folder.is_empty() && used + 8 < row.width {
                line(&clip(&inert_line(&folder), usize::from(row.width - used)), dim, shift(used), buffer);
            }
        });
        let below =
            Rect { x: list.x + 2, y: list.bottom() + 1, width: list.width.saturating_sub(2), height: 0 };
        if below.y < area.bottom() {
            let below = Rect { height: area.bottom() - below.y, ..below };
            let about = wrapped(&self.about(), below.width, usize::from(below.height));
            lines(&about, theme.style(Role::Dim), below, buffer);
        }
        at.map(|row| row.as_position())
    }
}

const SAMPLE: &str = "A real council's published quarter: Barnet's Adults and Communities, Q1 2015/16, \
with its figures, reasons and actions. The quickest way to see what this program does.";

impl Screen for Welcome {
    fn scope(&self) -> Scope {
        Scope::Welcome
    }

    fn title(&self, _context: &Context) -> String {
        "Welcome".to_owned()
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Filled { tag: NEW, values } => self.new = values,
            Answer::Filled { tag: PATH, values } => self.path = values,
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.list(context.area).height;
        if self.items.update(command, height) {
            return Some(Vec::new());
        }
        match command {
            Command::Open | Command::Accept => Some(self.open(context)),
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let list = self.list(context.area);
        if self.items.mouse(mouse, list) == Some(MouseKind::DoubleClick) {
            return self.open(context);
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
        self.draw_list(theme, area, buffer)
    }
}
