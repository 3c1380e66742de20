//! How one sheet is understood.

use std::collections::BTreeMap;

use super::figure::{CellFigure, Style};
use super::legend::{Mark, marked};
use super::mapping::{Mapping, NOTHING, Others};
use super::table::{Column, Table};
use super::targets::{Field, ImportKind, Takes};
use super::words::plain;
use super::written_time::{BareYears, TimeStyle};
use crate::domain::Period;
use crate::source::Cell;

/// What a year alone stands for, among what is the same for every row: `start` where 2015 is 2015/16,
/// `end` where it is 2014/15, `calendar` where it is January to December.
pub const YEARS: &str = "years";

/// Whether `05/06/2015` begins with its month, among what is the same for every row: `month-first` or
/// `day-first`.
pub const DATES: &str = "dates";

/// That `2009-11` are three years, among what is the same for every row.
pub const SPANS: &str = "spans";

/// Headings within the table, among what is the same for every row: the themes that they name.
pub const HEADINGS: &str = "headings";

/// The column whose words make several measures of one name, among what is the same for every row.
pub const SPLIT: &str = "split";

/// Words of another scale with their steps, among what is the same for every row: `high: 4, medium: 3, low: 2`.
pub const SCALE: &str = "scale";

/// What becomes of hidden rows and columns, among what is the same for every row: `nothing` leaves them out.
pub const HIDDEN: &str = "hidden";

/// What becomes of the notes of cells, among what is the same for every row: `commentary`, or `nothing`.
pub const NOTES: &str = "notes";

/// Columns whose empty cells say what the one above says, among what is the same for every row.
pub const FILLED_DOWN: &str = "filled_down";

/// What may be the same for every row besides fields: how the file is read.
pub const FIXED: [&str; 13] = [
    YEARS,
    DATES,
    SPANS,
    HEADINGS,
    HIDDEN,
    NOTES,
    SPLIT,
    SCALE,
    FILLED_DOWN,
    "words",
    "year",
    "period",
    "organisation",
];

/// What a figure is of its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Numerator,
    Denominator,
    Result,
    Target,
}

/// How a column is understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ColumnReading {
    pub column: Column,
    /// None where it is left out.
    pub field: Option<&'static Field>,
    /// Why it is taken for that: "by its heading".
    pub reason: String,
    /// 0 for a column that is left out; 200 where a person said so.
    pub certainty: u32,
    pub style: Style,
    /// The period of its figures, where the heading or a person says.
    pub period: Option<Period>,
    /// What else the heading says, where figures of several kinds stand side by side: "outstanding".
    pub label: String,
    /// Whose figures they are, where they are a benchmark.
    pub organisation: Option<String>,
    /// Why it is left out though it is known what it is: its period is unclear.
    pub unclear: Option<String>,
    /// What was assumed of its figures.
    pub notes: Vec<String>,
    /// Some of what stands in it.
    pub samples: Vec<String>,
    /// The colours of its cells are ratings.
    pub shaded: bool,
}

impl ColumnReading {
    /// Its heading or, where it has none, its place: `column 3`.
    pub fn name(&self) -> String {
        if self.column.name.is_empty() {
            format!("column {}", self.column.place + 1)
        } else {
            self.column.name.clone()
        }
    }
}

/// Capital columns whose amounts may be printed with either sign. Deletions always take.
const SIGNED: [&str; 5] = ["slippage_in", "slippage", "additions", "accelerations", "slippage_out"];

impl ColumnReading {
    /// Whether its amounts may be read as adding to the budget or taking from it, whatever their sign.
    pub fn is_signed(&self) -> bool {
        self.field.is_some_and(|field| SIGNED.contains(&field.code))
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

/// Only rows whose column says one of these are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsKept {
    /// Position in [`Reading::columns`].
    pub place: usize,
    /// None keeps all.
    pub values: Vec<String>,
    pub reason: String,
}

/// What a person has to say before the sheet can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportQuestion {
    /// Which of these organisations is ours; some of those there are.
    Organisation(Vec<String>),
    /// What a year alone stands for; some of those there are.
    Years(Vec<String>),
    /// Of which period its figures are: what a line of the file says, which is no period of the workbook.
    Period(String),
    /// Whether the day or the month stands first; some that can be read with the month first alone.
    DayOrder(Vec<String>),
}

impl ImportQuestion {
    /// The question, with what `sheet` has, and the option of the command line that answers it.
    pub fn sentence(&self, sheet: &str) -> String {
        let some = |all: &[String]| {
            let shown: Vec<&str> = all.iter().map(String::as_str).take(12).collect();
            shown.join(", ")
        };
        match self {
            Self::Organisation(all) => {
                format!("Which organisation is yours? {sheet} has {} … Say --organisation NAME.", some(all))
            }
            Self::Years(all) => {
                let first = all.first().map(String::as_str).unwrap_or_default();
                format!(
                    "What does a year alone stand for? {sheet} has {}. Say --fixed years=start where {first} is of the \
                     financial year that starts in it, years=end where it is of the one that ends in it, or \
                     years=calendar where it is January to December.",
                    some(all)
                )
            }
            Self::Period(says) => format!(
                "Of which period are its figures? {sheet} says “{says}”, which is no one period here. Say --period \
                 2015/16-Q1 or the like."
            ),
            Self::DayOrder(all) => format!(
                "Which stands first in its dates, the day or the month? {sheet} has {}, which is a date only with \
                 the month first. Say --fixed dates=month-first or --fixed dates=day-first.",
                some(all)
            ),
        }
    }
}

/// How a sheet is understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Position of the sheet in its file.
    pub sheet: u16,
    pub name: String,
    pub table: Table,
    pub target: Option<&'static ImportKind>,
    pub columns: Vec<ColumnReading>,
    /// What is the same for every row, and why: `period`, `organisation`, `reference` …
    pub fixed: BTreeMap<String, (String, String)>,
    pub only: Vec<RowsKept>,
    /// What the words of a column of measure types stand for; none for figures that are not kept.
    pub roles: BTreeMap<String, Option<Role>>,
    pub others: Others,
    pub asks: Vec<ImportQuestion>,
    /// What cannot be found in it, in words; empty when it can be read.
    pub lacks: Vec<String>,
    /// Marks that the file's notes explain, with what they mean.
    pub marks: Vec<Mark>,
    /// Lines of covers and notes, which are not read, with the names of their sheets.
    pub beside: Vec<(String, String)>,
}

impl PartialEq for ImportKind {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Reading {
    /// Code of what it becomes.
    pub fn becomes(&self) -> &'static str {
        self.target.map_or("", |target| target.code)
    }

    /// Position of the first column that is a field.
    pub fn place_of(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field.is_some_and(|one| one.code == field))
    }

    /// Why a cell has no figure, where all that stands in it is a mark of the file's legend.
    pub fn marked(&self, cell: &Cell) -> Option<CellFigure> {
        let Cell::Text(text) = cell else { return None };
        marked(&self.marks, text).map(|state| CellFigure::Missing(state.to_owned()))
    }

    /// "- is not collected, NR is not reportable"; empty where the file explains none.
    pub fn marks_in_words(&self) -> String {
        let all = self.marks.iter().map(|(mark, state)| format!("{mark} is {state}"));
        all.collect::<Vec<_>>().join(", ")
    }

    /// Whether its rows name the themes of their indicators.
    pub fn names_themes(&self) -> bool {
        self.becomes() == "figures"
            && ["theme", "objective", HEADINGS]
                .iter()
                .any(|field| self.place_of(field).is_some() || self.fixed(field).is_some())
    }

    /// What is the same for every row.
    pub fn fixed(&self, name: &str) -> Option<&str> {
        self.fixed.get(name).map(|(value, _)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The first and the last period that its headings name, where every figure stands under one of them.
    pub fn heading_periods(&self) -> Option<(Period, Period)> {
        if self.becomes() != "figures" || self.place_of("period").is_some() {
            return None;
        }
        let figures = self
            .columns
            .iter()
            .filter(|column| column.field.is_some_and(|field| field.takes == Takes::Figure));
        let periods: Option<Vec<Period>> = figures.map(|column| column.period).collect();
        let periods = periods?;
        periods.iter().min().copied().zip(periods.iter().max().copied())
    }

    /// Whether anything in it leaves its period to what is the same for all.
    pub fn needs_period(&self) -> bool {
        self.place_of("period").is_none() && self.heading_periods().is_none()
    }

    /// Places of the columns whose empty cells say what the one above says, the upper level first.
    pub fn filled_down(&self) -> Vec<u16> {
        let named = self.fixed(FILLED_DOWN).is_some_and(|named| named != NOTHING);
        let column = |code: &&str| self.columns.get(self.place_of(code)?).map(|column| column.column.place);
        let levels = ["theme", "objective", "plan", "under"];
        let is_named = |place: &u16| {
            let name =
                self.columns.iter().find(|column| column.column.place == *place).map(ColumnReading::name);
            let all = self.fixed(FILLED_DOWN).unwrap_or_default();
            name.is_some_and(|name| all.split("; ").any(|one| one == name))
        };
        levels.iter().filter(|_| named).filter_map(column).filter(is_named).collect()
    }

    /// What is the same for every row and used, with why.
    pub fn fixed_and_used(&self) -> impl Iterator<Item = (&String, &(String, String))> {
        self.fixed.iter().filter(|(name, _)| *name != "period" || self.needs_period())
    }

    /// "from the headings Q1 2025/26 to Q4 2025/26".
    pub fn periods_of_headings(&self) -> Option<String> {
        self.heading_periods().map(|(first, last)| match first == last {
            true => format!("from the heading {}", first.title()),
            false => format!("from the headings {} to {}", first.title(), last.title()),
        })
    }

    /// How its times are written, as far as that was said or found out.
    pub fn time_style(&self) -> TimeStyle {
        let years = match self.fixed(YEARS) {
            Some("start") => Some(BareYears::Start),
            Some("end") => Some(BareYears::End),
            Some("calendar") => Some(BareYears::Calendar),
            _ => None,
        };
        let month_first = self.fixed(DATES) == Some("month-first");
        TimeStyle { years, ranges: self.fixed(SPANS).is_some(), month_first }
    }

    /// Columns that are named as something that is kept, and are not used.
    pub fn unused(&self) -> impl Iterator<Item = &ColumnReading> {
        self.columns.iter().filter(|column| {
            let named = column.reason.starts_with("it is called")
                || column.reason.starts_with("another column is taken");
            column.field.is_none() && (named || column.unclear.is_some())
        })
    }

    /// Its headings, for knowing the file again.
    pub fn shape(&self) -> Vec<String> {
        self.columns.iter().map(|column| plain(&column.column.name)).filter(|name| !name.is_empty()).collect()
    }

    pub(super) fn find_lacks(&mut self, mapping: &Mapping) {
        let Some(target) = self.target else { return };
        let there = |code: &&str| {
            self.place_of(code).is_some()
                || self.fixed.contains_key(*code)
                || mapping.fixed.contains_key(*code)
                // Headings of its columns name what is measured.
                || *code == "description" && self.columns.iter().any(|column| !column.label.is_empty())
        };
        self.lacks = target
            .needs
            .iter()
            .filter(|group| !group.iter().any(&there))
            .map(|group| {
                let titles: Vec<&str> =
                    group.iter().filter_map(|code| target.field(code)).map(|field| field.title).collect();
                format!("no column for {}", titles.join(" or "))
            })
            .collect();
        // A column that is there and cannot be read yet is what is lacking.
        if let (Some(why), Some(lack)) =
            (self.columns.iter().find_map(|column| column.unclear.as_ref()), self.lacks.last_mut())
        {
            lack.clone_from(why);
        }
    }
}
