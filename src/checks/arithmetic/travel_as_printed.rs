//! A direction of travel between two results that are printed alike.

use super::figures::{AsPrinted, decimals};
use super::*;
use crate::domain::Direction;
use crate::domain::figures::{format_value, round_half_up};

pub(in crate::checks) const CHECK: Check = Check {
    code: "travel-between-equals",
    family: Family::Arithmetic,
    severity: CheckSeverity::Warning,
    looks_for: "a result printed as improving or worsening although it is printed the same as the one before",
    to_do: "Say that it is the same, or print one decimal more so that the change can be seen.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let Some(text) = one.printed("direction_of_travel") else { return };
    if !matches!(Direction::parse(text), Some(Direction::Improving | Direction::Worsening)) {
        return;
    }
    let (Some(previous), Some(value)) = (one.standing.previous, one.standing.value) else { return };
    let before = one.comparator.as_ref().and_then(|result| AsPrinted::read(&result.printed));
    let places = decimals(one);
    let same = before.is_none_or(|before| before.decimals == places)
        && round_half_up(previous, places) == round_half_up(value, places);
    if !same {
        return;
    }
    let shown = format_value(value, one.indicator.unit(), places);
    let exact = format_value(value, one.indicator.unit(), places + 2);
    let message = format!(
        "It is printed as {}, but this result and the one before are both printed as {shown} (unrounded, this one is \
         {exact}).",
        text.to_lowercase()
    );
    found.about(one, "direction_of_travel", message, text.to_lowercase(), shown);
}
