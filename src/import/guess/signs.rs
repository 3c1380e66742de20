//! Which way the amounts of a capital programme's columns go: a deletion printed as 100, −100 or (100)
//! is one and the same.

use crate::domain::capital::{Capital, Sign};
use crate::import::figure::{self, Said};
use crate::import::reading::Reading;
use crate::source::Row;

/// Columns whose name may say which way their amounts go.
const COLUMNS: [&str; 4] = ["slippage", "additions", "deletions", "accelerations"];

/// Gives these columns the sign that their names fix, unless the amounts tell otherwise: some of each
/// sign, or latest budgets that are right with the signs as printed only.
pub fn decide<'a>(reading: &mut Reading, rows: impl Iterator<Item = &'a Row> + Clone) {
    if reading.target.is_none_or(|target| target.code != "capital") {
        return;
    }
    for code in COLUMNS {
        let Some(at) = reading.place_of(code) else { continue };
        let named = Sign::of_heading(&reading.columns[at].name());
        let amounts: Vec<f64> = rows.clone().filter_map(|row| amount(reading, code, row)).collect();
        let below = amounts.iter().filter(|amount| **amount < 0.0).count();
        let above = amounts.iter().filter(|amount| **amount > 0.0).count();
        let is_deletions = code == "deletions";
        let note = match named {
            _ if is_deletions => "each reduces the budget, whatever its sign",
            Sign::AsPrinted if above + below > 0 => "each is added with its sign, less for a reduction",
            Sign::AsPrinted => continue,
            _ if above > 0 && below > 0 => "some are below 0 and some above, so each is added with its sign",
            _ => {
                let printed = agreeing(reading, rows.clone());
                reading.columns[at].style.sign = named;
                if agreeing(reading, rows.clone()) < printed {
                    reading.columns[at].style.sign = Sign::AsPrinted;
                    "each is added with its sign: so the latest budgets come out as printed"
                } else if named == Sign::Takes {
                    "each reduces the year's budget, whatever its sign"
                } else {
                    "each adds to the year's budget, whatever its sign"
                }
            }
        };
        reading.columns[at].notes.push(note.to_owned());
    }
}

/// What a row says in the column of a field, in pounds.
fn amount(reading: &Reading, code: &str, row: &Row) -> Option<f64> {
    let column = &reading.columns[reading.place_of(code)?];
    match figure::read(row.cells.get(usize::from(column.column.place))?, column.style) {
        Ok(Said::Figure(figure)) => Some(figure.value),
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
