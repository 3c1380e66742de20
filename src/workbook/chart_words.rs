//! What a chart says, in sentences: the same on the screen and on the command line.

use super::chart::{ChartReading, ChartSeries};
use crate::domain::change::judgement::cannot_be_judged;
use crate::domain::change::{Assurance, Finding, Mark, NotJudged, Rules, Side, Signal, Variation};
use crate::domain::figures::{format_difference, format_plain, format_value};
use crate::domain::{Period, PeriodKind, Polarity, Unit};
use crate::workbook::ChartMarkKind;

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
    all.extend(series.breaks.iter().map(|one| {
        let why = one.why();
        let mut letters = why.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let sentence: String = first.into_iter().chain(letters).collect();
        Saying::plain(
            "Definition",
            format!("{sentence}. Results before it are not compared with later ones."),
        )
    }));
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
        Variation::Unknown(why) => {
            let text = format!("Cannot be judged, because {}.", not_judged(why));
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
    let against = reading
        .chart
        .latest
        .and_then(|(_, value)| series.indicator.polarity.met(value, reading.target.unwrap_or(f64::NAN)));
    let (symbol, good, text) = match reading.assurance {
        Assurance::NotSteady { met, of } => (
            "?",
            None,
            format!(
                "Cannot be told from limits: {met} of {of} results met {target}, which lies beyond them, so this series is not steady enough."
            ),
        ),
        Assurance::ConsistentlyPasses if against == Some(false) => (
            "P",
            None,
            format!(
                "Consistently passes, as far as the limits tell: a steady series never misses {target}, but the latest result has."
            ),
        ),
        Assurance::ConsistentlyFails if against == Some(true) => (
            "F",
            None,
            format!(
                "Consistently fails, as far as the limits tell: a steady series never reaches {target}, but the latest result has."
            ),
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
        Assurance::Unknown(why) => ("-", None, format!("Cannot be judged, because {}.", not_judged(why))),
    };
    Saying { label: "Assurance", symbol, text, good }
}

/// Reads on after "because".
fn not_judged(why: NotJudged) -> String {
    match why {
        NotJudged::TooFew { found, needed } => {
            let there = if found == 1 { "is 1 result".to_owned() } else { format!("are {found} results") };
            format!("it takes {needed} results to work limits out, and there {there}")
        }
        NotJudged::Flat => "every result is the same: nothing fluctuates that could be judged by".to_owned(),
        NotJudged::NoTarget => "these results have no target".to_owned(),
        NotJudged::NoPolarity => "no way is better than the other".to_owned(),
    }
}

/// What each signal comes to: how many points, and when.
fn signals(series: &ChartSeries, reading: &ChartReading) -> Vec<Saying> {
    reading.chart.findings.iter().map(|finding| signal(series, reading, finding)).collect()
}

/// Points named one by one at most.
const NAMED_POINTS: usize = 4;

fn signal(series: &ChartSeries, reading: &ChartReading, finding: &Finding) -> Saying {
    let Finding { mark: Mark { signal, side }, at } = finding;
    let names: Vec<String> =
        at.iter().filter_map(|at| series.points.get(*at)).map(|point| short(point.period)).collect();
    let is_stretch = matches!(signal, Signal::Run | Signal::Shift);
    let mut when = match names.as_slice() {
        [first, .., last] if is_stretch || names.len() > NAMED_POINTS => {
            format!("{first} to {last}")
        }
        [some @ .., before, last] => [some, &[format!("{before} and {last}")]].concat().join(", "),
        all => all.join(""),
    };
    // A stretch is counted in results: periods between its ends that have none are told.
    if let (true, Some(first), Some(last)) = (is_stretch, at.first(), at.last()) {
        let passed = reading.chart.values[*first..=*last].iter().filter(|value| value.is_none()).count();
        if passed > 0 {
            let periods = if passed == 1 { "1 period" } else { &format!("{passed} periods") };
            when.push_str(&format!(", passing over {periods}"));
        }
    }
    let points = if at.len() == 1 { "1 point".to_owned() } else { format!("{} points", at.len()) };
    let what = match (signal, side) {
        (Signal::Outside, Side::High) => "above the upper limit",
        (Signal::Outside, Side::Low) => "below the lower limit",
        (Signal::Run, Side::High) => "in a row that rise",
        (Signal::Run, Side::Low) => "in a row that fall",
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
    Saying { label: "Signals", symbol, text: format!("{points} {what}: {when}."), good: None }
}

fn short(period: Period) -> String {
    match period.kind() {
        PeriodKind::Month => period.covers(4),
        _ => period.title(),
    }
}

/// The limits in force, the rule they follow and all that was done to them.
fn limits(series: &ChartSeries, reading: &ChartReading) -> Vec<Saying> {
    let rules = Rules::built_in();
    let Some((phase, limits)) = reading.chart.phase().zip(reading.chart.limits()) else { return Vec::new() };
    let name = |at: usize| series.points.get(at).map_or(String::new(), |point| short(point.period));
    let ends = format!("{} to {}", figure(series, limits.lower), figure(series, limits.upper));
    let screened = match limits.screened {
        0 => String::new(),
        1 => ", after leaving out 1 large jump".to_owned(),
        many => format!(", after leaving out {many} large jumps"),
    };
    let span = match phase.frozen {
        Some(last) => format!("from {} to {}", name(phase.from), name(last)),
        None => format!("since {}", name(phase.from)),
    };
    let times = format_plain(rules.limits, 3);
    let range = format_value(limits.range, series.indicator.unit(), series.indicator.decimals + 1);
    let text = format!(
        "{ends} round a mean of {}: that is plus and minus {times} × the mean moving range of {range} of {} results {span}{screened}.",
        figure(series, limits.mean),
        phase.results,
    );
    let mut all = vec![Saying::plain("Limits", text)];
    if let Some(last) = phase.frozen {
        let because = series.mark(last, ChartMarkKind::Freeze).map_or("", |mark| mark.text.as_str());
        let because = if because.is_empty() { String::new() } else { format!(" ({because})") };
        let text =
            format!("The limits are frozen at {}: later results are judged by them{because}.", name(last));
        all.push(Saying::plain("Frozen", text));
    }
    let cut = |cut: bool, at: f64, why: &str| cut.then(|| format!("at {}, {why}", figure(series, at)));
    let percent = series.indicator.unit() == Unit::Percent;
    let cuts = [
        cut(limits.cut[0], limits.lower, "below which no result can fall"),
        cut(
            limits.cut[1],
            limits.upper,
            if percent { "above which no share of a whole can rise" } else { "" },
        ),
    ];
    let cuts: Vec<String> = cuts.into_iter().flatten().collect();
    if !cuts.is_empty() {
        all.push(Saying::plain("Cut", format!("The limits are cut {}.", cuts.join(", and "))));
    }
    if phase.trial {
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
    let slope = format_difference(trend.slope, unit, decimals);
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
