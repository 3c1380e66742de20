//! When something was: periods, spans and days as headings and cells of other
//! people's tables write them.

mod grammar;
mod spans;

use chrono::{Datelike, NaiveDate};

use crate::domain::{FinancialYear, Period, PeriodKind, Span};
use grammar::{Kind, byte, match_at, tokens, whole, whole_number};

/// A time as it is written, before the year it leaves out is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WrittenTime {
    Period(Period),
    /// `Q1`, of a year that stands elsewhere.
    Quarter(u8),
    /// `Month 3`, the third of a financial year that stands elsewhere.
    Month(u8),
    /// `June`, of a year that stands elsewhere; 1–12 from January.
    Named(u8),
    Day(NaiveDate),
    /// From the first of one month to the end of another: `Apr–June 2015`.
    Months {
        from: (i32, u8),
        to: (i32, u8),
    },
    /// `2015-06`: a month, unless its column has years such as `2009-11`.
    YearMonth {
        year: i32,
        month: u8,
    },
    /// Whole years, the last of them included: `2010 - 12` of the calendar, `2013/14 - 15/16` financial ones.
    Years {
        from: i32,
        to: i32,
        financial: bool,
    },
    /// `2015 Q1`: of a year of which it is not said which kind it is.
    PartOfBare {
        kind: PeriodKind,
        number: u8,
        year: i32,
    },
    /// What is no period of a workbook: a half year, a week, an academic year.
    Unfit(Unfit),
    /// `2015` alone: a calendar year, or a financial year that starts or ends in it.
    Bare(i32),
}

/// Times that are no period of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unfit {
    HalfYear,
    Week,
    AcademicYear,
}

impl Unfit {
    /// What it is and what to do, as the rest of a sentence.
    fn why(self) -> &'static str {
        match self {
            Self::HalfYear => "a half year is no period here: give its quarters, or the year",
            Self::Week => "a week is no period here: give months, quarters or years",
            Self::AcademicYear => {
                "an academic year is no financial year: give its months, or the financial year"
            }
        }
    }
}

/// What a year alone stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareYears {
    /// 2015 is 2015/16.
    Start,
    /// 2015 is 2014/15.
    End,
    /// 2015 is January to December 2015.
    Calendar,
}

/// How a column writes its times, where one of its cells alone may be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeStyle {
    pub years: Option<BareYears>,
    /// `2009-11` is three years.
    pub ranges: bool,
    /// `05/14/2015`: the month stands first.
    pub month_first: bool,
}

impl WrittenTime {
    /// The period of the workbook that is meant. `kind` is what a day ends, `year`
    /// the financial year of what leaves it out.
    ///
    /// # Errors
    /// What is missing or does not fit, as the rest of a sentence.
    pub fn period(
        self,
        first_month: u32,
        kind: PeriodKind,
        year: Option<FinancialYear>,
    ) -> Result<Period, String> {
        let of_year = |kind, number| {
            let year = year.ok_or("no year stands with it")?;
            Period::new(year, kind, number).map_err(|error| error.why)
        };
        match self {
            Self::Period(period) => Ok(period),
            Self::Quarter(number) => of_year(PeriodKind::Quarter, number),
            Self::Month(number) => of_year(PeriodKind::Month, number),
            Self::Named(month) => {
                let number = (u32::from(month) + 12 - first_month.clamp(1, 12)) % 12 + 1;
                of_year(PeriodKind::Month, number as u8)
            }
            Self::Day(day) => Ok(Period::containing(kind, day, first_month)),
            Self::Months { .. } => {
                let span = self.span(first_month).ok_or("its months are not in order")?;
                PeriodKind::ALL
                    .into_iter()
                    .map(|kind| Period::containing(kind, span.from, first_month))
                    .find(|period| period.span(first_month) == span)
                    .ok_or_else(|| format!("{} is neither a month nor a quarter nor a year", span.title()))
            }
            Self::YearMonth { year, month } => {
                Self::Months { from: (year, month), to: (year, month) }.period(first_month, kind, None)
            }
            Self::Years { from, to, .. } => {
                let years = to - from + 1;
                Err(format!("it covers {years} years, and a period is a year at most"))
            }
            Self::Unfit(unfit) => Err(unfit.why().to_owned()),
            // Where the year begins in January, it is that of the calendar.
            Self::PartOfBare { kind, number, year } if first_month.clamp(1, 12) == 1 => {
                Period::new(FinancialYear(year), kind, number).map_err(|error| error.why)
            }
            Self::Bare(year) if first_month.clamp(1, 12) == 1 => {
                Period::new(FinancialYear(year), PeriodKind::Year, 1).map_err(|error| error.why)
            }
            Self::PartOfBare { kind, number, year } => {
                let of = |year| {
                    Period::new(FinancialYear(year), kind, number).map(Period::title).unwrap_or_default()
                };
                Err(format!(
                    "the year {year} may be a calendar year or a financial year: write {} or {}",
                    of(year - 1),
                    of(year)
                ))
            }
            Self::Bare(year) => Err(format!(
                "{year} alone may be a calendar year or a financial year: write {} or {}",
                FinancialYear(year - 1),
                FinancialYear(year)
            )),
        }
    }

    /// The same as its column writes times.
    #[must_use]
    pub fn styled(self, style: TimeStyle) -> Self {
        match (self, style.years) {
            (Self::YearMonth { year, month }, _) if style.ranges && i32::from(month) > year % 100 => {
                Self::Years { from: year, to: year - year % 100 + i32::from(month), financial: false }
            }
            (Self::Bare(year), Some(BareYears::Calendar)) => Self::Months { from: (year, 1), to: (year, 12) },
            (Self::Bare(year), Some(years)) => whole(FinancialYear(started(year, years))),
            (Self::PartOfBare { kind, number, year }, Some(BareYears::Calendar)) => {
                let months = byte(kind.months());
                let last = number * months;
                Self::Months { from: (year, last + 1 - months), to: (year, last) }
            }
            (Self::PartOfBare { kind, number, year }, Some(years)) => {
                let period = Period::new(FinancialYear(started(year, years)), kind, number);
                period.map_or(self, Self::Period)
            }
            (other, _) => other,
        }
    }

    /// Whether it needs to be known what a year alone stands for.
    pub fn is_bare(self) -> bool {
        matches!(self, Self::Bare(_) | Self::PartOfBare { .. })
    }

    /// The days covered, where it says which.
    pub fn span(self, first_month: u32) -> Option<Span> {
        match self {
            Self::Period(period) => Some(period.span(first_month)),
            Self::Months { from, to } => {
                let from = NaiveDate::from_ymd_opt(from.0, u32::from(from.1), 1)?;
                let to = last_day(to.0, to.1)?;
                (from <= to).then_some(Span { from, to })
            }
            Self::YearMonth { year, month } => {
                Self::Months { from: (year, month), to: (year, month) }.span(first_month)
            }
            Self::Years { from, to, financial: false } => {
                Self::Months { from: (from, 1), to: (to, 12) }.span(first_month)
            }
            Self::Years { from, to, financial: true } => {
                let of = |year| Period::new(FinancialYear(year), PeriodKind::Year, 1).ok();
                Some(Span { from: of(from)?.starts(first_month), to: of(to)?.ends(first_month) })
            }
            _ => None,
        }
    }
}

/// The calendar year in which the financial year starts that a year alone stands for.
fn started(year: i32, years: BareYears) -> i32 {
    if years == BareYears::End { year - 1 } else { year }
}

fn last_day(year: i32, month: u8) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, u32::from(month), 1)?.pred_opt()
}

/// What the days of a heading or a column end or begin: months, quarters or
/// years, by the gaps between them; `otherwise` where there is only one.
pub fn kind_of_days(days: &[NaiveDate], otherwise: PeriodKind) -> PeriodKind {
    let mut months: Vec<i32> = days.iter().map(|day| day.year() * 12 + day.month0() as i32).collect();
    months.sort_unstable();
    months.dedup();
    let gap = months.windows(2).map(|pair| pair[1] - pair[0]).min();
    let apart = |of: i32| months.windows(2).all(|pair| (pair[1] - pair[0]) % of == 0);
    match gap {
        None => otherwise,
        Some(12..) if apart(12) => PeriodKind::Year,
        Some(3..) if apart(3) => PeriodKind::Quarter,
        Some(_) => PeriodKind::Month,
    }
}

/// A time found in a text, and what the text says besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub when: WrittenTime,
    /// Without the time, trimmed of what parted the two.
    pub rest: String,
}

/// Reads a text that is nothing but a time.
pub fn read(text: &str) -> Option<WrittenTime> {
    find(text).filter(|found| found.rest.is_empty()).map(|found| found.when)
}

/// The same of a column in which days are written with the month first.
pub fn read_styled(text: &str, style: TimeStyle) -> Option<WrittenTime> {
    if style.month_first && has_two_orders(text) {
        return month_first(text).map(WrittenTime::Day);
    }
    read(text).map(|time| time.styled(style))
}

/// A day written in numbers alone with the month before it: `05/14/2015`.
pub fn month_first(text: &str) -> Option<NaiveDate> {
    let (date, _) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let separator = date.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = date.split(separator).collect();
    let [month, day, year] = parts.as_slice() else { return None };
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let year: i32 = year.parse().ok().filter(|_| matches!(year.len(), 2 | 4))?;
    NaiveDate::from_ymd_opt(if year < 100 { year + 2000 } else { year }, month, day)
}

/// Whether a text is a day in numbers alone that begins with its day or its month.
pub fn has_two_orders(text: &str) -> bool {
    let is_day = matches!(read(text), Some(WrittenTime::Day(_))) && !text.contains(char::is_alphabetic);
    let year_first = text.trim().bytes().take_while(u8::is_ascii_digit).count() == 4;
    (is_day && !year_first) || month_first(text).is_some()
}

/// Finds the first time a text names.
pub fn find(text: &str) -> Option<Found> {
    if text.len() > 400 {
        return None;
    }
    let tokens = tokens(text);
    // `202404` alone is a month, and within other words a number.
    if let [one] = tokens.as_slice()
        && let Kind::Number(number, 6) = one.kind
    {
        let (year, month) = (whole_number(number / 100), byte(number % 100));
        let is_month = (1990..=2100).contains(&year) && (1..=12).contains(&month);
        return is_month.then(|| Found {
            when: WrittenTime::Months { from: (year, month), to: (year, month) },
            rest: String::new(),
        });
    }
    // The earliest counts, and of those the longest.
    (0..tokens.len()).find_map(|at| {
        let (when, used) = match_at(&tokens[at..])?;
        let (begin, end) = (tokens[at].begin, tokens[at + used - 1].end);
        let parts = |c: char| {
            c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ';' | ',' | '(' | ')' | '/' | '|')
        };
        let (before, after) = (text[..begin].trim_matches(parts), text[end..].trim_matches(parts));
        let rest = [before, after].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        Some(Found { when, rest })
    })
}
