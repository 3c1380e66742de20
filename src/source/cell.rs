//! Cells, rows and sheets as any reader tells them.

use chrono::NaiveDate;

/// What a number is shown as in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NumberFormat {
    #[default]
    Plain,
    /// With a per cent sign: 0.5952 is shown as 59.52%.
    Percent,
    /// With a pound sign.
    Pounds,
}

/// A number and how its file shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// As stored: 0.5952 where 59.52% is shown. Finite.
    pub value: f64,
    pub shown: NumberFormat,
    /// Decimals shown, where the file says how many (0–15).
    pub decimals: Option<u8>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    /// As stored: nothing is trimmed or made inert. Never empty.
    Text(String),
    Number(Number),
    Date(NaiveDate),
    Flag(bool),
    /// A formula that failed: `#REF!`, `#N/A`.
    Error(String),
}

/// A row with anything in it. Cells after the last that is not empty are left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// As the file's own program numbers it, from 1. Of a csv file, the line it begins on.
    pub number: u32,
    pub cells: Vec<Cell>,
    /// Cells, from 0, that are filled with a colour of ratings, or hold a sign written in one.
    pub shades: Vec<(u16, Shade)>,
}

/// A colour of ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shade {
    Red,
    Amber,
    Green,
}

impl Shade {
    /// For people: "Red".
    pub fn title(self) -> &'static str {
        match self {
            Self::Red => "Red",
            Self::Amber => "Amber",
            Self::Green => "Green",
        }
    }
}

/// What a sheet says besides its cells. Rows from 1, columns from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extras {
    /// Hidden rows and columns, both ends of each stretch included.
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u16, u16)>,
    /// Notes of cells (Excel's comments): row, column, text.
    pub notes: Vec<(u32, u16, String)>,
}

/// A sheet of a file; a csv file is one sheet named after the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// Hidden in its own program.
    pub hidden: bool,
}

/// Merged cells: rows from 1, columns from 0, both ends included. The text is in the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u16,
    pub last_column: u16,
}

/// What is wanted of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Sheets by their places in the file, from 0; none means all of them.
    pub sheets: Option<Vec<u16>>,
    /// Rows of each sheet at most, for a first look; none means all of them.
    pub rows: Option<u32>,
    /// Of a csv file, where it is not found out: the byte between cells.
    pub delimiter: Option<u8>,
}

/// What a reader tells, in this order: [`Event::File`], then for each sheet
/// that is wanted [`Event::Sheet`], its rows from the top and [`Event::End`],
/// then [`Event::Done`]. A [`Event::Problem`] may come at any time and is the last.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// All sheets of the file, and in words how it was read: "CSV, semicolons, Windows-1252".
    File {
        sheets: Vec<Sheet>,
        form: String,
    },
    /// A sheet begins, with its merged cells.
    Sheet {
        place: u16,
        merged: Vec<Area>,
        /// About how many rows it has, where that can be told beforehand.
        about: Option<u32>,
        extras: Extras,
    },
    Row(Row),
    /// A sheet ends; `more` when there were rows beyond those wanted.
    End {
        more: bool,
    },
    /// The end of the file.
    Done,
    Problem(Problem),
}

/// Why a file cannot be read, as sentences for the officer that end in what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Sheet, row (from 1) and column (from 0) where it lies, if it lies anywhere.
    pub place: Option<(String, u32, u16)>,
    /// "It is protected with a password. Save it without one and import it again."
    pub text: String,
}
