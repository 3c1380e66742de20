//! The figures of an indicator in a period: result, target and forecast.

use super::forecast::ForecastFigures;
use super::{Fault, Figures, Patch, Reading, When, dropped_result, set_figures};
use crate::domain::bound::read_target;
use crate::domain::figures::format_value;
use crate::domain::forecast::is_to_come;
use crate::domain::typed_figure::{InUnit, numerator_unit, read_figure};
use crate::domain::validate::{Finding, Severity, figures as doubts};
use crate::domain::{Absence, Basis, Confidence, Period, ResultStatus, Tense, Unit};
use crate::workbook::choice::read_choice;
use crate::workbook::steps::empty_result;
use crate::workbook::{Change, Detail};

const STATE_NEEDED: &str =
    "a reason needs its state: say whether it is not reportable, not due, awaiting data or not collected";

/// Enters figures. With the change comes what of them is doubtful but may be right.
///
/// Fields: `numerator`, `denominator`, `stated`, `target`, `forecast`, `forecast_numerator`, `forecast_denominator`,
/// `forecast_for` (a later period; empty for the year end), `confidence`, `forecast_reason`, `state` (why there is no figure, as an
/// [`Absence`]; empty for none) and `missing` (the reason in words, which may say the state themselves), `status`,
/// `basis` (empty for the indicator's), `from`, `to`, `source`.
///
/// # Errors
/// Every field that is refused.
pub fn figures(
    detail: &Detail,
    patch: &Patch,
    when: &When,
) -> Result<(Figures, Change, Vec<Finding>), Vec<Fault>> {
    let unit = detail.indicator.figure_unit();
    let counted = InUnit::from(Unit::Number);
    let mut reading = Reading::new(patch, when);
    let mut figure = |field: &'static str, unit: InUnit<'_>| {
        let mut figure = None;
        reading.with(field, &mut figure, |text| match field {
            "numerator" | "forecast_numerator" => {
                read_figure(text, numerator_unit(unit.unit, text)).map(Some)
            }
            "target" => read_target(text, unit, detail.indicator.polarity).map(Some),
            _ => read_figure(text, unit).map(Some),
        });
        figure
    };
    let mut figures = Figures {
        numerator: figure("numerator", unit),
        denominator: figure("denominator", counted),
        stated: figure("stated", unit),
        target: figure("target", unit),
        forecast: ForecastFigures {
            value: figure("forecast", unit),
            numerator: figure("forecast_numerator", unit),
            denominator: figure("forecast_denominator", counted),
            ..ForecastFigures::default()
        },
        ..Figures::default()
    };
    forecast(detail, &mut figures.forecast, &mut reading);
    reading.with("source", &mut figures.source, |typed| Ok(Some(typed.to_owned())));
    figures.missing_because = absence(detail, &mut reading);
    reading.with("status", &mut figures.status, |text| read_choice::<ResultStatus>(text).map(Some));
    reading.with("basis", &mut figures.basis, |text| match text {
        "" => Ok(Some(None)),
        text => read_choice::<Basis>(text).map(|basis| Some(Some(basis))),
    });
    let old = detail.result.as_ref();
    let (mut from, mut to) = (old.and_then(|old| old.covers_from), old.and_then(|old| old.covers_to));
    reading.day("from", "from", Tense::Past, &mut from);
    reading.day("to", "to", Tense::Past, &mut to);
    figures.covers_from = patch.get("from").map(|_| from);
    figures.covers_to = patch.get("to").map(|_| to);
    if (figures.covers_from, figures.covers_to) != (None, None) {
        match (from, to) {
            (Some(from), Some(to)) if to < from => reading.refuse("to", "it ends before it begins"),
            (Some(_), None) | (None, Some(_)) => reading.refuse("to", "give both days, or neither"),
            _ => {}
        }
    }
    let of = |said: Option<Option<f64>>, old: Option<f64>| said.unwrap_or(old);
    let stated = of(figures.stated, old.and_then(|old| old.stated));
    let found = doubts(
        of(figures.numerator, old.and_then(|old| old.numerator)),
        of(figures.denominator, old.and_then(|old| old.denominator)),
        stated.filter(|_| dropped_result(detail, &figures).is_none()),
        detail.indicator.measure,
        detail.indicator.scale,
    );
    let typed = [figures.numerator, figures.denominator, figures.stated].iter().any(Option::is_some);
    let (wrong, doubtful): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().filter(|_| typed).partition(|one| one.severity == Severity::Error);
    for finding in wrong {
        reading.refuse(finding.field, finding.message);
    }
    beside_a_figure(detail, &figures, &mut reading);
    reading.done()?;
    let change = set_figures(detail, &figures);
    Ok((figures, change, doubtful))
}

/// What period a forecast is for, how confident it is and why.
fn forecast(detail: &Detail, figures: &mut ForecastFigures, reading: &mut Reading) {
    reading.with("forecast_for", &mut figures.about, |text| match text {
        "" => Ok(None),
        text => {
            let about = Period::parse(text).map_err(|error| error.to_string())?;
            is_to_come(about, detail.standing.period)?;
            Ok(Some(about))
        }
    });
    reading.with("confidence", &mut figures.confidence, |text| Confidence::read(text).map(Some));
    reading.with("forecast_reason", &mut figures.reason, |text| Ok(Some(text.to_owned())));
    let after = figures.after(detail);
    let found =
        doubts(after.numerator, after.denominator, None, detail.indicator.measure, detail.indicator.scale);
    let typed = figures.numerator.is_some() || figures.denominator.is_some();
    for finding in found.into_iter().filter(|one| typed && one.severity == Severity::Error) {
        let field =
            if finding.field == "denominator" { "forecast_denominator" } else { "forecast_numerator" };
        reading.refuse(field, finding.message);
    }
    let figure = after.expected(detail.indicator.scale).is_some();
    let told = figures.confidence.is_some_and(|confidence| confidence != Confidence::Unstated)
        || figures.reason.as_ref().is_some_and(|reason| !reason.is_empty());
    let withdrawn = figures.value == Some(None);
    if figures.about.is_some() && !figures.are_given() {
        reading.refuse("forecast", "say what is expected of that period");
    } else if !figure && told && !withdrawn {
        reading.refuse("forecast", "say what is expected: confidence and reason stand beside a figure");
    } else if !figure && typed && !withdrawn {
        reading.refuse("forecast_denominator", "a forecast by its parts needs numerator and denominator");
    }
}

/// Why there is no figure, as it is kept: state and reason. None where neither is said.
fn absence(detail: &Detail, reading: &mut Reading) -> Option<String> {
    let patch = reading.patch;
    let mut state = None;
    reading.with("state", &mut state, |text| match text {
        "" => Ok(None),
        text => read_choice::<Absence>(text).or_else(|why| Absence::of(text).ok_or(why)).map(Some),
    });
    let kept = detail.result.as_ref().map_or("", |result| result.missing_because.as_str());
    let (was, reason) = Absence::parted(kept);
    let (said, typed) = (patch.get("state"), patch.get("missing"));
    if said.is_none() && typed.is_none() {
        return None;
    }
    if state.is_none() && said.is_some_and(|said| !said.trim().is_empty()) {
        // Refused above.
        return None;
    }
    if let Some(state) = state {
        return Some(state.with_reason(typed.unwrap_or(reason)));
    }
    // Taken away, and with it what was its reason.
    let Some(reason) = typed.filter(|reason| !reason.is_empty()) else { return Some(String::new()) };
    if Absence::of(reason).is_some() {
        return Some(reason.to_owned());
    }
    let was = was.filter(|_| said.is_none()).map(|was| was.with_reason(reason));
    if was.is_none() {
        reading.refuse(if said.is_some() { "state" } else { "missing" }, STATE_NEEDED);
    }
    was
}

/// Refuses a state that says there is no figure, where there is one.
fn beside_a_figure(detail: &Detail, figures: &Figures, reading: &mut Reading) {
    let Some(reason) = figures.missing_because.as_deref().filter(|reason| !reason.is_empty()) else { return };
    let mut after = detail.result.clone().unwrap_or_else(|| empty_result(0, detail.standing.period));
    for (field, typed) in [
        (&mut after.numerator, figures.numerator),
        (&mut after.denominator, figures.denominator),
        (&mut after.stated, figures.stated),
    ] {
        *field = typed.unwrap_or(*field);
    }
    let indicator = &detail.indicator;
    if let Some(value) = after.measurement().value(indicator.scale) {
        let value = format_value(value, indicator.unit(), indicator.decimals);
        let field = if reading.patch.get("state").is_some() { "state" } else { "missing" };
        reading.refuse(
            field,
            format!("there is a figure, {value}, beside “{reason}”: take the figure out, or the reason"),
        );
    }
}
