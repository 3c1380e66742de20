//! The sentences of an explanation. Every threshold is taken from the
//! scheme's bands, so that a changed file can never disagree with its words.

use crate::domain::figures::format_plain;
use crate::domain::indicator::{Polarity, Unit};
use crate::domain::rag::assess::Case;
use crate::domain::rag::scheme::{Band, Bound, Criterion, RatingInputs};

/// A figure as shown everywhere, with its unit in words where it has one.
pub(in crate::domain) fn shown(facts: &RatingInputs, value: f64) -> String {
    facts.spec().shown(value)
}

/// A figure to two decimals more than shown, so that a working can be followed.
fn exact(facts: &RatingInputs, value: f64) -> String {
    let plain = format_plain(value, facts.decimals.min(8) + 2);
    let figure = match (facts.spec().unit(), plain.strip_prefix('-')) {
        (Unit::Percent, _) => format!("{plain}%"),
        (Unit::Money, Some(size)) => format!("-£{size}"),
        (Unit::Money, None) => format!("£{plain}"),
        _ => plain,
    };
    facts.spec().with_unit(figure)
}

pub(in crate::domain) fn name<'a>(given: &'a str, otherwise: &'a str) -> &'a str {
    if given.trim().is_empty() { otherwise } else { given }
}

pub(in crate::domain) fn uses(case: &Case, measure: Criterion) -> bool {
    case.scheme.bands.iter().any(|band| band.measure == Some(measure))
}

/// The figures given, a line each.
pub(in crate::domain) fn givens(case: &Case) -> Vec<String> {
    let facts = case.facts;
    let plain = |v: f64| format_plain(v, 6);
    let mut lines = Vec::new();
    lines.push(match (facts.value, facts.numerator, facts.denominator) {
        (None, ..) => match facts.missing_because.trim() {
            "" => "Result: none yet".to_owned(),
            why => format!("Result: none ({why})"),
        },
        (Some(v), Some(n), Some(d)) if d != 0.0 && crate::domain::same(v, facts.scale * n / d) => {
            let times =
                if facts.scale == 1.0 { String::new() } else { format!(" × {}", plain(facts.scale)) };
            format!("Result {} ÷ {}{times} = {}", plain(n), plain(d), shown(facts, v))
        }
        (Some(v), ..) => format!("Result {}", shown(facts, v)),
    });
    lines.push(match (facts.polarity, facts.target) {
        (polarity @ Polarity::Band { .. }, _) => format!("Target: {}", polarity.title()),
        (polarity, Some(t)) => format!("Target {} ({})", shown(facts, t), polarity.title()),
        (_, None) => "Target: none".to_owned(),
    });
    let mut earlier = |name: &str, value: Option<f64>, why: &str, wanted: bool| match value {
        Some(v) => lines.push(format!("{name} {}", shown(facts, v))),
        None if wanted && why.trim().is_empty() => lines.push(format!("{name}: none")),
        None if wanted => lines.push(format!("{name}: none ({why})")),
        None => {}
    };
    let previous = name(&facts.previous_name, "Previous result");
    let wanted = uses(case, Criterion::ShareOfImprovement);
    earlier(previous, facts.previous, &facts.previous_missing, wanted);
    if uses(case, Criterion::ChangeOnLastYear) {
        let last = facts.same_period_last_year;
        earlier("Same period last year", last, &facts.last_year_missing, true);
    }
    lines
}

/// What the scheme's measures come to, a line each.
pub(in crate::domain) fn measures(case: &Case, value: f64) -> Vec<String> {
    let facts = case.facts;
    let plain = |v: f64| format_plain(v, facts.decimals.min(8) + 2);
    let mut lines = Vec::new();
    if uses(case, Criterion::ShareOfImprovement)
        && let (Some(measured), Some(previous), Some(target)) =
            (case.measure(Criterion::ShareOfImprovement, value), case.improvable(), case.target(value))
    {
        lines.push(match facts.polarity {
            // Across a band the two shortfalls may be from different ends.
            Polarity::Band { .. } => {
                format!("Share of the targeted improvement = {}%", format_plain(measured.amount * 100.0, 2))
            }
            _ => format!(
                "Share of the targeted improvement ({} - {}) ÷ ({} - {}) = {}%",
                plain(value),
                plain(previous),
                plain(target),
                plain(previous),
                format_plain(measured.amount * 100.0, 2)
            ),
        });
    }
    if uses(case, Criterion::AdverseVariance)
        && let (Some(measured), Some(target)) =
            (case.measure(Criterion::AdverseVariance, value), case.target(value))
    {
        let side = if measured.amount > 0.0 { "adverse" } else { "favourable or nil" };
        lines.push(format!(
            "Variance from target ({} - {}) ÷ {} × 100 = {}%, {side}",
            plain(value),
            plain(target),
            plain(target.abs()),
            format_plain((value - target) / target.abs() * 100.0, 2)
        ));
        lines.push(format!("Tolerance {}%", format_plain(case.tolerance(), 4)));
    }
    if uses(case, Criterion::ChangeOnLastYear)
        && let Some(measured) = case.measure(Criterion::ChangeOnLastYear, value)
    {
        let size = plain(measured.amount.abs());
        lines.push(match measured.amount {
            0.0 => "Change on the same period last year: none".to_owned(),
            a if a > 0.0 => format!("Change on the same period last year: {size} better"),
            _ => format!("Change on the same period last year: {size} worse"),
        });
    }
    lines
}

/// An end of what is left for a band: the bound, and whether it is inside.
type End = Option<(f64, bool)>;

/// The ends within which a measure must lie for the band at `position` to be
/// the first that holds: its own, and those the bands before it leave over.
fn ends(case: &Case, position: usize, measure: Criterion) -> (End, End) {
    let (mut low, mut high): (End, End) = (None, None);
    let number = |bound: Option<Bound>| bound.map(|b| case.bound(b));
    for (i, band) in case.scheme.bands.iter().enumerate().take(position + 1) {
        if band.measure != Some(measure) {
            continue;
        }
        let starts = number(band.at_least).map(|b| (b, true));
        let starts = starts.or(number(band.above).map(|b| (b, false)));
        let stops = number(band.at_most).map(|b| (b, true));
        let stops = stops.or(number(band.below).map(|b| (b, false)));
        if i == position {
            (low, high) = (starts.or(low), stops.or(high));
        } else {
            // What an earlier band takes is missing here, so its end is turned about.
            match (starts, stops) {
                (Some((b, inside)), None) => high = Some((b, !inside)),
                (None, Some((b, inside))) => low = Some((b, !inside)),
                _ => {}
            }
        }
    }
    (low, high)
}

fn ends_in_words((low, high): (End, End), write: impl Fn(f64) -> String) -> Option<String> {
    let low =
        low.map(|(b, inside)| format!("{} {}", if inside { "at least" } else { "more than" }, write(b)));
    let high =
        high.map(|(b, inside)| format!("{} {}", if inside { "at most" } else { "less than" }, write(b)));
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} but {high}")),
        (one, other) => one.or(other),
    }
}

fn percent(share: f64) -> String {
    format!("{}%", format_plain(share, 4))
}

/// What a measure within its ends says of the result, as a clause.
fn clause(case: &Case, position: usize, measure: Criterion, value: f64) -> Option<String> {
    let ends = ends(case, position, measure);
    match measure {
        Criterion::TargetMet => {
            let met = case.scheme.bands.get(position).is_some_and(|b| b.measure == Some(measure));
            Some(format!("the target is {}", if met { "met" } else { "missed" }))
        }
        _ if case.measure(measure, value).is_none() => None,
        Criterion::ShareOfImprovement => ends_in_words(ends, |b| percent(b * 100.0))
            .map(|words| format!("{words} of the targeted improvement was made")),
        Criterion::AdverseVariance => {
            ends_in_words(ends, percent).map(|words| format!("the target is missed by {words} of it"))
        }
        Criterion::ChangeOnLastYear => match ends {
            (Some((0.0, true)), None) => Some("it is no worse than the same period last year".into()),
            (Some((0.0, false)), None) => Some("it is better than the same period last year".into()),
            (None, Some((0.0, false))) => Some("it is worse than the same period last year".into()),
            (None, Some((0.0, true))) => Some("it is no better than the same period last year".into()),
            _ => ends_in_words(ends, |b| exact(case.facts, b))
                .map(|words| format!("it is better than the same period last year by {words}")),
        },
        Criterion::Value => {
            ends_in_words(ends, |b| exact(case.facts, b)).map(|words| format!("the result is {words}"))
        }
    }
}

/// "Red Amber: the target is missed, and at least 65% but less than 80% of
/// the targeted improvement was made."
pub(in crate::domain) fn rule(case: &Case, position: usize, value: f64) -> String {
    let bands = &case.scheme.bands;
    let Some(band) = bands.get(position) else {
        return String::new();
    };
    let mut measures: Vec<Criterion> = Vec::new();
    for measure in bands.iter().take(position + 1).filter_map(|b| b.measure) {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    }
    let by_how_much = case.measure(Criterion::AdverseVariance, value).is_some()
        && measures.contains(&Criterion::AdverseVariance);
    let clauses: Vec<String> = measures
        .into_iter()
        // "Missed by more than 5%" says that it is missed.
        .filter(|m| !(by_how_much && *m == Criterion::TargetMet))
        .filter_map(|m| clause(case, position, m, value))
        .collect();
    match clauses.as_slice() {
        [] => format!("{}: no other band holds.", band.rating.title()),
        clauses => format!("{}: {}.", band.rating.title(), clauses.join(", and ")),
    }
}

/// The boundaries on either side: the band's own, and that of the nearest
/// better band it did not reach.
pub(in crate::domain) fn boundary(case: &Case, position: usize, value: f64) -> String {
    let bands = &case.scheme.bands;
    let Some(own) = bands.get(position) else {
        return String::new();
    };
    let mut sentences = own_ends(case, own, value);
    let nearest = bands[..position]
        .iter()
        .rev()
        .filter(|band| band.rating != own.rating)
        .map(|band| own_ends(case, band, value))
        .find(|sentences| !sentences.is_empty());
    sentences.extend(nearest.unwrap_or_default());
    sentences.join(" ")
}

/// A sentence for each end of a band.
fn own_ends(case: &Case, band: &Band, value: f64) -> Vec<String> {
    let facts = case.facts;
    let title = band.rating.title();
    let Some(measure) = band.measure else {
        return Vec::new();
    };
    if case.measure(measure, value).is_none() {
        return Vec::new();
    }
    if measure == Criterion::TargetMet {
        let target = case.target(value).map(|t| exact(facts, t)).unwrap_or_default();
        return vec![format!("{title} begins at the target, {target}: exactly on it is {title}.")];
    }
    let ends = [
        (band.at_least, true, "begins"),
        (band.above, false, "begins"),
        (band.at_most, true, "ends"),
        (band.below, false, "ends"),
    ];
    let sentence = |(bound, inside, verb): (Option<Bound>, bool, &str)| {
        let bound = case.bound(bound?);
        let place = match measure {
            Criterion::ShareOfImprovement => {
                format!("{} of the targeted improvement", percent(bound * 100.0))
            }
            Criterion::AdverseVariance => format!("{} off the target", percent(bound)),
            Criterion::ChangeOnLastYear if bound == 0.0 => "the same period last year".to_owned(),
            Criterion::ChangeOnLastYear => {
                format!("{} better than the same period last year", exact(facts, bound))
            }
            Criterion::Value | Criterion::TargetMet => exact(facts, bound),
        };
        let result = case
            .turning_point(measure, bound, value)
            .filter(|_| measure != Criterion::Value)
            .map(|v| format!(", a result of {}", exact(facts, v)))
            .unwrap_or_default();
        let side = if inside { "is" } else { "is not" };
        Some(format!("{title} {verb} at {place}{result}: exactly on it {side} {title}."))
    };
    ends.into_iter().filter_map(sentence).collect()
}
