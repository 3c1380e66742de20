//! Better, similar or worse: a result beside its target, an earlier result or
//! another organisation's, as far as chance allows to say.

use super::limits::Limits;
use super::limits::PossibleRange;
use super::{ChangeError, Difference, Interval, Level, Method, Rules, difference, interval, words};
use crate::domain::comparison::{Coverage, like_for_like};
use crate::domain::figures::format_plain;
use crate::domain::{Basis, Measure, MeasureSpec, Polarity};

/// What a result is held against.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Against {
    Target,
    Previous,
    SamePeriodLastYear,
    LastOutturn,
    /// Another organisation, by name.
    Benchmark(String),
}

impl Against {
    /// For programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Previous => "previous",
            Self::SamePeriodLastYear => "same_period_last_year",
            Self::LastOutturn => "last_outturn",
            Self::Benchmark(_) => "benchmark",
        }
    }

    fn missing(&self) -> String {
        match self {
            Self::Target => "there is no target".to_owned(),
            Self::Previous => "there is no previous result".to_owned(),
            Self::SamePeriodLastYear => "there is no result for the same period last year".to_owned(),
            Self::LastOutturn => "there is no outturn of last year".to_owned(),
            Self::Benchmark(name) => format!("there is no figure of {}", name.trim()),
        }
    }
}

/// How a result compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    Better,
    /// Chance alone may explain the difference.
    Similar,
    Worse,
    /// Really higher, where no way is better.
    Higher,
    /// Really lower, where no way is better.
    Lower,
    CannotBeJudged,
}

impl Verdict {
    /// For programs; none where it cannot be judged.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Better => Some("better"),
            Self::Similar => Some("similar"),
            Self::Worse => Some("worse"),
            Self::Higher => Some("higher"),
            Self::Lower => Some("lower"),
            Self::CannotBeJudged => None,
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        self.code().unwrap_or("cannot be judged")
    }
}

/// A result, and what it was counted from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Unrounded.
    pub value: f64,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// What it covers, where that is known.
    pub coverage: Option<Coverage>,
}

/// A result to judge, and how.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// How its figures are made and written.
    pub spec: MeasureSpec<'a>,
    pub polarity: Polarity,
    /// What one of the numerator is, in the plural; may be empty.
    pub counted: &'a str,
    pub level: Level,
    pub rules: &'a Rules,
    pub now: Observation,
    /// The series up to and with this result, in order of time: for figures that count nothing.
    pub series: &'a [f64],
}

/// Where the true figure probably lies, in the unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub interval: Interval,
    pub method: Method,
}

impl Estimate {
    /// How it was worked out, and how sure it is: `Wilson score, 95%`.
    pub fn named(&self, level: Level) -> String {
        format!("{}, {}", self.method.title(), level.title())
    }
}

/// How a reason begins that one figure does not tell enough.
const FROM_ONE_FIGURE: &str = "from one figure";

/// "Cannot be judged, because there is no target."; "Cannot be judged from one figure: an average …".
pub fn cannot_be_judged(why: &str) -> String {
    match why.starts_with(FROM_ONE_FIGURE) {
        true => format!("Cannot be judged {why}."),
        false => format!("Cannot be judged, because {why}."),
    }
}

/// A comparison with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    pub against: Against,
    /// What it is compared with; none where there is nothing.
    pub figure: Option<f64>,
    pub verdict: Verdict,
    /// Of the result, or of the difference where `method` is of one.
    pub interval: Option<Interval>,
    pub method: Option<Method>,
    /// For an elected member.
    pub sentence: String,
    /// What to mind, in sentences.
    pub warnings: Vec<String>,
}

impl Judgement {
    /// One that cannot be judged, with the reason as part of a sentence.
    pub fn cannot(against: Against, figure: Option<f64>, because: impl std::fmt::Display) -> Self {
        Self {
            against,
            figure,
            verdict: Verdict::CannotBeJudged,
            interval: None,
            method: None,
            sentence: cannot_be_judged(&because.to_string()),
            warnings: Vec::new(),
        }
    }
}

/// Why there is no interval: figures that make none, or none to make one of.
enum Nothing {
    Wrong(ChangeError),
    NotCounted,
}

impl Case<'_> {
    /// The interval of the result: Wilson for shares of a number counted,
    /// Byar's or the exact one for counts and rates; for averages, money,
    /// ratios and indexes, whose one figure does not tell how it scatters, the
    /// result ± z × the sigma of their own series.
    ///
    /// # Errors
    /// Why there is none, for [`cannot_be_judged`].
    pub fn estimate(&self) -> Result<Estimate, String> {
        match self.counted_estimate() {
            Ok(estimate) => Ok(estimate),
            Err(Nothing::Wrong(error)) => Err(error.to_string()),
            Err(Nothing::NotCounted) => {
                let half = self.level.z() * self.sigma()?;
                // A share of a whole ends at the whole.
                let unit = self.spec.measure.unit(self.spec.unit_name);
                let figures = self.series.iter().copied().chain([self.now.value]);
                let range = PossibleRange::of(self.spec.measure, unit, figures);
                let interval = Interval {
                    low: range.hold(self.now.value - half),
                    high: range.hold(self.now.value + half),
                };
                Ok(Estimate { interval, method: Method::SeriesSpread })
            }
        }
    }

    fn counted_estimate(&self) -> Result<Estimate, Nothing> {
        let (level, rules) = (self.level, self.rules);
        let (interval, method) = match self.cases(&self.now)? {
            (cases, Some(of)) if self.is_share() => interval::wilson(cases, of, level)
                .map(|interval| (interval.scaled(self.spec.scale), Method::Wilson)),
            (cases, Some(of)) => interval::rate(cases, of, self.spec.scale, level, rules),
            (cases, None) => interval::count(cases, level, rules),
        }
        .map_err(Nothing::Wrong)?;
        Ok(Estimate { interval, method })
    }

    /// Cases counted and, for shares and rates, of how many.
    fn cases(&self, of: &Observation) -> Result<(f64, Option<f64>), Nothing> {
        let (cases, of) = match (self.spec.measure, of.numerator, of.denominator) {
            (measure, Some(cases), Some(of)) if measure.numerator_counts() && self.spec.scale > 0.0 => {
                (cases, Some(of))
            }
            (Measure::Count, _, None) => (of.value, None),
            _ => return Err(Nothing::NotCounted),
        };
        if cases.is_finite() && cases.fract() != 0.0 {
            return Err(Nothing::Wrong(ChangeError::NotWhole(cases)));
        }
        Ok((cases, of))
    }

    fn is_share(&self) -> bool {
        self.spec.measure == Measure::Percentage
    }

    /// How far results of the series scatter: mean moving range ÷ 1.128, a third
    /// of the way from the mean to a control limit (Wheeler).
    fn sigma(&self) -> Result<f64, String> {
        let found = self.series.len();
        let why = match self.spec.measure {
            Measure::Percentage => "how many were counted is not given",
            Measure::Rate => "the count and the population are not given",
            Measure::Count => "what is counted has a denominator",
            Measure::Average => "an average does not tell how its cases are spread",
            Measure::Money => "an amount of money is no count of cases",
            Measure::Ratio => "a ratio does not tell how its cases are spread",
            Measure::Index => "an index does not tell how its cases are spread",
        };
        let few = match found {
            0 => format!("{FROM_ONE_FIGURE}: {why}"),
            1 => format!("{FROM_ONE_FIGURE}: {why}, and its 1 result is too few to tell what is usual"),
            more => {
                format!("{FROM_ONE_FIGURE}: {why}, and its {more} results are too few to tell what is usual")
            }
        };
        if found < self.rules.fewest {
            return Err(few);
        }
        let limits = Limits::of(self.series, self.rules).ok_or(few)?;
        Ok((limits.upper - limits.mean) / 3.0)
    }

    /// Judges the result against a fixed figure: a target, or another's result.
    /// Similar where the figure lies inside the result's interval.
    pub fn against_figure(&self, against: Against, figure: Option<f64>) -> Judgement {
        let Some(figure) = figure.filter(|figure| figure.is_finite()) else {
            let why = against.missing();
            return Judgement::cannot(against, None, why);
        };
        let estimate = match self.estimate() {
            Ok(estimate) => estimate,
            Err(why) => return Judgement::cannot(against, Some(figure), why),
        };
        let verdict = match (against == Against::Target, self.polarity) {
            (true, Polarity::Band { low, high }) => band_verdict(estimate.interval, low, high),
            _ if estimate.interval.contains(figure) => Verdict::Similar,
            _ => self.verdict(self.now.value, figure),
        };
        let Estimate { interval, method } = estimate;
        self.told(against, figure, verdict, interval, method)
    }

    /// Judges the result against an earlier one of the same indicator. Where
    /// both were counted, by the interval of their difference; where only this
    /// one was, by whether the earlier value lies inside its interval.
    pub fn against_result(&self, against: Against, then: Option<Observation>) -> Judgement {
        let Some(then) = then.filter(|then| then.value.is_finite()) else {
            let why = against.missing();
            return Judgement::cannot(against, None, why);
        };
        if let Err(why) = self.comparable(&then) {
            return Judgement::cannot(against, Some(then.value), why);
        }
        match self.difference(&then) {
            Ok((Difference { interval, .. }, method)) => {
                let verdict = match interval.contains(0.0) {
                    true => Verdict::Similar,
                    false => self.verdict(self.now.value, then.value),
                };
                let mut judgement = self.told(against, then.value, verdict, interval, method);
                if self.now.coverage.is_some_and(|covers| covers.basis == Basis::Snapshot) {
                    judgement.warnings.push(
                        "Cases counted both times are taken as counted anew: the difference may be \
                         surer than this says."
                            .to_owned(),
                    );
                }
                judgement
            }
            Err(Nothing::Wrong(error)) => Judgement::cannot(against, Some(then.value), error),
            Err(Nothing::NotCounted) => match self.counted_estimate() {
                Ok(_) => {
                    let mut judgement = self.against_figure(against, Some(then.value));
                    judgement.warnings.push("What the earlier result was counted from is not given.".into());
                    judgement
                }
                Err(Nothing::Wrong(error)) => Judgement::cannot(against, Some(then.value), error),
                Err(Nothing::NotCounted) => self.by_spread(against, then.value),
            },
        }
    }

    /// By the interval of the difference of two results of one series:
    /// (now − then) ± z√2 × its sigma.
    fn by_spread(&self, against: Against, then: f64) -> Judgement {
        let sigma = match self.sigma() {
            Ok(sigma) => sigma,
            Err(why) => return Judgement::cannot(against, Some(then), why),
        };
        let half = self.level.z() * std::f64::consts::SQRT_2 * sigma;
        let change = self.now.value - then;
        let interval = Interval { low: change - half, high: change + half };
        let verdict =
            if interval.contains(0.0) { Verdict::Similar } else { self.verdict(self.now.value, then) };
        self.told(against, then, verdict, interval, Method::SeriesSpread)
    }

    fn difference(&self, then: &Observation) -> Result<(Difference, Method), Nothing> {
        let level = self.level;
        let outcome = match (self.cases(&self.now)?, self.cases(then)?) {
            ((a, Some(m)), (b, Some(n))) if self.is_share() => difference::proportions((a, m), (b, n), level)
                .map(|found| {
                    let Difference { amount, interval } = found;
                    let found = Difference {
                        amount: amount * self.spec.scale,
                        interval: interval.scaled(self.spec.scale),
                    };
                    (found, Method::DifferenceOfProportions)
                }),
            ((a, Some(m)), (b, Some(n))) => difference::rates((a, m), (b, n), self.spec.scale, level)
                .map(|found| (found, Method::DifferenceOfRates)),
            ((a, _), (b, _)) => {
                difference::counts(a, b, level).map(|found| (found, Method::DifferenceOfCounts))
            }
        };
        outcome.map_err(Nothing::Wrong)
    }

    /// Whether two results may be held against each other: like for like, and
    /// no case counted in both.
    fn comparable(&self, then: &Observation) -> Result<(), String> {
        let (Some(now), Some(then)) = (self.now.coverage, then.coverage) else { return Ok(()) };
        like_for_like(now, then).map_err(|why| format!("it is not like for like: {why}"))?;
        let apart = now.span.from > then.span.to || then.span.from > now.span.to;
        if apart || matches!(now.basis, Basis::Snapshot | Basis::Projection) {
            return Ok(());
        }
        Err(format!(
            "the two results overlap: one covers {}, the other {}",
            now.span.title(),
            then.span.title()
        ))
    }

    fn verdict(&self, value: f64, other: f64) -> Verdict {
        let gain = self.polarity.goodness(value) - self.polarity.goodness(other);
        match self.polarity {
            Polarity::None if gain > 0.0 => Verdict::Higher,
            Polarity::None => Verdict::Lower,
            _ if gain > 0.0 => Verdict::Better,
            _ if gain < 0.0 => Verdict::Worse,
            _ => Verdict::Similar,
        }
    }

    fn told(
        &self,
        against: Against,
        figure: f64,
        verdict: Verdict,
        interval: Interval,
        method: Method,
    ) -> Judgement {
        let sentence = words::sentence(self, &against, figure, verdict, method);
        let warnings = self.warnings(method);
        let (interval, method) = (Some(interval), Some(method));
        Judgement { against, figure: Some(figure), verdict, interval, method, sentence, warnings }
    }

    /// What to mind about the result itself.
    pub fn warnings(&self, method: Method) -> Vec<String> {
        let mut warnings = Vec::new();
        let few = self.rules.few_below;
        if method == Method::SeriesSpread {
            if self.series.len() < self.rules.trial_below {
                let found = self.series.len();
                warnings.push(format!("How far results scatter is told from {found} of them: few to go by."));
            }
        } else if let Ok((cases, of)) = self.cases(&self.now) {
            let left = of.filter(|_| self.is_share()).map_or(f64::INFINITY, |of| of - cases);
            if cases.min(left) < few {
                let shown = format_plain(few, 0);
                let what = if left < cases { "are left over" } else { "were counted" };
                warnings
                    .push(format!("Fewer than {shown} {what}: one or two more or fewer would change much."));
            }
        }
        warnings
    }
}

/// Where an interval lies beside a band that is aimed for.
fn band_verdict(interval: Interval, low: f64, high: f64) -> Verdict {
    if low <= interval.low && interval.high <= high {
        Verdict::Better
    } else if interval.high < low || interval.low > high {
        Verdict::Worse
    } else {
        Verdict::Similar
    }
}
