//! Importing: which file, how it is understood, what would be changed, and
//! then the import itself. Nothing is changed before all of that has been seen.

mod after;
mod change;
mod columns;
mod facts;
mod files;
mod outcome;
mod questions;
mod result;
mod view;

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::jobs::import::request::{
    ImportEvent, ImportOrder, ImportProgress, ImportRequest, Looked, Previewed,
};
pub(super) use outcome::draw_progress;

use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::import::Reading;
use crate::import::mapping::Mapping;
use crate::import::remember::recognise;
use crate::import::summary::{Group, groups};
use crate::input::{Command, Key, KeyContext, Scope};
use crate::session::Notice;
use crate::ui::list::{List, Placed};
use crate::workbook::import_outcome::OnConflict;
use files::{Files, Picked};
use result::Lines;

/// Where an import has come to.
enum Stage {
    /// Choosing a file.
    Files,
    /// The first look is being taken.
    Looking(PathBuf),
    /// It is understood so far, and can be understood otherwise.
    Understood(Box<Understood>),
}

/// Which pane has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Columns,
    Result,
}

/// What importing would do, as far as that is known.
enum Outlook {
    /// Something has to be said first.
    Unknown,
    Working(Option<ImportProgress>),
    Known(Box<Previewed>, Lines),
    Failed(String),
    Stopped,
}

/// A file and how it is understood.
struct Understood {
    looked: Looked,
    /// What a person said, or what was remembered.
    mapping: Mapping,
    /// The name under which that was kept.
    recognised: Option<String>,
    readings: Vec<Reading>,
    /// The sheet whose columns are shown, of those that are read.
    sheet: usize,
    groups: List<Placed<Group>>,
    part: Part,
    outlook: Outlook,
    on_conflict: OnConflict,
    keep_as: String,
    importing: bool,
}

/// The import.
pub struct Import {
    files: Files,
    stage: Stage,
}

impl Import {
    /// Begins with the files there are.
    pub fn open() -> Box<dyn Screen> {
        Box::new(Self { files: Files::default(), stage: Stage::Files })
    }

    fn pick(&mut self, picked: Picked) -> Vec<Effect> {
        match picked {
            Picked::Nothing => Vec::new(),
            Picked::File(path) => {
                self.stage = Stage::Looking(path.clone());
                vec![Effect::Import(ImportRequest::Look(path))]
            }
            Picked::Table(text) => {
                self.stage = Stage::Looking(PathBuf::from("what was pasted"));
                vec![Effect::Import(ImportRequest::Pasted(text))]
            }
        }
    }

    fn understood(&mut self) -> Option<&mut Understood> {
        match &mut self.stage {
            Stage::Understood(understood) => Some(understood),
            _ => None,
        }
    }
}

impl Understood {
    fn new(looked: Looked) -> Self {
        let guessed = looked.look.readings(&Mapping::default(), &looked.known);
        let known = recognise(&looked.mappings, &guessed).cloned();
        let recognised = known.as_ref().map(|mapping| mapping.name.clone());
        let keep_as = recognised.clone().unwrap_or_else(|| free_name(&looked));
        let mut understood = Self {
            mapping: known.unwrap_or_default(),
            recognised,
            looked,
            readings: guessed,
            sheet: 0,
            groups: List::default(),
            part: Part::default(),
            outlook: Outlook::Unknown,
            on_conflict: OnConflict::default(),
            keep_as,
            importing: false,
        };
        if understood.recognised.is_some() {
            understood.readings =
                understood.looked.look.readings(&understood.mapping, &understood.looked.known);
        }
        understood.regroup();
        understood
    }

    /// Understands the file anew after something was said, and asks what that would do.
    fn anew(&mut self) -> Vec<Effect> {
        self.readings = self.looked.look.readings(&self.mapping, &self.looked.known);
        self.regroup();
        self.ask()
    }

    fn regroup(&mut self) {
        self.sheet = self.sheet.min(self.readings.len().saturating_sub(1));
        let mut groups = self.reading().map(groups).unwrap_or_default();
        if let Some(reading) = self.readings.get(self.sheet) {
            // Columns that only part others are nothing to decide on.
            let parting = |at: &usize| {
                let column = &reading.columns[*at];
                column.column.name.is_empty() && column.samples.is_empty() && column.field.is_none()
            };
            groups.retain(|group| !group.columns.iter().all(parting));
        }
        self.groups.hold_placed(groups, |_| false);
    }

    fn reading(&self) -> Option<&Reading> {
        self.readings.get(self.sheet)
    }

    /// What keeps it from being imported, in a sentence; nothing when it can be.
    fn obstacle(&self) -> Option<String> {
        let lacking = self.readings.iter().find(|reading| !reading.lacks.is_empty())?;
        let what_to_do = if lacking.columns.iter().any(|column| column.unclear.is_some()) {
            "4 says which it is."
        } else {
            "Put the cursor on the column that has it and press Enter; 2 says which row has the headings, 1 what the file becomes."
        };
        Some(format!("This is not understood yet: {}. {what_to_do}", lacking.lacks.join(", ")))
    }

    fn asks(&self) -> bool {
        self.readings.iter().any(|reading| !reading.asks.is_empty())
    }

    fn order(&self) -> ImportOrder {
        ImportOrder {
            path: self.looked.path.clone(),
            mapping: self.mapping.clone(),
            on_conflict: self.on_conflict,
            keep_as: self.keep_as.clone(),
        }
    }

    fn ask(&mut self) -> Vec<Effect> {
        if self.readings.is_empty() || self.obstacle().is_some() || self.asks() {
            self.outlook = Outlook::Unknown;
            return vec![Effect::Import(ImportRequest::Stop)];
        }
        self.outlook = Outlook::Working(None);
        vec![Effect::Import(ImportRequest::Preview(Box::new(self.order())))]
    }

    /// The columns under the cursor.
    fn group(&self) -> Option<&Group> {
        self.groups.here()
    }

    fn import(&mut self) -> Vec<Effect> {
        match &self.outlook {
            Outlook::Known(previewed, _) => {
                if !previewed.arrival.is_anything() {
                    return vec![Effect::Say(Notice::info(
                        "The workbook says all of this already: there is nothing to import.",
                    ))];
                }
                self.importing = true;
                self.outlook = Outlook::Working(None);
                vec![Effect::Import(ImportRequest::Apply(Box::new(self.order())))]
            }
            Outlook::Working(_) => {
                vec![Effect::Say(Notice::info("It is still being read: see what it would do first."))]
            }
            Outlook::Unknown => vec![Effect::Say(Notice::problem(
                self.obstacle().unwrap_or_else(|| "Say first which organisation is yours: 5.".to_owned()),
            ))],
            Outlook::Failed(why) => vec![Effect::Say(Notice::problem(why.clone()))],
            Outlook::Stopped => self.ask(),
        }
    }
}

/// A name for files like this one that no other kind of file has.
fn free_name(looked: &Looked) -> String {
    let name = name_for(&looked.known.file);
    let taken = |name: &String| looked.mappings.iter().any(|one| one.name.eq_ignore_ascii_case(name));
    let others = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.clone()).chain(others).find(|name| !taken(name)).unwrap_or(name)
}

/// A name for files like this one: without its ending and its period.
fn name_for(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let plain: String = stem.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let name = plain.split_whitespace().filter(|word| word.len() > 1).collect::<Vec<_>>().join(" ");
    if name.is_empty() { stem.to_owned() } else { name }
}

impl Screen for Import {
    fn scope(&self) -> Scope {
        match self.stage {
            Stage::Files => Scope::ImportFiles,
            _ => Scope::Import,
        }
    }

    fn title(&self, _context: &Context) -> String {
        "Import".to_owned()
    }

    fn typing(&self) -> bool {
        matches!(self.stage, Stage::Files)
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = match &self.stage {
            Stage::Understood(understood) => !understood.groups.is_empty(),
            _ => false,
        };
    }

    fn opened(&mut self) -> Vec<Effect> {
        vec![Effect::Import(ImportRequest::Files)]
    }

    fn on_import(&mut self, told: ImportEvent, context: &Context) -> Vec<Effect> {
        match told {
            ImportEvent::Files(found) => self.files.take(found),
            ImportEvent::Looked(looked) => {
                let mut understood = Understood::new(*looked);
                let effects = understood.ask();
                self.stage = Stage::Understood(Box::new(understood));
                return effects;
            }
            ImportEvent::Failed(why) => match &mut self.stage {
                Stage::Looking(_) => {
                    self.stage = Stage::Files;
                    return vec![Effect::Say(Notice::problem(why))];
                }
                Stage::Understood(understood) => {
                    understood.importing = false;
                    understood.outlook = Outlook::Failed(why.clone());
                    return vec![Effect::Say(Notice::problem(why))];
                }
                Stage::Files => return vec![Effect::Say(Notice::problem(why))],
            },
            ImportEvent::Progress(progress) => {
                if let Some(understood) = self.understood()
                    && let Outlook::Working(at) = &mut understood.outlook
                {
                    *at = Some(progress);
                }
            }
            ImportEvent::Previewed(previewed) => {
                if let Some(understood) = self.understood() {
                    let lines = Lines::of(&previewed);
                    understood.outlook = Outlook::Known(previewed, lines);
                }
            }
            ImportEvent::Applied(done) => {
                if let Some(understood) = self.understood() {
                    return understood.applied(*done, context);
                }
            }
            ImportEvent::Stopped => {
                if let Some(understood) = self.understood()
                    && matches!(understood.outlook, Outlook::Working(_))
                {
                    understood.outlook = Outlook::Stopped;
                    if std::mem::take(&mut understood.importing) {
                        return vec![Effect::Say(Notice::info("Stopped: nothing was changed."))];
                    }
                }
            }
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match &mut self.stage {
            Stage::Files => {
                if command == Command::Back {
                    return Some(vec![Effect::Import(ImportRequest::Stop), Effect::Close]);
                }
                let picked = self.files.update(command)?;
                Some(self.pick(picked))
            }
            Stage::Looking(_) => match command {
                Command::Back | Command::Cancel => {
                    self.stage = Stage::Files;
                    Some(vec![Effect::Import(ImportRequest::Stop)])
                }
                Command::QuitNow | Command::Help => None,
                _ => Some(Vec::new()),
            },
            Stage::Understood(understood) => {
                if command == Command::Back && !understood.importing {
                    self.stage = Stage::Files;
                    return Some(vec![
                        Effect::Import(ImportRequest::Stop),
                        Effect::Import(ImportRequest::Files),
                    ]);
                }
                understood.update(command, context)
            }
        }
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        self.files.key(key);
        Vec::new()
    }

    fn takes_paste(&self) -> bool {
        matches!(self.stage, Stage::Files)
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        let picked = self.files.paste(text);
        self.pick(picked)
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match self.understood() {
            Some(understood) => understood.answer(answer, context),
            None => Vec::new(),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Files => {
                let picked = self.files.mouse(mouse, context.area);
                self.pick(picked)
            }
            Stage::Looking(_) => Vec::new(),
            Stage::Understood(understood) => match mouse.kind {
                MouseKind::ScrollUp => understood.update(Command::Up, context).unwrap_or_default(),
                MouseKind::ScrollDown => understood.update(Command::Down, context).unwrap_or_default(),
                _ => understood.click(mouse, context),
            },
        }
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        match &self.stage {
            Stage::Files => self.files.draw(context, area, buffer),
            Stage::Looking(path) => view::looking(path, context, area, buffer),
            Stage::Understood(understood) => understood.draw(context, area, buffer),
        }
    }
}
