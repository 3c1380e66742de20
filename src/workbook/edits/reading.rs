//! Texts by field, and reading them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::NEEDED;
use crate::domain::bound::read_target;
use crate::domain::{Period, Tense, Unit};
use crate::workbook::Indicator;
use crate::workbook::choice::{Choice, read_choice};
use crate::workbook::schema::{Described, Typed, When, optional, read_period};

/// What was typed, by field. A field that is not in it stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patch(BTreeMap<&'static str, String>);

impl Patch {
    /// Says a field.
    pub fn put(&mut self, field: &'static str, text: impl Into<String>) {
        self.0.insert(field, text.into());
    }

    /// Says nothing of a field.
    pub fn leave(&mut self, field: &str) {
        self.0.remove(field);
    }

    /// What is said of a field, without blanks around it; none where nothing is.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(|text| text.trim())
    }

    /// Whether nothing is said of other fields than these.
    pub fn says_only(&self, fields: &[&str]) -> bool {
        self.0.keys().all(|field| fields.contains(field))
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(&'static str, String)> for Patch {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}

/// A field that cannot be as it was typed, and why: the rest of a sentence without its stop.
pub type Fault = (&'static str, String);

/// The record that `old` becomes by all that is typed of its description.
///
/// # Errors
/// Every field that is refused.
pub fn described<R: Described>(old: &R, patch: &Patch, when: &When) -> Result<R, Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    reading.done().map(|()| new)
}

/// Reads the fields of one record. Every field that is refused is noted, not the first alone.
#[derive(Debug)]
pub struct Reading<'a> {
    pub patch: &'a Patch,
    pub when: &'a When,
    /// Of the indicator that the record is about, where it is about one and that is known.
    pub unit: Option<Unit>,
    faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    /// Of a patch.
    pub fn new(patch: &'a Patch, when: &'a When) -> Self {
        Self { patch, when, unit: None, faults: Vec::new() }
    }

    /// Refuses a field.
    pub fn refuse(&mut self, field: &'static str, why: impl Into<String>) {
        self.faults.push((field, why.into()));
    }

    /// # Errors
    /// What was refused, where anything was.
    pub fn done(self) -> Result<(), Vec<Fault>> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults) }
    }

    /// Reads all fields of a record that are typed alone, by its description.
    pub fn described<R: Described>(&mut self, record: &mut R) {
        for field in R::FIELDS.iter().filter(|field| field.info.alone) {
            let (info, when, unit) = (&field.info, self.when, self.unit);
            let is_needed = info.is_needed(&(field.get)(record));
            let read =
                self.patch.get(info.code).map(|text| (field.set)(record, &Typed { text, info, when, unit }));
            match read {
                Some(Err(why)) => self.refuse(info.code, why),
                _ if is_needed && (field.get)(record).trim().is_empty() => self.refuse(info.code, NEEDED),
                _ => {}
            }
        }
    }

    /// Reads a field where it is said, and puts what it comes to.
    pub fn with<T>(
        &mut self,
        field: &'static str,
        into: &mut T,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) {
        match self.patch.get(field).map(read) {
            Some(Ok(value)) => *into = value,
            Some(Err(why)) => self.refuse(field, why),
            None => {}
        }
    }

    /// Several lines of text.
    pub fn text(&mut self, field: &'static str, into: &mut String) {
        self.with(field, into, |text| Ok(text.to_owned()));
    }

    /// One line of text: what is pasted over several becomes one.
    pub fn line(&mut self, field: &'static str, into: &mut String) {
        self.with(field, into, |text| Ok(text.replace(['\n', '\t'], " ")));
    }

    /// A text that must not be empty.
    pub fn needed(&mut self, field: &'static str, into: &mut String) {
        self.text(field, into);
        if into.trim().is_empty() {
            self.refuse(field, NEEDED);
        }
    }

    /// A line that must not be empty.
    pub fn needed_line(&mut self, field: &'static str, into: &mut String) {
        self.line(field, into);
        if into.trim().is_empty() {
            self.refuse(field, NEEDED);
        }
    }

    /// A day, or none where the text is empty. `what` names it in [`When::echo`].
    pub fn day(&mut self, field: &'static str, what: &str, tense: Tense, into: &mut Option<NaiveDate>) {
        let when = self.when;
        self.with(field, into, |text| optional(text, |text| when.day(what, text, tense)));
    }

    /// A day that has come, or none where the text is empty.
    pub fn past_day(&mut self, field: &'static str, what: &str, into: &mut Option<NaiveDate>) {
        let when = self.when;
        self.with(field, into, |text| {
            let day = optional(text, |text| when.day(what, text, Tense::Past))?;
            match day {
                Some(day) if day > when.today => Err("that day is still to come".to_owned()),
                day => Ok(day),
            }
        });
    }

    /// A target of an indicator, or none where the text is empty.
    pub fn target(&mut self, field: &'static str, indicator: &Indicator, into: &mut Option<f64>) {
        self.with(field, into, |text| read_target(text, indicator.figure_unit(), indicator.polarity));
    }

    /// A period, or none where the text is empty.
    pub fn period(&mut self, field: &'static str, into: &mut Option<Period>) {
        self.with(field, into, read_period);
    }

    /// A place among others, from 1.
    pub fn place(&mut self, field: &'static str, into: &mut Option<usize>) {
        self.with(field, into, |text| match text.parse() {
            Ok(place @ 1..) => Ok(Some(place)),
            _ => Err("write a whole number from 1".to_owned()),
        });
    }

    /// One of several, by its code or title.
    pub fn choice<T: Choice>(&mut self, field: &'static str, into: &mut T) {
        self.with(field, into, read_choice);
    }
}
