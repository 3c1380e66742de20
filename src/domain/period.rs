//! Months, quarters and years of a financial year.

use std::cmp::Ordering;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::indicator::Span;

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// One month of the financial year, numbered 1–12.
    Month,
    /// Three months, numbered 1–4.
    Quarter,
    /// All twelve months; its number is always 1.
    Year,
}

impl PeriodKind {
    /// Every kind, shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// Length in months: 1, 3 or 12.
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// How many of this kind a financial year holds: 12, 4 or 1.
    pub fn per_year(self) -> u8 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }

    /// For people: `month`, `quarter`, `year`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// A financial year, named by the calendar year it starts in: 2015/16 is `FinancialYear(2015)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FinancialYear(pub i32);

impl FinancialYear {
    /// Calendar years a financial year may start in; outside them a typed
    /// year is far likelier a slip than a record (house rule).
    pub const RANGE: RangeInclusive<i32> = 1900..=2200;

    /// Its twelve months, in order.
    pub fn months(self) -> impl Iterator<Item = Period> {
        (1..=12).filter_map(move |month| Period::new(self, PeriodKind::Month, month).ok())
    }
}

impl fmt::Display for FinancialYear {
    /// `2015/16`, `1999/00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0.saturating_add(1).rem_euclid(100);
        write!(f, "{:04}/{second:02}", self.0)
    }
}

/// One month (1–12), quarter (1–4) or year of a financial year. The month
/// the year starts in is a workbook setting, passed where dates are needed
/// (values outside 1–12 are taken as the nearer end).
///
/// Ordered by when it ends, the shorter first: month 3, then quarter 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: FinancialYear,
    kind: PeriodKind,
    number: u8,
}

/// Text that is not a period.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{text}” is not a period: {why}")]
pub struct PeriodError {
    /// What was given, shortened and without control characters.
    pub text: String,
    /// What is wrong and what would be right, as the rest of the sentence.
    pub why: String,
}

impl PeriodError {
    pub(super) fn new(text: &str, why: impl Into<String>) -> Self {
        Self { text: super::shown(text), why: why.into() }
    }
}

impl Period {
    /// A period from its parts.
    ///
    /// # Errors
    /// When the number is not one of the kind's (months 1–12, quarters 1–4,
    /// a year 1) or the year starts outside [`FinancialYear::RANGE`].
    pub fn new(year: FinancialYear, kind: PeriodKind, number: u8) -> Result<Self, PeriodError> {
        let described = || match kind {
            PeriodKind::Month => format!("Month {number} {year}"),
            PeriodKind::Quarter => format!("Q{number} {year}"),
            PeriodKind::Year => year.to_string(),
        };
        if !FinancialYear::RANGE.contains(&year.0) {
            return Err(PeriodError::new(&described(), "years from 1900/01 to 2200/01 can be used"));
        }
        if !(1..=kind.per_year()).contains(&number) {
            let why = match kind {
                PeriodKind::Month => "months are M01 to M12, counted from the start of the year",
                PeriodKind::Quarter => "quarters are Q1 to Q4",
                PeriodKind::Year => "a whole year has no number",
            };
            return Err(PeriodError::new(&described(), why));
        }
        Ok(Self { year, kind, number })
    }

    /// The financial year it is part of.
    pub fn financial_year(self) -> FinancialYear {
        self.year
    }

    /// Whether it is a month, a quarter or a year.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Which one: 1–12, 1–4, or 1 for a year.
    pub fn number(self) -> u8 {
        self.number
    }

    /// Stable code, stored and typed: `2015/16-Q1`, `2015/16-M03`, `2015/16`.
    pub fn code(self) -> String {
        match self.kind {
            PeriodKind::Month => format!("{}-M{:02}", self.year, self.number),
            PeriodKind::Quarter => format!("{}-Q{}", self.year, self.number),
            PeriodKind::Year => self.year.to_string(),
        }
    }

    /// For people: `Q1 2015/16`, `Month 3 2015/16`, `2015/16`.
    pub fn title(self) -> String {
        match self.kind {
            PeriodKind::Month => format!("Month {} {}", self.number, self.year),
            PeriodKind::Quarter => format!("Q{} {}", self.number, self.year),
            PeriodKind::Year => self.year.to_string(),
        }
    }

    /// First day.
    pub fn starts(self, first_month: u32) -> NaiveDate {
        first_of_month(calendar_month(self.year.0, self.start_month() - 1, first_month))
    }

    /// Last day.
    pub fn ends(self, first_month: u32) -> NaiveDate {
        let next = first_of_month(calendar_month(self.year.0, self.end_month(), first_month));
        next.pred_opt().unwrap_or(next)
    }

    /// First and last day.
    pub fn span(self, first_month: u32) -> Span {
        Span { from: self.starts(first_month), to: self.ends(first_month) }
    }

    /// `Apr–Jun 2015`, `Jun 2015`, `Apr 2015 – Mar 2016`.
    pub fn covers(self, first_month: u32) -> String {
        self.span(first_month).title()
    }

    /// The next of its kind. The last that can be written is its own next.
    #[must_use]
    pub fn next(self) -> Self {
        self.shifted(1)
    }

    /// The one before it of its kind. The first that can be written is its own previous.
    #[must_use]
    pub fn previous(self) -> Self {
        self.shifted(-1)
    }

    /// The same month, quarter or year twelve months earlier (saturating like [`Period::previous`]).
    #[must_use]
    pub fn same_period_last_year(self) -> Self {
        self.shifted(-i32::from(self.kind.per_year()))
    }

    /// The whole financial year this period is part of.
    #[must_use]
    pub fn whole_year(self) -> Self {
        Self { year: self.year, kind: PeriodKind::Year, number: 1 }
    }

    /// Whether it ends with the financial year: the year, quarter 4, month 12.
    pub fn ends_year(self) -> bool {
        self.number == self.kind.per_year()
    }

    /// The period of this kind that a day falls in; a day outside
    /// [`FinancialYear::RANGE`] is taken to the nearest year inside it.
    pub fn containing(kind: PeriodKind, day: NaiveDate, first_month: u32) -> Self {
        let first = first_month.clamp(1, 12) as i32;
        let months = day.year() * 12 + day.month0() as i32 - (first - 1);
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
        let number = month / kind.months() as i32 + 1;
        let year = year.clamp(*FinancialYear::RANGE.start(), *FinancialYear::RANGE.end());
        Self { year: FinancialYear(year), kind, number: number as u8 }
    }

    /// Orders periods of any kind by when they end, the shorter first:
    /// months since year 0 at the end, then length in months.
    pub fn sort_key(self) -> (i32, u32) {
        (self.year.0 * 12 + self.end_month(), self.kind.months())
    }

    /// Whether this period ends on or after the first day of `start`, so that
    /// a rule valid from `start` governs it.
    pub fn reaches(self, start: Self) -> bool {
        self.sort_key().0 >= start.year.0 * 12 + start.start_month()
    }

    /// Number of its first month within the financial year, 1–12.
    fn start_month(self) -> i32 {
        self.end_month() - self.kind.months() as i32 + 1
    }

    /// Number of its last month within the financial year, 1–12.
    fn end_month(self) -> i32 {
        i32::from(self.number) * self.kind.months() as i32
    }

    fn shifted(self, by: i32) -> Self {
        let per_year = i32::from(self.kind.per_year());
        let index = self.year.0 * per_year + i32::from(self.number) - 1 + by;
        let year = FinancialYear(index.div_euclid(per_year));
        if FinancialYear::RANGE.contains(&year.0) {
            Self { year, kind: self.kind, number: (index.rem_euclid(per_year) + 1) as u8 }
        } else {
            self
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())
    }
}

/// The first quarter of the earliest year: what a record holds until its period is filled in. No workbook
/// has it, so the store refuses a record that was left at it.
impl Default for Period {
    fn default() -> Self {
        Self { year: FinancialYear(*FinancialYear::RANGE.start()), kind: PeriodKind::Quarter, number: 1 }
    }
}

/// As its code, so that a list of periods can be read.
impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// As [`Period::parse`].
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        Self::parse(text)
    }
}

/// In JSON its code: `2015/16-Q1`.
impl Serialize for Period {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Months since year 0 of the month that lies `offset` months into a financial year.
fn calendar_month(year: i32, offset: i32, first_month: u32) -> i32 {
    year * 12 + (first_month.clamp(1, 12) as i32 - 1) + offset
}

fn first_of_month(months: i32) -> NaiveDate {
    let month = months.rem_euclid(12) as u32 + 1;
    // Years are kept within `FinancialYear::RANGE`, so this date exists.
    NaiveDate::from_ymd_opt(months.div_euclid(12), month, 1).unwrap_or_default()
}
