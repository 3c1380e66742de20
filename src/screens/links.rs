//! What a thing is linked with: go there, link more, let go of a link.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::{Pane, centred, clear, clip, line};
use crate::ui::inert::width;
use crate::ui::list::mark;
use crate::ui::list::{List, Placed};
use crate::ui::theme::{Role, Theme};
use crate::workbook::linking::{link, unlink};
use crate::workbook::{Data, Linked, Query, Standing, Subject, SubjectName};

/// Things looked for at most, of each sort.
const FOUND: u32 = 12;
/// Letters from which things are looked for.
const LETTERS: usize = 2;

/// A line of the list.
enum Entry {
    Heading(&'static str),
    Linked(Linked),
    Found(SubjectName),
}

/// The dialog.
pub struct Links {
    of: SubjectName,
    field: Field,
    linked: Option<Vec<Linked>>,
    indicators: Vec<SubjectName>,
    others: Vec<SubjectName>,
    entries: List<Placed<Entry>>,
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
            entries: List::default(),
        }
    }

    fn sought(&self) -> &str {
        self.field.as_str().trim()
    }

    /// What is listed, as it is known now; the cursor stays where it is.
    fn refresh(&mut self) {
        let linked = self.linked.as_deref().unwrap_or_default();
        let taken = |subject: Subject| {
            subject == self.of.subject || linked.iter().any(|linked| linked.name.subject == subject)
        };
        let mut entries = Vec::new();
        if self.sought().chars().count() >= LETTERS {
            entries.push(Entry::Heading("Enter links"));
            let found = self.indicators.iter().chain(&self.others);
            entries.extend(found.filter(|name| !taken(name.subject)).cloned().map(Entry::Found));
            if entries.len() == 1 {
                entries.clear();
            }
        }
        if !linked.is_empty() {
            entries.push(Entry::Heading("Linked: Enter goes there, Delete lets go"));
            entries.extend(linked.iter().cloned().map(Entry::Linked));
        }
        self.entries.hold_placed(entries, |entry| matches!(entry, Entry::Heading(_)));
    }

    /// Asks for what the letters may mean.
    fn ask(&mut self, context: &Context) -> Vec<Query> {
        let text = self.sought().to_owned();
        let mut queries = Vec::new();
        if text.chars().count() >= LETTERS {
            let period = context.session.period;
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
        self.refresh();
        self.entries.go(0);
        queries.into_iter().map(Effect::Ask).collect()
    }

    fn take(&mut self, context: &Context) -> Vec<Effect> {
        match self.entries.here() {
            Some(Entry::Linked(linked)) => vec![Effect::Close, Effect::Go(Place::of(linked.name.subject))],
            Some(Entry::Found(_)) if context.session.read_only.is_some() => {
                vec![Effect::Say(Notice::problem("This workbook is open read-only."))]
            }
            Some(Entry::Found(name)) => {
                let change = link(&self.of, name);
                self.field = Field::default();
                self.indicators.clear();
                self.others.clear();
                self.refresh();
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
        facts.row = matches!(self.entries.here(), Some(Entry::Linked(_)));
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        let mut queries = vec![Query::Linked { subject: self.of.subject, period: context.session.period }];
        queries.extend(self.ask(context));
        self.refresh();
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
        self.refresh();
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.entries.moved(command) {
            return Some(Vec::new());
        }
        match command {
            Command::Accept | Command::Open => Some(self.take(context)),
            Command::Back => Some(vec![Effect::Close]),
            Command::Unlink => {
                let Some(Entry::Linked(linked)) = self.entries.here() else {
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
        let is_click = mouse.kind.wheel().is_none() && mouse.kind != MouseKind::Drag;
        match self.entries.mouse(mouse, list) {
            Some(MouseKind::DoubleClick) => return self.take(context),
            None if is_click && !frame.contains(mouse.at) => return vec![Effect::Close],
            _ => {}
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
        line("Link:", theme.style(Role::Dim), Rect { height: field.height, ..inside }, buffer);
        let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Selected) };
        let typed = (!field.is_empty()).then(|| self.field.view(field, buffer, &style));
        if self.field.as_str().is_empty() {
            line(" type part of a reference or a name", theme.style(Role::Dim), field, buffer);
        }
        self.entries.draw(list, |entry, row, selected| {
            if let Some(entry) = entry {
                draw(entry, selected, theme, row, buffer);
            }
        });
        if self.entries.rows().is_empty() && self.linked.is_some() {
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
        Entry::Found(name) => (name, String::new()),
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
