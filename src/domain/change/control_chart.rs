//! Control charts of single results (XmR): the limits within which a steady
//! series stays, the signals that it is steady no more, and whether it can be
//! trusted to reach its target.
//!
//! D. J. Wheeler, Understanding Variation (1993); rules and their order as in
//! NHS England's Making Data Count.

use super::Rules;
use crate::domain::{Polarity, same};

/// Where a steady series stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub mean: f64,
    /// Mean moving range, after screening once.
    pub range: f64,
    /// Mean − and + [`Rules::limits`] mean moving ranges.
    pub lower: f64,
    pub upper: f64,
    /// Mean − and + [`Rules::inner`] mean moving ranges.
    pub inner_lower: f64,
    pub inner_upper: f64,
}

impl Limits {
    /// Limits of results in order of time; none for fewer than two.
    ///
    /// mean ± 2.66 × mean moving range, after leaving out once the ranges that
    /// are at least 3.267 times the mean of all.
    pub fn of(values: &[f64], rules: &Rules) -> Option<Self> {
        if values.len() < 2 || values.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
        let ranges: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
        let all = mean(&ranges);
        let kept: Vec<f64> = ranges.iter().copied().filter(|range| *range < rules.screen * all).collect();
        let range = if kept.is_empty() { all } else { mean(&kept) };
        let middle = mean(values);
        Some(Self {
            mean: middle,
            range,
            lower: middle - rules.limits * range,
            upper: middle + rules.limits * range,
            inner_lower: middle - rules.inner * range,
            inner_upper: middle + rules.inner * range,
        })
    }
}

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

/// A stretch of points that share their limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Phase {
    /// Positions of its points: the first, and the one after the last.
    pub from: usize,
    pub to: usize,
    /// Results in it.
    pub results: usize,
    /// None for fewer than two results.
    pub limits: Option<Limits>,
    /// Few results made them: they may still move.
    pub trial: bool,
}

/// A series with its limits and signals.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControlChart {
    /// In order of time; they cover every point.
    pub phases: Vec<Phase>,
    /// One for each point.
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
    /// Too few results for limits.
    Unknown,
}

/// Whether the series can be trusted to reach its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    ConsistentlyPasses,
    ConsistentlyFails,
    HitOrMiss,
    /// No target, no polarity or no limits.
    Unknown,
}

impl Variation {
    /// For programs: `improvement`, `concern`, `neither`, `common`, `unknown`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Improvement(_) => "improvement",
            Self::Concern(_) => "concern",
            Self::Neither(_) => "neither",
            Self::Common => "common",
            Self::Unknown => "unknown",
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
            Self::Unknown => "unknown",
        }
    }
}

/// The chart of a series in order of time. Points without a result are passed
/// over; limits start anew at each position in `rebases`, and no run reaches
/// across.
pub fn control_chart(values: &[Option<f64>], rebases: &[usize], rules: &Rules) -> ControlChart {
    let mut starts: Vec<usize> =
        rebases.iter().copied().filter(|at| (1..values.len()).contains(at)).collect();
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    let mut chart = ControlChart { marks: vec![None; values.len()], ..ControlChart::default() };
    for (from, to) in starts.iter().copied().zip(ends) {
        let given: Vec<(usize, f64)> =
            (from..to).filter_map(|at| values[at].filter(|v| v.is_finite()).map(|v| (at, v))).collect();
        let plain: Vec<f64> = given.iter().map(|(_, value)| *value).collect();
        let limits = Limits::of(&plain, rules);
        if let Some(limits) = limits {
            for (place, mark) in marks(&plain, &limits, rules).into_iter().enumerate() {
                chart.marks[given[place].0] = mark;
            }
        }
        chart.latest = given.last().copied().or(chart.latest);
        let trial = plain.len() < rules.trial_below;
        chart.phases.push(Phase { from, to, results: plain.len(), limits, trial });
    }
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

    /// What the latest result says, the signal of highest priority deciding.
    pub fn variation(&self, polarity: Polarity) -> Variation {
        let (Some((at, value)), Some(limits)) = (self.latest, self.limits()) else {
            return Variation::Unknown;
        };
        let Some(mark) = self.marks.get(at).copied().flatten() else { return Variation::Common };
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
    /// hard side, the series fails it every time; on the easy side, it passes.
    pub fn assurance(&self, target: Option<f64>, polarity: Polarity) -> Assurance {
        let Some(limits) = self.limits() else { return Assurance::Unknown };
        let Limits { lower, upper, .. } = limits;
        let (fails, passes) = match (polarity, target.filter(|target| target.is_finite())) {
            (Polarity::Band { low, high }, _) => (upper < low || lower > high, low <= lower && upper <= high),
            (Polarity::Higher, Some(target)) => (target > upper, target < lower),
            (Polarity::Lower, Some(target)) => (target < lower, target > upper),
            _ => return Assurance::Unknown,
        };
        match (fails, passes) {
            (true, _) => Assurance::ConsistentlyFails,
            (_, true) => Assurance::ConsistentlyPasses,
            _ => Assurance::HitOrMiss,
        }
    }
}

/// The signal of highest priority at each result.
fn marks(values: &[f64], limits: &Limits, rules: &Rules) -> Vec<Option<Mark>> {
    let mut marks: Vec<Option<Mark>> = vec![None; values.len()];
    let mut put = |at: usize, signal: Signal, side: Side| {
        let mark = &mut marks[at];
        if mark.is_none_or(|known| signal < known.signal) {
            *mark = Some(Mark { signal, side });
        }
    };
    // A mean is worked out, so binary error must not put a result beside it.
    let above = |value: f64, line: f64| value > line && !same(value, line);
    let side_of = |value: f64| match value {
        v if above(v, limits.mean) => Some(Side::High),
        v if above(limits.mean, v) => Some(Side::Low),
        _ => None,
    };
    for (at, value) in values.iter().enumerate() {
        if above(*value, limits.upper) {
            put(at, Signal::Outside, Side::High);
        } else if above(limits.lower, *value) {
            put(at, Signal::Outside, Side::Low);
        }
    }
    if rules.run >= 2 && values.len() >= rules.run {
        for start in 0..=values.len() - rules.run {
            let run = &values[start..start + rules.run];
            for (side, one_way) in [
                (Side::High, run.windows(2).all(|pair| pair[0] < pair[1])),
                (Side::Low, run.windows(2).all(|pair| pair[0] > pair[1])),
            ] {
                if one_way {
                    (start..start + rules.run).for_each(|at| put(at, Signal::Run, side));
                }
            }
            let side = side_of(run[0]);
            if let Some(side) = side.filter(|side| run.iter().all(|value| side_of(*value) == Some(*side))) {
                (start..start + rules.run).for_each(|at| put(at, Signal::Shift, side));
            }
        }
    }
    let near = |value: f64, side: Side| match side {
        Side::High => above(value, limits.inner_upper) && !above(value, limits.upper),
        Side::Low => above(limits.inner_lower, value) && !above(limits.lower, value),
    };
    for start in 0..values.len().saturating_sub(2) {
        let three = &values[start..start + 3];
        for side in [Side::High, Side::Low] {
            let all_there = three.iter().all(|value| side_of(*value) == Some(side));
            if all_there && three.iter().filter(|value| near(**value, side)).count() >= 2 {
                (start..start + 3)
                    .filter(|at| near(values[*at], side))
                    .for_each(|at| put(at, Signal::NearLimit, side));
            }
        }
    }
    marks
}
