//! How an indicator stands in a period: the row every list, count and queue
//! is made of. Computed once when a figure changes, by [`judge`], and kept
//! by the store, so that counting a million of them costs nothing.

use serde::{Deserialize, Serialize};

use super::forecasts::{Foreseen, YearEnd};
use super::record::{
    Benchmark, Id, Indicator, PeriodRecord, RatingOverride, ResultRecord, Review, ReviewState, Target,
};
use crate::domain::comparison::{Coverage, direction, like_for_like, variance};
use crate::domain::figures::format_plain;
use crate::domain::series_break::parted_because;
use crate::domain::{
    Basis, Comparator, Direction, Explanation, Period, Polarity, Rating, RatingInputs, Scheme, SeriesBreak,
    Span, Unit,
};

/// Where an indicator's review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ReviewMark {
    /// Its rating is not one that is reviewed.
    #[default]
    NotNeeded,
    ToReview,
    Reviewed,
    Skipped,
    /// Reviewed, and a figure has changed since.
    ChangedSince,
}

/// An indicator's figures and verdicts for one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    pub indicator_id: Id,
    pub reference: String,
    pub description: String,
    pub kind: String,
    pub service: String,
    pub owner: String,
    pub unit: Unit,
    pub decimals: u32,
    pub period: Period,
    /// What the result covers, for people: `Apr–Jun 2015`.
    pub covers: String,
    pub previous: Option<f64>,
    pub target: Option<f64>,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// Computed from numerator and denominator where both are given, else as stated. Unrounded.
    pub value: Option<f64>,
    pub stated: Option<f64>,
    pub missing_because: String,
    /// Signed: (value − target) ÷ |target| × 100; for a target of 0, the difference in the unit.
    pub variance: Option<f64>,
    /// True when `variance` is a difference in the unit, not a percentage.
    pub variance_in_units: bool,
    /// Whether the variance is in the better direction (or nil); none without polarity or target.
    pub favourable: Option<bool>,
    pub direction: Direction,
    /// +1 the number rose, −1 it fell, 0 unchanged or nothing to compare.
    pub movement: i8,
    /// Of the organisation that results are compared with.
    pub benchmark: Option<f64>,
    /// That organisation; empty without a benchmark.
    #[serde(default)]
    pub benchmark_of: String,
    /// The theme it is filed under, both levels as they are written; empty for none. Looked up, not judged.
    pub theme: String,
    /// Where the year is expected to end, where there is a forecast. Looked up, not judged.
    #[serde(default)]
    pub year_end: Option<YearEnd>,
    /// What earlier periods had expected of this one. Looked up, not judged.
    #[serde(default)]
    pub foreseen: Option<Foreseen>,
    /// By the scheme.
    pub computed_rating: Rating,
    /// As shown: the override where there is one.
    pub rating: Rating,
    pub overridden: bool,
    pub review: ReviewMark,
    pub illustrative: bool,
    /// Changes whenever a figure that the review rests on changes.
    pub fingerprint: String,
}

impl Standing {
    /// What a list of indicators is searched by: reference, description and owner.
    pub fn texts(&self) -> [&str; 3] {
        [&self.reference, &self.description, &self.owner]
    }
}

/// All that a standing is judged from.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    pub indicator: &'a Indicator,
    pub period: &'a PeriodRecord,
    pub first_month: u32,
    pub scheme: &'a Scheme,
    pub result: Option<&'a ResultRecord>,
    pub target: Option<&'a Target>,
    /// Target of the whole financial year, used where the period has none of its own and the basis allows.
    pub year_target: Option<&'a Target>,
    /// The result of the indicator's comparator, whichever that is.
    pub comparator: Option<&'a ResultRecord>,
    pub same_period_last_year: Option<&'a ResultRecord>,
    pub rating_override: Option<&'a RatingOverride>,
    pub benchmark: Option<&'a Benchmark>,
    pub review: Option<&'a Review>,
    /// Ratings that are reviewed.
    pub review_ratings: &'a [Rating],
    /// Breaks of the series, across which no result is compared.
    pub breaks: &'a [SeriesBreak],
}

/// What both [`judge`] and [`explain`] rest on.
struct Judgement {
    value: Option<f64>,
    target: Option<f64>,
    previous: Option<f64>,
    /// Whether `previous` may be compared with `value`; the reason where not.
    comparable: Result<(), String>,
    /// What the scheme is told.
    facts: RatingInputs,
    /// Nothing is given, and nothing was expected.
    not_due: bool,
    /// What the scheme cannot know: which target, which ratings stand in.
    caveats: Vec<String>,
}

/// Judges how an indicator stands. Pure: the same inputs give the same standing.
///
/// - Value: scale × numerator ÷ denominator, else as stated.
/// - Target: the period's own, else the year's where it may stand in
///   ([`Basis::takes_year_target`]).
/// - The comparator's result counts only where it is like for like.
/// - Without a value the rating is not due or awaiting data
///   ([`crate::domain::Frequency::reports_in`]); without a target, monitor only. A value given in a
///   period in which none was due is judged all the same.
/// - A person's rating replaces the computed one, which stays beside it.
pub fn judge(inputs: &Inputs) -> Standing {
    let found = consider(inputs);
    let Inputs { indicator, result, .. } = *inputs;
    let off = match (found.value, found.target) {
        (Some(value), Some(target)) => variance(value, target, indicator.polarity),
        _ => None,
    };
    let comparable = found.comparable.is_ok();
    let computed_rating = if found.not_due { Rating::NotDue } else { inputs.scheme.rate(&found.facts) };
    let rating = inputs.rating_override.map_or(computed_rating, |o| o.rating);
    let fingerprint = fingerprint(&found, rating);
    Standing {
        indicator_id: indicator.id,
        reference: indicator.reference.clone(),
        description: indicator.description.clone(),
        kind: indicator.kind.clone(),
        service: indicator.service.clone(),
        owner: indicator.owner.clone(),
        unit: indicator.unit(),
        decimals: indicator.decimals,
        period: inputs.period.code,
        covers: covers(inputs),
        previous: found.previous,
        target: found.target,
        numerator: result.and_then(|r| r.numerator),
        denominator: result.and_then(|r| r.denominator),
        value: found.value,
        stated: result.and_then(|r| r.stated),
        missing_because: result.map(|r| r.missing_because.clone()).unwrap_or_default(),
        variance: off.map(|v| v.amount),
        variance_in_units: off.is_some_and(|v| v.in_units),
        favourable: off.and_then(|v| v.favourable),
        direction: direction(found.value, found.previous, indicator.polarity, comparable),
        movement: movement(&found),
        benchmark: inputs.benchmark.and_then(|benchmark| benchmark.value),
        benchmark_of: inputs.benchmark.map(|benchmark| benchmark.organisation.clone()).unwrap_or_default(),
        theme: String::new(),
        year_end: None,
        foreseen: None,
        computed_rating,
        rating,
        overridden: inputs.rating_override.is_some(),
        review: review_mark(inputs, rating, &fingerprint),
        illustrative: result.is_some_and(|r| r.illustrative),
        fingerprint,
    }
}

/// The same judgement, told in words. Its rating is the computed one; a
/// person's rating in place of it is the first caveat.
pub fn explain(inputs: &Inputs) -> Explanation {
    let found = consider(inputs);
    let mut explanation = inputs.scheme.assess(&found.facts).explanation;
    if found.not_due {
        let often = inputs.indicator.frequency.title();
        explanation.rating = Rating::NotDue;
        explanation.rule = format!("Not due: the indicator is {often}, and none is expected in this period.");
    }
    let mut caveats = found.caveats;
    caveats.append(&mut explanation.caveats);
    explanation.caveats = caveats;
    explanation
}

fn consider(inputs: &Inputs) -> Judgement {
    let Inputs { indicator, result, first_month, .. } = *inputs;
    let value_of = |r: Option<&ResultRecord>| r.and_then(|r| r.measurement().value(indicator.scale));
    let value = value_of(result);
    let mut caveats = Vec::new();
    if let Some(by_hand) = inputs.rating_override {
        let title = by_hand.rating.title();
        caveats.push(format!("Shown as {title}, set by {}: {}", by_hand.by, by_hand.reason));
    }
    let basis = result.and_then(|r| r.basis).unwrap_or(indicator.basis);
    let target = target(inputs, basis, &mut caveats);
    let comparable = |earlier: Option<&ResultRecord>| match (result, earlier) {
        (Some(now), Some(then)) => {
            if let Some(why) = parted_because(inputs.breaks, then.period, now.period) {
                return Err(why);
            }
            match (coverage(now, indicator, first_month), coverage(then, indicator, first_month)) {
                (Some(now), Some(then)) => like_for_like(now, then),
                _ => Err("what it covers is not known".to_owned()),
            }
        }
        _ => Ok(()),
    };
    // A figure to compare with, or why the one there is does not serve.
    let earlier = |record: Option<&ResultRecord>| match (value_of(record), comparable(record)) {
        (None, _) => (None, String::new()),
        (Some(v), Ok(())) => (Some(v), String::new()),
        (Some(_), Err(why)) => (None, format!("not like for like: {why}")),
    };
    let (previous, previous_missing) = earlier(inputs.comparator);
    let (same_period_last_year, last_year_missing) = earlier(inputs.same_period_last_year);
    let facts = RatingInputs {
        value,
        target,
        previous,
        same_period_last_year,
        numerator: result.and_then(|r| r.numerator),
        denominator: result.and_then(|r| r.denominator),
        previous_missing,
        last_year_missing,
        missing_because: result.map(|r| r.missing_because.clone()).unwrap_or_default(),
        ..facts(indicator)
    };
    Judgement {
        value,
        target,
        previous: value_of(inputs.comparator),
        comparable: comparable(inputs.comparator),
        not_due: value.is_none() && nothing_expected(inputs),
        facts,
        caveats,
    }
}

/// What a scheme is told of the indicator itself.
pub(super) fn facts(indicator: &Indicator) -> RatingInputs {
    let previous_name = match indicator.comparator {
        Comparator::PreviousPeriod => "Previous result",
        Comparator::SamePeriodLastYear => "Same period last year",
        Comparator::LastOutturn => "Last year's outturn",
    };
    RatingInputs {
        polarity: indicator.polarity,
        tolerance: indicator.tolerance,
        measure: indicator.measure,
        unit_name: indicator.unit_name.clone(),
        decimals: indicator.decimals,
        scale: indicator.scale,
        counted: indicator.counted.clone(),
        previous_name: previous_name.to_owned(),
        ..RatingInputs::default()
    }
}

/// The target in force: the period's, else the year's where it may stand in.
fn target(inputs: &Inputs, basis: Basis, caveats: &mut Vec<String>) -> Option<f64> {
    if let Some(own) = inputs.target {
        return Some(own.value);
    }
    let year = inputs.year_target?;
    if basis.takes_year_target(inputs.indicator.measure, inputs.period.code) {
        caveats.push("No target is set for this period: the year's target is used.".to_owned());
        return Some(year.value);
    }
    if !matches!(inputs.indicator.polarity, Polarity::Band { .. } | Polarity::None) {
        caveats.push("Only the year has a target, and a part of the year cannot be judged by it.".to_owned());
    }
    None
}

/// What a result covers, so far as its record says.
pub fn coverage(record: &ResultRecord, indicator: &Indicator, first_month: u32) -> Option<Coverage> {
    let basis = record.basis.unwrap_or(indicator.basis);
    let natural = Coverage::natural(basis, record.period, first_month).span;
    let from = record.covers_from.unwrap_or(natural.from);
    let to = record.covers_to.unwrap_or(natural.to);
    Some(Coverage { basis, span: Span { from, to } })
}

fn covers(inputs: &Inputs) -> String {
    let own = inputs.result.and_then(|r| coverage(r, inputs.indicator, inputs.first_month));
    own.map_or_else(|| inputs.period.code.covers(inputs.first_month), |own| own.span.title())
}

/// Whether no result is due, and none is said to be missing for a reason.
fn nothing_expected(inputs: &Inputs) -> bool {
    let due = inputs.indicator.frequency.reports_in(inputs.period.code);
    let reason_given = inputs.result.is_some_and(|r| !r.missing_because.trim().is_empty());
    !due && !reason_given
}

/// +1 where a comparable number rose, −1 where it fell.
fn movement(found: &Judgement) -> i8 {
    // Without polarity a direction is just that of the number.
    match direction(found.value, found.previous, Polarity::None, found.comparable.is_ok()) {
        Direction::Increasing => 1,
        Direction::Decreasing => -1,
        _ => 0,
    }
}

fn review_mark(inputs: &Inputs, rating: Rating, fingerprint: &str) -> ReviewMark {
    if !inputs.review_ratings.contains(&rating) {
        return ReviewMark::NotNeeded;
    }
    match inputs.review {
        None => ReviewMark::ToReview,
        Some(review) if review.fingerprint != fingerprint => ReviewMark::ChangedSince,
        Some(review) => match review.state {
            ReviewState::Reviewed => ReviewMark::Reviewed,
            ReviewState::Skipped => ReviewMark::Skipped,
        },
    }
}

/// `v=18.181818;t=100;p=100;r=red`: readable, and the same in every version
/// of the program. Six decimals: finer than any figure a review rests on,
/// coarser than the error of binary arithmetic.
fn fingerprint(found: &Judgement, rating: Rating) -> String {
    let figure = |f: Option<f64>| f.map_or_else(|| "-".to_owned(), |f| format_plain(f, 6).replace(',', ""));
    format!(
        "v={};t={};p={};r={}",
        figure(found.value),
        figure(found.target),
        figure(found.previous),
        rating.code()
    )
}
