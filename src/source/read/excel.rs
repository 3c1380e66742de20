//! What xlsx and xls have in common: Excel's dates, and cells as calamine has them.

use calamine::{DataType, Dimensions, ExcelDateTime, SheetType, SheetVisible};
use chrono::NaiveDate;

use super::super::{Area, Cell, Number, NumberFormat, Sheet};
use super::problem::{self, Stop};

/// The first day after those that Excel knows, and the day it made up.
const AFTER_LAST_DAY: f64 = 2_958_466.0;
const NO_SUCH_DAY: f64 = 60.0;

/// A cell; `shown` is what its format shows a number as.
pub(super) fn cell(data: &impl DataType, (shown, decimals): (NumberFormat, Option<u8>)) -> Cell {
    let number = |value: f64| match value.is_finite() {
        true => Cell::Number(Number { value, shown, decimals }),
        false => Cell::Text(value.to_string()),
    };
    if let Some(value) = data.get_float() {
        number(value)
    } else if let Some(value) = data.get_int() {
        number(value as f64)
    } else if let Some(text) = data.get_string() {
        written(text)
    } else if let Some(flag) = data.get_bool() {
        Cell::Flag(flag)
    } else if let Some(when) = data.get_datetime() {
        date(&when).unwrap_or_else(|| number(when.as_f64()))
    } else if let Some(text) = data.get_datetime_iso() {
        iso_date(text).map_or_else(|| written(text), Cell::Date)
    } else if let Some(text) = data.get_duration_iso() {
        written(text)
    } else if let Some(error) = data.get_error() {
        Cell::Error(error.to_string())
    } else {
        Cell::Empty
    }
}

fn written(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// `2015-07-06`, whatever follows it.
pub(super) fn iso_date(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

/// A number that is shown as a date or a time: days since the end of 1899, or of 1903.
fn date(when: &ExcelDateTime) -> Option<Cell> {
    let days = when.as_f64();
    if when.is_duration() || (0.0..1.0).contains(&days) {
        return clock(days).map(Cell::Text);
    }
    if !(0.0..AFTER_LAST_DAY).contains(&days) {
        return None;
    }
    let day = when.as_datetime()?.date();
    // 1900 was no leap year, but to Excel: told as written, nobody takes it for a date.
    if day == NaiveDate::from_ymd_opt(1900, 2, 28)? && days >= NO_SUCH_DAY {
        return Some(Cell::Text("1900-02-29".to_owned()));
    }
    Some(Cell::Date(day))
}

/// Hours, minutes and seconds: `13:05:00`.
fn clock(days: f64) -> Option<String> {
    let seconds = (days * 86_400.0).round();
    if !seconds.is_finite() || seconds.abs() > 1e12 {
        return None;
    }
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs() as u64;
    Some(format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

/// The sheets that have rows: charts and macros are left out.
pub(super) fn sheets(all: &[calamine::Sheet]) -> Result<Vec<Sheet>, Stop> {
    let with_rows = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<Sheet> = with_rows
        .map(|sheet| Sheet { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible })
        .collect();
    // Sheets are asked for by name: two of the same, which no program makes, would be one.
    let mut names: Vec<&str> = all.iter().map(|sheet| sheet.name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(problem::damaged());
    }
    Ok(sheets)
}

/// Merged cells; what is no area, or lies beyond any sheet, is left out.
pub(super) fn areas(merged: &[Dimensions]) -> Vec<Area> {
    let area = |one: &Dimensions| {
        let (first, last) = (one.start, one.end);
        let more_than_a_cell = first.0 <= last.0 && first.1 <= last.1 && first != last;
        more_than_a_cell.then_some(())?;
        Some(Area {
            first_row: first.0.checked_add(1)?,
            last_row: last.0.checked_add(1)?,
            first_column: u16::try_from(first.1).ok()?,
            last_column: u16::try_from(last.1).ok()?,
        })
    };
    merged.iter().filter_map(area).collect()
}
