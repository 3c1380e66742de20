//! How times are written, token by token: years, quarters, months and days.

use chrono::{Datelike, NaiveDate};

use super::{WrittenTime, spans};
use crate::domain::dates::month_named;
use crate::domain::{FinancialYear, Period, PeriodKind};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
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
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) begin: usize,
    pub(super) end: usize,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
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
pub(super) fn match_at(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    spans::span(tokens)
        .or_else(|| part_and_year(tokens))
        .or_else(|| year_and_part(tokens))
        .or_else(|| months(tokens))
        .or_else(|| day(tokens))
        .or_else(|| financial_year(tokens).map(|(year, used)| (whole(year), used)))
        .or_else(|| spans::part_of_bare_year(tokens))
        .or_else(|| part(tokens))
        .or_else(|| spans::half_or_week(tokens))
        .or_else(|| bare_year(tokens))
}

/// A number of few digits.
pub(super) fn whole_number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A number of one or two digits.
pub(super) fn byte(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

pub(super) fn whole(year: FinancialYear) -> WrittenTime {
    // The year is within range: it is read from four digits that are checked.
    Period::new(year, PeriodKind::Year, 1).map_or(WrittenTime::Bare(year.0), WrittenTime::Period)
}

pub(super) fn kind_at(tokens: &[Token], at: usize) -> Option<&Kind> {
    tokens.get(at).map(|token| &token.kind)
}

/// `2015/16`, `2015-16`, `2015 to 2016`, `24/25`, `FY 2015/16`.
pub(super) fn financial_year(tokens: &[Token]) -> Option<(FinancialYear, usize)> {
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
pub(super) fn part(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let quarter = |number: u32| (1..=4).contains(&number).then_some(WrittenTime::Quarter(byte(number)));
    let month = |number: u32| (1..=12).contains(&number).then_some(WrittenTime::Month(byte(number)));
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
            quarter(u32::try_from(number).unwrap_or(u32::MAX - 1) + 1).map(|when| (when, 2))
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
    let used = used + spans::months_in_brackets(tokens.get(used..)?);
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

pub(super) fn month_name(kind: Option<&Kind>) -> Option<u8> {
    let Some(Kind::Word(word)) = kind else { return None };
    month_named(word).map(byte)
}

/// A year of four digits, or of two where something shows that it is one.
pub(super) fn year_number(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let skip =
        usize::from(matches!(kind_at(tokens, at), Some(Kind::Dash | Kind::Slash | Kind::Dot | Kind::Other)));
    match kind_at(tokens, at + skip)? {
        Kind::Number(year @ 1900..=2200, 4) => Some((whole_number(*year), skip + 1)),
        // `Jun-15`, `Jun 15`: a day would come first.
        Kind::Number(year, 2) => Some((2000 + whole_number(*year), skip + 1)),
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
        return made(year, u32::from(month), *first).map(|when| {
            (when, at + 1 + used + spans::clock(tokens.get(at + 1 + used..).unwrap_or_default()))
        });
    }
    let separator = kind_at(tokens, 1)?;
    if !matches!(separator, Kind::Slash | Kind::Dash | Kind::Dot) {
        return None;
    }
    // `04/2024`
    if let Kind::Number(year @ 1990..=2100, 4) = kind_at(tokens, 2)?
        && (*digits, separator) == (2, &Kind::Slash)
        && (1..=12).contains(first)
        && !matches!(kind_at(tokens, 3), Some(Kind::Slash))
    {
        let month = (whole_number(*year), byte(*first));
        return Some((WrittenTime::Months { from: month, to: month }, 3));
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
        return when.map(|when| (when, 5 + spans::clock(tokens.get(5..).unwrap_or_default())));
    }
    // `2015-06` is a month; `2015-16` has been taken for a year, and `2010 - 12` for three.
    let together = tokens[0].end == tokens[1].begin && tokens[1].end == tokens[2].begin;
    let is_month = (1..=12).contains(second) && (1900..=2200).contains(first) && *digits == 4;
    let month = (whole_number(*first), byte(*second));
    match separator {
        Kind::Dash if is_month && together => {
            Some((WrittenTime::YearMonth { year: month.0, month: month.1 }, 3))
        }
        // `2024/04`; `2010/12` could be three years.
        Kind::Slash if is_month && together && i32::from(month.1) <= month.0 % 100 => {
            Some((WrittenTime::Months { from: month, to: month }, 3))
        }
        _ => None,
    }
}

fn bare_year(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    match kind_at(tokens, 0)? {
        Kind::Number(year @ 1990..=2100, 4) => Some((WrittenTime::Bare(whole_number(*year)), 1)),
        _ => None,
    }
}
