//! Which way a printed variance goes: the way in which it agrees with the budget and the forecast beside it.

use crate::import::figure::{self, CellFigure};
use crate::import::reading::Reading;
use crate::source::Row;

/// Says on the column of variances how many rows agree, and turns its sign where being under is printed as positive.
pub(super) fn decide<'a>(reading: &mut Reading, rows: impl Iterator<Item = &'a Row>) {
    if reading.becomes() != "revenue" {
        return;
    }
    let [Some(budget), Some(forecast), Some(variation)] =
        ["revised", "forecast", "variation"].map(|code| reading.place_of(code))
    else {
        return;
    };
    let amount = |row: &Row, at: usize| {
        let column = &reading.columns[at];
        match figure::read(row.cells.get(usize::from(column.column.place))?, column.style) {
            Ok(CellFigure::Figure(figure)) => Some(figure.value),
            _ => None,
        }
    };
    // Three amounts that are rounded, each by half of what one of the column stands for.
    let unit = [budget, forecast, variation]
        .iter()
        .filter_map(|at| reading.columns[*at].style.times)
        .fold(1.0, f64::max);
    let (mut all, mut over, mut under) = (0, 0, 0);
    for row in rows {
        let (Some(budget), Some(forecast), Some(printed)) =
            (amount(row, budget), amount(row, forecast), amount(row, variation))
        else {
            continue;
        };
        // What is on budget agrees either way.
        if printed == 0.0 && forecast == budget {
            continue;
        }
        let near = |worked_out: f64| (worked_out - printed).abs() <= unit * 1.5;
        all += 1;
        over += usize::from(near(forecast - budget));
        under += usize::from(near(budget - forecast));
    }
    if all == 0 {
        return;
    }
    let column = &mut reading.columns[variation];
    column.notes.push(match under > over {
        true => {
            column.style.times = Some(-column.style.times.unwrap_or(1.0));
            format!("under is positive there, so its sign is turned: {under} of {all} rows agree with budget less forecast")
        }
        false if over * 2 > all => format!("over is positive: {over} of {all} rows agree with forecast less budget"),
        false => format!(
            "kept as printed: it is the forecast less the budget in {over} of {all} rows, and the budget less the \
             forecast in {under}"
        ),
    });
}
