//! What can be opened over a screen, in one place: each is one line, so that
//! every screen that offers a thing opens the same one.

use super::{Context, Screen, chart, forms, links, questions, why, writing};
use crate::workbook::{
    Action, ActionRow, Change, CommentaryKind, Detail, Id, Indicator, Subject, SubjectName,
};

/// Why the rating is what it is.
pub fn why(detail: &Detail) -> Box<dyn Screen> {
    Box::new(why::Why::new(detail))
}

/// The control chart of an indicator.
pub fn chart(indicator: Id, reference: &str) -> Box<dyn Screen> {
    chart::ControlChart::open(indicator, reference)
}

/// Writing the reasons.
pub fn write(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    Box::new(writing::Writing::new(detail, CommentaryKind::Reasons, context))
}

/// Writing what could help or hinder.
pub fn write_risks(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    write_kind(detail, CommentaryKind::RisksAndOpportunities, context)
}

/// Writing words of another kind.
pub fn write_kind(detail: &Detail, kind: CommentaryKind, context: &Context) -> Box<dyn Screen> {
    Box::new(writing::Writing::new(detail, kind, context))
}

/// A new corrective action.
pub fn add_action(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    add_action_about(&detail.indicator.reference, detail.indicator.subject(), context)
}

/// A new action about anything; `name` is what that is called.
pub fn add_action_about(name: &str, about: Subject, context: &Context) -> Box<dyn Screen> {
    forms::action(name, about, None, None, context)
}

/// An action, starting at a field.
pub fn edit_action(
    reference: &str,
    action: &Action,
    focus: Option<&str>,
    context: &Context,
) -> Box<dyn Screen> {
    forms::action(reference, action.about(), Some(action), focus, context)
}

/// The date or the owner of several actions.
pub fn change_actions(actions: Vec<ActionRow>) -> Box<dyn Screen> {
    forms::change_actions(actions)
}

/// What a thing is linked with.
pub fn links(of: SubjectName) -> Box<dyn Screen> {
    Box::new(links::Links::new(of))
}

/// Closing an action.
pub fn close_action(reference: &str, action: &Action, context: &Context) -> Box<dyn Screen> {
    forms::close_action(reference, action, context)
}

/// A member's question about an indicator.
pub fn ask(detail: &Detail) -> Box<dyn Screen> {
    Box::new(questions::Asking::new(forms::About {
        indicator: detail.indicator.id,
        reference: detail.indicator.reference.clone(),
        description: detail.indicator.description.clone(),
    }))
}

/// Result, target and forecast.
pub fn figures(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    forms::figures(detail, context)
}

/// The same, opened at a field, and at the forecast for a period where its code is not empty.
pub fn figures_at(detail: &Detail, field: &str, forecast_for: &str, context: &Context) -> Box<dyn Screen> {
    forms::figures_at(detail, field, forecast_for, context)
}

/// Next year's target and why it is set so.
pub fn next_target(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    forms::next_target(detail, context)
}

/// Who signs the period's figures off.
pub fn sign_off(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    forms::sign_off(detail, context)
}

/// A person's rating.
pub fn override_rating(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    forms::override_rating(detail, context)
}

/// A new indicator.
pub fn add_indicator(context: &Context) -> Box<dyn Screen> {
    forms::add_indicator(context)
}

/// The indicator itself.
pub fn edit_indicator(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    forms::edit_indicator(detail, context)
}

/// Retiring an indicator.
pub fn retire(indicator: &Indicator, context: &Context) -> Box<dyn Screen> {
    forms::retire(indicator, context)
}

/// Bringing a retired indicator back: nothing to ask, so a change and no form.
pub fn bring_back(indicator: &Indicator) -> Change {
    crate::workbook::edits::bring_back(indicator, "")
}

/// Skipping a red.
pub fn skip(detail: &Detail, context: &Context) -> Box<dyn Screen> {
    forms::skip(detail, context)
}

/// The owner of several indicators.
pub fn set_owner(ids: Vec<Id>) -> Box<dyn Screen> {
    forms::set_owner(ids)
}
