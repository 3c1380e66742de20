//! Figures copied from a spreadsheet, put into the months of a line.

use crate::domain::budget::MONTHS;
use crate::domain::money::{MoneyUnit, Pence, parse_cell};
use crate::workbook::budget_steps::MonthField;

/// Figures and the months they go into.
#[derive(Debug, Clone, PartialEq)]
pub struct Pasted {
    pub figures: Vec<(usize, MonthField, Option<Pence>)>,
}

impl Pasted {
    /// "12 figures into budget, Apr to Mar."
    pub fn said(&self, name: impl Fn(usize) -> String) -> String {
        let mut fields: Vec<&str> = Vec::new();
        for (_, field, _) in &self.figures {
            if !fields.contains(&field.title()) {
                fields.push(field.title());
            }
        }
        let first = self.figures.iter().map(|(at, ..)| *at).min().unwrap_or(0);
        let last = self.figures.iter().map(|(at, ..)| *at).max().unwrap_or(0);
        format!(
            "{} figures into {}, {} to {}.",
            self.figures.len(),
            fields.join(" and "),
            name(first),
            name(last)
        )
    }
}

/// Reads a copied block: rows by line, cells by tab. Twelve in a row or in a
/// column fill the year from its first month; anything else goes in from the
/// cursor. Headings beside or above the figures are left out; where they name
/// months (`names`, in the order of the year), they say where the figures go.
///
/// # Errors
/// The rest of a sentence: which cell is not an amount, or what does not fit.
pub fn read(text: &str, unit: MoneyUnit, cursor: (usize, usize), names: &[String]) -> Result<Pasted, String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows: Vec<Vec<&str>> =
        text.trim_end_matches('\n').split('\n').map(|row| row.split('\t').collect()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    rows.iter_mut().for_each(|row| row.resize(width, ""));
    let (above, beside) = take_headings(&mut rows, unit);
    let mut block: Vec<Vec<Option<Pence>>> = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        let mut amounts = Vec::new();
        for (column, cell) in cells.iter().enumerate() {
            amounts.push(
                parse_cell(cell, unit)
                    .map_err(|error| format!("row {}, column {}: {error}", row + 1, column + 1))?,
            );
        }
        block.push(amounts);
    }
    let wide = block.first().map_or(0, Vec::len);
    if block.iter().flatten().all(Option::is_none) {
        return Err("there is no figure in it".to_owned());
    }
    let mut months = named(&beside, names);
    // Months may go across, as in most ledgers: more columns than there are figures in a month.
    if wide > MonthField::ALL.len() || (block.len() == 1 && wide > 1) {
        months = named(&above, names);
        block = (0..wide).map(|at| block.iter().map(|row| row[at]).collect()).collect();
    }
    let (high, wide) = (block.len(), block.first().map_or(0, Vec::len));
    let top = if high == MONTHS || months.is_some() { 0 } else { cursor.0 };
    let left = if wide == MonthField::ALL.len() { 0 } else { cursor.1 };
    if top + high > MONTHS {
        return Err(format!("{high} months do not fit from month {} on", top + 1));
    }
    if left + wide > MonthField::ALL.len() {
        return Err(format!(
            "{wide} columns do not fit from {} on: budget, actual and forecast are all there are",
            MonthField::ALL[left.min(2)].title()
        ));
    }
    let mut figures = Vec::new();
    for (month, amounts) in block.into_iter().enumerate() {
        for (column, amount) in amounts.into_iter().enumerate() {
            let at = months.as_ref().map_or(top + month, |months| months[month]);
            figures.push((at, MonthField::ALL[left + column], amount));
        }
    }
    Ok(Pasted { figures })
}

/// Takes away a first row and a first column in which nothing is an amount: the words above the
/// figures, and those beside them.
fn take_headings(rows: &mut Vec<Vec<&str>>, unit: MoneyUnit) -> (Vec<String>, Vec<String>) {
    let heading = |cells: &mut dyn Iterator<Item = &&str>| {
        let mut words = cells.filter(|cell| !cell.trim().is_empty()).peekable();
        words.peek().is_some() && words.all(|cell| parse_cell(cell, unit).is_err())
    };
    let (mut above, mut beside) = (Vec::new(), Vec::new());
    if rows.len() > 1 && heading(&mut rows[0].iter()) {
        above = rows.remove(0).into_iter().map(str::to_owned).collect();
    }
    if rows.first().is_some_and(|row| row.len() > 1)
        && heading(&mut rows.iter().filter_map(|row| row.first()))
    {
        beside = rows.iter_mut().map(|row| row.remove(0).to_owned()).collect();
        if !above.is_empty() {
            above.remove(0);
        }
    }
    (above, beside)
}

/// The months that headings name, if all of them do and each another.
fn named(headings: &[String], names: &[String]) -> Option<Vec<usize>> {
    let at = |heading: &String| {
        let start: String = heading.trim().chars().take(3).collect();
        names.iter().position(|name| name.eq_ignore_ascii_case(&start))
    };
    let months: Vec<usize> = headings.iter().map(at).collect::<Option<_>>()?;
    let mut once = months.clone();
    once.sort_unstable();
    once.dedup();
    (!months.is_empty() && once.len() == months.len()).then_some(months)
}

#[cfg(test)]
mod tests {
    use super::*;
    use MonthField::{Actual, Budget, Forecast};

    const K: Pence = 100_000;

    fn at(text: &str, cursor: (usize, usize)) -> Result<Vec<(usize, MonthField, Option<Pence>)>, String> {
        let names: Vec<String> =
            "Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar".split(' ').map(str::to_owned).collect();
        read(text, MoneyUnit::Thousands, cursor, &names).map(|pasted| pasted.figures)
    }

    #[test]
    fn a_row_or_a_column_of_twelve_fills_the_year() {
        let twelve: Vec<String> = (1..=12).map(|n| n.to_string()).collect();
        for text in [twelve.join("\t"), twelve.join("\n"), twelve.join("\r\n") + "\r\n"] {
            let figures = at(&text, (5, 0)).unwrap();
            assert_eq!(figures.len(), 12);
            assert_eq!(figures[0], (0, Budget, Some(K)));
            assert_eq!(figures[11], (11, Budget, Some(12 * K)));
        }
    }

    #[test]
    fn blocks_go_in_from_the_cursor_and_headings_are_left_out() {
        assert_eq!(at("1\t(2)", (3, 1)).unwrap(), [(3, Actual, Some(K)), (4, Actual, Some(-2 * K))]);
        assert_eq!(
            at("Month\tBudget\tActual\nApr\t1\t\nMay\t£3k\t-\n", (0, 0)).unwrap(),
            [(0, Budget, Some(K)), (0, Actual, None), (1, Budget, Some(3 * K)), (1, Actual, Some(0)),]
        );
        let rows: String = (0..12).map(|n| format!("{n}\t{n}\t{n}\n")).collect();
        let figures = at(&rows, (7, 2)).unwrap();
        assert_eq!(figures.len(), 36);
        assert_eq!(figures[2], (0, Forecast, Some(0)));
    }

    #[test]
    fn months_that_are_named_go_where_they_belong() {
        assert_eq!(at("May\t1\nApril\t2", (7, 0)).unwrap(), [(1, Budget, Some(K)), (0, Budget, Some(2 * K))]);
        assert_eq!(
            at("\tApr\tMay\tJun\tJul\nSpent\t1\t2\t3\t4", (7, 1)).unwrap()[3],
            (3, Actual, Some(4 * K))
        );
        // Not every one is a month, so they say nothing about where the figures go.
        assert_eq!(at("Apr\t1\nTotal\t2", (7, 0)).unwrap()[0].0, 7);
    }

    #[test]
    fn what_does_not_fit_or_is_no_amount_is_refused_whole() {
        assert!(at("1\n2\nx", (0, 0)).unwrap_err().contains("row 3, column 1"));
        assert!(at("1\n2\n3", (10, 0)).unwrap_err().contains("3 months do not fit from month 11"));
        assert!(at("1\t1\n2\t2", (0, 2)).unwrap_err().contains("2 columns do not fit from forecast"));
        assert!(at("\t\n", (0, 0)).unwrap_err().contains("no figure"));
    }
}
