//! The figures of an indicator in a period: result, target and forecast.

use super::{Fault, Patch, Reading, When};
use crate::domain::typed_figure::{numerator_unit, read_figure};
use crate::domain::validate::{Finding, Severity, figures as doubts};
use crate::domain::{Basis, ResultStatus, Tense, Unit};
use crate::workbook::choice::read_choice;
use crate::workbook::steps::{Figures, set_figures};
use crate::workbook::{Change, Detail};

/// Enters figures. With the change comes what of them is doubtful but may be right.
///
/// Fields: `numerator`, `denominator`, `stated`, `target`, `forecast`, `missing`, `status`, `basis`
/// (empty for the indicator's), `from`, `to`, `source`.
///
/// # Errors
/// Every field that is refused.
pub fn figures(
    detail: &Detail,
    patch: &Patch,
    when: &When,
) -> Result<(Figures, Change, Vec<Finding>), Vec<Fault>> {
    let unit = detail.indicator.unit();
    let mut reading = Reading::new(patch, when);
    let mut figure = |field: &'static str, unit: Unit| {
        let mut figure = None;
        reading.with(field, &mut figure, |text| {
            let unit = if field == "numerator" { numerator_unit(unit, text) } else { unit };
            read_figure(text, unit).map(Some)
        });
        figure
    };
    let mut figures = Figures {
        numerator: figure("numerator", unit),
        denominator: figure("denominator", Unit::Number),
        stated: figure("stated", unit),
        target: figure("target", unit),
        forecast: figure("forecast", unit),
        ..Figures::default()
    };
    let mut text = |field: &'static str| {
        let mut text = None;
        reading.with(field, &mut text, |typed| Ok(Some(typed.to_owned())));
        text
    };
    (figures.missing_because, figures.source) = (text("missing"), text("source"));
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
    let found = doubts(
        of(figures.numerator, old.and_then(|old| old.numerator)),
        of(figures.denominator, old.and_then(|old| old.denominator)),
        of(figures.stated, old.and_then(|old| old.stated)),
        detail.indicator.measure,
        detail.indicator.scale,
    );
    let typed = [figures.numerator, figures.denominator, figures.stated].iter().any(Option::is_some);
    let (wrong, doubtful): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().filter(|_| typed).partition(|one| one.severity == Severity::Error);
    for finding in wrong {
        reading.refuse(finding.field, finding.message);
    }
    reading.done()?;
    let change = set_figures(detail, &figures);
    Ok((figures, change, doubtful))
}
