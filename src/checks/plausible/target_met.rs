//! A target that the previous result had already met.

use super::figures::shown;
use super::*;
use crate::domain::comparison::like_for_like;
use crate::domain::{Measure, Polarity};
use crate::workbook::standing::coverage;

pub(in crate::checks) const CHECK: Check = Check {
    code: "target-already-met",
    family: Family::Plausibility,
    severity: CheckSeverity::Note,
    looks_for: "a target that the previous, comparable result had already met, and that is not the best there can be",
    to_do: "Ask whether the target still asks for anything, or say that it is to be held.",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (Some(previous), Some(target)) = (one.standing.previous, one.standing.target) else { return };
    let (Some(now), Some(then)) = (&one.result, &one.comparator) else { return };
    let polarity = one.indicator.polarity;
    // Nothing beyond it can be asked for.
    let best = match polarity {
        Polarity::Higher => one.indicator.measure == Measure::Percentage && target >= 100.0,
        Polarity::Lower => target <= 0.0,
        Polarity::Band { .. } | Polarity::None => true,
    };
    let first_month = report.workbook.first_month;
    let covers = |result: &ResultRecord| coverage(result, &one.indicator, first_month);
    let like = covers(now).zip(covers(then)).is_some_and(|(now, then)| like_for_like(now, then).is_ok());
    if best || !like || polarity.met(previous, target) != Some(true) {
        return;
    }
    let (target, previous) = (shown(target, &one.indicator), shown(previous, &one.indicator));
    let message = format!("The target is {target}, but the previous result, {previous}, had already met it.");
    found.about(one, "target", message, target, previous);
}
