//! Corrective actions.

use super::{Fault, Patch, Reading, When};
use crate::domain::{Period, Unit};
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
    period: Period,
) -> Result<Change, Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.unit = unit;
    reading.described(&mut new);
    reading.done()?;
    match matches!(new.status, ActionStatus::Done | ActionStatus::Dropped) {
        true => new.closed_in = new.closed_in.or(Some(period)),
        false => new.closed_in = None,
    }
    Ok(steps::put_action(reference, new))
}
