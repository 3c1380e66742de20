//! Like for like: comparisons across basis or length.

pub(super) mod definition;
pub(super) mod previous;
pub(super) mod target;
pub(super) mod travel;

use super::{Check, Family, Found, LooksAt, figures};
use crate::domain::comparison::{Coverage, like_for_like};
use crate::workbook::standing::coverage;
use crate::workbook::*;

/// What the result and the one it is compared with cover.
fn covered(report: &ReportMaterial, one: &IndicatorMaterial) -> Option<(Coverage, Coverage)> {
    let first_month = report.workbook.first_month;
    let now = coverage(one.result.as_ref()?, &one.indicator, first_month)?;
    let then = coverage(one.comparator.as_ref()?, &one.indicator, first_month)?;
    Some((now, then))
}

/// Why the two may not be compared: "3 months (…) beside 12 months (…)".
fn unlike(report: &ReportMaterial, one: &IndicatorMaterial) -> Option<String> {
    let (now, then) = covered(report, one)?;
    one.standing.value?;
    one.standing.previous?;
    like_for_like(now, then).err()
}
