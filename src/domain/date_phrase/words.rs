//! The words and numbers of a date, and the names of days, months and years.

use chrono::Weekday;

use crate::domain::period::FinancialYear;

/// What to write, for messages.
pub(super) const FORMS: &str = "write 06/07/2015, 6 jul, fri, +2w, end of march or Q3";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Number {
        value: u32,
        digits: usize,
    },
    /// `14th`
    Ordinal(u32),
    Word(&'a str),
    Plus,
    Minus,
}

/// Words and numbers; none where anything else is there, or more than a date has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut found: Vec<Token> = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let begins = found.is_empty();
        match first {
            '+' if begins => found.push(Token::Plus),
            '-' | '−' if begins => found.push(Token::Minus),
            '/' | '-' | '–' | '.' | ',' | '\'' | '’' | ' ' | '\t' | '\u{a0}' => {}
            _ => {
                let digits = first.is_ascii_digit();
                let same = |c: char| if digits { c.is_ascii_digit() } else { c.is_alphabetic() };
                let end = rest.find(|c: char| !same(c)).unwrap_or(rest.len());
                if end == 0 || found.len() > 7 {
                    return None;
                }
                let (word, after) = rest.split_at(end);
                rest = after;
                let last = found.last_mut();
                match (word, last) {
                    ("st" | "nd" | "rd" | "th", Some(last)) => match *last {
                        Token::Number { value, .. } => *last = Token::Ordinal(value),
                        _ => return None,
                    },
                    // `weeks' time` and `today's` alike.
                    ("s", Some(Token::Word(_))) => {}
                    _ if digits => {
                        found.push(Token::Number { value: word.parse().ok()?, digits: word.len() })
                    }
                    _ => found.push(Token::Word(word)),
                }
                continue;
            }
        }
        rest = &rest[first.len_utf8()..];
    }
    Some(found)
}

pub(super) fn weekday_named(word: &str) -> Option<Weekday> {
    match word {
        "tues" => Some(Weekday::Tue),
        "weds" => Some(Weekday::Wed),
        "thur" | "thurs" => Some(Weekday::Thu),
        word => word.parse().ok(),
    }
}

pub(super) fn long_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// `2026/27`, `26/27`, `2026/2027`.
pub(super) fn financial_year(tokens: &[Token]) -> Option<FinancialYear> {
    let [Token::Number { value: first, digits }, Token::Number { value: second, digits: more }] = tokens
    else {
        return None;
    };
    let start = match digits {
        4 => *first as i32,
        2 => 2000 + *first as i32,
        _ => return None,
    };
    let next = match more {
        2 => (start + 1) % 100,
        4 => start + 1,
        _ => return None,
    };
    (*second as i32 == next).then_some(FinancialYear(start))
}
