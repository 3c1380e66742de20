//! The two small forms of the welcome screen.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::dates::MONTHS;
use crate::domain::{Period, PeriodKind};
use crate::input::{Command, Key, KeyCode};
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::line;
use crate::ui::theme::{Role, Theme};

/// Columns for the labels.
const LABEL: u16 = 18;

/// What a command did to the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    Stays,
    /// Enter on the last field.
    Submit,
}

struct Entry {
    label: &'static str,
    hint: &'static str,
    field: Field,
    error: Option<String>,
}

/// One-line fields under each other.
pub(super) struct Form {
    title: &'static str,
    foot: &'static str,
    entries: Vec<Entry>,
    at: usize,
}

fn entry(label: &'static str, text: &str, hint: &'static str) -> Entry {
    Entry { label, hint, field: Field::new(text), error: None }
}

/// The number of a month given as a number or a name.
fn month(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    if let Ok(number) = text.parse::<u32>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let found = MONTHS.iter().position(|name| text.len() >= 3 && name.to_lowercase().starts_with(&text))?;
    Some(found as u32 + 1)
}

/// The code of a quarter as it is written; empty where none is.
fn quarter(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    match Period::parse(text.trim()) {
        Ok(period) if period.kind() == PeriodKind::Quarter => Ok(period.code()),
        Ok(period) => Err(format!("{} is not a quarter: write Q3 2022/23, or nothing.", period.title())),
        Err(error) => Err(error.to_string()),
    }
}

impl Form {
    /// Organisation, service, a group's members, financial year, first quarter and file of a new workbook.
    pub(super) fn new_workbook() -> Self {
        Self {
            title: "New workbook",
            foot: "Ctrl-S makes the workbook   Esc back; what is typed here is kept",
            entries: vec![
                entry("Organisation *", "", "the council, as its reports name it; or a region, a group"),
                entry("Service", "", "what is reported on; a group of councils needs none"),
                entry("Members", "", "of a group alone: its councils, with commas between them"),
                entry("Year starts in", "April", "a month"),
                entry("First quarter", "", "Q3 2022/23, to enter what is past; left empty, the present one"),
                entry("File *", "", "in the folder you started in, or a whole path; .qd is added"),
            ],
            at: 0,
        }
    }

    /// The path of a workbook to open.
    pub(super) fn open_path() -> Self {
        Self {
            title: "Open a workbook",
            foot: "Enter opens it   Esc back",
            entries: vec![entry("File *", "", "a path to a file ending in .qd")],
            at: 0,
        }
    }

    /// Marks what is missing and goes to the first of it. True when all is well.
    fn check(&mut self) -> bool {
        // Whether it is a workbook's form, and of one council: then it is about a service.
        let of_council =
            self.entries.iter().any(|one| one.label == "Members" && one.field.as_str().trim().is_empty());
        for entry in &mut self.entries {
            let text = entry.field.as_str().trim();
            entry.error = if text.is_empty() && entry.label.ends_with('*') {
                Some(format!("{} is needed.", entry.label.trim_end_matches([' ', '*'])))
            } else if text.is_empty() && entry.label == "Service" && of_council {
                Some("Service is needed; of a group, its Members.".to_owned())
            } else if entry.label.starts_with("Year") && month(text).is_none() {
                Some("Write a month: April, or 4.".to_owned())
            } else if entry.label.starts_with("First") {
                quarter(text).err()
            } else {
                None
            };
        }
        match self.entries.iter().position(|entry| entry.error.is_some()) {
            Some(at) => {
                self.at = at;
                false
            }
            None => true,
        }
    }

    fn value(&self, at: usize) -> String {
        self.entries.get(at).map(|entry| entry.field.as_str().trim().to_owned()).unwrap_or_default()
    }

    /// The file to make and what is in it, when everything is filled in.
    pub(super) fn workbook(&mut self) -> Option<(PathBuf, BTreeMap<String, String>)> {
        if !self.check() {
            return None;
        }
        let mut path = PathBuf::from(self.value(5));
        if path.extension().is_none() {
            path.set_extension("qd");
        }
        let first_month = month(&self.value(3)).unwrap_or(4).to_string();
        let fields = [
            ("organisation", self.value(0)),
            ("service", self.value(1)),
            ("members", self.value(2)),
            ("first_month", first_month),
            ("period", quarter(&self.value(4)).ok()?),
        ];
        Some((path, fields.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()))
    }

    /// The file to open, when one is given.
    pub(super) fn path(&mut self) -> Option<PathBuf> {
        self.check().then(|| PathBuf::from(self.value(0)))
    }

    /// Moves between fields; `None` for a command that is not the form's.
    pub(super) fn update(&mut self, command: Command) -> Option<Moved> {
        let last = self.entries.len() - 1;
        match command {
            Command::Accept if self.at == last => return Some(Moved::Submit),
            Command::NextField | Command::Accept => self.at = (self.at + 1).min(last),
            Command::PreviousField => self.at = self.at.saturating_sub(1),
            Command::TextUndo => self.key(Key::ctrl('z')),
            Command::TextRedo => self.key(Key::ctrl('y')),
            // There is one workbook to make.
            Command::SaveAndAdd => {}
            _ => return None,
        }
        Some(Moved::Stays)
    }

    /// A key for the field; up and down go from field to field.
    pub(super) fn key(&mut self, key: Key) {
        match key.code {
            KeyCode::Up => return self.at = self.at.saturating_sub(1),
            KeyCode::Down => return self.at = (self.at + 1).min(self.entries.len() - 1),
            _ => {}
        }
        let entry = &mut self.entries[self.at];
        entry.field.handle(key);
        entry.error = None;
    }

    /// Pasted text for the field.
    pub(super) fn paste(&mut self, text: &str) {
        let entry = &mut self.entries[self.at];
        entry.field.paste(text);
        entry.error = None;
    }

    /// Where a field is drawn: each has a row, and one under it for its hint or error.
    fn row(&self, at: usize, area: Rect) -> Rect {
        // Where the window is short, hints and errors share the row below closely.
        let step = if usize::from(area.height) >= 3 * self.entries.len() + 3 { 3 } else { 2 };
        let y = area.y + 2 + step * at as u16;
        Rect {
            x: area.x + LABEL.min(area.width),
            y: y.min(area.bottom()),
            width: area.width.saturating_sub(LABEL),
            height: u16::from(y < area.bottom()),
        }
    }

    /// Puts the cursor where the mouse points.
    pub(super) fn click(&mut self, at: Position, area: Rect) {
        if let Some(index) = (0..self.entries.len()).find(|&index| self.row(index, area).contains(at)) {
            self.at = index;
            let row = self.row(index, area);
            self.entries[index].field.click(at, row);
        }
    }

    /// Draws the form; the cursor is in the field being typed in.
    pub(super) fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let inset = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(2), ..area };
        line(self.title, theme.style(Role::Title), Rect { height: inset.height.min(1), ..inset }, buffer);
        let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Selected) };
        let mut cursor = None;
        for (index, entry) in self.entries.iter().enumerate() {
            let row = self.row(index, area);
            if row.is_empty() {
                continue;
            }
            let here = index == self.at;
            let label = theme.style(if here { Role::Strong } else { Role::Dim });
            line(if here { ">" } else { "" }, label, Rect { x: area.x, width: 1, ..row }, buffer);
            line(entry.label, label, Rect { x: inset.x, width: LABEL - 2, ..row }, buffer);
            let at = entry.field.view(row, buffer, &style);
            if here {
                cursor = Some(at);
            }
            let below = Rect { y: row.y + 1, height: u16::from(row.y + 1 < area.bottom()), ..row };
            match &entry.error {
                Some(error) => line(&format!("! {error}"), theme.style(Role::Problem), below, buffer),
                None if here => line(entry.hint, theme.style(Role::Dim), below, buffer),
                None => {}
            }
        }
        let foot = self.row(self.entries.len(), area);
        line(self.foot, theme.style(Role::Dim), Rect { x: inset.x, width: inset.width, ..foot }, buffer);
        cursor
    }
}
