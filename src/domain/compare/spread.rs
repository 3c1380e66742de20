//! How the values of one measure lie among organisations.

use std::cmp::Ordering;

use crate::domain::SAME;

/// Lowest, middle and highest of the values that are given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// How many values there are.
    pub n: u32,
    pub lowest: f64,
    pub highest: f64,
    /// The middle value, or half-way between the two in the middle.
    pub median: f64,
    /// A quarter of the way from the lowest value to the highest, in order, and three quarters: linear
    /// between neighbours (type 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages,
    /// The American Statistician 50, 1996), as spreadsheets have it.
    pub lower_quartile: f64,
    pub upper_quartile: f64,
    /// The sum ÷ n: every organisation counts once, whatever its size. See [`pooled`].
    pub mean: f64,
    /// Median of the distances from the median (F. R. Hampel, The influence curve and its role in
    /// robust estimation, JASA 69, 1974), in the unit; not scaled to a standard deviation.
    pub median_deviation: f64,
}

impl Spread {
    /// Of the values that are finite; none where there is none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        let median = median_of(&mut values)?;
        let mut distances: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
        let n = values.len();
        let (lowest, highest) = (values[0], values[n - 1]);
        // Binary error must not carry the mean past an end.
        let mean = (values.iter().map(|value| value / n as f64).sum::<f64>()).clamp(lowest, highest);
        Some(Self {
            n: u32::try_from(n).unwrap_or(u32::MAX),
            lowest,
            highest,
            median,
            lower_quartile: quantile(&values, 0.25),
            upper_quartile: quantile(&values, 0.75),
            mean,
            median_deviation: median_of(&mut distances).unwrap_or(0.0),
        })
    }

    /// How many median absolute deviations a value lies from the median, negative below it. None
    /// where more than half of the values are the median, which leaves nothing to measure by.
    pub fn deviations(&self, value: f64) -> Option<f64> {
        let nothing = SAME * self.median.abs().max(f64::MIN_POSITIVE);
        (self.median_deviation > nothing).then(|| (value - self.median) / self.median_deviation)
    }
}

/// Of sorted values, at least one: that so far along their order, 0 the lowest and 1 the highest.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let along = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[along.floor() as usize], sorted[along.ceil() as usize]);
    (below + (above - below) * along.fract()).clamp(below, above)
}

/// Sorts the values; the middle one.
fn median_of(values: &mut [f64]) -> Option<f64> {
    values.sort_by(|one, other| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        // Each halved first, so that no sum is too large.
        _ => Some(values[middle - 1] / 2.0 + values[middle] / 2.0),
    }
}

/// The value of all organisations taken together: scale × Σ numerators ÷ Σ denominators, by which a
/// large one counts for more (the ratio estimator; as published averages of England are made). None
/// where there is nothing, a denominator is not above 0 or a figure is not a number.
pub fn pooled(counts: impl IntoIterator<Item = (f64, f64)>, scale: f64) -> Option<f64> {
    let (mut numerators, mut denominators) = (0.0, 0.0);
    for (numerator, denominator) in counts {
        if !(numerator.is_finite() && denominator.is_finite() && denominator > 0.0) {
            return None;
        }
        numerators += numerator;
        denominators += denominator;
    }
    Some(scale * numerators / denominators).filter(|value| value.is_finite())
}
