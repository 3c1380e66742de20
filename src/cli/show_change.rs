//! Is the change real, in `quarterdeck show`.

use super::{Failure, Out, Value};
use crate::domain::change::{Against, Judgement, Level};
use crate::domain::figures::format_value;
use crate::workbook::Detail;
use crate::workbook::significance::Significance;

/// The lines of the text.
pub fn print(out: &mut Out, detail: &Detail, reality: &Significance, level: Level) -> Result<(), Failure> {
    if reality.judgements.is_empty() {
        return Ok(());
    }
    out.heading("Is the change real?")?;
    for judgement in &reality.judgements {
        out.field(&label(&judgement.against), &judgement.sentence)?;
    }
    if let Ok(estimate) = &reality.estimate {
        let show = |value| format_value(value, detail.indicator.unit(), detail.indicator.decimals.max(1));
        let ends = format!("{} to {}", show(estimate.interval.low), show(estimate.interval.high));
        out.field("Interval", &format!("{ends} ({})", estimate.named(level)))?;
    }
    for warning in &reality.warnings {
        out.field("Mind", warning)?;
    }
    Ok(())
}

fn label(against: &Against) -> String {
    match against {
        Against::Target => "Target".to_owned(),
        Against::Previous => "Previous".to_owned(),
        Against::SamePeriodLastYear => "Last year".to_owned(),
        Against::LastOutturn => "Outturn".to_owned(),
        Against::Benchmark(name) => name.clone(),
    }
}

/// The fields of the JSON.
pub fn fields(reality: &Significance, level: Level) -> Vec<(&'static str, Value)> {
    let estimate = reality.estimate.as_ref().ok();
    let verdict = |against: &Against| {
        reality
            .against(against)
            .and_then(|judgement| judgement.verdict.code())
            .map_or(Value::Nothing, Value::from)
    };
    vec![
        ("interval_low", estimate.map(|found| found.interval.low).into()),
        ("interval_high", estimate.map(|found| found.interval.high).into()),
        ("method", estimate.map_or(Value::Nothing, |found| found.method.code().into())),
        ("interval_level", level.percent().into()),
        ("against_target", verdict(&Against::Target)),
        ("against_previous", verdict(&Against::Previous)),
        ("sentence", reality.sentence().into()),
        ("judgements", Value::List(reality.judgements.iter().map(judgement).collect())),
    ]
}

fn judgement(judgement: &Judgement) -> Value {
    let interval = judgement.interval;
    let organisation = match &judgement.against {
        Against::Benchmark(name) => name.into(),
        _ => Value::Nothing,
    };
    Value::Object(vec![
        ("against", judgement.against.code().into()),
        ("organisation", organisation),
        ("figure", judgement.figure.into()),
        ("verdict", judgement.verdict.code().map_or(Value::Nothing, Value::from)),
        ("low", interval.map(|interval| interval.low).into()),
        ("high", interval.map(|interval| interval.high).into()),
        ("method", judgement.method.map_or(Value::Nothing, |method| method.code().into())),
        ("sentence", (&judgement.sentence).into()),
        ("warnings", Value::List(judgement.warnings.iter().map(Value::from).collect())),
    ])
}
