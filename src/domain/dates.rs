//! Days as people type and read them: `6 jul`, `+2w`, `fri`, `06/07/2015`.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::indicator::month_name;

const FORMS: &str = "write 06/07/2015, 6 jul, +2w, fri, today or tomorrow";

/// `06/07/2015`, day first.
pub fn format_date(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `6 Jul 2015`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// Reads a due date, day first: `06/07/2015`, `6/7/15`, `6 jul 2015`,
/// `6 jul` (the next such day, today included), `2015-07-06`, `today`,
/// `tomorrow`, `+10d`, `+2w`, `+1m`, `fri` (the next Friday after today).
/// Years 1900–2200; two-digit years are of this century.
///
/// # Errors
/// A sentence; where the day does not exist, with the nearest real one:
/// "There is no 31 September: did you mean 30 Sep 2015?"
pub fn due_date_text(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let unreadable = || format!("“{}” is not a date: {FORMS}.", super::shown(text));
    if text.len() > 64 {
        return Err(unreadable());
    }
    let plain = text.trim().to_lowercase().replace(',', " ");
    let plain = plain.strip_prefix("next ").unwrap_or(&plain).trim();
    match plain {
        "" => return Err(format!("There is no date here: {FORMS}.")),
        "today" => return Ok(today),
        "tomorrow" => return within_range(today.checked_add_days(Days::new(1))),
        _ => {}
    }
    if let Some(ahead) = plain.strip_prefix('+') {
        return offset(ahead.trim(), today).unwrap_or_else(|| Err(unreadable()));
    }
    if let Ok(weekday) = plain.parse::<Weekday>() {
        let ahead = (weekday.num_days_from_monday() + 6 - today.weekday().num_days_from_monday()) % 7 + 1;
        return within_range(today.checked_add_days(Days::new(u64::from(ahead))));
    }
    let parts = split(plain).ok_or_else(unreadable)?;
    read_parts(&parts, today).unwrap_or_else(|| Err(unreadable()))
}

fn within_range(date: Option<NaiveDate>) -> Result<NaiveDate, String> {
    date.filter(|d| (1900..=2200).contains(&d.year()))
        .ok_or_else(|| "That is too far off: years from 1900 to 2200 can be used.".to_owned())
}

/// `2w`, `10 d`, `1m`, `1y`; none when it is not of that shape.
fn offset(text: &str, today: NaiveDate) -> Option<Result<NaiveDate, String>> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (digits, unit) = text.split_at(end);
    let count: u32 = digits.parse().ok().filter(|n| *n <= 100_000)?;
    let date = match unit.trim() {
        "d" | "day" | "days" => today.checked_add_days(Days::new(u64::from(count))),
        "w" | "week" | "weeks" => today.checked_add_days(Days::new(u64::from(count) * 7)),
        "m" | "month" | "months" => today.checked_add_months(Months::new(count)),
        "y" | "year" | "years" => today.checked_add_months(Months::new(count * 12)),
        _ => return None,
    };
    Some(within_range(date))
}

enum Part {
    Number { value: u32, digits: usize },
    Month(u32),
}

/// Numbers and month names; none when anything else is there.
fn split(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if matches!(first, '/' | '-' | '.' | ' ' | '\t') {
            rest = &rest[1..];
            continue;
        }
        let digits = first.is_ascii_digit();
        let same_sort = |c: char| {
            if digits { c.is_ascii_digit() } else { c.is_alphabetic() }
        };
        let end = rest.find(|c: char| !same_sort(c)).unwrap_or(rest.len());
        if end == 0 || parts.len() > 3 {
            return None;
        }
        let (word, after) = rest.split_at(end);
        rest = after;
        if digits {
            parts.push(Part::Number { value: word.parse().ok()?, digits: word.len() });
        } else if !matches!(word, "st" | "nd" | "rd" | "th" | "of") {
            parts.push(Part::Month(month_number(word)?));
        }
    }
    Some(parts)
}

fn month_number(word: &str) -> Option<u32> {
    (1..=12).find(|&m| {
        let short = month_name(m).to_ascii_lowercase();
        word == short || word == long_month(m).to_ascii_lowercase() || (word == "sept" && m == 9)
    })
}

/// The months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn long_month(month: u32) -> &'static str {
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}

/// None when the parts are not in any order that is a date.
fn read_parts(parts: &[Part], today: NaiveDate) -> Option<Result<NaiveDate, String>> {
    use Part::{Month, Number};
    let (day, month, year) = match parts {
        [Number { value: year, digits: 4 }, Number { value: month, .. }, Number { value: day, .. }] => {
            (*day, *month, Some((*year, 4)))
        }
        [Number { value: day, .. }, Number { value: month, .. }] => (*day, *month, None),
        [Number { value: day, .. }, Number { value: month, .. }, Number { value, digits }] => {
            (*day, *month, Some((*value, *digits)))
        }
        [Number { value: day, .. }, Month(month)] | [Month(month), Number { value: day, .. }] => {
            (*day, *month, None)
        }
        [Number { value: day, .. }, Month(month), Number { value, digits }] => {
            (*day, *month, Some((*value, *digits)))
        }
        _ => return None,
    };
    let year = match year {
        None => None,
        Some((value, 2)) => Some(2000 + value as i32),
        Some((value, 4)) => Some(value as i32),
        Some(_) => return None,
    };
    if year.is_some_and(|y| !(1900..=2200).contains(&y)) {
        return Some(Err("Years from 1900 to 2200 can be used.".to_owned()));
    }
    Some(match year {
        Some(year) => dated(day, month, year),
        None => next_such_day(day, month, today),
    })
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
    Err(format!("There is no {day} {}{leap}: did you mean {nearest}?", long_month(month)))
}

fn last_day(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|&d| NaiveDate::from_ymd_opt(year, month, d).is_some()).unwrap_or(28)
}

/// The next such day, today included; 29 February waits for a leap year.
fn next_such_day(day: u32, month: u32, today: NaiveDate) -> Result<NaiveDate, String> {
    let real = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    let year = today.year();
    // Eight years always hold a leap year, even across 1900 and 2100.
    match (year..=year.saturating_add(8)).filter_map(real).find(|date| *date >= today) {
        Some(date) => within_range(Some(date)),
        None => {
            let nearest_is_past = (month, last_day(year, month.clamp(1, 12))) < (today.month(), today.day());
            dated(day, month, if nearest_is_past { year.saturating_add(1) } else { year })
        }
    }
}
