//! Whether annual results have been rising or falling: a straight line
//! through the latest of them, the surer ones weighing more.

use super::{ChangeError, Interval, Level, Rules};

/// A result of one year, with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearPoint {
    /// Calendar year the financial year starts in.
    pub year: i32,
    pub value: f64,
    /// In the unit of the value, above 0.
    pub standard_error: f64,
}

impl YearPoint {
    /// A result with the interval it has at a level; the standard error is its
    /// half width over the level's deviate (as Public Health England do for
    /// published intervals).
    pub fn new(year: i32, value: f64, interval: Interval, level: Level) -> Self {
        Self { year, value, standard_error: interval.width() / (2.0 * level.z()) }
    }
}

/// A line through annual results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Change a year, in the unit.
    pub slope: f64,
    pub interval: Interval,
    /// First and last year, and how many results between them.
    pub from: i32,
    pub to: i32,
    pub points: usize,
}

impl Trend {
    /// +1 rising, −1 falling, 0 where chance alone may explain the slope.
    pub fn direction(&self) -> i8 {
        match self.interval {
            Interval { low, .. } if low > 0.0 => 1,
            Interval { high, .. } if high < 0.0 => -1,
            _ => 0,
        }
    }
}

/// The trend of the latest [`Rules::trend`] annual results, in order of time.
///
/// Weighted least squares with w = 1/SE²: slope = Σw(t − t̄)(v − v̄) ÷ Σw(t − t̄)²
/// with weighted means, its standard error 1 ÷ √Σw(t − t̄)², the errors being
/// known (P. R. Bevington, Data Reduction and Error Analysis, ch. 6).
///
/// # Errors
/// [`ChangeError::TooFew`], [`ChangeError::NoSpread`], [`ChangeError::NotANumber`].
pub fn annual_trend(points: &[YearPoint], level: Level, rules: &Rules) -> Result<Trend, ChangeError> {
    let too_few = ChangeError::TooFew { found: points.len(), needed: rules.trend };
    let latest = points.len().checked_sub(rules.trend).map(|start| &points[start..]).ok_or(too_few)?;
    let (Some(first), Some(last)) = (latest.first(), latest.last()) else { return Err(too_few) };
    for point in latest {
        if !point.value.is_finite() || !point.standard_error.is_finite() {
            return Err(ChangeError::NotANumber);
        }
        if point.standard_error <= 0.0 {
            return Err(ChangeError::NoSpread(point.standard_error));
        }
    }
    let weight = |point: &YearPoint| point.standard_error.powi(-2);
    let total: f64 = latest.iter().map(weight).sum();
    let mean = |of: &dyn Fn(&YearPoint) -> f64| latest.iter().map(|p| weight(p) * of(p)).sum::<f64>() / total;
    let time = |point: &YearPoint| f64::from(point.year);
    let (middle, level_value) = (mean(&time), mean(&|point| point.value));
    let spread: f64 = latest.iter().map(|p| weight(p) * (time(p) - middle).powi(2)).sum();
    if spread <= 0.0 {
        return Err(ChangeError::TooFew { found: 1, needed: rules.trend });
    }
    let together: f64 = latest.iter().map(|p| weight(p) * (time(p) - middle) * (p.value - level_value)).sum();
    let slope = together / spread;
    let half = level.z() / spread.sqrt();
    Ok(Trend {
        slope,
        interval: Interval { low: slope - half, high: slope + half },
        from: first.year,
        to: last.year,
        points: latest.len(),
    })
}
