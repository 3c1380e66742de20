//! A kind of measure that the description contradicts.

use super::*;
use crate::checks::phrases;
use crate::domain::Measure;
use crate::domain::measure_words::proposed;

pub(in crate::checks) const CHECK: Check = Check {
    code: "unit-against-wording",
    family: Family::Plausibility,
    severity: CheckSeverity::Warning,
    looks_for: "“Number of …” shown in percent, “Percentage of …” shown as a count, “… per 1,000” or “… score” \
                counted as cases",
    to_do: "Say in the description what the figure is, or choose the kind of measure (E on the indicator).",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let indicator = &one.indicator;
    let description = indicator.description.trim();
    let begins = |words: &[&'static str]| {
        phrases::begins(description, words).map(|quoted| (format!("begins “{quoted}”"), quoted.to_owned()))
    };
    let contradicts = match indicator.measure {
        Measure::Percentage => {
            begins(&["number of", "total number", "count of", "total non*", "average number"])
        }
        Measure::Rate => begins(&["percentage", "proportion", "% of"]),
        // What is judged as cases must be cases.
        Measure::Count => proposed(description)
            .filter(|said| said.measure != Measure::Count)
            .filter(|said| said.measure != Measure::Average || !said.unit_name.is_empty())
            .map(|said| (format!("says “{}”", said.because), said.because)),
        _ => begins(&["percentage", "proportion", "% of", "share of"]),
    };
    let Some((says, quoted)) = contradicts else { return };
    let kind = indicator.spec().title();
    let message = format!("Its description {says}, but its kind of measure is “{kind}”.");
    found.about(one, "unit", message, quoted, indicator.unit().title());
}
