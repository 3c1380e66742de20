//! Saving a form: what is as it was changes nothing, what is wrong goes first, what is doubtful is asked
//! about once.

use super::{Finish, Form, FormField};
use crate::domain::shown;
use crate::screens::{Answer, Context, Effect};
use crate::session::Notice;
use crate::workbook::budget_steps::money_jumps;
use crate::workbook::steps::themes::themes_made;
use crate::workbook::{Change, Themes};

impl Form {
    pub(super) fn save(&mut self, another: bool, context: &Context) -> Vec<Effect> {
        if self.saving {
            return Vec::new();
        }
        if self.edits && !self.fields.iter().any(FormField::is_changed) {
            return self.unchanged(another, context);
        }
        for field in &mut self.fields {
            field.check(context);
        }
        if self.records.len() < self.wanted.len() {
            return vec![Effect::Say(Notice::info("Still loading what this is about: press Ctrl-S again."))];
        }
        let values = self.values();
        // Built although a field is wrong by itself: all that has to be mended is shown at once.
        let built = match self.build_many {
            Some(build) => Ok(build(&values, &self.records)),
            None => (self.build)(&values, context),
        };
        let change = match built {
            Ok(change) => self.first_error().is_none().then_some(change),
            Err(errors) => {
                for (name, message) in errors {
                    if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
                        field.error.get_or_insert(message);
                    }
                }
                None
            }
        };
        match (change, self.first_error()) {
            (Some(change), _) if let Some(ask) = self.ask_once(&change, context) => vec![ask],
            (Some(change), _) => {
                match self.finish {
                    Some(Finish::Answer(tag)) => {
                        return vec![Effect::CloseWith(Answer::Filled { tag, values })];
                    }
                    Some(Finish::Do(_, doing)) => return doing(&values),
                    None => {}
                }
                self.saving = true;
                self.another = another;
                let settles = match &self.keep {
                    Some(keep) => vec![context.session.draft_key(&keep.subject, keep.indicator)],
                    None => Vec::new(),
                };
                vec![Effect::Apply { change, settles }]
            }
            (None, Some((at, label, message))) => {
                self.at = at;
                vec![Effect::Say(Notice::problem(format!("{label}: {message}")))]
            }
            (None, None) => Vec::new(),
        }
    }

    /// Asks once about themes that would be made by the way, and about figures far from the last ones.
    fn ask_once(&mut self, change: &Change, context: &Context) -> Option<Effect> {
        let known = context.session.opening.as_ref().map_or(&[][..], |opening| &opening.themes);
        if let Some(theme) = themes_made(change, Themes(known)).pop() {
            let doubt = format!("there is no theme “{}” yet", shown(&theme));
            return self.second.asks(Some(doubt), "Ctrl-S again makes it");
        }
        let mut jumps: Vec<String> = self.fields.iter().filter_map(FormField::jump).collect();
        jumps.extend(money_jumps(change, &self.now));
        self.second.about(&jumps, "Ctrl-S")
    }

    /// Nothing was changed, so nothing is stored; a draft of the same is let go.
    fn unchanged(&self, another: bool, context: &Context) -> Vec<Effect> {
        let mut effects = vec![Effect::Close];
        if let Some(keep) = self.keep.as_ref().filter(|_| self.touched) {
            effects.push(Effect::DropDraft(context.session.draft_key(&keep.subject, keep.indicator)));
        }
        effects.push(Effect::Say(Notice::info("Nothing was changed.")));
        if let Some(again) = self.again.as_ref().filter(|_| another) {
            effects.push(Effect::Open(again(context)));
        }
        effects
    }

    fn first_error(&self) -> Option<(usize, String, String)> {
        self.fields.iter().enumerate().find_map(|(at, field)| {
            field.error.as_ref().map(|message| (at, field.label.clone(), message.clone()))
        })
    }
}
