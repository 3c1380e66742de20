//! RAG schemes: rules as data, and the explanation of every rating.
//!
//! A scheme is an ordered list of bands; the first whose condition holds
//! gives the rating. Schemes are read from TOML files (`assets/schemes`, or a
//! workbook's own), so that a council's thresholds are never in the program.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::indicator::Polarity;
use crate::domain::measure::{Measure, MeasureSpec};
use crate::domain::period::Period;
use crate::domain::rag::rating::Rating;
use crate::domain::rag::{assess, scheme_file};

/// A scheme as read from a data file (one version of it).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scheme {
    /// `four-colour`, `tolerance` …
    pub code: String,
    pub version: u32,
    pub title: String,
    /// Where the rule comes from.
    #[serde(default)]
    pub source: String,
    /// Code of the period it applies from; always, when none.
    #[serde(default)]
    pub valid_from: Option<String>,
    /// Tolerance in percent of the target, used where an indicator sets none.
    #[serde(default)]
    pub tolerance: Option<f64>,
    /// Polarity the thresholds are written for: `higher` or `lower`; any, when none.
    #[serde(default)]
    pub polarity: Option<String>,
    /// Rating where there is no value, but a reason for that which says no state by itself
    /// ([`Absence`](crate::domain::Absence)); awaiting data, when none.
    #[serde(default)]
    pub missing: Option<Rating>,
    /// In order: the first that holds decides. The last holds always.
    pub bands: Vec<Band>,
}

/// One band: a rating and the condition for it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Band {
    pub rating: Rating,
    /// What is looked at; none in the last band, which takes what is left.
    #[serde(default)]
    pub measure: Option<Criterion>,
    /// Lower end, itself inside the band.
    #[serde(default)]
    pub at_least: Option<Bound>,
    /// Lower end, itself outside the band.
    #[serde(default)]
    pub above: Option<Bound>,
    /// Upper end, itself inside the band.
    #[serde(default)]
    pub at_most: Option<Bound>,
    /// Upper end, itself outside the band.
    #[serde(default)]
    pub below: Option<Bound>,
}

/// What a band looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// The target is met; takes no ends.
    TargetMet,
    /// t = (value − previous) ÷ (target − previous): 1 is the target reached.
    ShareOfImprovement,
    /// Percent of |target| by which the target is missed; 0 or less when met.
    AdverseVariance,
    /// Change on the same period last year in the unit, positive when better.
    ChangeOnLastYear,
    /// The value itself, in its unit.
    Value,
}

/// An end of a band: a number, or the indicator's tolerance (`"tolerance"`).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Bound {
    Number(f64),
    Named(Named),
}

/// A bound that is set elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// The indicator's tolerance in percent, or else the scheme's.
    Tolerance,
}

/// A scheme file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{key}: {problem}")]
pub struct SchemeError {
    /// Where in the file: `bands[2].measure`.
    pub key: String,
    /// What is wrong and what would be right, in a sentence.
    pub problem: String,
}

/// What a scheme is given. Figures are unrounded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RatingInputs {
    pub value: Option<f64>,
    pub target: Option<f64>,
    /// Comparator result where it is like for like.
    pub previous: Option<f64>,
    /// Where it is like for like.
    pub same_period_last_year: Option<f64>,
    pub polarity: Polarity,
    /// Percent of the target; the scheme's own when none.
    pub tolerance: Option<f64>,
    pub measure: Measure,
    /// What an average is in: "days"; else empty.
    pub unit_name: String,
    pub decimals: u32,
    /// Given when `value` is computed from them: value = scale × numerator ÷ denominator.
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// 1, 100 or what a rate is per; anything not above 0 leaves numerator and denominator unused.
    pub scale: f64,
    /// What one of the numerator is, in the plural: "clients".
    pub counted: String,
    /// What the previous result is called: "Previous result", "Last year's outturn".
    pub previous_name: String,
    /// Why `previous` is not given, as a phrase: "not like for like: 3 months beside 12 months".
    pub previous_missing: String,
    /// Why `same_period_last_year` is not given.
    pub last_year_missing: String,
    /// Why there is no value ("not held"); empty when one is simply awaited.
    pub missing_because: String,
}

impl RatingInputs {
    /// How its figures are made and written.
    pub fn spec(&self) -> MeasureSpec<'_> {
        let Self { measure, unit_name, scale, decimals, .. } = self;
        MeasureSpec { measure: *measure, unit_name, scale: *scale, decimals: *decimals }
    }
}

/// Why a rating is what it is, in sentences.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanation {
    pub rating: Rating,
    /// "Four colours by share of the targeted improvement, version 1".
    pub scheme: String,
    /// The rule that decided, as one sentence.
    pub rule: String,
    /// The numbers put into it, a line each: "Result 66 ÷ 709 × 100 = 9.31%".
    pub workings: Vec<String>,
    /// The boundary it fell on which side of, and which side the boundary itself belongs to.
    pub boundary: String,
    /// How far to the next band in the indicator's own terms: "3 more clients would make this Green Amber".
    pub distance: String,
    /// What to mind: "not like for like: …".
    pub caveats: Vec<String>,
    /// Where the rule comes from.
    pub source: String,
}

/// A rating with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    pub rating: Rating,
    pub explanation: Explanation,
}

impl Scheme {
    /// The code of the scheme that a new workbook has unless another is chosen.
    pub const DEFAULT: &str = "tolerance";

    /// Reads and checks a scheme file.
    ///
    /// # Errors
    /// The first thing wrong with it, naming the key: an unknown measure or
    /// rating, an end that is not a number, a band that can never be
    /// reached, no last band that takes what is left.
    pub fn parse(toml: &str) -> Result<Self, SchemeError> {
        scheme_file::parse(toml)
    }

    /// The schemes that come with the program, parsed once.
    pub fn built_in() -> &'static [Self] {
        static BUILT_IN: OnceLock<Vec<Scheme>> = OnceLock::new();
        const FILES: [&str; 5] = [
            include_str!("../../../assets/schemes/four-colour.toml"),
            include_str!("../../../assets/schemes/tolerance.toml"),
            include_str!("../../../assets/schemes/tolerance-and-travel.toml"),
            include_str!("../../../assets/schemes/fixed-bands.toml"),
            include_str!("../../../assets/schemes/on-track.toml"),
        ];
        // A file that did not parse would be missing here; a test counts them.
        BUILT_IN.get_or_init(|| FILES.iter().filter_map(|file| Self::parse(file).ok()).collect())
    }

    /// The version of a scheme that governs a period: the one valid from the
    /// latest period not after it, the higher version of two from the same.
    pub fn find<'a>(schemes: &'a [Self], code: &str, period: Period) -> Option<&'a Self> {
        let from = |s: &Self| s.valid_from.as_deref().and_then(|code| Period::parse(code).ok());
        schemes
            .iter()
            .filter(|s| s.code == code)
            .filter(|s| from(s).is_none_or(|start| period.reaches(start)))
            .max_by_key(|s| (from(s).map(|p| p.sort_key().0), s.version))
    }

    /// The colours it can give, worst first.
    pub fn ratings(&self) -> Vec<Rating> {
        let given = |rating: &Rating| self.bands.iter().any(|band| band.rating == *rating);
        Rating::ALL.into_iter().filter(given).collect()
    }

    /// Rates the facts and says why.
    ///
    /// Without a value the rating is the state that the reason says, else awaiting data (or the
    /// scheme's own for a value known to be missing); without a target or polarity, monitor
    /// only. A figure on a boundary in decimal counts as on it: ends are
    /// compared with a relative allowance of 1e-9, so that binary error never
    /// moves a result across.
    ///
    /// Where the share of improvement cannot be worked out (no like-for-like
    /// previous result, or it already met the target), a target met is Green
    /// and one missed falls to the last band (house rule).
    pub fn assess(&self, facts: &RatingInputs) -> Assessment {
        assess::assess(self, facts)
    }

    /// The rating of [`Scheme::assess`] without its reasons, many times as
    /// fast: for judging whole workbooks.
    pub fn rate(&self, facts: &RatingInputs) -> Rating {
        assess::rate(self, facts)
    }

    /// Rates where the year is expected to end: the forecast as the value
    /// against the year's target, with last year's outturn as the previous
    /// result. `facts` gives the rest (polarity, tolerance, unit, decimals).
    pub fn assess_forecast(
        &self,
        forecast: Option<f64>,
        year_target: Option<f64>,
        last_outturn: Option<f64>,
        facts: &RatingInputs,
    ) -> Assessment {
        let missing = if last_outturn.is_some() { "" } else { "last year's outturn is not known" };
        let facts = RatingInputs {
            value: forecast,
            target: year_target,
            previous: last_outturn,
            same_period_last_year: last_outturn,
            numerator: None,
            denominator: None,
            previous_name: "Last year's outturn".to_owned(),
            previous_missing: missing.to_owned(),
            last_year_missing: missing.to_owned(),
            missing_because: String::new(),
            ..facts.clone()
        };
        self.assess(&facts)
    }
}

impl Criterion {
    /// Every measure a band may name.
    pub const ALL: [Self; 5] = [
        Self::TargetMet,
        Self::ShareOfImprovement,
        Self::AdverseVariance,
        Self::ChangeOnLastYear,
        Self::Value,
    ];

    /// As written in scheme files.
    pub fn code(self) -> &'static str {
        match self {
            Self::TargetMet => "target_met",
            Self::ShareOfImprovement => "share_of_improvement",
            Self::AdverseVariance => "adverse_variance",
            Self::ChangeOnLastYear => "change_on_last_year",
            Self::Value => "value",
        }
    }

    /// From its code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == text)
    }
}
