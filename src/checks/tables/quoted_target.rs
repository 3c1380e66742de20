//! The target as printed against the target set.

use super::figures::{AsPrinted, shown};
use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "target-quoted-otherwise",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a target printed in this report that is not the one set for the period",
    to_do: "Find out which target was agreed, and use it in both places.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (Some(text), Some(target)) = (one.printed("target"), one.standing.target) else { return };
    let Some(printed) = AsPrinted::read(text) else { return };
    if printed.may_be(target) {
        return;
    }
    let computed = shown(target, &one.indicator);
    let message = format!("The target is printed as {text}, but {computed} is set for the period.");
    found.about(one, "target", message, text, computed);
}
