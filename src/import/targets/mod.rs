//! What a file can become: one file and one row of [`TARGETS`] each.
//!
//! A target names the fields it knows and the headings people give them, and
//! turns a row into what the row says. It must not know: files, the workbook's
//! contents, how columns were matched with fields.

mod actions;
mod budget_line;
mod commitments;
mod figures;
mod money;
mod questions;
mod risk_ratings;
mod risks;

use crate::import::extract::RowView;
pub use budget_line::line_key;

/// What the cells of a field hold; a column that does not is not taken for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Any,
    /// Words of any length.
    Words,
    /// A short code, different in most rows.
    Reference,
    Figure,
    /// A period, a span of months or a day.
    Time,
    Day,
    /// One of few words, which the target reads.
    Choice,
    /// A name that several rows share; degrees, such as high and low, are none.
    Grouping,
}

/// Something a target knows.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// As mappings name it.
    pub code: &'static str,
    /// For people.
    pub title: &'static str,
    /// Headings it goes by, in words and in lower case.
    pub names: &'static [&'static str],
    pub takes: Takes,
    /// Several columns may be it: a year each, an organisation each.
    pub many: bool,
}

impl Field {
    const fn new(
        code: &'static str,
        title: &'static str,
        takes: Takes,
        names: &'static [&'static str],
    ) -> Self {
        Self { code, title, names, takes, many: false }
    }

    const fn many(self) -> Self {
        Self { many: true, ..self }
    }
}

/// What a file can become.
pub struct ImportKind {
    /// As mappings and the command line name it.
    pub code: &'static str,
    /// For people: "Figures of indicators".
    pub title: &'static str,
    /// What a few rows of it are called: "risks".
    pub noun: &'static str,
    pub fields: &'static [Field],
    /// Of each of these groups one field at least has to have a column or a fixed value.
    pub needs: &'static [&'static [&'static str]],
    /// Fields by which rows are told apart; headings within the table have only these.
    pub key: &'static [&'static str],
    /// Words that say nothing in its headings beside two others: `Residual Score Impact`.
    pub fillers: &'static [&'static str],
    /// Says what a row says.
    pub take: fn(&mut RowView<'_>),
}

impl std::fmt::Debug for ImportKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl ImportKind {
    /// The field of a code.
    pub fn field(&self, code: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.code == code)
    }
}

/// Everything a file can become, the likeliest first.
pub const TARGETS: &[&ImportKind] = &[
    &figures::TARGET,
    &risks::TARGET,
    &actions::TARGET,
    &money::REVENUE,
    &money::CAPITAL,
    &money::MONTHS,
    &commitments::TARGET,
    &questions::TARGET,
];

/// The target of a code.
pub fn target(code: &str) -> Option<&'static ImportKind> {
    TARGETS.iter().copied().find(|target| target.code == code)
}

/// Columns that are known and say nothing the program keeps.
pub const KNOWN_NOTHING: &[&str] = &[
    "ons code",
    "ons area code",
    "area code",
    "geographical code",
    "gss code",
    "local authority code",
    "la code",
    "authority code",
    "margin of error",
    "confidence interval",
    "lower confidence limit",
    "upper confidence limit",
    "lower ci",
    "upper ci",
    "number of respondents",
    "base",
    "rank",
    "quartile",
    "row number",
    "start year",
];
