//! What only tables of figures have: a column for each year, the kind of
//! measure told in a column of its own, indicators named by the title alone.

use super::fit::{CLEAR, fits};
use super::role::{label, role_of};
use super::{Clue, EXACT, Known, across};
use crate::import::mapping::Mapping;
use crate::import::reading::{ColumnReading, Reading, Role};
use crate::import::targets::{Field, KNOWN_NOTHING, Takes, target};
use crate::import::words::{plain, same_organisation, words};
use crate::import::written_time::{self, WrittenTime};

pub(super) fn field(code: &str) -> Option<&'static Field> {
    target("figures").and_then(|target| target.field(code))
}

/// The field that figures of a role go to.
pub fn field_of(role: Role) -> Option<&'static Field> {
    field(match role {
        Role::Numerator => "numerator",
        Role::Denominator => "denominator",
        Role::Result => "result",
        Role::Target => "target",
    })
}

pub(super) fn give(column: &mut ColumnReading, field: Option<&'static Field>, certainty: u32, reason: &str) {
    column.field = field;
    column.certainty = if field.is_some() { certainty } else { 0 };
    column.reason = reason.to_owned();
}

/// Completes what [`super::assign`] found by headings alone.
pub fn refine(reading: &mut Reading, clues: &[Clue], mapping: &Mapping, known: &Known) {
    by_period(reading, clues);
    year_and_part(reading, clues);
    measure_types(reading, clues);
    by_content(reading, clues, known);
    across::organisations(reading, clues, known);
    last_resorts(reading, clues, mapping, known);
    without_forecasts(reading, clues);
}

/// What would be said of forecasts, where no column holds any: a confidence may be that of something else.
fn without_forecasts(reading: &mut Reading, clues: &[Clue]) {
    if reading.place_of("forecast").is_some() {
        return;
    }
    let of_forecasts = |column: &ColumnReading| {
        column.field.is_some_and(|field| matches!(field.code, "confidence" | "forecast_reason"))
    };
    for (column, _) in
        reading.columns.iter_mut().zip(clues).filter(|(column, clue)| !clue.said && of_forecasts(column))
    {
        give(column, None, 0, "no column of forecasts stands beside it");
    }
}

/// What is kept as it is printed, of each period that a heading names.
const PRINTED: [&str; 3] = ["rating", "direction", "variance"];

/// What a running total beside its periods is called.
const RUNNING: &[&str] = &["ytd", "year to date", "cumulative", "total", "running total", "average"];

/// Columns whose heading names a period: what else it says is the role, and before that a label.
fn by_period(reading: &mut Reading, clues: &[Clue]) {
    let several = clues.iter().filter(|clue| clue.when.is_some()).count() > 1;
    for (column, clue) in reading.columns.iter_mut().zip(clues) {
        if clue.when.is_none() && !clue.said && several && fits(&clue.heading, RUNNING) >= CLEAR {
            give(column, None, 0, "a running total: the columns of periods count");
        }
        if clue.when.is_none() || clue.said {
            continue;
        }
        // A period alone heads figures, of which those that cannot be read are refused one by one.
        let figures = clue.content.filled == 0
            || clue.content.mostly(clue.content.like_figures() + clue.content.missing)
            || clue.content.may_be_figures();
        let printed = PRINTED
            .iter()
            .filter_map(|code| field(code))
            .find(|field| fits(&clue.heading, field.names) >= CLEAR);
        if let Some(printed) = printed.filter(|_| several) {
            give(column, Some(printed), 95, "its heading names a period and this");
            continue;
        }
        if clue.heading.is_empty() {
            // `Q1`, `2015/16`: a date may stand above anything, so what is below has to be figures.
            if figures && (several || column.field.is_none()) {
                give(column, field("result"), 90, "figures below a period");
            }
            continue;
        }
        match role_of(&clue.rest).filter(|_| figures) {
            // A projected outturn is no outturn.
            _ if figures && forecast_in(&clue.rest) => {
                give(column, field("forecast"), 95, "its heading names a period and this");
            }
            Some(role) => {
                column.label = label(&clue.rest);
                give(column, field_of(role), 95, "its heading names a period and this");
            }
            None if column.certainty < CLEAR => {
                let known = fits(&clue.heading, KNOWN_NOTHING) >= CLEAR;
                give(
                    column,
                    None,
                    0,
                    if known { "known, and not kept" } else { "nothing of ours is called this" },
                );
            }
            None => {}
        }
    }
}

/// Whether what a heading says beside its period is that a figure is expected.
fn forecast_in(rest: &str) -> bool {
    let mut heading = words(rest);
    heading.retain(|word| word != "for" && word != "in");
    field("forecast").is_some_and(|forecast| fits(&heading, forecast.names) >= CLEAR)
}

/// A year in one column and its quarter or month in another are the period together.
fn year_and_part(reading: &mut Reading, clues: &[Clue]) {
    let all = |at: usize, wanted: fn(WrittenTime) -> bool| {
        let content = &clues[at].content;
        let mut times =
            content.values.iter().filter(|text| !text.is_empty()).map(|text| written_time::read(text));
        !clues[at].said
            && !content.many
            && !content.values.is_empty()
            && times.all(|time| time.is_some_and(wanted))
    };
    let is_part =
        |time| matches!(time, WrittenTime::Quarter(_) | WrittenTime::Month(_) | WrittenTime::Named(_));
    let is_year = |time| match time {
        WrittenTime::Period(period) => period == period.whole_year(),
        WrittenTime::Bare(_) => true,
        _ => false,
    };
    let called_year =
        |at: usize| fits(&clues[at].heading, &["year", "financial year", "fiscal year", "fy"]) >= CLEAR;
    let Some(part) = (0..clues.len()).find(|at| clues[*at].when.is_none() && all(*at, is_part)) else {
        return;
    };
    let Some(year) = (0..clues.len()).find(|at| *at != part && called_year(*at) && all(*at, is_year)) else {
        return;
    };
    for column in &mut reading.columns {
        if column.field.is_some_and(|field| field.code == "period") {
            give(column, None, 0, "another column has the period");
        }
    }
    give(&mut reading.columns[part], field("period"), 110, "the year stands beside it");
    give(&mut reading.columns[year], field("year"), 110, "its quarter or month stands beside it");
}

/// A column whose words say what the value beside them is: numerator, denominator, outcome.
fn measure_types(reading: &mut Reading, clues: &[Clue]) {
    let kinds = |clue: &Clue| {
        let values = &clue.content.values;
        let roles: Vec<Option<Role>> = values.iter().map(|value| role_of(value)).collect();
        let known = roles.iter().flatten().collect::<std::collections::HashSet<_>>().len();
        (!clue.content.many && (2..=12).contains(&values.len()) && known >= 2).then_some(known)
    };
    let Some(at) = (0..clues.len())
        .filter(|at| {
            !clues[*at].said || reading.columns[*at].field.is_some_and(|field| field.code == "measure_type")
        })
        .filter_map(|at| kinds(&clues[at]).map(|known| (known, at)))
        .max_by_key(|(known, at)| (*known, std::cmp::Reverse(*at)))
        .map(|(_, at)| at)
    else {
        // Without one, a lone value is a result.
        if let Some(at) = reading.place_of("value").filter(|_| reading.place_of("measure_type").is_none()) {
            let column = &mut reading.columns[at];
            let (certainty, reason) = (column.certainty, column.reason.clone());
            give(column, field("result"), certainty, &reason);
        }
        return;
    };
    for column in &mut reading.columns {
        if column.field.is_some_and(|field| field.code == "measure_type") {
            give(column, None, 0, "nothing of ours is called this");
        }
    }
    give(&mut reading.columns[at], field("measure_type"), 110, "it says numerator, denominator, outcome");
    for value in &clues[at].content.values {
        reading.roles.insert(plain(value), role_of(value));
    }
    if reading.place_of("value").is_none() {
        // The figures beside it: what is called a result, or else the fullest column of figures.
        let figures = |at: &usize| {
            let content = &clues[*at].content;
            !clues[*at].said && content.mostly(content.figures + content.missing)
        };
        let best = reading.place_of("result").or_else(|| {
            (0..clues.len())
                .filter(figures)
                .max_by_key(|at| clues[*at].content.figures + clues[*at].content.missing)
        });
        if let Some(best) = best {
            give(&mut reading.columns[best], field("value"), 100, "the figures beside it");
        }
    }
}

/// What no heading told: by what stands in the columns.
fn by_content(reading: &mut Reading, clues: &[Clue], known: &Known) {
    let free = |reading: &Reading, at: usize| !clues[at].said && reading.columns[at].certainty < CLEAR;
    // `422/709` is a fraction whatever it is called.
    for (at, clue) in clues.iter().enumerate() {
        if !clue.said && clue.content.mostly(clue.content.fractions) && clue.content.fractions > 0 {
            let fractions = field("fraction");
            if reading.columns[at].field != fractions {
                give(&mut reading.columns[at], fractions, 90, "it holds numerators and denominators");
            }
        }
    }
    // References of this very workbook.
    if reading.place_of("reference").is_none_or(|at| !clues[at].said && clues[at].content.references == 0)
        && let Some(at) = (0..clues.len())
            .filter(|at| !clues[*at].said && clues[*at].content.mostly(clues[*at].content.references))
            .max_by_key(|at| clues[*at].content.references)
    {
        for column in &mut reading.columns {
            if column.field.is_some_and(|field| field.code == "reference") {
                give(column, None, 0, "another column has this workbook's references");
            }
        }
        give(&mut reading.columns[at], field("reference"), 120, "it holds references of this workbook");
    }
    organisations(reading, clues, known);
    // Spans that are no period say what a result covers, where the column is not called the period.
    let is_called =
        |at: usize| field("period").is_some_and(|field| fits(&clues[at].heading, field.names) > EXACT);
    if let Some(at) = reading.place_of("period").filter(|at| !clues[*at].said && !is_called(*at))
        && reading.place_of("covers").is_none()
        && spans(reading, clues, at, known)
    {
        give(&mut reading.columns[at], field("covers"), 90, "its spans are not all periods");
    }
    let periods = reading.place_of("period").is_some()
        || reading.place_of("covers").is_some()
        || clues.iter().any(|clue| clue.when.is_some());
    if !periods
        && let Some(at) = (0..clues.len()).find(|at| {
            let content = &clues[*at].content;
            free(reading, *at) && content.times > 0 && content.times * 10 >= content.filled * 8
        })
    {
        give(&mut reading.columns[at], field("period"), 80, "it holds periods");
    }
}

/// The column of organisations where no heading names one: it has ours, or mostly those that are known;
/// else their codes stand alone.
fn organisations(reading: &mut Reading, clues: &[Clue], known: &Known) {
    if reading.place_of("organisation").is_some() {
        return;
    }
    let ours = same_organisation(&known.organisation);
    let free = |at: &usize| !clues[*at].said && reading.columns[*at].certainty < CLEAR;
    let has_ours = |at: &usize| {
        !ours.is_empty() && clues[*at].content.values.iter().any(|value| same_organisation(value) == ours)
    };
    let names_known = |at: &usize| clues[*at].content.mostly(clues[*at].content.organisations);
    let all = 0..clues.len();
    let found = all.clone().filter(free).find(has_ours).or_else(|| all.filter(free).find(names_known));
    if let Some(at) = found {
        give(&mut reading.columns[at], field("organisation"), 100, "it names organisations of this workbook");
    } else if let Some(at) = reading.place_of("organisation_code").filter(|at| !clues[*at].said) {
        // Without names beside them they have to be codes that tell who is meant.
        let content = &clues[at].content;
        match content.mostly(content.organisation_codes.max(content.organisations)) {
            true => {
                give(&mut reading.columns[at], field("organisation"), 100, "it has codes of organisations")
            }
            false => give(&mut reading.columns[at], None, 0, "known, and not kept"),
        }
    }
}

/// Whether a column names spans that results cover, and not periods: some of them are no period at
/// all, or each indicator has one row and they are of several lengths.
fn spans(reading: &Reading, clues: &[Clue], at: usize, known: &Known) -> bool {
    let year = Some(known.period.financial_year());
    let (mut odd, mut kinds) = (false, std::collections::HashSet::new());
    for time in clues[at].content.values.iter().filter_map(|text| written_time::read(text)) {
        match time.period(known.first_month, known.period.kind(), year) {
            Ok(period) => drop(kinds.insert(period.kind())),
            Err(_) => odd |= matches!(time, WrittenTime::Months { .. }),
        }
    }
    let name = reading.place_of("reference").or_else(|| reading.place_of("description"));
    let once = name.is_some_and(|at| {
        let content = &clues[at].content;
        !content.many && content.values.len() == content.filled
    });
    odd || (kinds.len() > 1 && once)
}

/// Whether a column numbers its rows or identifies what they are about: it is called so, or counts 1, 2, 3.
fn is_identifier(clue: &Clue) -> bool {
    const NAMES: [&str; 10] = ["id", "key", "code", "no", "number", "nr", "uprn", "index", "row", "order"];
    let called = clue.heading.iter().any(|word| NAMES.contains(&word.as_str()))
        || clue.heading.last().is_some_and(|last| last.len() <= 5 && last.ends_with("id"));
    let mut numbers: Vec<u64> = clue.content.values.iter().filter_map(|text| text.parse().ok()).collect();
    numbers.sort_unstable();
    let counts = numbers.len() > 2
        && numbers.len() == clue.content.filled
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
        && numbers[0] <= 1;
    called || counts
}

/// Where there is no reference, no description or no figure at all.
fn last_resorts(reading: &mut Reading, clues: &[Clue], mapping: &Mapping, known: &Known) {
    let free = |reading: &Reading, at: usize| !clues[at].said && reading.columns[at].field.is_none();
    let has_figures = ["value", "result", "numerator", "fraction", "target", "previous"]
        .iter()
        .any(|code| reading.place_of(code).is_some());
    if !has_figures {
        let figures: Vec<usize> = (0..clues.len())
            .filter(|at| {
                let content = &clues[*at].content;
                free(reading, *at)
                    && content.figures > 0
                    && content.mostly(content.figures + content.missing)
                    && !is_identifier(&clues[*at])
            })
            .collect();
        if let [only] = figures.as_slice() {
            give(&mut reading.columns[*only], field("result"), 50, "the only column of figures");
        }
    }
    let identified = |reading: &Reading| {
        reading.place_of("reference").is_some()
            || reading.place_of("description").is_some()
            || mapping.fixed.contains_key("reference")
            || mapping.fixed.contains_key("description")
    };
    if identified(reading) {
        return;
    }
    // An organisation a row: the title says of what.
    let titled = reading.table.titles.iter().find_map(|title| super::title::split_title(title));
    if let Some((reference, description)) = titled.filter(|_| reading.place_of("organisation").is_some()) {
        reading.fixed.insert("reference".to_owned(), (reference, "from its title".to_owned()));
        reading.fixed.insert("description".to_owned(), (description, "from its title".to_owned()));
        return;
    }
    if across::measures(reading, clues) {
        return;
    }
    let longest = (0..clues.len())
        .filter(|at| {
            let content = &clues[*at].content;
            free(reading, *at)
                && content.texts * 10 >= content.filled * 8
                && content.filled > 0
                && clues[*at]
                    .content
                    .suits(&Field { takes: Takes::Words, ..super::TARGETS[0].fields[1] }, false)
        })
        .max_by_key(|at| clues[*at].content.average_length());
    if let Some(at) = longest.filter(|at| clues[*at].content.average_length() >= 12) {
        give(&mut reading.columns[at], field("description"), 50, "the longest texts");
    } else if reading.place_of("organisation").is_some() && !known.file.is_empty() {
        let name = reading.table.titles.first().cloned().unwrap_or_else(|| reading.name.clone());
        reading.fixed.insert("description".to_owned(), (name, "from its title".to_owned()));
    }
}
