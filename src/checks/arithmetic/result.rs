//! The result against its numerator and denominator.

use super::figures::{decimals, half_a_digit, parts, range, shown};
use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "result-not-its-parts",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a stated result that its numerator and denominator do not give, beyond what the printed decimals \
                (and counts rounded to 5) allow",
    to_do: "Find out which of the three is wrong, and correct it: D on the indicator.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (indicator, standing) = (&one.indicator, &one.standing);
    let Some(stated) = standing.stated else { return };
    let may = half_a_digit(decimals(one)) + 1e-9 * stated.abs().max(1.0);
    match (standing.numerator, standing.denominator) {
        (Some(numerator), Some(denominator)) if denominator > 0.0 => {
            let Some((low, high)) = range(numerator, denominator, indicator.scale) else { return };
            if (low - may..=high + may).contains(&stated) {
                return;
            }
            let computed = shown(indicator.scale * numerator / denominator, indicator);
            let stated = shown(stated, indicator);
            let message = format!(
                "The result is given as {stated}, but {} is {computed}.",
                parts(numerator, denominator, indicator.scale)
            );
            found.about(one, "result", message, stated, computed);
        }
        // A mean or a count that is printed whole: the result is the numerator, rounded.
        (Some(numerator), None) if indicator.scale == 1.0 && (numerator - stated).abs() > may => {
            let (stated, computed) = (shown(stated, indicator), shown(numerator, indicator));
            let message = format!("The result is given as {stated}, but its count as {computed}.");
            found.about(one, "result", message, stated, computed);
        }
        _ => {}
    }
}
