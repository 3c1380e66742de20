//! Making sense of other people's tables: which row holds the headings, which
//! column is which field, what a cell says, and what all of it says together.
//!
//! ```text
//! Look       the first rows of every sheet
//! Mapping    what a person said of the file, or what was remembered
//! Reading    how one sheet is understood: Mapping first, then guesses with their reasons
//! Gathered   what the whole file says (in `workbook::said`), ready to be matched
//! ```
//!
//! A target, what a file can become, is one file and one row of
//! [`targets::TARGETS`].
//!
//! Must not know: files, the store, the screen. Cells come from
//! [`source`](crate::source), and what they say goes to the store as data.

pub mod extract;
pub mod figure;
mod guess;
pub mod legend;
pub mod mapping;
pub mod members;
pub mod organisations;
pub mod preview;
pub mod reading;
pub mod remember;
mod sheet_kind;
pub mod summary;
pub mod table;
mod table_lines;
pub mod table_units;
pub mod targets;
pub mod words;
pub mod written_time;

use std::collections::{BTreeSet, HashSet};

pub use extract::Extraction;
pub use guess::{read_sheet, role_of};
pub use mapping::Mapping;
pub use preview::{FilePreview, SheetLook};
pub use reading::{ColumnReading, ImportQuestion, Reading, Role};

use crate::domain::Period;
use crate::domain::figures::format_plain;
use crate::source::{Cell, NumberFormat};
use organisations::Organisations;

/// What is known before a file is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The file's name, without its folders.
    pub file: String,
    /// The workbook's organisation.
    pub organisation: String,
    /// It is a group's, whose members' figures are all kept: none of them is ours.
    pub of_group: bool,
    pub service: String,
    /// First month of the financial year.
    pub first_month: u32,
    /// The period that is looked at.
    pub period: Period,
    /// References of the workbook's indicators, as [`words::same_reference`] compares them. Some of
    /// them, where there are very many.
    pub references: HashSet<String>,
    /// Other organisations it has benchmarks of.
    pub organisations: BTreeSet<String>,
    /// Everything that organisations are called.
    pub called: Organisations,
}

/// The period in which something is reported that is true by the end of `period`: where quarters are
/// reported, a budget monitored in month 6 and a register of September are of the second. Figures and
/// months of a budget are of their own.
pub(crate) fn reported(becomes: &str, period: Period, known: &Known) -> Period {
    let kind = known.period.kind();
    if matches!(becomes, "figures" | "months") || kind.months() <= period.kind().months() {
        return period;
    }
    Period::containing(kind, period.ends(known.first_month), known.first_month)
}

/// A cell as one would read it aloud: `102`, `59.52%`, `31/03/2016`.
pub fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Error(text) => text.trim().to_owned(),
        Cell::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Cell::Date(day) => crate::domain::dates::format_date(*day),
        Cell::Number(number) => {
            let value = figure::without_tail(number.value);
            let value = if number.shown == NumberFormat::Percent {
                figure::without_tail(value * 100.0)
            } else {
                value
            };
            let written = match number.decimals {
                Some(decimals) if number.value.fract() != 0.0 || decimals > 0 => {
                    format_plain(value, u32::from(decimals.min(6)))
                }
                _ => value.to_string(),
            };
            match number.shown {
                NumberFormat::Percent => format!("{written}%"),
                NumberFormat::Pounds => format!("£{written}"),
                NumberFormat::Plain => written,
            }
        }
    }
}
