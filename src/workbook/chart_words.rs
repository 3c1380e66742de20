//! What a chart says, in sentences: the same on the screen and on the command line.

use super::chart::{ChartReading, ChartSeries};
use crate::domain::change::judgement::cannot_be_judged;
use crate::domain::change::{Assurance, Mark, Phase, Rules, Side, Signal, Variation};
use crate::domain::figures::{format_change, format_plain, format_value};
use crate::domain::{Period, PeriodKind, Polarity};

/// A sentence about a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Saying {
    /// `Variation`, `Assurance`, `Signals` …
    pub label: &'static str,
    /// A sign that stands for it: ▲ ▼ · P F ?; may be empty.
    pub symbol: &'static str,
    pub text: String,
    /// Whether that is good news; none where it is neither.
    pub good: Option<bool>,
}

impl Saying {
    fn plain(label: &'static str, text: String) -> Self {
        Self { label, symbol: "", text, good: None }
    }
}

/// Everything there is to say, the verdict first.
pub fn sayings(series: &ChartSeries, reading: &ChartReading) -> Vec<Saying> {
    let mut all = vec![variation(reading), assurance(series, reading)];
    all.extend(signals(series, reading));
    all.extend(limits(series, reading));
    if let Some(trend) = &reading.trend {
        all.push(Saying::plain("Trend", trend_words(series, trend)));
    }
    match &reading.trajectory {
        Ok(found) => all.push(Saying::plain("Year end", found.sentence.clone())),
        // A chart of years has nothing of a year left.
        Err(_) if series.kind == PeriodKind::Year => {}
        Err(why) => {
            all.push(Saying::plain("Year end", format!("What it takes cannot be said, because {why}.")))
        }
    }
    all.extend(left_out(series));
    all
}

fn figure(series: &ChartSeries, value: f64) -> String {
    // A mean falls between results: a decimal at least.
    let least = if value.fract() == 0.0 { 0 } else { 1 };
    let decimals = series.indicator.decimals.max(least);
    format_value(value, series.indicator.unit(), decimals)
}

/// The sign of a variation: which way, or that there is none.
pub fn variation(reading: &ChartReading) -> Saying {
    let (mark, good, verdict) = match reading.variation {
        Variation::Improvement(mark) => (Some(mark), Some(true), "a real improvement"),
        Variation::Concern(mark) => (Some(mark), Some(false), "a real change for the worse"),
        Variation::Neither(mark) => (Some(mark), None, "a real change"),
        Variation::Common => (None, None, ""),
        Variation::Unknown => {
            let text = "Too few results to tell a real change from ordinary fluctuation.".to_owned();
            return Saying { label: "Variation", symbol: "-", text, good: None };
        }
    };
    let Some(mark) = mark else {
        let text = "Ordinary fluctuation: nothing in the latest result says that anything has changed.";
        return Saying { label: "Variation", symbol: "·", text: text.to_owned(), good: None };
    };
    let symbol = if mark.side == Side::High { "▲" } else { "▼" };
    let text = format!("This is {verdict}, not chance: the latest result {}.", reason(mark));
    Saying { label: "Variation", symbol, text, good }
}

fn reason(mark: Mark) -> String {
    let run = Rules::built_in().run;
    match (mark.signal, mark.side) {
        (Signal::Outside, Side::High) => "is above the upper limit".to_owned(),
        (Signal::Outside, Side::Low) => "is below the lower limit".to_owned(),
        (Signal::Run, Side::High) => format!("is one of {run} or more in a row that rise"),
        (Signal::Run, Side::Low) => format!("is one of {run} or more in a row that fall"),
        (Signal::NearLimit, Side::High) => "is one of two in three near the upper limit".to_owned(),
        (Signal::NearLimit, Side::Low) => "is one of two in three near the lower limit".to_owned(),
        (Signal::Shift, Side::High) => format!("is one of {run} or more in a row above the mean"),
        (Signal::Shift, Side::Low) => format!("is one of {run} or more in a row below the mean"),
    }
}

/// Whether the series can be trusted to reach its target: P passes, F fails, ? hits or misses.
pub fn assurance(series: &ChartSeries, reading: &ChartReading) -> Saying {
    let target = match (series.indicator.polarity, reading.target) {
        (Polarity::Band { low, high }, _) => {
            format!("the band {}–{}", figure(series, low), figure(series, high))
        }
        (_, Some(target)) => format!("the target of {}", figure(series, target)),
        (_, None) => "a target".to_owned(),
    };
    let disagree = disagreeing(series, reading);
    let (symbol, good, text) = match reading.assurance {
        // The limits tell of a steady series: one that has left them is no longer it.
        Assurance::ConsistentlyPasses | Assurance::ConsistentlyFails if disagree.is_some() => {
            let (otherwise, of) = disagree.unwrap_or_default();
            let did = if reading.assurance == Assurance::ConsistentlyPasses { "missed" } else { "met" };
            (
                "?",
                None,
                format!(
                    "Cannot be told from limits: {otherwise} of {of} results {did} {target}, so this series is not steady enough."
                ),
            )
        }
        Assurance::ConsistentlyPasses if met(series, reading) == Some(false) => {
            ("P", None, format!("A steady series passes {target} every time, but the latest result has not."))
        }
        Assurance::ConsistentlyFails if met(series, reading) == Some(true) => (
            "F",
            None,
            format!("A steady series fails {target} every time, but the latest result has met it."),
        ),
        Assurance::ConsistentlyPasses => {
            ("P", Some(true), format!("Consistently passes: ordinary fluctuation never misses {target}."))
        }
        Assurance::ConsistentlyFails => {
            ("F", Some(false), format!("Consistently fails: ordinary fluctuation never reaches {target}."))
        }
        Assurance::HitOrMiss => {
            ("?", None, format!("Hit or miss: {target} lies within ordinary fluctuation, so chance decides."))
        }
        Assurance::Unknown => {
            let why = match (series.indicator.polarity, reading.target, reading.chart.limits()) {
                (Polarity::None, ..) => "no way is better than the other",
                (_, _, None) => "there are too few results",
                (_, None, _) => "these results have no target",
                _ => "there is no target",
            };
            ("-", None, format!("Cannot be judged, because {why}."))
        }
    };
    Saying { label: "Assurance", symbol, text, good }
}

/// How many results since the limits began did what the limits say none would, and of how many:
/// none where that is only the latest, or nobody.
fn disagreeing(series: &ChartSeries, reading: &ChartReading) -> Option<(usize, usize)> {
    let expected = reading.assurance == Assurance::ConsistentlyPasses;
    let phase = reading.chart.phases.last()?;
    let target = reading.target.unwrap_or(f64::NAN);
    let results: Vec<bool> = series
        .points
        .get(phase.from..phase.to)?
        .iter()
        .filter_map(|point| series.indicator.polarity.met(point.value?, target))
        .collect();
    let otherwise = results.iter().filter(|met| **met != expected).count();
    (otherwise > 1).then_some((otherwise, results.len()))
}

/// Whether the latest result meets the target.
fn met(series: &ChartSeries, reading: &ChartReading) -> Option<bool> {
    let (_, value) = reading.chart.latest?;
    series.indicator.polarity.met(value, reading.target.unwrap_or(f64::NAN))
}

/// What each sort of signal comes to: how many points, and when.
fn signals(series: &ChartSeries, reading: &ChartReading) -> Vec<Saying> {
    let mut all = Vec::new();
    for signal in [Signal::Outside, Signal::Run, Signal::NearLimit, Signal::Shift] {
        for side in [Side::High, Side::Low] {
            let mark = Mark { signal, side };
            let at: Vec<usize> = (0..series.points.len())
                .filter(|at| reading.chart.marks.get(*at).copied().flatten() == Some(mark))
                .collect();
            let (Some(first), Some(last)) = (at.first(), at.last()) else { continue };
            let title = |at: usize| short(series.points[at].period);
            let when = match at.len() {
                1 => title(*first),
                2 => format!("{} and {}", title(*first), title(*last)),
                _ => format!("{} to {}", title(*first), title(*last)),
            };
            let points = if at.len() == 1 { "1 point".to_owned() } else { format!("{} points", at.len()) };
            let what = match (signal, side) {
                (Signal::Outside, Side::High) => "above the upper limit",
                (Signal::Outside, Side::Low) => "below the lower limit",
                (Signal::Run, Side::High) => "of a rising run",
                (Signal::Run, Side::Low) => "of a falling run",
                (Signal::NearLimit, Side::High) => "near the upper limit, two in three",
                (Signal::NearLimit, Side::Low) => "near the lower limit, two in three",
                (Signal::Shift, Side::High) => "in a row above the mean",
                (Signal::Shift, Side::Low) => "in a row below the mean",
            };
            let symbol = match (signal, side) {
                (Signal::Outside, Side::High) => "▲",
                (Signal::Outside, Side::Low) => "▼",
                _ => "●",
            };
            all.push(Saying {
                label: "Signals",
                symbol,
                text: format!("{points} {what}: {when}."),
                good: None,
            });
        }
    }
    all
}

fn short(period: Period) -> String {
    match period.kind() {
        PeriodKind::Month => period.covers(4),
        _ => period.title(),
    }
}

fn limits(series: &ChartSeries, reading: &ChartReading) -> Vec<Saying> {
    let rules = Rules::built_in();
    let Some(Phase { from, results, limits: Some(limits), trial, .. }) = reading.chart.phase() else {
        return Vec::new();
    };
    let since = series.points.get(*from).map_or(String::new(), |point| short(point.period));
    let ends = format!("{} to {}", figure(series, limits.lower), figure(series, limits.upper));
    let text = format!(
        "{ends} round a mean of {}: that is plus and minus {} × the mean moving range of {results} results since {since}.",
        figure(series, limits.mean),
        format_plain(rules.limits, 3),
    );
    let mut all = vec![Saying::plain("Limits", text)];
    if *trial {
        let few = rules.trial_below;
        all.push(Saying::plain(
            "Trial",
            format!("These are trial limits: with fewer than {few} results they may still move."),
        ));
    }
    all
}

fn trend_words(series: &ChartSeries, trend: &Result<crate::domain::change::Trend, String>) -> String {
    let trend = match trend {
        Ok(trend) => trend,
        Err(why) => return cannot_be_judged(why),
    };
    let unit = series.indicator.unit();
    let decimals = series.indicator.decimals + 1;
    let slope = format_change(trend.slope, unit, decimals);
    let over = format!("over {} years", trend.points);
    let goodness = series.indicator.polarity.goodness(1.0) - series.indicator.polarity.goodness(0.0);
    let better = match (series.indicator.polarity, trend.direction()) {
        (Polarity::Higher | Polarity::Lower, way) if way != 0 => {
            if f64::from(way) * goodness > 0.0 {
                ", which is better"
            } else {
                ", which is worse"
            }
        }
        _ => "",
    };
    match trend.direction() {
        1 => format!("Rising {over}, by {slope} a year{better}."),
        -1 => format!("Falling {over}, by {slope} a year{better}."),
        _ => format!("Neither rising nor falling {over}: {slope} a year is within ordinary fluctuation."),
    }
}

fn left_out(series: &ChartSeries) -> Vec<Saying> {
    let unlike: Vec<_> =
        series.points.iter().filter(|point| point.value.is_some() && !point.unlike.is_empty()).collect();
    let mut all = Vec::new();
    if let Some(last) = unlike.last() {
        let results =
            if unlike.len() == 1 { "1 result is" } else { &format!("{} results are", unlike.len()) };
        let text = format!("{results} left out, not like for like: {}.", last.unlike);
        all.push(Saying::plain("Mind", text));
    }
    let worked = series.points.iter().filter(|point| point.worked_out && point.value.is_some()).count();
    if worked > 0 {
        let results = if worked == 1 { "1 result is".to_owned() } else { format!("{worked} results are") };
        let kind = series.kind.title();
        all.push(Saying::plain(
            "Mind",
            format!("{results} worked out for the {kind} from what was reported."),
        ));
    }
    let invented = series.points.iter().filter(|point| point.illustrative && point.value.is_some()).count();
    if invented > 0 {
        let results =
            if invented == 1 { "1 result is".to_owned() } else { format!("{invented} results are") };
        all.push(Saying::plain(
            "Mind",
            format!("{results} illustrative, shown hollow where they are no signal: no source prints them."),
        ));
    }
    all
}
