//! By how much two results differ, and between which ends the true difference
//! probably lies. The two must not count the same cases.

use super::interval::wilson;
use super::{ChangeError, Interval, Level, counted, denominator};

/// The first result less the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    pub amount: f64,
    /// It holds 0 where chance alone may explain the difference.
    pub interval: Interval,
}

/// Difference of two proportions, each `(cases, of)`, as a share of 1.
///
/// From the Wilson limits l and u of both: d − √((p₁ − l₁)² + (u₂ − p₂)²) to
/// d + √((u₁ − p₁)² + (p₂ − l₂)²) (R. G. Newcombe, Interval estimation for the
/// difference between independent proportions, Statistics in Medicine 17
/// (1998), 873–890, method 10).
///
/// # Errors
/// As [`wilson`].
pub fn proportions(first: (f64, f64), second: (f64, f64), level: Level) -> Result<Difference, ChangeError> {
    let (a, b) = (wilson(first.0, first.1, level)?, wilson(second.0, second.1, level)?);
    let (p, q) = (first.0 / first.1, second.0 / second.1);
    let amount = p - q;
    let low = amount - (p - a.low).hypot(b.high - q);
    let high = amount + (a.high - p).hypot(q - b.low);
    Ok(Difference { amount, interval: Interval { low: low.max(-1.0), high: high.min(1.0) } })
}

/// Difference of two counts: (a − b) ± z√(a + b), which holds 0 just where
/// z = (a − b) ÷ √(a + b) is within ordinary fluctuation.
///
/// # Errors
/// [`ChangeError::Negative`], [`ChangeError::NotANumber`].
pub fn counts(first: f64, second: f64, level: Level) -> Result<Difference, ChangeError> {
    rates((first, 1.0), (second, 1.0), 1.0, level)
}

/// Difference of two rates, each `(cases, population)`, per `scale`.
///
/// scale × ((a/m − b/n) ± z√((a + b) ÷ (m n))): the score test of one rate for
/// both, given a + b cases in all; for equal populations that of two counts.
///
/// # Errors
/// [`ChangeError::Negative`], [`ChangeError::NotANumber`],
/// [`ChangeError::NothingCounted`] for a population or scale not above 0.
pub fn rates(
    first: (f64, f64),
    second: (f64, f64),
    scale: f64,
    level: Level,
) -> Result<Difference, ChangeError> {
    let (a, m) = (counted(first.0)?, denominator(first.1)?);
    let (b, n) = (counted(second.0)?, denominator(second.1)?);
    let scale = denominator(scale)?;
    let amount = scale * (a / m - b / n);
    let half = level.z() * scale * ((a + b) / (m * n)).sqrt();
    Ok(Difference { amount, interval: Interval { low: amount - half, high: amount + half } })
}

/// The standard score of a difference of two counts, (a − b) ÷ √(a + b); 0 for none and none.
///
/// # Errors
/// [`ChangeError::Negative`], [`ChangeError::NotANumber`].
pub fn score(first: f64, second: f64) -> Result<f64, ChangeError> {
    let (a, b) = (counted(first)?, counted(second)?);
    Ok(if a + b == 0.0 { 0.0 } else { (a - b) / (a + b).sqrt() })
}
