//! A forecast that is worse than now, without a reason.

use super::figures::shown;
use super::*;
use crate::domain::Direction;

pub(in crate::checks) const CHECK: Check = Check {
    code: "worse-forecast-without-reason",
    family: Family::Completeness,
    severity: CheckSeverity::Warning,
    looks_for: "a forecast that is worse than the result is now, and not a word about why",
    to_do: "Say why it is expected: Enter opens the forecast (D on the indicator).",
    looks_at: LooksAt::Each(look),
};

fn look(report: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let Some(now) = one.standing.value else { return };
    let worse = one.forecasts.iter().filter(|made| {
        made.is_pending() && made.trajectory == Direction::Worsening && made.forecast.reason.trim().is_empty()
    });
    for made in worse {
        let (value, now) = (shown(made.value, &one.indicator), shown(now, &one.indicator));
        let message = format!(
            "{} is expected in {}, worse than the {now} of now, and nothing says why.",
            value,
            made.about.title()
        );
        found.about(one, made.field("forecast_reason", report.period), message, value, now);
    }
}
