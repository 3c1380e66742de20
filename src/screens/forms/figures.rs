//! The figures of one indicator and period: result, target, forecast.

use super::{Form, FormField, Keep};
use crate::domain::figures::format_value;
use crate::domain::typed_figure::read_figure;
use crate::domain::validate::{Severity, figures as doubts};
use crate::domain::{Basis, ResultStatus, Tense, Unit};
use crate::screens::{Context, Screen};
use crate::workbook::Detail;
use crate::workbook::steps::jumps::LastFigures;
use crate::workbook::steps::{Figures, set_figures};

/// Enters result, target and forecast, and what the result covers.
pub fn figures(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    let indicator = &detail.indicator;
    let result = detail.result.as_ref();
    let basis_now = result.and_then(|result| result.basis).map_or("", Basis::code);
    let mut bases = vec![(String::new(), format!("as the indicator: {}", indicator.basis.title()))];
    bases.extend(Basis::ALL.iter().map(|basis| (basis.code().to_owned(), basis.title().to_owned())));
    let statuses = ResultStatus::ALL
        .iter()
        .map(|status| (status.code().to_owned(), status.title().to_owned()))
        .collect();
    let (last, unit) = (LastFigures::of(detail), indicator.unit());
    // Of an amount per head the numerator may be written as money.
    let counted = if unit == Unit::Money { unit } else { Unit::Number };
    let figure = FormField::figure;
    let fields = vec![
        figure("numerator", "Numerator", result.and_then(|result| result.numerator), counted, last.numerator)
            .help(&format!(
                "How many {}.",
                if indicator.counted.is_empty() { "were counted" } else { &indicator.counted }
            )),
        figure(
            "denominator",
            "Denominator",
            result.and_then(|result| result.denominator),
            Unit::Number,
            last.denominator,
        )
        .help("Out of how many. With both, the result is worked out from them."),
        figure("stated", "Result as stated", result.and_then(|result| result.stated), unit, last.value)
            .help("The figure as published. Kept beside the computed one."),
        FormField::line(
            "missing",
            "Or why there is none",
            result.map_or("", |result| result.missing_because.as_str()),
        )
        .help("Not held, suppressed, not yet available …"),
        figure("target", "Target", detail.target.as_ref().map(|target| target.value), unit, last.target)
            .help("For this period."),
        figure(
            "forecast",
            "Year-end forecast",
            detail.forecast.as_ref().map(|forecast| forecast.value),
            unit,
            last.forecast,
        )
        .help("What you expect the year to end at."),
        FormField::choice("basis", "Basis", bases, basis_now),
        FormField::date("from", "Covers from", result.and_then(|result| result.covers_from), Tense::Past)
            .help("Only where it is not simply the period."),
        FormField::date("to", "Covers to", result.and_then(|result| result.covers_to), Tense::Past),
        FormField::choice(
            "status",
            "Status",
            statuses,
            result.map_or("final", |result| result.status.code()),
        ),
    ];
    let mut intro =
        vec![format!("{}, {}", indicator.description, context.session.period_title(&detail.standing.period))];
    if let Some(previous) = detail.standing.previous {
        intro.push(format!(
            "Previous result {}.",
            format_value(previous, indicator.unit(), indicator.decimals)
        ));
    }
    let keep = Keep {
        subject: "figures".to_owned(),
        indicator: indicator.id,
        reference: indicator.reference.clone(),
    };
    let title = format!("Figures for {}", indicator.reference);
    let detail = detail.clone();
    let form = Form::new(title, fields, move |values, context| {
        let mut errors = Vec::new();
        let mut number = |name: &'static str, unit: Unit| {
            read_figure(values.get(name), unit)
                .map_err(|message| errors.push((name, message)))
                .unwrap_or_default()
        };
        let unit = detail.indicator.unit();
        let (numerator, denominator) = (number("numerator", counted), number("denominator", Unit::Number));
        let (stated, target, forecast) =
            (number("stated", unit), number("target", unit), number("forecast", unit));
        let dates = context.session.dates(Tense::Past);
        let from = values.day("from", dates, &mut errors);
        let to = values.day("to", dates, &mut errors);
        for finding in
            doubts(numerator, denominator, stated, detail.indicator.measure, detail.indicator.scale)
        {
            if finding.severity == Severity::Error {
                errors.push((finding.field, finding.message));
            }
        }
        if from.is_some() != to.is_some() {
            errors.push(("to", "give both days, or neither".to_owned()));
        }
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            errors.push(("to", "it ends before it begins".to_owned()));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let old = detail.result.as_ref();
        let differs = |new: Option<f64>, old: Option<f64>| (new != old).then_some(new);
        let missing = values.get("missing").to_owned();
        let basis = Basis::parse(values.get("basis"));
        let status = ResultStatus::parse(values.get("status")).unwrap_or_default();
        let figures = Figures {
            numerator: differs(numerator, old.and_then(|old| old.numerator)),
            denominator: differs(denominator, old.and_then(|old| old.denominator)),
            stated: differs(stated, old.and_then(|old| old.stated)),
            target: differs(target, detail.target.as_ref().map(|target| target.value)),
            forecast: differs(forecast, detail.forecast.as_ref().map(|forecast| forecast.value)),
            missing_because: (missing != old.map_or("", |old| old.missing_because.as_str()))
                .then_some(missing),
            basis: (basis != old.and_then(|old| old.basis)).then_some(basis),
            covers_from: (from != old.and_then(|old| old.covers_from)).then_some(from),
            covers_to: (to != old.and_then(|old| old.covers_to)).then_some(to),
            status: (status != old.map_or(ResultStatus::Final, |old| old.status)).then_some(status),
            source: None,
        };
        Ok(set_figures(&detail, &figures))
    })
    .intro(intro)
    .editing(true)
    .kept(keep, context);
    Box::new(form)
}
