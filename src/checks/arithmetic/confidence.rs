//! The confidence of a forecast against what the scheme makes of its figure.

use super::figures::shown;
use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "confidence-not-its-forecast",
    family: Family::Arithmetic,
    severity: CheckSeverity::Warning,
    looks_for: "a forecast that is on course by its confidence and red by the scheme, or that will miss its \
                target and meets it",
    to_do: "Correct the forecast, its target or the confidence: Enter opens the forecast (D on the indicator).",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let red = &report.workbook.review_ratings;
    for made in one.forecasts.iter().filter(|made| made.is_pending()) {
        if !made.contradicts_itself(one.indicator.polarity, red) {
            continue;
        }
        let confidence = made.forecast.confidence.title();
        let value = shown(made.value, &one.indicator);
        let target = made.rating.target.value.map(|target| shown(target, &one.indicator));
        let rated = made.rating.assessment.as_ref().map_or("not rated", |rated| rated.rating.title());
        let against = target.as_ref().map(|target| format!(" against a target of {target}"));
        let message = format!(
            "It is said to be “{}” in {}, but {value}{} is {rated}.",
            confidence.to_lowercase(),
            made.about.title(),
            against.unwrap_or_default()
        );
        let computed = format!("{value}, {}, {rated}", target.unwrap_or_default());
        found.about(one, made.field("confidence", report.period), message, confidence, computed);
    }
}
