//! The corrective action: what, for whom, by whom, by when, to what effect.

use chrono::NaiveDate;

use super::{Form, FormField, Keep, Values};
use crate::domain::Period;
use crate::domain::dates::{due_date_text, format_date};
use crate::domain::figures::parse_figure;
use crate::screens::{Context, Screen};
use crate::ui::facts::action_status;
use crate::workbook::steps::{close_action as close_step, empty_action, put_action};
use crate::workbook::{Action, ActionStatus, Change, ValueField};

const STATUSES: &[(ActionStatus, &str)] = &[
    (ActionStatus::Planned, "planned"),
    (ActionStatus::UnderWay, "under_way"),
    (ActionStatus::Done, "done"),
    (ActionStatus::Dropped, "dropped"),
];

/// Adds an action, or edits one. `focus` names the field to start at.
pub fn action(
    reference: &str,
    indicator: i64,
    existing: Option<&Action>,
    focus: Option<&str>,
    context: &Context,
) -> Box<dyn Screen> {
    let period = context.session.period.clone();
    let action = existing.cloned().unwrap_or_else(|| empty_action(indicator, &period));
    let (title, subject) = match existing {
        Some(action) => (format!("Action for {reference}"), format!("action {}", action.id)),
        None => (format!("New action for {reference}"), "new action".to_owned()),
    };
    let statuses = STATUSES
        .iter()
        .map(|(status, code)| ((*code).to_owned(), action_status(*status).to_owned()))
        .collect();
    let status =
        STATUSES.iter().find(|(status, _)| *status == action.status).map_or("planned", |(_, code)| code);
    let fields = vec![
        FormField::text_area("description", "Action", &action.description, 4)
            .required()
            .help("What will be done, exactly, and how it will make a difference."),
        FormField::line("owner", "Owner", &action.owner)
            .completing(ValueField::Owner)
            .help("The role that answers for it. Needed before the review."),
        FormField::line("due", "Due", &action.due.map(format_date).unwrap_or_default())
            .checked(|text, context| due_date_text(text, context.session.now.date()).map(|_| ()))
            .help("06/07/2015, 6 jul, +2w, fri. Needed before the review."),
        FormField::choice("status", "Status", statuses, status),
        FormField::line("client_group", "Client group", &action.client_group)
            .completing(ValueField::ClientGroup)
            .help("Older people, learning disabilities … or empty."),
        FormField::line("expected_effect", "Expected effect", &action.expected_effect)
            .help("What it should do to the indicator, in words."),
        FormField::line(
            "expected_value",
            "Bringing it to",
            &action.expected_value.map(|value| value.to_string()).unwrap_or_default(),
        )
        .checked(|text, _| parse_figure(text).map(|_| ()).map_err(|error| error.to_string()))
        .help("The figure it should bring the indicator to."),
        FormField::line("expected_by", "By", &action.expected_by)
            .checked(|text, _| Period::parse(text).map(|_| ()).map_err(|error| error.to_string()))
            .help("The period by which: Q3 2015/16."),
        FormField::text_area("progress", "Progress", &action.progress, 2)
            .help("How it is going, for the next report."),
    ];
    let (name, again_name) = (reference.to_owned(), reference.to_owned());
    let form = Form::new(title, fields, move |values, context| {
        let today = context.session.now.date();
        let action = read(values, &action, today, &context.session.period)?;
        Ok(put_action(&name, action))
    })
    .again(move |context| self::action(&again_name, indicator, None, None, context))
    .kept(Keep { subject, indicator, reference: reference.to_owned() }, context)
    .starting_at(focus.unwrap_or("description"));
    Box::new(form)
}

fn read(
    values: &Values,
    old: &Action,
    today: NaiveDate,
    period: &str,
) -> Result<Action, Vec<super::FieldError>> {
    let mut errors = Vec::new();
    let due = match values.get("due") {
        "" => None,
        text => due_date_text(text, today).map_err(|message| errors.push(("due", message))).ok(),
    };
    let expected_value = match values.get("expected_value") {
        "" => None,
        text => parse_figure(text).map_err(|error| errors.push(("expected_value", error.to_string()))).ok(),
    };
    let expected_by = match values.get("expected_by") {
        "" => String::new(),
        text => match Period::parse(text) {
            Ok(period) => period.code(),
            Err(error) => {
                errors.push(("expected_by", error.to_string()));
                String::new()
            }
        },
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let status = STATUSES
        .iter()
        .find(|(_, code)| *code == values.get("status"))
        .map_or(old.status, |(status, _)| *status);
    let closed = matches!(status, ActionStatus::Done | ActionStatus::Dropped);
    Ok(Action {
        description: values.get("description").to_owned(),
        owner: values.get("owner").to_owned(),
        due,
        status,
        client_group: values.get("client_group").to_owned(),
        expected_effect: values.get("expected_effect").to_owned(),
        expected_value,
        expected_by,
        progress: values.get("progress").to_owned(),
        closed_in: match (closed, old.closed_in.is_empty()) {
            (true, true) => period.to_owned(),
            (true, false) => old.closed_in.clone(),
            (false, _) => String::new(),
        },
        ..old.clone()
    })
}

/// Closes an action: done or dropped, and what came of it.
pub fn close_action(reference: &str, action: &Action, context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::choice(
            "status",
            "Outcome",
            vec![("done".to_owned(), "done".to_owned()), ("dropped".to_owned(), "dropped".to_owned())],
            "done",
        ),
        FormField::text_area("progress", "What came of it", &action.progress, 3)
            .help("Did it work? For the report and for next time."),
    ];
    let (name, action) = (reference.to_owned(), action.clone());
    let intro = vec![action.description.clone()];
    let keep = Keep {
        subject: format!("closing action {}", action.id),
        indicator: action.indicator_id,
        reference: name.clone(),
    };
    let form = Form::new(
        format!("Close an action for {reference}"),
        fields,
        move |values, context| -> Result<Change, _> {
            let status =
                if values.get("status") == "done" { ActionStatus::Done } else { ActionStatus::Dropped };
            Ok(close_step(&name, &action, status, &context.session.period, values.get("progress")))
        },
    )
    .intro(intro)
    .kept(keep, context);
    Box::new(form)
}
