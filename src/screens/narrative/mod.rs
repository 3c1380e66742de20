//! Narrative: the sections of the period's report, in its order, beside the
//! text of the one under the cursor.

mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::question::Question;
use super::writing::{SectionText, Writing};
use super::{Answer, Context, Effect, Mouse, MouseKind, Screen, dialogs, first_of, forms};
use crate::domain::validate::notes_to_self;
use crate::input::{Command, Key, KeyCode, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::ui::editor::Editor;
use crate::ui::list::{List, Row};
use crate::workbook::steps::narrative::{exchange_sections, remove_section, section_status};
use crate::workbook::{
    ActionRow, Change, CommentaryStatus, Data, Id, Query, Section, SectionHead, SectionKind, Subject,
    SubjectName, Table,
};

const STATUS: &str = "section status";
const REMOVE: &str = "delete section";

/// Which part has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    List,
    Text,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Heading(SectionKind),
    /// Its position in the heads.
    Section(usize, Id),
}

impl Row for Entry {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        match self {
            Entry::Section(_, id) => Some(*id),
            Entry::Heading(_) => None,
        }
    }
}

/// A section shown. The editor wraps it once for a width and draws only what
/// is on screen, so that the longest one scrolls as the shortest does.
struct Shown {
    section: Box<Section>,
    text: Editor,
    actions: Vec<ActionRow>,
}

/// The screen.
#[derive(Default)]
pub struct Narrative {
    heads: Vec<SectionHead>,
    list: List<Entry>,
    shown: Option<Shown>,
    /// Notes to self left in the section shown.
    notes: Vec<String>,
    /// Section last asked for.
    asked: Option<Id>,
    part: Part,
    zoom: bool,
    /// The neighbour that the section under the cursor is to change places with.
    moving: Option<Id>,
}

impl Narrative {
    fn current(&self) -> Option<&SectionHead> {
        match self.list.current()? {
            Entry::Section(at, _) => self.heads.get(*at),
            Entry::Heading(_) => None,
        }
    }

    /// The section, when it is the one under the cursor.
    fn current_section(&self) -> Option<&Section> {
        let id = self.current()?.id;
        self.shown.as_ref().map(|shown| shown.section.as_ref()).filter(|section| section.id == id)
    }

    fn with_section(&self, work: impl FnOnce(&Section) -> Vec<Effect>) -> Option<Vec<Effect>> {
        Some(match self.current_section() {
            Some(section) => work(section),
            None => vec![Effect::Say(Notice::info("Still loading this section: press the key again."))],
        })
    }

    fn hold(&mut self, heads: Vec<SectionHead>) {
        let mut entries = Vec::new();
        let mut kind = None;
        for (at, head) in heads.iter().enumerate() {
            if kind != Some(head.kind) {
                kind = Some(head.kind);
                entries.push(Entry::Heading(head.kind));
            }
            entries.push(Entry::Section(at, head.id));
        }
        self.heads = heads;
        self.list.hold(entries);
    }

    /// Asks for the section under the cursor, unless it has been asked for.
    fn wanted(&mut self) -> Option<Query> {
        let id = self.current()?.id;
        if self.asked == Some(id) {
            return None;
        }
        self.asked = Some(id);
        Some(Query::Section { id })
    }

    /// The section before or after the one under the cursor, of the same kind.
    fn neighbour(&self, up: bool) -> Option<&SectionHead> {
        let here = self.current()?;
        let at = self.heads.iter().position(|head| head.id == here.id)?;
        let beside = if up { at.checked_sub(1)? } else { at + 1 };
        self.heads.get(beside).filter(|head| head.kind == here.kind)
    }

    /// The neighbour has come: they change places.
    fn exchange(&mut self, neighbour: &Section) -> Vec<Effect> {
        self.moving = None;
        let Some(section) = self.current_section() else { return Vec::new() };
        let place = |id: Id| self.heads.iter().position(|head| head.id == id);
        let (upper, lower) =
            if place(section.id) < place(neighbour.id) { (section, neighbour) } else { (neighbour, section) };
        apply(exchange_sections(upper, lower, section))
    }

    fn on_section(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let open = |screen| vec![Effect::Open(screen)];
        match command {
            Command::Add => {
                let kind = self.current().map_or(SectionKind::Achievement, |head| head.kind);
                Some(open(forms::add_section(kind, &self.heads, context)))
            }
            Command::AddAction => {
                let head = self.current()?;
                let about = Subject { table: Table::Section, id: head.id };
                Some(open(dialogs::add_action_about(head.name(), about, context)))
            }
            Command::Write => {
                self.with_section(|section| open(Box::new(Writing::of(SectionText::new(section), context))))
            }
            Command::Edit => {
                self.with_section(|section| open(forms::edit_section(section, &self.heads, context)))
            }
            Command::MoveUp | Command::MoveDown => {
                let up = command == Command::MoveUp;
                self.current()?;
                let Some(neighbour) = self.neighbour(up).map(|head| head.id) else {
                    let end = if up { "first" } else { "last" };
                    return Some(vec![Effect::Say(Notice::info(format!("It is the {end} of its kind.")))]);
                };
                self.moving = Some(neighbour);
                Some(vec![Effect::Ask(Query::Section { id: neighbour })])
            }
            Command::SetStatus => {
                let now = self.current()?.status;
                let rows = CommentaryStatus::ALL
                    .iter()
                    .map(|status| ChoiceRow::new(status.code()).ticked(*status == now))
                    .collect();
                Some(open(Box::new(Choice::one(STATUS, "Where does this section stand?", rows))))
            }
            Command::Remove => self.with_section(|section| {
                let words = section.text.split_whitespace().count();
                let lines = vec![format!("{}: {}, {words} words", section.kind.title(), section.name())];
                open(Box::new(Question::new(REMOVE, "Delete this section?", lines, "delete it", "keep it")))
            }),
            Command::Links => {
                let head = self.current()?;
                Some(open(dialogs::links(SubjectName {
                    subject: Subject { table: Table::Section, id: head.id },
                    reference: String::new(),
                    title: head.name().to_owned(),
                })))
            }
            Command::HistoryOf => {
                let subject = Subject { table: Table::Section, id: self.current()?.id };
                Some(vec![Effect::Go(Place::History(Some(subject)))])
            }
            Command::Copy => self.with_section(|section| {
                vec![Effect::Copy(section.text.clone()), Effect::Say(Notice::done("Text copied."))]
            }),
            _ => None,
        }
    }

    /// Scrolls the text. True if the command was one for that.
    fn scrolled(&mut self, command: Command, context: &Context) -> bool {
        let by = command.rows(self.text_height(context));
        let (Some(by), Some(shown)) = (by, &mut self.shown) else { return false };
        let end = |code| Key::new(code, true, false, false);
        match command {
            Command::First => {
                shown.text.handle(end(KeyCode::Home));
            }
            Command::Last => {
                shown.text.handle(end(KeyCode::End));
            }
            _ => shown.text.scroll(by as i32),
        }
        true
    }
}

fn apply(change: Change) -> Vec<Effect> {
    vec![Effect::Apply { change, settles: Vec::new() }]
}

impl Screen for Narrative {
    fn scope(&self) -> Scope {
        Scope::Narrative
    }

    fn title(&self, _context: &Context) -> String {
        "Narrative".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.current().is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.asked = None;
        self.moving = None;
        let mut queries = vec![Query::Narrative { period: context.session.period }];
        queries.extend(self.wanted());
        queries
    }

    fn pending_queries(&mut self, _context: &Context) -> Vec<Query> {
        self.wanted().into_iter().collect()
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        match data {
            Data::Narrative(heads) => {
                self.hold(heads);
                if self.current().is_none() {
                    self.part = Part::List;
                }
                return self.wanted().map(Effect::Ask).into_iter().collect();
            }
            Data::Section { id, section: Some(section), .. } if self.moving == Some(id) => {
                return self.exchange(&section);
            }
            Data::Section { id, section, actions } if self.current().is_some_and(|head| head.id == id) => {
                match (&mut self.shown, section) {
                    // The same words stay where they were scrolled to.
                    (Some(shown), Some(new)) if same_words(shown, &new) => {
                        self.notes = notes_in(&new);
                        shown.section = new;
                        shown.actions = actions;
                    }
                    (shown, new) => {
                        self.notes = new.as_ref().map(|section| notes_in(section)).unwrap_or_default();
                        *shown =
                            new.map(|section| Shown { text: Editor::new(&section.text), section, actions });
                    }
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.part == Part::Text && self.scrolled(command, context) {
            return Some(Vec::new());
        }
        if self.part == Part::List {
            let height = self.list_area(context.area).height;
            if self.list.update(command, height) {
                return Some(Vec::new());
            }
        }
        match command {
            Command::Back if self.part == Part::Text => {
                self.part = Part::List;
                Some(Vec::new())
            }
            Command::Back if self.zoom => {
                self.zoom = false;
                Some(Vec::new())
            }
            Command::Open | Command::NextPane | Command::PreviousPane => {
                if self.current().is_some() {
                    self.part = if self.part == Part::List { Part::Text } else { Part::List };
                }
                Some(Vec::new())
            }
            Command::Zoom => {
                self.zoom = !self.zoom;
                Some(Vec::new())
            }
            // While one is read, the next is a key away.
            Command::Left | Command::Right if self.part == Part::Text => {
                self.list.step(if command == Command::Left { -1 } else { 1 });
                Some(Vec::new())
            }
            other => self.on_section(other, context),
        }
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: STATUS, picks } => {
                let status = picks.first().and_then(|at| CommentaryStatus::ALL.get(*at));
                match (self.current_section(), status) {
                    (Some(section), Some(status)) if section.status != *status => {
                        apply(section_status(section, *status))
                    }
                    _ => Vec::new(),
                }
            }
            Answer::Yes { tag: REMOVE } => {
                self.current_section().map(|section| apply(remove_section(section))).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn added(&mut self, rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        if let Some(id) = first_of(rows, Table::Section) {
            self.list.added(id);
        }
        Vec::new()
    }

    fn left(&self) -> Option<serde_json::Value> {
        serde_json::to_value((self.current().map(|head| head.id),)).ok()
    }

    fn come_back(&mut self, left: serde_json::Value) {
        if let Ok((Some(row),)) = serde_json::from_value(left) {
            self.list.seek(row);
        }
    }

    fn visit(&mut self, place: &Place, _context: &Context) -> Vec<Effect> {
        if let Place::Section(id) = place {
            self.list.seek(*id);
            self.part = Part::Text;
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let list = self.list_area(context.area);
        if let (Some(by), false, Some(shown)) = (mouse.kind.wheel(), list.contains(mouse.at), &mut self.shown)
        {
            shown.text.scroll(by as i32);
        } else if let Some(kind) = self.list.mouse(mouse, list) {
            self.part = if kind == MouseKind::DoubleClick { Part::Text } else { Part::List };
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}

/// Notes to self left in the text, or in what it requires.
fn notes_in(section: &Section) -> Vec<String> {
    let mut notes = notes_to_self(&section.text);
    notes.extend(notes_to_self(&section.action_required));
    notes
}

/// Whether what is shown reads the same as what has come.
fn same_words(shown: &Shown, new: &Section) -> bool {
    shown.section.id == new.id && shown.section.text == new.text
}
