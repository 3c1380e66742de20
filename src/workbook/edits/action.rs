//! Corrective actions.

use super::{Fault, Patch, Reading, When};
use crate::domain::Unit;
use crate::workbook::{Action, ActionStatus, Change, steps};

/// Adds an action, or edits the one that `old` is. `unit` is that of the indicator it is about, where
/// it is about one and that is known. One that is closed now is closed in `period`.
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
    reading.unit = unit;
    reading.described(&mut new);
    reading.done()?;
    match matches!(new.status, ActionStatus::Done | ActionStatus::Dropped) {
        true if new.closed_in.is_empty() => period.clone_into(&mut new.closed_in),
        true => {}
        false => new.closed_in.clear(),
    }
    Ok(steps::put_action(reference, new))
}
