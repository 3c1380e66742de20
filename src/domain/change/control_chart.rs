//! Control charts of single results (XmR): the limits within which a steady
//! series stays, the signals that it is steady no more, and whether it can be
//! trusted to reach its target.
//!
//! D. J. Wheeler, Understanding Variation (1993); rules and their order as in
//! NHS England's Making Data Count; limits from the first results, by which
//! later ones are judged, as in D. C. Montgomery, Introduction to Statistical
//! Quality Control (phase I and phase II).

use super::Rules;
use super::limits::{Limits, PossibleRange};
use crate::domain::{Polarity, same};

/// Which side of the mean, or which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    High,
    Low,
}

/// What says that a series is not steady, the first that applies counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// Outside the limits.
    Outside,
    /// One of a run, each higher (or each lower) than the one before.
    Run,
    /// One of two out of three between inner line and limit.
    NearLimit,
    /// One of a run on one side of the mean.
    Shift,
}

impl Signal {
    /// For programs: `outside`, `run`, `near_limit`, `shift`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Run => "run",
            Self::NearLimit => "near_limit",
            Self::Shift => "shift",
        }
    }
}

/// A signal at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    pub signal: Signal,
    pub side: Side,
}

/// Points that together are a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub mark: Mark,
    /// Positions, in order. A run or shift is one stretch, from its first to its last point; what
    /// is outside or near a limit is gathered by phase.
    pub at: Vec<usize>,
}

/// A stretch of points that share their limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Phase {
    /// Positions of its points: the first, and the one after the last.
    pub from: usize,
    pub to: usize,
    /// Results that its limits are worked out from.
    pub results: usize,
    /// The last point that its limits are worked out from, where later ones are only judged by them.
    pub frozen: Option<usize>,
    /// None for fewer than [`Rules::judged_from`] results.
    pub limits: Option<Limits>,
    /// Few results made them: they may still move.
    pub trial: bool,
}

/// How a chart is set up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Setup<'a> {
    /// Positions from which limits start anew; no run reaches across.
    pub rebases: &'a [usize],
    /// Positions of the last points that limits are worked out from. The last of a phase counts.
    pub freezes: &'a [usize],
    pub range: PossibleRange,
}

/// A series with its limits and signals.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControlChart {
    /// In order of time; they cover every point.
    pub phases: Vec<Phase>,
    /// What counted at each point: its result, if it is one of those compared.
    pub values: Vec<Option<f64>>,
    /// By signal, side and time.
    pub findings: Vec<Finding>,
    /// The finding of highest priority at each point.
    pub marks: Vec<Option<Mark>>,
    /// The latest result: its position and value.
    pub latest: Option<(usize, f64)>,
}

/// What the latest result says of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variation {
    /// There is a signal, and it is the good way.
    Improvement(Mark),
    /// There is a signal, and it is the bad way.
    Concern(Mark),
    /// There is a signal, and no way is better.
    Neither(Mark),
    /// No signal: common cause, ordinary fluctuation.
    Common,
    Unknown(NotJudged),
}

/// Why nothing is said of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotJudged {
    /// Results that limits could be worked out from, and how many it takes.
    TooFew {
        found: usize,
        needed: usize,
    },
    /// Every result is the same.
    Flat,
    NoTarget,
    /// No way is better than the other.
    NoPolarity,
}

/// Whether the series can be trusted to reach its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    ConsistentlyPasses,
    ConsistentlyFails,
    HitOrMiss,
    /// The target lies beyond the limits, and yet results lie on both sides of it: `met` of `of` met
    /// it. The series is not the steady one that its limits are for.
    NotSteady {
        met: usize,
        of: usize,
    },
    Unknown(NotJudged),
}

impl Variation {
    /// For programs: `improvement`, `concern`, `neither`, `common`, `unknown`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Improvement(_) => "improvement",
            Self::Concern(_) => "concern",
            Self::Neither(_) => "neither",
            Self::Common => "common",
            Self::Unknown(_) => "unknown",
        }
    }
}

impl Assurance {
    /// For programs: `consistently_passes` …
    pub fn code(self) -> &'static str {
        match self {
            Self::ConsistentlyPasses => "consistently_passes",
            Self::ConsistentlyFails => "consistently_fails",
            Self::HitOrMiss => "hit_or_miss",
            Self::NotSteady { .. } => "not_steady",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// The chart of a series in order of time. Points without a result are passed over.
pub fn control_chart(values: &[Option<f64>], setup: &Setup<'_>, rules: &Rules) -> ControlChart {
    let mut starts: Vec<usize> =
        setup.rebases.iter().copied().filter(|at| (1..values.len()).contains(at)).collect();
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    let values: Vec<Option<f64>> = values.iter().map(|value| value.filter(|v| v.is_finite())).collect();
    let mut chart = ControlChart::default();
    for (from, to) in starts.iter().copied().zip(ends) {
        let given: Vec<(usize, f64)> = (from..to).filter_map(|at| Some((at, values[at]?))).collect();
        let frozen = setup.freezes.iter().copied().filter(|at| (from..to).contains(at)).max();
        let made: Vec<f64> =
            given.iter().filter(|(at, _)| frozen.is_none_or(|last| *at <= last)).map(|(_, v)| *v).collect();
        let enough = made.len() >= rules.judged_from;
        let limits = Limits::of(&made, rules).filter(|_| enough).map(|limits| limits.within(setup.range));
        if let Some(limits) = &limits {
            chart.findings.extend(findings(&given, limits, rules));
        }
        chart.latest = given.last().copied().or(chart.latest);
        let trial = made.len() < rules.trial_below;
        chart.phases.push(Phase { from, to, results: made.len(), frozen, limits, trial });
    }
    chart.findings.sort_by_key(|one| (one.mark.signal, one.at.first().copied()));
    chart.marks = vec![None; values.len()];
    for finding in &chart.findings {
        for at in &finding.at {
            chart.marks[*at] = chart.marks[*at].or(Some(finding.mark));
        }
    }
    chart.values = values;
    chart
}

impl ControlChart {
    /// The stretch that the latest result is in.
    pub fn phase(&self) -> Option<&Phase> {
        let (at, _) = self.latest?;
        self.phases.iter().find(|phase| (phase.from..phase.to).contains(&at))
    }

    /// The limits in force.
    pub fn limits(&self) -> Option<Limits> {
        self.phase().and_then(|phase| phase.limits)
    }

    /// Why nothing can be said of the latest result's stretch.
    fn not_judged(&self, rules: &Rules) -> NotJudged {
        let found = self.phase().map_or(0, |phase| phase.results);
        NotJudged::TooFew { found, needed: rules.judged_from }
    }

    /// What the latest result says, the signal of highest priority deciding.
    pub fn variation(&self, polarity: Polarity, rules: &Rules) -> Variation {
        let (Some((at, value)), Some(limits)) = (self.latest, self.limits()) else {
            return Variation::Unknown(self.not_judged(rules));
        };
        let Some(mark) = self.marks.get(at).copied().flatten() else {
            return if limits.is_flat() { Variation::Unknown(NotJudged::Flat) } else { Variation::Common };
        };
        let good = match (polarity, mark.side) {
            (Polarity::None, _) => return Variation::Neither(mark),
            (Polarity::Higher, side) => side == Side::High,
            (Polarity::Lower, side) => side == Side::Low,
            // Nearer to the band than the series was is the good way.
            (Polarity::Band { .. }, _) => {
                let gain = polarity.goodness(value) - polarity.goodness(limits.mean);
                if gain == 0.0 {
                    return Variation::Neither(mark);
                }
                gain > 0.0
            }
        };
        if good { Variation::Improvement(mark) } else { Variation::Concern(mark) }
    }

    /// Whether the target lies beyond the reach of ordinary fluctuation: on the
    /// hard side, the series fails it every time; on the easy side, it passes. Where more
    /// results than the latest did otherwise, the series is not the steady one of its limits.
    pub fn assurance(&self, target: Option<f64>, polarity: Polarity, rules: &Rules) -> Assurance {
        let target = target.filter(|target| target.is_finite());
        match (polarity, target) {
            (Polarity::None, _) => return Assurance::Unknown(NotJudged::NoPolarity),
            (Polarity::Higher | Polarity::Lower, None) => return Assurance::Unknown(NotJudged::NoTarget),
            _ => {}
        }
        let Some(Limits { lower, upper, mean, .. }) = self.limits() else {
            return Assurance::Unknown(self.not_judged(rules));
        };
        let is_flat = self.limits().is_some_and(|limits| limits.is_flat());
        let (fails, passes, at_edge) = match (polarity, target.unwrap_or(f64::NAN)) {
            (Polarity::Band { low, high }, _) => {
                let at_edge = same(mean, low) || same(mean, high);
                (upper < low || lower > high, low <= lower && upper <= high, at_edge)
            }
            (Polarity::Higher, target) => (target > upper, target < lower, same(target, mean)),
            (_, target) => (target < lower, target > upper, same(target, mean)),
        };
        let judged = match (fails, passes) {
            _ if is_flat && at_edge => return Assurance::Unknown(NotJudged::Flat),
            (true, _) => Assurance::ConsistentlyFails,
            (_, true) => Assurance::ConsistentlyPasses,
            _ => return Assurance::HitOrMiss,
        };
        let phase = self.phase().map_or(0..0, |phase| phase.from..phase.to);
        let results = self.values[phase].iter().flatten();
        let met: Vec<bool> =
            results.filter_map(|value| polarity.met(*value, target.unwrap_or(f64::NAN))).collect();
        let expected = judged == Assurance::ConsistentlyPasses;
        if met.iter().filter(|met| **met != expected).count() > 1 {
            return Assurance::NotSteady { met: met.iter().filter(|met| **met).count(), of: met.len() };
        }
        judged
    }
}

/// Every signal among the results of a phase: positions and values in order of time.
fn findings(given: &[(usize, f64)], limits: &Limits, rules: &Rules) -> Vec<Finding> {
    // A mean is worked out, so binary error must not put a result beside it.
    let above = |value: f64, line: f64| value > line && !same(value, line);
    let side_of = |value: f64| match value {
        v if above(v, limits.mean) => Some(Side::High),
        v if above(limits.mean, v) => Some(Side::Low),
        _ => None,
    };
    let value = |place: usize| given[place].1;
    let mut found = Vec::new();
    let mut put = |signal: Signal, side: Side, places: &[usize]| {
        if !places.is_empty() {
            let at = places.iter().map(|place| given[*place].0).collect();
            found.push(Finding { mark: Mark { signal, side }, at });
        }
    };
    for side in [Side::High, Side::Low] {
        let beyond = |value: f64| match side {
            Side::High => above(value, limits.upper),
            Side::Low => above(limits.lower, value),
        };
        let places = |of: &dyn Fn(usize) -> bool| (0..given.len()).filter(|at| of(*at)).collect::<Vec<_>>();
        put(Signal::Outside, side, &places(&|at| beyond(value(at))));
        let near = |at: usize| match side {
            Side::High => above(value(at), limits.inner_upper) && !beyond(value(at)),
            Side::Low => above(limits.inner_lower, value(at)) && !beyond(value(at)),
        };
        // Windows of three that are all on this side, two of them near the limit.
        let counts = |start: usize| {
            let three = start..start + 3;
            three.end <= given.len()
                && three.clone().all(|at| side_of(value(at)) == Some(side))
                && three.filter(|at| near(*at)).count() >= 2
        };
        let near_places = places(&|at| near(at) && (at.saturating_sub(2)..=at).any(counts));
        put(Signal::NearLimit, side, &near_places);
        let onwards = |at: usize| match side {
            Side::High => value(at) < value(at + 1),
            Side::Low => value(at) > value(at + 1),
        };
        for (signal, stretches) in [
            (Signal::Run, stretches(given.len(), |_| true, onwards)),
            (Signal::Shift, stretches(given.len(), |at| side_of(value(at)) == Some(side), |_| true)),
        ] {
            for stretch in stretches.into_iter().filter(|all| all.len() >= rules.run.max(2)) {
                put(signal, side, &stretch.collect::<Vec<_>>());
            }
        }
    }
    found
}

/// The longest stretches of places that belong, each of which goes on to the next.
fn stretches(
    count: usize,
    belongs: impl Fn(usize) -> bool,
    goes_on: impl Fn(usize) -> bool,
) -> Vec<std::ops::Range<usize>> {
    let mut all: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..count).filter(|at| belongs(*at)) {
        match all.last_mut() {
            Some(last) if last.end == at && goes_on(at - 1) => last.end = at + 1,
            _ => all.push(at..at + 1),
        }
    }
    all
}
