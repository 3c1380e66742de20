//! Which file to import: typed, pasted, or one of those lying about.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::dates::short_date;
use crate::input::{Command, Key};
use crate::jobs::import::request::FileFound;
use crate::screens::{Context, Mouse, MouseKind};
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::{Pane, clip, line, lines, take_top, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::list::mark;
use crate::ui::list::{List, Placed};
use crate::ui::theme::{Role, Theme};

/// The files, and the line a path is typed in.
#[derive(Default)]
pub struct Files {
    field: Field,
    /// None before they have been found.
    found: Option<Vec<FileFound>>,
    /// Those whose names have what is typed.
    shown: List<Placed<FileFound>>,
}

/// What was decided.
pub enum Picked {
    Nothing,
    File(PathBuf),
    Table(String),
}

const ABOUT: &str = "Choose a file, type its path, or paste a table copied from anywhere. \
    csv, xlsx, xls and ods are read; you see all of it before anything is changed.";

impl Files {
    pub fn take(&mut self, found: Vec<FileFound>) {
        self.found = Some(found);
        self.narrow();
    }

    fn typed(&self) -> &str {
        self.field.as_str().trim()
    }

    /// Whether what is typed is a path and not a part of a name.
    fn is_path(&self) -> bool {
        let typed = self.typed();
        typed.contains(['/', '\\']) || typed.starts_with('~')
    }

    fn narrow(&mut self) {
        let sought = self.typed().to_lowercase();
        let passes = |file: &&FileFound| self.is_path() || name(file).to_lowercase().contains(&sought);
        let shown: Vec<FileFound> = self.found.iter().flatten().filter(passes).cloned().collect();
        self.shown.hold_placed(shown, |_| false);
        self.shown.go(0);
    }

    pub fn update(&mut self, command: Command) -> Option<Picked> {
        if self.shown.moved(command) {
            return Some(Picked::Nothing);
        }
        match command {
            Command::Accept if self.is_path() => Some(Picked::File(PathBuf::from(self.typed()))),
            Command::Accept => {
                let picked = self.shown.current().map(|file| file.path.clone());
                Some(match picked {
                    Some(path) => Picked::File(path),
                    None if self.typed().is_empty() => Picked::Nothing,
                    None => Picked::File(PathBuf::from(self.typed())),
                })
            }
            _ => None,
        }
    }

    pub fn key(&mut self, key: Key) {
        self.field.handle(key);
        self.narrow();
    }

    /// A pasted path is typed; a pasted table is looked at.
    pub fn paste(&mut self, text: &str) -> Picked {
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        if lines > 1 || text.contains('\t') {
            return Picked::Table(text.to_owned());
        }
        // A file that is dragged onto a terminal comes in quotation marks.
        let text = text.trim();
        let quoted = |mark| text.strip_prefix(mark).and_then(|rest: &str| rest.strip_suffix(mark));
        self.field.paste(quoted('\'').or_else(|| quoted('"')).unwrap_or(text));
        self.narrow();
        Picked::Nothing
    }

    pub fn mouse(&mut self, mouse: Mouse, area: Rect) -> Picked {
        let list = Self::parts(area).2;
        if self.shown.mouse(mouse, list) == Some(MouseKind::DoubleClick) {
            return self.update(Command::Accept).unwrap_or(Picked::Nothing);
        }
        Picked::Nothing
    }

    /// What is said, where is typed, and the list.
    fn parts(area: Rect) -> (Rect, Rect, Rect) {
        let inside = Pane::default().inside(area);
        let (about, rest) = take_top(inside, 3);
        let (field, rest) = take_top(rest, 2);
        let (_, list) = take_top(rest, 1);
        (about, Rect { height: field.height.min(1), ..field }, list)
    }

    pub fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        Pane { title: "Import: which file?", note: "", focused: true }.draw(theme, area, buffer);
        let (about, field, list) = Self::parts(area);
        let room = about.width.min(100);
        for (row, text) in wrapped(ABOUT, room, 2).iter().enumerate() {
            line(text, theme.style(Role::Dim), Rect { y: about.y + row as u16, height: 1, ..about }, buffer);
        }
        line("File:", theme.style(Role::Dim), field, buffer);
        let input =
            Rect { x: field.x + 6.min(field.width), width: field.width.saturating_sub(6).min(100), ..field };
        let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Matched) };
        let cursor = (field.height > 0).then(|| self.field.view(input, buffer, &style));
        if self.shown.rows().is_empty() {
            let text = match (&self.found, self.is_path()) {
                (None, _) => "Looking for files…",
                (_, true) => "Enter looks at this file.",
                (Some(found), _) if found.is_empty() => {
                    "There is no csv, xlsx, xls or ods file here or in Downloads. Type the path of one, or paste a table."
                }
                _ => "No file here is called this. Enter takes it for a path.",
            };
            let rows = wrapped(text, list.width.min(100), usize::from(list.height));
            lines(&rows, theme.style(Role::Dim), list, buffer);
            return cursor;
        }
        let names =
            self.shown.rows().iter().map(|file| width(&inert_line(&name(file)))).max().unwrap_or(0) as u16;
        self.shown.draw(list, |file, row, selected| {
            if let Some(file) = file {
                draw_file(theme, file, names, selected && !self.is_path(), row, buffer);
            }
        });
        cursor
    }
}

fn name(file: &FileFound) -> String {
    file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn draw_file(theme: &Theme, file: &FileFound, names: u16, selected: bool, row: Rect, buffer: &mut Buffer) {
    let style = if selected { mark(theme, row, buffer) } else { theme.style(Role::Text) };
    let dim = if selected { style } else { theme.style(Role::Dim) };
    let changed = file
        .changed
        .map(|time| format!("{} {}", short_date(time.date()), time.format("%H:%M")))
        .unwrap_or_default();
    let folder = file.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let size = match file.size {
        0..1_000 => format!("{} B", file.size),
        1_000..1_000_000 => format!("{} KB", file.size / 1_000),
        _ => format!("{:.1} MB", file.size as f64 / 1e6),
    };
    let wide = names.clamp(20, 60).min((row.width / 2).max(20)).min(row.width.saturating_sub(2));
    let part =
        |x: u16, width: u16| Rect { x: row.x + x, width: width.min(row.width.saturating_sub(x)), ..row };
    line(&clip(&inert_line(&name(file)), usize::from(wide)), style, part(2, wide), buffer);
    let mut x = 2 + wide + 2;
    for (text, width) in [(changed.as_str(), 18), (size.as_str(), 9), (folder.as_str(), 60)] {
        // A folder of which only a few letters can be seen says nothing.
        if x + width.min(10) < row.width {
            line(text, dim, part(x, width), buffer);
        }
        x += width + 1;
    }
}
