//! Times of more than one word: spans up to a month, ranges of years, parts of years that may be of the
//! calendar, and what is no period at all.

use chrono::Datelike;

use super::grammar::{
    Kind, Token, byte, financial_year, kind_at, match_at, month_name, part, whole_number, year_number,
};
use super::{Unfit, WrittenTime};
use crate::domain::PeriodKind;

fn word(tokens: &[Token], at: usize) -> &str {
    match kind_at(tokens, at) {
        Some(Kind::Word(word)) => word,
        _ => "",
    }
}

/// A span that words lead up to, or a range of years: `As at 31/03/2004`, `Year to March 2006`, `12 months to Mar
/// 2005`, `2010 - 12`, `2013/14 - 15/16`, `w/c 6 April`, `Academic year 2015/16`.
pub(super) fn span(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    as_at(tokens)
        .or_else(|| up_to(tokens))
        .or_else(|| week_of(tokens))
        .or_else(|| academic_year(tokens))
        .or_else(|| years(tokens))
}

/// `As at 31/03/2004`, `Position at 31 March`.
fn as_at(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let used = match (word(tokens, 0), word(tokens, 1)) {
        ("as", "at" | "of" | "on") | ("position", "at") => 2,
        _ => return None,
    };
    // A heading that goes on with other words keeps them.
    let (when, more) = match_at(tokens.get(used..)?)?;
    let timed = matches!(when, WrittenTime::Day(_) | WrittenTime::Months { .. } | WrittenTime::Period(_));
    timed.then_some((when, used + more))
}

/// `Year to March 2006`, `12 months ending 31 March 2006`, `Rolling 12 months to June 2015`, `Quarter to June 2015`.
fn up_to(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let mut at = usize::from(matches!(word(tokens, 0), "rolling" | "moving"));
    let months = match (kind_at(tokens, at)?, word(tokens, at + 1)) {
        (Kind::Number(number @ 1..=36, ..=2), "month" | "months" | "mths") => {
            at += 2;
            whole_number(*number)
        }
        (Kind::Word(unit), _) => {
            let months = match unit.as_str() {
                "year" | "yr" => 12,
                "quarter" | "qtr" => 3,
                "month" => 1,
                "twelve" if word(tokens, at + 1) == "months" => {
                    at += 1;
                    12
                }
                "half" if word(tokens, at + 1) == "year" => {
                    at += 1;
                    6
                }
                _ => return None,
            };
            at += 1;
            months
        }
        _ => return None,
    };
    // "to" is a dash among the tokens.
    let leads = matches!(kind_at(tokens, at), Some(Kind::Dash))
        || matches!(word(tokens, at), "ending" | "ended" | "end");
    if !leads {
        return None;
    }
    at += 1;
    at += usize::from(matches!(word(tokens, at), "the" | "of"));
    let (last, used) = match_at(tokens.get(at..)?)?;
    let (year, month) = match last {
        WrittenTime::Day(day) => (day.year(), whole_number(day.month())),
        WrittenTime::Months { from, to } if from == to => (to.0, i32::from(to.1)),
        WrittenTime::YearMonth { year, month } => (year, i32::from(month)),
        _ => return None,
    };
    let first = year * 12 + month - months;
    let from = (first.div_euclid(12), byte(first.rem_euclid(12).unsigned_abs() + 1));
    Some((WrittenTime::Months { from, to: (year, byte(month.unsigned_abs())) }, at + used))
}

/// `w/c 6 Apr 2015`, `week ending 12/04/2015`.
fn week_of(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let used = match (word(tokens, 0), kind_at(tokens, 1), word(tokens, 1), word(tokens, 2)) {
        ("w", Some(Kind::Slash), _, "c" | "e" | "b") => 3,
        ("wc" | "we", ..) => 1,
        ("week" | "wk", _, "commencing" | "ending" | "beginning" | "starting", _) => 2,
        _ => return None,
    };
    let rest = tokens.get(used..)?;
    let used_by_day = match_at(rest).map(|(_, used)| used).or_else(|| {
        let named = matches!(kind_at(rest, 0), Some(Kind::Number(1..=31, _)))
            && month_name(kind_at(rest, 1)).is_some();
        named.then_some(2)
    })?;
    Some((WrittenTime::Unfit(Unfit::Week), used + used_by_day))
}

/// `Academic year 2015/16`, `AY 2015/16`.
fn academic_year(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let used = match (word(tokens, 0), word(tokens, 1)) {
        ("academic" | "school", "year") => 2,
        ("ay", _) => 1,
        _ => return None,
    };
    let (_, more) = financial_year(tokens.get(used..)?)?;
    Some((WrittenTime::Unfit(Unfit::AcademicYear), used + more))
}

/// `2010 - 12`, `2010-2012`, `2013/14 - 15/16`: more years than one.
fn years(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    if let Some((first, used)) = financial_year(tokens)
        && matches!(kind_at(tokens, used), Some(Kind::Dash))
        && let Some((last, more)) = financial_year(tokens.get(used + 1..)?)
        && first < last
    {
        return Some((WrittenTime::Years { from: first.0, to: last.0, financial: true }, used + 1 + more));
    }
    let (Kind::Number(first @ 1900..=2200, 4), Kind::Dash, Kind::Number(second, digits)) =
        (kind_at(tokens, 0)?, kind_at(tokens, 1)?, kind_at(tokens, 2)?)
    else {
        return None;
    };
    // `2015-04-30` is a day.
    if matches!(kind_at(tokens, 3), Some(Kind::Dash)) {
        return None;
    }
    let (first, second) = (whole_number(*first), i32::try_from(*second).ok()?);
    let apart = tokens[0].end < tokens[1].begin || tokens[1].end < tokens[2].begin;
    let last = match digits {
        4 => second,
        // `2009-11` without blanks may be a month.
        2 if apart || second > 12 => first - first % 100 + second,
        _ => return None,
    };
    // Two running years are a financial year.
    let several = (first + 2..=first + 20).contains(&last);
    several.then_some((WrittenTime::Years { from: first, to: last, financial: false }, 3))
}

/// `2015Q1`, `Q2/2015`, `Q3-2015`, `2015-Q4`: a part of a year alone.
pub(super) fn part_of_bare_year(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let is_gap =
        |at: usize| usize::from(matches!(kind_at(tokens, at), Some(Kind::Dash | Kind::Slash | Kind::Other)));
    let year = |at: usize| match kind_at(tokens, at) {
        Some(Kind::Number(year @ 1990..=2100, 4)) => Some(whole_number(*year)),
        _ => None,
    };
    let of = |when: WrittenTime, year: i32, used: usize| match when {
        WrittenTime::Quarter(number) => {
            Some((WrittenTime::PartOfBare { kind: PeriodKind::Quarter, number, year }, used))
        }
        _ => None,
    };
    if let Some(first) = year(0) {
        let at = 1 + is_gap(1);
        let (when, used) = part(tokens.get(at..)?)?;
        return of(when, first, at + used);
    }
    let (when, used) = part(tokens)?;
    let used = used + months_in_brackets(tokens.get(used..)?);
    let at = used + is_gap(used);
    of(when, year(at)?, at + 1)
}

/// `H1 2000/01`, `Week 3`: with a year beside it or without.
pub(super) fn half_or_week(tokens: &[Token]) -> Option<(WrittenTime, usize)> {
    let (unfit, most) = match word(tokens, 0) {
        "h" | "half" => (Unfit::HalfYear, 2),
        "week" | "wk" => (Unfit::Week, 53),
        _ => return None,
    };
    let number =
        matches!(kind_at(tokens, 1), Some(Kind::Number(number, ..=2)) if (1..=most).contains(number));
    if !number {
        return None;
    }
    let year = tokens.get(2..).and_then(|rest| financial_year(rest).map(|(_, used)| used));
    let year = year.or_else(|| year_number(tokens, 2).map(|(_, used)| used)).unwrap_or_default();
    Some((WrittenTime::Unfit(unfit), 2 + year))
}

/// How many tokens the months of a quarter in brackets behind it take: `(Apr-Jun)`.
pub(super) fn months_in_brackets(tokens: &[Token]) -> usize {
    let bracket = |at: usize| matches!(kind_at(tokens, at), Some(Kind::Other));
    let is_months = bracket(0)
        && month_name(kind_at(tokens, 1)).is_some()
        && matches!(kind_at(tokens, 2), Some(Kind::Dash))
        && month_name(kind_at(tokens, 3)).is_some()
        && bracket(4);
    if is_months { 5 } else { 0 }
}

/// How many tokens a time of day behind a day takes: ` 00:00:00`, `T00:00:00Z`, ` 12:30 PM`.
pub(super) fn clock(tokens: &[Token]) -> usize {
    let number = |at: usize| matches!(kind_at(tokens, at), Some(Kind::Number(_, ..=9)));
    let other = |at: usize| matches!(kind_at(tokens, at), Some(Kind::Other));
    let mut used = usize::from(word(tokens, 0) == "t");
    if !(number(used) && other(used + 1) && number(used + 2)) {
        return 0;
    }
    used += 3;
    if other(used) && number(used + 1) {
        used += 2;
    }
    if matches!(kind_at(tokens, used), Some(Kind::Dot)) && number(used + 1) {
        used += 2;
    }
    used + usize::from(matches!(word(tokens, used), "z" | "am" | "pm"))
}
