//! The report as a document of no particular format.
//!
//! What every writer may rely on:
//!
//! - **Texts are inert.** [`Document::clean`] has been through all of them: no
//!   control characters, nothing that reorders or hides letters, no line
//!   breaks inside a [`Run`]. A writer still escapes what its own format
//!   treats as special (`<`, `|`, a leading `=`).
//! - **Colour is never alone.** Where a [`Cell`] has a rating, its text
//!   already says the rating in words ("Red", "3 MH"); [`Cell::shown`] puts
//!   the symbol before it. A writer may add a tint, from [`tint`].
//! - **Nothing comes from the clock.** [`Meta::dated`] is the last day of the
//!   period; use it wherever a format wants a day of creation.
//! - **Order is reading order**, and the level of a heading is never more than
//!   one below the heading before it (the title is level 1, sections begin at 2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::charts::*;
pub use super::remarks::Remark;
use crate::domain::money::{MoneyUnit, Pence};
use crate::domain::{Rating, Unit};
pub use crate::report::printed_facts::{Issue, PeriodState};
use crate::workbook::Subject;

/// A whole report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Document {
    pub meta: Meta,
    /// In reading order, flat: [`Section::level`] says what belongs to what.
    pub sections: Vec<Section>,
}

/// What is true of the whole report. All of it from the workbook and the template.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Meta {
    /// The level-1 heading: "Adults & Communities: Q1 2015/16".
    pub title: String,
    /// What kind of report it is: "Quarterly performance report".
    pub subtitle: String,
    pub organisation: String,
    pub service: String,
    /// Code of the period: `2015/16-Q1`.
    pub period: String,
    /// For people: `Q1 2015/16`.
    pub period_title: String,
    /// `Apr–Jun 2015`.
    pub covers: String,
    /// Last day of the period; stands for the day the document was made.
    pub dated: NaiveDate,
    /// Language of the text, as in BCP 47: `en-GB`.
    pub language: String,
    /// Code of the template it was made by: `service`.
    pub template: String,
    /// Version that was published; 0 for one that was not.
    pub version: u32,
    /// Marked as a draft on every page.
    pub draft: bool,
    /// At the foot of every page, before the page number.
    pub footer: String,
    /// How it was published. None for a draft, and for what was published before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<Issue>,
    /// Whether its figures could still be changed when it was made. None for what was published before
    /// this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<PeriodState>,
    /// Code of the template that `template` is a choice of: `scorecard` of `scorecard-dudley`. Empty
    /// where it is no choice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub chosen_from: String,
    /// Reference of the one thing an extract tells of; empty for a whole report.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extract: String,
    /// Short form of the checksum of what was published; known once it is frozen.
    #[serde(skip)]
    pub fingerprint: String,
}

/// A heading and what stands under it until the next heading.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Section {
    /// Unique in the document, of `a-z`, `0-9` and `-`: `not-met`. Fit for an id or a file name.
    pub code: String,
    /// 2–6. The title of the document is the only 1.
    pub level: u8,
    /// As it is cited: `2.2a`; empty where the template does not number it.
    pub number: String,
    pub heading: String,
    pub blocks: Vec<Block>,
    /// Begins on a new page where there are pages.
    pub new_page: bool,
    /// Has a table too wide for an upright page.
    pub landscape: bool,
    /// What is edited to change it, where the whole section is one thing.
    pub source: Option<Subject>,
}

/// Something under a heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Text(Text),
    Table(Table),
    Chart(Chart),
    /// Begin a new page here, where there are pages.
    PageBreak,
}

/// Paragraphs and bullets.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Text {
    pub lines: Vec<Line>,
    pub kind: TextKind,
    /// Reference of what it is about: `AC/S3`. What a reader looks up, and what a page is kept of.
    pub anchor: Option<String>,
    /// What is edited to change it.
    pub source: Option<Subject>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    #[default]
    Body,
    /// Small print: how to read a table, what is illustrative.
    Note,
    /// Something that is missing and should not be.
    Missing,
}

/// One paragraph or one bullet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Line {
    pub runs: Vec<Run>,
    /// 0 for a paragraph, 1 for a bullet, 2 for a bullet under a bullet.
    pub bullet: u8,
}

/// Letters in one style.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    /// Anchor in this document that it leads to.
    pub to: Option<String>,
}

/// A table. It has a caption, column headings (unless it is a form) and, where
/// the first cell names the row, row headings.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Unique among the tables of the document, of `a-z`, `0-9` and `-`: names a sheet or a file.
    pub code: String,
    pub caption: String,
    pub columns: Vec<Column>,
    /// Headings over several columns each, above the headings of the columns; spans add up to the columns.
    pub groups: Vec<Group>,
    pub rows: Vec<Row>,
    /// Whether the first cell of each row is its heading.
    pub row_headings: bool,
    /// A form: labels down the first column, and the columns' own headings are not shown.
    pub form: bool,
    /// Stands on one page with what is said above it, in smaller letters where that is what it takes,
    /// unless no page can hold it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Column {
    pub heading: String,
    pub kind: ColumnKind,
    /// Width relative to the other columns, at least 1. About the letters it wants.
    pub weight: u16,
}

/// What a column holds, for alignment and for the type of a spreadsheet's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A few words, to the left.
    #[default]
    Words,
    /// Long text that wraps.
    Prose,
    /// `AC/S3`: never broken over lines.
    Reference,
    /// To the right.
    Figure,
    /// To the right.
    Money,
    Date,
    /// In the middle, with the rating's symbol.
    Rating,
}

impl ColumnKind {
    /// Where its cells stand.
    pub fn align(self) -> Align {
        match self {
            Self::Figure | Self::Money => Align::Right,
            Self::Rating => Align::Centre,
            Self::Words | Self::Prose | Self::Reference | Self::Date => Align::Left,
        }
    }
}

/// Where text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// A heading over `span` columns; an empty one covers columns that have none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Group {
    pub heading: String,
    /// At least 1.
    pub span: u16,
}

/// A row of a table; as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// A total or a subtotal.
    pub total: bool,
    /// Heads the row under it, and stands on the same page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heads_next: bool,
    /// Reference of what the row is about.
    pub anchor: Option<String>,
    /// What is edited to change it.
    pub source: Option<Subject>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// As printed.
    pub lines: Vec<Line>,
    /// The figure that `lines` shows, for formats that can hold one.
    pub value: Option<Value>,
    /// Its rating, or the rating that lends it a tint; `lines` says it in words.
    pub rating: Option<Rating>,
    /// Where it stands, if not where its column does.
    pub align: Option<Align>,
    /// What is to be known about what it shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// A figure, unrounded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// In its unit: 59.52 is 59.52%.
    Number {
        value: f64,
        unit: Unit,
        /// Decimals shown.
        decimals: u32,
        /// Shown with a plus sign where it is above zero.
        signed: bool,
    },
    /// Whole pence, shown in a unit.
    Money {
        pence: Pence,
        unit: MoneyUnit,
        decimals: u32,
        signed: bool,
    },
    Date(NaiveDate),
}

impl Run {
    /// Plain letters.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Letters that stand out.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }
}

impl Line {
    /// A paragraph of plain letters.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { runs: vec![Run::plain(text)], bullet: 0 }
    }

    /// Its letters without their style.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Cell {
    /// A cell of plain letters.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = if text.is_empty() { Vec::new() } else { vec![Line::plain(text)] };
        Self { lines, ..Self::default() }
    }

    /// What it says, without the rating's symbol and without remarks: lines parted by `\n`, bullets
    /// begun with "• ".
    pub fn text(&self) -> String {
        joined(&self.lines)
    }

    /// What it says, the rating's symbol first and remarks beside it: "■ Red", "91.13 †1".
    pub fn shown(&self) -> String {
        let text = if self.remarks.is_empty() { self.text() } else { joined(&self.marked()) };
        match self.rating {
            Some(rating) if !self.lines.is_empty() => format!("{} {text}", rating.symbol()),
            _ => text,
        }
    }
}

fn joined(lines: &[Line]) -> String {
    let line = |line: &Line| match line.bullet {
        0 => line.text(),
        depth => format!("{}• {}", "  ".repeat(usize::from(depth) - 1), line.text()),
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl Section {
    /// Its tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// References of what stands in it, in order.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Text(text) => text.anchor.as_deref().into_iter().collect::<Vec<_>>(),
            Block::Chart(chart) => chart.anchor.as_deref().into_iter().collect(),
            Block::Table(table) => table.rows.iter().filter_map(|row| row.anchor.as_deref()).collect(),
            Block::PageBreak => Vec::new(),
        })
    }
}

impl Document {
    /// Every table with its section, in order.
    pub fn tables(&self) -> impl Iterator<Item = (&Section, &Table)> {
        self.sections.iter().flat_map(|section| section.tables().map(move |table| (section, table)))
    }

    /// What it says of one thing, where that has sections of its own; none where it has not.
    pub fn only_about(mut self, subject: Subject) -> Option<Self> {
        let about = |section: &Section| section.source == Some(subject);
        if !self.sections.iter().any(about) {
            return None;
        }
        self.sections.retain(|section| section.source.is_none() || about(section));
        Some(self)
    }

    /// Whether the section at a position stands on wide pages, where there are pages. A heading alone
    /// goes with what follows it.
    pub fn stands_wide(&self, at: usize) -> bool {
        let mut rest = self.sections.iter().skip(at);
        let filled = rest.find(|section| !section.blocks.is_empty());
        filled.or(self.sections.get(at)).is_some_and(|section| section.landscape)
    }
}
