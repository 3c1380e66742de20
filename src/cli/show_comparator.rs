//! What `quarterdeck show` says of other organisations' figures: the comparator
//! with the own rank, and the figures themselves.

use super::{Failure, Out, Value};
use crate::workbook::figures::figure;
use crate::workbook::{Benchmark, Detail};

/// The comparator as fields, for people.
pub fn print(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    if let (Some(words), Some(beside)) = (detail.comparator_in_words(), &detail.beside) {
        out.field("Benchmark", &words)?;
        if let Some(best) = beside.best_in_words() {
            out.field("Best", &best)?;
        }
        return match beside.place {
            Some(_) => out.field("Ranked among", &beside.group),
            None => Ok(()),
        };
    }
    match (detail.compared.benchmark(), detail.compared.why_none()) {
        (Some(benchmark), _) if benchmark.value.is_some() => out.field(
            &format!("Benchmark, {}", benchmark.organisation),
            &figure(benchmark.value, &detail.standing),
        ),
        (None, Some(why)) if !detail.benchmarks.is_empty() => out.field("Benchmark", &why),
        _ => Ok(()),
    }
}

/// The same for programs.
pub fn values(detail: &Detail) -> Vec<(&'static str, Value)> {
    let beside = detail.beside.as_ref().filter(|beside| beside.place.is_some());
    let place = beside.and_then(|beside| beside.place);
    let count = |number: Option<u32>| number.map_or(Value::Nothing, |number| Value::Count(u64::from(number)));
    vec![
        ("compare_with", (&detail.indicator.compare_with).into()),
        ("no_benchmark_because", detail.compared.why_none().map_or(Value::Nothing, Value::from)),
        ("benchmark_in_words", detail.comparator_in_words().map_or(Value::Nothing, Value::from)),
        ("ranked_among", beside.map_or("", |beside| &beside.group).into()),
        ("rank", count(place.map(|place| place.rank))),
        ("rank_of", count(place.map(|place| place.of))),
        ("quartile", count(place.and_then(|place| place.quartile).map(u32::from))),
        ("benchmarks", Value::List(detail.benchmarks.iter().map(benchmark).collect())),
    ]
}

fn benchmark(benchmark: &Benchmark) -> Value {
    Value::Object(vec![
        ("organisation", (&benchmark.organisation).into()),
        ("period", benchmark.period.into()),
        ("numerator", benchmark.numerator.into()),
        ("denominator", benchmark.denominator.into()),
        ("value", benchmark.value.into()),
        ("missing_because", (&benchmark.missing_because).into()),
        ("source", (&benchmark.source).into()),
    ])
}
