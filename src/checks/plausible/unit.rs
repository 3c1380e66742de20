//! A unit that the description contradicts.

use super::*;
use crate::checks::phrases;
use crate::domain::Unit;

pub(in crate::checks) const CHECK: Check = Check {
    code: "unit-against-wording",
    family: Family::Plausibility,
    severity: CheckSeverity::Warning,
    looks_for: "“Number of …” shown in percent, “Percentage of …” shown as a count",
    to_do: "Say in the description what the figure is, or set the unit (E on the indicator).",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let indicator = &one.indicator;
    let begins = |words: &[&'static str]| phrases::begins(&indicator.description, words);
    let word = match indicator.unit {
        Unit::Percent => begins(&["number of", "total number", "count of", "total non*", "average number"]),
        Unit::Number | Unit::Days | Unit::Weeks | Unit::Money => {
            begins(&["percentage", "proportion", "% of", "share of"])
        }
        Unit::Rate => begins(&["percentage", "proportion", "% of"]),
    };
    let Some(quoted) = word else { return };
    let unit = indicator.unit.title();
    let message = format!("Its description begins “{quoted}”, but its figures are shown as {unit}.");
    found.about(one, "unit", message, quoted, unit);
}
