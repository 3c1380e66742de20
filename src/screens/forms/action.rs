//! The corrective action: what, for whom, by whom, by when, to what effect.

use super::{Form, FormField, Keep, described};
use crate::domain::Tense;
use crate::screens::{Context, Screen};
use crate::workbook::edits;
use crate::workbook::steps::{close_action as close_step, empty_action, redate};
use crate::workbook::{Action, ActionRow, ActionStatus, Change, Subject, Table, ValueField};

/// Adds an action, or edits one. `focus` names the field to start at.
pub fn action(
    reference: &str,
    about: Subject,
    existing: Option<&Action>,
    focus: Option<&str>,
    context: &Context,
) -> Box<dyn Screen> {
    let period = context.session.period;
    let action = existing.cloned().unwrap_or_else(|| empty_action(about, period));
    let (title, subject) = match existing {
        Some(action) => (format!("Action for {reference}"), format!("action {}", action.id)),
        None => (format!("New action for {reference}"), "new action".to_owned()),
    };
    let fields = described(&action);
    let (name, again_name) = (reference.to_owned(), reference.to_owned());
    let form = Form::new(title, fields, move |values, context| {
        // The field itself has refused another unit than that of the indicator.
        let about = (name.as_str(), None);
        let period = context.session.period;
        edits::action(about, &action, &values.changed(), &context.session.when(), period)
    })
    .again(move |context| self::action(&again_name, about, None, None, context))
    .editing(existing.is_some())
    .kept(Keep::about(about, subject, reference), context)
    .starting_at(focus.unwrap_or("description"));
    Box::new(match about.table {
        Table::Indicator => form.figure_of(about.id, "expected_value"),
        _ => form,
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
    let keep = Keep::about(action.about(), format!("closing action {}", action.id), &name);
    let form = Form::new(
        format!("Close an action for {reference}"),
        fields,
        move |values, context| -> Result<Change, _> {
            let status =
                if values.get("status") == "done" { ActionStatus::Done } else { ActionStatus::Dropped };
            let period = context.session.period;
            Ok(close_step(&name, &action, status, period, values.get("progress")))
        },
    )
    .intro(intro)
    .kept(keep, context);
    Box::new(form)
}

/// Actions listed by name in the confirmation of a change to many.
const LISTED: usize = 8;

/// Gives several actions another date or owner, as one step; what is left
/// empty stays as it is.
pub fn change_actions(actions: Vec<ActionRow>) -> Box<dyn Screen> {
    let title = match actions.len() {
        1 => "Change an action".to_owned(),
        many => format!("Change {many} actions"),
    };
    let mut intro: Vec<String> =
        actions.iter().take(LISTED).map(|row| format!("- {}", row.action.description)).collect();
    if actions.len() > LISTED {
        intro.push(format!("and {} more", actions.len() - LISTED));
    }
    intro.push("One step: u takes it all back. What is left empty stays as it is.".to_owned());
    let fields = vec![
        FormField::date("due", "Due", None, Tense::Future),
        FormField::line("owner", "Owner", "")
            .completing(ValueField::Owner)
            .help("The role that answers for it."),
    ];
    let form = Form::new(title, fields, move |values, context| {
        let mut errors = Vec::new();
        let due = values.day("due", context.session.dates(Tense::Future), &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let owner = values.get("owner");
        if due.is_none() && owner.is_empty() {
            return Err(vec![("due", "write a date, an owner, or both".to_owned())]);
        }
        Ok(redate(&actions, due, owner))
    })
    .intro(intro);
    Box::new(form)
}
