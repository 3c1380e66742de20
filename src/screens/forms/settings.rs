//! The workbook's own settings.

use super::{Form, FormField};
use crate::domain::{Rating, Scheme};
use crate::screens::{Context, Screen};
use crate::workbook::{Change, Record, ValueField, Workbook};

/// Ratings that can be queued for review, with the names of their tick boxes.
const REVIEWABLE: &[(Rating, &str, &str)] = &[
    (Rating::Red, "review_red", "Review Red"),
    (Rating::RedAmber, "review_red_amber", "Review Red Amber"),
    (Rating::Amber, "review_amber", "Review Amber"),
    (Rating::GreenAmber, "review_green_amber", "Review Green Amber"),
    (Rating::NotOnTrack, "review_not_on_track", "Review Not on track"),
];

/// Edits the workbook's settings; `None` when no workbook is open.
pub fn settings(context: &Context) -> Option<Box<dyn Screen>> {
    let workbook = context.session.opening.as_ref()?.workbook.clone();
    let schemes =
        Scheme::built_in().iter().map(|scheme| (scheme.code.clone(), scheme.title.clone())).collect();
    let mut fields = vec![
        FormField::line("organisation", "Organisation", &workbook.organisation).required(),
        FormField::line("service", "Service", &workbook.service).required(),
        FormField::choice("scheme", "Rating scheme", schemes, &workbook.scheme)
            .help("Open periods are rated again; closed ones stay as they were reported."),
    ];
    fields.push(
        FormField::line("budget_tolerance", "Budget tolerance %", &workbook.budget_tolerance.to_string())
            .checked(|text, _| percent(text).map(|_| ()))
            .help("How far over its revised budget a forecast may be and still be amber."),
    );
    fields.push(
        FormField::line("risk_threshold", "Risk register from", &workbook.risk_threshold.to_string())
            .checked(|text, _| score(text).map(|_| ()))
            .help("The register lists risks rated this or more; the heat map counts all."),
    );
    fields.push(
        FormField::line("compare_with", "Benchmark of", &workbook.compare_with)
            .completing(ValueField::Organisation)
            .help("Whose figure stands beside results, unless an indicator names its own."),
    );
    for (rating, name, label) in REVIEWABLE {
        fields.push(FormField::tick(name, label, workbook.review_ratings.contains(rating)));
    }
    let form = Form::new("Workbook settings", fields, move |values, _| {
        let review_ratings: Vec<Rating> = REVIEWABLE
            .iter()
            .filter(|(_, name, _)| values.ticked(name))
            .map(|(rating, _, _)| *rating)
            .collect();
        if review_ratings.is_empty() {
            return Err(vec![("review_red", "tick at least one, or there is nothing to review".to_owned())]);
        }
        let budget_tolerance =
            percent(values.get("budget_tolerance")).map_err(|why| vec![("budget_tolerance", why)])?;
        let risk_threshold =
            score(values.get("risk_threshold")).map_err(|why| vec![("risk_threshold", why)])?;
        Ok(Change::new("Workbook settings").put(Record::Workbook(Workbook {
            organisation: values.get("organisation").to_owned(),
            service: values.get("service").to_owned(),
            scheme: values.get("scheme").to_owned(),
            review_ratings,
            budget_tolerance,
            risk_threshold,
            compare_with: values.get("compare_with").to_owned(),
            ..workbook.clone()
        })))
    });
    Some(Box::new(form))
}

fn percent(text: &str) -> Result<f64, String> {
    let text = text.trim().trim_end_matches('%').trim();
    match text.parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("write a percentage from 0 to 100".to_owned()),
    }
}

fn score(text: &str) -> Result<u32, String> {
    match text.trim().parse() {
        Ok(score @ 1..=999) => Ok(score),
        _ => Err("write a score from 1 to 999".to_owned()),
    }
}
