//! The columns of the indicator table: what each shows, how it sorts, and
//! which of them are figures that can be typed into.

use crate::ui::facts;
use crate::ui::table::{Cell, Column, fitted};
use crate::ui::theme::{Role, Theme};
use crate::workbook::edits::Patch;
use crate::workbook::{ReviewMark, SortBy, Standing};

/// One row of the table of columns.
pub struct Col {
    pub column: Column,
    pub sort: SortBy,
    pub cell: for<'a> fn(&'a Standing, &Theme) -> Cell<'a>,
    /// What is typed over, when it can be.
    pub edit: Option<Edit>,
}

/// A column that can be typed into.
#[derive(Clone, Copy)]
pub struct Edit {
    /// The text the cell opens with.
    pub text: fn(&Standing) -> String,
    /// The fields of [`crate::workbook::edits::figures`] that a text says, or why it says none.
    pub read: fn(&str, &Standing) -> Result<Patch, String>,
}

/// Every column, left to right.
pub const COLUMNS: &[Col] = &[
    Col { column: Column::words("RAG", 4, 0, 0), sort: SortBy::Worst, cell: rating, edit: None },
    Col {
        column: Column::if_any("End", 6, 1),
        sort: SortBy::Worst,
        cell: |s, theme| {
            Cell::new(facts::year_end_sign(s, theme)).style(theme.style(facts::year_end_role(s)))
        },
        edit: None,
    },
    Col {
        column: Column::words("Ref", 16, 0, 0),
        sort: SortBy::Reference,
        cell: |s, _| Cell::new(s.reference.as_str()),
        edit: None,
    },
    Col {
        column: Column::words("Indicator", 22, 4, 0),
        sort: SortBy::Description,
        cell: |s, _| Cell::new(s.description.as_str()),
        edit: None,
    },
    Col {
        column: Column::words("Type", 9, 0, 9),
        sort: SortBy::Kind,
        cell: |s, _| Cell::new(s.kind.as_str()),
        edit: None,
    },
    Col {
        column: Column::words("Period covered", 19, 0, 8),
        sort: SortBy::Covers,
        cell: |s, _| Cell::new(s.covers.as_str()),
        edit: None,
    },
    Col {
        column: Column::figures("Previous", 9, 5),
        sort: SortBy::Previous,
        cell: |s, _| Cell::new(facts::figure(s.previous, s)),
        edit: None,
    },
    Col {
        column: Column::figures("Target", 8, 1),
        sort: SortBy::Target,
        cell: |s, _| Cell::new(facts::figure(s.target, s)),
        edit: Some(Edit { text: |s| typed(s.target), read: read_target }),
    },
    Col {
        column: Column::figures("Num/Den", 12, 6),
        sort: SortBy::Value,
        cell: |s, _| Cell::new(facts::fraction(s)),
        edit: Some(Edit { text: typed_fraction, read: read_fraction }),
    },
    Col {
        column: Column::figures("Result", 8, 0),
        sort: SortBy::Value,
        cell: |s, _| Cell::new(facts::result_cell(s)),
        edit: Some(Edit { text: typed_result, read: read_result }),
    },
    Col { column: Column::figures("Variance", 13, 3), sort: SortBy::Variance, cell: variance, edit: None },
    Col { column: Column::words("Travel", 14, 0, 2), sort: SortBy::Direction, cell: travel, edit: None },
    Col {
        column: Column::if_any("Year end", 14, 7),
        sort: SortBy::Worst,
        cell: |s, theme| Cell::new(facts::year_end(s, theme)).style(theme.style(facts::year_end_role(s))),
        edit: None,
    },
    Col {
        column: Column::figures("Benchmark", 9, 10),
        sort: SortBy::Benchmark,
        cell: |s, _| Cell::new(facts::figure(s.benchmark, s)),
        edit: None,
    },
    Col {
        column: Column::words("Benchmark of", 14, 0, 13),
        sort: SortBy::Benchmark,
        cell: |s, _| Cell::new(s.benchmark_of.as_str()),
        edit: None,
    },
    Col { column: Column::words("Review", 13, 0, 4), sort: SortBy::Review, cell: review, edit: None },
    Col {
        column: Column::words("Owner", 18, 1, 11),
        sort: SortBy::Owner,
        cell: |s, _| Cell::new(s.owner.as_str()),
        edit: None,
    },
    Col {
        column: Column::words("Service", 18, 1, 12),
        sort: SortBy::Service,
        cell: |s, _| Cell::new(s.service.as_str()),
        edit: None,
    },
    Col {
        column: Column::words("Theme", 22, 1, 14),
        sort: SortBy::Theme,
        cell: |s, _| Cell::new(s.theme.as_str()),
        edit: None,
    },
];

fn rating<'a>(standing: &'a Standing, theme: &Theme) -> Cell<'a> {
    Cell::new(theme.letters(standing.rating)).chip(theme.chip(standing.rating))
}

fn variance<'a>(standing: &'a Standing, _: &Theme) -> Cell<'a> {
    Cell::new(facts::variance(standing))
}

fn travel<'a>(standing: &'a Standing, theme: &Theme) -> Cell<'a> {
    Cell::new(facts::travel(standing, theme)).style(theme.style(facts::travel_role(standing.direction)))
}

fn review<'a>(standing: &'a Standing, theme: &Theme) -> Cell<'a> {
    let role = match standing.review {
        ReviewMark::ChangedSince => Role::Worse,
        ReviewMark::Reviewed => Role::Better,
        _ => Role::Dim,
    };
    Cell::new(facts::review_word(standing.review)).style(theme.style(role))
}

/// A figure as one would type it: unrounded, no commas.
pub fn typed(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

pub fn typed_fraction(standing: &Standing) -> String {
    match (standing.numerator, standing.denominator) {
        (None, None) => String::new(),
        (numerator, denominator) => format!("{}/{}", typed(numerator), typed(denominator)),
    }
}

/// What a result is made of is what is typed over: `42/231` where it is
/// worked out, else the figure itself.
fn typed_result(standing: &Standing) -> String {
    match (standing.numerator, standing.denominator) {
        (Some(_), Some(_)) => typed_fraction(standing),
        _ => typed(standing.stated.or(standing.value)),
    }
}

fn read_target(text: &str, _: &Standing) -> Result<Patch, String> {
    Ok(Patch::from_iter([("target", text.to_owned())]))
}

/// A result that is worked out takes a numerator and a denominator; a figure
/// alone would be stated beside the computed one and change nothing.
pub fn read_result(text: &str, standing: &Standing) -> Result<Patch, String> {
    if text.contains(['/', '÷']) {
        return read_fraction(text, standing);
    }
    if let (Some(_), Some(_)) = (standing.numerator, standing.denominator) {
        if text.trim().is_empty() {
            return Ok(["numerator", "denominator", "stated"]
                .map(|field| (field, String::new()))
                .into_iter()
                .collect());
        }
        return Err(format!(
            "{} works out its result: type both figures, as {}. v has every figure.",
            standing.reference,
            typed_fraction(standing)
        ));
    }
    Ok(Patch::from_iter([("stated", text.to_owned())]))
}

/// `422/709`, or a numerator alone.
fn read_fraction(text: &str, _: &Standing) -> Result<Patch, String> {
    let (numerator, denominator) = text.split_once(['/', '÷']).unwrap_or((text, ""));
    Ok(Patch::from_iter([("numerator", numerator.to_owned()), ("denominator", denominator.to_owned())]))
}

/// The columns before any row is known.
pub fn unfilled() -> Vec<Column> {
    let bare = |column: Column| Column { width: if column.if_any { 0 } else { column.width }, ..column };
    COLUMNS.iter().map(|col| bare(col.column)).collect()
}

/// The columns as the rows that are loaded need them.
pub fn measured(loaded: &[Standing], theme: &Theme) -> Vec<Column> {
    let mut columns: Vec<Column> = COLUMNS.iter().map(|col| col.column).collect();
    // With the sign, the longest letters of a rating are whole where a row has them: "■ OFF".
    if let Some(rating) = columns.first_mut() {
        rating.width = rating.width.max(5);
    }
    let cells = loaded.iter().map(|row| COLUMNS.iter().map(|col| (col.cell)(row, theme)).collect::<Vec<_>>());
    fitted(&columns, cells)
}

/// Where the sign and the words of where the year ends stand, of which one is shown.
pub fn year_end_columns() -> (usize, usize) {
    let of = |title: &str| COLUMNS.iter().position(|col| col.column.title == title).unwrap_or(0);
    (of("End"), of("Year end"))
}
