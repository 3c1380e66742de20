//! What `show` says of forecasts: the year's, those for later periods, and what became of them.

use super::value::Value;
use super::{Failure, Out};
use crate::domain::forecast::trajectory_word;
use crate::domain::{Confidence, Direction};
use crate::workbook::Detail;
use crate::workbook::choice::Choice;
use crate::workbook::forecasts::Expected;

/// A line for each.
pub(super) fn print(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    for expected in &detail.forecasts {
        out.field(
            &expected.label(detail.standing.period),
            &expected.sentence(&detail.indicator, detail.standing.period),
        )?;
    }
    Ok(())
}

/// What the year's latest is held against, and `forecasts`, all there are; the rest stands with the rating.
pub(super) fn values(detail: &Detail) -> Vec<(&'static str, Value)> {
    let year = detail.year_end();
    let field = |of: &'static str| {
        let found = year.and_then(|year| object(year).into_iter().find(|(name, _)| *name == of));
        found.map_or(Value::Nothing, |(_, value)| value)
    };
    let all = detail.forecasts.iter().map(|expected| Value::Object(object(expected))).collect();
    vec![
        ("forecast_target", field("target")),
        ("forecast_against", year.map_or("", |year| &year.rating.target.said).into()),
        ("forecasts", Value::List(all)),
    ]
}

fn object(expected: &Expected) -> Vec<(&'static str, Value)> {
    let (forecast, rating) = (&expected.forecast, &expected.rating);
    let word = |word: &'static str, said: bool| if said { Value::from(word) } else { Value::Nothing };
    let confidence = forecast.confidence;
    vec![
        ("period", forecast.period.into()),
        ("made_in", forecast.made_in.into()),
        ("value", Some(expected.value).into()),
        ("numerator", forecast.numerator.into()),
        ("denominator", forecast.denominator.into()),
        ("confidence", word(confidence.code(), confidence != Confidence::Unstated)),
        ("reason", (&forecast.reason).into()),
        ("rating", rating.assessment.as_ref().map_or(Value::Nothing, |rated| rated.rating.code().into())),
        ("target", rating.target.value.into()),
        ("against", (&rating.target.said).into()),
        ("trajectory", word(trajectory_word(expected.trajectory), expected.trajectory != Direction::None)),
        ("came_out", expected.came_out.into()),
        ("latest", expected.latest.into()),
    ]
}
