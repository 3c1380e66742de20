//! The limits of a control chart of single results.
//!
//! D. J. Wheeler, Understanding Variation (1993); NHS England, Making Data Count.

use super::Rules;
use crate::domain::Unit;
use crate::domain::measure::Measure;

/// What no result can pass: 0 to 100 for a share of a whole, 0 for what is counted or measured.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PossibleRange {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl PossibleRange {
    /// The range of a measure's results, as far as the figures there are keep to it: a percentage
    /// that has passed 100 is no share of a whole. Money, scores and indexes may lie on either side of 0.
    pub fn of(measure: Measure, unit: Unit, figures: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = match (measure, unit) {
            (Measure::Percentage, _) => (Some(0.0), Some(100.0)),
            (Measure::Count | Measure::Rate, _) | (_, Unit::Days | Unit::Weeks) => (Some(0.0), None),
            _ => (None, None),
        };
        figures.into_iter().fold(Self { low, high }, |range, figure| Self {
            low: range.low.filter(|low| *low <= figure),
            high: range.high.filter(|high| figure <= *high),
        })
    }

    /// A value, or the end of the range that it passes.
    pub fn hold(self, value: f64) -> f64 {
        let raised = self.low.map_or(value, |low| value.max(low));
        self.high.map_or(raised, |high| raised.min(high))
    }
}

/// Where a steady series stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub mean: f64,
    /// Mean moving range, after screening once.
    pub range: f64,
    /// Moving ranges left out by the screening.
    pub screened: usize,
    /// Mean − and + [`Rules::limits`] mean moving ranges, held to what is possible.
    pub lower: f64,
    pub upper: f64,
    /// Mean − and + [`Rules::inner`] mean moving ranges, held likewise.
    pub inner_lower: f64,
    pub inner_upper: f64,
    /// Whether the lower and the upper limit were cut at what is possible.
    pub cut: [bool; 2],
}

impl Limits {
    /// Limits of results in order of time; none for fewer than two.
    ///
    /// mean ± 2.66 × mean moving range, after leaving out once the ranges that
    /// are at least 3.267 times the mean of all. Where only ranges of 0 would be left,
    /// none is left out: limits without width would call every result a signal.
    pub fn of(values: &[f64], rules: &Rules) -> Option<Self> {
        if values.len() < 2 || values.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
        let ranges: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
        let all = mean(&ranges);
        let mut kept: Vec<f64> = ranges.iter().copied().filter(|range| *range < rules.screen * all).collect();
        if kept.iter().all(|range| *range == 0.0) {
            kept.clone_from(&ranges);
        }
        let (middle, range) = (mean(values), mean(&kept));
        Some(Self {
            mean: middle,
            range,
            screened: ranges.len() - kept.len(),
            lower: middle - rules.limits * range,
            upper: middle + rules.limits * range,
            inner_lower: middle - rules.inner() * range,
            inner_upper: middle + rules.inner() * range,
            cut: [false; 2],
        })
    }

    /// The same limits, held to what is possible.
    #[must_use]
    pub fn within(self, range: PossibleRange) -> Self {
        let (lower, upper) = (range.hold(self.lower), range.hold(self.upper));
        Self {
            lower,
            upper,
            inner_lower: range.hold(self.inner_lower),
            inner_upper: range.hold(self.inner_upper),
            cut: [lower != self.lower, upper != self.upper],
            ..self
        }
    }

    /// Whether the results do not fluctuate at all.
    pub fn is_flat(&self) -> bool {
        self.range == 0.0
    }
}
