//! A kind of measure that the figures or the words contradict.

use super::figures::{parts, plain};
use super::*;
use crate::domain::Measure;
use crate::domain::measure_words::proposed;

pub(in crate::checks) const CHECK: Check = Check {
    code: "measure-unclear",
    family: Family::Plausibility,
    severity: CheckSeverity::Warning,
    looks_for: "a kind of measure that its own figures contradict: an average worked out as 100 × numerator ÷ \
                denominator, a count with a denominator or with decimals, a rate per an unsaid number, a number kept \
                with decimals that nothing calls an average",
    to_do: "Choose the kind of measure (E on the indicator); the results are worked out by it from then on.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (indicator, standing) = (&one.indicator, &one.standing);
    let (measure, scale) = (indicator.measure, indicator.scale);
    let kind = indicator.spec().title();
    let both = standing.numerator.zip(standing.denominator);
    if let Some((numerator, denominator)) = both {
        let worked = parts(numerator, denominator, scale);
        if measure.is_count() {
            let message =
                format!("It is a count, but its result is worked out with a denominator: {worked}.");
            return found.about(one, "measure", message, kind, worked);
        }
        if !measure.takes_scale(scale) {
            let own = measure.scale().map_or_else(
                || "a rate is per 1,000, 10,000 or 100,000".to_owned(),
                |own| format!("of that kind it would be {}", parts(numerator, denominator, own)),
            );
            let message =
                format!("Its kind of measure is “{kind}”, but its result is worked out as {worked}; {own}.");
            return found.about(one, "measure", message, kind, worked);
        }
    }
    let value = standing.value.filter(|_| both.is_none());
    let Some(value) = value else { return };
    if measure.is_count() && value.fract() != 0.0 {
        let message = format!("It is a count, but {} is not a whole number of cases.", plain(value));
        return found.about(one, "measure", message, kind, plain(value));
    }
    let words = proposed(&indicator.description).map(|said| said.measure);
    if measure == Measure::Average && indicator.unit_name.trim().is_empty() && words != Some(Measure::Average)
    {
        let message = format!(
            "It is kept as a figure with decimals, {}, and taken for an average: say what it is an average in, or \
             that it is a count, a ratio or an index.",
            plain(value)
        );
        found.about(one, "measure", message, kind, plain(value));
    }
}
