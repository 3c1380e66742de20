//! An indicator's row, for people and for programs.

use super::table::{Cell, Column, figures, rating_text, words};
use super::{Context, Value};
use crate::domain::forecast::trajectory_word;
use crate::domain::{Confidence, Rating};
use crate::ui::facts::{figure, review_word, variance};
use crate::workbook::choice::Choice;
use crate::workbook::forecasts::{Foreseen, YearEnd};
use crate::workbook::{ReviewMark, Standing};

/// Columns of the list of indicators.
pub const COLUMNS: &[Column] = &[
    words("Reference", 0),
    words("Description", 44),
    words("Type", 14),
    figures("Previous"),
    figures("Target"),
    figures("Result"),
    words("Variance", 0),
    words("Travel", 0),
    words("Rating", 0),
    words("Review", 0),
    Column { if_any: true, ..words("Year end", 0) },
    Column { if_any: true, ..words("Forecast was", 0) },
];

/// The cells of a row, one for each of [`COLUMNS`].
pub fn cells(context: &Context, standing: &Standing) -> Vec<Cell> {
    let rating = Cell { text: rating_text(standing.rating, context.ascii), rating: Some(standing.rating) };
    vec![
        (&standing.reference).into(),
        (&standing.description).into(),
        (&standing.kind).into(),
        figure(standing.previous, standing).into(),
        figure(standing.target, standing).into(),
        result(standing).into(),
        variance(standing).into(),
        standing.direction.word().into(),
        rating,
        review_word(standing.review).into(),
        standing.year_end.as_ref().map(|end| year_end(end, standing)).unwrap_or_default().into(),
        standing.foreseen.as_ref().map(|was| foreseen(was, standing)).unwrap_or_default().into(),
    ]
}

/// "Green, improving, on course"; of a year that has ended "forecast 47.0%, came out 42.0%".
fn year_end(end: &YearEnd, standing: &Standing) -> String {
    match end.came_out {
        Some(_) => format!(
            "forecast {}, came out {}",
            figure(Some(end.value), standing),
            figure(end.came_out, standing)
        ),
        None => end.words(),
    }
}

/// "22.0, made in Q1 2026/27".
fn foreseen(was: &Foreseen, standing: &Standing) -> String {
    format!("{}, {}", figure(Some(was.value), standing), was.made())
}

/// The result, marked where it is illustrative, or why there is none.
pub fn result(standing: &Standing) -> String {
    match standing.value {
        Some(_) if standing.illustrative => format!("{} (illustrative)", figure(standing.value, standing)),
        Some(_) => figure(standing.value, standing),
        None if !standing.missing_because.is_empty() => standing.missing_because.clone(),
        None => "–".to_owned(),
    }
}

/// A review mark as programs read it.
pub fn review_code(mark: ReviewMark) -> &'static str {
    match mark {
        ReviewMark::NotNeeded => "not_needed",
        ReviewMark::ToReview => "to_review",
        ReviewMark::Reviewed => "reviewed",
        ReviewMark::Skipped => "skipped",
        ReviewMark::ChangedSince => "changed_since",
    }
}

/// Keys of an indicator in JSON and CSV. Scripts depend on them: add, never change.
pub const KEYS: &[&str] = &[
    "reference",
    "description",
    "type",
    "service",
    "period",
    "previous",
    "target",
    "numerator",
    "denominator",
    "result",
    "stated_result",
    "variance_percent",
    "variance_in_units",
    "favourable",
    "direction_of_travel",
    "rating",
    "computed_rating",
    "overridden",
    "reviewed",
    "review",
    "covers",
    "owner",
    "benchmark",
    "illustrative",
    "missing_because",
    "unit",
    "decimals",
    "benchmark_of",
    "rating_words",
    "theme",
    "forecast",
    "forecast_rating",
    "forecast_trajectory",
    "forecast_confidence",
    "forecast_came_out",
    "period_forecast",
    "period_forecast_made_in",
];

/// The values of a row, one for each of [`KEYS`].
pub fn values(standing: &Standing) -> Vec<Value> {
    let end = standing.year_end.as_ref();
    let word =
        |word: Option<&'static str>| word.filter(|word| !word.is_empty()).map_or(Value::Nothing, Value::from);
    let told = |end: &YearEnd| (end.confidence != Confidence::Unstated).then(|| end.confidence.code());
    let (percent, units) = match standing.variance {
        Some(amount) if standing.variance_in_units => (None, Some(amount)),
        other => (other, None),
    };
    vec![
        (&standing.reference).into(),
        (&standing.description).into(),
        (&standing.kind).into(),
        (&standing.service).into(),
        standing.period.into(),
        standing.previous.into(),
        standing.target.into(),
        standing.numerator.into(),
        standing.denominator.into(),
        standing.value.into(),
        standing.stated.into(),
        percent.into(),
        units.into(),
        standing.favourable.into(),
        standing.direction.code().into(),
        standing.rating.code().into(),
        standing.computed_rating.code().into(),
        standing.overridden.into(),
        (standing.review == ReviewMark::Reviewed).into(),
        review_code(standing.review).into(),
        (&standing.covers).into(),
        (&standing.owner).into(),
        standing.benchmark.into(),
        standing.illustrative.into(),
        (&standing.missing_because).into(),
        standing.unit.code().into(),
        u64::from(standing.decimals).into(),
        (&standing.benchmark_of).into(),
        crate::workbook::figures::rating(standing).into(),
        (&standing.theme).into(),
        end.map(|end| end.value).into(),
        word(end.filter(|end| end.rating != Rating::None).map(|end| end.rating.code())),
        word(end.map(|end| trajectory_word(end.trajectory))),
        word(end.and_then(told)),
        end.and_then(|end| end.came_out).into(),
        standing.foreseen.as_ref().map(|was| was.value).into(),
        standing.foreseen.as_ref().and_then(|was| was.made_in).into(),
    ]
}
