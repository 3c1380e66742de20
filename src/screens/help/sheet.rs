//! The lines of the help, laid out in one or two columns.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Rating;
use crate::input::grammar::common_letters;
use crate::input::spreadsheet::{SPREADSHEET_KEYS, key_here};
use crate::input::{Command, Group, Key, KeyContext, Row, Scope, available, resolve};
use crate::screens::SCREENS;
use crate::screens::palette::label;
use crate::ui::facts::year_end_key;
use crate::ui::frame::{line, lines, wrapped};
use crate::ui::inert::width;
use crate::ui::list::mark;
use crate::ui::theme::{Role, Theme};

/// Columns for the keys of a line.
const KEYS: u16 = 16;
/// Two columns are used from this width.
const TWO: u16 = 96;

/// A key or more, and what they do.
#[derive(Debug, Clone)]
pub(super) struct Line {
    keys: Vec<String>,
    text: String,
    command: Command,
}

/// Lines under a heading.
#[derive(Debug, Clone)]
pub(super) struct Section {
    title: String,
    lines: Vec<Line>,
    /// Read, not run, and left out of a search; none of them is broken that fits into a row.
    notes: Vec<String>,
}

impl Section {
    fn new(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self { title: title.into(), lines, notes: Vec::new() }
    }
}

/// What is the same on every screen: the meaning of each letter, and what keys of a spreadsheet are here.
fn same_everywhere(scope: Scope, facts: &KeyContext) -> [Section; 2] {
    let letters = common_letters().map(|letter| format!("{} {}", letter.key, letter.verb)).collect();
    let cells = "A digit begins typing; Enter goes down, Tab right, Shift-arrows select.";
    let mut said = Vec::new();
    let coming = SPREADSHEET_KEYS.iter().filter_map(|habit| {
        let (key, command) = key_here(habit, scope, facts).filter(|(key, _)| !habit.keys.contains(key))?;
        // Several keys of a spreadsheet may be one here.
        if command == Command::Quit || said.contains(&command) {
            return None;
        }
        said.push(command);
        Some(format!("{} {}: {key}", Key::parse(habit.keys.first()?).ok()?, habit.does))
    });
    [
        Section { notes: letters, ..Section::new("One letter, one meaning everywhere", Vec::new()) },
        Section {
            notes: coming.chain([cells.to_owned()]).collect(),
            ..Section::new("Coming from Excel", Vec::new())
        },
    ]
}

fn group_title(group: Group) -> &'static str {
    match group {
        Group::Job => "the job",
        Group::Edit => "change",
        Group::View => "see",
        Group::Move => "move",
        Group::Workbook => "workbook",
        Group::Program => "program",
    }
}

/// The keys of a row that run it here: none that something nearer has taken.
fn line_of(row: &Row, scope: Scope, facts: &KeyContext, typing: bool) -> Option<Line> {
    let runs = |text: &&str| {
        Key::parse(text)
            .ok()
            .and_then(|key| resolve(scope, key, facts))
            .is_some_and(|found| found.command == row.command)
    };
    let keys: Vec<String> = row.keys_for(typing).filter(runs).map(str::to_owned).collect();
    (!keys.is_empty()).then_some(Line { keys, text: row.title.to_owned(), command: row.command })
}

/// What works in a scope now, the scope's own first.
pub(super) fn sections(scope: Scope, facts: &KeyContext, typing: bool) -> Vec<Section> {
    const ORDER: [Group; 6] =
        [Group::Job, Group::Edit, Group::View, Group::Move, Group::Workbook, Group::Program];
    let rows = available(scope, facts);
    let (own, shared): (Vec<&Row>, Vec<&Row>) = rows.into_iter().partition(|row| row.scopes.contains(&scope));
    let screen = scope.falls_through() && facts.workbook && !typing;
    let mut out = Vec::new();
    if screen {
        out.extend(same_everywhere(scope, facts));
    }
    for (rows, title) in [(own, scope.title()), (shared, Scope::Global.title())] {
        for group in ORDER {
            let lines: Vec<Line> = rows
                .iter()
                .filter(|row| row.group == group)
                .filter_map(|row| line_of(row, scope, facts, typing))
                .collect();
            if !lines.is_empty() {
                out.push(Section::new(format!("{title}: {}", group_title(group)), lines));
            }
        }
    }
    if screen {
        let lines = (0..).zip(SCREENS).map(|(at, entry)| Line {
            keys: vec![entry.key.to_string()],
            text: entry.title.to_owned(),
            command: Command::Go(at),
        });
        out.push(Section::new("Everywhere: screens", lines.collect()));
    }
    out
}

/// Pieces side by side in as few rows as they need.
fn packed(pieces: &[String], wide: u16) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if width(row) + 2 + width(piece) <= usize::from(wide) => {
                row.push_str("  ");
                row.push_str(piece);
            }
            _ => rows.extend(wrapped(piece, wide, 3)),
        }
    }
    rows
}

/// One row of the sheet.
enum SheetRow {
    Blank,
    Heading(String),
    Note(String),
    /// Lines side by side, by their place among all lines, and the row's height.
    Lines(Vec<usize>, u16),
}

impl SheetRow {
    fn height(&self) -> usize {
        if let SheetRow::Lines(_, high) = self { usize::from(*high) } else { 1 }
    }
}

/// The whole help, laid out for a width.
pub(super) struct Sheet {
    lines: Vec<(String, Vec<String>, Command)>,
    rows: Vec<SheetRow>,
    column: u16,
}

impl Sheet {
    /// Lays out the lines that hold the text sought.
    pub(super) fn new(sections: &[Section], sought: &str, theme: &Theme, room: u16) -> Self {
        let columns = if room >= TWO { 2 } else { 1 };
        let column = (room / columns).max(1);
        let words = column.saturating_sub(KEYS + 4).max(8);
        let sought = sought.trim().to_lowercase();
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for section in sections {
            let start = lines.len();
            for one in &section.lines {
                let keys = one.keys.iter().map(|key| label(key, theme)).collect::<Vec<_>>().join("  ");
                let found =
                    one.text.to_lowercase().contains(&sought) || keys.to_lowercase().contains(&sought);
                if found {
                    lines.push((keys, wrapped(&one.text, words, 4), one.command));
                }
            }
            let count = lines.len() - start;
            let notes = if sought.is_empty() { section.notes.as_slice() } else { &[] };
            if count == 0 && notes.is_empty() {
                continue;
            }
            if !rows.is_empty() {
                rows.push(SheetRow::Blank);
            }
            rows.push(SheetRow::Heading(section.title.clone()));
            rows.extend(packed(notes, room.saturating_sub(2)).into_iter().map(SheetRow::Note));
            // Read down the first column, then down the second.
            let down = count.div_ceil(usize::from(columns));
            for at in 0..down {
                let side: Vec<usize> = (start + at..lines.len()).step_by(down).collect();
                let high = side.iter().map(|&line| lines[line].1.len()).max().unwrap_or(1).max(1);
                rows.push(SheetRow::Lines(side, high as u16));
            }
        }
        if sought.is_empty() {
            rows.push(SheetRow::Blank);
            rows.push(SheetRow::Heading("What the signs mean".to_owned()));
            let signs: Vec<String> = [
                Rating::Red,
                Rating::RedAmber,
                Rating::Amber,
                Rating::GreenAmber,
                Rating::Green,
                Rating::OnTrack,
                Rating::NotOnTrack,
                Rating::AwaitingData,
                Rating::NotReportable,
                Rating::NotCollected,
                Rating::MonitorOnly,
                Rating::NotDue,
            ]
            .iter()
            .map(|rating| {
                let sign = [rating.symbol(), rating.letters(), &rating.title().to_lowercase()].join(" ");
                // A sign stays with its letters and its meaning.
                sign.replace(' ', "\u{a0}")
            })
            .collect();
            let arrows = "An arrow is the number's, the word beside it the meaning: ↑ worse.";
            for note in [signs.join("   "), arrows.to_owned(), year_end_key(theme)] {
                rows.extend(wrapped(&note, room.saturating_sub(2), 3).into_iter().map(SheetRow::Note));
            }
            rows.push(SheetRow::Blank);
            rows.push(SheetRow::Heading("If a key does nothing".to_owned()));
            for note in [
                "The terminal may keep F1, F10 and F11 for itself; each has another key above.",
                "The palette runs every command by its name, those without a key too.",
            ] {
                rows.extend(wrapped(note, room.saturating_sub(2), 3).into_iter().map(SheetRow::Note));
            }
        }
        Self { lines, rows, column }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// What a line runs.
    pub(super) fn command(&self, at: usize) -> Option<Command> {
        self.lines.get(at).map(|line| line.2)
    }

    /// First screen row of each line.
    fn offset(&self, line: usize) -> (usize, usize) {
        let mut y = 0;
        for row in &self.rows {
            if let SheetRow::Lines(side, high) = row
                && side.contains(&line)
            {
                return (y, usize::from(*high));
            }
            y += row.height();
        }
        (0, 1)
    }

    fn total(&self) -> usize {
        self.rows.iter().map(SheetRow::height).sum()
    }

    /// The line about so many rows further on.
    pub(super) fn near(&self, from: usize, by: i64) -> usize {
        let wanted = (self.offset(from).0 as i64).saturating_add(by);
        let side = |line: usize| {
            self.rows.iter().find_map(|row| match row {
                SheetRow::Lines(side, _) => side.iter().position(|&at| at == line),
                _ => None,
            })
        };
        let mine = side(from);
        (0..self.len())
            .filter(|&line| side(line) == mine || mine.is_none())
            .min_by_key(|&line| (self.offset(line).0 as i64 - wanted).abs())
            .unwrap_or(from)
    }

    /// The first row on screen that shows a line, near where it was.
    pub(super) fn top_for(&self, top: usize, at: usize, height: u16) -> usize {
        let height = usize::from(height.max(1));
        let (y, high) = self.offset(at);
        let most = self.total().saturating_sub(height);
        // From the first line on, its heading is shown; from the last, the notes.
        if at == 0 || self.is_empty() {
            return 0;
        }
        if at + 1 == self.len() && y + height >= self.total() {
            return most;
        }
        let top = top.min(most);
        if y < top + 1 {
            y.saturating_sub(1)
        } else if y + high > top + height {
            (y + high - height).min(y)
        } else {
            top
        }
    }

    /// Whether nothing matches.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn visible(&self, top: usize, room: Rect) -> impl Iterator<Item = (&SheetRow, Rect)> {
        let mut y = 0;
        self.rows.iter().filter_map(move |row| {
            let at = y;
            y += row.height();
            let down = u16::try_from(at.checked_sub(top)?).ok()?;
            let left = room.height.checked_sub(down).filter(|left| *left > 0)?;
            let height = (row.height() as u16).min(left);
            Some((row, Rect { y: room.y + down, height, ..room }))
        })
    }

    fn cell(&self, column: usize, row: Rect) -> Rect {
        let x = row.x + (self.column * column as u16).min(row.width);
        Rect { x, width: self.column.saturating_sub(2).min(row.right() - x), ..row }
    }

    /// The line a mouse points at.
    pub(super) fn line_at(&self, at: Position, room: Rect, top: usize) -> Option<usize> {
        self.visible(top, room).find_map(|(row, area)| match row {
            SheetRow::Lines(side, _) => side
                .iter()
                .enumerate()
                .find(|(column, _)| self.cell(*column, area).contains(at))
                .map(|(_, line)| *line),
            _ => None,
        })
    }

    /// Draws what is in sight; returns where the line under the cursor is.
    pub(super) fn draw(
        &self,
        theme: &Theme,
        top: usize,
        at: usize,
        room: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let mut cursor = None;
        for (row, area) in self.visible(top, room) {
            match row {
                SheetRow::Blank => {}
                SheetRow::Heading(text) => line(text, theme.style(Role::Title), area, buffer),
                SheetRow::Note(text) => {
                    let area =
                        Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(2), ..area };
                    line(text, theme.style(Role::Dim), area, buffer);
                }
                SheetRow::Lines(side, _) => {
                    for (column, &index) in side.iter().enumerate() {
                        let cell = self.cell(column, area);
                        let (mut key, mut text) = (theme.style(Role::Key), theme.style(Role::Text));
                        if index == at && !cell.is_empty() {
                            text = mark(theme, cell, buffer);
                            key = text;
                            cursor = Some(cell.as_position());
                        }
                        let (keys, words, _) = &self.lines[index];
                        let wide = (KEYS - 1).min(cell.width.saturating_sub(2));
                        let x = cell.x + 2.min(cell.width);
                        line(keys, key, Rect { x, width: wide, height: cell.height.min(1), ..cell }, buffer);
                        let used = 2 + KEYS;
                        let words_area = Rect {
                            x: cell.x + used.min(cell.width),
                            width: cell.width.saturating_sub(used),
                            ..cell
                        };
                        let first = Rect { height: words_area.height.min(1), ..words_area };
                        lines(words, text, first, buffer);
                        if words.len() > 1 && words_area.height > 1 {
                            let rest =
                                Rect { y: words_area.y + 1, height: words_area.height - 1, ..words_area };
                            lines(&words[1..], theme.style(Role::Text), rest, buffer);
                        }
                    }
                }
            }
        }
        cursor
    }
}
