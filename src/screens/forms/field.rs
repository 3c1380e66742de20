//! One field of a form: a line, a text, a choice or a tick.

use super::figure_field::Figure;
use super::pasted_table::as_csv;
use crate::domain::Tense;
use crate::domain::dates::long_date;
use crate::input::{Key, KeyCode};
use crate::screens::Context;
use crate::ui::editor::Editor;
use crate::ui::field::Field;
use crate::ui::frame::wrapped;
use crate::ui::type_ahead::{TypeAhead, Typed};
use crate::workbook::ValueField;
use crate::workbook::choice::{Choice, choice_options};
use chrono::{NaiveDate, NaiveDateTime};

/// What a field takes.
pub enum Kind {
    Line(Field),
    Text(Box<Editor>),
    /// One of several: what is stored and what is shown.
    Choice {
        options: Vec<(String, String)>,
        at: usize,
    },
    Tick(bool),
}

/// Whether a text will do, and why not.
pub type Check = fn(&str, &Context) -> Result<(), String>;

/// A field of a form.
pub struct FormField {
    pub name: &'static str,
    pub label: String,
    /// What to write, shown while the field has the cursor.
    pub help: String,
    pub kind: Kind,
    pub required: bool,
    /// Filled in by hand: it no longer follows from other fields.
    pub by_hand: bool,
    /// It holds what follows from other fields, which a letter or a paste replaces.
    proposed: bool,
    pub check: Option<Check>,
    pub error: Option<String>,
    /// Values already in use that complete what is typed.
    pub completes: Option<ValueField>,
    pub known: Vec<String>,
    /// Rows a text is given.
    pub rows: u16,
    /// A text that is a table: cells that are pasted with tabs between them get commas.
    is_table: bool,
    /// For a day: which way it looks for what leaves out its year.
    pub(super) date: Option<Tense>,
    sign: Option<&'static str>,
    /// Of a field that holds a figure.
    pub(super) figure: Option<Figure>,
    /// Letters typed at a choice.
    typed: TypeAhead,
    /// What is stored, as it was given; what the field shows of it may be less.
    pub(super) given: String,
    /// What the field held at first.
    shown: String,
}

impl FormField {
    fn new(name: &'static str, label: &str, kind: Kind, given: &str) -> Self {
        let mut field = Self {
            name,
            label: label.to_owned(),
            help: String::new(),
            kind,
            required: false,
            by_hand: false,
            proposed: false,
            check: None,
            error: None,
            completes: None,
            known: Vec::new(),
            rows: 1,
            is_table: false,
            date: None,
            sign: None,
            figure: None,
            typed: TypeAhead::default(),
            given: given.to_owned(),
            shown: String::new(),
        };
        field.shown = field.text();
        field
    }

    /// The day typed in a field that takes one, or why it is none; nothing where there is nothing to read.
    pub fn day(&self, context: &Context) -> Option<Result<NaiveDate, String>> {
        let (tense, text) = (self.date?, self.text());
        let text = text.trim();
        (!text.is_empty() && self.sign != Some(text)).then(|| context.session.dates(tense).read(text))
    }

    /// The day as it stands beside the field: `Fri 4 Dec 2026`.
    pub fn echo(&self, context: &Context) -> Option<String> {
        self.day(context)?.ok().map(long_date)
    }

    /// A line of text.
    pub fn line(name: &'static str, label: &str, text: &str) -> Self {
        Self::new(name, label, Kind::Line(Field::new(text)), text)
    }

    /// Also takes a sign in place of a day, such as the one that takes it away.
    #[must_use]
    pub fn or_sign(mut self, sign: &'static str) -> Self {
        self.sign = Some(sign);
        self
    }

    /// Several lines of text.
    pub fn text_area(name: &'static str, label: &str, text: &str, rows: u16) -> Self {
        let mut field = Self::new(name, label, Kind::Text(Box::new(Editor::new(text))), text);
        field.rows = rows;
        field
    }

    /// A table with commas between its cells, typed or pasted from a spreadsheet.
    pub fn table(name: &'static str, label: &str, rows: u16) -> Self {
        let mut field = Self::text_area(name, label, "", rows);
        field.is_table = true;
        field
    }

    /// One of several; `now` is what is stored. What is stored and not offered stands first, as it is, so
    /// that it is shown and kept.
    pub fn choice(name: &'static str, label: &str, mut options: Vec<(String, String)>, now: &str) -> Self {
        let at = options.iter().position(|(code, _)| code == now).unwrap_or_else(|| {
            let title = if now.is_empty() { "not said".to_owned() } else { format!("{now} (as it is)") };
            options.insert(0, (now.to_owned(), title));
            0
        });
        Self::new(name, label, Kind::Choice { options, at }, now)
    }

    /// One of all there are of a kind; `now` is what is stored.
    pub fn choice_of<T: Choice>(name: &'static str, label: &str, now: T) -> Self {
        Self::choice(name, label, choice_options::<T>(), now.code())
    }

    /// A box to tick.
    pub fn tick(name: &'static str, label: &str, ticked: bool) -> Self {
        Self::new(name, label, Kind::Tick(ticked), if ticked { "yes" } else { "no" })
    }

    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        help.clone_into(&mut self.help);
        self
    }
    #[must_use]
    pub fn checked(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }
    #[must_use]
    pub fn completing(mut self, values: ValueField) -> Self {
        self.completes = Some(values);
        self
    }

    /// What the field holds: the text, the stored form of the choice, `yes` or `no`.
    pub fn text(&self) -> String {
        match &self.kind {
            Kind::Line(field) => field.text(),
            Kind::Text(editor) => editor.text(),
            Kind::Choice { options, at } => {
                options.get(*at).map(|(code, _)| code.clone()).unwrap_or_default()
            }
            Kind::Tick(ticked) => if *ticked { "yes" } else { "no" }.to_owned(),
        }
    }

    /// Whether it holds something else than at first.
    pub fn is_changed(&self) -> bool {
        self.text() != self.shown
    }

    /// What is to be stored: what is typed, without blanks around it, or else exactly what was stored.
    pub fn value(&self) -> String {
        if self.is_changed() { self.text().trim().to_owned() } else { self.given.clone() }
    }

    /// Puts back what a draft held.
    pub fn set(&mut self, text: &str) {
        match &mut self.kind {
            Kind::Line(field) => *field = Field::new(text),
            Kind::Text(editor) => **editor = Editor::new(text),
            Kind::Choice { options, at } => {
                if let Some(found) = options.iter().position(|(code, _)| code == text) {
                    *at = found;
                }
            }
            Kind::Tick(ticked) => *ticked = text == "yes",
        }
    }

    /// Holds what follows from other fields.
    pub fn propose(&mut self, text: &str) {
        self.set(text);
        self.proposed = true;
        self.error = None;
    }

    /// Whether Enter is text here, and the arrows move inside.
    pub fn takes_enter(&self) -> bool {
        matches!(self.kind, Kind::Text(_))
    }

    /// A key that is not one of the form's own. Letters at a choice that match nothing are refused
    /// with a sentence.
    pub fn handle(&mut self, key: Key, now: NaiveDateTime) -> Option<String> {
        let typing = self.typed.is_typing();
        if std::mem::take(&mut self.proposed)
            && key.typed().is_some()
            && let Kind::Line(field) = &mut self.kind
        {
            *field = Field::new("");
        }
        match &mut self.kind {
            Kind::Line(field) => {
                // At the end of the line, Right takes the completion.
                if matches!(key.code, KeyCode::Right | KeyCode::End)
                    && field.cursor() == field.as_str().chars().count()
                    && self.complete()
                {
                    return None;
                }
                if let Kind::Line(field) = &mut self.kind {
                    field.handle(key);
                }
            }
            Kind::Text(editor) => {
                editor.handle(key);
            }
            Kind::Choice { options, at } => {
                let count = options.len().max(1);
                match key.code {
                    KeyCode::Left => *at = (*at + count - 1) % count,
                    KeyCode::Right => *at = (*at + 1) % count,
                    KeyCode::Char(letter) if key.typed().is_some() => return self.letter(letter, now),
                    _ => {}
                }
                self.typed.reset();
            }
            Kind::Tick(ticked) => {
                match key.code {
                    KeyCode::Char(' ') if !typing => *ticked = !*ticked,
                    KeyCode::Left | KeyCode::Right => *ticked = !*ticked,
                    KeyCode::Char(letter) if key.typed().is_some() => return self.letter(letter, now),
                    _ => {}
                }
                self.typed.reset();
            }
        }
        None
    }

    /// A letter typed at a choice.
    fn letter(&mut self, letter: char, now: NaiveDateTime) -> Option<String> {
        /// What a box to tick offers.
        const TICK: [&str; 2] = ["no", "yes"];
        let answer = match &self.kind {
            Kind::Choice { options, at } => self.typed.letter(letter, now, *at, |row| {
                options.get(row).map(|(code, title)| [title.as_str(), code.as_str()])
            }),
            Kind::Tick(ticked) => {
                self.typed.letter(letter, now, usize::from(*ticked), |row| TICK.get(row).map(|name| [*name]))
            }
            Kind::Line(_) | Kind::Text(_) => return None,
        };
        let (to, refused) = match answer {
            Typed::Matches(to) => (to, None),
            Typed::Refused(to, why) => (to, Some(why)),
        };
        match &mut self.kind {
            Kind::Choice { at, .. } => *at = to,
            Kind::Tick(ticked) => *ticked = to == 1,
            Kind::Line(_) | Kind::Text(_) => {}
        }
        refused
    }

    /// The cursor goes to another field.
    pub fn leave(&mut self) {
        self.typed.reset();
    }

    /// Pasted text; at a choice it has to name one.
    pub fn paste(&mut self, text: &str, now: NaiveDateTime) -> Option<String> {
        let proposed = std::mem::take(&mut self.proposed);
        match &mut self.kind {
            Kind::Line(field) => {
                if proposed {
                    *field = Field::new("");
                }
                field.paste(text);
            }
            Kind::Text(editor) if self.is_table => {
                editor.paste(&as_csv(text));
            }
            Kind::Text(editor) => {
                editor.paste(text);
            }
            Kind::Choice { .. } | Kind::Tick(_) => {
                self.typed.reset();
                return text.trim().chars().filter_map(|letter| self.letter(letter, now)).last();
            }
        }
        None
    }

    /// The value already in use that begins with what is typed, when it says more.
    pub fn completion(&self) -> Option<&str> {
        let Kind::Line(field) = &self.kind else { return None };
        let typed = field.as_str();
        if typed.trim().is_empty() {
            return None;
        }
        let lower = typed.to_lowercase();
        self.known
            .iter()
            .find(|value| value.to_lowercase().starts_with(&lower) && **value != typed)
            .map(String::as_str)
    }

    /// Takes the completion. True if there was one.
    pub fn complete(&mut self) -> bool {
        let Some(value) = self.completion().map(str::to_owned) else { return false };
        if let Kind::Line(field) = &mut self.kind {
            field.set_text(&value);
            field.set_cursor(value.chars().count());
        }
        true
    }

    /// Finds out whether what is typed will do.
    pub fn check(&mut self, context: &Context) {
        let text = self.text();
        self.error = if !self.is_changed() && !text.trim().is_empty() {
            // It may be older than the rule; only what is typed is judged.
            None
        } else if self.required && text.trim().is_empty() {
            Some("this is needed".to_owned())
        } else if text.trim().is_empty() {
            None
        } else {
            let day = self.day(context).and_then(Result::err);
            let figure = || self.read_figure().and_then(Result::err);
            day.or_else(figure).or_else(|| self.check.and_then(|check| check(&text, context).err()))
        };
    }

    /// The lines of its error, where there are so many columns for it.
    pub fn error_lines(&self, room: u16) -> Vec<String> {
        let line = self.error.as_ref().map(|error| format!("! {error}"));
        line.map_or_else(Vec::new, |line| wrapped(&line, room, 3))
    }

    /// Rows it needs, with its error, where there are so many columns beside the label.
    pub fn height(&self, room: u16) -> u16 {
        let rows = match self.kind {
            Kind::Text(_) => self.rows + 2,
            _ => 1,
        };
        rows + self.error_lines(room).len() as u16
    }
}
