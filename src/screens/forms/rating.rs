//! Putting a person's rating in place of the computed one, with the reason.

use super::{Form, FormField, Keep};
use crate::domain::Rating;
use crate::screens::{Context, Screen};
use crate::workbook::Detail;
use crate::workbook::steps::settings::{check_by_hand, ratings_by_hand, scheme_of};
use crate::workbook::steps::{clear_override, override_rating as step};

/// Overrides the rating, or goes back to the computed one.
pub fn override_rating(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    let standing = &detail.standing;
    let workbook = context.session.opening.as_ref().map(|opening| opening.workbook.clone());
    let scheme = workbook.as_ref().map_or("", |workbook| scheme_of(workbook, &detail.indicator));
    let offered = ratings_by_hand(scheme, standing.period);
    let mut options: Vec<(String, String)> = Vec::new();
    // What is not a rating by hand yet begins with nothing chosen, unless it is one of those offered.
    let now = match &detail.rating_override {
        Some(by_hand) => {
            options
                .push(("computed".to_owned(), format!("as computed: {}", standing.computed_rating.title())));
            if !offered.contains(&by_hand.rating) {
                let title = format!("{} (not of this scheme)", by_hand.rating.title());
                options.push((by_hand.rating.code().to_owned(), title));
            }
            by_hand.rating.code()
        }
        None if offered.contains(&standing.rating) => standing.rating.code(),
        None => {
            options.push((String::new(), "choose one".to_owned()));
            ""
        }
    };
    options.extend(offered.iter().map(|rating| (rating.code().to_owned(), rating.title().to_owned())));
    let fields = vec![
        FormField::choice("rating", "Rating", options, now),
        FormField::text_area(
            "reason",
            "Because",
            detail.rating_override.as_ref().map_or("", |old| old.reason.as_str()),
            3,
        )
        .required()
        .help("Shown beside the rating, with your name; the computed rating stays visible."),
    ];
    let intro = vec![
        format!("Computed: {}. {}", standing.computed_rating.title(), detail.explanation.rule),
        detail.explanation.distance.clone(),
    ];
    let keep = Keep {
        subject: "override".to_owned(),
        indicator: detail.indicator.id,
        reference: detail.indicator.reference.clone(),
    };
    let title = format!("Override the rating of {}", detail.indicator.reference);
    let detail = detail.clone();
    let edits = detail.rating_override.is_some();
    let form = Form::new(title, fields, move |values, context| {
        if values.get("rating") == "computed" {
            return Ok(clear_override(&detail));
        }
        let Some(rating) = Rating::parse(values.get("rating")) else {
            return Err(vec![("rating", "choose a rating".to_owned())]);
        };
        let stays = detail.rating_override.as_ref().is_some_and(|by_hand| by_hand.rating == rating);
        if let Some(workbook) = workbook.as_ref().filter(|_| !stays) {
            check_by_hand(workbook, &detail.indicator, detail.standing.period, rating)
                .map_err(|why| vec![("rating", why)])?;
        }
        let session = context.session;
        Ok(step(&detail, rating, values.get("reason"), &session.user, &session.timestamp()))
    })
    .intro(intro.into_iter().filter(|text| !text.is_empty()).collect())
    .editing(edits)
    .kept(keep, context);
    Box::new(form)
}
