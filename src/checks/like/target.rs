//! A target for the period beside a result for part of it.

use super::figures::shown;
use super::*;
use crate::domain::{Basis, Measure};

pub(in crate::checks) const CHECK: Check = Check {
    code: "target-of-another-length",
    family: Family::LikeForLike,
    severity: CheckSeverity::Warning,
    looks_for: "a count or a rate that covers fewer or more months than the period its target is set for, so that \
                the two do not compare",
    to_do: "Wait for the missing months, or set a target for the months the result covers.",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (Some(result), Some(own)) = (&one.result, &one.target) else { return };
    let (Some(value), Some(target)) = (one.standing.value, one.standing.target) else { return };
    // A share or an average does not grow with the months it covers.
    if !(one.indicator.measure.adds_up() || one.indicator.measure == Measure::Rate) {
        return;
    }
    let basis = result.basis.unwrap_or(one.indicator.basis);
    if !matches!(basis, Basis::Discrete | Basis::Cumulative) {
        return;
    }
    let first_month = report.workbook.first_month;
    let Some(covers) = coverage(result, &one.indicator, first_month) else { return };
    let period = own.period;
    let meant = Coverage::natural(basis, period, first_month);
    let (months, wanted) = (covers.span.months(), meant.span.months());
    if months == wanted {
        return;
    }
    let message = format!(
        "The result of {} covers {months} months ({}), but its target of {} is for {wanted} ({}).",
        shown(value, &one.indicator),
        covers.span.title(),
        shown(target, &one.indicator),
        meant.span.title()
    );
    found.about(one, "target", message, format!("{wanted} months"), format!("{months} months"));
}
