//! Between which ends the true figure probably lies, where what was counted
//! might by chance have come out otherwise.

use statrs::distribution::{ContinuousCDF, Gamma};

use super::{ChangeError, Level, Rules, counted, denominator};

/// Two ends, `low` at most `high`; both belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// Whether a figure lies in it. Binary error at an end is no difference.
    pub fn contains(self, figure: f64) -> bool {
        let same = crate::domain::same;
        (self.low <= figure || same(self.low, figure)) && (figure <= self.high || same(self.high, figure))
    }

    /// Both ends times a factor above 0.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// From end to end.
    pub fn width(self) -> f64 {
        self.high - self.low
    }
}

/// How an interval was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Wilson,
    Byar,
    ExactPoisson,
    DifferenceOfProportions,
    DifferenceOfCounts,
    DifferenceOfRates,
    SeriesSpread,
}

impl Method {
    /// For programs: `wilson`, `byar` …
    pub fn code(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::Byar => "byar",
            Self::ExactPoisson => "exact_poisson",
            Self::DifferenceOfProportions => "difference_of_proportions",
            Self::DifferenceOfCounts => "difference_of_counts",
            Self::DifferenceOfRates => "difference_of_rates",
            Self::SeriesSpread => "series_spread",
        }
    }

    /// For people who want to check it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson score",
            Self::Byar => "Byar's",
            Self::ExactPoisson => "exact Poisson",
            Self::DifferenceOfProportions => "difference of two proportions (Newcombe)",
            Self::DifferenceOfCounts => "difference of two counts",
            Self::DifferenceOfRates => "difference of two rates",
            Self::SeriesSpread => "spread of the series",
        }
    }
}

/// Wilson score interval of a proportion, 0–1: `cases` of `of`.
///
/// (2x + z² ± z√(z² + 4x(1 − x/n))) ÷ (2(n + z²)): E. B. Wilson, Probable
/// inference, the law of succession, and statistical inference, JASA 22
/// (1927), 209–212; as in Public Health England's technical guide.
///
/// # Errors
/// [`ChangeError::Negative`], [`ChangeError::NothingCounted`] for `of` not
/// above 0, [`ChangeError::MoreThanAll`], [`ChangeError::NotANumber`].
pub fn wilson(cases: f64, of: f64, level: Level) -> Result<Interval, ChangeError> {
    let (x, n) = (counted(cases)?, denominator(of)?);
    if x > n {
        return Err(ChangeError::MoreThanAll { cases: x, of: n });
    }
    let z = level.z();
    let middle = 2.0 * x + z * z;
    let half = z * (z * z + 4.0 * x * (1.0 - x / n)).sqrt();
    let whole = 2.0 * (n + z * z);
    // None and all of them are ends that binary error would miss by a hair.
    let low = if x == 0.0 { 0.0 } else { ((middle - half) / whole).max(0.0) };
    let high = if x == n { 1.0 } else { ((middle + half) / whole).min(1.0) };
    Ok(Interval { low, high })
}

/// Interval of a count: Byar's from [`Rules::exact_below`] cases on, else exact.
///
/// # Errors
/// [`ChangeError::Negative`], [`ChangeError::NotANumber`].
pub fn count(cases: f64, level: Level, rules: &Rules) -> Result<(Interval, Method), ChangeError> {
    if counted(cases)? < rules.exact_below {
        Ok((exact_poisson(cases, level)?, Method::ExactPoisson))
    } else {
        Ok((byar(cases, level)?, Method::Byar))
    }
}

/// Byar's approximation of the limits of a Poisson count, good from 10 cases
/// on: x(1 − 1/(9x) − z/(3√x))³ and, with y = x + 1, y(1 − 1/(9y) + z/(3√y))³
/// (N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II,
/// IARC 1987, p. 69). 0 as the lower limit of none.
///
/// # Errors
/// [`ChangeError::Negative`], [`ChangeError::NotANumber`].
pub fn byar(cases: f64, level: Level) -> Result<Interval, ChangeError> {
    let z = level.z();
    let limit = |x: f64, z: f64| {
        if x == 0.0 { 0.0 } else { x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).max(0.0).powi(3) }
    };
    let x = counted(cases)?;
    Ok(Interval { low: limit(x, -z), high: limit(x + 1.0, z) })
}

/// Exact limits of a Poisson count: half the χ² quantiles at 2x and 2x + 2
/// degrees of freedom (F. Garwood, Fiducial limits for the Poisson
/// distribution, Biometrika 28, 1936), which are gamma quantiles of shape x
/// and x + 1.
///
/// # Errors
/// [`ChangeError::Negative`], [`ChangeError::NotANumber`].
pub fn exact_poisson(cases: f64, level: Level) -> Result<Interval, ChangeError> {
    let quantile = |shape: f64, share: f64| match Gamma::new(shape, 1.0) {
        Ok(gamma) => gamma.inverse_cdf(share),
        // No shape: no cases, and 0 is the limit.
        Err(_) => 0.0,
    };
    let (x, tail) = (counted(cases)?, level.tail());
    Ok(Interval { low: quantile(x, tail), high: quantile(x + 1.0, 1.0 - tail) })
}

/// Interval of a rate, `cases` per `scale` of a population.
///
/// # Errors
/// As [`count`], and [`ChangeError::NothingCounted`] for a population or scale not above 0.
pub fn rate(
    cases: f64,
    population: f64,
    scale: f64,
    level: Level,
    rules: &Rules,
) -> Result<(Interval, Method), ChangeError> {
    let factor = denominator(scale)? / denominator(population)?;
    let (interval, method) = count(cases, level, rules)?;
    Ok((interval.scaled(factor), method))
}
