//! Units of a table's columns: a row of them below the headings, and thousands and millions of pounds.

use super::table::{Column, filled, text_of};
use super::words::{plain, words};
use crate::source::Row;

/// A row of units: `£000`, `%`, `number`.
pub(super) fn is_units(row: &Row) -> bool {
    let texts: Vec<&str> =
        row.cells.iter().filter_map(text_of).map(str::trim).filter(|text| !text.is_empty()).collect();
    let units = texts.iter().filter(|text| is_unit(text)).count();
    units >= 1 && units * 10 >= texts.len() * 8 && texts.len() == filled(row)
}

/// Whether a text is a unit and nothing else.
pub fn is_unit(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "£" | "£000"
            | "£000s"
            | "£k"
            | "£m"
            | "£million"
            | "£ million"
            | "£thousand"
            | "£ thousand"
            | "%"
            | "percent"
            | "per cent"
            | "number"
            | "no"
            | "days"
            | "weeks"
            | "count"
            | "rate"
            | "000"
            | "000s"
            | "£ 000"
            | "£ 000s"
    )
}

/// What one stands for in a column whose heading or unit says £000 or £m.
pub fn times(column: &Column) -> Option<f64> {
    times_in(&format!("{} {}", column.name, column.unit))
}

/// The same of what a text says, as a column of units does: 1,000 for "£000", 1,000,000 for "£m".
pub fn times_in(text: &str) -> Option<f64> {
    const THOUSANDS: [&str; 5] = ["000", "000s", "thousand", "thousands", "k"];
    const MILLIONS: [&str; 5] = ["m", "mn", "mil", "million", "millions"];
    let words = words(text);
    let says = |whole: &[&str], after: &[&str]| {
        words.iter().enumerate().any(|(at, word)| {
            let next = words.get(at + 1).map_or("", String::as_str);
            whole.contains(&word.as_str()) || (word == "£" && after.contains(&next))
        })
    };
    // "Cost (£) per 100,000" counts no thousands of pounds.
    if says(&["£000", "£000s", "£k", "000s", "£thousand", "£thousands"], &THOUSANDS) {
        Some(1_000.0)
    } else if says(&["£m", "£million", "£millions", "£mn"], &MILLIONS) {
        Some(1_000_000.0)
    } else {
        None
    }
}
