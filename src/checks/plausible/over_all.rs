//! Shares over 100%.

use super::figures::shown;
use super::*;
use crate::domain::Measure;

pub(in crate::checks) const CHECK: Check = Check {
    code: "over-100-percent",
    family: Family::Plausibility,
    severity: CheckSeverity::Error,
    looks_for: "a share, as result or target, of more than 100% or less than nothing; a percentage of a target, a \
                change or a ratio is no share",
    to_do: "Correct the figure, or the unit if it is no share of a whole (E on the indicator).",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    if one.indicator.measure != Measure::Percentage || is_no_share(one) {
        return;
    }
    let figures = [
        ("result", one.standing.stated.or(one.standing.value)),
        ("target", one.standing.target),
        ("previous", one.standing.previous),
    ];
    for (field, value) in figures {
        let Some(value) = value.filter(|value| !(0.0..=100.0 + 1e-9).contains(value)) else { continue };
        let value = shown(value, &one.indicator);
        let name = if field == "previous" { "previous result" } else { field };
        let message = format!("The {name} is {value}, but a share lies between 0% and 100%.");
        found.about(one, field, message, value, "0% to 100%");
    }
}
