//! The figures of one indicator and period: result, target, forecast.

use super::{Form, FormField, Keep, Values};
use crate::domain::figures::format_value;
use crate::domain::{Absence, Basis, Confidence, Period, ResultStatus, Tense, Unit};
use crate::screens::{Context, Screen};
use crate::workbook::choice::{Choice, choice_options};
use crate::workbook::edits::{self, When};
use crate::workbook::steps::jumps::LastFigures;
use crate::workbook::{Detail, Forecast};

/// What stands beside a forecast's period.
const OF_FORECAST: [&str; 5] =
    ["forecast", "forecast_numerator", "forecast_denominator", "confidence", "forecast_reason"];

/// What is expected of a period already, as the fields beside its name hold it.
fn of_forecast(detail: &Detail, about: Period) -> [(&'static str, String); 5] {
    let held = detail.forecasts.iter().find(|made| made.about == about && made.latest);
    let held = held.map(|made| &made.forecast);
    let figure = |of: fn(&Forecast) -> Option<f64>| {
        held.and_then(of).map(|value| value.to_string()).unwrap_or_default()
    };
    let confidence = held.map_or(Confidence::Unstated, |held| held.confidence);
    let texts = [
        figure(|held| held.value),
        figure(|held| held.numerator),
        figure(|held| held.denominator),
        confidence.code().to_owned(),
        held.map(|held| held.reason.clone()).unwrap_or_default(),
    ];
    let mut texts = texts.into_iter();
    OF_FORECAST.map(|field| (field, texts.next().unwrap_or_default()))
}

/// The period that the forecast is for: the year where none is typed; none where it cannot be read.
fn forecast_for(values: &Values, now: Period) -> Option<Period> {
    match values.get("forecast_for").trim() {
        "" => Some(now.whole_year()),
        typed => Period::parse(typed).ok(),
    }
}

/// Enters result, target and forecast, and what the result covers.
pub fn figures(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    Box::new(form(detail, context))
}

/// The same, opened at a field and at the forecast for a period: its code, or empty for the year.
pub fn figures_at(detail: &Detail, field: &str, about: &str, context: &Context) -> Box<dyn Screen> {
    let form = form(detail, context).holding("forecast_for", about).starting_at(field);
    Box::new(form)
}

fn form(detail: &Detail, context: &Context) -> Form {
    let indicator = &detail.indicator;
    let result = detail.result.as_ref();
    let basis_now = result.and_then(|result| result.basis).map_or("", Basis::code);
    let mut bases = vec![(String::new(), format!("as the indicator: {}", indicator.basis.title()))];
    bases.extend(Basis::ALL.iter().map(|basis| (basis.code().to_owned(), basis.title().to_owned())));
    let mut states = vec![(String::new(), "a figure, or nothing yet".to_owned())];
    states.extend(choice_options::<Absence>());
    let (state, reason) = Absence::parted(result.map_or("", |result| result.missing_because.as_str()));
    let (last, unit) = (LastFigures::of(detail), indicator.unit());
    // Of an amount per head the numerator may be written as money.
    let counted = if unit == Unit::Money { unit } else { Unit::Number };
    let expected = detail.year_end().map(|expected| &expected.forecast);
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
        FormField::choice("state", "Or there is none", states, state.map_or("", Choice::code))
            .help("Counted beside those that are reportable, never among them."),
        FormField::line("missing", "Because", reason)
            .help("As it is to be read: no survey this year, until Q4, fewer than five people …"),
        figure("target", "Target", detail.target.as_ref().map(|target| target.value), unit, last.target)
            .aimed(indicator.polarity)
            .help("For this period."),
        figure("forecast", "Forecast", expected.and_then(|forecast| forecast.value), unit, last.forecast)
            .help("What you expect the year to end at, or the period named below."),
        FormField::line("forecast_for", "Forecast for", "")
            .help("Empty for the year end; or a later period, such as Q3 2015/16."),
        figure(
            "forecast_numerator",
            "Forecast numerator",
            expected.and_then(|forecast| forecast.numerator),
            counted,
            None,
        )
        .help("Only where the forecast is worked out from its parts."),
        figure(
            "forecast_denominator",
            "Forecast denominator",
            expected.and_then(|forecast| forecast.denominator),
            Unit::Number,
            None,
        ),
        FormField::choice_of(
            "confidence",
            "Confidence",
            expected.map_or(Confidence::Unstated, |forecast| forecast.confidence),
        )
        .help("Whether the target will be met."),
        FormField::line(
            "forecast_reason",
            "Forecast because",
            expected.map_or("", |forecast| forecast.reason.as_str()),
        )
        .help("Why this is expected."),
        FormField::choice("basis", "Basis", bases, basis_now),
        FormField::date("from", "Covers from", result.and_then(|result| result.covers_from), Tense::Past)
            .help("Only where it is not simply the period."),
        FormField::date("to", "Covers to", result.and_then(|result| result.covers_to), Tense::Past),
        FormField::choice_of("status", "Status", result.map_or(ResultStatus::Final, |result| result.status)),
        FormField::line("source", "Source", result.map_or("", |result| result.source.as_str()))
            .help("Where the figures come from. Other figures need it anew."),
    ];
    let mut intro = vec![format!("{}, {}", indicator.description, detail.standing.period.title())];
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
    let (of, expected, when) = (detail.clone(), detail.clone(), context.session.when());
    // A figure that is typed again as it stands is said anew: a result beside other parts, a carried target.
    Form::new(title, fields, move |values, context| {
        let mut patch = values.typed();
        // What stands beside another period is held against what is expected of that one.
        if !values.get("forecast_for").is_empty() {
            let about = forecast_for(values, detail.standing.period);
            for (field, held) in about.map(|about| of_forecast(&detail, about)).into_iter().flatten() {
                match values.get(field) == held {
                    true => patch.leave(field),
                    false => patch.put(field, values.get(field)),
                }
            }
        }
        edits::figures(&detail, &patch, &context.session.when()).map(|(_, change, _)| change)
    })
    .following(move |values| {
        let about = forecast_for(values, expected.standing.period);
        about.map_or_else(Vec::new, |about| of_forecast(&expected, about).to_vec())
    })
    .hinting(move |values, field| hint(&of, values, field, &when))
    .intro(intro)
    .editing(true)
    .kept(keep, context)
}

/// What becomes of a result that was stated, or what is doubtful about the figures as they are typed so far.
fn hint(detail: &Detail, values: &Values, field: &str, when: &When) -> Option<String> {
    if !matches!(field, "numerator" | "denominator" | "stated") {
        return None;
    }
    let (figures, _, doubtful) = edits::figures(detail, &values.typed(), when).ok()?;
    let dropped = edits::dropped_result(detail, &figures).map(|said| said + ".");
    dropped.or_else(|| doubtful.into_iter().next().map(|doubt| doubt.message))
}
