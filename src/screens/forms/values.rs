//! What a form holds, and where its draft is kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{FieldError, FormField};
use crate::domain::DateReader;
use crate::drafts::Draft;
use crate::workbook::edits::Patch;
use crate::workbook::{Id, Subject, Table};

/// What a form holds, by field name: as [`super::FormField::value`] gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    all: BTreeMap<&'static str, String>,
    /// Those that were changed.
    changed: Patch,
    /// Those that were typed into, with another text than before or the same.
    typed: Patch,
}

impl<'a> FromIterator<&'a FormField> for Values {
    fn from_iter<I: IntoIterator<Item = &'a FormField>>(fields: I) -> Self {
        let mut values = Self::default();
        for field in fields {
            values.all.insert(field.name, field.value());
            if field.is_changed() {
                values.changed.put(field.name, field.value());
            }
            if field.is_changed() || field.by_hand {
                values.typed.put(field.name, field.value());
            }
        }
        values
    }
}

impl Values {
    /// The text of a field; empty when there is no such field.
    pub fn get(&self, name: &str) -> &str {
        self.all.get(name).map_or("", String::as_str)
    }

    /// Whether there is such a field.
    pub fn has(&self, name: &str) -> bool {
        self.all.contains_key(name)
    }

    /// The fields that were changed: what was not is to stay exactly as it is stored.
    pub fn changed(&self) -> Patch {
        self.changed.clone()
    }

    /// The fields that were typed into, if only to say again what stood there.
    pub fn typed(&self) -> Patch {
        self.typed.clone()
    }

    /// The day a field holds; none where it is empty. What is wrong with it is added to `errors`.
    pub fn day(
        &self,
        name: &'static str,
        dates: DateReader,
        errors: &mut Vec<FieldError>,
    ) -> Option<NaiveDate> {
        match self.get(name) {
            "" => None,
            text => dates.read(text).map_err(|message| errors.push((name, message))).ok(),
        }
    }

    /// Whether a tick box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name) == "yes"
    }
}

/// Where a form's draft is kept.
#[derive(Debug, Clone)]
pub struct Keep {
    pub subject: String,
    pub indicator: Id,
    pub reference: String,
}

impl Keep {
    /// The draft of a form about something: of an indicator by its id, of
    /// anything else by what it is and its id.
    pub fn about(about: Subject, subject: String, reference: &str) -> Self {
        let (indicator, subject) = match about.table {
            Table::Indicator => (about.id, subject),
            table => (0, format!("{} {}: {subject}", table.noun(), about.id)),
        };
        Self { subject, indicator, reference: reference.to_owned() }
    }

    /// What a draft is about, and what of it is written: the inverse of [`Self::about`].
    pub fn told(draft: &Draft) -> (Option<Subject>, &str) {
        if draft.indicator > 0 {
            return (Some(Subject { table: Table::Indicator, id: draft.indicator }), &draft.subject);
        }
        let told = || {
            let (about, what) = draft.subject.split_once(": ")?;
            let (noun, id) = about.rsplit_once(' ')?;
            let table = *Table::ALL.iter().find(|table| table.is_subject() && table.noun() == noun)?;
            Some((Some(Subject { table, id: id.parse().ok()? }), what))
        };
        told().unwrap_or((None, &draft.subject))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_draft_is_about_is_told_from_where_it_is_kept() {
        for &table in Table::ALL.iter().filter(|table| table.is_subject()) {
            let about = Subject { table, id: 12 };
            let keep = Keep::about(about, "closing action 3: late".to_owned(), "");
            let draft = Draft { subject: keep.subject, indicator: keep.indicator, ..Draft::default() };
            assert_eq!(Keep::told(&draft), (Some(about), "closing action 3: late"));
        }
        let other = Draft { subject: "new indicator".to_owned(), ..Draft::default() };
        assert_eq!(Keep::told(&other), (None, "new indicator"));
    }
}
