//! A printed rating against the scheme.

use super::*;
use crate::domain::Rating;

pub(in crate::checks) const CHECK: Check = Check {
    code: "rating-not-its-scheme",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a printed rating that the scheme does not give, and that nobody has given by hand with a reason",
    to_do: "Look why (w on the indicator); print the rating of the scheme, or override it with a reason (o on the indicator).",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let Some(printed) = one.printed("rating").and_then(Rating::parse) else { return };
    let shown = one.standing.rating;
    if printed == shown || one.standing.value.is_none() {
        return;
    }
    let how = if one.standing.overridden { "given by hand" } else { "by the scheme" };
    let message = format!("It is printed as {}, but {how} it is {}.", printed.title(), shown.title());
    found.about(one, "rating", message, printed.code(), shown.code());
}
