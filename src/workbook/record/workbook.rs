//! The workbook itself: whose it is, what it is about, and how it rates.

use serde::{Deserialize, Serialize};

use super::{Id, maybe_period};
use crate::domain::{Period, Rating};

/// The one row about the workbook itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    pub id: Id,
    pub revision: i64,
    /// Identity of the file, for drafts and returns; never changes.
    pub uuid: String,
    pub organisation: String,
    pub service: String,
    /// First month of the financial year, 1–12 (4 = April).
    pub first_month: u32,
    /// Code of the scheme used where an indicator names none.
    pub scheme: String,
    /// The period the workbook opens at.
    #[serde(with = "maybe_period")]
    pub current_period: Option<Period>,
    /// Ratings that the review queues, worst first.
    pub review_ratings: Vec<Rating>,
    /// Said under figures of this workbook where it is set (sample data says what is illustrative).
    pub note: String,
    /// Percent of the revised budget by which a forecast may be over before it is red; amber up to it.
    #[serde(default = "budget_tolerance")]
    pub budget_tolerance: f64,
    /// Score from which the register lists a risk.
    #[serde(default = "risk_threshold")]
    pub risk_threshold: u32,
    /// Organisation or group whose benchmark stands beside the results of indicators that name
    /// none; may be empty.
    #[serde(default)]
    pub compare_with: String,
}

impl Workbook {
    /// What it is about: its service, or else its organisation. A group's workbook is about no one service.
    pub fn subject(&self) -> &str {
        if self.service.trim().is_empty() { &self.organisation } else { &self.service }
    }

    /// What those that are reviewed are called, one and many: reds, unless states that are no
    /// colour are reviewed as well.
    pub fn reviewed(&self) -> (&'static str, &'static str) {
        if self.review_ratings.iter().all(|rating| rating.is_colour()) {
            ("red", "reds")
        } else {
            ("indicator to review", "indicators to review")
        }
    }
}

/// Two percent: what finance officers commonly tolerate (house rule; a setting of the workbook).
pub const BUDGET_TOLERANCE: f64 = 2.0;
/// Twelve: where the published registers begin (a setting of the workbook).
pub const RISK_THRESHOLD: u32 = 12;

fn budget_tolerance() -> f64 {
    BUDGET_TOLERANCE
}

fn risk_threshold() -> u32 {
    RISK_THRESHOLD
}
