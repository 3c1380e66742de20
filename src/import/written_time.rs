//! When something was: periods, spans and days as headings and cells of other
//! people's tables write them.

use chrono::{Datelike, NaiveDate};

use crate::domain::dates::month_named;
use crate::domain::{FinancialYear, Period, PeriodKind, Span};

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
    /// `2015` alone: a calendar year, or a financial year that starts or ends in it.
    Bare(i32),
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
            Self::Bare(year) => Err(format!(
                "{year} alone may be a calendar year or a financial year: write {} or {}",
                FinancialYear(year - 1),
                FinancialYear(year)
            )),
        }
    }

    /// The same where a year alone is known to stand for the financial year that `starts` in it, or
    /// that ends in it.
    #[must_use]
    pub fn of_years(self, starts: Option<bool>) -> Self {
        match (self, starts) {
            (Self::Bare(year), Some(starts)) => whole(FinancialYear(if starts { year } else { year - 1 })),
            (other, _) => other,
        }
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
            _ => None,
        }
    }
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
    match months.windows(2).map(|pair| pair[1] - pair[0]).min() {
        None => otherwise,
        Some(..3) => PeriodKind::Month,
        Some(3..12) => PeriodKind::Quarter,
        Some(_) => PeriodKind::Year,
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

/// Finds the first time a text names.
pub fn find(text: &str) -> Option<Found> {
    if text.len() > 400 {
        return None;
    }
    let tokens = tokens(text);
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

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// Value and number of digits.
    Number(u32, usize),
    Word(String),
    /// `-`, `/`, `to` and the like; a semicolon or comma parts less but may stand there too.
    Dash,
    Slash,
    Dot,
    Other,
}

#[derive(Debug, Clone)]
struct Token {
    kind: Kind,
    begin: usize,
    end: usize,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((begin, c)) = letters.next() {
        if c.is_whitespace() {
            continue;
        }
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let mut end = begin + c.len_utf8();
        if c.is_ascii_digit() || c.is_alphabetic() {
            while let Some((at, next)) = letters.next_if(|(_, next)| class(*next) == class(c)) {
                end = at + next.len_utf8();
            }
        }
        let piece = &text[begin..end];
        let kind = match c {
            '0'..='9' => Kind::Number(piece.parse().unwrap_or(u32::MAX), piece.len()),
            '-' | '–' | '—' | '‑' | '−' => Kind::Dash,
            '/' | '\\' => Kind::Slash,
            '.' => Kind::Dot,
            c if c.is_alphabetic() => match piece.to_lowercase().as_str() {
                "to" | "until" => Kind::Dash,
                word => Kind::Word(word.to_owned()),
            },
            _ => Kind::Other,
        };
        found.push(Token { kind, begin, end });
    }
    found
}

/// A time at the very beginning, and how many tokens it is.
fn match_at(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    part_and_year(tokens)
        .or_else(|| year_and_part(tokens))
        .or_else(|| months(tokens))
        .or_else(|| day(tokens))
        .or_else(|| financial_year(tokens).map(|(year, used)| (whole(year), used)))
        .or_else(|| part(tokens))
        .or_else(|| bare_year(tokens))
}

fn whole(year: FinancialYear) -> WrittenTime {
    // The year is within range: it is read from four digits that are checked.
    Period::new(year, PeriodKind::Year, 1).map_or(WrittenTime::Bare(year.0), WrittenTime::Period)
}

fn kind_at(tokens: &[Token], at: usize) -> Option<&Kind> {
    tokens.get(at).map(|token| &token.kind)
}

/// `2015/16`, `2015-16`, `2015 to 2016`, `24/25`, `FY 2015/16`.
fn financial_year(tokens: &[Token]) -> Option<(FinancialYear, usize)> {
    if matches!(kind_at(tokens, 0), Some(Kind::Word(word)) if word == "fy") {
        return financial_year(&tokens[1..]).map(|(year, used)| (year, used + 1));
    }
    let (Kind::Number(first, digits), Kind::Slash | Kind::Dash, Kind::Number(second, more)) =
        (kind_at(tokens, 0)?, kind_at(tokens, 1)?, kind_at(tokens, 2)?)
    else {
        return None;
    };
    let start = match digits {
        4 => i32::try_from(*first).ok()?,
        2 => 2000 + i32::try_from(*first).ok()?,
        _ => return None,
    };
    let expected = match more {
        4 if *digits == 4 => start + 1,
        2 => (start + 1) % 100,
        _ => return None,
    };
    let next = i32::try_from(*second).ok()?;
    // `24/25/2016` is no year, and neither is `2015-16-01`.
    let goes_on = matches!(kind_at(tokens, 3), Some(Kind::Slash | Kind::Dash))
        && matches!(kind_at(tokens, 4), Some(Kind::Number(..)))
        && tokens.get(3).is_some_and(|token| token.begin == tokens[2].end);
    (next == expected && FinancialYear::RANGE.contains(&start) && !goes_on)
        .then_some((FinancialYear(start), 3))
}

/// `Q1`, `Quarter 1`, `1st quarter`, `Month 3`, `M3`, `P03`.
fn part(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let quarter = |number: u32| (1..=4).contains(&number).then_some(WrittenTime::Quarter(number as u8));
    let month = |number: u32| (1..=12).contains(&number).then_some(WrittenTime::Month(number as u8));
    match (kind_at(tokens, 0)?, kind_at(tokens, 1)) {
        (Kind::Word(word), Some(Kind::Number(number, ..=2))) => match word.as_str() {
            "q" | "qtr" | "quarter" => quarter(*number),
            "m" | "month" | "mth" | "period" | "p" => month(*number),
            _ => None,
        }
        .map(|when| (when, 2)),
        (Kind::Number(number, 1), Some(Kind::Word(ending)))
            if matches!(ending.as_str(), "st" | "nd" | "rd" | "th")
                && matches!(kind_at(tokens, 2), Some(Kind::Word(word)) if word == "quarter") =>
        {
            quarter(*number).map(|when| (when, 3))
        }
        (Kind::Word(word), Some(Kind::Word(next))) if next == "quarter" => {
            let number = ["first", "second", "third", "fourth"].iter().position(|name| name == word)?;
            quarter(number as u32 + 1).map(|when| (when, 2))
        }
        _ => None,
    }
}

fn joined(when: WrittenTime, year: FinancialYear) -> Option<WrittenTime> {
    let (kind, number) = match when {
        WrittenTime::Quarter(number) => (PeriodKind::Quarter, number),
        WrittenTime::Month(number) => (PeriodKind::Month, number),
        _ => return None,
    };
    Period::new(year, kind, number).ok().map(WrittenTime::Period)
}

/// How many tokens part a part from its year: none, or one that is not a word.
fn gap(tokens: &[Token], at: usize) -> usize {
    match kind_at(tokens, at) {
        Some(Kind::Other | Kind::Dash | Kind::Slash) => 1,
        Some(Kind::Word(word)) if word == "of" => 1,
        _ => 0,
    }
}

/// `Q1 2015/16`, `Month 3 of 2015-16`.
fn part_and_year(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let (when, used) = part(tokens)?;
    let at = used + gap(tokens, used);
    let (year, more) = financial_year(tokens.get(at..)?)?;
    joined(when, year).map(|when| (when, at + more))
}

/// `2015/16 Q1`, `2018-19;Q1`.
fn year_and_part(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let (year, used) = financial_year(tokens)?;
    let at = used + gap(tokens, used);
    let (when, more) = part(tokens.get(at..)?)?;
    joined(when, year).map(|when| (when, at + more))
}

fn month_name(kind: Option<&Kind>) -> Option<u8> {
    let Some(Kind::Word(word)) = kind else { return None };
    month_named(word).map(|month| month as u8)
}

/// A year of four digits, or of two where something shows that it is one.
fn year_number(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let skip =
        usize::from(matches!(kind_at(tokens, at), Some(Kind::Dash | Kind::Slash | Kind::Dot | Kind::Other)));
    match kind_at(tokens, at + skip)? {
        Kind::Number(year @ 1900..=2200, 4) => Some((*year as i32, skip + 1)),
        // `Jun-15`, `Jun 15`: a day would come first.
        Kind::Number(year, 2) => Some((2000 + *year as i32, skip + 1)),
        _ => None,
    }
}

/// `Apr-June 2015`, `Oct 2014 – March 2015`, `June 2015`, `June`.
fn months(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let first = month_name(kind_at(tokens, 0))?;
    let own = year_number(tokens, 1);
    let at = 1 + own.map_or(0, |(_, used)| used);
    if matches!(kind_at(tokens, at), Some(Kind::Dash))
        && let Some(second) = month_name(kind_at(tokens, at + 1))
        && let Some((year, used)) = year_number(tokens, at + 2)
    {
        // `Nov–Jan 2016` begins the year before.
        let before = if first > second { year - 1 } else { year };
        let from = (own.map_or(before, |(year, _)| year), first);
        return (from <= (year, second))
            .then_some((WrittenTime::Months { from, to: (year, second) }, at + 2 + used));
    }
    match own {
        Some((year, used)) => {
            Some((WrittenTime::Months { from: (year, first), to: (year, first) }, 1 + used))
        }
        None => Some((WrittenTime::Named(first), 1)),
    }
}

/// `31 March 2016`, `31st March 2016`, `31/03/2016`, `2016-03-31`, `2016-03`.
fn day(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let Kind::Number(first, digits) = kind_at(tokens, 0)? else { return None };
    let made = |year: i32, month: u32, day: u32| {
        let year = if year < 100 { year + 2000 } else { year };
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|day| (1900..=2200).contains(&day.year()))
            .map(WrittenTime::Day)
    };
    let ending = matches!(kind_at(tokens, 1), Some(Kind::Word(word)) if matches!(word.as_str(), "st" | "nd" | "rd" | "th"));
    let mut at = 1 + usize::from(ending);
    at += usize::from(matches!(kind_at(tokens, at), Some(Kind::Dash | Kind::Dot)));
    if let Some(month) = month_name(kind_at(tokens, at)) {
        let (year, used) = year_number(tokens, at + 1)?;
        return made(year, u32::from(month), *first).map(|when| (when, at + 1 + used));
    }
    let separator = kind_at(tokens, 1)?;
    if !matches!(separator, Kind::Slash | Kind::Dash | Kind::Dot) {
        return None;
    }
    let Kind::Number(second, 1..=2) = kind_at(tokens, 2)? else { return None };
    if kind_at(tokens, 3) == Some(separator)
        && let Some(Kind::Number(third, width)) = kind_at(tokens, 4)
    {
        let when = match (digits, width) {
            (4, 1..=2) => made(i32::try_from(*first).ok()?, *second, *third),
            (1..=2, 2 | 4) => made(i32::try_from(*third).ok()?, *second, *first),
            _ => None,
        };
        return when.map(|when| (when, 5));
    }
    // `2015-06` is a month; `2015-16` has been taken for a year.
    (*digits == 4 && *separator == Kind::Dash && (1..=12).contains(second) && (1900..=2200).contains(first))
        .then(|| {
            let month = (*first as i32, *second as u8);
            (WrittenTime::Months { from: month, to: month }, 3)
        })
}

fn bare_year(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    match kind_at(tokens, 0)? {
        Kind::Number(year @ 1990..=2100, 4) => Some((WrittenTime::Bare(*year as i32), 1)),
        _ => None,
    }
}
