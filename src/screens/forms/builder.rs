//! What a form can be told before it is opened.

use super::{Finish, Form, FormField, Keep, Values};
use crate::domain::reference::next;
use crate::screens::{Context, Effect, Screen};
use crate::workbook::{Change, Id, Indicator, Record};

impl Form {
    /// Answers [`crate::screens::Answer::Filled`] when it is saved without an error; its change is not stored.
    #[must_use]
    pub fn handing(mut self, tag: &'static str) -> Self {
        self.finish = Some(Finish::Answer(tag));
        self
    }

    /// Does something when it is saved without an error, and stays open; its change is not stored. Closed,
    /// it answers as one that is [handing](Form::handing).
    #[must_use]
    pub fn doing(mut self, tag: &'static str, doing: fn(&Values) -> Vec<Effect>) -> Self {
        self.finish = Some(Finish::Do(tag, doing));
        self
    }

    /// Facts above the fields.
    #[must_use]
    pub fn intro(mut self, lines: Vec<String>) -> Self {
        self.intro = lines;
        self
    }

    /// Says, in place of a field's help, what follows from all that is typed so far.
    #[must_use]
    pub fn hinting(mut self, hint: impl Fn(&Values, &str) -> Option<String> + 'static) -> Self {
        self.hint = Some(Box::new(hint));
        self
    }

    /// Whether the form shows what is stored already: left as it is, saving it then changes nothing.
    #[must_use]
    pub fn editing(mut self, edits: bool) -> Self {
        self.edits = edits;
        self
    }

    /// The fields follow from what is chosen in them; those of the same name stay as they are.
    #[must_use]
    pub fn reshaping(mut self, fields: impl Fn(&Values) -> Vec<FormField> + 'static) -> Self {
        self.reshape = Some(Box::new(fields));
        self.shape();
        self
    }

    /// Asks only for what is needed as the form is filled in; the others keep what they hold, unseen.
    #[must_use]
    pub fn asking_what_is_needed(mut self, needed: fn(&Values, &str) -> bool) -> Self {
        self.needed = Some(needed);
        self.shape();
        self
    }

    /// Proposes the reference that follows those there are, until another is typed.
    #[must_use]
    pub fn proposing(self, references: &[String]) -> Self {
        match next(references.iter().map(String::as_str)) {
            Some(proposed) => self.following(move |_| vec![("reference", proposed.clone())]),
            None => self,
        }
    }

    /// Offers to save and start another.
    #[must_use]
    pub fn again(mut self, again: impl Fn(&Context) -> Box<dyn Screen> + 'static) -> Self {
        self.again = Some(Box::new(again));
        self
    }

    /// Keeps what is typed as a draft, and takes up the one there is.
    #[must_use]
    pub fn kept(mut self, keep: Keep, context: &Context) -> Self {
        if let Some(draft) = context.session.draft(&keep.subject, keep.indicator) {
            for field in &mut self.fields {
                if let Some(text) = draft.extra.get(field.name) {
                    field.by_hand = *text != field.text();
                    field.set(text);
                }
            }
            self.restored = true;
            self.touched = true;
        }
        self.keep = Some(keep);
        self
    }

    /// A change to many indicators, whose records are fetched first.
    #[must_use]
    pub fn over(mut self, ids: Vec<Id>, build: fn(&Values, &[Indicator]) -> Change) -> Self {
        self.wanted = ids;
        self.build_many = Some(build);
        self
    }

    /// Compares the amounts that are typed with what the workbook holds.
    #[must_use]
    pub fn compared_with(mut self, now: Option<Record>) -> Self {
        self.now = now.into_iter().collect();
        self
    }

    /// A field holds a figure of an indicator, which is fetched for its unit.
    #[must_use]
    pub fn figure_of(mut self, indicator: Id, field: &'static str) -> Self {
        self.figure_of = Some((indicator, field));
        self
    }

    /// Holds a text as if it had been typed; an empty one changes nothing.
    #[must_use]
    pub fn holding(mut self, name: &str, text: &str) -> Self {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name && !text.is_empty()) {
            field.set(text);
            field.by_hand = true;
            self.fill_what_follows();
        }
        self
    }

    /// Starts at a field, for going straight to what is missing.
    #[must_use]
    pub fn starting_at(mut self, name: &str) -> Self {
        self.at = self.fields.iter().position(|field| field.name == name).unwrap_or(0);
        self
    }
}
