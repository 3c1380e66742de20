//! How it is said whether a change is real, to people who do not read statistics.

use super::judgement::{Against, Case, Verdict};
use super::{Interval, Method};
use crate::domain::figures::format_plain;
use crate::domain::rag::distance::singular;
use crate::domain::{Measure, MeasureSpec};

/// What a measure can hold at all; none where that is unknown.
pub(super) fn range(spec: &MeasureSpec) -> Option<Interval> {
    match spec.measure {
        Measure::Percentage => Some(Interval { low: 0.0, high: 100.0 }),
        Measure::Count | Measure::Rate => Some(Interval { low: 0.0, high: f64::INFINITY }),
        _ if spec.may_be_negative() => None,
        _ => Some(Interval { low: 0.0, high: f64::INFINITY }),
    }
}

/// "the target of 10.6%", "the previous result of 9.4%", "England’s 9.8%".
pub(super) fn rival(against: &Against, figure: f64, case: &Case) -> String {
    let shown = case.spec.shown(figure);
    match against {
        Against::Target => format!("the target of {shown}"),
        Against::Previous => format!("the previous result of {shown}"),
        Against::SamePeriodLastYear => format!("the {shown} of the same period last year"),
        Against::LastOutturn => format!("last year’s outturn of {shown}"),
        Against::Benchmark(name) => format!("the {shown} of {}", name.trim()),
    }
}

/// One sentence: by how much, whether that is more than chance, and what follows.
pub(super) fn sentence(
    case: &Case,
    against: &Against,
    figure: f64,
    verdict: Verdict,
    method: Method,
) -> String {
    let rival = rival(against, figure, case);
    let gap = gap(case, figure, method);
    let within = verdict == Verdict::Similar;
    let told = match (method, within) {
        (Method::SeriesSpread, true) => "is within the usual ups and downs of this series",
        (Method::SeriesSpread, false) => "is more than the usual ups and downs of this series",
        (_, true) => "is within ordinary fluctuation",
        (_, false) => "is more than ordinary fluctuation",
    };
    let verdict = match verdict {
        Verdict::Similar => "similar to",
        Verdict::Better => "better than",
        Verdict::Worse => "worse than",
        Verdict::Higher => "higher than",
        Verdict::Lower | Verdict::CannotBeJudged => "lower than",
    };
    match gap {
        None => format!("The result is as good as equal to {rival}."),
        Some(gap) => format!("{gap} {told}: {verdict} {rival}."),
    }
}

/// "9 fewer of 709 adults", "12 more clients", "1.2 days longer"; none where there is none.
fn gap(case: &Case, figure: f64, method: Method) -> Option<String> {
    let now = &case.now;
    let difference = now.value - figure;
    if crate::domain::same(now.value, figure) {
        return None;
    }
    let counted = case.counted.trim();
    let word = if difference > 0.0 { "more" } else { "fewer" };
    let cases = |count: f64| {
        let whole = count.round();
        match whole {
            0.0 => ("Less than one".to_owned(), 1.0),
            _ => (format_plain(whole, 0), whole),
        }
    };
    match (method, now.denominator) {
        (Method::Wilson | Method::DifferenceOfProportions, Some(of)) => {
            let (number, _) = cases((difference / case.spec.scale * of).abs());
            let all = format_plain(of, 0);
            let all = if counted.is_empty() { all } else { format!("{all} {counted}") };
            Some(format!("{number} {word} of {all}"))
        }
        (Method::Byar | Method::ExactPoisson | Method::DifferenceOfRates, Some(of))
            if case.spec.measure == Measure::Rate =>
        {
            let (number, count) = cases((difference / case.spec.scale * of).abs());
            let noun = if counted.is_empty() { "cases" } else { counted };
            let noun = if count == 1.0 { singular(noun) } else { noun.to_owned() };
            Some(format!("{number} {word} {noun}"))
        }
        (Method::Byar | Method::ExactPoisson | Method::DifferenceOfCounts, _) => {
            let (number, count) = cases(difference.abs());
            let noun = if count == 1.0 { singular(counted) } else { counted.to_owned() };
            Some(format!("{number} {word} {noun}").trim_end().to_owned())
        }
        _ => Some(case.spec.difference(difference, counted)),
    }
}
