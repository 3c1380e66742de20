//! Reading what was typed: days, amounts, percentages and periods.

use std::cell::RefCell;

use chrono::NaiveDate;

use crate::domain::dates::long_date;
use crate::domain::money::{MoneyUnit, Pence, parse_money};
use crate::domain::typed_figure::read_figure;
use crate::domain::{DateReader, Period, PeriodKind, Tense, Unit};

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

/// A period; none where the text is empty.
pub fn read_period(text: &str) -> Result<Option<Period>, String> {
    optional(text.trim(), |text| Period::parse(text).map_err(|error| error.to_string()))
}

/// A month; none where the text is empty.
pub fn read_month(text: &str) -> Result<Option<Period>, String> {
    match read_period(text)? {
        Some(period) if period.kind() != PeriodKind::Month => {
            Err("write a month, as Month 9 2015/16 or 2015/16-M09".to_owned())
        }
        read => Ok(read),
    }
}
