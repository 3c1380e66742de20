//! A previous result of another length or basis beside this one.

use super::figures::shown;
use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "previous-not-like-for-like",
    family: Family::LikeForLike,
    severity: CheckSeverity::Warning,
    looks_for: "a previous result of another length or basis beside this one, where no direction of travel is printed",
    to_do: "Choose a comparator that covers as much (E on the indicator), or leave the previous result out.",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    if one.printed("direction_of_travel").is_some() {
        return;
    }
    let (Some(why), Some(value), Some(previous)) =
        (unlike(report, one), one.standing.value, one.standing.previous)
    else {
        return;
    };
    let (value, previous) = (shown(value, &one.indicator), shown(previous, &one.indicator));
    let message = format!("{value} stands beside a previous result of {previous}, but that sets {why}.");
    found.about(one, "previous", message, previous, "not like for like");
}
