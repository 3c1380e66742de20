//! Stretches of time that a day is a part of: weeks, months, quarters, years.

use chrono::{Datelike, Months, NaiveDate};

use super::{shifted, too_far, within_range};
use crate::domain::period::{FinancialYear, Period, PeriodKind};

/// Which day of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    Early,
    Mid,
    Late,
    End,
    /// Nothing is said: what is due in it is due by its end.
    Whole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// From this Monday.
    Week(NaiveDate),
    Month(i32, u32),
    /// A quarter or a financial year.
    Period(Period),
    Year(i32),
}

impl Span {
    pub(super) fn month_after(year: i32, month: u32, by: i64) -> Self {
        let months = i64::from(year) * 12 + i64::from(month) - 1 + by;
        Self::Month(months.div_euclid(12) as i32, months.rem_euclid(12) as u32 + 1)
    }

    pub(super) fn first_and_last(self, first_month: u32) -> Option<(NaiveDate, NaiveDate)> {
        Some(match self {
            Self::Week(monday) => (monday, shifted(monday, 4)?),
            Self::Month(year, month) => {
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                (first, first.checked_add_months(Months::new(1))?.pred_opt()?)
            }
            Self::Period(period) => (period.starts(first_month), period.ends(first_month)),
            Self::Year(year) => {
                (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)
            }
        })
    }

    pub(super) fn contains(self, day: NaiveDate, first_month: u32) -> bool {
        self.first_and_last(first_month).is_some_and(|(first, last)| (first..=last).contains(&day))
    }

    pub(super) fn day(self, part: Part, first_month: u32) -> Result<NaiveDate, String> {
        let (first, last) = self.first_and_last(first_month).ok_or_else(too_far)?;
        // The 15th of the month so many months in, or another day of it.
        let within = |months: u32, day: u32| {
            first.checked_add_months(Months::new(months)).and_then(|first| first.with_day(day))
        };
        let months = match self {
            Self::Week(_) => 0,
            Self::Month(..) => 1,
            Self::Period(period) if period.kind() == PeriodKind::Quarter => 3,
            Self::Period(_) | Self::Year(_) => 12,
        };
        let day = match (part, months) {
            (Part::End | Part::Whole, _) => Some(last),
            (Part::Start, _) => Some(first),
            (Part::Early, 0) => shifted(first, 1),
            (Part::Mid, 0) => shifted(first, 2),
            (Part::Late, 0) => shifted(first, 3),
            (Part::Early, 1) => within(0, 5),
            (Part::Mid, 1) => within(0, 15),
            (Part::Late, 1) => within(0, 25),
            (Part::Early, 3) => within(0, 15),
            (Part::Mid, 3) => within(1, 15),
            (Part::Late, 3) => within(2, 15),
            (Part::Mid, _) => within(6, 1).and_then(|day| day.pred_opt()),
            (Part::Early | Part::Late, _) => {
                return Err("Early or late in a year can be many days: write the month.".to_owned());
            }
        };
        within_range(day)
    }
}

/// A span that comes every year.
#[derive(Debug, Clone, Copy)]
pub(super) enum Yearly {
    Month(u32),
    /// Of a financial year.
    Quarter(u8),
}

impl Yearly {
    /// In the year that today is in, or so many years from it.
    pub(super) fn span(self, today: NaiveDate, first_month: u32, by: i64) -> Option<Span> {
        match self {
            Self::Month(month) => Some(Span::Month(today.year().checked_add(by as i32)?, month)),
            Self::Quarter(number) => {
                let now = Period::containing(PeriodKind::Year, today, first_month).financial_year();
                let year = FinancialYear(now.0.checked_add(by as i32)?);
                Period::new(year, PeriodKind::Quarter, number).ok().map(Span::Period)
            }
        }
    }
}

/// A span as it was named.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named {
    /// With its year.
    Fixed(Span),
    /// From today: `next month`.
    Counted(Span),
    /// Without its year.
    EveryYear(Yearly),
}
