//! The printed target variance against result and target.

use super::figures::{AsPrinted, readings, shown};
use super::*;
use crate::domain::Unit;
use crate::domain::comparison::variance;
use crate::domain::figures::format_value;

pub(in crate::checks) const CHECK: Check = Check {
    code: "variance-not-its-figures",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed target variance that is not the distance of the result from the target in percent of the \
                target",
    to_do: "Print the variance that is worked out, or correct the result or the target.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (Some(text), Some(target)) = (one.printed("target_variance"), one.standing.target) else { return };
    let Some(printed) = AsPrinted::read(text) else { return };
    let polarity = one.indicator.polarity;
    let readings = readings(one);
    let computed: Vec<f64> = readings
        .iter()
        .filter_map(|value| variance(*value, target, polarity))
        .map(|off| off.amount.abs())
        .collect();
    // Committees print it without its sign.
    let printed_size = AsPrinted { value: printed.value.abs(), ..printed };
    let (Some(value), Some(first)) = (readings.first(), computed.first()) else { return };
    if computed.iter().any(|size| printed_size.may_be(*size)) {
        return;
    }
    let decimals = printed.decimals.max(1);
    let computed = if target == 0.0 {
        shown(*first, &one.indicator)
    } else {
        format_value(*first, Unit::Percent, decimals)
    };
    let message = format!(
        "The variance from target is printed as {text}, but {} against a target of {} is {computed}.",
        shown(*value, &one.indicator),
        shown(target, &one.indicator)
    );
    found.about(one, "target_variance", message, text, computed);
}
