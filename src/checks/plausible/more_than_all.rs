//! Numerator above denominator.

use super::figures::plain;
use super::*;
use crate::domain::Measure;

pub(in crate::checks) const CHECK: Check = Check {
    code: "more-than-all",
    family: Family::Plausibility,
    severity: CheckSeverity::Error,
    looks_for: "a numerator above its denominator where the result is a share",
    to_do: "See whether the two have changed places, or count different things.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (Some(numerator), Some(denominator)) = (one.standing.numerator, one.standing.denominator) else {
        return;
    };
    if one.indicator.measure != Measure::Percentage || numerator <= denominator || is_no_share(one) {
        return;
    }
    let (numerator, denominator) = (plain(numerator), plain(denominator));
    let message = format!("{numerator} of {denominator} is more than all of them.");
    found.about(one, "numerator", message, numerator, denominator);
}
