//! A polarity that the wording contradicts.

use super::*;
use crate::checks::phrases;
use crate::checks::writing::rules;
use crate::domain::{Measure, Polarity};

pub(in crate::checks) const CHECK: Check = Check {
    code: "polarity-against-wording",
    family: Family::Plausibility,
    severity: CheckSeverity::Warning,
    looks_for: "“higher is better” for what is plainly to fall (delays, waiting, complaints), or “lower is better” \
                for what is plainly to rise (satisfied, completed, in employment)",
    to_do: "Set the polarity again (E on the indicator): the rating and the direction of travel turn round with it.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let indicator = &one.indicator;
    let description = &indicator.description;
    let rules = rules();
    let unwanted = || phrases::find(description, &rules.unwanted);
    let wanted = || phrases::find_affirmed(description, &rules.wanted);
    let (wrong, better) = match indicator.polarity {
        // A share of cases that went well may be about delays.
        Polarity::Higher if indicator.measure != Measure::Percentage && wanted().is_none() => {
            (unwanted(), "lower")
        }
        Polarity::Lower if unwanted().is_none() => (wanted(), "higher"),
        _ => return,
    };
    let Some(word) = wrong else { return };
    let (word, polarity) = (word.to_lowercase(), indicator.polarity.title());
    let message = format!(
        "It is set to “{polarity}”, but “{word}” in its description reads as if {better} were better."
    );
    found.about(one, "polarity", message, indicator.polarity.code(), better);
}
