//! Texts by field, and reading them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::NEEDED;
use crate::domain::dates::long_date;
use crate::domain::money::{MoneyUnit, Pence, parse_money};
use crate::domain::typed_figure::read_figure;
use crate::domain::{DateReader, Period, PeriodKind, Tense, Unit};
use crate::workbook::choice::{Choice, read_choice};

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

/// The day on which something is typed.
#[derive(Debug, Clone)]
pub struct When {
    pub today: NaiveDate,
    /// First month of the financial year, 1–12.
    pub first_month: u32,
    /// Days that were read, each with what it is, once.
    read: RefCell<Vec<String>>,
}

impl When {
    /// Typed on a day, in a workbook whose financial year begins in a month.
    pub fn new(today: NaiveDate, first_month: u32) -> Self {
        Self { today, first_month, read: RefCell::default() }
    }

    /// A day as people say it. `what` names it in [`Self::echo`]: "due", "held on".
    ///
    /// # Errors
    /// A sentence, as [`DateReader::read`] gives it.
    pub fn day(&self, what: &str, text: &str, tense: Tense) -> Result<NaiveDate, String> {
        let reader = DateReader { today: self.today, first_month: Some(self.first_month), tense };
        let day = reader.read(text)?;
        let echo = format!("{what} {}", long_date(day));
        let mut read = self.read.borrow_mut();
        // A change that met another is made anew.
        if !read.contains(&echo) {
            read.push(echo);
        }
        Ok(day)
    }

    /// ` (due Fri 4 Dec 2026)`: what the days came to; nothing where none was read.
    pub fn echo(&self) -> String {
        let read = self.read.borrow();
        if read.is_empty() { String::new() } else { format!(" ({})", read.join(", ")) }
    }
}

/// Reads the fields of one record. Every field that is refused is noted, not the first alone.
#[derive(Debug)]
pub struct Reading<'a> {
    pub patch: &'a Patch,
    pub when: &'a When,
    faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    /// Of a patch.
    pub fn new(patch: &'a Patch, when: &'a When) -> Self {
        Self { patch, when, faults: Vec::new() }
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

    /// A figure of a unit, or none where the text is empty.
    pub fn figure(&mut self, field: &'static str, unit: Unit, into: &mut Option<f64>) {
        self.with(field, into, |text| read_figure(text, unit));
    }

    /// A percentage from 0 to 100, or none where the text is empty.
    pub fn percentage(&mut self, field: &'static str, into: &mut Option<f64>) {
        self.with(field, into, read_percentage);
    }

    /// An amount, or none where the text is empty; plain numbers are pounds.
    pub fn money(&mut self, field: &'static str, into: &mut Option<Pence>) {
        self.with(field, into, read_money);
    }

    /// The code of a period, empty where the text is.
    pub fn period(&mut self, field: &'static str, into: &mut String) {
        self.with(field, into, read_period);
    }

    /// The code of a month, empty where the text is.
    pub fn month(&mut self, field: &'static str, into: &mut String) {
        self.with(field, into, read_month);
    }

    /// One of several, by its code or title.
    pub fn choice<T: Choice>(&mut self, field: &'static str, into: &mut T) {
        self.with(field, into, read_choice);
    }
}

/// None where the text is empty.
pub fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// An amount, or none where the text is empty; plain numbers are pounds.
pub fn read_money(text: &str) -> Result<Option<Pence>, String> {
    optional(text.trim(), |text| parse_money(text, MoneyUnit::Pounds).map_err(|error| error.to_string()))
}

/// A percentage from 0 to 100, or none where the text is empty.
pub fn read_percentage(text: &str) -> Result<Option<f64>, String> {
    match read_figure(text.trim(), Unit::Percent)? {
        Some(percent) if !(0.0..=100.0).contains(&percent) => {
            Err("write a percentage from 0 to 100".to_owned())
        }
        other => Ok(other),
    }
}

/// The code of a period, empty where the text is.
pub fn read_period(text: &str) -> Result<String, String> {
    let code = optional(text.trim(), |text| Period::parse(text).map_err(|error| error.to_string()))?;
    Ok(code.map(Period::code).unwrap_or_default())
}

/// The code of a month, empty where the text is.
pub fn read_month(text: &str) -> Result<String, String> {
    let code = read_period(text)?;
    match Period::parse(&code) {
        Ok(period) if period.kind() != PeriodKind::Month => {
            Err("write a month, as Month 9 2015/16 or 2015/16-M09".to_owned())
        }
        _ => Ok(code),
    }
}
