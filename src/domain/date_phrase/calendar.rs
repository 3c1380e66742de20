//! Days by their date: `14 oct`, `14/10/26`, `2026-10-14`, `the 14th`.

use chrono::{Datelike, NaiveDate};

use super::span::{Part, Span};
use super::words::{FORMS, Token};
use super::{DateReader, Outcome, Read, Tense, relative, too_far};
use crate::domain::dates::{MONTHS, long_date, month_named, short_date};
use crate::domain::indicator::month_name;

impl DateReader {
    /// `14 oct`, `14/10/26`, `Oct 14 2026`, `2026-10-14`, `the 14th`.
    pub(super) fn calendar_day(self, tokens: &[Token]) -> Option<Outcome> {
        use Token::{Number, Ordinal, Word};
        let kept: Vec<Token> = tokens.iter().copied().filter(|token| *token != Word("of")).collect();
        let month = month_named;
        let number = |token: &Token| match token {
            Number { value, digits: 1..=2 } | Ordinal(value) => Some(*value),
            _ => None,
        };
        let (day, month, year) = match kept.as_slice() {
            [Ordinal(day)] => return Some(self.day_of_month(*day).and_then(relative)),
            [Number { value: year, digits: 4 }, month, day] => {
                (number(day)?, number(month)?, Some((*year, 4)))
            }
            [day, Word(name)] => (number(day)?, month(name)?, None),
            [Word(name), Number { value, digits: 2 }] => {
                let month = month(name)?;
                return Some(self.day_or_year(month, *value));
            }
            [Word(name), day] => (number(day)?, month(name)?, None),
            [day, Word(name), Number { value, digits }] | [Word(name), day, Number { value, digits }] => {
                (number(day)?, month(name)?, Some((*value, *digits)))
            }
            [day, month, Number { value, digits }] => (number(day)?, number(month)?, Some((*value, *digits))),
            [day, month] => (number(day)?, number(month)?, None),
            _ => return None,
        };
        let year = match year {
            None => self.year_for(day, month),
            Some((value, 2)) => 2000 + value as i32,
            Some((value, 4)) => value as i32,
            Some(_) => return None,
        };
        if !(1900..=2200).contains(&year) {
            return Some(Err("Years from 1900 to 2200 can be used.".to_owned()));
        }
        Some(dated(day, month, year).map(|day| Read { day, relative: false }))
    }

    /// The year of a day that leaves it out: the next such day or the last, today included. Whether
    /// it has such a day is asked afterwards: 29 February does not wait for a leap year.
    pub(super) fn year_for(self, day: u32, month: u32) -> i32 {
        let (year, today) = (self.today.year(), (self.today.month(), self.today.day()));
        match self.tense {
            Tense::Future if (month, day) < today => year.saturating_add(1),
            Tense::Past if (month, day) > today => year.saturating_sub(1),
            _ => year,
        }
    }

    /// `dec 26` is a day of December, or December of a year that is near.
    pub(super) fn day_or_year(self, month: u32, number: u32) -> Outcome {
        /// Years from today's within which a two-digit number may well be one.
        const NEAR: u32 = 3;
        let year = 2000 + number as i32;
        let fixed = |day| Read { day, relative: false };
        let as_month = || Span::Month(year, month).day(Part::Whole, self.year_begins());
        if number == 0 || number > 31 {
            return as_month().map(fixed);
        }
        let day = dated(number, month, self.year_for(number, month));
        if year.abs_diff(self.today.year()) <= NEAR {
            let Ok(day) = day else { return as_month().map(fixed) };
            let name = month_name(month).to_lowercase();
            return Err(format!(
                "“{name} {number}” may be {} or {}: write {number} {name}, or {name} {year}.",
                long_date(day),
                as_month().map(long_date)?
            ));
        }
        day.map(fixed)
    }

    /// The next or the last such day of a month.
    pub(super) fn day_of_month(self, day: u32) -> Result<NaiveDate, String> {
        let (year, month, here) = (self.today.year(), self.today.month(), self.today.day());
        let by = match self.tense {
            Tense::Future if day < here => 1,
            Tense::Past if day > here => -1,
            _ => 0,
        };
        match Span::month_after(year, month, by) {
            Span::Month(year, month) => dated(day, month, year),
            _ => Err(too_far()),
        }
    }
}

fn dated(day: u32, month: u32, year: i32) -> Result<NaiveDate, String> {
    if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
        return Ok(date);
    }
    if !(1..=12).contains(&month) {
        // American order is the usual cause; the swapped date is then real.
        let swapped = NaiveDate::from_ymd_opt(year, day, month).map(short_date);
        return Err(match swapped {
            Some(date) => {
                format!("There is no month {month}; the day comes first: did you mean {date}?")
            }
            None => format!("There is no month {month}: {FORMS}."),
        });
    }
    let nearest = if day == 0 { 1 } else { last_day(year, month) };
    let nearest = NaiveDate::from_ymd_opt(year, month, nearest).map(short_date).unwrap_or_default();
    let leap = if (day, month) == (29, 2) { format!(" in {year}") } else { String::new() };
    Err(format!("There is no {day} {}{leap}: did you mean {nearest}?", MONTHS[month as usize - 1]))
}

fn last_day(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(year, month, day).is_some()).unwrap_or(28)
}
