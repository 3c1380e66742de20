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

/// `Mon 6 Jul 2015`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {}", date.weekday(), short_date(date))
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
