//! Forms that only ask why: skipping a red, retiring an indicator.

use super::{Form, FormField, Keep};
use crate::screens::{Context, Screen};
use crate::workbook::steps::{retire as retire_step, skip as skip_step};
use crate::workbook::{Change, Detail, Indicator};

/// Skips a red for now.
pub fn skip(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::text_area("reason", "Because", "", 3)
            .required()
            .help("Shown in the summary, so that it is not forgotten."),
    ];
    let keep = Keep {
        subject: "skip".to_owned(),
        indicator: detail.indicator.id,
        reference: detail.indicator.reference.clone(),
    };
    let title = format!("Skip {} for now", detail.indicator.reference);
    let intro = vec![detail.indicator.description.clone()];
    let detail = detail.clone();
    let form = Form::new(title, fields, move |values, context| {
        Ok(skip_step(&detail, values.get("reason"), &context.session.user, &context.session.timestamp()))
    })
    .intro(intro)
    .kept(keep, context);
    Box::new(form)
}

/// Retires an indicator from the period on screen, or brings it back.
pub fn retire(indicator: &Indicator, context: &Context) -> Box<dyn Screen> {
    let period = context.session.period;
    let title = format!("Retire {}", indicator.reference);
    let intro = vec![
        indicator.description.clone(),
        format!(
            "It is left out from {} on. Earlier periods keep it, and the history keeps everything; u brings it back.",
            period.title()
        ),
    ];
    let fields = vec![
        FormField::text_area("reason", "Because", "", 3)
            .required()
            .help("Replaced, no longer collected, merged …"),
    ];
    let keep = Keep {
        subject: "retire".to_owned(),
        indicator: indicator.id,
        reference: indicator.reference.clone(),
    };
    let indicator = indicator.clone();
    let form = Form::new(title, fields, move |values, context| -> Result<Change, _> {
        let period = context.session.period;
        Ok(retire_step(&indicator, period, values.get("reason")))
    })
    .intro(intro)
    .kept(keep, context);
    Box::new(form)
}
