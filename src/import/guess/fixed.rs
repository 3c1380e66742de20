//! What is the same for every row, how figures are written, and which rows
//! are kept: once it is known which column is what.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::fit::fits;
use super::{Clue, EXACT, extras, is_printed, styles};
use crate::domain::{FinancialYear, Period, PeriodKind};
use crate::import::mapping::Mapping;
use crate::import::reading::{
    ColumnReading, DATES, FILLED_DOWN, HEADINGS, ImportQuestion, Reading, RowsKept, SPANS,
};
use crate::import::targets::Takes;
use crate::import::words::{plain, same_organisation};
use crate::import::written_time::{self, WrittenTime};
use crate::import::{Known, SheetLook, reported};

const YOU: &str = "as you said";

/// Fills in the rest of a reading.
pub fn fill(reading: &mut Reading, clues: &[Clue], look: &SheetLook, mapping: &Mapping, known: &Known) {
    // What was found of headings within the table and of cells filled down is said already.
    let found = [HEADINGS, FILLED_DOWN];
    for (name, value) in mapping.fixed.iter().filter(|(name, _)| !found.contains(&name.as_str())) {
        reading.fixed.insert(name.clone(), (value.clone(), YOU.to_owned()));
    }
    styles::decide(reading, clues, mapping, &places(reading, known));
    let ranges = |at: &usize| {
        let takes_time = reading.columns[*at].field.is_some_and(|field| field.takes == Takes::Time);
        takes_time && clues[*at].content.has_year_ranges()
    };
    if let Some(at) = (0..clues.len()).find(ranges) {
        let why = format!("“{}” has such spans", reading.columns[at].name());
        reading.fixed.insert(SPANS.to_owned(), ("2009-11 is three years".to_owned(), why));
    }
    periods(reading, clues, mapping, known);
    budget(reading, known);
    extras::decide(reading, look);
    filters(reading, clues, mapping);
    organisation(reading, clues, mapping, known, look.more);
    times(reading, clues, known);
}

/// What its times leave open, asked once for all of them.
fn times(reading: &mut Reading, clues: &[Clue], known: &Known) {
    let assumed = reading.fixed.get("period").is_some_and(|(_, why)| why == NOTHING_SAYS);
    if assumed && reading.needs_period() {
        reading.asks.extend(other_time(reading, known).map(ImportQuestion::Period));
    }
    let style = reading.time_style();
    let columns = || reading.columns.iter().zip(clues);
    if style.years.is_none() && known.first_month != 1 {
        let below = columns()
            .filter(|(column, _)| column.field.is_some_and(|field| matches!(field.code, "period" | "year")))
            .flat_map(|(_, clue)| clue.content.bare_years.clone());
        let above = columns()
            .filter(|(column, clue)| column.unclear.is_some() && clue.when.is_some_and(WrittenTime::is_bare))
            .map(|(column, _)| column.name());
        let bare: Vec<String> = below.chain(above).collect();
        if !bare.is_empty() {
            reading.asks.push(ImportQuestion::Years(bare));
        }
    }
    if reading.fixed(DATES).is_none() {
        let columns = reading.columns.iter().zip(clues).filter(|(column, _)| {
            column.field.is_some_and(|field| matches!(field.takes, Takes::Time | Takes::Day))
        });
        let month_first: Vec<String> =
            columns.flat_map(|(_, clue)| clue.content.month_first.clone()).collect();
        if !month_first.is_empty() {
            reading.asks.push(ImportQuestion::DayOrder(month_first));
        }
    }
}

/// Where titles, the sheet's and the file's name and other sheets may say something, and how that is told:
/// a line that is called a period first.
fn places(reading: &Reading, known: &Known) -> Vec<(String, String)> {
    let told = |title: &&String| !labelled(title, ABOUT_THE_FILE);
    let titles = || reading.table.titles.iter().filter(told);
    let beside = || reading.beside.iter().filter(|(_, title)| told(&title));
    let own = titles().filter(|title| labelled(title, PERIODS)).map(|title| {
        let label = title.split(':').next().unwrap_or_default().trim();
        (title.clone(), format!("the line {label}: says so"))
    });
    let cover = beside().filter(|(_, title)| labelled(title, PERIODS));
    let said = |(sheet, title): &(String, String)| (title.clone(), format!("the sheet {sheet} says so"));
    let names = [
        (reading.name.clone(), "the sheet's name says so".to_owned()),
        (known.file.clone(), "the file's name says so".to_owned()),
    ];
    own.chain(titles().map(|title| (title.clone(), "its title says so".to_owned())))
        .chain(cover.map(said))
        .chain(beside().map(said))
        .chain(names)
        .collect()
}

/// What a line above a table or on a cover is called that says which period it is of.
const PERIODS: &[&str] = &[
    "period",
    "reporting period",
    "quarter",
    "reporting quarter",
    "month",
    "reporting month",
    "year",
    "financial year",
    "date",
    "as at",
    "data as at",
];
/// And what one is called that says when the file was made.
const ABOUT_THE_FILE: &[&str] = &[
    "published",
    "printed",
    "produced",
    "date produced",
    "created",
    "last updated",
    "updated",
    "date published",
    "publication date",
    "next update",
    "next publication",
    "version",
    "report run",
    "run date",
    "extracted",
    "date of extract",
];

/// Whether a line gives its day as the one that its figures are of.
fn is_as_at(line: &str) -> bool {
    let words = plain(line);
    ["as at ", "as of ", "position at ", "period ending ", "period to ", "quarter ending ", "quarter ended "]
        .iter()
        .any(|lead| words.contains(lead))
}

/// Whether a line begins with one of these names and a colon.
fn labelled(line: &str, names: &[&str]) -> bool {
    line.split_once(':').is_some_and(|(label, _)| names.contains(&plain(label).as_str()))
}

/// The period of a heading, and of the sheet.
fn periods(reading: &mut Reading, clues: &[Clue], mapping: &Mapping, known: &Known) {
    let days: Vec<NaiveDate> = clues
        .iter()
        .filter_map(|clue| match clue.when {
            Some(WrittenTime::Day(day)) => Some(day),
            _ => None,
        })
        .collect();
    // Spreadsheets head a column of a month with its first day.
    let first_days = !days.is_empty() && days.iter().all(|day| day.day() == 1);
    let kind =
        written_time::kind_of_days(&days, if first_days { PeriodKind::Month } else { known.period.kind() });
    let (year, why) = year_of(reading, known);
    let style = reading.time_style();
    let mut by_year = false;
    for (column, clue) in reading.columns.iter_mut().zip(clues) {
        // Forecasts are of one column, or of one for each period that is expected.
        if column.field.is_none_or(|field| !field.many && field.code != "forecast" && !is_printed(field)) {
            continue;
        }
        let found = match mapping.rule(&column.name()).and_then(|rule| rule.period.as_deref()) {
            Some(text) => Period::parse(text).map_err(|error| error.to_string()),
            None => match clue.when {
                Some(when) => {
                    by_year |= matches!(
                        when,
                        WrittenTime::Quarter(_) | WrittenTime::Month(_) | WrittenTime::Named(_)
                    );
                    when.styled(style).period(known.first_month, kind, Some(year))
                }
                None => continue,
            },
        };
        match found {
            Ok(period) => column.period = Some(period),
            // Figures of an unclear period are not given to another one.
            Err(why) => {
                column.field = None;
                column.certainty = 0;
                column.reason.clone_from(&why);
                column.unclear = Some(why);
            }
        }
    }
    // Rows that say `Q1` leave the year to the title, too.
    by_year |= reading.place_of("year").is_none()
        && reading.place_of("period").is_some_and(|at| {
            let mut times = clues[at].content.values.iter().filter_map(|text| written_time::read(text));
            times.any(|time| {
                matches!(time, WrittenTime::Quarter(_) | WrittenTime::Month(_) | WrittenTime::Named(_))
            })
        });
    if by_year {
        reading.fixed.entry("year".to_owned()).or_insert((year.to_string(), why));
    }
    if !reading.fixed.contains_key("period") && reading.place_of("period").is_none() {
        let (period, why) = period_of(reading, clues, known);
        let period = reported(reading.becomes(), period, known);
        // Wherever a heading leaves the period out.
        reading.fixed.insert("period".to_owned(), (period.code(), why));
        targets_of_the_year(reading, clues, period);
    }
}

/// "Annual target" beside results of quarters or months is a target of their year.
fn targets_of_the_year(reading: &mut Reading, clues: &[Clue], period: Period) {
    const YEAR: &[&str] = &[
        "annual target",
        "year target",
        "full year target",
        "year end target",
        "yearly target",
        "target for the year",
    ];
    let is = |column: &ColumnReading, code: &str| column.field.is_some_and(|field| field.code == code);
    let shorter = |column: &ColumnReading| {
        is(column, "result") && column.period.is_some_and(|period| period.kind() != PeriodKind::Year)
    };
    if !reading.columns.iter().any(shorter) {
        return;
    }
    for (column, clue) in reading.columns.iter_mut().zip(clues) {
        if is(column, "target") && column.period.is_none() && !clue.said && fits(&clue.heading, YEAR) > EXACT
        {
            column.period = Some(period.whole_year());
        }
    }
}

/// The financial year that headings such as `Q1` are of.
pub(super) fn year_of(reading: &Reading, known: &Known) -> (FinancialYear, String) {
    if let Some(Ok(period)) = reading.fixed("year").map(Period::parse) {
        return (period.financial_year(), YOU.to_owned());
    }
    for (text, why) in places(reading, known) {
        let found = written_time::find(&text).map(|found| found.when);
        let labelled = labelled(&text, PERIODS);
        let period = match found {
            Some(WrittenTime::Period(period)) => Some(period),
            // A month or a day is of a year, where the line is called a period.
            Some(time @ (WrittenTime::Months { .. } | WrittenTime::Day(_))) if labelled => {
                time.period(known.first_month, PeriodKind::Month, None).ok()
            }
            _ => None,
        };
        if let Some(period) = period {
            return (period.financial_year(), why);
        }
    }
    (known.period.financial_year(), "nothing says which year, so the one you are looking at".to_owned())
}

/// The period of figures whose headings name none.
pub(super) fn period_of(reading: &Reading, clues: &[Clue], known: &Known) -> (Period, String) {
    let kind = known.period.kind();
    if let Some(at) = reading.place_of("covers") {
        // What most results cover, if that is a period.
        let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
        for text in &clues[at].content.values {
            let period = written_time::read(text).map(|time| time.period(known.first_month, kind, None));
            if let Some(Ok(period)) = period {
                *counts.entry(period).or_default() += 1;
            }
        }
        let best = counts.iter().max_by_key(|(period, count)| (period.kind() == kind, **count, **period));
        if let Some((period, _)) = best {
            return (*period, format!("results cover {}", period.covers(known.first_month)));
        }
    }
    for (text, why) in places(reading, known) {
        // A day or a month alone may be when something was published, unless the line is called a period.
        let found = written_time::find(&text).map(|found| found.when.styled(reading.time_style()));
        let found = found.filter(|when| match when {
            WrittenTime::Day(_) => labelled(&text, PERIODS) || is_as_at(&text),
            WrittenTime::Named(_) => labelled(&text, PERIODS),
            WrittenTime::Bare(_) => false,
            _ => true,
        });
        let period =
            found.map(|when| when.period(known.first_month, kind, Some(known.period.financial_year())));
        if let Some(Ok(period)) = period {
            return (period, why);
        }
    }
    // What stands beside figures whose headings name periods is of the latest that is no whole year.
    let forecast = |at: usize| reading.columns[at].field.is_some_and(|field| field.code.contains("forecast"));
    // Months of a budget that are still to come stand empty, or as nought.
    let to_come = |at: usize, clue: &Clue| {
        let spent = |text: &String| text.contains(|c: char| matches!(c, '1'..='9'));
        reading.columns[at].field.is_some_and(|field| field.code == "actual")
            && !clue.content.values.iter().any(spent)
    };
    let dated = clues.iter().enumerate().filter(|(at, clue)| !forecast(*at) && !to_come(*at, clue));
    let dated: Vec<_> = dated.filter_map(|(_, clue)| clue.when).collect();
    let year = year_of(reading, known).0;
    let results = dated.iter().filter_map(|when| when.period(known.first_month, kind, Some(year)).ok());
    let named = results.filter(|period| period.kind() != PeriodKind::Year || kind == PeriodKind::Year).max();
    // A result whose heading says nothing, beside one that names a period, is not of that period too.
    let other_result = reading.columns.iter().zip(clues).any(|(column, clue)| {
        clue.when.is_none() && column.field.is_some_and(|field| field.code == "result")
    });
    if let Some(period) = named.filter(|_| dated.len() > 1 || !other_result) {
        let why = if dated.len() > 1 { "the latest of its headings" } else { "by its heading" };
        return (period, why.to_owned());
    }
    (known.period, NOTHING_SAYS.to_owned())
}

/// Why a period is that of the screen.
const NOTHING_SAYS: &str = "nothing says which, so the one you are looking at";

/// A line that speaks of the time of the figures and names no one period: "April to September 2015", "2010 - 12", or
/// a day before the period that is looked at. The name of the file may tell of the day it was made.
fn other_time(reading: &Reading, known: &Known) -> Option<String> {
    let told = |title: &&String| !labelled(title, ABOUT_THE_FILE);
    let beside = reading.beside.iter().map(|(_, title)| title).filter(told);
    let lines = reading.table.titles.iter().filter(told).chain(beside).chain([&reading.name]);
    let is_file = |line: &String| known.file.starts_with(line.as_str());
    let year = known.period.financial_year().0;
    let speaks = |line: &&String| match written_time::find(line).map(|found| found.when) {
        Some(WrittenTime::Unfit(_) | WrittenTime::Years { .. } | WrittenTime::PartOfBare { .. }) => true,
        Some(time @ WrittenTime::Months { .. }) => {
            time.period(known.first_month, known.period.kind(), None).is_err()
        }
        Some(WrittenTime::Day(day)) => day < known.period.starts(known.first_month),
        Some(WrittenTime::Bare(other)) => !(year..=year + 1).contains(&other),
        _ => false,
    };
    lines.filter(|line| !is_file(line)).find(speaks).map(|line| line.trim().to_owned())
}

/// Whether months without a column that says it are of revenue or of capital.
fn budget(reading: &mut Reading, known: &Known) {
    if reading.becomes() != "months"
        || reading.place_of("kind").is_some()
        || reading.fixed.contains_key("kind")
    {
        return;
    }
    let says = |text: &str, word: &str| plain(text).split(' ').any(|one| one == word);
    let found = ["capital", "revenue"].into_iter().find_map(|word| {
        places(reading, known)
            .into_iter()
            .find(|(text, _)| says(text.as_str(), word))
            .map(|(_, why)| (word, why))
    });
    let (kind, why) = found.unwrap_or_else(|| {
        ("revenue", "nothing says revenue or capital, so revenue: --fixed kind=capital else".to_owned())
    });
    reading.fixed.insert("kind".to_owned(), (kind.to_owned(), why));
}

/// Rows of parts are left out where the whole is there too.
fn filters(reading: &mut Reading, clues: &[Clue], mapping: &Mapping) {
    for rule in &mapping.only {
        let heading = plain(&rule.column);
        if let Some(at) = reading.columns.iter().position(|column| plain(&column.name()) == heading) {
            reading.only.push(RowsKept { place: at, values: rule.is.clone(), reason: YOU.to_owned() });
        }
    }
    for (at, clue) in clues.iter().enumerate() {
        let column = &reading.columns[at];
        let chosen = reading.only.iter().any(|kept| kept.place == at);
        let values = &clue.content.values;
        if chosen || column.field.is_some() || clue.content.many || values.len() < 2 {
            continue;
        }
        const WHOLES: [&str; 7] =
            ["total", "all", "all ages", "all people", "all persons", "persons", "overall"];
        let wholes: Vec<&String> =
            values.iter().filter(|value| WHOLES.contains(&plain(value).as_str())).collect();
        if let [whole] = wholes.as_slice() {
            reading.only.push(RowsKept {
                place: at,
                values: vec![(*whole).clone()],
                reason: format!("the other rows are parts of “{whole}”"),
            });
        }
    }
}

/// Which organisation is ours. There may be `more` rows than were looked at.
fn organisation(reading: &mut Reading, clues: &[Clue], mapping: &Mapping, known: &Known, more: bool) {
    reading.others = mapping.others.clone();
    let Some(at) = reading.place_of("organisation") else { return };
    if reading.fixed.contains_key("organisation") {
        return;
    }
    if known.of_group {
        let reason = "the figures are of the members of its group".to_owned();
        reading.fixed.insert("organisation".to_owned(), (known.organisation.clone(), reason));
        return;
    }
    let content = &clues[at].content;
    let ours = same_organisation(&known.organisation);
    let called = known.called.meant(&known.organisation);
    let is_ours = |value: &&String| {
        same_organisation(value) == ours || (called.is_some() && known.called.meant(value) == called)
    };
    let found = content.values.iter().find(is_ours);
    // Further down, perhaps: then it is found when the whole file is read.
    let further_down = (more || content.many) && !ours.is_empty();
    let name = found.cloned().or_else(|| further_down.then(|| known.organisation.clone()));
    match name {
        Some(name) => {
            reading.fixed.insert("organisation".to_owned(), (name, "it is this workbook's".to_owned()));
        }
        None => reading.asks.push(ImportQuestion::Organisation(content.values.iter().cloned().collect())),
    }
}
