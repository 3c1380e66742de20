//! Putting a person's rating in place of the computed one, with the reason.

use super::{Form, FormField, Keep};
use crate::domain::Rating;
use crate::screens::{Context, Screen};
use crate::workbook::Detail;
use crate::workbook::steps::{clear_override, override_rating as step};

/// Ratings a person may give.
const RATINGS: &[Rating] = &[
    Rating::Red,
    Rating::RedAmber,
    Rating::Amber,
    Rating::GreenAmber,
    Rating::Green,
    Rating::NotOnTrack,
    Rating::OnTrack,
    Rating::NotReportable,
];

/// Overrides the rating, or goes back to the computed one.
pub fn override_rating(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    let standing = &detail.standing;
    let mut options: Vec<(String, String)> = Vec::new();
    if detail.rating_override.is_some() {
        options.push(("computed".to_owned(), format!("as computed: {}", standing.computed_rating.title())));
    }
    let offered = RATINGS.contains(&standing.rating);
    if !offered {
        options.push((String::new(), "choose one".to_owned()));
    }
    options.extend(RATINGS.iter().map(|rating| (rating.code().to_owned(), rating.title().to_owned())));
    let fields = vec![
        FormField::choice("rating", "Rating", options, if offered { standing.rating.code() } else { "" }),
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
    let form = Form::new(title, fields, move |values, context| {
        if values.get("rating") == "computed" {
            return Ok(clear_override(&detail));
        }
        let Some(rating) = Rating::parse(values.get("rating")) else {
            return Err(vec![("rating", "choose a rating".to_owned())]);
        };
        let session = context.session;
        Ok(step(&detail, rating, values.get("reason"), &session.user, &session.timestamp()))
    })
    .intro(intro.into_iter().filter(|text| !text.is_empty()).collect())
    .kept(keep, context);
    Box::new(form)
}
