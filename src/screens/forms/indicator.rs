//! The indicator itself: wording, unit, polarity, scheme, people.

use super::{FieldError, Form, FormField, Keep, Values};
use crate::domain::figures::parse_figure;
use crate::domain::typed_figure::{read_figure, read_written};
use crate::domain::{Basis, Comparator, Frequency, Polarity, Scheme, Unit};
use crate::screens::{Context, Screen};
use crate::workbook::steps::empty_indicator;
use crate::workbook::{Change, Detail, Id, Indicator, Record, ValueField};

fn figure_check(text: &str, _: &Context) -> Result<(), String> {
    read_written(text).map(|_| ()).map_err(|error| error.to_string())
}

fn options<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    title: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter().map(|one| (code(*one).to_owned(), title(*one).to_owned())).collect()
}

/// Adds an indicator.
pub fn add_indicator(context: &Context) -> Box<dyn Screen> {
    let service = context.session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    let indicator = Indicator { kind: "Local".to_owned(), ..empty_indicator("", service) };
    form("New indicator".to_owned(), indicator, context)
}

/// Edits the indicator of a detail.
pub fn edit_indicator(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    form(format!("Indicator {}", detail.indicator.reference), detail.indicator.clone(), context)
}

fn form(title: String, indicator: Indicator, context: &Context) -> Box<dyn Screen> {
    let (low, high) = match indicator.polarity {
        Polarity::Band { low, high } => (low.to_string(), high.to_string()),
        _ => (String::new(), String::new()),
    };
    let polarity = match indicator.polarity {
        Polarity::Higher => "higher",
        Polarity::Lower => "lower",
        Polarity::Band { .. } => "band",
        Polarity::None => "none",
    };
    let polarities = [
        ("higher", "higher is better"),
        ("lower", "lower is better"),
        ("band", "aim for a band"),
        ("none", "no judgement"),
    ]
    .map(|(code, title)| (code.to_owned(), title.to_owned()))
    .to_vec();
    let scales = [("1", "1"), ("100", "100 (percent)"), ("1000", "per 1,000"), ("100000", "per 100,000")]
        .map(|(code, title)| (code.to_owned(), title.to_owned()))
        .to_vec();
    let mut schemes = vec![(String::new(), "the workbook's".to_owned())];
    schemes.extend(Scheme::built_in().iter().map(|scheme| (scheme.code.clone(), scheme.title.clone())));
    let fields = vec![
        FormField::line("reference", "Reference", &indicator.reference)
            .required()
            .help("AC/S4, LPI 7 … unique in the workbook."),
        FormField::text_area("description", "Description", &indicator.description, 2)
            .required()
            .help("As members will read it."),
        FormField::line("kind", "Type", &indicator.kind)
            .required()
            .completing(ValueField::Kind)
            .help("Strategic, Critical, PAF, Local …"),
        FormField::line("service", "Service", &indicator.service).required().completing(ValueField::Service),
        FormField::line("owner", "Owner", &indicator.owner)
            .completing(ValueField::Owner)
            .help("The role that answers for the result."),
        FormField::line("officer", "Officer", &indicator.officer).help("The role that compiles the figure."),
        FormField::line("portfolio_holder", "Portfolio holder", &indicator.portfolio_holder),
        FormField::choice("polarity", "Polarity", polarities, polarity),
        FormField::line("low", "Band from", &low)
            .checked(figure_check)
            .help("Only for “aim for a band”; both ends count as met."),
        FormField::line("high", "Band to", &high).checked(figure_check),
        FormField::choice("unit", "Unit", options(Unit::ALL, Unit::code, Unit::title), indicator.unit.code()),
        FormField::line("decimals", "Decimals shown", &indicator.decimals.to_string())
            .required()
            .help("0 to 6."),
        FormField::choice("scale", "Scale", scales, &indicator.scale.to_string())
            .help("Result = scale × numerator ÷ denominator."),
        FormField::line("counted", "What is counted", &indicator.counted)
            .help("clients, days … for “3 more clients would make this Green Amber”."),
        FormField::choice(
            "frequency",
            "Reported",
            options(Frequency::ALL, Frequency::code, Frequency::title),
            indicator.frequency.code(),
        ),
        FormField::choice(
            "basis",
            "Basis",
            options(Basis::ALL, Basis::code, Basis::title),
            indicator.basis.code(),
        ),
        FormField::choice(
            "comparator",
            "Compared with",
            options(Comparator::ALL, Comparator::code, Comparator::title),
            indicator.comparator.code(),
        ),
        FormField::choice("scheme", "Rating scheme", schemes, &indicator.scheme),
        FormField::line(
            "tolerance",
            "Tolerance %",
            &indicator.tolerance.map(|value| value.to_string()).unwrap_or_default(),
        )
        .checked(figure_check)
        .help("For tolerance schemes; empty takes the scheme's own."),
        FormField::text_area("definition", "Definition", &indicator.definition, 3),
        FormField::line("source", "Data source", &indicator.source),
    ];
    let keep = Keep {
        subject: if indicator.id > 0 { "indicator".to_owned() } else { "new indicator".to_owned() },
        indicator: indicator.id,
        reference: if indicator.id > 0 { indicator.reference.clone() } else { "a new indicator".to_owned() },
    };
    Box::new(Form::new(title, fields, move |values, _| read(values, &indicator)).kept(keep, context))
}

fn read(values: &Values, old: &Indicator) -> Result<Change, Vec<FieldError>> {
    let mut errors: Vec<FieldError> = Vec::new();
    let decimals = match values.get("decimals").parse::<u32>() {
        Ok(decimals @ 0..=6) => decimals,
        _ => {
            errors.push(("decimals", "write a whole number from 0 to 6".to_owned()));
            0
        }
    };
    let polarity = match values.get("polarity") {
        "lower" => Polarity::Lower,
        "none" => Polarity::None,
        "band" => match (parse_figure(values.get("low")), parse_figure(values.get("high"))) {
            (Ok(low), Ok(high)) if low <= high => Polarity::Band { low, high },
            (Ok(_), Ok(_)) => {
                errors.push(("high", "the band ends before it begins".to_owned()));
                Polarity::None
            }
            _ => {
                errors.push(("low", "a band needs both ends".to_owned()));
                Polarity::None
            }
        },
        _ => Polarity::Higher,
    };
    let tolerance = read_figure(values.get("tolerance"), Unit::Percent)
        .map_err(|message| errors.push(("tolerance", message)))
        .unwrap_or_default();
    if !errors.is_empty() {
        return Err(errors);
    }
    let text = |name: &str| values.get(name).to_owned();
    let indicator = Indicator {
        reference: text("reference"),
        description: text("description"),
        definition: text("definition"),
        kind: text("kind"),
        service: text("service"),
        owner: text("owner"),
        officer: text("officer"),
        portfolio_holder: text("portfolio_holder"),
        unit: Unit::parse(values.get("unit")).unwrap_or(old.unit),
        decimals,
        scale: values.get("scale").parse().unwrap_or(old.scale),
        counted: text("counted"),
        polarity,
        frequency: Frequency::parse(values.get("frequency")).unwrap_or(old.frequency),
        basis: Basis::parse(values.get("basis")).unwrap_or(old.basis),
        comparator: Comparator::parse(values.get("comparator")).unwrap_or(old.comparator),
        scheme: text("scheme"),
        tolerance,
        source: text("source"),
        ..old.clone()
    };
    let verb = if old.id > 0 { "edited" } else { "added" };
    Ok(Change::new(format!("{} {verb}", indicator.reference)).put(Record::Indicator(indicator)))
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
    let form = Form::new(title, fields, |_, _| Ok(Change::new("Set the owner")))
        .intro(vec!["One step: u takes it all back.".to_owned()])
        .over(ids, |values, records| {
            let owner = values.get("owner");
            let label = match records {
                [one] => format!("{} owner: {owner}", one.reference),
                many => format!("Owner of {} indicators: {owner}", many.len()),
            };
            records.iter().fold(Change::new(label), |change, record| {
                change.put(Record::Indicator(Indicator { owner: owner.to_owned(), ..record.clone() }))
            })
        });
    Box::new(form)
}
