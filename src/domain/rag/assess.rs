//! Working out which band a result falls in.
//!
//! Every measure is worked from the shortfall: how far a value is on the
//! wrong side of its target, whichever way is better. That makes one formula
//! serve higher, lower and band polarity alike.

use crate::domain::absence::Absence;
use crate::domain::indicator::Polarity;
use crate::domain::rag::rating::Rating;
use crate::domain::rag::scheme::{
    Assessment, Band, Bound, Criterion, Explanation, Named, RatingInputs, Scheme,
};
use crate::domain::rag::{caveats, distance, wording};
use crate::domain::{SAME, same};

/// A measured quantity and the difference within which it equals a bound.
#[derive(Debug, Clone, Copy)]
pub(in crate::domain) struct Measured {
    pub amount: f64,
    /// Binary error carried in from the figures, which a subtraction of near
    /// equals can make large beside the amount itself.
    error: f64,
}

impl Measured {
    fn new(amount: f64, error: f64) -> Option<Self> {
        (amount.is_finite() && error.is_finite()).then_some(Self { amount, error })
    }

    fn slack(self, bound: f64) -> f64 {
        SAME * self.amount.abs().max(bound.abs()) + self.error
    }

    fn at_least(self, bound: f64) -> bool {
        self.amount >= bound - self.slack(bound)
    }

    fn at_most(self, bound: f64) -> bool {
        self.amount <= bound + self.slack(bound)
    }
}

/// Why a scheme gives no verdict on the facts at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) enum NoVerdict {
    NoValue,
    NoPolarity,
    NoTarget,
    OtherPolarity,
}

impl NoVerdict {
    pub fn rating(self, scheme: &Scheme, facts: &RatingInputs) -> Rating {
        match self {
            Self::NoValue => match (Absence::of(&facts.missing_because), scheme.missing) {
                (Some(state), _) => state.rating(),
                (None, Some(rating)) if !facts.missing_because.is_empty() => rating,
                _ => Rating::AwaitingData,
            },
            Self::NoPolarity | Self::NoTarget => Rating::MonitorOnly,
            Self::OtherPolarity => Rating::NotReportable,
        }
    }
}

/// The facts of one assessment, with the scheme's own tolerance put in.
pub(in crate::domain) struct Case<'a> {
    pub scheme: &'a Scheme,
    pub facts: &'a RatingInputs,
}

impl Case<'_> {
    /// Where the case cannot be judged, why not.
    pub fn no_verdict(&self) -> Option<NoVerdict> {
        let facts = self.facts;
        if !facts.value.is_some_and(f64::is_finite) {
            return Some(NoVerdict::NoValue);
        }
        if facts.polarity == Polarity::None {
            return Some(NoVerdict::NoPolarity);
        }
        let written_for = match self.scheme.polarity.as_deref() {
            Some("higher") => matches!(facts.polarity, Polarity::Higher),
            Some("lower") => matches!(facts.polarity, Polarity::Lower),
            _ => true,
        };
        if !written_for {
            return Some(NoVerdict::OtherPolarity);
        }
        let needs_target = self.scheme.bands.iter().any(|b| {
            matches!(
                b.measure,
                Some(Criterion::TargetMet | Criterion::ShareOfImprovement | Criterion::AdverseVariance)
            )
        });
        let value = facts.value.unwrap_or_default();
        (needs_target && self.target(value).is_none()).then_some(NoVerdict::NoTarget)
    }

    /// The first band whose condition holds, with its position. A scheme
    /// always ends in one that does; a scheme made without one answers none.
    pub fn band(&self, value: f64) -> Option<(usize, &Band)> {
        self.scheme.bands.iter().enumerate().find(|(_, band)| self.holds(band, value))
    }

    /// The rating of another value, all else being the same.
    pub fn rating(&self, value: f64) -> Rating {
        self.band(value).map_or(Rating::None, |(_, band)| band.rating)
    }

    fn holds(&self, band: &Band, value: f64) -> bool {
        let Some(measure) = band.measure else {
            return true;
        };
        if measure == Criterion::TargetMet {
            return self.met(value).unwrap_or(false);
        }
        let Some(measured) = self.measure(measure, value) else {
            return false;
        };
        let number = |bound: Option<Bound>| bound.map(|b| self.bound(b));
        number(band.at_least).is_none_or(|b| measured.at_least(b))
            && number(band.above).is_none_or(|b| !measured.at_most(b))
            && number(band.at_most).is_none_or(|b| measured.at_most(b))
            && number(band.below).is_none_or(|b| !measured.at_least(b))
    }

    /// Whether a value meets the target, where there is one.
    pub fn met(&self, value: f64) -> Option<bool> {
        self.facts.polarity.met(value, self.target(value)?)
    }

    /// A bound as a number: itself, or the tolerance in force.
    pub fn bound(&self, bound: Bound) -> f64 {
        match bound {
            Bound::Number(number) => number,
            Bound::Named(Named::Tolerance) => self.tolerance(),
        }
    }

    /// The indicator's tolerance where it is usable, else the scheme's, in percent.
    pub fn tolerance(&self) -> f64 {
        let own = self.facts.tolerance.filter(|t| t.is_finite() && *t >= 0.0);
        own.or(self.scheme.tolerance).unwrap_or(0.0)
    }

    /// The target a value is held to: for a band, its nearer end.
    pub fn target(&self, value: f64) -> Option<f64> {
        let target = match self.facts.polarity {
            Polarity::Band { low, high } if value > high => Some(high.max(low)),
            Polarity::Band { low, .. } => Some(low),
            _ => self.facts.target,
        };
        target.filter(|t| t.is_finite())
    }

    /// How far on the wrong side of its target a value is; 0 or less when met.
    fn shortfall(&self, value: f64) -> Option<f64> {
        match self.facts.polarity {
            Polarity::Higher | Polarity::None => Some(self.target(value)? - value),
            Polarity::Lower => Some(value - self.target(value)?),
            Polarity::Band { .. } => Some(-self.facts.polarity.goodness(value)),
        }
    }

    /// The value on the same side of the target with a given shortfall.
    fn value_at(&self, shortfall: f64, value: f64) -> Option<f64> {
        let target = self.target(value)?;
        let above = match self.facts.polarity {
            Polarity::Higher | Polarity::None => false,
            Polarity::Lower => true,
            Polarity::Band { high, .. } => value > high,
        };
        Some(if above { target + shortfall } else { target - shortfall })
    }

    /// A measure of a value, where it can be worked out.
    pub fn measure(&self, measure: Criterion, value: f64) -> Option<Measured> {
        let error = |of: &[f64]| 4.0 * f64::EPSILON * of.iter().fold(0.0_f64, |most, f| most.max(f.abs()));
        match measure {
            Criterion::TargetMet => {
                let met = if self.met(value)? { 1.0 } else { 0.0 };
                Measured::new(met, 0.0)
            }
            Criterion::Value => Measured::new(value, 0.0),
            Criterion::AdverseVariance => {
                let target = self.target(value)?;
                if target == 0.0 {
                    return None;
                }
                let percent = 100.0 / target.abs();
                let short = self.shortfall(value)?;
                Measured::new(short * percent, error(&[value, target]) * percent)
            }
            Criterion::ShareOfImprovement => {
                let previous = self.improvable()?;
                let before = self.shortfall(previous)?;
                let made = before - self.shortfall(value)?;
                let target = self.target(value)?;
                Measured::new(made / before, error(&[value, previous, target]) / before.abs())
            }
            Criterion::ChangeOnLastYear => {
                let last = self.facts.same_period_last_year.filter(|v| v.is_finite())?;
                let goodness = |v| self.facts.polarity.goodness(v);
                // The allowance is relative to the figures compared, not to their difference.
                Measured::new(goodness(value) - goodness(last), SAME * value.abs().max(last.abs()))
            }
        }
    }

    /// The previous result, provided it fell short of the target: only then
    /// is there an improvement to have a share of.
    pub fn improvable(&self) -> Option<f64> {
        let previous = self.facts.previous.filter(|p| p.is_finite())?;
        let target = self.target(previous)?;
        let short = self.shortfall(previous)? > 0.0 && !same(previous, target);
        short.then_some(previous)
    }

    /// The values at which a band's condition turns, seen from `value`.
    pub fn turning_points(&self, band: &Band, value: f64) -> Vec<f64> {
        let Some(measure) = band.measure else {
            return Vec::new();
        };
        if measure == Criterion::TargetMet {
            return self.target(value).into_iter().collect();
        }
        [band.at_least, band.above, band.at_most, band.below]
            .into_iter()
            .flatten()
            .filter_map(|bound| self.turning_point(measure, self.bound(bound), value))
            .filter(|v| v.is_finite())
            .collect()
    }

    /// The value at which a measure reaches a bound, seen from `value`.
    pub fn turning_point(&self, measure: Criterion, bound: f64, value: f64) -> Option<f64> {
        match measure {
            Criterion::TargetMet => self.target(value),
            Criterion::Value => Some(bound),
            Criterion::AdverseVariance => {
                let target = self.target(value).filter(|t| *t != 0.0)?;
                self.value_at(bound / 100.0 * target.abs(), value)
            }
            Criterion::ShareOfImprovement => {
                let before = self.shortfall(self.improvable()?)?;
                self.value_at(before * (1.0 - bound), value)
            }
            Criterion::ChangeOnLastYear => {
                let last = self.facts.same_period_last_year.filter(|v| v.is_finite())?;
                match self.facts.polarity {
                    Polarity::Higher | Polarity::None => Some(last + bound),
                    Polarity::Lower => Some(last - bound),
                    Polarity::Band { .. } => {
                        self.value_at(-self.facts.polarity.goodness(last) - bound, value)
                    }
                }
            }
        }
    }
}

/// The rating alone, at a fraction of the cost of saying why.
pub(in crate::domain) fn rate(scheme: &Scheme, facts: &RatingInputs) -> Rating {
    let case = Case { scheme, facts };
    match (case.no_verdict(), facts.value) {
        (None, Some(value)) => case.rating(value),
        (why, _) => why.unwrap_or(NoVerdict::NoValue).rating(scheme, facts),
    }
}

pub(in crate::domain) fn assess(scheme: &Scheme, facts: &RatingInputs) -> Assessment {
    let case = Case { scheme, facts };
    let rating = rate(scheme, facts);
    let mut explanation = Explanation {
        rating,
        scheme: format!("{}, version {}", scheme.title, scheme.version),
        source: scheme.source.clone(),
        workings: wording::givens(&case),
        ..Explanation::default()
    };
    match (case.no_verdict(), facts.value) {
        (None, Some(value)) => {
            let position = case.band(value).map_or(0, |(i, _)| i);
            explanation.rule = wording::rule(&case, position, value);
            explanation.workings.extend(wording::measures(&case, value));
            explanation.boundary = wording::boundary(&case, position, value);
            explanation.distance = distance::sentence(&case, value, rating);
            explanation.caveats = caveats::caveats(&case, position, value);
        }
        (why, _) => explanation.rule = caveats::no_verdict(&case, why.unwrap_or(NoVerdict::NoValue)),
    }
    Assessment { rating, explanation }
}
