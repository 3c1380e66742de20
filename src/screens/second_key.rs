//! Asking once before something that looks wrong is kept; the same key again keeps it.

use super::Effect;
use crate::session::Notice;
use crate::workbook::steps::jumps::said;

/// What has been asked and not yet answered.
#[derive(Debug, Clone, Default)]
pub(super) struct SecondKey {
    asked: Option<String>,
}

impl SecondKey {
    /// The same of figures far from the last ones.
    pub fn about(&mut self, jumps: &[String], key: &str) -> Option<Effect> {
        self.stops(said(jumps), key)
    }

    /// Says what is doubtful, unless it has just been said. None where there is nothing to wait for.
    pub fn stops(&mut self, doubt: Option<String>, key: &str) -> Option<Effect> {
        self.asks(doubt, &format!("{key} again to keep it"))
    }

    /// The same, with what the key then does: "there is no theme “Roads” yet", "Ctrl-S again makes it".
    pub fn asks(&mut self, doubt: Option<String>, then: &str) -> Option<Effect> {
        let asked = std::mem::replace(&mut self.asked, doubt);
        let doubt = self.asked.as_ref().filter(|doubt| asked.as_ref() != Some(doubt))?;
        Some(Effect::Say(Notice::problem(format!("{}: {then}.", capital(doubt)))))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
