//! How the figures of a sheet's columns are written: decimal commas, shares, thousands.

use super::Clue;
use crate::import::figure;
use crate::import::mapping::Mapping;
use crate::import::reading::{ColumnReading, Reading};
use crate::import::table_units::times_in;
use crate::import::targets::Takes;

/// Decides it, by the columns and, of amounts of money, by lines of the file, each with why it is believed.
pub(super) fn decide(reading: &mut Reading, clues: &[Clue], mapping: &Mapping, lines: &[(String, String)]) {
    money_counted_in(reading, mapping, lines);
    styles(reading, clues, mapping);
}

/// Amounts of a budget are counted in what a title or a cover says, where no heading of them says it.
fn money_counted_in(reading: &mut Reading, mapping: &Mapping, places: &[(String, String)]) {
    let is_amount = |column: &ColumnReading| {
        column.field.is_some_and(|field| field.takes == Takes::Figure && field.code != "percent")
    };
    let headings_say = reading.columns.iter().any(|column| {
        is_amount(column)
            && (column.style.times.is_some()
                || format!("{} {}", column.column.name, column.column.unit).contains('£'))
    });
    if !matches!(reading.becomes(), "revenue" | "capital" | "months") || headings_say {
        return;
    }
    let found = places.iter().find_map(|(text, why)| Some((times_in(text)?, why)));
    let Some((times, why)) = found else { return };
    for column in reading.columns.iter_mut().filter(|column| is_amount(column)) {
        if mapping.rule(&column.name()).is_none_or(|rule| rule.times.is_none()) {
            column.style.times = Some(times);
            column.notes.push(why.clone());
        }
    }
}

fn styles(reading: &mut Reading, clues: &[Clue], mapping: &Mapping) {
    let is_figures = |column: &ColumnReading| column.field.is_some_and(|field| field.takes == Takes::Figure);
    let figures = || {
        reading
            .columns
            .iter()
            .zip(clues)
            .filter(|(column, _)| is_figures(column))
            .map(|(_, clue)| &clue.content)
    };
    // A table without a decimal point has one convention of decimals.
    let all_commas =
        figures().any(|content| content.sure_commas > 0) && figures().all(|content| content.sure_points == 0);
    for (column, clue) in reading.columns.iter_mut().zip(clues) {
        let Some(field) = column.field else { continue };
        if field.takes != Takes::Figure && field.code != "fraction" {
            continue;
        }
        let rule = mapping.rule(&column.name());
        let content = &clue.content;
        let commas = all_commas || content.decimal_commas > 0 && content.decimal_points == 0;
        let said = rule.and_then(|rule| rule.decimal_comma);
        column.style.decimal_comma = said.unwrap_or(commas);
        if commas && said.is_none() {
            column.notes.push("5,8 is read as 5.8: the table has such figures and no points".to_owned());
        }
        let said = rule.and_then(|rule| rule.first_of_two);
        // Where most have two, the second is the same of another time or an interval; one alone may be anything.
        let pairs = content.pairs > content.figures + content.fractions;
        column.style.first_of_two = said.unwrap_or(pairs);
        if pairs && said.is_none() {
            let sample = content.samples.iter().find(|sample| figure::has_two(sample));
            let sample = sample.map_or("7.7 (7.6)", String::as_str);
            let first = sample.split('(').next().unwrap_or_default().trim();
            column.notes.push(format!("{sample} is read as {first}: what is in brackets is left out"));
        }
        let says_percent = format!("{} {}", clue.column.name, clue.column.unit).contains('%');
        let shares = content.like_shares && says_percent;
        let said = rule.and_then(|rule| rule.shares);
        column.style.shares = said.unwrap_or(shares);
        if shares && said.is_none() {
            column.notes.push("0.5952 is read as 59.52%: it says % and none is above 1".to_owned());
        }
        if let Some(times) = rule.and_then(|rule| rule.times) {
            column.style.times = Some(times).filter(|times| *times != 1.0);
        } else if let Some(times) = column.style.times {
            let what = if times == 1_000.0 { "thousands" } else { "millions" };
            column.notes.push(format!("counted in {what}"));
        }
        column.style.firmness = clue.firmness;
        if let Some(rule) = rule.filter(|rule| rule.organisation.is_some()) {
            column.organisation.clone_from(&rule.organisation);
        }
    }
}
