//! Fields that follow from what is typed into others, until they are filled in by hand.

use super::{Form, Values};

/// What follows from the values: names of fields, and what they are to hold.
pub(super) type Follow = Box<dyn Fn(&Values) -> Vec<(&'static str, String)>>;

impl Form {
    /// Fills fields that nobody has filled in by hand with what follows from the others.
    #[must_use]
    pub fn following(mut self, follow: impl Fn(&Values) -> Vec<(&'static str, String)> + 'static) -> Self {
        self.follow = Some(Box::new(follow));
        self.fill_what_follows();
        self
    }

    pub(super) fn fill_what_follows(&mut self) {
        let Some(follow) = &self.follow else { return };
        // Twice: what follows from one of them may follow from what it has become.
        for _ in 0..2 {
            for (name, text) in follow(&self.values()) {
                if let Some(field) = self.fields.iter_mut().find(|field| field.name == name && !field.by_hand)
                {
                    field.propose(&text);
                }
            }
        }
    }
}
