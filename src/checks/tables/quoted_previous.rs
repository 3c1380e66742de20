//! The previous result as quoted now against what was reported then.

use super::figures::{AsPrinted, shown};
use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "previous-quoted-otherwise",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a previous result quoted in this report that is not the result the earlier period holds",
    to_do: "Quote what was published; if it has been corrected since, say so.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let (Some(text), Some(then)) = (one.printed("previous"), &one.comparator) else { return };
    let (Some(printed), Some(previous)) = (AsPrinted::read(text), one.standing.previous) else { return };
    let also = then.stated.is_some_and(|stated| printed.may_be(stated));
    if printed.may_be(previous) || also {
        return;
    }
    let computed = shown(previous, &one.indicator);
    let message =
        format!("The previous result is quoted as {text}, but {} holds {computed}.", then.period.title());
    found.about(one, "previous", message, text, computed);
}
