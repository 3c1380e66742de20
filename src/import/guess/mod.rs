//! Which column is which field: by its heading, and by what stands below it.
//! Every guess says why, so that it can be believed or changed.

mod across;
mod arithmetic;
mod content;
mod extras;
mod figures;
mod fit;
mod fixed;
mod headings;
mod kind;
mod levels;
mod role;
mod shades;
mod signs;
mod split;
mod styles;
mod title;

use std::cmp::Reverse;
use std::collections::HashSet;

use content::Content;
use fit::{CLEAR, fits, is_known};

pub use role::role_of;
pub use split::place_of_parts;

use super::figure::{self, Firmness, Style};
use super::mapping::{Mapping, NOTHING};
use super::reading::{ColumnReading, Reading};
use super::sheet_kind::TRANSACTIONS;
use super::table::{self, Column, Table};
use super::table_units;
use super::targets::{Field, ImportKind, KNOWN_NOTHING, TARGETS, Takes, target};
use super::words::{spaced, words};
use super::{Known, SheetLook};
use crate::import::written_time::{self, WrittenTime};
use crate::source::Row;

/// Rows of data that guesses rest on: so many in a sheet of few columns, and never less than so many.
const SAMPLE: std::ops::RangeInclusive<usize> = 60..=300;
/// Cells that guesses rest on; a sheet of many columns has fewer rows looked at.
const CELLS: usize = 12_000;

/// A heading that is one of a field's names, word for word, fits better than this.
const EXACT: u32 = 100;

/// A column with what its heading and its cells tell.
struct Clue {
    column: Column,
    /// The period the heading names.
    when: Option<WrittenTime>,
    /// The heading without it.
    rest: String,
    /// That in words.
    heading: Vec<String>,
    content: Content,
    /// What the heading says of how firm its figures are: `2001/02 (provisional)`.
    firmness: Firmness,
    /// A person has said what it is.
    said: bool,
}

/// Understands a sheet: as a mapping says and, where it says nothing, by the looks of it.
pub fn read_sheet(look: &SheetLook, place: u16, mapping: &Mapping, known: &Known) -> Reading {
    let header = mapping.header.map(|rule| table::Header { first: rule.row, rows: rule.rows });
    let table = Table::find(&look.rows, &look.merged, is_known, header);
    let mut clues = clues(look, &table, known);
    let targets: &[&'static ImportKind] = match target(&mapping.becomes) {
        Some(target) => &[target],
        None => TARGETS,
    };
    let mut best: Option<(i64, Reading)> = None;
    for target in targets {
        let mut reading = Reading {
            sheet: place,
            name: look.name.clone(),
            table: table.clone(),
            beside: look.beside.clone(),
            ..Reading::default()
        };
        assign(&mut reading, &mut clues, target, mapping, known);
        if target.code == "figures" {
            figures::refine(&mut reading, &clues, mapping, known);
            split::find(&mut reading, &clues, mapping, data(look, &table).into_iter());
            shades::find(&mut reading, data(look, &table).into_iter());
            headings::find(&mut reading, &clues, look, mapping, known);
        }
        levels::decide(&mut reading, &clues, look);
        fixed::fill(&mut reading, &clues, look, mapping, known);
        signs::decide(&mut reading, mapping, data(look, &table).into_iter());
        arithmetic::decide(&mut reading, data(look, &table).into_iter());
        reading.find_lacks(mapping);
        if let Some(what) = look.not_data.filter(|what| *what == TRANSACTIONS && mapping.becomes.is_empty()) {
            reading.lacks.push(format!("it is {what}; --as says what it is to become"));
        }
        let matched: i64 = reading
            .columns
            .iter()
            .map(|column| if column.unclear.is_some() { CLEAR } else { column.certainty.min(110) })
            .map(i64::from)
            .sum();
        // Words of budgets, of risks and of plans outvote figures below months.
        let outvoted = mapping.becomes.is_empty() && kind::is_outvoted(target.code, &clues);
        let score = matched - reading.lacks.len() as i64 * 1_000 - i64::from(outvoted) * 2_000;
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, reading));
        }
    }
    best.map(|(_, reading)| reading).unwrap_or_default()
}

/// The rows that guesses rest on: headings that come again, groups and notes are none of what stands
/// below the headings.
fn data<'a>(look: &'a SheetLook, table: &Table) -> Vec<&'a Row> {
    let sample = (CELLS / table.columns.len().max(1)).clamp(*SAMPLE.start(), *SAMPLE.end());
    look.rows
        .iter()
        .filter(|row| row.number >= table.begins)
        .filter(|row| {
            !matches!(table.line(row, &[]), table::Line::Headings | table::Line::Group | table::Line::Note)
        })
        .take(sample)
        .collect()
}

fn clues(look: &SheetLook, table: &Table, known: &Known) -> Vec<Clue> {
    let data = data(look, table);
    let mut clues: Vec<Clue> = table
        .columns
        .iter()
        .map(|column| {
            let cells = data.iter().filter_map(|row| row.cells.get(usize::from(column.place)));
            let found = written_time::find(&column.name);
            let rest = found.as_ref().map_or_else(|| column.name.clone(), |found| found.rest.clone());
            let (rest, firmness) = match figure::firmness(&rest) {
                (rest, firmness) if found.is_some() => {
                    (rest.trim_end_matches([' ', '(']).to_owned(), firmness)
                }
                _ => (spaced(&rest), Firmness::Unsaid),
            };
            Clue {
                heading: words(&rest),
                rest,
                when: found.map(|found| found.when),
                content: Content::of(cells, known),
                firmness,
                column: column.clone(),
                said: false,
            }
        })
        .collect();
    across::codes_are_no_periods(&mut clues);
    clues
}

/// Whether a field is kept as it is printed, of each period that its headings name.
fn is_printed(field: &Field) -> bool {
    matches!(field.code, "rating" | "direction" | "variance")
}

/// Whether a column called as descriptions are holds codes, and another one the descriptions.
fn has_codes(clues: &[Clue], at: usize, names: &[&str]) -> bool {
    let described =
        |other: &Clue| fits(&other.heading, names) >= CLEAR && other.when.is_none() && !other.said;
    let others = clues.iter().enumerate().filter(|(other, clue)| *other != at && described(clue));
    described(&clues[at])
        && clues[at].content.are_codes()
        && others.into_iter().any(|(_, clue)| clue.content.texts > 0 && !clue.content.are_codes())
}

/// Gives columns their fields: as a person said, else the best pairs of heading and field first.
fn assign(
    reading: &mut Reading,
    clues: &mut [Clue],
    target: &'static ImportKind,
    mapping: &Mapping,
    known: &Known,
) {
    reading.target = Some(target);
    reading.columns = clues
        .iter()
        .map(|clue| ColumnReading {
            column: clue.column.clone(),
            samples: clue.content.samples.clone(),
            style: Style { times: table_units::times(&clue.column), ..Style::default() },
            ..ColumnReading::default()
        })
        .collect();
    let mut taken: HashSet<&'static str> = HashSet::new();
    for (column, clue) in reading.columns.iter_mut().zip(clues.iter_mut()) {
        let rule = mapping.rule(&column.name()).filter(|rule| !rule.is.is_empty());
        let field = rule.and_then(|rule| target.field(&rule.is));
        clue.said = field.is_some() || rule.is_some_and(|rule| rule.is == NOTHING);
        if let Some(field) = field {
            taken.insert(field.code);
            column.field = Some(field);
            column.certainty = 200;
        }
        if clue.said {
            column.reason = "as you said".to_owned();
        }
    }
    let mut pairs: Vec<(u32, usize, &'static Field)> = Vec::new();
    let (year, _) = fixed::year_of(reading, known);
    let (main, _) = fixed::period_of(reading, clues, known);
    let described = target.field("description").map_or(&[][..], |field| field.names);
    for (at, clue) in clues.iter().enumerate().filter(|(_, clue)| !clue.said) {
        let nothing = fits(&clue.heading, KNOWN_NOTHING);
        let kept: Vec<String> =
            clue.heading.iter().filter(|word| !target.fillers.contains(&word.as_str())).cloned().collect();
        let period = clue.when.and_then(|when| when.period(known.first_month, main.kind(), Some(year)).ok());
        // `Q1 Forecast`, `Budget 2015/16`: of this year, and that of the period the sooner.
        let this_year = period.filter(|period| period.financial_year() == year);
        let codes_of_measures = has_codes(clues, at, described);
        for field in target.fields {
            let mut score = fits(&clue.heading, field.names);
            if (2..clue.heading.len()).contains(&kept.len()) {
                score = score.max(fits(&kept, field.names));
            }
            // A heading with a period is of a figure: `2015/16 target`.
            let of_period = match this_year {
                None => clue.when.is_none() || field.many || is_printed(field),
                Some(period) => period == main || field.many || field.takes == Takes::Figure,
            };
            let score = if score > 0 && this_year == Some(main) { score + 1 } else { score };
            // `E08000026` is a council and no indicator, whatever it is called; a heading that says so is
            // of use for figures alone.
            let codes = clue.content.mostly(clue.content.organisation_codes);
            let (score, nothing) = match field.code {
                "organisation_code" if codes => (score.max(EXACT + 1), 0),
                "organisation_code" => (score, 0),
                "reference" if codes => (0, nothing),
                "reference" if codes_of_measures => (score.max(EXACT), nothing),
                "description" if codes_of_measures => (0, nothing),
                _ => (score, nothing),
            };
            if score > nothing && of_period && clue.content.suits(field, score > EXACT) {
                pairs.push((score, at, field));
            }
        }
    }
    pairs.sort_by_key(|(score, at, _)| (Reverse(*score), *at));
    for (score, at, field) in pairs {
        let column = &mut reading.columns[at];
        if column.field.is_some() || (!field.many && taken.contains(field.code)) {
            continue;
        }
        column.field = Some(field);
        column.certainty = score;
        column.reason = if score >= CLEAR { "by its heading" } else { "its heading is like it" }.to_owned();
        taken.insert(field.code);
    }
    for (column, clue) in reading.columns.iter_mut().zip(clues.iter()) {
        if column.field.is_none() && column.reason.is_empty() {
            let called = target.fields.iter().find(|field| fits(&clue.heading, field.names) > EXACT);
            column.reason = if clue.content.filled == 0 {
                "empty".to_owned()
            } else if fits(&clue.heading, KNOWN_NOTHING) >= CLEAR {
                "known, and not kept".to_owned()
            } else if let Some(field) = called.filter(|field| !clue.content.suits(field, true)) {
                format!("it is called {}, and what stands below it is not", field.title)
            } else if let Some(field) = called {
                format!("another column is taken for {}", field.title)
            } else {
                "nothing of ours is called this".to_owned()
            };
        }
    }
}
