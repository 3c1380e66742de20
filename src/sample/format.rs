//! The data files as typed structures, key for key. What each means is told
//! in the module documentation of `sample`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::{Basis, Comparator, Frequency, Measure, Period, Polarity, Rating, ResultStatus};
use crate::workbook::{ActionStatus, CommentaryKind, CommentaryStatus, PeriodStatus};

/// `workbook.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkbookFile {
    pub organisation: String,
    pub service: String,
    pub first_month: u32,
    pub scheme: String,
    pub current_period: Period,
    pub review_ratings: Vec<Rating>,
    #[serde(default)]
    pub note: String,
    pub periods: BTreeMap<Period, PeriodStatus>,
}

/// A service's file. Indicators are read one at a time, so that a mistake in
/// one can be told with its reference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceFile {
    pub service: String,
    pub period: Period,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub portfolio_holder: String,
    #[serde(default)]
    pub printed: BTreeMap<String, String>,
    #[serde(default)]
    pub indicator: Vec<toml::Table>,
}

/// One `[[indicator]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorEntry {
    pub reference: String,
    pub description: String,
    #[serde(default)]
    pub definition: String,
    pub kind: String,
    pub service: Option<String>,
    #[serde(default)]
    pub owner: String,
    #[serde(default)]
    pub officer: String,
    pub portfolio_holder: Option<String>,
    /// Where in the source document its row stands.
    #[serde(default)]
    pub table: String,
    pub measure: Measure,
    /// For an average.
    #[serde(default)]
    pub unit_name: String,
    /// For a rate.
    pub per: Option<f64>,
    pub decimals: u32,
    #[serde(default)]
    pub counted: String,
    pub polarity: PolarityWord,
    /// Both ends, for `polarity = "band"` alone.
    pub band: Option<[f64; 2]>,
    #[serde(default)]
    pub frequency: Frequency,
    pub basis: Basis,
    #[serde(default)]
    pub comparator: Comparator,
    #[serde(default)]
    pub scheme: String,
    pub tolerance: Option<f64>,
    #[serde(default)]
    pub targets: BTreeMap<Period, f64>,
    #[serde(default)]
    pub results: BTreeMap<Period, ResultEntry>,
    #[serde(default)]
    pub forecasts: BTreeMap<Period, f64>,
    pub rating_override: Option<OverrideEntry>,
    #[serde(default)]
    pub printed: BTreeMap<String, String>,
    #[serde(default)]
    pub commentary: CommentaryEntry,
    #[serde(default)]
    pub action: Vec<ActionEntry>,
}

/// Polarity in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolarityWord {
    Higher,
    Lower,
    Band,
    None,
}

impl IndicatorEntry {
    /// The polarity, or none where the word and `band` do not agree.
    pub fn polarity(&self) -> Option<Polarity> {
        match (self.polarity, self.band) {
            (PolarityWord::Higher, None) => Some(Polarity::Higher),
            (PolarityWord::Lower, None) => Some(Polarity::Lower),
            (PolarityWord::None, None) => Some(Polarity::None),
            (PolarityWord::Band, Some([low, high])) if low <= high => Some(Polarity::Band { low, high }),
            _ => None,
        }
    }
}

/// A result of one period.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultEntry {
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    pub stated: Option<f64>,
    #[serde(default)]
    pub printed: String,
    #[serde(default)]
    pub missing_because: String,
    #[serde(default)]
    pub status: ResultStatus,
    pub covers_from: Option<NaiveDate>,
    pub covers_to: Option<NaiveDate>,
    pub basis: Option<Basis>,
}

/// A person's rating.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverrideEntry {
    pub rating: Rating,
    pub reason: String,
    pub by: String,
    pub at: String,
}

/// Words about an indicator, one key a kind.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentaryEntry {
    pub reasons: Option<String>,
    pub no_action_because: Option<String>,
    pub risks_and_opportunities: Option<String>,
}

impl CommentaryEntry {
    /// The words there are, with their kind.
    pub fn texts(self) -> impl Iterator<Item = (CommentaryKind, String)> {
        [
            (CommentaryKind::Reasons, self.reasons),
            (CommentaryKind::NoActionBecause, self.no_action_because),
            (CommentaryKind::RisksAndOpportunities, self.risks_and_opportunities),
        ]
        .into_iter()
        .filter_map(|(kind, text)| Some((kind, text?)))
    }
}

/// A proposed intervention.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionEntry {
    pub description: String,
    #[serde(default)]
    pub client_group: String,
    #[serde(default)]
    pub owner: String,
    pub due: Option<NaiveDate>,
    #[serde(default)]
    pub status: ActionStatus,
    #[serde(default)]
    pub progress: String,
    #[serde(default)]
    pub expected_effect: String,
    pub expected_value: Option<f64>,
    #[serde(default)]
    pub expected_by: Option<Period>,
}

/// `illustrative.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IllustrativeFile {
    pub periods: Vec<Period>,
    #[serde(default)]
    pub history: Vec<toml::Table>,
    #[serde(default)]
    pub commentary: Vec<toml::Table>,
}

/// Invented results of one indicator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryEntry {
    pub reference: String,
    pub values: Vec<f64>,
    /// First and last day each value covers, where that is not the period.
    pub covers: Option<Vec<[NaiveDate; 2]>>,
}

/// Invented words of an earlier period.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierCommentary {
    pub reference: String,
    pub period: Period,
    pub kind: CommentaryKind,
    #[serde(default)]
    pub status: CommentaryStatus,
    pub text: String,
}
