//! Days given at the command line, and the days they came to, for the sentence that says what was
//! saved.

use std::cell::RefCell;

use chrono::NaiveDate;

use super::{Book, Context, Failure};
use crate::domain::dates::long_date;
use crate::domain::{DateReader, Tense};

/// Reads the days of one command.
#[derive(Debug)]
pub struct Dates {
    pub today: NaiveDate,
    first_month: u32,
    /// What each day is and came to, once.
    read: RefCell<Vec<String>>,
}

impl Dates {
    /// For a workbook, whose financial year says which months a quarter is.
    pub fn of(context: &Context, book: &Book) -> Self {
        Self {
            today: context.world.now.date(),
            first_month: book.opening.workbook.first_month,
            read: RefCell::default(),
        }
    }

    /// A day, where one was given; an empty text stands for none, to remove the one there is.
    /// `what` names it in the sentence that says what was saved: "due", "held on".
    pub fn given(
        &self,
        what: &str,
        text: Option<&String>,
        tense: Tense,
    ) -> Result<Option<Option<NaiveDate>>, Failure> {
        text.map(|text| self.optional(what, text, tense)).transpose()
    }

    /// A day; none where the text is empty.
    pub fn optional(&self, what: &str, text: &str, tense: Tense) -> Result<Option<NaiveDate>, Failure> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let reader = DateReader { today: self.today, first_month: Some(self.first_month), tense };
        let day = reader.read(text).map_err(Failure::Usage)?;
        let echo = format!("{what} {}", long_date(day));
        let mut read = self.read.borrow_mut();
        // A change that met another is made anew.
        if !read.contains(&echo) {
            read.push(echo);
        }
        Ok(Some(day))
    }

    /// ` (due Fri 4 Dec 2026)`, or nothing where no day was given.
    pub fn echo(&self) -> String {
        let read = self.read.borrow();
        if read.is_empty() { String::new() } else { format!(" ({})", read.join(", ")) }
    }
}
