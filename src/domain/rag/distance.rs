//! How far a result is from the next better band: the smallest change that
//! would better its rating, found by solving each band's condition for the
//! value and proved by rating the changed value again.

use crate::domain::figures::{format_plain, round_half_up};
use crate::domain::indicator::Polarity;
use crate::domain::measure::{Measure, MeasureSpec};
use crate::domain::rag::assess::Case;
use crate::domain::rag::rating::Rating;
use crate::domain::rag::scheme::{RatingInputs, Scheme};

/// What a step is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepOf {
    /// The numerator, the denominator staying as it is.
    Numerator,
    /// The value, in its unit.
    Value,
}

/// The smallest change that would better a rating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Signed: how much to add. Whole where what is counted comes in wholes,
    /// else rounded up to the decimals shown.
    pub amount: f64,
    pub of: StepOf,
    /// The rating it would bring.
    pub rating: Rating,
    /// The limit it would pass (the denominator or 100 for a percentage, 0), where it would.
    pub unreachable: Option<f64>,
}

impl Scheme {
    /// The smallest change in the better direction that would better the
    /// rating; none when there is no verdict or nothing better. Adding
    /// `amount` to the numerator (or value) gives exactly `rating`.
    ///
    /// `unreachable` is the limit that stands in the way: the denominator of
    /// a percentage, 100%, or 0.
    pub fn next_step(&self, facts: &RatingInputs) -> Option<Step> {
        let case = Case { scheme: self, facts };
        if case.no_verdict().is_some() {
            return None;
        }
        let value = facts.value?;
        next_step(&case, value, case.rating(value))
    }
}

fn next_step(case: &Case, value: f64, current: Rating) -> Option<Step> {
    let rising = |to: f64| to > value;
    let goodness = |v: f64| case.facts.polarity.goodness(v);
    let mut points: Vec<f64> = case
        .scheme
        .bands
        .iter()
        .filter(|band| band.rating.severity() > current.severity())
        .flat_map(|band| case.turning_points(band, value))
        // A boundary the value already stands on, but that leaves it out, still counts.
        .filter(|point| goodness(*point) >= goodness(value))
        .collect();
    points.sort_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs()));
    points.into_iter().find_map(|point| {
        let up = if crate::domain::same(point, value) { better_is_up(case, value) } else { rising(point) };
        step_to(case, value, point, up, current)
    })
}

fn better_is_up(case: &Case, value: f64) -> bool {
    match case.facts.polarity {
        Polarity::Higher | Polarity::None => true,
        Polarity::Lower => false,
        Polarity::Band { low, .. } => value < low,
    }
}

/// The step that reaches a boundary, or passes it where it is left out.
fn step_to(case: &Case, value: f64, point: f64, up: bool, current: Rating) -> Option<Step> {
    let facts = case.facts;
    let counted = counted(facts);
    let (start, target, grain) = match counted {
        Some((numerator, denominator)) => {
            let grain = if numerator.fract() == 0.0 { 0 } else { facts.decimals.min(6) };
            (numerator, point * denominator / facts.scale, grain)
        }
        // A whole count stays whole, however its decimals are set.
        None if facts.measure.is_count() && value.fract() == 0.0 => (value, point, 0),
        None => (value, point, facts.decimals.min(6)),
    };
    let changed = |amount: f64| match counted {
        Some((numerator, denominator)) => facts.scale * (numerator + amount) / denominator,
        None => value + amount,
    };
    let unit = 10f64.powi(-(grain as i32));
    let sign = if up { 1.0 } else { -1.0 };
    // Start a grain low, so that neither rounding nor an end that is left out
    // makes the step larger than it need be; two grains on is always enough.
    let wanted = ((target - start).abs() / unit).ceil();
    if !wanted.is_finite() {
        return None;
    }
    for extra in [-1.0, 0.0, 1.0] {
        let amount = round_half_up(sign * (wanted + extra).max(0.0) * unit, grain);
        if amount == 0.0 {
            continue;
        }
        let rating = case.rating(changed(amount));
        if rating.severity() > current.severity() && rating.is_colour() {
            let of = if counted.is_some() { StepOf::Numerator } else { StepOf::Value };
            let unreachable = limit(facts, of, start + amount);
            return Some(Step { amount, of, rating, unreachable });
        }
    }
    None
}

/// Numerator and denominator where the value can be worked from them and the numerator is a
/// number of cases, not the days of them all.
fn counted(facts: &RatingInputs) -> Option<(f64, f64)> {
    if !facts.measure.numerator_counts() {
        return None;
    }
    let (numerator, denominator) = (facts.numerator?, facts.denominator?);
    let usable = numerator.is_finite() && denominator.is_finite() && denominator > 0.0;
    let computed = facts.scale * numerator / denominator;
    let agrees = facts.value.is_some_and(|v| crate::domain::same(v, computed));
    (usable && facts.scale > 0.0 && agrees).then_some((numerator, denominator))
}

/// The limit a changed figure would pass, if it would pass one.
fn limit(facts: &RatingInputs, of: StepOf, changed: f64) -> Option<f64> {
    let floor = of == StepOf::Numerator || !facts.spec().may_be_negative();
    let ceiling = match of {
        _ if facts.measure != Measure::Percentage => None,
        StepOf::Numerator => facts.denominator,
        StepOf::Value => Some(100.0),
    };
    if floor && changed < 0.0 {
        return Some(0.0);
    }
    ceiling.filter(|c| changed > *c && !crate::domain::same(changed, *c))
}

/// "3 more clients would make this Green Amber."
pub(in crate::domain) fn sentence(case: &Case, value: f64, current: Rating) -> String {
    let best = case.scheme.bands.iter().map(|b| b.rating.severity()).max();
    if best.is_none_or(|best| current.severity() >= best) {
        return "This is the best rating of the scheme.".to_owned();
    }
    let Some(step) = next_step(case, value, current) else {
        return "No change in the result alone would better the rating.".to_owned();
    };
    let change = change_in_words(case.facts, &step);
    let title = step.rating.title();
    match step.unreachable {
        None => format!("{change} would make this {title}."),
        Some(limit) => {
            let limit = match (step.of, limit > 0.0) {
                (StepOf::Numerator, true) => {
                    let all = format_plain(limit, 2);
                    let one = if limit == 1.0 { "is" } else { "are" };
                    format!("there {one} only {all} in all")
                }
                (StepOf::Value, true) => "it cannot pass 100%".to_owned(),
                (_, false) => "it cannot be below 0".to_owned(),
            };
            format!("{title} is out of reach: it would take {}, and {limit}.", lower_first(&change))
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}

/// "3 more clients", "2 days shorter", "0.5 points higher", "£3,000 less".
fn change_in_words(facts: &RatingInputs, step: &Step) -> String {
    let spec = match step.of {
        StepOf::Numerator => MeasureSpec { measure: Measure::Count, ..facts.spec() },
        StepOf::Value => facts.spec(),
    };
    spec.exact_difference(step.amount, &facts.counted)
}

/// One of a plural noun. English plurals that officers count by are few; an
/// unknown one loses its "s" and at worst reads oddly.
pub(in crate::domain) fn singular(plural: &str) -> String {
    let (lead, last) = plural.rsplit_once(' ').map_or(("", plural), |(a, b)| (a, b));
    let one = match last {
        "people" => "person".to_owned(),
        "children" => "child".to_owned(),
        "men" => "man".to_owned(),
        "women" => "woman".to_owned(),
        _ => {
            if let Some(stem) = last.strip_suffix("ies").filter(|s| s.len() > 1) {
                format!("{stem}y")
            } else if let Some(stem) = last.strip_suffix("sses") {
                format!("{stem}ss")
            } else if last.ends_with("ss") {
                last.to_owned()
            } else {
                last.strip_suffix('s').unwrap_or(last).to_owned()
            }
        }
    };
    if lead.is_empty() { one } else { format!("{lead} {one}") }
}
