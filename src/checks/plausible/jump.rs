//! A step larger than the series has ever taken.

use super::figures::{plain, shown};
use super::*;
use crate::domain::change::Rules;
use crate::domain::comparison::like_for_like;
use crate::domain::figures::round_half_up;
use crate::workbook::standing::coverage;

pub(in crate::checks) const CHECK: Check = Check {
    code: "jump",
    family: Family::Plausibility,
    severity: CheckSeverity::Note,
    looks_for: "a step from the previous result beyond the upper limit of the series’ own moving ranges (3.267 × their \
                mean), where at least seven earlier results are known and none is invented",
    to_do: "See that the figure is right; if it is, say in the reasons what happened.",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let first_month = report.workbook.first_month;
    let (Some(value), Some(result)) = (one.standing.value, &one.result) else { return };
    let Some(now) = coverage(result, &one.indicator, first_month) else { return };
    // Only what covers as much, so that a year's count does not drop at its beginning.
    let earlier: Vec<f64> = one
        .history
        .iter()
        .filter(|then| !then.illustrative)
        .filter(|then| {
            coverage(then, &one.indicator, first_month).is_some_and(|then| like_for_like(now, then).is_ok())
        })
        .filter_map(|then| then.measurement().value(one.indicator.scale))
        .collect();
    let ranges: Vec<f64> = earlier.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let rules = Rules::built_in();
    let (Some(last), true) = (earlier.last(), earlier.len() >= rules.fewest) else { return };
    let limit = rules.screen * ranges.iter().sum::<f64>() / ranges.len() as f64;
    let step = (value - last).abs();
    // Results printed alike have not moved.
    let places = one.indicator.decimals;
    if step <= limit || round_half_up(value, places) == round_half_up(*last, places) {
        return;
    }
    let message = format!(
        "From {} to {} is a step of {}; the {} steps before it let one of up to {} be expected.",
        shown(*last, &one.indicator),
        shown(value, &one.indicator),
        plain(round_half_up(step, places.max(1))),
        ranges.len(),
        plain(round_half_up(limit, places.max(1)))
    );
    found.about(one, "result", message, shown(value, &one.indicator), shown(*last, &one.indicator));
}
