//! The figures of one indicator and period: result, target, forecast.

use super::{Form, FormField, Keep};
use crate::domain::dates::{due_date_text, format_date};
use crate::domain::figures::{format_value, read_figure};
use crate::domain::validate::{Severity, figures as doubts};
use crate::domain::{Basis, ResultStatus, Unit};
use crate::screens::{Context, Screen};
use crate::workbook::Detail;
use crate::workbook::steps::{Figures, set_figures};

fn figure_check(text: &str, _: &Context) -> Result<(), String> {
    // Whether it suits the unit is found out when all the figures are read together.
    read_figure(text, Unit::Money).map(|_| ())
}

fn date_check(text: &str, context: &Context) -> Result<(), String> {
    due_date_text(text, context.session.now.date()).map(|_| ())
}

fn text_of(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

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
    let date = |date: Option<chrono::NaiveDate>| date.map(format_date).unwrap_or_default();
    let fields = vec![
        FormField::line("numerator", "Numerator", &text_of(result.and_then(|result| result.numerator)))
            .checked(figure_check)
            .help(&format!(
                "How many {}.",
                if indicator.counted.is_empty() { "were counted" } else { &indicator.counted }
            )),
        FormField::line("denominator", "Denominator", &text_of(result.and_then(|result| result.denominator)))
            .checked(figure_check)
            .help("Out of how many. With both, the result is worked out from them."),
        FormField::line("stated", "Result as stated", &text_of(result.and_then(|result| result.stated)))
            .checked(figure_check)
            .help("The figure as published. Kept beside the computed one."),
        FormField::line(
            "missing",
            "Or why there is none",
            result.map_or("", |result| result.missing_because.as_str()),
        )
        .help("Not held, suppressed, not yet available …"),
        FormField::line("target", "Target", &text_of(detail.target.as_ref().map(|target| target.value)))
            .checked(figure_check)
            .help("For this period."),
        FormField::line(
            "forecast",
            "Year-end forecast",
            &text_of(detail.forecast.as_ref().map(|forecast| forecast.value)),
        )
        .checked(figure_check)
        .help("What you expect the year to end at."),
        FormField::choice("basis", "Basis", bases, basis_now),
        FormField::line("from", "Covers from", &date(result.and_then(|result| result.covers_from)))
            .checked(date_check)
            .help("Only where it is not simply the period."),
        FormField::line("to", "Covers to", &date(result.and_then(|result| result.covers_to)))
            .checked(date_check),
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
        intro
            .push(format!("Previous result {}.", format_value(previous, indicator.unit, indicator.decimals)));
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
        let today = context.session.now.date();
        let mut number = |name: &'static str, unit: Unit| {
            read_figure(values.get(name), unit)
                .map_err(|message| errors.push((name, message)))
                .unwrap_or_default()
        };
        let unit = detail.indicator.unit;
        let (numerator, denominator) =
            (number("numerator", Unit::Number), number("denominator", Unit::Number));
        let (stated, target, forecast) =
            (number("stated", unit), number("target", unit), number("forecast", unit));
        let mut day = |name: &'static str| match values.get(name) {
            "" => None,
            text => due_date_text(text, today).map_err(|message| errors.push((name, message))).ok(),
        };
        let (from, to) = (day("from"), day("to"));
        for finding in doubts(numerator, denominator, stated, detail.indicator.unit, detail.indicator.scale) {
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
    .kept(keep, context);
    Box::new(form)
}
