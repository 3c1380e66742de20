//! Next year's target and why it is set so, and the sign-off of a period.

use super::{Form, FormField, Keep};
use crate::domain::Tense;
use crate::domain::bound::read_target;
use crate::screens::{Context, Screen};
use crate::workbook::{Detail, ValueField, edits};

fn keep(detail: &Detail, subject: &str) -> Keep {
    Keep {
        subject: subject.to_owned(),
        indicator: detail.indicator.id,
        reference: detail.indicator.reference.clone(),
    }
}

/// Sets next year's target, beside past results and the group's.
pub fn next_target(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    let indicator = &detail.indicator;
    let year = detail.next_year().title();
    let now = detail.next_target().map(|target| target.value);
    let last = detail.year_target.as_ref().or(detail.target.as_ref()).map(|target| target.value);
    let fields = vec![
        FormField::figure("target", &format!("Target {year}"), now, indicator.unit(), last)
            .aimed(indicator.polarity)
            .help("Counts for the whole year as soon as the year is opened. Emptied, there is none."),
        FormField::text_area("reason", "Why it is set so", detail.next_target_reason(), 4)
            .help("Past results, neighbours, what it would take. Printed in the action-plan form."),
    ];
    let mut intro = vec![indicator.description.clone()];
    intro.extend(detail.target_facts());
    let title = format!("Target of {} for {year}", indicator.reference);
    let kept = keep(detail, "next target");
    let (told, detail) = (detail.clone(), detail.clone());
    let form = Form::new(title, fields, move |values, context| {
        edits::next_target(&detail, &values.changed(), &context.session.when())
    })
    .intro(intro)
    .hinting(move |values, field| {
        let typed = values.get("target").trim();
        let indicator = &told.indicator;
        let target = read_target(typed, indicator.figure_unit(), indicator.polarity).ok().flatten();
        target.filter(|_| field == "target").and_then(|target| told.takes(target))
    })
    .editing(true)
    .kept(kept, context);
    Box::new(form)
}

/// Records that a role has signed off the figures of the period.
pub fn sign_off(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    let signed = &detail.years.sign_offs;
    let owner = detail.indicator.owner.trim();
    let has_signed = |role: &str| signed.iter().any(|one| one.role.eq_ignore_ascii_case(role));
    let role = if has_signed(owner) { "" } else { owner };
    let fields = vec![
        FormField::line("role", "Role", role)
            .required()
            .completing(ValueField::Owner)
            .help("The role that signs, never a name: Head of Service, Executive Director."),
        FormField::date("on", "Signed on", Some(context.session.now.date()), Tense::Past)
            .help("Emptied, the sign-off of this role is taken back."),
    ];
    let standing = &detail.standing;
    let mut intro = vec![format!(
        "{}, {}: {}",
        detail.indicator.description,
        standing.period.title(),
        crate::workbook::figures::result(standing)
    )];
    intro.extend(signed.iter().map(|one| detail.sign_off_words(one)));
    let title = format!("Sign off {}", detail.indicator.reference);
    let kept = keep(detail, "sign-off");
    let detail = detail.clone();
    let form = Form::new(title, fields, move |values, context| {
        let session = context.session;
        let typed = ["role", "on"].into_iter().map(|field| (field, values.get(field).to_owned()));
        edits::sign_off(&detail, &typed.collect(), &session.when(), &session.user, &session.timestamp())
    })
    .intro(intro)
    .kept(kept, context);
    Box::new(form)
}
