//! Which way the amounts of a capital programme's columns go: a deletion printed as 100, −100 or (100)
//! is one and the same.

use crate::domain::capital::{Capital, Sign};
use crate::import::figure::{self, CellFigure};
use crate::import::mapping::Mapping;
use crate::import::reading::Reading;
use crate::source::Row;

/// Columns whose name may say which way their amounts go.
const NAMED: [&str; 3] = ["slippage", "additions", "accelerations"];

/// Gives these columns the sign that a person chose, or else the one that their names fix, unless the
/// amounts tell otherwise: some of each sign, or latest budgets that are right with the signs as printed
/// only.
pub fn decide<'a>(reading: &mut Reading, mapping: &Mapping, rows: impl Iterator<Item = &'a Row> + Clone) {
    if reading.target.is_none_or(|target| target.code != "capital") {
        return;
    }
    for at in 0..reading.columns.len() {
        let code = reading.columns[at].field.map_or("", |field| field.code);
        let said = mapping.rule(&reading.columns[at].name()).and_then(|rule| rule.sign);
        let note = match said.filter(|_| reading.columns[at].is_signed()) {
            _ if code == "deletions" => DELETES.to_owned(),
            Some(sign) => {
                reading.columns[at].style.sign = sign;
                format!("as chosen, {}", sign.note())
            }
            None if !NAMED.contains(&code) => continue,
            None => match found_out(reading, at, code, rows.clone()) {
                Some(note) => note.to_owned(),
                None => continue,
            },
        };
        reading.columns[at].notes.push(note);
    }
}

/// How deletions are read.
const DELETES: &str = "each reduces the budget, whatever its sign";

/// Sets the sign that the name and the amounts of a column tell, and says it; none where nothing is
/// there to tell.
fn found_out<'a>(
    reading: &mut Reading,
    at: usize,
    code: &str,
    rows: impl Iterator<Item = &'a Row> + Clone,
) -> Option<&'static str> {
    let named = Sign::of_heading(&reading.columns[at].name());
    let amounts: Vec<f64> = rows.clone().filter_map(|row| amount(reading, code, row)).collect();
    let below = amounts.iter().filter(|amount| **amount < 0.0).count();
    let above = amounts.iter().filter(|amount| **amount > 0.0).count();
    match named {
        Sign::AsPrinted if above + below > 0 => Some(named.note()),
        Sign::AsPrinted => None,
        _ if above > 0 && below > 0 => {
            Some("some are below 0 and some above, so each is added with its sign")
        }
        _ => {
            let printed = agreeing(reading, rows.clone());
            reading.columns[at].style.sign = named;
            if agreeing(reading, rows) >= printed {
                return Some(named.note());
            }
            reading.columns[at].style.sign = Sign::AsPrinted;
            Some("each is added with its sign: so the latest budgets come out as printed")
        }
    }
}

/// What a row says in the column of a field, in pounds.
fn amount(reading: &Reading, code: &str, row: &Row) -> Option<f64> {
    let column = &reading.columns[reading.place_of(code)?];
    match figure::read(row.cells.get(usize::from(column.column.place))?, column.style) {
        Ok(CellFigure::Figure(figure)) => Some(figure.value),
        _ => None,
    }
}

/// Rows whose printed latest budget follows from their other amounts, as these are read.
fn agreeing<'a>(reading: &Reading, rows: impl Iterator<Item = &'a Row>) -> usize {
    rows.filter(|row| {
        let pence = |code: &str| amount(reading, code, row).map(|pounds| (pounds * 100.0) as i64);
        let revised = pence("revised").filter(|_| pence("original").is_none());
        let steps = Capital {
            original: pence("original").or(revised),
            slippage_in: pence("slippage_in"),
            slippage: pence("slippage"),
            additions: pence("additions"),
            deletions: pence("deletions"),
            accelerations: pence("accelerations"),
            forecast: None,
        };
        let latest = steps.chain().ok().and_then(|chain| chain.latest);
        // Each of the steps may be off by half of what it is rounded to.
        let times = reading.columns.iter().filter_map(|column| column.style.times).fold(1.0, f64::max);
        let near = (times * 300.0) as i64;
        latest.zip(pence("latest")).is_some_and(|(latest, printed)| latest.abs_diff(printed) <= near as u64)
    })
    .count()
}
