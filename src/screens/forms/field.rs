//! One field of a form: a line, a text, a choice or a tick.

use ratatui::layout::Rect;

use crate::input::{Key, KeyCode};
use crate::screens::Context;
use crate::ui::editor::Editor;
use crate::ui::field::Field;
use crate::workbook::ValueField;

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
    pub check: Option<Check>,
    pub error: Option<String>,
    /// Values already in use that complete what is typed.
    pub completes: Option<ValueField>,
    pub known: Vec<String>,
    /// Rows a text is given.
    pub rows: u16,
}

impl FormField {
    fn new(name: &'static str, label: &str, kind: Kind) -> Self {
        Self {
            name,
            label: label.to_owned(),
            help: String::new(),
            kind,
            required: false,
            check: None,
            error: None,
            completes: None,
            known: Vec::new(),
            rows: 1,
        }
    }

    /// A line of text.
    pub fn line(name: &'static str, label: &str, text: &str) -> Self {
        Self::new(name, label, Kind::Line(Field::new(text)))
    }

    /// Several lines of text.
    pub fn text_area(name: &'static str, label: &str, text: &str, rows: u16) -> Self {
        let mut field = Self::new(name, label, Kind::Text(Box::new(Editor::new(text))));
        field.rows = rows;
        field
    }

    /// One of several; `now` is what is stored.
    pub fn choice(name: &'static str, label: &str, options: Vec<(String, String)>, now: &str) -> Self {
        let at = options.iter().position(|(code, _)| code == now).unwrap_or(0);
        Self::new(name, label, Kind::Choice { options, at })
    }

    /// A box to tick.
    pub fn tick(name: &'static str, label: &str, ticked: bool) -> Self {
        Self::new(name, label, Kind::Tick(ticked))
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

    /// Whether Enter is text here, and the arrows move inside.
    pub fn takes_enter(&self) -> bool {
        matches!(self.kind, Kind::Text(_))
    }

    /// A key that is not one of the form's own.
    pub fn handle(&mut self, key: Key) {
        match &mut self.kind {
            Kind::Line(field) => {
                // At the end of the line, Right takes the completion.
                if matches!(key.code, KeyCode::Right | KeyCode::End)
                    && field.cursor() == field.as_str().chars().count()
                    && self.complete()
                {
                    return;
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
                    KeyCode::Right | KeyCode::Char(' ') => *at = (*at + 1) % count,
                    KeyCode::Char(letter) => {
                        // The first letter jumps, again and again round those that share it.
                        let starts = |index: usize| {
                            options[index]
                                .1
                                .chars()
                                .next()
                                .is_some_and(|first| first.eq_ignore_ascii_case(&letter))
                        };
                        if let Some(found) =
                            (1..=count).map(|step| (*at + step) % count).find(|index| starts(*index))
                        {
                            *at = found;
                        }
                    }
                    _ => {}
                }
            }
            Kind::Tick(ticked) => match key.code {
                KeyCode::Char(' ' | 'x') | KeyCode::Left | KeyCode::Right => *ticked = !*ticked,
                KeyCode::Char('y') => *ticked = true,
                KeyCode::Char('n') => *ticked = false,
                _ => {}
            },
        }
    }

    pub fn paste(&mut self, text: &str) {
        match &mut self.kind {
            Kind::Line(field) => {
                field.paste(text);
            }
            Kind::Text(editor) => {
                editor.paste(text);
            }
            Kind::Choice { .. } | Kind::Tick(_) => {}
        }
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
        self.error = if self.required && text.trim().is_empty() {
            Some("this is needed".to_owned())
        } else if text.trim().is_empty() {
            None
        } else {
            self.check.and_then(|check| check(&text, context).err())
        };
    }

    /// Rows it needs in a form this wide, with its error.
    pub fn height(&self, _area: Rect) -> u16 {
        let rows = match self.kind {
            Kind::Text(_) => self.rows + 2,
            _ => 1,
        };
        rows + u16::from(self.error.is_some())
    }
}
