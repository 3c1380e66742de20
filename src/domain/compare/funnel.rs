//! How far from the pooled value an organisation of a certain size may lie by chance: the limits of a
//! funnel plot.
//!
//! D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24
//! (2005), 1185–1202, appendix A.1: exact limits, interpolated between whole numbers of cases.

use statrs::distribution::{Binomial, DiscreteCDF, Poisson};

use super::spread::pooled;
use crate::domain::measure::Measure;

/// Fewest organisations with counts that make a funnel.
pub const FUNNEL_FROM: usize = 3;

/// Why there is no funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoFunnel {
    /// Numerators are no numbers of cases: averages, money, scores, indexes.
    NotCounted,
    /// Fewer than [`FUNNEL_FROM`] organisations have a numerator and a denominator.
    TooFew,
}

impl NoFunnel {
    /// For people, as a sentence without its stop.
    pub fn because(self) -> &'static str {
        match self {
            Self::NotCounted => "No funnel: only a percentage or a rate counts cases, whose chance is known",
            Self::TooFew => "No funnel: it takes a numerator and a denominator of at least 3 organisations",
        }
    }
}

/// Where a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FunnelPlace {
    /// Below the 99.8% limit.
    FarBelow,
    /// Below the 95% limit.
    Below,
    Within,
    Above,
    FarAbove,
}

/// The limits for one denominator, in the unit of the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelLimits {
    /// 0.1% of organisations would lie below it by chance.
    pub far_low: f64,
    /// 2.5% would.
    pub low: f64,
    pub high: f64,
    pub far_high: f64,
}

/// A funnel around a pooled value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Funnel {
    /// The pooled value, in the unit of the measure.
    pub centre: f64,
    scale: f64,
    /// Cases of a whole scatter as a binomial count, cases of a rate as a Poisson count.
    of_a_whole: bool,
}

impl Funnel {
    /// Around the pooled value of numerators and denominators.
    ///
    /// # Errors
    /// [`NoFunnel`].
    pub fn of(measure: Measure, scale: f64, counts: &[(f64, f64)]) -> Result<Self, NoFunnel> {
        if !measure.numerator_counts() {
            return Err(NoFunnel::NotCounted);
        }
        if counts.len() < FUNNEL_FROM {
            return Err(NoFunnel::TooFew);
        }
        let whole = counts.iter().all(|(numerator, denominator)| numerator <= denominator);
        let centre = pooled(counts.iter().copied(), scale).filter(|centre| *centre >= 0.0);
        let centre = centre.ok_or(NoFunnel::TooFew)?;
        Ok(Self { centre, scale, of_a_whole: measure == Measure::Percentage && whole })
    }

    /// The limits for an organisation with this denominator, above 0.
    pub fn limits(&self, denominator: f64) -> FunnelLimits {
        let [far_low, low, high, far_high] =
            [0.001, 0.025, 0.975, 0.999].map(|chance| self.limit(denominator, chance));
        FunnelLimits { far_low, low, high, far_high }
    }

    /// The value below which so much of chance lies.
    fn limit(&self, denominator: f64, chance: f64) -> f64 {
        let rate = self.centre / self.scale;
        let cases = match self.of_a_whole {
            true => binomial(denominator.round().max(1.0) as u64, rate, chance),
            false => poisson(denominator * rate, chance),
        };
        // Chance is told of whole denominators; the value is of the one there is.
        let per = if self.of_a_whole { denominator.round().max(1.0) } else { denominator };
        cases.map_or(self.centre, |cases| (cases / per).max(0.0) * self.scale)
    }

    /// Where an organisation lies.
    pub fn place(&self, numerator: f64, denominator: f64) -> FunnelPlace {
        let value = numerator / denominator * self.scale;
        let limits = self.limits(denominator);
        match value {
            value if value < limits.far_low => FunnelPlace::FarBelow,
            value if value < limits.low => FunnelPlace::Below,
            value if value > limits.far_high => FunnelPlace::FarAbove,
            value if value > limits.high => FunnelPlace::Above,
            _ => FunnelPlace::Within,
        }
    }
}

fn binomial(of: u64, rate: f64, chance: f64) -> Option<f64> {
    let distribution = Binomial::new(rate, of).ok().filter(|_| rate > 0.0 && rate < 1.0)?;
    Some(interpolated(&distribution, chance))
}

fn poisson(cases: f64, chance: f64) -> Option<f64> {
    let distribution = Poisson::new(cases).ok()?;
    Some(interpolated(&distribution, chance))
}

/// r − (F(r) − p) ÷ (F(r) − F(r − 1)), r the smallest number of cases with F(r) ≥ p.
fn interpolated(distribution: &impl DiscreteCDF<u64, f64>, chance: f64) -> f64 {
    let cases = distribution.inverse_cdf(chance);
    let here = distribution.cdf(cases);
    let before = if cases == 0 { 0.0 } else { distribution.cdf(cases - 1) };
    let over = if here > before { ((here - chance) / (here - before)).clamp(0.0, 1.0) } else { 0.0 };
    cases as f64 - over
}
