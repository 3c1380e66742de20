//! A direction of travel printed between results that may not be compared.

use super::figures::shown;
use super::*;
use crate::domain::Direction;

pub(in crate::checks) const CHECK: Check = Check {
    code: "travel-not-like-for-like",
    family: Family::LikeForLike,
    severity: CheckSeverity::Error,
    looks_for: "a result called improving or worsening against one of another length or basis, such as three months \
                against a whole year",
    to_do: "Compare with the same period last year, or print “not like for like”.",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let printed = one.printed("direction_of_travel").and_then(Direction::parse);
    let Some(printed) =
        printed.filter(|one| matches!(one, Direction::Improving | Direction::Worsening | Direction::Same))
    else {
        return;
    };
    let (Some(why), Some(value), Some(previous)) =
        (unlike(report, one), one.standing.value, one.standing.previous)
    else {
        return;
    };
    let word = printed.title().to_lowercase();
    let message = format!(
        "It is printed as {word} from {} to {}, but that sets {why}.",
        shown(previous, &one.indicator),
        shown(one.standing.stated.unwrap_or(value), &one.indicator)
    );
    found.about(one, "direction_of_travel", message, word, "not like for like");
}
