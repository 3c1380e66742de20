//! Days as people read them. How they type them is in [`super::date_phrase`].

use chrono::{Datelike, NaiveDate};

use super::indicator::month_name;

/// `06/07/2015`, day first.
pub fn format_date(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `6 Jul 2015`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// The day by which "overdue" and the like are judged in a period: today in the current one, its last
/// day in one that is closed or was followed by another, so that an old report says what it said. Never
/// later than today. `ends` is the last day of the period, `current_ends` that of the period the
/// workbook is at, if it is at one.
pub fn judged_on(
    ends: NaiveDate,
    open: bool,
    current_ends: Option<NaiveDate>,
    today: NaiveDate,
) -> NaiveDate {
    let current = open && current_ends.is_none_or(|current| ends >= current);
    if current { today } else { today.min(ends) }
}

/// `Mon 6 Jul 2015`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {}", date.weekday(), short_date(date))
}

/// The month of a name: `june`, `Jun`, `Sept`; 1 to 12.
pub fn month_named(word: &str) -> Option<u32> {
    (1..=12).find(|&month| {
        word.eq_ignore_ascii_case(month_name(month))
            || word.eq_ignore_ascii_case(MONTHS[month as usize - 1])
            || (month == 9 && word.eq_ignore_ascii_case("sept"))
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
