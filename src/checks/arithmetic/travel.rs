//! The printed direction of travel against the two results.

use super::figures::shown;
use super::*;
use crate::domain::Direction;

pub(in crate::checks) const CHECK: Check = Check {
    code: "travel-not-its-figures",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed direction of travel that the two results contradict",
    to_do: "Print the direction that the figures give, or correct one of the two results.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let Some(text) = one.printed("direction_of_travel") else { return };
    let (Some(printed), computed) = (Direction::parse(text), one.standing.direction) else { return };
    let judged = |direction| {
        matches!(
            direction,
            Direction::Improving | Direction::Worsening | Direction::Increasing | Direction::Decreasing
        )
    };
    let (Some(previous), Some(value)) = (one.standing.previous, one.standing.value) else { return };
    if printed == computed || !judged(printed) || !judged(computed) {
        return;
    }
    let message = format!(
        "It is printed as {}, but from {} to {} is {}: {}.",
        printed.title().to_lowercase(),
        shown(previous, &one.indicator),
        shown(value, &one.indicator),
        computed.title().to_lowercase(),
        one.indicator.polarity.title()
    );
    found.about(one, "direction_of_travel", message, printed.code(), computed.code());
}
