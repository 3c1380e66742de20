//! The indicator itself: wording, measure, polarity, scheme, people.

use super::{FieldError, Form, FormField, Keep, Values, described, put_after};
use crate::domain::figures::format_plain;
use crate::domain::measure::PER;
use crate::domain::measure_words::Proposed;
use crate::domain::typed_figure::read_written;
use crate::domain::{Measure, Polarity};
use crate::screens::{Context, Screen};
use crate::workbook::edits::{self, When};
use crate::workbook::steps::measure::{MeasureChoice, proposed_measure};
use crate::workbook::steps::themes::Unknown;
use crate::workbook::{Change, Detail, Id, Indicator, IndicatorTheme, Themes, ValueField};

/// Adds an indicator.
pub fn add_indicator(context: &Context) -> Box<dyn Screen> {
    let service = context.session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    form("New indicator".to_owned(), edits::new_indicator(service), None, context)
}

/// Edits the indicator of a detail.
pub fn edit_indicator(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    let title = format!("Indicator {}", detail.indicator.reference);
    form(title, detail.indicator.clone(), detail.filed.clone(), context)
}

fn form(
    title: String,
    indicator: Indicator,
    filed: Option<IndicatorTheme>,
    context: &Context,
) -> Box<dyn Screen> {
    let themes = Themes(context.session.opening.as_ref().map_or(&[], |opening| &opening.themes));
    let theme = filed.as_ref().and_then(|filed| themes.of(filed.theme_id));
    let theme = theme.map_or_else(String::new, |theme| themes.path(theme).to_string());
    let mut fields = described(&indicator);
    put_after(
        &mut fields,
        "portfolio_holder",
        [FormField::line("theme", "Theme", &theme)
            .completing(ValueField::Theme)
            .help("Priority, area of focus or risk; “Priority / Objective” for two levels.")],
    );
    let measure = FormField::choice("measure", "Kind of measure", kinds(&indicator), &kind_of(&indicator));
    let its = ["unit_name", "decimals"].into_iter().filter_map(|code| FormField::named(code, &indicator));
    put_after(&mut fields, "polarity", std::iter::once(measure).chain(its));
    let at = fields.iter().position(|field| field.name == "polarity").unwrap_or(fields.len());
    fields.splice(at..=at, band(indicator.polarity));
    let new = indicator.id == 0;
    let keep = Keep {
        subject: if indicator.id > 0 { "indicator".to_owned() } else { "new indicator".to_owned() },
        indicator: indicator.id,
        reference: if indicator.id > 0 { indicator.reference.clone() } else { "a new indicator".to_owned() },
    };
    let was = indicator.clone();
    if new {
        kind_first(&mut fields);
    }
    let mut form = Form::new(title, fields, {
        let indicator = indicator.clone();
        move |values, context| {
            let change = read(values, &indicator, &context.session.when())?;
            let themes = context.session.opening.as_ref().map_or(&[][..], |opening| &opening.themes);
            edits::file_indicator(change, &values.changed(), Themes(themes), filed.as_ref(), Unknown::Make)
        }
    })
    .hinting(move |values, name| hint(values, name, &indicator));
    form =
        if new { form.following(follow) } else { form.following(move |values| follow_edited(values, &was)) };
    form = form.editing(!new).kept(keep, context);
    if new {
        form = form.asking_what_is_needed(is_needed).again(add_indicator);
    }
    Box::new(form)
}

/// Puts the kind of measure and what belongs to it before everything else.
fn kind_first(fields: &mut [FormField]) {
    let order = |field: &FormField| match field.name {
        "measure" => 0,
        "unit_name" => 1,
        "decimals" => 2,
        _ => 3,
    };
    fields.sort_by_key(order);
}

/// Whether a new indicator of the kind that is chosen has a use for a field.
fn is_needed(values: &Values, field: &str) -> bool {
    let measure = values.get("measure").split(' ').next().and_then(Measure::parse).unwrap_or_default();
    match field {
        "unit_name" => measure == Measure::Average,
        "decimals" => !measure.is_count(),
        "low" | "high" => values.get("polarity") == "band",
        _ => true,
    }
}

/// Polarity as a choice, and the ends of a band.
fn band(polarity: Polarity) -> [FormField; 3] {
    let (now, low, high) = match polarity {
        Polarity::Higher => ("higher", None, None),
        Polarity::Lower => ("lower", None, None),
        Polarity::Band { low, high } => ("band", Some(low), Some(high)),
        Polarity::None => ("none", None, None),
    };
    let polarities = [
        ("higher", "higher is better"),
        ("lower", "lower is better"),
        ("band", "aim for a band"),
        ("none", "no judgement"),
    ];
    let end = |name, label, end: Option<f64>| {
        let text = end.map(|end| end.to_string()).unwrap_or_default();
        FormField::line(name, label, &text)
            .checked(|text, _| read_written(text).map(|_| ()).map_err(|error| error.to_string()))
    };
    [
        FormField::choice(
            "polarity",
            "Polarity",
            polarities.map(|(code, title)| (code.to_owned(), title.to_owned())).to_vec(),
            now,
        ),
        end("low", "Band from", low).help("Only for “aim for a band”; both ends count as met."),
        end("high", "Band to", high),
    ]
}

/// The kinds of measure, a rate for each number it is usually per.
fn kinds(indicator: &Indicator) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    if !indicator.measure.takes_scale(indicator.scale) {
        let scale = format_plain(indicator.scale, 6);
        let title = format!("{}, but {scale} × numerator ÷ denominator", indicator.measure.title());
        all.push((kind_of(indicator), title));
    }
    for measure in Measure::ALL {
        match measure {
            Measure::Rate => {
                let usual = PER.into_iter().filter(|per| (1_000.0..=100_000.0).contains(per));
                let own = Some(indicator.scale).filter(|_| indicator.measure == Measure::Rate);
                let own =
                    own.filter(|own| Measure::Rate.takes_scale(*own) && !(1_000.0..=100_000.0).contains(own));
                all.extend(
                    usual
                        .chain(own)
                        .map(|per| (format!("rate {per}"), format!("rate per {}", format_plain(per, 0)))),
                );
            }
            measure => all.push((measure.code().to_owned(), measure.title().to_owned())),
        }
    }
    all
}

/// The kind as the form holds it: `rate 1000` for a rate per 1,000, with its factor too where that
/// is not the kind's own.
fn kind_of(indicator: &Indicator) -> String {
    let Indicator { measure, scale, .. } = indicator;
    match measure.scale() {
        Some(own) if own == *scale => measure.code().to_owned(),
        _ => format!("{} {scale}", measure.code()),
    }
}

/// The measure that the form says; as it was where that is still chosen.
fn chosen(values: &Values, old: &Indicator) -> Result<Indicator, FieldError> {
    let mut indicator = old.clone();
    let kind = values.get("measure");
    let (code, factor) = kind.split_once(' ').unwrap_or((kind, ""));
    let measure = Measure::parse(code).unwrap_or(old.measure);
    let unit_name = values.get("unit_name").trim();
    if kind == kind_of(old) && !measure.takes_scale(old.scale) {
        unit_name.clone_into(&mut indicator.unit_name);
    } else {
        let per = factor.parse().ok().filter(|_| measure == Measure::Rate);
        let choice = MeasureChoice { measure, per, unit_name: Some(unit_name.to_owned()), decimals: None };
        choice
            .onto(&mut indicator)
            .map_err(|fault| (if fault.field == "per" { "measure" } else { "unit_name" }, fault.message))?;
    }
    indicator.decimals = match values.get("decimals").trim().parse::<u32>() {
        _ if !values.has("decimals") => indicator.measure.usual_decimals(),
        Ok(decimals @ 0..=6) => decimals,
        _ => return Err(("decimals", "write a whole number from 0 to 6".to_owned())),
    };
    Ok(indicator)
}

/// What a new indicator's measure is by its words, its decimals by its measure.
fn follow(values: &Values) -> Vec<(&'static str, String)> {
    let proposed = proposed_measure(values.get("description"), values.get("reference"));
    let kind = match &proposed {
        Some(Proposed { measure: Measure::Rate, scale, .. }) => format!("rate {scale}"),
        Some(proposed) => proposed.measure.code().to_owned(),
        None => Measure::default().code().to_owned(),
    };
    let now = values.get("measure");
    let measure = Measure::parse(now.split(' ').next().unwrap_or(now)).unwrap_or_default();
    let unit_name =
        proposed.filter(|proposed| proposed.measure == measure).map(|proposed| proposed.unit_name);
    vec![
        ("measure", kind),
        ("unit_name", unit_name.unwrap_or_default()),
        ("decimals", measure.usual_decimals().to_string()),
    ]
}

/// The decimals of an indicator that is edited and the name of its average, by the kind that is chosen.
fn follow_edited(values: &Values, was: &Indicator) -> Vec<(&'static str, String)> {
    let chosen = values.get("measure").split(' ').next().and_then(Measure::parse);
    let kept = chosen.is_none_or(|measure| measure == was.measure);
    let decimals = chosen.filter(|_| !kept).map_or(was.decimals, Measure::usual_decimals);
    let unit_name = if kept { was.unit_name.clone() } else { String::new() };
    vec![("unit_name", unit_name), ("decimals", decimals.to_string())]
}

/// An example of the kind of measure, as it is chosen.
fn hint(values: &Values, field: &str, old: &Indicator) -> Option<String> {
    if !matches!(field, "measure" | "unit_name" | "decimals") {
        return None;
    }
    let indicator = chosen(values, old).ok()?;
    let example = indicator.spec().example(values.get("counted"));
    let words = proposed_measure(values.get("description"), values.get("reference"))
        .filter(|proposed| proposed.measure == indicator.measure && old.id == 0)
        .map(|proposed| format!("   “{}” says so.", proposed.because));
    Some(format!("{example}{}", words.unwrap_or_default()))
}

fn read(values: &Values, old: &Indicator, when: &When) -> Result<Change, Vec<FieldError>> {
    let mut patch = values.changed();
    // A band is two fields here, and one text.
    let polarity = match values.get("polarity") {
        "band" => format!("{}..{}", values.get("low"), values.get("high")),
        other => other.to_owned(),
    };
    if ["polarity", "low", "high"].iter().any(|field| patch.get(field).is_some()) {
        patch.put("polarity", polarity);
    }
    let banded = values.get("polarity") == "band";
    let read = edits::indicator(old, &patch, when);
    match (read, chosen(values, old)) {
        (Ok(read), Ok(measured)) => {
            let Indicator { measure, scale, unit_name, decimals, .. } = measured;
            Ok(edits::put_indicator(old, Indicator { measure, scale, unit_name, decimals, ..read }, ""))
        }
        (read, measured) => {
            let mut errors = read.err().unwrap_or_default();
            errors.extend(measured.err());
            // Said where the band is typed.
            let to_band = |(field, why)| (if field == "polarity" && banded { "high" } else { field }, why);
            Err(errors.into_iter().map(to_band).collect())
        }
    }
}

/// Sets the owner of several indicators, as one step.
pub fn set_owner(ids: Vec<Id>) -> Box<dyn Screen> {
    let count = ids.len();
    let title =
        if count == 1 { "Set the owner".to_owned() } else { format!("Set the owner of {count} indicators") };
    let fields = vec![
        FormField::line("owner", "Owner", "")
            .required()
            .completing(ValueField::Owner)
            .help("The role that answers for the result."),
    ];
    let form = Form::new(title, fields, |_, _| Ok(Change::none()))
        .intro(vec!["One step: u takes it all back.".to_owned()])
        .over(ids, |values, records| edits::set_owner(records, values.get("owner")));
    Box::new(form)
}
