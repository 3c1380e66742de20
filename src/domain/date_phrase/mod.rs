//! Days as people type them: `6 jul`, `+2w`, `fri`, `end of March`, `mid January`, `Q3`, `06/07/2015`.
//!
//! One grammar for every field, option and file. What leaves out its year is read by the tense of
//! the field; what could be two days is refused with both.

mod calendar;
mod counted;
mod span;
mod words;

use chrono::{Datelike, NaiveDate};

use self::span::{Named, Part, Span, Yearly};
use self::words::{FORMS, Token, financial_year, tokens};
use super::dates::{MONTHS, long_date, month_named};
use super::indicator::month_name;
use super::period::{FinancialYear, Period, PeriodKind};

/// Which way a field looks for what leaves out its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// What has happened: held on, sent on, reached on, covers from.
    Past,
    /// What is to happen: due, back by.
    Future,
}

/// Reads days typed on a day, in a workbook whose financial year begins in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReader {
    pub today: NaiveDate,
    /// First month of the financial year, 1–12. Where it is not known, quarters and financial years
    /// are refused.
    pub first_month: Option<u32>,
    pub tense: Tense,
}

/// A day that was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Read {
    day: NaiveDate,
    /// Counted from the day it was typed on, as `fri` and `+2w` are.
    relative: bool,
}

type Outcome = Result<Read, String>;

impl DateReader {
    /// The day a text means. Day before month; two-digit years are of this century; years
    /// 1900–2200. A month, quarter or year alone is its last day, a week its Friday; early, mid
    /// and late in a month are its 5th, 15th and 25th. A weekday is another day than today.
    ///
    /// # Errors
    /// A sentence that says why and what to write: no such day, with the nearest real one; two
    /// days that may be meant, with both; a part of the present that is over, or not yet over.
    pub fn read(self, text: &str) -> Result<NaiveDate, String> {
        self.understand(text).map(|read| read.day)
    }

    /// As [`Self::read`], of a text that was written on a day nobody knows, as those in files are:
    /// what is counted from that day is refused.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_written(self, text: &str) -> Result<NaiveDate, String> {
        let read = self.understand(text)?;
        if read.relative {
            return Err(format!(
                "“{}” is counted from the day it was written: write the day itself, such as 30/09/2015.",
                super::shown(text)
            ));
        }
        Ok(read.day)
    }

    fn understand(self, text: &str) -> Outcome {
        let unreadable = || format!("“{}” is not a date: {FORMS}.", super::shown(text));
        if text.len() > 64 {
            return Err(unreadable());
        }
        let lower = text.to_lowercase();
        let tokens = tokens(&lower).ok_or_else(unreadable)?;
        let mut rest = tokens.as_slice();
        while let [Token::Word("by" | "on" | "due" | "before" | "the"), after @ ..] = rest
            && !after.is_empty()
        {
            rest = after;
        }
        if rest.is_empty() {
            return Err(format!("There is no date here: {FORMS}."));
        }
        let read = self
            .counted(rest)
            .or_else(|| self.weekday(rest))
            .or_else(|| self.part_of_span(rest))
            .or_else(|| self.calendar_day(rest))
            .unwrap_or_else(|| Err(unreadable()))?;
        within_range(Some(read.day))?;
        Ok(read)
    }

    /// `end of March`, `mid-January 2027`, `early next month`, `December`, `Q3`, `2026/27`, `month end`.
    fn part_of_span(self, tokens: &[Token]) -> Option<Outcome> {
        use Token::Word;
        let (part, rest) = match tokens {
            [Word("start" | "beginning"), rest @ ..] => (Part::Start, rest),
            [Word("early"), rest @ ..] => (Part::Early, rest),
            [Word("mid" | "middle"), rest @ ..] => (Part::Mid, rest),
            [Word("late"), rest @ ..] => (Part::Late, rest),
            [Word("end"), rest @ ..] => (Part::End, rest),
            [rest @ .., Word("end")] if !rest.is_empty() => (Part::End, rest),
            rest => (Part::Whole, rest),
        };
        let mut rest = rest;
        while let [Word("of" | "in" | "the"), after @ ..] = rest {
            rest = after;
        }
        let span = self.span(rest, part)?;
        Some(span.and_then(|span| match span {
            Named::Fixed(Span::Period(_))
            | Named::Counted(Span::Period(_))
            | Named::EveryYear(Yearly::Quarter(_))
                if self.first_month.is_none() =>
            {
                Err("Quarters and financial years begin where the workbook says: write the day.".to_owned())
            }
            span => self.day_in(span, part),
        }))
    }

    fn year_begins(self) -> u32 {
        self.first_month.unwrap_or(4)
    }

    /// The span a text names.
    fn span(self, tokens: &[Token], part: Part) -> Option<Result<Named, String>> {
        use Token::{Number, Word};
        let counted = |span: Option<Span>| Some(span.map(Named::Counted).ok_or_else(too_far));
        let year_of = |value: u32, digits: usize| match digits {
            4 => Some(value as i32),
            2 => Some(2000 + value as i32),
            _ => None,
        };
        let (year, month) = (self.today.year(), self.today.month());
        match tokens {
            [Word(which @ ("this" | "next" | "last")), Word(unit @ ("week" | "month" | "quarter"))] => {
                let by = step(which);
                match *unit {
                    "week" => counted(
                        monday_of(self.today).and_then(|monday| Some(Span::Week(shifted(monday, 7 * by)?))),
                    ),
                    "month" => counted(Some(Span::month_after(year, month, by))),
                    _ => counted(Some(Span::Period(beside(self.quarter_now(), by)))),
                }
            }
            [Word("month")] if part != Part::Whole => counted(Some(Span::Month(year, month))),
            [Word("week")] if part != Part::Whole => counted(monday_of(self.today).map(Span::Week)),
            [Word("quarter")] if part != Part::Whole => counted(Some(Span::Period(self.quarter_now()))),
            [Word(which @ ("this" | "next" | "last")), Word("financial"), Word("year")] => {
                counted(Some(Span::Period(beside(self.quarter_now().whole_year(), step(which)))))
            }
            [Word("financial"), Word("year")] if part != Part::Whole => {
                counted(Some(Span::Period(self.quarter_now().whole_year())))
            }
            [Word(which @ ("this" | "next" | "last")), Word("year")] => Some(self.which_year(which, part)),
            [Word("year")] if part != Part::Whole => Some(self.which_year("this", part)),
            [Word(which @ ("this" | "next" | "last")), Word(name)] => {
                Some(self.which_month(which, month_named(name)?, part))
            }
            [Word(name)] => Some(Ok(Named::EveryYear(Yearly::Month(month_named(name)?)))),
            [Word(name), Number { value, digits: 4 }] | [Number { value, digits: 4 }, Word(name)] => {
                Some(Ok(Named::Fixed(Span::Month(*value as i32, month_named(name)?))))
            }
            [Word(name), Number { value, digits: 2 }] if part != Part::Whole => {
                Some(Ok(Named::Fixed(Span::Month(2000 + *value as i32, month_named(name)?))))
            }
            // `12/2026`, `2026-12`.
            [Number { value, digits: 1..=2 }, Number { value: year, digits: 4 }] => {
                Some(numbered_month(*value, *year as i32).map(Named::Fixed))
            }
            [Number { value: year, digits: 4 }, Number { value, digits: 2 }] => {
                let year = *year as i32;
                let financial = *value as i32 == (year + 1) % 100;
                let month = (1..=12).contains(value);
                Some(match (financial, month) {
                    (true, true) => Err(format!(
                        "{year}-{value} may be {} {year} or the financial year: write {} {year}, or FY {}.",
                        MONTHS[*value as usize - 1],
                        month_name(*value).to_lowercase(),
                        FinancialYear(year)
                    )),
                    (true, false) => Period::new(FinancialYear(year), PeriodKind::Year, 1)
                        .map(|period| Named::Fixed(Span::Period(period)))
                        .map_err(|_| too_far()),
                    (false, _) => numbered_month(*value, year).map(Named::Fixed),
                })
            }
            [Word("fy"), rest @ ..] => {
                let period =
                    financial_year(rest).and_then(|year| Period::new(year, PeriodKind::Year, 1).ok())?;
                Some(Ok(Named::Fixed(Span::Period(period))))
            }
            [Word("q" | "qtr" | "quarter"), Number { value, digits: 1 }, rest @ ..] => {
                let number = u8::try_from(*value).ok()?;
                if !(1..=4).contains(&number) {
                    return Some(Err(format!("There is no quarter {number}: a year has four.")));
                }
                if rest.is_empty() {
                    return Some(Ok(Named::EveryYear(Yearly::Quarter(number))));
                }
                let period = Period::new(financial_year(rest)?, PeriodKind::Quarter, number).ok()?;
                Some(Ok(Named::Fixed(Span::Period(period))))
            }
            [Number { value, digits: 4 }] => {
                let (year, after) = (year_of(*value, 4)?, FinancialYear(*value as i32));
                if part == Part::Whole {
                    return Some(Err(format!(
                        "{year} alone is no day: write end of {year}, end of {after} or a day in it."
                    )));
                }
                Some(Ok(Named::Fixed(Span::Year(year))))
            }
            _ => None,
        }
    }

    fn quarter_now(self) -> Period {
        Period::containing(PeriodKind::Quarter, self.today, self.year_begins())
    }

    /// `this year` may be the calendar's or the financial one.
    fn which_year(self, which: &str, part: Part) -> Result<Named, String> {
        let year = Span::Year(self.today.year().saturating_add(step(which) as i32));
        let financial = Span::Period(beside(self.quarter_now().whole_year(), step(which)));
        let (one, other) =
            (self.day_in(Named::Counted(year), part)?, self.day_in(Named::Counted(financial), part)?);
        if one == other {
            return Ok(Named::Counted(financial));
        }
        Err(both(&format!("{which} year"), one.day, other.day))
    }

    /// `next March` in February may be the one that comes or that of next year.
    fn which_month(self, which: &str, month: u32, part: Part) -> Result<Named, String> {
        let year = self.today.year();
        let of = |year: i32| {
            self.day_in(Named::Counted(Span::Month(year, month)), part).map(|read| (year, read.day))
        };
        let here = self.today.month();
        let (near, far) = match which {
            "next" => (if month > here { year } else { year + 1 }, year + 1),
            "last" => (if month < here { year } else { year - 1 }, year - 1),
            _ => (year, year),
        };
        let ((near, one), (_, other)) = (of(near)?, of(far)?);
        if one == other {
            return Ok(Named::Counted(Span::Month(near, month)));
        }
        Err(both(&format!("{which} {}", MONTHS[month as usize - 1]), one, other))
    }

    /// The day meant by a part of a span.
    fn day_in(self, named: Named, part: Part) -> Outcome {
        // Of the one that is going on, what is asked for may be over, or not be there yet.
        let in_span = |span: Span| {
            let day = span.day(part, self.year_begins())?;
            let now = span.contains(self.today, self.year_begins());
            match self.tense {
                Tense::Past if now && day > self.today => {
                    Err(format!("{} is still to come: write the day.", long_date(day)))
                }
                Tense::Future if now && day < self.today => {
                    Err(format!("{} has gone by: write the day, or add the year.", long_date(day)))
                }
                _ => Ok(day),
            }
        };
        match named {
            Named::Fixed(span) => span.day(part, self.year_begins()).map(|day| Read { day, relative: false }),
            Named::Counted(span) => in_span(span).and_then(relative),
            Named::EveryYear(yearly) => {
                let spans = [-1, 0, 1].map(|by| yearly.span(self.today, self.year_begins(), by));
                let mut days = Vec::new();
                for span in spans.into_iter().flatten() {
                    days.push(in_span(span)?);
                }
                let found = match self.tense {
                    Tense::Past => days.into_iter().rev().find(|day| *day <= self.today),
                    Tense::Future => days.into_iter().find(|day| *day >= self.today),
                };
                found.map(|day| Read { day, relative: false }).ok_or_else(too_far)
            }
        }
    }
}

fn relative(day: NaiveDate) -> Outcome {
    Ok(Read { day, relative: true })
}

fn too_far() -> String {
    "That is too far off: years from 1900 to 2200 can be used.".to_owned()
}

fn within_range(date: Option<NaiveDate>) -> Result<NaiveDate, String> {
    date.filter(|day| (1900..=2200).contains(&day.year())).ok_or_else(too_far)
}

fn shifted(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::TimeDelta::try_days(by)?)
}

fn monday_of(day: NaiveDate) -> Option<NaiveDate> {
    shifted(day, -i64::from(day.weekday().num_days_from_monday()))
}

fn step(which: &str) -> i64 {
    match which {
        "next" => 1,
        "last" => -1,
        _ => 0,
    }
}

fn beside(period: Period, by: i64) -> Period {
    match by {
        1 => period.next(),
        -1 => period.previous(),
        _ => period,
    }
}

fn both(text: &str, one: NaiveDate, other: NaiveDate) -> String {
    format!("“{text}” may be {} or {}: write the day.", long_date(one), long_date(other))
}

fn numbered_month(month: u32, year: i32) -> Result<Span, String> {
    if (1..=12).contains(&month) {
        Ok(Span::Month(year, month))
    } else {
        Err(format!("There is no month {month}: {FORMS}."))
    }
}
