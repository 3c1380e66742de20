//! Corrective actions.

use super::{Fault, Patch, Reading, When, optional};
use crate::domain::Tense;
use crate::domain::Unit;
use crate::domain::typed_figure::{read_figure, read_written};
use crate::workbook::{Action, ActionStatus, Change, steps};

/// Adds an action, or edits the one that `old` is. `unit` is that of the indicator it is about, where
/// it is about one and that is known. One that is closed now is closed in `period`.
///
/// Fields: `description`, `owner`, `due`, `status`, `client_group`, `expected_effect`,
/// `expected_value`, `expected_by`, `progress`, `effect`, `effect_from`.
///
/// # Errors
/// Every field that is refused.
pub fn action(
    (reference, unit): (&str, Option<Unit>),
    old: &Action,
    patch: &Patch,
    when: &When,
    period: &str,
) -> Result<Change, Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.needed("description", &mut new.description);
    reading.line("owner", &mut new.owner);
    reading.day("due", "due", Tense::Future, &mut new.due);
    reading.choice("status", &mut new.status);
    reading.line("client_group", &mut new.client_group);
    reading.line("expected_effect", &mut new.expected_effect);
    reading.with("expected_value", &mut new.expected_value, |text| match unit {
        Some(unit) => read_figure(text, unit),
        None => optional(text, |text| {
            read_written(text).map(|(value, _)| value).map_err(|error| error.to_string())
        }),
    });
    reading.period("expected_by", &mut new.expected_by);
    reading.text("progress", &mut new.progress);
    reading.money("effect", &mut new.effect);
    reading.month("effect_from", &mut new.effect_from);
    reading.done()?;
    match matches!(new.status, ActionStatus::Done | ActionStatus::Dropped) {
        true if new.closed_in.is_empty() => period.clone_into(&mut new.closed_in),
        true => {}
        false => new.closed_in.clear(),
    }
    Ok(steps::put_action(reference, new))
}
