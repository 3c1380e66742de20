//! Forms. Each is a list of fields and a function that turns their values into a change; this is the
//! one form they all are. Errors appear under a field after leaving it and never block going back;
//! saving goes to the first of them. What is typed is kept as a draft.

mod action;
mod budget;
mod builder;
mod checks;
mod commitment;
mod described;
mod explain;
mod field;
mod figure_field;
mod figures;
mod follow;
mod indicator;
mod new_workbook;
mod organisation;
mod pasted_table;
mod question;
mod rating;
mod reasons;
mod saving;
mod section;
mod settings;
mod theme;
mod values;
mod view;
mod year;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use action::{action, change_actions, close_action};
pub use budget::{add_saving, budget_line, capital, saving};
pub use checks::{accept, turn_off};
pub use commitment::{add_commitment, edit_commitment, many, milestone, read_many, update_commitment};
pub use described::{described, put_after};
pub use field::{FormField, Kind};
pub use figures::{figures, figures_at};
pub use indicator::{add_indicator, edit_indicator, set_owner};
pub use new_workbook::{new_workbook, open_path};
pub use organisation::{group, listed_groups, organisation};
pub use question::{About, ask, edit_question, meeting, promise, resolve, sent};
pub use rating::override_rating;
pub use reasons::{retire, skip};
pub use section::{add_section, edit_section};
pub use settings::settings;
pub use theme::{add_theme, edit_theme};
pub use values::{Keep, Values};
pub use year::{next_target, sign_off};

use super::second_key::SecondKey;
use super::writing::editor_key;
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::domain::reference::next;
use crate::drafts::Draft;
use crate::input::{Command, Key, KeyCode, KeyContext, Scope};
use crate::session::Notice;
use crate::workbook::{Change, Data, Id, Indicator, Query, Record, ValueField};

/// References, with the one that is proposed after them: the next form proposes the one after that.
pub fn with_next(references: &[String]) -> Vec<String> {
    let proposed = next(references.iter().map(String::as_str));
    references.iter().cloned().chain(proposed).collect()
}

/// An error and the field it belongs under.
pub type FieldError = (&'static str, String);

type Build = Box<dyn Fn(&Values, &Context) -> Result<Change, Vec<FieldError>>>;
type Hint = Box<dyn Fn(&Values, &str) -> Option<String>>;
type Reshape = Box<dyn Fn(&Values) -> Vec<FormField>>;
type Doing = fn(&Values) -> Vec<Effect>;
type Again = Box<dyn Fn(&Context) -> Box<dyn Screen>>;

/// What becomes of a form that is not stored as a change; the tag is that of its answer.
enum Finish {
    /// What was filled in is given to the screen below.
    Answer(&'static str),
    /// It is done, and the form stays until it has been; closed before that, its values are given to the
    /// screen below, so that nothing typed is lost.
    Do(&'static str, Doing),
}

/// A form.
pub struct Form {
    title: String,
    intro: Vec<String>,
    fields: Vec<FormField>,
    at: usize,
    build: Build,
    again: Option<Again>,
    hint: Option<Hint>,
    follow: Option<follow::Follow>,
    /// What fields there are, where that follows from what is chosen.
    reshape: Option<Reshape>,
    /// Which of the fields are asked for, by what is filled in; and the others, each with its place.
    needed: Option<fn(&Values, &str) -> bool>,
    unseen: Vec<(usize, FormField)>,
    keep: Option<Keep>,
    /// It shows what is stored: left as it is, it changes nothing.
    edits: bool,
    touched: bool,
    restored: bool,
    saving: bool,
    second: SecondKey,
    another: bool,
    /// What is held of the money that the form changes.
    now: Vec<Record>,
    /// Ids whose records the form needs before it can be saved.
    wanted: Vec<Id>,
    records: Vec<Indicator>,
    figure_of: Option<(Id, &'static str)>,
    build_many: Option<fn(&Values, &[Indicator]) -> Change>,
    /// What is made of what was filled in, in place of storing it.
    finish: Option<Finish>,
}

impl Form {
    /// A form with nothing typed yet.
    pub fn new(
        title: impl Into<String>,
        fields: Vec<FormField>,
        build: impl Fn(&Values, &Context) -> Result<Change, Vec<FieldError>> + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            intro: Vec::new(),
            fields,
            at: 0,
            build: Box::new(build),
            again: None,
            hint: None,
            follow: None,
            reshape: None,
            needed: None,
            unseen: Vec::new(),
            keep: None,
            edits: false,
            touched: false,
            restored: false,
            saving: false,
            second: SecondKey::default(),
            another: false,
            now: Vec::new(),
            wanted: Vec::new(),
            records: Vec::new(),
            figure_of: None,
            build_many: None,
            finish: None,
        }
    }

    fn values(&self) -> Values {
        self.fields.iter().collect()
    }

    fn draft(&self, context: &Context) -> Option<Draft> {
        let keep = self.keep.as_ref()?;
        let key = context.session.draft_key(&keep.subject, keep.indicator);
        Some(Draft {
            cursor: (self.at, 0),
            extra: self
                .fields
                .iter()
                .chain(self.unseen.iter().map(|(_, field)| field))
                .map(|field| (field.name.to_owned(), field.text()))
                .collect(),
            ..context.session.new_draft(key, &keep.reference)
        })
    }

    fn changed(&mut self, context: &Context) -> Vec<Effect> {
        self.touched = true;
        if let Some(field) = self.fields.get_mut(self.at) {
            field.by_hand = true;
        }
        self.fill_what_follows();
        self.shape();
        self.draft(context).map(Effect::KeepDraft).into_iter().collect()
    }

    /// Has the fields that are needed for what is chosen in them, each as it was.
    fn shape(&mut self) {
        if let Some(reshape) = &self.reshape {
            let fields = reshape(&self.values());
            let mut before = std::mem::take(&mut self.fields);
            let here = before.get(self.at).map(|field| field.name);
            let known = |field: FormField| {
                let at = before.iter().position(|other| other.name == field.name);
                at.map_or(field, |at| before.swap_remove(at))
            };
            self.fields = fields.into_iter().map(known).collect();
            self.at = self.fields.iter().position(|field| Some(field.name) == here).unwrap_or(0);
            self.fill_what_follows();
        }
        if let Some(needed) = self.needed {
            let here = self.fields.get(self.at).map(|field| field.name);
            // All of them in their order, then those that are not asked for taken out again, the last first.
            for (at, field) in std::mem::take(&mut self.unseen).into_iter().rev() {
                self.fields.insert(at.min(self.fields.len()), field);
            }
            self.fill_what_follows();
            let values = self.values();
            for at in (0..self.fields.len()).rev() {
                if !needed(&values, self.fields[at].name) {
                    self.unseen.push((at, self.fields.remove(at)));
                }
            }
            self.at = self.fields.iter().position(|field| Some(field.name) == here).unwrap_or(0);
        }
    }

    /// What follows from a key or a paste: the draft, and why it was refused.
    fn typed(&mut self, changed: bool, refused: Option<String>, context: &Context) -> Vec<Effect> {
        let mut effects = if changed { self.changed(context) } else { Vec::new() };
        effects.extend(refused.map(|why| Effect::Say(Notice::problem(why))));
        effects
    }

    fn leave(&mut self, context: &Context) {
        let Some(field) = self.fields.get_mut(self.at) else { return };
        field.leave();
        field.check(context);
    }

    fn go(&mut self, by: i32, context: &Context) {
        self.leave(context);
        let count = self.fields.len() as i32;
        self.at = (self.at as i32 + by).rem_euclid(count.max(1)) as usize;
    }
}

impl Screen for Form {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn title(&self, _context: &Context) -> String {
        self.title.clone()
    }

    fn typing(&self) -> bool {
        true
    }

    fn covers(&self) -> bool {
        false
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.again = self.again.is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        let mut fields: Vec<ValueField> = self.fields.iter().filter_map(|field| field.completes).collect();
        fields.dedup();
        let mut queries: Vec<Query> = fields.into_iter().map(|field| Query::Values { field }).collect();
        if !self.wanted.is_empty() {
            queries.push(Query::Records { indicators: self.wanted.clone() });
        }
        let period = context.session.period;
        queries.extend(self.figure_of.map(|(indicator, _)| Query::Detail { indicator, period }));
        queries
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        match data {
            Data::Values { field: which, values } => {
                for field in self.fields.iter_mut().filter(|field| field.completes == Some(which)) {
                    field.known.clone_from(&values);
                }
            }
            Data::Records(records) => self.records = records,
            Data::Detail(detail) => {
                let of = |field: &&mut FormField| self.figure_of.is_some_and(|(_, of)| of == field.name);
                self.fields.iter_mut().filter(of).for_each(|field| field.is_of(&detail));
            }
            _ => {}
        }
        if std::mem::take(&mut self.restored) {
            return vec![Effect::Say(Notice::info("Your draft is back, as you left it."))];
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Save => Some(self.save(false, context)),
            Command::Help => self.explain().map(|screen| vec![Effect::Open(screen)]),
            Command::SaveAndAdd => {
                Some(if self.again.is_some() { self.save(true, context) } else { Vec::new() })
            }
            Command::NextField => {
                self.go(1, context);
                Some(Vec::new())
            }
            Command::PreviousField => {
                self.go(-1, context);
                Some(Vec::new())
            }
            Command::Accept => {
                let last = self.at + 1 == self.fields.len();
                let field = self.fields.get_mut(self.at)?;
                if field.takes_enter() {
                    field.handle(Key::plain(KeyCode::Enter), context.session.now);
                    return Some(self.changed(context));
                }
                let completed = field.complete();
                let mut effects = if completed { self.changed(context) } else { Vec::new() };
                if last {
                    effects.extend(self.save(false, context));
                } else {
                    self.go(1, context);
                }
                Some(effects)
            }
            Command::TextUndo | Command::TextRedo => {
                self.fields.get_mut(self.at)?.handle(editor_key(command)?, context.session.now);
                Some(self.changed(context))
            }
            Command::Back => {
                if let Some(Finish::Do(tag, _)) = self.finish {
                    return Some(vec![Effect::CloseWith(Answer::Filled { tag, values: self.values() })]);
                }
                let mut effects = vec![Effect::Close];
                if self.touched && self.keep.is_some() {
                    effects.push(Effect::Say(Notice::info("Kept as a draft: open the form again to go on.")));
                }
                Some(effects)
            }
            _ => None,
        }
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        let Some(field) = self.fields.get_mut(self.at) else { return Vec::new() };
        match (key.code, field.takes_enter()) {
            (KeyCode::Down, false) => self.go(1, context),
            (KeyCode::Up, false) => self.go(-1, context),
            _ => {
                let before = field.text();
                let refused = field.handle(key, context.session.now);
                let changed = field.text() != before;
                return self.typed(changed, refused, context);
            }
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        let Some(field) = self.fields.get_mut(self.at) else { return Vec::new() };
        let before = field.text();
        let refused = field.paste(text, context.session.now);
        let changed = field.text() != before;
        self.typed(changed, refused, context)
    }

    fn outcome(&mut self, outcome: Outcome, context: &Context) -> Vec<Effect> {
        self.saving = false;
        match outcome {
            Outcome::Applied { .. } => {
                let mut effects = vec![Effect::Close];
                if self.another
                    && let Some(again) = &self.again
                {
                    effects.push(Effect::Open(again(context)));
                }
                effects
            }
            Outcome::Conflict(_) | Outcome::Failed(_) => {
                self.draft(context).map(Effect::KeepDraft).into_iter().collect()
            }
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let at = self.field_at(mouse.at, context).filter(|_| mouse.kind == MouseKind::Click);
        if let Some(at) = at {
            self.leave(context);
            self.at = at;
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
