//! The workbook's own settings.

use super::{Form, FormField, Values};
use crate::domain::Rating;
use crate::screens::{Context, Screen};
use crate::workbook::schema::schemes;
use crate::workbook::steps::settings::{
    Settings, change_settings, read_threshold, read_tolerance, reviewable,
};
use crate::workbook::{ValueField, Workbook};

/// Edits the workbook's settings; `None` when no workbook is open.
pub fn settings(context: &Context) -> Option<Box<dyn Screen>> {
    let opening = context.session.opening.as_ref()?;
    let (workbook, ratings) = (opening.workbook.clone(), opening.ratings_of_other_schemes());
    let room = opening.organisations.clone();
    let fields = fields(&workbook, &workbook.scheme, &ratings);
    let (stored, in_use) = (workbook.clone(), ratings.clone());
    let form = Form::new("Workbook settings", fields, move |values, _| {
        let mut errors = Vec::new();
        let mut refuse = |name, why| errors.push((name, why));
        let budget_tolerance = read_tolerance(values.get("budget_tolerance"));
        let risk_threshold = read_threshold(values.get("risk_threshold"));
        let offered = offered(&workbook, values.get("scheme"), &ratings);
        let new = Settings {
            organisation: Some(values.get("organisation").to_owned()),
            service: Some(values.get("service").to_owned()),
            scheme: Some(values.get("scheme").to_owned()),
            review: Some(offered.into_iter().filter(|rating| values.ticked(rating.code())).collect()),
            budget_tolerance: budget_tolerance.map_err(|why| refuse("budget_tolerance", why)).ok(),
            risk_threshold: risk_threshold.map_err(|why| refuse("risk_threshold", why)).ok(),
            compare_with: Some(values.get("compare_with").to_owned()),
            current_period: None,
        };
        match change_settings(&workbook, &room, &new, &ratings) {
            Ok(change) if errors.is_empty() => Ok(change),
            Ok(_) => Err(errors),
            Err(refused) => {
                errors.extend(refused.into_iter().map(|(name, why)| match name {
                    // Said under the first of the boxes.
                    "review" => (first_box(&workbook, values, &ratings), why),
                    name => (name, why),
                }));
                Err(errors)
            }
        }
    })
    .reshaping(move |values| self::fields(&stored, values.get("scheme"), &in_use))
    .editing(true);
    Some(Box::new(form))
}

/// The ratings with a box to tick: those that can be reviewed, and those that are.
fn offered(workbook: &Workbook, scheme: &str, in_use: &[Rating]) -> Vec<Rating> {
    let mut offered = reviewable(scheme, workbook.current_period, in_use);
    offered.extend(
        workbook.review_ratings.iter().copied().filter(|one| !offered.contains(one)).collect::<Vec<_>>(),
    );
    offered
}

fn first_box(workbook: &Workbook, values: &Values, in_use: &[Rating]) -> &'static str {
    offered(workbook, values.get("scheme"), in_use).first().map_or("scheme", |rating| rating.code())
}

/// The field of a service, which is needed unless there is none: a group's workbook is about no service.
fn service(field: FormField, stored: &str) -> FormField {
    if stored.is_empty() { field } else { field.required() }
}

fn fields(workbook: &Workbook, scheme: &str, in_use: &[Rating]) -> Vec<FormField> {
    let mut fields = vec![
        FormField::line("organisation", "Organisation", &workbook.organisation).required(),
        service(FormField::line("service", "Service", &workbook.service), &workbook.service),
        FormField::choice("scheme", "Rating scheme", schemes(), &workbook.scheme)
            .help("Open periods are rated again; closed ones stay as they were reported."),
        FormField::line("budget_tolerance", "Budget tolerance %", &workbook.budget_tolerance.to_string())
            .checked(|text, _| read_tolerance(text).map(|_| ()))
            .help("How far over its revised budget a forecast may be and still be amber."),
        FormField::line("risk_threshold", "Risk register from", &workbook.risk_threshold.to_string())
            .checked(|text, _| read_threshold(text).map(|_| ()))
            .help("The register lists risks rated this or more; the heat map counts all."),
    ];
    fields.push(
        FormField::line("compare_with", "Benchmark of", &workbook.compare_with)
            .completing(ValueField::Organisation)
            .help("Whose figure stands beside results, unless an indicator names its own."),
    );
    for rating in offered(workbook, scheme, in_use) {
        let label = format!("Review {}", rating.title());
        fields.push(FormField::tick(rating.code(), &label, workbook.review_ratings.contains(&rating)));
    }
    fields
}
