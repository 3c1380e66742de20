//! Every command, indicator, risk, budget line … by name, and every word that is written in the workbook:
//! type a few letters of it.

mod found;
mod list;

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Context, Effect, Mouse, MouseKind, SCREENS, Screen};
use crate::input::{Command, Key, KeyContext, Row, Scope, help, resolve};
use crate::session::{Notice, Place};
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::{Pane, centred, clear, line};
use crate::ui::list::{List, Placed, Row as _};
use crate::ui::theme::Role;
use crate::workbook::{Data, FoundWords, Query, Standing, Subject, SubjectName};
use found::Found;
pub(super) use list::label;
use list::{Entry, Finder};

/// Indicators asked for at most.
const FOUND: u32 = 20;
/// Texts asked for at most.
const WRITTEN: u32 = 40;
/// Letters from which indicators are looked for, and from which words are in what is written.
const LETTERS: usize = 2;
const WORD: usize = 3;

/// What a line of the palette does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Does {
    /// A heading; nothing.
    Nothing,
    Run(Command),
    /// Cannot be done now, and why.
    Refuses(&'static str),
    Open(Subject),
    /// Opens the text in which words were found, by its place among those found.
    Read(usize),
}

/// What is looked through: all, only commands (`>`) or only things of the workbook (`#`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    All,
    Commands,
    Indicators,
}

/// The keys of a row that run it in a scope: none that something nearer has taken.
fn keys_of(row: &'static Row, scope: Scope, facts: &KeyContext) -> Vec<&'static str> {
    let runs = |text: &&str| {
        let found = Key::parse(text).ok().and_then(|key| resolve(scope, key, facts));
        found.is_some_and(|found| found.command == row.command)
    };
    row.keys.iter().copied().filter(runs).collect()
}

/// The palette.
pub struct Palette {
    facts: KeyContext,
    /// Rows with the keys that run them here.
    rows: Vec<(&'static Row, Vec<&'static str>)>,
    field: Field,
    finder: Finder,
    found: Vec<Standing>,
    /// Whatever else was found: risks, budget lines, commitments, questions, sections.
    others: Vec<SubjectName>,
    /// Texts in which the words stand.
    written: Rc<[FoundWords]>,
    entries: List<Placed<Entry>>,
}

impl Palette {
    /// The commands that can be run from a scope, and those that could in other circumstances.
    pub fn new(scope: Scope, facts: KeyContext) -> Self {
        let mut rows: Vec<(&'static Row, Vec<&'static str>)> = Vec::new();
        for row in help(scope).iter().chain(help(Scope::Global)) {
            let here = matches!(row.command, Command::Palette | Command::Cancel | Command::QuitNow);
            // A command two rows describe is one line: the scope's own words for it.
            if !here && !rows.iter().any(|(known, _)| known.command == row.command) {
                rows.push((row, keys_of(row, scope, &facts)));
            }
        }
        let mut palette = Self {
            facts,
            rows,
            field: Field::default(),
            finder: Finder::default(),
            found: Vec::new(),
            others: Vec::new(),
            written: Rc::default(),
            entries: List::default(),
        };
        palette.sift();
        palette
    }

    /// What is looked for, and among what.
    fn sought(&self) -> (Among, &str) {
        let text = self.field.as_str().trim();
        if let Some(rest) = text.strip_prefix('>') {
            (Among::Commands, rest.trim())
        } else if let Some(rest) = text.strip_prefix('#') {
            (Among::Indicators, rest.trim())
        } else {
            (Among::All, text)
        }
    }

    /// Makes the list anew, the cursor on its first line.
    fn sift(&mut self) {
        let (among, text) = self.sought();
        let text = text.to_owned();
        let screens: Vec<(char, &'static str)> =
            SCREENS.iter().map(|entry| (entry.key, entry.title)).collect();
        let things = (self.found.as_slice(), self.others.as_slice(), &*self.written);
        let entries = self.finder.entries(among, &text, &self.rows, &screens, things, &self.facts);
        self.entries = List::default();
        self.entries.hold_placed(entries, |entry| entry.does == Does::Nothing);
    }

    /// After the text changed: sifts, and asks for indicators.
    fn changed(&mut self, context: &Context) -> Vec<Effect> {
        let (among, text) = self.sought();
        let text = text.to_owned();
        let asks = self.facts.workbook && among != Among::Commands && text.chars().count() >= LETTERS;
        if !asks {
            self.found.clear();
            self.others.clear();
        }
        // What was found for other words is nothing to open for these.
        self.written = Rc::default();
        self.sift();
        if !asks {
            return Vec::new();
        }
        let period = context.session.period;
        let mut queries = vec![
            Query::Find { text: text.clone(), period, limit: FOUND },
            Query::FindOthers { text: text.clone(), limit: FOUND },
        ];
        if text.chars().count() >= WORD {
            queries.push(Query::FindWords { text, period, limit: WRITTEN });
        }
        queries.into_iter().map(Effect::Ask).collect()
    }

    /// Only things of the workbook are looked through, until the sign is taken away.
    pub fn of_things(mut self) -> Self {
        self.field = Field::new("#");
        self.sift();
        self
    }

    fn take(&self, context: &Context) -> Vec<Effect> {
        match self.entries.here().map(|entry| &entry.does) {
            Some(Does::Run(command)) => vec![Effect::Close, Effect::Run(*command)],
            Some(Does::Open(subject)) => vec![Effect::Close, Effect::Go(Place::of(*subject))],
            Some(Does::Read(at)) => {
                let mut effects = vec![Effect::Close];
                let (_, text) = self.sought();
                effects.extend(Found::new(Rc::clone(&self.written), *at, text).effects(context));
                effects
            }
            Some(Does::Refuses(reason)) => vec![Effect::Say(Notice::problem(format!("Not now: {reason}.")))],
            Some(Does::Nothing) | None => Vec::new(),
        }
    }

    fn frame(area: Rect) -> Rect {
        let wide = if area.width > 84 { 80 } else { area.width };
        centred(area, wide, 28.min(area.height.saturating_sub(if area.height > 24 { 4 } else { 0 })))
    }

    /// The line for typing, and the list under it.
    fn parts(inside: Rect) -> (Rect, Rect) {
        let field = Rect {
            x: inside.x + 2.min(inside.width),
            width: inside.width.saturating_sub(2),
            height: inside.height.min(1),
            ..inside
        };
        let down = 2.min(inside.height);
        (field, Rect { y: inside.y + down, height: inside.height - down, ..inside })
    }
}

impl Screen for Palette {
    fn scope(&self) -> Scope {
        Scope::Palette
    }

    fn title(&self, _context: &Context) -> String {
        "Commands".to_owned()
    }

    fn typing(&self) -> bool {
        true
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        // After a change elsewhere, what was found is looked for again.
        self.changed(context)
            .into_iter()
            .filter_map(|effect| if let Effect::Ask(query) = effect { Some(query) } else { None })
            .collect()
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        let (among, text) = self.sought();
        // An answer to letters that have since been taken back.
        if among == Among::Commands || text.chars().count() < LETTERS {
            return Vec::new();
        }
        if matches!(data, Data::Find(_) | Data::FindOthers(_) | Data::FindWords(_)) {
            let kept = self.entries.here().map(|entry| entry.does.clone());
            let moved = self.entries.at() > self.entries.rows().iter().find_map(|entry| entry.key());
            match data {
                Data::Find(found) => self.found = found,
                Data::FindOthers(others) => self.others = others,
                Data::FindWords(written) => self.written = written.into(),
                _ => {}
            }
            self.sift();
            // Someone already moving in the list is not thrown back to its start.
            if moved {
                self.entries.go_where(|entry| Some(&entry.does) == kept.as_ref());
            }
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.entries.moved(command) {
            return Some(Vec::new());
        }
        match command {
            Command::Accept | Command::Open => Some(self.take(context)),
            Command::Back => Some(vec![Effect::Close]),
            _ => None,
        }
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        let before = self.field.text();
        self.field.handle(key);
        if self.field.as_str() == before { Vec::new() } else { self.changed(context) }
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.field.paste(text);
        self.changed(context)
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let frame = Self::frame(context.area);
        let (field, list) = Self::parts(Pane::default().inside(frame));
        let is_click = mouse.kind.wheel().is_none() && mouse.kind != MouseKind::Drag;
        match self.entries.mouse(mouse, list) {
            Some(MouseKind::DoubleClick) => return self.take(context),
            None if is_click && field.contains(mouse.at) => {
                self.field.click(mouse.at, field);
            }
            None if is_click && !frame.contains(mouse.at) => return vec![Effect::Close],
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let frame = Self::frame(area);
        clear(theme, frame, buffer);
        let lines = self.entries.rows().iter().filter_map(|entry| entry.key()).count();
        let note = if lines == 0 {
            String::new()
        } else {
            format!("> only commands   # only things   {lines} found")
        };
        let inside = Pane { title: "Commands", note: &note, focused: true }.draw(theme, frame, buffer);
        let (field, list) = Self::parts(inside);
        line(
            ":",
            theme.style(Role::Key),
            Rect { width: inside.width.min(1), height: field.height, ..inside },
            buffer,
        );
        let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Selected) };
        let typed = (!field.is_empty()).then(|| self.field.view(field, buffer, &style));
        if self.field.as_str().is_empty() {
            line(
                " type part of a command, a reference, a name, or a word of any text",
                theme.style(Role::Dim),
                field,
                buffer,
            );
        }
        self.entries.draw(list, |entry, row, selected| {
            if let Some(entry) = entry {
                entry.draw(selected, theme, row, buffer);
            }
        });
        if self.entries.rows().is_empty() {
            let (among, text) = self.sought();
            let said = if among == Among::Indicators && text.chars().count() < LETTERS {
                "Type two letters or more of a reference, a name, or a word of any text."
            } else {
                "Nothing is called so, and no text has these words."
            };
            line(said, theme.style(Role::Dim), list, buffer);
        }
        // Typing is where the keys go: the cursor shows where letters will land.
        typed
    }

    fn covers(&self) -> bool {
        false
    }
}
