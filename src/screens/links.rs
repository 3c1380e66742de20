//! What a thing is linked with: go there, link more, let go of a link.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Cursor, mark};
use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::{Pane, centred, clear, clip, line};
use crate::ui::inert::width;
use crate::ui::theme::{Role, Theme};
use crate::workbook::linking::{link, unlink};
use crate::workbook::{Data, Linked, Query, Standing, Subject, SubjectName};

/// Things looked for at most, of each sort.
const FOUND: u32 = 12;
/// Letters from which things are looked for.
const LETTERS: usize = 2;

/// A line of the list.
enum Entry<'a> {
    Heading(&'static str),
    Linked(&'a Linked),
    Found(&'a SubjectName),
}

/// The dialog.
pub struct Links {
    of: SubjectName,
    field: Field,
    linked: Option<Vec<Linked>>,
    indicators: Vec<SubjectName>,
    others: Vec<SubjectName>,
    cursor: Cursor,
    height: Cell<u16>,
}

impl Links {
    /// What `of` is linked with.
    pub fn new(of: SubjectName) -> Self {
        Self {
            of,
            field: Field::default(),
            linked: None,
            indicators: Vec::new(),
            others: Vec::new(),
            cursor: Cursor::default(),
            height: Cell::new(10),
        }
    }

    fn sought(&self) -> &str {
        self.field.as_str().trim()
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let linked = self.linked.as_deref().unwrap_or_default();
        let taken = |subject: Subject| {
            subject == self.of.subject || linked.iter().any(|linked| linked.name.subject == subject)
        };
        let mut entries = Vec::new();
        if self.sought().chars().count() >= LETTERS {
            entries.push(Entry::Heading("Enter links"));
            let found = self.indicators.iter().chain(&self.others);
            entries.extend(found.filter(|name| !taken(name.subject)).map(Entry::Found));
            if entries.len() == 1 {
                entries.clear();
            }
        }
        if !linked.is_empty() {
            entries.push(Entry::Heading("Linked: Enter goes there, Delete lets go"));
            entries.extend(linked.iter().map(Entry::Linked));
        }
        entries
    }

    fn settle(&mut self, to: usize) {
        let takes: Vec<bool> =
            self.entries().iter().map(|entry| !matches!(entry, Entry::Heading(_))).collect();
        self.cursor.go(to, takes.len(), |at| takes[at]);
    }

    fn moved(&mut self, command: Command) -> bool {
        let takes: Vec<bool> =
            self.entries().iter().map(|entry| !matches!(entry, Entry::Heading(_))).collect();
        self.cursor.update(command, self.height.get(), takes.len(), |at| takes[at])
    }

    /// Asks for what the letters may mean.
    fn ask(&mut self, context: &Context) -> Vec<Query> {
        let text = self.sought().to_owned();
        let mut queries = Vec::new();
        if text.chars().count() >= LETTERS {
            let period = context.session.period.clone();
            queries.push(Query::Find { text: text.clone(), period, limit: FOUND });
            queries.push(Query::FindOthers { text, limit: FOUND });
        } else {
            self.indicators.clear();
            self.others.clear();
        }
        queries
    }

    fn typed(&mut self, context: &Context) -> Vec<Effect> {
        let queries = self.ask(context);
        self.settle(0);
        queries.into_iter().map(Effect::Ask).collect()
    }

    fn take(&mut self, context: &Context) -> Vec<Effect> {
        let at = self.cursor.at();
        match self.entries().get(at) {
            Some(Entry::Linked(linked)) => vec![Effect::Close, Effect::Go(Place::of(linked.name.subject))],
            Some(Entry::Found(_)) if context.session.read_only.is_some() => {
                vec![Effect::Say(Notice::problem("This workbook is open read-only."))]
            }
            Some(Entry::Found(name)) => {
                let change = link(&self.of, name);
                self.field = Field::default();
                self.indicators.clear();
                self.others.clear();
                vec![Effect::Apply { change, settles: Vec::new() }]
            }
            Some(Entry::Heading(_)) | None => Vec::new(),
        }
    }

    fn frame(area: Rect) -> Rect {
        let wide = if area.width > 84 { 80 } else { area.width };
        centred(area, wide, 22.min(area.height.saturating_sub(if area.height > 24 { 4 } else { 0 })))
    }

    fn parts(inside: Rect) -> (Rect, Rect) {
        let field = Rect {
            x: inside.x + 6.min(inside.width),
            width: inside.width.saturating_sub(6),
            height: inside.height.min(1),
            ..inside
        };
        let down = 2.min(inside.height);
        (field, Rect { y: inside.y + down, height: inside.height - down, ..inside })
    }
}

fn of_standing(standing: &Standing) -> SubjectName {
    SubjectName {
        subject: Subject { table: crate::workbook::Table::Indicator, id: standing.indicator_id },
        reference: standing.reference.clone(),
        title: standing.description.clone(),
    }
}

impl Screen for Links {
    fn scope(&self) -> Scope {
        Scope::Links
    }

    fn title(&self, _context: &Context) -> String {
        format!("Linked with {}", self.of.short())
    }

    fn typing(&self) -> bool {
        true
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = matches!(self.entries().get(self.cursor.at()), Some(Entry::Linked(_)));
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        let mut queries =
            vec![Query::Linked { subject: self.of.subject, period: context.session.period.clone() }];
        queries.extend(self.ask(context));
        queries
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        let seeking = self.sought().chars().count() >= LETTERS;
        match data {
            Data::Linked(linked) => self.linked = Some(linked),
            Data::Find(found) if seeking => self.indicators = found.iter().map(of_standing).collect(),
            Data::FindOthers(found) if seeking => self.others = found,
            _ => {}
        }
        self.settle(self.cursor.at());
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.moved(command) {
            return Some(Vec::new());
        }
        match command {
            Command::Accept | Command::Open => Some(self.take(context)),
            Command::Back => Some(vec![Effect::Close]),
            Command::Unlink => {
                let entries = self.entries();
                let Some(Entry::Linked(linked)) = entries.get(self.cursor.at()) else {
                    return Some(Vec::new());
                };
                let change = unlink(&linked.link, (&self.of.short(), &linked.name.short()));
                Some(vec![Effect::Apply { change, settles: Vec::new() }])
            }
            _ => None,
        }
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        let before = self.field.text();
        self.field.handle(key);
        if self.field.as_str() == before { Vec::new() } else { self.typed(context) }
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.field.paste(text);
        self.typed(context)
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let frame = Self::frame(context.area);
        let (_, list) = Self::parts(Pane::default().inside(frame));
        match mouse.kind {
            MouseKind::ScrollUp => drop(self.moved(Command::Up)),
            MouseKind::ScrollDown => drop(self.moved(Command::Down)),
            MouseKind::Drag => {}
            MouseKind::Click | MouseKind::DoubleClick => {
                let length = self.entries().len();
                if let Some(at) = self.cursor.row_at(mouse.at, list, length) {
                    self.settle(at);
                    if mouse.kind == MouseKind::DoubleClick && self.cursor.at() == at {
                        return self.take(context);
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
        let title = format!("Linked with {}", self.of.short());
        let inside = Pane { title: &title, note: "", focused: true }.draw(theme, frame, buffer);
        let (field, list) = Self::parts(inside);
        self.height.set(list.height);
        line("Link:", theme.style(Role::Dim), Rect { height: field.height, ..inside }, buffer);
        let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Selected) };
        let typed = (!field.is_empty()).then(|| self.field.view(field, buffer, &style));
        if self.field.as_str().is_empty() {
            line(" type part of a reference or a name", theme.style(Role::Dim), field, buffer);
        }
        let entries = self.entries();
        let takes: Vec<bool> = entries.iter().map(|entry| !matches!(entry, Entry::Heading(_))).collect();
        let top = self.cursor.top(list.height, entries.len(), |at| takes[at]);
        for (y, at) in (list.y..list.bottom()).zip(top..entries.len()) {
            let row = Rect { y, height: 1, ..list };
            draw(&entries[at], at == self.cursor.at(), theme, row, buffer);
        }
        if entries.is_empty() && self.linked.is_some() {
            let said = if self.sought().chars().count() >= LETTERS {
                "Nothing has a name like that."
            } else {
                "Not linked with anything yet. Linked things are shown beside each other."
            };
            line(said, theme.style(Role::Dim), list, buffer);
        }
        typed
    }

    fn covers(&self) -> bool {
        false
    }
}

fn draw(entry: &Entry, selected: bool, theme: &Theme, row: Rect, buffer: &mut Buffer) {
    let (name, right) = match entry {
        Entry::Heading(text) => {
            line(text, theme.style(Role::Title), row, buffer);
            return;
        }
        Entry::Linked(linked) => {
            let rating = if linked.rating.is_colour() { theme.letters(linked.rating) } else { String::new() };
            (&linked.name, format!("{rating} {}", linked.stands).trim().to_owned())
        }
        Entry::Found(name) => (*name, String::new()),
    };
    let style = if selected { mark(theme, row, buffer) } else { theme.style(Role::Text) };
    let wide = width(&right) as u16;
    let words = format!("{}  {}  {}", name.subject.table.noun(), name.reference, name.title);
    let words = words.replace("    ", "  ");
    let room = row.width.saturating_sub(wide + 4);
    line(
        &clip(&words, usize::from(room)),
        style,
        Rect { x: row.x + 2.min(row.width), width: room, ..row },
        buffer,
    );
    line(
        &right,
        style,
        Rect { x: row.right().saturating_sub(wide), width: wide.min(row.width), ..row },
        buffer,
    );
}
