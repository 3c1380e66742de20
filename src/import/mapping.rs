//! How a file is understood, as a person set it or as it was remembered: a
//! small TOML file that can be read, edited and given to a colleague.
//!
//! It says only what is not found out from the file itself. Columns are named
//! by their headings, so a column moved or added next quarter does no harm.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::plain;
use crate::domain::capital::Sign;

/// How a file is understood.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    pub name: String,
    /// Code of a [`ImportKind`](super::targets::ImportKind); empty while it is found out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub becomes: String,
    /// Sheets that are read; none where they are found out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// Row of the headings, and how many they are; 0 rows where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<HeaderRule>,
    /// What is the same for every row: `period`, `organisation`, `service`, `kind`, `polarity` …
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, String>,
    /// Other organisations that are kept as benchmarks.
    #[serde(skip_serializing_if = "Others::is_all")]
    pub others: Others,
    /// Themes that the workbook does not have are refused; else they are made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub refuse_new_themes: bool,
    /// Rows of which only some are kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Only>,
    #[serde(rename = "column", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnRule>,
    /// The headings it was made for, by which it is known again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shape: Vec<String>,
}

/// Where the headings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderRule {
    pub row: u32,
    pub rows: u32,
}

/// Which other organisations are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    #[default]
    All,
    None,
    Named(Vec<String>),
}

impl Others {
    fn is_all(&self) -> bool {
        *self == Self::All
    }
}

/// Rows are kept where the column says one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Only {
    pub column: String,
    /// None keeps every row: a filter that was found out and is not wanted.
    pub is: Vec<String>,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnRule {
    /// Its heading; `column 3` where it has none.
    pub named: String,
    /// Code of a field; `nothing` leaves the column out.
    pub is: String,
    /// `5,8` is five and eight tenths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_comma: Option<bool>,
    /// 0.5952 stands for 59.52%.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shares: Option<bool>,
    /// Of `7.7 (7.6)` the first counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_of_two: Option<bool>,
    /// What one stands for: 1000 in a column of £000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<f64>,
    /// Which way the amounts of a capital column go: `as_printed`, `adds` or `takes`, whatever their sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<Sign>,
    /// The period of its figures, where its heading does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The organisation of its figures, where it is a benchmark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

/// A column that is left out is called this.
pub const NOTHING: &str = "nothing";

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// A sentence with the line and what is wrong there.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Writes a mapping as [`Mapping::parse`] reads it.
    pub fn to_text(&self) -> String {
        // Only maps with keys that are not text could fail, and there are none.
        toml::to_string(self).unwrap_or_default()
    }

    /// The rule for a column, if there is one.
    pub fn rule(&self, heading: &str) -> Option<&ColumnRule> {
        let heading = plain(heading);
        self.columns.iter().find(|rule| plain(&rule.named) == heading)
    }

    /// The rule for a column, made where there is none.
    pub fn rule_mut(&mut self, heading: &str) -> &mut ColumnRule {
        let wanted = plain(heading);
        let at = self.columns.iter().position(|rule| plain(&rule.named) == wanted).unwrap_or_else(|| {
            self.columns.push(ColumnRule { named: heading.to_owned(), ..ColumnRule::default() });
            self.columns.len() - 1
        });
        &mut self.columns[at]
    }

    /// How well it fits headings: the share of its own that are there, from 0 to 1.
    pub fn fits(&self, headings: &[String]) -> f64 {
        if self.shape.is_empty() {
            return 0.0;
        }
        let there: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        let found = self.shape.iter().filter(|heading| there.contains(&plain(heading))).count();
        // Columns it does not know count against it, half as much.
        let strange = there.len().saturating_sub(found);
        found as f64 / (self.shape.len() as f64 + strange as f64 / 2.0)
    }
}
